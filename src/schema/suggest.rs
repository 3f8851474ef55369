//! "Did you mean": the name an editor had in mind.
//!
//! Entry points: [`suggest`] for a key, [`nearest`] for a value of a list. They know the right key
//! in the wrong place (`total` at the top means `members.total`), names one or two slips away, and
//! names that sound alike (党原总数: one types pinyin and takes the wrong characters).

use pinyin::ToPinyin;

use crate::prefilter;
use crate::schema::{Field, Fields, fields};

/// The key that `name` most likely means in `table`, with its group where that is another one;
/// `None` where nothing is near. `top` is the table of the whole file. It is named in the words of `name`.
pub fn suggest(top: Fields, table: Fields, name: &str) -> Option<String> {
    suggest_in(top, table, name, name.is_ascii())
}

/// The same, in English where `is_english`, else in Chinese.
pub(super) fn suggest_in(
    top: Fields,
    table: Fields,
    name: &str,
    is_english: bool,
) -> Option<String> {
    let typed = name;
    // 平均年龄（岁） names the unit as well.
    let bare = name.split(['（', '(']).next().filter(|bare| !bare.trim().is_empty());
    let name = trim(bare.unwrap_or(name));
    let here = || candidates(table);
    let everywhere = || here().chain(candidates(top));
    let found = exact(everywhere(), name)
        .or_else(|| near(here(), name))
        .or_else(|| near(candidates(top), name))?;
    let meant = if is_english { found.0 } else { chinese(found, top) };
    // Who typed it so is not helped by reading it again.
    (meant != typed).then_some(meant)
}

/// What an editor who writes Chinese calls a key: `members.total` is 党员总数.
fn chinese((key, field): Candidate, top: Fields) -> String {
    let Some((group, _)) = key.split_once('.') else {
        return field.aliases.first().map_or(key, |name| (*name).to_owned());
    };
    if let Some(flat) = field.flat.first() {
        return (*flat).to_owned();
    }
    let group = fields(top).find(|field| field.key() == group);
    let names = [group.and_then(|group| group.aliases.first()), field.aliases.first()];
    match names {
        [Some(group), Some(name)] => format!("{group}.{name}"),
        _ => key,
    }
}

/// The name that `name` most likely means; `None` where nothing is near.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let name = fold(trim(name));
    let rated = names.filter_map(|candidate| Some((distance(&name, candidate)?, candidate)));
    rated.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Blanks, colons and quotes that a slip left round a name.
fn trim(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || ":：\"'“”‘’-－".contains(c))
}

type Candidate = (String, &'static Field);

fn exact(mut all: impl Iterator<Item = Candidate>, name: &str) -> Option<Candidate> {
    all.find(|(key, field)| key == name || names(field).any(|known| known == name))
}

/// The least distance wins; of equals the first.
fn near(all: impl Iterator<Item = Candidate>, name: &str) -> Option<Candidate> {
    let name = fold(name);
    let rate = |candidate: Candidate| {
        let own = distance(&name, &candidate.0);
        let distance =
            names(candidate.1).filter_map(|known| distance(&name, known)).chain(own).min()?;
        Some((distance, candidate))
    };
    all.filter_map(rate).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// The fields of a table as one would write them there, then those inside its groups.
fn candidates(table: Fields) -> impl Iterator<Item = Candidate> {
    let inside = fields(table).flat_map(|group| {
        let key = move |field: &Field| format!("{}.{}", group.key(), field.key());
        group.fields().map(move |field| (key(field), field))
    });
    fields(table).map(|field| (field.key().to_owned(), field)).chain(inside)
}

fn names(field: &'static Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.key())
        .chain(field.aliases.iter().copied())
        .chain(field.flat.iter().copied())
}

/// A name as it is compared.
fn fold(name: &str) -> String {
    name.to_lowercase().replace([' ', '-'], "_")
}

/// How far two names are apart, in halves of a slip, where that is near enough to be a slip. Names
/// that sound alike are half a slip apart, and a character too few or too many weighs half a slip
/// less than a wrong one. One slip is allowed in a name of two or three letters or up to four Han,
/// two in a longer one, three in the longest: a Han character tells more than a letter.
/// `name` is folded.
fn distance(name: &str, candidate: &str) -> Option<usize> {
    let hyphened = candidate.contains('-').then(|| candidate.replace('-', "_"));
    let candidate = hyphened.as_deref().unwrap_or(candidate);
    if name == candidate {
        return Some(0);
    }
    let (length, other) = (name.chars().count(), candidate.chars().count());
    if length == other && sounds_like(name, candidate) || is_spelled(name, candidate) {
        return Some(1);
    }
    let allowed = match length.min(other) {
        0 => 0,
        1 => usize::from(length.max(other) == 2),
        2 | 3 => 1,
        4 if !candidate.is_ascii() => 1,
        4..=11 => 2,
        _ => 3,
    };
    // Each character too many is a slip: most names are too far by their lengths alone.
    if !prefilter::passes(length.abs_diff(other) <= allowed) {
        return None;
    }
    let slips = strsim::osa_distance(name, candidate);
    let is_part = || is_inside(name, candidate) || is_inside(candidate, name);
    (slips <= allowed).then(|| 2 * slips - usize::from(is_part()))
}

/// Whether the characters of `part` stand in `whole` in order.
fn is_inside(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

/// Whether two names of one length have the same sounds, tones and 前后鼻音, 平翘舌 left out.
fn sounds_like(name: &str, candidate: &str) -> bool {
    !candidate.is_ascii()
        && name.chars().zip(candidate.chars()).all(|(a, b)| a == b || is_same_sound(a, b))
}

fn is_same_sound(a: char, b: char) -> bool {
    let readings = |c: char| {
        use pinyin::ToPinyinMulti;
        let all = c.to_pinyin_multi().into_iter().flatten();
        all.map(|reading| blurred(reading.plain())).collect::<Vec<_>>()
    };
    let other = readings(b);
    readings(a).iter().any(|reading| other.contains(reading))
}

/// A syllable as many speakers hear it: `zhang` and `zan` are one.
fn blurred(syllable: &str) -> String {
    let flat = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s");
    flat.replace("ang", "an").replace("eng", "en").replace("ing", "in")
}

/// Whether `name` is the pinyin of `candidate`: `biaoti` for 标题.
fn is_spelled(name: &str, candidate: &str) -> bool {
    // A syllable has one to six letters.
    let count = candidate.chars().count();
    if !name.is_ascii()
        || candidate.is_ascii()
        || !(count..=6 * count + name.matches('_').count()).contains(&name.len())
    {
        return false;
    }
    let syllables: Option<String> =
        candidate.chars().map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect();
    syllables.is_some_and(|whole| whole == name.replace('_', ""))
}
