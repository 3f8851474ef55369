//! The keys of `site.yaml`.

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

/// The keys at the top of `site.yaml`.
pub static SITE: &[Field] = &[
    field("name", &["名称"], Shape::Text, "账号名称（唯一必填项）", "示例老干部"),
    field("introduction", &["简介"], Shape::Text, "账号简介，显示在名称下面", ""),
    field("avatar", &["头像"], Shape::Text, "头像图片，放在 static/ 里", "avatar.png"),
    field("base_url", &["网址"], Shape::Text, "网站地址，只用于订阅源、站点地图", ""),
    field("counties", &["县区"], Shape::Groups(TERM), "县区，按显示顺序", "[示例县, 样板区]"),
    field("levels", &["级别"], Shape::Groups(TERM), "荣誉级别，由低到高", "[县级, 市级]"),
    field("scheme", &["六好"], Shape::Group(SCHEME), "本单位所说的“六好”", ""),
    field("menu", &["菜单"], Shape::Groups(MENU), "底部菜单", ""),
    field("page_size", &["每页"], Shape::Quantity, "每页几篇", "20"),
    field("feed_size", &["订阅篇数"], Shape::Quantity, "订阅源收几篇", "20"),
    field("summary_length", &["摘要字数"], Shape::Quantity, "自动摘要最多几个字", "60"),
    field(
        "html",
        &["HTML"],
        Shape::Text,
        "正文里的 HTML：text 按文字显示，sanitised 放行安全的标签",
        "text",
    ),
    field("search", &["搜索"], Shape::Flag, "是否有全文搜索", "是"),
    field("theme", &["主题"], Shape::Text, "主题", "feed"),
    field(
        "rules",
        &["规则"],
        Shape::Entries(RULE),
        "检查规则的轻重：规则名: 错误、警告、提示或关（error、warning、information、off）",
        "{signoff-missing: 提示}",
    ),
    field(
        "editor",
        &["编辑器"],
        Shape::Text,
        "预览时点错误位置打开编辑器的链接，含 {path}、{line}、{column}",
        "vscode://file/{path}:{line}:{column}",
    ),
    field("footer", &["页脚"], Shape::Text, "页脚文字，如主办单位、备案号", ""),
];

static RULE: &[Field] = &[
    field("rule.id", &["名称"], Shape::Text, "规则名", "signoff-missing"),
    field("rule.severity", &["轻重"], Shape::Text, "错误、警告、提示或关", "提示"),
];

static TERM: &[Field] = &[
    field("term.name", &["名称"], Shape::Text, "名称", "示例县"),
    field("term.slug", &["地址"], Shape::Text, "网址中的写法", "shili"),
    field("term.aliases", &["别名"], Shape::Texts, "别的写法", ""),
];

static SCHEME: &[Field] = &[
    field("scheme.id", &["名称"], Shape::Text, "这套“六好”的名称", "六好"),
    field("scheme.goods", &["内容"], Shape::Groups(GOOD), "六好的内容，按顺序", ""),
];

static GOOD: &[Field] = &[
    field("good.name", &["名称"], Shape::Text, "名称", "组织设置"),
    field("good.aliases", &["别名"], Shape::Texts, "别的写法", "[组织设置好]"),
];

static MENU: &[Field] = &[
    field("menu.title", &["标题"], Shape::Text, "菜单文字", "关于本站"),
    field("menu.link", &["链接"], Shape::Text, "站内地址或网址", "about.html"),
    field("menu.items", &["子菜单"], Shape::Groups(SUBMENU), "下一级菜单，最多五项", ""),
];

static SUBMENU: &[Field] = &[
    field("submenu.title", &["标题"], Shape::Text, "菜单文字", "阅读指南"),
    field("submenu.link", &["链接"], Shape::Text, "站内地址或网址", "guide.html"),
];
