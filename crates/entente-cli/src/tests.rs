//! The grammar of the command line: that it holds together, and what its values mean.

use clap::{CommandFactory, Parser};
use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::{AgreementKind, Vocabulary};

use crate::Cli;
use crate::filter::FilterArgs;

/// The filter flags alone.
#[derive(Debug, Parser)]
struct Filtered {
    #[command(flatten)]
    filter: FilterArgs,
}

fn filter(line: &str) -> Result<TieFilter, clap::Error> {
    let words = std::iter::once("filtered").chain(line.split_whitespace());
    Filtered::try_parse_from(words).map(|parsed| TieFilter::from(&parsed.filter))
}

#[test]
fn the_grammar_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_has_an_example_and_a_line_about_itself() {
    fn check(command: &clap::Command) {
        let name = command.get_name();
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(after.contains("Examples:\n  entente "), "`{name}` has no example: {after}");
        assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "`{name}` says nothing");
        command.get_subcommands().for_each(check);
    }
    let grammar = Cli::command();
    assert!(grammar.get_subcommands().count() >= 8);
    check(&grammar);
}

/// Takes the examples out of a command's help and those of its subcommands.
fn examples(command: &clap::Command) -> Vec<String> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let own = after.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| line.starts_with("entente "));
    own.map(str::to_owned).chain(command.get_subcommands().flat_map(examples)).collect()
}

#[test]
fn every_example_is_a_line_that_is_understood() {
    let lines = examples(&Cli::command());
    assert!(lines.len() > 20, "{lines:?}");
    for line in lines {
        let typed = line.split(['>', '|']).next().unwrap_or_default();
        // A text in quotation marks is one word.
        let words = typed.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        if let Err(error) = Cli::try_parse_from(words) {
            panic!("`{line}`: {error}");
        }
    }
}

#[test]
fn no_flag_is_the_models_default() {
    assert_eq!(filter("").expect("nothing is wrong with nothing"), TieFilter::default());
}

#[test]
fn each_flag_sets_its_field() {
    let day = |text| Day::parse(text).expect("a day");
    let plain = TieFilter::default;
    let cases: [(&str, TieFilter); 10] = [
        ("--certain", TieFilter { certainty: Certainty::Certain, ..plain() }),
        ("--structure", TieFilter { structure: true, ..plain() }),
        ("--valid-on 2014-01-01", TieFilter { frame: Frame::on(day("2014-01-01")), ..plain() }),
        ("--from 2014-01-01", TieFilter { frame: Frame { from: day("2014-01-01"), to: Day::MAX }, ..plain() }),
        ("--to 2014-01-01", TieFilter { frame: Frame { from: Day::MIN, to: day("2014-01-01") }, ..plain() }),
        ("--confidence-min 80", TieFilter { confidence_min: Some(80), ..plain() }),
        ("--projection bilateral-only", TieFilter { projection: Projection::BilateralOnly, ..plain() }),
        ("--projection pairwise", TieFilter { projection: Projection::Pairwise, ..plain() }),
        ("--projection hub", plain()),
        ("--pairwise-up-to 3", TieFilter { pairwise_up_to: 3, ..plain() }),
    ];
    for (line, expected) in cases {
        assert_eq!(filter(line).expect(line), expected, "{line}");
    }
}

#[test]
fn every_code_of_a_vocabulary_is_a_value_and_lists_may_be_repeated_or_joined() {
    for &kind in AgreementKind::ALL {
        assert_eq!(filter(&format!("--kind {}", kind.code())).expect("a kind").kinds, [kind]);
    }
    let [first, second] = [AgreementKind::ALL[0], AgreementKind::ALL[1]];
    for line in [
        format!("--kind {} --kind {}", first.code(), second.code()),
        format!("--kind {},{}", first.code(), second.code()),
    ] {
        assert_eq!(filter(&line).expect("two kinds").kinds, [first, second], "{line}");
    }
}

#[test]
fn an_area_is_a_code_or_a_name() {
    let codes = |text: &str| filter(&format!("--region {text}")).expect(text).regions[0].code();
    for (text, code) in
        [("ALB", "ALB"), ("alb", "ALB"), ("419", "419"), ("europe", "150"), ("XKX", "XKX"), ("Kosovo", "XKX")]
    {
        assert_eq!(codes(text), code, "{text}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let lines = [
        "--kind memo",
        "--region Atlantis",
        "--valid-on 2014",
        "--valid-on 2014-02-30",
        "--valid-on 2014-01-01 --from 2014-01-01",
        "--confidence-min 101",
        "--pairwise-up-to 100000",
        "--projection star",
    ];
    for line in lines {
        assert!(filter(line).is_err(), "{line}");
    }
    for line in
        ["query ties ALB", "query path ALB", "query neighbours ALB --hops 0", "query actor ALB --first 0", "fly"]
    {
        let words = std::iter::once("entente").chain(line.split(' '));
        assert!(Cli::try_parse_from(words).is_err(), "{line}");
    }
}
