//! What a change of a register costs: the edition that follows, and a write as a whole in memory. Not here: the durable
//! commit, which the store decides, and the change of the network alone ([`crate::editions`]).

use entente_engine::draft::{Amendment, Draft};
use entente_engine::write::Request;
use entente_engine::{Edition, Editor, Principal, Register};
use entente_model::change::Change;
use entente_model::id::{AgreementId, RecordRef};
use entente_model::limits::Limits;
use entente_model::record::Record;

use crate::clock::Times;
use crate::records::{recorded, register};
use crate::rmat::Graph;
use crate::table::{Line, Table, microseconds};

/// How many agreements the register has.
const AGREEMENTS: usize = 100_000;
/// How many changes follow each other.
const CHANGES: usize = 5_000;
/// How long a change may take until it can be seen, in microseconds.
const CHANGE_MAX_US: f64 = 50.0;

/// Measures changes of a register of the first agreements of a graph, and adds what was found to the table.
///
/// # Panics
/// Where a change that is made here is refused, which would be a defect.
pub fn measure(graph: &Graph, table: &mut Table) {
    let agreements = graph.agreements.iter().take(AGREEMENTS).cloned().collect();
    let graph = Graph { actors: graph.actors, agreements, questions: Vec::new() };
    let register = register(&graph, Limits::default());
    let on = format!("{} agreements", graph.agreements.len());
    let step = (graph.agreements.len() / CHANGES).max(1);
    let picks: Vec<usize> = (0..graph.agreements.len()).step_by(step).collect();
    let sorts: [(&str, &dyn Fn(usize) -> Change); 4] = [
        ("its confidence amended", &|at| amended(&graph, at, |agreement| agreement.confidence = Some(50))),
        ("its title amended", &|at| amended(&graph, at, |agreement| agreement.title.push('.'))),
        ("recorded at the end", &|at| stated(&graph, at, "agr-1")),
        ("recorded in between", &|at| stated(&graph, at, "agr-00000500-")),
    ];
    for (what, change) in sorts {
        table.add(Line { on: on.clone(), ..edition(&register.edition(), what, &picks, change) });
    }
    table.add(Line { on, ..written(&register, &graph, &picks) });
}

/// Lets editions follow each other.
fn edition(first: &Edition, what: &str, picks: &[usize], change: &dyn Fn(usize) -> Change) -> Line {
    let changes: Vec<Change> = picks.iter().map(|&at| change(at)).collect();
    let (mut edition, mut times) = (first.clone(), Times::new());
    times.ask(&changes, |change| {
        edition = edition.next(std::slice::from_ref(change)).expect("the change is admissible");
        edition.counts().agreements as i64
    });
    line(format!("an edition follows: {what}"), &times)
}

/// Writes changes one by one: they are judged, the edition is made, the store in memory takes them, the edition becomes
/// current.
fn written(register: &Register, graph: &Graph, picks: &[usize]) -> Line {
    let editor = Editor::new(register, &Principal::operator("benchmark")).expect("an operator may write");
    let mut times = Times::new();
    times.ask(picks, |&at| {
        let amend: Amendment = Box::new(|record| {
            if let Record::Agreement(agreement) = record {
                agreement.confidence = Some(60);
            }
        });
        let drafts = vec![Draft::Amend(RecordRef::Agreement(recorded(at, &graph.agreements[at]).id), amend)];
        let request = Request { drafts, note: String::new(), base: None, client_key: None, at_us: 2 };
        let revision = editor.write(request).expect("the change is admissible").revision;
        assert_eq!(register.edition().revision(), revision, "what is acknowledged can be seen");
        revision.0 as i64
    });
    line("a write, until it can be seen".to_owned(), &times)
}

fn line(what: String, times: &Times) -> Line {
    let (middle, tail) = (times.quantile(0.5), times.quantile(0.99));
    Line {
        what,
        ours: format!("{} (p99 {})", microseconds(middle), microseconds(tail)),
        floor: format!("goal {}", microseconds(CHANGE_MAX_US)),
        ratio: Some(middle / CHANGE_MAX_US),
        goal: Some(1.0),
        ..Line::default()
    }
}

fn amended(graph: &Graph, at: usize, change: impl Fn(&mut entente_model::agreement::Agreement)) -> Change {
    let mut agreement = recorded(at, &graph.agreements[at]);
    change(&mut agreement);
    Change::Amend(Record::Agreement(agreement))
}

fn stated(graph: &Graph, at: usize, prefix: &str) -> Change {
    let mut agreement = recorded(at, &graph.agreements[at]);
    agreement.id = AgreementId::new(&format!("{prefix}{at:08}")).expect("the code is well formed");
    Change::Record(Record::Agreement(agreement))
}
