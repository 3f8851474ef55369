//! What the branch is called: the first names that end with 支部 and say more than 党支部.
//!
//! Entry point: [`claims`]. One claim for each different name, in order; the first is sure where its
//! sentence says how many members it has or when it was founded.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::clause::{is_han, sentence_behind, within};
use super::text::Text;
use super::verbs::HONOURING;
use super::{Claim, Doubt, What};
use crate::prefilter;

/// After one of these a new word begins, and may be a name.
const BEFORE: [&str; 108] = [
    "都归",
    "归属",
    "归到",
    "翻开",
    "翻阅",
    "打开",
    "推开",
    "走入",
    "步入",
    "踏入",
    "踏进",
    "探访",
    "寻访",
    "致敬",
    "感谢",
    "欢迎",
    "祝贺",
    "记者从",
    "设立",
    "说到",
    "提到",
    "讲到",
    "谈到",
    "担任",
    "现任",
    "成立",
    "批准成立",
    "决定成立",
    "批准设立",
    "决定设立",
    "批准组建",
    "同意成立",
    "正式成立",
    "现将",
    "兹将",
    "现就",
    "推选",
    "拟推荐",
    "基于",
    "现名",
    "前身系",
    "我代表",
    "代表",
    "系",
    "叫",
    "了",
    "的",
    "们",
    "来自",
    "位于",
    "隶属于",
    "关于",
    "推荐",
    "研究",
    "介绍",
    "同意",
    "加入",
    "所在",
    "转到",
    "转入",
    "转进",
    "转来",
    "咱",
    "改名为",
    "名称",
    "一提起",
    "是",
    "为",
    "在",
    "由",
    "与",
    "把",
    "以",
    "近日",
    "如今",
    "目前",
    "成立了",
    "组建了",
    "设立了",
    "带领",
    "走进",
    "来到",
    "称",
    "近年来",
    "中共",
    "说起",
    "提起",
    "谈起",
    "聊起",
    "赶上",
    "正值",
    "恰逢",
    "迎来",
    "当选",
    "作为",
    "参加",
    "走访",
    "采访",
    "了解",
    "找到",
    "就是",
    "正是",
    "属于",
    "挂靠",
    "授予",
    "走近",
    "全称是",
    "全称",
];
/// These join two names, and stand inside one as well: 人力资源和社会保障局.
const JOINTS: [&str; 4] = ["和", "及", "同", "对"];
/// What makes a name of a place of one of them: 同心, 和平, 同德, 和谐.
const BEHIND_JOINT: [char; 24] = [
    '心', '乐', '德', '济', '安', '仁', '福', '庆', '兴', '升', '江', '里', '文', '平', '谐', '顺',
    '美', '睦', '田', '县', '林', '义', '善', '泰',
];
/// What a form calls it.
const LABELS: [&str; 10] = [
    "单位",
    "支部",
    "支部名称",
    "党支部名称",
    "党支部全称",
    "推荐对象",
    "推荐支部",
    "申报支部",
    "申报对象",
    "申报单位",
];
/// What a branch is honoured as, before 党支部.
const HONOURED: [&str; 10] =
    ["先进", "示范", "优秀", "最美", "红旗", "模范", "文明", "星级", "标兵", "五好"];
/// The shortest name, in characters: 甲局党支部.
const SHORTEST: usize = 5;
/// The longest with what stands before it, in bytes: a text of names alone is read in time linear in it.
const LONGEST: usize = 600;
/// A name has a house in it.
const HOUSES: [&str; 42] = [
    "系统", "旗", "州", "苏木", "场", "行", "处", "队", "矿", "局", "县", "市", "区", "镇", "乡",
    "院", "校", "学", "馆", "委", "公司", "厂", "社区", "街道", "中心", "办", "所", "台", "站",
    "部", "厅", "协会", "联", "村", "社", "集团", "段", "库", "关", "宫", "园", "团",
];

/// [`BEFORE`] and the verbs of honours, found in one pass.
static BREAKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = BEFORE.iter().chain(&HONOURING);
    AhoCorasick::new(words).expect("a few words make a small automaton")
});

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for at in memchr::memmem::find_iter(text.prose.as_bytes(), "支部") {
        let Some(start) = start_of(&text.prose[..at]) else { continue };
        let range = start..at + "支部".len();
        let name = &text.prose[range.clone()];
        if is_other(&text.prose[..start], name) {
            continue;
        }
        let is_former = is_former(text, range.clone());
        let is_told = is_told(text, range.end) && !is_former;
        let is_this =
            |claim: &&mut Claim| matches!(&claim.what, What::Name(known) if known == name);
        if let Some(known) = claims.iter_mut().find(is_this) {
            // Named in passing first, and told of later.
            known.doubt = known.doubt.filter(|_| !is_told);
            continue;
        }
        let is_sure = is_told
            || is_first(text, range.start, claims.is_empty()) && !is_former
            || text.label(range.start).is_some_and(|label| LABELS.contains(&label));
        let doubt = (!is_sure).then_some(Doubt::Other);
        claims.push(Claim { what: What::Name(name.to_owned()), range, doubt });
    }
    claims
}

/// 由原甲局党支部更名: what it was called. 他们就是局离退休干部党支部的党员: of which house is said elsewhere.
fn is_other(before: &str, name: &str) -> bool {
    const HOUSE_ALONE: [&str; 8] =
        ["局", "学校", "医院", "公司", "单位", "乡离", "乡机关", "镇机关"];
    let is_former = name.starts_with('原') && before.ends_with(['由', '将', '把', '从']);
    is_former || HOUSE_ALONE.iter().any(|house| name.starts_with(house))
}

/// Where the name that ends with 支部 behind `before` begins.
pub(super) fn start_of(before: &str) -> Option<usize> {
    let near = within(before, before.len(), LONGEST);
    start_within(near).map(|start| before.len() - near.len() + start)
}

fn start_within(before: &str) -> Option<usize> {
    let is_part = |c: char| is_han(c) || c.is_alphanumeric();
    let run = before.len()
        - before.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    // 柳荫社区“夕阳红”离退休党支部: a name of its own inside.
    let run = inner_name(before, run).unwrap_or(run);
    let run = joined(before, run);
    let run = behind_house(before, run).unwrap_or(run);
    let words = &before[run..];
    // 支部坚持…: most of them have no name.
    if !prefilter::passes(words.chars().count() + 2 >= SHORTEST) {
        return None;
    }
    // 甲县卫生健康系统离退休干部党支部: 系 of 系统 is no word of its own.
    let cut = BREAKS
        .find_overlapping_iter(words)
        .filter(|found| {
            !(words[..found.end()].ends_with('系') && words[found.end()..].starts_with('统'))
        })
        .last()
        .map(|found| found.end());
    let joint = JOINTS.iter().filter_map(|word| {
        let at = words.rfind(word)?;
        let (left, end) = (&words[..at], at + word.len());
        // 考察组于2024年5月对甲县税务局离退休干部党支部
        let is_object = *word == "对" && left.ends_with(['年', '月', '日', '组', '委', '局', '部']);
        let is_joint =
            left.is_empty() || is_object || left.contains("支部") || left.contains("党员");
        // 同心社区, 和平社区 begin with a word of their own.
        let is_own = left.is_empty() && words[end..].starts_with(BEHIND_JOINT);
        (is_joint && !is_own).then_some(end)
    });
    let start = run + cut.max(joint.max()).unwrap_or(0);
    // 乡亲们给乡离退休干部党支部起的外号: to whom.
    let start = start + if before[start..].starts_with('给') { '给'.len_utf8() } else { 0 };
    // 获评先进党支部, 被评为“示例市先进党支部”: what a branch is honoured as is not what it is called.
    let lead = before[..start].trim_end_matches(['“', '《']);
    // 门口的牌子上写着“甲县移民局离退休干部党支部”: a plaque at the door says what it is called.
    let is_plaque =
        lead.ends_with("写着") && before[start..].contains(['县', '市', '区', '旗', '镇', '乡']);
    let is_honour = !is_plaque && HONOURING.iter().any(|verb| lead.ends_with(verb));
    let name = &before[start..];
    let is_long = name.chars().count() + 2 >= SHORTEST;
    let body = name.trim_end_matches("党");
    let is_honour = is_honour || HONOURED.iter().any(|word| body.ends_with(word));
    // 干部 is no house.
    let house = body.replace("干部", "");
    let has_house = HOUSES.iter().any(|one| house.contains(one));
    let is_placed = body.contains(['县', '市', '区', '旗', '镇', '乡']);
    let is_honour = is_honour || before[..start].ends_with('“') && !is_placed;
    let has_house =
        has_house || name.starts_with('“') && FOUNDED.iter().any(|verb| lead.ends_with(verb));
    let is_many =
        ["个", "各", "其他", "全", "该", "本", "每"].iter().any(|word| name.contains(word));
    // 2006年从局机关支部分出
    let is_level =
        ["市级", "县级", "省级", "区级", "国家级"].iter().any(|level| name.starts_with(level));
    let is_honour = is_honour || is_level;
    let is_time = name.starts_with(|c: char| c.is_ascii_digit());
    // 甲局党支部曾用名乙局党支部: two names.
    let is_many = is_many || name.contains("支部");
    (is_long && has_house && !is_many && !is_honour && !is_time).then_some(start)
}

/// Behind these a name may begin with a quotation.
const FOUNDED: [&str; 8] = ["成立", "成立了", "组建", "组建了", "设立", "设立了", "建立", "建立了"];

/// Where 甲县残联、甲县红十字会离退休联合党支部 begins: its houses stand in a list.
fn joined(before: &str, mut run: usize) -> usize {
    if !before[run..].contains("联合") {
        return run;
    }
    while let Some(head) = before[..run].strip_suffix('、') {
        let item: usize = head.chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let is_house = HOUSES.iter().any(|house| head.ends_with(house));
        if item == 0 || !is_house {
            break;
        }
        run = head.len() - item;
    }
    run
}

/// Where 甲县应急管理局（消防救援大队）离退休干部联合党支部 begins: its house has another name in brackets.
fn behind_house(before: &str, run: usize) -> Option<usize> {
    let inside = before[..run].strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let inner = inside[open..].trim_start_matches(['（', '(']);
    let is_name = (2..=14).contains(&inner.chars().count()) && inner.chars().all(is_han);
    let house: usize =
        before[..open].chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let is_house = |name: &str| HOUSES.iter().any(|end| name.ends_with(end));
    (is_name && house > 0 && is_house(&before[..open])).then_some(open - house)
}

/// Where the words before a quoted part of a name begin.
fn inner_name(before: &str, run: usize) -> Option<usize> {
    let quoted = before[..run].strip_suffix('”')?;
    let open = quoted.rfind('“')?;
    let inner = &quoted[open + '“'.len_utf8()..];
    let is_short = (2..=6).contains(&inner.chars().count()) && inner.chars().all(is_han);
    let words = before[..open].chars().rev().take_while(|c| is_han(*c) || c.is_alphanumeric());
    let length: usize = words.map(char::len_utf8).sum();
    // 成立“候鸟”离退休党员党支部
    let is_named = || FOUNDED.iter().any(|verb| before[..open].ends_with(verb));
    (is_short && (length > 0 && !is_named()) && run < before.len())
        .then_some(open - length)
        .or_else(|| (is_short && is_named() && run < before.len()).then_some(open))
}

/// Whether it is the first name and opens a paragraph, or the story tells of its making.
fn is_first(text: &Text<'_>, start: usize, is_only: bool) -> bool {
    let before = text.prose[..start].trim();
    let opens = before.is_empty() || text.prose[..start].ends_with('\n');
    opens && is_only || ["成立了", "组建了", "设立了"].iter().any(|verb| before.ends_with(verb))
}

/// 前身为…, 原…: what it was called before.
fn is_former(text: &Text<'_>, name: Range<usize>) -> bool {
    let start = name.start;
    let rest = &text.prose[start..];
    // 在县农机局老干部党支部的基础上改建
    if ["的基础上", "基础上"].iter().any(|word| text.prose[name.end..].starts_with(word)) {
        return true;
    }
    let before = &text.prose[..start];
    // 甲院老年党支部2022年拆分为3个党支部
    let is_split = sentence_behind(text.prose, start).contains("拆分");
    let is_old = is_split
        || ["前身为", "前身是", "原名", "由", "由原"].iter().any(|word| before.ends_with(word));
    rest.starts_with('原') || is_old
}

/// Whether the sentence tells of this branch: its members, its founding, its renaming.
fn is_told(text: &Text<'_>, end: usize) -> bool {
    let rest = sentence_behind(text.prose, end);
    // 甲局退休干部党支部（以下简称“支部”）
    if rest.starts_with("（以下简称") {
        return true;
    }
    let opens = rest.starts_with(|c: char| c.is_ascii_digit() || "，,是于自".contains(c));
    let reach = if opens { 30 } else { 12 };
    let near: String = rest.chars().take(reach).collect();
    [
        "现有",
        "共有",
        "有党员",
        "成立",
        "始建",
        "始设",
        "组建",
        "党员",
        "建立",
        "设立",
        "单设",
        "分设",
        "创建",
        "目前",
        "拥有",
    ]
    .iter()
    .any(|word| near.contains(word))
}
