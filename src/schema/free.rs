//! Values under free names, whose kind is that of what is written: the parameters of a theme.
//!
//! Entry points: [`named`] reads them, [`Free::overlay`] puts one over a default of the same kind.

use crate::diagnostic::Place;
use crate::schema::{At, Field, NONE, Reader, Rows, Shape};
use crate::yaml::{Node, Style, Value};

/// A value whose kind is that of what is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Free {
    /// 是, 否, true or false.
    Flag(bool),
    /// A number without a unit.
    Number(f64),
    /// One text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
}

/// A value and its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Free,
    /// Where the name stands.
    pub place: Place,
    /// Where the value stands.
    pub value_place: Place,
}

impl Free {
    fn of(node: &Node<'_>) -> Option<Self> {
        match &node.value {
            Value::Null => Some(Self::Text(String::new())),
            Value::Scalar(text) if node.style == Style::Plain => Some(plain(text)),
            Value::Scalar(text) => Some(Self::Text(text.clone().into_owned())),
            Value::List(list) => {
                let texts = list.iter().map(|item| match &item.value {
                    Value::Scalar(text) => Some(text.clone().into_owned()),
                    Value::Null | Value::List(_) | Value::Map(_) => None,
                });
                texts.collect::<Option<_>>().map(Self::Texts)
            }
            Value::Map(_) => None,
        }
    }

    /// The message that says what kind it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Flag(_) => "shape-flag",
            Self::Number(_) => "shape-number",
            Self::Text(_) => "shape-text",
            Self::Texts(_) => "shape-texts",
        }
    }

    /// `given` as a value of the same kind as this default: a number is a text too, and one text a list. `None` where it is
    /// of another kind.
    #[must_use]
    pub fn overlay(&self, given: &Self) -> Option<Self> {
        Some(match (self, given) {
            (Self::Flag(_), Self::Flag(_))
            | (Self::Number(_), Self::Number(_))
            | (Self::Text(_), Self::Text(_))
            | (Self::Texts(_), Self::Texts(_)) => given.clone(),
            (Self::Text(_), Self::Number(number)) => Self::Text(number.to_string()),
            (Self::Texts(_), Self::Text(text)) => Self::Texts(vec![text.clone()]),
            (Self::Flag(_), Self::Number(_) | Self::Text(_) | Self::Texts(_))
            | (Self::Number(_), Self::Flag(_) | Self::Text(_) | Self::Texts(_))
            | (Self::Text(_), Self::Flag(_) | Self::Texts(_))
            | (Self::Texts(_), Self::Flag(_) | Self::Number(_)) => return None,
        })
    }
}

fn plain(text: &str) -> Free {
    match text {
        "true" | "True" | "TRUE" | "是" => Free::Flag(true),
        "false" | "False" | "FALSE" | "否" => Free::Flag(false),
        _ => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && !text.starts_with('+') => Free::Number(number),
            _ => Free::Text(text.to_owned()),
        },
    }
}

/// An entry of such a map as a form may show it; the file has the short form alone.
pub(crate) static PARAM: Rows<(String, String)> = Rows(&[
    Field::new("param.name", &["名称"], Shape::Text, "参数名")
        .like("banner")
        .read(|reader, at, (name, _)| *name = reader.text(at).unwrap_or_default()),
    Field::new("param.value", &["值"], Shape::Text, "参数的值")
        .like("是")
        .read(|reader, at, (_, value)| *value = reader.text(at).unwrap_or_default()),
]);

/// The shape of a map of free names.
pub(crate) const SHAPE: Shape = Shape::Entries { each: &PARAM, own: &NONE };

/// The values of a map under their names.
pub(crate) fn named(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Named> {
    let mut all = Vec::new();
    match &at.node.value {
        Value::Null => {}
        Value::Map(map) => reader.free_entries(map, &mut |reader, name, at| {
            all.extend(named_one(reader, name, at));
        }),
        Value::List(_) => {
            let _: Option<()> = reader.wrong_shape(at, "shape-map", "shape-list");
        }
        Value::Scalar(_) => {
            let _: Option<()> = reader.wrong_shape(at, "shape-map", "shape-text");
        }
    }
    all
}

fn named_one(reader: &mut Reader<'_>, name: &str, at: At<'_>) -> Option<Named> {
    let Some(value) = Free::of(at.node) else {
        return reader.wrong_shape(at, "shape-param", "shape-map");
    };
    let (place, value_place) = (reader.place(at.name()), reader.place(&at.node.place));
    Some(Named { name: name.to_owned(), value, place, value_place })
}
