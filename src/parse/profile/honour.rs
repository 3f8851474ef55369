//! Honours written as phrases: 2023年度县级…、2024年度市级…, 2023年被县委评为…, 示范党支部（县级，2023年）.
//!
//! Entry point: [`honours`]. What is not understood stays in the title: nothing of a phrase is left out but the verb.
//! How the parts of one honour are taken off it stands in `award.rs`.

use std::borrow::Cow;

use crate::parse::profile::Honour;
use crate::parse::profile::award::{self, Piece};
use crate::parse::profile::award_year::{Years, bracketed_years, with_plain_year};
use crate::parse::profile::list::{MARKS, parts};
use crate::parse::profile::tier::Levels;
use crate::schema::is_nothing;

/// The honours of a phrase. `2022、2023年度` and `县级、市级` in front of one name are two honours; a year or a
/// level that only the first of several states holds for the others.
pub(super) fn honours(text: &str, levels: Levels<'_>) -> Vec<Honour> {
    if is_nothing(text) {
        return Vec::new();
    }
    // The mark behind the last one is that of the sentence that it was copied from.
    let text = text.trim().trim_end_matches(['，', '、', '；', ',', ';']).trim_end();
    let whole = with_plain_year(text);
    let all: Vec<Cow<'_, str>> = parted(text);
    let pieces: Vec<Piece<'_>> = all.iter().map(|part| Piece::of(part, levels)).collect();
    // 先进党支部，县级，2023年: what stands behind a name is said of it.
    if let [name, behind @ ..] = &pieces[..]
        && !behind.is_empty()
        && !name.title.is_empty()
        && behind.iter().all(|one| one.title.is_empty())
    {
        return vec![behind.iter().fold(name.clone(), |all, one| all.behind(one)).honour(None, 1)];
    }
    let is_parted = pieces.iter().all(Piece::can_stand);
    if pieces.len() < 2 || !is_parted || pieces.last().is_some_and(|last| last.title.is_empty()) {
        let whole = if pieces.len() == 1 { &all[0] } else { &whole };
        return vec![Piece::of(whole, levels).honour(None, 1)];
    }
    let mut honours: Vec<Honour> = Vec::new();
    let mut waiting: Vec<Piece<'_>> = Vec::new();
    for piece in pieces {
        if piece.title.is_empty() {
            push(&mut waiting, piece);
            continue;
        }
        let fronts = std::mem::take(&mut waiting);
        // 2023年，县级，示范党支部 is one; so is 2023年6月，被县委授予….
        if let ([front], None) = (&fronts[..], piece.years)
            && (front.level.is_none() || piece.level.is_none())
        {
            honours.push(piece.behind(front).honour(honours.last(), 1));
            continue;
        }
        let count = fronts.len() + 1;
        for front in &fronts {
            let joined = piece.behind(front);
            honours.push(joined.honour(honours.last(), count));
        }
        honours.push(piece.honour(honours.last(), count));
    }
    honours
}

/// Puts `2023年` before `县级` that follows it: the two are of one honour.
fn push<'t>(waiting: &mut Vec<Piece<'t>>, piece: Piece<'t>) {
    match waiting.last_mut() {
        Some(last) if last.years.is_some() && last.level.is_none() && piece.years.is_none() => {
            last.level = piece.level;
        }
        _ => waiting.push(piece),
    }
}

/// The parts of a phrase. Marks between those who gave one honour do not part it: 被县委、县政府评为….
fn parted(text: &str) -> Vec<Cow<'_, str>> {
    let mut all: Vec<Cow<'_, str>> = Vec::new();
    for part in parts(text, &MARKS) {
        match all.last_mut() {
            Some(last) if award::is_open(last, part) => *last = format!("{last}、{part}").into(),
            _ => all.push(part.into()),
        }
    }
    let all = all.into_iter().flat_map(each_award).flat_map(each_year);
    all.map(|part| with_plain_year(&part).into_owned().into()).collect()
}

/// `2023年度县级先进党支部/2024年度市级先进党支部`: a stroke, a blank, a word or a full stop before the year of another honour parts
/// the two.
fn each_award(part: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    let is_joint = |(at, word): &(usize, &str)| {
        let behind = part[at + word.len()..].trim_start();
        let figures = behind.bytes().take_while(u8::is_ascii_digit).count();
        let mut name = part[..*at].chars().rev().take_while(|c| !c.is_ascii_digit());
        let is_year = behind[figures..].starts_with('年') && !behind[figures..].starts_with("年）");
        figures == 4 && is_year && name.nth(4).is_some()
    };
    let joints = ['/', '／', '|', '｜', '。', '和', '及', '与', '+', '＋', ' ', '\u{3000}'];
    let mut all = Vec::new();
    let mut from = 0;
    for (at, word) in part.match_indices(joints).filter(is_joint) {
        // A blank beside a word parts nothing more.
        let before = part[from..at].trim();
        if !before.is_empty() {
            all.push(before.to_owned().into());
        }
        from = at + word.len();
    }
    if from == 0 {
        return vec![part];
    }
    all.push(part[from..].trim().to_owned().into());
    all
}

/// `先进党支部（2022、2023年）`: an honour for each year.
fn each_year(part: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    let years = || {
        let (name, years) = part.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        let years: Option<Vec<_>> =
            parts(years, &MARKS).into_iter().map(|year| bracketed_years(year.trim())).collect();
        let years = years.filter(|years| years.len() > 1 && !name.is_empty())?;
        let one = |(from, to): Years| {
            let years = if from == to { from.to_string() } else { format!("{from}-{to}") };
            Cow::from(format!("{name}（{years}年）"))
        };
        Some(years.into_iter().map(one).collect())
    };
    years().unwrap_or_else(|| vec![part])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::profile::tier::tier_in_front;

    /// Year or batch, level, title and giver of each honour.
    fn read(text: &str) -> String {
        let is_listed = |level: &str| ["县级", "市级"].contains(&level);
        let levels = Levels { front: &tier_in_front, is_listed: &is_listed };
        let shown = |one: &Honour| {
            let year = one.years.map_or(0, |(year, _)| year).to_string();
            let year = one.batch.as_deref().unwrap_or(&year);
            let by = one.by.as_deref().map(|by| format!(" {by}")).unwrap_or_default();
            format!("{year} {} {}{by}", one.level.as_deref().unwrap_or_default(), one.title)
        };
        honours(text, levels).iter().map(shown).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn honours_as_phrases() {
        for (text, expected) in [
            ("2023年度县级甲支部", "2023 县级 甲支部"),
            (
                "2023年度县级先进党支部、2024年度市级先进党支部",
                "2023 县级 先进党支部|2024 市级 先进党支部",
            ),
            ("2022、2023年度市级先进党支部", "2022 市级 先进党支部|2023 市级 先进党支部"),
            ("2023年度县级、市级先进党支部", "2023 县级 先进党支部|2023 市级 先进党支部"),
            ("县级先进集体，市级先进集体", "0 县级 先进集体|0 市级 先进集体"),
            ("2023年先进集体；先进个人", "2023  先进集体|2023  先进个人"),
            ("县委组织部、县老干部局授予的旗帜", "0 县级 旗帜 县委组织部、县老干部局"),
            ("“学习、服务”先进集体", "0  “学习、服务”先进集体"),
            (
                "县级先进党支部（2023年）、市级先进党支部（2024）",
                "2023 县级 先进党支部|2024 市级 先进党支部",
            ),
            ("2023年获评县级先进党支部", "2023 县级 先进党支部"),
            (
                "2019-2020年度县级先进集体，2021至2022年先进集体",
                "2019 县级 先进集体|2021  先进集体",
            ),
            ("2023年获奖党支部", "2023  获奖党支部"),
            ("先进党支部（第三批）", "第三批  先进党支部"),
            ("２０２３年度县级先进党支部", "2023 县级 先进党支部"),
            ("2023 年度 县级先进党支部", "2023 县级 先进党支部"),
            ("二〇二三年县级先进党支部", "2023 县级 先进党支部"),
            ("2023县级先进党支部", "2023 县级 先进党支部"),
            ("县级先进党支部2023年度", "2023 县级 先进党支部"),
            ("第三批市级示范党支部", "第三批 市级 示范党支部"),
            ("第三批示范党支部", "0  第三批示范党支部"),
            ("2019年以来先后获县级先进", "0  2019年以来先后获县级先进"),
            ("2203年度县级先进", "0  2203年度县级先进"),
            ("2024年度市级先进党支部，", "2024 市级 先进党支部"),
            ("县级先进党支部（2022、2023年）", "2022 县级 先进党支部|2023 县级 先进党支部"),
            ("先进党支部（2022年度，2024年度）", "2022  先进党支部|2024  先进党支部"),
            ("2023年度县级先进党支部，示例县委组织部颁发", "2023 县级 先进党支部 示例县委组织部"),
            (
                "先进党支部（2023年，县委颁发）；优秀党支部",
                "2023 县级 先进党支部 县委|2023 县级 优秀党支部",
            ),
            (
                "2023年6月，被县委授予“先进党支部”；2024年，获评市级示范党支部",
                "2023 县级 “先进党支部” 县委|2024 市级 示范党支部",
            ),
            ("先进党支部 | 县级 | 2023", "2023 县级 先进党支部"),
            ("暂无", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_stroke_a_word_or_a_stop_before_a_year_parts_two_honours() {
        for text in [
            "2023年度县级先进党支部/2024年度市级先进党支部",
            "2023年度县级先进党支部 和 2024年度市级先进党支部",
            "2023年度县级先进党支部。2024年度市级先进党支部。",
            "2023年度县级先进党支部｜2024年度市级先进党支部",
        ] {
            assert_eq!(read(text), "2023 县级 先进党支部|2024 市级 先进党支部", "{text}");
        }
        for whole in ["2019年度和2021年度先进党支部", "2023年度学习和服务先进党支部"]
        {
            assert!(read(whole).ends_with("先进党支部"), "{whole}");
        }
    }

    #[test]
    fn awards_as_they_are_told() {
        for (text, expected) in [
            ("2023年7月被县委评为县级“六好”党支部", "2023 县级 “六好”党支部 县委"),
            ("2022年被市委老干部局表彰为“示范党支部”", "2022 市级 “示范党支部” 市委老干部局"),
            ("2023年被县委、县政府评为先进党支部", "2023 县级 先进党支部 县委、县政府"),
            ("2023年县委授予支部“先进党支部”称号", "2023 县级 “先进党支部” 县委"),
            ("2023年获县委“先进党支部”荣誉称号", "2023 县级 “先进党支部” 县委"),
            ("获得2023年度县级先进党支部", "2023 县级 先进党支部"),
            ("被县委连续三年评为县级先进党支部", "0 县级 被县委连续三年评为县级先进党支部"),
            ("连续三年县级“六好”党支部", "0 县级 连续三年县级“六好”党支部"),
            ("2021至2023年连续三年被评为县级先进党支部", "2021 县级 先进党支部"),
            (
                "2021年、2022年连续两年获评县级先进党支部",
                "2021 县级 先进党支部|2022 县级 先进党支部",
            ),
            ("先后3次获市级先进党支部", "0 市级 先后3次获市级先进党支部"),
            ("“示范党支部”（县级，2023年）", "2023 县级 “示范党支部”"),
            ("示范党支部（2023年县级）", "2023 县级 示范党支部"),
            ("示范党支部(县级 2023)", "2023 县级 示范党支部"),
            ("示范党支部（县委组织部，2023年度）", "2023 县级 示范党支部 县委组织部"),
            ("示范党支部（第三批、县级）", "第三批 县级 示范党支部"),
            ("示范党支部 县级 2023年", "2023 县级 示范党支部"),
            ("“示范党支部”县级", "0 县级 “示范党支部”"),
            ("县级（2023年）示范党支部", "2023 县级 示范党支部"),
            ("2023年，县级，示范党支部", "2023 县级 示范党支部"),
            ("2023年 县级 示范党支部", "2023 县级 示范党支部"),
            ("示范党支部（离退休干部）", "0  示范党支部（离退休干部）"),
            ("2023.7 县级先进党支部", "2023 县级 先进党支部"),
            ("2023年7月至2024年6月县级先进", "0  2023年7月至2024年6月县级先进"),
            ("被省教育厅命名为示范党支部", "0  示范党支部 省教育厅"),
            ("2023年被评为优秀", "2023  优秀"),
            ("2023年支部被县委评为先进党支部", "2023 县级 先进党支部 县委"),
            ("示例县水务局党支部荣获县级先进党支部", "0  示例县水务局党支部荣获县级先进党支部"),
            ("我支部荣获县级先进党支部", "0 县级 先进党支部"),
            ("县委组织部表彰的先进党支部", "0 县级 先进党支部 县委组织部"),
            ("先进党支部，县级，2023年", "2023 县级 先进党支部"),
            (
                "2023年：县级先进党支部；2024年：市级先进党支部",
                "2023 县级 先进党支部|2024 市级 先进党支部",
            ),
            ("县级先进党支部2023", "2023 县级 先进党支部"),
            ("获2021、2022年度县级先进党支部", "2021 县级 先进党支部|2022 县级 先进党支部"),
            ("2023年被县委表彰", "0  2023年被县委表彰"),
        ] {
            assert_eq!(read(text), expected);
        }
    }
}
