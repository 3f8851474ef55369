//! The keys of `theme.yaml`, and where their values go.

use crate::schema::free;
use crate::schema::{Field, Rows, Shape};
use crate::theme::values::{
    Colours, PAGES, SIZES, Settings, Sizes, read_colours, read_params, set_colour, set_palette,
    set_pixels,
};

/// The keys at the top of `theme.yaml`.
pub(super) static THEME: Rows<Settings> = Rows(&[
    Field::new("palette", &["配色"], Shape::Text, "一套颜色：绿、红或素；下面写的颜色再盖过它")
        .like("红")
        .read(|reader, at, settings| set_palette(&mut settings.palette, reader, at)),
    Field::new("light", &["浅色"], Shape::Group(&COLOURS), "浅色下的颜色").read(
        |reader, at, settings| {
            read_colours(&mut settings.light, &COLOURS, reader, at);
        },
    ),
    Field::new("dark", &["深色"], Shape::Group(&COLOURS), "深色下的颜色").read(
        |reader, at, settings| {
            read_colours(&mut settings.dark, &COLOURS, reader, at);
        },
    ),
    Field::new("sizes", &["字号"], Shape::Group(&SIZE), "三档字号：正文的像素数")
        .read(|reader, at, settings| reader.inside(&SIZE, at, &mut settings.sizes)),
    Field::new("page", &["页宽"], Shape::Quantity, "大屏幕上页面最宽多少像素")
        .like("677")
        .read(|reader, at, settings| set_pixels(&mut settings.page, PAGES, reader, at)),
    Field::new(
        "params",
        &["参数"],
        free::SHAPE,
        "主题自己的参数和默认值：是否、数字、文字或几段文字",
    )
    .like("{banner: 是}")
    .read(|reader, at, settings| read_params(&mut settings.params, reader, at)),
]);

/// A colour under its name, which is that of the custom property.
macro_rules! colour {
    ($key:literal, $alias:literal, $doc:literal) => {
        Field::new(concat!("colour.", $key), &[$alias], Shape::Text, $doc)
            .like("\"#018942\"")
            .read(|reader, at, colours| set_colour(colours, $key, reader, at))
    };
}

/// The colours of a scheme.
pub(super) static COLOURS: Rows<Colours> = Rows(&[
    colour!("ground", "底色", "推送页的底色"),
    colour!("paper", "纸面", "文章和卡片的底色"),
    colour!("tint", "浅底", "事实卡片、引用等的浅底"),
    colour!("plain", "卡片底", "没有封面图的卡片的底色"),
    colour!("text", "文字", "正文"),
    colour!("muted", "次要文字", "日期、说明等"),
    colour!("rule", "线条", "分隔线"),
    colour!("accent", "主色", "主色的文字"),
    colour!("honour", "荣誉色", "荣誉级别的文字"),
    colour!("link", "链接", "链接"),
    colour!("accent-fill", "主色块", "主色的色块、图表"),
    colour!("honour-fill", "荣誉色块", "荣誉绶带"),
    colour!("on-fill", "块上文字", "色块上的文字"),
]);

static SIZE: Rows<Sizes> = Rows(&[
    Field::new("size.standard", &["标准"], Shape::Quantity, "标准").like("20").read(
        |reader, at, sizes| {
            set_pixels(&mut sizes.standard, SIZES, reader, at);
        },
    ),
    Field::new("size.large", &["大"], Shape::Quantity, "大").like("24").read(
        |reader, at, sizes| {
            set_pixels(&mut sizes.large, SIZES, reader, at);
        },
    ),
    Field::new("size.extra", &["特大"], Shape::Quantity, "特大").like("30").read(
        |reader, at, sizes| {
            set_pixels(&mut sizes.extra, SIZES, reader, at);
        },
    ),
]);
