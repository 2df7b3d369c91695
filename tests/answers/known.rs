//! The second clock as clients meet it: every question asked with `knownAt` is answered, byte by byte, as a server answers
//! it that knows nothing later, and fields of one request may know different things.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_server::App;
use entente_store::{Commit, Store};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::bundled::{Part, register};

/// The questions: a field, its arguments without the clock, and what is asked of it.
const QUESTIONS: [(&str, &str, &str); 20] = [
    (
        "actor",
        "by: {code: \"ALB\"}",
        "{ name names { value } agreements { totalCount nodes { title status } } ties { nodes { id source { name } } } }",
    ),
    ("actors", "filter: {kinds: [STATE]}", "{ totalCount edges { cursor node { code name parts { name } } } }"),
    (
        "agreement",
        "code: \"FIRST\"",
        "{ title status participations { actor { name } } citations { source { title } } links { target { title } } }",
    ),
    (
        "agreements",
        "first: 100",
        "{ totalCount nodes { code title } counts(by: ACTOR, first: 50) { groups { label count actors { name } } } }",
    ),
    ("cheapestPath", "from: {code: \"ALB\"}, to: {code: \"ncirc\"}, by: EVIDENCE", "{ cost path { explanation } }"),
    ("dataset", "", "{ revision citation counts { actors agreements participations sources } }"),
    (
        "diff",
        "from: \"2000-01-01\", to: \"2023-01-01\", of: {actor: {code: \"ALB\"}}",
        "{ counts { added } partners { added { name } } rows { class after { source { name } target { name } agreement { title } } } }",
    ),
    (
        "kShortestPaths",
        "from: {code: \"ALB\"}, to: {code: \"ncirc\"}, first: 2",
        "{ paths { explanation } cut { cursor } }",
    ),
    (
        "neighbourhood",
        "of: [{code: \"ALB\"}], first: 3",
        "{ totalNodes nodes { actor { name } through { name } } counts(by: AREA) { label } edges { source { name } } cut { cursor } }",
    ),
    ("node", "id: \"gid://entente/Actor/ALB\"", "{ id ... on Actor { name } }"),
    (
        "nodes",
        "ids: [\"gid://entente/Actor/ALB\", \"gid://entente/Agreement/FIRST\", \"gid://entente/Agreement/SECOND\"]",
        "{ id ... on Actor { name } ... on Agreement { title } }",
    ),
    (
        "partners",
        "of: [{code: \"ALB\"}]",
        "{ totalCount nodes { actor { name } with { with { name } ties { target { name } source { name } } } } }",
    ),
    ("reachable", "from: {code: \"ALB\"}", "{ totalCount nodes { actor { name } path { explanation } } }"),
    ("search", "text: \"Albania\"", "{ name score why actor { code name } }"),
    (
        "shortestPath",
        "from: {code: \"ALB\"}, to: {code: \"ncirc\"}",
        "{ path { explanation steps { ties { citations { source { title } } } } } }",
    ),
    (
        "shortestPaths",
        "from: {code: \"ALB\"}, to: {code: \"ncirc\"}, first: 1",
        "{ totalCount paths { start { name } explanation } cut { cursor } }",
    ),
    (
        "source",
        "id: \"gid://entente/Source/SOURCE\"",
        "{ title citedByCount citedBy { id ... on Actor { name } ... on Agreement { title } } }",
    ),
    (
        "ties",
        "between: [{code: \"ALB\"}, {code: \"nato\"}]",
        "{ totalCount nodes { source { name } agreement { title } } counts(by: PAIR) { groups { label } } }",
    ),
    ("timedPath", "from: {code: \"ALB\"}, to: {code: \"ncirc\"}", "{ days path { explanation } }"),
    ("actor", "by: {name: \"Albania\"}", "{ code }"),
];

/// A register whose records changed twice, and what the questions call them.
struct History {
    register: Arc<Register>,
    first: String,
    second: String,
    source: String,
}

impl History {
    /// Takes what the first source says, and then renames Albania and the source, withdraws an agreement and ends
    /// another.
    fn made() -> Self {
        let mut records = register(Part::FirstSource).edition().to_records().unwrap();
        let of_albania = |records: &Records| {
            let has = |at: &usize| {
                let parts = &records.agreements[*at].participations;
                parts.iter().any(|part| part.actor.as_str() == "ALB")
            };
            (0..records.agreements.len()).filter(has).collect::<Vec<usize>>()
        };
        let own = of_albania(&records);
        let [first, second] = [own[0], own[1]].map(|at| records.agreements[at].id.to_string());
        let source = records.sources[0].id.to_string();
        let register = Register::open(entente_store::open("memory").unwrap(), Limits::default()).unwrap();
        import(&register, &records, 1_000_000);
        let albania = records.actors.iter_mut().find(|actor| actor.id.as_str() == "ALB").unwrap();
        albania.names.iter_mut().for_each(|name| name.value = format!("Land of Eagles {}", name.value.len()));
        records.sources[0].title = "The atlas, revised".to_owned();
        import(&register, &records, 2_000_000);
        let linked = |records: &Records, id: &str| {
            records.agreements.iter().flat_map(|agreement| &agreement.links).any(|link| link.target.as_str() == id)
        };
        let pairs =
            own.iter().map(|&at| &records.agreements[at]).filter(|agreement| agreement.participations.len() == 2);
        let gone = pairs.map(|agreement| agreement.id.to_string()).find(|id| !linked(&records, id)).unwrap();
        records.agreements.retain(|agreement| agreement.id.as_str() != gone);
        records.agreements.iter_mut().for_each(|agreement| agreement.title.push_str(" (revised)"));
        import(&register, &records, 3_000_000);
        Self { register: Arc::new(register), first, second, source }
    }

    fn told(&self, text: &str) -> String {
        text.replace("FIRST", &self.first).replace("SECOND", &self.second).replace("SOURCE", &self.source)
    }
}

fn import(register: &Register, records: &Records, at_us: i64) {
    let (records, note) = (records.clone(), "a test".to_owned());
    let import = Import { records, complete: true, note, at_us, ..Import::default() };
    let editor = Editor::new(register, &Principal::operator("test")).unwrap();
    editor.import(import, &mut |_| {}).unwrap();
}

/// Returns a register that was told the log up to a revision and nothing later.
fn replayed(of: &dyn Store, at: Revision) -> Arc<Register> {
    let store = entente_store::open("memory").unwrap();
    for committed in of.changes(Revision(0), at.0 as usize).unwrap() {
        let commit = Commit {
            base: None,
            principal: committed.principal,
            note: committed.note,
            client_key: None,
            at_us: committed.at_us,
            changes: &committed.changes,
        };
        store.commit(&commit, &mut |_| {}).unwrap();
    }
    Arc::new(Register::open(store, Limits::default()).unwrap())
}

/// Asks a question at four seconds past 1970 and returns the bytes of the answer.
fn ask(register: &Arc<Register>, query: &str) -> Vec<u8> {
    let body = json!({ "query": query }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body)).unwrap();
    let router = entente_server::router(App::new(Arc::clone(register), || 4_000_000));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = router.oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()
    })
}

fn answer(register: &Arc<Register>, query: &str) -> Value {
    serde_json::from_slice(&ask(register, query)).unwrap()
}

/// Writes a question, with what is known perhaps.
fn question(history: &History, (field, arguments, selection): (&str, &str, &str), clock: &str) -> String {
    let arguments = format!("{arguments} {clock}");
    let arguments = if arguments.trim().is_empty() { String::new() } else { format!("({arguments})") };
    history.told(&format!("{{ {field}{arguments} {selection} }}"))
}

#[test]
fn every_question_is_answered_as_by_a_server_that_knows_nothing_later() {
    let history = History::made();
    let mut answers = Vec::new();
    for number in 1..=3 {
        let then = replayed(history.register.store(), Revision(number));
        for (at, &asked) in QUESTIONS.iter().enumerate() {
            let expected = ask(&then, &question(&history, asked, ""));
            let shown = String::from_utf8_lossy(&expected).into_owned();
            let by_name = at == QUESTIONS.len() - 1;
            assert!(by_name || !shown.contains("\"errors\""), "{asked:?}: {shown}");
            for clock in [
                format!("knownAt: {{revision: {number}}}"),
                format!("knownAt: {{time: \"1970-01-01T00:00:0{number}.5Z\"}}"),
                format!("knownAt: {{time: \"1970-01-01T02:00:0{number}+02:00\"}}"),
            ] {
                let given = ask(&history.register, &question(&history, asked, &clock));
                assert_eq!(String::from_utf8_lossy(&given), shown, "{asked:?} with {clock}");
            }
            answers.push((asked, number, shown));
        }
    }
    for asked in QUESTIONS {
        let of = |number| answers.iter().find(|other| other.0 == asked && other.1 == number).map(|other| &other.2);
        assert_ne!(of(1), of(2), "{asked:?} would not show names that are known later");
    }
}

#[test]
fn every_question_takes_the_second_clock_and_has_a_case_here() {
    let history = History::made();
    let known = answer(&history.register, "{ __schema { queryType { fields { name args { name } } } } }");
    let fields = known["data"]["__schema"]["queryType"]["fields"].as_array().unwrap();
    let takes = |field: &&Value| field["args"].as_array().unwrap().iter().any(|argument| argument["name"] == "knownAt");
    let mut names: Vec<&str> = fields.iter().filter(takes).map(|field| field["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let mut asked: Vec<&str> = QUESTIONS.iter().map(|(name, _, _)| *name).collect();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(names, asked);
    let others: Vec<&str> =
        fields.iter().filter(|field| !takes(field)).map(|field| field["name"].as_str().unwrap()).collect();
    let beside = ["history", "changes", "proposals", "proposal", "tokens"];
    assert_eq!(others, beside, "only what asks for the history, for proposals and for tokens stands outside it");
}

#[test]
fn fields_of_one_request_may_know_different_things() {
    let history = History::made();
    let query = "{ then: actor(by: {code: \"ALB\"}, knownAt: {revision: 1}) { name ties(first: 1) { nodes { source { name } } } } \
                   now: actor(by: {code: \"ALB\"}) { name } }";
    let found = answer(&history.register, query);
    let [then, now] = ["then", "now"].map(|field| found["data"][field]["name"].as_str().unwrap());
    assert!(!then.contains("Eagles") && now.contains("Eagles"), "{found:#}");
}

#[test]
fn two_revisions_are_compared_like_two_days() {
    let history = History::made();
    let query = "{ diff(of: {actor: {code: \"ALB\"}}, fromKnownAt: {revision: 1}, toKnownAt: {revision: 3}, classes: [ENDED, KEPT], filter: {structure: true, projection: PAIRWISE}) \
                   { counts { added ended } rows { class before { source { name } agreement { title } } after { source { name } agreement { title } } } } }";
    let found = answer(&history.register, query);
    let diff = &found["data"]["diff"];
    assert!(diff["counts"]["ended"].as_i64().unwrap() > 0, "{found:#}");
    assert_eq!(diff["counts"]["added"], 0);
    let rows = diff["rows"].as_array().unwrap();
    let kept = rows.iter().find(|row| row["class"] == "KEPT").unwrap();
    assert_ne!(kept["before"]["agreement"]["title"], kept["after"]["agreement"]["title"]);
    let both = "{ diff(of: {actor: {code: \"ALB\"}}, from: \"2000-01-01\", to: \"2023-01-01\", fromKnownAt: {revision: 1}) { counts { added } } }";
    assert!(answer(&history.register, both)["data"]["diff"]["counts"]["added"].as_i64().unwrap() > 0);
}

#[test]
fn the_network_of_two_revisions_differs_by_what_each_of_them_lists() {
    let history = History::made();
    let ids = |rows: &Value, at: &str| -> BTreeSet<String> {
        rows.as_array().unwrap().iter().map(|row| row.pointer(at).unwrap().to_string()).collect()
    };
    let listed = |revision: u64| -> BTreeSet<String> {
        let (mut ties, mut after) = (BTreeSet::new(), Value::Null);
        loop {
            let query = format!(
                "{{ actors(knownAt: {{revision: {revision}}}, first: 50, after: {after}) {{ edges {{ cursor node {{ ties(first: 100, filter: {{structure: true, projection: PAIRWISE}}) {{ nodes {{ id }} }} }} }} }} }}"
            );
            let found = answer(&history.register, &query);
            let actors = found["data"]["actors"]["edges"].as_array().unwrap();
            let Some(last) = actors.last() else { return ties };
            after = last["cursor"].clone();
            ties.extend(actors.iter().flat_map(|actor| ids(&actor["node"]["ties"]["nodes"], "/id")));
        }
    };
    let query = "{ diff(fromKnownAt: {revision: 1}, toKnownAt: {revision: 3}, first: 100, classes: [ADDED, ENDED], filter: {structure: true, projection: PAIRWISE}) \
                 { counts { added ended kept changed } cut { cursor } rows { class before { id } after { id } } } }";
    let found = answer(&history.register, query);
    let diff = &found["data"]["diff"];
    let (before, after) = (listed(1), listed(3));
    let ended: BTreeSet<String> = before.difference(&after).cloned().collect();
    assert!(!ended.is_empty() && after.is_subset(&before), "one agreement was withdrawn");
    assert_eq!(ids(&diff["rows"], "/before/id"), ended, "{found:#}");
    let count = |class: &str| diff["counts"][class].as_u64().unwrap();
    assert_eq!((count("added"), count("ended")), (0, ended.len() as u64));
    assert_eq!(count("kept") + count("changed"), after.len() as u64);
}

#[test]
fn a_path_of_two_revisions_is_that_of_each_of_them() {
    let history = History::made();
    let ends = "from: {code: \"ALB\"}, to: {code: \"ncirc\"}";
    let path = |revision: u64| {
        let query =
            format!("{{ shortestPath({ends}, knownAt: {{revision: {revision}}}) {{ path {{ explanation }} }} }}");
        answer(&history.register, &query)["data"]["shortestPath"]["path"].clone()
    };
    let (before, after) = (path(1), path(3));
    assert_ne!(before, after, "agreements have other titles since");
    let query = format!(
        "{{ diff(of: {{path: {{{ends}}}}}, fromKnownAt: {{revision: 1}}, toKnownAt: {{revision: 3}}) {{ pathBefore {{ explanation }} pathAfter {{ explanation }} }} }}"
    );
    let found = answer(&history.register, &query);
    let diff = &found["data"]["diff"];
    assert_eq!((&diff["pathBefore"], &diff["pathAfter"]), (&before, &after), "{found:#}");
    assert!(before["explanation"].is_string() && after["explanation"].is_string());
}

#[test]
fn what_cannot_be_known_is_refused_with_what_to_do() {
    let history = History::made();
    let refusal = |arguments: &str| {
        let found = answer(&history.register, &format!("{{ dataset(knownAt: {arguments}) {{ revision }} }}"));
        let error = &found["errors"][0];
        [&error["extensions"]["code"], &error["message"], &error["extensions"]["hint"]]
            .map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    let before = "revisions count from 1; `changes` lists them with their times";
    let to_come = "leave `knownAt` out to ask what is known at present";
    let told = |message: &str, hint: &str| ["UNKNOWN_REVISION", message, hint].map(str::to_owned);
    assert_eq!(
        refusal("{revision: 0}"),
        told("revision 0 lies before revision 1, and nothing was recorded then", before)
    );
    assert_eq!(
        refusal("{time: \"1970-01-01T00:00:00.9Z\"}"),
        told("1970-01-01T00:00:00.9Z lies before revision 1, and nothing was recorded then", before)
    );
    assert_eq!(refusal("{revision: 4}"), told("revision 4 is yet to come; the last revision is 3", to_come));
    assert_eq!(
        refusal("{time: \"1970-01-01T00:00:04.000001Z\"}"),
        told("1970-01-01T00:00:04.000001Z is yet to come; the last revision is 3", to_come)
    );
    let both =
        answer(&history.register, "{ dataset(knownAt: {revision: 1, time: \"1970-01-01T00:00:01Z\"}) { revision } }");
    assert!(both["errors"][0]["extensions"]["code"].is_string(), "{both:#}");
    for days in ["from: \"2020-01-01\"", "to: \"2020-01-01\"", "knownAt: {revision: 1}"] {
        let found = answer(&history.register, &format!("{{ diff({days}) {{ counts {{ added }} }} }}"));
        assert_eq!(found["errors"][0]["extensions"]["argument"], "from", "{found:#}");
    }
}
