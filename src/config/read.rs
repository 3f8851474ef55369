//! What is read of `site.yaml` with a word of its own about what is wrong.
//!
//! Each function reads one kind of value. Which value goes where stands in the tables of `keys.rs`; a reader of groups is given
//! the table of their keys by the row that names it.

use percent_encoding::{AsciiSet, utf8_percent_encode};
use url::Url;

use crate::config::{Level, MenuItem, RawHtml, RuleSetting, Term};
use crate::diagnostic::Diagnostic;
use crate::fullwidth::half_width;
use crate::link;
use crate::locale::Message;
use crate::schema::{At, Reader, Rows};
use crate::slug;
use crate::yaml::{Entry, Value};

/// The largest page: a list of more is no list to read.
const MAX_PAGE_SIZE: u32 = 500;
/// The platform's own limits of a menu.
const MAX_MENU: (usize, usize) = (3, 5);

/// Schemes that a browser follows itself: they would run a script or leave the preview.
const OWN_SCHEMES: &[&str] = &[
    "about",
    "blob",
    "data",
    "file",
    "ftp",
    "http",
    "https",
    "javascript",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// A text without blanks round it.
pub(super) fn trimmed(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    reader.text(at).map(|text| text.trim().to_owned())
}

/// Sets a text where there is one.
pub(super) fn set_text(text: &mut String, reader: &mut Reader<'_>, at: At<'_>) {
    if let Some(new) = trimmed(reader, at) {
        *text = new;
    }
}

/// The same of a text that readers see as it stands: marks of HTML and Markdown in it are told.
pub(super) fn set_shown(text: &mut String, reader: &mut Reader<'_>, at: At<'_>) {
    set_text(text, reader, at);
    let Some(mark) = html_in(text).or_else(|| markdown_in(text)) else { return };
    let message = Message::new("settings-markup").text("mark", mark);
    let fault = Diagnostic::warning("wrong-type", reader.place(&at.node.place), message);
    reader.keep(fault.with_help(Message::new("settings-markup-help")));
}

/// The first tag or entity of a text: `<br>`, `</b>`, `&nbsp;`.
fn html_in(text: &str) -> Option<&str> {
    // A limit keeps the time linear.
    text.match_indices(['<', '&']).take(100).find_map(|(at, sign)| {
        let (behind, close) = (&text[at + 1..], if sign == "<" { '>' } else { ';' });
        let end = behind.find(close)?;
        let name = behind[..end].trim_start_matches('/').trim_start_matches('#');
        let word = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        // 《<甲>》, A&B; are texts.
        let is_whole = sign == "<" || word == name.len();
        let is_html = word > 0
            && is_whole
            && (sign == "&" || name.starts_with(|c: char| c.is_ascii_alphabetic()));
        is_html.then(|| &text[at..=at + 1 + end])
    })
}

/// The first mark of Markdown of a text that would be one in a story: `**主办**`, `[甲](https://…)`.
fn markdown_in(text: &str) -> Option<&str> {
    let is_bold = text.matches("**").count() > 1;
    let is_link =
        text.find("](").is_some_and(|at| text[..at].contains('[') && text[at..].contains(')'));
    if is_bold { Some("**") } else { is_link.then_some("](") }
}

pub(super) fn set_theme(theme: &mut String, reader: &mut Reader<'_>, at: At<'_>) {
    let Some(text) = trimmed(reader, at) else { return };
    let path = text.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches('/');
    if is_theme(path) {
        path.clone_into(theme);
    } else {
        reader.fault("bad-name", at, Message::new("bad-theme-name").text("name", text));
    }
}

/// Whether a theme can be named so: by its name, or by a way that goes up first and then down by legal names.
fn is_theme(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let down = parts.iter().position(|part| *part != "..").unwrap_or(parts.len());
    let down = &parts[down..];
    !down.is_empty() && down.iter().all(|part| slug::check_component(part).is_ok())
}

pub(super) fn set_size(size: &mut usize, reader: &mut Reader<'_>, at: At<'_>) {
    match reader.count(at) {
        Some(count) if (1..=MAX_PAGE_SIZE).contains(&count) => *size = count as usize,
        Some(count) => {
            let message = Message::new("size-out-of-range")
                .count("value", count as usize)
                .count("max", MAX_PAGE_SIZE as usize);
            reader.fault("out-of-range", at, message);
        }
        None => {}
    }
}

/// What becomes of HTML in a text.
pub(super) fn html(reader: &mut Reader<'_>, at: At<'_>) -> RawHtml {
    let Some(text) = reader.text(at) else { return RawHtml::default() };
    match text.trim() {
        "text" | "文字" => RawHtml::Text,
        "sanitised" | "过滤" => RawHtml::Sanitised,
        other => {
            reader.fault("wrong-type", at, Message::new("not-a-html-mode").text("value", other));
            RawHtml::default()
        }
    }
}

/// A link that opens an editor: of a scheme that a browser hands to another program.
pub(super) fn editor(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    let text = reader.text(at)?.trim().to_owned();
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    let is_name = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let is_legal = is_name
        && !OWN_SCHEMES.contains(&scheme.as_str())
        && text.contains("{path}")
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"'`".contains(c));
    if !is_legal {
        reader.fault("wrong-type", at, Message::new("not-an-editor").text("value", text));
        return None;
    }
    Some(text)
}

/// An address with scheme and host, and a closing `/` so that paths can be put behind it.
pub(super) fn base_url(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    let text = reader.text(at)?;
    let found = parse_base_url(&text);
    if let Err(message) = &found {
        let place = reader.place(&at.node.place);
        let fault = Diagnostic::error("wrong-type", place, message.clone());
        let help = match meant_url(&text) {
            Some(url) => Message::new("did-you-mean").text("name", url),
            None => Message::new("not-a-base-url-help"),
        };
        reader.keep(fault.with_help(help));
    }
    found.ok()
}

/// The address of a value as it stands in the file, where it is none and another one was meant.
pub(super) fn meant_base_url(raw: &str) -> Option<String> {
    let text = raw.trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’<>《》".contains(c));
    meant_url(text).filter(|_| parse_base_url(text).is_err())
}

/// `www.example.com`, `https：//www。example.com`: the address as it was meant.
fn meant_url(text: &str) -> Option<String> {
    let narrow = |c: char| match half_width(c) {
        '。' => '.',
        '\\' => '/',
        c => c,
    };
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let lower = plain.to_ascii_lowercase();
    let name = ["https", "http"].into_iter().find(|name| {
        let behind = lower.strip_prefix(name);
        behind.is_some_and(|rest| rest.starts_with([':', ';', '/', '、']))
    });
    let path = plain[name.map_or(0, str::len)..].trim_start_matches([':', ';', '/', '、']);
    let (host, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    let (scheme, host) = (name.unwrap_or("https"), host.to_ascii_lowercase());
    let url = parse_base_url(&format!("{scheme}://{host}{rest}")).ok()?;
    let is_host = host.is_ascii() && host.contains('.') && !host.contains('@');
    is_host.then_some(url)
}

/// The code of a government site, as its register gives it: `bm01000001`, `6209210012`.
pub(super) fn site_code(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    const LENGTH: usize = 10;
    let code = trimmed(reader, at).filter(|code| !code.is_empty())?;
    if code.len() == LENGTH && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(code);
    }
    reader.fault("wrong-type", at, Message::new("not-a-site-code").text("value", code));
    None
}

/// The same of a text from anywhere, or what is wrong with it.
pub(super) fn parse_base_url(text: &str) -> Result<String, Message> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = host.is_some_and(is_plain) && !link::has_user(text);
    let read = Url::parse(text).ok();
    let is_read = read.zip(host).is_some_and(|(url, address)| is_read_as_written(&url, address));
    if !is_plain || !is_read {
        return Err(Message::new("not-a-base-url").text("value", text));
    }
    if names_file(host.unwrap_or_default()) {
        return Err(Message::new("base-url-names-file").text("value", text));
    }
    let url = ascii(text);
    Ok(if url.ends_with('/') { url } else { url + "/" })
}

/// Whether an address, from its host on, is read by browsers as it is written: they pass over slashes, ways
/// up and what nobody sees.
fn is_plain(address: &str) -> bool {
    let is_odd = |c: char| {
        c.is_whitespace() || c.is_control() || slug::is_invisible(c) || "<>\"'?#\\".contains(c)
    };
    let mut parts = address.split('/');
    parts.next().is_some_and(|host| !host.is_empty())
        && !address.contains(is_odd)
        && !parts.any(|part| [".", ".."].contains(&part))
}

/// Whether a browser goes where the address, from its host on, says: no host that is a number, no way up in disguise.
fn is_read_as_written(url: &Url, address: &str) -> bool {
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let decoded = |path| percent_encoding::percent_decode_str(path).collect::<Vec<u8>>();
    let name = url.host_str().unwrap_or_default();
    let is_host = if host.is_ascii() {
        let rest = host.get(name.len()..).unwrap_or_default();
        host.to_ascii_lowercase().starts_with(name) && (rest.is_empty() || rest.starts_with(':'))
    } else {
        name.contains("xn--")
    };
    is_host && decoded(url.path().trim_start_matches('/')) == decoded(path)
}

/// Endings of a page or another file: the address of a folder is wanted.
const FILES: [&str; 17] = [
    "html", "htm", "xhtml", "shtml", "shtm", "php", "asp", "aspx", "jsp", "do", "cgi", "xml",
    "json", "txt", "pdf", "md", "js",
];

/// Whether an address, from its host on, names a file.
fn names_file(address: &str) -> bool {
    let Some((_, path)) = address.trim_end_matches('/').split_once('/') else { return false };
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    ending.is_some_and(|(_, ending)| FILES.contains(&&*ending.to_ascii_lowercase()))
}

/// An address with the Han in its path percent-encoded, as feeds and sitemaps want it.
fn ascii(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + "://".len());
    let path = url[host..].find('/').map_or(url.len(), |at| host + at);
    format!("{}{}", &url[..path], utf8_percent_encode(&url[path..], &AsciiSet::EMPTY))
}

/// A map from the ids of rules to their weights.
pub(super) fn rules(reader: &mut Reader<'_>, at: At<'_>) -> Vec<RuleSetting> {
    let mut settings = Vec::new();
    let found = match &at.node.value {
        Value::Null => return settings,
        Value::Map(map) => {
            reader.free_entries(map, &mut |reader, rule, at| {
                settings.extend(rule_setting(reader, rule, at));
            });
            return settings;
        }
        Value::List(_) => "shape-list",
        Value::Scalar(_) => "shape-text",
    };
    reader.wrong_shape(at, "shape-map", found).unwrap_or_default()
}

fn rule_setting(reader: &mut Reader<'_>, rule: &str, at: At<'_>) -> Option<RuleSetting> {
    let word = reader.text(at)?;
    if let Some(level) = Level::parse(&word) {
        return Some(RuleSetting { rule: rule.to_owned(), level, place: reader.place(at.name()) });
    }
    reader.no_such_word(at, "not-a-level", &word, &Level::WORDS);
    None
}

/// Terms that have a name. 示例县、样例县 on one line are two.
pub(super) fn terms(keys: &'static Rows<Term>, reader: &mut Reader<'_>, at: At<'_>) -> Vec<Term> {
    let named = |name: &str| Term { name: name.trim().to_owned(), ..Term::default() };
    let mut terms = Vec::new();
    // 示例县: 620999, a line for each
    if let Value::Map(map) = &at.node.value {
        let is_coded = |entry: &Entry<'_>| matches!(&entry.value.value, Value::Scalar(text) if is_code(&text[..]));
        if !map.is_empty() && map.iter().all(is_coded) {
            return map.iter().map(|entry| named(&entry.key.text)).collect();
        }
    }
    for term in reader.each(keys, at) {
        if term == named(&term.name) && term.name.contains(['、', '，', '；']) {
            terms.extend(term.name.split(['、', '，', '；']).map(named));
        } else {
            terms.push(term);
        }
    }
    for term in &mut terms {
        if let Some(name) = without_code(&term.name) {
            term.name = name.to_owned();
        }
    }
    terms.retain(|term| !term.name.is_empty());
    terms
}

/// Whether a text is the code of a division.
fn is_code(text: &str) -> bool {
    let text = text.trim().trim_start_matches("代码").trim_start_matches("编码");
    let text = text.trim_start_matches([':', '：']).trim();
    matches!(text.len(), 6 | 9 | 12) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 示例县（620999）, 620999 示例县: a name without the code of its division that was copied with it. Pages have no place for it.
fn without_code(name: &str) -> Option<&str> {
    let bracketed = || {
        let (name, code) = name.trim_end().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        is_code(code).then_some(name)
    };
    let blank = |c: char| c.is_whitespace() || matches!(c, '-' | '—' | ':' | '：' | '/' | '_');
    let behind = || name.rsplit_once(blank).filter(|(_, code)| is_code(code)).map(|(name, _)| name);
    let before = || name.split_once(blank).filter(|(code, _)| is_code(code)).map(|(_, name)| name);
    let glued = || {
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
        is_code(&name[bare.len()..]).then_some(bare)
    };
    let glued_before = || {
        let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
        is_code(&name[..name.len() - bare.len()]).then_some(bare)
    };
    let found = bracketed().or_else(behind).or_else(before).or_else(glued).or_else(glued_before);
    found.map(|bare| bare.trim_matches(blank)).filter(|bare| !bare.is_empty())
}

/// A text that may be the name of a file.
pub(super) fn component(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    let text = slug::normalise(&reader.text(at)?).into_owned();
    match slug::check_component(&text) {
        Ok(()) => Some(text),
        Err(fault) => {
            reader.fault("bad-name", at, fault.message(&text));
            None
        }
    }
}

pub(super) fn menu(
    keys: &'static Rows<MenuItem>,
    reader: &mut Reader<'_>,
    at: At<'_>,
) -> Vec<MenuItem> {
    let items = reader.each(keys, at);
    if items.len() > MAX_MENU.0 || items.iter().any(|item| item.items.len() > MAX_MENU.1) {
        let message =
            Message::new("menu-too-long").count("top", MAX_MENU.0).count("sub", MAX_MENU.1);
        reader.fault("out-of-range", at, message);
    }
    items
}

pub(super) fn menu_link(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    let text = reader.text(at)?;
    if link::is_safe(&text) {
        return Some(text);
    }
    reader.fault("unsafe-link", at, Message::new("unsafe-link").text("link", text));
    None
}

#[cfg(test)]
mod tests {
    use super::{html_in, markdown_in, without_code};

    #[test]
    fn a_code_is_no_part_of_the_name_of_a_county() {
        for text in [
            "示例县（620999）",
            "示例县(620999)",
            "示例县（代码：620999）",
            "示例县 620999",
            "620999 示例县",
            "示例县620999",
            "620999示例县",
            "示例县：620999000000",
        ] {
            assert_eq!(without_code(text), Some("示例县"), "{text}");
        }
        for text in ["示例县", "示例县（市）", "620999", "示例县2024", "示例县（2024）"]
        {
            assert_eq!(without_code(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_for_a_browser_is_told_from_text() {
        for (text, mark) in [
            ("主办：示例县委老干部局<br>电话见栏目", "<br>"),
            ("<p align=\"center\">主办</p>", "<p align=\"center\">"),
            ("</div>主办", "</div>"),
            ("主办&nbsp;单位", "&nbsp;"),
            ("&copy; 2024", "&copy;"),
            ("&#169; 2024", "&#169;"),
            ("甲 < 乙，<a href=\"https://example.org\">丙</a>", "<a href=\"https://example.org\">"),
        ] {
            assert_eq!(html_in(text), Some(mark), "{text}");
        }
        for text in [
            "示例县<老干部>局",
            "甲 < 乙 > 丙",
            "A & B; C",
            "R&D 中心",
            "3<5",
            "版权所有 © 2024",
            "<",
            "&",
        ] {
            assert_eq!(html_in(text), None, "{text}");
        }
    }

    #[test]
    fn marks_of_markdown_are_told_from_text() {
        for (text, mark) in [
            ("**示例县委老干部局**主办", "**"),
            ("备案号：[示例备0001](https://example.org)", "]("),
        ] {
            assert_eq!(markdown_in(text), Some(mark), "{text}");
        }
        for text in ["电话 0999-12**34", "[2024]示例1号", "（甲）[乙]", "5*6*7"] {
            assert_eq!(markdown_in(text), None, "{text}");
        }
    }
}
