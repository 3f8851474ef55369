//! Slips of punctuation in the text of a story: half-width marks, straight quotes, blanks beside quotes.
//!
//! Entry point: [`edits`]. Which marks are slips is the rule's to say ([`check::typography`]).

use crate::check;
use crate::diagnostic::Source;
use crate::fix::{Edit, Slip};
use crate::parse;
use crate::schema::Fields;

/// Those of the worded values of a front matter.
pub(super) fn of_facts(source: &Source, table: Fields) -> Vec<Edit> {
    let worded = parse::worded(source, table);
    let slips = check::typography_of_facts(&source.text, &worded).into_iter();
    slips.map(|slip| (slip.range, slip.right, Slip::Punctuation)).collect()
}

pub(super) fn edits(body: &str) -> Vec<Edit> {
    let slips = check::typography(body).into_iter();
    slips.map(|slip| (slip.range, slip.right, Slip::Punctuation)).collect()
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
    fn beside_percent_latin_quotes_and_dots() {
        for (typed, right) in [
            ("占比40%,大专占62%(含在读),女性45%。", "占比40%，大专占62%（含在读），女性45%。"),
            ("占40%,62%为女性;达90％!很好,占5‰.", "占40%，62%为女性；达90％！很好，占5‰。"),
            (
                "学习MySQL,提升GDP;人工智能(AI)与DeepSeek(大模型)",
                "学习MySQL，提升GDP；人工智能（AI）与DeepSeek（大模型）",
            ),
            ("下载APP,用App!微信:abc,学PPT.", "下载APP，用App！微信：abc，学PPT。"),
            (
                "他说:“好,我们走!”她问:“去吗?”(真好!)",
                "他说：“好，我们走！”她问：“去吗？”（真好！）",
            ),
            ("调解、宣讲……,都参加;唱歌……;跳舞……!", "调解、宣讲……，都参加；唱歌……；跳舞……！"),
        ] {
            assert_eq!(mended(typed), right);
        }
    }

    #[test]
    fn straight_quotes_blanks_and_dashes() {
        for (typed, right) in [
            ("开展\"半亩田\"活动,讲'千重浪'的故事", "开展“半亩田”活动，讲‘千重浪’的故事"),
            ("他说:\"好!\"学\"AI\"课", "他说：“好！”学“AI”课"),
            ("从“半亩田” 到 “千重浪”， “甲 ”，“ 乙”", "从“半亩田”到“千重浪”，“甲”，“乙”"),
            ("从\"甲\" 到　\"乙\"", "从“甲”到“乙”"),
            (
                "—示范支部巡礼\n\n文。\n\n–甲\n\n--丙\n\n———丁\n\n## — “戊”\n",
                "——示范支部巡礼\n\n文。\n\n——甲\n\n——丙\n\n——丁\n\n## ——“戊”\n",
            ),
        ] {
            assert_eq!(mended(typed), right);
        }
    }

    #[test]
    fn never_in_code_addresses_latin_numbers_and_list_marks() {
        for body in [
            "`甲,乙`与\n\n```\n甲,乙\n```\n",
            "12:30开会，3.5%,1:2,1,000元",
            "见 http://例子.中国/甲,乙 和 <http://例.中/甲,乙>",
            "学习 MySQL, 提升GDP;1. 甲\n2) 乙\n",
            "D:资料 x,y f(x) 甲 (a)乙 Mr. 甲 et al.",
            "65\"的和50\"的，it's 甲的 don't，一个\"落单",
            "北京—上海 ——甲 **“甲”** 乙，“甲” “乙” A “乙” B",
            "-甲\n\n——乙\n\n——“丙”\n\n——《丁》\n\n-- a\n\n丁—戊\n",
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
        let text = format!("---\ntitle: 甲\n---\n{body}");
        let start = text.len() - body.len();
        let parsed = crate::parse::body::parse(&"a.md".into(), body, start, settings);
        let source = crate::diagnostic::Source::decode("a.md".into(), text.as_bytes());
        check::told(&source, parsed.prose)
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3000))]
        #[test]
        fn what_the_rule_tells_is_mended_and_nothing_else(
            body in "([甲乙三—*][甲乙三“”《》ab12,.:;?!()（）， %…\"—*]{0,24}[甲乙三*]\n\n){1,3}",
        ) {
            let found = edits(&body);
            proptest::prop_assert_eq!(told(&body), found.len(), "{}", body);
            let mended = apply(&body, &found);
            // A mark that is mended may make stars beside it emphasis, or none: then it is another text.
            if !body.contains('*') {
                proptest::prop_assert_eq!(told(&mended), 0, "{} became {}", body, mended);
                proptest::prop_assert!(edits(&mended).is_empty(), "{} became {}", body, mended);
            }
        }
    }

    #[test]
    fn a_long_line_of_slips_is_mended_at_once() {
        for piece in
            ["(甲)", "甲,", "(", "((甲", "甲)", "www.", "1,甲", "\"甲", "”  甲", "a,", "1%,", "—甲"]
        {
            let body = piece.repeat(60_000);
            let _ = edits(&body);
        }
    }
}
