//! Everyday English names of countries whose ISO 3166-1 short name is inverted, in brackets or formal.
//!
//! Not here: names in other languages, and names of actors, which are data.

/// Returns the everyday name of a country where the ISO one is not.
pub(super) fn everyday(alpha3: &str) -> Option<&'static str> {
    let name = match alpha3 {
        "BOL" => "Bolivia",
        "BRN" => "Brunei",
        "COD" => "Democratic Republic of the Congo",
        "COG" => "Republic of the Congo",
        "FLK" => "Falkland Islands",
        // `Micronesia` alone is a region of UN M49.
        "FSM" => "Federated States of Micronesia",
        "GBR" => "United Kingdom",
        "IRN" => "Iran",
        "KOR" => "South Korea",
        "LAO" => "Laos",
        "MAF" => "Saint Martin",
        "MDA" => "Moldova",
        "NLD" => "Netherlands",
        "PRK" => "North Korea",
        "PSE" => "Palestine",
        "RUS" => "Russia",
        "SXM" => "Sint Maarten",
        "SYR" => "Syria",
        "TWN" => "Taiwan",
        "TZA" => "Tanzania",
        "USA" => "United States",
        "VEN" => "Venezuela",
        "VGB" => "British Virgin Islands",
        "VIR" => "United States Virgin Islands",
        "VNM" => "Vietnam",
        _ => return None,
    };
    Some(name)
}
