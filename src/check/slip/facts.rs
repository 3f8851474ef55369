//! Facts that stand in a text once more, as where the front matter was pasted twice.
//!
//! Entry point: [`pasted_facts`]. Readers see them: that is told, and no mark of Markdown is put into them.

use std::ops::Range;

use crate::parse::profile::SIGNOFF_ROLES;
use crate::parse::profile::keys::PROFILE;
use crate::prefilter::Alphabet;
use crate::schema;

/// The fewest lines of facts in the midst of a text: 时间：…, 整理：… alone are words of a story.
const FEWEST: usize = 3;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 40;

/// The lines of facts in a body: two or more at its beginning, one with `---` below, three or more elsewhere. Blank lines, `---` and lines
/// further in may stand between.
pub(in crate::check) fn pasted_facts(body: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !alphabet.finds_any(body, [":", "："]) {
        return None;
    }
    let mut run = Run::default();
    let mut is_begin = true;
    let mut start = 0;
    for whole in body.split_inclusive('\n') {
        let line = whole.trim_end();
        match fact(line) {
            Some(is_role) => run.take(start..start + line.len(), is_role),
            None if is_between(line) => {
                run.is_closed |= run.facts > 0 && line.trim() == "---";
                run.is_opened |= run.facts == 0 && line.trim() == "---";
                run.has_items |= run.facts == 0 && line.trim_start().starts_with("- ");
            }
            None => {
                if run.is_pasted(is_begin) {
                    break;
                }
                (run, is_begin) = (Run::default(), false);
            }
        }
        start += whole.len();
    }
    run.range.clone().filter(|_| run.is_pasted(is_begin))
}

/// Lines of facts one below the other.
#[derive(Default)]
struct Run {
    range: Option<Range<usize>>,
    facts: usize,
    roles: usize,
    /// Whether a line of dashes stands above them.
    is_opened: bool,
    /// Whether a line of dashes stands below them.
    is_closed: bool,
    /// Whether items stand above them, as of the key that stayed in the front matter.
    has_items: bool,
}

impl Run {
    fn take(&mut self, line: Range<usize>, is_role: bool) {
        let start = self.range.as_ref().map_or(line.start, |range| range.start);
        self.range = Some(start..line.end);
        self.facts += 1;
        self.roles += usize::from(is_role);
    }

    fn is_pasted(&self, is_begin: bool) -> bool {
        let own = self.facts - self.roles;
        // The sign-off of a text may stand above a rule by itself.
        let is_torn_off =
            is_begin && self.is_closed && self.facts > 0 && (own > 0 || self.has_items);
        let is_framed = self.is_opened && self.is_closed;
        own >= 2 && (is_begin || is_framed || self.facts >= FEWEST) || is_torn_off
    }
}

/// Whether a line is a key of a story with a colon behind it, and whether that key is a role of the sign-off.
fn fact(line: &str) -> Option<bool> {
    let at = line.bytes().take(LONGEST_KEY).position(|byte| byte == b':' || byte == 0xEF)?;
    let (key, rest) = line.split_at_checked(at)?;
    let key = key.trim_end();
    let is_key = rest.starts_with([':', '：']) && schema::find(&PROFILE, key, true).is_some();
    is_key.then(|| SIGNOFF_ROLES.contains(&key))
}

/// What may stand between two facts: blank lines, `---`, and what belongs to the key above.
fn is_between(line: &str) -> bool {
    line.trim().is_empty() || line.trim() == "---" || line.starts_with([' ', '\t', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_in_a_text_are_found() {
        for (body, expected) in [
            ("标题: 甲\n日期: 2024-03-18\n---\n正文", Some("标题: 甲\n日期: 2024-03-18")),
            ("---\n标题：甲\n县区：示例县\n---\n", Some("标题：甲\n县区：示例县")),
            (
                "正文。\n\n标题: 甲\n年龄段:\n  69岁及以下: 3\n日期: 2024-03-18\n\n正文。",
                Some("标题: 甲\n年龄段:\n  69岁及以下: 3\n日期: 2024-03-18"),
            ),
            ("正文。\n\n日期：2024年3月\n荣誉：先进\n", None),
            ("整理：党建科\n审核：李某\n", None),
            ("正文。\n整理：党建科\n审核：李某\n来源：县局\n", None),
            ("标题：甲\n\n支部活动多。", None),
            (
                "正文。\n\n---\n标题: 乙\n日期: 2024-08-01\n---\n正文。",
                Some("标题: 乙\n日期: 2024-08-01"),
            ),
            ("正文。\n\n---\n标题：乙\n\n正文。", None),
            ("平均年龄: 70岁\n---\n支部活动多。", Some("平均年龄: 70岁")),
            ("  - 传帮带\n审核: 李某\n---\n支部活动多。", Some("审核: 李某")),
            ("来源：县局\n\n---\n支部活动多。", None),
        ] {
            let found = pasted_facts(body, &Alphabet::of(body)).map(|range| &body[range]);
            assert_eq!(found, expected, "{body}");
        }
    }
}
