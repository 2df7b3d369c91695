//! A store that a program of its own serves, and its clients. Not here: what they ask, and what becomes of it.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use entente_engine::draft::Draft;
use entente_engine::write::Request;
use entente_engine::{Editor, Principal, Register};
use entente_model::id::SourceId;
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_model::source::Source;
use entente_model::vocabulary::SourceKind;
use serde_json::{Value, json};

/// How long a client waits for an answer: longer than any takes that comes at all.
const PATIENCE: Duration = Duration::from_secs(60);

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_entente"));
    program.env_remove("ENTENTE_DATA").env("ENTENTE_LOG", "off").stdin(Stdio::null()).stderr(Stdio::inherit());
    program
}

/// Makes a store of one revision, which holds a source: a server fills one that holds nothing.
pub(crate) fn make(store: &Path) {
    let register = open(store);
    let source = Source {
        id: SourceId::new("s1").unwrap(),
        kind: SourceKind::Dataset,
        title: "A source".to_owned(),
        publisher: String::new(),
        url: String::new(),
        date: None,
        retrieved: None,
        language: String::new(),
        licence: String::new(),
        note: String::new(),
    };
    let drafts = vec![Draft::Record(Box::new(Record::Source(source)))];
    let request = Request { drafts, note: String::new(), base: None, client_key: None, at_us: 0 };
    Editor::new(&register, &Principal::operator("maker")).unwrap().write(request).unwrap();
}

/// Gives out a token of a curator.
pub(crate) fn token(store: &Path, name: &str) -> String {
    let words = ["token", "create", "--role", "curator", "--expires", "never", "--name", name, "--store"];
    let output = program().args(words).arg(store).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A program that serves a store, until it is dropped.
pub(crate) struct Served {
    child: Child,
}

impl Served {
    /// Starts it, and does not wait until it is ready.
    pub(crate) fn start(store: &Path) -> Self {
        Self::start_with(store, &[])
    }

    /// Starts it with variables of the environment.
    pub(crate) fn start_with(store: &Path, environment: &[(&str, &OsStr)]) -> Self {
        let mut serve = program();
        serve.envs(environment.iter().copied());
        serve.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(store).stdout(Stdio::piped());
        Self { child: serve.spawn().unwrap() }
    }

    /// Waits until it is ready, and returns where questions are sent to; nothing where it ended before.
    pub(crate) fn address(&mut self) -> Option<String> {
        let mut line = String::new();
        BufReader::new(self.child.stdout.take()?).read_line(&mut line).ok()?;
        let address = line.strip_prefix("http://")?.split_once('/')?.0;
        Some(format!("http://{address}/graphql"))
    }

    /// Kills it with SIGKILL.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that was killed before cannot be killed, which is no failure.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client with a connection of its own.
pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
    token: Option<String>,
}

impl Client {
    pub(crate) fn new(address: &str, token: Option<&str>) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
        Self { agent: config.into(), address: address.to_owned(), token: token.map(str::to_owned) }
    }

    /// Sends a document and returns what it was answered; nothing where no whole answer came.
    pub(crate) fn send(&self, document: &str, variables: Value) -> Option<Value> {
        let mut request = self.agent.post(&self.address);
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let mut answer = request.send_json(json!({ "query": document, "variables": variables })).ok()?;
        answer.body_mut().read_json().ok()
    }

    /// Sends a batch, and returns its payload.
    pub(crate) fn apply(&self, input: Value) -> Option<Value> {
        let document = "mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { \
                        revision userErrors { code message } } }";
        let mut answer = self.send(document, json!({ "input": input }))?;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        Some(answer["data"]["applyChanges"].take())
    }

    /// Sends an archive that is to be imported, and returns the status and what it was answered.
    pub(crate) fn import(&self, archive: &[u8]) -> Option<(u16, Value)> {
        let mut request = self.agent.post(self.address.replace("/graphql", "/import"));
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let mut answer = request.header("Content-Type", "application/zip").send(archive).ok()?;
        Some((answer.status().as_u16(), answer.body_mut().read_json().ok()?))
    }
}

/// Packs a folder of companies, in the order given and with a note of so many bytes each, as an archive.
pub(crate) fn packed(ids: &[String], note_bytes: usize) -> Vec<u8> {
    let mut actors = "id,kind,country,region,statehood,start,end,size,note\n".to_owned();
    let mut names = "actor,type,name,language,start,end\n".to_owned();
    for id in ids {
        writeln!(actors, "{id},company,,,,,,,{}", "n".repeat(note_bytes)).unwrap();
        writeln!(names, "{id},short,One,,,").unwrap();
    }
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    let empty = [
        (
            "agreements.csv",
            "id,kind,title,status,status_as_of,start,end,confidence,series,legal_force,geo_scope,level,modality,note",
        ),
        ("participations.csv", "agreement,actor,role,spell,status,start,end,acting_for,note"),
        ("sources.csv", "id,kind,title,publisher,url,date,retrieved,language,licence,note"),
        (
            "citations.csv",
            "target_type,target,source,page,paragraph,sentence,char_start,char_end,field,reading,named_as",
        ),
    ];
    let filled = [("actors.csv", actors), ("names.csv", names)];
    for (table, text) in filled.into_iter().chain(empty.map(|(table, header)| (table, format!("{header}\n")))) {
        let (mut entry, config) = archive.new_file(table).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// Opens a store as any program does after a crash.
pub(crate) fn open(store: &Path) -> Register {
    let opened = entente_store::open(store.to_str().unwrap()).unwrap();
    Register::open(opened, Limits::default()).unwrap()
}
