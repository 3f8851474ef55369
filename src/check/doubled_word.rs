//! `doubled-word`: nothing is typed twice.
//!
//! Why: 老干部老干部 and 大家的的心愿 are slips of a hand or of a paste that no eye finds any more. Chinese doubles many
//! words rightly (谢谢, 天天, 研究研究, 了了心愿, 目的的实现): only what is never right is told, and nothing is mended.

use std::ops::Range;

use crate::apart::{apart, shortest_first};
use crate::check::Rule;
use crate::check::case::{Text, View};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::body::forms::is_han;

pub(super) const RULE: Rule = Rule::text("doubled-word", Severity::Warning, check);

/// Words of two characters that nobody says twice in a row.
const ONCE: [&str; 19] = [
    "现有", "共有", "其中", "目前", "以及", "但是", "并且", "因为", "所以", "截至", "同志", "我们",
    "他们", "进行", "为了", "对于", "由于", "能够", "已经",
];
/// The bytes of a Han character.
const HAN: usize = 3;
/// The longest that is looked for, in characters.
const LONGEST: usize = 8;

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    text.views().into_iter().flat_map(|view| of_view(text, view)).collect()
}

fn of_view(text: &Text<'_>, view: View<'_>) -> Vec<Diagnostic> {
    let prose = view.prose.text();
    let mut found = twice(prose);
    apart(&mut found, |range| range, shortest_first);
    let told = found.into_iter().map(|range| {
        let message = Message::new("doubled-word").text("text", &prose[range.clone()]);
        RULE.found(view.prose.place(text.source, range), message)
            .with_help(Message::new("doubled-word-help"))
    });
    told.collect()
}

/// The places where one character or several stand twice in a row and should not: 的的, 老干部老干部.
fn twice(prose: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    repeats::<2>(prose, HAN, |pair| found.extend(is_short_slip(prose, &pair).then_some(pair)));
    for period in (2..=LONGEST).map(|characters| characters * HAN) {
        repeats::<4>(prose, period, |range| {
            found.extend(is_slip(prose, &range).then_some(range));
        });
    }
    found
}

/// Tells `hear` where as many bytes as `period` stand twice in a row, on boundaries of characters. Where something stands twice,
/// each of its bytes is that so far behind it: no look at `WINDOW` bytes of them misses it that is as far from the one before
/// as they leave room. So a text takes few looks, the fewer the longer what stands twice.
fn repeats<const WINDOW: usize>(prose: &str, period: usize, mut hear: impl FnMut(Range<usize>)) {
    let bytes = prose.as_bytes();
    let window = |at: usize| bytes.get(at..)?.first_chunk::<WINDOW>();
    let is_same = |at: &usize| bytes.get(*at) == bytes.get(at + period);
    let mut at = 0;
    while let (Some(here), Some(there)) = (window(at), window(at + period)) {
        if here != there {
            at += period + 1 - WINDOW;
            continue;
        }
        let back = (0..at).rev().take_while(is_same).count();
        let end = (at..bytes.len() - period).find(|at| !is_same(at));
        let end = end.unwrap_or(bytes.len() - period);
        let first = (at - back..=end).find(|at| prose.is_char_boundary(*at)).unwrap_or(end);
        // 部党支部党支部: what is doubled ends where the run does.
        let last = (0..=end + period).rev().find(|at| prose.is_char_boundary(*at)).unwrap_or(0);
        if end >= first + period && prose.is_char_boundary(last - 2 * period) {
            hear(last - 2 * period..last);
        }
        at = end + 1;
    }
}

/// Whether what stands twice is never right.
fn is_slip(prose: &str, range: &Range<usize>) -> bool {
    let unit = &prose[range.start..range.start + range.len() / 2];
    if !unit.chars().all(is_han) {
        return false;
    }
    let letters: Vec<char> = unit.chars().collect();
    if letters.len() == 2 {
        // 现有党员党员38名, not 离退休党员党员大会.
        let is_counted = || prose[range.end..].starts_with(|c: char| c.is_ascii_digit());
        return ONCE.contains(&unit) || unit == "党员" && is_counted();
    }
    let behind = &prose[range.end..];
    // 呼啦啦呼啦啦, 一步一步一步一步, 一年又一年又: sounds, and what is said by turns.
    let is_sound = letters.windows(2).any(|pair| pair[0] == pair[1]);
    let is_of = |part: usize| letters.chunks(part).all(|one| *one == letters[..part]);
    let by_turns = letters.iter().any(|c| "一又不再啊呀啦吧哟嘿加".contains(*c))
        || (2..letters.len()).any(|part| letters.len().is_multiple_of(part) && is_of(part));
    // …党支部党支部书记: the name of the branch, and then an office of it.
    let is_office = unit.ends_with("支部")
        && ["书记", "副书记", "委员", "班子", "成员", "纪检"]
            .iter()
            .any(|word| behind.starts_with(word));
    !is_sound && !by_turns && !is_office
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a pair is a slip, by what stands before and behind it.
type IsSlip = fn(&str, &str) -> bool;

/// Whether one character that stands twice is a slip: 大家的的心愿, 办完了了。, 党党员们, 22名名党员.
fn is_short_slip(prose: &str, pair: &Range<usize>) -> bool {
    let known = PAIRS.iter().find(|(word, _)| *word == &prose[pair.clone()]);
    known.is_some_and(|(_, is_slip)| is_slip(&prose[..pair.start], &prose[pair.end..]))
}

const PAIRS: [(&str, IsSlip); 9] = [
    ("的的", |before, behind| {
        !before.ends_with(['目', '似', '有', '打', '中', '标', '鹄'])
            && !behind.starts_with(['确', '士', '哥', '卢', '当', '黎'])
    }),
    ("了了", |before, behind| {
        behind.starts_with(['。', '，', '；', '！', '、'])
            && before.ends_with(['完', '好', '成', '到', '过', '来', '去', '上', '起', '做'])
    }),
    ("党党", |before, behind| {
        const CALLED: [&str; 8] = ["员们", "员都", "员和", "员，", "员。", "员干", "员志", "员先"];
        !before.ends_with([
            '全', '本', '我', '该', '各', '入', '建', '政', '同', '向', '跟', '爱', '对',
        ]) && !before.is_empty()
            && CALLED.iter().any(|word| behind.starts_with(word))
    }),
    ("名名", |before, behind| {
        before.ends_with(|c: char| c.is_ascii_digit() || "余多十百".contains(c))
            && [
                "党员", "同志", "志愿", "老", "干部", "退休", "离休", "成员", "委员", "群众",
                "学生",
            ]
            .iter()
            .any(|word| behind.starts_with(word))
    }),
    ("岁岁", |before, _| before.ends_with(is_figure)),
    ("个个", |before, behind| {
        before.ends_with(is_figure) && !behind.starts_with(['体', '人', '性', '案', '别', '税'])
    }),
    ("次次", |before, behind| {
        before.ends_with(is_figure) && !behind.starts_with(['数', '要', '日', '品', '序'])
    }),
    ("人人", |before, behind| {
        let is_counted = behind.starts_with(['，', '。', '、', '；', '（', '次']);
        before.ends_with(is_figure) && is_counted
    }),
    ("场场", |before, behind| {
        before.ends_with(is_figure) && behind.starts_with(['，', '。', '、', '；', '次'])
    }),
];

#[cfg(test)]
mod tests {
    use super::twice;

    fn found(prose: &str) -> Vec<&str> {
        twice(prose).into_iter().map(|range| &prose[range]).collect()
    }

    #[test]
    fn what_is_typed_twice_is_found_wherever_it_stands() {
        for word in ["老干部", "志愿服务", "同志", "先进党支部", "离退休干部们", "其中"]
        {
            for before in ["", "a", "组", "组织", "在ab", "共有12名"] {
                let doubled = format!("{word}{word}");
                assert_eq!(found(&format!("{before}{doubled}参观。")), [&doubled], "{before}");
                assert_eq!(found(&format!("{before}{word}参观{word}。")), [""; 0], "{before}");
            }
        }
        assert_eq!(found("现有党员党员38名，召开党员党员大会"), ["党员党员"]);
        assert_eq!(
            found("大家的的心愿，办完了了。来的党党员们，22名名党员"),
            ["的的", "了了", "党党", "名名"]
        );
        assert_eq!(
            found("平均71岁岁，10个个小组，开展6次次，共26人人，12场场。"),
            ["岁岁", "个个", "次次", "人人", "场场"]
        );
    }

    #[test]
    fn what_chinese_doubles_is_right() {
        for prose in [
            "谢谢爸爸，天天如此，人人有责，处处老老实实，的的确确，件件有回音，了了心愿，目的的实现，为了了解情况。",
            "全党党员，3名名师，5支支部，30户户均增收，8名名医，4项项目，2023年年度报告，一支支部队，12个个体户，30人人均增收，年年岁岁，3次次数。",
            "呼啦啦呼啦啦，轰隆隆轰隆隆，研究研究，学习学习，一步一步，一个一个，一年又一年又，商量商量。",
            "示例县教育局离退休干部党支部党支部书记示例甲。哈哈哈哈哈哈哈哈。",
            "研究研究研究研究研究研究研究研究，讨论讨论讨论讨论讨论讨论。",
        ] {
            assert_eq!(found(prose), [""; 0], "{prose}");
        }
    }
}
