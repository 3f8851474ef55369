//! The name of a picture or a recording, as people give it: `1.jpg`, `./1.jpg`, `images\\1.jpg`, `![合影](1.jpg)`, 【1.jpg】.
//!
//! Entry points: [`cover`], [`file`].

use crate::diagnostic::Diagnostic;
use crate::link::is_on_disk;
use crate::locale::Message;
use crate::parse::profile::Profile;
use crate::schema::{At, Reader, is_nothing};

/// The cover, and what it shows, where that was written as in a text.
pub(super) fn cover(reader: &mut Reader<'_>, at: At<'_>, profile: &mut Profile) {
    let Some(text) = reader.text(at).filter(|text| !is_nothing(text)) else {
        return;
    };
    let (shown, address) = of_markdown(text.trim()).unwrap_or(("", &text));
    profile.cover = file(reader, address, at);
    if profile.cover_alt.is_none() {
        profile.cover_alt = filled(shown);
    }
}

/// The name of a file of the site, as it is named from the text; what lies on one computer alone is a fault.
pub(super) fn file(reader: &mut Reader<'_>, text: &str, at: At<'_>) -> Option<Box<str>> {
    let name = bare(text);
    if is_on_disk(name) {
        let message = Message::new("unsafe-link-disk").text("link", name);
        let place = reader.place(&at.node.place);
        let fault = Diagnostic::error("unsafe-link", place, message);
        reader.keep(fault.with_help(Message::new("picture-on-disk-help")));
        return None;
    }
    let name = name.replace('\\', "/");
    filled(name.strip_prefix("./").unwrap_or(&name))
}

fn filled(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// What a picture shows and where it lies: `![合影](1.jpg)`, whichever marks were typed.
fn of_markdown(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches(['!', '！', ' ']).strip_prefix(['[', '［', '【'])?;
    let end = inner.find([']', '］', '】'])?;
    let behind = inner[end..].trim_start_matches([']', '］', '】', ' ', '\u{3000}']);
    let address = behind.strip_prefix(['(', '（'])?;
    Some((inner[..end].trim(), address.trim_end_matches([')', '）'])))
}

/// A name without the brackets and quotes round it.
fn bare(text: &str) -> &str {
    const PAIRS: [(char, char); 10] = [
        ('“', '”'),
        ('‘', '’'),
        ('"', '"'),
        ('【', '】'),
        ('［', '］'),
        ('[', ']'),
        ('<', '>'),
        ('《', '》'),
        ('「', '」'),
        ('（', '）'),
    ];
    let mut text = text.trim().trim_start_matches(['!', '！']);
    while let Some(inner) = PAIRS.iter().find_map(|(open, close)| {
        text.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close))
    }) {
        text = inner.trim();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_in_many_ways() {
        for text in [
            "1.jpg",
            "“1.jpg”",
            "【1.jpg】",
            "<1.jpg>",
            "[[1.jpg]]",
            "![[1.jpg]]",
            "![](1.jpg)",
            "！［］（1.jpg）",
            "【】(1.jpg)",
            "![](<1.jpg>)",
        ] {
            let address = of_markdown(text).map_or(text, |(_, address)| address);
            assert_eq!(bare(address), "1.jpg", "{text}");
        }
        assert_eq!(of_markdown("![合影](1.jpg)"), Some(("合影", "1.jpg")));
        assert_eq!(of_markdown("1.jpg"), None);
    }
}
