//! One way in which data is not admissible, and where. Not here: the rules themselves (see [`crate::admit`]).

use std::fmt;

use crate::id::RecordRef;

/// A part of a record: the record itself or one of its children, counted from 0 as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The record itself.
    Root,
    /// A name of an actor.
    Name(usize),
    /// An identifier of an actor.
    Identifier(usize),
    /// A participation in an agreement.
    Participation(usize),
    /// A link of an agreement to another.
    Link(usize),
    /// A place of an agreement.
    Place(usize),
    /// A tag of an agreement.
    Tag(usize),
    /// An amount of money of an agreement.
    Money(usize),
    /// A citation of the record or of one of its participations.
    Citation(usize),
}

/// Where in the records a violation sits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The record.
    pub record: RecordRef,
    /// Its part.
    pub part: Part,
    /// The field, by its column name in the native tables.
    pub field: &'static str,
}

/// Where in a file a violation sits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace {
    /// The file's name inside the folder.
    pub file: String,
    /// The line on which the record begins, from 1.
    pub line: u64,
    /// The number of the column, from 1; 0 where the whole row is meant.
    pub column: usize,
    /// The column's name; empty where the whole row is meant.
    pub column_name: String,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        match (self.column, self.column_name.as_str()) {
            (0, _) => Ok(()),
            (column, "") => write!(f, ":{column}"),
            (column, name) => write!(f, ":{column} ({name})"),
        }
    }
}

macro_rules! codes {
    ($($variant:ident = $code:literal : $meaning:literal,)+) => {
        /// The stable code of a rule that data can violate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $meaning] $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the code as clients see it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// Says what the rule demands.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)+
                }
            }
        }
    };
}

codes! {
    UnknownValue = "UNKNOWN_VALUE": "A coded value is one of its list",
    InvalidId = "INVALID_ID": "An identifier has only letters, digits, `-`, `_` and `.`",
    InvalidIdentifier = "INVALID_IDENTIFIER": "A number in an outside register has the form of that register",
    InvalidDate = "INVALID_DATE": "A date is written in EDTF",
    InvalidNumber = "INVALID_NUMBER": "A number is written in digits and lies in its range",
    InvalidText = "INVALID_TEXT": "A text is not blank where one is needed, and not overlong",
    UnknownCurrency = "UNKNOWN_CURRENCY": "A currency is an ISO 4217 code",
    UnknownArea = "UNKNOWN_AREA": "A place is an ISO 3166-1 alpha-3 or a UN M49 code",
    UnknownField = "UNKNOWN_FIELD": "A citation names a field of its record",
    MissingValue = "MISSING_VALUE": "A required value is given",
    MissingCitation = "MISSING_CITATION": "Every agreement cites a source",
    MissingName = "MISSING_NAME": "Every actor has a name",
    MissingParticipation = "MISSING_PARTICIPATION": "Every agreement has a participation",
    MissingNote = "MISSING_NOTE": "A record of the kind `other` explains itself",
    NotApplicable = "NOT_APPLICABLE": "A value is given only where the kind of the record has it",
    DuplicateId = "DUPLICATE_ID": "An identifier names one record, which a batch states once",
    DuplicateRow = "DUPLICATE_ROW": "A child is stated once",
    DuplicateIdentifier = "DUPLICATE_IDENTIFIER": "An outside identifier belongs to one actor",
    DanglingActor = "DANGLING_ACTOR": "An actor that is referred to exists",
    DanglingAgreement = "DANGLING_AGREEMENT": "An agreement that is referred to exists",
    DanglingSource = "DANGLING_SOURCE": "A source that is referred to exists",
    DanglingTarget = "DANGLING_TARGET": "The target of a citation exists",
    StillNeeded = "STILL_NEEDED": "A record is withdrawn only when no other refers to it",
    RoleNotAllowed = "ROLE_NOT_ALLOWED": "A role is one that the agreement's kind allows",
    RoleCount = "ROLE_COUNT": "A role occurs as often as the agreement's kind demands",
    EndBeforeStart = "END_BEFORE_START": "A period ends no earlier than it starts",
    OutsidePeriod = "OUTSIDE_PERIOD": "A participation overlaps its agreement",
    ShareSum = "SHARE_SUM": "The shares of places add up to 100 %",
    MergeTarget = "MERGE_TARGET": "An actor is merged into another of its kind, which is not merged itself",
    StillMerged = "STILL_MERGED": "An actor that is merged into another is withdrawn only with it",
    LinkCycle = "LINK_CYCLE": "A record does not link to itself",
    PersonNotAllowed = "PERSON_NOT_ALLOWED": "Persons are recorded only where they are switched on",
    CountryNeeded = "COUNTRY_NEEDED": "A state names its country",
    NotUtf8 = "NOT_UTF8": "A file is UTF-8",
    RowLength = "ROW_LENGTH": "A row has as many fields as the header",
    Header = "HEADER": "A table has the columns of its schema",
    MissingTable = "MISSING_TABLE": "The tables of the folder are there",
    LimitExceeded = "LIMIT_EXCEEDED": "A record stays within the limits",
}

/// One way in which data is not admissible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule that is violated.
    pub rule: Rule,
    /// What is wrong, with the value.
    pub message: String,
    /// How to mend it.
    pub hint: String,
    /// Where in the records, if it got that far.
    pub spot: Option<Spot>,
    /// Where in a file, if it came from one.
    pub place: Option<FilePlace>,
}

impl Violation {
    /// States a violation at a spot in the records.
    pub fn at(rule: Rule, spot: Spot, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { rule, message: message.into(), hint: hint.into(), spot: Some(spot), place: None }
    }

    /// States a violation at a place in a file.
    pub fn in_file(rule: Rule, place: FilePlace, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { rule, message: message.into(), hint: hint.into(), spot: None, place: Some(place) }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, &self.spot) {
            (Some(place), _) => write!(f, "{place}: ")?,
            (None, Some(spot)) => write!(f, "{}, {}: ", spot.record, spot.field)?,
            (None, None) => {}
        }
        write!(f, "{} [{}]", self.message, self.rule.code())?;
        if !self.hint.is_empty() {
            write!(f, "; {}", self.hint)?;
        }
        Ok(())
    }
}
