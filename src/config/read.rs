//! From the YAML tree of `site.yaml` to a [`Config`].

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::config::{Config, Good, Level, MenuItem, RawHtml, RuleSetting, SITE, Scheme, Term};
use crate::diagnostic::{Diagnostic, Source};
use crate::link;
use crate::locale::Message;
use crate::schema::{self, Field, Reader, Shape, Trail};
use crate::slug;
use crate::yaml::Node;

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

pub(super) fn read(source: &Source) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let (map, faults) = schema::read_map(source, 0..source.text.len());
    let mut diagnostics: Vec<_> = schema::encoding(source).into_iter().chain(faults).collect();
    let mut reader = Reader::new(source, 0..source.text.len());
    let is_read = map.is_some();
    reader.entries(SITE, map.unwrap_or_default(), &Trail::TOP, &mut |reader, field, node, at| {
        set(&mut config, reader, field, node, at);
    });
    if is_read && config.name.is_empty() {
        reader.fault("missing-key", &Trail::TOP, Message::new("missing-site-name"));
    }
    diagnostics.extend(reader.into_diagnostics());
    (config, diagnostics)
}

fn set(config: &mut Config, reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) {
    match field.path {
        "counties" => config.counties = terms(reader, field, node, at),
        "levels" => config.levels = terms(reader, field, node, at),
        "scheme" => config.scheme = scheme(reader, field, node, at),
        "menu" => config.menu = menu(reader, field, node, at),
        "page_size" => set_size(&mut config.page_size, reader, node, at),
        "feed_size" => set_size(&mut config.feed_size, reader, node, at),
        "summary_length" => set_size(&mut config.summary_length, reader, node, at),
        "html" => config.html = html(reader, node, at),
        "search" => config.search = reader.flag(node, at).unwrap_or(true),
        "rules" => config.rules = rules(reader, node, at),
        "editor" => config.editor = editor(reader, node, at),
        "base_url" => config.base_url = base_url(reader, node, at),
        _ => set_text(config, reader, field, node, at),
    }
}

fn set_text(
    config: &mut Config,
    reader: &mut Reader<'_>,
    field: &Field,
    node: Node,
    at: &Trail<'_>,
) {
    let Some(text) = reader.text(node, at) else { return };
    let text = text.trim().to_owned();
    match field.path {
        "name" => config.name = text,
        "introduction" => config.introduction = text,
        "avatar" => config.avatar = Some(text),
        "footer" => config.footer = text,
        "theme" => match slug::check_component(&text) {
            Ok(()) => config.theme = text,
            Err(_) => {
                reader.fault("bad-name", at, Message::new("bad-theme-name").text("name", text));
            }
        },
        other => unreachable!("the table has a key that nothing reads: {other}"),
    }
}

fn set_size(size: &mut usize, reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) {
    match reader.count(node, at) {
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
fn html(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> RawHtml {
    let Some(text) = reader.text(node, at) else { return RawHtml::default() };
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
fn editor(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Option<String> {
    let text = reader.text(node, at)?.trim().to_owned();
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
fn base_url(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Option<String> {
    let text = reader.text(node, at)?;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_legal = host.is_some_and(|host| {
        !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "<>\"'?#".contains(c))
    });
    if !is_legal {
        reader.fault("wrong-type", at, Message::new("not-a-base-url").text("value", text));
        return None;
    }
    let url = ascii(&text);
    Some(if url.ends_with('/') { url } else { url + "/" })
}

/// An address with the Han in its path percent-encoded, as feeds and sitemaps want it.
fn ascii(url: &str) -> String {
    let host = url.find("://").map_or(0, |at| at + "://".len());
    let path = url[host..].find('/').map_or(url.len(), |at| host + at);
    format!("{}{}", &url[..path], utf8_percent_encode(&url[path..], &AsciiSet::EMPTY))
}

/// A map from the ids of rules to their weights.
fn rules(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Vec<RuleSetting> {
    let map = match node {
        Node::Null => return Vec::new(),
        Node::Map(map) => map,
        Node::List(_) => {
            return reader.wrong_shape(at, "shape-map", "shape-list").unwrap_or_default();
        }
        Node::Scalar(_) => {
            return reader.wrong_shape(at, "shape-map", "shape-text").unwrap_or_default();
        }
    };
    let mut settings = Vec::new();
    reader.free_entries(map, at, &mut |reader, rule, node, at| {
        let Some(word) = reader.text(node, at) else { return };
        if let Some(level) = Level::parse(&word) {
            let place = reader.place(&at.name());
            settings.push(RuleSetting { rule: rule.to_owned(), level, place });
            return;
        }
        let message = Message::new("not-a-level").text("value", &word);
        let fault = Diagnostic::error("wrong-type", reader.place(at), message);
        reader.keep(match schema::nearest(&word, Level::WORDS.into_iter()) {
            Some(near) => fault.with_help(Message::new("did-you-mean").text("name", near)),
            None => fault,
        });
    });
    settings
}

fn terms(reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) -> Vec<Term> {
    let fields = field.fields();
    let mut terms = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut term = Term { name: String::new(), slug: None, aliases: Vec::new() };
        reader.entries(fields, map, at, &mut |reader, field, node, at| match field.path {
            "term.name" => term.name = reader.text(node, at).unwrap_or_default(),
            "term.slug" => term.slug = component(reader, node, at),
            _ => term.aliases = reader.texts(node, at),
        });
        terms.push(term);
    });
    terms.retain(|term| !term.name.is_empty());
    terms
}

/// A text that may be the name of a file.
fn component(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Option<String> {
    let text = slug::normalise(&reader.text(node, at)?).into_owned();
    match slug::check_component(&text) {
        Ok(()) => Some(text),
        Err(fault) => {
            reader.fault("bad-name", at, fault.message(&text));
            None
        }
    }
}

fn scheme(reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) -> Scheme {
    let mut scheme = Config::default().scheme;
    let Some(map) = reader.group(field, node, at) else { return scheme };
    reader.entries(field.fields(), map, at, &mut |reader, field, node, at| match field.shape {
        Shape::Groups(_) => scheme.goods = goods(reader, field, node, at),
        _ => scheme.id = reader.text(node, at).unwrap_or_default(),
    });
    scheme
}

fn goods(reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) -> Vec<Good> {
    let fields = field.fields();
    let mut goods = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut good = Good { name: String::new(), aliases: Vec::new() };
        reader.entries(fields, map, at, &mut |reader, field, node, at| match field.path {
            "good.name" => good.name = reader.text(node, at).unwrap_or_default(),
            _ => good.aliases = reader.texts(node, at),
        });
        goods.push(good);
    });
    goods
}

fn menu(reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) -> Vec<MenuItem> {
    let items = menu_items(reader, field, node, at);
    if items.len() > MAX_MENU.0 || items.iter().any(|item| item.items.len() > MAX_MENU.1) {
        let message =
            Message::new("menu-too-long").count("top", MAX_MENU.0).count("sub", MAX_MENU.1);
        reader.fault("out-of-range", at, message);
    }
    items
}

fn menu_items(reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) -> Vec<MenuItem> {
    let fields = field.fields();
    let mut items = Vec::new();
    reader.groups(field, node, at, &mut |reader, map, at| {
        let mut item = MenuItem { title: String::new(), link: None, items: Vec::new() };
        reader.entries(fields, map, at, &mut |reader, field, node, at| match field.path {
            "menu.title" | "submenu.title" => {
                item.title = reader.text(node, at).unwrap_or_default();
            }
            "menu.link" | "submenu.link" => item.link = menu_link(reader, node, at),
            _ => item.items = menu_items(reader, field, node, at),
        });
        items.push(item);
    });
    items
}

fn menu_link(reader: &mut Reader<'_>, node: Node, at: &Trail<'_>) -> Option<String> {
    let text = reader.text(node, at)?;
    if link::is_safe(&text) {
        return Some(text);
    }
    reader.fault("unsafe-link", at, Message::new("unsafe-link").text("link", text));
    None
}
