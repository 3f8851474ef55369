//! Places in Han text where a line may break though browsers hold it together: `”“`, and `人,70` behind a half-width mark.
//!
//! Entry point: [`split`]. Marks of quotation are the same in Latin text, where no line may begin or end beside them
//! (Unicode, UAX #14, LB19), and a half-width comma belongs to the number behind it (LB25). Between Han a browser then
//! carries several words to the next line at once, and draws the line before them apart or leaves it short. A number or a
//! formula itself (`1+3+N`) stays in one piece.

use crate::parse::body::forms::is_han;
use crate::prefilter;

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
    let mut from = 0;
    while let Some(byte) = text.as_bytes().get(from) {
        let at = from;
        if !prefilter::passes(BEGINS[usize::from(*byte)]) {
            // Of three bytes but for ASCII and rare letters, whose other bytes begin no mark either.
            from += if (0xE0..=0xEF).contains(byte) { 3 } else { 1 };
            continue;
        }
        let second = text[at..].chars().next()?;
        from = at + second.len_utf8();
        let next = text[from..].chars().next()?;
        let first = text[..at].chars().next_back().unwrap_or(' ');
        if may_break([first, second], next) {
            return Some(from);
        }
    }
    None
}

/// Whether a mark behind which a line may break begins with a byte: one in half width, or ’ and ”. Nearly all bytes are passed by this.
static BEGINS: [bool; 256] = {
    let (marks, mut begins, mut at) = (b",;:!?)\xE2", [false; 256], 0);
    while at < marks.len() {
        begins[marks[at] as usize] = true;
        at += 1;
    }
    begins
};

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

    proptest::proptest! {
        #[test]
        fn no_break_is_passed_over_by_the_fast_look(
            text in "[甲乙a1“”‘’，,;:!?()（）》 —…é]{0,24}",
        ) {
            let pieces = || split(&text).map(str::to_owned).collect::<Vec<_>>();
            proptest::prop_assert_eq!(pieces(), prefilter::without(pieces));
        }
    }
}
