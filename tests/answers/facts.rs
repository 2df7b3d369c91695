//! What the first source says, each as a fact of its own: whatever is added to the data later, these answers stay.

use std::collections::BTreeSet;

use entente_engine::query::QueryError;
use serde_json::{Value, json};

use super::bundled::{self, Part};

fn answer(query: &str) -> Value {
    bundled::answer(Part::FirstSource, query)
}

fn data(query: &str) -> Value {
    bundled::data(Part::FirstSource, query)
}

const MOUS: &str = r#"filter: {kinds: [MOU]}"#;

/// Returns the codes of the neighbours of an actor, and checks that each was found once and with a source.
fn neighbours(of: &str, arguments: &str) -> BTreeSet<String> {
    let query = format!(
        "{{ neighbourhood(of: [{of}], {arguments}) {{
            nodes {{ actor {{ code }} distance tieCount }}
            edges {{ source {{ code }} target {{ code }} citations {{ source {{ code }} locator {{ words }} }} }}
            totalNodes totalEdges cut {{ bound }} }} }}"
    );
    let found = data(&query);
    let found = &found["neighbourhood"];
    let rows = found["nodes"].as_array().unwrap();
    assert!(found["cut"].is_null());
    assert_eq!(found["totalNodes"], rows.len());
    for row in rows {
        assert_eq!((row["distance"].as_i64(), row["tieCount"].as_i64()), (Some(1), Some(1)), "{row}");
    }
    for edge in found["edges"].as_array().unwrap() {
        assert!(!edge["citations"].as_array().unwrap().is_empty(), "{edge} has no source");
    }
    rows.iter().map(|row| row["actor"]["code"].as_str().unwrap().to_owned()).collect()
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|&code| code.to_owned()).collect()
}

fn path(arguments: &str) -> Value {
    let query = format!(
        "{{ shortestPath({arguments}) {{ path {{ length explanation steps {{ from {{ code }} to {{ code }} sentence
            ties {{ kind certainty period {{ start startPrecision startEarliest startLatest }}
                citations {{ source {{ code }} locator {{ paragraph sentence }} }} }} }} }} }} }}"
    );
    data(&query)["shortestPath"]["path"].take()
}

#[test]
fn albania_and_its_agency_have_memoranda_with_these() {
    let of_albania = neighbours(r#"{code: "ALB"}"#, &format!("including: PARTS, {MOUS}"));
    let expected = ["cert-xkx", "cert-mkd", "cert-rou", "SRB", "MNE", "CYP", "SVN", "ncirc"];
    assert_eq!(of_albania, set(&expected));
    // The agency itself has all but the one that Albania signed.
    let mut of_agency = set(&expected);
    of_agency.remove("ncirc");
    assert_eq!(neighbours(r#"{name: "AKCESK"}"#, MOUS), of_agency);
    let long = r#"{name: "national authority for electronic certification and cyber security"}"#;
    assert_eq!(neighbours(long, MOUS), of_agency);
    // Albania without its parts has only its own.
    assert_eq!(neighbours(r#"{code: "ALB"}"#, MOUS), set(&["ncirc"]));
}

#[test]
fn signed_and_negotiated_memoranda_are_told_apart() {
    let signed = neighbours(r#"{code: "akcesk"}"#, "filter: {kinds: [MOU], statuses: [SIGNED]}");
    assert_eq!(signed, set(&["cert-xkx", "cert-mkd", "cert-rou"]));
    let negotiated = neighbours(r#"{code: "akcesk"}"#, "filter: {kinds: [MOU], statuses: [NEGOTIATING]}");
    assert_eq!(negotiated, set(&["SRB", "MNE", "CYP", "SVN"]));
    // What is negotiated is never certain.
    let certain = neighbours(r#"{code: "akcesk"}"#, "filter: {kinds: [MOU], certainty: CERTAIN}");
    assert_eq!(certain, signed);
}

#[test]
fn albania_reaches_the_nato_centre_in_one_step_of_2013() {
    let found = path(r#"from: {code: "ALB"}, to: {name: "NATO Cyber Incident Response Centre"}"#);
    assert_eq!(found["length"], 1);
    let step = &found["steps"][0];
    let ties = step["ties"].as_array().unwrap();
    let memorandum = ties.iter().find(|tie| tie["kind"] == "MOU").unwrap();
    assert_eq!(memorandum["period"]["start"], "2013");
    assert_eq!(memorandum["period"]["startPrecision"], "year");
    assert_eq!(memorandum["period"]["startEarliest"], "2013-01-01");
    assert_eq!(memorandum["period"]["startLatest"], "2013-12-31");
    let locator = &memorandum["citations"][0]["locator"];
    assert_eq!((locator["paragraph"].as_i64(), locator["sentence"].as_i64()), (Some(2), Some(6)));
    let sentence = step["sentence"].as_str().unwrap();
    for part in
        ["Albania", "NATO Cyber Incident Response Centre", "since 2013", "according to", "paragraph 2, sentence 6"]
    {
        assert!(sentence.contains(part), "`{sentence}` lacks `{part}`");
    }
    assert_eq!(found["explanation"], step["sentence"]);
}

#[test]
fn groups_never_join_what_no_record_joins() {
    for (from, to) in [("CAN", "ALB"), ("KOR", "CAN"), ("CAN", "KOR"), ("ALB", "KOR")] {
        for scope in ["SELF", "PARTS"] {
            let found = path(&format!(r#"from: {{code: "{from}"}}, to: {{code: "{to}"}}, including: {scope}"#));
            assert!(found.is_null(), "{from} to {to} with {scope}: {found:#}");
            let wide = r#"filter: {structure: true, projection: PAIRWISE}"#;
            let found = path(&format!(r#"from: {{code: "{from}"}}, to: {{code: "{to}"}}, including: {scope}, {wide}"#));
            assert!(found.is_null(), "{from} to {to} with {scope}, all ties: {found:#}");
        }
    }
}

#[test]
fn korea_is_refused_with_both_koreas() {
    let refused = answer(r#"{ actor(by: {name: "Korea"}) { code } }"#);
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "AMBIGUOUS_ACTOR");
    let codes: Vec<&str> =
        extensions["candidates"].as_array().unwrap().iter().map(|each| each["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["KOR", "PRK"]);
    assert!(extensions["hint"].as_str().unwrap().contains("KOR, PRK"));
}

#[test]
fn an_unknown_actor_is_refused_with_the_nearest() {
    let refused = answer(r#"{ actor(by: {name: "Albenia"}) { code } }"#);
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "UNKNOWN_ACTOR");
    assert_eq!(extensions["candidates"][0]["code"], "ALB");
    let code = QueryError::UnknownActor { given: String::new(), nearest: Vec::new() }.code();
    assert_eq!(extensions["code"], code);
    let nobody = answer(r#"{ actor(by: {name: "Freedonia"}) { code } }"#);
    assert_eq!(nobody["errors"][0]["extensions"]["code"], "UNKNOWN_ACTOR");
}

#[test]
fn a_year_is_possible_on_each_of_its_days_and_certain_on_none() {
    let holds = |filter: &str| {
        let arguments = format!("filter: {{kinds: [MOU], {filter}}}");
        neighbours(r#"{code: "ALB"}"#, &arguments).contains("ncirc")
    };
    assert!(!holds(r#"validOn: "2012-06-30""#));
    assert!(holds(r#"validOn: "2013-06-30""#));
    assert!(!holds(r#"validOn: "2013-06-30", certainty: CERTAIN"#));
    assert!(holds(r#"validOn: "2013-12-31", certainty: CERTAIN"#), "by its last day it had been signed");
    assert!(!holds(r#"during: {from: "2010-01-01", to: "2012-12-31"}"#));
    assert!(holds(r#"during: {from: "2010-01-01", to: "2013-01-01"}"#));
}

#[test]
fn every_agreement_and_every_tie_names_its_source() {
    let query = r#"{ agreements(first: 500) { totalCount nodes { code citations { source { title } }
        participations { citations { source { title } } } } } }"#;
    let found = data(query);
    let agreements = found["agreements"]["nodes"].as_array().unwrap();
    assert_eq!(found["agreements"]["totalCount"], agreements.len());
    for agreement in agreements {
        let own = agreement["citations"].as_array().unwrap().len();
        let parts = agreement["participations"].as_array().unwrap().iter();
        let all = own + parts.map(|part| part["citations"].as_array().unwrap().len()).sum::<usize>();
        assert!(all > 0, "{} has no source", agreement["code"]);
    }
}

#[test]
fn pages_put_together_are_the_whole_list() {
    let edition = bundled::register(Part::FirstSource).edition();
    let whole: Vec<Value> = edition.nodes().map(|node| json!({ "code": edition.actor(node).id.as_str() })).collect();
    assert!(whole.len() > 50, "too few actors to page through");
    let mut pages = Vec::new();
    let mut after = String::new();
    loop {
        let cursor = if after.is_empty() { String::new() } else { format!(r#", after: "{after}""#) };
        let query = format!(
            "{{ actors(first: 70{cursor}) {{ nodes {{ code }} pageInfo {{ hasNextPage endCursor }} totalCount }} }}"
        );
        let page = data(&query)["actors"].take();
        assert_eq!(page["totalCount"], whole.len());
        pages.extend(page["nodes"].as_array().unwrap().iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    }
    assert_eq!(pages, whole);
}

#[test]
fn arguments_out_of_range_are_refused_and_named() {
    for (query, argument) in [
        (r#"{ actors(first: -1) { totalCount } }"#, "first"),
        (r#"{ actors(first: 501) { totalCount } }"#, "first"),
        (r#"{ neighbourhood(of: [{code: "ALB"}], hops: 0) { totalNodes } }"#, "hops"),
        (r#"{ neighbourhood(of: [], hops: 1) { totalNodes } }"#, "of"),
        (r#"{ ties(between: [{code: "ALB"}]) { totalCount } }"#, "between"),
        (r#"{ neighbourhood(of: [{code: "ALB"}], filter: {kinds: []}) { totalNodes } }"#, "kinds"),
        (r#"{ neighbourhood(of: [{code: "ALB"}], filter: {regions: ["Atlantis"]}) { totalNodes } }"#, "regions"),
        (r#"{ search(text: " ") { score } }"#, "text"),
        (r#"{ agreement { code } }"#, "id"),
        (
            r#"{ neighbourhood(of: [{code: "ALB"}], filter: {validOn: "2013-01-01", during: {}}) { totalNodes } }"#,
            "validOn",
        ),
        (
            r#"{ neighbourhood(of: [{code: "ALB"}], filter: {during: {from: "2014-01-01", to: "2013-01-01"}}) { totalNodes } }"#,
            "during",
        ),
    ] {
        let refused = answer(query);
        let extensions = &refused["errors"][0]["extensions"];
        assert_eq!((&extensions["code"], &extensions["argument"]), (&"BAD_INPUT".into(), &argument.into()), "{query}");
    }
    let stale = answer(r#"{ actors(after: "nobody") { totalCount } }"#);
    assert_eq!(stale["errors"][0]["extensions"]["code"], "UNKNOWN_CURSOR");
}

#[test]
fn an_actor_knows_its_parts_and_its_wholes() {
    let found = data(
        r#"{ whole: actor(by: {code: "ALB"}) { parts { code } partOf { code } }
             part: actor(by: {code: "ncirc"}) { parts { code } partOf { code } } }"#,
    );
    assert_eq!(found["whole"], json!({ "parts": [{ "code": "akcesk" }, { "code": "alcirt" }], "partOf": [] }));
    assert_eq!(found["part"], json!({ "parts": [], "partOf": [{ "code": "nato" }] }));
}
