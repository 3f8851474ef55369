//! A prose with its quantities, and of whom a place in it speaks.
//!
//! Entry points: [`Text::new`], [`Text::subject`]. Which words make a fact is in the files beside.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::clause::{REACH, clause_before, is_han, item_behind, paragraph_before, sentence_before};
use crate::quantity::{Found, UnitKind};

/// What the readers of facts are given.
pub(super) struct Text<'t> {
    pub(super) prose: &'t str,
    pub(super) found: &'t [Found],
}

/// Of whom a sentence speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Of a branch.
    Branch,
    /// Of somebody else.
    Other,
    /// It does not say.
    Unsaid,
}

const BRANCH: &str = "支部";

/// Bodies that have members of their own. The last one that is named before a number has it.
const OTHERS: [&str; 36] = [
    "党委",
    "党总支",
    "总支",
    "党组",
    "工委",
    "全市",
    "全县",
    "全省",
    "全区",
    "全国",
    "全局",
    "全系统",
    "全镇",
    "全乡",
    "全街道",
    "全院",
    "全校",
    "全馆",
    "该村",
    "该社区",
    "该局",
    "社区",
    "村里",
    "学校",
    "学员",
    "协会",
    "公司",
    "分别",
    "各支部",
    "各党支部",
    "支部分布",
    "系统",
    "单位",
    "街道有",
    "镇有",
    "村有",
];

impl<'t> Text<'t> {
    pub(super) fn new(prose: &'t str, found: &'t [Found]) -> Self {
        Self { prose, found }
    }

    /// The numbers of people, in order.
    pub(super) fn people(&self) -> impl Iterator<Item = &'t Found> {
        self.found.iter().filter(|one| one.quantity.kind() == UnitKind::People)
    }

    /// Of whom the sentence speaks before byte `at`; where it does not say, the one before it.
    pub(super) fn subject(&self, at: usize) -> Subject {
        let sentence = sentence_before(self.prose, at);
        match subject(sentence) {
            Subject::Unsaid => {
                let start = at - sentence.len();
                let paragraph = paragraph_before(self.prose, start);
                let before = paragraph.trim_end_matches(['。', '！', '？', '!', '?']);
                let end = start - (paragraph.len() - before.len());
                subject(sentence_before(self.prose, end))
            }
            said => said,
        }
    }

    /// Whether two ranges stand in one sentence.
    pub(super) fn is_one_sentence(&self, one: &Range<usize>, two: &Range<usize>) -> bool {
        let (first, last) = if one.start <= two.start { (one, two) } else { (two, one) };
        let between = first.end.min(last.start)..last.start;
        between.len() <= REACH && !self.prose[between].contains(['。', '！', '？', '\n'])
    }

    /// The words that label what stands at byte `at`, in a form that was typed out: 党员人数：33名.
    pub(super) fn label(&self, at: usize) -> Option<&'t str> {
        let before = self.prose[..at].trim_end_matches([' ', '　']);
        let label = before.strip_suffix(['：', ':'])?;
        let label = clause_before(label, label.len()).trim();
        let label =
            label.trim_start_matches(|c: char| c.is_ascii_digit() || "、.．（）()".contains(c));
        let label = without_numeral(label);
        (!label.is_empty()).then_some(label)
    }

    /// The numbers of people from byte `at` on.
    pub(super) fn people_from(&self, at: usize) -> impl Iterator<Item = &'t Found> {
        let first = self.found.partition_point(|one| one.range.start < at);
        self.found[first..].iter().filter(|one| one.quantity.kind() == UnitKind::People)
    }

    /// What stands behind a number in the same item of a list; of 46个人 the 人 is a part of it.
    pub(super) fn item_behind(&self, found: &Found) -> &'t str {
        let behind = item_behind(self.prose, found.range.end);
        behind.strip_prefix('人').filter(|_| found.quantity.unit() == "个").unwrap_or(behind)
    }

    /// The numbers of people, and of members that are counted like things: 党员40个, 班子5个人.
    pub(super) fn heads(&self) -> impl Iterator<Item = &'t Found> {
        self.found
            .iter()
            .filter(|one| one.quantity.kind() == UnitKind::People || is_head(self.prose, one))
    }

    /// The clause before byte `at` without blanks at its end.
    pub(super) fn clause(&self, at: usize) -> &'t str {
        clause_before(self.prose, at).trim_end()
    }
}

/// 一）年龄情况 and 二、年龄情况 without their number, whose first bracket is gone.
fn without_numeral(label: &str) -> &str {
    let rest = label.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let bare = rest.strip_prefix(['）', ')', '、', '.', '．']).filter(|_| rest.len() < label.len());
    bare.unwrap_or(label).trim_start()
}

/// 支部 and [`OTHERS`], found in one pass: a sentence is asked for its subject at each number.
static BODIES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = [BRANCH].into_iter().chain(OTHERS);
    AhoCorasick::new(words).expect("a few words make a small automaton")
});

/// Of whom `text` speaks at its end: of the body that is named last.
pub(super) fn subject(text: &str) -> Subject {
    let (mut branch, mut other) = (None, None);
    for found in BODIES.find_overlapping_iter(text) {
        let at = found.start();
        if found.pattern().as_usize() == 0 {
            if is_partner(&text[..at]) {
                other = Some(at);
            } else if is_one_branch(&text[..at]) && !is_counted(&text[found.end()..]) {
                branch = branch.max(Some(at));
            }
        } else if other < Some(at) && is_spoken_of(text, found.range()) {
            other = Some(at);
        }
    }
    match (branch, other) {
        (None, None) => Subject::Unsaid,
        (Some(branch), Some(other)) if branch < other => Subject::Other,
        (None, Some(_)) => Subject::Other,
        (Some(_), _) => Subject::Branch,
    }
}

/// Whether another body that stands at `range` is what is spoken of, and not where, when, somebody of it or any 党组织.
fn is_spoken_of(text: &str, range: Range<usize>) -> bool {
    let behind = &text[range.end..];
    // 党组织 is any, 党组 is of an authority.
    let is_any = &text[range.clone()] == "党组" && behind.starts_with('织');
    // 局党委委员某某 is a person.
    let is_person = ["委员", "书记", "成员"].iter().any(|office| behind.starts_with(office));
    let at = range.start;
    // 男女党员分别为16名和13名, 分别来自四个单位: some of this one's members.
    let is_shared = &text[range.clone()] == "分别"
        && (["来自", "为", "有", "是"].iter().any(|verb| behind.starts_with(verb)))
        && !clause_before(text, at).contains("个");
    // 支部于2013年3月设立，隶属局机关党总支。: the sentence ends with whom it belongs to.
    let is_above = behind.trim().is_empty()
        && subject_is_near(text, at)
        && ["隶属", "归", "属"].iter().any(|verb| clause_before(text, at).starts_with(verb));
    !is_shared
        && !is_above
        && !is_any
        && !is_person
        && !is_where_from(text, at)
        && !is_when(text, at)
        && !is_object(text, at)
}

/// What makes the words behind it no subject: 隶属街道党委，, 将各班的学员组织起来，, 是全市最小的支部，.
const PREPOSITIONS: [&str; 24] = [
    "划归", "归", "并入", "划入", "转隶", "随", "将", "把", "由", "隶属", "来自", "从", "经", "同",
    "跟", "向", "在", "是", "到", "走进", "深入", "联合", "属", "被",
];

/// Whether a body of an earlier clause is no subject, so that what follows is still said of the branch.
fn is_object(text: &str, at: usize) -> bool {
    let before = clause_before(text, at);
    text[at..].contains(['，', ',', '；'])
        && PREPOSITIONS.iter().any(|word| before.contains(word))
        && subject_is_near(text, at)
}

/// Whether the sentence has named the branch before byte `at`.
fn subject_is_near(text: &str, at: usize) -> bool {
    text[..at].contains(BRANCH)
}

/// What says that a branch came out of another body.
const SPLIT: [&str; 6] = ["分设", "单设", "分出", "分立", "独立", "析出"];

/// Whether a body is only where the members come from: 由辖区12家单位的退休党员组成.
fn is_where_from(text: &str, at: usize) -> bool {
    let clause = clause_before(text, at);
    let behind = text[at..].split(['，', '。', '；', ',']).next().unwrap_or_default();
    let is_made = clause.contains('由')
        && ["组成", "组建", "合并", "整合", "构成"].iter().any(|word| behind.contains(word));
    // 2009年从村党总支中单设
    let is_split = clause.contains('从') && SPLIT.iter().any(|word| behind.contains(word));
    // 经县林业局党委批准成立
    let is_approved = clause.contains('经')
        && ["批准", "批复", "同意", "研究"].iter().any(|word| behind.contains(word));
    is_made || is_split || is_approved
}

/// Whether a body is only told of to say when: 2004年公司改制后，.
fn is_when(text: &str, at: usize) -> bool {
    let (clause, rest) = text[at..].split_once(['，', ',']).unwrap_or((&text[at..], ""));
    // 在局党组领导下，: who leads it.
    let ends = [
        "后",
        "以后",
        "之后",
        "时",
        "期间",
        "至今",
        "以来",
        "领导下",
        "指导下",
        "支持下",
        "关心下",
        "帮助下",
    ];
    !rest.is_empty() && ends.iter().any(|end| clause.ends_with(end))
}

/// Whether the 支部 behind `before` is one branch: not 8个党支部, 各支部, 其他支部.
fn is_one_branch(before: &str) -> bool {
    let before = before.strip_suffix('党').unwrap_or(before);
    if ["这个", "那个", "我们这个"].iter().any(|word| before.ends_with(word)) {
        return true;
    }
    !["个", "各", "其他", "其它", "兄弟", "下属", "多", "所有", "村"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// 与支部结对的示例村党支部; 支部与示例小学党支部结对，该支部: of the other one.
fn is_partner(before: &str) -> bool {
    let before = before.strip_suffix('党').unwrap_or(before);
    let joined = ["结对", "共建", "联建", "帮扶", "手拉手"];
    let clause = before.rsplit(['，', ',']).next().unwrap_or(before);
    let is_joined = joined.iter().any(|word| {
        clause.find(word).is_some_and(|at| clause[at + word.len()..].starts_with('的'))
    });
    is_joined || before.ends_with('该') && joined.iter().any(|word| before.contains(word))
}

/// Whether the branches before `behind` are counted: 党支部1260个.
fn is_counted(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['共', '有', '近', '约']);
    let unit = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < behind.len() && unit.trim_start_matches(['余', '多']).starts_with('个')
}

/// Whether 个 counts persons: 党员40个, 5个人; not 3个人工湖.
pub(super) fn is_head(prose: &str, one: &Found) -> bool {
    if one.quantity.unit() != "个" {
        return false;
    }
    let behind = &prose[one.range.end..];
    let persons = behind.strip_prefix('人');
    // 党员一共才16个
    let before = prose[..one.range.start]
        .trim_end_matches(['一', '共', '才', '有', '就', '只', '占', '了', '是', '：', ':', ' ']);
    // 党员人数：46个, a row of a form.
    let before = strip_any(before, &["人数", "总数", "数"])
        .filter(|_| prose[..one.range.start].ends_with(['：', ':', ' ']))
        .unwrap_or(before);
    // 女同志多，有39个
    let many = before.strip_suffix(['，', ',']).and_then(|head| {
        strip_any(head, &["不多", "不少", "很多", "较多", "最多", "居多", "更多", "多", "少"])
    });
    let before = many.unwrap_or(before);
    // 女大夫、女护士占了大半，28个
    if shares_part(before) && !behind.starts_with(is_han) {
        return true;
    }
    // 名册上有46个名字
    if behind.starts_with("名字") && before.ends_with("名册上") {
        return true;
    }
    persons.is_some_and(|rest| !rest.starts_with(is_han) || rest.starts_with("的班子"))
        || behind.starts_with("党员") && !behind.starts_with("党员家")
        || ["女的", "女同志", "离休的", "党员", "一班人", "班子", "支委", "委员"]
            .iter()
            .any(|noun| before.ends_with(noun))
            && !behind.starts_with(is_han)
        || is_kind_of_member(behind)
}

/// 女护士占了大半，: a clause that says how large a part of the members is, before its number.
fn shares_part(before: &str) -> bool {
    let Some(head) = before.strip_suffix(['，', ',']) else { return false };
    let clause = clause_before(head, head.len()).trim();
    clause.starts_with(['女', '离', '退'])
        && clause.contains('占')
        && ["半", "成", "多数", "分之"].iter().any(|share| clause.contains(share))
        && clause.chars().count() <= 14
}

/// 15个退休，1个离休，三个支委: of whom one speaks so.
fn is_kind_of_member(behind: &str) -> bool {
    let kinds = ["退休", "离休", "女同志", "女党员", "支委", "委员"];
    let rest = kinds.iter().find_map(|kind| behind.strip_prefix(kind));
    rest.is_some_and(|rest| {
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        // 三个支委各管一摊
        !rest.starts_with(is_han) || rest.starts_with(['各', '都', '均', '分', '轮', '全'])
    })
}

/// `text` without the longest of `words` at its end; the words stand longest first.
pub(super) fn strip_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

#[cfg(test)]
mod tests {
    use super::{Subject, subject};

    #[test]
    fn the_last_body_named_is_spoken_of() {
        for (text, is) in [
            ("示例县北街社区离退休干部党支部成立后，", Subject::Branch),
            ("社区党委下设8个党支部，", Subject::Other),
            ("支部与北山村党支部结对，该村", Subject::Other),
            ("示例市党支部组建于2015年，由辖区12家单位的退休党员组成，", Subject::Branch),
            ("支部始建于1979年，公司改制后保留至今，现有", Subject::Branch),
            ("如今，", Subject::Unsaid),
            ("全市现有离退休干部党支部1260个、", Subject::Other),
            ("样板市供电公司离退休第一党支部", Subject::Branch),
        ] {
            assert_eq!(subject(text), is, "{text}");
        }
    }
}
