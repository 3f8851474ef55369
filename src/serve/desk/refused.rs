//! Why a request of the desk is not done, as its scripts are told.
//!
//! Entry point: [`Refused`].

use serde::Serialize;

use crate::edit::Refusal;
use crate::error::Error;
use crate::import;
use crate::locale::{Locale, Message};
use crate::serve::http::Answer;

/// A refusal of a request.
#[derive(Debug)]
pub(crate) struct Refused {
    /// HTTP status.
    pub(crate) status: u16,
    /// Its name for scripts.
    pub(crate) id: &'static str,
    pub(crate) message: Box<Message>,
    pub(crate) help: Option<Box<Message>>,
    /// The line of the file to go to, from 1.
    pub(crate) line: Option<usize>,
    /// The stories of a file, of which one has to be named.
    pub(crate) stories: Option<Vec<String>>,
}

#[derive(Serialize)]
struct Told<'t> {
    error: &'t str,
    message: String,
    help: Option<String>,
    line: Option<usize>,
    stories: Option<&'t [String]>,
}

impl Refused {
    /// A refusal whose name is that of its text.
    pub(crate) fn new(status: u16, id: &'static str, message: Message) -> Self {
        Self { status, id, message: Box::new(message), help: None, line: None, stories: None }
    }

    /// A request that cannot be read.
    pub(crate) fn malformed(detail: &dyn std::fmt::Display) -> Self {
        let message = Message::new("desk-malformed").text("detail", detail.to_string());
        Self::new(400, "malformed", message)
    }

    /// A refusal of an edit.
    pub(crate) fn edit(refusal: &Refusal) -> Self {
        Self { line: refusal.line, ..Self::new(422, refusal.id(), refusal.message()) }
    }

    /// A disk that refuses: nothing was written.
    pub(crate) fn failed(fault: &Error) -> Self {
        Self::new(500, "failed", Message::new("desk-failed").message("detail", fault.message()))
    }

    /// The refusal as an answer.
    pub(crate) fn answer(&self, locale: &Locale) -> Answer {
        let told = Told {
            error: self.id,
            message: locale.text(&self.message),
            help: self.help.as_ref().map(|help| locale.text(help)),
            line: self.line,
            stories: self.stories.as_deref(),
        };
        let bytes = serde_json::to_vec(&told).expect("texts and numbers alone");
        Answer::bytes("application/json; charset=utf-8", bytes).with_status(self.status)
    }
}

impl From<Error> for Refused {
    fn from(fault: Error) -> Self {
        Self::failed(&fault)
    }
}

impl From<import::Refusal> for Refused {
    fn from(refusal: import::Refusal) -> Self {
        let (message, help) = (refusal.message(), refusal.help().map(Box::new));
        let stories =
            if let import::Refusal::Stories(titles) = refusal { Some(titles) } else { None };
        Self { help, stories, ..Self::new(422, "import-refused", message) }
    }
}
