//! Former addresses of pages, as editors write them.
//!
//! Entry point: [`Former::parse`]. A page can answer for an address that ends like a page; what asks a program
//! (`show.asp?id=3`) never reaches a page, so a line of a redirect map tells the host where it leads.

use percent_encoding::{
    AsciiSet, CONTROLS, percent_decode_str, percent_encode, utf8_percent_encode,
};

use crate::media;
use crate::slug;

/// A former address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Former {
    /// The address of a page that leads on.
    Page(String),
    /// A path with its query, encoded as a browser asks for it, without the leading `/`.
    Asked(String),
}

/// Endings of what a program answered, beside those of files that are known (`src/media.rs`).
const PROGRAMS: [&str; 22] = [
    "nsf", "dll", "axd", "svc", "mspx", "psp", "jspa", "jsf", "faces", "seam", "vm", "ftl", "wml",
    "rss", "atom", "rdf", "zip", "rar", "7z", "wmv", "avi", "flv",
];
/// What cannot stand in a query as it is.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'#');
/// What cannot stand in a path as it is: browsers leave `;`, `&` and the like alone.
const PATH: &AsciiSet = &QUERY.add(b'%').add(b'?').add(b'`').add(b'{').add(b'}').add(b'^');

impl Former {
    /// `branches/old`, `/branches/old.html`, `branches/old/`, `p/%E7%94%B2`, `show.asp?id=3`; `None` for what can be no
    /// address inside the site, or has a `#`, which no host is ever asked for.
    pub(super) fn parse(written: &str) -> Option<Self> {
        // Two strokes begin the name of another host.
        let text = written.trim();
        let text = text.strip_prefix('/').unwrap_or(text);
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let is_folder = path.ends_with('/');
        let bare = path.trim_end_matches('/');
        let bytes = decoded(bare)?;
        let Ok(path) = std::str::from_utf8(&bytes).map(slug::normalise) else {
            // Of a site in GBK: no name of a file is asked for so.
            let is_legal = bare.split('/').all(|part| slug::check_component(part).is_ok());
            let asked = percent_encode(&bytes, PATH).to_string();
            return (is_legal && !text.contains('#')).then(|| {
                Self::Asked(asked + if is_folder { "/" } else { "" } + &asked_query(query))
            });
        };
        let is_home = path.is_empty() && query.is_some();
        let is_legal = |part: &str| slug::check_component(part).is_ok();
        if text.contains('#') || !is_home && !path.split('/').all(is_legal) {
            return None;
        }
        // show.do;jsessionid=1 is show.do.
        let name = path.split(';').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let ending = ending.as_deref().filter(|_| !is_folder);
        if query.is_some() || ending.is_some_and(is_no_page) {
            let asked = utf8_percent_encode(&path, PATH).to_string();
            let end = if is_folder && !is_home { "/" } else { "" };
            return Some(Self::Asked(asked + end + &asked_query(query)));
        }
        Some(Self::Page(match (is_folder, ending) {
            (true, _) => format!("{path}/index.html"),
            (false, Some("html" | "htm")) => path.into_owned(),
            (false, _) => format!("{path}.html"),
        }))
    }
}

/// Whether no page is called so: a program answered it, or it is another file.
fn is_no_page(ending: &str) -> bool {
    let is_page = matches!(ending, "html" | "htm");
    !is_page && (media::is_known(ending) || PROGRAMS.contains(&ending))
}

/// A query as a browser asks for it, with its `?`. Copied out of a page, its `&` is `&amp;`.
fn asked_query(query: Option<&str>) -> String {
    query.map_or_else(String::new, |query| {
        format!("?{}", utf8_percent_encode(&query.replace("&amp;", "&"), QUERY))
    })
}

/// A path with its escapes resolved; `None` where they hide a `/`, or are none (100%).
fn decoded(path: &str) -> Option<Vec<u8>> {
    let escapes = path.match_indices('%').map(|(at, _)| path.as_bytes().get(at + 1..at + 3));
    let is_hex = |escape: &[u8]| escape.iter().all(u8::is_ascii_hexdigit) && escape != b"00";
    for escape in escapes {
        if !escape.is_some_and(is_hex) || escape.is_some_and(|one| one.eq_ignore_ascii_case(b"2f"))
        {
            return None;
        }
    }
    Some(percent_decode_str(path).collect())
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
        assert_eq!(former("x.jhtml"), "asked x.jhtml");
        assert_eq!(former("x.xhtml"), "asked x.xhtml");
        assert_eq!(former("news.do;jsessionid=1"), "asked news.do;jsessionid=1");
        assert_eq!(former("a&b.asp"), "asked a&b.asp");
        assert_eq!(former("a%2525.asp"), "asked a%2525.asp");
        assert_eq!(former("a.asp?x=1&amp;y=2"), "asked a.asp?x=1&y=2");
        assert_eq!(former("p/%bc%d7.html"), "asked p/%BC%D7.html");
        assert_eq!(former("%BC%D7/?id=%D2%D2"), "asked %BC%D7/?id=%D2%D2");
    }

    #[test]
    fn what_can_be_no_address_is_none() {
        for written in [
            "",
            "/",
            "../甲",
            "a//b",
            "//a/b",
            "old#x",
            "show.asp?a#b",
            "%FF#x",
            "100%",
            "a%2Fb",
            "a%00",
        ] {
            assert_eq!(former(written), "none", "{written}");
        }
    }
}
