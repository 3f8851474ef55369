//! Which files are published as they are, and as what: an allow-list by name.
//!
//! Entry points: [`of`], [`judge`]. A host tells browsers what a file is by its name, runs some itself, and
//! people open a file for its name. So a name that is not on the list is no guess: it is an error, which
//! names the setting that allows it (`publish` in `site.yaml`). The preview serves by the same list. Whether
//! the bytes are what the name says is looked at in `picture/kind.rs`.

use std::collections::BTreeSet;

/// What a browser or a person does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Shown on pages.
    Picture,
    /// Sounds and films, which share their containers.
    Recording,
    /// Read as it is.
    Pdf,
    /// Opened in a program of its own, with all that its authors left in it.
    Office,
    /// Shown as text.
    Text,
    /// Read by programs.
    Xml,
    /// Used by style sheets.
    Font,
    /// Takes effect on pages: only the office itself may bring it.
    Code,
}

/// A kind of file that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Media {
    /// The end of its name, in small letters.
    pub ending: &'static str,
    /// Its type in HTTP.
    pub kind: &'static str,
    /// What it is.
    pub class: Class,
}

const fn media(ending: &'static str, class: Class, kind: &'static str) -> Media {
    Media { ending, kind, class }
}

/// What is published.
pub(crate) static MEDIA: &[Media] = &[
    media("jpg", Class::Picture, "image/jpeg"),
    media("jpeg", Class::Picture, "image/jpeg"),
    // Browsers of Windows save JPEG so.
    media("jfif", Class::Picture, "image/jpeg"),
    media("jpe", Class::Picture, "image/jpeg"),
    media("png", Class::Picture, "image/png"),
    media("gif", Class::Picture, "image/gif"),
    media("webp", Class::Picture, "image/webp"),
    media("ico", Class::Picture, "image/x-icon"),
    // Browsers do not all show these: they are told by what they are, not by their names.
    media("avif", Class::Picture, "image/avif"),
    media("heic", Class::Picture, "image/heic"),
    media("heif", Class::Picture, "image/heif"),
    media("bmp", Class::Picture, "image/bmp"),
    media("tif", Class::Picture, "image/tiff"),
    media("tiff", Class::Picture, "image/tiff"),
    media("emf", Class::Picture, "image/emf"),
    media("wmf", Class::Picture, "image/wmf"),
    media("mp3", Class::Recording, "audio/mpeg"),
    media("m4a", Class::Recording, "audio/mp4"),
    media("aac", Class::Recording, "audio/aac"),
    media("ogg", Class::Recording, "audio/ogg"),
    media("oga", Class::Recording, "audio/ogg"),
    media("opus", Class::Recording, "audio/ogg"),
    media("wav", Class::Recording, "audio/wav"),
    media("flac", Class::Recording, "audio/flac"),
    media("mp4", Class::Recording, "video/mp4"),
    media("m4v", Class::Recording, "video/mp4"),
    media("mov", Class::Recording, "video/quicktime"),
    media("webm", Class::Recording, "video/webm"),
    media("ogv", Class::Recording, "video/ogg"),
    media("pdf", Class::Pdf, "application/pdf"),
    media("doc", Class::Office, "application/msword"),
    media(
        "docx",
        Class::Office,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    media("xls", Class::Office, "application/vnd.ms-excel"),
    media(
        "xlsx",
        Class::Office,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    media("ppt", Class::Office, "application/vnd.ms-powerpoint"),
    media(
        "pptx",
        Class::Office,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    media("wps", Class::Office, "application/vnd.ms-works"),
    media("et", Class::Office, "application/octet-stream"),
    media("dps", Class::Office, "application/octet-stream"),
    media("ofd", Class::Office, "application/ofd"),
    media("odt", Class::Office, "application/vnd.oasis.opendocument.text"),
    media("ods", Class::Office, "application/vnd.oasis.opendocument.spreadsheet"),
    media("odp", Class::Office, "application/vnd.oasis.opendocument.presentation"),
    media("rtf", Class::Office, "application/rtf"),
    media("txt", Class::Text, "text/plain; charset=utf-8"),
    media("csv", Class::Text, "text/csv; charset=utf-8"),
    media("json", Class::Text, "application/json; charset=utf-8"),
    media("webmanifest", Class::Text, "application/manifest+json; charset=utf-8"),
    media("xml", Class::Xml, "application/xml; charset=utf-8"),
    media("woff2", Class::Font, "font/woff2"),
    media("css", Class::Code, "text/css; charset=utf-8"),
    media("js", Class::Code, "text/javascript; charset=utf-8"),
    media("mjs", Class::Code, "text/javascript; charset=utf-8"),
];

/// What is served by a type of its own where the program itself or `publish` in `site.yaml` brings it.
const SERVED: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("md", "text/plain; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("wasm", "application/wasm"),
    ("zip", "application/zip"),
];

/// Endings that some host runs or shows as a page wherever in a name they stand (`a.php.jpg`).
const RUN: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtm", "phtml", "phar", "inc",
    "hphp", "cgi", "fcgi", "pl", "pm", "py", "pyc", "rb", "erb", "lua", "sh", "bash", "asp",
    "aspx", "asa", "asax", "ascx", "ashx", "asmx", "cer", "cdx", "idc", "htr", "config", "jsp",
    "jspx", "jspf", "jsw", "jsv", "jhtml", "do", "action", "cfm", "cfml", "cfc", "dhtml", "shtml",
    "shtm", "stm", "ssi", "html", "htm", "xhtml", "xht", "mht", "mhtml", "hta", "htc", "svg",
    "svgz", "xsl", "xslt", "swf", "jar", "war", "exe", "com", "scr", "bat", "cmd", "msi", "ps1",
    "vbs", "vbe", "jse", "wsf", "wsh", "lnk", "url",
];

/// The longest word that may be the name of a file, in bytes: a picture inside a style sheet is longer.
const LONGEST_NAME: usize = 1024;

/// The ending of a file's name in small letters; empty where it has none.
pub(crate) fn ending(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// What a name stands for, if it is on the list.
pub(crate) fn of(file: &str) -> Option<&'static Media> {
    let ending = ending(file);
    MEDIA.iter().find(|media| media.ending == ending)
}

/// What may be names of files in a style sheet, a template, a script or another text: words that end as a file on the
/// list does, each once.
pub(crate) fn names(text: &str) -> Vec<Box<str>> {
    let is_edge = |c: char| c.is_whitespace() || "\"'`()<>{}[]|,;=".contains(c);
    let words = text.split(is_edge).filter(|word| word.contains('.') && word.len() <= LONGEST_NAME);
    let paths = words.filter_map(|word| word.split(['?', '#']).next());
    let names: BTreeSet<&str> = paths.filter(|path| of(path).is_some()).collect();
    names.into_iter().map(Box::from).collect()
}

/// Whether files that end so are known, to be published or to be refused.
pub(crate) fn is_known(ending: &str) -> bool {
    MEDIA.iter().any(|media| media.ending == ending)
        || SERVED.iter().any(|(known, _)| *known == ending)
        || RUN.contains(&ending)
}

/// The type of a file in HTTP. What is not known is downloaded, never guessed.
pub(crate) fn kind(file: &str) -> &'static str {
    let ending = ending(file);
    let served = || SERVED.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
    of(file).map(|media| media.kind).or_else(served).unwrap_or("application/octet-stream")
}

/// Whether a file may be published for its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It may.
    Fine,
    /// It may; what its authors left in it goes along.
    Office,
    /// It may, since the office itself put it into `static/`; it takes effect on pages.
    Code,
    /// It may not, unless the settings list this: an ending, or a whole name.
    Unlisted(String),
}

/// Judges a file of `content/` or `static/` by its name. `listed` are the endings and names that the
/// settings allow.
pub(crate) fn judge(file: &str, listed: &[String]) -> Verdict {
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let ending = ending(file);
    let is_listed = |word: &str| {
        listed.iter().any(|one| one.trim_start_matches('.').eq_ignore_ascii_case(word))
    };
    if is_listed(&name) {
        return Verdict::Fine;
    }
    // Some hosts look at every part of a name, or cut it at a mark.
    let mut parts = name.split(['.', ';', '%', ':']).skip(1).map(|part| part.trim_matches(' '));
    if let Some(part) = parts.find(|part| RUN.contains(part) && !is_listed(part)) {
        let is_last = part == ending;
        return Verdict::Unlisted(if is_last { ending } else { name });
    }
    if is_listed(&ending) {
        return Verdict::Fine;
    }
    match of(file).map(|media| media.class) {
        Some(Class::Office) => Verdict::Office,
        Some(Class::Code) if file.starts_with("static/") => Verdict::Code,
        None | Some(Class::Code) => {
            Verdict::Unlisted(if ending.is_empty() { name } else { ending })
        }
        Some(_) => Verdict::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_seen_in_texts() {
        let text = "a{background:url(../p/甲.png?v=1)} b{src:url('q.woff2')}\n<img src=\"{{ root }}r/s%20t.jpg\" \
                    srcset=\"u.webp 2x,v.webp 3x\">{% set a = 'q.woff2' %} x.y 1.5 w.PNG#m";
        let expected = ["../p/甲.png", "q.woff2", "r/s%20t.jpg", "u.webp", "v.webp", "w.PNG"];
        assert_eq!(names(text).iter().map(|name| &**name).collect::<Vec<_>>(), expected);
        assert!(names(&format!("url({}.png)", "a".repeat(2000))).is_empty());
    }

    #[test]
    fn what_is_not_on_the_list_names_what_allows_it() {
        for (file, wanted) in [
            ("content/a.shtml", "shtml"),
            ("content/a.PHP", "php"),
            ("content/a.css", "css"),
            ("static/web.config", "config"),
            ("static/CNAME", "cname"),
            ("content/a.php.jpg", "a.php.jpg"),
            ("content/a.asp;.jpg", "a.asp;.jpg"),
            ("static/a.zip", "zip"),
        ] {
            assert_eq!(judge(file, &[]), Verdict::Unlisted(wanted.to_owned()), "{file}");
            assert_eq!(judge(file, &[wanted.to_owned()]), Verdict::Fine, "{file}");
        }
    }

    #[test]
    fn what_offices_publish_is_on_the_list() {
        for file in ["content/a.jpg", "content/a.PDF", "static/通知.2024.txt", "content/v1.2.mp4"]
        {
            assert_eq!(judge(file, &[]), Verdict::Fine, "{file}");
        }
        assert_eq!(judge("content/a.docx", &[]), Verdict::Office);
        assert_eq!(judge("static/a.js", &[]), Verdict::Code);
        assert_eq!(judge("static/a.js", &["js".to_owned()]), Verdict::Fine);
    }

    #[test]
    fn each_ending_stands_once_and_none_of_them_runs() {
        for (at, media) in MEDIA.iter().enumerate() {
            assert!(
                MEDIA[..at].iter().all(|other| other.ending != media.ending),
                "{}",
                media.ending
            );
            assert!(!RUN.contains(&media.ending), "{}", media.ending);
        }
    }
}
