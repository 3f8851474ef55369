//! The reader against what is written, against `serde_yaml`, and against broken texts.

use proptest::prelude::*;

use super::{Document, Fault, Limits, Node, Style, Value, read, scalar};

fn all(text: &str) -> Document<'_> {
    read(text, 0..text.len(), Limits::default())
}

fn whole(text: &str) -> Document<'_> {
    let document = all(text);
    assert_eq!(document.broken, [], "{text:?}");
    document
}

fn value<'d, 't>(document: &'d Document<'t>, key: &str) -> &'d Node<'t> {
    let entry = document.entries.iter().find(|entry| entry.key.text == key);
    &entry.unwrap_or_else(|| panic!("no {key} in {document:#?}")).value
}

fn text<'d>(node: &'d Node<'_>) -> &'d str {
    match &node.value {
        Value::Scalar(text) => text,
        other => panic!("{other:?} is no scalar"),
    }
}

fn list<'d, 't>(node: &'d Node<'t>) -> &'d [Node<'t>] {
    match &node.value {
        Value::List(list) => list,
        other => panic!("{other:?} is no list"),
    }
}

fn keys<'d>(document: &'d Document<'_>) -> Vec<&'d str> {
    document.entries.iter().map(|entry| &*entry.key.text).collect()
}

#[test]
fn scalars_and_keys_stay_as_written() {
    let written = [
        "1.10", "022", "no", "2005-08", "0.30", "0x1F", "0o17", "+5", "True", "1e3", ".5", ".inf",
        "1_000", "12:30", "on", "-0", "0b11", "1.",
    ];
    for scalar in written {
        let flow = format!("a: [{scalar}, {scalar}]\n{scalar}: 1\n");
        let document = whole(&flow);
        assert_eq!(list(value(&document, "a")).iter().map(text).collect::<Vec<_>>(), [scalar; 2]);
        assert_eq!(document.entries[1].key.text, scalar);
        let block = format!("a: {scalar}\n");
        assert_eq!(text(value(&whole(&block), "a")), scalar);
    }
    let digits = format!("a: {}", "1234567890".repeat(4));
    assert_eq!(text(value(&whole(&digits), "a")), &digits[3..]);
}

#[test]
fn nothing_is_null_and_a_quoted_one_is_text() {
    for nothing in ["", "~", "null", "Null", "NULL"] {
        let yaml = format!("a: {nothing}\nb: 1\n");
        assert!(value(&whole(&yaml), "a").is_null(), "{nothing}");
    }
    assert_eq!(text(value(&whole("a: ''\n"), "a")), "");
    assert_eq!(text(value(&whole("a: 'null'\n"), "a")), "null");
    assert_eq!(whole("# 注\n\n"), Document::default());
}

#[test]
fn every_key_and_value_has_its_place_style_and_raw_text() {
    let yaml = "甲: &x {a: [1, \"二\"]}\n𠮷:\n  - '三'\n  - 四 # c\n\"b\": |2-\n    丙\n\n   丁\n\n\nc: >\n  e\n  f\nd: 戊\n   己\ng: *x\nh:\n";
    let document = whole(yaml);
    let raws: Vec<_> =
        document.entries.iter().map(|entry| (entry.key.raw, entry.value.raw)).collect();
    let expected = [
        ("甲", "{a: [1, \"二\"]}"),
        ("𠮷", "- '三'\n  - 四"),
        ("\"b\"", "|2-\n    丙\n\n   丁"),
        ("c", ">\n  e\n  f"),
        ("d", "戊\n   己"),
        ("g", "*x"),
        ("h", ""),
    ];
    assert_eq!(raws, expected);
    for entry in &document.entries {
        assert_eq!(&yaml[entry.key.place.clone()], entry.key.raw);
        assert_eq!(&yaml[entry.value.place.clone()], entry.value.raw);
    }
    let styles: Vec<_> = document.entries.iter().map(|entry| entry.value.style).collect();
    let (flow, block) = (Style::Flow, Style::Block);
    assert_eq!(
        styles,
        [flow, block, Style::Literal, Style::Folded, Style::Plain, flow, Style::Plain]
    );
    let list = list(value(&document, "𠮷"));
    assert_eq!((list[0].raw, list[0].style), ("'三'", Style::SingleQuoted));
    assert_eq!((list[1].raw, list[1].style), ("四", Style::Plain));
    assert_eq!(text(value(&document, "b")), "  丙\n\n 丁");
    // An alias stands where it stands; what is in it, where it was written.
    assert_eq!(value(&document, "g").value, value(&document, "甲").value);
}

#[test]
fn the_mark_of_a_block_is_found_behind_anchors_tags_and_comments() {
    for (yaml, raw) in [
        ("a: &b !!str | # 注 > 释\n  c\n", "| # 注 > 释\n  c"),
        ("a: # | 注\n  >-\n  c\n", ">-\n  c"),
        ("- a: |\n    b\n", "|\n    b"),
    ] {
        let yaml = format!("x:\n  {}", yaml.replace('\n', "\n  "));
        let document = whole(&yaml);
        let found = yaml.find(raw.lines().next().unwrap()).unwrap();
        let inner = innermost(value(&document, "x"));
        assert_eq!(inner.place.start, found, "{yaml}");
    }
}

fn innermost<'d, 't>(node: &'d Node<'t>) -> &'d Node<'t> {
    match &node.value {
        Value::Map(map) => innermost(&map[0].value),
        Value::List(list) => innermost(&list[0]),
        Value::Null | Value::Scalar(_) => node,
    }
}

#[test]
fn places_count_from_the_beginning_of_the_whole_text() {
    let text = "---\r\na: 1\r\nb: 二\r\n---\r\n";
    let document = read(text, 5..text.len() - 5, Limits::default());
    assert_eq!(&text[value(&document, "b").place.clone()], "二");
    assert_eq!(&text[document.entries[1].key.place.clone()], "b");
}

#[test]
fn bombs_are_refused() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for i in 1..9 {
        let refs = vec![format!("*a{}", i - 1); 9].join(",");
        bomb += &format!("a{i}: &a{i} [{refs}]\n");
    }
    let faults =
        |text: &str| all(text).broken.into_iter().map(|broken| broken.fault).collect::<Vec<_>>();
    assert_eq!(faults(&bomb), [Fault::TooLarge]);
    assert_eq!(faults(&format!("a: {}", "[".repeat(10_000))), [Fault::TooLarge]);
    assert_eq!(faults(&format!("a:\n  {}1\n", "- ".repeat(10_000))), [Fault::TooLarge]);
    assert_eq!(faults(&"? ".repeat(10_000)), [Fault::TooLarge]);
    assert_eq!(faults("a: &a [*a]\n"), [Fault::Anchor]);
    let deep = format!("a: {}1{}\n", "[".repeat(31), "]".repeat(31));
    assert_eq!(faults(&deep), []);
    let deeper = format!("a: {}1{}\n", "[".repeat(32), "]".repeat(32));
    assert_eq!(faults(&deeper), [Fault::TooLarge]);
    let long = |n: usize| format!("a: [{}]\n", "1, ".repeat(n));
    assert_eq!(faults(&long(4_998)), []);
    assert_eq!(faults(&long(5_000)), [Fault::TooLarge]);
    // An alias is as deep as what it stands for.
    let half = format!("a: &a {}1{}\n", "[".repeat(20), "]".repeat(20));
    let both = format!("{half}b: {}*a{}\n", "[".repeat(20), "]".repeat(20));
    assert_eq!(faults(&both), [Fault::TooLarge]);
}

/// A text, the keys that are read of it all the same, and each fault with the rest of its line.
type Case = (&'static str, &'static [&'static str], &'static [(Fault, &'static str)]);

const BROKEN: &[Case] = &[
    ("a: b: c\nx: 1\n", &["x"], &[(Fault::ColonInValue, ": c")]),
    ("a: 1\ndate 2024\nx: 1\n", &["a", "x"], &[(Fault::MissingColon, "date 2024")]),
    (
        "标题：甲\ndate：1\nx: 1\n今天 开会\n",
        &["x"],
        &[
            (Fault::MissingColon, "标题：甲"),
            (Fault::MissingColon, "date：1"),
            (Fault::MissingColon, "今天 开会"),
        ],
    ),
    ("a: [甲\nb: 2\nx: 1\n", &["b", "x"], &[(Fault::OpenList, "[甲")]),
    ("a: {甲: 1\nb: 2\n", &["b"], &[(Fault::OpenMap, "{甲: 1")]),
    ("a: [甲, 乙]]\nb: 2\n", &["b"], &[(Fault::OpenList, "]")]),
    ("a: \"甲\nb: 2\nx: 1\n", &["b", "x"], &[(Fault::OpenQuote, "\"甲")]),
    ("a: \"六好\"支部\nb: 2\n", &["b"], &[(Fault::AfterValue, "支部")]),
    ("a: {b: 1}c\nb: 2\n", &["b"], &[(Fault::AfterValue, "c")]),
    ("a: [[甲] 乙]\nb: 2\n", &["b"], &[(Fault::MissingComma, "乙]")]),
    (
        "a: @甲\nb: `2`\nc: %x\nd: 1\n",
        &["d"],
        &[(Fault::BadStart, "@甲"), (Fault::BadStart, "`2`"), (Fault::BadStart, "%x")],
    ),
    (
        "a: *甲\nb: &乙 1\nc: &丙\nd: &e\nf: 1\n",
        &["f"],
        &[
            (Fault::Anchor, "*甲"),
            (Fault::Anchor, "&乙 1"),
            (Fault::Anchor, "&丙"),
            (Fault::Anchor, "&e"),
        ],
    ),
    ("a: \"\\x\"\nb: 2\n", &["b"], &[(Fault::BadEscape, "\"\\x\"")]),
    ("a: \"甲\\u0001\"\nb: 2\n", &["b"], &[(Fault::ControlCharacter, "\\u0001\"")]),
    ("a: 甲\u{1}\nb: 2\n", &["b"], &[(Fault::ControlCharacter, "\u{1}")]),
    ("a:\n\tb: 1\nc: 1\n", &["c"], &[(Fault::Tab, "b: 1")]),
    ("a:\n  b: 1\n c: 1\nd: 1\n", &["d"], &[(Fault::Indentation, "c: 1")]),
    ("  a: 1\nb: 2\n", &["a", "b"], &[(Fault::Indentation, "b: 2")]),
    ("a: 1\n  b: 2\nc: 3\n", &["c"], &[(Fault::Indentation, "b: 2")]),
    ("a: !甲 1\nb: 2\n", &["b"], &[(Fault::Tag, "!甲 1")]),
    ("? [a]\n: 1\nb: 2\n", &["b"], &[(Fault::ComplexKey, "[a]")]),
    ("只有一句话\n", &[], &[(Fault::NotAMap, "只有一句话")]),
    ("- 甲\n- 乙\n", &[], &[(Fault::NotAMap, "- 甲")]),
    ("a: |x\n  b\nc: 1\n", &["c"], &[(Fault::BadStart, "|x")]),
    ("a: - 甲\nc: 1\n", &["c"], &[(Fault::BadStart, "- 甲")]),
    ("a: 1\n---\nb: 2\n", &["a", "b"], &[(Fault::SecondDocument, "---")]),
];

#[test]
fn a_fault_is_told_where_it_begins_and_hides_no_other_entry() {
    for (text, read, faults) in BROKEN {
        let document = all(text);
        let found: Vec<_> = document
            .broken
            .iter()
            .map(|one| (one.fault.clone(), text[one.at..].lines().next().unwrap_or_default()))
            .collect();
        assert_eq!(found, *faults, "{text:?}");
        assert_eq!(keys(&document), *read, "{text:?}");
    }
}

#[test]
fn lines_that_could_not_be_read_and_entries_that_could_are_apart_and_in_order() {
    let text = "a: \"x\"y\nb:\n  - 1\n  - [2\nc: 3\nd e\nf: 4\n";
    let document = all(text);
    let lines: Vec<_> = document.broken.iter().map(|one| &text[one.lines.clone()]).collect();
    assert_eq!(lines, ["a: \"x\"y\n", "b:\n  - 1\n  - [2\n", "d e\n"]);
    assert_eq!(keys(&document), ["c", "f"]);
}

#[test]
fn an_anchor_is_known_behind_a_fault() {
    let text = "a: &a 1\nb: \"x\"y\nc: *a\n";
    assert_eq!(self::text(value(&all(text), "c")), "1");
}

#[test]
fn written_scalars_read_back_the_same() {
    for text in [
        "",
        " ",
        "甲: 乙",
        "# 注",
        "0x1F",
        "true",
        "null",
        "~",
        "- a",
        "a\nb",
        "\u{FEFF}甲",
        "“甲”: #1\\\"党支部\"",
        "a\u{85}b",
        "---",
        "*a",
        "\t",
        "甲 ",
    ] {
        let yaml = format!("a: {}\n", scalar(text));
        assert_eq!(self::text(value(&whole(&yaml), "a")), text, "{yaml:?}");
    }
}

/// A text as YAML gives it types: what `serde_yaml` reads as a number or a flag.
fn is_retyped(written: &str, read: &serde_yaml::Value) -> bool {
    match read {
        serde_yaml::Value::Bool(flag) => written.eq_ignore_ascii_case(&flag.to_string()),
        serde_yaml::Value::Number(_) => {
            written.contains(|c: char| c.is_ascii_digit() || ".infa".contains(c))
        }
        _ => false,
    }
}

fn is_same(ours: &Node<'_>, theirs: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as Their;
    match (&ours.value, theirs) {
        (Value::Null, Their::Null) => true,
        (Value::Scalar(text), Their::String(other)) => text == other,
        (Value::Scalar(text), other) => ours.style == Style::Plain && is_retyped(text, other),
        (Value::List(list), Their::Sequence(other)) => {
            list.len() == other.len() && list.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(map), Their::Mapping(other)) => {
            map.len() == other.len()
                && map.iter().zip(other).all(|(entry, (key, value))| {
                    let is_key = key.as_str() == Some(&entry.key.text)
                        || key.is_null()
                        || is_retyped(&entry.key.text, key);
                    is_key && is_same(&entry.value, value)
                })
        }
        _ => false,
    }
}

fn agrees_with_serde(text: &str) -> Result<(), TestCaseError> {
    let Ok(serde_yaml::Value::Mapping(theirs)) = serde_yaml::from_str(text) else { return Ok(()) };
    let ours = all(text);
    // What we refuse though it is YAML is told.
    if !ours.broken.is_empty() {
        return Ok(());
    }
    let map = Node { value: Value::Map(ours.entries), style: Style::Block, place: 0..0, raw: "" };
    prop_assert!(
        is_same(&map, &serde_yaml::Value::Mapping(theirs.clone())),
        "{text:?}\n{map:#?}\n{theirs:#?}"
    );
    Ok(())
}

/// Values of every kind with texts that mean something to YAML.
fn values() -> impl Strategy<Value = serde_yaml::Value> {
    let texts = prop_oneof![
        "[甲乙:：# ,'\"\\[\\]{}&*!|>%@`\\-?a0.\\n]{0,8}",
        "[+-]?0?[xob.]?[0-9]{1,4}(\\.[0-9]*)?",
        Just("true".to_owned()),
        Just("~".to_owned()),
    ];
    let leaf = prop_oneof![
        4 => texts.prop_map(serde_yaml::Value::String),
        1 => any::<i64>().prop_map(|n| serde_yaml::Value::Number(n.into())),
        1 => any::<bool>().prop_map(serde_yaml::Value::Bool),
        1 => Just(serde_yaml::Value::Null),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let map = proptest::collection::vec(("[甲-龟a-z0-9 ]{1,6}", inner.clone()), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(serde_yaml::Value::Sequence),
            map.prop_map(|entries| {
                let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
                serde_yaml::Value::Mapping(entries.collect())
            }),
        ]
    })
}

/// Lines as people write them, put together at random.
fn typed() -> impl Strategy<Value = String> {
    let line = "( {0,4}|- )(甲|乙: |a: |- |'丙'|\"丁\"|\\[1, 0x1F\\]|\\{b: 2\\}|\\||>-|&a 1|\\*a|# 注| #|1\\.10|True|~|,){0,4}";
    proptest::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_reads_back_the_same(value in values()) {
        let mut map = serde_yaml::Mapping::new();
        map.insert("a".into(), value);
        let text = super::document(&map);
        let ours = all(&text);
        prop_assert_eq!(&ours.broken, &[], "{:?}", text);
        agrees_with_serde(&text)?;
    }

    #[test]
    fn texts_read_back_the_same(text in any::<String>()) {
        let yaml = format!("a: {}\n", scalar(&text));
        let ours = all(&yaml);
        prop_assert_eq!(&ours.broken, &[], "{:?}", yaml);
        prop_assert_eq!(self::text(&ours.entries[0].value), text);
    }

    #[test]
    fn both_readers_see_the_same_tree(text in typed()) {
        agrees_with_serde(&text)?;
    }

    #[test]
    fn any_text_is_read_or_told_and_every_place_lies_in_it(text in typed()) {
        let document = all(&text);
        let mut last = 0;
        for entry in &document.entries {
            prop_assert_eq!(&text[entry.key.place.clone()], entry.key.raw);
            prop_assert_eq!(&text[entry.value.place.clone()], entry.value.raw);
            prop_assert!(entry.key.place.start >= last);
            last = entry.key.place.start;
        }
        for broken in &document.broken {
            prop_assert!(text.is_char_boundary(broken.at) && text.get(broken.lines.clone()).is_some());
        }
        // No word is neither read nor told.
        let has_words = text.contains(['甲', '丙', '丁']);
        let is_told = !document.entries.is_empty() || !document.broken.is_empty();
        prop_assert!(!has_words || is_told || text.contains('#'));
    }
}
