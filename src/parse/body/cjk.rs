//! Emphasis that works in Chinese: the "CommonMark CJK-friendly amendments".
//!
//! Entry point: [`Prepared::new`]. CommonMark lets a delimiter run open or close by what stands
//! on either side: blank, punctuation, or anything else. That is made for words with spaces
//! between them: in `**“好”**字` the second run cannot close. The amendments let a run between two
//! characters, one of them CJK, do both.
//!
//! The parser has no option for it, so it is shown what the rule wants it to see: beside such a
//! run goes a character that it takes for a *letter* (a Unicode noncharacter), or, where another
//! run is the neighbour and must not notice, one that it takes for *punctuation*. Between two
//! letters a run of `*` or `~~` both opens and closes, which is what the amendments say, to the
//! multiple-of-three rule. A space instead would make it open only or close only. Both characters
//! are chosen so that the text does not hold them, and are taken out of every event again; inside
//! code, addresses and HTML they change nothing about how these are read. Beside blanks, at
//! the start of a line and at the borders of table cells both rules agree, and nothing is put there.
//!
//! Beyond the amendments, quotation marks that Chinese shares with English, `…` and `—` count as
//! CJK where a CJK character stands on their other side.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event};

use crate::parse::body::forms::{is_family_name, is_han};
use crate::parse::body::layout::{Layout, is_delimiter_row};
use crate::parse::body::width::{is_cjk, is_shared};
use crate::prefilter;

/// Taken for letters: noncharacters, which no text should hold.
const LETTERS: [char; 4] = ['\u{FDD0}', '\u{FDD1}', '\u{FDEE}', '\u{FDEF}'];
/// Taken for punctuation: marks of scripts that are no longer written.
const MARKS: [char; 4] = ['\u{10101}', '\u{10102}', '\u{10A50}', '\u{10A58}'];
/// Taken for blanks: between two of them a run neither opens nor closes.
const BLANKS: [char; 4] = ['\u{1680}', '\u{205F}', '\u{2000}', '\u{2001}'];
/// What may stand before a family name: marks, and words for people.
const BEFORE_A_NAME: &str = "、，。；：！？（《“”和与及由有请让为对给记员志师任部长授生";
/// How far the neighbour of a shared mark is looked for; a limit keeps the time linear.
const REACH: usize = 8;

/// A text as the parser is to see it.
pub(super) struct Prepared<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where characters were put in, in order.
    inserted: Vec<Inserted>,
    signs: Signs,
    /// How the text was laid out before.
    layout: Layout<'t>,
}

struct Inserted {
    /// Offset in the text as prepared.
    at: usize,
    /// Offset in the text as written.
    original: usize,
    /// Bytes put in up to here, this place included.
    total: usize,
}

/// The two characters that are put in.
#[derive(Clone, Copy)]
struct Signs {
    letter: char,
    mark: char,
    blank: char,
}

/// A delimiter run and its neighbours.
struct Run {
    start: usize,
    end: usize,
    sign: u8,
}

/// What goes on either side of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    AsItIs,
    Letter,
    Mark,
    Blank,
}

impl<'t> Prepared<'t> {
    pub(super) fn new(written: &'t str) -> Self {
        let mut layout = Layout::new(written);
        let text = std::mem::take(&mut layout.text);
        let places = places(&text);
        let signs = Signs { letter: LETTERS[0], mark: MARKS[0], blank: BLANKS[0] };
        let absent = if places.is_empty() { None } else { Signs::absent_from(&text) };
        match absent {
            Some(signs) => Self::insert(&text, &places, signs, layout),
            None => Self { text, inserted: Vec::new(), signs, layout },
        }
    }

    fn insert(text: &str, places: &[(usize, Side)], signs: Signs, layout: Layout<'t>) -> Self {
        let mut prepared = String::with_capacity(text.len() + places.len() * 4);
        let mut inserted: Vec<Inserted> = Vec::with_capacity(places.len());
        let (mut from, mut total) = (0, 0);
        for &(original, side) in places {
            prepared.push_str(&text[from..original]);
            let at = prepared.len();
            let sign = signs.of(side);
            prepared.push(sign);
            total += sign.len_utf8();
            inserted.push(Inserted { at, original, total });
            from = original;
        }
        prepared.push_str(&text[from..]);
        Self { text: Cow::Owned(prepared), inserted, signs, layout }
    }

    /// Where a range of the prepared text lies in the text as written.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let laid = self.original_offset(range.start)..self.original_offset(range.end);
        self.layout.original(&laid)
    }

    fn original_offset(&self, offset: usize) -> usize {
        let before = self.inserted.partition_point(|one| one.at < offset);
        match before.checked_sub(1).map(|last| &self.inserted[last]) {
            Some(last) => (offset - last.total).max(last.original),
            None => offset,
        }
    }

    /// The event that covers `range` of the prepared text, without what was put in. Addresses and
    /// titles of links, labels and the like are left to [`Self::clean`]: they may come from
    /// elsewhere.
    pub(super) fn clean_event<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        match event {
            Event::Text(text) => Event::Text(self.clean_at(text, range)),
            Event::Code(text) => Event::Code(self.clean_at(text, range)),
            Event::Html(text) => Event::Html(self.clean_at(text, range)),
            Event::InlineHtml(text) => Event::InlineHtml(self.clean_at(text, range)),
            other => other,
        }
    }

    /// The text of the event that covers `range` of the prepared text, without what was put in.
    fn clean_at<'e>(&self, piece: CowStr<'e>, range: &Range<usize>) -> CowStr<'e> {
        // Most events are far from any such place, so that their text need not be searched.
        let next = self.inserted.partition_point(|one| one.at < range.start);
        let is_near = self.inserted.get(next).is_some_and(|one| one.at < range.end);
        if is_near { self.clean(piece) } else { piece }
    }

    /// A text that may come from anywhere, such as an address, without what was put in.
    pub(super) fn clean<'e>(&self, piece: CowStr<'e>) -> CowStr<'e> {
        if self.inserted.is_empty() || piece.is_ascii() {
            return piece;
        }
        let signs = [self.signs.letter, self.signs.mark, self.signs.blank];
        if piece.contains(signs) { piece.replace(signs, "").into() } else { piece }
    }
}

impl Signs {
    fn absent_from(text: &str) -> Option<Self> {
        let stands = |sign: char| {
            let bytes = &mut [0; 4];
            memmem::find(text.as_bytes(), sign.encode_utf8(bytes).as_bytes()).is_some()
        };
        let absent = |signs: [char; 4]| signs.into_iter().find(|sign| !stands(*sign));
        Some(Self { letter: absent(LETTERS)?, mark: absent(MARKS)?, blank: absent(BLANKS)? })
    }

    fn of(self, side: Side) -> char {
        match side {
            Side::Mark => self.mark,
            Side::Blank => self.blank,
            Side::Letter | Side::AsItIs => self.letter,
        }
    }
}

/// What is to stand where in `text`.
fn places(text: &str) -> Vec<(usize, Side)> {
    let mut runs = Runs { text, at: 0, has_table: None };
    let mut inserter = Inserter::default();
    while let Some(run) = runs.next_run() {
        let (left, right) = runs.sides(&run);
        inserter.take(&run, left, right);
    }
    inserter.finish();
    inserter.places
}

/// Collects what goes where. Two runs may touch: then each sees what it is to see.
#[derive(Default)]
struct Inserter {
    places: Vec<(usize, Side)>,
    /// The end of the last run, and what goes behind it.
    open: Option<(usize, Side)>,
}

impl Inserter {
    fn take(&mut self, run: &Run, left: Side, right: Side) {
        let touches = self.open.is_some_and(|(end, _)| end == run.start);
        let behind = self.open.map_or(Side::AsItIs, |(_, side)| side);
        if touches {
            let signs: &[Side] = match (behind, left) {
                (Side::Letter, Side::Letter) => &[Side::Letter],
                (Side::Letter, _) => &[Side::Letter, Side::Mark],
                (_, Side::Letter) => &[Side::Mark, Side::Letter],
                _ => &[],
            };
            self.places.extend(signs.iter().map(|side| (run.start, *side)));
        } else {
            self.finish();
            if left != Side::AsItIs {
                self.places.push((run.start, left));
            }
        }
        self.open = Some((run.end, right));
    }

    fn finish(&mut self) {
        if let Some((end, side)) = self.open.take()
            && side != Side::AsItIs
        {
            self.places.push((end, side));
        }
    }
}

/// Finds delimiter runs from left to right.
struct Runs<'t> {
    text: &'t str,
    at: usize,
    /// Whether there is the second row of a table, once somebody asked.
    has_table: Option<bool>,
}

impl Runs<'_> {
    fn next_run(&mut self) -> Option<Run> {
        let bytes = self.text.as_bytes();
        loop {
            let found = self.at + memchr::memchr3(b'*', b'_', b'~', &bytes[self.at..])?;
            let sign = bytes[found];
            let length = bytes[found..].iter().take_while(|byte| **byte == sign).count();
            self.at = found + length;
            let backslashes = bytes[..found].iter().rev().take_while(|byte| **byte == b'\\');
            let start = found + backslashes.count() % 2;
            if start < self.at {
                return Some(Run { start, end: self.at, sign });
            }
        }
    }

    /// What is to stand left and right of a run.
    fn sides(&mut self, run: &Run) -> (Side, Side) {
        let nothing = (Side::AsItIs, Side::AsItIs);
        let bytes = self.text.as_bytes();
        if run.sign == b'*' && is_as_typed(self.text, run) {
            return (Side::Blank, Side::Blank);
        }
        // Between ASCII characters nothing changes; most runs of English text end here.
        let is_ascii = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii);
        let is_between = is_ascii(run.start.checked_sub(1)) && is_ascii(Some(run.end));
        if !prefilter::passes(!is_between) {
            return nothing;
        }
        let (before, after) = (&self.text[..run.start], &self.text[run.end..]);
        let (Some(previous), Some(next)) = (before.chars().next_back(), after.chars().next())
        else {
            return nothing;
        };
        if previous.is_whitespace()
            || next.is_whitespace()
            || (previous == '>' && is_container_prefix(before))
            || ((previous == '|' || next == '|') && self.is_at_cell_border(before, next))
        {
            return nothing;
        }
        let main = main_character(before, previous);
        let left_mark = if main != previous && is_mark(main) { Side::Mark } else { Side::AsItIs };
        let can_split_words = run.sign == b'*' || (run.sign == b'~' && run.end - run.start == 2);
        if !can_split_words || !(is_cjk_before(before, previous, main) || is_cjk_after(after, next))
        {
            return if run.sign == b'~' { nothing } else { (left_mark, Side::AsItIs) };
        }
        let is_letter = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric();
        let side = |c: char| if is_letter(c) { Side::AsItIs } else { Side::Letter };
        (side(previous), side(next))
    }

    fn is_at_cell_border(&mut self, before: &str, next: char) -> bool {
        let text = self.text;
        let has_table = *self.has_table.get_or_insert_with(|| text.lines().any(is_delimiter_row));
        has_table && (next == '|' || !before.ends_with("\\|"))
    }
}

/// Whether all of the line so far are marks of quotations and lists: then the run begins it.
fn is_container_prefix(before: &str) -> bool {
    let is_marker = |byte: &u8| b"> \t-+*.)".contains(byte) || byte.is_ascii_digit();
    let prefix = before.bytes().rev().take(64).take_while(|byte| *byte != b'\n');
    let mut prefix = prefix.peekable();
    prefix.peek().is_some() && prefix.all(|byte| is_marker(&byte))
}

/// Whether stars mean themselves: 3*4, and the name of 王*明 or 张**.
fn is_as_typed(text: &str, run: &Run) -> bool {
    let (before, after) = (&text[..run.start], &text[run.end..]);
    let is_digit = |c: char| c.is_ascii_digit();
    if before.ends_with(is_digit) && after.starts_with(is_digit) {
        return true;
    }
    let mut back = before.chars().rev();
    let is_named = back.next().is_some_and(is_family_name)
        && back.next().is_none_or(|c| c.is_whitespace() || BEFORE_A_NAME.contains(c));
    let length = run.end - run.start;
    if !is_named || length > 2 {
        return false;
    }
    // 王**老师**: the second run closes, unless it masks a name as well.
    let next = memchr::memchr2(b'*', b'\n', after.as_bytes());
    let inside = next.filter(|at| after.as_bytes()[*at] == b'*').map(|at| &after[..at]);
    let closes = inside.is_some_and(|inside| !inside.ends_with(is_family_name));
    let begins_word = after.starts_with(is_han);
    !(length == 2 && begins_word && closes)
}

/// The character before a variation selector, as the amendments want it.
fn main_character(before: &str, previous: char) -> char {
    if !('\u{FE00}'..='\u{FE0E}').contains(&previous) {
        return previous;
    }
    let base = before.chars().rev().nth(1);
    base.filter(|base| !base.is_whitespace()).unwrap_or(previous)
}

fn is_mark(c: char) -> bool {
    let is_selector = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_selector
}

fn is_cjk_before(before: &str, previous: char, main: char) -> bool {
    // U+FE01 after a quotation mark asks for its wide form.
    let is_wide_quote = previous == '\u{FE01}' && matches!(main, '‘' | '’' | '“' | '”');
    let is_ideographic_variant = ('\u{E0100}'..='\u{E01EF}').contains(&previous);
    is_cjk(main)
        || is_wide_quote
        || is_ideographic_variant
        || (is_shared(main) && has_cjk_neighbour(before.chars().rev()))
}

fn is_cjk_after(after: &str, next: char) -> bool {
    is_cjk(next) || (is_shared(next) && has_cjk_neighbour(after.chars()))
}

/// Whether the first character that is neither shared nor a delimiter is CJK.
fn has_cjk_neighbour(chars: impl Iterator<Item = char>) -> bool {
    let is_passed = |c: &char| is_shared(*c) || matches!(c, '*' | '_' | '~');
    chars.take(REACH).find(|c| !is_passed(c)).is_some_and(is_cjk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_needs_nothing_is_not_copied() {
        for text in
            ["a **b** c_d_", "甲**粗**丙，甲*乙*丙", "3~5天", "** 甲", "> **甲**\n>**乙**丙"]
        {
            let prepared = Prepared::new(text);
            assert!(matches!(prepared.text, Cow::Borrowed(_)), "{:?}", prepared.text);
        }
    }

    #[test]
    fn stars_that_mean_themselves_stay() {
        let shown = |text: &str| {
            let prepared = Prepared::new(text);
            let events =
                pulldown_cmark::Parser::new_ext(&prepared.text, super::super::read::OPTIONS);
            events.filter(|event| matches!(event, Event::Start(_))).count()
        };
        for text in [
            "长3*4*5米",
            "王*明、李*芳",
            "书记王*明和委员李*芳",
            "张**、李**",
            "（赵*、钱*）带头",
            "1**2**3",
            "约3~5天，8~10人",
            "a_b_c、第1_2_3组",
        ] {
            assert_eq!(shown(text), 1, "{text}");
        }
        for text in ["甲*乙*丙", "王**老师**好", "3*甲*", "**12**名", "共**12**名"] {
            assert_eq!(shown(text), 2, "{text}");
        }
    }

    #[test]
    fn a_long_line_of_masked_names_is_looked_through_once() {
        let _ = Prepared::new(&"，王*".repeat(60_000));
        let _ = Prepared::new(&["*王*", &"，王**甲".repeat(60_000)].concat());
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "荣获**“好”**称号";
        let prepared = Prepared::new(text);
        assert!(prepared.text.len() > text.len());
        for (at, c) in prepared.text.char_indices() {
            let range = prepared.original(&(at..at + c.len_utf8()));
            let shown = &text[range];
            assert!(shown == c.to_string() || shown.is_empty(), "{shown:?} for {c:?}");
        }
        let cleaned = prepared.clean(CowStr::Borrowed(&prepared.text));
        assert_eq!(&*cleaned, text);
    }
}
