//! Whether a title is one of a person: 优秀共产党员, 三等功 of somebody.
//!
//! Entry point: [`is_of_person`].

/// With what a title of a person ends.
const PERSONS: [&str; 18] = [
    "模范",
    "能手",
    "工作者",
    "志愿者",
    "个人",
    "党员",
    "书记",
    "人物",
    "好人",
    "教师",
    "老干部",
    "老人",
    "工匠",
    "之星",
    "楷模",
    "干部",
    "辅导员",
    "先生",
];

/// Whether a title is of a person, and the clause does not say that the branch has it.
pub(super) fn is_of_person(title: &str, clause: &str) -> bool {
    let bare = title.trim_end_matches('”');
    // 13名荣立过三等功: what a branch has is 集体三等功.
    let is_merit = bare.ends_with('功') && !bare.contains("集体");
    is_merit || PERSONS.iter().any(|end| bare.ends_with(end)) && !clause.contains("支部")
}
