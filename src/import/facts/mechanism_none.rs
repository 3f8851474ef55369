//! Quoted names that are no way of working of the branch: what is still planned, what somebody is like, what others do.
//!
//! Entry points: [`is_planned`], [`is_likened`], [`is_of_others`], [`is_people`], [`is_title`], and the words [`SAYS`].

use crate::claims::clause::{clause_before, sentence_before};

/// What makes a quoted name speech, or an honour.
pub(super) const SAYS: [&str; 23] = [
    "称为",
    "称作",
    "誉为",
    "自称",
    "评选",
    "评选出",
    "评出",
    "授予支部",
    "授予该支部",
    "授予党支部",
    "说",
    "道",
    "称",
    "喊",
    "评为",
    "授予",
    "荣获",
    "获评",
    "命名为",
    "表彰为",
    "获得",
    "入选",
    "称号",
];

/// 下半年，支部将开展“…”: what is still to be done is no way of working yet.
pub(super) fn is_planned(before: &str) -> bool {
    const PLANS: [&str; 12] = [
        "计划建立",
        "计划打造",
        "将继续",
        "下一步",
        "明年",
        "将组织",
        "将开展",
        "将举办",
        "将打造",
        "打算",
        "力争",
        "计划开展",
    ];
    let sentence = sentence_before(before, before.len());
    PLANS.iter().any(|word| sentence.contains(word))
}

/// 是一支“泥腿子专家”队伍, 修建“同心亭”1座: what somebody is like, and what was built.
pub(super) fn is_likened(before: &str, name: &str) -> bool {
    let is_people = ["带出", "培养", "培育", "涌现", "培养出", "涌现出", "带出了"]
        .iter()
        .any(|verb| before.ends_with(verb))
        && !name.ends_with(['队', '团', '室', '法']);
    // 习惯把支部叫作“大树底下”: what the branch itself is called; 有一支“老瓦刀”队伍
    let clause = clause_before(before, before.len());
    let is_nickname = clause.contains("把支部")
        && ["叫作", "叫做", "叫", "称作", "称为"].iter().any(|verb| before.ends_with(verb));
    let is_like = is_people
        || is_nickname
        || ["是一支", "是一个", "是一群", "样一群", "是一名", "这支", "这群"]
            .iter()
            .any(|word| before.ends_with(word));
    let is_built = ["修建", "捐建", "修", "铺设"].iter().any(|word| before.ends_with(word))
        && name.ends_with(['亭', '桥', '路', '井', '廊', '碑', '渠']);
    is_like || is_built
}

/// 公司搞“安全百日行动”: what somebody above them does.
pub(super) fn is_of_others(before: &str) -> bool {
    const WHO: [&str; 12] = [
        "公司", "县里", "市里", "镇里", "镇上", "乡里", "区里", "省里", "局里", "厂里", "全县",
        "全市",
    ];
    let clause = clause_before(before, before.len()).trim();
    let rest = WHO.iter().find_map(|who| clause.strip_prefix(who));
    rest.is_some_and(|rest| ["搞", "开展", "推行", "组织", "启动", "创建", "推进"].contains(&rest))
}

/// 老站所长、老支书、老教师“三老”: who they are; not “三老”调解室.
pub(super) fn is_people(name: &str, behind: &str) -> bool {
    let has_house = ["调解", "工作室", "服务", "宣讲", "议事", "讲堂", "说事"]
        .iter()
        .any(|house| behind.starts_with(house));
    let count = name.strip_suffix('老').filter(|_| !has_house);
    count.is_some_and(|count| {
        count.chars().count() == 1 && count.starts_with(|c| "二三四五六七八九十".contains(c))
    })
}

/// 优秀志愿服务组织, 先进集体: what is awarded.
pub(super) fn is_title(name: &str) -> bool {
    let praise = [
        "优秀", "先进", "示范", "最美", "最佳", "红旗", "文明", "模范", "十佳", "百佳", "标兵",
        "五星",
    ];
    let ends = [
        "工作室",
        "工作站",
        "服务站",
        "之家",
        "组织",
        "集体",
        "单位",
        "支部",
        "团队",
        "个人",
        "窗口",
        "案例",
        "品牌",
        "项目",
        "堡垒",
        "家庭",
    ];
    praise.iter().any(|word| name.starts_with(word)) && ends.iter().any(|word| name.ends_with(word))
}

/// 开展“最美庭院”“好婆婆好媳妇”评选活动, “先锋”“铁军”3个党小组: what others are chosen as, and what groups of members are called.
pub(super) fn is_chosen_or_group(behind: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十等".contains(c);
    let counted = behind.trim_start_matches(is_number);
    let is_group = counted.len() < behind.len()
        && ["个党小组", "个小组", "个组"].iter().any(|group| counted.starts_with(group));
    is_group || ["评选", "评比活动", "创评", "选树"].iter().any(|word| behind.starts_with(word))
}
