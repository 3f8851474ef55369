//! Words that begin with a numeral and a unit and count nothing: 四处奔走, 十字路口, 三口之家, 三台县, 财政局二处.
//!
//! Entry point: [`skip`]. Slogans (两个维护) are in `prose`. A look at a few characters on either side decides.

use super::cursor::{Cursor, han_digit};

/// Idioms and names whose head would be read as a count; a list that a reader of stories would meet.
const WORDS: [&str; 61] = [
    "三三两两",
    "三五成群",
    "三五好友",
    "三五知己",
    "三元桥",
    "三元里",
    "三天打鱼",
    "三室一厅",
    "三家村",
    "三座大山",
    "三头六臂",
    "三把火",
    "三门峡",
    "三点一线",
    "三轮摩托",
    "三面环山",
    "三面红旗",
    "九台区",
    "五台山",
    "五家渠",
    "四面八方",
    "四面环山",
    "四面楚歌",
    "四面出击",
    "百户所",
    "七台河",
    "八面玲珑",
    "八面来风",
    "八所镇",
    "两口子",
    "两头跑",
    "两面三刀",
    "两面派",
    "双面",
    "千人千面",
    "千家万户",
    "千户苗寨",
    "万人空巷",
    "万户千家",
    "万家灯火",
    "万年青",
    "万年县",
    "一家三口",
    "一家四口",
    "一五一十",
    "两手抓",
    "九个头",
    "三字经",
    "三家店",
    "三元色",
    "三方协议",
    "两张皮",
    "两回事",
    "二人转",
    "二次元",
    "二次创业",
    "五花八门",
    "两头都",
    "两头抓",
    "两头忙",
    "两头兼顾",
];
/// What follows a numeral in a word of its own, whatever the numeral: 三位一体, 四口之家, 四件套.
const TAILS: [&str; 12] = [
    "位一体",
    "口之家",
    "件套",
    "位数",
    "轮车",
    "轮驱动",
    "角形",
    "人行",
    "天工作制",
    "班倒",
    "条腿走路",
    "面红旗",
];
/// What 十字 is followed by where it is a cross.
const CROSSES: &str = "会路绣架街形交口镐坡";
/// What stands before 四处 where places are counted; elsewhere it means everywhere.
const PLACES_BEFORE: &str = "共有等建造修设治患点了计达出到这那余及和、：其";
/// What stands before 三处 where it is a division of an office.
const OFFICES: [&str; 12] =
    ["局", "厅", "委", "办", "办公室", "综合", "业务", "人事", "信访", "宣传", "老干部", "政治部"];
/// Units of an office: 二处, 二组 and 二队 are the second of them, as two of them are 两处.
const DIVISIONS: &str = "处组队所部门班期院";

/// The byte behind the word that begins with the Han numeral at the cursor.
pub(super) fn skip(cursor: Cursor<'_>) -> Option<usize> {
    let rest = cursor.rest();
    let mut chars = rest.chars();
    let (numeral, second, third) = (chars.next()?, chars.next()?, chars.next());
    let tail = chars_behind(rest, numeral);
    let end = |word: &str| Some(cursor.at() + word.len());
    if let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) {
        return end(word);
    }
    if let Some(word) = TAILS.iter().find(|word| tail.starts_with(**word)) {
        return Some(cursor.at() + numeral.len_utf8() + word.len());
    }
    let two = &rest[..numeral.len_utf8() + second.len_utf8()];
    let is_word = match (numeral, second) {
        ('十', '字') => {
            cursor.before().ends_with('红') || third.is_some_and(|next| CROSSES.contains(next))
        }
        ('四', '处') => !is_counted_before(cursor),
        ('二', _) if DIVISIONS.contains(second) => true,
        (_, '处') => OFFICES.iter().any(|office| cursor.before().ends_with(office)),
        (_, '口') => cursor.before().ends_with("一家"),
        (_, '元' | '台' | '门') => is_place(tail),
        _ => false,
    };
    is_word.then(|| end(two)).flatten().filter(|_| han_digit(numeral).is_some() || numeral == '十')
}

fn chars_behind(rest: &str, first: char) -> &str {
    &rest[first.len_utf8()..]
}

fn is_counted_before(cursor: Cursor<'_>) -> bool {
    cursor.before().chars().next_back().is_some_and(|c| PLACES_BEFORE.contains(c))
}

/// 三台县, 三元区; but not 三台县级医院.
fn is_place(tail: &str) -> bool {
    let mut chars = tail.chars().skip(1);
    let is_kind = chars.next().is_some_and(|c| "县区市".contains(c));
    is_kind && !chars.next().is_some_and(|c| "级直属里内".contains(c))
}

#[cfg(test)]
mod tests {
    use super::skip;
    use crate::quantity::cursor::Cursor;
    use crate::quantity::scan;

    #[test]
    fn words_are_passed_and_counts_are_not() {
        let text = "支部委员四处奔走，红十字会，十字路口，三位一体，三口之家，四件套，来自四面八方，三五成群，\
                    三台县、三元区和三门峡，财政局二处，老干部三处，一家三口，九台区，五台山，\
                    诵读三字经，唱二人转，两张皮，是两回事，两头都要抓，二次创业，三次分配，形式五花八门，六十出头的人，八个明确";
        assert_eq!(
            scan(text).map(|found| found.quantity.text().to_owned()).collect::<Vec<_>>(),
            [""; 0]
        );
        let text = "整治四处隐患，改造了三处阵地，写了十字，共有四处，三门课程，三台电脑，两位老人，四件实事，五口人";
        let found: Vec<_> = scan(text).map(|found| found.quantity.text().to_owned()).collect();
        assert_eq!(found, ["四处", "三处", "十字", "四处", "三门", "三台", "两位", "四件", "五口"]);
        assert_eq!(skip(Cursor::new("三台县级医院的设备", 0)), None);
        let text = "到万家灯火";
        assert_eq!(skip(Cursor::new(text, "到".len())), Some(text.len()));
    }
}
