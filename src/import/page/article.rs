//! Which part of a page is the article, who published it, and when.
//!
//! Entry points: [`find`], [`meta`].

use jiff::civil::Date;

use crate::date;
use crate::import::manuscript::Meta;
use crate::import::page::spread;
use crate::import::page::tree::{Kind, Tree};
use crate::import::refusal::Refusal;
use crate::import::shape::blanks::tidy_text;

/// The article of a page.
pub(super) struct Article {
    /// Its element.
    pub(super) node: usize,
    /// Whether the page did not say so.
    pub(super) is_guess: bool,
}

/// Characters that an article has at least.
const SHORTEST: usize = 60;
/// Beside China's clocks.
const CHINA: i64 = 8 * 60 * 60;
const DAY: i64 = 24 * 60 * 60;

const DELETED: [&str; 3] = ["已被发布者删除", "已被作者删除", "内容已被删除"];
const BLOCKED: [&str; 9] = [
    "帐号已被屏蔽",
    "内容无法查看",
    "已迁移至新的",
    "违规无法查看",
    "此内容被投诉",
    "已停止访问",
    "无法查看此内容",
    "账号已被屏蔽",
    "涉嫌违反相关法律法规",
];
const GUARDED: [&str; 3] = ["环境异常", "完成验证后", "访问过于频繁"];

/// Finds the article.
pub(super) fn find(tree: &Tree) -> Result<Article, Refusal> {
    let has_content = |node: &usize| {
        !tree.text(*node).trim().is_empty()
            || tree.below(*node).any(|node| tree.name(node) == "img")
    };
    if let Some(node) = tree.by_id("js_content").filter(has_content) {
        return Ok(Article { node, is_guess: false });
    }
    let shown = shown_text(tree);
    let says = |words: &[&str]| words.iter().any(|word| shown.contains(word));
    // An article may quote such words; a page that only says them is short.
    if shown.chars().count() < 400 {
        if says(&DELETED) {
            return Err(Refusal::ArticleDeleted);
        }
        if says(&BLOCKED) {
            return Err(Refusal::ArticleBlocked);
        }
        if says(&GUARDED) {
            return Err(Refusal::ArticleGuarded);
        }
    }
    let node = densest(tree).ok_or(Refusal::NoArticle)?;
    Ok(Article { node: spread::whole(tree, node), is_guess: true })
}

fn shown_text(tree: &Tree) -> String {
    let mut text = String::new();
    let mut stack = vec![0];
    while let Some(node) = stack.pop() {
        if matches!(tree.name(node), "script" | "style" | "noscript" | "title") {
            continue;
        }
        if let Kind::Text(piece) = tree.kind(node) {
            text.push_str(piece);
        }
        stack.extend(tree.children(node).iter().rev());
    }
    text
}

/// The element whose own paragraphs hold the most text.
fn densest(tree: &Tree) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for node in tree.below(0) {
        if !matches!(tree.name(node), "div" | "article" | "section" | "main" | "td" | "body") {
            continue;
        }
        let own = tree.children(node).iter().filter(|child| {
            matches!(tree.kind(**child), Kind::Text(_))
                || matches!(
                    tree.name(**child),
                    "p" | "span"
                        | "strong"
                        | "b"
                        | "font"
                        | "em"
                        | "u"
                        | "center"
                        | "br"
                        | "blockquote"
                )
        });
        let length = own.map(|child| tree.text(*child).trim().chars().count()).sum();
        if best.is_none_or(|(_, most)| length > most) {
            best = Some((node, length));
        }
    }
    best.filter(|(_, length)| *length >= SHORTEST).map(|(node, _)| node)
}

/// What a page says about its article.
pub(super) fn meta(tree: &Tree) -> Meta {
    let by_id = |id: &str| {
        tree.by_id(id).map(|node| tidy_text(&tree.text(node))).filter(|text| !text.is_empty())
    };
    let named = |key: &str, name: &str| {
        let metas = tree.below(0).filter(|node| tree.name(*node) == "meta");
        let mut found = metas.filter(|node| tree.attribute(*node, key) == Some(name));
        found
            .find_map(|node| tree.attribute(node, "content").map(tidy_text))
            .filter(|text| !text.is_empty())
    };
    let scripts: Vec<String> = tree
        .below(0)
        .filter(|node| tree.name(*node) == "script")
        .map(|node| tree.text(node))
        .collect();
    let variable = |name: &str| scripts.iter().find_map(|script| variable(script, name));
    let title = by_id("activity-name")
        .or_else(|| named("property", "og:title"))
        .or_else(|| variable("msg_title"));
    let page_title = || {
        let node = tree.below(0).find(|node| tree.name(*node) == "title")?;
        Some(tidy_text(&tree.text(node))).filter(|text| !text.is_empty())
    };
    // 山城灯火_示例县人民政府: the site's name stands behind the title.
    let headed = || {
        let page = page_title()?;
        let heads = tree.below(0).filter(|node| matches!(tree.name(*node), "h1" | "h2"));
        let mut heads = heads.map(|node| tidy_text(&tree.text(node)));
        let own = heads.find(|head| head.chars().count() >= 4 && page.starts_with(head.as_str()));
        own.or_else(|| page.split_once('_').map(|(own, _)| own.trim().to_owned()))
            .filter(|own| !own.is_empty())
            .or_else(|| Some(without_site(&page).to_owned()))
    };
    let title = title.or_else(|| named("name", "ArticleTitle"));
    let published = by_id("publish_time")
        .or_else(|| named("name", "PubDate"))
        .or_else(|| named("name", "publishdate"))
        .or_else(|| named("property", "article:published_time"))
        .or_else(|| {
            let shown = shown_text(tree);
            published_in(&shown).or_else(|| day_beside_source(&shown))
        });
    Meta {
        title: title.or_else(headed),
        account: by_id("js_name").or_else(|| variable("nickname")),
        author: named("name", "author")
            .or_else(|| named("property", "og:article:author"))
            .or_else(|| shown_author(tree)),
        url: named("property", "og:url").map(|url| url.replace("&amp;", "&")),
        date: day(published, &variable),
        ..Meta::default()
    }
}

/// Who wrote an article, as the platform shows it beside the day: the line of that look without a part of its own.
fn shown_author(tree: &Tree) -> Option<String> {
    let is_line = |node: &usize| {
        let class = tree.attribute(*node, "class").unwrap_or_default();
        class.split_whitespace().any(|word| word == "rich_media_meta_text")
            && tree.attribute(*node, "id").is_none()
    };
    let lines = tree.below(0).filter(is_line).map(|node| tidy_text(&tree.text(node)));
    lines.into_iter().find(|text| {
        (2..=30).contains(&text.chars().count()) && !text.contains(|c: char| c.is_ascii_digit())
    })
}

/// A page's title without the site's name behind it: 银辉映交通 - 示例老干部网.
fn without_site(title: &str) -> &str {
    const ENDS: [&str; 12] = [
        "网",
        "网站",
        "政府",
        "局",
        "委",
        "频道",
        "中心",
        "新闻",
        "组织部",
        "平台",
        "客户端",
        "在线",
    ];
    [" - ", " | ", "-", "|", "｜", "——", "—"]
        .iter()
        .find_map(|mark| {
            let (own, site) = title.rsplit_once(mark)?;
            let is_site = ENDS.iter().any(|end| site.trim().ends_with(end));
            (is_site && own.chars().count() >= 4).then_some(without_site(own.trim()))
        })
        .unwrap_or(title)
}

/// 发布时间：2024-03-18 08:30, as pages of governments have it above their articles.
fn published_in(text: &str) -> Option<String> {
    let words = [
        "发布时间",
        "发布日期",
        "发表时间",
        "发稿时间",
        "更新时间",
        "更新日期",
        "添加时间",
        "录入时间",
    ];
    words.iter().find_map(|word| {
        let rest = &text[text.find(word)? + word.len()..];
        let rest = rest.strip_prefix(['：', ':'])?.trim_start();
        let (_, end) = date::parse_prefix(rest)?;
        Some(rest[..end].to_owned())
    })
}

/// 2024-03-18 08:30　来源：示例县委老干部局: the day stands before who says it.
fn day_beside_source(text: &str) -> Option<String> {
    const REACH: usize = 30;
    let is_between =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ':' | '：' | '|' | '丨');
    text.match_indices("来源").find_map(|(at, _)| {
        let head: Vec<(usize, char)> = text[..at].char_indices().rev().take(REACH).collect();
        head.iter().rev().filter(|(_, c)| c.is_ascii_digit()).find_map(|(start, _)| {
            let rest = &text[*start..at];
            let (date, end) = date::parse_prefix(rest)?;
            date.full()?;
            rest[end..].chars().all(is_between).then(|| rest[..end].to_owned())
        })
    })
}

/// The civil day in China.
fn day(written: Option<String>, variable: &dyn Fn(&str) -> Option<String>) -> Option<Date> {
    let civil = |text: String| {
        let text = text.trim().to_owned();
        let head = text.split_whitespace().next().unwrap_or_default();
        date::parse(head).ok().and_then(date::PartialDate::full)
    };
    let seconds = |text: String| {
        let seconds: i64 = text.trim().parse().ok()?;
        let days = seconds.checked_add(CHINA)?.div_euclid(DAY);
        jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
    };
    written
        .and_then(civil)
        .or_else(|| {
            ["createTime", "publish_time"].iter().find_map(|name| variable(name).and_then(civil))
        })
        .or_else(|| {
            ["oriCreateTime", "ct", "createTimestamp"]
                .iter()
                .find_map(|name| variable(name).and_then(seconds))
        })
}

/// The text that a script gives a variable: `var ct = "1701791400"`, `nickname = htmlDecode("…")`.
fn variable(script: &str, name: &str) -> Option<String> {
    for (at, _) in script.match_indices(name) {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        if script[..at].ends_with(is_word) {
            continue;
        }
        let Some(rest) = script[at + name.len()..].trim_start().strip_prefix(['=', ':']) else {
            continue;
        };
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("htmlDecode(").unwrap_or(rest);
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let value = rest[1..].split(quote).next().unwrap_or_default();
        if !value.is_empty() && !value.contains('\n') {
            return Some(value.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_scripts_and_days_of_china() {
        let script =
            "window.x={};var nickname = htmlDecode(\"示例\");var oct = '1';var ct = '1719763800';";
        assert_eq!(variable(script, "nickname").as_deref(), Some("示例"));
        assert_eq!(variable(script, "ct").as_deref(), Some("1719763800"));
        let seconds = |name: &str| (name == "ct").then(|| "1719763800".to_owned());
        assert_eq!(day(None, &seconds), Some(jiff::civil::date(2024, 7, 1)));
        let written = Some("2023年12月5日 23:50".to_owned());
        assert_eq!(day(written, &|_| None), Some(jiff::civil::date(2023, 12, 5)));
    }
}
