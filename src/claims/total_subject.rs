//! Whether a number of people is said of all the members of the branch, and not of a team or of some of them.
//!
//! Entry points: [`is_ours`], [`speaks_of_team`], [`lists_parts`], [`OF_THEM`].

use super::clause::sentence_before;
use super::text::{Subject, Text};

/// What a list of parts begins with.
pub(super) const OF_THEM: [&str; 4] = ["其中", "有的", "参加", "新增"];

/// Whether the sentence speaks of no other body.
pub(super) fn is_ours(text: &Text<'_>, at: usize) -> bool {
    text.subject(at) != Subject::Other
}

/// Whether the clause before is of a team: 组建宣讲队，有党员8名.
pub(super) fn speaks_of_team(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    let clauses: Vec<&str> = sentence.split(['，', ',', '；']).collect();
    let before = clauses.len().checked_sub(2).map_or("", |nth| clauses[nth]);
    // 支部组建宣讲团，现有成员15名
    let is_founded =
        ["组建", "成立", "组织", "建立", "办起"].iter().any(|verb| before.contains(verb))
            && before.ends_with(['队', '团', '社', '室', '班', '”'])
            && !before.ends_with("社区");
    if before.contains("支部") && !is_founded {
        return sentence.contains("其中");
    }
    let names_team = |text: &str| text.contains(['队', '团', '组', '社', '班', '会']);
    if !names_team(before) {
        return sentence.contains("其中");
    }
    // 由6个单位的退休党员组成, 社区: no team.
    let before = ["组成", "组建", "组织", "社区"]
        .iter()
        .fold(before.to_owned(), |text, word| text.replace(word, ""));
    names_team(&before) && !before.ends_with(['年', '月', '日']) || sentence.contains("其中")
}

/// Whether the sentence is telling parts of the members already.
pub(super) fn lists_parts(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    ["其中", "包括", "包含"].iter().any(|word| sentence.contains(word))
}
