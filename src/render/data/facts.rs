//! Which facts of a story stand in the data files: their keys, what they are called, and how each is had.
//!
//! Entry point: [`FACTS`]. How a fact is read tells its shape, so that files and schema cannot part.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::config::{Config, OwnField};
use crate::date::PartialDate;
use crate::parse::Story;
use crate::parse::profile::{Activity, AgeBand, FormerName, Honour, Section, Signoff};
use crate::quantity::Quantity;
use crate::site::permalink;
use crate::site::taxonomy::Kind;

/// One fact of a story.
#[derive(Clone, Copy)]
pub(super) struct Fact {
    /// Its key in JSON.
    pub key: &'static str,
    /// Its column in the table.
    pub label: &'static str,
    /// What it is, for the schema and the manual.
    pub what: &'static str,
    /// How it is had.
    pub read: Read,
}

/// How a fact is had of a story, and with it the shape of what is had.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// A text that every story has.
    Text(for<'s> fn(&'s Config, &'s Story) -> Cow<'s, str>),
    /// A text that may be absent.
    MaybeText(for<'s> fn(&'s Config, &'s Story) -> Option<Cow<'s, str>>),
    /// A day.
    Day(fn(&Story) -> Option<Date>),
    /// A date as fine as it was written.
    Date(fn(&Story) -> Option<PartialDate>),
    /// A whole number that is no quantity.
    Whole(fn(&Story) -> Option<usize>),
    /// Something that holds or does not.
    Flag(fn(&Story) -> bool),
    /// A quantity.
    Number(fn(&Story) -> Option<&Quantity>),
    /// Several texts.
    Texts(for<'s> fn(&'s Config, &'s Story) -> Vec<Cow<'s, str>>),
    /// Age bands.
    Bands(fn(&Story) -> &[AgeBand]),
    /// Honours.
    Honours(fn(&Story) -> &[Honour]),
    /// Activities.
    Activities(fn(&Story) -> &[Activity]),
    /// Names that the branch no longer has.
    FormerNames(fn(&Story) -> &[FormerName]),
    /// Sections of the story, and what they stand for.
    Sections(fn(&Story) -> &[Section]),
    /// Who made the story.
    Signoff(fn(&Story) -> &[Signoff]),
    /// A field that the office declares.
    Own(&'static OwnField),
}

/// The facts of declared fields that are published, in their order.
pub(super) fn own(config: &Config) -> impl Iterator<Item = Fact> {
    config.fields.iter().filter(|field| field.is_public()).map(|field| of(field))
}

/// The fact of a declared field.
pub(super) fn of(field: &'static OwnField) -> Fact {
    Fact {
        key: &field.name,
        label: &field.label,
        what: if field.note.is_empty() { &field.label } else { &field.note },
        read: Read::Own(field),
    }
}

/// The facts that stand in the table, in the order of their columns.
pub(super) fn in_table(config: &Config) -> impl Iterator<Item = Fact> {
    let own = config.fields.iter().filter(|field| field.is_column);
    FACTS.iter().copied().chain(own.map(|field| of(field)))
}

const fn fact(key: &'static str, label: &'static str, what: &'static str, read: Read) -> Fact {
    Fact { key, label, what, read }
}

/// What the column of ids is called.
pub(super) const ID: &str = "编号";

/// All facts, in the order in which the files have them.
pub(super) static FACTS: [Fact; 29] = [
    fact(
        "name",
        "支部名称",
        "支部的全称；没有写的，是标题",
        Read::Text(|_, story| story.branch_name().into()),
    ),
    fact("title", "标题", "事迹的标题", Read::Text(|_, story| story.title().into())),
    fact("date", "发布日期", "发布的日子", Read::Day(|story| story.profile.date)),
    fact("county", "县区", "所在县区，用网站列出的名称", Read::MaybeText(county)),
    fact(
        "unit",
        "单位",
        "所在单位",
        Read::MaybeText(|_, story| story.profile.branch.unit.as_deref().map(Cow::from)),
    ),
    fact("founded", "成立", "成立的时间", Read::Date(|story| story.profile.branch.founded)),
    fact(
        "former_names",
        "曾用名",
        "支部以前的名称，到什么时候，为什么改",
        Read::FormerNames(|story| &story.profile.branch.former_names),
    ),
    fact(
        "series",
        "系列",
        "所属系列的文件名",
        Read::MaybeText(|_, story| story.profile.series.as_deref().map(Cow::from)),
    ),
    fact(
        "order",
        "系列中的次序",
        "在系列里排第几",
        Read::Whole(|story| story.profile.order.map(|place| place as usize)),
    ),
    fact("as_of", "数据截至", "各项数字截至什么时候", Read::Date(|story| story.profile.as_of)),
    fact(
        "members",
        "党员总数",
        "党员有多少名",
        Read::Number(|story| story.profile.members.total.as_deref()),
    ),
    fact(
        "average_age",
        "平均年龄",
        "党员的平均年龄",
        Read::Number(|story| story.profile.members.average_age.as_deref()),
    ),
    fact(
        "committee",
        "班子成员",
        "支部班子有多少人",
        Read::Number(|story| story.profile.members.committee.as_deref()),
    ),
    fact(
        "veteran",
        "离休党员",
        "离休的党员有多少名",
        Read::Number(|story| story.profile.members.veteran.as_deref()),
    ),
    fact(
        "retired",
        "退休党员",
        "退休的党员有多少名",
        Read::Number(|story| story.profile.members.retired.as_deref()),
    ),
    fact(
        "serving",
        "在职党员",
        "在职的党员有多少名",
        Read::Number(|story| story.profile.members.serving.as_deref()),
    ),
    fact(
        "women",
        "女党员",
        "女党员有多少名",
        Read::Number(|story| story.profile.members.women.as_deref()),
    ),
    fact(
        "age_bands",
        "年龄段",
        "各年龄段的人数",
        Read::Bands(|story| &story.profile.members.age_bands),
    ),
    fact(
        "age_bands_are_partial",
        "年龄段未列全",
        "编辑写明年龄段没有列全",
        Read::Flag(|story| story.profile.members.bands_are_partial),
    ),
    fact("honours", "荣誉", "获得的荣誉", Read::Honours(|story| &story.profile.honours)),
    fact(
        "activities",
        "活动",
        "做过的事，各有多少",
        Read::Activities(|story| &story.profile.activities),
    ),
    fact(
        "mechanisms",
        "机制",
        "工作机制、品牌的名称",
        Read::Texts(|_, story| story.profile.mechanisms.iter().map(Cow::from).collect()),
    ),
    fact(
        "sections",
        "各节",
        "文中各节对应哪几“好”",
        Read::Sections(|story| &story.profile.sections),
    ),
    fact(
        "tags",
        "标签",
        "标签，用网站列出的名称",
        Read::Texts(|config, story| {
            Kind::Tag.terms(story, config).into_iter().map(Cow::from).collect()
        }),
    ),
    fact("signoff", "落款", "谁整理、供稿等", Read::Signoff(|story| &story.profile.signoff)),
    fact(
        "summary",
        "摘要",
        "编辑写的摘要；没有写的，是正文的开头",
        Read::Text(|_, story| (&*story.summary).into()),
    ),
    fact("characters", "字数", "正文的字数", Read::Whole(|story| Some(story.body.characters))),
    fact(
        "address",
        "地址",
        "页面的地址，从网站的根算起",
        Read::Text(|_, story| permalink::story(&story.slug).into()),
    ),
    fact(
        "id",
        ID,
        "事迹的编号：最早的地址。改标题、改名称都不变；改文件名时把原来的地址写进“旧地址”，编号也不变",
        Read::Text(id),
    ),
];

/// The first former address of a story, or its address: what stays when a file is renamed as the manual says.
fn id<'s>(_: &'s Config, story: &'s Story) -> Cow<'s, str> {
    let former = story.profile.aliases.iter().find_map(|alias| permalink::former_story(alias));
    former.unwrap_or_else(|| permalink::story(&story.slug)).into()
}

/// As the site calls it.
fn county<'s>(config: &'s Config, story: &'s Story) -> Option<Cow<'s, str>> {
    Kind::County.terms(story, config).pop().map(Cow::from)
}
