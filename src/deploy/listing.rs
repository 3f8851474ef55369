//! What lies at a target, whatever the way to it.
//!
//! Entry point: [`Listing`].

use std::collections::BTreeMap;

/// What stands at a target under a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A regular file of so many bytes.
    File(u64),
    /// A folder.
    Folder,
    /// A link, a device or what else there may be: never touched.
    Other,
}

/// What lies at a target, by path.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listing {
    pub(super) entries: BTreeMap<String, Kind>,
}
