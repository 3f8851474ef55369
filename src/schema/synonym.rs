//! Other words for the keys of a profile, as forms and other systems call them: 成立日期, 单位名称, `author`.
//!
//! Entry points: [`synonym`] for the key that is meant, [`is_for_text`] for what stands in no key at all.

use crate::schema::{Field, Fields, fields};

/// Words, and the path of the field that is meant.
const WORDS: [(&str, &[&str]); 42] = [
    ("age_band.label", &["岁数", "年龄段", "年龄区间", "分段"]),
    ("members", &["成员", "党员情况", "党员队伍", "成员情况", "member"]),
    ("title", &["题目", "题名", "文章标题", "稿件标题", "文章题目", "headline", "subject"]),
    (
        "branch.founded",
        &[
            "成立日期",
            "成立年月",
            "成立年份",
            "组建时间",
            "建立时间",
            "设立时间",
            "组建日期",
            "支部成立时间",
            "成立于",
            "组建于",
            "始建于",
            "founded_on",
        ],
    ),
    ("branch.unit", &["单位名称", "所在单位", "主管单位", "隶属单位", "隶属", "organization"]),
    (
        "branch.county",
        &[
            "所在县区",
            "所属县区",
            "县市区",
            "区县",
            "县（区）",
            "县(区)",
            "所在地",
            "地区",
            "district",
        ],
    ),
    ("branch.name", &["党支部", "党支部名称", "支部全称", "名称", "支部名"]),
    ("branch.former_names", &["原名", "前身", "旧称", "原名称", "曾用名称"]),
    ("tags", &["关键词", "关键字", "分类", "类别", "keywords", "category", "categories", "tag"]),
    (
        "summary",
        &["简介", "内容提要", "提要", "导语", "概述", "description", "abstract", "excerpt"],
    ),
    (
        "date",
        &[
            "发布日期",
            "发布时间",
            "发稿日期",
            "发表时间",
            "发稿时间",
            "时间",
            "pubdate",
            "published",
            "publishdate",
        ],
    ),
    ("expires", &["下架日期", "有效期", "截止日期", "expirydate"]),
    ("cover", &["封面图", "封面图片", "题图", "头图", "配图", "image", "thumbnail", "banner"]),
    (
        "honours",
        &[
            "获奖情况",
            "主要荣誉",
            "所获荣誉",
            "获得荣誉",
            "荣誉称号",
            "奖项",
            "表彰",
            "awards",
            "honors",
        ],
    ),
    (
        "mechanisms",
        &[
            "品牌",
            "做法",
            "特色",
            "亮点",
            "载体",
            "主要做法",
            "工作品牌",
            "工作机制",
            "特色机制",
            "长效机制",
            "制度",
            "工作制度",
            "特色做法",
            "工作法",
            "支部工作法",
            "特色品牌",
            "支部品牌",
        ],
    ),
    ("activities", &["活动次数", "开展活动", "主要活动", "活动情况", "活动开展情况"]),
    (
        "members.total",
        &[
            "党员数",
            "党员人数",
            "人数",
            "总人数",
            "党员数量",
            "支部人数",
            "党员总人数",
            "现有党员",
            "支部党员",
            "在册党员",
        ],
    ),
    (
        "members.average_age",
        &["平均岁数", "年龄平均", "人均年龄", "党员平均年龄", "平均年纪", "平均年龄岁"],
    ),
    ("members.age_bands", &["年龄结构", "年龄分布", "年龄构成"]),
    ("members.committee", &["支委", "支委人数", "班子", "班子人数", "支委会", "委员人数"]),
    ("members.veteran", &["离休", "离休干部", "离休人数", "离休干部人数"]),
    ("members.retired", &["退休", "退休干部", "退休人数", "退休干部人数"]),
    (
        "members.women",
        &["女性", "女党员人数", "女同志", "妇女", "女性党员", "女党员数", "其中女党员"],
    ),
    ("series", &["专辑", "专题", "栏目", "合集"]),
    ("as_of", &["数据截止", "截至日期", "统计时间", "统计日期", "数据时间"]),
    ("name", &["站名", "网站标题", "网站名", "站点名称", "账号名称", "账号名", "sitename"]),
    (
        "introduction",
        &["描述", "介绍", "网站简介", "网站介绍", "账号简介", "网站描述", "副标题", "slogan"],
    ),
    (
        "base_url",
        &[
            "网站地址",
            "网站网址",
            "站点地址",
            "域名",
            "网站域名",
            "链接",
            "url",
            "baseurl",
            "site_url",
        ],
    ),
    ("page_size", &["每页篇数", "每页条数", "每页数量", "每页几篇", "分页"]),
    (
        "footer",
        &[
            "页尾",
            "底部",
            "底部文字",
            "版权",
            "版权信息",
            "备案号",
            "备案",
            "公安备案",
            "公安备案号",
            "网安备案",
            "备案信息",
            "ICP备案",
            "ICP备案号",
            "联系方式",
            "版权声明",
            "版权所有",
            "承办单位",
            "主办单位",
            "地址",
            "电话",
            "联系电话",
            "邮箱",
            "copyright",
            "icp",
        ],
    ),
    ("avatar", &["头像图片", "图标", "标志", "徽标", "logo"]),
    ("menu", &["导航", "导航栏", "菜单栏", "nav"]),
    ("theme", &["模板", "风格", "皮肤", "template"]),
    ("activity.count", &["次数", "场次", "数目", "总数"]),
    ("activity.since", &["时间", "起始时间", "起始", "自"]),
    ("activity.note", &["说明", "注", "参加人数", "人次"]),
    ("honour.title", &["荣誉名称", "荣誉", "奖项名称", "称号", "荣誉称号", "name"]),
    ("honour.level", &["等级", "层级", "类别", "级"]),
    ("honour.year", &["年份", "时间", "获奖时间", "授予时间", "年"]),
    ("honour.by", &["授予单位", "颁奖单位", "颁发单位", "表彰单位", "授予"]),
    ("former_name.until", &["时间", "更名时间", "截止", "至何时"]),
    (
        "signoff",
        &[
            "作者单位",
            "作者姓名",
            "来稿单位",
            "信息来源",
            "稿件来源",
            "author",
            "authors",
            "writer",
        ],
    ),
];

/// What a form asks for and no page has a place for: it is told in the text.
const TEXT: [&str; 51] = [
    "男党员",
    "男性党员",
    "男同志",
    "男性",
    "男",
    "党龄",
    "平均党龄",
    "最大年龄",
    "最小年龄",
    "最高年龄",
    "最低年龄",
    "最长党龄",
    "委员",
    "委员姓名",
    "支委姓名",
    "组织委员",
    "宣传委员",
    "纪检委员",
    "党支部委员",
    "正文",
    "副标题",
    "肩题",
    "引题",
    "编者按",
    "subtitle",
    "内容",
    "备注",
    "说明",
    "支书",
    "书记",
    "副书记",
    "党支部书记",
    "支部书记",
    "负责人",
    "支部委员",
    "联系方式",
    "手机",
    "手机号",
    "电话号码",
    "身份证号",
    "书记姓名",
    "联系人",
    "电话",
    "联系电话",
    "地址",
    "通讯地址",
    "附件",
    "附件名称",
    "附表",
    "content",
    "body",
];

/// Settings of other systems.
const NEEDLESS: [&str; 18] = [
    "语言",
    "时区",
    "作者",
    "编码",
    "排序",
    "插件",
    "关键词",
    "统计代码",
    "评论",
    "language",
    "lang",
    "timezone",
    "author",
    "charset",
    "encoding",
    "plugins",
    "keywords",
    "permalink",
];

/// The field of `table` itself that another word means.
pub(super) fn field(table: Fields, name: &str) -> Option<&'static Field> {
    let name = name.trim().to_lowercase();
    paths(&name).find_map(|path| own(table, path))
}

/// The path of the field that another word means at the top of a file with this table.
pub(super) fn path(table: Fields, name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let inner = |path: &str| fields(table).flat_map(Field::fields).any(|field| field.path == path);
    paths(&name).find(|path| own(table, path).is_some() || inner(path))
}

/// The other words for a field than `name`.
pub(super) fn others(path: &str, name: &str) -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().filter(move |(other, _)| *other == path);
    words.flat_map(|(_, words)| words.iter().copied()).filter(move |word| *word != name)
}

/// Whether a name is one of a setting that other systems have and no site of ours needs.
pub(super) fn is_needless(name: &str) -> bool {
    NEEDLESS.contains(&&*name.trim().to_lowercase())
}

/// The fields that a word in small letters means, by their paths.
fn paths(name: &str) -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(move |(_, words)| words.contains(&name)).map(|(path, _)| *path)
}

fn own(table: Fields, path: &str) -> Option<&'static Field> {
    fields(table).find(|field| field.path == path)
}

/// The key of `table` that another word means, in the words of `name`.
pub(super) fn synonym(table: Fields, name: &str) -> Option<&'static str> {
    let own = synonym_in(table, name, name.is_ascii());
    own.or_else(|| synonym_in(table, name, false))
}

/// The same, in English where `is_english`, else in Chinese.
pub(super) fn synonym_in(table: Fields, name: &str, is_english: bool) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    paths(&name).find_map(|path| {
        // `members.total` at the top of an English file is not to be had under one name.
        let inner = || fields(table).flat_map(Field::fields).find(|field| field.path == path);
        match own(table, path) {
            Some(field) if is_english => Some(field.key()),
            Some(field) => field.aliases.first().copied(),
            // Its group is named by whoever looks for what is near.
            None if is_english => None,
            None => inner().and_then(|field| field.flat.first().copied()),
        }
    })
}

/// Whether a name says what belongs into the text.
pub(super) fn is_for_text(name: &str) -> bool {
    TEXT.contains(&name.trim())
}

/// Words that may say something else where a text stands behind them.
const UNSURE: [&str; 14] = [
    "时间",
    "名称",
    "所在地",
    "地区",
    "分类",
    "类别",
    "前身",
    "单位名称",
    "主管单位",
    "隶属",
    "说明",
    "注",
    "自",
    "级",
];

/// The field and the key that another Chinese word plainly means at the top of a file: what stands behind it is of that kind.
pub(super) fn plain(table: Fields, name: &str) -> Option<(&'static Field, &'static str)> {
    const KINDS: [&str; 9] = [
        "title",
        "branch.",
        "members",
        "honours",
        "activities",
        "tags",
        "date",
        "as_of",
        "mechanisms",
    ];
    if name.is_ascii() || UNSURE.contains(&name) {
        return None;
    }
    let path = paths(name).find(|path| KINDS.iter().any(|kind| path.starts_with(kind)))?;
    let inner = || fields(table).flat_map(Field::fields).find(|field| field.path == path);
    let field = own(table, path).or_else(inner)?;
    let key = synonym(table, name)?;
    Some((field, key))
}

/// `members.total` as it is written in a file: a group with its key.
pub(super) fn nested(name: String) -> String {
    match name.split_once('.') {
        Some((group, key)) => format!("{group}: {{{key}: …}}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SITE;
    use crate::parse::profile::keys::PROFILE;

    #[test]
    fn every_other_word_means_a_key() {
        let at_top = |path: &str| {
            let inner = fields(&PROFILE).flat_map(Field::fields);
            fields(&PROFILE).any(|field| field.path == path)
                || inner.into_iter().any(|field| field.path == path && !field.flat.is_empty())
        };
        let all =
            || fields(&PROFILE).flat_map(|field| std::iter::once(field).chain(field.fields()));
        let is_key = |path: &str| {
            fields(&SITE).any(|field| field.path == path)
                || all().any(|field| {
                    field.path == path || fields(field.table()).any(|inner| inner.path == path)
                })
        };
        for (path, _) in WORDS {
            assert!(is_key(path), "{path} is no key");
        }
        for (path, words) in WORDS.into_iter().filter(|(path, _)| at_top(path)) {
            for word in words {
                let key = synonym(&PROFILE, word);
                assert!(key.is_some_and(|key| key != *word), "{path} {word} {key:?}");
                assert!(crate::schema::find(&PROFILE, word, true).is_none(), "{word} is a key");
            }
        }
        for (word, key) in [
            ("成立日期", "成立时间"),
            ("author", "signoff"),
            ("时间", "日期"),
            ("人数", "党员总数"),
        ] {
            assert_eq!(synonym(&PROFILE, word), Some(key));
        }
    }
}
