//! Keys and values to choose from.
//!
//! Entry point: [`items`].

use std::collections::BTreeSet;

use lsp_types::{CompletionItem, CompletionItemKind, Documentation};

use crate::check;
use crate::locale::{Locale, Message};
use crate::lsp::context::Context;
use crate::parse::profile::OwnValue;
use crate::parse::profile::SIGNOFF_ROLES;
use crate::schema::{Field, Fields, Shape, fields, meaning};
use crate::site::Site;
use crate::site::taxonomy::Kind;

/// Words for the weight of a rule.
const WEIGHTS: [&str; 4] = ["错误", "警告", "提示", "关"];

/// What may stand at the cursor.
pub(super) fn items(
    context: &Context,
    site: Option<&Site>,
    locale: &Locale,
) -> Vec<CompletionItem> {
    match context {
        Context::Key(table, is_top) => keys(*table, *is_top, locale),
        Context::FreeKey(field) if field.path == "rules" => {
            check::kinds().map(|(id, _)| value(id)).collect()
        }
        Context::FreeKey(_) => Vec::new(),
        Context::Value(field) => values(field, site),
    }
}

/// Every name of every key; at the top of a file also those of keys in groups that may stand there.
fn keys(table: Fields, is_top: bool, locale: &Locale) -> Vec<CompletionItem> {
    let mut items = Vec::new();
    for field in fields(table) {
        let names = field.aliases.iter().copied().chain([field.key()]);
        let at_top = field.flat.iter().copied().filter(|_| is_top);
        items.extend(names.chain(at_top).map(|name| key(field, name, locale)));
        for inner in field.fields().filter(|_| is_top) {
            items.extend(inner.flat.iter().map(|name| key(inner, name, locale)));
        }
    }
    items
}

fn key(field: &Field, name: &str, locale: &Locale) -> CompletionItem {
    let example = if field.example.is_empty() {
        String::new()
    } else {
        let example = Message::new("lsp-example").text("example", field.example);
        format!("\n\n{}", locale.text(&example))
    };
    let behind = match field.shape {
        Shape::Group(_) | Shape::Groups(_) | Shape::Entries { .. } => ":",
        Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => ": ",
    };
    CompletionItem {
        label: name.to_owned(),
        kind: Some(CompletionItemKind::FIELD),
        detail: Some(field.path.to_owned()),
        documentation: Some(Documentation::String(format!(
            "{}{example}",
            meaning(field, locale.language())
        ))),
        insert_text: Some(format!("{name}{behind}")),
        ..CompletionItem::default()
    }
}

fn value(text: &str) -> CompletionItem {
    CompletionItem {
        label: text.to_owned(),
        kind: Some(CompletionItemKind::VALUE),
        ..CompletionItem::default()
    }
}

/// Values that are known: words of the program, and what the site has already.
fn values(field: &Field, site: Option<&Site>) -> Vec<CompletionItem> {
    if let Shape::Flag = field.shape {
        return ["是", "否"].map(value).into();
    }
    let words = |words: &[&str]| words.iter().map(|word| value(word)).collect();
    let Some(site) = site else { return fixed(field, words) };
    let names = |names: &mut dyn Iterator<Item = &str>| names.map(value).collect();
    let config = &site.config;
    match field.path {
        "branch.county" => names(&mut config.counties.iter().map(|term| &*term.name)),
        "honour.level" => names(&mut config.levels.iter().map(|term| &*term.name)),
        "section.goods" => names(&mut config.scheme.goods.iter().map(|good| &*good.name)),
        "tags" => names(&mut site.taxonomies.of(Kind::Tag).terms.iter().map(|term| &*term.name)),
        "series" => site
            .series
            .iter()
            .map(|list| CompletionItem {
                detail: Some(list.series.title.clone()),
                ..value(&list.series.slug)
            })
            .collect(),
        path => match config.fields.iter().find(|own| own.name == path) {
            Some(_) => own(site, path).into_iter().map(value).collect(),
            None => fixed(field, words),
        },
    }
}

/// What stories of the site have behind a declared key, in its own words.
fn own<'s>(site: &'s Site, name: &str) -> BTreeSet<&'s str> {
    let values = site.stories.iter().filter_map(|story| story.profile.own(name));
    values
        .flat_map(|value| match value {
            OwnValue::Text(text) => vec![&**text],
            OwnValue::Texts(texts) => texts.iter().map(String::as_str).collect(),
            OwnValue::Quantity(_) | OwnValue::Date(_) => Vec::new(),
        })
        .collect()
}

fn fixed(field: &Field, words: impl Fn(&[&str]) -> Vec<CompletionItem>) -> Vec<CompletionItem> {
    match field.path {
        "signoff.role" => words(SIGNOFF_ROLES),
        "waive.rule" | "rule.id" => check::kinds().map(|(id, _)| value(id)).collect(),
        "rule.severity" => words(&WEIGHTS),
        "term.severity" => words(&WEIGHTS[..3]),
        "html" => words(&["text", "sanitised"]),
        "deploy.way" => words(&["folder", "rsync", "sftp", "bucket", "git"]),
        "palette" => words(&["绿", "红", "素"]),
        "theme" => words(&[crate::theme::EMBEDDED_NAME]),
        _ => Vec::new(),
    }
}
