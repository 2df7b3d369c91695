//! A record as texts that a person reads, one for each field and each element of a list.
//!
//! The texts say all that the record does: two records with the same texts are equal. Not here: what differs.

use std::fmt::Display;

use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation};
use entente_model::citation::{Citation, ParticipationKey};
use entente_model::date::{Edtf, Period};
use entente_model::money::Money;
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::source::Source;
use entente_model::vocabulary::Vocabulary;

/// The path of a field and its text. Several elements of a list may have one path.
pub(super) type Field = (String, String);

/// Lists the fields of a record, sorted by path and text.
pub(super) fn fields(record: &Record) -> Vec<Field> {
    let mut fields = Fields::default();
    match record {
        Record::Actor(actor) => fields.actor(actor),
        Record::Agreement(agreement) => fields.agreement(agreement),
        Record::Source(source) => fields.source(source),
    }
    fields.0.sort();
    fields.0
}

#[derive(Default)]
struct Fields(Vec<Field>);

impl Fields {
    /// Adds a text unless it is empty.
    fn text(&mut self, path: &str, text: &str) {
        if !text.is_empty() {
            self.0.push((path.to_owned(), text.to_owned()));
        }
    }

    fn value(&mut self, path: &str, value: Option<impl Display>) {
        self.0.extend(value.map(|value| (path.to_owned(), value.to_string())));
    }

    fn code(&mut self, path: &str, value: Option<impl Vocabulary>) {
        self.value(path, value.map(Vocabulary::code));
    }

    fn period(&mut self, [start, end]: [&str; 2], period: &Period) {
        self.value(start, written(&period.start));
        self.value(end, written(&period.end));
    }

    fn actor(&mut self, actor: &Actor) {
        self.code("kind", Some(actor.kind));
        actor.names.iter().for_each(|it| self.text("names", &name(it)));
        for identifier in &actor.identifiers {
            self.value(&format!("identifiers[{}]", identifier.scheme.code()), Some(&identifier.value));
        }
        self.value("country", actor.country.map(|area| area.code()));
        self.value("region", actor.region.map(|area| area.code()));
        self.code("statehood", actor.statehood);
        self.period(["founded", "ended"], &actor.life);
        self.value("size", actor.size);
        self.text("note", &actor.note);
        self.value("mergedInto", actor.merged_into.as_ref());
        self.citations(&actor.citations);
    }

    fn agreement(&mut self, agreement: &Agreement) {
        self.code("kind", Some(agreement.kind));
        self.text("title", &agreement.title);
        self.code("status", Some(agreement.status));
        self.value("statusAsOf", written(&agreement.status_as_of));
        self.period(["period.start", "period.end"], &agreement.period);
        self.value("confidence", agreement.confidence);
        self.text("series", &agreement.series);
        self.code("legalForce", agreement.legal_force);
        self.code("geoScope", agreement.geo_scope);
        self.code("level", agreement.level);
        self.code("modality", agreement.modality);
        self.text("note", &agreement.note);
        for part in &agreement.participations {
            self.text(&part_path(&part.key()), &participation(part));
        }
        for link in &agreement.links {
            self.text(&format!("links[{}]", link.kind.code()), link.target.as_str());
        }
        for place in &agreement.places {
            let share = place.share.map_or_else(|| "stated".to_owned(), |share| format!("share {share}"));
            self.text(&format!("places[{}]", place.area.code()), &share);
        }
        for tag in &agreement.tags {
            self.value(&format!("tags[{}]", tag.scheme.code()), Some(&tag.code));
        }
        agreement.money.iter().for_each(|it| self.text("money", &money(it)));
        self.citations(&agreement.citations);
    }

    fn source(&mut self, source: &Source) {
        self.code("kind", Some(source.kind));
        self.text("title", &source.title);
        self.text("publisher", &source.publisher);
        self.text("url", &source.url);
        self.value("date", written(&source.date));
        self.value("retrieved", source.retrieved);
        self.text("language", &source.language);
        self.text("licence", &source.licence);
        self.text("note", &source.note);
    }

    fn citations(&mut self, citations: &[Citation]) {
        for it in citations {
            let path = it.participation.as_ref().map(|key| format!("{}.citations", part_path(key)));
            self.text(path.as_deref().unwrap_or("citations"), &citation(it));
        }
    }
}

/// What an element of a list says, and what it says beside that.
struct Element {
    main: String,
    details: Vec<String>,
}

impl Element {
    fn new(main: impl Into<String>) -> Self {
        Self { main: main.into(), details: Vec::new() }
    }

    fn with(mut self, label: &str, detail: Option<impl Display>) -> Self {
        self.details.extend(detail.map(|detail| format!("{label} {detail}")));
        self
    }

    /// Adds a text, in quotation marks so that it ends where it ends.
    fn quoting(self, label: &str, text: &str) -> Self {
        let text = (!text.is_empty()).then(|| quoted(text));
        self.with(label, text)
    }

    fn told(self) -> String {
        if self.details.is_empty() { self.main } else { format!("{} ({})", self.main, self.details.join(", ")) }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn written(date: &Option<Edtf>) -> Option<&str> {
    date.as_ref().map(Edtf::as_str)
}

fn part_path(key: &ParticipationKey) -> String {
    let spell = if key.spell == 1 { String::new() } else { format!(" {}", key.spell) };
    format!("participations[{} {}{spell}]", key.actor, key.role.code())
}

fn name(name: &Name) -> String {
    Element::new(quoted(&name.value))
        .with("kind", Some(name.kind.code()))
        .quoting("language", &name.language)
        .with("from", written(&name.period.start))
        .with("until", written(&name.period.end))
        .told()
}

fn participation(part: &Participation) -> String {
    Element::new("takes part")
        .with("status", part.status.map(Vocabulary::code))
        .with("from", written(&part.period.start))
        .with("until", written(&part.period.end))
        .with("for", part.acting_for.as_ref())
        .quoting("note", &part.note)
        .told()
}

fn money(money: &Money) -> String {
    let currency = money.currency.as_ref().map_or("of an unknown currency", |currency| currency.code());
    Element::new(format!("{} {currency}", money.amount))
        .with("stage", Some(money.stage.code()))
        .with("finance", money.finance.map(Vocabulary::code))
        .with("on", written(&money.date))
        .with("from", money.provider.as_ref())
        .with("to", money.receiver.as_ref())
        .quoting("note", &money.note)
        .told()
}

fn citation(citation: &Citation) -> String {
    let locator = &citation.locator;
    Element::new(citation.source.as_str())
        .quoting("page", &locator.page)
        .with("paragraph", locator.paragraph)
        .with("sentence", locator.sentence)
        .with("characters", locator.characters.map(|(start, end)| format!("{start} to {end}")))
        .quoting("field", &citation.field)
        .quoting("reading", &citation.reading)
        .quoting("named as", &citation.named_as)
        .told()
}
