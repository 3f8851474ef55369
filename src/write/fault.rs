//! What an error is about, and how it is told where it is about the state or a link.
//!
//! Entry points: [`is_link`], [`told`], [`blocked`].

use std::io::ErrorKind;

use crate::error::{Error, Irregular};

/// Whether an error is about a link that was not followed.
pub(super) fn is_link(error: &Error) -> bool {
    let Error::File { source, .. } = error else { return false };
    irregular(source) == Some(&Irregular::Link)
}

fn irregular(fault: &std::io::Error) -> Option<&Irregular> {
    fault.get_ref().and_then(|inner| inner.downcast_ref())
}

/// Where something stands in place of a file of the state, the message says what to do about it.
pub(super) fn blocked(error: Error) -> Error {
    let Error::File { source, .. } = &error else { return error };
    let is_theirs = matches!(
        source.kind(),
        ErrorKind::IsADirectory | ErrorKind::PermissionDenied | ErrorKind::ResourceBusy
    );
    if irregular(source).is_some() || is_theirs {
        return Error::BlockedState { reason: Box::new(error) };
    }
    error
}

/// A link in place of a folder is told as that.
pub(super) fn told(error: Error) -> Error {
    if !is_link(&error) {
        return error;
    }
    match error {
        Error::File { path, .. } => Error::LinkedFolder { path },
        other => other,
    }
}
