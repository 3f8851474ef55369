//! A fault as it is kept.
//!
//! Entry points: [`Told::of`], [`Told::into_diagnostic`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Place, Severity, interned};
use crate::locale::{Argument, Message};

/// A fault.
#[derive(Serialize, Deserialize)]
pub(super) struct Told<'t> {
    rule: &'t str,
    severity: Weight,
    #[serde(borrow)]
    message: Words<'t>,
    #[serde(borrow)]
    place: Spot<'t>,
    label: Option<Words<'t>>,
    related: Vec<(Spot<'t>, Words<'t>)>,
    help: Option<Words<'t>>,
}

#[derive(Serialize, Deserialize)]
enum Weight {
    Error,
    Warning,
    Information,
}

#[derive(Serialize, Deserialize)]
struct Spot<'t> {
    file: &'t str,
    span: Option<(usize, usize)>,
    fact: Option<(&'t str, Option<usize>)>,
}

#[derive(Serialize, Deserialize)]
struct Words<'t> {
    id: &'t str,
    #[serde(borrow)]
    arguments: Vec<(&'t str, Value<'t>)>,
}

#[derive(Serialize, Deserialize)]
enum Value<'t> {
    Text(&'t str),
    Count(usize),
    #[serde(borrow)]
    Message(Box<Words<'t>>),
    List(Vec<Words<'t>>),
}

impl<'t> Told<'t> {
    /// A fault, to be kept.
    pub(super) fn of(of: &'t Diagnostic) -> Self {
        let Diagnostic { rule, severity, message, place, label, related, help } = of;
        Self {
            rule,
            severity: match severity {
                Severity::Error => Weight::Error,
                Severity::Warning => Weight::Warning,
                Severity::Information => Weight::Information,
            },
            message: Words::of(message),
            place: Spot::of(place),
            label: label.as_ref().map(Words::of),
            related: related.iter().map(|(at, words)| (Spot::of(at), Words::of(words))).collect(),
            help: help.as_ref().map(Words::of),
        }
    }

    /// The fault again.
    pub(super) fn into_diagnostic(self) -> Diagnostic {
        let related = self.related.into_iter();
        Diagnostic {
            rule: interned(self.rule),
            severity: match self.severity {
                Weight::Error => Severity::Error,
                Weight::Warning => Severity::Warning,
                Weight::Information => Severity::Information,
            },
            message: self.message.into_message(),
            place: self.place.into_place(),
            label: self.label.map(Words::into_message),
            related: related.map(|(at, words)| (at.into_place(), words.into_message())).collect(),
            help: self.help.map(Words::into_message),
        }
    }
}

impl<'t> Spot<'t> {
    fn of(of: &'t Place) -> Self {
        let Place { file, span, fact } = of;
        Self { file, span: *span, fact: *fact }
    }

    fn into_place(self) -> Place {
        let file: Arc<str> = self.file.into();
        let fact = self.fact.map(|(path, nth)| (interned(path), nth));
        Place { file, span: self.span, fact }
    }
}

impl<'t> Words<'t> {
    fn of(of: &'t Message) -> Self {
        let Message { id, arguments } = of;
        let arguments = arguments.iter().map(|(name, value)| (*name, Value::of(value)));
        Self { id, arguments: arguments.collect() }
    }

    fn into_message(self) -> Message {
        let arguments = self.arguments.into_iter();
        Message {
            id: interned(self.id),
            arguments: arguments
                .map(|(name, value)| (interned(name), value.into_argument()))
                .collect(),
        }
    }
}

impl<'t> Value<'t> {
    fn of(of: &'t Argument) -> Self {
        match of {
            Argument::Text(text) => Self::Text(text),
            Argument::Count(count) => Self::Count(*count),
            Argument::Message(message) => Self::Message(Box::new(Words::of(message))),
            Argument::List(messages) => Self::List(messages.iter().map(Words::of).collect()),
        }
    }

    fn into_argument(self) -> Argument {
        match self {
            Self::Text(text) => Argument::Text(text.to_owned()),
            Self::Count(count) => Argument::Count(count),
            Self::Message(words) => Argument::Message(Box::new(words.into_message())),
            Self::List(all) => Argument::List(all.into_iter().map(Words::into_message).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

    use super::*;

    #[test]
    fn a_fault_is_read_back_as_it_was() {
        let file: Arc<str> = "content/甲.md".into();
        let words = || Message::new("a").text("b", "丙").count("c", 300);
        let nested = words().message("d", words()).list("e", vec![words(), Message::new("f")]);
        let faults = [
            Diagnostic::error("g", Place::file(&file), Message::new("h")),
            Diagnostic::warning("g", Place::span(&file, 3..70_000), nested)
                .with_label(words())
                .with_help(Message::new("i")),
            Diagnostic::information("g", Place::fact(&file, "j", Some(2)), words())
                .with_related(Place::fact(&file, "j", None), words()),
        ];
        for fault in faults {
            let bytes = postcard::to_allocvec(&Told::of(&fault)).unwrap();
            let read: Told<'_> = postcard::from_bytes(&bytes).unwrap();
            assert_eq!(read.into_diagnostic(), fault);
        }
    }
}
