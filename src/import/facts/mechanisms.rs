//! What a branch calls its ways of working: names in quotation marks that the text says to be some.
//!
//! Entry point: [`read`].

use crate::claims::clause::{clause_before, clause_behind, is_han};
use crate::import::facts::mechanism_none::{
    SAYS, is_chosen_or_group, is_likened, is_of_others, is_people, is_planned, is_title,
};
use crate::import::facts::mechanism_numbers::is_counted_out;
use crate::import::facts::mechanism_rules::is_rule;
use crate::import::facts::mechanism_turns::{
    goes_on_counting, heads_point, is_brought, is_built, is_called, is_defined, is_inside,
    is_lesson, is_made, is_means, is_numbered_way, is_regular, is_told_of,
};
use crate::import::facts::mechanism_words::{BEFORE, BEHIND, COMMON, END_CHARS, ENDS};
use crate::quantity;

/// How far behind the closing mark a word may stand, in characters.
const REACH: usize = 10;

/// Who has a thing that is counted and named: 支部还有一份“牵挂名单”.
const THEIRS: [&str; 9] =
    ["", "人手", "每人", "靠的是", "支部有", "支部还有", "还有", "有", "我们有"];

/// Adds the names of a paragraph that are not there yet.
pub(super) fn read(text: &str, found: &mut Vec<String>) {
    read_up_to(text.len(), text, found);
}

/// Adds the names of a heading; what stands in the paragraph below it may count them out.
pub(super) fn read_heading(heading: &str, below: &str, found: &mut Vec<String>) {
    read(heading, found);
    // “迎家人”: a heading that is a name and nothing else.
    let alone = heading.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十（）().、．是 　".contains(c)
    });
    let alone = alone.trim().strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    if let Some(name) = alone.filter(|name| name.chars().count() >= 3 && is_name(name))
        && !found.iter().any(|one| one == name)
    {
        found.push(name.to_owned());
    }
    let mut told = Vec::new();
    read_up_to(heading.len(), &format!("{heading}\n{below}"), &mut told);
    told.retain(|name| {
        name.starts_with(|c| "三四五六七八九十".contains(c)) && !found.contains(name)
    });
    found.extend(told);
}

fn read_up_to(end: usize, text: &str, found: &mut Vec<String>) {
    let mut rest = 0;
    while let Some(open) = text[rest..].find('“').map(|at| rest + at).filter(|open| *open < end) {
        let start = open + '“'.len_utf8();
        let Some(close) = text[start..].find('”').map(|at| start + at) else { return };
        rest = close + '”'.len_utf8();
        let name = &text[start..close];
        if (is_name(name)
            || is_spirit_of_brand(&text[..open], name)
            || is_common_way(name, &text[rest..])
            || is_counted_out(&text[..open], name, &text[rest..]))
            && !is_people(name, &text[rest..])
            && is_meant(&text[..open], name, &text[rest..])
            && !found.iter().any(|one| one == name || one.ends_with(name))
        {
            found.push(name.to_owned());
        }
    }
}

/// 党建品牌：“扁担精神”: what moves them, where a label says that it is what they call their work.
fn is_spirit_of_brand(before: &str, name: &str) -> bool {
    name.strip_suffix("精神").is_some_and(is_name) && before.ends_with("品牌：")
}

/// “同心圆”工作法: what everybody says, where the noun behind makes it the branch's own.
fn is_common_way(name: &str, behind: &str) -> bool {
    COMMON.contains(&name)
        && name.chars().count() >= 3
        && ["工作法", "学习法", "服务法", "品牌", "工作站"]
            .iter()
            .any(|noun| behind.starts_with(noun))
}

/// Adds the way of working that a title names as one: 某支部的“加减乘除”法.
pub(super) fn read_title(title: &str, found: &mut Vec<String>) {
    let methods = ["”法", "”工作法", "”学习法", "”服务法"];
    if methods.iter().any(|word| title.contains(word)) {
        read(title, found);
    }
}

/// Whether quoted words may be a name at all.
pub(super) fn is_name(name: &str) -> bool {
    let is_slogan = name.chars().nth(1) == Some('个')
        && name.starts_with(|c| "一二三四五六七八九十两".contains(c))
        && name.chars().count() <= 4;
    // “每月一学、每季一课、每年一训” is longer than one name.
    let longest = if name.contains('、') { 18 } else { 12 };
    let length = name.chars().count();
    // 曾经是“后进支部”: what it was judged.
    let is_judged =
        ["后进", "先进", "落后", "薄弱", "软弱", "涣散"].iter().any(|word| name.contains(word))
            && name.ends_with("支部");
    // “云上支部” is a way of meeting; a longer name is of a branch.
    let is_branch = name.ends_with("党支部") || name.ends_with("支部") && length > 5;
    (2..=longest).contains(&length)
        && !name.contains(['，', '。', '！', '？', '；', '：', ','])
        && !is_branch
        && !is_judged
        && !name.ends_with("案例")
        // 以“老井精神”立身: what they are moved by.
        && !name.ends_with("精神")
        // “党建+银发”模式 is a manner of speaking.
        && !name.starts_with("党建+")
        && !["桥式", "入式", "单式", "浸式", "站式", "动式"].iter().any(|end| name.ends_with(end))
        // 办好“一批实事”, 建好“一个家”
        && !["一批", "一个", "一套", "一支", "一项", "一系列"].iter().any(|head| name.starts_with(head))
        && !COMMON.contains(&name)
        && !name.chars().all(|c| "一二三四五六七八九十两百千万".contains(c))
        && !is_title(name)
        // 坚持“五个必到” is a rule.
        && (!is_slogan || name.contains('必'))
}

/// Whether the text says of a quoted name that it is one of the branch.
fn is_meant(before: &str, name: &str, behind: &str) -> bool {
    let (before, behind) = around(before, behind);
    if SAYS.iter().any(|word| before.ends_with(word))
        || ["称号", "荣誉称号"].iter().any(|word| behind.starts_with(word))
    {
        return false;
    }
    // 取名“老伙计”支部, 以“银铃”命名: what they are called themselves.
    if behind.starts_with("支部") || behind.starts_with("命名") && !behind.starts_with("命名自己的")
    {
        return false;
    }
    if is_chosen_or_group(behind) {
        return false;
    }
    // 有一支“老瓦刀”队伍
    if before.ends_with("有一支") && behind.starts_with("队伍") {
        return false;
    }
    if is_planned(before) || is_likened(before, name) || is_of_others(before) {
        return false;
    }
    let near: String = behind.chars().take(REACH).take_while(|c| !"，。；“".contains(*c)).collect();
    // 以“群众满意”为标准: an aim.
    let aims = ["标准", "目标", "宗旨", "准则", "导向", "主线", "核心", "主题", "底色", "追求"];
    if near.starts_with('为') && aims.iter().any(|word| near.contains(word)) {
        return false;
    }
    // 以“声音”为媒: a word, and no name.
    if before.ends_with('以') && near.starts_with('为') && name.chars().count() <= 2 {
        return false;
    }
    let is_followed = is_followed(before, name, &near);
    let is_rule = is_rule(before, name, behind);
    // “亮身份、亮承诺”活动 is named; “一杯茶、一把椅” is said.
    if name.contains('、') && !is_followed && !is_rule && !near.starts_with("活动") {
        return false;
    }
    let ends = is_house(before, name);
    let is_form = near.contains("形式")
        || near.contains("办法") && name.contains(['+', '＋'])
        || near.contains("方式")
        || near.contains("示范党支部");
    // 抓“四定”，即定时间、定地点
    let is_explained = behind.starts_with("，即")
        || is_counted_out(before, name, behind)
        || is_defined(behind)
        // “三张网”——亲情网、法理网、乡贤网
        || behind.strip_prefix("——").is_some_and(|rest| {
            let list = rest.split(['。', '；', '，']).next().unwrap_or_default();
            list.matches('、').count() >= 2 && !list.contains("支部")
        })
        || behind.starts_with("：") && name.chars().count() >= 4;
    let is_named = is_led(before, name, behind)
        || is_followed
        || ends
        || is_rule
        || is_explained
        || is_inside(before, name, behind)
        || is_acting(before, name, (behind, &near));
    // “指尖+案头”“集中+分散”学习方式
    if !near.contains("办法") && name.contains(['+', '＋']) && is_form && !near.contains("党支部")
    {
        return true;
    }
    is_named && (!is_form || ends && !near.contains("示范党支部"))
}

/// The words round a name; names that follow each other share them.
fn around<'t>(mut before: &'t str, behind: &'t str) -> (&'t str, &'t str) {
    while let Some(at) = before.rfind('“').filter(|_| is_beside(before)) {
        before = &before[..at];
    }
    let mut behind = behind.trim_start_matches('、');
    while let Some(rest) = behind.strip_prefix('“') {
        let Some(at) = rest.find('”') else { break };
        behind = rest[at + '”'.len_utf8()..].trim_start_matches('、');
    }
    (before, behind)
}

/// Whether the last name of a text has the next one beside it: “甲”、, “甲”小分队和.
fn is_beside(before: &str) -> bool {
    let Some((_, between)) = before.rsplit_once('”') else { return false };
    let noun = between.strip_suffix(['、', '和', '与']);
    let is_house = |noun: &str| {
        noun.chars().count() <= 5
            && noun.chars().all(is_han)
            && (noun.ends_with(END_CHARS) || noun.ends_with(['队', '团']))
    };
    between.is_empty() || noun.is_some_and(|noun| noun.is_empty() || is_house(noun))
}

/// 建立“…”; 组建8人的“护绿宣讲队”: a team that is counted is one of the branch.
fn is_led(before: &str, name: &str, behind: &str) -> bool {
    let is_counted = before.strip_suffix("人的").is_some_and(|count| {
        count.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    // 人手一本“民情日记”; 有三件宝：一个“田间问诊微信群”
    let things = ["一份", "一本", "一张", "一支", "一个", "一所", "一间", "一块", "一册", "一条"];
    let clause = clause_before(before, before.len()).trim();
    let clause = clause.rsplit(['：', ':']).next().unwrap_or(clause);
    let is_thing = name.chars().count() >= 4
        && things
            .iter()
            .any(|thing| clause.strip_suffix(thing).is_some_and(|who| THEIRS.contains(&who)));
    // 建成160平方米的“白云驿站”
    let is_large = before
        .strip_suffix("平方米的")
        .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    is_counted
        || is_large
        || is_made(before, name)
        || is_thing
        || is_built(before)
        || is_called(before)
        || is_lesson(before, name)
        || is_means(before, behind)
            && name.chars().count() >= 3
        || is_regular(before, name)
        || is_told_of(before, name, behind)
        || name.chars().count() >= 3 && is_brought(before, behind)
        || is_numbered_way(before, name)
        || name.chars().count() >= 4
            && ["做实", "来自", "党员过", "党员们过"].iter().any(|word| before.ends_with(word))
        || name.chars().count() >= 4 && ["组织", "有了"].iter().any(|word| before.ends_with(word))
        // 开“处方”: of a name of two characters a verb of one says nothing.
        || BEFORE.iter().any(|word| {
            before.ends_with(word) && (name.chars().count() >= 3 || word.chars().count() >= 2)
        })
        // 办了一档叫“政法老伙计”的广播; 大家都叫“老娘舅” says what they are like.
        || before.strip_suffix('叫').is_some_and(|head| {
            let near: String = head.chars().rev().take(3).collect();
            near.contains(['一', '名'])
        })
        // 特色品牌：“科技银桥”
        || ["品牌：", "品牌:", "特色做法：", "工作法：", "项目名称：", "品牌名称："].iter().any(|word| before.ends_with(word))
}

/// What is done under a name: 开展“劳模讲故事”宣讲.
const DONE: [&str; 13] = [
    "座谈", "演讲", "学习", "讨论", "征文", "宣讲", "评比", "结对", "帮扶", "带教", "义诊", "助学",
    "巡查",
];

/// “旧物新说”展, 过“百家宴”15次.
fn is_shown_or_held(lead: &str, name: &str, near: &str) -> bool {
    let is_held = name.chars().count() >= 3
        && name.ends_with(['宴', '节', '会', '日'])
        && lead.ends_with(['过', '办'])
        && near.starts_with(|c: char| c.is_ascii_digit());
    is_held || near == "展" || near.starts_with("展，")
}

/// “老园丁”辅导站, “梨园春”票友社: the noun right behind says what it is. 开展“劳模讲故事”37场 is named as well.
fn is_followed(before: &str, name: &str, near: &str) -> bool {
    let noun: String =
        near.chars().take(5).take_while(|c| !"的是了在有进走到".contains(*c)).collect();
    // “三足”建起三支队伍: what is done with it is no noun.
    let is_done_with = ["建起", "建立", "建成", "组建", "组织", "组成", "成立", "让", "把", "使"]
        .iter()
        .any(|verb| near.starts_with(verb));
    let is_house = !is_done_with
        && !noun.contains("岗位")
        && noun.contains([
            '队', '团', '站', '社', '室', '班', '坊', '屋', '园', '号', '组', '岗', '营', '剧',
            '榜',
        ]);
    let is_done = near.is_empty()
        || near.starts_with(|c: char| c.is_ascii_digit())
        || DONE.iter().any(|word| near.starts_with(word));
    let verbs = ["开展", "开展了", "举办", "举办了", "组织", "组织了"];
    let lead = before_counted(before);
    let length = name.chars().count();
    // 参加“文明劝导”74人次
    let takes_part = length >= 4 && (lead.ends_with("参加") || lead.ends_with("参与"));
    let is_counted = (verbs.iter().any(|verb| lead.ends_with(verb)) || takes_part)
        && length <= if name.contains(['、', ' ']) { 6 } else { 8 }
        && is_done;
    // “祖孙共读”是他们的暖心事, 支部“老街说书人”中的一员
    let is_theirs = length >= 4
        && (["是他们的", "是支部的", "是我们的", "中的一员"]
            .iter()
            .any(|word| near.starts_with(word))
            // “家和三步曲”是她们摸索出来的, “电力十足”是支部叫响的名字
            // “日学一页、周读一章”的规矩
            || near.starts_with("的规矩")
            || near.starts_with('是')
                && ["摸索", "首创", "独创", "自创", "总结", "琢磨", "叫响"]
                    .iter()
                    .any(|word| near.contains(word)));
    // 开展“绿色少年”结对活动
    let is_activity = length >= 4
        && !name.contains('、')
        && !name.starts_with("我为")
        && verbs.iter().any(|verb| lead.ends_with(verb))
        && near.find("活动").is_some_and(|at| near[..at].chars().count() <= 4);
    // “加减乘除”法
    let is_method = near
        .strip_prefix('法')
        .is_some_and(|rest| !rest.starts_with(|c: char| "律治院庭规官宝".contains(c)));
    // “老带小、强带弱”的互助办法; “一杯茶、一把椅”的办法 is what they do it with.
    let is_way = near.contains("办法") && !(name.contains('、') && name.starts_with('一'));
    // 定了“看林、养林、讲林”六个字
    let is_words = near.strip_suffix("个字").or(near.strip_suffix("字")).is_some_and(|count| {
        !count.is_empty() && count.chars().all(|c| "四五六七八九十二".contains(c))
    });
    is_house
        || is_shown_or_held(lead, name, near)
        || is_words
        || is_method
        || is_way
        || is_counted
        || is_theirs
        || is_placed_or_begun(name, near)
        || is_activity
        || BEHIND.iter().any(|word| near.contains(word))
}

/// “和事佬工作室”就设在支部活动室, “护学岗”就是那一年设的: where it is, and since when.
fn is_placed_or_begun(name: &str, near: &str) -> bool {
    let length = name.chars().count();
    // “护学岗”就是那一年设的
    // “和事佬工作室”就设在支部活动室
    let is_placed = length >= 3
        && ["设在", "就设在", "就在", "办在", "建在", "开在"]
            .iter()
            .any(|word| near.starts_with(word))
        && (ENDS.iter().any(|end| name.ends_with(end)) || name.ends_with(END_CHARS));
    let is_begun = near.contains('是')
        && [
            "设的",
            "办的",
            "建的",
            "成立的",
            "开的",
            "开始的",
            "兴起的",
            "发起的",
            "搞的",
            "起头的",
        ]
        .iter()
        .any(|verb| near.ends_with(verb));
    is_placed || is_begun
}

/// What stands before the first name of a list whose names are counted: 开展“红色观影”33次、“云上悦读”45次.
fn before_counted(mut before: &str) -> &str {
    while let Some(head) = before.strip_suffix('、') {
        let Some((lead, item)) = head.rsplit_once('“') else { break };
        let Some((_, count)) = item.split_once('”') else { break };
        if !count.starts_with(|c: char| c.is_ascii_digit()) || count.chars().count() > 8 {
            break;
        }
        before = lead;
    }
    before
}

/// “周末读书会”, “指尖课堂”: a name that says itself what it is. 当好“监督员” says what they are like.
fn is_house(before: &str, name: &str) -> bool {
    let length = name.chars().count();
    let ends = length >= 3 && ENDS.iter().any(|end| name.ends_with(end))
        || length >= 4 && name.ends_with(END_CHARS);
    let clause = clause_before(before, before.len());
    // 老教师轮流值守的“悄悄话信箱”
    let is_members = before.ends_with('的')
        && length >= 4
        && ["退休", "老党员", "老同志", "老教师", "党员们", "老人们", "老专家"]
            .iter()
            .any(|who| clause.trim_start().starts_with(who));
    let is_ours = !before.ends_with(['的', '和'])
        || is_members
        || ["们的", "支部的", "每月的", "每周的", "每天的", "办的"]
            .iter()
            .any(|word| before.ends_with(word))
        || ["一支", "设在", "位于", "牵头", "创办", "组建"]
            .iter()
            .any(|word| clause.contains(word));
    let likens = [
        "当好", "争当", "当", "做好", "甘当", "是", "做", "化身", "变身", "成为", "成了", "办成",
        "变成",
    ]
    .iter()
    .any(|verb| clause.starts_with(verb) || before.ends_with(verb));
    ends && is_ours && !(likens && (name.ends_with('员') || name.chars().count() < 4))
}

/// “会战故事馆”接待参观者4.7万人次, “百福进万家”活动已办12届: what acts, and is counted.
fn is_acting(before: &str, name: &str, (behind, near): (&str, &str)) -> bool {
    let is_long = name.chars().count() >= 4;
    // 1、“红色金融课”, （一）“…”: a number is no words.
    let number = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "、.．（）()一二三四五六七八九十".contains(c)
    };
    let clause = clause_before(before, before.len()).trim();
    // 【惠民】“文艺轻骑兵”下乡演出128场
    let headed = clause.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    let clause = headed.map_or(clause, |(_, rest)| rest);
    let opens = clause.trim_matches(number).is_empty();
    let clause = clause_behind(behind, 0);
    // “护渔夜巡”每周三次
    let says_number =
        clause.contains(|c: char| c.is_ascii_digit()) || quantity::scan(clause).next().is_some();
    // “公益书法课”走进中小学，授课720课时
    let says_number = says_number || clause.starts_with("走进") || clause.starts_with("办到");
    // 每年春节“送福进万家”
    let is_into = is_long
        && ["进万家", "进校园", "进社区", "进农家", "进课堂", "进企业", "进机关", "进乡村"]
            .iter()
            .any(|end| name.ends_with(end))
        && !before.ends_with(['为', '的']);
    let is_activity =
        near.starts_with("活动") && (name.contains('、') || is_long && (says_number || opens));
    // “柜台精神”讲给青年听，讲了45场
    let is_spirit = name == "三会一课" || ["情怀", "初心"].iter().any(|end| name.ends_with(end));
    // “周五听音日”上，党员与群众面对面
    let is_day = is_long && opens && name.ends_with('日') && behind.starts_with(['上', '里']);
    // “红色金融课”进校园
    let is_into = is_into || is_long && opens && near.starts_with('进');
    // “一户一档案”抓服务
    let is_means = is_long && opens && near.starts_with(['抓', '促', '强']);
    is_activity
        || opens && is_long && !is_spirit && goes_on_counting(behind)
        || heads_point(before, name, behind)
        || is_means
        || is_day
        || is_into
        || opens && is_long && says_number && !clause.contains(['被', '获'])
}

#[cfg(test)]
mod tests {
    fn found(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        super::read(text, &mut found);
        found
    }

    #[test]
    fn names_are_told_from_speech_and_honours() {
        assert_eq!(
            found("支部以“护绿三步法”为抓手，坚持“三会一课”制度。"),
            ["护绿三步法", "三会一课"]
        );
        assert_eq!(
            found("组建8人的“护绿宣讲队”，老伙计组成的“楼道管家”。"),
            ["护绿宣讲队", "楼道管家"]
        );
        assert_eq!(found("探索出了“互联网+微信”“1+3+N”等服务管理机制"), ["互联网+微信", "1+3+N"]);
        assert_eq!(
            found("运用“听、劝、理、和”四步调解法，扎实推进“三抓三促”。"),
            ["听、劝、理、和", "三抓三促"]
        );
        assert_eq!(found("计划建立“银龄检察工作室”1个。"), [""; 0]);
        assert_eq!(
            found("大家都说“有事找老账房”。被评为“先进党支部”，“六好”示范党支部，以“五个聚焦”推进"),
            [""; 0]
        );
    }
}
