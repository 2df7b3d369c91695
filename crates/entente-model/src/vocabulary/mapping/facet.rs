//! Facets of agreements in IATI.

use super::mapped;
use crate::vocabulary::GeoScope;

mapped! {
    GeoScope {
        Global => [IatiActivityScope "1"],
        Regional => [IatiActivityScope "2"],
        MultiCountry => [IatiActivityScope "3"],
        National => [IatiActivityScope "4"],
        Subnational => [
            IatiActivityScope "5", IatiActivityScope "6", IatiActivityScope "7", IatiActivityScope "8",
        ],
    }
}
