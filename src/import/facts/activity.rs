//! What was done and how often: the name of a count, or the question what it is of.
//!
//! Entry point: [`fill`].

use crate::claims::clause::{clause_before, item_before, near_behind};
use crate::claims::{Claim, Doubt, counts_team, is_name_of_part};
use crate::import::draft::is_sum;
use crate::import::facts::asked::{around, why};
use crate::import::facts::{Activity, Facts, Prose};
use crate::parse::body::forms::is_han;
use crate::quantity::{Quantity, UnitKind};

/// What a line is marked with as an item of a list.
const ORNAMENTS: [char; 16] =
    ['○', '●', '◎', '◆', '◇', '□', '■', '▍', '★', '☆', '·', '※', '▲', '►', '✦', ' '];

/// Fills an activity in, or asks.
pub(super) fn fill(
    name: &str,
    count: &Quantity,
    since: Option<&str>,
    (claim, prose): (&Claim, &Prose),
    facts: &mut Facts,
) {
    let before = &prose.text[..claim.range.start];
    let behind = &prose.text[claim.range.end..];
    let Some(name) = named(name, behind) else { return };
    let name: String = name
        .trim_start_matches(ORNAMENTS)
        .trim_matches(['“', '”', ' ', '、', '.'])
        .chars()
        .filter(|c| !"“”:：#".contains(*c))
        .collect();
    let name = with_verb(name, before);
    let since = since.map(str::to_owned);
    let one = Activity { name, count: count.text().to_owned(), since, note: None };
    if facts.activities.contains(&one) || is_part(before, count, &prose.text[claim.range.end..]) {
        return;
    }
    // 党员23名: how many there are, where nothing says of whom.
    if count.kind() == UnitKind::People && MEMBERS.contains(&&*one.name) {
        return ask_total(&one.count, (claim, prose), facts);
    }
    if one.name.ends_with("党小组") {
        return facts.ask("members.groups", format!("党小组: {}（没有这一项）", one.count));
    }
    let is_share = count.kind() == UnitKind::Share;
    if let Some(at) = one.name.find('占').filter(|at| is_share || one.name[*at..] == *"占") {
        let whose = if at == 0 { "党员" } else { &one.name[..at] };
        let at = prose.place(claim.range.start);
        return facts
            .ask("activities", format!("{whose}: {}（{at}，是占比，没有这一项）", one.count));
    }
    // 举办: 37期, 今年已组织: 11次, 已办: 22次 say nothing of what.
    let bare = done_alone(&one.name);
    let is_named = bare.chars().count() >= 2 && !DONE.contains(&bare);
    // A name of one character is one of somebody else's as well.
    let is_short = claim.doubt == Some(Doubt::Other) && one.name.chars().count() < 2;
    let is_looked_for = !is_named && (claim.doubt.is_none() || is_short);
    let quoted = is_looked_for.then(|| name_before(before)).flatten();
    let doubt = if quoted.is_some() { None } else { claim.doubt };
    let is_named = is_named || quoted.is_some();
    let name = quoted.unwrap_or_else(|| if is_named { bare.to_owned() } else { one.name.clone() });
    let one = Activity { name, ..one };
    if facts.activities.contains(&one) {
        return;
    }
    // 编印口袋书2期3000册: the second number is of how many copies.
    let is_same = |one: &Activity| facts.activities.iter().any(|known| known.name == one.name);
    let one = if is_same(&one) && is_named { as_copies(one, count) } else { one };
    let is_same = is_same(&one);
    if doubt.is_some() || !is_named || is_same {
        let at = prose.place(claim.range.start);
        let why = if is_same {
            "与另一项同名"
        } else if is_named {
            why(doubt)
        } else {
            "名称不明"
        };
        let name = if one.name.is_empty() { String::new() } else { format!("{}: ", one.name) };
        let text = format!("{name}{}（{at}“{}”，{why}）", one.count, around(prose, &claim.range));
        return facts.ask("activities", text);
    }
    facts.activities.push(one);
}

/// Asks whether a number of members is all of them; 支部宣讲队有党员12名 is of a team.
fn ask_total(count: &str, (claim, prose): (&Claim, &Prose), facts: &mut Facts) {
    let at = claim.range.start;
    if !counts_team(item_before(&prose.text, at).trim()) {
        let (place, around) = (prose.place(at), around(prose, &claim.range));
        facts.ask("members.total", format!("党员总数: {count}（{place}“{around}”，没有读准）"));
    }
}

/// 资料3000册 beside 资料2期: what the second number counts says its unit.
fn as_copies(one: Activity, count: &Quantity) -> Activity {
    const COPIES: [&str; 8] = ["册", "份", "本", "字", "万字", "套", "张", "枚"];
    match COPIES.iter().find(|unit| **unit == count.unit()) {
        Some(unit) => {
            Activity { name: format!("{}{}数", one.name, unit.trim_start_matches('万')), ..one }
        }
        None => one,
    }
}

/// 到会率 and 参学率, whose verb is a part of the name.
fn with_verb(name: String, before: &str) -> String {
    let is_rate = name.chars().count() == 2 && name.ends_with('率');
    let verb = before.strip_suffix(&*name).and_then(|rest| rest.chars().next_back());
    match verb.filter(|verb| is_rate && is_han(*verb)) {
        Some(verb) => format!("{verb}{name}"),
        None => name,
    }
}

/// What an activity is called that its own clause does not name: by a verb, by how often it is done, by quotes before it.
fn name_before(before: &str) -> Option<String> {
    led_before(before).or_else(|| quoted_before(before))
}

/// 每月雷打不动开展主题党日活动，三年累计开展36次; 每月集中学习1次，全年12次: what the clause before says.
fn led_before(before: &str) -> Option<String> {
    const VERBS: [&str; 6] = ["组织开展", "开展", "组织", "举办", "举行", "召开"];
    let is_count = |c: char| c.is_ascii_digit() || "一两二三四次场期回".contains(c);
    let line = before.rsplit('\n').next().unwrap_or(before);
    let sentence = line.rsplit(['。', '；', '！', '？']).next().unwrap_or(line);
    let clause = sentence.rsplit('，').nth(1)?;
    let bare = clause.trim_end_matches(is_count);
    // 组织学习12次，累计开展36次: the second number is of something else.
    let often = often(bare);
    if bare.len() < clause.len() && often.is_none() {
        return None;
    }
    let led = VERBS.iter().filter_map(|verb| Some(&bare[bare.rfind(verb)? + verb.len()..]));
    let name = led.min_by_key(|name| name.len()).or(often)?.trim_start_matches(is_count);
    let is_name = (3..=12).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || "“”‘’、".contains(c))
        && !name.contains(['了', '过', '的', '在', '把', '和']);
    is_name.then(|| name.chars().filter(|c| !"“”".contains(*c)).collect())
}

/// What is done each so often: 集中学习 of 每月集中学习, and of 每月5日固定集中学习.
fn often(clause: &str) -> Option<&str> {
    const OFTEN: [&str; 8] =
        ["每月", "每季度", "每季", "每周", "每年", "每半月", "每星期", "每半年"];
    const SURE: [&str; 5] = ["至少", "坚持", "定期", "都", "固定"];
    let begin = OFTEN.iter().filter_map(|word| Some(clause.rfind(word)? + word.len())).max()?;
    let is_day = |c: char| c.is_ascii_digit() || "日号上旬中下底初".contains(c);
    let name = clause[begin..].trim_start_matches(is_day);
    Some(SURE.iter().fold(name, |name, word| name.trim_start_matches(word)))
}

/// “围炉话教”，谁来了都能说上几句，已谈了41期: what is called by its name right before, in the same paragraph.
fn quoted_before(before: &str) -> Option<String> {
    const REACH: usize = 40;
    let mut lines = before.rsplit('\n');
    let own = lines.next().unwrap_or(before);
    // A heading of its own: 办法一，“一线问路”.
    let line = match lines.next() {
        Some(head) if !own.contains('”') && head.chars().count() <= 20 && head.contains('”') => {
            &before[before.len() - own.len() - head.len() - 1..]
        }
        Some(_) | None => own,
    };
    let (head, behind) = line.rsplit_once('”')?;
    let (_, name) = head.rsplit_once('“')?;
    let is_near = behind.chars().count() <= REACH && !behind.contains(['；', '：']);
    let is_name = (3..=10).contains(&name.chars().count())
        && !name.contains(['，', '。', '、', '！', '？'])
        && !behind.starts_with(['的', '等'])
        && !["称号", "党支部", "说", "道"].iter().any(|word| behind.starts_with(word));
    (is_near && is_name).then(|| name.to_owned())
}

/// A name without when and how often it was done.
fn done_alone(name: &str) -> &str {
    const TIMES: [&str; 26] = [
        "一共", "总共", "陆续", "今年", "去年", "全年", "每年", "一年", "两年", "三年", "五年",
        "几年", "目前", "至今", "现已", "已经", "已", "累计", "共", "仅", "光", "就", "先后",
        "前后", "总", "多次",
    ];
    let mut bare = name;
    while let Some(rest) = TIMES.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest;
    }
    bare
}

/// Who is counted, and no activity.
const MEMBERS: [&str; 8] =
    ["党员", "有党员", "现有党员", "在册党员", "支委", "支部委员", "离休干部", "退休干部"];

/// What only says that something was done.
const DONE: [&str; 38] = [
    "他们给",
    "他们为",
    "老党员给",
    "老党员为",
    "送出",
    "发出",
    "接到",
    "举行",
    "进行",
    "办理",
    "实施",
    "落实",
    "组建",
    "成立",
    "帮助",
    "组织",
    "开展",
    "打造",
    "建立",
    "举办",
    "参与",
    "累计",
    "先后",
    "覆盖",
    "已开展",
    "已举办",
    "支部给",
    "支部为",
    "至今",
    "召开",
    "召集",
    "去",
    "到",
    "赴",
    "前往",
    "讲",
    "办",
    "开",
];

/// The name of an activity without what only says that something was done; `None` for a number of somebody else.
fn named<'n>(name: &'n str, behind: &'n str) -> Option<&'n str> {
    if name.starts_with('由') || name.contains("表彰") || is_sum(name) {
        return None;
    }
    let name = name.rsplit("以来").next().unwrap_or(name).trim_start_matches(['，', ',']);
    let name = ["支部给", "支部为", "支部", "党员自发", "其中", "先后", "累计"]
        .iter()
        .find_map(|word| name.strip_prefix(word).filter(|rest| rest.chars().count() >= 2))
        .unwrap_or(name);
    // The noun stands behind: 组建4支志愿服务队.
    if DONE.contains(&name) {
        let end = behind.find(|c: char| !c.is_alphanumeric() && !"“”的".contains(c));
        let noun = behind[..end.unwrap_or(behind.len())].trim_start_matches('的');
        let is_short = (2..=12).contains(&noun.chars().count());
        return is_short.then_some(noun).or(Some(name));
    }
    Some(name)
}

/// Whether a number is only some of the members, or a manner of speaking: 为4名党员送学, 两间旧库房.
fn is_part(before: &str, count: &Quantity, behind: &str) -> bool {
    let is_people = count.kind() == UnitKind::People;
    let ends = ['，', '。', '；', '：', '、', '\n'];
    let clause = near_behind(behind, 0).split(ends).next().unwrap_or_default();
    let led = before.ends_with(['由', '为', '对', '的', '有', '，', '。', '；', '\n']);
    let of_members = ["党员", "同志", "的", "组成"].iter().any(|word| clause.contains(word));
    let in_words = count.text().starts_with(|c: char| "一二两三四五六七八九十几".contains(c));
    let is_small = count.exact_whole().is_none_or(|whole| whole <= 3);
    // 8人的“护绿宣讲队” is the size of a team, 党龄50年以上的9名 are members.
    let is_size = behind.starts_with('的');
    let own = clause_before(before, before.len());
    let is_aged =
        before.ends_with('的') && ["党龄", "周岁", "岁以"].iter().any(|word| own.contains(word));
    // 为6名孤寡老人过生日18次: whom it was done for, and the words belong to the next number.
    // 8名老教师辅导学生2100人次: who did it.
    let is_of_next = clause.contains(|c: char| c.is_ascii_digit());
    // 男7名: who are no women have no field.
    let is_men = ["男", "男性", "男党员", "男同志"].iter().any(|who| before.ends_with(who));
    // 宣讲队12人，其中女4人: some of a team, who are no activity.
    let item = item_before(before, before.len()).trim();
    let item = item.rsplit_once('有').map_or(item, |(_, whom)| whom);
    let is_some = is_name_of_part(item.trim_start_matches("其中"));
    // “栽、管、护、补”四字诀
    if is_people && (is_men || is_some) || behind.starts_with(['诀', '经']) && in_words {
        return true;
    }
    if is_people && (is_size || is_aged || is_of_next) {
        return true;
    }
    is_people && led && of_members || in_words && is_small && !clause.is_empty() && !is_people
}
