//! The keys of a branch profile, of a series and of a free page, and where their values go.
//!
//! From these tables come the parser's dispatch, the Chinese aliases, the template that
//! `liuhao new` writes and "did you mean".

use crate::date::PartialDate;
use crate::parse::profile::{
    Branch, FormerName, Honour, Members, Profile, Section, Signoff, Waiver,
};
use crate::parse::profile::{activity, award_year, given, list, picture, read, signed};
use crate::parse::{Article, Page, Series};
use crate::schema::{Field, NONE, Rows, Shape, fields};
use crate::yaml::Value;

/// The keys of `content/branches/*.md`.
pub static PROFILE: Rows<Profile> = Rows(&[
    Field::new("title", &["标题"], Shape::Text, "标题；不填用支部名称").read(
        |reader, at, profile| {
            profile.title = read::plain(reader, at);
        },
    ),
    Field::new("date", &["日期"], Shape::Date, "发布日期；草稿可以不填").like("2024-03-18").read(
        |reader, at, profile| {
            profile.date = reader.day(at);
        },
    ),
    Field::new("draft", &["草稿"], Shape::Flag, "是否草稿：草稿不发布").like("true").read(
        |reader, at, profile| {
            profile.is_draft = reader.flag(at).unwrap_or(false);
        },
    ),
    Field::new("expires", &["下线日期"], Shape::Date, "到这一天起不再发布").read(
        |reader, at, profile| {
            profile.expires = reader.day(at);
        },
    ),
    Field::new("series", &["系列"], Shape::Text, "所属系列：content/series/ 里的文件名")
        .read(|reader, at, profile| profile.series = read::series(reader, at)),
    Field::new("order", &["序号"], Shape::Quantity, "在系列里的次序；不填按日期")
        .read(|reader, at, profile| profile.order = read::order(reader, at)),
    Field::new("as_of", &["数据截至"], Shape::Date, "数据截至何时，如 2023-12").read(
        |reader, at, profile| {
            profile.as_of = read::as_of(reader, at);
        },
    ),
    Field::new("cover", &["封面"], Shape::Text, "封面图片，与本文件放在同一文件夹")
        .read(picture::cover),
    Field::new("cover_alt", &["封面说明"], Shape::Text, "封面上有什么，供看不见图片的读者").read(
        |reader, at, profile| {
            profile.cover_alt = read::filled(reader.text(at)).or(profile.cover_alt.take());
        },
    ),
    Field::new(
        "cover_focus",
        &["封面焦点"],
        Shape::Text,
        "封面裁切时保留的地方：上、左下，或从左、从上的百分比 30% 20%；不填取中间",
    )
    .read(|reader, at, profile| profile.cover_focus = read::focus(reader, at)),
    Field::new("audio", &["录音"], Shape::Text, "正文的录音，如 MP3，与本文件放在同一文件夹")
        .read(|reader, at, profile| profile.audio = read::sound(reader, at)),
    Field::new("summary", &["摘要"], Shape::Text, "摘要；不填取正文开头").read(
        |reader, at, profile| {
            profile.summary = read::prose(reader, at);
        },
    ),
    Field::new("tags", &["标签"], Shape::Texts, "标签").like("[]").read(|reader, at, profile| {
        profile.tags = list::tags(reader, at);
    }),
    Field::new("aliases", &["旧地址"], Shape::Texts, "本页以前的网址，如 branches/old-name")
        .like("[]")
        .read(|reader, at, profile| profile.aliases = read::addresses(reader, at)),
    Field::new("branch", &["支部"], Shape::Group(&BRANCH), "支部").read(|reader, at, profile| {
        reader.inside(&BRANCH, at, &mut profile.branch);
    }),
    Field::new("members", &["党员"], Shape::Group(&MEMBERS), "党员").read(|reader, at, profile| {
        reader.inside(&MEMBERS, at, &mut profile.members);
    }),
    Field::new("honours", &["荣誉"], Shape::Groups(&HONOUR), "荣誉").named().read(
        |reader, at, profile| {
            profile.honours = read::honours(reader, at);
        },
    ),
    Field::new("mechanisms", &["机制"], Shape::Texts, "机制、品牌、做法").read(
        |reader, at, profile| {
            profile.mechanisms = list::terms(reader, at);
        },
    ),
    Field::new(
        "activities",
        &["活动"],
        Shape::Entries { each: &ACTIVITY, own: &NONE },
        "活动：名称: 数量（照原文写）",
    )
    .read(|reader, at, profile| profile.activities = activity::activities(reader, at)),
    Field::new("sections", &["板块"], Shape::Groups(&SECTION), "哪一节对应“六好”的哪几好")
        .named()
        .read(|reader, at, profile| profile.sections = read::sections(reader, at)),
    Field::new("signoff", &["署名"], Shape::Groups(&SIGNOFF), "署名")
        .flat(SIGNOFF_ROLES)
        .named()
        .read(|reader, at, profile| profile.signoff = signed::signoff(reader, at)),
    Field::new("waive", &["豁免"], Shape::Groups(&WAIVE), "本篇不按某条规则检查")
        .named()
        .read(|reader, at, profile| profile.waivers = read::waivers(reader, at)),
]);

/// Roles that may stand as keys at the top of a profile: `整理: 党建工作科`.
pub static SIGNOFF_ROLES: &[&str] = &[
    "整理",
    "来源",
    "供稿",
    "撰稿",
    "摄影",
    "审核",
    "编辑",
    "责任编辑",
    "一审",
    "二审",
    "三审",
    "初审",
    "复审",
    "终审",
    "作者",
    "撰文",
    "文字",
    "供图",
    "校对",
    "责编",
    "编审",
    "通讯员",
    "整理人",
    "供稿人",
    "撰稿人",
    "审核人",
    "供稿单位",
    "报送单位",
    "签发",
];

static BRANCH: Rows<Branch> = Rows(&[
    Field::new("branch.name", &["名称"], Shape::Text, "支部全称").flat(&["支部名称"]).read(
        |reader, at, branch| {
            branch.name = read::plain(reader, at).map(|name| read::without_quotes(&name));
        },
    ),
    Field::new("branch.unit", &["单位"], Shape::Text, "所属单位").flat(&["所属单位"]).read(
        |reader, at, branch| {
            branch.unit = read::stated(reader, at);
        },
    ),
    Field::new("branch.county", &["县区"], Shape::Text, "所在县区").flat(&["县区"]).read(
        |reader, at, branch| {
            branch.county = read::county(reader, at);
        },
    ),
    Field::new("branch.founded", &["成立"], Shape::Date, "成立时间，如 2005年8月")
        .flat(&["成立时间"])
        .read(|reader, at, branch| {
            branch.founded = reader.date(at);
        }),
    Field::new("branch.former_names", &["曾用名"], Shape::Groups(&FORMER_NAME), "曾用名")
        .flat(&["曾用名"])
        .read(|reader, at, branch| branch.former_names = read::former_names(reader, at)),
]);

pub(super) static FORMER_NAME: Rows<FormerName> = Rows(&[
    Field::new("former_name.name", &["名称"], Shape::Text, "曾用名称").read(|reader, at, name| {
        name.name = reader.text(at).unwrap_or_default().into();
    }),
    Field::new("former_name.until", &["至"], Shape::Date, "用到何时").read(|reader, at, name| {
        name.until = reader.date(at);
    }),
    Field::new("former_name.reason", &["原因"], Shape::Text, "更名原因").read(
        |reader, at, name| {
            name.reason = read::filled(reader.text(at));
        },
    ),
]);

static MEMBERS: Rows<Members> = Rows(&[
    Field::new("members.total", &["总数"], Shape::Quantity, "党员总数").flat(&["党员总数"]).read(
        |reader, at, members| {
            members.total = reader.quantity(at).map(Box::new);
        },
    ),
    Field::new("members.average_age", &["平均年龄"], Shape::Quantity, "平均年龄")
        .flat(&["平均年龄"])
        .read(|reader, at, members| members.average_age = reader.quantity(at).map(Box::new)),
    Field::new(
        "members.age_bands",
        &["年龄段"],
        Shape::Entries { each: &AGE_BAND, own: &AGE_BANDS },
        "年龄段: 人数；没有列全时加一行 未列全: 是",
    )
    .flat(&["年龄段"])
    .read(read::age_bands),
    Field::new("members.committee", &["班子成员"], Shape::Quantity, "班子成员人数")
        .flat(&["班子成员"])
        .read(|reader, at, members| members.committee = reader.quantity(at).map(Box::new)),
    Field::new("members.veteran", &["离休"], Shape::Quantity, "其中离休").flat(&["离休党员"]).read(
        |reader, at, members| {
            members.veteran = reader.quantity(at).map(Box::new);
        },
    ),
    Field::new("members.retired", &["退休"], Shape::Quantity, "其中退休").flat(&["退休党员"]).read(
        |reader, at, members| {
            members.retired = reader.quantity(at).map(Box::new);
        },
    ),
    Field::new("members.serving", &["在职"], Shape::Quantity, "其中在职").flat(&["在职党员"]).read(
        |reader, at, members| {
            members.serving = reader.quantity(at).map(Box::new);
        },
    ),
    Field::new("members.women", &["女"], Shape::Quantity, "其中女性").flat(&["女党员"]).read(
        |reader, at, members| {
            members.women = reader.quantity(at).map(Box::new);
        },
    ),
]);

pub(super) static AGE_BAND: Rows<read::Band> = Rows(&[
    Field::new("age_band.label", &["年龄"], Shape::Text, "年龄段，如 70-79岁").read(
        |reader, at, band| {
            band.label = reader.text(at).unwrap_or_default();
        },
    ),
    Field::new("age_band.count", &["人数"], Shape::Quantity, "人数").read(|reader, at, band| {
        band.count = reader.count(at);
    }),
]);

/// What stands among the labels of age bands and says something of all of them.
pub(super) static AGE_BANDS: Rows<Members> =
    Rows(&[Field::new("age_bands.partial", &["未列全"], Shape::Flag, "年龄段没有列全")
        .like("true")
        .read(|reader, at, members| members.bands_are_partial = reader.flag(at).unwrap_or(false))]);

pub(super) static HONOUR: Rows<Honour> = Rows(&[
    Field::new("honour.title", &["名称"], Shape::Text, "荣誉名称")
        .like("“六好”离退休干部示范党支部")
        .read(|reader, at, honour| {
            honour.title = reader.text(at).unwrap_or_default().into();
        }),
    Field::new("honour.level", &["级别"], Shape::Text, "级别：县级、市级、省级、国家级")
        .like("县级")
        .read(|reader, at, honour| honour.level = read::filled(reader.text(at))),
    // A key without value, as in the template of `liuhao new`, takes nothing away.
    Field::new("honour.year", &["年度"], Shape::Date, "年度").like("2023").read(
        |reader, at, honour| {
            if let Some(years) = read::year_range(at) {
                honour.years = Some(years);
                return;
            }
            let date = reader.date(at);
            if let (Some(_), Value::Scalar(text)) =
                (date.and_then(PartialDate::month), &at.node.value)
            {
                given::tell_month(reader, award_year::month(text).unwrap_or(text), at);
            }
            let year = date.map(|date| (date.year(), date.year()));
            honour.years = year.or(honour.years);
        },
    ),
    Field::new("honour.years", &["起止年度"], Shape::Text, "起止年度，如 2019-2020")
        .read(|reader, at, honour| honour.years = read::years(reader, at).or(honour.years)),
    Field::new("honour.batch", &["批次"], Shape::Text, "批次，如 第三批").read(
        |reader, at, honour| {
            honour.batch = read::filled(reader.text(at));
        },
    ),
    Field::new("honour.by", &["颁发"], Shape::Text, "颁发单位").read(|reader, at, honour| {
        honour.by = read::filled(reader.text(at));
    }),
]);

pub(super) static ACTIVITY: Rows<activity::Draft> = Rows(&[
    Field::new("activity.name", &["名称"], Shape::Text, "活动名称").read(|reader, at, activity| {
        activity.name = reader.text(at).unwrap_or_default();
    }),
    Field::new("activity.count", &["数量"], Shape::Quantity, "数量，照原文写，如 90余场次").read(
        |reader, at, activity| {
            activity.has_count = !at.node.is_null();
            activity.count = reader.quantity(at);
        },
    ),
    Field::new("activity.since", &["起"], Shape::Text, "从何时起，如 2023年以来").read(
        |reader, at, activity| {
            activity.since = read::filled(reader.text(at));
        },
    ),
    Field::new("activity.note", &["备注"], Shape::Text, "备注").read(|reader, at, activity| {
        activity.note = read::filled(reader.text(at));
    }),
]);

pub(super) static SECTION: Rows<Section> = Rows(&[
    Field::new("section.title", &["标题"], Shape::Text, "正文里的小标题").read(
        |reader, at, section| {
            section.title = reader.text(at).unwrap_or_default().into();
        },
    ),
    Field::new("section.goods", &["内容"], Shape::Texts, "对应的“好”").like("[]").read(
        |reader, at, section| {
            section.goods = list::listed(reader, at);
        },
    ),
]);

pub(super) static SIGNOFF: Rows<Signoff> = Rows(&[
    Field::new("signoff.role", &["角色"], Shape::Text, "角色：整理、来源、供稿、审核……")
        .like("整理")
        .read(|reader, at, line| line.role = reader.text(at).unwrap_or_default().into()),
    Field::new("signoff.by", &["姓名"], Shape::Texts, "单位或姓名").read(|reader, at, line| {
        line.by = list::listed(reader, at);
    }),
    Field::new("signoff.date", &["日期"], Shape::Date, "哪一天，如三审的日期")
        .read(|reader, at, line| line.date = reader.date(at)),
]);

pub(super) static WAIVE: Rows<Waiver> = Rows(&[
    Field::new("waive.rule", &["规则"], Shape::Text, "规则名").read(|reader, at, waiver| {
        waiver.rule = reader.text(at).unwrap_or_default().into();
    }),
    Field::new("waive.reason", &["理由"], Shape::Text, "理由").read(|reader, at, waiver| {
        waiver.reason = reader.text(at).unwrap_or_default().into();
    }),
]);

/// The keys of `content/series/*.md`.
pub static SERIES: Rows<Series> = Rows(&[
    Field::new("title", &["标题"], Shape::Text, "系列标题").read(|reader, at, series| {
        series.title = reader.text(at).unwrap_or_default();
    }),
    Field::new("date", &["日期"], Shape::Date, "发布日期").read(|reader, at, series| {
        series.date = reader.day(at);
    }),
    Field::new("order", &["序号"], Shape::Quantity, "专辑页上的次序").read(|reader, at, series| {
        series.order = reader.count(at);
    }),
    Field::new("summary", &["摘要"], Shape::Text, "一句话介绍").read(|reader, at, series| {
        series.summary = read::prose(reader, at).map(String::from);
    }),
]);

/// The keys of free pages, `content/*.md` and `content/pages/*.md`.
pub static PAGE: Rows<Page> = Rows(&[
    Field::new("title", &["标题"], Shape::Text, "标题").read(|reader, at, page| {
        page.title = reader.text(at).unwrap_or_default();
    }),
    Field::new("date", &["日期"], Shape::Date, "发布日期").read(|reader, at, page| {
        page.date = reader.day(at);
    }),
    Field::new("draft", &["草稿"], Shape::Flag, "是否草稿").read(|reader, at, page| {
        page.is_draft = reader.flag(at).unwrap_or(false);
    }),
    Field::new("summary", &["摘要"], Shape::Text, "一句话介绍").read(|reader, at, page| {
        page.summary = read::prose(reader, at).map(String::from);
    }),
    Field::new("aliases", &["旧地址"], Shape::Texts, "本页以前的网址").like("[]").read(
        |reader, at, page| {
            page.aliases = reader.texts(at);
        },
    ),
]);

/// The keys of articles of a declared section, `content/<section>/**`.
pub static ARTICLE: Rows<Article> = Rows(&[
    Field::new("title", &["标题"], Shape::Text, "标题").read(|reader, at, article| {
        article.page.title = reader.text(at).unwrap_or_default();
    }),
    Field::new("date", &["日期"], Shape::Date, "发布日期；草稿可以不填").like("2024-03-18").read(
        |reader, at, article| {
            article.page.date = reader.day(at);
        },
    ),
    Field::new("draft", &["草稿"], Shape::Flag, "是否草稿：草稿不发布").like("true").read(
        |reader, at, article| {
            article.page.is_draft = reader.flag(at).unwrap_or(false);
        },
    ),
    Field::new("expires", &["下线日期"], Shape::Date, "到这一天起不再发布").read(
        |reader, at, article| {
            article.expires = reader.day(at);
        },
    ),
    Field::new("summary", &["摘要"], Shape::Text, "摘要；不填取正文开头").read(
        |reader, at, article| {
            article.page.summary = read::prose(reader, at).map(String::from);
        },
    ),
    Field::new("aliases", &["旧地址"], Shape::Texts, "本页以前的网址").like("[]").read(
        |reader, at, article| {
            article.page.aliases = reader.texts(at);
        },
    ),
]);

/// What an editor calls the key `path` (`members.total`): the name at the top of a file where it has
/// one, else that of its group.
pub fn chinese_name(path: &str) -> Option<&'static str> {
    let inner = fields(&PROFILE).flat_map(Field::fields);
    let field = fields(&PROFILE).chain(inner).find(|field| field.path == path)?;
    field.flat.first().filter(|_| path.contains('.')).or(field.aliases.first()).copied()
}
