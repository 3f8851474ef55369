//! `personal-data`: no resident ID, mobile or bank card number is published.
//!
//! Why: a site cannot be called back. IDs count with a real province, birthday and check digit,
//! mobile numbers with eleven digits in one run or grouped 3-4-4, cards where Luhn's sum is right
//! and a word or the issuer's prefix says card. IDs of fifteen digits, as they were until 1999, count with province
//! and birthday; behind 身份证 a mistyped one counts too. Both are warnings where a number could mean something else. Masked forms (138****1234), document numbers,
//! amounts and hotlines are left alone. Front matter, text and alternative texts are read as they
//! stand in the file; comments inside pictures are a matter of the pictures. Reports show a mask:
//! [`mask`].

use std::ops::Range;

use crate::check::Rule;
use crate::check::case::Text;
use crate::check::personal_digits::{self as digits, Group, SEPARATORS, luhn};
use crate::diagnostic::{Diagnostic, Place, Severity, Source};
use crate::fullwidth::is_digit;
use crate::locale::Message;
use crate::prefilter;

pub(super) const RULE: Rule = Rule::text("personal-data", Severity::Error, check);

/// Issuers of nearly all cards in the country: UnionPay and two old ranges of large banks.
const CARD_PREFIXES: [&str; 3] = ["62", "9558", "4367"];
/// What stands before a resident ID.
const ID_WORDS: [&str; 8] =
    ["身份证", "身份号码", "公民身份", "证件号", "社保号", "社会保障号", "社保卡", "医保号"];
/// What stands before a telephone number.
const PHONE_WORDS: [&str; 6] = ["电话", "手机", "联系", "tel", "phone", "mob"];
const CARD_WORDS: [&str; 6] = ["卡号", "银行卡", "储蓄卡", "信用卡", "工资卡", "账户卡"];
/// What stands before the number of an account, of a person or of an office.
const ACCOUNT_WORDS: [&str; 4] = ["账号", "帐号", "存折", "银行账户"];
/// What turns eleven digits into an amount or the number of a document.
const UNITS: &str = "元万亿千百人次册件个份吨号";
/// Switchboards that look like a mobile number.
const PUBLIC: [&str; 2] = ["13800138000", "13010888888"];

#[derive(Clone, Copy)]
enum Kind {
    Id,
    /// Fifteen digits that can be an ID.
    OldId,
    /// A word says that it is one, the check digit says that it is mistyped.
    MistypedId,
    Mobile,
    Card,
    /// A word says that it is one, Luhn's sum says that it is mistyped.
    MistypedCard,
}

impl Kind {
    fn message(self) -> Message {
        Message::new(match self {
            Self::Id => "personal-id",
            Self::OldId => "personal-old-id",
            Self::MistypedId => "personal-mistyped-id",
            Self::Mobile => "personal-mobile",
            Self::Card => "personal-card",
            Self::MistypedCard => "personal-mistyped-card",
        })
    }
}

impl Kind {
    /// Whether it can be nothing else.
    fn is_sure(self) -> bool {
        match self {
            Self::Id | Self::Mobile | Self::Card => true,
            Self::OldId | Self::MistypedId | Self::MistypedCard => false,
        }
    }

    /// As heavy as it is sure.
    fn found(self, place: Place, message: Message) -> Diagnostic {
        let fault = if self.is_sure() {
            RULE.found(place, message)
        } else {
            Diagnostic::warning(RULE.id, place, message)
        };
        fault.with_help(Message::new("personal-data-help"))
    }
}

struct Found {
    kind: Kind,
    range: Range<usize>,
    mask: String,
}

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let found = scan(&text.source.text);
    found
        .into_iter()
        .map(|one| {
            let place = Place::span(&text.source.file, one.range);
            one.kind.found(place, one.kind.message().text("mask", one.mask))
        })
        .collect()
}

/// What a name or another short text holds, as the message of a fault.
pub(super) fn in_name(name: &str) -> Option<Message> {
    let one = scan(name).into_iter().find(|one| one.kind.is_sure())?;
    Some(one.kind.message().text("mask", one.mask))
}

/// What the text of a published file holds: one fault, at the first place where `has_places`.
pub(super) fn in_file(source: &Source, has_places: bool) -> Option<Diagnostic> {
    let found = scan(&source.text);
    let one = found.iter().find(|one| one.kind.is_sure()).or(found.first())?;
    let what = one.kind.message().text("mask", &one.mask);
    let message =
        Message::new("personal-in-file").message("what", what).count("count", found.len());
    let place = if has_places {
        Place::span(&source.file, one.range.clone())
    } else {
        Place::file(&source.file)
    };
    Some(one.kind.found(place, message))
}

/// `text` with every digit of personal data replaced by a star of the same length, or `None` where
/// there is none. For whatever shows a line of the file.
pub fn mask(text: &str) -> Option<String> {
    let found = scan(text);
    if found.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for one in &found {
        masked.push_str(&text[from..one.range.start]);
        masked.extend(text[one.range.clone()].chars().map(|c| match c.len_utf8() {
            _ if SEPARATORS.contains(c) || POINTS.contains(&c) => c,
            1 => '*',
            // A full-width digit has three bytes, as the full-width star has.
            _ => '＊',
        }));
        from = one.range.end;
    }
    masked.push_str(&text[from..]);
    Some(masked)
}

/// Fewer digits in a row are nobody's number.
const FEWEST: usize = 11;

fn scan(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = digits::next(text.as_bytes(), from) {
        if let Some(one) = dotted(text, at) {
            from = one.range.end;
            found.push(one);
            continue;
        }
        let (count, end) = digits::run(text.as_bytes(), at);
        from = end;
        if !prefilter::passes(count >= FEWEST) {
            continue;
        }
        let groups = digits::groups(&text[at..], at);
        from = groups.last().map_or(end, |group| group.range.end);
        if groups.iter().map(|group| group.digits.len()).sum::<usize>() >= FEWEST {
            found.extend(judge(text, &groups));
        }
    }
    found
}

/// Points between the groups of a number.
const POINTS: [char; 4] = ['.', '．', '·', '•'];

/// 139.1234.5678: with points between its groups only a mobile number looks so.
fn dotted(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let mark = rest.get(3..)?.chars().next().filter(|c| POINTS.contains(c))?;
    let parts: Vec<&str> = rest.splitn(3, mark).collect();
    let [first, middle, last] = parts[..] else { return None };
    let last = last.get(..4)?;
    let end = at + first.len() + middle.len() + last.len() + 2 * mark.len_utf8();
    let digits = format!("{first}{middle}{last}");
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    let is_alone = !goes_on(text[..at].chars().next_back()) && !text[end..].starts_with(is_digit);
    let is_number =
        digits.len() == 11 && middle.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_mobile = is_alone && is_number && is_mobile(&digits);
    is_mobile.then(|| Found {
        kind: Kind::Mobile,
        range: at..end,
        mask: mask_of(Kind::Mobile, &digits),
    })
}

/// Personal data in a run of groups.
fn judge(text: &str, groups: &[Group]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < groups.len() {
        let is_glued = from == 0 && is_glued(&text[..groups[0].range.start]);
        let longest = (from + 1..=groups.len()).rev();
        let hit = longest.filter(|_| !is_glued).find_map(|to| {
            let rest = &text[groups[to - 1].range.end..];
            let behind = rest.chars().next().unwrap_or('\n');
            let is_cut = to == groups.len() && is_cut(rest);
            let kind = kind(text, &groups[from..to], behind).filter(|_| !is_cut)?;
            Some((to, kind))
        });
        let Some((to, kind)) = hit else {
            from += 1;
            continue;
        };
        let digits: String = groups[from..to].iter().map(|group| group.digits.as_str()).collect();
        let range = groups[from].range.start..groups[to - 1].range.end;
        found.push(Found { kind, range, mask: mask_of(kind, &digits) });
        from = to;
    }
    found
}

/// How many characters in front of a number say what it is.
const NEAR: usize = 24;
/// Stars that hide digits are four or more; fewer make bold what stands between them.
const MASK: usize = 4;

/// Whether what ends with `before` goes on in the number behind it: a word, a decimal, a mask, an address.
fn is_glued(before: &str) -> bool {
    let end = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let before = before[end..].to_ascii_lowercase();
    let mark = before.chars().next_back().unwrap_or('\n');
    let is_word = |text: &str| text.ends_with(|c: char| c.is_ascii_alphanumeric());
    if PHONE_WORDS.iter().any(|word| before.trim_end_matches(['=', '_', '.']).ends_with(word)) {
        return false;
    }
    match mark {
        '.' | '_' | '/' | '=' => is_word(before.trim_end_matches(mark)),
        '*' | '＊' => {
            let rest = before.trim_end_matches(['*', '＊']);
            let count = before[rest.len()..].chars().count();
            count >= MASK || rest.ends_with(is_digit)
        }
        _ => is_word(&before),
    }
}

/// Whether the number goes on in `rest`.
fn is_cut(rest: &str) -> bool {
    let mark = rest.chars().next().unwrap_or('\n');
    let begins_digit = |text: &str| text.starts_with(is_digit);
    match mark {
        '.' => begins_digit(&rest[1..]),
        '_' => rest.trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphanumeric()),
        '*' | '＊' => {
            let behind = rest.trim_start_matches(['*', '＊']);
            let count = rest[..rest.len() - behind.len()].chars().count();
            count >= MASK || begins_digit(behind)
        }
        _ => mark.is_ascii_alphanumeric(),
    }
}

fn kind(text: &str, groups: &[Group], behind: char) -> Option<Kind> {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let words = text[..groups[0].range.start].chars().rev().take(12).collect::<String>();
    let words: String = words.chars().rev().collect();
    let has_id_word = ID_WORDS.iter().any(|word| words.contains(word));
    let is_old = is_old_id(&digits);
    if is_id(&digits) || is_old && has_id_word {
        return Some(Kind::Id);
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let has_phone_word = PHONE_WORDS.iter().any(|word| words.to_ascii_lowercase().contains(word));
    let local = digits.strip_prefix("0086").or(digits.strip_prefix("86"));
    let mobile = match lengths[..] {
        [11] | [3, 4, 4] => Some(digits.as_str()),
        // Eight digits may be a day.
        [3, 8] if has_phone_word || !matches!(&digits[3..5], "19" | "20") => Some(digits.as_str()),
        [4, 4, 3] | [7, 4] | [4, 7] | [3, 3, 5] if has_phone_word => Some(digits.as_str()),
        [13 | 15] | [2 | 4, 11] | [5, 4, 4] | [2 | 4, 3, 4, 4] => local,
        _ => None,
    };
    if mobile.is_some_and(is_mobile) && !UNITS.contains(behind) && !words.ends_with('第') {
        return Some(Kind::Mobile);
    }
    let has_word = CARD_WORDS.iter().any(|word| words.contains(word));
    let has_prefix = CARD_PREFIXES.iter().any(|prefix| digits.starts_with(prefix));
    // Eighteen digits with a date inside are a mistyped resident ID, or a number made of one.
    let has_date = digits.len() == 18
        && digits.get(6..8).is_some_and(|century| matches!(century, "19" | "20"));
    let is_group = lengths.len() == 1
        || lengths.iter().rev().skip(1).all(|length| *length == 4 || *length == 6);
    let is_card = (16..=19).contains(&digits.len()) && is_group && luhn(&digits);
    if is_card && (has_word || has_prefix && !has_date) {
        return Some(Kind::Card);
    }
    // An ID is rarely typed with one digit too many, often with one too few.
    let is_mistyped = has_id_word && !has_word && (15..=19).contains(&digits.len());
    let has_account = ACCOUNT_WORDS.iter().any(|word| words.contains(word));
    let is_mistyped_card =
        (has_word || has_account) && (16..=19).contains(&digits.len()) && is_group;
    let is_amount = UNITS.contains(behind);
    (is_mistyped.then_some(Kind::MistypedId))
        .or(is_mistyped_card.then_some(Kind::MistypedCard))
        .or((is_old && lengths.len() == 1).then_some(Kind::OldId))
        .filter(|_| !is_amount)
}

fn mask_of(kind: Kind, digits: &str) -> String {
    let (head, tail) =
        if matches!(kind, Kind::Card | Kind::MistypedCard) { (4, 2) } else { (3, 2) };
    let digits = if matches!(kind, Kind::Mobile) { &digits[digits.len() - 11..] } else { digits };
    let stars = "*".repeat(digits.len() - head - tail);
    format!("{}{stars}{}", &digits[..head], &digits[digits.len() - tail..])
}

fn is_mobile(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    let is_range =
        bytes.next() == Some(b'1') && bytes.next().is_some_and(|b| (b'3'..=b'9').contains(&b));
    is_range && !digits.contains('X') && !PUBLIC.contains(&digits)
}

/// The two digits of a province.
fn is_province(digits: &str) -> bool {
    let number: u8 = digits.parse().unwrap_or_default();
    matches!(number, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// Fifteen digits with a real province and a birthday of the twentieth century, without check digit.
fn is_old_id(digits: &str) -> bool {
    if digits.len() != 15 || digits.contains('X') {
        return false;
    }
    let number = |range: Range<usize>| digits[range].parse::<i8>().unwrap_or_default();
    let year = 1900 + i16::from(number(6..8));
    is_province(&digits[..2]) && jiff::civil::Date::new(year, number(8..10), number(10..12)).is_ok()
}

/// Province, birthday and check digit (GB 11643) are right.
fn is_id(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if digits.len() != 18 || digits[..17].contains('X') {
        return false;
    }
    let number = |range: Range<usize>| digits[range].parse::<i16>().unwrap_or_default();
    let (month, day) = (number(10..12), number(12..14));
    let day_exists = i8::try_from(month)
        .ok()
        .zip(i8::try_from(day).ok())
        .is_some_and(|(month, day)| jiff::civil::Date::new(number(6..10), month, day).is_ok());
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    is_province(&digits[..2])
        && day_exists
        && (1900..2100).contains(&number(6..10))
        && digits.as_bytes()[17] == check
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        scan(text).into_iter().map(|one| one.mask).collect()
    }

    #[test]
    fn ids_are_found_however_they_are_written() {
        for id in [
            "11010519491231002X",
            "身份证11010519491231002x。",
            "110105 19491231 002X",
            "１１０１０５１９４９１２３１００２Ｘ",
            "440308199901101512",
            "110105-19491231-002X",
            "110105－19491231－002Ｘ",
            "110105 – 19491231 – 002 X",
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 x",
            "**11010519491231002X**",
        ] {
            assert_eq!(found(id).len(), 1, "{id}");
        }
        for other in ["110105194912310021", "991105194912310020", "44030819990110151299"] {
            assert_eq!(found(other).len(), 0, "{other}");
        }
    }

    #[test]
    fn old_and_mistyped_ids_are_told_where_a_word_or_their_form_says_so() {
        for id in [
            "身份证号110105194912310021",
            "身份证：11010519491231002",
            "公民身份号码 110105194912310020",
            "身份证号码：110105491231002",
            "110105491231002",
            "证件号 １１０１０５４９１２３１００２",
        ] {
            assert_eq!(found(id).len(), 1, "{id}");
        }
        for other in
            ["991305491231002", "110105491331002", "订单号110105194912310021", "身份证32张"]
        {
            assert_eq!(found(other).len(), 0, "{other}");
        }
    }

    #[test]
    fn mobile_numbers_are_found_and_amounts_are_not() {
        for mobile in [
            "13912345678",
            "电话：139 1234 5678,",
            "139-1234-5678",
            "+86 13912345678",
            "tel:13912345678",
            "Tel13912345678",
            "?phone=13912345678",
            "**13912345678**",
            "_13912345678_",
            "[13912345678](电话)",
            "示例甲/13912345678",
            "示例甲.13912345678",
            "示例甲_13912345678_示例乙",
            "139–1234–5678",
            "１３９－１２３４－５６７８",
            "139 - 1234 - 5678",
            "139\u{A0}1234\u{A0}5678",
            "139-12345678",
            "手机1391 2345 678",
            "8613912345678",
            "0086-139-1234-5678",
            "（86）13912345678",
            "电话139.1234.5678。",
            "139·1234·5678",
        ] {
            assert_eq!(found(mobile), ["139******78"], "{mobile}");
        }
        for other in [
            "13912345678元",
            "139****5678",
            "1391234567",
            "139123456789",
            "0937-4421345",
            "400-123-4567",
            "3.13912345678",
            "甘老发〔2023〕13912345678号",
            "2023-12-31 12:30",
            "13912345678.5",
            "12380",
            "139 20240101",
            "138****12345678901",
            "****13912345678",
            "https://example.org/a/13912345678",
            "sn_13912345678",
            "2019—2023—1391",
            "139.1234.56789",
            "1.139.1234.5678",
            "139.1234",
        ] {
            assert_eq!(found(other).len(), 0, "{other}");
        }
    }

    #[test]
    fn cards_need_a_word_or_a_prefix() {
        assert_eq!(
            found("6222020200112233455").len() + found("卡号 4111 1111 1111 1111").len(),
            { usize::from(luhn("6222020200112233455")) + 1 }
        );
        assert_eq!(found("订单4111111111111111").len(), 0);
        assert_eq!(found("订单4111111111111112").len(), 0);
        for mistyped in
            ["卡号4111111111111112", "账号：27010101040001234", "银行卡6222 0212 3456 7890 123"]
        {
            assert_eq!(found(mistyped).len(), 1, "{mistyped}");
        }
        for other in ["账号shili2024", "公众号账号 1234567890123", "卡号32张"] {
            assert_eq!(found(other).len(), 0, "{other}");
        }
    }

    #[test]
    fn a_mask_keeps_every_byte_in_its_place() {
        let text = "电话139 1234 5678，身份证１１０１０５１９４９１２３１００２Ｘ";
        let masked = mask(text).unwrap();
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains(is_digit), "{masked}");
        assert_eq!(mask("电话12380"), None);
    }
}
