//! Stages of money and types of finance in IATI.

use super::mapped;
use crate::vocabulary::{FinanceType, MoneyStage};

mapped! {
    MoneyStage {
        Pledge => [IatiTransactionType "12", IatiTransactionType "13"],
        Commitment => [IatiTransactionType "2", IatiTransactionType "11"],
        Disbursement => [IatiTransactionType "3"],
        Expenditure => [IatiTransactionType "4"],
        Incoming => [IatiTransactionType "1"],
        Reimbursement => [IatiTransactionType "7"],
        Repayment => [IatiTransactionType "5", IatiTransactionType "6"],
        Equity => [IatiTransactionType "8", IatiTransactionType "9"],
        Guarantee => [IatiTransactionType "10"],
        Budget => [IatiElement "budget"],
        InKind => [],
        Unspecified => [],
    }
}

// IATI does not part loans by their terms in this list; whether one is concessional follows from its grant element.
mapped! {
    FinanceType {
        Grant => [IatiFinanceType "110"],
        LoanConcessional => [IatiFinanceType "421"],
        LoanMarket => [IatiFinanceType "421"],
        Guarantee => [IatiFinanceType "1100"],
        Equity => [IatiFinanceType "510"],
        InKind => [],
        Unknown => [],
    }
}
