//! A form: the input of one draft on its way into a record. It keeps every fault of its values, and where in the input
//! each child of the record stands, so that what the model finds wrong is told with a path into the input.

use std::collections::HashMap;
use std::fmt::Display;

use async_graphql::{ID, MaybeUndefined};
use entente_engine::edition::parse_record_global_id;
use entente_model::area::Area;
use entente_model::id::{ActorId, AgreementId, InvalidId, RecordRef, SourceId};
use entente_model::violation::{Part, Rule, Violation};

use super::payload::UserError;

/// A place in the arguments of a mutation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place(Vec<String>);

impl Place {
    /// The argument of every mutation.
    pub(super) fn input() -> Self {
        Self(vec!["input".to_owned()])
    }

    /// Returns a field or position inside it.
    pub(super) fn at(&self, step: impl Display) -> Self {
        Self(self.0.iter().cloned().chain([step.to_string()]).collect())
    }

    /// Says whether one of the two lies inside the other.
    fn meets(&self, other: &[String]) -> bool {
        self.0.iter().zip(other).all(|(one, another)| one == another)
    }

    /// Tells what is wrong here.
    pub(super) fn error(&self, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> UserError {
        UserError { code, message: message.into(), hint: hint.into(), path: self.0.clone() }
    }

    /// Tells that a text is too long, where it is.
    pub(super) fn too_long(&self, what: &str, text: &str, bytes_max: usize) -> Option<UserError> {
        let message = || format!("the {what} has {} bytes", text.len());
        let hint = || format!("shorten it to {bytes_max} bytes");
        (text.len() > bytes_max).then(|| self.error(Rule::InvalidText.code(), message(), hint()))
    }
}

/// Where a child of the record stands in the input.
struct Origin {
    place: Place,
    /// Whether it is a value without fields.
    is_value: bool,
}

/// The input of one draft on its way into a record.
pub(super) struct Form {
    place: Place,
    /// The field that names the record.
    id: &'static str,
    children: HashMap<Part, Origin>,
    /// Where the citation stands that is added to those of the record, however many it has.
    citation: Option<Place>,
    /// A column of the record, and the field of the input that has another name than it.
    called: Option<(&'static str, &'static str)>,
    faults: Vec<UserError>,
}

impl Form {
    /// Begins the form of an input at a place, in which a field names the record.
    pub(super) fn new(place: Place, id: &'static str) -> Self {
        Self { place, id, children: HashMap::new(), citation: None, called: None, faults: Vec::new() }
    }

    /// Notes that a field of the input has another name than the column of the record that it states.
    pub(super) fn calls(&mut self, column: &'static str, field: &'static str) {
        self.called = Some((column, field));
    }

    /// Returns the place of a field.
    pub(super) fn at(&self, field: &'static str) -> Place {
        if field.is_empty() { self.place.clone() } else { self.place.at(field) }
    }

    /// Returns the place of what names the record.
    pub(super) fn at_id(&self) -> Place {
        self.at(self.id)
    }

    /// Keeps a fault of a value.
    pub(super) fn fault(&mut self, place: &Place, rule: Rule, message: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(place.error(rule.code(), message, hint));
    }

    /// Returns the faults.
    pub(super) fn faults(&self) -> &[UserError] {
        &self.faults
    }

    /// Reads a list whole; one that is left out stays out, and one that is null is empty.
    pub(super) fn list<I, T>(
        &mut self,
        field: &'static str,
        part: fn(usize) -> Part,
        input: MaybeUndefined<Vec<I>>,
        read: impl Fn(&mut Self, &Place, I) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = match input {
            MaybeUndefined::Undefined => return None,
            MaybeUndefined::Null => Vec::new(),
            MaybeUndefined::Value(items) => items,
        };
        let mut children = Vec::with_capacity(items.len());
        for (position, item) in items.into_iter().enumerate() {
            let place = self.at(field).at(position);
            if let Some(child) = read(self, &place, item) {
                self.came_from(part(children.len()), place, false);
                children.push(child);
            }
        }
        Some(children)
    }

    /// Notes where a child of the record stands.
    pub(super) fn came_from(&mut self, part: Part, place: Place, is_value: bool) {
        self.children.insert(part, Origin { place, is_value });
    }

    /// Notes where the citation stands that is added to those of the record.
    pub(super) fn adds_citation(&mut self, place: Place) {
        self.citation = Some(place);
    }

    /// Reads a value that may not be left blank; one that is left out stays as it is.
    pub(super) fn value<T>(&mut self, field: &'static str, input: MaybeUndefined<T>) -> Option<T> {
        match input {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Value(value) => Some(value),
            MaybeUndefined::Null => {
                let message = format!("`{field}` cannot be blank");
                self.fault(
                    &self.at(field),
                    Rule::MissingValue,
                    message,
                    "give a value, or leave it out to let it stay",
                );
                None
            }
        }
    }

    /// Reads a country or region that may be blank.
    pub(super) fn area(&mut self, field: &'static str, input: MaybeUndefined<String>) -> Option<Option<Area>> {
        let place = self.at(field);
        match input {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(code) => self.area_at(&place, &code).map(Some),
        }
    }

    /// Reads the code of a country or region.
    pub(super) fn area_at(&mut self, place: &Place, code: &str) -> Option<Area> {
        let area = Area::parse(code);
        if area.is_none() {
            let message = format!("`{code}` is neither a country nor a region");
            self.fault(place, Rule::UnknownArea, message, "use ISO 3166-1 alpha-3 as ALB, or UN M49 as 419");
        }
        area
    }

    /// Reads a number that fits into a type of its own.
    pub(super) fn number<N: TryFrom<i32>>(&mut self, place: &Place, number: i32, range: &str) -> Option<N> {
        let fits = N::try_from(number).ok();
        if fits.is_none() {
            self.fault(place, Rule::InvalidNumber, format!("{number} is out of range"), format!("write {range}"));
        }
        fits
    }

    /// Reads a number that may be blank.
    pub(super) fn counted<N: TryFrom<i32>>(
        &mut self,
        field: &'static str,
        input: MaybeUndefined<i32>,
        range: &str,
    ) -> Option<Option<N>> {
        let place = self.at(field);
        match input {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(number) => self.number(&place, number, range).map(Some),
        }
    }

    /// Reads the identifier of an actor, readable or global.
    pub(super) fn actor(&mut self, place: &Place, id: &ID) -> Option<ActorId> {
        let own = |record| if let RecordRef::Actor(id) = record { Some(id) } else { None };
        self.id(place, id, "actor", ActorId::new, own)
    }

    /// Reads the identifier of an agreement, readable or global.
    pub(super) fn agreement(&mut self, place: &Place, id: &ID) -> Option<AgreementId> {
        let own = |record| if let RecordRef::Agreement(id) = record { Some(id) } else { None };
        self.id(place, id, "agreement", AgreementId::new, own)
    }

    /// Reads the identifier of a source, readable or global.
    pub(super) fn source(&mut self, place: &Place, id: &ID) -> Option<SourceId> {
        let own = |record| if let RecordRef::Source(id) = record { Some(id) } else { None };
        self.id(place, id, "source", SourceId::new, own)
    }

    /// Reads the global identifier of a record of any type.
    pub(super) fn record(&mut self, place: &Place, id: &ID) -> Option<RecordRef> {
        let record = parse_record_global_id(id);
        if record.is_none() {
            let message = format!("`{}` is no global identifier", shortened(id));
            self.fault(place, Rule::InvalidId, message, "write it as `gid://entente/Actor/ALB`");
        }
        record
    }

    fn id<T>(
        &mut self,
        place: &Place,
        id: &ID,
        noun: &str,
        parse: impl Fn(&str) -> Result<T, InvalidId>,
        own: impl Fn(RecordRef) -> Option<T>,
    ) -> Option<T> {
        if let Some(record) = parse_record_global_id(id) {
            let message = format!("{record} is no {noun}");
            let found = own(record);
            if found.is_none() {
                self.fault(place, Rule::InvalidId, message, format!("name {} {noun}", article(noun)));
            }
            return found;
        }
        match parse(id) {
            Ok(id) => Some(id),
            Err(error) => {
                let hint = format!("write the readable identifier of the {noun}, or the global one");
                self.fault(place, Rule::InvalidId, error.to_string(), hint);
                None
            }
        }
    }

    /// Tells a violation of the record with its path into the input; nothing where it may follow from a fault that is
    /// told already.
    pub(super) fn told(&self, violation: &Violation) -> Option<UserError> {
        let Violation { rule, message, hint, .. } = violation;
        let place = violation.spot.as_ref().map_or_else(|| self.place.clone(), |spot| self.place_of(*rule, spot));
        let error = place.error(rule.code(), message, hint);
        let is_doubtful = self.faults.iter().any(|fault| place.meets(&fault.path)) || self.counts_children(*rule);
        (!is_doubtful).then_some(error)
    }

    /// Says whether a rule looks at all children of a list, of which some are missing here for their faults.
    fn counts_children(&self, rule: Rule) -> bool {
        let counts = matches!(
            rule,
            Rule::MissingName
                | Rule::MissingCitation
                | Rule::MissingParticipation
                | Rule::RoleCount
                | Rule::ShareSum
                | Rule::DanglingTarget
        );
        counts && !self.faults.is_empty()
    }

    fn place_of(&self, rule: Rule, spot: &entente_model::violation::Spot) -> Place {
        let list = match rule {
            Rule::MissingName => Some("names"),
            Rule::MissingCitation => Some("citations"),
            Rule::MissingParticipation => Some("participations"),
            _ => None,
        };
        if let Some(list) = list {
            return self.at(list);
        }
        match (spot.part, self.children.get(&spot.part)) {
            (Part::Root, _) if spot.field == "id" => self.at_id(),
            (Part::Root, _) => match self.called.filter(|(column, _)| *column == spot.field) {
                Some((_, field)) => self.at(field),
                None => self.place.at(camel(spot.field)),
            },
            (part @ Part::Citation(_), None) => {
                self.citation.as_ref().map_or_else(|| self.place.clone(), |place| field(part, spot.field, place))
            }
            // What the input leaves as it is has no place in it.
            (_, None) => self.place.clone(),
            (_, Some(Origin { place, is_value: true })) => place.clone(),
            (part, Some(Origin { place, .. })) => field(part, spot.field, place),
        }
    }
}

/// Returns the place of a child's field, which the violation names by its column.
fn field(part: Part, column: &str, child: &Place) -> Place {
    match (part, column) {
        (Part::Name(_), "name") => child.at("value"),
        (Part::Place(_), "area") => child.at("code"),
        (Part::Citation(_), "target") => child.at("participation"),
        (Part::Citation(_), "page" | "paragraph" | "sentence" | "char_start" | "char_end") => {
            child.at("locator").at(camel(column))
        }
        _ => child.at(camel(column)),
    }
}

/// Writes the name of a column as a field of the schema: `status_as_of` is `statusAsOf`.
fn camel(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &capital.into_iter().chain(letters).collect::<String>()
    })
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with('a') { "an" } else { "a" }
}

/// Shortens a value for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
