//! Where a file lies, as machines read it.
//!
//! Entry point: [`uri`].

/// The name of a file as a relative URI: every byte but letters, digits, `-._~/` is encoded.
pub(super) fn uri(file: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    file.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_byte_by_byte() {
        assert_eq!(uri("content/甲 b#.md"), "content/%E7%94%B2%20b%23.md");
    }
}
