//! Values on their way into a record: stated, blank, or left as they are; and identifiers that follow from names.

use async_graphql::MaybeUndefined;
use entente_model::id::InvalidId;
use entente_model::name::slug;
use entente_model::violation::Rule;

use super::form::Form;

/// Reads a value that may be blank: nothing where it stays as it is, and the blank value of its type for null.
pub(super) fn blank<I, T: Default>(input: MaybeUndefined<I>, read: impl FnOnce(I) -> T) -> Option<T> {
    match input {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(T::default()),
        MaybeUndefined::Value(value) => Some(read(value)),
    }
}

/// Puts a value in its place unless it stays as it is.
pub(super) fn put<T: Clone>(slot: &mut T, value: &Option<T>) {
    if let Some(value) = value {
        slot.clone_from(value);
    }
}

/// Reads the identifier of a record that is stated for the first time: the code given, or the words of its name.
///
/// What is derived is told as it is, and refused where a record has it already: no number is ever appended.
pub(super) fn derived<T>(
    form: &mut Form,
    code: Option<String>,
    name: &str,
    noun: &str,
    parse: impl Fn(&str) -> Result<T, InvalidId>,
) -> Option<T> {
    let place = form.at_id();
    let Some(code) = code.or_else(|| slug(name)) else {
        let message = format!("no identifier follows from the {noun}");
        form.fault(&place, Rule::MissingValue, message, "give `code`, of letters of ASCII, digits and hyphens");
        return None;
    };
    match parse(&code) {
        Ok(id) => Some(id),
        Err(error) => {
            form.fault(&place, Rule::InvalidId, error.to_string(), "write lower-case words joined by hyphens");
            None
        }
    }
}
