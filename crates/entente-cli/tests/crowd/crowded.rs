//! Eight who write and eight who read, for a while: nobody waits for ever, nobody sees half a batch or goes back in time,
//! and who has written reads what was written at once, whichever connection it comes by.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::served::{Client, Served, make, open, token};

/// For how many seconds, where nothing else is asked for by `ENTENTE_CROWD_SECONDS`.
const SECONDS: u64 = 5;

const EACH: usize = 8;

/// How many pairs of actors there are, the two of which always bear one name.
const PAIRS: usize = 4;

/// How many answers a reader remembers, to ask for them again as of then.
const REMEMBERED_MAX: usize = 20;

/// What all of them count.
#[derive(Default)]
struct Counted {
    written: AtomicU64,
    conflicts: AtomicU64,
    read: AtomicU64,
    asked_again: AtomicU64,
    longest_us: AtomicU64,
}

fn name(value: &str) -> Value {
    json!([{"value": value, "kind": "SHORT"}])
}

/// Writes what asks for all pairs, and for an actor of the writer's own.
fn question(own: &str, clock: &str) -> String {
    let clock = if clock.is_empty() { String::new() } else { format!(", knownAt: {{revision: {clock}}}") };
    let of = |alias: &str, code: &str| format!("{alias}: actor(by: {{code: \"{code}\"}}{clock}) {{ name }} ");
    let pair = |pair: usize| {
        let [left, right] = ["left", "right"].map(|side| of(&format!("{side}{pair}"), &format!("{side}-{pair}")));
        left + &right
    };
    let pairs: String = (0..PAIRS).map(pair).collect();
    let dataset = if clock.is_empty() { "dataset { revision }" } else { "" };
    format!("{{ {pairs} {} {dataset} }}", of("own", own))
}

/// Asks, checks that no pair is torn, and returns the answer with its revision.
fn ask(client: &Client, own: &str, counted: &Counted) -> (Value, u64) {
    let asked = Instant::now();
    let mut answer = client.send(&question(own, ""), json!({})).expect("it is answered");
    let took_us = u64::try_from(asked.elapsed().as_micros()).unwrap();
    counted.longest_us.fetch_max(took_us, Ordering::Relaxed);
    counted.read.fetch_add(1, Ordering::Relaxed);
    assert!(answer.get("errors").is_none(), "{answer:#}");
    let mut data = answer["data"].take();
    for pair in 0..PAIRS {
        let [left, right] = ["left", "right"].map(|side| &data[format!("{side}{pair}")]["name"]);
        assert!(left.is_string() && left == right, "half a batch is seen: {data:#}");
    }
    let revision = data.as_object_mut().unwrap().remove("dataset").unwrap()["revision"].as_u64().unwrap();
    (data, revision)
}

/// Renames a pair and the writer's own actor, again and again, and reads it.
fn write(address: &str, token: &str, own: &str, is_over: &AtomicBool, counted: &Counted) {
    let (writing, reading) = (Client::new(address, Some(token)), Client::new(address, None));
    let (mut seen, mut pair) = (1, own.len());
    for number in 0.. {
        pair = (pair * 5 + 3 + number) % PAIRS;
        let value = format!("{own} {number}");
        let rename = |id: String| json!({"amendActor": {"id": id, "names": name(&value)}});
        let mut input = json!({
            "changes": [rename(format!("left-{pair}")), rename(own.to_owned()), rename(format!("right-{pair}"))],
            "clientMutationId": value,
        });
        // One in three is for what was seen last, which others may have changed since.
        if number % 3 == 0 {
            input["baseRevision"] = json!(seen);
        }
        let payload = writing.apply(input).expect("it is answered");
        let (data, revision) = ask(&reading, own, counted);
        match payload["revision"].as_u64() {
            Some(written) => {
                assert!(revision >= written, "what was acknowledged as {written} is not seen at {revision}");
                assert_eq!(data["own"]["name"], *value, "who has written reads something else");
                counted.written.fetch_add(1, Ordering::Relaxed);
            }
            None => {
                let codes = payload["userErrors"].as_array().unwrap().iter().map(|error| &error["code"]);
                assert!(codes.clone().count() > 0 && codes.clone().all(|code| code == "CONFLICT"), "{payload:#}");
                assert_ne!(data["own"]["name"], *value, "what was refused is there");
                counted.conflicts.fetch_add(1, Ordering::Relaxed);
            }
        }
        seen = revision;
        if is_over.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Reads again and again, sometimes as of a revision that was read before.
fn read(address: &str, is_over: &AtomicBool, counted: &Counted) {
    let client = Client::new(address, None);
    let (mut last, mut remembered) = (0, HashMap::new());
    for number in 0.. {
        let (data, revision) = ask(&client, "own-0", counted);
        assert!(revision >= last, "revision {revision} was shown after {last}");
        last = revision;
        if let Some(before) = remembered.get(&revision) {
            assert_eq!(*before, data, "revision {revision} is shown in two ways");
        }
        if remembered.len() < REMEMBERED_MAX {
            remembered.insert(revision, data);
        }
        if number % 10 == 9 {
            let (then, before) = remembered.iter().min_by_key(|(then, _)| *then).unwrap();
            let answer = client.send(&question("own-0", &then.to_string()), json!({})).expect("it is answered");
            assert_eq!(answer["data"], *before, "as of {then}: {answer:#}");
            counted.asked_again.fetch_add(1, Ordering::Relaxed);
        }
        if is_over.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Records the pairs and an actor for each writer.
fn prepare(client: &Client) {
    let record = |code: String| json!({"recordActor": {"code": code, "kind": "COMPANY", "names": name("One")}});
    let pairs = (0..PAIRS).flat_map(|pair| [format!("left-{pair}"), format!("right-{pair}")]);
    let all = pairs.chain((0..EACH).map(|writer| format!("own-{writer}")));
    let payload = client.apply(json!({"changes": all.map(record).collect::<Vec<_>>()})).unwrap();
    assert_eq!(payload, json!({"revision": 2, "userErrors": []}));
}

#[test]
fn eight_write_and_eight_read_and_nobody_sees_what_is_not_so() {
    let seconds = std::env::var("ENTENTE_CROWD_SECONDS").ok().map_or(SECONDS, |asked| asked.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("entente.db");
    make(&store);
    let tokens: Vec<String> = (0..EACH).map(|number| token(&store, &format!("writer-{number}"))).collect();
    let mut served = Served::start(&store);
    let address = served.address().expect("it gets ready");
    prepare(&Client::new(&address, Some(&tokens[0])));
    let (is_over, counted) = (AtomicBool::new(false), Counted::default());
    std::thread::scope(|scope| {
        let (is_over, counted, address) = (&is_over, &counted, address.as_str());
        for (number, token) in tokens.iter().enumerate() {
            scope.spawn(move || write(address, token, &format!("own-{number}"), is_over, counted));
            scope.spawn(move || read(address, is_over, counted));
        }
        std::thread::sleep(Duration::from_secs(seconds));
        is_over.store(true, Ordering::Relaxed);
    });
    let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let (written, read, again) = (of(&counted.written), of(&counted.read), of(&counted.asked_again));
    println!(
        "{seconds} s: {written} writes, {} conflicts, {read} reads, {again} as of before; the longest read took {} µs",
        of(&counted.conflicts),
        of(&counted.longest_us)
    );
    assert!(written >= EACH as u64 && read > written && again > 0, "{written} writes, {read} reads, {again} again");
    drop(served);
    let register = open(&store);
    assert_eq!(register.edition().revision().0, 2 + written, "each write is a revision, and none is missing");
    assert!(register.store().verify().unwrap().is_sound());
}
