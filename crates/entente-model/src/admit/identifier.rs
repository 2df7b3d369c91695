//! Rules on the numbers of actors in outside registers: their form, their check digits, and who may hold them.

use super::case::Case;
use super::text;
use crate::actor::{Actor, Identifier};
use crate::area::Area;
use crate::violation::{Part, Rule};
use crate::vocabulary::{IdentifierScheme, Vocabulary};

/// The digits of Crockford's base 32 in lower case, as the Research Organization Registry writes them.
const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

pub(super) fn judge(actor: &Actor, case: &mut Case<'_>) {
    let words = |identifier: &&Identifier| format!("{} `{}`", identifier.scheme.code(), identifier.value);
    case.need_distinct(actor.identifiers.iter(), |position| (Part::Identifier(position), "value"), words);
    for (position, identifier) in actor.identifiers.iter().enumerate() {
        if case.is_cut() {
            return;
        }
        let place = (Part::Identifier(position), "value");
        if identifier.value.is_empty() {
            text::judge_needed(case, place, &identifier.value, "identifier");
            continue;
        }
        if let Err((rule, form)) = form(identifier) {
            let message =
                format!("`{}` is no identifier of {}", text::shortened(&identifier.value), identifier.scheme.label());
            case.report(rule, place, message, form);
        }
        text::judge(case, place, &identifier.value);
        if identifier.scheme.is_unique() {
            holder(identifier, place, case);
        }
    }
}

/// Refuses an identifier that another actor holds.
fn holder(identifier: &Identifier, place: (Part, &'static str), case: &mut Case<'_>) {
    if let Some(holder) = case.batch.other_holder(identifier, &case.record) {
        let message = format!("{} `{}` belongs to {holder}", identifier.scheme.label(), identifier.value);
        let hint = format!("if both are one actor, amend {holder}; otherwise mend the number of one of them");
        case.report(Rule::DuplicateIdentifier, place, message, hint);
    }
}

/// Says which rule an identifier violates by its form, and what the form is.
fn form(identifier: &Identifier) -> Result<(), (Rule, &'static str)> {
    let value = identifier.value.as_str();
    let (has_form, form) = match identifier.scheme {
        IdentifierScheme::Wikidata => (is_wikidata(value), "write the item, as Q7184"),
        IdentifierScheme::Ror => {
            (is_ror(value), "write the nine characters, as 052gg0110; the last two check the rest")
        }
        IdentifierScheme::Lei => {
            (is_lei(value), "write the 20 capitals and digits, as 529900T8BM49AURSDO55; the last two check the rest")
        }
        IdentifierScheme::IatiOrg => (is_iati(value), "write register and number, as XM-DAC-41301"),
        IdentifierScheme::First | IdentifierScheme::TrustedIntroducer => {
            (is_team(value), "write the team's slug as it stands in the address of its entry")
        }
        IdentifierScheme::CrsChannel => (is_number(value, 5, 5), "write the five digits of the channel, as 41301"),
        IdentifierScheme::Cow => (is_number(value, 1, 3), "write the country number, as 339"),
        IdentifierScheme::DacDonor => (is_number(value, 1, 4), "write the one to four digits of the donor, as 301"),
        IdentifierScheme::Website => (text::is_address(value), "write it whole, as https://www.nato.int/"),
        IdentifierScheme::Iso3166 => {
            let is_country = Area::parse(value).is_some_and(|area| area.alpha3() == Some(value));
            return if is_country { Ok(()) } else { Err((Rule::UnknownArea, "write the alpha-3 code, as ALB")) };
        }
        IdentifierScheme::M49 => {
            let is_area = is_number(value, 3, 3) && Area::parse(value).is_some();
            return if is_area { Ok(()) } else { Err((Rule::UnknownArea, "write the three digits, as 008")) };
        }
    };
    if has_form { Ok(()) } else { Err((Rule::InvalidIdentifier, form)) }
}

fn is_number(text: &str, digits_min: usize, digits_max: usize) -> bool {
    (digits_min..=digits_max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_wikidata(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|number| !number.starts_with('0') && is_number(number, 1, 12))
}

/// `0`, six digits of Crockford's base 32, and two decimal digits: 98 less the remainder of a hundredfold by 97.
fn is_ror(text: &str) -> bool {
    let Some((number, check)) = text.strip_prefix('0').and_then(|rest| rest.split_at_checked(6)) else {
        return false;
    };
    let digit = |byte: u8| CROCKFORD.iter().position(|&digit| digit == byte);
    let value = number.bytes().try_fold(0, |value, byte| digit(byte).map(|digit| value * 32 + digit));
    value.is_some_and(|value| is_number(check, 2, 2) && check == format!("{:02}", 98 - value * 100 % 97))
}

/// Eighteen capitals or digits and two check digits, ISO 7064 mod 97-10: letters count from 10, and one remains.
fn is_lei(text: &str) -> bool {
    let is_spelt = text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let remainder = text.chars().filter_map(|c| c.to_digit(36)).fold(0, |remainder, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (remainder * shift + digit) % 97
    });
    is_spelt && is_number(&text[18..], 2, 2) && remainder == 1
}

/// Register and number, joined by a hyphen; the characters that the standard forbids do not occur.
fn is_iati(text: &str) -> bool {
    let forbidden = |c: char| matches!(c, '/' | '&' | '|' | '?') || c.is_whitespace() || c.is_control();
    let parts = text.split_once('-');
    parts.is_some_and(|(register, number)| !register.is_empty() && !number.is_empty()) && !text.contains(forbidden)
}

fn is_team(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scheme: IdentifierScheme, good: &[&str], bad: &[&str]) {
        let has_form = |value: &&&str| form(&Identifier { scheme, value: (**value).to_owned() }).is_ok();
        let refused: Vec<_> = good.iter().filter(|value| !has_form(value)).collect();
        let admitted: Vec<_> = bad.iter().filter(has_form).collect();
        assert!(refused.is_empty() && admitted.is_empty(), "{scheme:?}: refused {refused:?}, admitted {admitted:?}");
    }

    #[test]
    fn registers_have_their_form() {
        use IdentifierScheme::*;
        check(Wikidata, &["Q7184", "Q1"], &["q7184", "Q0", "Q07", "Q", "7184", "Q71x", "Ü7"]);
        check(
            Ror,
            &["052gg0110", "03yrm5c26", "00f54p054", "042nb2s44", "013meh722", "02mhbdp94"],
            &[
                "052gg0111",
                "052GG0110",
                "152gg0110",
                "052gg011",
                "052gl0110",
                "052gg01100",
                "https://ror.org/052gg0110",
            ],
        );
        check(
            Lei,
            &["529900T8BM49AURSDO55", "7LTWFZYICNSX8D621K86"],
            &["529900T8BM49AURSDO56", "529900t8BM49AURSDO55", "X"],
        );
        check(IatiOrg, &["XM-DAC-41301", "CA-3"], &["41301", "XM-", "-3", "XM DAC-1", "XM-DAC/1"]);
        check(First, &["kn-cert", "at_t.2"], &["", "a b", "-a", "ä"]);
        check(CrsChannel, &["41301"], &["4130", "413011", "4130a", "٤١٣٠١"]);
        check(Cow, &["339", "2"], &["ALB", "1000", ""]);
        check(DacDonor, &["1", "301", "1012"], &["", "10123", "x"]);
        check(
            Website,
            &["https://aksk.gov.al", "http://[::1]/a?b#c", "https://ü.eu/"],
            &["aksk.gov.al", "ftp://a", "https://", "https:///a", "https://a b"],
        );
        check(Iso3166, &["ALB", "XKX"], &["AL", "alb", "008", "150", "ZZZ"]);
        check(M49, &["008", "150", "983"], &["ALB", "8", "999"]);
    }

    #[test]
    fn every_wrong_digit_of_a_checked_number_is_found() {
        let numbers = [(IdentifierScheme::Ror, "052gg0110"), (IdentifierScheme::Lei, "529900T8BM49AURSDO55")];
        for (scheme, number) in numbers {
            for (position, digit) in number.char_indices() {
                // A digit for a letter lengthens what ISO 7064 sums up, which it does not always notice.
                let alike = |other: &char| *other != digit && other.is_ascii_digit() == digit.is_ascii_digit();
                for other in ('0'..='9').chain('A'..='Z').filter(alike) {
                    let mut wrong = number.to_owned();
                    wrong.replace_range(position..=position, &other.to_string());
                    assert!(form(&Identifier { scheme, value: wrong.clone() }).is_err(), "{wrong}");
                }
            }
        }
    }
}
