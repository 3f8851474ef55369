//! Turns of speech by which a quoted name is told to be a way of working: called, explained, numbered, done at its time.
//!
//! Entry points: [`is_defined`], [`is_called`], [`is_brought`], [`is_regular`], [`is_numbered_way`], [`goes_on_counting`].

use crate::claims::clause::{clause_before, is_han, sentence_before};

/// “三下帐”就是学习下帐、服务下帐、问需下帐: what it means is told.
pub(super) fn is_defined(behind: &str) -> bool {
    let meant = ["就是", "是指", "即", "指的是"].iter().find_map(|word| behind.strip_prefix(word));
    meant.is_some_and(|rest| {
        let list = rest.split(['。', '；']).next().unwrap_or_default();
        list.matches(['、', '，']).count() >= 2
    })
}

/// 把“国旗班”建到小区: what is brought to where people are.
pub(super) fn is_brought(before: &str, behind: &str) -> bool {
    before.ends_with('把')
        && ["建到", "建在", "开到", "办到", "办在", "设到", "设在", "搬到", "搬进", "送到", "送进"]
            .iter()
            .any(|verb| behind.starts_with(verb))
}

/// 有本账，叫“难事账”: a thing that is counted, and then called.
pub(super) fn is_called(before: &str) -> bool {
    let Some(head) = before.strip_suffix('叫').or_else(|| before.strip_suffix("叫作")) else {
        return false;
    };
    let Some(head) = head.strip_suffix(['，', ',']) else { return false };
    let clause = clause_before(head, head.len());
    ["有本", "有个", "有支", "有条", "有间", "有块", "有张", "有份", "有一"]
        .iter()
        .any(|word| clause.contains(word))
}

/// 每月最后一个星期五的“围炉话教”: what is done at its time.
pub(super) fn is_regular(before: &str, name: &str) -> bool {
    let clause = clause_before(before, before.len()).trim();
    name.chars().count() >= 4
        && before.ends_with('的')
        && clause.chars().count() <= 16
        && ["每月", "每周", "每天", "每年", "每季", "每逢", "每晚", "每日", "每到", "每个月"]
            .iter()
            .any(|word| clause.starts_with(word))
}

/// 办法一，“一线问路”。: a way that is numbered, and no more.
pub(super) fn is_numbered_way(before: &str, name: &str) -> bool {
    const WAYS: [&str; 13] = [
        "办法", "做法", "妙招", "法宝", "招数", "抓手", "品牌", "阵地", "特色", "亮点", "战场",
        "平台", "故事",
    ];
    let head = sentence_before(before, before.len()).trim();
    let head = head.trim_end_matches(['，', ',', '：', ':', '、', ' ', '　']);
    let way = head
        .trim_end_matches(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit())
        .trim_end_matches('之');
    way.len() < head.len() && name.chars().count() >= 3 && WAYS.contains(&way)
}

/// “劳模书信”寄往乡村小学，写信412封: what acts in one clause, and counts in the next.
pub(super) fn goes_on_counting(behind: &str) -> bool {
    let sentence = behind.split(['。', '；', '！', '\n']).next().unwrap_or_default();
    let Some((first, rest)) = sentence.split_once(['，', ',']) else { return false };
    let second = rest.split(['，', ',']).next().unwrap_or_default();
    let acts = (2..=12).contains(&first.chars().count())
        && first.starts_with(is_han)
        && !first.starts_with(['是', '为', '的', '说', '道', '指', '等', '和', '与', '不', '已'])
        && !first.contains(['被', '获', '：']);
    acts && second.contains(|c: char| c.is_ascii_digit()) && !second.contains(['被', '获'])
}
