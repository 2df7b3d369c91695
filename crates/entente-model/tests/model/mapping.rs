//! The codes of other standards: of the right shape, stated once, and known to the schemes that are kept as tags.

use std::collections::BTreeSet;

use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, Mapped, MoneyStage, Role, Standard, TagScheme,
    Topic, Vocabulary,
};

/// Demands that each value states a code once, and that the values without any are these.
fn check_list<T: Mapped>(without: &[T]) {
    for &value in T::ALL {
        let codes: BTreeSet<_> = value.mappings().iter().collect();
        assert_eq!(codes.len(), value.mappings().len(), "{value:?} states a code twice");
        assert_eq!(value.mappings().is_empty(), without.contains(&value), "{value:?}");
    }
}

#[test]
fn every_value_has_its_codes() {
    check_list::<ActorKind>(&[]);
    check_list::<AgreementKind>(&[]);
    check_list::<AgreementStatus>(&[AgreementStatus::Superseded, AgreementStatus::Unknown]);
    check_list::<MoneyStage>(&[MoneyStage::InKind, MoneyStage::Unspecified]);
    check_list::<FinanceType>(&[FinanceType::InKind, FinanceType::Unknown]);
    check_list::<GeoScope>(&[]);
    check_list::<Topic>(&[]);
    let unmapped: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.mappings().is_empty()).collect();
    assert!(unmapped.contains(&Role::Witness) && !unmapped.contains(&Role::Funder));
}

fn all_codes<T: Mapped>(standard: Standard) -> impl Iterator<Item = &'static str> {
    T::ALL.iter().flat_map(move |value| value.codes_in(standard))
}

#[test]
fn topics_use_the_codes_of_the_schemes_that_tag_agreements() {
    let schemes = [
        (Standard::Gfce, TagScheme::Gfce),
        (Standard::OsceCbm, TagScheme::OsceCbm),
        (Standard::UnNorm, TagScheme::UnNorm),
        (Standard::Iccd, TagScheme::Iccd),
    ];
    for (standard, scheme) in schemes {
        let known: BTreeSet<&str> = scheme.codes().expect("the scheme is closed").into_iter().collect();
        let used: BTreeSet<&str> = all_codes::<Topic>(standard).collect();
        assert_eq!(used, known, "{standard:?}: some topic stands for each code, and for no other");
    }
    assert!(all_codes::<Topic>(Standard::Cmm2021).all(|code| code.starts_with('D')));
    assert!(all_codes::<Topic>(Standard::CrsSector).all(|code| code.len() == 5 && code.parse::<u32>().is_ok()));
}

#[test]
fn codes_of_iati_are_those_of_its_lists() {
    let stages: BTreeSet<u32> = all_codes::<MoneyStage>(Standard::IatiTransactionType).flat_map(str::parse).collect();
    assert_eq!(stages, (1..=13).collect(), "every type of transaction has its stage");
    let count = all_codes::<MoneyStage>(Standard::IatiTransactionType).count();
    assert_eq!(count, stages.len(), "and no type has two");
    let statuses: BTreeSet<u32> =
        all_codes::<AgreementStatus>(Standard::IatiActivityStatus).flat_map(str::parse).collect();
    assert_eq!(statuses, (1..=6).collect());
    let roles: Vec<&str> = all_codes::<Role>(Standard::IatiOrganisationRole).collect();
    assert_eq!(roles, ["1", "2", "3", "4"]);
    let types = [10, 11, 15, 21, 22, 23, 24, 30, 40, 60, 70, 71, 72, 73, 80, 90];
    let known = |code: &str| code.parse::<u32>().is_ok_and(|code| types.contains(&code));
    assert!(all_codes::<ActorKind>(Standard::IatiOrganisationType).all(known));
}

#[test]
fn every_kind_of_agreement_has_a_relationship_of_stix() {
    for &kind in AgreementKind::ALL {
        let types: Vec<&str> = kind.codes_in(Standard::StixRelationship).collect();
        let is_type = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(types.len() == 1 && is_type(types[0]), "{kind:?}: {types:?}");
        assert!(kind.codes_in(Standard::Cameo).all(|code| code.len() == 3));
    }
}
