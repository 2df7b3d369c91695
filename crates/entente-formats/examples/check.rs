//! Checks a folder of native tables and prints what is wrong with it. Not here: anything but the call.

use std::path::PathBuf;
use std::time::Instant;

use entente_formats::native;
use entente_model::limits::Limits;

fn main() -> Result<(), native::ReadError> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("data"), PathBuf::from);
    let start = Instant::now();
    let (reading, violations) = native::check(&folder, &Limits::default())?;
    violations.iter().for_each(|violation| println!("{violation}"));
    println!("{} records, {} violations, {:.2?}", reading.records.len(), violations.len(), start.elapsed());
    Ok(())
}
