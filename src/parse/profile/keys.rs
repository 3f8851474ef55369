//! The keys of a branch profile, of a series and of a free page, and where their values go.
//!
//! From these tables come the parser's dispatch, the Chinese aliases, the template that
//! `liuhao new` writes and "did you mean".

use crate::parse::profile::group_keys::{
    ACTIVITY, AGE_BAND, AGE_BANDS, FORMER_NAME, HONOUR, SECTION, SIGNOFF, WAIVE,
};
use crate::parse::profile::signed::SIGNOFF_ROLES;
use crate::parse::profile::{Branch, Members, Profile};
use crate::parse::profile::{activity, bands, groups, list, picture, signed, value};
use crate::parse::{Article, Page, Series};
use crate::schema::{Field, NONE, Rows, Shape, fields};

/// The keys of `content/branches/*.md`.
pub static PROFILE: Rows<Profile> = Rows(&[
    Field::new("title", &["标题"], Shape::Text, "标题；不填用支部名称").read(
        |reader, at, profile| {
            profile.title = value::plain(reader, at);
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
        .read(|reader, at, profile| profile.series = value::series(reader, at)),
    Field::new("order", &["序号"], Shape::Quantity, "在系列里的次序；不填按日期")
        .read(|reader, at, profile| profile.order = value::order(reader, at)),
    Field::new("as_of", &["数据截至"], Shape::Date, "数据截至何时，如 2023-12").read(
        |reader, at, profile| {
            profile.as_of = value::as_of(reader, at);
        },
    ),
    Field::new("cover", &["封面"], Shape::Text, "封面图片，与本文件放在同一文件夹")
        .read(picture::cover),
    Field::new("cover_alt", &["封面说明"], Shape::Text, "封面上有什么，供看不见图片的读者").read(
        |reader, at, profile| {
            profile.cover_alt = value::filled(reader.text(at)).or(profile.cover_alt.take());
        },
    ),
    Field::new(
        "cover_focus",
        &["封面焦点"],
        Shape::Text,
        "封面裁切时保留的地方：上、左下，或从左、从上的百分比 30% 20%；不填取中间",
    )
    .read(|reader, at, profile| profile.cover_focus = value::focus(reader, at)),
    Field::new("audio", &["录音"], Shape::Text, "正文的录音，如 MP3，与本文件放在同一文件夹")
        .read(|reader, at, profile| profile.audio = value::sound(reader, at)),
    Field::new("summary", &["摘要"], Shape::Text, "摘要；不填取正文开头").read(
        |reader, at, profile| {
            profile.summary = value::prose(reader, at);
        },
    ),
    Field::new("tags", &["标签"], Shape::Texts, "标签").like("[]").read(|reader, at, profile| {
        profile.tags = list::tags(reader, at);
    }),
    Field::new("aliases", &["旧地址"], Shape::Texts, "本页以前的网址，如 branches/old-name")
        .like("[]")
        .read(|reader, at, profile| profile.aliases = value::addresses(reader, at)),
    Field::new("branch", &["支部"], Shape::Group(&BRANCH), "支部").read(|reader, at, profile| {
        reader.inside(&BRANCH, at, &mut profile.branch);
    }),
    Field::new("members", &["党员"], Shape::Group(&MEMBERS), "党员").read(|reader, at, profile| {
        reader.inside(&MEMBERS, at, &mut profile.members);
    }),
    Field::new("honours", &["荣誉"], Shape::Groups(&HONOUR), "荣誉").named().read(
        |reader, at, profile| {
            profile.honours = groups::honours(reader, at);
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
        .read(|reader, at, profile| profile.sections = groups::sections(reader, at)),
    Field::new("signoff", &["署名"], Shape::Groups(&SIGNOFF), "署名")
        .flat(SIGNOFF_ROLES)
        .named()
        .read(|reader, at, profile| profile.signoff = signed::signoff(reader, at)),
    Field::new("waive", &["豁免"], Shape::Groups(&WAIVE), "本篇不按某条规则检查")
        .named()
        .read(|reader, at, profile| profile.waivers = groups::waivers(reader, at)),
]);

static BRANCH: Rows<Branch> = Rows(&[
    Field::new("branch.name", &["名称"], Shape::Text, "支部全称").flat(&["支部名称"]).read(
        |reader, at, branch| {
            branch.name = value::plain(reader, at).map(|name| value::without_quotes(&name));
        },
    ),
    Field::new("branch.unit", &["单位"], Shape::Text, "所属单位").flat(&["所属单位"]).read(
        |reader, at, branch| {
            branch.unit = value::stated(reader, at);
        },
    ),
    Field::new("branch.county", &["县区"], Shape::Text, "所在县区").flat(&["县区"]).read(
        |reader, at, branch| {
            branch.county = value::county(reader, at);
        },
    ),
    Field::new("branch.founded", &["成立"], Shape::Date, "成立时间，如 2005年8月")
        .flat(&["成立时间"])
        .read(|reader, at, branch| {
            branch.founded = reader.date(at);
        }),
    Field::new("branch.former_names", &["曾用名"], Shape::Groups(&FORMER_NAME), "曾用名")
        .flat(&["曾用名"])
        .read(|reader, at, branch| branch.former_names = groups::former_names(reader, at)),
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
    .read(bands::age_bands),
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
        series.summary = value::prose(reader, at).map(String::from);
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
        page.summary = value::prose(reader, at).map(String::from);
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
            article.page.summary = value::prose(reader, at).map(String::from);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_called_as_at_the_top_of_a_file() {
        assert_eq!(chinese_name("members.total"), Some("党员总数"));
        assert_eq!(chinese_name("branch.name"), Some("支部名称"));
        assert_eq!(chinese_name("date"), Some("日期"));
        assert_eq!(chinese_name("signoff"), Some("署名"));
        assert_eq!(chinese_name("members.nobody"), None);
    }
}
