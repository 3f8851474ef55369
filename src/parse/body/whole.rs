//! The nodes of a body and their text: at hand, or read when somebody asks for them.
//!
//! Entry point: [`Whole`]. Who asks cannot tell the two apart. A body that was read by an earlier run is mostly counted, listed
//! and linked to; only a page that has changed shows it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::parse::body::Body;
use crate::parse::body::node::Stored;

/// Reads a body again. What cannot be read is empty, and whoever gives this tells of it.
pub type Read = Arc<dyn Fn() -> Body + Send + Sync>;

/// The nodes of a body, and the texts of all of them, one behind the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stems {
    pub(super) nodes: Box<[Stored]>,
    pub(super) text: Box<str>,
}

/// The same, or the way to it.
#[derive(Clone, Default)]
pub(super) struct Whole {
    stems: OnceLock<Stems>,
    read: Option<Read>,
}

impl Whole {
    pub(super) fn new(stems: Stems) -> Self {
        Self { stems: stems.into(), read: None }
    }

    pub(super) fn later(read: Read) -> Self {
        Self { stems: OnceLock::new(), read: Some(read) }
    }

    /// All of it, read at most once.
    pub(super) fn get(&self) -> &Stems {
        self.stems.get_or_init(|| {
            let body = self.read.as_ref().map(|read| read());
            body.and_then(|body| body.tree.stems.into_inner()).unwrap_or_default()
        })
    }
}

impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
