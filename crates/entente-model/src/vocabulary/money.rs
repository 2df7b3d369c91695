//! Stages of money and types of finance. Sums never mix stages.

use super::vocabulary;

vocabulary! {
    /// How far an amount of money has got.
    MoneyStage, "money stage" {
        Pledge = "pledge": "Promised in public (IATI transactions 12 and 13)",
        Commitment = "commitment": "Bound by a firm undertaking (IATI 2 and 11)",
        Disbursement = "disbursement": "Paid out to the receiver (IATI 3)",
        Expenditure = "expenditure": "Spent on the activity (IATI 4)",
        Incoming = "incoming": "Received by the implementer (IATI 1)",
        Reimbursement = "reimbursement": "Paid back for costs (IATI 7)",
        Repayment = "repayment": "Interest or principal of a loan paid back (IATI 5 and 6)",
        Equity = "equity": "Shares bought or sold (IATI 8 and 9)",
        Guarantee = "guarantee": "Guaranteed for a third party (IATI 10)",
        Budget = "budget": "Planned in a budget",
        InKind = "in_kind": "The worth of goods or services given",
        Unspecified = "unspecified": "The source does not say",
    }
}

vocabulary! {
    /// In what form money is given.
    FinanceType, "finance type" {
        Grant = "grant": "Given without repayment",
        LoanConcessional = "loan_concessional": "Lent below market terms",
        LoanMarket = "loan_market": "Lent on market terms",
        Guarantee = "guarantee": "Risk taken over",
        Equity = "equity": "Shares",
        InKind = "in_kind": "Goods or services",
        Unknown = "unknown": "Not stated",
    }
}
