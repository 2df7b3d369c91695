//! Values that lie on disk as JSON texts: codes of the vocabulary, identifiers, dates, decimals, free text.
//!
//! Reading one parses it at once, so that a shape that was read holds only values that the model knows. Not here: the
//! records made of them.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use entente_model::area::Area;
use entente_model::date::{Day, Edtf};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::Currency;
use entente_model::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{self, Serialize, Serializer};

/// Free text, borrowed from the body where that has no escapes.
#[derive(serde::Serialize, serde::Deserialize, Default)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Text<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text<'_>) -> Self {
        text.0.into_owned()
    }
}

/// A value of a closed list, by its code.
pub(super) struct Code<V>(pub(super) V);

impl<V: Vocabulary> Serialize for Code<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de, V: Vocabulary> Deserialize<'de> for Code<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let parse = |code: &str| V::parse(code).map(Self).ok_or_else(|| format!("`{code}` is not a known {}", V::NOUN));
        deserializer.deserialize_str(Parse::new(V::NOUN, parse))
    }
}

/// A value with a written form of its own.
pub(super) struct Written<T>(pub(super) T);

/// What is written as text, and read from it without loss.
pub(super) trait WrittenForm: Sized {
    /// What it is called in messages.
    const NOUN: &'static str;

    /// Returns the form, or why there is none.
    fn form(&self) -> Result<impl Display, String>;

    /// Reads the form, or says why it is none.
    fn read(text: &str) -> Result<Self, String>;
}

impl<T: WrittenForm> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.form().map_err(ser::Error::custom)?)
    }
}

impl<'de, T: WrittenForm> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Parse::new(T::NOUN, |text| T::read(text).map(Self)))
    }
}

macro_rules! written_form {
    ($($type:ty, $noun:literal, |$value:ident| $form:expr, |$text:ident| $read:expr;)+) => {$(
        impl WrittenForm for $type {
            const NOUN: &'static str = $noun;

            fn form(&self) -> Result<impl Display, String> {
                let $value = self;
                $form
            }

            fn read($text: &str) -> Result<Self, String> {
                $read
            }
        }
    )+};
}

written_form! {
    ActorId, "identifier", |id| Ok(id), |text| Self::new(text).map_err(|error| error.to_string());
    AgreementId, "identifier", |id| Ok(id), |text| Self::new(text).map_err(|error| error.to_string());
    SourceId, "identifier", |id| Ok(id), |text| Self::new(text).map_err(|error| error.to_string());
    Edtf, "date", |date| Ok(date), |text| Self::parse(text).map_err(|error| error.to_string());
    Day, "day", |day| written_day(*day), |text| Self::parse(text).map_err(|error| error.to_string());
    Area, "area", |area| Ok(area.code()), |text| Self::parse(text).ok_or_else(|| format!("`{text}` is no area"));
    Currency, "currency", |currency| Ok(currency.code()),
        |text| Self::parse(text).ok_or_else(|| format!("`{text}` is no currency"));
    Decimal, "decimal", |number| Ok(number), |text| Self::from_str_exact(text).map_err(|error| error.to_string());
}

/// Days outside the calendar and the unbounded ends have no form that tells them apart when it is read.
fn written_day(day: Day) -> Result<String, String> {
    let form = day.to_string();
    match Day::parse(&form) {
        Ok(same) if same == day => Ok(form),
        _ => Err(format!("day number {} is not of the years 0 to 9999", day.number())),
    }
}

/// Parses a JSON text without a copy of it.
struct Parse<F, T> {
    noun: &'static str,
    parse: F,
    value: PhantomData<T>,
}

impl<T, F: Fn(&str) -> Result<T, String>> Parse<F, T> {
    fn new(noun: &'static str, parse: F) -> Self {
        Self { noun, parse, value: PhantomData }
    }
}

impl<T, F: Fn(&str) -> Result<T, String>> Visitor<'_> for Parse<F, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text of a value of the type {}", self.noun)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(E::custom)
    }
}
