//! A name cut into slug words: Han by dictionary and read as pinyin, ASCII runs as they stand.
//!
//! Entry point: [`split`]. The dictionary of `jieba-rs` says where words end, `readings.tsv` corrects
//! it and the readings of the `pinyin` crate. It does not guess surnames from context and reads
//! traditional characters one by one, because `readings.tsv` lists simplified words.

use std::collections::HashMap;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::component::is_invisible;

/// Loaded at the first Han character, for it takes longer than all else that `liuhao new` does.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// Words and how often they are seen: jieba's dictionary (MIT), packed by `packaging/dictionary.py`. The crate's
/// own packing would compile a C library for it.
static DICTIONARY: &[u8] = include_bytes!("dictionary.zlib");

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
            Script::Han => LEXICON.read_run(run, &mut words),
            Script::Other => {}
        }
        rest = after;
    }
    words
}

/// Where the words of a text end, in bytes, as the dictionary cuts it.
pub(super) fn ends(text: &str) -> Vec<usize> {
    LEXICON.jieba.cut(text, false).into_iter().map(|token| token.byte_end).collect()
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

struct Lexicon {
    jieba: Jieba,
    readings: HashMap<&'static str, &'static str>,
    longest: usize,
}

impl Lexicon {
    fn load() -> Self {
        let rows = include_str!("readings.tsv").lines().filter(|row| !row.starts_with('#'));
        let readings: HashMap<_, _> = rows.filter_map(|row| row.split_once('\t')).collect();
        let dictionary =
            decompress_to_vec_zlib(DICTIONARY).expect("packed by packaging/dictionary.py");
        let mut jieba =
            Jieba::with_dict(&mut &*dictionary).expect("each line is a word and a number");
        let mut missing: Vec<&str> = readings
            .keys()
            .copied()
            .filter(|word| is_long(word, 2) && !jieba.has_word(word))
            .collect();
        // A word's weight depends on the words before it: the order of a hash map would make
        // slugs differ from run to run.
        missing.sort_unstable();
        for word in missing {
            jieba.add_word(word, None, None);
        }
        let longest = readings.keys().map(|word| word.len()).max().unwrap_or(0);
        Self { jieba, readings, longest }
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
        if self.readings.contains_key(word) {
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
            let row = self.longest_row(rest);
            let (length, reading) = row.unwrap_or((first.len_utf8(), ""));
            pinyin.push_str(reading);
            if row.is_none() {
                pinyin.push_str(&plain(first));
            }
            rest = &rest[length..];
        }
        pinyin
    }

    fn longest_row(&self, text: &str) -> Option<(usize, &'static str)> {
        let ends = (1..=text.len().min(self.longest)).rev().filter(|&at| text.is_char_boundary(at));
        ends.into_iter().find_map(|at| Some((at, *self.readings.get(&text[..at])?)))
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
