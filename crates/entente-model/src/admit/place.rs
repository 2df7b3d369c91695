//! Rules on where agreements take place, and in which shares.

use rust_decimal::Decimal;

use super::case::Case;
use crate::agreement::Place;
use crate::violation::{Part, Rule};

/// The least sum of shares that counts as the whole, in per cent; shares may miss it by rounding.
const SUM_MIN: Decimal = Decimal::from_parts(99, 0, 0, false, 0);

/// The greatest sum of shares that counts as the whole, in per cent.
const SUM_MAX: Decimal = Decimal::from_parts(101, 0, 0, false, 0);

pub(super) fn judge(places: &[Place], case: &mut Case<'_>) {
    let words = |area: &crate::area::Area| format!("the place `{}` ({})", area.code(), area.name());
    case.need_distinct(places.iter().map(|place| place.area), |position| (Part::Place(position), "area"), words);
    let mut are_shares = true;
    for (position, place) in places.iter().enumerate() {
        if let Some(share) = place.share.filter(|share| *share < Decimal::ZERO || *share > Decimal::ONE_HUNDRED) {
            let message = format!("{share} % is no share");
            case.report(Rule::InvalidNumber, (Part::Place(position), "share"), message, "write 0 to 100, as 33.3");
            are_shares = false;
        }
    }
    if are_shares {
        sum(places, case);
    }
}

/// Demands that stated shares make up the whole: no more in any case, and no less where every place has one.
fn sum(places: &[Place], case: &mut Case<'_>) {
    let Some(last) = places.len().checked_sub(1) else { return };
    let sum: Decimal = places.iter().filter_map(|place| place.share).sum();
    let are_all_stated = places.iter().all(|place| place.share.is_some());
    if sum > SUM_MAX || are_all_stated && sum < SUM_MIN {
        let message = format!("the shares add up to {sum} %");
        let hint = "they make 100 % together, give or take 1; leave out shares that are not known";
        case.report(Rule::ShareSum, (Part::Place(last), "share"), message, hint);
    }
}
