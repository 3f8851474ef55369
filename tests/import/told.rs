//! What a report must tell of an example, in both languages; `report` in its YAML says the same in other words.

use crate::expected::{Expected, Made};

/// Example, and words of its report in Chinese and English for each line that is expected.
const TOLD: [(&str, &[(&str, &str)]); 9] = [
    ("docx/05-run-in-headings", &[("有 3 个小标题原来是段首", "3 headings were the first")]),
    ("docx/06-tables", &[("“联系电话”没有导入", "the field 联系电话 of the form")]),
    (
        "docx/07-images",
        &[
            ("image3.emf", "image3.emf"),
            ("https://example.invalid/x.jpg", "https://example.invalid/x.jpg"),
            ("image6.png", "image6.png"),
            ("第 1 张照片：照片里记着拍摄地点", "photo 1: the place where it was taken"),
        ],
    ),
    ("docx/08-text-boxes", &[("2 个文本框", "2 text boxes")]),
    ("docx/09-tracked-changes", &[("21", "21")]),
    (
        "docx/10-notes-fields-hidden",
        &[
            ("科长在“23名”上批注：这个数再核一下", "comment by 科长 on `23名`"),
            ("1 条脚注", "notes at the end: 1"),
            ("隐藏的文字没有导入", "hidden text was left out"),
            ("页眉、页脚没有导入", "header and footer were left out"),
        ],
    ),
    ("docx/13-wrappers", &[("1 个公式", "1 formulas"), ("1 个图表", "1 charts")]),
    (
        "docx/15-personal-data",
        &[
            ("身份证号或电话号码一类的内容（******************）", "a resident identity number"),
            ("联系人、电话一类", "contact lines were left out"),
            ("具体到门牌的住址", "a home address"),
        ],
    ),
    ("docx/whole-1-gov", &[("第 1 张照片：照片里记着拍摄地点", "photo 1: the place")]),
];

#[test]
fn reports_tell_what_is_expected_in_both_languages() {
    for (stem, lines) in TOLD {
        let wanted = Expected::load(&format!("{stem}.yaml")).get("report").texts();
        assert_eq!(lines.len(), wanted.len(), "{stem}: {wanted:?}");
        let file = format!("{stem}.docx");
        let chinese = Made::of(&file, &["--lang", "zh"]).report;
        let english = Made::of(&file, &["--lang", "en"]).report;
        for (zh, en) in lines {
            assert!(chinese.contains(zh), "{stem}: {zh}\n{chinese}");
            assert!(english.contains(en), "{stem}: {en}\n{english}");
        }
    }
}
