//! From the target of a request to an address of the site.
//!
//! Entry point: [`parse`]. A path is decoded once. Addresses are looked up among those of the
//! site, so that no path from the outside ever reaches the disk; those that could mean something
//! to a disk are refused all the same.

use percent_encoding::percent_decode_str;

use crate::serve::http::head::Refusal;
use crate::slug;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// An address as [`crate::site::Planned`] has it: no leading `/`, decoded, NFC. That of a
    /// folder is its `index.html`.
    pub(crate) address: String,
    /// Names and values behind `?`, decoded.
    pub(crate) query: Vec<(String, String)>,
}

impl Target {
    /// The first value of a name in the query.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads a target that begins with `/`.
pub(crate) fn parse(target: &str) -> Result<Target, Refusal> {
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = decode(path.strip_prefix('/').ok_or(400u16)?).ok_or(400u16)?;
    if path.contains(['\\', '\0']) || path.chars().any(char::is_control) {
        return Err(400);
    }
    let folder = path.strip_suffix('/').unwrap_or(&path);
    if !path.is_empty() && !folder.split('/').all(is_plain) {
        return Err(400);
    }
    let address = match path.as_str() {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    let query = query.split('&').filter(|part| !part.is_empty()).filter_map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        Some((decode(name)?, decode(&value.replace('+', " "))?))
    });
    Ok(Target { address: slug::normalise(&address).into_owned(), query: query.collect() })
}

/// A name that leads neither up nor to another drive.
fn is_plain(part: &str) -> bool {
    let is_drive = matches!(part.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !part.is_empty() && part != "." && part != ".." && !is_drive
}

/// Percent-decoding, once; `None` where it is broken or no UTF-8 comes of it.
fn decode(text: &str) -> Option<String> {
    // The library leaves a `%` without two digits as it is.
    let is_whole =
        text.as_bytes().split(|byte| *byte == b'%').skip(1).all(
            |rest| matches!(rest, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()),
        );
    let decoded = percent_decode_str(text).decode_utf8().ok().filter(|_| is_whole)?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(target: &str) -> Result<String, Refusal> {
        parse(target).map(|target| target.address)
    }

    #[test]
    fn paths_are_decoded_once_and_folders_have_an_index() {
        assert_eq!(address("/").unwrap(), "index.html");
        assert_eq!(address("/series/?x=/../").unwrap(), "series/index.html");
        assert_eq!(address("/tag/%E7%94%B2.html#a").unwrap(), "tag/甲.html");
        assert_eq!(address("/tag/甲.html").unwrap(), "tag/甲.html");
        assert_eq!(address("/%252e%252e/a").unwrap(), "%2e%2e/a");
    }

    #[test]
    fn ways_out_are_refused() {
        for target in [
            "a",
            "/..",
            "/../a",
            "/a/%2e%2e/b",
            "/a/./b",
            "//",
            "//a",
            "/a//b",
            "/a\\b",
            "/%5c",
            "/%00",
            "/c:/a",
            "/a/C:",
            "/%zz",
            "/%",
            "/%ff",
            "/%0d%0aSet-Cookie",
            "/a/../",
        ] {
            assert_eq!(address(target), Err(400), "{target}");
        }
    }

    #[test]
    fn queries_have_names_and_values() {
        let target = parse("/a?file=%E7%94%B2+b&x&=y").unwrap();
        assert_eq!(target.value("file"), Some("甲 b"));
        assert_eq!(target.value("x"), Some(""));
        assert_eq!(target.value("z"), None);
    }
}
