//! From claims to facts: what nothing else can mean is filled in, the rest is asked.
//!
//! Entry point: [`read`].

use std::ops::Range;

use crate::claims::clause::clause_before;
use crate::claims::{self, Claim, Doubt, What};
use crate::date;
use crate::import::facts::{Activity, Facts, Former, Honour, Prose};
use crate::parse::profile::keys;
use crate::quantity::{self, Found, Quantity, UnitKind};

/// The fields with one value, in the order of a profile.
const SINGLE: [&str; 8] = [
    "branch.founded",
    "members.total",
    "members.average_age",
    "members.committee",
    "members.veteran",
    "members.retired",
    "members.serving",
    "members.women",
];

/// What a line is marked with as an item of a list.
const ORNAMENTS: [char; 16] =
    ['○', '●', '◎', '◆', '◇', '□', '■', '▍', '★', '☆', '·', '※', '▲', '►', '✦', ' '];

/// Makes facts and questions of the claims of a prose.
pub(super) fn read(prose: &Prose, claims: &[Claim], facts: &mut Facts) {
    let found: Vec<Found> = quantity::scan(&prose.text).collect();
    let denied = claims::denied(&prose.text, &found, claims);
    let is_denied = |claim: &Claim| denied.iter().find(|one| one.part == claim.range);
    for path in SINGLE {
        let own = claims.iter().filter(|claim| claim.what.field() == Some(path));
        let (own, odd): (Vec<&Claim>, Vec<_>) = own.partition(|claim| is_denied(claim).is_none());
        single(path, &own, prose, facts);
        for claim in odd {
            let Some(denied) = is_denied(claim) else { continue };
            let why = format!(
                "与第{}段“{}”不合",
                prose.nth(denied.share.start),
                around(prose, &denied.share)
            );
            facts.ask(path, question(path, claim, prose, &why));
        }
    }
    for claim in claims {
        match &claim.what {
            What::Band { label, count, .. } => band(label, count, (claim, prose), facts),
            What::Groups(count) => {
                facts.ask("members.groups", format!("党小组: {}（没有这一项）", count.text()));
            }
            What::Renamed { until, former } => {
                let until = until.as_ref().map(ToString::to_string);
                renamed(until, former.as_deref(), (claim, prose), facts);
            }
            What::Honour(honour) => self::honour(honour, (claim, prose), facts),
            What::Activity { name, count, since } => {
                activity(name, count, since.as_deref(), (claim, prose), facts);
            }
            What::Total(_)
            | What::Part(..)
            | What::Average(_)
            | What::Committee(_)
            | What::Name(_)
            | What::Founded(_) => {}
        }
    }
}

/// A field with one value: filled where all sure claims agree, or where one is more exact than the others.
fn single(path: &'static str, claims: &[&Claim], prose: &Prose, facts: &mut Facts) {
    let text = |claim: &Claim| prose.text[claim.range.clone()].to_owned();
    // What is said alone is taken; `check` does not hold it against a fact.
    let is_told = claims.iter().any(|claim| claim.doubt.is_none());
    let is_sure =
        |claim: &&&Claim| claim.doubt.is_none() || !is_told && claim.doubt == Some(Doubt::Alone);
    let (sure, unsure): (Vec<&&Claim>, Vec<_>) = claims.iter().partition(is_sure);
    let exact: Vec<&&Claim> = sure.iter().copied().filter(|claim| is_exact(&claim.what)).collect();
    let best = if exact.is_empty() { &sure } else { &exact };
    let first = best.first();
    let agree =
        best.iter().all(|claim| Some(value(&claim.what)) == first.map(|first| value(&first.what)));
    if let Some(first) = first.filter(|_| agree) {
        match facts.get(path) {
            None => facts.fill(path, stated(&first.what).unwrap_or_else(|| text(first))),
            // A form says otherwise.
            Some(known)
                if known != text(first)
                    && stated(&first.what).is_none_or(|one| one != known)
                    && !is_same(known, &first.what) =>
            {
                facts.ask(path, question(path, first, prose, "与表格不同"));
            }
            Some(_) => {}
        }
    }
    for claim in sure.iter().filter(|_| !agree) {
        facts.ask(path, question(path, claim, prose, "文中前后不一"));
    }
    let known = first.map(|first| value(&first.what));
    for claim in unsure {
        if known.as_ref() != Some(&value(&claim.what)) {
            facts.ask(path, question(path, claim, prose, why(claim.doubt)));
        }
    }
}

/// What two claims agree in.
fn value(what: &What) -> String {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            one.value().to_string()
        }
        What::Founded(date) => date.to_string(),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => String::new(),
    }
}

/// Whether a form says the same in other words: 33 and 33人, 2009.9 and 2009年9月.
fn is_same(known: &str, what: &What) -> bool {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            quantity::parse_quantity(known).is_ok_and(|known| known.value() == one.value())
        }
        What::Founded(told) => date::parse(known).is_ok_and(|known| known == *told),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => false,
    }
}

/// The value as written; `None` where the range of the claim is it.
fn stated(what: &What) -> Option<String> {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            Some(one.text().to_owned())
        }
        What::Founded(date) => Some(date.to_string()),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => None,
    }
}

fn is_exact(what: &What) -> bool {
    match what {
        What::Total(one) | What::Part(_, one) | What::Committee(one) => one.exact_whole().is_some(),
        What::Average(_)
        | What::Founded(_)
        | What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => true,
    }
}

fn why(doubt: Option<Doubt>) -> &'static str {
    match doubt {
        Some(Doubt::Partial) => "也可能是其中一部分",
        Some(Doubt::Then) => "也可能是当时的情况",
        Some(Doubt::Other) => "也可能说的不是本支部",
        Some(Doubt::Alone) => "没有说是全部",
        Some(Doubt::Planned) => "也可能是打算",
        Some(Doubt::Unclear) => "没有读准",
        Some(Doubt::Level) => "级别没有读出来",
        None => "",
    }
}

/// 班子成员: 3名（第4段“推选出3名…”，也可能是其中一部分）
fn question(path: &str, claim: &Claim, prose: &Prose, why: &str) -> String {
    let name = keys::chinese_name(path).unwrap_or(path);
    let value = &prose.text[claim.range.clone()];
    format!(
        "{name}: {value}（第{}段“{}”，{why}）",
        prose.nth(claim.range.start),
        around(prose, &claim.range)
    )
}

/// The clause in which a phrase stands.
fn around(prose: &Prose, range: &Range<usize>) -> String {
    const MOST: usize = 24;
    const STOPS: [char; 5] = ['，', '。', '；', '\n', ','];
    let start = prose.text[..range.start].rfind(STOPS);
    let start =
        start.map_or(0, |at| at + prose.text[at..].chars().next().map_or(1, char::len_utf8));
    let rest = &prose.text[range.end..];
    let end = range.end + rest.find(STOPS).unwrap_or(rest.len());
    let clause: Vec<char> = prose.text[start..end].trim().chars().collect();
    let mut short: String = clause.iter().take(MOST).collect();
    if clause.len() > MOST {
        short.push('…');
    }
    short
}

fn band(label: &str, count: &Quantity, (claim, prose): (&Claim, &Prose), facts: &mut Facts) {
    let whole = count.exact_whole().filter(|_| claim.doubt.is_none());
    match whole {
        Some(whole) if !facts.bands.iter().any(|(known, _)| known == label) => {
            facts.bands.push((label.to_owned(), whole.to_string()));
        }
        Some(whole)
            if facts
                .bands
                .iter()
                .any(|(known, count)| known == label && *count == whole.to_string()) => {}
        Some(_) | None => {
            let nth = prose.nth(claim.range.start);
            let text = format!(
                "年龄段: {label} {}（第{nth}段“{}”）",
                count.text(),
                around(prose, &claim.range)
            );
            facts.ask("members.age_bands", text);
        }
    }
}

/// A former name; a year of a renaming without one belongs to the only name without a year.
fn renamed(
    until: Option<String>,
    former: Option<&str>,
    (claim, prose): (&Claim, &Prose),
    facts: &mut Facts,
) {
    let own = facts.get("branch.name").unwrap_or_default();
    if let Some(name) = former.filter(|name| claim.doubt.is_none() && *name != own) {
        match facts.former.iter_mut().find(|known| known.name == name) {
            Some(known) => known.until = known.until.take().or(until),
            None => facts.former.push(Former { name: name.to_owned(), until, reason: None }),
        }
        return;
    }
    let nth = prose.nth(claim.range.start);
    let around = around(prose, &claim.range);
    let name = former.unwrap_or_default();
    let when = until.map_or_else(String::new, |until| format!("，{until}更名"));
    let text = format!("曾用名: {name}（第{nth}段{when}“{around}”）");
    facts.ask("branch.former_names", text);
}

fn honour(honour: &crate::claims::Honour, (claim, prose): (&Claim, &Prose), facts: &mut Facts) {
    let title = honour.title.trim();
    // “范例市先进基层党组织” in marks of its own; “六好”示范党支部 has them inside.
    let inner = title
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']));
    let title = inner.unwrap_or(title).to_owned();
    let of_title = || level_of(&title).filter(|_| !claims::names_house(&title));
    let level = honour.level.clone().or_else(|| of_title().map(str::to_owned));
    if claim.doubt.is_some() {
        let nth = prose.nth(claim.range.start);
        let text = format!(
            "荣誉: {title}（第{nth}段“{}”，{}）",
            around(prose, &claim.range),
            why(claim.doubt)
        );
        return facts.ask("honours", text);
    }
    let one = Honour { title, level, years: honour.years, ..Honour::default() };
    if !facts.honours.contains(&one) {
        facts.honours.push(one);
    }
}

/// The level of a title that names who gave it.
fn level_of(title: &str) -> Option<&'static str> {
    let title = ["社区", "园区", "学区", "小区", "城市"]
        .iter()
        .fold(title.to_owned(), |title, word| title.replace(word, ""));
    [
        ("全国", "国家级"),
        ("省", "省级"),
        ("自治区", "省级"),
        ("市", "市级"),
        ("县", "县级"),
        ("区", "区级"),
    ]
    .into_iter()
    .find(|(word, _)| title.contains(word))
    .map(|(_, level)| level)
}

fn activity(
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
        .trim_matches(['“', '”', ' ', '、'])
        .chars()
        .filter(|c| !"“”:：#".contains(*c))
        .collect();
    let since = since.map(str::to_owned);
    let one = Activity { name, count: count.text().to_owned(), since, note: None };
    if facts.activities.contains(&one) || is_part(before, count, &prose.text[claim.range.end..]) {
        return;
    }
    // 党员23名: how many there are, where nothing says of whom.
    if count.kind() == UnitKind::People && MEMBERS.contains(&&*one.name) {
        let nth = prose.nth(claim.range.start);
        let text = format!(
            "党员总数: {}（第{nth}段“{}”，没有读准）",
            one.count,
            around(prose, &claim.range)
        );
        return facts.ask("members.total", text);
    }
    if one.name.ends_with("党小组") {
        return facts.ask("members.groups", format!("党小组: {}（没有这一项）", one.count));
    }
    let is_share = count.kind() == UnitKind::Share;
    if let Some(at) = one.name.find('占').filter(|at| is_share || one.name[*at..] == *"占") {
        let whose = if at == 0 { "党员" } else { &one.name[..at] };
        let nth = prose.nth(claim.range.start);
        return facts
            .ask("activities", format!("{whose}: {}（第{nth}段，是占比，没有这一项）", one.count));
    }
    // 举办: 37期, 今年已组织: 11次, 已办: 22次 say nothing of what.
    let bare = done_alone(&one.name);
    let is_named = bare.chars().count() >= 2 && !DONE.contains(&bare);
    // A name of one character is one of somebody else's as well.
    let is_short = claim.doubt == Some(Doubt::Other) && one.name.chars().count() < 2;
    let quoted = quoted_before(before).filter(|_| !is_named && (claim.doubt.is_none() || is_short));
    let doubt = if quoted.is_some() { None } else { claim.doubt };
    let is_named = is_named || quoted.is_some();
    let one = Activity { name: quoted.unwrap_or(one.name), ..one };
    let is_same = facts.activities.iter().any(|known| known.name == one.name);
    if doubt.is_some() || !is_named || is_same {
        let nth = prose.nth(claim.range.start);
        let why = if is_same {
            "与另一项同名"
        } else if is_named {
            why(doubt)
        } else {
            "名称不明"
        };
        let name = if one.name.is_empty() { String::new() } else { format!("{}: ", one.name) };
        let text =
            format!("{name}{}（第{nth}段“{}”，{why}）", one.count, around(prose, &claim.range));
        return facts.ask("activities", text);
    }
    facts.activities.push(one);
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
    const TIMES: [&str; 12] = [
        "今年", "去年", "全年", "每年", "一年", "目前", "至今", "现已", "已经", "已", "累计", "共",
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
const DONE: [&str; 29] = [
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
];

/// The name of an activity without what only says that something was done; `None` for a number of somebody else.
fn named<'n>(name: &'n str, behind: &'n str) -> Option<&'n str> {
    if name.starts_with('由') || name.contains("表彰") {
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
    let clause: String = behind.chars().take_while(|c| !"，。；：、\n".contains(*c)).collect();
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
    // “栽、管、护、补”四字诀
    if is_people && is_men || behind.starts_with(['诀', '经']) && in_words {
        return true;
    }
    if is_people && (is_size || is_aged || is_of_next) {
        return true;
    }
    is_people && led && of_members || in_words && is_small && !clause.is_empty() && !is_people
}
