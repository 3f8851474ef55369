//! Which slips of a body are plain, and what should stand there.
//!
//! Entry point: [`slips`], one answer for the rule `punctuation` and for `check --fix`: what the one
//! tells the other mends. Half-width marks are looked for in `half_width`, quotes and dashes here.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::half_width;
use crate::check::look::{Kind, Look, MARKUP, Slip};
use crate::check::shown::Shown;
use crate::check::slip;
use crate::claims::clause::is_han;
use crate::schema::Worded;

const BLANKS: [char; 3] = [' ', '\u{3000}', '\u{a0}'];
const DASHES: &str = "—–―－─-";

/// The slips of a body, in order and apart. Linear in its length.
pub fn slips(body: &str) -> Vec<Slip> {
    let shown = Shown::of(body);
    let mut slips = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let found =
            of_line(Look { line: line.trim_end(), start, shown: &shown, mended: BTreeMap::new() });
        slips.extend(
            found.map(|slip| Slip {
                range: start + slip.range.start..start + slip.range.end,
                ..slip
            }),
        );
        start += line.len();
    }
    if slips.iter().any(|slip| is_of_markup(body, slip)) {
        // The dash of an item of a list and the gap between two paragraphs are told and mended as that.
        let markup = slip::slips(body);
        slips.retain(|slip| !is_of_markup(body, slip) || !holds(&markup, slip.range.start));
    }
    slips
}

/// Whether a slip may be one of markup as well.
fn is_of_markup(body: &str, slip: &Slip) -> bool {
    match slip.kind {
        Kind::Dash => true,
        Kind::Blank => body[slip.range.clone()].contains(slip::INDENT),
        Kind::Half
        | Kind::Straight
        | Kind::Bracket
        | Kind::Doubled
        | Kind::Range
        | Kind::Wide
        | Kind::Reversed => false,
    }
}

/// The slips of the worded values of a front matter in `text`, in order and apart. Names have fewer: marks part them.
pub fn slips_of_facts(text: &str, worded: &[Worded]) -> Vec<Slip> {
    let mut slips = Vec::new();
    for one in worded {
        let line = &text[one.range.clone()];
        // A slip of the facts that was mended may hold more than this line.
        if line.contains(['\n', '\r']) {
            continue;
        }
        let shown = Shown::plain(line.len());
        let mut look = Look { line, start: 0, shown: &shown, mended: BTreeMap::new() };
        let found = if one.is_sentence {
            of_line(look).collect::<Vec<_>>()
        } else {
            look.wide();
            look.repeated();
            look.ranges();
            look.reversed();
            look.mended.into_values().collect()
        };
        // A blank may be one of YAML.
        let found =
            found.into_iter().filter(|slip| slip.kind != Kind::Half || slip.range.len() == 1);
        let start = one.range.start;
        slips.extend(
            found.map(|slip| Slip {
                range: start + slip.range.start..start + slip.range.end,
                ..slip
            }),
        );
    }
    slips.sort_by_key(|slip| slip.range.start);
    slips
}

fn holds(markup: &[slip::Slip], at: usize) -> bool {
    let next = markup.partition_point(|slip| slip.range.end <= at);
    markup.get(next).is_some_and(|slip| slip.range.start <= at)
}

/// The longest word between reversed quotes, in characters.
const LONGEST_REVERSED: usize = 12;

fn of_line(mut look: Look<'_>) -> impl Iterator<Item = Slip> {
    look.wide();
    look.repeated();
    look.ranges();
    look.straight('"', ["“", "”"]);
    look.straight('\'', ["‘", "’"]);
    look.straight('″', ["“", "”"]);
    look.straight('´', ["“", "”"]);
    look.drawn();
    look.reversed();
    half_width::mend(&mut look);
    look.blanks();
    look.dash();
    look.inner_dashes();
    look.mended.into_values()
}

impl Look<'_> {
    /// Pairs of quotes round Han or beside it of which one or both are straight.
    fn straight(&mut self, quote: char, [open, close]: [&'static str; 2]) {
        let line = self.line;
        if !line.contains(quote) {
            return;
        }
        let is_apostrophe = |at: usize| {
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            is_letter(line[..at].chars().next_back()) && is_letter(line[at + 1..].chars().next())
        };
        let places = line.match_indices(quote).map(|(at, _)| at);
        let places: Vec<usize> = places
            .filter(|at| self.is_text(*at) && !(quote == '\'' && is_apostrophe(*at)))
            .collect();
        for (first, last) in self.pairs(&places, quote, [open, close]) {
            let of = |at: usize| if places.binary_search(&at).is_ok() { quote } else { '“' };
            let inside = &line[first + of(first).len_utf8()..last];
            let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let is_padded = is_blank(inside.chars().next()) || is_blank(inside.chars().next_back());
            // 65"的和50"的 are inches.
            let is_inch = line[..first].ends_with(|c: char| c.is_ascii_digit())
                && inside.ends_with(|c: char| c.is_ascii_digit());
            // A curled one says it as well.
            let is_curled = of(first) != quote || of(last) != quote;
            let is_chinese = is_curled
                || inside.contains(is_han)
                || self.before(first).is_some_and(is_han)
                || of(last).len_utf8() == 1 && self.after(last).is_some_and(is_han);
            if !is_chinese || is_padded && !is_curled || is_inch && !is_curled {
                continue;
            }
            // \"六好\": with the stroke that a program puts before a quote.
            let start = |at: usize| if line[..at].ends_with('\\') { at - 1 } else { at };
            for (at, right) in [(first, open), (last, close)] {
                if places.binary_search(&at).is_ok() {
                    self.add(start(at)..at + quote.len_utf8(), right, Kind::Straight);
                }
            }
        }
    }

    /// The pairs that straight quotes at these bytes are of: with one another, or with a curled one, as where a hand has changed
    /// keyboards between the two: "六好”. Where one is left over nobody knows which.
    fn pairs(
        &self,
        places: &[usize],
        quote: char,
        [open, close]: [&str; 2],
    ) -> Vec<(usize, usize)> {
        let line = self.line;
        let is_straight = |at: usize| places.binary_search(&at).is_ok();
        let is = |at: usize, mark: &str| line[at..].starts_with(mark) && self.is_text(at);
        let (mut pairs, mut opened, mut is_sound) = (Vec::new(), None, true);
        let marks = |c: char| c == quote || open.starts_with(c) || close.starts_with(c);
        for (at, _) in line.char_indices().filter(|(_, c)| marks(*c)) {
            match (opened, is_straight(at)) {
                (None, is_one) if is_one || is(at, open) => opened = Some(at),
                (Some(first), is_one) if is_one || is(at, close) => {
                    pairs.push((first, at));
                    opened = None;
                }
                _ => is_sound &= !is(at, open) && !is(at, close),
            }
        }
        let holds_words = |(first, last): &(usize, usize)| {
            let length = line[*first..].chars().next().map_or(0, char::len_utf8);
            let inside = &line[first + length..*last];
            let is_curled = !is_straight(*first) || !is_straight(*last);
            // Blanks inside curled ones go.
            !inside.trim().is_empty() && (is_curled || inside.trim() == inside)
        };
        if is_sound && opened.is_none() && pairs.iter().all(holds_words) {
            pairs.retain(|(first, last)| is_straight(*first) || is_straight(*last));
            return pairs;
        }
        // A quotation that other lines go on with, or one of curled quotes inside one of straight ones.
        let is_whole = |pair: &[usize]| {
            let inside = &line[pair[0]..pair[1]];
            inside.matches(open).count() == inside.matches(close).count()
        };
        let is_even = places.len().is_multiple_of(2) && places.chunks_exact(2).all(is_whole);
        if !is_even {
            return Vec::new();
        }
        places.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// ”六好“: a word between two quotes that are the other way round, where all others of the line are in pairs. Straight quotes count
    /// as what they become, so that nothing is left to be told when they are mended.
    fn reversed(&mut self) {
        let line = self.line;
        let quotes = self.quotes();
        if quotes.len() % 2 == 1 {
            return;
        }
        let is_word = |before: &Range<usize>, behind: &Range<usize>, is_first: bool| {
            let ends = |c: char| "，。：；！？…".contains(c);
            let word = line[before.end..behind.start].trim();
            let is_short = (1..=LONGEST_REVERSED).contains(&word.chars().count());
            is_short
                && word.contains(is_han)
                && !word.contains(ends)
                && !word.contains(char::is_whitespace)
                // A quotation that the line above has begun may end here.
                && !(is_first && line[..before.start].ends_with(['。', '！', '？', '…', '，']))
        };
        let mut found = Vec::new();
        for (nth, pair) in quotes.chunks_exact(2).enumerate() {
            match (&pair[0], &pair[1]) {
                ((_, '“'), (_, '”')) => {}
                ((before, '”'), (behind, '“')) if is_word(before, behind, nth == 0) => {
                    found.push((before.clone(), behind.clone()));
                }
                _ => return,
            }
        }
        for (before, behind) in found {
            self.add(before, "“", Kind::Reversed);
            self.add(behind, "”", Kind::Reversed);
        }
    }

    /// The quotes of the line as they will be.
    fn quotes(&self) -> Vec<(Range<usize>, char)> {
        let quote = |(at, c): (usize, char)| {
            let straight = self.mended.get(&at).filter(|slip| slip.kind == Kind::Straight);
            let range = straight.map_or(at..at + c.len_utf8(), |slip| slip.range.clone());
            let shown = straight.and_then(|slip| slip.right.chars().next()).unwrap_or(c);
            let is_quote = matches!(shown, '“' | '”') && (straight.is_some() || self.is_text(at));
            is_quote.then_some((range, shown))
        };
        self.line.char_indices().filter_map(quote).collect()
    }

    /// 〝六好〞: quotes that are drawn for lines that run down.
    fn drawn(&mut self) {
        for (sign, right) in [('〝', "“"), ('〞', "”"), ('〟', "”")] {
            let places: Vec<usize> = self.line.match_indices(sign).map(|(at, _)| at).collect();
            for at in places.into_iter().filter(|at| self.is_text(*at)).collect::<Vec<_>>() {
                self.add(at..at + sign.len_utf8(), right, Kind::Straight);
            }
        }
    }

    /// Blanks between a quote and Han, or between Han and a mark. Beside markup they stay: a star that ends a bold word may need one.
    fn blanks(&mut self) {
        let line = self.line;
        let mut from = 0;
        while let Some(start) = line[from..].find(BLANKS).map(|at| from + at) {
            let end =
                line[start..].find(|c| !BLANKS.contains(&c)).map_or(line.len(), |at| start + at);
            from = end;
            let last = line[..start].char_indices().next_back();
            let next = line[end..].chars().next();
            let (Some((last_at, last)), Some(next)) = (last, next) else { continue };
            // The mark before has taken them along.
            if self.mended.get(&last_at).is_some_and(|slip| slip.range.end > start) {
                continue;
            }
            let is_plain = [last_at, start, end].into_iter().all(|at| self.is_text(at));
            let (last, next) = (self.as_mended(last_at, last), self.as_mended(end, next));
            let is_quote = |c| "“”".contains(c);
            let is_mark = |c: char| "，。、；：！？".contains(c);
            let is_before_mark = is_han(last) && is_mark(next) && !line[..start].trim().is_empty();
            let is_slip = is_quote(last) && is_wide(next)
                || is_wide(last) && is_quote(next)
                || is_before_mark;
            if is_slip && is_plain {
                self.add(start..end, "", Kind::Blank);
            }
        }
    }

    /// 银发先锋--记某支部: two or three strokes between Han are a dash.
    fn inner_dashes(&mut self) {
        let line = self.line;
        let is_stroke = |c: char| "-－–ー".contains(c);
        let mut from = 0;
        while let Some(start) = line[from..].find(is_stroke).map(|at| from + at) {
            let behind = line[start..].trim_start_matches(is_stroke);
            let end = line.len() - behind.len();
            from = end;
            let is_dash = (2..=3).contains(&line[start..end].chars().count());
            let before = line[..start].chars().next_back();
            let after = behind.chars().next();
            let is_inside = before.is_some_and(|c| is_han(c) || "”》".contains(c))
                && after.is_some_and(|c| is_han(c) || "“《".contains(c));
            if is_dash && is_inside && self.is_text(start) {
                self.add(start..end, "——", Kind::Dash);
            }
        }
    }

    /// What begins a subtitle or a source is a dash of two.
    fn dash(&mut self) {
        let line = self.line;
        let mut text = line
            .char_indices()
            .filter(|(at, c)| self.is_text(*at) && !c.is_whitespace() && !MARKUP.contains(c));
        let Some((start, _)) = text.next().filter(|(_, c)| DASHES.contains(*c)) else { return };
        let behind = line[start..].trim_start_matches(|c| DASHES.contains(c));
        let end = line.len() - behind.len();
        let run = &line[start..end];
        let is_right = matches!(run, "——" | "――" | "──" | "-" | "─");
        let text = behind.trim_start_matches(BLANKS).trim_start_matches(MARKUP);
        let first = text.chars().next().map(|c| self.as_mended(line.len() - text.len(), c));
        let is_text = first.is_some_and(|c| is_han(c) || "“《".contains(c));
        if self.shown.is_head(self.start + start) && !is_right && is_text {
            self.add(start..end, "——", Kind::Dash);
        }
    }
}

/// A Han character or a mark of Chinese text, but no quote.
fn is_wide(c: char) -> bool {
    is_han(c) || "，。、；：？！…—（）《》【】「」『』".contains(c)
}
