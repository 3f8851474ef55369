//! What some of the members are called, and what stands round their number.
//!
//! Entry points: [`name`], [`stripped`], [`names_part`], and the words.

use super::Part;

/// Longer names before those that they begin with.
pub(super) const NAMES: [(&str, Part); 8] = [
    ("巾帼", Part::Women),
    ("离休", Part::Veteran),
    ("退休", Part::Retired),
    ("在职", Part::Serving),
    ("妇女", Part::Women),
    ("女性", Part::Women),
    ("女同志", Part::Women),
    ("女", Part::Women),
];
/// What may stand between the name and its number: who they are.
pub(super) const NOUNS: [&str; 52] = [
    "老院长",
    "老局长",
    "老厂长",
    "老矿长",
    "老所长",
    "老站长",
    "老书记",
    "老处长",
    "老县长",
    "老主任",
    "老红军",
    "老八路",
    "老法官",
    "老师",
    "法官",
    "检察官",
    "医生",
    "医护人员",
    "护士",
    "教授",
    "工程师",
    "老大夫",
    "老医生",
    "老教授",
    "老专家",
    "老教师",
    "老职工",
    "老工人",
    "老民警",
    "老军人",
    "老校长",
    "老领导",
    "老前辈",
    "老战士",
    "老人",
    "前辈",
    "职工党员",
    "干部",
    "老干部",
    "军休干部",
    "老党员",
    "党员",
    "教师",
    "教职工",
    "职工",
    "民警",
    "军人",
    "医务人员",
    "老大姐",
    "老同志",
    "同志",
    "人员",
];
/// What says nothing but that a number follows, longer words first.
pub(super) const FILL: [&str; 34] = [
    "剩下",
    "剩",
    "还剩下",
    "还健在",
    "健在",
    "尚有",
    "尚存",
    "也",
    "就",
    "已",
    "只剩下",
    "共有",
    "共计",
    "仅有",
    "仅剩",
    "只有",
    "只剩",
    "还剩",
    "还有",
    "就有",
    "多达",
    "人数",
    "占了",
    "总数",
    "共",
    "有",
    "为",
    "仅",
    "只",
    "达",
    "占",
    "的",
    "数",
    "计",
];
/// What a list of parts begins with.
const LEADS: [&str; 18] = [
    "里头",
    "如今",
    "目前",
    "现在",
    "眼下",
    "另有",
    "他们当中",
    "他们中",
    "她们中",
    "大家当中",
    "其中",
    "包括",
    "包含",
    "当中",
    "里面",
    "这里面",
    "含",
    "有",
];

/// The part that an item begins with, and what stands behind its name.
pub(super) fn name(item: &str) -> Option<(Part, &str)> {
    let item = stripped(item, &LEADS).trim_start();
    NAMES.iter().find_map(|(name, part)| Some((*part, item.strip_prefix(name)?)))
}

/// Whether words are the name of some of the members and nothing else: 女党员, 离休干部.
pub fn is_name_of_part(words: &str) -> bool {
    name(words).is_some_and(|(_, rest)| stripped(rest, &NOUNS).is_empty())
}

/// A text without any of `words` at its start.
pub(super) fn stripped<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    text
}

/// 女党员人数, 退休党员人数: a row of a form that counts some of them.
pub(super) fn names_part(label: &str) -> bool {
    let some = ["女", "男", "离休", "在职", "困难", "预备", "流动", "失联", "少数民族", "高龄"];
    let is_retired = label.contains("退休") && !label.contains("离退休");
    is_retired || some.iter().any(|word| label.contains(word))
}
