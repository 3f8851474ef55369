//! A name cut into slug words: Han by dictionary and read as pinyin, ASCII runs as they stand.
//!
//! Entry points: [`split`]; [`ends`] for where words end. `jieba-rs` says it by the words that stand in the text,
//! `readings.tsv` corrects it and the readings of the `pinyin` crate. It does not guess surnames from context and reads
//! traditional characters one by one, because `readings.tsv` lists simplified words.

use std::collections::HashMap;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::component::is_invisible;
use super::dictionary;

static READINGS: LazyLock<Readings> = LazyLock::new(Readings::load);

/// Stands for all words of the dictionary that a text does not have: how often a word is seen is weighed against all words.
const OTHERS: &str = "\u{10ffff}";

const NUMERALS: &str = "〇零一二两三四五六七八九十百千";

/// Kinds of place that stand apart from a name of two characters or more.
const PLACE_KINDS: &str = "省市县区州旗镇乡村";

/// Characters that are no word of their own after a word: bureau, office, department, ...
const BOUND: &str = "局处科室站部院队厅委办法组团社校厂";

/// Cuts a name into lower-case ASCII words, none of them empty.
pub(super) fn split(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let visible = name.nfkd().filter(|&c| !is_combining_mark(c) && !is_invisible(c));
    let text = year_digits(&visible.collect::<String>());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let script = Script::of(first);
        let end = rest.find(|c| Script::of(c) != script).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        match script {
            Script::Ascii => words.push(run.to_ascii_lowercase()),
            Script::Han => Lexicon::of(run).read_run(run, &mut words),
            Script::Other => {}
        }
        rest = after;
    }
    words
}

/// Where the words of a text end, in bytes, as the dictionary cuts it.
pub(super) fn ends(text: &str) -> Vec<usize> {
    Lexicon::of(text).jieba.cut(text, false).into_iter().map(|token| token.byte_end).collect()
}

/// Writes years in digits, 二〇二四 as 2024: four or more numerals in a row name no amount.
fn year_digits(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_year_digit) {
        let (before, from_start) = rest.split_at(start);
        let end = from_start.find(|c| !is_year_digit(c)).unwrap_or(from_start.len());
        let (numerals, after) = from_start.split_at(end);
        written.push_str(before);
        if is_long(numerals, 4) {
            written.extend(numerals.chars().filter_map(year_digit));
        } else {
            written.push_str(numerals);
        }
        rest = after;
    }
    written + rest
}

fn is_year_digit(c: char) -> bool {
    year_digit(c).is_some()
}

fn year_digit(c: char) -> Option<char> {
    let value = "〇一二三四五六七八九".chars().position(|numeral| numeral == c)?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Ascii,
    Han,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_ascii_alphanumeric() => Self::Ascii,
            '〇' => Self::Han,
            _ if c.to_pinyin().is_some() => Self::Han,
            _ => Self::Other,
        }
    }
}

/// The rows of `readings.tsv`.
struct Readings {
    rows: HashMap<&'static str, &'static str>,
    /// Bytes of the longest word.
    longest: usize,
}

impl Readings {
    fn load() -> Self {
        let rows = include_str!("readings.tsv").lines().filter(|row| !row.starts_with('#'));
        let rows: HashMap<_, _> = rows.filter_map(|row| row.split_once('\t')).collect();
        let longest = rows.keys().map(|word| word.len()).max().unwrap_or(0);
        Self { rows, longest }
    }

    /// The rows whose words `text` begins with, the longest first.
    fn before(&self, text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let ends = (1..=text.len().min(self.longest)).rev().filter(|&at| text.is_char_boundary(at));
        ends.filter_map(|at| self.rows.get_key_value(&text[..at]))
            .map(|(word, reading)| (*word, *reading))
    }
}

/// The words that can be read in one text.
struct Lexicon {
    jieba: Jieba,
    readings: &'static Readings,
}

impl Lexicon {
    /// With the words that stand in `text`: where its words end hangs on no others.
    fn of(text: &str) -> Self {
        let readings = &*READINGS;
        let mut jieba = Jieba::empty();
        let mut others = dictionary::seen();
        for (word, seen) in dictionary::words_in(text) {
            if !jieba.has_word(word) {
                jieba.add_word(word, Some(seen), None);
                others -= seen;
            }
        }
        jieba.add_word(OTHERS, Some(others), None);
        let starts = text.char_indices().map(|(at, _)| at);
        let rows = starts.flat_map(|at| readings.before(&text[at..]).map(|(word, _)| word));
        let mut missing: Vec<&str> =
            rows.filter(|word| is_long(word, 2) && !jieba.has_word(word)).collect();
        // A word's weight hangs on the words before it.
        missing.sort_unstable();
        missing.dedup();
        for word in missing {
            jieba.add_word(word, None, None);
        }
        Self { jieba, readings }
    }

    /// Reads one run of Han and appends its words.
    fn read_run(&self, run: &str, words: &mut Vec<String>) {
        let mut before = "";
        for token in self.jieba.cut(run, true) {
            for piece in self.pieces(token.word) {
                let reading = self.read(piece);
                match words.last_mut() {
                    Some(word) if is_joined(before, piece) => word.push_str(&reading),
                    _ => words.extend(reading.split('-').map(String::from)),
                }
                before = piece;
            }
        }
    }

    /// Cuts a dictionary word where a reader of pinyin expects a space.
    fn pieces<'a>(&self, word: &'a str) -> Vec<&'a str> {
        if self.readings.rows.contains_key(word) {
            return vec![word];
        }
        if let Some(number) = word.strip_prefix('第').filter(|rest| is_numeral(rest)) {
            return vec![&word[..word.len() - number.len()], number];
        }
        let place = split_place(word);
        if let Some((stem, kind)) = place.filter(|(stem, _)| self.jieba.has_word(stem)) {
            return [self.pieces(stem), vec![kind]].concat();
        }
        if is_long(word, 4)
            && let Some(parts) = self.compound(word, true)
        {
            return parts.into_iter().flat_map(|part| self.pieces(part)).collect();
        }
        place.map_or_else(|| vec![word], |(stem, kind)| vec![stem, kind])
    }

    /// Covers a word with shorter dictionary words of two characters or more, longest first.
    fn compound<'a>(&self, word: &'a str, is_whole: bool) -> Option<Vec<&'a str>> {
        if !is_whole && self.jieba.has_word(word) {
            return Some(vec![word]);
        }
        let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(2).collect();
        cuts.into_iter().rev().find_map(|at| {
            let (head, tail) = word.split_at(at);
            let is_word = is_long(tail, 2) && self.jieba.has_word(head);
            let tail = is_word.then(|| self.compound(tail, false)).flatten()?;
            Some([vec![head], tail].concat())
        })
    }

    /// The pinyin of a word: the longest rows of the table first, single characters otherwise.
    fn read(&self, word: &str) -> String {
        let mut pinyin = String::new();
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let length = if let Some((row, reading)) = self.readings.before(rest).next() {
                pinyin.push_str(reading);
                row.len()
            } else {
                pinyin.push_str(&plain(first));
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        pinyin
    }
}

/// True when `piece` carries on the word that `before` began: 二十 + 一, 老干部 + 局.
fn is_joined(before: &str, piece: &str) -> bool {
    let is_bound = !is_long(piece, 2) && BOUND.contains(piece);
    let is_committee = piece == "委" && PLACE_KINDS.contains(before);
    let is_number = is_numeral(before) && piece.starts_with(|c| NUMERALS.contains(c));
    is_number && (is_numeral(piece) || before.ends_with(['十', '百', '千']))
        || is_committee && !before.is_empty()
        || is_bound && is_long(before, 2) && !is_numeral(before)
}

fn is_numeral(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| NUMERALS.contains(c))
}

fn is_long(text: &str, characters: usize) -> bool {
    text.chars().nth(characters - 1).is_some()
}

/// 金塔县 is 金塔 and 县; 单县 stays whole.
fn split_place(word: &str) -> Option<(&str, &str)> {
    let (at, kind) = word.char_indices().next_back()?;
    let (stem, _) = word.split_at(at);
    let is_place = is_long(word, 3) && PLACE_KINDS.contains(kind) && !stem.ends_with("自治");
    is_place.then(|| word.split_at(at))
}

/// The commonest reading of a character in ASCII.
fn plain(c: char) -> String {
    let syllable = c.to_pinyin().map_or("", |reading| reading.plain());
    let ascii = syllable.replace("üe", "ue").replace('ü', "v").replace('ê', "e");
    ascii.chars().filter(char::is_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All words at once, as jieba reads a dictionary.
    static WHOLE: LazyLock<Jieba> = LazyLock::new(|| {
        let mut jieba = Jieba::empty();
        for (word, seen) in dictionary::all() {
            jieba.add_word(word, Some(seen), None);
        }
        let rows = READINGS.rows.keys().copied();
        let mut missing: Vec<&str> =
            rows.filter(|word| is_long(word, 2) && !jieba.has_word(word)).collect();
        missing.sort_unstable();
        for word in missing {
            jieba.add_word(word, None, None);
        }
        jieba
    });

    fn words<'t>(jieba: &Jieba, text: &'t str) -> Vec<&'t str> {
        let tokens = [jieba.cut(text, true), jieba.cut(text, false)].concat();
        tokens.into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_of_the_table_end_where_they_do_with_the_whole_dictionary() {
        for word in READINGS.rows.keys() {
            assert_eq!(words(&Lexicon::of(word).jieba, word), words(&WHOLE, word), "{word}");
        }
    }

    proptest::proptest! {
        /// The words of the dictionary and of the table that a text does not have change nothing in it.
        #[test]
        fn words_end_where_they_do_with_the_whole_dictionary(
            text in "(党|支部|老干部|金塔县|离退休|中国|人民|研究|生命|起源|银龄|宣讲|[\u{4e00}-\u{4fff}]|[\u{5200}-\u{5fff}]|AA|制|, ){0,12}"
        ) {
            proptest::prop_assert_eq!(words(&Lexicon::of(&text).jieba, &text), words(&WHOLE, &text));
        }
    }
}
