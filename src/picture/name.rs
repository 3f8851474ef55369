//! The names of derived pictures.
//!
//! A name carries the hash of the bytes that the picture was made from and of the recipe, so that a
//! browser may keep it for ever, and is known before anything is decoded.

use crate::picture::{Cut, Encoding, Focus, Format, Picture, Request};

/// Digits of the hash in an address: enough to tell all pictures of an office apart.
const DIGITS: usize = 12;

impl Picture {
    /// The address of a derived picture, from the address that the picture itself would have.
    pub fn address(&self, own: &str, request: Request) -> String {
        let name = own.rfind('/').map_or(0, |at| at + 1);
        let stem = own[name..].rfind('.').map_or(own.len(), |at| name + at);
        let hash = &self.hash[..DIGITS];
        format!("{}-{hash}{}", &own[..stem], self.suffix(request))
    }

    /// The name of a derived picture in the cache.
    pub(super) fn key(&self, request: Request) -> String {
        format!("{}{}", self.hash, self.suffix(request))
    }

    /// The format of a derived picture.
    pub fn encoded(&self, request: Request) -> Format {
        match (request.encoding, self.format, request.cut) {
            (Encoding::WebP, ..) => Format::WebP,
            (Encoding::Jpeg, ..) => Format::Jpeg,
            // A part of it does not move, and has more colours when it is scaled.
            (_, Format::Gif, Cut::Wide(_) | Cut::Square(_)) => Format::Png,
            (Encoding::Own, own, _) => own,
        }
    }

    fn suffix(&self, request: Request) -> String {
        let cut = match request.cut {
            Cut::Whole => String::new(),
            Cut::Wide(focus) => format!("-wide{}", point(focus)),
            Cut::Square(focus) => format!("-square{}", point(focus)),
        };
        format!("{cut}-{}.{}", request.width, self.encoded(request).ending())
    }
}

/// Nothing for the middle.
fn point(focus: Focus) -> String {
    if focus == Focus::default() { String::new() } else { format!("-{}-{}", focus.x, focus.y) }
}
