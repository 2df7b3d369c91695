//! Statuses of agreements in IATI.

use super::mapped;
use crate::vocabulary::AgreementStatus;

mapped! {
    AgreementStatus {
        Announced => [IatiActivityStatus "1"],
        Negotiating => [IatiActivityStatus "1"],
        Signed => [IatiActivityStatus "1"],
        InForce => [IatiActivityStatus "2"],
        Active => [IatiActivityStatus "2"],
        Finalising => [IatiActivityStatus "3"],
        Completed => [IatiActivityStatus "4"],
        Expired => [IatiActivityStatus "4"],
        Suspended => [IatiActivityStatus "6"],
        Cancelled => [IatiActivityStatus "5"],
        Terminated => [IatiActivityStatus "5"],
        Superseded => [],
        Unknown => [],
    }
}
