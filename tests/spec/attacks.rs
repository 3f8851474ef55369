//! Known ways to get script into a page; none of them leaves any, sanitised or as text. The list is
//! `../fixtures/attacks.json`; `../browser/attacks.test.mjs` shows the same to a real browser.

use liuhao::config::RawHtml;

use crate::{check_balance, here, render_with};

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

const ATTRIBUTES: &[&str] = &[
    "alt", "class", "colspan", "controls", "download", "href", "id", "loading", "preload", "role",
    "rowspan", "scope", "src", "start", "style", "tabindex", "title",
];

/// The attributes of a tag as we write it: names, and values in double quotes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut rest = tag.split_once([' ', '\n']).map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '/', '\n']);
        let end = rest.find([' ', '=', '/', '\n']).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap(),
            None => ("", after),
        };
        found.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
}

fn check(attack: &str, html: &str) {
    for tag in check_balance(html) {
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        assert!(ELEMENTS.contains(&name), "<{tag}> from {attack:?}");
        for (name, value) in attributes(&tag) {
            assert!(ATTRIBUTES.contains(&name.as_str()), "{name} in <{tag}> from {attack:?}");
            let is_address = ["href", "src"].contains(&name.as_str());
            let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
            let is_known = scheme.is_none_or(|(scheme, _)| {
                ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
            });
            assert!(!is_address || is_known, "{value} from {attack:?}");
            assert!(!is_address || !value.starts_with("//"), "{value} from {attack:?}");
            assert_ne!(name, "style", "{tag}");
        }
    }
}

#[test]
fn no_attack_leaves_script_handler_or_scheme() {
    let attacks = std::fs::read_to_string(here("fixtures/attacks.json")).unwrap();
    let attacks: Vec<String> = serde_json::from_str(&attacks).unwrap();
    assert!(attacks.len() >= 100, "only {} attacks", attacks.len());
    for attack in &attacks {
        for text in [
            attack.clone(),
            format!("甲{attack}乙"),
            format!("> - {attack}\n"),
            format!("<b>*甲{attack}*</b>"),
            format!("<div>\n{attack}\n</div>"),
        ] {
            check(attack, &render_with(&text, RawHtml::Text));
            check(attack, &render_with(&text, RawHtml::Sanitised));
        }
    }
}

#[test]
fn what_is_allowed_passes() {
    let text = "甲<b>粗*斜</b>*，H<sub>2</sub>O<br>\n\n<details><summary>题</summary><p>文 <a href=\"https://example.org/\" onclick=\"x\">链</a></p></details>\n";
    let html = render_with(text, RawHtml::Sanitised);
    assert!(html.contains("H<sub>2</sub>O<br />"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/\">链</a></p></details>"), "{html}");
    check(text, &html);
}
