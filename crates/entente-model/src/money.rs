//! Money in an agreement. Amounts are decimal and never added up across stages or currencies.

use iso_currency::Currency as Iso4217;
use rust_decimal::Decimal;

use crate::date::Edtf;
use crate::id::ActorId;
use crate::vocabulary::{FinanceType, MoneyStage};

/// A currency of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Finds the currency with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Iso4217::from_code(code)?;
        code.as_bytes().try_into().ok().map(Self)
    }

    /// Returns the code, as `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency is made from a code of ASCII letters only")
    }
}

/// An amount of money that an agreement moves or promises.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// The amount; negative where it is a refund.
    pub amount: Decimal,
    /// The currency; none where the source states none, as with a bare dollar sign.
    pub currency: Option<Currency>,
    /// How far it has got.
    pub stage: MoneyStage,
    /// In what form it is given.
    pub finance: Option<FinanceType>,
    /// Its value date.
    pub date: Option<Edtf>,
    /// Who gives it.
    pub provider: Option<ActorId>,
    /// Who gets it.
    pub receiver: Option<ActorId>,
    /// What a reader has to know beside the fields.
    pub note: String,
}
