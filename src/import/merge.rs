//! Puts the facts of a story into a profile that is there: what is missing is added, what is said otherwise is asked, and
//! nothing that stands there is touched.
//!
//! Entry point: [`into_profile`].

use crate::diagnostic::{Source, Split};
use crate::import::facts::Facts;
use crate::import::front_matter::{self, Entry, MARK, Several};
use crate::import::lines::{end_of, find, is_inline, written};
use crate::parse::profile::keys;
use crate::yaml::scalar;

/// Fields with one value.
const FIELDS: [&str; 11] = [
    "branch.name",
    "branch.unit",
    "branch.county",
    "branch.founded",
    "members.total",
    "members.average_age",
    "members.committee",
    "members.veteran",
    "members.retired",
    "members.serving",
    "members.women",
];

/// The text of a profile with the facts in it; `None` where it has no front matter.
pub fn into_profile(source: &Source, facts: &Facts) -> Option<String> {
    let Split::Found { yaml, .. } = source.split() else { return None };
    let mut lines: Vec<String> = source.text[yaml.clone()].lines().map(str::to_owned).collect();
    for path in FIELDS {
        if let Some(value) = facts.get(path) {
            single(&mut lines, path, value);
        }
    }
    for (name, values) in &facts.own {
        let is_there = lines.iter().any(|line| line.starts_with(&format!("{name}:")));
        if let ([value], false) = (values.as_slice(), is_there) {
            lines.push(format!("{}: {}", scalar(name), scalar(value)));
        } else if !is_there {
            ask(&mut lines, &format!("{name}: {}", values.join("、")));
        }
    }
    for several in Several::ALL {
        list(&mut lines, several, facts);
    }
    // The profile has a title of its own.
    let has_title = find(&lines, "title").is_some();
    for doubt in facts.doubts.iter().filter(|doubt| doubt.path != "title" || !has_title) {
        ask(&mut lines, &doubt.text);
    }
    let mut text = source.text[..yaml.start].to_owned();
    for line in &lines {
        text += line;
        text.push('\n');
    }
    Some(text + &source.text[yaml.end..])
}

/// A question at the end, once.
fn ask(lines: &mut Vec<String>, text: &str) {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = format!("# {MARK}: {flat}");
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// The line that opens the group of a path, added where there is none; `None` at the top, or where the group stands on
/// one line and cannot be added to.
fn group(lines: &mut Vec<String>, path: &str) -> Option<usize> {
    let (name, _) = path.split_once('.')?;
    let at = find(lines, name).unwrap_or_else(|| {
        lines.push(format!("{name}:"));
        lines.len() - 1
    });
    (!is_inline(&lines[at])).then_some(at)
}

fn single(lines: &mut Vec<String>, path: &'static str, value: &str) {
    let chinese = keys::chinese_name(path).unwrap_or(path);
    if let Some(own) = find(lines, path) {
        let known = written(&lines[own]).to_owned();
        if known != value {
            ask(lines, &format!("{chinese}: {value}（导入的稿子；资料里写的是{known}）"));
        }
        return;
    }
    let Some(at) = group(lines, path) else {
        return ask(lines, &format!("{chinese}: {value}（导入的稿子）"));
    };
    let inner = lines.get(at + 1).filter(|line| line.starts_with(' '));
    let depth = inner.map_or(2, |line| line.len() - line.trim_start().len());
    let end = end_of(lines, at);
    let key = path.rsplit('.').next().unwrap_or(path);
    lines.insert(end, format!("{}{key}: {}", " ".repeat(depth), scalar(value)));
}

/// A list or a map of several: added whole where there is none, else what is not in it is asked.
fn list(lines: &mut Vec<String>, several: Several, facts: &Facts) {
    let entries = front_matter::entries(several, facts);
    if entries.is_empty() {
        return;
    }
    let path = several.path();
    let Some(own) = find(lines, path) else {
        let end = match (path.contains('.'), group(lines, path)) {
            (true, None) => return ask_all(lines, &entries, ""),
            (true, Some(at)) => end_of(lines, at),
            (false, _) => lines.len(),
        };
        let added = front_matter::block(several, facts);
        lines.splice(end..end, added.lines().map(str::to_owned));
        return;
    };
    let known = lines[own..end_of(lines, own).max(own + 1)].join("\n");
    ask_all(lines, &entries, &known);
}

/// Asks what is not known.
fn ask_all(lines: &mut Vec<String>, entries: &[Entry], known: &str) {
    for entry in entries.iter().filter(|entry| !known.contains(&*entry.told_by)) {
        ask(lines, &format!("{}（导入的稿子）", entry.text));
    }
}
