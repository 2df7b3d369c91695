//! `datapackage.json`: the tables in the words of Frictionless Data, for programs that do not know Entente.
//!
//! Follows Data Package 1 with the profile `tabular-data-package`. Not here: what is said about a table, which stands in
//! [`TABLES`].

use serde::Serialize;

use super::{Column, ColumnType, TABLES, Table};

/// What `datapackage.json` says of the folder as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The name, in small letters, digits, `.`, `_` and `-`.
    pub name: String,
    /// The title for readers.
    pub title: String,
    /// The version of the data.
    pub version: String,
    /// The licence of the data.
    pub licence: Licence,
}

/// A licence as `datapackage.json` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// The identifier, as `CC-BY-4.0`.
    pub name: String,
    /// The address of its text.
    pub path: String,
    /// The title for readers.
    pub title: String,
}

impl Default for Licence {
    /// Creative Commons Attribution 4.0.
    fn default() -> Self {
        Self {
            name: "CC-BY-4.0".to_owned(),
            path: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            title: "Creative Commons Attribution 4.0 International".to_owned(),
        }
    }
}

impl Default for Package {
    /// The data that comes with Entente.
    fn default() -> Self {
        Self {
            name: "entente".to_owned(),
            title: "Entente: international cyber-cooperation".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            licence: Licence::default(),
        }
    }
}

/// Writes `datapackage.json`, without the columns that a table need not have. The same package is always the same text.
///
/// # Example
/// ```
/// use entente_formats::native::{Package, datapackage_json};
/// assert!(datapackage_json(&Package::default()).contains("\"path\": \"actors.csv\""));
/// ```
pub fn datapackage_json(package: &Package) -> String {
    described(package, |table| table.columns.iter().filter(|column| column.always).collect())
}

/// Writes `datapackage.json` for tables that have these columns.
pub(super) fn described(package: &Package, columns: impl Fn(&'static Table) -> Vec<&'static Column>) -> String {
    let descriptor = Descriptor {
        profile: "tabular-data-package",
        name: &package.name,
        title: &package.title,
        version: &package.version,
        licenses: [&package.licence],
        resources: TABLES.iter().map(|table| resource(table, &columns(table))).collect(),
    };
    let json = serde_json::to_string_pretty(&descriptor).expect("a descriptor has only texts, numbers and lists");
    json + "\n"
}

#[derive(Serialize)]
struct Descriptor<'a> {
    profile: &'static str,
    name: &'a str,
    title: &'a str,
    version: &'a str,
    licenses: [&'a Licence; 1],
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: &'static str,
    path: &'static str,
    description: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    skip_initial_space: bool,
    header: bool,
    case_sensitive_header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    r#type: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Serialize, Default, PartialEq, Eq)]
struct Constraints {
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unique: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#enum: Option<Vec<&'static str>>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static str,
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static str,
}

fn resource(table: &Table, columns: &[&Column]) -> Resource {
    Resource {
        profile: "tabular-data-resource",
        name: table.resource(),
        path: table.file,
        description: table.description,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\n",
            quote_char: "\"",
            double_quote: true,
            skip_initial_space: false,
            header: true,
            case_sensitive_header: true,
        },
        schema: Schema {
            fields: columns.iter().map(|column| field(column, table)).collect(),
            missing_values: [""],
            primary_key: table.primary_key,
            foreign_keys: columns.iter().filter_map(|column| foreign_key(column)).collect(),
        },
    }
}

fn field(column: &Column, table: &Table) -> Field {
    let kind = match column.holds {
        ColumnType::Integer(..) => "integer",
        ColumnType::Decimal => "number",
        ColumnType::Day => "date",
        // A date in EDTF may be vague, which the type `date` cannot say.
        _ => "string",
    };
    let (minimum, maximum) = match column.holds {
        ColumnType::Integer(min, max) => (Some(min), (max < u32::MAX).then_some(max)),
        _ => (None, None),
    };
    let constraints = Constraints {
        required: column.required.then_some(true),
        unique: (table.primary_key == [column.name]).then_some(true),
        pattern: pattern(column.holds),
        minimum,
        maximum,
        r#enum: match column.holds {
            ColumnType::Code(codes) => Some(codes()),
            _ => None,
        },
    };
    Field { name: column.name, r#type: kind, description: column.description, constraints }
}

fn pattern(holds: ColumnType) -> Option<&'static str> {
    match holds {
        ColumnType::Id => Some("[A-Za-z0-9][A-Za-z0-9._-]{0,95}"),
        ColumnType::Target => {
            Some("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[a-z_]+(/[1-9][0-9]*)?)?")
        }
        ColumnType::Area => Some("[A-Z]{3}|[0-9]{3}"),
        ColumnType::Currency => Some("[A-Z]{3}"),
        _ => None,
    }
}

fn foreign_key(column: &Column) -> Option<ForeignKey> {
    let table = column.references?.table();
    Some(ForeignKey { fields: column.name, reference: Reference { resource: table.resource(), fields: "id" } })
}
