//! Where a link from content or configuration may lead.
//!
//! Entry point: [`Target::of`]. An allow-list, applied to the address after entities and escapes
//! are resolved. Whether the file behind a relative link is there is the site's matter.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};

/// What a path in an address cannot hold as it is: all but letters, digits and `-._~/`.
pub const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// `http`, `https`, `mailto` or `tel`.
    External(&'a str),
    /// A path inside the site, without fragment; empty for the page itself.
    Internal {
        /// The path as written.
        path: &'a str,
        /// What stands after `#`.
        fragment: Option<&'a str>,
    },
    /// A scheme that no reader needs (`javascript:`), or an address without a page.
    Refused,
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

impl<'a> Target<'a> {
    /// Sorts an address. Browsers skip control characters and blanks in a scheme, so an address
    /// with one before its first `:` is refused.
    pub fn of(address: &'a str) -> Self {
        if address.contains(|c: char| c.is_control()) || address.starts_with(char::is_whitespace) {
            return Self::Refused;
        }
        if address.starts_with("//") || address.contains('\\') {
            return Self::Refused;
        }
        let end = address.find(['/', '?', '#']).unwrap_or(address.len());
        if let Some(colon) = address[..end].find(':') {
            let scheme = address[..colon].to_ascii_lowercase();
            let is_known =
                SCHEMES.contains(&scheme.as_str()) && !has_user(address) && !is_half_web(address);
            return if is_known { Self::External(address) } else { Self::Refused };
        }
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (address, None),
        };
        Self::Internal { path: path.split('?').next().unwrap_or(path), fragment }
    }
}

/// Whether an address of the web holds a user or a password before its host. They would be published
/// with it; and what stands there may look like the host. An input method may have written the sign full-width.
pub fn has_user(address: &str) -> bool {
    // Browsers take any number of slashes.
    let place = behind_web(address).map(|rest| decoded(rest.trim_start_matches('/')));
    place.is_some_and(|place| place.contains(['@', '＠', '﹫']))
}

/// Whether an address of the web lacks `//` or the name of a host behind it. Browsers guess; what was typed is wrong.
pub fn is_half_web(address: &str) -> bool {
    let Some(rest) = behind_web(address) else { return false };
    let host = rest.strip_prefix("//").map(decoded);
    !host.is_some_and(|host| host.trim_start_matches('[').starts_with(char::is_alphanumeric))
}

/// What stands behind `http:` or `https:`.
fn behind_web(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once(':')?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    is_web.then_some(rest)
}

/// The part of an address before its path, as it is meant: a page has it encoded, and it is judged alike there.
fn decoded(rest: &str) -> Cow<'_, str> {
    let place = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    percent_decode_str(place).decode_utf8_lossy()
}

/// Whether an address leads to a file of one computer: `C:\…`, `\\…`, `file:///…`.
pub fn is_on_disk(address: &str) -> bool {
    let bytes = address.as_bytes();
    let has_drive = bytes.get(1) == Some(&b':') && bytes[0].is_ascii_alphabetic();
    has_drive || address.starts_with("\\\\") || address.starts_with("file:")
}

/// Whether an address may be published.
pub fn is_safe(address: &str) -> bool {
    Target::of(address) != Target::Refused
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_an_allow_list() {
        for legal in [
            "https://example.org/?a#b",
            "https://example.org/@name",
            "mailto:a@example.org",
            "tel:10086",
            "HTTP://a",
            "https://示例.中国/",
            "https://[2001:db8::1]/",
            "https://%5B2001:db8::1%5D/",
            "https://%E7%A4%BA%E4%BE%8B.%E4%B8%AD%E5%9B%BD/",
        ] {
            assert_eq!(Target::of(legal), Target::External(legal));
        }
        for evil in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "\\\\evil.example",
            "/\\evil.example",
            "\u{1}javascript:alert(1)",
            "https://user:pass@example.org/",
            "https://bank.example@evil.example/a",
            "HTTP:user@evil.example",
            "https://user:pass＠example.org/",
            "https:/example.org/",
            "https:example.org",
            "https://(/example.org",
            "https://%28/example.org",
            "https://user%40example.org/",
            "https://%EF%BC%A0example.org/",
            "https://",
        ] {
            assert_eq!(Target::of(evil), Target::Refused, "{evil:?}");
        }
    }

    #[test]
    fn paths_inside_the_site() {
        let target = Target::of("jinta-caizheng.md#聚焦");
        let fragment = Some("聚焦");
        assert_eq!(target, Target::Internal { path: "jinta-caizheng.md", fragment });
        assert_eq!(Target::of("#a:b"), Target::Internal { path: "", fragment: Some("a:b") });
        assert_eq!(Target::of("a/b:c"), Target::Internal { path: "a/b:c", fragment: None });
    }

    proptest::proptest! {
        /// What a text may lead to, its page may, where the address is encoded.
        #[test]
        fn an_address_is_judged_alike_where_it_is_encoded(
            address in "(https?:|HTTP:|mailto:|tel:)?(//?|///)?([\\[\\](){}@＠﹫%:示例a0. <>\"'&/?#-]|%40|%5B|%2F|\\PC){0,12}"
        ) {
            let mut encoded = String::new();
            pulldown_cmark_escape::escape_href(&mut encoded, &address).expect("a text takes all");
            let read = encoded.replace("&amp;", "&").replace("&#x27;", "'");
            proptest::prop_assert!(!is_safe(&address) || is_safe(&read), "{address:?} is published as {read:?}");
        }
    }
}
