//! What a file is as a picture, and why it cannot be published as one.
//!
//! Entry point: [`survey`]. It looks at every file of a site before anything is written, and decodes
//! none.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::error::Error;
use crate::fs::Inside;
use crate::locale::Message;
use crate::media::{self, Class};
use crate::picture::{Format, MAX_BYTES, MAX_PIXELS, Picture, Refusal, comments, inspect, kind};

/// What was found out about a file. All is empty for one that is no picture and pretends nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survey {
    /// The picture, if it can be published.
    pub picture: Option<Picture>,
    /// What people wrote into it ([`comments`]).
    pub comments: Vec<String>,
    /// Why the file cannot be published.
    pub fault: Option<Diagnostic>,
}

impl From<Diagnostic> for Survey {
    fn from(fault: Diagnostic) -> Self {
        Self { fault: Some(fault), ..Self::default() }
    }
}

/// Looks at the file at `path`, which is called `file` in reports.
///
/// # Errors
/// A file that cannot be read.
pub fn survey(path: &Inside, file: &Arc<str>) -> Result<Survey, Error> {
    let head = path.head(kind::HEAD)?;
    if let Some(name) = foreign(&head) {
        let message = Message::new("picture-format").text("format", name);
        let help = Message::new("picture-format-help");
        return Ok(fault(file, "picture-format", message).with_help(help).into());
    }
    let Some(format) = Format::of(&head) else {
        let fault = kind::fault(file, &head);
        let is_xml = media::of(file).is_some_and(|media| media.class == Class::Xml);
        let fault = match fault {
            None if is_xml => kind::xml_fault(file, path.read(kind::MAX_XML)?.ok().as_deref()),
            fault => fault,
        };
        return Ok(Survey { fault, ..Survey::default() });
    };
    if let Some(fault) = kind::fault(file, &head) {
        return Ok(fault.into());
    }
    let Ok(bytes) = path.read(MAX_BYTES)? else {
        let message = Message::new("picture-too-large").count("max", megabytes());
        return Ok(fault(file, "picture-size", message).into());
    };
    Ok(match inspect(&bytes, format) {
        Ok(picture) => Survey { picture: Some(picture), comments: comments(&bytes), fault: None },
        Err(Refusal::Damaged | Refusal::Changed) => damaged(file).into(),
        Err(Refusal::TooManyPixels(width, height)) => {
            let message = Message::new("picture-too-many-pixels")
                .text("size", format!("{width}×{height}"))
                .text("max", (MAX_PIXELS / 1_000_000).to_string());
            fault(file, "picture-size", message).into()
        }
    })
}

/// What is said of a picture that does not decode: sometimes that is seen no earlier.
pub fn damaged(file: &Arc<str>) -> Diagnostic {
    fault(file, "picture-damaged", Message::new("picture-damaged"))
}

fn fault(file: &Arc<str>, rule: &'static str, message: Message) -> Diagnostic {
    Diagnostic::error(rule, Place::file(file), message)
}

fn megabytes() -> usize {
    usize::try_from(MAX_BYTES / 1024 / 1024).unwrap_or(usize::MAX)
}

/// The name of a picture format that browsers do not all show.
fn foreign(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"\x01\0\0\0") && head.get(40..44) == Some(b" EMF") {
        return Some("EMF");
    }
    // With and without the head that programs put before it.
    if head.starts_with(b"\xD7\xCD\xC6\x9A")
        || head.starts_with(b"\x01\0\x09\0")
        || head.starts_with(b"\x02\0\x09\0")
    {
        return Some("WMF");
    }
    match infer::get(head)?.mime_type() {
        "image/heif" => Some("HEIC"),
        "image/bmp" => Some("BMP"),
        "image/tiff" => Some("TIFF"),
        "image/avif" => Some("AVIF"),
        _ => None,
    }
}
