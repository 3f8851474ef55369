//! Names of what systems, editors and browsers leave in folders: passed over, and of hidden files that somebody made.
//!
//! Entry points: [`is_leftover`], [`is_hidden_on_purpose`].

use std::ffi::OsStr;
use std::path::Path;

/// Endings that editors, browsers and systems give to what is unfinished, locked or replaced.
const LEFT: [&str; 17] = [
    "swp",
    "swo",
    "swn",
    "swx",
    "tmp",
    "temp",
    "bak",
    "old",
    "orig",
    "rej",
    "asd",
    "wbk",
    "crdownload",
    "part",
    "partial",
    "download",
    "downloading",
];
/// What systems and archives drop into folders, in small letters.
const DROPPED: [&str; 10] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "$recycle.bin",
    "system volume information",
    "lost+found",
    "@eadir",
    // The editor Vim tries by it whether it may write.
    "4913",
];

/// The folder of `static/` that is published though its name begins with a dot.
pub(super) const WELL_KNOWN: &str = ".well-known";

/// Whether a name begins with a dot because somebody gave it that: `.htaccess`, not what systems and editors leave.
pub(super) fn is_hidden_on_purpose(name: &str) -> bool {
    const LEFT_HIDDEN: [&str; 12] = [
        ".ds_store",
        ".git",
        ".gitignore",
        ".gitkeep",
        ".gitattributes",
        ".keep",
        ".directory",
        ".localized",
        ".idea",
        ".vscode",
        ".stfolder",
        ".thumbnails",
    ];
    let lower = name.to_lowercase();
    let is_of_systems = ["._", ".~", ".trash", ".spotlight", ".fseventsd", ".sync", ".nfs", ".#"]
        .iter()
        .any(|start| lower.starts_with(start));
    name.starts_with('.') && !is_of_systems && !LEFT_HIDDEN.contains(&&*lower) && !is_marked(name)
}

/// Whether a name is that of a hidden file, an editor's leftover, or what systems drop into folders.
pub fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || DROPPED.contains(&&*name.to_lowercase())
        || is_marked(name)
}

/// The text that a leftover was, where it was one: `a.md~`, `a.md.bak` and `#a.md#` of `a.md`.
pub(super) fn before_it_was_left(name: &str) -> Option<&str> {
    let bare = name.trim_matches('#').trim_end_matches('~');
    let is_of_text = |name: &&str| ["md", "markdown"].contains(&&*extension(Path::new(name)));
    let inner = bare.rsplit_once('.').map(|(stem, _)| stem);
    let is_hidden = name.starts_with(['.', '~']);
    [Some(bare), inner].into_iter().flatten().find(is_of_text).filter(|_| !is_hidden)
}

/// Whether a name has the ending of what is unfinished, locked or replaced.
pub(super) fn is_marked(name: &str) -> bool {
    LEFT.contains(&&*extension(Path::new(name)))
}

/// The ending of a name in small letters.
pub(super) fn extension(path: &Path) -> String {
    path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_known_by_their_names() {
        for name in [
            "#a.md#",
            "a.md~",
            ".a.md.swp",
            "~$a.docx",
            ".~lock.a.odt#",
            "a.md.orig",
            "a.MD.BAK",
            "Thumbs.db",
            ".DS_Store",
            "desktop.ini",
            "4913",
            "$RECYCLE.BIN",
            "__MACOSX",
            "Icon\r",
            "~WRL0001.tmp",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in ["a.md", "a (1).md", "a - 副本.md", "#", "#六好.md", "原稿.docx", "新.older"]
        {
            assert!(!is_leftover(name), "{name}");
        }
        for name in ["#a.md#", "a.md~", "a.md.orig", "a.md.BAK"] {
            assert_eq!(before_it_was_left(name), Some("a.md"), "{name}");
        }
        for name in [".a.md.swp", "~$a.md", "a.docx.bak", "Thumbs.db"] {
            assert_eq!(before_it_was_left(name), None, "{name}");
        }
    }

    #[test]
    fn a_hidden_file_is_somebodys_or_a_systems() {
        for name in [".htaccess", ".user.ini", ".nojekyll", ".htpasswd", ".env", ".private"] {
            assert!(is_hidden_on_purpose(name), "{name}");
        }
        for name in
            [".DS_Store", "._a.jpg", ".a.md.swp", ".~lock.a.odt#", ".git", ".gitkeep", "a.txt"]
        {
            assert!(!is_hidden_on_purpose(name), "{name}");
        }
    }
}
