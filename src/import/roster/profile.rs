//! Puts counts into a profile that is there: line by line, and nothing else is touched.
//!
//! Entry point: [`into_profile`].

use crate::claims::{self, What};
use crate::diagnostic::{Source, Split};
use crate::import::report::Note;
use crate::import::roster::Counts;
use crate::locale::Message;
use crate::parse::body::Prose;
use crate::parse::profile::keys;
use crate::schema::{Field, fields};

/// The text of a profile with the counts in it, and where they differ from its prose; `None` where its members stand in
/// one line, or it has no front matter.
pub fn into_profile(source: &Source, counts: &Counts) -> Option<(String, Vec<Note>)> {
    let Split::Found { yaml, .. } = source.split() else { return None };
    let mut lines: Vec<String> = source.text[yaml.clone()].lines().map(str::to_owned).collect();
    set(&mut lines, None, "as_of", &format!("as_of: {}", counts.as_of));
    let group = lines.iter().position(|line| is_key(line, &["members", "党员"]));
    let at = if let Some(at) = group {
        let rest = lines[at].split_once(':').map_or("", |(_, rest)| rest);
        // Members on one line cannot be changed one by one.
        if !rest.split('#').next().unwrap_or_default().trim().is_empty() {
            return None;
        }
        at
    } else {
        lines.push("members:".to_owned());
        lines.len() - 1
    };
    for (key, value) in counts.fields() {
        set(&mut lines, Some(at), key, &format!("  {key}: {value}"));
    }
    if !counts.bands.is_empty() {
        remove_block(&mut lines, at, &["age_bands", "年龄段"]);
        let bands: Vec<String> = counts.bands_yaml("  ").lines().map(str::to_owned).collect();
        let end = end_of(&lines, at);
        lines.splice(end..end, bands);
    }
    let mut text = source.text[..yaml.start].to_owned();
    for line in &lines {
        text += line;
        text.push('\n');
    }
    text += &source.text[yaml.end..];
    Some((text, differences(source, counts)))
}

fn is_key(line: &str, names: &[&str]) -> bool {
    line.split_once(':')
        .is_some_and(|(key, _)| names.contains(&key.trim_end().trim_start_matches('\u{feff}')))
}

/// A key under all its names.
fn names(key: &'static str, group: Option<usize>) -> Vec<&'static str> {
    let path = if group.is_some() { format!("members.{key}") } else { key.to_owned() };
    let inner = fields(&keys::PROFILE).flat_map(Field::fields);
    let field = fields(&keys::PROFILE).chain(inner).find(|field| field.path == path);
    let aliases = field.map(|field| field.aliases).unwrap_or_default();
    std::iter::once(key).chain(aliases.iter().copied()).collect()
}

/// Sets a key below the line `group`, or at the top.
fn set(lines: &mut Vec<String>, group: Option<usize>, key: &'static str, line: &str) {
    let names = names(key, group);
    let (from, end) = group.map_or((0, lines.len()), |at| (at + 1, end_of(lines, at)));
    let found = (from..end).find(|at| {
        let own = &lines[*at];
        let is_inner = own.starts_with([' ', '\t']);
        is_inner == group.is_some() && is_key(own.trim_start(), &names)
    });
    match found {
        Some(at) => {
            let indent: String = lines[at].chars().take_while(|c| c.is_whitespace()).collect();
            let written = lines[at].trim_start().split(':').next().unwrap_or(key).to_owned();
            let value = line.split_once(':').map_or("", |(_, value)| value);
            lines[at] = format!("{indent}{written}:{value}");
        }
        None if group.is_some() => lines.insert(from, line.to_owned()),
        None => lines.push(line.to_owned()),
    }
}

/// Behind the last line of the block that the line `at` opens.
fn end_of(lines: &[String], at: usize) -> usize {
    let inner = lines[at + 1..]
        .iter()
        .take_while(|line| line.trim().is_empty() || line.starts_with([' ', '\t', '#']));
    at + 1 + inner.count()
}

/// Takes a key of a group away with all that is below it.
fn remove_block(lines: &mut Vec<String>, group: usize, names: &[&str]) {
    let end = end_of(lines, group);
    let Some(start) = (group + 1..end).find(|at| is_key(lines[*at].trim_start(), names)) else {
        return;
    };
    let depth = |line: &str| line.len() - line.trim_start().len();
    let own = depth(&lines[start]);
    let inner = lines[start + 1..end]
        .iter()
        .take_while(|line| !line.trim().is_empty() && depth(line) > own);
    let to = start + 1 + inner.count();
    lines.drain(start..to);
}

/// Where the prose says another number than the roster.
fn differences(source: &Source, counts: &Counts) -> Vec<Note> {
    let prose = Prose::of(source);
    let mut notes = Vec::new();
    for claim in claims::of(prose.text()) {
        let (count, stated) = match &claim.what {
            What::Total(stated) => (Some(counts.total), stated),
            What::Committee(stated) => (counts.committee, stated),
            _ => continue,
        };
        let Some(count) = count.filter(|_| claim.doubt.is_none()) else { continue };
        if stated.exact_whole().is_some_and(|stated| stated != count as u64) {
            let message =
                Message::new("roster-differs").text("phrase", stated.text()).count("count", count);
            notes.push(Note::new(message));
        }
    }
    notes
}
