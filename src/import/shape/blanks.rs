//! Blanks and invisible characters: what word processors and editors of pages put between words.
//!
//! Entry points: [`tidy`] for the runs of a line, [`tidy_text`] for a text, [`small`] for exponents. Full-width digits stay as written.

use crate::import::glyphs;
use crate::import::manuscript::Run;

/// What nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FE0F}'
    ) || c.is_control() && c != '\n' && c != '\t'
        || is_noncharacter(c)
}

/// U+FFFE, U+FFFF and their like, which are no characters: neither XML nor YAML may hold them.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// A text with one blank for each run of them and none at its ends.
pub(crate) fn tidy_text(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Digits as those of an exponent or an index: 120m² is not 120m2. Other text stays as it is.
pub(crate) fn small(text: &str, digits: &str) -> String {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let digit = |c: char| digits.chars().nth(c.to_digit(10)? as usize);
    text.chars().filter_map(digit).collect()
}

/// The runs of a line with one blank for each run of them, none at the ends of the line or round a break, and
/// neighbours of one kind joined.
pub(super) fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut tidied: Vec<Run> = Vec::with_capacity(runs.len());
    // A blank belongs to what follows it; at the beginning it belongs to nothing.
    let mut blank = None;
    let mut is_start = true;
    for run in runs {
        let mut text = String::with_capacity(run.text.len());
        for c in run.text.chars().filter(|c| !is_invisible(*c)).map(glyphs::plain) {
            if c == '\n' {
                (blank, is_start) = (None, true);
                // Nothing stands before it that it could part.
                if !text.is_empty() || !tidied.is_empty() {
                    text.push(c);
                }
            } else if c.is_whitespace() {
                blank = (!is_start).then_some(' ');
            } else {
                text.extend(blank.take());
                text.push(c);
                is_start = false;
            }
        }
        push(&mut tidied, Run { text, ..run });
    }
    while let Some(last) = tidied.last_mut() {
        let end = last.text.trim_end().len();
        last.text.truncate(end);
        if last.text.is_empty() && last.footnote.is_none() {
            tidied.pop();
        } else {
            break;
        }
    }
    tidied
}

/// Adds a run, joined to the last where both are of one kind.
pub(super) fn push(runs: &mut Vec<Run>, run: Run) {
    if run.text.is_empty() && run.footnote.is_none() {
        return;
    }
    match runs.last_mut() {
        Some(last)
            if last.is_bold == run.is_bold
                && last.link == run.link
                && last.footnote.is_none()
                && run.footnote.is_none() =>
        {
            last.text.push_str(&run.text);
        }
        _ => runs.push(run),
    }
}

/// The runs without line breaks: between Latin letters a blank stands for one; with `has_blank` everywhere.
pub(super) fn unbroken(runs: Vec<Run>, has_blank: bool) -> Vec<Run> {
    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut before = '\n';
    let mut chars = whole.chars().peekable();
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let mut text = String::with_capacity(run.text.len());
        for _ in 0..run.text.chars().count() {
            let Some(c) = chars.next() else { break };
            let next = chars.peek().copied().unwrap_or('\n');
            if c != '\n' {
                text.push(c);
            } else if has_blank || before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() {
                text.push(' ');
            }
            before = c;
        }
        push(&mut joined, Run { text, ..run });
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    #[test]
    fn blanks_become_one_and_what_nobody_sees_goes() {
        let runs = tidy(vec![
            run("　　甲\u{A0}"),
            run(" 乙\u{200B}丙\u{AD}\u{FFFF}\u{FDD0}丁"),
            run("\t"),
            run("\n　戊 "),
        ]);
        assert_eq!(runs, [run("甲 乙丙丁\n戊")]);
        assert_eq!(unbroken(runs, false), [run("甲 乙丙丁戊")]);
    }
}
