//! What the branch did, with its number: 开展主题党日12次, 藏书1200余册, 为4名老党员送学.
//!
//! Entry point: [`claims`]. Every number that no other fact holds is one: its name are the words between
//! the last verb and the number, else those behind the unit. Rates (每月1次), ranks and ages of persons are none.

use std::ops::Range;

use super::activity_change::{became, is_before_change};
use super::activity_place::is_place;
use super::clause::{clause_before, clause_behind, is_han, item_before, sentence_before};
use super::lesson::{done_by_all, lesson};
use super::verbs::NAMING;
use super::{Claim, Doubt, What, window};
use crate::quantity::{Found, UnitKind};
use crate::slug;

/// Verbs right behind which the number stands, with the noun behind it.
const OPEN: [&str; 29] = [
    "与", "同", "跟", "教会", "跑遍", "走遍", "救起", "选派", "吸收", "引来", "签下", "追回",
    "惠及", "覆盖", "结对", "协助", "指导", "资助", "赠送", "接受", "办成", "参加", "聘请", "邀请",
    "走进", "深入", "遍及", "辐射", "联系",
];
/// Who takes part: a name of its own only with what they did (参与党员1500人次).
const MEMBERS: [&str; 3] = ["党员", "群众", "老党员"];
/// What says where, and that the noun stands behind the number: 走遍全县11个乡镇.
const WHERE: [&str; 10] = ["全县", "全市", "全区", "全镇", "全乡", "全省", "在", "内", "中", "等"];
/// Places of one character: 帮助12个村核对账目.
const PLACES: [&str; 5] = ["村", "镇", "乡", "校", "县"];
/// Words that say how often anew, or of each: no amount of its own.
const RATES: [&str; 13] = [
    "一年要",
    "一年能",
    "一天要",
    "一天能",
    "一个月要",
    "一周要",
    "每",
    "人均",
    "户均",
    "平均",
    "均",
    "亩增",
    "亩产",
];
/// The longest name, in characters.
const LONGEST: usize = 20;

pub(super) fn claims(prose: &str, found: &[Found], known: &[Claim]) -> Vec<Claim> {
    let is_held = |one: &Found| {
        known.iter().any(|claim| {
            // 支部班子成员3名 is a fact of the members, even where it is not sure which.
            let is_fact = match claim.what {
                What::Total(_) | What::Part(..) | What::Committee(_) | What::Band { .. } => true,
                What::Average(_) | What::Groups(_) | What::Founded(_) | What::Renamed { .. } => {
                    claim.doubt.is_none()
                }
                What::Name(_) | What::Honour(_) | What::Activity { .. } => false,
            };
            is_fact && claim.range.start < one.range.end && one.range.start < claim.range.end
        })
    };
    let rest = found.iter().filter(|one| {
        let is_own = !is_rate(prose, one) && !is_of_others(prose, one) && !is_office(prose, one);
        let is_own = is_own && !is_how_often(prose, one) && !is_heading_number(prose, one);
        let is_own = is_own && !is_of_members(prose, one) && !is_place(prose, one);
        counts(prose, one) && !is_held(one) && is_own && !is_before_change(prose, one)
    });
    let claims = rest.map(|one| {
        let name = name(prose, found, one);
        let doubt = (name.chars().count() < 2).then_some(Doubt::Other);
        let doubt = doubt.or(is_planned(prose, one).then_some(Doubt::Planned));
        let since = window::of(prose, one.range.start);
        let what = What::Activity { name, count: one.quantity.clone(), since };
        Claim { what, range: one.range.clone(), doubt }
    });
    claims.collect()
}

fn counts(prose: &str, one: &Found) -> bool {
    // 预备党员：0
    if one.quantity.exact_whole() == Some(0) {
        return false;
    }
    match one.quantity.kind() {
        UnitKind::People
        | UnitKind::Visits
        | UnitKind::Money
        | UnitKind::Count
        | UnitKind::Measure => !is_family(prose, one),
        // 一半 is a manner of speaking.
        UnitKind::Share => one.quantity.text().contains(['%', '％']),
        UnitKind::Time => is_time_given(prose, one),
        UnitKind::Age | UnitKind::Bare => false,
    }
}

/// 老两口, 小两口: two who are married.
fn is_family(prose: &str, one: &Found) -> bool {
    one.quantity.unit() == "口" && prose[..one.range.start].ends_with(['老', '小'])
}

/// 累计服务时长逾8000小时, 全年开放240天, 守卡口2100多个小时: time that was given. 24小时内 is how soon.
fn is_time_given(prose: &str, one: &Found) -> bool {
    let clause = clause_before(prose, one.range.start).trim_end();
    // 辅导作业9500余小时
    let is_long = ["小时", "个小时"].contains(&one.quantity.unit())
        && one.quantity.text().chars().filter(char::is_ascii_digit).count() >= 3
        && !prose[one.range.end..].starts_with(is_han);
    let is_told = ["时长", "学时", "工时", "课时"].iter().any(|word| clause.ends_with(word));
    let is_short = ["小时", "个小时", "天", "分钟"].contains(&one.quantity.unit());
    let text = one.quantity.text();
    let is_much =
        text.contains(['百', '千', '万']) || text.chars().filter(char::is_ascii_digit).count() >= 3;
    let ends = !prose[one.range.end..].starts_with(is_han);
    let given = [
        "开放",
        "服务",
        "守",
        "值班",
        "值守",
        "巡",
        "宣讲",
        "劳动",
        "陪伴",
        "陪护",
        "坚持了",
        "执勤",
        "护学",
        "站岗",
        "巡护",
        "导诊",
        "送饭",
        "照料",
        "照看",
    ];
    let is_given = given.iter().any(|word| clause.contains(word));
    // 轮流陪护47天: right behind what was done.
    let is_much = is_much
        || text.chars().filter(char::is_ascii_digit).count() == 2
            && given.iter().any(|word| clause.ends_with(word));
    is_told || is_long || is_short && is_much && ends && is_given
}

fn is_rate(prose: &str, one: &Found) -> bool {
    let clause = clause_before(prose, one.range.start);
    let item = clause.rsplit('、').next().unwrap_or(clause);
    // 平均参学率达96.3% is one number of all.
    one.quantity.kind() != UnitKind::Share && RATES.iter().any(|word| item.contains(word))
}

/// 2024年计划讲学50场，结对青年教师60名: what is still to be done. 制定学习计划4份 was done.
fn is_planned(prose: &str, one: &Found) -> bool {
    const PLANS: [&str; 9] =
        ["下一步", "今后", "明年", "力争", "打算", "将开展", "将举办", "将组织", "预计"];
    let sentence = sentence_before(prose, one.range.start);
    let is_plan = |at: usize| {
        let before = &sentence[..at];
        let behind = &sentence[at + "计划".len()..];
        let is_year =
            before.ends_with(['年', '，']) || before.is_empty() || before.ends_with("支部");
        is_year
            && behind.starts_with(|c: char| is_han(c) || c.is_ascii_digit())
            && !behind.starts_with(['生', '内', '外', '表', '书'])
    };
    PLANS.iter().any(|word| sentence.contains(word))
        || sentence.match_indices("计划").any(|(at, _)| is_plan(at))
        || is_below_plans(prose, one)
}

/// Whether the heading above says that what follows is to come: 四、下步打算.
fn is_below_plans(prose: &str, one: &Found) -> bool {
    const PLANS: [&str; 7] =
        ["下步打算", "下一步", "今后打算", "工作打算", "努力方向", "工作设想", "未来展望"];
    const LONGEST_HEADING: usize = 20;
    let mut above = prose[..one.range.start].rsplit('\n').skip(1).filter(|line| !line.is_empty());
    let heading = above.find(|line| {
        line.len() <= LONGEST_HEADING * 3 && !line.ends_with(['。', '；', '：', '，', '！', '”'])
    });
    heading.is_some_and(|line| PLANS.iter().any(|word| line.contains(word)))
}

/// 五次被县委评为, 3次授予支部: how often an honour was given.
fn is_how_often(prose: &str, one: &Found) -> bool {
    let behind = &prose[one.range.end..];
    // 获得区级先进党支部2次
    let item = item_before(prose, one.range.start).trim_end();
    let is_of_title = ["党支部", "党组织", "集体", "称号"]
        .iter()
        .any(|end| item.trim_end_matches('”').ends_with(end))
        && ["获", "评", "表彰", "命名", "授予"]
            .iter()
            .any(|verb| sentence_before(prose, one.range.start).contains(verb));
    // 先后4次换届
    let is_election = ["换届", "改选"].iter().any(|word| behind.starts_with(word));
    one.quantity.unit() == "次"
        && (is_of_title
            || is_election
            || ["被", "授予", "获", "荣获", "受到", "评为", "命名"]
                .iter()
                .any(|verb| behind.starts_with(verb)))
}

/// 男党员11名, 17个老党员: how many of the members, and nothing that was done.
fn is_of_members(prose: &str, one: &Found) -> bool {
    let item = item_before(prose, one.range.start).trim_start_matches("其中").trim();
    // 做好四件事: a manner of speaking.
    let text = one.quantity.text();
    let is_said = one.quantity.unit() == "件"
        && prose[one.range.end..].starts_with('事')
        && text.starts_with(|c| "一二两三四五六七八九十几".contains(c));
    if is_said && one.quantity.exact_whole().is_none_or(|whole| whole <= 12) {
        return true;
    }
    // 做了四个方面的工作: a manner of speaking as well.
    if one.quantity.unit() == "个"
        && ["大字", "方面", "层面", "环节", "维度", "步骤", "阶段", "字"]
            .iter()
            .any(|word| prose[one.range.end..].starts_with(word))
    {
        return true;
    }
    // 住在三百公里外: how far.
    let is_far = one.quantity.kind() == UnitKind::Measure
        && ["外", "以外", "之外", "开外", "远"]
            .iter()
            .any(|word| prose[one.range.end..].starts_with(word));
    // 全所现有老干部112人: of whom the members are some.
    let is_body = one.quantity.kind() == UnitKind::People
        && !prose[one.range.end..].starts_with(is_han)
        && ["现有", "共有", "在册", "总共有"].iter().any(|has| item.contains(has))
        && ["老干部", "退休干部", "军休干部", "职工", "教职工", "退休人员", "退休教师", "人口"]
            .iter()
            .any(|who| item.ends_with(who));
    // 两人一组, 分为农业、医药四个组
    let behind = &prose[one.range.end..];
    let is_grouped = ["一组", "一班", "一队", "一岗"].iter().any(|word| behind.starts_with(word))
        || one.quantity.unit() == "个"
            && ["组", "小组"].iter().any(|group| {
                behind.strip_prefix(group).is_some_and(|rest| !rest.starts_with(is_han))
            })
            && ["分为", "分成"]
                .iter()
                .any(|verb| clause_before(prose, one.range.start).contains(verb));
    if is_grouped {
        return true;
    }
    // 以上四项合计自评79分: what was just told.
    let is_above = ["以上", "上述", "这"].contains(&item);
    // 六十出头
    if is_above || is_far || is_body || prose[one.range.end..].starts_with("头") {
        return true;
    }
    // 五个供暖季, 十个年头: how long.
    let is_time =
        ["供暖季", "采暖季", "年头", "春秋", "寒暑", "冬天", "夏天", "冬春", "学期", "季度"]
            .iter()
            .any(|word| prose[one.range.end..].starts_with(word));
    if is_time {
        return true;
    }
    let is_men = ["男党员", "男性", "男性党员", "男", "女党员", "女性党员", "离休党员", "离休干部"]
        .contains(&item);
    // 副高级以上职称14名: what they are, and nothing that they did.
    let is_rank = ["职称", "学历", "文化程度"].iter().any(|word| item.ends_with(word));
    let behind = &prose[one.range.end..];
    let is_old = one.quantity.unit() == "个" && behind.starts_with("老党员");
    (is_men || is_rank) && one.quantity.kind() == UnitKind::People || is_old
}

/// 3 所获荣誉: the number of a heading, and no unit.
fn is_heading_number(prose: &str, one: &Found) -> bool {
    let opens = one.range.start == 0 || prose[..one.range.start].ends_with('\n');
    opens && one.quantity.text().contains([' ', '　'])
}

/// 表彰大会表彰了20个先进集体, 由辖区12家单位的党员组成, 全市现有党支部1260个: what others did, and where members come from.
fn is_of_others(prose: &str, one: &Found) -> bool {
    let clause = clause_before(prose, one.range.start).trim_start();
    let behind = clause_behind(prose, one.range.end);
    let is_wide = WHERE.iter().any(|place| {
        let rest = clause.strip_prefix(place).filter(|_| place.starts_with('全'));
        rest.is_some_and(|rest| {
            ["现有", "共有", "目前有", "有"].iter().any(|has| rest.starts_with(has))
        })
    });
    // 由乡政府、学校等7家单位的退休党员组成的功能型党支部
    let is_made = behind.ends_with("组成") || behind.contains("组成的") && behind.ends_with("支部");
    clause.contains("表彰大会") || clause.contains('由') && is_made || is_wide
}

/// 纪检委员、生活委员各1名, 另有委员2名: offices of the committee, which is a fact of its own.
fn is_office(prose: &str, one: &Found) -> bool {
    let item = item_before(prose, one.range.start).trim_end();
    let item = item.strip_suffix('各').or(item.strip_suffix('有')).unwrap_or(item);
    (one.quantity.kind() == UnitKind::People || one.quantity.unit() == "个")
        && (["书记", "委员", "支委"].iter().any(|office| item.ends_with(office))
            // 支委现在是3个人
            || item.starts_with("支委") && item.chars().count() <= 6
            || leads_office(prose, one))
        && one.quantity.exact_whole().is_some_and(|count| count < 12)
}

/// 1名书记, 2名支委.
fn leads_office(prose: &str, one: &Found) -> bool {
    let behind = prose[one.range.end..].trim_start_matches("支部");
    ["书记", "副书记", "支委"].iter().any(|office| behind.starts_with(office))
}

/// What is counted; may be empty.
fn name(prose: &str, found: &[Found], one: &Found) -> String {
    if let Some(label) = row_label(prose, one) {
        return label.to_owned();
    }
    let own = own_words(prose, found, one);
    let cut = verb(own).map_or(0, |verb| verb.end);
    let before = trimmed(&own[cut..]);
    let behind = object(prose, one);
    // “老检察官法治讲师团”进校园、进企业106场: who goes there.
    let team = own.trim().strip_prefix('“').and_then(|rest| rest.split_once('”'));
    let goes = |rest: &str| {
        rest.split('、').all(|part| part.starts_with('进') && part.chars().count() <= 4)
    };
    if let Some((team, _)) = team.filter(|(_, rest)| goes(rest)) {
        return last(team);
    }
    // 组建4支志愿服务队, 走遍全县11个乡镇: what is done stands before the number, to what behind it.
    let whose = became(clause_before(prose, one.range.start)).map(trimmed);
    if let Some(whose) = whose.filter(|whose| whose.chars().count() >= 2) {
        return last(whose);
    }
    let is_open = NAMING.iter().any(|verb| verb.chars().count() >= 2 && before.ends_with(verb))
        || OPEN.iter().any(|verb| before.ends_with(verb))
        || own.trim_end().ends_with(['了', '的', '过', '着'])
        || WHERE.iter().any(|word| before.ends_with(word));
    let is_object_behind = behind.chars().count() >= 2 && (is_open || is_bare_verb(before));
    // 这几年光在公园里就开了96次会
    if behind == "会" && own.trim_end().ends_with("开了") {
        return "开会".to_owned();
    }
    if let Some(topic) = topic(prose, one, before) {
        return topic;
    }
    if let Some(done) = done_by_all(prose, one, before) {
        return done;
    }
    if before.chars().count() >= 2 && !is_object_behind {
        return last(before);
    }
    if let Some(lesson) = lesson(prose, one, own, behind) {
        return lesson;
    }
    // 编印资料15期2200份: the same thing is counted twice.
    let last = found[..found.partition_point(|other| other.range.start < one.range.start)].last();
    if let Some(last) = last.filter(|last| {
        let between = &prose[last.range.end.min(one.range.start)..one.range.start];
        between.is_empty() && own.is_empty() || ["共", "计", "共计", "合计"].contains(&between)
    }) {
        return name(prose, found, last);
    }
    if behind.chars().count() >= 2 { behind.to_owned() } else { trimmed(own).to_owned() }
}

/// 主题党日：12次, a row of a form: what stands before the colon.
fn row_label<'t>(prose: &'t str, one: &Found) -> Option<&'t str> {
    let before =
        prose[..one.range.start].trim_end_matches([' ', '　']).strip_suffix(['：', ':'])?;
    let label = clause_before(before, before.len()).trim();
    let ends = !prose[one.range.end..].trim_start_matches([' ', '　']).starts_with(is_han);
    let is_label = (2..=10).contains(&label.chars().count())
        && label.chars().all(is_han)
        && !["其中", "数据", "成效", "成果"].contains(&label);
    (is_label && ends).then_some(label)
}

/// 这里已成功劝和, 累计帮扶: a verb alone behind what says that it was done.
fn is_bare_verb(words: &str) -> bool {
    const DONE: [&str; 7] = ["已经成功", "已成功", "已经", "已", "累计", "先后", "成功"];
    let verb = DONE.iter().find_map(|word| words.rsplit_once(word)).map(|(_, verb)| verb);
    verb.is_some_and(|verb| verb.chars().count() == 2)
}

/// 每季度开一次“茶话会”，已开63次; 编写《一百问》，印发5000本: the clause before says what.
fn topic(prose: &str, one: &Found, words: &str) -> Option<String> {
    const DONE: [&str; 27] = [
        "发放", "筹得", "发出", "播出", "出", "筹集", "出刊", "编印", "开", "讲", "办", "印",
        "印发", "印制", "开讲", "开课", "举办", "出版", "发行", "上岗", "播出", "更新", "上课",
        "积攒", "攒下", "开办", "办宴",
    ];
    let verb = ["一年", "到现在", "现在", "至今", "已经", "已", "累计", "共"]
        .iter()
        .fold(words, |words, lead| words.trim_start_matches(lead));
    // 到企业讲了128场
    let is_told = words
        .strip_suffix('讲')
        .is_some_and(|head| !head.ends_with(['宣', '主', '开', '演', '巡', '试', '听', '轮']));
    let verb = if is_told { "讲" } else { verb };
    if !DONE.contains(&verb.trim_end_matches('了')) {
        return None;
    }
    // The name nearest to it in the sentence: “夕阳讲堂”走进15个乡镇，开讲870场.
    let sentence = sentence_before(prose, one.range.start);
    let part = sentence.rfind(['；', ';']).map_or(sentence, |at| &sentence[at..]);
    let before = &part[..part.rfind(['”', '》'])?];
    let name = &before[before.rfind(['“', '《']).map(|at| at + '“'.len_utf8())?..];
    let is_name = (2..=12).contains(&name.chars().count()) && name.chars().all(is_han);
    is_name.then(|| name.to_owned())
}

/// The words of the clause before a number that are not of a number before it.
fn own_words<'t>(prose: &'t str, found: &[Found], one: &Found) -> &'t str {
    let clause = clause_before(prose, one.range.start);
    let start = one.range.start - clause.len();
    let nth = found.partition_point(|other| other.range.start < one.range.start);
    let last = nth.checked_sub(1).map(|nth| found[nth].range.end);
    let after_digit = clause.rfind(|c: char| c.is_ascii_digit()).map(|at| start + at + 1);
    let from = last.max(after_digit).filter(|from| *from > start);
    let own = &prose[from.unwrap_or(start)..one.range.start];
    let own = if from.is_some() { behind_time(own) } else { own };
    // “三声议事会”（听民声、传心声）开了175次, “光明驿站”（260平方米）: what stands in brackets behind a name is none.
    let aside = own.rfind("”（").and_then(|open| Some(open + own[open..].find('）')?));
    let own = aside.map_or(own, |at| &own[at + '）'.len_utf8()..]);
    let own = own.trim_end_matches(['（', '(']);
    match own.rfind('、').filter(|_| from.is_some()) {
        Some(at) => &own[at + '、'.len_utf8()..],
        None => own,
    }
}

/// What follows a year or a length of time without what belongs to it: 来巡河, 年至今已邀请.
fn behind_time(own: &str) -> &str {
    const TIMES: [&str; 11] =
        ["年以来", "以来", "年来", "年至今", "至今", "年起", "年间", "年度", "年", "来", "间"];
    match TIMES.iter().find_map(|word| own.strip_prefix(word)) {
        Some(rest) if !rest.is_empty() => {
            let rest = rest.trim_start_matches(['，', ',']);
            rest.strip_prefix("已经").unwrap_or(rest).trim_start_matches('已')
        }
        _ => own,
    }
}

/// The last verb with a name behind it, as a word of its own: not the 为 of 行为, nor the 到 of 到会率.
fn verb(own: &str) -> Option<Range<usize>> {
    let places = NAMING.iter().flat_map(|verb| own.match_indices(verb));
    let words: Vec<Range<usize>> = places.map(|(at, verb)| at..at + verb.len()).collect();
    if words.is_empty() {
        return None;
    }
    let mut ends = slug::word_ends(own);
    ends.insert(0, 0);
    let is_end = |at: &usize| ends.binary_search(at).is_ok();
    let words = words.into_iter().filter(|word| is_end(&word.start) && is_end(&word.end));
    let has_name = |word: &Range<usize>| {
        let name = own[word.end..].trim();
        let is_bare = word.len() > '了'.len_utf8() && MEMBERS.contains(&name);
        name.chars().count() >= 2 && !is_bare
    };
    words.filter(has_name).max_by_key(|word| (word.end, word.start))
}

/// What stands right behind a number, up to what is done with it.
fn object<'t>(prose: &'t str, one: &Found) -> &'t str {
    let behind = clause_behind(prose, one.range.end);
    let end = behind.find(|c: char| !is_han(c) && !"“”".contains(c)).unwrap_or(behind.len());
    let words = behind[..end].trim_start_matches('的');
    // 镇 of 镇上村民, not that of 镇定.
    let is_word = |place: &&&str| {
        words.len() > place.len() && slug::word_ends(words).first() == Some(&place.len())
    };
    let place = PLACES.iter().filter(|place| words.starts_with(**place)).find(is_word);
    let words = place.map_or(words, |place| &words[place.len()..]);
    // 深入6个乡镇开展宣讲: what was done there is another matter.
    let verb =
        ["开展", "举办", "召开", "参与", "参加"].iter().filter_map(|verb| words.find(verb)).min();
    if let (Some(place), Some(0)) = (place, verb) {
        return place;
    }
    let words =
        verb.filter(|at| words[..*at].chars().count() >= 2).map_or(words, |at| &words[..at]);
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    trimmed(&words[..end])
}

fn trimmed(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['了', '的', '、', '等', '和', '：']);
    // The 为 of 不文明行为 is of its word.
    if ["行为", "作为", "献计", "设计", "统计", "审计"].iter().any(|word| text.ends_with(word))
    {
        return text;
    }
    text.trim_end_matches(['共', '计', '达', '近', '约', '了', '为', '有', '的', '：']).trim()
}

/// The last characters of a name that is too long.
fn last(name: &str) -> String {
    let skip = name.chars().count().saturating_sub(LONGEST);
    name.chars().skip(skip).collect()
}
