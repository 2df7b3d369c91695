//! The tree of regions of UN M49 and the countries in each, and its index by number.
//!
//! Source: UN Statistics Division, Standard country or area codes for statistical use (M49),
//! <https://unstats.un.org/unsd/methodology/m49/>. Three entries follow from their neighbours, since M49 does not list
//! them: Taiwan, Kosovo, and the Channel Islands as a region. Not here: groupings that cross the tree, as 003 North
//! America or the least developed countries.

use rust_iso3166::CountryCode;

/// One past the largest number of an area, for sets of bits.
pub const AREA_NUMBERS: usize = 1_000;

/// The number that stands for Kosovo, from the range that ISO 3166-1 leaves to its users.
pub(super) const KOSOVO: u16 = 983;

/// The number of the world.
pub(super) const WORLD: u16 = 1;

/// A region of UN M49.
pub(super) struct Region {
    number: u16,
    /// The English name.
    pub(super) name: &'static str,
    parent: u16,
    /// The countries that lie in this region and in no smaller one, by alpha-3 code.
    countries: &'static [&'static str],
}

/// Says whether the number is that of a country or region.
pub(super) fn is_area(number: u16) -> bool {
    number == WORLD || parent(number).is_some()
}

/// Returns the number of the region that an area belongs to.
pub(super) fn parent(number: u16) -> Option<u16> {
    entry(number).map(|entry| entry.parent).filter(|&parent| parent != NONE)
}

/// Finds the country of ISO 3166-1 with this number.
pub(super) fn country(number: u16) -> Option<&'static CountryCode> {
    rust_iso3166::ALL.get(usize::from(entry(number)?.country))
}

/// Finds the region with this number.
pub(super) fn region_of(number: u16) -> Option<&'static Region> {
    static LIST: &[Region] = &REGIONS;
    LIST.get(usize::from(entry(number)?.region))
}

fn entry(number: u16) -> Option<&'static Entry> {
    TREE.get(usize::from(number))
}

const fn region(number: u16, name: &'static str, parent: u16, countries: &'static [&'static str]) -> Region {
    Region { number, name, parent, countries }
}

#[rustfmt::skip]
const REGIONS: [Region; 31] = [
    region(1, "World", NONE, &["ATA"]),
    region(2, "Africa", 1, &[]),
    region(5, "South America", 419, &[
        "ARG", "BOL", "BRA", "BVT", "CHL", "COL", "ECU", "FLK", "GUF", "GUY", "PER", "PRY", "SGS", "SUR", "URY", "VEN",
    ]),
    region(9, "Oceania", 1, &[]),
    region(11, "Western Africa", 202, &[
        "BEN", "BFA", "CIV", "CPV", "GHA", "GIN", "GMB", "GNB", "LBR", "MLI", "MRT", "NER", "NGA", "SEN", "SHN", "SLE",
        "TGO",
    ]),
    region(13, "Central America", 419, &["BLZ", "CRI", "GTM", "HND", "MEX", "NIC", "PAN", "SLV"]),
    region(14, "Eastern Africa", 202, &[
        "ATF", "BDI", "COM", "DJI", "ERI", "ETH", "IOT", "KEN", "MDG", "MOZ", "MUS", "MWI", "MYT", "REU", "RWA", "SOM",
        "SSD", "SYC", "TZA", "UGA", "ZMB", "ZWE",
    ]),
    region(15, "Northern Africa", 2, &["DZA", "EGY", "ESH", "LBY", "MAR", "SDN", "TUN"]),
    region(17, "Middle Africa", 202, &["AGO", "CAF", "CMR", "COD", "COG", "GAB", "GNQ", "STP", "TCD"]),
    region(18, "Southern Africa", 202, &["BWA", "LSO", "NAM", "SWZ", "ZAF"]),
    region(19, "Americas", 1, &[]),
    region(21, "Northern America", 19, &["BMU", "CAN", "GRL", "SPM", "USA"]),
    region(29, "Caribbean", 419, &[
        "ABW", "AIA", "ATG", "BES", "BHS", "BLM", "BRB", "CUB", "CUW", "CYM", "DMA", "DOM", "GLP", "GRD", "HTI", "JAM",
        "KNA", "LCA", "MAF", "MSR", "MTQ", "PRI", "SXM", "TCA", "TTO", "VCT", "VGB", "VIR",
    ]),
    region(30, "Eastern Asia", 142, &["CHN", "HKG", "JPN", "KOR", "MAC", "MNG", "PRK", "TWN"]),
    region(34, "Southern Asia", 142, &["AFG", "BGD", "BTN", "IND", "IRN", "LKA", "MDV", "NPL", "PAK"]),
    region(35, "South-eastern Asia", 142, &[
        "BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM",
    ]),
    region(39, "Southern Europe", 150, &[
        "ALB", "AND", "BIH", "ESP", "GIB", "GRC", "HRV", "ITA", "MKD", "MLT", "MNE", "PRT", "SMR", "SRB", "SVN", "VAT",
    ]),
    region(53, "Australia and New Zealand", 9, &["AUS", "CCK", "CXR", "HMD", "NFK", "NZL"]),
    region(54, "Melanesia", 9, &["FJI", "NCL", "PNG", "SLB", "VUT"]),
    region(57, "Micronesia", 9, &["FSM", "GUM", "KIR", "MHL", "MNP", "NRU", "PLW", "UMI"]),
    region(61, "Polynesia", 9, &["ASM", "COK", "NIU", "PCN", "PYF", "TKL", "TON", "TUV", "WLF", "WSM"]),
    region(142, "Asia", 1, &[]),
    region(143, "Central Asia", 142, &["KAZ", "KGZ", "TJK", "TKM", "UZB"]),
    region(145, "Western Asia", 142, &[
        "ARE", "ARM", "AZE", "BHR", "CYP", "GEO", "IRQ", "ISR", "JOR", "KWT", "LBN", "OMN", "PSE", "QAT", "SAU", "SYR",
        "TUR", "YEM",
    ]),
    region(150, "Europe", 1, &[]),
    region(151, "Eastern Europe", 150, &["BGR", "BLR", "CZE", "HUN", "MDA", "POL", "ROU", "RUS", "SVK", "UKR"]),
    region(154, "Northern Europe", 150, &[
        "ALA", "DNK", "EST", "FIN", "FRO", "GBR", "IMN", "IRL", "ISL", "LTU", "LVA", "NOR", "SJM", "SWE",
    ]),
    region(155, "Western Europe", 150, &["AUT", "BEL", "CHE", "DEU", "FRA", "LIE", "LUX", "MCO", "NLD"]),
    region(202, "Sub-Saharan Africa", 2, &[]),
    region(419, "Latin America and the Caribbean", 19, &[]),
    region(830, "Channel Islands", 154, &["GGY", "JEY"]),
];

const NONE: u16 = u16::MAX;

/// What the tree says of one number.
#[derive(Clone, Copy)]
struct Entry {
    /// The place of the country in the crate's list.
    country: u16,
    /// The place of the region in [`REGIONS`].
    region: u16,
    parent: u16,
}

/// The tree by number, worked out by the compiler, so that a look-up is one read.
static TREE: [Entry; AREA_NUMBERS] = {
    let mut tree = [Entry { country: NONE, region: NONE, parent: NONE }; AREA_NUMBERS];
    tree[KOSOVO as usize].parent = 39;
    let mut country = 0;
    while country < rust_iso3166::ALL.len() {
        tree[rust_iso3166::ALL[country].numeric as usize].country = country as u16;
        country += 1;
    }
    let mut region = 0;
    while region < REGIONS.len() {
        let Region { number, parent, countries, .. } = &REGIONS[region];
        tree[*number as usize].region = region as u16;
        tree[*number as usize].parent = *parent;
        let mut member = 0;
        while member < countries.len() {
            tree[numeric(countries[member]) as usize].parent = *number;
            member += 1;
        }
        region += 1;
    }
    tree
};

/// Finds the number of a country while compiling, where perfect hashing is out of reach; a code that names no country
/// does not compile.
const fn numeric(alpha3: &str) -> u16 {
    let wanted = alpha3.as_bytes();
    let mut country = 0;
    loop {
        let code = rust_iso3166::ALL[country].alpha3.as_bytes();
        if code[0] == wanted[0] && code[1] == wanted[1] && code[2] == wanted[2] {
            return rust_iso3166::ALL[country].numeric;
        }
        country += 1;
    }
}
