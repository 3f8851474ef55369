//! Any text renders without panic, as balanced HTML, in work that grows with its length.

use liuhao::config::RawHtml;
use liuhao::render::html::{self, Position};
use proptest::prelude::*;

use crate::{check_balance, parse, render_with};

const PIECES: [&str; 44] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "中",
    "文，",
    "。",
    "“",
    "”",
    "a",
    " ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    "#### ",
    "`",
    "```\n",
    "[",
    "](b.md)",
    "![",
    "](a.jpg)",
    "[^1]",
    "\n[^1]: ",
    "| 甲 | 乙 |\n|---|---|\n| ",
    " | ",
    "<b>",
    "</b>",
    "<div>\n",
    "</i>",
    "<!--",
    "-->",
    "\\",
    "&amp;",
    "\u{FE01}",
    "\u{FDD0}",
    "\u{10101}",
    "[录音](a.mp3)",
    "![图](a.jpg \"题\")\n\n",
    "한",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|list| list.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn markdown_renders_as_balanced_html(text in text()) {
        check_balance(&render_with(&text, RawHtml::Text));
        check_balance(&render_with(&text, RawHtml::Sanitised));
    }

    #[test]
    fn any_text_renders(text in any::<String>()) {
        check_balance(&render_with(&text, RawHtml::Text));
    }

    #[test]
    fn places_lie_in_the_text(text in text()) {
        for diagnostic in parse(&text, RawHtml::Text).diagnostics {
            let (start, end) = diagnostic.place.span.unwrap();
            prop_assert!(text.get(start..end).is_some(), "{start}..{end} of {text:?}");
        }
    }
}

fn footnotes(n: usize) -> String {
    let each = |i: usize| ["[^", &i.to_string(), "]\n\n[^", &i.to_string(), "]: 注\n\n"].concat();
    (0..n).map(each).collect()
}

fn deep_list(n: usize) -> String {
    (0..n.min(200)).map(|i| "  ".repeat(i) + "- 甲\n").collect()
}

/// Nothing that is written may grow faster than the text that it comes from.
#[test]
fn output_grows_with_the_text() {
    let families: [fn(usize) -> String; 12] = [
        |n| "> ".repeat(n) + "甲",
        |n| "*".repeat(n),
        |n| "[".repeat(n),
        |n| "**“甲”**乙".repeat(n),
        |n| "*甲".repeat(n),
        |n| "![a](b.jpg)\n\n".repeat(n),
        |n| "甲\n".repeat(n),
        |n| "**甲\n".repeat(n),
        |n| "# 甲\n".repeat(n),
        footnotes,
        |n| "<b>".repeat(n),
        deep_list,
    ];
    for (index, family) in families.iter().enumerate() {
        let lengths = [500, 1000].map(|n| {
            let parsed = parse(&family(n), RawHtml::Text);
            html::render(&parsed.body, Position::First, |_, _| {}).len() + parsed.diagnostics.len()
        });
        assert!(lengths[1] <= lengths[0] * 3 + 100, "family {index}: {lengths:?}");
    }
}
