//! Numbers of persons and addresses of mailboxes as stars, for whatever quotes a text.
//!
//! Entry points: [`masked`], [`mask_mail`].

use crate::check;

/// A text with every number of a person and every address of a mailbox masked, or `None` where there is none.
pub(super) fn masked(text: &str) -> Option<String> {
    let numbers = check::mask(text);
    let mail = mask_mail(numbers.as_deref().unwrap_or(text));
    mail.or(numbers)
}

/// Every address of a mailbox as stars.
pub(super) fn mask_mail(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let mut masked = text.to_owned();
    let mut from = 0;
    let mut any = false;
    while let Some(at) = masked[from..].find('@').map(|at| from + at) {
        let start = at - masked[..at].chars().rev().take_while(|c| is_part(*c)).count();
        let end = at + 1 + masked[at + 1..].chars().take_while(|c| is_part(*c)).count();
        from = at + 1;
        if start < at && masked[at + 1..end].contains('.') {
            masked.replace_range(start..end, &"*".repeat(end - start));
            (any, from) = (true, end);
        }
    }
    any.then_some(masked)
}
