//! Prints the `datapackage.json` of the data that comes with Entente. Not here: anything but the call.

use entente_formats::native::{Package, datapackage_json};

fn main() {
    print!("{}", datapackage_json(&Package::default()));
}
