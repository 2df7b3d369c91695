//! What the values of the lists are called in other standards.
//!
//! Not here: the codes, which the vocabulary has.

use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, Mapped, MoneyStage, Role, Standard, Topic,
    Vocabulary,
};

use super::markdown::{code, codes, table, text, wide_table};

/// Writes the standards, and for each list that is mapped the codes of its values in them.
pub(super) fn standards() -> String {
    let rows = Standard::ALL.iter().map(|standard| [code(standard.code()), text(standard.definition())]);
    [
        "## Other standards\n\nWhat the values are called elsewhere. Of several codes in one cell the preferred one \
         comes first; `–` is none.\n"
            .to_owned(),
        table(["standard", "what its codes are"], rows),
        mapped::<AgreementKind>("Kinds of agreement"),
        mapped::<Role>("Roles"),
        mapped::<AgreementStatus>("Statuses"),
        mapped::<Topic>("Topics"),
        mapped::<GeoScope>("Geographic scopes"),
        mapped::<ActorKind>("Kinds of actor"),
        mapped::<MoneyStage>("Stages of money"),
        mapped::<FinanceType>("Types of finance"),
    ]
    .join("\n")
}

/// Writes the codes of a list, with a column for each standard that knows one of its values.
fn mapped<V: Mapped>(title: &str) -> String {
    let known = |standard: &Standard| V::ALL.iter().any(|value| value.codes_in(*standard).next().is_some());
    let standards: Vec<Standard> = Standard::ALL.iter().copied().filter(known).collect();
    let head = [text("code")].into_iter().chain(standards.iter().map(|standard| code(standard.code()))).collect();
    let cells = |value: V| standards.iter().map(move |&standard| codes(value.codes_in(standard), ", "));
    let rows = V::ALL.iter().filter(|value| !value.mappings().is_empty());
    let rows = rows.map(|&value| [code(value.code())].into_iter().chain(cells(value)).collect()).collect();
    format!("### {title}\n\n{}", wide_table(head, rows))
}
