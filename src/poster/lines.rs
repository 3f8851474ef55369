//! Text in lines of a width: Han may be parted anywhere, but no line begins with a closing mark.
//!
//! Entry points: [`lines`], [`width`].

/// Marks that no line begins with.
const CLOSING: &str = "，。、；：！？）》」』”’】％…—,.;:!?)]%";
/// Marks that no line ends with.
const OPENING: &str = "（《「『“‘【([";

/// The width of a text in em.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Han and full-width marks fill a square; letters and digits about half of one.
fn em(c: char) -> f64 {
    match c {
        ' ' => 0.3,
        'A'..='Z' | '%' | '@' | '&' => 0.72,
        'm' | 'w' => 0.85,
        '!'..='~' => 0.58,
        _ => 1.0,
    }
}

/// The lines of a text, each at most `most` em wide and at most `count` of them; the last one of a longer text ends
/// with an ellipsis.
pub(super) fn lines(text: &str, most: f64, count: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.last_mut().expect("there is always a line");
        if width(last) + width(&piece) <= most || last.is_empty() {
            last.push_str(&piece);
        } else {
            lines.push(piece.trim_start().to_owned());
        }
    }
    if lines.len() > count {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            while width(last) + 1.0 > most {
                last.pop();
            }
            last.push('…');
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What is never parted: a word or number, a character with the marks that lean on it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = pieces.last().is_some_and(|last: &String| {
            let before = last.chars().next_back().unwrap_or(' ');
            let is_word = |c: char| c.is_ascii_alphanumeric() || ".,%".contains(c);
            CLOSING.contains(c) || OPENING.contains(before) || is_word(before) && is_word(c)
        });
        match pieces.last_mut() {
            Some(last) if joins && last.chars().count() < 12 => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_full_and_begin_with_no_mark() {
        assert_eq!(lines("一二三四，五六", 4.0, 9), ["一二三", "四，五六"]);
        assert_eq!(lines("共2019年12月", 4.0, 9), ["共2019", "年12月"]);
        assert_eq!(lines("一二三四五六七八九", 4.0, 2), ["一二三四", "五六七…"]);
        assert_eq!(lines("", 4.0, 2), [""; 0]);
    }
}
