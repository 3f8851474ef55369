//! Places in Han text where a line may break though browsers hold it together: `”“`, and `人,70` behind a half-width mark.
//!
//! Entry point: [`split`]. Marks of quotation are the same in Latin text, where no line may begin or end beside them
//! (Unicode, UAX #14, LB19), and a half-width comma belongs to the number behind it (LB25). Between Han a browser then
//! carries several words to the next line at once, and draws the line before them apart or leaves it short. A number or a
//! formula itself (`1+3+N`) stays in one piece.

use crate::parse::body::forms::is_han;

/// The pieces of a text between which a line may break.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        let Some(at) = first(whole) else { return Some(whole) };
        let (piece, behind) = whole.split_at(at);
        rest = Some(behind);
        Some(piece)
    })
}

/// The byte before which the first break may be.
fn first(text: &str) -> Option<usize> {
    let mut before = [' ', ' '];
    for (at, c) in text.char_indices() {
        if may_break(before, c) {
            return Some(at);
        }
        before = [before[1], c];
    }
    None
}

/// Whether a line may break behind two characters and before `next`.
fn may_break([first, second]: [char; 2], next: char) -> bool {
    let opens = matches!(next, '“' | '‘');
    match second {
        '”' | '’' => opens,
        ',' | ';' | ':' | '!' | '?' | ')' => {
            is_wide(first) && (opens || next.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

/// A Han character, or what closes behind one.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '”' | '’' | '）' | '》')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_break_between_quotations_and_behind_half_width_marks_of_han() {
        for (text, wanted) in [
            ("坚持“送学上门”“送学到人”,帮助", "坚持“送学上门”|“送学到人”,帮助"),
            ("15人,70-79岁5人,80岁以上", "15人,|70-79岁5人,|80岁以上"),
            ("创新开展“1+3+N”活动(即1名)", "创新开展“1+3+N”活动(即1名)"),
            ("6,500元；a,b；时间:9:30", "6,500元；a,b；时间:|9:30"),
            ("Don’t say “yes”, “no”", "Don’t say “yes”, “no”"),
            ("", ""),
        ] {
            assert_eq!(split(text).collect::<Vec<_>>().join("|"), wanted);
        }
    }
}
