//! The words before, inside and after a number that say how exact it is, and the interval each stands for.
//!
//! Entry points: [`Hedge`], [`eat_before`], [`eat_after`], [`start_before`]. Which hedge wins when a phrase has
//! two is decided in `grammar`.

use std::ops::Bound;

use super::cursor::{Cursor, is_blank};
use super::{Interval, Number, Qualifier};
use crate::prefilter;
use serde::{Deserialize, Serialize};

/// How a number is hedged. Finer than [`Qualifier`], because the intervals differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Hedge {
    /// No hedge.
    Plain,
    /// 余 多 来 几 有余: more, but less than the next round number.
    More,
    /// 以上 至少 不少于 上百: this or more.
    From,
    /// 超 超过 逾 突破: more than this.
    Over,
    /// 近 将近 接近: nearly.
    Near,
    /// 约 大约 左右 上下: near to it on either side.
    Around,
    /// 不足 不到: a little less.
    Short,
    /// 不满: less.
    Below,
    /// 以下 以内 不超过 至多: this or less.
    UpTo,
}

/// Words before a number, longer ones before those they end with or begin with.
const BEFORE: [(&str, Hedge); 31] = [
    ("不多于", Hedge::UpTo),
    ("不下于", Hedge::From),
    ("不下", Hedge::From),
    ("多达", Hedge::From),
    ("不超过", Hedge::UpTo),
    ("不高于", Hedge::UpTo),
    ("不少于", Hedge::From),
    ("不低于", Hedge::From),
    ("多于", Hedge::Over),
    ("少于", Hedge::Below),
    ("至少", Hedge::From),
    ("最少", Hedge::From),
    ("至多", Hedge::UpTo),
    ("最多", Hedge::UpTo),
    ("超过", Hedge::Over),
    ("超出", Hedge::Over),
    ("突破", Hedge::Over),
    ("大约", Hedge::Around),
    ("大概", Hedge::Around),
    ("差不多", Hedge::Around),
    ("几乎", Hedge::Near),
    ("将近", Hedge::Near),
    ("接近", Hedge::Near),
    ("不足", Hedge::Short),
    ("不到", Hedge::Short),
    ("不满", Hedge::Below),
    ("未满", Hedge::Below),
    ("超", Hedge::Over),
    ("逾", Hedge::Over),
    ("约", Hedge::Around),
    ("近", Hedge::Near),
];

const AFTER: [(&str, Hedge); 11] = [
    ("及以上", Hedge::From),
    ("及以下", Hedge::UpTo),
    ("以上", Hedge::From),
    ("以下", Hedge::UpTo),
    ("以内", Hedge::UpTo),
    ("有余", Hedge::More),
    ("之多", Hedge::From),
    ("左右", Hedge::Around),
    ("上下", Hedge::Around),
    ("出头", Hedge::More),
    ("开外", Hedge::Over),
];

/// The hedge that stands before a number, with the blanks behind it.
pub(super) fn eat_before(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    let first = cursor.peek()?;
    if cursor.peek_second().is_some_and(is_round) {
        let hedge = match first {
            '上' => Some(Hedge::From),
            '过' | '破' => Some(Hedge::Over),
            _ => None,
        };
        if hedge.is_some() {
            cursor.bump();
            return hedge;
        }
    }
    let may_begin = matches!(
        first,
        '不' | '至'
            | '最'
            | '超'
            | '突'
            | '大'
            | '将'
            | '接'
            | '未'
            | '逾'
            | '约'
            | '近'
            | '多'
            | '少'
            | '差'
            | '几'
    );
    if !prefilter::passes(may_begin) {
        return None;
    }
    let (_, hedge) = BEFORE.iter().find(|(word, _)| cursor.eat(word))?;
    cursor.skip_blanks();
    Some(*hedge)
}

/// The hedge that stands after a unit.
pub(super) fn eat_after(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    let may_begin = matches!(cursor.peek()?, '及' | '以' | '有' | '之' | '左' | '上' | '出' | '开');
    if !prefilter::passes(may_begin) {
        return None;
    }
    let mut behind = *cursor;
    let (_, hedge) = AFTER.iter().find(|(word, _)| behind.eat(word))?;
    // 有余力的党员: spare strength, not a hedge.
    if *hedge == Hedge::More && behind.peek().is_some_and(|next| "力热".contains(next)) {
        return None;
    }
    *cursor = behind;
    Some(*hedge)
}

/// A phrase without one of its hedges, for each that it may have, the last first.
pub(super) fn each_left_out(phrase: &str) -> Vec<String> {
    let mut found = Vec::new();
    let behind = AFTER.iter().find(|(word, _)| phrase.ends_with(word));
    found.extend(behind.map(|(word, _)| phrase[..phrase.len() - word.len()].to_owned()));
    let inside =
        phrase.match_indices(['余', '多', '来', '几', '+', '＋']).filter(|(at, _)| *at > 0);
    found.extend(inside.map(|(at, word)| [&phrase[..at], &phrase[at + word.len()..]].concat()));
    let mut rest = Cursor::new(phrase, 0);
    if eat_before(&mut rest).is_some() {
        found.push(rest.rest().to_owned());
    }
    found
}

/// Where in prose the hedge before the number at byte `number` begins; `number` itself if there is none.
///
/// Looks backwards, because most 近 and 约 in prose belong to other words (附近, 节约).
pub(super) fn start_before(text: &str, number: usize) -> usize {
    let before = text[..number].trim_end_matches(is_blank);
    let round = text[number..].chars().next().is_some_and(is_round);
    let Some(last) = before.chars().next_back() else {
        return number;
    };
    if let Some(word) = round_hedge(before).filter(|_| round && before.len() == number) {
        return word;
    }
    let may_end = matches!(
        last,
        '过' | '于'
            | '少'
            | '多'
            | '出'
            | '破'
            | '约'
            | '概'
            | '近'
            | '足'
            | '到'
            | '满'
            | '超'
            | '逾'
            | '下'
            | '达'
            | '乎'
    );
    if !prefilter::passes(may_end) {
        return number;
    }
    let Some((word, _)) = BEFORE.iter().find(|(word, _)| before.ends_with(word)) else {
        return number;
    };
    let start = before.len() - word.len();
    let other_word = match *word {
        "近" => "附就邻靠最远亲临",
        "约" => "节预签相契履公违邀制条合特失",
        _ => "",
    };
    // 失约 is a word, and 损失约 is two; 规民约 is a word, and 居民约 is two.
    let is_loss = text[..start].ends_with("损失");
    let is_rule = *word == "约" && text[..start].ends_with("规民");
    let belongs_elsewhere =
        is_rule || !is_loss && text[..start].ends_with(|c| other_word.contains(c));
    if belongs_elsewhere { number } else { start }
}

/// Where 上百, 过百 and 破百 begin, given what stands before 百; other words end so too.
fn round_hedge(before: &str) -> Option<usize> {
    let last = before.chars().next_back()?;
    let word = &before[..before.len() - last.len_utf8()];
    let other_word = match last {
        '上' => "以",
        '过' => "超通经路透渡度错不越难",
        '破' => "突打爆残识",
        _ => return None,
    };
    (!word.ends_with(|c| other_word.contains(c))).then_some(word.len())
}

/// 百 千 万 亿 can open a number without a digit: 上百, 近千. 十 too, but only in 上十万.
fn is_round(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿')
}

impl Hedge {
    /// The coarse name; `ranged` says that the number has two ends.
    pub(super) fn qualifier(self, ranged: bool) -> Qualifier {
        match self {
            Self::Plain if ranged => Qualifier::Range,
            Self::Plain => Qualifier::Exact,
            Self::More | Self::From | Self::Over => Qualifier::AtLeast,
            Self::Near | Self::Around => Qualifier::About,
            Self::Short | Self::Below | Self::UpTo => Qualifier::Less,
        }
    }

    /// What the hedged number may stand for. `low` and `high` are the same for a number that is no range.
    pub(super) fn interval(self, low: Number, high: Number) -> Interval {
        use Bound::{Excluded, Included, Unbounded};
        let next_round = || high.checked_add(high.last_place()).unwrap_or(high);
        let (low, high) = match self {
            Self::Plain => (Included(low), Included(high)),
            Self::More => (Excluded(low), Included(next_round())),
            Self::From => (Included(low), Unbounded),
            Self::Over => (Excluded(low), Unbounded),
            Self::Near | Self::Short => (Included(low.tenths(8)), Excluded(high)),
            Self::Around => (Included(low.tenths(9)), Included(high.tenths(11))),
            Self::Below => (Included(Number::ZERO), Excluded(high)),
            Self::UpTo => (Included(Number::ZERO), Included(high)),
        };
        Interval { low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE, each_left_out, start_before};

    #[test]
    fn a_hedge_that_begins_a_phrase_is_its_number() {
        assert_eq!(each_left_out("几十余件"), ["几十件"]);
        assert_eq!(each_left_out("近100余人"), ["近100人", "100余人"]);
    }

    #[test]
    fn longer_words_come_before_the_words_they_hold() {
        for (place, (word, _)) in BEFORE.iter().enumerate() {
            let hidden = BEFORE[..place]
                .iter()
                .any(|(earlier, _)| word.starts_with(earlier) || word.ends_with(earlier));
            assert!(!hidden, "{word} can never be reached");
        }
    }

    #[test]
    fn hedges_that_belong_to_other_words_are_left_alone() {
        let hedge = |text: &str, number: &str| {
            let at = text.find(number).unwrap();
            text[start_before(text, at)..at].to_owned()
        };
        assert_eq!(hedge("共约100人", "100"), "约");
        assert_eq!(hedge("共约 100 人", "100"), "约 ");
        assert_eq!(hedge("节约100元", "100"), "");
        assert_eq!(hedge("村规民约7份", "7"), "");
        assert_eq!(hedge("居民约7户", "7"), "约");
        assert_eq!(hedge("损失约85万元", "85"), "约");
        assert_eq!(hedge("附近3个小区", "3"), "");
        assert_eq!(hedge("将近百场", "百"), "将近");
        assert_eq!(hedge("成百上千份", "千"), "上");
        assert_eq!(hedge("人数不超过50人", "50"), "不超过");
    }
}
