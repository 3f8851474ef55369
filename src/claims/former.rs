//! What the branch was called before: 前身为…党支部, （原…党支部）, 2015年前称…党支部, 由…党支部更名而来.
//!
//! Entry points: [`claims`] for the names that no date of a renaming leads to, [`name`] for the one that a text tells.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::clause::{is_han, sentence_behind};
use super::text::{Subject, Text};
use super::{Claim, Doubt, What};

/// What stands before a former name. Longer ones before those they begin with.
const MARKS: [&str; 38] = [
    "那时候叫",
    "那会儿叫",
    "当年叫",
    "当年称",
    "原为",
    "原系",
    "原是",
    "前身为",
    "前身是",
    "前身系",
    "前身叫",
    "原名为",
    "原名叫",
    "原名",
    "原称",
    "原叫",
    "时称",
    "时名",
    "时为",
    "那时叫",
    "当时叫",
    "当时称",
    "当时名为",
    "最早叫",
    "最初叫",
    "起初叫",
    "最早称",
    "最初称",
    "最初名为",
    "旧称",
    "曾用名",
    "曾名",
    "曾称",
    "曾叫",
    "前称",
    "前叫",
    "由原",
    "由",
];
/// What a name in brackets begins with: （原甲局老干部党支部）.
const IN_BRACKETS: [&str; 4] = ["（原", "(原", "（曾用名", "(曾用名"];
/// What 由 needs behind the name: without one of these it says who made it, or of whom it consists.
const CHANGES: [&str; 19] = [
    "分出",
    "改设",
    "改为",
    "更为",
    "分设",
    "分立",
    "拆分",
    "更名",
    "改名",
    "改称",
    "改制",
    "升格",
    "划转",
    "演变",
    "发展而",
    "转隶",
    "变更",
    "沿革",
    "改建",
];
/// What a former name ends with.
const ENDS: [&str; 2] = ["支部", "党小组"];
/// The shortest and the longest name, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=36;

/// Verbs of a founding, longer ones before those that begin them.
pub(super) const FOUND: [&str; 55] = [
    "挂的牌",
    "合并来的",
    "合并来",
    "立的",
    "编成",
    "编为",
    "组成",
    "合建",
    "建起来",
    "合并起来的",
    "合并起来",
    "一分为二而来",
    "正式挂牌成立",
    "应运而生",
    "宣告成立",
    "建起",
    "办起",
    "建的",
    "合并的",
    "整合的",
    "分离成立",
    "挂牌成立",
    "单独设立",
    "正式挂牌",
    "挂牌",
    "组建成立",
    "正式成立",
    "筹备成立",
    "重新组建",
    "成立",
    "组建",
    "始建",
    "始设",
    "创建",
    "设立",
    "建立",
    "创立",
    "筹建",
    "新建",
    "建成",
    "诞生",
    "建支",
    "更名设立",
    "分设",
    "分立",
    "分出",
    "建",
    "单设",
    "揭牌",
    "联合组成",
    "合并组成",
    "揭牌成立",
    "整合而成",
    "合并而成",
    "组合而成",
];

/// A former name in a text.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    /// Whether another one is named with it: 由甲支部和乙支部合并 makes a new branch of two.
    pub(super) is_one_of_several: bool,
}

/// The former names that a mark alone leads to, in order.
pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let is_known = |name: &str| {
        known.iter().any(|claim| {
            matches!(&claim.what, What::Renamed { former: Some(former), .. } if former == name)
        })
    };
    let mut claims: Vec<Claim> = Vec::new();
    for (at, mark) in marks(text.prose) {
        let Some(found) = behind(text.prose, at, mark) else { continue };
        let former = &text.prose[found.range.clone()];
        let is_other = text.subject(at) == Subject::Other;
        let is_told = claims.iter().any(|claim| claim.range == found.range);
        if is_other || is_told || is_known(former) {
            continue;
        }
        let doubt = found.is_one_of_several.then_some(Doubt::Unclear);
        let what = What::Renamed { until: None, former: Some(former.to_owned()) };
        claims.push(Claim { what, range: found.range, doubt });
    }
    claims
}

/// [`MARKS`] and [`IN_BRACKETS`], found in one pass.
static ALL: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let marks = MARKS.iter().chain(&IN_BRACKETS);
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(marks);
    automaton.expect("a few words make a small automaton")
});

/// The marks of a text in order, each with its place; of those that begin together the longest.
fn marks(prose: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = ALL.find(Input::new(prose).range(from..))?;
        // 当时称 has 时称 in it: the next mark may begin at the second character.
        from = found.start() + prose[found.start()..].chars().next().map_or(1, char::len_utf8);
        Some((found.start(), &prose[found.range()]))
    })
}

/// The former name that a text tells last, in bytes of it; `None` where several are told together.
pub(super) fn name(text: &str) -> Option<&str> {
    let found = marks(text).filter_map(|(at, mark)| behind(text, at, mark)).last()?;
    (!found.is_one_of_several).then(|| &text[found.range])
}

/// The name behind a mark at byte `at`.
fn behind(prose: &str, at: usize, mark: &str) -> Option<Found> {
    let rest = sentence_behind(prose, at + mark.len());
    let named = rest.trim_start_matches(['叫', '为', '是', '：', ':', '“', '‘', ' ', '　', '原']);
    let named = without_founding(named);
    let start = at + mark.len() + (rest.len() - named.len());
    let end = ENDS.iter().filter_map(|end| Some(named.find(end)? + end.len())).min()?;
    let (name, behind) = named.split_at(end);
    let is_name = LENGTHS.contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || c.is_alphanumeric() || "（）".contains(c))
        && name.matches('（').count() == name.matches('）').count()
        && !["该", "本", "全", "各", "一个"].iter().any(|word| name.starts_with(word))
        // 两个老干部党小组: how many, and no name.
        && !name
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十几多".contains(c))
            .starts_with('个')
        // 城关几所学校的退休教师党小组
        && !["几所", "几个", "几家", "多个", "多家", "多所", "各个"].iter().any(|word| name.contains(word));
    if !is_name || !is_meant(mark, behind) {
        return None;
    }
    let more = behind.trim_start_matches(['”', '’']);
    let is_joined = more.starts_with(['和', '与', '及', '、']);
    let is_one_of_several = is_joined && ENDS.iter().any(|end| more.contains(end));
    Some(Found { range: start..start + end, is_one_of_several })
}

/// Whether what follows a name agrees with the mark before it.
fn is_meant(mark: &str, behind: &str) -> bool {
    let behind = behind.trim_start_matches(['”', '’']);
    if IN_BRACKETS.contains(&mark) {
        return behind.starts_with(['）', ')', '，']);
    }
    let near: String = behind.chars().take(12).collect();
    let is_joined = ["合并", "整合", "和", "与", "、"].iter().any(|word| near.contains(word));
    mark != "由" && mark != "由原" || CHANGES.iter().any(|word| near.contains(word)) || is_joined
}

/// A name without when it was founded: 成立于1995年的供销社老干部支部, 2003年6月成立的分局老干部支部.
fn without_founding(name: &str) -> &str {
    let reach = name.char_indices().nth(20).map_or(name.len(), |(end, _)| end);
    let head = &name[..reach];
    let cut = ["年的", "月的"].iter().filter_map(|end| {
        let at = head.find(end)?;
        FOUND.iter().any(|verb| head[..at].contains(verb)).then_some(at + end.len())
    });
    let founded = FOUND.iter().filter_map(|verb| {
        let end = format!("{verb}的");
        let at = head.find(&end)?;
        head[..at].contains('年').then_some(at + end.len())
    });
    cut.chain(founded).max().map_or(name, |end| &name[end..])
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn former_names_are_read_behind_their_marks() {
        for (text, is) in [
            ("前身为甲县水电局老干部党支部，2016年更为现名", Some("甲县水电局老干部党支部")),
            ("由原甲县检察院老干部党支部更名而来", Some("甲县检察院老干部党支部")),
            ("那时叫“甲县老建办退休干部党支部”，后来改了名字", Some("甲县老建办退休干部党支部")),
            ("（原甲分局工务段退休党支部），成立于1985年", Some("甲分局工务段退休党支部")),
            ("前身是成立于1995年的供销社老干部支部", Some("供销社老干部支部")),
            ("由甲县法院老干部党小组升格为党支部", Some("甲县法院老干部党小组")),
            ("由原炼钢分厂退休党支部和轧钢分厂退休党支部合并成立", None),
            ("由甲局、乙局离退休党支部的老同志组成", None),
            ("由支部书记讲党课", None),
        ] {
            assert_eq!(name(text), is, "{text}");
        }
    }
}
