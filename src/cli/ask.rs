//! Asks a question at a console.
//!
//! Entry point: [`is_confirmed`].

use std::io::{IsTerminal, Write as _};

use crate::cli::out;
use crate::error::Error;
use crate::locale::{Locale, Message};

/// Asks the question with this id; where nobody can answer, the answer is no.
pub(super) fn is_confirmed(question: &'static str, locale: &Locale) -> Result<bool, Error> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    out::print(&format!("{} ", locale.text(&Message::new(question))))?;
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    // A console that cannot be read gives no answer.
    let _ = std::io::stdin().read_line(&mut answer);
    Ok(["y", "yes", "是", "好"].contains(&answer.trim().to_lowercase().as_str()))
}
