//! The one table that a run prints. Not here: what stands in it.

use std::fmt;

use comfy_table::presets;

/// One line: what was measured, and what it is to be held against.
#[derive(Debug, Default, Clone)]
pub struct Line {
    /// On which graph, or where.
    pub on: String,
    /// What was measured.
    pub what: String,
    /// What Entente takes, with its unit.
    pub ours: String,
    /// What the floor takes, with its unit.
    pub floor: String,
    /// Ours in floors.
    pub ratio: Option<f64>,
    /// The same of the slowest hundredth.
    pub tail: Option<f64>,
    /// The floor in floors: what differs less than this is noise.
    pub noise: Option<f64>,
    /// The largest ratio that is wanted.
    pub goal: Option<f64>,
    /// Ours in petgraphs, which shall not exceed 1.
    pub petgraph: Option<f64>,
}

impl Line {
    /// Says of the goals whether they are reached; nothing where there are none.
    fn verdict(&self) -> String {
        let is_slower = self.petgraph.is_some_and(|ratio| ratio > 1.0);
        let within = self.goal.zip(self.ratio).map(|(goal, ratio)| (goal, ratio <= goal));
        match (within, is_slower) {
            (_, true) => "MISSED: petgraph".to_owned(),
            (Some((goal, true)), _) => format!("{goal:.2} met"),
            (Some((goal, false)), _) => format!("{goal:.2} MISSED"),
            (None, false) => String::new(),
        }
    }
}

/// The lines in their order.
#[derive(Debug, Default)]
pub struct Table(Vec<Line>);

impl Table {
    /// Adds a line, and shows it at once to whoever waits.
    pub fn add(&mut self, line: Line) {
        let ratio = line.ratio.map_or_else(String::new, |ratio| format!(", {ratio:.2} of the floor"));
        eprintln!("  {}: {}{ratio}", line.what, line.ours);
        self.0.push(line);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        let head = ["on", "what", "ours", "floor", "ours/floor", "at p99", "floor/floor", "goal", "ours/petgraph"];
        table.set_header(head);
        let number = |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        for line in &self.0 {
            let numbers = [line.ratio, line.tail, line.noise].map(number);
            let texts = [&line.on, &line.what, &line.ours, &line.floor].map(Clone::clone);
            table.add_row(texts.into_iter().chain(numbers).chain([line.verdict(), number(line.petgraph)]));
        }
        write!(f, "{table}")
    }
}

/// Writes microseconds with three digits that count.
pub fn microseconds(time: f64) -> String {
    match time {
        time if time < 100.0 => format!("{time:.2} µs"),
        time if time < 10_000.0 => format!("{time:.0} µs"),
        time if time < 100_000.0 => format!("{:.1} ms", time / 1e3),
        time => format!("{:.0} ms", time / 1e3),
    }
}
