//! Words that another program leaves in a text that is copied out of it: a page's buttons, an account's invitations, the
//! fields and prompts of a word processor, marks that were spoken to a telephone, what a writing program says of its own
//! work.
//!
//! Entry point: [`stray`], for the rule `unfinished`. No sentence of a story holds them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::parse::body::forms::is_blank;
use crate::prefilter::{self, Alphabet};

/// Words that stand in no story, wherever they are.
const ANYWHERE: [&str; 40] = [
    "点击上方蓝字",
    "点击蓝字关注",
    "点击下方名片",
    "长按识别二维码",
    "长按二维码",
    "扫描下方二维码",
    "识别下方二维码",
    "预览时标签不可点",
    "点个在看",
    "点击阅读原文",
    "【关闭窗口】",
    "【打印本页】",
    "【打印】【关闭】",
    "您的浏览器不支持",
    "发自我的",
    "未找到引用源",
    "未定义书签",
    "单击或点击此处",
    "点击此处输入",
    "在此处键入",
    "PAGEREF _",
    "HYPERLINK \"",
    "MERGEFORMAT",
    "以下是根据您",
    "希望以上内容",
    "如需修改请随时",
    "如需进一步修改",
    "请根据实际情况修改",
    "请根据实际情况填写",
    "TODO",
    "本文字数",
    "&amp;nbsp",
    "逗号换行",
    "冒号换行",
    "句号换行",
    "<o:p>",
    "作为一个AI",
    "作为AI助手",
    "回答由AI生成",
    "以上内容由AI",
];
/// Words that are strange only where a line begins with them.
const AT_BEGIN: [&str; 15] = [
    "微信扫一扫",
    "扫码关注",
    "单击此处",
    "以上就是关于",
    "上一篇：",
    "下一篇：",
    "上一篇:",
    "下一篇:",
    "分享到：",
    "分享到:",
    "字号：【",
    "字体：【",
    "【字体：",
    "【字号：",
    "打印本页",
];
/// Words that are strange only where they are a whole line.
const WHOLE: [&str; 9] = [
    "点点赞",
    "阅读原文",
    "关闭窗口",
    "返回顶部",
    "收藏本页",
    "展开全文",
    "点在看",
    "往期推荐",
    "往期回顾",
];
/// What stands round the number of a page.
const DASHES: [char; 5] = ['—', '–', '-', '－', '―'];
/// The longest sign of a remark, in characters.
const LONGEST_REMARK: usize = 40;
/// The longest line that may be the number of a page, in characters.
const LONGEST_PAGE: usize = 16;

/// All of them.
static ALL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ANYWHERE.iter().chain(&AT_BEGIN).chain(&WHOLE);
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
    automaton.expect("a few words make a small automaton")
});

/// The first of such words in a prose.
pub(super) fn stray(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    let all = ANYWHERE.into_iter().chain(AT_BEGIN).chain(WHOLE);
    let words = alphabet.finds_any(prose, all).then(|| {
        let mut found = ALL.find_iter(prose).filter(|one| {
            let word = &prose[one.range()];
            let begins = prose[..one.start()].chars().rev().find(|c| *c == '\n' || !is_blank(*c));
            let is_begin = begins.is_none_or(|c| c == '\n');
            let is_end = prose[one.end()..].chars().next().is_none_or(|c| c == '\n');
            ANYWHERE.contains(&word)
                || AT_BEGIN.contains(&word) && is_begin
                || WHOLE.contains(&word) && is_begin && is_end
        });
        found.next().map(|one| one.range())
    });
    let may_be_page =
        alphabet.has_any(DASHES) || ["第页", "END"].iter().any(|word| alphabet.spells(word));
    let page = || if may_be_page { page_number(prose) } else { None };
    words.flatten().or_else(page).or_else(|| remark(prose, alphabet))
}

/// A line that is the number of a page, or the end of an article: 第 1 页 共 3 页, —2—, ——END——.
fn page_number(prose: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in prose.split_inclusive('\n') {
        let text = line.trim_start_matches(is_blank);
        let begins = text.starts_with(|c| matches!(c, '第' | 'E') || DASHES.contains(&c));
        let text = if prefilter::passes(begins) { text.trim_end_matches(is_blank) } else { "" };
        let is_short = text.len() <= 4 * LONGEST_PAGE && text.chars().count() <= LONGEST_PAGE;
        if !text.is_empty() && is_short && is_page_number(text) {
            let at = start + (text.as_ptr() as usize - line.as_ptr() as usize);
            return Some(at..at + text.len());
        }
        start += line.len();
    }
    None
}

fn is_page_number(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let of_pages = || {
        let (first, rest) = bare.strip_prefix('第')?.split_once('页')?;
        let rest = rest.trim_start_matches(['，', ',', '/']);
        let all = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        Some(is_number(first) && (rest.is_empty() || all.is_some_and(is_number)))
    };
    let between = bare.strip_prefix(DASHES).and_then(|rest| rest.strip_suffix(DASHES));
    let is_end = bare.trim_matches(DASHES) == "END";
    is_end || of_pages().unwrap_or(false) || between.is_some_and(is_number)
}

/// A remark of a reviewer, as Word prints it: `批注 [u1]: …`.
fn remark(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    let word = "批注";
    if !alphabet.spells(word) {
        return None;
    }
    memmem::find_iter(prose.as_bytes(), word).find_map(|at| {
        let inside = prose[at + word.len()..].trim_start_matches(' ').strip_prefix(['[', '［'])?;
        let mut near = inside.char_indices().take(LONGEST_REMARK);
        let (end, _) = near.find(|(_, c)| matches!(c, ']' | '］'))?;
        let is_counted = inside[..end].ends_with(|c: char| c.is_ascii_digit());
        let close = prose.len() - inside.len() + end;
        is_counted.then_some(at..close + 1).filter(|range| prose.is_char_boundary(range.end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stray_of(prose: &str) -> Option<Range<usize>> {
        stray(prose, &Alphabet::of(prose))
    }

    #[test]
    fn words_of_other_programs_are_found_and_those_of_a_story_are_not() {
        for (prose, words) in [
            ("点击上方蓝字关注我们\n支部学习。", "点击上方蓝字"),
            ("支部学习。\n阅读原文", "阅读原文"),
            ("支部学习。\n上一篇：甲", "上一篇："),
            ("情况见错误!未找到引用源。", "未找到引用源"),
            ("支部学习。\n第 1 页 共 3 页\n好。", "第 1 页 共 3 页"),
            ("支部学习。\n—2—\n好。", "—2—"),
            ("支部学习。批注 [u1]: 要核实", "批注 [u1]"),
            ("好的，以下是根据您提供的材料整理的：", "以下是根据您"),
            ("支部学习。\n发自我的iPhone", "发自我的"),
            ("支部学习。\n———END———", "———END———"),
            ("往期推荐\n支部学习。", "往期推荐"),
        ] {
            assert_eq!(stray_of(prose).map(|range| &prose[range]), Some(words), "{prose}");
        }
        for prose in [
            "老党员阅读原文，写下心得。",
            "他在笔记里写道，上一篇：甲，下一篇：乙。",
            "翻到第1页，共3页的信写得满满的。",
            "他在书上批注[甲]的观点。",
            "老同志学会用AI生成短视频，学会微信扫一扫，扫码关注公众号。",
            "他校稿时一个逗号也不放过，给孩子们点点赞。",
            "作为AI时代的老党员，大家可以继续补充意见。",
        ] {
            assert_eq!(stray_of(prose), None, "{prose}");
        }
    }
}
