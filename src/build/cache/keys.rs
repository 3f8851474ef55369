//! What each page was made of, so that one that is made of the same is not made again.
//!
//! Entry points: [`Keys::of`], [`Keys::unless_same`], [`Keys::into_bytes`]. Each file has two keys: a broad one, which is had at once and
//! tells where nothing that any page shows has changed but texts (`Renderer::broad_key`), and a narrow one, the hash of all that
//! its template sees (`Renderer::render_unless`). One of them suffices. The shelf knows of which program they are.

use std::sync::{Mutex, PoisonError};

use blake3::Hash;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::render::{Rendered, Renderer};
use crate::site::Planned;

/// The first half of a hash: nobody can want two pages to have the same.
type Half = [u8; 16];

/// What a file was made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    broad: Option<Half>,
    narrow: Option<Half>,
}

/// Keys by address: of the last build, and of this one.
#[derive(Default)]
pub(in crate::build) struct Keys {
    known: Vec<(String, Key)>,
    noted: Mutex<Vec<(String, Key)>>,
}

impl Keys {
    /// Those that the last build kept.
    pub(in crate::build) fn of(kept: Option<Vec<u8>>) -> Self {
        let known = kept.and_then(|kept| postcard::from_bytes(&kept).ok());
        Self { known: known.unwrap_or_default(), noted: Mutex::default() }
    }

    /// What is published for a route, unless it was made of the same and `leave` says that it may stay; takes down what it is made of.
    ///
    /// # Errors
    /// Those of [`Renderer::render`] and of `leave`.
    pub(in crate::build) fn unless_same<'s>(
        &self,
        renderer: &Renderer<'s>,
        planned: &Planned,
        leave: &dyn Fn() -> Result<bool, Error>,
    ) -> Result<Option<Rendered<'s>>, Error> {
        let address = &*planned.address;
        let broad = renderer.broad_key(planned);
        if self.knows_broad(address, broad) {
            return if leave()? { Ok(None) } else { renderer.render(planned).map(Some) };
        }
        renderer
            .render_unless(planned, &|narrow| Ok(self.knows(address, broad, narrow) && leave()?))
    }

    /// Whether what is published at an address was made of the same by its broad key; if so, that is taken down.
    fn knows_broad(&self, address: &str, broad: Option<Hash>) -> bool {
        let known = self.known(address);
        let is_same = broad.is_some() && known.broad == broad.map(half);
        if is_same {
            self.note(address, known);
        }
        is_same
    }

    /// The same by its narrow key, where the broad one is another; both are taken down.
    fn knows(&self, address: &str, broad: Option<Hash>, narrow: Hash) -> bool {
        let key = Key { broad: broad.map(half), narrow: Some(half(narrow)) };
        self.note(address, key);
        self.known(address).narrow == key.narrow
    }

    /// The same for a file that has a narrow key alone.
    pub(in crate::build) fn has(&self, address: &str, key: Hash) -> bool {
        let key = Key { broad: None, narrow: Some(half(key)) };
        self.note(address, key);
        self.known(address) == key
    }

    /// What is kept for the next build.
    pub(in crate::build) fn into_bytes(self) -> Option<Vec<u8>> {
        let mut noted = self.noted.into_inner().unwrap_or_else(PoisonError::into_inner);
        noted.sort_unstable();
        postcard::to_allocvec(&noted).ok()
    }

    fn known(&self, address: &str) -> Key {
        let at = self.known.binary_search_by(|(known, _)| known.as_str().cmp(address));
        at.map_or(Key::default(), |at| self.known[at].1)
    }

    fn note(&self, address: &str, key: Key) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.push((address.to_owned(), key));
    }
}

fn half(hash: Hash) -> Half {
    let (half, _) = hash.as_bytes().split_first_chunk().expect("a hash has 32 bytes");
    *half
}
