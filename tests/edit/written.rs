//! Random profiles as text, in the ways that people write them.
//!
//! Entry points: [`Look::random`], [`write()`].

use crate::profile::{Dice, LISTS, List, Model, Row, SINGLES, Single, Sort};

/// How a profile is written.
pub(crate) struct Look {
    is_chinese: bool,
    is_flat: bool,
    indent: &'static str,
    flow_groups: bool,
    /// Of each list.
    lists: [usize; 4],
    comments: usize,
    line_end: &'static str,
    mark: &'static str,
    end: &'static str,
}

impl Look {
    pub(crate) fn random(dice: &mut Dice) -> Self {
        let is_chinese = dice.is(2);
        Self {
            is_chinese,
            is_flat: is_chinese && dice.is(2),
            indent: if dice.is(2) { "  " } else { "    " },
            flow_groups: dice.is(3),
            lists: [0; 4].map(|_| dice.below(4)),
            comments: 2 + dice.below(6),
            line_end: if dice.is(4) { "\r\n" } else { "\n" },
            mark: if dice.is(6) { "\u{FEFF}" } else { "" },
            end: if dice.is(4) { "" } else { "\n" },
        }
    }
}

/// A line and the fact or row that it belongs to; none for comments and blank lines, with `#` for those inside.
pub(crate) type Line = (String, String);

struct Writer<'w> {
    lines: Vec<Line>,
    look: &'w Look,
    dice: &'w mut Dice,
}

impl Writer<'_> {
    fn line(&mut self, owner: &str, text: String) {
        if self.dice.is(self.look.comments) {
            let blanks = text.len() - text.trim_start().len();
            let comment =
                *self.dice.pick(&["# 注", "", "# 待确认: 党员总数：原文“22名”", "#  - title: 例"]);
            // A blank line or comment inside a text would be part of it.
            let last = self.lines.last().map_or("", |(_, owner)| owner.trim_end_matches('#'));
            // What stands inside a row goes with it.
            let within = if last == owner { format!("{owner}#") } else { String::new() };
            if !last.ends_with('|') {
                let blanks = if comment.is_empty() { "" } else { &" ".repeat(blanks) };
                self.lines.push((format!("{blanks}{comment}"), within));
            }
        }
        self.lines.push((text, owner.to_owned()));
    }

    /// A text in quotes of a kind, or without any where it needs none.
    fn text(&mut self, text: &str) -> String {
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || "“”-".contains(c))
            && !text.starts_with('-')
            && !["null", "true"].contains(&text);
        match self.dice.below(4) {
            0 | 1 if is_plain => text.to_owned(),
            3 => serde_json::to_string(text).unwrap(),
            _ if text.contains('\n') => serde_json::to_string(text).unwrap(),
            _ => format!("'{}'", text.replace('\'', "''")),
        }
    }

    fn trailing(&mut self) -> &'static str {
        if self.dice.is(self.look.comments * 2) { "  # 旁注" } else { "" }
    }

    fn single(
        &mut self,
        key: &str,
        (indent, owner): (&str, &str),
        values: &[String],
        is_names: bool,
    ) {
        let comment = self.trailing();
        if is_names {
            let values: Vec<String> = values.iter().map(|one| self.text(one)).collect();
            if self.dice.is(2) {
                self.line(owner, format!("{indent}{key}: [{}]{comment}", values.join(", ")));
            } else {
                self.line(owner, format!("{indent}{key}:{comment}"));
                for value in values {
                    self.line(owner, format!("{indent}  - {value}"));
                }
            }
        } else if values[0].contains('\n') && self.dice.is(2) {
            let inside = format!("{owner}|");
            self.line(&inside, format!("{indent}{key}: |"));
            for line in values[0].split('\n') {
                let line =
                    if line.is_empty() { String::new() } else { format!("{indent}  {line}") };
                self.lines.push((line, inside.clone()));
            }
        } else {
            let value = self.text(&values[0]);
            self.line(owner, format!("{indent}{key}: {value}{comment}"));
        }
    }

    fn cells(&mut self, list: &List, row: &Row, from: usize) -> Vec<String> {
        let mut cells = Vec::new();
        for (path, en, zh, _) in &list.columns[from..] {
            if let Some(value) = row.get(path) {
                let key = if self.look.is_chinese { zh } else { en };
                let value = self.text(value);
                cells.push(format!("{key}: {value}"));
            }
        }
        cells
    }

    fn list(&mut self, list: &List, indent: &str, rows: &[Row], way: usize) {
        let key = if self.look.is_chinese { list.zh } else { list.en };
        let path = list.path;
        let first = list.columns[0].0;
        if way == 3 {
            let mut all = Vec::new();
            for row in rows {
                let cells = self.cells(list, row, usize::from(list.is_named)).join(", ");
                let is_short = list.is_named && row.len() == 2;
                let name = self.text(&row[first]);
                let value = self.text(&row[list.columns[1].0]);
                all.push(match (list.is_named, is_short) {
                    (true, true) => format!("{name}: {value}"),
                    (true, false) => format!("{name}: {{{cells}}}"),
                    (false, _) => format!("{{{cells}}}"),
                });
            }
            let (open, close) = if list.is_named { ('{', '}') } else { ('[', ']') };
            let line = format!("{indent}{key}: {open}{}{close}", all.join(", "));
            return self.line(path, line);
        }
        let comment = self.trailing();
        self.line(path, format!("{indent}{key}:{comment}"));
        let deeper = format!("{indent}{}", self.look.indent);
        for (nth, row) in rows.iter().enumerate() {
            let owner = format!("{path}/{nth}");
            let comment = self.trailing();
            match (list.is_named, way) {
                (true, 0 | 2) => {
                    let name = self.text(&row[first]);
                    let cells = self.cells(list, row, 1).join(", ");
                    let value = if row.len() == 2 {
                        self.text(&row[list.columns[1].0])
                    } else {
                        format!("{{{cells}}}")
                    };
                    let dash = if way == 2 { "- " } else { "" };
                    self.line(&owner, format!("{deeper}{dash}{name}: {value}{comment}"));
                }
                (_, 1) => {
                    let dashes = std::iter::once("- ").chain(std::iter::repeat("  "));
                    for (cell, dash) in self.cells(list, row, 0).iter().zip(dashes) {
                        self.line(&owner, format!("{deeper}{dash}{cell}"));
                    }
                }
                _ => {
                    let cells = self.cells(list, row, 0).join(", ");
                    self.line(&owner, format!("{deeper}- {{{cells}}}{comment}"));
                }
            }
        }
    }

    fn group(&mut self, group: &str, keys: (&str, &str), model: &Model) {
        let prefix = format!("{group}.");
        let singles: Vec<&Single> = SINGLES
            .iter()
            .filter(|one| one.path.starts_with(&prefix) && model.singles.contains_key(one.path))
            .collect();
        let bands =
            LISTS.iter().zip(self.look.lists).find(|(list, _)| list.path.starts_with(&prefix));
        let bands = bands.and_then(|(list, way)| Some((list, way, model.lists.get(list.path)?)));
        let name = if self.look.is_chinese { keys.1 } else { keys.0 };
        if self.look.is_flat {
            for one in singles {
                self.single(one.flat, ("", one.path), &model.singles[one.path], false);
            }
            if let Some((list, way, rows)) = bands {
                self.list(list, "", rows, way);
            }
            return;
        }
        if singles.is_empty() && bands.is_none() {
            return;
        }
        let key = |one: &Single, look: &Look| if look.is_chinese { one.zh } else { one.en };
        if self.look.flow_groups && bands.is_none() {
            let mut cells = Vec::new();
            for one in singles {
                let value = self.text(&model.singles[one.path][0]);
                cells.push(format!("{}: {value}", key(one, self.look)));
            }
            let comment = self.trailing();
            return self.line(group, format!("{name}: {{{}}}{comment}", cells.join(", ")));
        }
        let comment = self.trailing();
        self.line(group, format!("{name}:{comment}"));
        let indent = self.look.indent;
        for one in singles {
            self.single(key(one, self.look), (indent, one.path), &model.singles[one.path], false);
        }
        if let Some((list, way, rows)) = bands {
            self.list(list, indent, rows, way);
        }
    }
}

/// The whole file, and its lines with their owners.
pub(crate) fn write(model: &Model, look: &Look, dice: &mut Dice) -> (String, Vec<Line>) {
    let mut writer = Writer { lines: Vec::new(), look, dice };
    writer.lines.push(("---".to_owned(), String::new()));
    for single in SINGLES.iter().filter(|one| !one.path.contains('.')) {
        if let Some(values) = model.singles.get(single.path) {
            let key = if look.is_chinese { single.zh } else { single.en };
            writer.single(key, ("", single.path), values, single.sort == Sort::Names);
        }
    }
    writer.group("branch", ("branch", "支部"), model);
    writer.group("members", ("members", "党员"), model);
    for (list, way) in LISTS.iter().zip(look.lists).filter(|(list, _)| !list.path.contains('.')) {
        if let Some(rows) = model.lists.get(list.path) {
            writer.list(list, "", rows, way);
        }
    }
    let body = ["---", "支部现有党员。", "", "title: 这是正文"];
    let mut lines = writer.lines;
    lines.extend(body.iter().map(|line| ((*line).to_owned(), String::new())));
    let text: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    let text = format!(
        "{}{}{}",
        look.mark,
        text.join(look.line_end),
        look.end.replace('\n', look.line_end)
    );
    (text, lines)
}
