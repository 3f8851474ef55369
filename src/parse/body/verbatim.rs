//! Lines that Markdown takes as they stand: code between fences, and HTML.
//!
//! Entry point: [`Verbatim::takes`], given one line after the other. What lays a text out and what looks for slips go
//! by the same answer.

/// What is open behind the lines so far.
#[derive(Debug, Default)]
pub struct Verbatim {
    /// The sign and length of a fence.
    fence: Option<(u8, usize)>,
    is_html: bool,
}

impl Verbatim {
    /// Whether a line, given without its blanks and marks of quotation, is code, a fence or HTML; `may_begin` says
    /// whether it stands so far left that HTML may begin with it.
    pub fn takes(&mut self, line: &str, may_begin: bool) -> bool {
        if self.is_code(line) {
            return true;
        }
        self.is_html = !line.is_empty() && (self.is_html || may_begin && begins_html(line));
        self.is_html
    }

    /// Whether a fence is open behind the lines so far.
    pub fn is_open(&self) -> bool {
        self.fence.is_some()
    }

    fn is_code(&mut self, line: &str) -> bool {
        let sign = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'));
        let length = sign.map_or(0, |sign| line.bytes().take_while(|byte| *byte == sign).count());
        match (self.fence, sign) {
            (None, Some(sign))
                if length >= 3 && (sign == b'~' || !line[length..].contains('`')) =>
            {
                self.fence = Some((sign, length));
                true
            }
            (Some((open, least)), Some(sign)) if open == sign && length >= least => {
                if line[length..].trim().is_empty() {
                    self.fence = None;
                }
                true
            }
            (fence, _) => fence.is_some(),
        }
    }
}

fn begins_html(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    // `</|` closes nothing.
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_name || rest.starts_with(['!', '?'])) && !line.starts_with("<http")
}
