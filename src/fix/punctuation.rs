//! Half-width punctuation between Han characters, in the text of a story.
//!
//! Entry point: [`edits`]. Only what Markdown reads as text is looked at: no code, no address, no
//! markup. Which marks are slips is the rule's to say ([`check::half_width`]).

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::check;
use crate::fix::{Edit, Slip};
use crate::parse::body::each_event;

pub(super) fn edits(body: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let texts = texts(body);
    let is_text = |at: usize| {
        let after = texts.partition_point(|range| range.end <= at);
        texts.get(after).is_some_and(|range| range.start <= at)
    };
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        for (at, replacement) in check::half_width(line.trim_end(), &|at| is_text(start + at)) {
            edits.push((start + at..start + at + 1, replacement, Slip::Punctuation));
        }
        start += line.len();
    }
    edits
}

/// The byte ranges that are shown as they stand.
fn texts(body: &str) -> Vec<Range<usize>> {
    let mut texts = Vec::new();
    let mut hidden = 0_usize;
    each_event(body, &mut |event, range| match event {
        Event::Start(
            Tag::CodeBlock(_) | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. },
        ) => hidden += 1,
        Event::End(TagEnd::CodeBlock) => hidden = hidden.saturating_sub(1),
        // Only an autolink is hidden, and no link stands inside another.
        Event::End(TagEnd::Link) => hidden = 0,
        Event::Text(text) if hidden == 0 && body.get(range.clone()) == Some(&*text) => {
            texts.push(range);
        }
        _ => {}
    });
    texts.sort_by_key(|range| range.start);
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;

    fn mended(body: &str) -> String {
        let mended = apply(body, &edits(body));
        assert!(edits(&mended).is_empty(), "a second run changes nothing: {mended}");
        mended
    }

    #[test]
    fn between_han() {
        assert_eq!(
            mended("聚焦组织设置,提升凝聚力;真好!对吗?是:好.\n"),
            "聚焦组织设置，提升凝聚力；真好！对吗？是：好。\n"
        );
        assert_eq!(
            mended("“六好”,“红色驿站”(以下简称驿站)建成"),
            "“六好”，“红色驿站”（以下简称驿站）建成"
        );
        assert_eq!(mended("支部(2005年成立),现有"), "支部（2005年成立），现有");
        assert_eq!(mended("𠮷祥,如意"), "𠮷祥，如意");
        assert_eq!(mended("2005年8月,2017年5月;12,至今"), "2005年8月，2017年5月；12，至今");
        assert_eq!(mended("**甲**,乙(_丙_)丁"), "**甲**，乙（_丙_）丁");
        assert_eq!(
            mended("[甲,乙](a,b.md)与![丙,丁](甲,乙.png)"),
            "[甲，乙](a,b.md)与![丙，丁](甲,乙.png)"
        );
        assert_eq!(
            mended("| 甲,乙 | 丙 |\n|--|--|\n| 丁:戊 | 己 |"),
            "| 甲，乙 | 丙 |\n|--|--|\n| 丁：戊 | 己 |"
        );
    }

    #[test]
    fn never_in_code_addresses_latin_numbers_and_list_marks() {
        for body in [
            "`甲,乙`与\n\n```\n甲,乙\n```\n",
            "12:30开会，3.5%,1:2,1,000元",
            "见 http://例子.中国/甲,乙 和 <http://例.中/甲,乙>",
            "学习MySQL,提升GDP;1. 甲\n2) 乙\n",
            "一.组织设置\n\n(一)班子\n\n## 二.三个\n",
            "比分三:二 三.五",
            "买买提.阿不都",
            "<b title=\"甲,乙\">",
            "甲\\,乙 甲&#44;乙",
            "[甲]:乙",
        ] {
            assert_eq!(mended(body), body);
        }
    }

    /// The slips that the rule sees in the text of a body.
    fn told(body: &str) -> usize {
        let settings = crate::parse::body::Settings::default();
        let parsed = crate::parse::body::parse(&"a.md".into(), body, 0, settings);
        let lines = parsed.prose.text().lines();
        lines.map(|line| check::half_width(line.trim_end(), &|_| true).len()).sum()
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3000))]
        #[test]
        fn what_the_rule_tells_is_mended_and_nothing_else(
            body in "([甲乙三][甲乙三“”《》a12*,.:;?!()（）， ]{0,24}[甲乙三]\n\n){1,3}",
        ) {
            let found = edits(&body);
            proptest::prop_assert_eq!(told(&body), found.len(), "{}", body);
            let mended = apply(&body, &found);
            proptest::prop_assert_eq!(told(&mended), 0, "{} became {}", body, mended);
            proptest::prop_assert!(edits(&mended).is_empty(), "{} became {}", body, mended);
        }
    }

    #[test]
    fn a_long_line_of_slips_is_mended_at_once() {
        for piece in ["(甲)", "甲,", "(", "((甲", "甲)", "www.", "1,甲"] {
            let body = piece.repeat(60_000);
            let _ = edits(&body);
        }
    }
}
