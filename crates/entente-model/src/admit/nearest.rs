//! Hints that name the values nearest to a wrong one. Not here: the search for actors by name.

/// The least likeness, from 0 to 1, at which a value is offered.
const LIKENESS_MIN: f64 = 0.7;

/// The most values of a closed list that a hint spells out.
const LISTED_MAX: usize = 20;

/// Writes which value may be meant, and which are allowed where they are few.
pub(super) fn hint(wrong: &str, allowed: &[&str]) -> String {
    let likeness = |value: &&str| strsim::jaro_winkler(wrong, value);
    let nearest = allowed.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let listed = format!("use one of {}", allowed.iter().take(LISTED_MAX).copied().collect::<Vec<_>>().join(", "));
    let rest = allowed.len().saturating_sub(LISTED_MAX);
    let listed = if rest == 0 { listed } else { format!("{listed} and {rest} more") };
    match nearest.filter(|value| likeness(value) >= LIKENESS_MIN) {
        Some(value) => format!("did you mean `{value}`? {listed}"),
        None => listed,
    }
}
