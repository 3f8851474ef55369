//! Which photos are kept, under which names, and what is taken off them: the gate that every published picture
//! passes ([`crate::picture`]).
//!
//! Entry point: [`keep`].

use crate::import::draft::{Block, Draft};
use crate::import::manuscript::Photo;
use crate::import::report::{At, Note};
use crate::locale::Message;
use crate::picture::{self, Format, MAX_BYTES, Refusal};

/// A picture of so few pixels on a side is a line or a blank.
const SMALLEST: u32 = 8;

/// The photos of a story that are written beside it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Name and bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The file of each photo, by its number in the draft.
    pub(super) of: Vec<Option<usize>>,
    /// What was taken off, and what is not kept.
    pub(super) notes: Vec<Note>,
}

impl Kept {
    /// The name of a photo's file.
    pub(super) fn name(&self, photo: usize) -> Option<String> {
        let file = (*self.of.get(photo)?)?;
        Some(self.files[file].0.clone())
    }
}

/// Looks at each photo that the draft shows, once: its cover, then those of its blocks in order.
pub(super) fn keep(draft: &Draft) -> Kept {
    let mut kept = Kept { of: vec![None; draft.photos.len()], ..Kept::default() };
    let mut seen = vec![false; draft.photos.len()];
    let mut remote = Vec::new();
    let in_text = draft.blocks.iter().filter_map(|block| match block {
        Block::Photo(figure) => Some(figure),
        Block::Heading(_) | Block::Paragraph(_) | Block::List(_) | Block::Table(_) => None,
    });
    for figure in draft.cover.iter().chain(in_text) {
        let nth = figure.photo;
        let Some(photo) =
            draft.photos.get(nth).filter(|_| !std::mem::replace(&mut seen[nth], true))
        else {
            continue;
        };
        match photo {
            Photo::Remote(address) => remote.push(address.clone()),
            Photo::Bytes { name, bytes } => take(&mut kept, nth, (name, bytes)),
            // The reader told it.
            Photo::Missing => {}
        }
    }
    if !remote.is_empty() {
        let message = Message::new("import-remote-photos")
            .count("count", remote.len())
            .text("addresses", remote.join("\n  "));
        kept.notes.push(Note::new(message));
    }
    kept
}

fn take(kept: &mut Kept, nth: usize, (name, bytes): (&str, &[u8])) {
    let at = At::Photo(nth + 1);
    let Some(format) = Format::of(bytes).filter(|_| bytes.len() as u64 <= MAX_BYTES) else {
        let id = if bytes.len() as u64 > MAX_BYTES {
            "import-photo-large"
        } else {
            "import-photo-format"
        };
        return kept.notes.push(Note::at(at, Message::new(id).text("name", name)));
    };
    let derived = picture::inspect(bytes, format).and_then(|found| {
        if found.width.max(found.height) <= SMALLEST || found.width.min(found.height) <= 2 {
            return Ok(None);
        }
        let derived = picture::derive(bytes, &found, &[found.as_it_is()])?;
        Ok(derived.into_iter().next())
    });
    match derived {
        Ok(Some(clean)) => {
            if picture::has_place(bytes) {
                kept.notes.push(Note::at(at, Message::new("import-photo-place")));
            } else if !picture::comments(bytes).is_empty() {
                kept.notes.push(Note::at(at, Message::new("import-photo-comments")));
            }
            // What is encoded anew may be of another kind than its name said.
            let ending = Format::of(&clean).unwrap_or(format).ending();
            let file = format!("photo-{}.{ending}", kept.files.len() + 1);
            kept.of[nth] = Some(kept.files.len());
            kept.files.push((file, clean));
        }
        Ok(None) => {
            kept.notes.push(Note::at(at, Message::new("import-photo-tiny").text("name", name)));
        }
        Err(Refusal::TooManyPixels(..)) => {
            kept.notes.push(Note::at(at, Message::new("import-photo-large").text("name", name)));
        }
        Err(Refusal::Damaged | Refusal::Changed) => {
            kept.notes.push(Note::at(at, Message::new("import-photo-damaged").text("name", name)));
        }
    }
}
