//! Countries (ISO 3166-1) and regions (UN M49), one tree from the world down to the country.
//!
//! Kosovo has no ISO 3166-1 code; it is kept under the user-assigned code `XKX` that the European Commission and others
//! use. Not here: whether a country is a state, which its actor's statehood says, and former countries.

mod m49;
mod name;

use m49::KOSOVO;

pub use m49::AREA_NUMBERS;

/// A country or a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Area(u16);

impl Area {
    /// The world, which every area lies in.
    pub const WORLD: Self = Self(m49::WORLD);

    /// Finds an area by its code: ISO 3166-1 alpha-3 or alpha-2 of a country, in capitals, or three digits of UN M49
    /// of a country or region.
    ///
    /// # Example
    /// ```
    /// use entente_model::area::Area;
    /// let albania = Area::parse("ALB").expect("a country");
    /// assert_eq!(Area::parse("008"), Some(albania));
    /// assert!(albania.within(Area::parse("150").expect("Europe")));
    /// ```
    pub fn parse(code: &str) -> Option<Self> {
        let digits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
        match code {
            "XKX" | "XK" => Some(Self(KOSOVO)),
            _ if digits => code.parse().ok().map(Self).filter(|area| m49::is_area(area.0)),
            _ if code.len() == 2 => rust_iso3166::from_alpha2(code).map(|country| Self(country.numeric)),
            _ => rust_iso3166::from_alpha3(code).map(|country| Self(country.numeric)),
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

    /// Returns the English name, in the short form of everyday use.
    pub fn name(self) -> &'static str {
        match m49::country(self.0) {
            Some(country) => name::everyday(country.alpha3).unwrap_or(country.name),
            None if self.0 == KOSOVO => "Kosovo",
            None => m49::region_of(self.0).map_or("", |region| region.name),
        }
    }

    /// Returns the alpha-2 code of a country.
    pub fn alpha2(self) -> Option<&'static str> {
        m49::country(self.0).map(|country| country.alpha2).or((self.0 == KOSOVO).then_some("XK"))
    }

    /// Returns the alpha-3 code of a country.
    pub fn alpha3(self) -> Option<&'static str> {
        m49::country(self.0).map(|country| country.alpha3).or((self.0 == KOSOVO).then_some("XKX"))
    }

    /// Says whether it is a country and not a region.
    pub fn is_country(self) -> bool {
        self.alpha3().is_some()
    }

    /// Returns the region that it belongs to; the world belongs to none.
    pub fn parent(self) -> Option<Self> {
        m49::parent(self.0).map(Self)
    }

    /// Says whether it is the other area or lies in it.
    ///
    /// # Complexity
    /// Time **O(depth)** of the tree, which is at most five.
    pub fn within(self, other: Self) -> bool {
        std::iter::successors(Some(self), |area| area.parent()).any(|area| area == other)
    }

    /// Lists every area, by number.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..AREA_NUMBERS as u16).filter(|&number| m49::is_area(number)).map(Self)
    }
}

#[cfg(test)]
mod tests;
