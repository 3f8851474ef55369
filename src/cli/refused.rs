//! Why nothing was imported, told as the call asks for.
//!
//! Entry point: [`refuse`].

use serde_json::json;

use crate::cli::args::ImportFormat;
use crate::cli::{Exit, out};
use crate::error::Error;
use crate::import::Refusal;
use crate::locale::{Locale, Message};

/// Tells why nothing was imported.
pub(super) fn refuse(
    refusal: &Refusal,
    format: ImportFormat,
    locale: &Locale,
) -> Result<Exit, Error> {
    let message = locale.text(&refusal.message());
    let help = refusal.help().map(|help| locale.text(&help));
    match format {
        ImportFormat::Text => {
            out::tell(&format!("{}: {message}", locale.text(&Message::new("label-error"))));
            if let Some(help) = help {
                out::tell(&format!("{}: {help}", locale.text(&Message::new("label-help"))));
            }
        }
        ImportFormat::Json => {
            out::line(&format!("{:#}", json!({ "refused": message, "help": help })))?;
        }
    }
    Ok(Exit::Faulty)
}
