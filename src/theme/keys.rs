//! The keys of `theme.yaml`.

use crate::schema::{Field, Shape};

const fn field(
    path: &'static str,
    aliases: &'static [&'static str],
    shape: Shape,
    doc: &'static str,
    example: &'static str,
) -> Field {
    Field { path, aliases, flat: &[], shape, doc, example }
}

const fn colour(path: &'static str, aliases: &'static [&'static str], doc: &'static str) -> Field {
    field(path, aliases, Shape::Text, doc, "\"#018942\"")
}

/// The keys at the top of `theme.yaml`.
pub(super) static THEME: &[Field] = &[
    field("light", &["浅色"], Shape::Group(COLOURS), "浅色下的颜色", ""),
    field("dark", &["深色"], Shape::Group(COLOURS), "深色下的颜色", ""),
    field("sizes", &["字号"], Shape::Group(SIZES), "三档字号：正文的像素数", ""),
    field("page", &["页宽"], Shape::Quantity, "大屏幕上页面最宽多少像素", "677"),
];

/// The colours of a scheme. The last part of a path is the name of the custom property.
pub(super) static COLOURS: &[Field] = &[
    colour("colour.ground", &["底色"], "推送页的底色"),
    colour("colour.paper", &["纸面"], "文章和卡片的底色"),
    colour("colour.tint", &["浅底"], "事实卡片、引用等的浅底"),
    colour("colour.plain", &["卡片底"], "没有封面图的卡片的底色"),
    colour("colour.text", &["文字"], "正文"),
    colour("colour.muted", &["次要文字"], "日期、说明等"),
    colour("colour.rule", &["线条"], "分隔线"),
    colour("colour.accent", &["主色"], "主色的文字"),
    colour("colour.honour", &["荣誉色"], "荣誉级别的文字"),
    colour("colour.link", &["链接"], "链接"),
    colour("colour.accent-fill", &["主色块"], "主色的色块、图表"),
    colour("colour.honour-fill", &["荣誉色块"], "荣誉绶带"),
    colour("colour.on-fill", &["块上文字"], "色块上的文字"),
];

static SIZES: &[Field] = &[
    field("size.standard", &["标准"], Shape::Quantity, "标准", "20"),
    field("size.large", &["大"], Shape::Quantity, "大", "24"),
    field("size.extra", &["特大"], Shape::Quantity, "特大", "30"),
];
