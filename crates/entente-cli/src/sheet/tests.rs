//! Sheets in every form.

use super::{Cell, Column, Format, Sheet};

fn sample() -> Sheet {
    let columns = [Column::new("name"), Column::for_programs("code"), Column::new("ties"), Column::new("note")];
    let mut sheet = Sheet::new(columns);
    sheet.push(["Shqipëria, \"zonja\"".into(), "ALB".into(), Cell::from(2_u64), Cell::Empty]);
    sheet.push([Cell::List(vec!["NATO".to_owned(), "OTAN".to_owned()]), "nato".into(), Cell::Flag(true), Cell::Empty]);
    sheet
}

#[test]
fn csv_quotes_what_needs_it_and_joins_lists() {
    let expected = "name,code,ties,note\n\"Shqipëria, \"\"zonja\"\"\",ALB,2,\nNATO; OTAN,nato,true,\n";
    assert_eq!(Format::Csv.write(&sample()), expected);
}

#[test]
fn json_keeps_types_and_the_order_of_columns() {
    let json = Format::Json.write(&sample());
    let parsed: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let expected = serde_json::json!([
        { "name": "Shqipëria, \"zonja\"", "code": "ALB", "ties": 2, "note": null },
        { "name": ["NATO", "OTAN"], "code": "nato", "ties": true, "note": null },
    ]);
    assert_eq!(parsed, expected);
    let at = |field: &str| json.find(field).expect("the field is there");
    assert!(at("\"name\"") < at("\"code\"") && at("\"code\"") < at("\"ties\""), "{json}");
}

#[test]
fn a_table_shows_neither_blank_columns_nor_those_for_programs() {
    let table = Format::Table.write(&sample());
    assert!(table.contains("Shqipëria") && table.contains("ties") && table.contains("OTAN"), "{table}");
    assert!(!table.contains("code") && !table.contains("ALB") && !table.contains("note"), "{table}");
    assert!(table.lines().all(|line| line == line.trim_end()), "{table:?}");
}

#[test]
fn an_empty_sheet_is_a_header_an_empty_array_or_nothing() {
    let sheet = Sheet::new([Column::new("a"), Column::new("b")]);
    assert_eq!(Format::Csv.write(&sheet), "a,b\n");
    assert_eq!(Format::Json.write(&sheet), "[]\n");
    assert_eq!(Format::Table.write(&sheet), "");
}

#[test]
fn the_lines_of_a_row_are_the_fields_that_are_known() {
    let mut sheet = Sheet::new([Column::new("code"), Column::new("note"), Column::for_programs("ties")]);
    sheet.push(["ALB".into(), Cell::Empty, Cell::from(3_u64)]);
    let lines = Format::write_lines(&sheet);
    let words: Vec<Vec<&str>> = lines.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(words, [["code", "ALB"], ["ties", "3"]]);
}

#[test]
fn a_table_lets_no_text_steer_the_terminal() {
    let mut sheet = Sheet::new([Column::new("title")]);
    sheet.push(["\u{1b}[31mred\u{7}".into()]);
    let table = Format::Table.write(&sheet);
    assert!(!table.contains('\u{1b}') && !table.contains('\u{7}') && table.contains("[31mred"), "{table:?}");
}
