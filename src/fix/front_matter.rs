//! Slips that keep YAML from being read: Tab in the indentation, a full-width colon behind a key, a
//! full-width quote that closes a half-width one.
//!
//! Entry point: [`edits`]. It answers only where the text cannot be read and can be once mended, or
//! where a colon makes a text of what must be a group; otherwise a person has to look.

use crate::fix::{Edit, Slip, apply};
use crate::parse::profile::keys::PROFILE;
use crate::schema;
use crate::yaml::{self, Document, Limits, Style, Value};

/// What a Tab stands for.
const LEVEL: &str = "  ";

pub(super) fn edits(yaml: &str) -> Vec<Edit> {
    let document = read(yaml);
    if document.broken.is_empty() {
        return colons_in_groups(yaml, &document);
    }
    let all: Vec<Edit> =
        lines(yaml).into_iter().flat_map(|(start, line)| slips(start, line)).collect();
    // The fewest kinds that help: a colon in running text is nobody's slip.
    let kinds =
        [&[Slip::Tab][..], &[Slip::Tab, Slip::Quote], &[Slip::Tab, Slip::Quote, Slip::Colon]];
    for kinds in kinds {
        let some: Vec<Edit> =
            all.iter().filter(|(_, _, slip)| kinds.contains(slip)).cloned().collect();
        if is_map(&apply(yaml, &some)) {
            return some;
        }
    }
    Vec::new()
}

/// Full-width colons behind the keys of a group, which make a text of it: `members:` and below it
/// `total：22`.
fn colons_in_groups(yaml: &str, document: &Document<'_>) -> Vec<Edit> {
    let groups = document.entries.iter().filter(|entry| {
        let field = schema::find(&PROFILE, &entry.key.text, true);
        let Value::Scalar(text) = &entry.value.value else { return false };
        entry.value.style == Style::Plain
            && yaml[entry.key.place.end..entry.value.place.start].contains('\n')
            && field.is_some_and(|field| schema::has_full_width_colon(field.table(), text))
    });
    let mut edits: Vec<Edit> = Vec::new();
    for entry in groups {
        let place = &entry.value.place;
        let below = lines(yaml)
            .into_iter()
            .filter(|(start, line)| start + line.len() > place.start && *start < place.end);
        edits.extend(below.flat_map(|(start, line)| slips(start, line)));
    }
    edits.retain(|(_, _, slip)| *slip == Slip::Colon);
    if is_map(&apply(yaml, &edits)) { edits } else { Vec::new() }
}

fn read(yaml: &str) -> Document<'_> {
    yaml::read(yaml, 0..yaml.len(), Limits::default())
}

fn is_map(yaml: &str) -> bool {
    read(yaml).broken.is_empty()
}

/// The lines that hold keys, with their offsets: those of a `|` or `>` text and comments left out.
fn lines(yaml: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut block) = (0, None);
    for line in yaml.split_inclusive('\n') {
        let text = line.trim_end();
        let indentation = text.len() - text.trim_start().len();
        let is_inside = block.is_some_and(|outer| text.is_empty() || indentation > outer);
        if !is_inside {
            let key = text.trim_start();
            let opens = [": |", ": >", "：|", "：>", "：|", "：>"];
            let opens = opens.iter().any(|mark| {
                key.rsplit_once(mark).is_some_and(|(_, rest)| {
                    rest.chars().all(|c| c.is_ascii_digit() || "+-".contains(c))
                })
            });
            block = opens.then_some(indentation);
            if !key.starts_with('#') {
                found.push((start, text));
            }
        }
        start += line.len();
    }
    found
}

fn slips(start: usize, line: &str) -> Vec<Edit> {
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    let tabs =
        line[..indentation].match_indices('\t').map(|(at, tab)| (at, tab.len(), LEVEL, Slip::Tab));
    let mut found: Vec<_> = tabs.collect();
    let colon = schema::full_width_colon(line);
    if let Some(colon) = colon {
        let rest = &line[colon + '：'.len_utf8()..];
        let mended = if rest.is_empty() || rest.starts_with(' ') { ":" } else { ": " };
        found.push((colon, '：'.len_utf8(), mended, Slip::Colon));
    }
    found.extend(quote(line, colon));
    let edit = |(at, length, text, slip)| (start + at..start + at + length, text, slip);
    found.into_iter().map(edit).collect()
}

/// A `”` at the end of a value that `"` opens and nothing closes.
fn quote(line: &str, colon: Option<usize>) -> Option<(usize, usize, &'static str, Slip)> {
    let start = match colon {
        Some(colon) => colon + '：'.len_utf8(),
        None => line.find(": ").map(|at| at + 2).or_else(|| line.find("- ").map(|at| at + 2))?,
    };
    let value = line[start..].trim_start();
    [('"', '”', "\""), ('\'', '’', "'")].into_iter().find_map(|(open, close, mended)| {
        let is_open = value.starts_with(open) && value.matches(open).count() == 1;
        (is_open && line.ends_with(close))
            .then(|| (line.len() - close.len_utf8(), close.len_utf8(), mended, Slip::Quote))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(yaml: &str) -> String {
        let mended = apply(yaml, &edits(yaml));
        assert!(edits(&mended).is_empty(), "a second run changes nothing");
        mended
    }

    #[test]
    fn tabs_colons_and_quotes_that_break_the_syntax() {
        assert_eq!(mended("members:\n\ttotal: 22\n"), "members:\n  total: 22\n");
        assert_eq!(mended("title：甲\ndate： 2024\n"), "title: 甲\ndate: 2024\n");
        assert_eq!(mended("title: \"甲”\nb: 1\n"), "title: \"甲\"\nb: 1\n");
        assert_eq!(
            mended("members:\n  total：22\n  women： 3\ntitle: 甲\n"),
            "members:\n  total: 22\n  women: 3\ntitle: 甲\n"
        );
        assert_eq!(mended("党员:\n  总数：22名\n"), "党员:\n  总数: 22名\n");
        // A text may say what it likes.
        assert_eq!(mended("summary:\n  摘要：甲\n"), "summary:\n  摘要：甲\n");
        assert_eq!(mended("branch: 支部：甲\n"), "branch: 支部：甲\n");
        assert_eq!(mended("a：\n\tb：1 # 注：释\n"), "a:\n  b: 1 # 注：释\n");
    }

    #[test]
    fn what_can_be_read_or_would_not_be_mended_stays() {
        for yaml in [
            "title: “六好”支部：样板\n",
            "summary: |\n  备注：内容\n\t甲\n",
            "a: [1\nb：2\n",
            "# 注：释\na: 1\n",
        ] {
            assert_eq!(mended(yaml), yaml);
        }
        let with_block = "title：甲\nsummary: |\n  备注：内容\n";
        assert_eq!(mended(with_block), "title: 甲\nsummary: |\n  备注：内容\n");
    }
}
