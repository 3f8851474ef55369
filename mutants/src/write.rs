//! Writes a file with all its changes in it, each behind the question whether it is on.
//!
//! Entry point: [`file`]. What is changed stands between remarks with its number, so that a fault that the compiler finds
//! there names the change.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::find::{Change, File, GUARD_FALSE, GUARD_TRUE, Node, Shape};

/// What the program asks; put at the end of `src/lib.rs`.
pub const QUESTION: &str = r#"
#[allow(warnings, clippy::all, clippy::pedantic)]
#[doc(hidden)]
pub mod mutant {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};
    static ON: LazyLock<usize> = LazyLock::new(|| {
        std::env::var("LIUHAO_MUTANT").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    });
    static SEEN: LazyLock<Option<(String, Vec<AtomicBool>)>> = LazyLock::new(|| {
        let path = std::env::var("LIUHAO_MUTANTS_SEEN").ok()?;
        Some((path, std::iter::repeat_with(|| AtomicBool::new(false)).take(200_000).collect()))
    });
    pub fn is(id: usize) -> bool {
        if let Some((path, seen)) = &*SEEN {
            if !seen[id].swap(true, Ordering::Relaxed) {
                use std::io::Write;
                let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
                if let Ok(mut file) = file {
                    let _ = file.write_all(format!("{id}\n").as_bytes());
                }
            }
        }
        *ON == id
    }
}
"#;

/// The text of a file with its changes but for the dropped ones.
pub fn file(file: &File, dropped: &BTreeSet<usize>) -> String {
    let mut writer = Writer { file, dropped, out: String::new() };
    writer.range(0..file.text.len(), 0);
    writer.out
}

struct Writer<'f> {
    file: &'f File,
    dropped: &'f BTreeSet<usize>,
    out: String,
}

impl<'f> Writer<'f> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a part of the file; nodes from the `from`th on are looked at.
    fn range(&mut self, range: Range<usize>, from: usize) {
        let file = self.file;
        let mut at = range.start;
        for (nth, node) in file.nodes.iter().enumerate().skip(from) {
            if node.place.start < at || node.place.end > range.end {
                continue;
            }
            if node.place.start > range.end {
                break;
            }
            self.put(&file.text[at..node.place.start]);
            self.node(node, nth + 1);
            at = node.place.end;
        }
        self.put(&file.text[at..range.end]);
    }

    fn node(&mut self, node: &'f Node, from: usize) {
        let changes: Vec<&Change> =
            node.changes.iter().filter(|one| !self.dropped.contains(&one.id)).collect();
        let Some(first) = changes.first() else {
            return self.range(node.place.clone(), from);
        };
        let numbers: Vec<String> = changes.iter().map(|one| one.id.to_string()).collect();
        self.put(&format!("/*[{}*/", numbers.join(",")));
        match &node.shape {
            Shape::Body => {
                for one in changes {
                    let value = marked(one.id, &format!("return {}", one.instead));
                    self.put(&format!(" if {} {{ {value}; }}", is(one.id)));
                }
            }
            Shape::Logic { left, op, right } => {
                let on = is(first.id);
                self.put(&format!("({on} ^ (({on} ^ ("));
                self.range(left.clone(), from);
                self.put(&format!(")) {op} ({on} ^ ("));
                self.range(right.clone(), from);
                self.put("))))");
            }
            Shape::Binary { left, right } => self.binary(&changes, left, right, from),
            Shape::Sign { operand } => {
                let bare = marked(first.id, &self.file.text[operand.clone()]);
                let sign = &self.file.text[node.place.start..operand.start];
                self.put(&format!("(if {} {{ {bare} }} else {{ {sign}", is(first.id)));
                self.range(operand.clone(), from);
                self.put(" })");
            }
            Shape::Arm => self.put(&format!(" if !{}", is(first.id))),
            Shape::Guard => {
                let id = |instead: &str| changes.iter().find(|one| one.instead == instead);
                let never = id(GUARD_FALSE).map(|one| format!("!{} && ", is(one.id)));
                let always = id(GUARD_TRUE).map(|one| format!("{} || ", is(one.id)));
                let (never, always) = (never.unwrap_or_default(), always.unwrap_or_default());
                self.put(&format!("{never}({always}("));
                self.range(node.place.clone(), from);
                self.put("))");
            }
        }
        self.put("/*]*/");
    }

    /// Other operators in their branches, each between the operands as they stand in the file; the changes inside these are in
    /// the last branch alone, so that the text does not grow with the depth.
    fn binary(
        &mut self,
        changes: &[&Change],
        left: &Range<usize>,
        right: &Range<usize>,
        from: usize,
    ) {
        self.out.push('(');
        for one in changes {
            let text = |range: &Range<usize>| &self.file.text[range.clone()];
            let other = format!("({}) {} ({})", text(left), one.instead, text(right));
            let branch = format!("if {} {{ {} }} else ", is(one.id), marked(one.id, &other));
            self.put(&branch);
        }
        self.put("{ ");
        self.range(left.clone(), from);
        self.put(&self.file.text[left.end..right.start]);
        self.range(right.clone(), from);
        self.put(" })");
    }
}

fn is(id: usize) -> String {
    format!("crate::mutant::is({id})")
}

fn marked(id: usize, code: &str) -> String {
    format!("/*[{id}*/{code}/*]*/")
}

/// The numbers of the changes round a place of a written file, of the innermost remark.
pub fn changes_at(written: &str, at: usize) -> Vec<usize> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = 0;
    while let Some(next) = written[rest..at.min(written.len())].find("/*") {
        let start = rest + next + 2;
        let Some(length) = written[start..].find("*/") else { break };
        let remark = &written[start..start + length];
        if let Some(numbers) = remark.strip_prefix('[') {
            if numbers.bytes().all(|b| b.is_ascii_digit() || b == b',') {
                open.push(numbers);
            }
        } else if remark == "]" {
            open.pop();
        }
        rest = start + length + 2;
        if rest > at {
            break;
        }
    }
    let numbers = open.last().copied().unwrap_or_default();
    numbers.split(',').filter_map(|one| one.parse().ok()).collect()
}
