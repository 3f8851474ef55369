//! Words where a picture is meant and none is shown: its file's name alone, a word that stands for it, or what a chat
//! leaves of it.
//!
//! Entry points: [`candidates`] for lines and for words in brackets; [`spoken`] for a text that speaks of a picture and has
//! none. Which file is meant is for a person to say, as is what is to be seen on it.

use std::ops::Range;

use memchr::memmem;
use unicode_normalization::UnicodeNormalization;

use crate::check::slip::{Candidate, Kind, Line, Read, Slip};
use crate::parse::body::forms::{is_blank, is_han};
use crate::prefilter::{self, Alphabet};

/// The longest line that is looked at, in characters.
const LONGEST: usize = 80;
/// The longest remark in brackets, in characters.
const LONGEST_REMARK: usize = 24;
/// Endings of pictures, as cameras, programs and telephones write them.
const ENDINGS: [&str; 13] = [
    ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp", ".heic", ".tif", ".tiff", ".avif",
    ".emf", ".wmf",
];
/// What stands for a picture, the longest first.
const NAMES: [&str; 10] =
    ["现场图", "图片", "照片", "插图", "配图", "附图", "合影", "视频", "图", "表"];
/// What is said before it.
const BEFORE: [&str; 11] =
    ["此处", "这里", "插入", "放上", "放置", "放", "插", "附上", "附", "加", "配"];
/// What is said behind it.
const BEHIND: [&str; 10] =
    ["位置", "见附件", "附后", "另附", "待补", "待插入", "略", "一张", "两张", "若干"];
/// What a chat or a page leaves of what is no text, in square brackets.
const CHAT: [&str; 12] = [
    "图片",
    "照片",
    "视频",
    "语音",
    "文件",
    "链接",
    "表情",
    "动画表情",
    "小程序",
    "位置",
    "聊天记录",
    "小视频",
];
/// What a chat writes for its faces.
const FACES: [&str; 59] = [
    "微笑",
    "强",
    "弱",
    "鲜花",
    "玫瑰",
    "鼓掌",
    "握手",
    "抱拳",
    "胜利",
    "爱心",
    "呲牙",
    "憨笑",
    "偷笑",
    "愉快",
    "庆祝",
    "太阳",
    "蛋糕",
    "礼物",
    "合十",
    "OK",
    "拥抱",
    "加油",
    "点赞",
    "赞",
    "啤酒",
    "咖啡",
    "烟花",
    "爆竹",
    "红包",
    "大笑",
    "害羞",
    "可爱",
    "流泪",
    "大哭",
    "捂脸",
    "奸笑",
    "机智",
    "耶",
    "嘿哈",
    "色",
    "得意",
    "发",
    "福",
    "月亮",
    "拳头",
    "勾引",
    "转圈",
    "跳跳",
    "破涕为笑",
    "笑脸",
    "憧憬",
    "社会社会",
    "加油加油",
    "666",
    "龇牙",
    "奋斗",
    "嘴唇",
    "心碎",
    "吃瓜",
];
const BRACKETS: [char; 14] =
    ['（', '）', '(', ')', '【', '】', '[', ']', '［', '］', '「', '」', '<', '>'];
/// Brackets round a remark inside a line.
const PAIRS: [(char, char); 5] = [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']'), ('［', '］')];

/// The lines and words of a body that stand for a picture.
pub(super) fn candidates(
    (body, alphabet): (&str, &Alphabet),
    lines: &[Line<'_>],
) -> Vec<Candidate> {
    // A stroke at the end breaks the line, and is no part of the word.
    let is_meant = |line: &&Line<'_>| {
        let words = line.text.trim_end_matches('\\');
        !words.is_empty() && is_picture(words)
    };
    let mut found: Vec<Candidate> =
        lines.iter().filter(is_meant).map(|line| candidate(body, line.at..line.end())).collect();
    if PAIRS.iter().any(|(open, _)| alphabet.finds(body, *open)) {
        for line in lines {
            found.extend(
                remarks(line)
                    .filter(|range| is_remark(body, range))
                    .map(|range| candidate(body, range)),
            );
        }
    }
    found
}

fn candidate(body: &str, range: Range<usize>) -> Candidate {
    let at = range.start;
    let kind = if is_face(&body[range.clone()]) { Kind::Face } else { Kind::Picture };
    let slip = Slip { range, put: None, kind };
    Candidate { slips: vec![slip], at, read: Read::AsWords }
}

/// Whether words are what a chat writes for a face: `[微笑]`.
pub(super) fn is_face(words: &str) -> bool {
    let inside = words.strip_prefix(['[', '［']).and_then(|rest| rest.strip_suffix([']', '］']));
    inside.is_some_and(|inside| FACES.contains(&inside))
}

/// What stands in brackets in a line, the brackets with it.
fn remarks<'l>(line: &'l Line<'_>) -> impl Iterator<Item = Range<usize>> + 'l {
    line.text.match_indices(PAIRS.map(|(open, _)| open)).filter_map(|(at, open)| {
        let (_, close) = PAIRS.into_iter().find(|(sign, _)| open.starts_with(*sign))?;
        let inside = &line.text[at + open.len()..];
        let mut near = inside.char_indices().take(LONGEST_REMARK);
        let (length, _) = near.find(|(_, c)| *c == close)?;
        let end = at + open.len() + length + close.len_utf8();
        Some(line.at + at..line.at + end)
    })
}

/// Whether a remark stands for a picture: `[图片]`, `（插入照片1）`, `（附照片2张）`. `[图片](1.jpg)` is one, and so is `![图片]`.
fn is_remark(body: &str, range: &Range<usize>) -> bool {
    let words = &body[range.clone()];
    let inside = words.trim_matches(BRACKETS).trim();
    if is_face(words) {
        return !body[range.end..].starts_with(['(', '（'])
            && !body[..range.start].ends_with(['!', '！']);
    }
    let is_link = body[range.end..].starts_with(['(', '（', '[', ':', '：'])
        || body[..range.start].trim_end().ends_with(['!', '！', ']', '［']);
    let is_square = words.starts_with(['[', '［']);
    let is_chat = is_square && CHAT.contains(&inside);
    !is_link && (is_chat || is_said(inside) && inside.chars().count() < LONGEST_REMARK)
}

/// Whether words say that a picture belongs here: 此处插入活动照片, 插图位置, 照片附后, 附照片2张.
fn is_said(words: &str) -> bool {
    let ahead = BEFORE.iter().find_map(|word| words.strip_prefix(word));
    let names = NAMES.iter().filter(|name| name.chars().count() > 1 || ahead.is_some());
    let Some((at, name)) = names.filter_map(|name| Some((words.rfind(name)?, name))).max() else {
        let is_left_out = ["图略", "表略", "图片略", "此处有图", "此处有表"].contains(&words);
        return is_left_out;
    };
    let rest = words[at + name.len()..].trim_matches(is_blank);
    let number = |c: char| c.is_numeric() || "一二三四五六七八九十两几张幅个段".contains(c);
    let is_behind = BEHIND.contains(&rest);
    let is_counted = rest.chars().all(number);
    // 附图书目录, 加照片墙 are words of their own.
    let is_short = words[..at].chars().count() <= 10
        && !words.contains(BRACKETS)
        && !words[..at].contains(['，', '。', '“']);
    let is_placed = ahead.is_some() && (is_counted || is_behind);
    is_short && (is_placed || is_behind && ahead.is_none() && at == 0)
}

fn is_picture(text: &str) -> bool {
    // Most lines end in a sentence.
    if text.ends_with(['。', '；', '！', '？', '，', '、', '：']) || text.chars().count() > LONGEST
    {
        return false;
    }
    // A picture whose marks went astray is told as that.
    if text.starts_with(['!', '！']) {
        return false;
    }
    let inner = text.trim_matches(BRACKETS);
    let is_bracketed = inner.len() < text.len();
    is_file(inner) || is_word(inner, is_bracketed) || is_caption(inner, is_bracketed)
}

/// `【图1：老党员在社区宣讲】`, `（图2 现场）`, `配图：现场`: what is to be seen, and nothing that shows it.
fn is_caption(text: &str, is_bracketed: bool) -> bool {
    let Some(behind) = NAMES.iter().find_map(|name| text.strip_prefix(name)) else { return false };
    let name = &text[..text.len() - behind.len()];
    let rest =
        behind.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c));
    let has_number = rest.len() < behind.len();
    let is_parted = rest.starts_with(|c: char| "：:".contains(c) || is_blank(c));
    let is_picture = ["图片", "照片", "插图", "配图", "附图", "图"].contains(&name);
    let is_plain = matches!(name, "配图" | "插图" | "附图" | "图片" | "照片");
    let is_meant =
        is_bracketed && (has_number || is_plain) || is_plain && rest.starts_with(['：', ':']);
    is_picture && is_parted && is_meant && !text.contains("](") && !text.contains('|')
}

/// The first words of a text that speak of a picture to be seen, where the text has none at all: 图为…, （见下图）, （图1）.
pub(in crate::check) fn spoken(body: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !alphabet.has('图') {
        return None;
    }
    let ahead = |at: usize| body[..at].chars().next_back().unwrap_or('\n');
    let word = "图";
    let mut places = memmem::find_iter(body.as_bytes(), word).filter_map(|at| {
        let behind = &body[at + word.len()..];
        let number = behind.trim_start_matches(|c: char| c.is_numeric() || "一二三".contains(c));
        let is_numbered = number.len() < behind.len() && behind.len() - number.len() < 5;
        // 上图为…, 左图：…
        let side = body[..at].strip_suffix(['上', '下', '左', '右']);
        let front = side.map_or(ahead(at), |front| front.chars().next_back().unwrap_or('\n'));
        let starts = "\n。（(【；：△▲　 ".contains(front);
        let is_said = behind.starts_with('为') && !behind.starts_with("为民")
            || behind.starts_with("片为")
            || side.is_some() && behind.starts_with(['：', ':']);
        let is_alone =
            is_numbered && side.is_none() && number.trim_start_matches(is_blank).is_empty()
                || is_numbered && front == '\n' && number.starts_with(['\n', '：', ':']);
        let is_caption = starts && (is_said || is_alone);
        let is_pointed = ["见上", "见下", "如上", "如下", "见附", "如"]
            .iter()
            .any(|word| body[..at].ends_with(word))
            && !behind.starts_with(|c: char| "书纸景强新示文画谱".contains(c))
            && (is_numbered || !body[..at].ends_with('如') || behind.starts_with("所示"));
        let is_sign = is_numbered && "（(".contains(ahead(at)) && number.starts_with(['）', ')']);
        (is_caption || is_pointed || is_sign).then_some(at..body.len() - number.len())
    });
    let has_any = |word: &str| memmem::find(body.as_bytes(), word.as_bytes()).is_some();
    let shows = || ["![", "！[", "！［", "！【", "<img", ":::"].iter().any(|mark| has_any(mark));
    places.next().filter(|_| !shows())
}

/// The first words of a text that speak of a table to be seen, where the text has none: 情况见下表.
pub(in crate::check) fn spoken_table(body: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    if !alphabet.has('表') {
        return None;
    }
    let place = |words: &str| memmem::find(body.as_bytes(), words.as_bytes());
    // A table that is none as yet is told as that.
    let shows = || {
        let marks = ["|", "｜", "\t", "│", "<table", "!["];
        marks.iter().any(|mark| place(mark).is_some())
    };
    let found = ["见下表", "如下表", "下表所示", "见上表"].iter();
    found
        .filter_map(|words| place(words).map(|at| at..at + words.len()))
        .min_by_key(|range| range.start)
        .filter(|_| !shows())
}

/// `图片1.jpg`, `插图：现场 1.JPG`, `1.jpg、2.jpg`.
fn is_file(text: &str) -> bool {
    let is_name = |part: &str| {
        let name = part.replace('。', ".").nfkc().collect::<String>().to_lowercase();
        ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
    };
    let may_be =
        !text.contains("](") && !text.contains(['，', '；', '！', '|']) && !is_address(text);
    // No name of a file ends in Han.
    may_be && prefilter::passes(!text.ends_with(is_han)) && text.split('、').all(is_name)
}

/// A link that leads elsewhere is no file of the site.
fn is_address(text: &str) -> bool {
    text.contains("://") && !text.starts_with("file:")
}

/// `【图片1】`, `（此处插入图片）`; without brackets `图片` and `此处插图` alone.
fn is_word(text: &str, is_bracketed: bool) -> bool {
    let mut rest = text.trim_matches(is_blank);
    let mut is_announced = false;
    while let Some(behind) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        (rest, is_announced) = (behind, true);
    }
    let left_out = ["图略", "表略", "图片略", "照片略", "此处有图", "此处有表", "插图位置"];
    if left_out.contains(&text) || is_bracketed && is_said(text) {
        return true;
    }
    let Some(rest) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) else { return false };
    let number = rest.trim_matches(is_blank);
    let is_number = number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十".contains(c));
    let is_alone = text == "图片" || is_announced && number.is_empty();
    is_number && (is_bracketed || is_alone)
}

/// Endings of files that go with a letter.
const FILES: [&str; 12] = [
    ".docx", ".doc", ".xlsx", ".xls", ".pdf", ".pptx", ".ppt", ".zip", ".rar", ".wps", ".csv",
    ".txt",
];

/// A line that names an attachment and leads to none: 附件：名单.docx, also where its name stands in the next line.
pub(in crate::check) fn attached(body: &str, alphabet: &Alphabet) -> Option<Range<usize>> {
    const WORD: &str = "附件";
    if !alphabet.spells(WORD) {
        return None;
    }
    memmem::find_iter(body.as_bytes(), WORD.as_bytes()).find_map(|at| {
        let is_first =
            body[..at].trim_end_matches([' ', '　', '【', '（']).ends_with('\n') || at == 0;
        let (_, rest) = body.split_at(at + WORD.len());
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六】）".contains(c));
        let list = rest.strip_prefix(['：', ':']).filter(|_| is_first)?;
        let line = list.trim_start().split('\n').next()?;
        let start = body.len() - list.trim_start().len();
        let small = line.to_ascii_lowercase();
        let is_file = FILES.iter().any(|end| small.contains(end)) && !line.contains("](");
        is_file.then(|| at..start + line.trim_end().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_picture_is_known() {
        for text in [
            "图片1.jpg",
            "（图片1.jpg）",
            "插图：现场 1.JPG",
            "1.jpg、2.png",
            "images/1.jpg",
            "IMG_2024。jpg",
            "图片１．ｊｐｇ",
            "【图片】",
            "[图片1]",
            "（此处插入图片）",
            "图片",
            "此处插图",
            "（图一）",
            "C:\\图\\1.png",
            "【图1：老党员在社区宣讲】",
            "（图2 老党员在社区宣讲）",
            "配图：老党员宣讲现场",
            "（此处插入活动照片）",
            "【此处放合影一张】",
            "插图位置",
            "（图略）",
            "（照片附后）",
            "【视频】",
        ] {
            assert!(is_picture(text), "{text}");
        }
        for text in [
            "图片说明",
            "图1",
            "![甲](1.jpg)",
            "照片由张三拍摄。",
            "（图文/党建科）",
            "https://example.com/1.jpg",
            "附图说明",
            "见1.jpg。",
            "[甲](1.jpg)",
            "图书室",
            "这里",
            "（图书馆）",
            "（附图书目录）",
            "【图书：学习读本】",
            "图1：老党员在社区宣讲",
        ] {
            assert!(!is_picture(text), "{text}");
        }
    }

    #[test]
    fn remarks_inside_a_line_and_what_a_chat_leaves_are_known() {
        let told = |line: &str| {
            let whole = Line { start: 0, at: 0, text: line, is_quoted: false, is_other: false };
            remarks(&whole).filter(|range| is_remark(line, range)).count()
        };
        for line in [
            "合影[图片]，鼓掌。",
            "学习。（插入照片1）鼓掌。",
            "学习。（附照片2张）",
            "学习。（照片附后）",
            "学习。（图片见附件）",
            "学习。【配图】鼓掌。",
            "学习。[视频]鼓掌。",
            "真棒[强]。",
            "鼓掌[微笑]。",
            "学习（此处加一张活动图）。",
        ] {
            assert_eq!(told(line), 1, "{line}");
        }
        for line in [
            "见[图片](1.jpg)。",
            "![图片](1.jpg)",
            "书画展（附图书目录）。",
            "（加强学习）好。",
            "摄影展（照片墙）人多。",
            "【视频】：[看](a.md)",
            "手册（附表格使用说明）。",
            "学习（强）。",
        ] {
            assert_eq!(told(line), 0, "{line}");
        }
    }

    #[test]
    fn a_text_without_a_table_speaks_of_none() {
        let spoken_table = |body| spoken_table(body, &Alphabet::of(body));
        assert_eq!(spoken_table("情况见下表：\n\n好。"), Some(6..15));
        for fine in [
            "情况见下表：\n\n| 甲 | 乙 |\n| --- | --- |\n",
            "活动见下：党课、义诊。",
            "甲\t乙，见下表",
        ] {
            assert_eq!(spoken_table(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_text_without_a_picture_speaks_of_none() {
        for (body, words) in [
            ("学习（图1）。", Some("图1")),
            ("学习，如图1所示。", Some("图1")),
            ("合影（见下图）。", Some("图")),
            ("学习。图为老党员宣讲。", Some("图")),
            ("学习。\n\n图为：宣讲\n", Some("图")),
            ("![宣讲](1.jpg)\n\n图为老党员宣讲。", None),
            ("图文并茂，图书2册，力图为民办实事。", None),
            ("参见图书目录，如图新家园。", None),
            ("学习。\n\n图1\n\n好。", Some("图1")),
            ("学习。\n\n（上图为老党员宣讲）", Some("图")),
            ("左图：宣讲；右图：走访。", Some("图")),
            ("图为民办实事。", None),
        ] {
            assert_eq!(
                spoken(body, &Alphabet::of(body)).map(|range| &body[range]),
                words,
                "{body}"
            );
        }
    }
}
