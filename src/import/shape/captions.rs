//! What stands below a photo, and at times above it.
//!
//! Entry points: [`is_caption`], [`points`].

use crate::import::manuscript::{Line, Side};
use crate::import::shape::marks::{length, mark};

/// The longest caption, in characters.
pub(super) const LONGEST: usize = 60;
/// A line without words that say so is a caption only when it is this short.
const SHORT: usize = 40;

const OPENINGS: [&str; 14] = [
    "图为", "上图", "下图", "左图", "右图", "图：", "图:", "图片", "▲", "△", "↑", "（图", "(图",
    "▼",
];

/// Whether a line that follows a photo is its caption. `body` is the size of the text of paragraphs.
pub(super) fn is_caption(line: &Line, body: u16) -> bool {
    let text = line.text();
    let count = length(&text);
    if line.is_caption && count > 0 {
        return true;
    }
    if count > LONGEST || count == 0 || line.level.is_some() || line.is_title {
        return false;
    }
    if OPENINGS.iter().any(|opening| text.starts_with(opening))
        || (text.starts_with('图') && is_numbered(&text))
    {
        return true;
    }
    // A heading may be centred too; it is bold or as large as the text, and has a mark.
    let is_small = line.size > 0 && body > 0 && line.size < body;
    line.side == Side::Centre
        && count <= SHORT
        && !text.ends_with(['。', '：', '；'])
        && mark(&text).is_none()
        && !line.is_bold()
        && (is_small || line.size == 0 || line.size == body || body == 0)
}

/// Whether a line that no photo stands above is the caption of the one below: ▲学习现场, 下图为学习现场.
pub(super) fn points(line: &Line) -> bool {
    let text = line.text();
    let is_marked = ["▲", "△", "▼", "↓", "下图"].iter().any(|opening| text.starts_with(opening));
    is_marked && length(&text) <= SHORT && line.level.is_none() && !line.is_title
}

/// 图1 and 图一.
fn is_numbered(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// The caption without the mark that only points up.
pub(super) fn text(line: &Line) -> String {
    line.text().trim_start_matches(['▲', '△', '↑', '↓', '▼', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_above_its_photo_says_so() {
        for text in ["▲志愿服务活动现场", "▼ 集中学习", "下图为老党员在讲课"]
        {
            assert!(points(&Line::plain(text)), "{text}");
        }
        for text in ["志愿服务活动现场", "图1　集中学习", "支部坚持学习。"] {
            assert!(!points(&Line::plain(text)), "{text}");
        }
        assert_eq!(super::text(&Line::plain("▲ 志愿服务")), "志愿服务");
    }
}
