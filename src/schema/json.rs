//! A table of keys as a JSON Schema (draft 2020-12), for editors of code and other programs.
//!
//! Entry point: [`json_schema`]. It says of a document's structure what the tables say: which keys there are under which
//! names, and which shapes their values take. It accepts all that the reader accepts; what values mean together is for
//! `liuhao check`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::schema::{Field, Fields, Shape, fields};

/// Where definitions lie.
const DEFINITIONS: &str = "#/$defs/";

/// The schema of a file with these keys at its top; `required` are keys without which the file is none.
pub fn json_schema(title: &str, table: Fields, required: &[&str]) -> Value {
    let mut definitions = Map::new();
    definitions.insert("scalar".to_owned(), scalar());
    let properties = properties(table, true, &mut definitions);
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let named = fields(table).filter(|field| required.contains(&field.key()));
    let any_name = |field: &Field| {
        let all = std::iter::once(field.key()).chain(field.aliases.iter().copied());
        json!({"anyOf": all.map(|name| json!({"required": [name]})).collect::<Vec<_>>()})
    };
    let named: Vec<_> = named.map(any_name).collect();
    if !named.is_empty() {
        schema["allOf"] = named.into();
    }
    schema["$defs"] = definitions.into();
    schema
}

/// What a hand writes without quotes: YAML makes numbers and flags of it.
fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean", "null"]})
}

/// A reference is an address: of keys that an office declares, Han are written as bytes in percent.
fn reference(name: &str) -> Value {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'-');
    json!({ "$ref": format!("{DEFINITIONS}{}", utf8_percent_encode(name, KEPT)) })
}

/// Every name of every key, each leading to what is said of the key; at the top of a file also the names of keys in
/// groups that may stand there.
fn properties(table: Fields, is_top: bool, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    let mut inner: Vec<&'static Field> = Vec::new();
    for field in fields(table) {
        let name = define(field, definitions);
        let names = std::iter::once(field.key()).chain(field.aliases.iter().copied());
        for alias in names.chain(field.flat.iter().copied()) {
            properties.entry(alias).or_insert_with(|| reference(&name));
        }
        inner.extend(field.fields());
    }
    if is_top {
        for field in inner {
            for alias in field.flat {
                properties.entry(*alias).or_insert_with(|| reference(&define(field, definitions)));
            }
        }
    }
    properties.into()
}

/// Defines what is said of a key, once; gives the name of the definition.
fn define(field: &'static Field, definitions: &mut Map<String, Value>) -> String {
    let name = field.path.to_owned();
    if !definitions.contains_key(&name) {
        // A table may lead to itself.
        definitions.insert(name.clone(), Value::Null);
        let mut schema = shape(field.shape, definitions);
        if field.is_named {
            let one = json!({"anyOf": [reference("scalar"), {"type": "array", "items": reference("scalar")}]});
            // A map with a key of the group is one group.
            let known = json!({"enum": names(field)});
            let map = json!({"type": "object", "propertyNames": {"not": known}, "additionalProperties": one});
            schema = json!({"anyOf": [schema, map, {"type": "array", "items": {"anyOf": [map, schema]}}]});
        }
        schema["title"] = field.top_name().into();
        schema["description"] = field.doc.into();
        if !field.example.is_empty() {
            schema["examples"] = json!([field.example]);
        }
        definitions.insert(name.clone(), schema);
    }
    name
}

/// The names of the keys of a group.
fn names(field: &Field) -> Vec<&'static str> {
    let names =
        |inner: &'static Field| std::iter::once(inner.key()).chain(inner.aliases.iter().copied());
    fields(field.table()).flat_map(names).collect()
}

fn shape(shape: Shape, definitions: &mut Map<String, Value>) -> Value {
    let scalar = || reference("scalar");
    match shape {
        Shape::Flag => {
            json!({"enum": [
                true, false, null, 1, 0, "是", "否", "true", "false", "True", "False", "TRUE", "FALSE", "是的", "不是", "对",
                "不", "1", "0", "√", "✓", "×", "✗", "yes", "no", "on", "off", "无"
            ]})
        }
        Shape::Text | Shape::Date | Shape::Quantity => self::scalar(),
        Shape::Texts => json!({"anyOf": [scalar(), {"type": "array", "items": scalar()}]}),
        Shape::Group(table) => {
            json!({"anyOf": [group(table, definitions), bare(table, definitions)]})
        }
        Shape::Groups(table) => {
            let one = json!({"anyOf": [group(table, definitions), bare(table, definitions)]});
            json!({"anyOf": [one, {"type": "array", "items": one}]})
        }
        Shape::Entries { each, own } => {
            let one = json!({"anyOf": [scalar(), group(each, definitions)]});
            let map = json!({"type": "object", "properties": properties(own, false, definitions), "additionalProperties": one});
            let item = json!({"anyOf": [scalar(), map, {"type": "array", "items": one}]});
            json!({"anyOf": [scalar(), map, {"type": "array", "items": item}]})
        }
    }
}

/// The keys of a group.
fn group(table: Fields, definitions: &mut Map<String, Value>) -> Value {
    let properties = properties(table, false, definitions);
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// What stands for a group: the value of its first key.
fn bare(table: Fields, definitions: &mut Map<String, Value>) -> Value {
    let Some(first) = table.field(0) else { return reference("scalar") };
    let first = reference(&define(first, definitions));
    json!({"allOf": [first, {"type": ["string", "number", "boolean", "null"]}]})
}
