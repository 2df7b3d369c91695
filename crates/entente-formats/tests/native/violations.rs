//! Each violation of a file's shape, with its place: cases as data. Not here: several at once (see `faults`).

use std::path::Path;

use entente_formats::native::{self, ReadError};
use entente_model::id::{ActorId, AgreementId, RecordRef};
use entente_model::limits::Limits;
use entente_model::violation::{Part, Spot};
use tempfile::TempDir;

use crate::folder::{check, fresh};

/// A small folder without a fault; the first line of each table is its header.
const FOLDER: [(&str, &str); 11] = [
    (
        "actors.csv",
        "id,kind,country,region,statehood,start,end,size,note\n\
         ALB,state,ALB,,un_member,1912,,,\"a note\nof two lines\"\n\
         akcesk,cyber_agency,ALB,,,2017,,,\n\
         donors,group,,150,,,,12,\n",
    ),
    (
        "names.csv",
        "actor,type,name,language,start,end\n\
         ALB,short,Shqipëria,sq,,\n\
         akcesk,acronym,AKCESK,,,\n\
         donors,short,donors,,,\n",
    ),
    ("identifiers.csv", "actor,scheme,value\nALB,iso3166,ALB\n"),
    (
        "agreements.csv",
        "id,kind,title,status,status_as_of,start,end,confidence,series,legal_force,geo_scope,level,modality,note\n\
         mou-1,mou,Mou,active,2024,2013,..,90,,non_binding,,political,,\n\
         mou-2,mou,\"Mou, the second\",active,,2014,,,,,,,,\n",
    ),
    (
        "participations.csv",
        "agreement,actor,role,spell,status,start,end,acting_for,note\n\
         mou-1,ALB,signatory,,,,,,\n\
         mou-1,akcesk,signatory,2,,,,ALB,\n\
         mou-2,ALB,signatory,,,,,,\n",
    ),
    ("links.csv", "agreement,kind,target\nmou-2,supersedes,mou-1\n"),
    ("places.csv", "agreement,area,share\nmou-1,ALB,60\nmou-1,150,40\n"),
    ("tags.csv", "agreement,scheme,code\nmou-1,entente-topic,cbms\n"),
    (
        "money.csv",
        "agreement,amount,currency,stage,finance,date,provider,receiver,note\n\
         mou-1,12.50,EUR,pledge,grant,2013,donors,ALB,\n",
    ),
    (
        "sources.csv",
        "id,kind,title,publisher,url,date,retrieved,language,licence,note\n\
         s1,official_text,Text,,,2013,2024-02-29,en,,\n",
    ),
    (
        "citations.csv",
        "target_type,target,source,page,paragraph,sentence,char_start,char_end,field,reading,named_as\n\
         actor,ALB,s1,,,,,,,,\n\
         agreement,mou-1,s1,3,1,2,0,10,start,,\n\
         participation,mou-1/akcesk/signatory/2,s1,,,,,,,,\n\
         participation,mou-2/ALB/signatory,s1,,,,,,,,\n",
    ),
];

/// Writes the folder with one text replaced by another in one of its files.
fn folder(file: &str, from: &str, to: &[u8]) -> TempDir {
    let dir = fresh();
    for (name, content) in FOLDER {
        let bytes = match content.split_once(from) {
            Some((before, after)) if name == file => [before.as_bytes(), to, after.as_bytes()].concat(),
            _ => {
                assert!(name != file, "`{from}` does not occur in {file}");
                content.as_bytes().to_vec()
            }
        };
        std::fs::write(dir.path().join(name), bytes).expect("the folder can be written");
    }
    dir
}

#[track_caller]
fn check_case(file: &str, from: &str, to: &[u8], expected: &[&str]) {
    let found = check(folder(file, from, to).path());
    assert_eq!(found, expected, "{file}: `{from}` -> `{}`", String::from_utf8_lossy(to));
}

#[test]
fn the_folder_of_the_cases_has_no_fault() {
    check_case("actors.csv", "id", b"id", &[]);
}

#[test]
fn a_faulty_cell_is_reported_at_its_line_and_column() {
    let cases: [(&str, &str, &str, &[&str]); 38] = [
        ("actors.csv", "cyber_agency", "cyber_agancy", &["UNKNOWN_VALUE actors.csv:4:2"]),
        ("actors.csv", "cyber_agency", "", &["MISSING_VALUE actors.csv:4:2"]),
        ("actors.csv", "cyber_agency,ALB", "cyber_agency,ALX", &["UNKNOWN_AREA actors.csv:4:3"]),
        ("actors.csv", "un_member", "member", &["UNKNOWN_VALUE actors.csv:2:5"]),
        ("actors.csv", "2017", "2017-13", &["INVALID_DATE actors.csv:4:6"]),
        ("actors.csv", ",12,", ",a dozen,", &["INVALID_NUMBER actors.csv:5:8"]),
        ("actors.csv", ",12,", ",-12,", &["INVALID_NUMBER actors.csv:5:8"]),
        ("actors.csv", "a note", "a\u{1}note", &["INVALID_TEXT actors.csv:2:9"]),
        ("actors.csv", "akcesk,", "ak cesk,", &["INVALID_ID actors.csv:4:1"]),
        ("actors.csv", "akcesk,", ",", &["MISSING_VALUE actors.csv:4:1"]),
        ("actors.csv", "donors,", "ALB,", &["DUPLICATE_ID actors.csv:5:1"]),
        ("names.csv", "Shqipëria", "  ", &["MISSING_VALUE names.csv:2:3"]),
        ("names.csv", "akcesk,", "akzesk,", &["DANGLING_ACTOR names.csv:3:1"]),
        ("names.csv", "akcesk,", "ak/esk,", &["INVALID_ID names.csv:3:1"]),
        ("identifiers.csv", "iso3166", "iso", &["UNKNOWN_VALUE identifiers.csv:2:2"]),
        ("agreements.csv", "mou-2,mou", "mou-2,memo", &["UNKNOWN_VALUE agreements.csv:3:2"]),
        ("agreements.csv", "2014", "30.6.2014", &["INVALID_DATE agreements.csv:3:6"]),
        ("agreements.csv", "90", "101", &["INVALID_NUMBER agreements.csv:2:8"]),
        ("agreements.csv", "Mou,", ",", &["MISSING_VALUE agreements.csv:2:3"]),
        ("participations.csv", "mou-2,", "mou-3,", &["DANGLING_AGREEMENT participations.csv:4:1"]),
        ("participations.csv", ",2,", ",0,", &["INVALID_NUMBER participations.csv:3:4"]),
        ("participations.csv", "akcesk", "nobody", &["DANGLING_ACTOR participations.csv:3:2"]),
        ("links.csv", "mou-1", "mou-9", &["DANGLING_AGREEMENT links.csv:2:3"]),
        ("places.csv", "60", "60 %", &["INVALID_NUMBER places.csv:2:3"]),
        ("places.csv", "60", "1e1", &["INVALID_NUMBER places.csv:2:3"]),
        ("places.csv", "ALB", "Albania", &["UNKNOWN_AREA places.csv:2:2"]),
        ("tags.csv", "mou-1", "mou-0", &["DANGLING_AGREEMENT tags.csv:2:1"]),
        ("money.csv", "EUR", "EURO", &["UNKNOWN_CURRENCY money.csv:2:3"]),
        ("money.csv", "12.50", "12,50", &["ROW_LENGTH money.csv:2:0"]),
        ("money.csv", "12.50", "1_000", &["INVALID_NUMBER money.csv:2:2"]),
        ("sources.csv", "2024-02-29", "2023-02-29", &["INVALID_DATE sources.csv:2:7"]),
        ("sources.csv", "official_text", "offical_text", &["UNKNOWN_VALUE sources.csv:2:2"]),
        ("citations.csv", "agreement,mou-1,", "agreemnt,mou-1,", &["UNKNOWN_VALUE citations.csv:3:1"]),
        ("citations.csv", "mou-2/ALB/signatory", "mou-2/ALB", &["INVALID_ID citations.csv:5:2"]),
        ("citations.csv", "mou-2/ALB/signatory", "mou-2/ALB/signed", &["UNKNOWN_VALUE citations.csv:5:2"]),
        ("citations.csv", "mou-2/ALB/signatory", "mou-7/ALB/signatory", &["DANGLING_TARGET citations.csv:5:2"]),
        ("citations.csv", "0,10", "10,0", &["INVALID_NUMBER citations.csv:3:8"]),
        ("citations.csv", "0,10", ",10", &["MISSING_VALUE citations.csv:3:7"]),
    ];
    for (file, from, to, expected) in cases {
        check_case(file, from, to.as_bytes(), expected);
    }
}

#[test]
fn a_row_of_the_wrong_length_is_reported_once() {
    let cases: [(&str, &str, &str, &[&str]); 6] = [
        ("actors.csv", "akcesk,cyber_agency,ALB,,,2017,,,", "akcesk,cyber_agency", &["ROW_LENGTH actors.csv:4:0"]),
        ("actors.csv", "akcesk,cyber_agency,ALB,,,2017,,,", "akcesk", &["ROW_LENGTH actors.csv:4:0"]),
        ("agreements.csv", "\"Mou, the second\"", "Mou, the second", &["ROW_LENGTH agreements.csv:3:0"]),
        ("names.csv", "akcesk,acronym,AKCESK,,,", "akcesk,acronym", &["ROW_LENGTH names.csv:3:0"]),
        (
            "citations.csv",
            "participation,mou-2/ALB/signatory,s1,,,,,,,,",
            "participation",
            &["ROW_LENGTH citations.csv:5:0"],
        ),
        ("sources.csv", "s1,official_text", "\"s1,official_text", &["ROW_LENGTH sources.csv:2:0"]),
    ];
    for (file, from, to, expected) in cases {
        check_case(file, from, to.as_bytes(), expected);
    }
}

#[test]
fn a_wrong_header_is_reported_column_by_column() {
    let cases: [(&str, &str, &str, &[&str]); 6] = [
        ("actors.csv", "statehood", "state_hood", &["HEADER actors.csv:1:5"]),
        ("links.csv", "kind,target", "kind,target,remark", &["HEADER links.csv:1:4", "ROW_LENGTH links.csv:2:0"]),
        ("tags.csv", "scheme,code", "scheme,scheme", &["HEADER tags.csv:1:0", "HEADER tags.csv:1:3"]),
        (
            "places.csv",
            "agreement,area,share",
            "area,share",
            &["HEADER places.csv:1:0", "ROW_LENGTH places.csv:2:0", "ROW_LENGTH places.csv:3:0"],
        ),
        ("actors.csv", "id,kind", "ident,kind", &["HEADER actors.csv:1:0", "HEADER actors.csv:1:1"]),
        (
            "citations.csv",
            "target_type,target",
            "about,target",
            &["HEADER citations.csv:1:0", "HEADER citations.csv:1:1"],
        ),
    ];
    for (file, from, to, expected) in cases {
        check_case(file, from, to.as_bytes(), expected);
    }
}

#[test]
fn an_empty_file_lacks_every_column_and_nothing_else_follows() {
    let dir = folder("actors.csv", "id", b"id");
    for file in ["actors.csv", "names.csv", "citations.csv"] {
        let kept = std::fs::read(dir.path().join(file)).expect("the table is there");
        std::fs::write(dir.path().join(file), "").expect("the folder can be written");
        let found = check(dir.path());
        assert!(!found.is_empty() && found.iter().all(|line| *line == format!("HEADER {file}:1:0")), "{found:?}");
        std::fs::write(dir.path().join(file), kept).expect("the folder can be written");
    }
}

#[test]
fn a_table_that_is_missing_is_one_violation_and_an_optional_one_none() {
    for (file, _) in FOLDER {
        let dir = folder("actors.csv", "id", b"id");
        std::fs::remove_file(dir.path().join(file)).expect("the table is there");
        let optional = ["identifiers.csv", "links.csv", "places.csv", "tags.csv", "money.csv"].contains(&file);
        let expected = if optional { vec![] } else { vec![format!("MISSING_TABLE {file}:1:0")] };
        assert_eq!(check(dir.path()), expected, "{file}");
    }
}

#[test]
fn a_byte_that_is_not_utf_8_is_reported_with_its_field_and_its_offset() {
    let dir = folder(
        "actors.csv",
        "cyber_agency,ALB,,,2017,,,",
        b"cyber_agency,ALB,,,2017,,,\"caf\xE9, \"\"Tirana\"\" \xE8\"",
    );
    let (_, violations) = native::check(dir.path(), &Limits::default()).expect("the folder can be read");
    let bytes = std::fs::read(dir.path().join("actors.csv")).expect("the table is there");
    let offset = bytes.iter().position(|&byte| byte == 0xE9).expect("the byte is there");
    assert_eq!(violations.len(), 1);
    let place = violations[0].place.as_ref().map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("actors.csv:4:9 (note)"));
    assert_eq!(violations[0].message, format!("the byte 0xE9 at offset {offset} of the file is not UTF-8"));
}

#[test]
fn messages_teach_the_repair() {
    let cases = [
        ("actors.csv", "cyber_agency", "cyber_agancy", "did you mean `cyber_agency`?"),
        ("agreements.csv", "political", "zzz", "use one of political, operational, technical"),
        ("actors.csv", "statehood", "state_hood", "did you mean `statehood`?"),
        ("actors.csv", "donors,", "ALB,", "the identifier `ALB` stands already on line 2"),
        ("names.csv", "akcesk,", "akzesk,", "no row declares the actor `akzesk`"),
        ("sources.csv", "s1,official_text", "\"s1,official_text", "a quotation mark is opened in this row"),
    ];
    for (file, from, to, taught) in cases {
        let dir = folder(file, from, to.as_bytes());
        let (_, violations) = native::check(dir.path(), &Limits::default()).expect("the folder can be read");
        let text: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert!(text.iter().any(|line| line.contains(taught)), "{taught}: {text:?}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error_that_names_it() {
    let error = native::read(Path::new("/no/such/folder")).expect_err("there is no such folder");
    assert!(matches!(error, ReadError::NoFolder(_)));
    assert!(error.to_string().contains("/no/such/folder"));
}

#[test]
fn broken_rows_stay_out_of_the_records_and_are_declared() {
    let dir = folder("agreements.csv", "mou-2,mou", b"mou-2,memo");
    let reading = native::read(dir.path()).expect("the folder can be read");
    let mou = |id: &str| RecordRef::Agreement(AgreementId::new(id).expect("valid"));
    assert_eq!(reading.records.agreements.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["mou-1"]);
    assert!(reading.declared.contains(&mou("mou-2")));
    assert!(!reading.declared.contains(&mou("mou-3")));
}

#[test]
fn a_spot_is_placed_by_its_record_its_part_and_its_field() {
    let dir = folder("actors.csv", "id", b"id");
    let reading = native::read(dir.path()).expect("the folder can be read");
    let mou = RecordRef::Agreement(AgreementId::new("mou-1").expect("valid"));
    let alb = RecordRef::Actor(ActorId::new("ALB").expect("valid"));
    let cases = [
        (&mou, Part::Root, "confidence", "agreements.csv:2:8 (confidence)"),
        (&mou, Part::Root, "citations", "agreements.csv:2"),
        (&mou, Part::Participation(1), "role", "participations.csv:3:3 (role)"),
        (&mou, Part::Place(1), "share", "places.csv:3:3 (share)"),
        (&mou, Part::Tag(0), "code", "tags.csv:2:3 (code)"),
        (&mou, Part::Money(0), "provider", "money.csv:2:7 (provider)"),
        (&mou, Part::Citation(1), "target", "citations.csv:4:2 (target)"),
        (&alb, Part::Name(0), "name", "names.csv:2:3 (name)"),
        (&alb, Part::Identifier(0), "value", "identifiers.csv:2:3 (value)"),
        (&alb, Part::Citation(0), "source", "citations.csv:2:3 (source)"),
    ];
    for (record, part, field, expected) in cases {
        let place = reading.origins.place(&Spot { record: record.clone(), part, field });
        assert_eq!(place.map(|place| place.to_string()).as_deref(), Some(expected));
    }
    let unknown = RecordRef::Actor(ActorId::new("XXX").expect("valid"));
    assert_eq!(reading.origins.place(&Spot { record: unknown, part: Part::Root, field: "id" }), None);
}
