//! Vocabulary tables as GraphQL enums: one generic type, so that a row in a table is a value of the enum.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::Field;
use async_graphql::registry::{Deprecation, MetaEnumValue, MetaType, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType, Positioned, ServerResult,
    Value,
};
use entente_model::vocabulary::Vocabulary;

/// A coded value as a GraphQL enum value: `joint_statement` is `JOINT_STATEMENT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coded<V>(pub V);

impl<V> Coded<V> {
    /// Takes the values out of an optional list; an absent list is empty.
    pub fn values(list: Option<Vec<Self>>) -> Vec<V> {
        list.into_iter().flatten().map(|coded| coded.0).collect()
    }
}

/// Returns the name of the enum: `agreement kind` is `AgreementKind`.
fn type_name<V: Vocabulary>() -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    V::NOUN.split(' ').map(capital).collect()
}

fn value_name<V: Vocabulary>(value: V) -> String {
    let letter = |c: char| if c == '-' { '_' } else { c.to_ascii_uppercase() };
    value.code().chars().map(letter).collect()
}

fn register<V: Vocabulary + Send + Sync>(registry: &mut Registry) -> String {
    registry.create_input_type::<Coded<V>, _>(MetaTypeId::Enum, |_| {
        let described = |&value: &V| {
            let item = MetaEnumValue {
                name: value_name(value),
                description: Some(format!("{}.", value.definition())),
                deprecation: Deprecation::NoDeprecated,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                directive_invocations: Vec::new(),
            };
            (value_name(value), item)
        };
        MetaType::Enum {
            name: type_name::<V>(),
            description: Some(format!("The closed list of values of {} {}.", article(V::NOUN), V::NOUN)),
            enum_values: V::ALL.iter().map(described).collect::<IndexMap<_, _>>(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Coded<V>>()),
            directive_invocations: Vec::new(),
            requires_scopes: Vec::new(),
        }
    })
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

impl<V: Vocabulary + Send + Sync> InputType for Coded<V> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        type_name::<V>().into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register::<V>(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        let text = match &value {
            Value::Enum(name) => name.as_str(),
            Value::String(text) => text.as_str(),
            _ => return Err(InputValueError::expected_type(value)),
        };
        let found = V::ALL.iter().copied().find(|&candidate| value_name(candidate) == text);
        found.map(Self).ok_or_else(|| InputValueError::custom(format!("`{text}` is no {}", V::NOUN)))
    }

    fn to_value(&self) -> Value {
        Value::Enum(Name::new(value_name(self.0)))
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        Some(self)
    }
}

impl<V: Vocabulary + Send + Sync> OutputType for Coded<V> {
    fn type_name() -> Cow<'static, str> {
        type_name::<V>().into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        register::<V>(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(InputType::to_value(self))
    }
}
