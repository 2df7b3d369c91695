//! Hands the built GraphiQL files to the compiler. Building them is the Makefile's work and needs node; a server
//! without them compiles all the same, and its page says what is missing.

use std::path::Path;
use std::{env, fs, io};

/// The files that `web/graphiql/build.js` writes.
const FILES: [&str; 2] = ["graphiql.js", "graphiql.css"];

fn main() -> io::Result<()> {
    let variable = |name| env::var_os(name).ok_or_else(|| io::Error::other(format!("Cargo did not set {name}")));
    let dist = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("../../web/graphiql/dist");
    let out = variable("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());

    let built = FILES.iter().all(|file| dist.join(file).is_file());
    if !built {
        println!("cargo::warning=GraphiQL is not built, so /graphiql will only say so; `make graphiql` builds it");
    }
    for file in FILES {
        // An empty file stands for a missing one, so that the code includes the same names either way.
        let bytes = if built { fs::read(dist.join(file))? } else { Vec::new() };
        fs::write(Path::new(&out).join(file), bytes)?;
    }
    Ok(())
}
