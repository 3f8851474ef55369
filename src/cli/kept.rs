//! What a run says of stories that are not published: a draft that nobody remembers is looked for in vain.
//!
//! Entry point: [`line`].

use crate::build::KeptCount;
use crate::locale::Message;

/// One line, or `None` where all is published.
pub(super) fn line(kept: KeptCount) -> Option<Message> {
    let KeptCount { drafts, future, expired } = kept;
    let parts = [("kept-drafts", drafts), ("kept-future", future), ("kept-expired", expired)];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| Message::new(id).count("count", count))
        .collect();
    (!parts.is_empty()).then(|| Message::new("kept").list("parts", parts))
}
