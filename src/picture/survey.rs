//! What is wrong with a picture, and the bytes of it that are published.
//!
//! Entry points: [`faults`] looks at a file before anything is written, [`published`] gives what
//! goes out under the picture's own address.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::error::Error;
use crate::fs;
use crate::locale::Message;
use crate::picture::gate::Gate;
use crate::picture::{Format, MAX_BYTES, MAX_PIXELS, Refusal, derive, inspect};

static GATE: Gate = Gate::new();

/// Why the file at `path` cannot be published as a picture. Nothing for a file that is none.
pub fn faults(path: &Path, file: &Arc<str>) -> Result<Option<Diagnostic>, Error> {
    let head = fs::read_head(path, 32)?;
    let fault = |rule, message| Some(Diagnostic::error(rule, Place::file(file), message));
    if let Some(name) = foreign(&head) {
        let message = Message::new("picture-format").text("format", name);
        let help = Message::new("picture-format-help");
        return Ok(fault("picture-format", message).map(|one| one.with_help(help)));
    }
    let Some(format) = Format::of(&head) else { return Ok(None) };
    let Ok(bytes) = fs::read_at_most(path, MAX_BYTES)? else {
        let message = Message::new("picture-too-large").count("max", megabytes());
        return Ok(fault("picture-size", message));
    };
    Ok(match inspect(&bytes, format) {
        Ok(_) => None,
        Err(Refusal::Damaged) => fault("picture-damaged", Message::new("picture-damaged")),
        Err(Refusal::TooManyPixels(width, height)) => {
            let message = Message::new("picture-too-many-pixels")
                .text("size", format!("{width}×{height}"))
                .text("max", (MAX_PIXELS / 1_000_000).to_string());
            fault("picture-size", message)
        }
    })
}

fn megabytes() -> usize {
    usize::try_from(MAX_BYTES / 1024 / 1024).unwrap_or(usize::MAX)
}

/// The name of a picture format that browsers do not all show.
fn foreign(head: &[u8]) -> Option<&'static str> {
    match infer::get(head)?.mime_type() {
        "image/heif" => Some("HEIC"),
        "image/bmp" => Some("BMP"),
        "image/tiff" => Some("TIFF"),
        "image/avif" => Some("AVIF"),
        _ => None,
    }
}

/// The bytes of a file that are published: a picture without what must not be, anything else as it
/// is. Waits while too much is being decoded.
///
/// # Errors
/// [`Refusal`] for a picture that is too large or damaged.
pub fn published(bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let Some(format) = Format::of(&bytes) else { return Ok(bytes) };
    let picture = inspect(&bytes, format)?;
    let _pass = GATE.enter(u64::from(picture.width) * u64::from(picture.height));
    let derived = derive(&bytes, &picture, &[picture.as_it_is()])?;
    derived.into_iter().next().ok_or(Refusal::Damaged)
}
