//! A fault of the program itself: it is caught, told, and the preview goes on.
//!
//! Entry points: [`catch`] and [`Stumble`]. An editor in the middle of a text loses nothing: what was
//! shown before goes on being shown. The desk and the report say so until a rebuild has gone well.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use crate::locale::Message;

/// What the program was about when it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum During {
    /// Bringing the site up to date.
    Rebuild,
    /// Answering a request for this target.
    Request(String),
}

/// A fault of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stumble {
    pub(crate) during: During,
    /// What the program said of it, for those who write it.
    pub(crate) detail: String,
}

impl Stumble {
    /// What to tell an editor.
    pub(crate) fn message(&self) -> Message {
        let message = match &self.during {
            During::Rebuild => Message::new("stumble-rebuild"),
            During::Request(target) => Message::new("stumble-request").text("address", target),
        };
        message.text("detail", &self.detail)
    }
}

/// Does `work`; what was said where it panicked. Whatever `work` was changing is not to be used again.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|panic| words(&*panic).to_owned())
}

/// The words of a panic.
pub fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("?")
}
