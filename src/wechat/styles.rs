//! The opening tags of an article in one look, made once.
//!
//! Entry point: [`Styles::of`].

use strum::IntoEnumIterator as _;

use crate::theme::Palette;
use crate::wechat::look::{Look, Part, Readable};

/// The declarations of every part in one look.
pub(super) struct Styles {
    parts: Vec<String>,
    /// The colour of a bar.
    pub(super) fill: String,
}

impl Styles {
    pub(super) fn new(look: Look, palette: &Palette) -> Self {
        let colours = Readable::new(look, palette);
        let parts = Part::iter().map(|part| short(&look.declarations(part, &colours))).collect();
        Self { parts, fill: short(&colours.fill.to_string()) }
    }

    /// What a part declares.
    pub(super) fn of(&self, part: Part) -> &str {
        // The parts were made in the order in which they are numbered.
        &self.parts[part as usize]
    }

    /// The opening tag `name` of a part.
    pub(super) fn open(&self, name: &str, part: Part) -> String {
        format!("<{name} {}>", attribute(self.of(part)))
    }
}

/// An attribute of these declarations; without a blank in them it needs no quotes (HTML Standard, 13.1.2.3).
pub(super) fn attribute(declarations: &str) -> String {
    let quote = if declarations.contains(' ') { "\"" } else { "" };
    format!("style={quote}{declarations}{quote}")
}

/// `#333333` as `#333`: every byte counts a thousand times.
fn short(declarations: &str) -> String {
    let mut shortened = String::with_capacity(declarations.len());
    let mut rest = declarations;
    while let Some(at) = rest.find('#') {
        let (before, colour) = rest.split_at(at);
        shortened += before;
        let digits =
            colour.as_bytes().get(1..7).filter(|one| one.iter().all(u8::is_ascii_hexdigit));
        rest = match digits {
            Some(digits) if digits.chunks(2).all(|pair| pair[0] == pair[1]) => {
                shortened.push('#');
                shortened.extend(digits.iter().step_by(2).map(|digit| char::from(*digit)));
                &colour[7..]
            }
            Some(_) => {
                shortened += &colour[..7];
                &colour[7..]
            }
            None => {
                shortened.push('#');
                &colour[1..]
            }
        };
    }
    shortened + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_as_short_as_they_can_be() {
        assert_eq!(short("color:#333333;background:#018942"), "color:#333;background:#018942");
        assert_eq!(short("# #12 #ffffff"), "# #12 #fff");
    }
}
