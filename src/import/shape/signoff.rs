//! Who made a story: its last lines.
//!
//! Entry points: [`signatures`] for one line, [`is_role_line`].

use crate::claims::clause::is_han;
use crate::date;
use crate::import::draft::Signature;
use crate::import::shape::marks::length;
use crate::import::shape::signoff_words::{BEHIND, ROLE_ENDS, ROLE_TAILS, ROLES};

/// A longer line is no sign-off.
const LONGEST: usize = 40;
/// What stands between a role and the names.
const MARKS: [char; 8] = ['：', ':', '丨', '｜', '|', '/', '／', '·'];

/// The signatures of a line at the end of a story; empty where it is none.
pub(super) fn signatures(line: &str) -> Vec<Signature> {
    with_day(line, undated)
}

/// What `read` finds in a line without the day at its end, and that day: （示例县委老干部局供稿 2024年5月10日）.
fn with_day(line: &str, read: fn(&str) -> Vec<Signature>) -> Vec<Signature> {
    let text = line.trim();
    let bare = text.trim_end_matches(['）', ')', '】', ']']);
    let close = &text[bare.len()..];
    let day = bare.rfind(char::is_whitespace).map(|at| (&bare[..at], bare[at..].trim()));
    let day = day.filter(|(_, day)| date::parse(day).is_ok_and(|date| date.month().is_some()));
    let Some((before, day)) = day else { return read(line) };
    let mut found = read(&format!("{}{close}", before.trim_end_matches([' ', '　', '，', '；'])));
    if let Some(last) = found.last_mut() {
        last.day = Some(day.to_owned());
    }
    found
}

fn undated(line: &str) -> Vec<Signature> {
    let text = line.trim().trim_start_matches(['—', '―', '－', '-']).trim_start();
    // “供稿：示例县林业局”
    let text = [('“', '”'), ('"', '"'), ('「', '」')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inner| !inner.contains(['“', '”', '"']))
        .unwrap_or(text);
    if text.is_empty() || length(text) > LONGEST || text.ends_with('。') {
        return Vec::new();
    }
    if let Some(signature) = bracketed(text) {
        return vec![signature];
    }
    let inner = in_brackets(text);
    // 示例县农业农村局供稿 执笔：示例甲
    if let Some((first, rest)) =
        inner.unwrap_or(text).split_once(|c: char| c.is_whitespace() || "；;，".contains(c))
        && let Some(signature) = suffixed(first)
    {
        let more = roles(rest);
        if !more.is_empty() {
            return [vec![signature], more].concat();
        }
    }
    let found = roles(inner.unwrap_or(text));
    if !found.is_empty() {
        return found;
    }
    if let Some(found) = named_first(inner.unwrap_or(text)) {
        return found;
    }
    // A name in brackets: nobody says what its owner did. 图为… and （完） are none.
    let is_name = |name: &str| {
        length(name) >= 2
            // （2024年3月采访）
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.starts_with('图')
            && !name.starts_with("根据")
            && !["作者", "本文", "此文", "注：", "说明"].iter().any(|head| name.starts_with(head))
            && !["完", "全文完", "未完待续", "节选", "略"].contains(&name)
            && !name.contains(['。', '，', '！', '？', '“'])
    };
    if let Some(inner) = inner {
        if let Some(author) = author(inner) {
            return vec![author];
        }
        if let Some(found) = several(inner) {
            return found;
        }
        let found = unmarked(inner);
        if !found.is_empty() {
            return found;
        }
    }
    match inner {
        Some(name) if is_name(name.trim()) => {
            vec![Signature { role: None, by: name.trim().to_owned(), day: None }]
        }
        _ => Vec::new(),
    }
}

/// 作者系该支部党员 示例甲: who wrote it, behind what he is.
fn author(inner: &str) -> Option<Signature> {
    let rest = ["作者系", "作者为", "作者是", "本文作者系"]
        .iter()
        .find_map(|word| inner.strip_prefix(word))?;
    let (_, name) = rest.trim().rsplit_once(char::is_whitespace)?;
    let is_name = (2..=4).contains(&length(name)) && name.chars().all(is_han);
    is_name.then(|| Signature { role: Some("作者".to_owned()), by: name.to_owned(), day: None })
}

/// 填报时间：2024年9月, 2024年12月20日: a day among the last lines. It stays in the text.
pub(super) fn is_day(line: &str) -> bool {
    let text = line.trim();
    // （2024年7月1日）
    let text = in_brackets(text).unwrap_or(text);
    let day = text.rsplit(['：', ':']).next().unwrap_or(text);
    length(text) <= 20 && date::parse(day.trim()).is_ok()
}

/// 【供稿】示例县委党校: the role in brackets.
fn bracketed(text: &str) -> Option<Signature> {
    let (role, by) = text.strip_prefix(['【', '[', '〔'])?.split_once(['】', ']', '〕'])?;
    let role: String = role.chars().filter(|c| !c.is_whitespace()).collect();
    let by = listed(by.trim_start_matches(MARKS).trim());
    (is_role(&role) && !by.is_empty() && !by.contains(['。', '，'])).then_some(Signature {
        role: Some(role),
        by,
        day: None,
    })
}

/// Whether a line is one or several roles with names.
pub(super) fn is_role_line(line: &str) -> bool {
    let text = line.trim();
    length(text) <= LONGEST
        && (!roles(in_brackets(text).unwrap_or(text)).is_empty()
            || bracketed(text).is_some()
            || named_first(text).is_some())
}

fn in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '(', '【', '[', '〔'])?;
    inner.strip_suffix(['）', ')', '】', ']', '〕'])
}

/// 供稿：甲　审核：乙 — every role of the line with its names; empty where the line does not begin with one.
fn roles(text: &str) -> Vec<Signature> {
    let mut found: Vec<Signature> = Vec::new();
    let mut rest = text.trim();
    let Some((first, behind)) = role(rest) else { return found };
    let mut current = first;
    rest = behind;
    loop {
        let next = next_role(rest);
        let names = next.as_ref().map_or(rest, |(at, _, _)| &rest[..*at]);
        let names =
            names.trim().trim_end_matches(['；', ';', '，', ',', '丨', '｜', '|', '/']).trim();
        found.push(Signature { role: Some(current), by: listed(names), day: None });
        let Some((_, role, behind)) = next else { break };
        current = role;
        rest = behind;
    }
    // 单位：甲县法院离退休干部党支部 says of whom the text is.
    if found.iter().any(|one| one.role.as_deref() == Some("单位") && one.by.ends_with("支部")) {
        return Vec::new();
    }
    // 联系电话：略
    found.retain(|one| !["略", "无", "/", "（略）", "(略)"].contains(&&*one.by));
    if found.iter().any(|one| {
        one.by.is_empty() || one.by.contains(['。', '！', '：']) || one.by.matches('，').count() > 1
    }) {
        return Vec::new();
    }
    found
}

/// Names without the day of the report and without the office of who signs: 某银行党委　报送时间：2024年5月20日, 某甲，系某支部书记.
fn without_more(names: &str) -> &str {
    // 示例乙　填表日期：2024年10月: the words before 日期 are of it.
    let time = ["日期", "时间"].iter().filter_map(|word| names.find(word)).min().map(|at| {
        let label = names[..at].chars().rev().take_while(|c| is_han(*c));
        let start = at - label.map(char::len_utf8).sum::<usize>();
        if at - start <= 4 * '填'.len_utf8() { start } else { at }
    });
    let office = ["，系", ",系", "（系", "，现任", "，时任"]
        .iter()
        .filter_map(|word| names.find(word))
        .min();
    let end = time.into_iter().chain(office).min().filter(|at| *at > 0);
    let bare = end.map_or(names, |end| &names[..end]);
    bare.trim_end_matches(['，', ',', '；', ' ', '　'])
}

/// 示例甲 示例乙 are two names; 示例县林业局 示例甲 is an office and a name.
pub(super) fn listed(names: &str) -> String {
    let names = &closed_names(without_more(names));
    let parts: Vec<&str> = names
        .split(|c: char| c.is_whitespace() || c == '，')
        .filter(|part| !part.is_empty())
        .collect();
    // 支部书记　示例甲: an office is no name.
    let is_post = |part: &str| {
        ["书记", "主任", "局长", "委员", "组长"].iter().any(|post| part.ends_with(post))
    };
    let is_name =
        |part: &&str| (2..=4).contains(&length(part)) && part.chars().all(is_han) && !is_post(part);
    if parts.len() > 1 && parts.iter().all(is_name) {
        return parts.join("、");
    }
    names.to_owned()
}

/// 示 例 甲 is one name, set apart to be as long as another; 丙 丁 behind it are one more.
fn closed_names(names: &str) -> String {
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_single = |word: &str| length(word) == 1 && word.chars().all(is_han);
    if words.len() < 2 || words.len() > 4 || !words.iter().all(|word| is_single(word)) {
        return names.to_owned();
    }
    words.concat()
}

/// The next role behind a blank or a stroke: its place, its name, and what follows its mark.
fn next_role(text: &str) -> Option<(usize, String, &str)> {
    let starts = text.char_indices().filter(|(_, c)| c.is_whitespace() || "；;|｜丨/".contains(*c));
    for (at, c) in starts {
        let begin = at + c.len_utf8();
        if let Some((role, behind)) = role(text[begin..].trim_start()) {
            return Some((at, role, behind));
        }
    }
    None
}

/// The role at the beginning of a text, without blanks inside (审　核), and what follows its mark.
fn role(text: &str) -> Option<(String, &str)> {
    // 图/文 示例甲: one role.
    for both in ["图/文", "文/图", "图／文", "文／图"] {
        if let Some(rest) = text.strip_prefix(both) {
            let rest = rest.trim_start_matches(MARKS).trim_start();
            return (!rest.is_empty()).then(|| (both.to_owned(), rest));
        }
    }
    let at = text.find(MARKS)?;
    let (head, rest) = text.split_at(at);
    // 申报单位（盖章）：
    let head = head.split(['（', '(']).next().unwrap_or(head);
    // 一、申报单位：
    let head =
        head.split_once('、').filter(|(number, _)| is_number(number)).map_or(head, |two| two.1);
    let name: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = rest.trim_start_matches(MARKS);
    // 张贴稿 供稿人：; 审 核： is one word.
    let last = head.split_whitespace().last().unwrap_or_default();
    let name = if length(last) >= 2 && is_role(last) { last.to_owned() } else { name };
    is_role(&name).then_some((name, rest))
}

/// 一 of 一、, 3 of 3、.
fn is_number(text: &str) -> bool {
    (1..=2).contains(&length(text))
        && text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Whether a word is what somebody is called that made a story.
pub(super) fn is_role(word: &str) -> bool {
    let bare = ROLE_TAILS.iter().find_map(|tail| word.strip_suffix(tail)).unwrap_or(word);
    let ends = |word: &str| ROLE_ENDS.iter().any(|end| word.ends_with(end));
    let is_filled = ["填报", "填表", "审核", "报送", "供稿", "责任"].contains(&bare);
    length(word) <= 6 && (ROLES.contains(&word) || ends(word) || ends(bare) || is_filled)
}

/// 供稿 示例县林业局, 撰稿 甲 审核 乙 — roles and names with blanks alone between them.
fn spaced(line: &str) -> Vec<Signature> {
    let text = line.trim();
    let text = in_brackets(text).unwrap_or(text).trim();
    if length(text) > LONGEST || text.contains(['。', '，']) {
        return Vec::new();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    // 文　示例甲: one character, and then a name.
    let is_short = |at: usize| {
        let next = words.get(at + 1).map_or(0, |next| length(next));
        ["文", "图"].contains(&words[at]) && (2..=4).contains(&next)
    };
    let is_head = |at: usize| is_role(words[at]) && length(words[at]) >= 2 || is_short(at);
    let starts: Vec<usize> = (0..words.len()).filter(|at| is_head(*at)).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts[1..].iter().copied().chain([words.len()]);
    let signatures = starts.iter().zip(ends).map(|(start, end)| Signature {
        role: Some(words[*start].to_owned()),
        by: listed(&words[*start + 1..end].join(" ")),
        day: None,
    });
    let signatures: Vec<Signature> = signatures.collect();
    if signatures.iter().any(|one| one.by.is_empty()) { Vec::new() } else { signatures }
}

/// 示例乡党委供稿 — names and a role behind them, with nothing between.
fn suffixed(line: &str) -> Option<Signature> {
    let text = line.trim();
    let text = in_brackets(text).unwrap_or(text).trim();
    // 照片由支部提供
    let photos = ["照片由", "图片由", "配图由"].iter().find_map(|head| text.strip_prefix(head));
    if let Some(by) = photos.and_then(|rest| rest.strip_suffix("提供")) {
        let role = text.chars().take(2).collect();
        return Some(Signature { role: Some(role), by: by.trim().to_owned(), day: None });
    }
    // 示例乙　文
    if let Some((by, role)) = text.rsplit_once(char::is_whitespace)
        && ["文", "图", "摄"].contains(&role)
        && (2..=4).contains(&length(by.trim()))
        && by.trim().chars().all(is_han)
    {
        return Some(Signature {
            role: Some(role.to_owned()),
            by: by.trim().to_owned(),
            day: None,
        });
    }
    let (by, role) =
        BEHIND.iter().find_map(|role| Some((text.strip_suffix(role)?.trim(), *role)))?;
    let role = role.strip_prefix("联合").unwrap_or(role).trim_start_matches(['/', '／']);
    let by = &listed(by);
    // （根据录音整理）
    // 示例乙根据录音整理
    let by = &["根据", "依据"]
        .iter()
        .find_map(|word| by.split_once(word))
        .filter(|(name, _)| !name.is_empty())
        .map_or(by.clone(), |(name, _)| name.to_owned());
    let is_source = ["根据", "据", "依据"].iter().any(|word| by.starts_with(word));
    let is_name = !is_source
        && (2..=20).contains(&length(by))
        && by.chars().all(|c| c.is_alphabetic() || " 　、".contains(c));
    is_name.then(|| Signature { role: Some(role.to_owned()), by: by.to_owned(), day: None })
}

/// Signatures without a mark between role and name.
pub(super) fn unmarked(line: &str) -> Vec<Signature> {
    with_day(line, without_mark)
}

fn without_mark(line: &str) -> Vec<Signature> {
    let found = spaced(line);
    if !found.is_empty() {
        return found;
    }
    several(line.trim()).or_else(|| suffixed(line).map(|one| vec![one])).unwrap_or_default()
}

/// 记者 示例甲　通讯员 示例乙, □ 本报记者 示例甲: the line below a title that names who wrote, with blanks alone between.
pub(super) fn byline(line: &str) -> Vec<Signature> {
    let text =
        line.trim().trim_start_matches(['□', '■', '●', '◎', '○', '◆', '◇', '▲', '△']).trim_start();
    let is_writer = |one: &Signature| {
        let role = one.role.as_deref().unwrap_or_default();
        ["记者", "通讯员", "作者", "特约撰稿人", "撰稿人"]
            .iter()
            .any(|writer| role.ends_with(writer))
            && one.by.split('、').all(|name| {
                (2..=12).contains(&length(name)) && name.chars().all(|c| is_han(c) || c == ' ')
            })
    };
    // 示例县融媒体中心记者 示例甲: of which house.
    let house = text.find("记者").filter(|at| text[..*at].chars().all(is_han));
    let whole = spaced(text);
    let found = if whole.is_empty() { spaced(house.map_or(text, |at| &text[at..])) } else { whole };
    if found.iter().all(is_writer) { found } else { Vec::new() }
}

/// 某局供稿，某人整理 — names and roles behind them, side by side.
fn several(inner: &str) -> Option<Vec<Signature>> {
    let parts = inner.split(['，', ',', '；', '　', ' ']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let one = |part: &&str| suffixed(part).or_else(|| prefixed(part));
    let found: Vec<Signature> = parts.iter().filter_map(one).collect();
    (found.len() == parts.len() && found.len() > 1).then_some(found)
}

/// 记者示例甲: who it is and the name, with nothing between. Beside others of the same line alone.
fn prefixed(part: &str) -> Option<Signature> {
    const WHO: [&str; 8] =
        ["本报记者", "特约记者", "记者", "通讯员", "摄影", "责编", "编辑", "校对"];
    let role = WHO.iter().find(|role| part.starts_with(**role))?;
    let by = &part[role.len()..];
    let is_name = (2..=4).contains(&length(by)) && by.chars().all(is_han);
    is_name.then(|| Signature { role: Some((*role).to_owned()), by: by.to_owned(), day: None })
}

/// 示例甲 / 文　　示例乙 / 图: the names before what they did.
fn named_first(line: &str) -> Option<Vec<Signature>> {
    let mut closed = line.replace(['／', '|', '｜'], "/");
    while closed.contains(" /") || closed.contains("/ ") {
        closed = closed.replace(" /", "/").replace("/ ", "/");
    }
    let parts: Vec<&str> = closed.split_whitespace().collect();
    let one = |part: &&str| {
        let (by, role) = part.split_once('/')?;
        let is_name = (2..=4).contains(&length(by)) && by.chars().all(is_han);
        let is_done = ["文", "图", "摄影", "撰文", "供图", "整理"].contains(&role);
        (is_name && is_done).then(|| Signature {
            role: Some(role.to_owned()),
            by: by.to_owned(),
            day: None,
        })
    };
    let found: Vec<Signature> = parts.iter().filter_map(one).collect();
    (found.len() == parts.len() && !found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        let told = signatures(line).into_iter().map(|one| {
            let day = one.day.map(|day| format!("@{day}"));
            format!("{}={}{}", one.role.unwrap_or_default(), one.by, day.unwrap_or_default())
        });
        told.collect::<Vec<_>>().join(";")
    }

    #[test]
    fn roles_stand_with_every_mark_and_side_by_side() {
        assert_eq!(told("供稿：示例县林业局"), "供稿=示例县林业局");
        assert_eq!(told("审 核：示例丙"), "审核=示例丙");
        assert_eq!(told("整理丨党建科"), "整理=党建科");
        assert_eq!(told("编辑：甲乙 审核：丙丁"), "编辑=甲乙;审核=丙丁");
        assert_eq!(told("编辑/甲丁 乙戊 | 审核/丙"), "编辑=甲丁、乙戊;审核=丙");
        assert_eq!(told("编辑：甲　丁"), "编辑=甲丁");
        assert_eq!(told("（供稿：某局 审核：某人）"), "供稿=某局;审核=某人");
        assert_eq!(told("(范例区审计局 示例乙)"), "=范例区审计局 示例乙");
        assert_eq!(
            told("（某局供稿　记者示例乙　通讯员示例丙）"),
            "供稿=某局;记者=示例乙;通讯员=示例丙"
        );
        assert_eq!(told("示例甲 / 文　　示例乙 / 图"), "文=示例甲;图=示例乙");
        assert_eq!(told("(完)"), "");
        assert_eq!(told("（示例乡党委供稿）"), "供稿=示例乡党委");
        assert_eq!(told("（示例乡党委供稿 2024年5月10日）"), "供稿=示例乡党委@2024年5月10日");
        assert_eq!(told("供稿：示例乡党委　2024-05-10"), "供稿=示例乡党委@2024-05-10");
        assert_eq!(told("（示例乡党委  2024年5月）"), "=示例乡党委@2024年5月");
        assert_eq!(told("（通讯员 示例甲 示例乙）"), "通讯员=示例甲、示例乙");
        assert_eq!(told("文/示例乙  图/示例丙"), "文=示例乙;图=示例丙");
        assert_eq!(told("供稿单位：示例县税务局"), "供稿单位=示例县税务局");
        assert_eq!(told("填报人：示例甲"), "填报人=示例甲");
        assert_eq!(told("供稿人：示例甲（示例县林场）"), "供稿人=示例甲（示例县林场）");
        assert_eq!(told("一是抓学习：每月学习。"), "");
        assert_eq!(told("（示例县农业局供稿 执笔：示例甲）"), "供稿=示例县农业局;执笔=示例甲");
        assert_eq!(told("一、申报单位：示例县文联"), "申报单位=示例县文联");
        assert_eq!(told("审核人：示例乙　　填表日期：2024年10月"), "审核人=示例乙");
        assert_eq!(told("考察组：示例甲、示例乙"), "考察组=示例甲、示例乙");
        assert_eq!(told("（2024年3月采访）"), "");
        assert_eq!(told("时间：每周三"), "");
        assert_eq!(told("（甲局政治部供稿，示例甲整理）"), "供稿=甲局政治部;整理=示例甲");
        assert_eq!(told("（县委老干部局、县供销社联合供稿）"), "供稿=县委老干部局、县供销社");
        assert_eq!(told("联系部门：示例区民政局"), "联系部门=示例区民政局");
    }
}
