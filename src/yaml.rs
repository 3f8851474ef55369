//! YAML, behind one door: `serde_yaml` is archived upstream and used in this file alone.
//!
//! Entry points: [`parse`] reads a text into a [`Node`]; [`locate`] reads the same text again to
//! tell where the value on a path stands. One parser gives values and places, so the two never
//! disagree; the second reading happens only when there is something to report.
//!
//! Scalars keep their text as written (`1.10`, forty digits, `022`): what they mean is the
//! schema's matter. Anchors cannot explode memory: nodes and depth are counted.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Nodes in one text, aliases counted each time they are used.
const MAX_NODES: usize = 5_000;
/// Nested lists and maps.
const MAX_DEPTH: usize = 32;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `~`, `null` or nothing.
    Null,
    /// A number, flag or string, as written (quotes and escapes resolved).
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in order. A key that stands twice is here twice.
    Map(Vec<(String, Node)>),
}

/// One step from a value to a value inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of the n-th (from 0) entry with this key.
    Key(&'a str, usize),
    /// That key itself; only the last step.
    Name(&'a str, usize),
    /// The n-th (from 0) element of a list.
    Index(usize),
}

/// Why a text is not YAML that we take.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It breaks the grammar.
    Syntax {
        /// The parser's own words, in English, without the place.
        problem: String,
    },
    /// More nodes or depth than any profile needs (anchors that multiply).
    TooLarge,
    /// A `!tag`.
    Tag,
    /// A key that is a list or a map.
    ComplexKey,
}

/// Reads `text`. The second part of an error is the byte offset where it was noticed.
pub fn parse(text: &str) -> Result<Node, (Fault, usize)> {
    let budget = Budget::default();
    match (NodeSeed { budget: &budget, depth: 0 }).deserialize(deserializer(text)) {
        Ok(node) if budget.has_floats.get() => Ok(restore_floats(text, node)),
        Ok(node) => Ok(node),
        Err(error) => Err((fault(&error, &budget), offset(text, &error))),
    }
}

/// The byte range of the value that `path` leads to, or `None` where it leads nowhere.
/// A map or list is shown by its first line.
pub fn locate(text: &str, path: &[Step<'_>]) -> Option<Range<usize>> {
    let (error, scalar) = seek(text, path)?;
    let start = offset(text, &error);
    let rest = &text[start..];
    let length = match &scalar {
        Some(value) if rest.starts_with(value.as_str()) => value.len(),
        Some(value) if rest.get(1..).is_some_and(|rest| rest.starts_with(value.as_str())) => {
            (value.len() + 2).min(rest.len())
        }
        _ => first_line(rest),
    };
    Some(start..start + length)
}

/// The text of the scalar that `path` leads to, exactly as written.
fn raw_scalar(text: &str, path: &[Step<'_>]) -> Option<String> {
    seek(text, path)?.1
}

fn deserializer(text: &str) -> serde_yaml::Deserializer<'_> {
    serde_yaml::Deserializer::from_str(text)
}

fn first_line(rest: &str) -> usize {
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    line.trim_end().len()
}

fn offset(text: &str, error: &serde_yaml::Error) -> usize {
    // The index counts bytes (line and column count characters).
    let index = error.location().map_or(0, |location| location.index()).min(text.len());
    (0..=index).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn fault(error: &serde_yaml::Error, budget: &Budget) -> Fault {
    if let Some(fault) = budget.fault.take() {
        return fault;
    }
    let full = error.to_string();
    let problem = full.split(" at line ").next().unwrap_or(&full);
    if problem.contains("recursion limit") || problem.contains("repetition limit") {
        return Fault::TooLarge;
    }
    Fault::Syntax { problem: problem.to_owned() }
}

#[derive(Default)]
struct Budget {
    nodes: Cell<usize>,
    has_floats: Cell<bool>,
    fault: RefCell<Option<Fault>>,
}

impl Budget {
    fn refuse<E: de::Error>(&self, fault: Fault) -> E {
        self.fault.replace(Some(fault));
        E::custom("refused")
    }
}

/// Reads one value into a [`Node`].
#[derive(Clone, Copy)]
struct NodeSeed<'b> {
    budget: &'b Budget,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let nodes = self.budget.nodes.get() + 1;
        self.budget.nodes.set(nodes);
        if nodes > MAX_NODES || self.depth > MAX_DEPTH {
            return Err(self.budget.refuse(Fault::TooLarge));
        }
        deserializer.deserialize_any(self)
    }
}

/// A float loses digits on the way through `f64`; this mark stands in until the text is read again.
const FLOAT: &str = "\u{0}float";

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        self.budget.has_floats.set(true);
        Ok(Node::Scalar(FLOAT.to_owned()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Scalar(value))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(self.budget.refuse(Fault::Tag))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inside = NodeSeed { depth: self.depth + 1, ..self };
        let mut list = Vec::new();
        while let Some(node) = access.next_element_seed(inside)? {
            list.push(node);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inside = NodeSeed { depth: self.depth + 1, ..self };
        let mut map = Vec::new();
        while let Some(key) = access.next_key_seed(KeySeed { budget: self.budget })? {
            map.push((key, access.next_value_seed(inside)?));
        }
        Ok(Node::Map(map))
    }
}

/// Reads a key as the text that stands there: `022` and `1.10` stay what they are.
struct KeySeed<'b> {
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(self.budget.refuse(Fault::ComplexKey))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(self.budget.refuse(Fault::ComplexKey))
    }
}

fn restore_floats(text: &str, mut node: Node) -> Node {
    restore(text, &mut node, &mut Vec::new());
    node
}

fn restore(text: &str, node: &mut Node, path: &mut Vec<OwnedStep>) {
    match node {
        Node::Scalar(value) if value == FLOAT => {
            let steps: Vec<_> = path.iter().map(OwnedStep::borrow).collect();
            *value = raw_scalar(text, &steps).unwrap_or_default();
        }
        Node::Scalar(_) | Node::Null => {}
        Node::List(list) => {
            for (index, item) in list.iter_mut().enumerate() {
                path.push(OwnedStep::Index(index));
                restore(text, item, path);
                path.pop();
            }
        }
        Node::Map(map) => {
            for index in 0..map.len() {
                if matches!(map[index].1, Node::Null) {
                    continue;
                }
                let key = map[index].0.clone();
                let nth = map[..index].iter().filter(|(other, _)| *other == key).count();
                path.push(OwnedStep::Key(key, nth));
                restore(text, &mut map[index].1, path);
                path.pop();
            }
        }
    }
}

enum OwnedStep {
    Key(String, usize),
    Index(usize),
}

impl OwnedStep {
    fn borrow(&self) -> Step<'_> {
        match self {
            Self::Key(key, nth) => Step::Key(key, *nth),
            Self::Index(index) => Step::Index(*index),
        }
    }
}

/// Walks to the target and fails there on purpose: the error's place is the value's place.
fn seek(text: &str, path: &[Step<'_>]) -> Option<(serde_yaml::Error, Option<String>)> {
    let found = Found::default();
    let seed = SeekSeed { path, found: &found };
    let error = seed.deserialize(deserializer(text)).err()?;
    found.reached.get().then(|| (error, found.scalar.take()))
}

#[derive(Default)]
struct Found {
    reached: Cell<bool>,
    scalar: RefCell<Option<String>>,
}

#[derive(Clone, Copy)]
struct SeekSeed<'p> {
    path: &'p [Step<'p>],
    found: &'p Found,
}

impl<'de> DeserializeSeed<'de> for SeekSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.path.first() {
            None => {
                self.found.reached.set(true);
                deserializer.deserialize_str(self)
            }
            Some(_) => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for SeekSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value on the path")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.found.scalar.replace(Some(value.to_owned()));
        Err(E::custom("found"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let Some(Step::Index(index)) = self.path.first() else {
            return Err(de::Error::custom("astray"));
        };
        for _ in 0..*index {
            if access.next_element::<IgnoredAny>()?.is_none() {
                return Err(de::Error::custom("astray"));
            }
        }
        access.next_element_seed(SeekSeed { path: &self.path[1..], ..self })?;
        Err(de::Error::custom("astray"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let (name, nth, is_key) = match self.path.first() {
            Some(Step::Key(name, nth)) => (*name, *nth, false),
            Some(Step::Name(name, nth)) => (*name, *nth, true),
            _ => return Err(de::Error::custom("astray")),
        };
        let mut key = SeekKey { name, left: nth, is_key, found: self.found };
        while let Some(matches) = access.next_key_seed(&mut key)? {
            if matches {
                return access.next_value_seed(SeekSeed { path: &self.path[1..], ..self });
            }
            access.next_value::<IgnoredAny>()?;
        }
        Err(de::Error::custom("astray"))
    }
}

struct SeekKey<'p> {
    name: &'p str,
    left: usize,
    is_key: bool,
    found: &'p Found,
}

impl<'de> DeserializeSeed<'de> for &mut SeekKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut SeekKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<bool, E> {
        if value != self.name {
            return Ok(false);
        }
        if self.left > 0 {
            self.left -= 1;
            return Ok(false);
        }
        if self.is_key {
            self.found.reached.set(true);
            self.found.scalar.replace(Some(value.to_owned()));
            return Err(E::custom("found"));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, path: &[Step<'_>]) -> String {
        text[locate(text, path).expect("the path leads somewhere")].to_owned()
    }

    fn scalar(text: &str) -> Node {
        Node::Scalar(text.to_owned())
    }

    #[test]
    fn scalars_stay_as_written() {
        let Ok(Node::Map(map)) =
            parse("a: 1.10\nb: 022\nc: no\nd: 2005-08\ne: 0.30\nf: ~\n1.10: x")
        else {
            panic!("a map")
        };
        let values: Vec<_> = map.iter().map(|(_, value)| value.clone()).collect();
        let expected = ["1.10", "022", "no", "2005-08", "0.30"].map(scalar);
        assert_eq!(values[..5], expected);
        assert_eq!(values[5], Node::Null);
        assert_eq!(map[6].0, "1.10");
    }

    #[test]
    fn forty_digits_are_kept() {
        let digits = "1234567890".repeat(4);
        assert_eq!(parse(&digits), Ok(scalar(&digits)));
    }

    #[test]
    fn places_in_block_flow_quoted_and_after_rare_characters() {
        let text = "甲: {a: [1, \"二\"]}\n𠮷:\n  - x: '三'\n    y: 四 # c\n𠮷: 5\n";
        assert_eq!(at(text, &[Step::Key("甲", 0), Step::Key("a", 0), Step::Index(1)]), "\"二\"");
        assert_eq!(at(text, &[Step::Key("𠮷", 0), Step::Index(0), Step::Key("x", 0)]), "'三'");
        assert_eq!(at(text, &[Step::Key("𠮷", 0), Step::Index(0), Step::Key("y", 0)]), "四");
        assert_eq!(at(text, &[Step::Name("𠮷", 1)]), "𠮷");
        assert_eq!(at(text, &[Step::Key("𠮷", 1)]), "5");
        assert_eq!(at(text, &[Step::Key("甲", 0)]), "{a: [1, \"二\"]}");
        assert_eq!(locate(text, &[Step::Key("乙", 0)]), None);
        assert_eq!(locate(text, &[Step::Key("甲", 0), Step::Index(7)]), None);
    }

    #[test]
    fn crlf_does_not_shift_places() {
        assert_eq!(at("a: 1\r\nb: 二\r\n", &[Step::Key("b", 0)]), "二");
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for i in 1..9 {
            let refs = vec![format!("*a{}", i - 1); 9].join(",");
            bomb += &format!("a{i}: &a{i} [{refs}]\n");
        }
        assert_eq!(parse(&bomb).map_err(|(fault, _)| fault), Err(Fault::TooLarge));
        let deep = "[".repeat(10_000);
        assert!(parse(&deep).is_err());
        assert_eq!(parse("a: !x 1").map_err(|(fault, _)| fault), Err(Fault::Tag));
    }

    #[test]
    fn syntax_faults_have_a_place() {
        let (fault, offset) = parse("标题: 甲\n日期: [1, 2\n").expect_err("unclosed");
        assert!(matches!(fault, Fault::Syntax { .. }));
        assert!(offset > 0);
    }
}
