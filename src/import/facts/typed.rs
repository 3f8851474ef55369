//! Lines of a form that was typed out, as an editor means them: 党员人数:37 is 党员人数：37名, 成立时间 2014.08 is 成立时间：2014年8月.
//!
//! Entry point: [`plain`]. Only what facts are read from is changed so; the text stays as it was typed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::claims::clause::is_han;
use crate::date;

/// The longest label, in characters.
const LONGEST: usize = 14;
/// With what a label ends beside which a bare number counts persons: not 党员活动室, 党员大会次数.
const PERSONS: [&str; 22] = [
    "支委数",
    "委员数",
    "班子人数",
    "党员",
    "干部",
    "离休",
    "退休",
    "在职",
    "女",
    "男",
    "女性",
    "男性",
    "支委",
    "支委会",
    "委员",
    "班子",
    "成员",
    "人数",
    "总数",
    "党员数",
    "书记",
    "其中",
];
/// Words of labels beside which a day stands.
const DAYS: [&str; 4] = ["时间", "日期", "年月", "建立"];
const FOUNDINGS: [&str; 6] = ["成立", "组建", "建立", "始建", "设立", "建支"];

/// What a row of a form says.
#[derive(Debug, PartialEq, Eq)]
enum Row {
    /// This beside its label.
    Value(String),
    /// Several counts, of which the label names the first: 书记：1名　委员：4名.
    Counts(String),
}

/// A line as it is meant.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    match closed_label(line) {
        Some(closed) => Cow::Owned(meant(&closed).into_owned()),
        None => meant(line),
    }
}

/// 其　　中 女党员19人, 联 系 人：某甲: a label whose characters are set apart is one word.
fn closed_label(line: &str) -> Option<String> {
    let end = line.find(['：', ':']).unwrap_or(line.len());
    let (head, rest) = line.split_at(end);
    let words: Vec<&str> = head.split_whitespace().collect();
    let is_single = |word: &&&str| word.chars().count() == 1 && word.chars().all(is_han);
    let apart = words.iter().take_while(is_single).count();
    let value = words[apart..].join(" ");
    let is_row = if rest.is_empty() { !value.is_empty() } else { value.is_empty() };
    let blank = if value.is_empty() { "" } else { " " };
    ((2..=5).contains(&apart) && is_row)
        .then(|| format!("{}{blank}{value}{rest}", words[..apart].concat()))
}

/// A line whose label is one word, as it is meant.
fn meant(line: &str) -> Cow<'_, str> {
    if let Some(rows) = in_columns(line) {
        return Cow::Owned(rows);
    }
    if let Some(row) = dashed(line).or_else(|| in_chronicle(line)) {
        return Cow::Owned(row);
    }
    if let Some(row) = aged(line).or_else(|| honoured(line)).or_else(|| in_strokes(line)) {
        return Cow::Owned(row);
    }
    if let Some(row) = numbered(line) {
        return Cow::Owned(row);
    }
    let Some((label, value, is_marked)) = labelled(line) else { return Cow::Borrowed(line) };
    // 平均年龄（岁）：72.9
    let label = ["（岁）", "(岁)", "（人）", "（名）", "(人)", "(名)"]
        .iter()
        .find_map(|unit| label.strip_suffix(unit))
        .unwrap_or(label);
    // ３７ is 37 as well.
    let counted: String = value.nfkc().collect();
    let read = persons(label, &counted)
        .or_else(|| age(label, &counted).map(Row::Value))
        .or_else(|| day(label, &counted).map(Row::Value))
        .or_else(|| banded(label, &counted).map(Row::Value));
    match read {
        Some(Row::Counts(counts)) => Cow::Owned(counts),
        Some(Row::Value(read)) => Cow::Owned(format!("{label}：{read}")),
        None if is_marked && !line.contains('：') => Cow::Owned(format!("{label}：{value}")),
        // 其中　女党员19人，离休3人
        None if !is_marked && label == "其中" && value.contains(|c: char| c.is_ascii_digit()) => {
            Cow::Owned(format!("{label}：{value}"))
        }
        // 县级以上荣誉　2021年县级先进党支部
        None if !is_marked && ["荣誉", "获奖", "表彰"].iter().any(|word| label.contains(word)) => {
            Cow::Owned(format!("{label}：{value}"))
        }
        // 党员人数　95人
        None if !is_marked
            && names_persons(label)
            && is_count(value.trim_end_matches(['名', '人'])) =>
        {
            Cow::Owned(format!("{label}：{value}"))
        }
        None => Cow::Borrowed(line),
    }
}

/// 33——甲县水务局退休干部党支部的党员数。: a number, and behind it what it is of.
fn dashed(line: &str) -> Option<String> {
    let (number, label) = line.trim().split_once("——")?;
    let whole = number.split('.').next().unwrap_or(number);
    if !is_number(whole) || !number.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let label = label.trim_end_matches(['。', '；', '，']).replace('的', "");
    let count = || is_count(number);
    let is_of = |noun: &str| label.strip_suffix(noun).is_some_and(is_of_branch);
    let is_number_of =
        |who: &str| ["数", "人数", "总数"].iter().any(|end| is_of(&format!("{who}{end}")));
    if is_of("平均年龄") {
        return Some(format!("平均年龄：{number}岁"));
    }
    if ["成立年份", "组建年份", "成立之年", "成立时间"].iter().any(|noun| is_of(noun))
    {
        return (number.len() == 4).then(|| format!("成立时间：{number}年"));
    }
    if is_number_of("党员") {
        return count().then(|| format!("{label}：{number}名"));
    }
    if ["支部委员会", "支委会", "支委", "支部班子"].iter().any(|body| is_number_of(body))
    {
        return count().then(|| format!("支委人数：{number}名"));
    }
    let part = ["女党员", "离休党员", "离休干部", "退休党员", "退休干部"];
    let part = part.iter().find(|part| is_number_of(part)).filter(|_| count())?;
    Some(format!("{part}：{number}名"))
}

/// Whether the words before what is counted name the branch, or nobody: not 全县.
fn is_of_branch(whose: &str) -> bool {
    whose.ends_with("支部") || ["", "他们", "我们", "其中"].contains(&whose)
}

/// 1998.10　甲县烟草局离退休干部党支部成立: the month at the head of a line that tells of a founding.
fn in_chronicle(line: &str) -> Option<String> {
    let (day, rest) = line.trim().split_once(char::is_whitespace)?;
    let (year, month) = day.split_once(['.', '．'])?;
    let number: u8 = month.parse().ok()?;
    let is_month =
        year.len() == 4 && is_number(year) && is_number(month) && (1..=12).contains(&number);
    let is_text = rest.contains("支部") && FOUNDINGS.iter().any(|verb| rest.contains(verb));
    (is_month && ("1900".."2100").contains(&year) && is_text)
        .then(|| format!("{year}年{number}月　{}", rest.trim_start()))
}

/// 4.党员总数（名）：31, a row of a form with its number: as the row alone is meant, with the unit that its label gives.
fn numbered(line: &str) -> Option<String> {
    const UNITS: [&str; 12] =
        ["次", "人次", "场", "场次", "期", "篇", "份", "件", "元", "万元", "名", "人"];
    let line = line.trim();
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix(['.', '．', '、']).filter(|_| bare.len() < line.len());
    let (label, value) = bare.unwrap_or(line).split_once(['：', ':'])?;
    let (label, value) = (label.trim(), value.trim());
    let (name, unit) = label
        .strip_suffix(['）', ')'])
        .and_then(|head| head.rsplit_once(['（', '(']))
        .map_or((label, None), |(name, unit)| (name, UNITS.iter().find(|one| **one == unit)));
    let is_label = (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    let is_row = is_label && !value.is_empty() && value.chars().count() <= 24;
    match unit {
        Some(unit) if is_row && is_number(value) => Some(format!("{name}：{value}{unit}")),
        Some(_) | None if is_row && bare.is_some() => {
            let row = format!("{label}：{value}");
            Some(plain(&row).into_owned())
        }
        Some(_) | None => None,
    }
}

/// 年龄结构：60岁以下 5，60-70岁 9: bare counts behind their ages.
fn banded(label: &str, value: &str) -> Option<String> {
    if !label.starts_with("年龄") && !label.starts_with("党员年龄") {
        return None;
    }
    let items = value.split(['，', ',', '、', '；', ';']).map(str::trim);
    let counted = items.filter(|item| !item.is_empty()).map(|item| {
        let end =
            item.trim_end_matches(['名', '人']).trim_end_matches(|c: char| c.is_ascii_digit());
        let age = end.trim_end_matches([' ', '：', ':']);
        let number = &item[end.len()..];
        let is_age = age.starts_with(|c: char| c.is_ascii_digit()) && age.contains('岁');
        (is_age && is_count(number.trim_end_matches(['名', '人'])))
            .then(|| format!("{age}{}名", number.trim_end_matches(['名', '人'])))
    });
    let counted: Vec<String> = counted.collect::<Option<_>>()?;
    (counted.len() > 1).then(|| counted.join("、"))
}

/// 70—79岁党员：24, a row whose label is an age.
fn aged(line: &str) -> Option<String> {
    let (label, value) = line.trim().split_once(['：', ':'])?;
    let (label, value) = (label.trim(), value.trim());
    let is_age = label.starts_with(|c: char| c.is_ascii_digit())
        && label.contains('岁')
        && label.chars().count() <= LONGEST;
    (is_age && is_count(value)).then(|| format!("{label}{value}名"))
}

/// 2015　县级　优秀党支部: a year, and behind blanks what was awarded.
fn honoured(line: &str) -> Option<String> {
    const AWARDS: [&str; 6] = ["党支部", "集体", "党组织", "称号", "单位", "”"];
    let line = line.trim();
    let (year, rest) = line.split_once(char::is_whitespace)?;
    let is_year = year.len() == 4 && is_number(year) && ("1980".."2040").contains(&year);
    let rest: String = rest.split_whitespace().collect();
    let is_award = rest.chars().count() <= 30
        && rest.starts_with(|c| is_han(c) || c == '“')
        && AWARDS.iter().any(|end| rest.ends_with(end));
    (is_year && is_award).then(|| format!("{year}年{rest}"))
}

/// 支部成立：2006年3月　支委：3人: several rows of a form side by side, each as it is meant. Counts of persons alone stay together.
fn in_columns(line: &str) -> Option<String> {
    if !line.contains(['：', ':']) || !line.contains([' ', '　', '\t']) {
        return None;
    }
    let parts: Vec<&str> =
        line.split(['　', '\t', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let label = |part: &str| {
        let (label, value) = part.split_once(['：', ':'])?;
        let is_label = (2..=10).contains(&label.chars().count()) && label.chars().all(is_han);
        (is_label && !value.is_empty()).then(|| label.to_owned())
    };
    let labels: Vec<String> = parts.iter().map(|part| label(part)).collect::<Option<_>>()?;
    let is_form = labels.iter().any(|label| {
        names_persons(label)
            || label.ends_with("平均年龄")
            || FOUNDINGS.iter().any(|word| label.contains(word))
    });
    let is_mixed = labels.iter().any(|label| !names_persons(label));
    (labels.len() > 1 && is_form && is_mixed)
        .then(|| parts.iter().map(|part| plain(part)).collect::<Vec<_>>().join("\n"))
}

/// 党员：36人｜女 9人｜平均年龄 70.1岁: strokes part the items of a row.
fn in_strokes(line: &str) -> Option<String> {
    let has_items = line.contains(['｜', '丨']) && line.contains(['：', ':']);
    let items = || line.split(['｜', '丨']).map(str::trim);
    has_items.then(|| items().collect::<Vec<_>>().join("，"))
}

/// Label and value of a line, and whether a colon stands between them.
fn labelled(line: &str) -> Option<(&str, &str, bool)> {
    let line = line.trim();
    let colon = line.find(['：', ':']);
    let blank = line.find(|c: char| c.is_whitespace());
    let (at, is_marked) = match (colon, blank) {
        (Some(colon), _) => (colon, true),
        (None, Some(blank)) => (blank, false),
        (None, None) => return None,
    };
    let (label, rest) = line.split_at(at);
    let label = label.trim();
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '：' || c == ':');
    let is_label = (1..=LONGEST).contains(&label.chars().count())
        && label.chars().all(|c| is_han(c) || "、，/（）() ".contains(c));
    (is_label && !value.is_empty()).then_some((label, value.trim_end(), is_marked))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 37, and 离休0 退休37 女11 behind 其中.
fn persons(label: &str, value: &str) -> Option<Row> {
    if !names_persons(label) {
        return None;
    }
    if is_count(value) {
        return Some(Row::Value(format!("{value}名")));
    }
    let items = items(value);
    let counts: Vec<Counted<'_>> =
        items.iter().map(|item| count(item)).collect::<Option<Vec<_>>>()?;
    // 1名　委员：4名: the first count is the label's.
    let has_own = counts.first()?.name.is_empty();
    let says_more = counts.iter().any(|one| one.is_bare)
        || if has_own { counts.len() > 1 } else { counts.len() == 1 };
    let named = counts.iter().enumerate().map(|(nth, one)| {
        let name = if nth == 0 && has_own { label } else { one.name };
        let unit = if one.is_bare { "名" } else { "" };
        names_persons(name).then(|| format!("{name}{}{unit}", one.number))
    });
    let text = named.collect::<Option<Vec<String>>>()?.join("、");
    // 其中 女党员：8　离休党员：0
    let text = match text.strip_prefix("其中").filter(|_| has_own) {
        Some(rest) if counts.len() > 1 && !rest.trim().is_empty() => {
            format!("其中：{}", rest.trim())
        }
        Some(_) | None => text,
    };
    // 党员总数：61名（离休7名，退休54名）: the first is of all.
    let whole = ["党员总数", "党员人数", "党员", "支部人数"].contains(&label);
    if has_own && whole && says_more {
        let (all, rest) = text.split_once('、')?;
        let all = all.trim_start_matches(label);
        let rest = rest.trim_start_matches("其中");
        return Some(Row::Value(format!("{all}，其中{rest}")));
    }
    says_more.then_some(if has_own { Row::Counts(text) } else { Row::Value(text) })
}

fn names_persons(text: &str) -> bool {
    PERSONS.iter().any(|word| text.ends_with(word))
}

/// 2019 is a year.
fn is_count(text: &str) -> bool {
    text.len() <= 3 && is_number(text)
}

/// The items of a list that blanks or marks part; 女 8名 is one.
fn items(value: &str) -> Vec<String> {
    // 57（女9，离休2）
    let marks = [' ', '　', '\t', '、', '，', ',', '；', ';', '（', '）', '(', ')'];
    let parts = value.split(marks);
    let mut items: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        match items.last_mut() {
            Some(last) if !last.contains(|c: char| c.is_ascii_digit()) => *last += part,
            Some(_) | None => items.push(part.to_owned()),
        }
    }
    items
}

/// Persons who are counted in a row.
struct Counted<'t> {
    /// Who they are; empty where the label says so.
    name: &'t str,
    /// How many, as it was typed.
    number: &'t str,
    /// Whether nothing stands behind the number.
    is_bare: bool,
}

fn count(item: &str) -> Option<Counted<'_>> {
    let (name, number) = item.split_at(item.find(|c: char| c.is_ascii_digit())?);
    let is_bare = is_count(number);
    let is_whole = is_bare || is_count(number.trim_end_matches(['名', '人', '位']));
    is_whole.then(|| Counted { name: name.trim_end_matches(['：', ':']), number, is_bare })
}

fn age(label: &str, value: &str) -> Option<String> {
    // 平均年龄　73.6岁
    let value = value.trim_end_matches('岁');
    let whole = value.split('.').next().unwrap_or(value);
    let is_age = label.ends_with("平均年龄")
        && value.chars().all(|c| c.is_ascii_digit() || c == '.')
        && (2..=3).contains(&whole.len());
    is_age.then(|| format!("{value}岁"))
}

/// 2014.08, 2011-6: a year and a month.
fn day(label: &str, value: &str) -> Option<String> {
    let is_founding = FOUNDINGS.iter().any(|word| label.contains(word))
        && (DAYS.iter().any(|word| label.contains(word)) || FOUNDINGS.contains(&label));
    // 成立时间　2008年9月
    if is_founding && value.contains('年') && date::parse(value).is_ok() {
        return Some(value.to_owned());
    }
    let (year, rest) = value.split_once(['.', '-', '/', '．'])?;
    let mut parts = rest.split(['.', '-', '/', '．']);
    let number: u8 = parts.next()?.parse().ok()?;
    // 2008-06-18 has its day.
    let day = parts.next().and_then(|day| day.trim_end_matches('日').parse::<u8>().ok());
    let day = day.map(|day| format!("{day}日")).unwrap_or_default();
    (is_founding && year.len() == 4 && is_number(year) && (1..=12).contains(&number))
        .then(|| format!("{year}年{number}月{day}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn lines_of_a_form_are_read_as_they_are_meant() {
        for (typed, meant) in [
            ("党员人数:37", "党员人数：37名"),
            ("党员总数 25", "党员总数：25名"),
            ("党员人数：３７", "党员人数：37名"),
            ("平均年龄：６７．９", "平均年龄：67.9岁"),
            ("成立时间：２０１４．８", "成立时间：2014年8月"),
            ("其中:离休0;退休37", "其中：离休0名、退休37名"),
            ("其中:离休0 退休37 女11", "其中：离休0名、退休37名、女11名"),
            ("其中女党员\t8", "其中女党员：8名"),
            ("书记：1名　委员：4名", "书记1名、委员4名"),
            ("其中：女 8名", "其中：女8名"),
            ("其中 女党员：8　离休党员：0", "其中：女党员8名、离休党员0名"),
            ("年龄结构：60岁以下 5，60-70岁：9", "年龄结构：60岁以下5名、60-70岁9名"),
            ("成立时间:2011.6", "成立时间：2011年6月"),
            ("2.批准建立日期：2008-06-18", "批准建立日期：2008年6月18日"),
            ("4.党员总数（名）：31", "党员总数：31名"),
            ("6、平均年龄（岁）：69.7", "平均年龄：69.7岁"),
            ("走访慰问（人次）：58", "走访慰问：58人次"),
            ("建立时间 2014.08", "建立时间：2014年8月"),
            ("平均年龄 67.9", "平均年龄：67.9岁"),
            ("其　　中\t女党员19人，离休3人", "其中：女党员19人，离休3人"),
            ("党 员 数：31", "党员数：31名"),
            ("县级以上荣誉　2021年县级先进党支部", "县级以上荣誉：2021年县级先进党支部"),
            ("33——甲县水务局退休干部党支部的党员数。", "甲县水务局退休干部党支部党员数：33名"),
            ("72.8——他们的平均年龄。", "平均年龄：72.8岁"),
            ("2001——支部成立的年份。", "成立时间：2001年"),
            ("5——支部委员会的人数。", "支委人数：5名"),
            ("9——女党员的人数。", "女党员：9名"),
            (
                "1998.10　甲县烟草局离退休干部党支部成立",
                "1998年10月　甲县烟草局离退休干部党支部成立",
            ),
            ("党　员　31", "党员：31名"),
            ("支部名称:示例县水务局退休干部党支部", "支部名称：示例县水务局退休干部党支部"),
        ] {
            assert_eq!(plain(typed), meant);
        }
        for same in [
            "党员人数：37名",
            "平均年龄：70岁",
            "供稿：示例县水务局",
            "主题党日 12次",
            "支部共有党员22名，平均年龄67岁。",
            "联系电话 00001234",
            "党员活动室 120",
            "任支部书记 2019",
            "成立时间：2011年6月",
            "157——“界碑守护队”巡查的次数",
            "260——全县离退休干部的党员数。",
            "2001——全县的平均年龄",
            "2006.07　支部首次被县委评为先进党支部。",
            "1998.13　甲县烟草局离退休干部党支部成立",
            "12.5　万元用于慰问老党员",
            "示 例 甲",
            "其中 示例甲",
        ] {
            assert_eq!(plain(same), same);
        }
    }
}
