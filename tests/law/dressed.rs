//! Facts as a writing program, a page or another keyboard dresses them; and slips beside lines that nobody can read.

use std::fmt::Write as _;

use liuhao::fix;

use super::facts::{profile, whole};
use super::read;

/// What is typed, and what it plainly means.
const DRESSED: &[(&str, &str)] = &[
    // Marks of Markdown and tags of a page round a key, a value or a whole line.
    ("**党员总数**：22名", "党员总数: 22名"),
    ("__党员总数__：22名", "党员总数: 22名"),
    ("`党员总数`: 22名", "党员总数: 22名"),
    ("*党员总数*：22名", "党员总数: 22名"),
    ("**党员总数：22名**", "党员总数: 22名"),
    ("**党员总数：** 22名", "党员总数: 22名"),
    ("<u>党员总数</u>：22名", "党员总数: 22名"),
    ("<b>党员总数：22名</b>", "党员总数: 22名"),
    ("<b><i>党员总数</i></b>: 22名", "党员总数: 22名"),
    ("<span style=\"color:red\">党员总数</span>：22名", "党员总数: 22名"),
    ("党员总数：**22名**", "党员总数: 22名"),
    ("党员总数: `22名`", "党员总数: 22名"),
    ("党员总数: <b>22名</b>", "党员总数: 22名"),
    ("成立时间: **2008年6月**", "成立时间: 2008年6月"),
    ("摘要: **老党员发挥余热**", "摘要: 老党员发挥余热"),
    ("所属单位: <u>示例县教育局</u>", "所属单位: 示例县教育局"),
    ("机制:\n  - **红色驿站**\n  - `水利夜话`", "机制: [红色驿站, 水利夜话]"),
    // Pictures before a line.
    ("✅ 党员总数：22名", "党员总数: 22名"),
    ("📌党员总数: 22名", "党员总数: 22名"),
    ("1️⃣ 党员总数：22名", "党员总数: 22名"),
    ("⭐️ 成立时间 2008年6月", "成立时间: 2008年6月"),
    ("机制:\n  ✅ 红色驿站\n  ✅ 水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("标签:\n  ① 志愿服务\n  ② 结对帮扶", "标签: [志愿服务, 结对帮扶]"),
    ("标签:\n⑴志愿服务\n⑵结对帮扶", "标签: [志愿服务, 结对帮扶]"),
    // Signs before an item that are no part of its name.
    ("机制:\n  - ★ 红色驿站\n  - ★ 水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("机制:\n  - ✅ 红色驿站\n  - 水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("机制:\n  - 👍红色驿站\n  - 👍🏻水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("标签: [✅志愿服务, 🔥 结对帮扶]", "标签: [志愿服务, 结对帮扶]"),
    ("标签: 【☆志愿服务，◆结对帮扶】", "标签: [志愿服务, 结对帮扶]"),
    ("机制: ★红色驿站 ★水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("机制: 📌红色驿站、📌水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("机制: ★红色驿站", "机制: [红色驿站]"),
    ("荣誉:\n  - 🏆2023年度县级先进党支部", "荣誉: [2023年度县级先进党支部]"),
    (
        "荣誉:\n  - ★2023年度县级先进党支部\n  - ☆2024年度市级先进党支部",
        "荣誉: [2023年度县级先进党支部, 2024年度市级先进党支部]",
    ),
    ("荣誉:\n  - ⭐️ {名称: 先进党支部, 级别: 县级}", "荣誉:\n  - {名称: 先进党支部, 级别: 县级}"),
    ("活动:\n  - 🔔 主题党日：12次\n  - 🔔 党课6次", "活动: {主题党日: 12次, 党课: 6次}"),
    // Headings above lists.
    (
        "### 荣誉\n- 2023年度县级先进党支部\n- 2024年度市级先进党支部",
        "荣誉: [2023年度县级先进党支部, 2024年度市级先进党支部]",
    ),
    ("## 机制\n- 红色驿站\n## 活动\n- 主题党日：12次", "机制: [红色驿站]\n活动: {主题党日: 12次}"),
    // Traditional characters in keys, units and ages.
    ("黨員總數: 22名", "党员总数: 22名"),
    ("黨員總數：22名\n平均年齡：71歲", "党员总数: 22名\n平均年龄: 71岁"),
    ("成立時間: 2008年6月", "成立时间: 2008年6月"),
    ("黨員:\n  總數: 22名", "党员:\n  总数: 22名"),
    ("年齡段:\n  69歲及以下: 12\n  70-79歲: 9", "年龄段: {69岁及以下: 12, 70-79岁: 9}"),
    ("榮譽:\n  - {名稱: 先进党支部, 級別: 县级}", "荣誉:\n  - {名称: 先进党支部, 级别: 县级}"),
    // Signs for words.
    ("平均年龄: ≥70岁", "平均年龄: 70岁以上"),
    ("党员总数: >20名", "党员总数: 超过20名"),
    ("党员总数: >=20名", "党员总数: 20名以上"),
    ("女党员: ＜10人", "女党员: 不足10人"),
    ("女党员: ≤7名", "女党员: 7名以内"),
    ("党员总数: ~22名", "党员总数: 约22名"),
    ("平均年龄: ≈71岁", "平均年龄: 约71岁"),
    // Remarks as a program or a page has them, and marks that a sentence or a table leaves.
    ("// 基本情况\n党员总数: 22名", "党员总数: 22名"),
    ("<!-- 基本情况: 党员 -->\n党员总数: 22名", "党员总数: 22名"),
    ("/* 基本情况 */\n党员总数: 22名\n// 完", "党员总数: 22名"),
    ("机制:\n  - 红色驿站\n  // 待补\n  - 水利夜话", "机制: [红色驿站, 水利夜话]"),
    ("党员总数: 22名！", "党员总数: 22名"),
    ("党员总数: 22名……\n女党员: 7名|", "党员总数: 22名\n女党员: 7名"),
    ("成立时间: 2008年6月！", "成立时间: 2008年6月"),
    // Lists as they are cut out of a sentence.
    ("标签: [志愿服务, , 结对帮扶]", "标签: [志愿服务, 结对帮扶]"),
    ("标签: [志愿服务,,结对帮扶]", "标签: [志愿服务, 结对帮扶]"),
    (
        "荣誉: [2023年度县级先进党支部, , 2024年度市级先进党支部]",
        "荣誉: [2023年度县级先进党支部, 2024年度市级先进党支部]",
    ),
    (
        "荣誉: 2023年度县级先进党支部 2024年度市级先进党支部",
        "荣誉: [2023年度县级先进党支部, 2024年度市级先进党支部]",
    ),
    (
        "荣誉:\n  - 2023年度县级先进党支部　2024年度市级先进党支部",
        "荣誉: [2023年度县级先进党支部, 2024年度市级先进党支部]",
    ),
    ("活动: 主题党日12次 党课6次", "活动: {主题党日: 12次, 党课: 6次}"),
    ("活动: 主题党日12次　党课6次　走访3次", "活动: {主题党日: 12次, 党课: 6次, 走访: 3次}"),
    ("活动:\n  - 主题党日12次 党课6次", "活动: {主题党日: 12次, 党课: 6次}"),
    ("机制: “红色驿站”、“水利夜话”等", "机制: [“红色驿站”, “水利夜话”]"),
    ("活动:\n  主题党日: 1.2w人次", "活动: {主题党日: 1.2万人次}"),
    ("活动:\n  主题党日: 3W人次\n  捐款: 1.5k元", "活动: {主题党日: 3万人次, 捐款: 1500元}"),
    ("活动:\n  党课（单位：次）: 6", "活动: {党课: 6次}"),
    (
        "活动:\n  宣讲: 12场，受众420人次，发放资料300份",
        "活动: {宣讲: {数量: 12场, 备注: '受众420人次，发放资料300份'}}",
    ),
    ("年龄段:\n  60－69岁：8人，70岁以上：18人", "年龄段: {60-69岁: 8, 70岁以上: 18}"),
    (
        "年龄段:\n  60-69岁: 8、70-79岁: 12、80岁以上: 6",
        "年龄段: {60-69岁: 8, 70-79岁: 12, 80岁以上: 6}",
    ),
    ("活动:\n  主题党日: 12场次420人次", "活动: {主题党日: {数量: 12场次, 备注: 420人次}}"),
    ("活动:\n  主题党日: 12场次 420人次", "活动: {主题党日: {数量: 12场次, 备注: 420人次}}"),
    ("标签: 志愿服务,结对帮扶,等", "标签: [志愿服务, 结对帮扶]"),
    ("标签: [志愿服务, 结对帮扶, 等等]", "标签: [志愿服务, 结对帮扶]"),
    ("标签: [”志愿服务“, 结对帮扶]", "标签: [志愿服务, 结对帮扶]"),
    ("机制:\n  - 第四、红色驿站", "机制: [红色驿站]"),
    ("荣誉:\n  - 第四，2023年度县级先进党支部", "荣誉: [2023年度县级先进党支部]"),
    (
        "活动: 主题党日12次；志愿服务20余次（含线上3次）",
        "活动: {主题党日: 12次, 志愿服务: {数量: 20余次, 备注: 含线上3次}}",
    ),
    ("活动:\n  党课: 12次（其中外请2次）", "活动: {党课: {数量: 12次, 备注: 其中外请2次}}"),
];

#[test]
fn what_dresses_a_fact_is_none_of_it() {
    let mut fallen = String::new();
    for (typed, meant) in DRESSED {
        let (typed, meant) =
            (whole(&format!("标题: 甲\n{typed}")), whole(&format!("标题: 甲\n{meant}")));
        let expected = profile(&read(&meant)).unwrap();
        if profile(&read(&typed)).as_ref() != Some(&expected) {
            let _ = writeln!(fallen, "{typed}: {:?}", read(&typed).faults);
        }
        if let Some(fixed) = fix::fix(&"a.md".into(), typed.as_bytes())
            && profile(&read(&fixed.after)).as_ref() != Some(&expected)
        {
            let _ = writeln!(fallen, "{typed} was mended to {}", fixed.after);
        }
    }
    assert!(fallen.is_empty(), "{fallen}");
}

/// A remark in a list is none of its items, and ends it only where it is a heading of Markdown.
#[test]
fn remarks_and_names_stay_what_they_are() {
    for text in [
        "机制:\n- 红色驿站\n# 荣誉\n- 水利夜话",
        "# 荣誉\n荣誉:\n  - 2023年度县级先进党支部",
        "# 基本情况\n党员总数: 22名",
        "摘要: 他写的《*》和 <甲> 都在",
        "标题: 乙__丙__丁",
        "机制: [“红色驿站+”, 1+3+N]",
        "机制: [1+3+N, 2·15行动]",
        "机制:\n  - “★”级管理",
        "摘要: ★老党员发挥余热",
        "活动:\n  发电: 12kW",
        "活动:\n  行走: 12km",
        "荣誉: [县级先进党支部 2023年]",
        "活动:\n  走访 慰问: 6次",
        "来源: //www.example.com/a",
        "摘要: |\n  甲\n  // 乙",
    ] {
        let text = if text.starts_with("标题") {
            text.to_owned()
        } else {
            format!("标题: 甲\n{text}")
        };
        let fixed = fix::fix(&"a.md".into(), whole(&text).as_bytes());
        assert_eq!(fixed.map(|one| one.after), None, "{text}");
    }
}

/// Lines that nobody can read.
const HOPELESS: [&str; 9] = [
    "@@@: x",
    "\"女党员: [7名",
    "荣誉: [a, {b",
    "标签: \"甲\" \"乙\": [",
    "甲乙丙丁",
    "%甲: 乙",
    "标签: {甲: [乙}",
    "&: *: !",
    "标签: ｛甲，［乙｝",
];

/// Each slip of a file is told and mended, however many lines of it cannot be read.
#[test]
fn a_hopeless_line_hides_no_slip() {
    let slips = [
        ("党员总数：２６名", "党员总数: 26名"),
        ("平均年龄 70岁", "平均年龄: 70岁"),
        ("女党员:7名。", "女党员: 7名"),
        ("<u>离休党员</u>：2名", "离休党员: 2名"),
        ("**退休党员**：24名", "退休党员: 24名"),
        ("縣區：示例县", "县区: 示例县"),
    ];
    for hopeless in HOPELESS {
        for at in 0..=slips.len() {
            let mut lines: Vec<&str> = slips.iter().map(|(typed, _)| *typed).collect();
            lines.insert(at, hopeless);
            let text = whole(&format!("标题: 甲\n{}", lines.join("\n")));
            let found = read(&text);
            let fixed = fix::fix(&"a.md".into(), text.as_bytes()).map(|one| one.after);
            let fixed = fixed.unwrap_or_default();
            for (nth, (typed, mended)) in slips.iter().enumerate() {
                // What stands behind an open quotation or bracket may be a part of it.
                assert!(fixed.lines().any(|line| line == *mended), "{typed} in\n{text}\n{fixed}");
                let line = 3 + nth + usize::from(nth >= at);
                let is_told = found.told.contains(&line)
                    || found.faults.iter().any(|fault| fault.label.is_some());
                assert!(is_told, "{typed} is not told in\n{text}\n{:?}", found.faults);
            }
        }
    }
}
