//! What the program reads of a value that was typed: 至少 90 场次, 2005年8月.
//!
//! Entry point: [`understood`]. Nothing is said of a value that is shown as it was typed.

use crate::date;
use crate::locale::{Language, Locale, Message};
use crate::quantity::{self, Qualifier, Value};
use crate::schema::Shape;

/// What a value means, in words; `None` where there is nothing to say, or where it is not understood.
pub fn understood(shape: Shape, text: &str, locale: &Locale) -> Option<String> {
    match shape {
        Shape::Quantity => number(text, locale),
        Shape::Date => {
            let date = date::parse_typed(text).ok()?;
            Some(match locale.language() {
                Language::Chinese => date.to_chinese(),
                Language::English => date.to_string(),
            })
        }
        Shape::Text
        | Shape::Flag
        | Shape::Texts
        | Shape::Group(_)
        | Shape::Groups(_)
        | Shape::Entries { .. } => None,
    }
}

fn number(text: &str, locale: &Locale) -> Option<String> {
    let quantity = quantity::parse_typed(text).ok()?;
    let id = match quantity.qualifier() {
        Qualifier::Exact => "understood-exact",
        Qualifier::AtLeast => "understood-at-least",
        Qualifier::About => "understood-about",
        Qualifier::Less => "understood-less",
        Qualifier::Range => "understood-range",
    };
    let (low, high) = match quantity.value() {
        Value::One(number) => (number, number),
        Value::Range { low, high } => (low, high),
    };
    // A range is said as one, however it is hedged.
    let id = if low == high { id } else { "understood-range" };
    let number = if low == high { low.to_string() } else { format!("{low}–{high}") };
    let message = Message::new(id).text("number", number).text("unit", quantity.unit());
    Some(locale.text(&message).trim().to_owned())
}
