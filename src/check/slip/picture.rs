//! Lines where a picture is meant and none is shown: its file's name alone, or a word that stands for it.
//!
//! Entry point: [`candidates`]. Which file is meant is for a person to say, as is what is to be seen on it.

use unicode_normalization::UnicodeNormalization;

use crate::check::slip::{Candidate, Kind, Line, Read, Slip};
use crate::parse::body::forms::{is_blank, is_han};
use crate::prefilter;

/// The longest line that is looked at, in characters.
const LONGEST: usize = 80;
/// Endings of pictures, as cameras, programs and telephones write them.
const ENDINGS: [&str; 13] = [
    ".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".bmp", ".heic", ".tif", ".tiff", ".avif",
    ".emf", ".wmf",
];
/// What stands for a picture, the longest first.
const NAMES: [&str; 7] = ["现场图", "图片", "照片", "插图", "配图", "附图", "图"];
/// What is said before it.
const BEFORE: [&str; 7] = ["此处", "这里", "插入", "放", "插", "附", "加"];
const BRACKETS: [char; 14] =
    ['（', '）', '(', ')', '【', '】', '[', ']', '［', '］', '「', '」', '<', '>'];

/// The lines of a body that stand for a picture.
pub(super) fn candidates(lines: &[Line<'_>]) -> Vec<Candidate> {
    let is_meant = |line: &&Line<'_>| !line.text.is_empty() && is_picture(line.text);
    lines.iter().filter(is_meant).map(candidate).collect()
}

fn candidate(line: &Line<'_>) -> Candidate {
    let slip = Slip { range: line.at..line.end(), put: None, kind: Kind::Picture };
    Candidate { slips: vec![slip], at: line.at, read: Read::AsWords }
}

fn is_picture(text: &str) -> bool {
    // Most lines end in a sentence.
    if text.ends_with(['。', '；', '！', '？', '，', '、', '：']) || text.chars().count() > LONGEST
    {
        return false;
    }
    // A picture whose marks went astray is told as that.
    if text.starts_with(['!', '！']) {
        return false;
    }
    let inner = text.trim_matches(BRACKETS);
    let is_bracketed = inner.len() < text.len();
    is_file(inner) || is_word(inner, is_bracketed)
}

/// `图片1.jpg`, `插图：现场 1.JPG`, `1.jpg、2.jpg`.
fn is_file(text: &str) -> bool {
    let is_name = |part: &str| {
        let name = part.replace('。', ".").nfkc().collect::<String>().to_lowercase();
        ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
    };
    let may_be =
        !text.contains("](") && !text.contains(['，', '；', '！', '|']) && !is_address(text);
    // No name of a file ends in Han.
    may_be && prefilter::passes(!text.ends_with(is_han)) && text.split('、').all(is_name)
}

/// A link that leads elsewhere is no file of the site.
fn is_address(text: &str) -> bool {
    text.contains("://") && !text.starts_with("file:")
}

/// `【图片1】`, `（此处插入图片）`; without brackets `图片` and `此处插图` alone.
fn is_word(text: &str, is_bracketed: bool) -> bool {
    let mut rest = text.trim_matches(is_blank);
    let mut is_said = false;
    while let Some(behind) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        (rest, is_said) = (behind, true);
    }
    let Some(rest) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) else { return false };
    let number = rest.trim_matches(is_blank);
    let is_number = number.chars().all(|c| c.is_numeric() || "一二三四五六七八九十".contains(c));
    let is_alone = text == "图片" || is_said && number.is_empty();
    is_number && (is_bracketed || is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_picture_is_known() {
        for text in [
            "图片1.jpg",
            "（图片1.jpg）",
            "插图：现场 1.JPG",
            "1.jpg、2.png",
            "images/1.jpg",
            "IMG_2024。jpg",
            "图片１．ｊｐｇ",
            "【图片】",
            "[图片1]",
            "（此处插入图片）",
            "图片",
            "此处插图",
            "（图一）",
            "C:\\图\\1.png",
        ] {
            assert!(is_picture(text), "{text}");
        }
        for text in [
            "图片说明",
            "图1",
            "![甲](1.jpg)",
            "照片由张三拍摄。",
            "（图文/党建科）",
            "https://example.com/1.jpg",
            "附图说明",
            "见1.jpg。",
            "[甲](1.jpg)",
            "图书室",
            "这里",
        ] {
            assert!(!is_picture(text), "{text}");
        }
    }
}
