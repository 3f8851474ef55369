//! Titles that signs or numbers set off from the text below them: ★抓学习★, ▎抓学习, 【抓学习】, 01 above 抓学习.
//!
//! Entry points: [`Titles::of`], [`Titles::slip`]. Several lines with the same sign are a list; a title has its text below
//! it, and nothing above that goes on.

use std::collections::HashSet;

use crate::check::slip::{Kind, Line, Slip};
use crate::parse::body::forms::{ends_sentence, form};
use crate::parse::body::titles::{
    LONGEST, Ordinal, counted, is_title, ordinal, same_sign, set_off,
};

/// The bytes of the longest line of a title with its signs.
const LONGEST_LINE: usize = 4 * LONGEST + 64;

/// The lines of a text that may hold titles.
pub(super) struct Titles<'l, 'b> {
    lines: &'l [Line<'b>],
    /// Whether bare numbers before titles count: there is a first one and a second.
    is_numbered: bool,
    /// The last line that became a heading.
    heading: Option<usize>,
}

/// A heading, and how many lines it takes.
pub(super) struct Found {
    pub(super) slip: Slip,
    pub(super) lines: usize,
}

impl<'l, 'b> Titles<'l, 'b> {
    pub(super) fn of(lines: &'l [Line<'b>]) -> Self {
        let titles = Self { lines, is_numbered: true, heading: None };
        let number = |at: usize| {
            let (ordinal, ..) = titles.numbered(at)?;
            (ordinal.depth == 0).then_some(ordinal.number)
        };
        let starts = |at: &usize| lines[*at].text.starts_with(|c: char| c.is_ascii_digit());
        let numbers: HashSet<u32> = (0..lines.len()).filter(starts).filter_map(number).collect();
        Self { is_numbered: numbers.contains(&1) && numbers.contains(&2), ..titles }
    }

    /// Takes note that the line `at` is a heading.
    pub(super) fn take(&mut self, at: usize) {
        self.heading = Some(at);
    }

    /// The heading of the line `at`, if it stands for one, `level` deep.
    pub(super) fn slip(&self, at: usize, level: usize) -> Option<Found> {
        if self.lines[at].text.len() > LONGEST_LINE {
            return None;
        }
        let found = self.set_off(at, level).or_else(|| self.counted(at, level))?;
        (!self.lines[at].is_quoted && self.begins(at)).then_some(found)
    }

    fn counted(&self, at: usize, level: usize) -> Option<Found> {
        let line = &self.lines[at];
        let text = self.text(at);
        let (ordinal, words, end) = self.numbered(at)?;
        let marks = "#".repeat((level + ordinal.depth).min(6));
        let put = match words {
            Some(words) => format!("{marks} {text} {words}"),
            None => format!("{marks} {text}"),
        };
        let slip = Slip::new(line.start..self.lines[end].end(), put, Kind::PlainHeading);
        Some(Found { slip, lines: end + 1 - at })
    }

    fn set_off(&self, at: usize, level: usize) -> Option<Found> {
        let line = &self.lines[at];
        let shown = set_off(self.text(at))?;
        let below = self.below(at)?;
        let next = &self.lines[below];
        // Words in bold by themselves may stand for more than a title.
        let is_bold = line.text.starts_with(['*', '_']);
        let is_glued = below == at + 1 && next.start == next.at;
        let is_item = |other: Option<usize>| {
            other.is_some_and(|other| same_sign(line.text, self.lines[other].text))
        };
        if is_bold && !is_glued || is_item(Some(below)) || is_item(self.above(at)) {
            return None;
        }
        let is_text = next.text.contains('。') && form(next.text).is_none();
        if !is_text && (is_bold || set_off(next.text).is_none()) {
            return None;
        }
        let put = format!("{} {shown}", "#".repeat(level.min(6)));
        let slip = Slip::new(line.start..line.end(), put, Kind::PlainHeading);
        Some(Found { slip, lines: 1 })
    }

    /// The number of the title that begins in the line `at`, its words where they stand below it, and its last line.
    fn numbered(&self, at: usize) -> Option<(Ordinal, Option<&'b str>, usize)> {
        let text = self.text(at);
        let (ordinal, words, end) = if let Some((ordinal, _)) = counted(text) {
            (ordinal, None, at)
        } else {
            let ordinal = ordinal(text)?;
            let below = self.below(at)?;
            let words = self.text(below);
            let is_own =
                form(words).is_none() && set_off(words).is_none() && !words.starts_with('#');
            if !is_own || !is_title(words) || self.lines[below].is_quoted {
                return None;
            }
            (ordinal, Some(words), below)
        };
        let has_text = self.below(end).is_some_and(|at| self.lines[at].text.contains('。'));
        (has_text && (ordinal.is_sure || self.is_numbered)).then_some((ordinal, words, end))
    }

    /// Whether a line goes on with nothing above it.
    pub(super) fn begins(&self, at: usize) -> bool {
        let Some(at) = at.checked_sub(1).filter(|at| self.heading != Some(*at)) else {
            return true;
        };
        let above = self.lines[at].text;
        let is_rule = above.chars().all(|c| matches!(c, '-' | '*' | '_' | '—' | '＊'));
        is_rule || above.starts_with('#') || ends_sentence(above)
    }

    /// A line without the break that `check --fix` may have put behind it.
    fn text(&self, at: usize) -> &'b str {
        let text = self.lines[at].text;
        text.strip_suffix('\\').map_or(text, str::trim_end)
    }

    fn below(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|at| !self.lines[*at].text.is_empty())
    }

    fn above(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| !self.lines[*at].text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::check::slip::slips;
    use crate::check::slip::tests::becomes;

    #[test]
    fn titles_set_off_by_signs_become_headings() {
        becomes(&[
            ("★抓学习★\n支部学习。", "## 抓学习\n支部学习。"),
            ("　　※ 抓党建 ※\n\n　　建强班子。", "## 抓党建\n\n　　建强班子。"),
            (
                "■ 抓学习\n支部学习。\n■ 抓服务\n支部服务。",
                "## 抓学习\n支部学习。\n## 抓服务\n支部服务。",
            ),
            ("▎抓服务\n帮扶12户。", "## 抓服务\n帮扶12户。"),
            ("——抓作风——\n廉洁自律。", "## 抓作风\n廉洁自律。"),
            ("【抓学习】\n\n支部学习。", "## 【抓学习】\n\n支部学习。"),
            ("__抓关爱__\n走访12人。", "## 抓关爱\n走访12人。"),
            ("■ 抓学习\\\n支部学习。", "## 抓学习\n支部学习。"),
            ("***抓典型***\n选树典型。", "## 抓典型\n选树典型。"),
            ("★支部简介★\n◆基本情况◆\n支部成立。", "## 支部简介\n## 基本情况\n支部成立。"),
            ("一、做法\n★抓学习★\n支部学习。", "## 一、做法\n### 抓学习\n支部学习。"),
            ("📌 支部简介\n支部成立。", "## 支部简介\n支部成立。"),
            ("主要做法\n支部学习。", "## 主要做法\n支部学习。"),
            ("做法一：抓学习\n支部学习。", "## 做法一：抓学习\n支部学习。"),
        ]);
        for body in [
            "——写在支部成立二十六周年之际\n支部成立。",
            "支部学习\n★抓服务★\n支部服务。",
            "【链接】",
            "**抓学习**\n\n支部学习。",
            "> ★抓学习★\n> 支部学习。",
            "`★抓学习★`\n支部学习。",
        ] {
            let is_heading = |kind| kind == super::Kind::PlainHeading;
            assert!(!slips(body).iter().any(|slip| is_heading(slip.kind)), "{body}");
        }
        becomes(&[("支部：\n● 学习\n● 服务\n大家说好。", "支部：\n- 学习\n- 服务\n\n大家说好。")]);
    }

    #[test]
    fn titles_behind_numbers_become_headings() {
        becomes(&[
            ("01\n抓学习\n支部学习。", "## 01 抓学习\n支部学习。"),
            ("01\n抓学习\\\n支部学习。", "## 01 抓学习\n支部学习。"),
            ("PART 02\n\n抓服务\n\n支部服务。", "## PART 02 抓服务\n\n支部服务。"),
            ("壹\n抓学习\n支部学习。", "## 壹 抓学习\n支部学习。"),
            ("01 抓学习\n支部学习。", "## 01 抓学习\n支部学习。"),
            ("No.2 抓服务\n支部服务。", "## No.2 抓服务\n支部服务。"),
            (
                "1 抓学习\n支部学习。\n2 抓服务\n支部服务。\n2.1 抓帮扶\n支部帮扶。",
                "## 1 抓学习\n支部学习。\n## 2 抓服务\n支部服务。\n### 2.1 抓帮扶\n支部帮扶。",
            ),
        ]);
        for body in [
            "组织老同志参加\n3\n志愿服务，受到好评。",
            "支部全年慰问\n12 名党员\n大家说好。",
            "3 抓学习\n支部学习。",
            "01\n支部学习。",
            "01",
        ] {
            let is_heading = |kind| kind == super::Kind::PlainHeading;
            assert!(!slips(body).iter().any(|slip| is_heading(slip.kind)), "{body}");
        }
    }
}
