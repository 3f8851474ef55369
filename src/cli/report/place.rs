//! Where a file lies, as machines read it.
//!
//! Entry point: [`uri`].

use percent_encoding::utf8_percent_encode;

use crate::link;

/// The name of a file as a relative URI: every byte but letters, digits, `-._~/` is encoded.
pub(super) fn uri(file: &str) -> String {
    utf8_percent_encode(file, link::PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_byte_by_byte() {
        assert_eq!(uri("content/甲 b#.md"), "content/%E7%94%B2%20b%23.md");
    }
}
