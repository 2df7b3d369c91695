//! How names are compared: case, accents and punctuation do not count, and what tells names apart does.

use entente_model::name::fold;
use proptest::prelude::*;

#[test]
fn spellings_of_one_name_fold_alike() {
    let names: &[&[&str]] = &[
        &["Shqipëria", "SHQIPËRIA", "Shqiperia", "Shqipe\u{308}ria", " shqipëria "],
        &["Türkiye", "TÜRKIYE", "Turkiye", "Tu\u{308}rkiye"],
        &["Україна", "УКРАЇНА", "Укра\u{456}\u{308}на"],
        &["العربية", "الْعَرَبِيَّة"],
        &["CERT-RO", "cert ro", "CERT  RO", "CERT–RO"],
        &["Côte d'Ivoire", "COTE D’IVOIRE", "Cote dIvoire"],
        &["U.S.A.", "USA", "usa"],
        &["Weißrussland", "WEISSRUSSLAND"],
        &["ＮＡＴＯ", "NATO"],
    ];
    for spellings in names {
        for spelling in *spellings {
            assert_eq!(fold(spelling), fold(spellings[0]), "{spelling}");
        }
    }
}

#[test]
fn different_names_fold_differently() {
    let names = [
        "Shqipëria",
        "Türkiye",
        "Україна",
        "Украина-2",
        "العربية",
        "الغربية",
        "Niger",
        "Nigeria",
        "Корея",
        "Korea",
        "CERT RO",
        "CERTRO",
        "日本",
        "日米",
    ];
    for (position, name) in names.iter().enumerate() {
        assert!(!fold(name).is_empty(), "{name}");
        for other in &names[position + 1..] {
            assert_ne!(fold(name), fold(other), "{name} and {other}");
        }
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,24}") {
        let folded = fold(&text);
        prop_assert_eq!(&fold(&folded), &folded);
        prop_assert!(!folded.contains("  ") && folded.trim() == folded);
    }

    #[test]
    fn case_does_not_count(text in "[a-zA-ZäöüÄÖÜëËçÇа-яА-Я ]{0,24}") {
        prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
    }
}
