//! Words that another program leaves in a text that is copied out of it: a page's buttons, an account's invitations, the
//! fields and prompts of a word processor, marks that were spoken to a telephone, what a writing program says of its own
//! work.
//!
//! Entry points: [`strays`] and [`lines`], for the rule `unfinished`. No sentence of a story holds them.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;

use crate::check::remnant::{initials, is_count_of_words, is_of_contents, spelling};
use crate::parse::body::forms::is_blank;
use crate::parse::body::frame::{
    OF_SITE, is_chat_head, is_document_number, is_letter_foot, is_mail_head, is_of_portal,
    is_of_report, is_of_site,
};
use crate::prefilter::{self, Alphabet};

/// Words that stand in no story, wherever they are.
const ANYWHERE: [&str; 74] = [
    "来自腾讯文档",
    "来自金山文档",
    "来自石墨文档",
    "来自飞书文档",
    "@所有人",
    "点击上方蓝字",
    "点击蓝字关注",
    "点击下方名片",
    "长按识别二维码",
    "长按二维码",
    "扫描下方二维码",
    "识别下方二维码",
    "预览时标签不可点",
    "点个在看",
    "点个“在看”",
    "点个“赞”",
    "此页无正文",
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
    "以下是为您",
    "以下是为你",
    "为您撰写的",
    "为您整理的",
    "为您生成",
    "根据您提供的",
    "根据您的要求",
    "根据你提供的",
    "润色后的版本",
    "优化后的版本",
    "修改后的版本",
    "改写后的版本",
    "希望对您有所帮助",
    "希望这份材料",
    "随时告诉我",
    "作为一个人工智能",
    "作为人工智能助手",
    "由AI生成",
    "内容由AI",
    "本次修改主要",
    "oaicite",
    "contentReference",
    "turn0search",
    "turn1search",
    "†source",
    "utm_source=chatgpt",
    "作为AI助手",
    "回答由AI生成",
    "以上内容由AI",
];
/// Words that are strange only where a line begins with them.
const AT_BEGIN: [&str; 35] = [
    "点击蓝字",
    "点击上方",
    "戳蓝字",
    "长按关注",
    "扫描二维码",
    "识别二维码",
    "抄送：",
    "抄送:",
    "抄报：",
    "主题词：",
    "签发人：",
    "（此件公开发布）",
    "此件公开发布",
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
    "当然可以！",
    "好的，以下是",
    "好的，这是",
    "当然，以下是",
    "好的，我来",
    "好的！以下是",
    "以下为您",
];
/// Words that are strange only where they are a whole line.
const WHOLE: [&str; 16] = [
    "关注我们",
    "推荐阅读",
    "延伸阅读",
    "相关阅读",
    "相关链接",
    "精彩回顾",
    "往期精彩",
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
/// The longest strange line, in bytes.
const LONGEST_LINE: usize = 400;

/// The longest line that is shown whole, in characters.
const LONGEST_SHOWN: usize = 40;

/// Those that are strange anywhere.
static ALL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(ANYWHERE);
    automaton.expect("a few words make a small automaton")
});

/// Such words in a prose, in order and apart.
pub(super) fn strays(prose: &str, alphabet: &Alphabet) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if alphabet.finds_any(prose, ANYWHERE) {
        found.extend(ALL.find_iter(prose).map(|one| one.range()));
    }
    found.extend(remark(prose, alphabet));
    found.extend(initials(prose, alphabet));
    found.extend(spelling(prose, alphabet));
    found.extend(escape(prose, alphabet));
    found.sort_by_key(|range| range.start);
    found
}

/// Lines of a text as written that are strange: the number of a page, the end of an article, the frame of a letter, a site, a
/// mail or a chat, and those that begin so. A page that is copied has no blank lines between them.
pub(super) fn lines(text: &str, alphabet: &Alphabet) -> Vec<Range<usize>> {
    let looks = looks_in(text, alphabet);
    let is_strange = |line: &str| looks.iter().any(|looks_strange| looks_strange(line));
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(|c| is_blank(c) || matches!(c, '>' | '#' | '*'));
        let bare = bare.trim_end_matches(|c| is_blank(c) || matches!(c, '\\' | '*'));
        let is_strange = || is_strange(bare) || bare.strip_prefix("- ").is_some_and(is_strange);
        if bare.len() <= LONGEST_LINE && is_strange() {
            let at = start + (bare.as_ptr() as usize - line.as_ptr() as usize);
            let end = bare.char_indices().nth(LONGEST_SHOWN).map_or(bare.len(), |(end, _)| end);
            found.push(at..at + end);
        }
        start += line.len();
    }
    found
}

/// Whether a line is of one kind of strange lines.
type IsStrange = fn(&str) -> bool;

/// The kinds of strange lines that may stand in a text at all, by the characters it has.
fn looks_in(text: &str, alphabet: &Alphabet) -> Vec<IsStrange> {
    let spells = |words: &[&str]| prefilter::passes(words.iter().any(|word| alphabet.spells(word)));
    let kinds: [(IsStrange, bool); 12] = [
        (is_of_contents, spells(&["....", "……", "····"])),
        (is_count_of_words, spells(&["全文", "正文共", "共计", "字数"])),
        (is_page_number, true),
        (is_chat_head, true),
        (has_words, alphabet.finds_any(text, AT_BEGIN.into_iter().chain(WHOLE))),
        (is_count_of_readers, spells(&["阅读", "在看", "点赞"])),
        (is_document_number, spells(&["号"])),
        (is_letter_foot, spells(&["抄送", "抄报", "主题词", "印发"])),
        (is_of_report, spells(&["请批示", "特此", "专此", "请审", "请查收", "指正", "如下"])),
        (is_mail_head, spells(&["件人", "抄送", "发送", "邮件", "Original"])),
        (is_of_site, alphabet.finds_any(text, OF_SITE) || spells(&["来源", "作者", "稿源"])),
        (
            is_of_portal,
            spells(&["原标题", "声明", "编辑", "记者", "标签", "关键词", "分享", "阅读", "评论"]),
        ),
    ];
    kinds.into_iter().filter(|(_, may_stand)| *may_stand).map(|(kind, _)| kind).collect()
}

/// Whether a line begins with such words, or is them, and is not told for words that are strange anywhere.
fn has_words(line: &str) -> bool {
    let begins = || AT_BEGIN.iter().any(|word| line.starts_with(word));
    let is_told = || ANYWHERE.iter().any(|word| line.contains(word));
    (WHOLE.contains(&line) || begins()) && !is_told()
}

/// `\n` between sentences: how a program writes the end of a line. `C:\new` is a path.
fn escape(prose: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !prefilter::passes(alphabet.has('\\')) {
        return None;
    }
    memmem::find_iter(prose.as_bytes(), "\\n").find_map(|at| {
        let end = at + "\\n".len();
        let is_inside =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "\\:/_.".contains(c));
        let (before, behind) = (prose[..at].chars().next_back(), prose[end..].chars().next());
        let is_next = prose[end..].starts_with("\\n");
        (!is_inside(before) && (is_next || !is_inside(behind))).then_some(at..end)
    })
}

/// 阅读 1234 赞 56 在看: what an account counts below an article.
fn is_count_of_readers(line: &str) -> bool {
    const WORDS: [&str; 8] = ["阅读量", "阅读", "点赞", "赞", "在看", "分享", "收藏", "留言"];
    let is_gap = |c: char| is_blank(c) || c.is_ascii_digit() || "：:·|+万".contains(c);
    let mut rest = line;
    let mut words = 0;
    while let Some(behind) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        words += 1;
        rest = behind.trim_start_matches(is_gap);
    }
    let has_number = line.contains(|c: char| c.is_ascii_digit());
    words > 0 && rest.is_empty() && (has_number || words > 2)
}

fn is_page_number(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let begins = text.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '第' | 'E') || DASHES.contains(&c)
    });
    if !begins || text.chars().nth(LONGEST_PAGE).is_some() {
        return false;
    }
    let bare: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let of_pages = || {
        let (first, rest) = bare.strip_prefix('第')?.split_once('页')?;
        let rest = rest.trim_start_matches(['，', ',', '/']);
        let all = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        Some(is_number(first) && (rest.is_empty() || all.is_some_and(is_number)))
    };
    let between = bare.strip_prefix(DASHES).unwrap_or(&bare).strip_suffix(DASHES);
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

    fn strays_of(text: &str) -> Vec<&str> {
        let alphabet = Alphabet::of(text);
        let all = strays(text, &alphabet).into_iter().chain(lines(text, &alphabet));
        all.map(|range| &text[range]).collect()
    }

    #[test]
    fn words_of_other_programs_are_found_and_those_of_a_story_are_not() {
        for (prose, words) in [
            ("点击上方蓝字关注我们\n支部学习。", "点击上方蓝字"),
            ("支部学习。\n阅读原文", "阅读原文"),
            ("支部学习。\n上一篇：甲", "上一篇：甲"),
            ("情况见错误!未找到引用源。", "未找到引用源"),
            ("支部学习。\n第 1 页 共 3 页\n好。", "第 1 页 共 3 页"),
            ("支部学习。\n—2—\n好。", "—2—"),
            ("支部学习。批注 [u1]: 要核实", "批注 [u1]"),
            ("好的，根据您提供的材料整理如下：", "根据您提供的"),
            ("以下是润色后的版本：\n支部学习。", "润色后的版本"),
            ("支部学习。【4†source】", "†source"),
            ("支部学习。\\n\\n老党员常来。", "\\n"),
            ("当然可以！下面是材料。\n支部学习。", "当然可以！下面是材料。"),
            ("支部学习。\n阅读 1234 赞 56 在看", "阅读 1234 赞 56 在看"),
            ("支部学习。（来自腾讯文档）", "来自腾讯文档"),
            ("@所有人 请报送。", "@所有人"),
            ("示例甲 7月1日 上午10:20\n支部学习。", "示例甲 7月1日 上午10:20"),
            ("示例甲(123456789) 10:20:33\n支部学习。", "示例甲(123456789) 10:20:33"),
            ("示例甲 2024-07-01 星期一 10:20\n支部学习。", "示例甲 2024-07-01 星期一 10:20"),
            ("支部学习。\n3 -\n好。", "3 -"),
            ("支部学习。\n发自我的iPhone", "发自我的"),
            ("支部学习。\n———END———", "———END———"),
            ("往期推荐\n支部学习。", "往期推荐"),
            ("点击蓝字 关注我们\n支部学习。", "点击蓝字 关注我们"),
            ("支部学习。\n示例县委办公室　2024年5月6日印发", "示例县委办公室　2024年5月6日印发"),
        ] {
            assert_eq!(strays_of(prose), [words], "{prose}");
        }
        for prose in [
            "老党员阅读原文，写下心得。",
            "上午 10:20",
            "开会时间 2024年7月1日",
            "会议定于 7月1日 上午10:20",
            "签到 9:00",
            "他在笔记里写道，上一篇：甲，下一篇：乙。",
            "翻到第1页，共3页的信写得满满的。",
            "他在书上批注[甲]的观点。",
            "老同志学会用AI生成短视频，学会微信扫一扫，扫码关注公众号。",
            "他校稿时一个逗号也不放过，给孩子们点点赞。",
            "支部按照示老干〔2024〕12号文件学习。",
            "支部获评2024年示例县先进，文件于2024年5月6日印发",
            "他说：当然可以！大家都来。支部为大家整理了资料，希望对老同志有帮助。",
            "文件在C:\\new\\n里。",
            "阅读3本书，点赞2位老党员。",
            "以下是支部2023年的活动。优化后的流程更短，修改后的章程更细。",
            "作为AI时代的老党员，大家可以继续补充意见。",
        ] {
            assert!(strays_of(prose).is_empty(), "{prose}");
        }
        assert_eq!(
            strays_of("示老干〔2024〕12号\n支部学习。\n- 3 -\n好。\n第 4 页\n抄送：市委老干部局。"),
            ["示老干〔2024〕12号", "- 3 -", "第 4 页", "抄送：市委老干部局。"],
            "each of them is told"
        );
    }
}
