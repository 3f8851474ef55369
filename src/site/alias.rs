//! Former addresses of pages, as editors write them.
//!
//! Entry point: [`Former::parse`]. A page can answer for an address that ends like a page; what asks a program
//! (`show.asp?id=3`) never reaches a page, so a line of a redirect map tells the host where it leads.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::link;
use crate::slug;

/// A former address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Former {
    /// The address of a page that leads on.
    Page(String),
    /// A path with its query, encoded as a browser asks for it, without the leading `/`.
    Asked(String),
}

/// Endings of what a program answered, or of a file that is no page.
const NO_PAGE: [&str; 32] = [
    "asp", "aspx", "ashx", "jsp", "jspx", "php", "php3", "php5", "phtml", "shtml", "shtm", "stm",
    "do", "action", "cgi", "pl", "cfm", "nsf", "dll", "pdf", "doc", "docx", "xls", "xlsx", "wps",
    "jpg", "jpeg", "png", "gif", "txt", "xml", "json",
];
/// What cannot stand in a query as it is.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'#');

impl Former {
    /// `branches/old`, `/branches/old.html`, `branches/old/`, `p/%E7%94%B2`, `show.asp?id=3`; `None` for what can be no
    /// address inside the site, or has a `#`, which no host is ever asked for.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let text = written.trim().trim_start_matches('/');
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let is_folder = path.ends_with('/');
        let path = decoded(path.trim_end_matches('/'))?;
        let is_home = path.is_empty() && query.is_some();
        let is_legal = |part: &str| slug::check_component(part).is_ok();
        if text.contains('#') || !is_home && !path.split('/').all(is_legal) {
            return None;
        }
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let ending = ending.as_deref().filter(|_| !is_folder);
        if query.is_some() || ending.is_some_and(|ending| NO_PAGE.contains(&ending)) {
            let mut asked = utf8_percent_encode(&path, link::PATH).to_string();
            asked.push_str(if is_folder && !is_home { "/" } else { "" });
            if let Some(query) = query {
                asked.push('?');
                asked.extend(utf8_percent_encode(query, QUERY));
            }
            return Some(Self::Asked(asked));
        }
        Some(Self::Page(match (is_folder, ending) {
            (true, _) => format!("{path}/index.html"),
            (false, Some("html" | "htm")) => path,
            (false, _) => format!("{path}.html"),
        }))
    }
}

/// A path with its escapes resolved, in the form in which addresses are written; `None` where they hide a `/`, are no
/// UTF-8, or are none (100%).
fn decoded(path: &str) -> Option<String> {
    let escapes = path.match_indices('%').map(|(at, _)| path.as_bytes().get(at + 1..at + 3));
    let is_hex = |escape: &[u8]| escape.iter().all(u8::is_ascii_hexdigit) && escape != b"00";
    for escape in escapes {
        if !escape.is_some_and(is_hex) || escape.is_some_and(|one| one.eq_ignore_ascii_case(b"2f"))
        {
            return None;
        }
    }
    let text = percent_decode_str(path).decode_utf8().ok()?;
    Some(slug::normalise(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Former;

    fn former(written: &str) -> String {
        match Former::parse(written) {
            None => "none".to_owned(),
            Some(Former::Page(address)) => format!("page {address}"),
            Some(Former::Asked(asked)) => format!("asked {asked}"),
        }
    }

    #[test]
    fn what_ends_like_a_page_is_one() {
        assert_eq!(former("branches/old"), "page branches/old.html");
        assert_eq!(former("/old.htm"), "page old.htm");
        assert_eq!(former("OLD.HTML"), "page OLD.HTML");
        assert_eq!(former("folder/"), "page folder/index.html");
        assert_eq!(former("v1.2"), "page v1.2.html");
        assert_eq!(former("p/%E7%94%B2.html"), "page p/甲.html");
        assert_eq!(former("p/%e7%94%b2"), "page p/甲.html");
        assert_eq!(former("a%20b"), "page a b.html");
    }

    #[test]
    fn what_asks_a_program_stays_as_written() {
        assert_eq!(former("old.asp"), "asked old.asp");
        assert_eq!(former("/news/show.ASPX"), "asked news/show.ASPX");
        assert_eq!(former("show.php?id=3&c=1"), "asked show.php?id=3&c=1");
        assert_eq!(former("index.html?id=3"), "asked index.html?id=3");
        assert_eq!(former("?p=12"), "asked ?p=12");
        assert_eq!(former("甲.do?题=乙 丙"), "asked %E7%94%B2.do?%E9%A2%98=%E4%B9%99%20%E4%B8%99");
        assert_eq!(former("%E7%94%B2.jsp"), "asked %E7%94%B2.jsp");
    }

    #[test]
    fn what_can_be_no_address_is_none() {
        for written in
            ["", "/", "../甲", "a//b", "old#x", "show.asp?a#b", "100%", "a%2Fb", "%FF", "a%00"]
        {
            assert_eq!(former(written), "none", "{written}");
        }
    }
}
