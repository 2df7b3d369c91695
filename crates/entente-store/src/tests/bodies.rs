//! Bodies: whatever is written is read back, and whatever else is read is an error.

use entente_model::date::Day;
use entente_model::record::Record;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::conformance::{record, runner};
use crate::noun::Noun;
use crate::record::{decode, encode};

fn written(record: &Record) -> String {
    let mut body = Vec::new();
    encode(record, &mut body).unwrap();
    String::from_utf8(body).unwrap()
}

fn check_round_trip(record: &Record) -> Result<(), TestCaseError> {
    let reference = record.reference();
    let body = written(record);
    let again = decode(Noun::of(&reference), reference.id(), &body)
        .map_err(|error| TestCaseError::fail(format!("{error} in {body}")))?;
    prop_assert_eq!(&again, record);
    prop_assert_eq!(written(&again), body, "the bytes are the same, scales of decimals included");
    Ok(())
}

#[test]
fn every_record_is_read_as_it_was_written() {
    runner().run(&record(), |record| check_round_trip(&record)).unwrap();
}

#[test]
fn a_body_with_any_byte_altered_is_read_or_refused_and_never_panics() {
    let altered = (record(), any::<prop::sample::Index>(), any::<u8>());
    runner()
        .run(&altered, |(record, place, byte)| {
            let reference = record.reference();
            let mut body = written(&record).into_bytes();
            let place = place.index(body.len());
            body[place] = byte;
            if let Ok(body) = String::from_utf8(body) {
                let _ = decode(Noun::of(&reference), reference.id(), &body);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn absent_fields_are_left_out() {
    let body = written(&super::sample::actor("ALB", "Albania"));
    assert_eq!(body, r#"{"id":"ALB","kind":"state","names":[{"kind":"short","value":"Albania"}]}"#);
}

#[test]
fn a_body_of_another_shape_is_refused_with_the_reason() {
    let cases = [
        (r#"{"id":"ALB","kind":"state"#, "EOF while parsing a string"),
        (r#"{"id":"ALB","kind":"state","colour":"red"}"#, "unknown field `colour`"),
        (r#"{"id":"ALB","kind":"empire"}"#, "`empire` is not a known actor kind"),
        (r#"{"id":"ALB"}"#, "missing field `kind`"),
        (r#"{"id":"A B","kind":"state"}"#, "only ASCII letters"),
        (r#"{"id":"KOR","kind":"state"}"#, "the body is that of `KOR`"),
        (r#"{"id":"ALB","kind":"state","start":"last year"}"#, "is not an EDTF date"),
        (r#"{"id":"ALB","kind":"state","country":"Atlantis"}"#, "`Atlantis` is no area"),
        (r#"{"id":"ALB","kind":7}"#, "invalid type: integer `7`"),
    ];
    for (body, reason) in cases {
        let error = decode(Noun::Actor, "ALB", body).unwrap_err().to_string();
        assert!(error.contains(reason), "`{error}` for {body}");
    }
}

#[test]
fn a_day_outside_the_calendar_cannot_be_written() {
    let source = r#"{"id":"s","kind":"media"}"#;
    for day in [Day::MIN, Day::MAX, Day::from_number(10_000_000)] {
        let Record::Source(mut source) = decode(Noun::Source, "s", source).unwrap() else { unreachable!() };
        source.retrieved = Some(day);
        let error = encode(&Record::Source(source), &mut Vec::new()).unwrap_err().to_string();
        assert!(error.contains("day number"), "{error}");
    }
}
