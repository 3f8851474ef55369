//! The keys of the groups in a profile, of which there may be several: an honour, an activity, a line of the sign-off.
//!
//! Apart from the keys at the top, because the readers of these call for the tables here.

use crate::date::PartialDate;
use crate::parse::profile::{FormerName, Honour, Members, Section, Signoff, Waiver};
use crate::parse::profile::{award_year, given, list, value};
use crate::quantity::Quantity;
use crate::schema::{Field, Rows, Shape};
use crate::yaml::Value;

pub(super) static FORMER_NAME: Rows<FormerName> = Rows(&[
    Field::new("former_name.name", &["名称"], Shape::Text, "曾用名称").read(|reader, at, name| {
        name.name = reader.text(at).unwrap_or_default().into();
    }),
    Field::new("former_name.until", &["至"], Shape::Date, "用到何时").read(|reader, at, name| {
        name.until = reader.date(at);
    }),
    Field::new("former_name.reason", &["原因"], Shape::Text, "更名原因").read(
        |reader, at, name| {
            name.reason = value::filled(reader.text(at));
        },
    ),
]);

/// An age band before its label is understood.
#[derive(Default)]
pub(super) struct Band {
    pub label: String,
    pub count: Option<u32>,
}

pub(super) static AGE_BAND: Rows<Band> = Rows(&[
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
        .read(|reader, at, honour| honour.level = value::filled(reader.text(at))),
    // A key without value, as in the template of `liuhao new`, takes nothing away.
    Field::new("honour.year", &["年度"], Shape::Date, "年度").like("2023").read(
        |reader, at, honour| {
            if let Some(years) = value::year_range(at) {
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
        .read(|reader, at, honour| honour.years = value::years(reader, at).or(honour.years)),
    Field::new("honour.batch", &["批次"], Shape::Text, "批次，如 第三批").read(
        |reader, at, honour| {
            honour.batch = value::filled(reader.text(at));
        },
    ),
    Field::new("honour.by", &["颁发"], Shape::Text, "颁发单位").read(|reader, at, honour| {
        honour.by = value::filled(reader.text(at));
    }),
]);

/// An activity before it is known whether it has a count.
#[derive(Default)]
pub(super) struct Draft {
    pub name: String,
    pub count: Option<Quantity>,
    pub has_count: bool,
    pub since: Option<Box<str>>,
    pub note: Option<Box<str>>,
}

pub(super) static ACTIVITY: Rows<Draft> = Rows(&[
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
            activity.since = value::filled(reader.text(at));
        },
    ),
    Field::new("activity.note", &["备注"], Shape::Text, "备注").read(|reader, at, activity| {
        activity.note = value::filled(reader.text(at));
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
