//! `datapackage.json` and the table of formats. Not here: the tables' content.

use std::path::Path;

use entente_formats::native::{Package, TABLES, datapackage_json};
use entente_formats::{FORMATS, format};
use serde_json::Value;

#[test]
fn the_datapackage_that_comes_with_the_data_is_the_one_that_is_generated() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/datapackage.json");
    let kept = std::fs::read_to_string(path).expect("the data has its datapackage");
    let hint = "run: cargo run -p entente-formats --example datapackage > data/datapackage.json";
    assert!(kept == datapackage_json(&Package::default()), "{hint}");
}

#[test]
fn every_reference_of_the_datapackage_leads_to_a_field() {
    let json: Value = serde_json::from_str(&datapackage_json(&Package::default())).expect("it is JSON");
    let resources = json["resources"].as_array().expect("it has resources");
    let has = |resource: &Value, field: &Value| {
        let fields = resource["schema"]["fields"].as_array().expect("a schema has fields");
        fields.iter().any(|known| known["name"] == *field)
    };
    let none = Vec::new();
    let mut followed = 0;
    for resource in resources {
        for key in resource["schema"]["foreignKeys"].as_array().unwrap_or(&none) {
            let target = resources.iter().find(|known| known["name"] == key["reference"]["resource"]);
            assert!(has(resource, &key["fields"]), "{key}");
            assert!(target.is_some_and(|target| has(target, &key["reference"]["fields"])), "{key}");
            followed += 1;
        }
        for field in resource["schema"]["primaryKey"].as_array().unwrap_or(&none) {
            assert!(has(resource, field), "{field}");
        }
    }
    assert_eq!(
        followed,
        TABLES.iter().flat_map(|table| table.columns).filter(|c| c.always && c.references.is_some()).count()
    );
}

#[test]
fn a_table_stands_at_the_place_of_its_name() {
    for (position, table) in TABLES.iter().enumerate() {
        assert_eq!(table.name as usize, position);
        assert!(std::ptr::eq(table.name.table(), table));
    }
}

#[test]
fn every_format_is_found_by_its_name_and_can_be_used() {
    for known in FORMATS {
        assert_eq!(format(known.name).map(|format| format.media_type), Some(known.media_type));
        assert!(known.read.is_some() || known.write.is_some());
    }
    assert!(format("no-such-format").is_none());
}
