//! The keys of a branch profile, of a series and of a free page.
//!
//! From these tables come the parser's dispatch, the Chinese aliases, the template that
//! `liuhao new` writes and "did you mean".

use crate::schema::{Field, Shape};

const fn field(
    path: &'static str,
    aliases: &'static [&'static str],
    flat: &'static [&'static str],
    shape: Shape,
    (doc, example): (&'static str, &'static str),
) -> Field {
    Field { path, aliases, flat, shape, doc, example }
}

/// The keys of `content/branches/*.md`.
pub static PROFILE: &[Field] = &[
    field("title", &["标题"], &[], Shape::Text, ("标题；不填用支部名称", "")),
    field("date", &["日期"], &[], Shape::Date, ("发布日期；草稿可以不填", "2024-03-18")),
    field("draft", &["草稿"], &[], Shape::Flag, ("是否草稿：草稿不发布", "true")),
    field("expires", &["下线日期"], &[], Shape::Date, ("到这一天起不再发布", "")),
    field("series", &["系列"], &[], Shape::Text, ("所属系列：content/series/ 里的文件名", "")),
    field("order", &["序号"], &[], Shape::Quantity, ("在系列里的次序；不填按日期", "")),
    field("as_of", &["数据截至"], &[], Shape::Date, ("数据截至何时，如 2023-12", "")),
    field("cover", &["封面"], &[], Shape::Text, ("封面图片，与本文件放在同一文件夹", "")),
    field("cover_alt", &["封面说明"], &[], Shape::Text, ("封面上有什么，供看不见图片的读者", "")),
    field(
        "cover_focus",
        &["封面焦点"],
        &[],
        Shape::Text,
        ("封面裁切时保留的地方：上、左下，或从左、从上的百分比 30% 20%；不填取中间", ""),
    ),
    field("summary", &["摘要"], &[], Shape::Text, ("摘要；不填取正文开头", "")),
    field("tags", &["标签"], &[], Shape::Texts, ("标签", "[]")),
    field(
        "aliases",
        &["旧地址"],
        &[],
        Shape::Texts,
        ("本页以前的网址，如 branches/old-name", "[]"),
    ),
    field("branch", &["支部"], &[], Shape::Group(BRANCH), ("支部", "")),
    field("members", &["党员"], &[], Shape::Group(MEMBERS), ("党员", "")),
    field("honours", &["荣誉"], &[], Shape::Groups(HONOUR), ("荣誉", "")),
    field("mechanisms", &["机制"], &[], Shape::Texts, ("机制、品牌、做法", "[]")),
    field(
        "activities",
        &["活动"],
        &[],
        Shape::Entries(ACTIVITY),
        ("活动：名称: 数量（照原文写）", ""),
    ),
    field("sections", &["板块"], &[], Shape::Groups(SECTION), ("哪一节对应“六好”的哪几好", "")),
    field("signoff", &["署名"], SIGNOFF_ROLES, Shape::Groups(SIGNOFF), ("署名", "")),
    field("waive", &["豁免"], &[], Shape::Groups(WAIVE), ("本篇不按某条规则检查", "")),
];

/// Roles that may stand as keys at the top of a profile: `整理: 党建工作科`.
pub static SIGNOFF_ROLES: &[&str] =
    &["整理", "来源", "供稿", "撰稿", "摄影", "审核", "编辑", "责任编辑", "一审", "二审", "三审"];

static BRANCH: &[Field] = &[
    field("branch.name", &["名称"], &["支部名称"], Shape::Text, ("支部全称", "")),
    field("branch.unit", &["单位"], &["所属单位"], Shape::Text, ("所属单位", "")),
    field("branch.county", &["县区"], &["县区"], Shape::Text, ("所在县区", "")),
    field("branch.founded", &["成立"], &["成立时间"], Shape::Date, ("成立时间，如 2005年8月", "")),
    field(
        "branch.former_names",
        &["曾用名"],
        &["曾用名"],
        Shape::Groups(FORMER_NAME),
        ("曾用名", ""),
    ),
];

static FORMER_NAME: &[Field] = &[
    field("former_name.name", &["名称"], &[], Shape::Text, ("曾用名称", "")),
    field("former_name.until", &["至"], &[], Shape::Date, ("用到何时", "")),
    field("former_name.reason", &["原因"], &[], Shape::Text, ("更名原因", "")),
];

static MEMBERS: &[Field] = &[
    field("members.total", &["总数"], &["党员总数"], Shape::Quantity, ("党员总数", "")),
    field("members.average_age", &["平均年龄"], &["平均年龄"], Shape::Quantity, ("平均年龄", "")),
    field(
        "members.age_bands",
        &["年龄段"],
        &["年龄段"],
        Shape::Entries(AGE_BAND),
        ("年龄段: 人数；未列全时加一行 partial: true", ""),
    ),
    field("members.committee", &["班子成员"], &["班子成员"], Shape::Quantity, ("班子成员人数", "")),
    field("members.veteran", &["离休"], &["离休党员"], Shape::Quantity, ("其中离休", "")),
    field("members.retired", &["退休"], &["退休党员"], Shape::Quantity, ("其中退休", "")),
    field("members.serving", &["在职"], &["在职党员"], Shape::Quantity, ("其中在职", "")),
    field("members.women", &["女"], &["女党员"], Shape::Quantity, ("其中女性", "")),
];

static AGE_BAND: &[Field] = &[
    field("age_band.label", &["年龄"], &[], Shape::Text, ("年龄段，如 70-79岁", "")),
    field("age_band.count", &["人数"], &[], Shape::Quantity, ("人数", "")),
];

static HONOUR: &[Field] = &[
    field("honour.title", &["名称"], &[], Shape::Text, ("荣誉名称", "“六好”离退休干部示范党支部")),
    field("honour.level", &["级别"], &[], Shape::Text, ("级别：县级、市级、省级、国家级", "县级")),
    field("honour.year", &["年度"], &[], Shape::Date, ("年度", "2023")),
    field("honour.years", &["起止年度"], &[], Shape::Text, ("起止年度，如 2019-2020", "")),
    field("honour.batch", &["批次"], &[], Shape::Text, ("批次，如 第三批", "")),
    field("honour.by", &["颁发"], &[], Shape::Text, ("颁发单位", "")),
];

static ACTIVITY: &[Field] = &[
    field("activity.name", &["名称"], &[], Shape::Text, ("活动名称", "")),
    field("activity.count", &["数量"], &[], Shape::Quantity, ("数量，照原文写，如 90余场次", "")),
    field("activity.since", &["起"], &[], Shape::Text, ("从何时起，如 2023年以来", "")),
    field("activity.note", &["备注"], &[], Shape::Text, ("备注", "")),
];

static SECTION: &[Field] = &[
    field("section.title", &["标题"], &[], Shape::Text, ("正文里的小标题", "")),
    field("section.goods", &["内容"], &[], Shape::Texts, ("对应的“好”", "[]")),
];

static SIGNOFF: &[Field] = &[
    field("signoff.role", &["角色"], &[], Shape::Text, ("角色：整理、来源、供稿、审核……", "整理")),
    field("signoff.by", &["姓名"], &[], Shape::Texts, ("单位或姓名", "")),
];

static WAIVE: &[Field] = &[
    field("waive.rule", &["规则"], &[], Shape::Text, ("规则名", "")),
    field("waive.reason", &["理由"], &[], Shape::Text, ("理由", "")),
];

/// The keys of `content/series/*.md`.
pub static SERIES: &[Field] = &[
    field("title", &["标题"], &[], Shape::Text, ("系列标题", "")),
    field("date", &["日期"], &[], Shape::Date, ("发布日期", "")),
    field("order", &["序号"], &[], Shape::Quantity, ("专辑页上的次序", "")),
    field("summary", &["摘要"], &[], Shape::Text, ("一句话介绍", "")),
];

/// The keys of free pages, `content/*.md` and `content/pages/*.md`.
pub static PAGE: &[Field] = &[
    field("title", &["标题"], &[], Shape::Text, ("标题", "")),
    field("date", &["日期"], &[], Shape::Date, ("发布日期", "")),
    field("draft", &["草稿"], &[], Shape::Flag, ("是否草稿", "")),
    field("summary", &["摘要"], &[], Shape::Text, ("一句话介绍", "")),
    field("aliases", &["旧地址"], &[], Shape::Texts, ("本页以前的网址", "[]")),
];

/// What an editor calls the key `path` (`members.total`): the name at the top of a file where it has
/// one, else that of its group.
pub fn chinese_name(path: &str) -> Option<&'static str> {
    let inner = PROFILE.iter().flat_map(Field::fields);
    let field = PROFILE.iter().chain(inner).find(|field| field.path == path)?;
    field.flat.first().filter(|_| path.contains('.')).or(field.aliases.first()).copied()
}
