//! The lists as wholes: their codes, their sizes, and rows that fit together.

use std::collections::BTreeSet;

use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, IdentifierScheme, KindGroup, LegalForce, Level,
    LinkKind, Modality, MoneyStage, NameKind, Role, SourceKind, Standard, Statehood, StatusClass, TagScheme, Theme,
    Topic, Vocabulary,
};

/// Demands that the codes of a list are well formed, distinct and read back, and that it has this many values.
fn check_list<T: Vocabulary>(count: usize, joint: char) {
    assert_eq!(T::ALL.len(), count, "{}", T::NOUN);
    let mut codes = BTreeSet::new();
    for (index, &value) in T::ALL.iter().enumerate() {
        let code = value.code();
        let is_formed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == joint;
        assert!(codes.insert(code) && code.chars().all(is_formed), "{}: `{code}`", T::NOUN);
        assert_eq!((T::parse(code), value.index()), (Some(value), index), "{code}");
        let definition = value.definition();
        assert!(!definition.is_empty() && !definition.ends_with('.') && !value.label().is_empty(), "{code}");
    }
    assert_eq!(T::parse("no such value"), None);
}

#[test]
fn lists_have_their_values_and_codes_read_back() {
    check_list::<ActorKind>(21, '_');
    check_list::<AgreementKind>(37, '_');
    check_list::<KindGroup>(9, '_');
    check_list::<Role>(48, '_');
    check_list::<AgreementStatus>(13, '_');
    check_list::<MoneyStage>(12, '_');
    check_list::<FinanceType>(7, '_');
    check_list::<Theme>(7, '_');
    check_list::<Topic>(25, '-');
    check_list::<SourceKind>(8, '_');
    check_list::<NameKind>(6, '_');
    check_list::<Statehood>(4, '_');
    check_list::<LegalForce>(3, '_');
    check_list::<GeoScope>(5, '_');
    check_list::<Level>(3, '_');
    check_list::<Modality>(4, '_');
    check_list::<LinkKind>(4, '_');
    check_list::<IdentifierScheme>(12, '_');
    check_list::<TagScheme>(14, '-');
    check_list::<Standard>(30, '_');
}

#[test]
fn the_row_of_a_kind_fits_together() {
    let mut used = BTreeSet::new();
    for &kind in AgreementKind::ALL {
        let sides = kind.sides();
        let roles: Vec<Role> = sides.roles().collect();
        let distinct: BTreeSet<Role> = roles.iter().copied().collect();
        assert_eq!(distinct.len(), roles.len(), "{kind:?} has a role on two sides");
        for role in sides.direction.iter().chain(sides.counts.iter().map(|count| &count.role)) {
            assert!(distinct.contains(role), "{kind:?} names `{}` and does not allow it", role.code());
        }
        assert!(sides.direction.len() != 1 && sides.direction.len() <= 8, "{kind:?}: a rank is a bit of eight");
        assert!(sides.counts.iter().all(|count| count.min <= count.max), "{kind:?}");
        used.extend(distinct);
    }
    assert_eq!(used.len(), Role::ALL.len(), "every role is allowed somewhere");
}

#[test]
fn groups_have_as_many_kinds_as_stated() {
    let sizes: Vec<usize> = KindGroup::ALL
        .iter()
        .map(|&group| AgreementKind::ALL.iter().filter(|kind| kind.group() == group).count())
        .collect();
    assert_eq!(sizes, [6, 4, 3, 5, 6, 3, 4, 2, 4]);
    assert_eq!(AgreementKind::ALL.iter().filter(|kind| kind.is_structural()).count(), 3);
    let of = |class| AgreementStatus::ALL.iter().filter(|status| status.class() == class).count();
    assert_eq!(
        [StatusClass::Pending, StatusClass::Effective, StatusClass::Ended, StatusClass::Void].map(of),
        [2, 6, 4, 1]
    );
    let topics: Vec<usize> =
        Theme::ALL.iter().map(|&theme| Topic::ALL.iter().filter(|topic| topic.theme() == theme).count()).collect();
    assert_eq!(topics, [5, 5, 5, 3, 3, 2, 2]);
}
