//! Marks of a text as hands type them on two keyboards: what is told is what `--fix` mends, and a text that is right stays.

use liuhao::diagnostic::Diagnostic;
use liuhao::fix;

use super::facts::whole;
use super::read;

const FACTS: &str = "标题: 甲\n日期: 2024-07-01";

/// A line as it is typed, and as it is mended.
const MENDED: &[(&str, &str)] = &[
    // A straight quote whose partner is a curled one, and pairs beside each other.
    ("老同志\"说好”，大家高兴。", "老同志“说好”，大家高兴。"),
    ("老同志“说好\"，大家高兴。", "老同志“说好”，大家高兴。"),
    ("“六好\"支部和\"银龄”讲堂。", "“六好”支部和“银龄”讲堂。"),
    ("\"六好\"支部和“银龄”讲堂，\"红色\"驿站。", "“六好”支部和“银龄”讲堂，“红色”驿站。"),
    ("老同志'说好’，大家高兴。", "老同志‘说好’，大家高兴。"),
    // Brackets of two widths.
    ("支部（原水务局)坚持学习。", "支部（原水务局）坚持学习。"),
    ("支部(原水务局）坚持学习。", "支部（原水务局）坚持学习。"),
    ("支部（原水务局)和(新局）都来。", "支部（原水务局）和（新局）都来。"),
    ("抓学习（1)、抓服务(2）。", "抓学习（1）、抓服务（2）。"),
    // Half-width marks with the blank that English has behind them.
    ("支部坚持学习.  老同志发挥余热. 大家高兴.", "支部坚持学习。老同志发挥余热。大家高兴。"),
    (
        "支部坚持学习, 老同志发挥余热; 大家高兴! 真好? “好”, “很好”.",
        "支部坚持学习，老同志发挥余热；大家高兴！真好？“好”，“很好”。",
    ),
    // A line behind a quotation that is meant to stand below it.
    ("> 老同志说好\n支部坚持学习。", "> 老同志说好\n\n支部坚持学习。"),
    ("> 老同志说好。\n支部坚持学习。", "> 老同志说好。\n\n支部坚持学习。"),
    // What a reviewer has put in, and the second level of a list of Word.
    ("老同志{++常来++}支部。", "老同志常来支部。"),
    ("老同志{==常来==}支部。", "老同志常来支部。"),
    ("o 抓学习\no 抓服务", "- 抓学习\n- 抓服务"),
    ("o\t抓学习\no\t抓服务", "- 抓学习\n- 抓服务"),
    // A gap between paragraphs before a quotation is one slip.
    ("老同志说好。　　“我们来办。”大家都说。", "老同志说好。\n\n“我们来办。”大家都说。"),
    ("老同志说：“好。”　　“我们来办。”", "老同志说：“好。”\n\n“我们来办。”"),
];

/// Lines that stay as they are.
const RIGHT: &[&str] = &[
    "老同志说好。“我们来办。”大家都说。",
    "（原水务局）和（新局）都来。",
    "他读《党章（2022年修订）》（第3版）。",
    "屏幕有65\"和50\"两种。",
    "It's 'fine'.",
    "党员总数: 26名，比例 3: 2，见 p. 3。",
    "Word, Excel. WPS",
    "时间: 上午，地点: 活动室。",
    "> 老同志说好，\n大家高兴。",
    "> 老同志说好。\n> 大家高兴。",
    "- 抓学习\n　　- 每月一次\n- 抓服务",
];

fn told(text: &str) -> Vec<Diagnostic> {
    read(&whole_of(text)).faults
}

fn whole_of(body: &str) -> String {
    whole(FACTS).replace(super::facts::BODY, body)
}

#[test]
fn marks_of_two_keyboards_become_those_of_one() {
    for (typed, right) in MENDED {
        let text = whole_of(typed);
        let after = fix::fix(&"a.md".into(), text.as_bytes()).map(|one| one.after);
        let expected = whole_of(right);
        assert_eq!(after.as_deref(), Some(&*expected), "{typed}");
        assert_eq!(fix::fix(&"a.md".into(), expected.as_bytes()), None, "{right}");
        assert!(told(right).is_empty(), "{right}");
    }
    for right in RIGHT {
        let found = fix::fix(&"a.md".into(), whole_of(right).as_bytes());
        assert_eq!(found.map(|one| one.after), None, "{right}");
    }
}

/// Wide blanks before an item that stands below another one are an indentation.
#[test]
fn items_that_wide_blanks_indent_stand_below_the_one_above() {
    let page = super::body::render;
    for (typed, meant) in [
        ("- 甲\n　　- 乙\n　　- 丙\n- 丁", "- 甲\n  - 乙\n  - 丙\n- 丁"),
        ("1. 甲\n　- 乙\n　　- 丙\n2. 丁", "1. 甲\n   - 乙\n     - 丙\n2. 丁"),
        ("　　- 甲\n　　- 乙", "- 甲\n- 乙"),
    ] {
        assert_eq!(page(typed), page(meant), "{typed}");
    }
}
