//! Pieces of Markdown: tables whose columns stand below each other as plain text too, and text that holds no markup.

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

/// A cell with text from a record, which is shown as it is.
pub(super) fn text(text: &str) -> Cell {
    Cell::new(plain(text))
}

/// A cell with a code.
pub(super) fn code(code: &str) -> Cell {
    Cell::new(format!("`{code}`"))
}

/// A cell with codes in an order that means something; a dash where there are none.
pub(super) fn codes<'a>(codes: impl IntoIterator<Item = &'a str>, between: &str) -> Cell {
    let codes: Vec<String> = codes.into_iter().map(|code| format!("`{code}`")).collect();
    Cell::new(if codes.is_empty() { "–".to_owned() } else { codes.join(between) })
}

/// A cell with a number, below those of its column digit by digit.
pub(super) fn number(number: usize) -> Cell {
    Cell::new(number).set_alignment(CellAlignment::Right)
}

/// Writes a table, or that there is nothing to show in it.
pub(super) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [Cell; N]>) -> String {
    wide_table(head.map(text).into(), rows.into_iter().map(Vec::from).collect())
}

/// Writes a table whose columns depend on what is shown. Every row has a cell for each.
pub(super) fn wide_table(head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> String {
    if rows.is_empty() {
        return "None.\n".to_owned();
    }
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(head).add_rows(rows);
    format!("{table}\n")
}

/// Escapes what Markdown would read as markup; control characters become spaces.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            plain.push('\\');
        }
        plain.push(if c.is_control() { ' ' } else { c });
    }
    plain
}

/// Puts a text of its own under a heading of this depth: its title is left out, since the heading says it, and its
/// other headings go down to below it. Fenced blocks stay; control characters become spaces.
pub(super) fn below(depth: usize, text: &str) -> String {
    let (mut fenced, mut titled) = (false, false);
    let mut lines = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let marks = line.bytes().take_while(|&byte| byte == b'#').count();
        let is_heading = !fenced && (1..=6).contains(&marks) && line[marks..].starts_with(' ');
        match is_heading {
            true if marks == 1 && !titled => titled = true,
            true => lines.push(format!("{}{}", "#".repeat((marks + depth - 1).min(6)), &line[marks..])),
            false => lines.push(line.to_owned()),
        }
    }
    let visible = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    let text: String = lines.join("\n").chars().map(visible).collect();
    format!("{}\n", text.trim())
}

#[test]
fn a_table_is_aligned_and_holds_no_markup_of_its_texts() {
    let rows = [[text("a|b_c"), number(7)], [code("d_e"), number(10)]];
    let lines = ["| name    | ties |", "|---------|------|", "| a\\|b\\_c |    7 |", "| `d_e`   |   10 |\n"];
    assert_eq!(table(["name", "ties"], rows), lines.join("\n"));
    assert_eq!(table(["name"], []), "None.\n");
}

#[test]
fn a_text_goes_below_its_heading() {
    let cases = [
        ("# Title\r\n\r\ntext\r\n", "text\n"),
        ("text\n## Part\n", "text\n### Part\n"),
        ("# A\n# B\n###### C\n#no heading", "## B\n###### C\n#no heading\n"),
        ("```\n# a comment\n```\n", "```\n# a comment\n```\n"),
    ];
    for (given, expected) in cases {
        assert_eq!(below(2, given), expected, "{given:?}");
    }
}
