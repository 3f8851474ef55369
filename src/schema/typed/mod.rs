//! The slips of the hand in YAML that have one reading: a full-width mark, a blank too many, a colon that was
//! forgotten.
//!
//! Entry points: [`Typed::of`] gives the text as it was plainly meant, which is what is read, and the way back
//! from its places to those of the file; [`slips`] gives the slips alone, for `check --fix`. Both know the
//! keys of the table, so that a text may say what it likes. What has more than one reading is left as it
//! stands, and told where it is read.

mod ahead;
mod block;
mod bracket;
mod doubled;
mod flow;
mod harmless;
mod inside;
mod key;
mod level;
mod line;
mod name;
mod remark;
mod row;
mod sentence;
mod separator;
mod set_apart;
mod split;
mod tail;
mod tell;
mod value;
mod walk;
mod way;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use memchr::memchr_iter;

use self::tell::{more, tell};
use self::way::Way;
use crate::apart;
use crate::diagnostic::{Diagnostic, Place, Source, Split, odd};
use crate::fullwidth;
use crate::schema::Fields;

/// A slip and what was plainly meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The bytes of the file's text.
    pub range: Range<usize>,
    /// What should stand there.
    pub text: Cow<'static, str>,
    /// What kind of slip.
    pub kind: Kind,
}

/// What the hand has missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A line of dashes that parts facts and text, typed otherwise, or blank lines before it.
    Fence,
    /// Another word for a key.
    Word,
    /// A full-width colon behind a key.
    Colon,
    /// No colon behind a key.
    MissingColon,
    /// A value that would be read as something else, without quotes round it.
    Unquoted,
    /// A mark of a list: no blank behind `-`, or another mark.
    Item,
    /// `- ` before a key that is no item of a list.
    Dash,
    /// A line that states facts as a sentence does.
    Sentence,
    /// Two entries in one line.
    Joined,
    /// A line of several that stands at another column than the others.
    Indentation,
    /// Lines that belong to the key above them and are not further in.
    Child,
    /// A Tab in an indentation.
    Tab,
    /// A full-width blank.
    Blank,
    /// No blank behind a colon.
    MissingBlank,
    /// A full-width comma, bracket or brace.
    Mark,
    /// A mark behind a value, as of the sentence that it was copied from.
    Tail,
    /// The verb of a sentence before a number: `为26名`.
    Verb,
    /// A sign of mathematics for a word: `≥70岁`.
    Sign,
    /// A mark of a range or a unit that was typed twice.
    Doubled,
    /// Brackets round a value.
    Wrapped,
    /// A sign before an item for its looks: `- ★ 红色驿站`.
    Ornament,
    /// A remark marked as in a program or a page: `// 基本情况`.
    Remark,
    /// A line that is drawn and says nothing: `====`.
    Divider,
    /// A heading, as the parts of a form have.
    Heading,
    /// A curled quote where a straight one is meant.
    Quote,
    /// A key with blanks or marks in it.
    Key,
    /// Full-width digits.
    Digits,
    /// Traditional characters, where a key or a unit is meant.
    Traditional,
    /// `#甲 #乙` for a list.
    Hash,
    /// Nobody can say what is meant: ` #…` cuts a value.
    Cut,
    /// Nobody can say what is meant: a line goes on with a list on one line.
    Glued,
    /// Nobody can say what is meant: a key stands inside a value, as where a line break was lost.
    Swallowed,
    /// A character that controls a machine or takes no room: nobody has typed it on purpose. The rule `odd-character`
    /// tells it.
    Control,
    /// A character that looks like another one. The rule `odd-character` tells it.
    Look,
}

impl Kind {
    /// Whether there is one reading.
    pub fn is_plain(self) -> bool {
        !matches!(self, Self::Cut | Self::Glued | Self::Swallowed)
    }

    /// Whether one of them says how to mend the others.
    fn is_mended_alike(self) -> bool {
        self.is_plain() && !matches!(self, Self::Unquoted | Self::Sentence)
    }
}

/// A text as it was plainly meant.
pub struct Typed<'s> {
    original: &'s Source,
    mended: Option<Source>,
    /// The YAML in the text that is read.
    yaml: Range<usize>,
    slips: Vec<Slip>,
    way: Way,
}

impl<'s> Typed<'s> {
    /// What the bytes `yaml` of `source` plainly mean.
    pub fn of(source: &'s Source, yaml: Range<usize>, table: Fields) -> Self {
        let slips = slips(&source.text, yaml.clone(), table);
        let way = Way::of(&slips);
        if !slips.iter().any(|slip| slip.kind.is_plain()) {
            return Self { original: source, mended: None, yaml, slips, way };
        }
        let text = apply(&source.text, &slips);
        let end = yaml.end + text.len() - source.text.len();
        let mended = Source { file: source.file.clone(), text, encoding: source.encoding };
        Self { original: source, mended: Some(mended), yaml: yaml.start..end, slips, way }
    }

    /// The text that is read.
    pub fn source(&self) -> &Source {
        self.mended.as_ref().unwrap_or(self.original)
    }

    /// The YAML in it.
    pub fn yaml(&self) -> Range<usize> {
        self.yaml.clone()
    }

    /// A place of the text that is read, in the file.
    pub fn back(&self, place: &mut Place) {
        if let Some((start, end)) = place.span {
            let begin = self.offset(start, false);
            // Of a text that is left out the begin lies behind it, the end before it.
            place.span = Some((begin, self.offset(end, true).max(begin)));
        }
    }

    /// Bytes of the text that is read, in the file.
    pub fn range_back(&self, range: &Range<usize>) -> Range<usize> {
        let begin = self.offset(range.start, false);
        begin..self.offset(range.end, true).max(begin)
    }

    /// Faults of the text that is read, at their places in the file.
    pub fn all_back(&self, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for fault in &mut faults {
            self.back(&mut fault.place);
            fault.related.iter_mut().for_each(|(place, _)| self.back(place));
        }
        faults
    }

    /// A byte of the text that is read, in the file; of one within a mended part its begin or its end.
    fn offset(&self, at: usize, is_end: bool) -> usize {
        let at = self.way.back(at, is_end).min(self.original.text.len());
        (0..=at).rev().find(|at| self.original.text.is_char_boundary(*at)).unwrap_or_default()
    }

    /// What was taken as it was meant: of each line one slip, the heaviest, and of each kind the first with the lines
    /// of the others.
    pub fn told(&self) -> Vec<Diagnostic> {
        let text = &self.original.text;
        let (mut line, mut seen) = (1, 0);
        let mut groups: Vec<(&Slip, Vec<usize>)> = Vec::new();
        for slip in self.of_lines() {
            line += memchr_iter(b'\n', &text.as_bytes()[seen..slip.range.start]).count();
            seen = slip.range.start;
            let group = groups.iter_mut().filter(|_| slip.kind.is_mended_alike());
            let of_kind = |first: &Slip| {
                first.kind == slip.kind
                    && (!matches!(slip.kind, Kind::Mark | Kind::Word) || first.text == slip.text)
            };
            match group.into_iter().find(|(first, _)| of_kind(first)) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((slip, vec![line])),
            }
        }
        let tell = |(slip, lines): (&Slip, Vec<usize>)| {
            let told = tell(self.original, slip);
            if lines.len() > 1 { told.with_label(more(&lines)) } else { told }
        };
        groups.retain(|(slip, _)| !matches!(slip.kind, Kind::Control | Kind::Look));
        groups.into_iter().map(tell).collect()
    }

    /// How many lines have a slip.
    pub fn count(&self) -> usize {
        self.of_lines().len()
    }

    /// Of each line the heaviest slip.
    fn of_lines(&self) -> Vec<&Slip> {
        let text = &self.original.text;
        let mut told: Vec<&Slip> = Vec::new();
        let mut last = 0;
        for slip in &self.slips {
            // Only what lies between two slips is looked at, or a long file would take the square of its length.
            let is_new = told.is_empty() || text[last..slip.range.start].contains('\n');
            last = slip.range.start;
            match told.last_mut() {
                Some(one) if !is_new => {
                    if slip.kind < one.kind {
                        *one = slip;
                    }
                }
                _ => told.push(slip),
            }
        }
        told
    }
}

/// The slips in the bytes `yaml` of `text`, in order and apart. What could be read is still read where they are mended.
pub fn slips(text: &str, yaml: Range<usize>, table: Fields) -> Vec<Slip> {
    let slips = with_odd(text, &yaml, table);
    if !slips.iter().any(|slip| slip.kind.is_plain()) {
        return slips;
    }
    harmless::harmless(text, &yaml, slips)
}

/// The slips of a text, those of its odd characters among them: the others are looked for where those are put right.
fn with_odd(text: &str, yaml: &Range<usize>, table: Fields) -> Vec<Slip> {
    let odd = odd_characters(text, yaml);
    if odd.is_empty() {
        return apart(walk::slips(text, yaml.clone(), table));
    }
    let plain = apply(text, &odd);
    let yaml_end = yaml.end + plain.len() - text.len();
    let mut slips = apart(walk::slips(&plain, yaml.start..yaml_end, table));
    let way = Way::of(&odd);
    for slip in &mut slips {
        let end = way.back(slip.range.end, true);
        slip.range = way.back(slip.range.start, false).min(end)..end;
    }
    let taken = slips.len();
    for one in odd {
        let next = slips[..taken].partition_point(|slip| slip.range.end <= one.range.start);
        if slips[..taken].get(next).is_none_or(|slip| slip.range.start >= one.range.end) {
            slips.push(one);
        }
    }
    apart(slips)
}

/// Slips in order, without those that lie in one before them: a value that is put anew as a whole has no slips inside.
fn apart(mut slips: Vec<Slip>) -> Vec<Slip> {
    // What is put before a value comes before what is put in its place.
    let order = |slip: &Slip| (!slip.range.is_empty(), Reverse(slip.range.end));
    apart::apart(&mut slips, |slip| &slip.range, order);
    slips
}

/// The characters that nobody sees or that look like others.
fn odd_characters(text: &str, yaml: &Range<usize>) -> Vec<Slip> {
    let part = &text[yaml.clone()];
    let is_control =
        |byte: u8| byte == 0x7F || byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let has_control = part.bytes().any(is_control);
    let mut found: Vec<Slip> = odd::all(part)
        .into_iter()
        .filter(|one| one.put != "\"" || is_round_value(part, &one.range))
        .map(|one| {
            let kind = if one.put.is_empty() { Kind::Control } else { Kind::Look };
            Slip { range: one.range, text: one.put.into(), kind }
        })
        .collect();
    if has_control {
        let controls = part.char_indices().filter(|(_, c)| odd::is_forbidden(*c));
        found.extend(controls.map(|(at, c)| {
            // A line end of Word is no part of a value.
            let put = if matches!(c, '\u{B}' | '\u{C}') { " " } else { "" };
            Slip { range: at..at + c.len_utf8(), text: put.into(), kind: Kind::Control }
        }));
        found.sort_by_key(|slip| slip.range.start);
    }
    for one in &mut found {
        one.range = one.range.start + yaml.start..one.range.end + yaml.start;
    }
    found
}

/// Whether ＂ stands at one end of a value that has another at its other end, and nowhere else: then they are its quotes.
fn is_round_value(text: &str, mark: &Range<usize>) -> bool {
    let start = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let value = line.split_once([':', '：']).map_or(line, |(_, value)| value);
    let value = value.trim().trim_start_matches("- ");
    let inner = value.strip_prefix('＂').and_then(|rest| rest.strip_suffix('＂'));
    inner.is_some_and(|inner| !inner.contains(['＂', '"', '\\']))
}

/// The lines of dashes round the facts of `source` that are not `---`, and blank lines before them.
pub fn fences(source: &Source) -> Vec<Slip> {
    let Split::Found { yaml, body } = source.split() else { return Vec::new() };
    let line_end = |line: &str| if line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let opening = &source.text[..yaml.start];
    let closing = &source.text[yaml.end..body];
    let end = line_end(&source.text[..body]);
    let mut slips = Vec::new();
    if opening.trim_end_matches(['\r', '\n', ' ', '\t']) != "---" {
        let text = format!("---{end}").into();
        slips.push(Slip { range: 0..yaml.start, text, kind: Kind::Fence });
    }
    let dashes = closing.trim_end();
    if dashes != "---" {
        let range = yaml.end..yaml.end + dashes.len();
        slips.push(Slip { range, text: "---".into(), kind: Kind::Fence });
    }
    slips
}

/// The faults of the lines of dashes round the facts.
pub fn told_fences(source: &Source) -> Vec<Diagnostic> {
    fences(source).iter().map(|slip| tell(source, slip)).collect()
}

/// The text with what was meant in the place of each slip.
pub fn apply(text: &str, slips: &[Slip]) -> String {
    let mut mended = String::with_capacity(text.len() + slips.len() * 2);
    let mut from = 0;
    for slip in slips {
        mended.push_str(&text[from..slip.range.start]);
        mended.push_str(&slip.text);
        from = slip.range.end;
    }
    mended.push_str(&text[from..]);
    mended
}

/// Digits, letters, marks and blanks in half width.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{A0}' => ' ',
        _ => fullwidth::half_width(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SITE;
    use crate::parse::profile::keys::PROFILE;

    /// What lists, maps and values in brackets are made of.
    const BITS: [&str; 36] = [
        "'", "\"", "“", "”", "[", "]", "［", "］", "{", "}", "｛", "｝", "【", "】", "(", "（",
        "）", ",", "，", "、", ";", "；", ":", "：", " ", "　", "\n", "\n  ", "- ", "甲", "a b",
        "12", "12名", "70-79岁", "名称", "#",
    ];

    /// Each of these ended the program.
    #[test]
    fn marks_beside_values_and_blanks_before_a_line_end_are_read() {
        for (text, mended) in [
            ("标签: ['a';, 'c']\n", "标签: ['a', 'c']\n"),
            ("标签: ['a b';, '<c>']\n", "标签: ['a b', '<c>']\n"),
            ("摘要: \"甲　\n  乙\"\n", "摘要: \"甲　\n  乙\"\n"),
            ("摘要: '甲\u{2003}\n  乙'\n", "摘要: '甲\u{2003}\n  乙'\n"),
        ] {
            assert_eq!(apply(text, &slips(text, 0..text.len(), &PROFILE)), mended);
        }
    }

    /// Rows below a year or a heading would lose it, and two years would be one.
    #[test]
    fn what_stands_below_a_name_without_a_value_is_not_beside_it() {
        for name in ["2023年", "2023年度", "上半年", "学习类", "近三年", "其他"] {
            for rows in [
                "    主题党日: 12\n",
                "    主题党日: 12\n    走访慰问: 3\n",
                "      主题党日：12\n      走访慰问：3\n",
            ] {
                let text = format!("活动:\n  {name}:\n{rows}  2024年:\n{rows}");
                let found = slips(&text, 0..text.len(), &PROFILE);
                let is_moved = |slip: &Slip| matches!(slip.kind, Kind::Indentation | Kind::Child);
                assert!(!found.iter().any(is_moved), "{text}{found:?}");
            }
        }
        let text = "年龄段:\n  男:\n    70-79岁: 9\n  女:\n    70-79岁: 5\n";
        assert_eq!(slips(text, 0..text.len(), &PROFILE), []);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4000))]

        #[test]
        fn what_is_put_in_order_is_in_order_and_apart(
            key in proptest::sample::select(&["标签", "荣誉", "活动", "年龄段", "署名", "members", "title"][..]),
            bits in proptest::collection::vec(proptest::sample::select(&BITS[..]), 0..14),
            open in proptest::sample::select(&["---\n", "", "\n---\n", "———\n", "\t", "　"][..]),
            close in proptest::sample::select(&["---\n", "———\n", "----\n", "--- \n"][..]),
        ) {
            let text = format!("{key}: {}\n", bits.concat());
            let found = slips(&text, 0..text.len(), &PROFILE);
            for pair in found.windows(2) {
                proptest::prop_assert!(pair[0].range.end <= pair[1].range.start, "{text:?}: {found:?}");
            }
            for one in &found {
                proptest::prop_assert!(text.get(one.range.clone()).is_some(), "{text:?}: {found:?}");
            }
            let file = format!("{open}{text}{close}甲\n");
            if let Some(fixed) = crate::fix::fix(&"a.md".into(), file.as_bytes()) {
                let again = crate::fix::fix(&"a.md".into(), fixed.after.as_bytes());
                proptest::prop_assert!(again.is_none(), "{file:?}: {:?}: {:?}", fixed.after, again.map(|one| one.after));
            }
        }

        /// Of a line with a slip nothing is lost, whatever stands below it: a mend that harms is left out alone.
        #[test]
        fn a_slip_is_mended_whatever_else_cannot_be_read(
            lines in proptest::collection::vec((
                proptest::sample::select(&["标签", "荣誉", "活动", "年龄段", "署名", "members", "title", "机制"][..]),
                proptest::collection::vec(proptest::sample::select(&BITS[..]), 0..10),
            ), 1..4),
        ) {
            let rest: Vec<String> = lines.iter().map(|(key, bits)| format!("{key}: {}\n", bits.concat())).collect();
            let rest = rest.concat();
            let text = format!("女党员：7名\n平均年龄: ７１岁\n{rest}");
            let found = slips(&text, 0..text.len(), &PROFILE);
            let mended = apply(&text, &found);
            proptest::prop_assert!(mended.starts_with("女党员: 7名\n平均年龄: 71岁\n"), "{text:?}: {mended:?}");
            let whole = |text: &str| crate::yaml::read(text, 0..text.len(), crate::yaml::Limits::default()).broken.len();
            proptest::prop_assert!(whole(&mended) == 0 || whole(&text) > 0, "{text:?}: {mended:?}");
        }

        #[test]
        fn every_place_of_what_is_read_is_a_place_of_the_file(text in "(name|footer|[：:＝\u{1}\u{200B}\u{3000}“ \n名｛，｝]){0,12}") {
            let source = Source::decode("site.yaml".into(), text.as_bytes());
            let typed = Typed::of(&source, 0..source.text.len(), &SITE);
            let read = &typed.source().text;
            let ends = |from: usize| (from..=read.len()).filter(|at| read.is_char_boundary(*at));
            for (start, end) in ends(0).flat_map(|start| ends(start).map(move |end| (start, end))) {
                let mut place = Place::span(&source.file, start..end);
                typed.back(&mut place);
                let (begin, close) = place.span.unwrap_or_default();
                proptest::prop_assert!(source.text.get(begin..close).is_some(), "{start}..{end}: {begin}..{close}");
            }
        }
    }
}
