//! Puts counts into a profile that is there: line by line, and nothing else is touched.
//!
//! Entry point: [`into_profile`].

use crate::claims::{self, What};
use crate::diagnostic::{Source, Split};
use crate::import::lines::{end_of, find, is_inline};
use crate::import::report::Note;
use crate::import::roster::Counts;
use crate::locale::Message;
use crate::parse::body::Prose;

/// The text of a profile with the counts in it, and where they differ from its prose; `None` where its members stand in
/// one line, or it has no front matter.
pub fn into_profile(source: &Source, counts: &Counts) -> Option<(String, Vec<Note>)> {
    let Split::Found { yaml, .. } = source.split() else { return None };
    let mut lines: Vec<String> = source.text[yaml.clone()].lines().map(str::to_owned).collect();
    set(&mut lines, "as_of", &counts.as_of.to_string(), None);
    let at = find(&lines, "members").unwrap_or_else(|| {
        lines.push("members:".to_owned());
        lines.len() - 1
    });
    // Members on one line cannot be changed one by one.
    if is_inline(&lines[at]) {
        return None;
    }
    for (key, value) in counts.fields() {
        set(&mut lines, &format!("members.{key}"), &value, Some(at));
    }
    if !counts.bands.is_empty() {
        remove_block(&mut lines, "members.age_bands");
        let at = find(&lines, "members")?;
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

/// Sets a key where it stands, or below the line `group`, or at the end.
fn set(lines: &mut Vec<String>, path: &str, value: &str, group: Option<usize>) {
    let key = path.rsplit('.').next().unwrap_or(path);
    match (find(lines, path), group) {
        (Some(at), _) => {
            let colon = lines[at].find([':', '：']).unwrap_or(lines[at].len());
            lines[at] = format!("{}: {value}", &lines[at][..colon]);
        }
        (None, Some(group)) => lines.insert(group + 1, format!("  {key}: {value}")),
        (None, None) => lines.push(format!("{key}: {value}")),
    }
}

/// Takes a key of a group away with all that is below it.
fn remove_block(lines: &mut Vec<String>, path: &str) {
    if let Some(start) = find(lines, path) {
        let end = end_of(lines, start);
        lines.drain(start..end);
    }
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
