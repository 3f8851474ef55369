//! What stands round an article and is none of it: follow us, scan this code, END, earlier articles.
//!
//! Entry points: [`leave_out`], and [`without`] for a text that may come from such a place. What is left out
//! is told with its words.

use jiff::civil::Date;

use crate::date;
use crate::import::contents::{self, take_marked};
use crate::import::manuscript::{Line, Manuscript, Part};
use crate::import::report::Note;
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::length;
use crate::locale::Message;
use crate::parse::body::frame::{
    is_beside_mail_head, is_chat_head, is_english_mail_head, is_farewell, is_frame, is_greeting,
    is_mail_head, is_of_portal, is_of_report, is_of_site,
};
use crate::parse::body::titles::ordinal;

/// Words of a line that asks for something; the line is short.
const ASKS: [&str; 29] = [
    "点击蓝字",
    "点击上方蓝字",
    "蓝字关注",
    "关注我们",
    "长按识别",
    "识别二维码",
    "扫描二维码",
    "扫码关注",
    "扫一扫",
    "点亮在看",
    "点个在看",
    "点赞在看",
    "分享、点赞",
    "点分享",
    "点收藏",
    "点点赞",
    "点在看",
    "阅读原文",
    "喜欢就点",
    "一键三连",
    "星标",
    "关注公众号",
    "左右滑动",
    "左右滑",
    "上下滑动",
    "滑动查看",
    "点击图片",
    "点击查看大图",
    "向左滑动",
];
/// How a line begins that asks for something and is nothing else.
const BEGINS: [&str; 7] =
    ["点击蓝字", "点击上方蓝字", "长按识别", "长按二维码", "扫描二维码", "识别二维码", "阅读原文"];
/// What opens a list of earlier articles.
const EARLIER: [&str; 8] = [
    "往期回顾",
    "往期精彩",
    "往期推荐",
    "推荐阅读",
    "延伸阅读",
    "相关阅读",
    "精彩回顾",
    "更多精彩",
];
/// What begins such a list on pages of governments.
const BESIDE: [&str; 7] =
    ["相关新闻", "相关链接", "相关文章", "热点推荐", "上一篇", "下一篇", "分享到"];
/// Words beside the picture of a code.
const CODES: [&str; 3] = ["二维码", "长按识别", "扫码"];
const LONGEST: usize = 30;

/// Whether a text is copied out of an article of an account, a site, a mail or a chat: a line of it asks to follow, opens a list
/// of other articles, or says who wrote and when.
fn is_copied(parts: &[Part]) -> bool {
    let is_sign = |text: &str| {
        let is_whole = length(text) <= LONGEST && !text.ends_with('。');
        let is_framed =
            is_of_site(text) || is_of_portal(text) || is_mail_head(text) || is_chat_head(text);
        is_framed
            || is_whole
                && (BEGINS.iter().any(|word| text.starts_with(word)) || EARLIER.contains(&text))
    };
    let lines = parts.iter().filter_map(|part| match part {
        Part::Line(line) => Some(tidy_text(&line.text())),
        Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
    });
    lines.into_iter().any(|text| is_sign(&text))
}

/// A text or a Word file without what stands round it where it was copied from.
pub(super) fn without(mut manuscript: Manuscript) -> Manuscript {
    let mut left = take_mail_heads(&mut manuscript.parts);
    left.extend(contents::take(&mut manuscript.parts));
    left.extend(take_courtesies(&mut manuscript.parts));
    manuscript.notes.extend(told(&left));
    if is_copied(&manuscript.parts) {
        manuscript.meta.date = manuscript.meta.date.or_else(|| day_of_site(&manuscript.parts));
        let (parts, notes) = leave_out(manuscript.parts, 0);
        manuscript.parts = parts;
        manuscript.notes.extend(notes);
    }
    manuscript
}

/// The day that a site gives right below the title: 时间：2024-04-12 来源：示例县委老干部局 浏览：356次.
fn day_of_site(parts: &[Part]) -> Option<Date> {
    const HEAD: usize = 6;
    parts.iter().take(HEAD).find_map(|part| {
        let Part::Line(line) = part else { return None };
        let text = tidy_text(&line.text());
        let day = || date::scan(&text).find_map(|found| found.date.ok()?.full());
        if is_of_site(&text) { day() } else { None }
    })
}

/// Takes the heads of mails: lines beside each other of which one is of a mail for sure.
fn take_mail_heads(parts: &mut Vec<Part>) -> Vec<String> {
    let text = |part: &Part| match part {
        Part::Line(line) => Some(tidy_text(&line.text())),
        Part::Table(_) | Part::Photo(_) | Part::PageBreak => None,
    };
    let lines: Vec<Option<String>> =
        parts.iter().map(|part| text(part).filter(|text| is_beside_mail_head(text))).collect();
    let mut taken = vec![false; parts.len()];
    let mut at = 0;
    for run in lines.chunk_by(|one, two| one.is_some() == two.is_some()) {
        let heads = run.iter().flatten();
        let is_sure = heads.clone().any(|text| is_mail_head(text))
            || heads.filter(|text| is_english_mail_head(text)).count() > 1;
        taken[at..at + run.len()].fill(is_sure);
        at += run.len();
    }
    take_marked(parts, taken).iter().filter_map(text).collect()
}

/// Takes a greeting off the begin of a letter, a farewell off its end, and what it says of itself as a report. A letter that a
/// story quotes stands in its midst.
fn take_courtesies(parts: &mut Vec<Part>) -> Vec<String> {
    const HEAD: usize = 4;
    const FOOT: usize = 6;
    let count = parts.len();
    let mut taken = Vec::new();
    let mut at = 0;
    parts.retain(|part| {
        let nth = at;
        at += 1;
        let Part::Line(line) = part else { return true };
        let text = line.text();
        let is_courtesy = is_of_report(&text)
            || nth < HEAD && is_greeting(&text)
            || nth + FOOT >= count && nth >= HEAD && is_farewell(&text);
        if is_courtesy {
            taken.push(tidy_text(&text));
        }
        !is_courtesy
    });
    taken
}

/// What was left out, in its words.
fn told(left: &[String]) -> Option<Note> {
    let text = left.join("；");
    (!left.is_empty()).then(|| Note::new(Message::new("import-around").text("texts", text)))
}

/// The parts of the article alone. `pictures` were left out already.
pub(super) fn leave_out(parts: Vec<Part>, mut pictures: usize) -> (Vec<Part>, Vec<Note>) {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    let mut left: Vec<String> = Vec::new();
    let mut is_over = false;
    let mut codes = 0;
    // What stands beside the number of a heading is one.
    let mut heads = false;
    for mut part in parts {
        if let Part::Line(line) = &mut part {
            left.extend(take_link_back(line));
        }
        if let Part::Line(line) = &mut part
            && std::mem::take(&mut heads)
            && is_head(line)
        {
            line.size = 0;
            line.runs.iter_mut().for_each(|run| run.is_bold = true);
        }
        let Part::Line(line) = &part else {
            if is_over {
                pictures += 1;
            } else {
                kept.push(part);
            }
            continue;
        };
        let text = tidy_text(&line.text());
        is_over |= length(&text) <= LONGEST && opens_others(&text);
        // Below the earlier articles a longer paragraph is text all the same.
        if is_over && (length(&text) <= 60 || is_link(line)) || is_decoration(&text) {
            if CODES.iter().any(|word| text.contains(word))
                && matches!(kept.last(), Some(Part::Photo(_)))
            {
                kept.pop();
                codes += 1;
            }
            heads = is_number(&text);
            left.push(text);
            continue;
        }
        is_over = false;
        kept.push(part);
    }
    let mut notes = Vec::new();
    if pictures + codes > 0 {
        let message =
            Message::new("import-decorations").count("pictures", pictures).count("codes", codes);
        notes.push(Note::new(message));
    }
    notes.extend(told(&left));
    (kept, notes)
}

/// Takes 返回搜狐，查看更多 off the end of a line.
fn take_link_back(line: &mut Line) -> Option<String> {
    let is_back = |text: &str| text.starts_with("返回") && text.ends_with("查看更多");
    let last = line.runs.last().map(|run| run.text.trim()).filter(|text| is_back(text))?;
    let text = last.to_owned();
    line.runs.pop();
    Some(text)
}

/// Whether a line opens a list of other articles.
fn opens_others(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    EARLIER.iter().any(|word| text.contains(word))
        || BESIDE.iter().any(|word| bare.starts_with(word))
}

/// Whether a line only decorates: it asks for something, says END, or is the number of a heading.
fn is_decoration(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let upper = bare.to_ascii_uppercase();
    let is_end = ["END", "THEEND"].contains(&upper.as_str()) || bare.is_empty();
    // 点个“在看”
    let plain = text.replace(['“', '”', '"', '【', '】', '「', '」'], "");
    let asks = length(text) <= LONGEST && ASKS.iter().any(|word| plain.contains(word));
    is_number(text) || is_end || asks || is_frame(text)
}

/// A short line that is no sentence, and nothing else already.
fn is_head(line: &Line) -> bool {
    let text = line.text();
    line.level.is_none()
        && line.number.is_none()
        && length(text.trim()) <= LONGEST
        && !text.trim_end().ends_with(['。', '，', '；', '：', '！', '？'])
}

/// 01, PART 02: the number of a heading in a box of its own.
fn is_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    ordinal(&bare).is_some()
}

fn is_link(line: &Line) -> bool {
    line.runs.iter().all(|run| run.link.is_some() || run.text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_are_told_from_text() {
        for text in [
            "点击上方蓝字关注我们",
            "— END —",
            "01",
            "PART 02",
            "·  ·  ·",
            "长按识别二维码关注",
            "发布时间：2024-03-18 来源：示例县委老干部局 浏览次数：123",
            "【打印】【关闭】",
        ] {
            assert!(is_decoration(text), "{text}");
        }
        for text in [
            "一、建强班子",
            "2023年",
            "来源：示例县委老干部局 作者：示例甲 编辑：示例乙",
            "打印宣传资料2000份",
            "支部关注老党员的生活，每月走访，逢年过节送上慰问品和一句问候的话。",
        ] {
            assert!(!is_decoration(text), "{text}");
        }
    }
}
