//! Quoted names that are no way of working of the branch: what is still planned, what somebody is like, what others do.
//!
//! Entry points: [`is_planned`], [`is_likened`], [`is_of_others`].

use crate::claims::clause::{clause_before, sentence_before};

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
