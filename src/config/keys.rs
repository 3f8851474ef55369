//! The keys of `site.yaml`, and where their values go.

use crate::config::deploy::{self, Written};
use crate::config::fields::{self, Draft};
use crate::config::read;
use crate::config::sections;
use crate::config::{Config, Good, MenuItem, Scheme, Term};
use crate::schema::free;
use crate::schema::{Field, NONE, Rows, Shape};

/// The keys at the top of `site.yaml`.
pub static SITE: Rows<Config> = Rows(&[
    Field::new(
        "name",
        &["名称", "标题", "网站名称", "title"],
        Shape::Text,
        "账号名称（唯一必填项）",
    )
    .like("示例老干部")
    .read(|reader, at, config| {
        read::set_shown(&mut config.name, reader, at);
    }),
    Field::new("introduction", &["简介"], Shape::Text, "账号简介，显示在名称下面").read(
        |reader, at, config| {
            read::set_shown(&mut config.introduction, reader, at);
        },
    ),
    Field::new("avatar", &["头像"], Shape::Text, "头像图片，放在 static/ 里")
        .like("avatar.png")
        .read(|reader, at, config| {
            config.avatar = read::trimmed(reader, at);
        }),
    Field::new("base_url", &["网址"], Shape::Text, "网站地址，只用于订阅源、站点地图").read(
        |reader, at, config| {
            config.base_url = read::base_url(reader, at);
        },
    ),
    Field::new(
        "site_code",
        &["网站标识码"],
        Shape::Text,
        "政府网站标识码，写进每一页的标签，供检查政府网站时读取",
    )
    .like("bm01000001")
    .read(|reader, at, config| {
        config.site_code = read::site_code(reader, at);
    }),
    Field::new("counties", &["县区"], Shape::Groups(&TERM), "县区，按显示顺序")
        .like("[示例县, 样板区]")
        .read(|reader, at, config| {
            config.counties = read::terms(&TERM, reader, at);
        }),
    Field::new("levels", &["级别"], Shape::Groups(&TERM), "荣誉级别，由低到高")
        .like("[县级, 市级]")
        .read(|reader, at, config| {
            config.levels = read::terms(&TERM, reader, at);
        }),
    Field::new("scheme", &["六好"], Shape::Group(&SCHEME), "本单位所说的“六好”").read(
        |reader, at, config| {
            reader.inside(&SCHEME, at, &mut config.scheme);
        },
    ),
    Field::new(
        "fields",
        &["字段"],
        Shape::Groups(&FIELD),
        "本单位在支部事迹里另加的项目：名称、别名、类型、显示名称、显示、筛选、表格、列表",
    )
    .like("[{名称: 党小组数, 类型: 数量}]")
    .read(|reader, at, config| config.fields = fields::read(&FIELD, reader, at)),
    Field::new(
        "sections",
        &["栏目"],
        Shape::Groups(&SECTION),
        "事迹以外的栏目，如 通知公告，文章放在 content/ 里同名的文件夹",
    )
    .like("[{名称: 通知公告, 地址: notices}]")
    .read(|reader, at, config| config.sections = sections::read(&SECTION, reader, at)),
    Field::new("menu", &["菜单"], Shape::Groups(&MENU), "底部菜单").read(|reader, at, config| {
        config.menu = read::menu(&MENU, reader, at);
    }),
    Field::new("page_size", &["每页"], Shape::Quantity, "每页几篇").like("20").read(
        |reader, at, config| {
            read::set_size(&mut config.page_size, reader, at);
        },
    ),
    Field::new("feed_size", &["订阅篇数"], Shape::Quantity, "订阅源收几篇").like("20").read(
        |reader, at, config| {
            read::set_size(&mut config.feed_size, reader, at);
        },
    ),
    Field::new("summary_length", &["摘要字数"], Shape::Quantity, "自动摘要最多几个字")
        .like("60")
        .read(|reader, at, config| read::set_size(&mut config.summary_length, reader, at)),
    Field::new(
        "html",
        &["HTML"],
        Shape::Text,
        "正文里的 HTML：text 按文字显示，sanitised 放行安全的标签",
    )
    .like("text")
    .read(|reader, at, config| config.html = read::html(reader, at)),
    Field::new(
        "publish",
        &["放行"],
        Shape::Texts,
        "除照片、录音、录像、PDF、办公文件、txt、csv、json、xml 以外，还放行哪些文件：后缀或文件名",
    )
    .like("[svg, zip]")
    .read(|reader, at, config| config.publish = reader.texts(at)),
    Field::new("search", &["搜索"], Shape::Flag, "是否有全文搜索").like("是").read(
        |reader, at, config| {
            config.search = reader.flag(at).unwrap_or(true);
        },
    ),
    Field::new("theme", &["主题"], Shape::Text, "主题").like("feed").read(|reader, at, config| {
        read::set_theme(&mut config.theme, reader, at);
    }),
    Field::new(
        "theme_params",
        &["主题参数"],
        free::SHAPE,
        "主题自己的参数：参数名: 值，有哪些见主题的 theme.yaml",
    )
    .like("{banner: 是}")
    .read(|reader, at, config| config.theme_params = free::named(reader, at)),
    Field::new(
        "rules",
        &["规则"],
        Shape::Entries { each: &RULE, own: &NONE },
        "检查规则的轻重：规则名: 错误、警告、提示或关（error、warning、information、off）",
    )
    .like("{signoff-missing: 提示}")
    .read(|reader, at, config| config.rules = read::rules(reader, at)),
    Field::new(
        "editor",
        &["编辑器"],
        Shape::Text,
        "预览时点错误位置打开编辑器的链接，含 {path}、{line}、{column}",
    )
    .like("vscode://file/{path}:{line}:{column}")
    .read(|reader, at, config| config.editor = read::editor(reader, at)),
    Field::new("deploy", &["去处"], Shape::Groups(&DEPLOY), "发布到哪里（liuhao deploy）").read(
        |reader, at, config| {
            config.deploy = deploy::read(&DEPLOY, reader, at);
        },
    ),
    Field::new("footer", &["页脚"], Shape::Text, "页脚文字，如主办单位、备案号").read(
        |reader, at, config| {
            read::set_shown(&mut config.footer, reader, at);
        },
    ),
]);

static DEPLOY: Rows<deploy::Draft> = Rows(&[
    Field::new("deploy.name", &["名称"], Shape::Text, "这个去处的名称")
        .like("外网")
        .read(|reader, at, draft| draft.name = Written::of(at, read::component(reader, at))),
    Field::new(
        "deploy.way",
        &["办法"],
        Shape::Text,
        "怎样传：folder（文件夹）、rsync、sftp、bucket（对象存储）、git",
    )
    .like("sftp")
    .read(|reader, at, draft| draft.way = Written::of(at, deploy::way(reader, at))),
    Field::new("deploy.to", &["位置"], Shape::Text, "传到哪里；写法按办法")
        .like("lgb@10.0.0.5:/www")
        .read(|reader, at, draft| draft.to = Written::of(at, deploy::stated(reader, at))),
    Field::new("deploy.port", &["端口"], Shape::Quantity, "服务器的端口，只用于 sftp 和 rsync")
        .like("22")
        .read(|reader, at, draft| draft.port = deploy::port(reader, at)),
    Field::new("deploy.branch", &["分支"], Shape::Text, "推到哪个分支，只用于 git")
        .like("pages")
        .read(|reader, at, draft| draft.branch = deploy::stated(reader, at)),
]);

/// An entry of `rules` as a form may show it; the file has the short form alone.
static RULE: Rows<(String, String)> = Rows(&[
    Field::new("rule.id", &["名称"], Shape::Text, "规则名").like("signoff-missing").read(
        |reader, at, (id, _)| {
            read::set_text(id, reader, at);
        },
    ),
    Field::new("rule.severity", &["轻重"], Shape::Text, "错误、警告、提示或关").like("提示").read(
        |reader, at, (_, word)| {
            read::set_text(word, reader, at);
        },
    ),
]);

static TERM: Rows<Term> = Rows(&[
    Field::new("term.name", &["名称"], Shape::Text, "名称").like("示例县").read(
        |reader, at, term| {
            term.name = reader.text(at).unwrap_or_default();
        },
    ),
    Field::new("term.slug", &["地址"], Shape::Text, "网址中的写法").like("shili").read(
        |reader, at, term| {
            term.slug = read::component(reader, at);
        },
    ),
    Field::new("term.aliases", &["别名"], Shape::Texts, "别的写法").read(|reader, at, term| {
        term.aliases = reader.texts(at);
    }),
]);

static SCHEME: Rows<Scheme> = Rows(&[
    Field::new("scheme.id", &["名称"], Shape::Text, "这套“六好”的名称").like("六好").read(
        |reader, at, scheme| {
            scheme.id = reader.text(at).unwrap_or_default();
        },
    ),
    Field::new("scheme.goods", &["内容"], Shape::Groups(&GOOD), "六好的内容，按顺序").read(
        |reader, at, scheme| {
            scheme.goods = reader.each(&GOOD, at);
        },
    ),
]);

static GOOD: Rows<Good> = Rows(&[
    Field::new("good.name", &["名称"], Shape::Text, "名称").like("组织设置").read(
        |reader, at, good| {
            read::set_shown(&mut good.name, reader, at);
        },
    ),
    Field::new("good.aliases", &["别名"], Shape::Texts, "别的写法").like("[组织设置好]").read(
        |reader, at, good| {
            good.aliases = reader.texts(at);
        },
    ),
]);

static FIELD: Rows<Draft> = Rows(&[
    Field::new("field.name", &["名称"], Shape::Text, "事迹里写的名称").like("党小组数").read(
        |reader, at, field| {
            read::set_text(&mut field.name, reader, at);
        },
    ),
    Field::new("field.aliases", &["别名"], Shape::Texts, "别的写法").like("[小组数]").read(
        |reader, at, field| {
            field.aliases = reader.texts(at);
        },
    ),
    Field::new("field.kind", &["类型"], Shape::Text, "文字、数量、日期或多项（几个词）")
        .like("数量")
        .read(|reader, at, field| field.kind = fields::kind(reader, at)),
    Field::new("field.label", &["显示名称"], Shape::Text, "网页和表格上的名称；不填用名称")
        .like("党小组")
        .read(|reader, at, field| read::set_shown(&mut field.label, reader, at)),
    Field::new("field.note", &["说明"], Shape::Text, "给编辑看的一句说明")
        .like("下设几个党小组")
        .read(|reader, at, field| {
            read::set_shown(&mut field.note, reader, at);
        }),
    Field::new("field.shown", &["显示"], Shape::Flag, "网页上是否显示").like("是").read(
        |reader, at, field| {
            field.is_shown = reader.flag(at).unwrap_or(field.is_shown);
        },
    ),
    Field::new("field.filter", &["筛选"], Shape::Flag, "搜索时是否可以按它筛选").like("否").read(
        |reader, at, field| {
            field.is_filter = reader.flag(at).unwrap_or(field.is_filter);
        },
    ),
    Field::new("field.csv", &["表格"], Shape::Flag, "是否列入 data/branches.csv").like("是").read(
        |reader, at, field| {
            field.is_column = reader.flag(at).unwrap_or(field.is_column);
        },
    ),
    Field::new("field.list", &["列表"], Shape::Flag, "是否为每个值列出有关事迹").like("否").read(
        |reader, at, field| {
            field.is_list = reader.flag(at).unwrap_or(field.is_list);
        },
    ),
    Field::new("field.folder", &["地址"], Shape::Text, "列表页所在的文件夹；不填用名称")
        .like("groups")
        .read(|reader, at, field| field.folder = fields::folder(reader, at)),
]);

static SECTION: Rows<sections::Draft> = Rows(&[
    Field::new("site_section.name", &["名称"], Shape::Text, "栏目的名称")
        .like("通知公告")
        .read(|reader, at, section| read::set_shown(&mut section.name, reader, at)),
    Field::new(
        "site_section.folder",
        &["地址"],
        Shape::Text,
        "content/ 里的文件夹，也是网址；不填用名称",
    )
    .like("notices")
    .read(|reader, at, section| section.folder = fields::folder(reader, at)),
    Field::new("site_section.introduction", &["简介"], Shape::Text, "一句话介绍")
        .like("本站的通知和公告")
        .read(|reader, at, section| read::set_shown(&mut section.introduction, reader, at)),
    Field::new("site_section.menu", &["菜单"], Shape::Flag, "每一页上是否有它的链接")
        .like("是")
        .read(|reader, at, section| {
            section.is_in_menu = reader.flag(at).unwrap_or(section.is_in_menu);
        }),
    Field::new("site_section.feed", &["订阅"], Shape::Flag, "是否有订阅源").like("是").read(
        |reader, at, section| {
            section.has_feed = reader.flag(at).unwrap_or(section.has_feed);
        },
    ),
    Field::new("site_section.search", &["搜索"], Shape::Flag, "全文搜索是否也找它的文章")
        .like("是")
        .read(|reader, at, section| {
            section.is_searched = reader.flag(at).unwrap_or(section.is_searched);
        }),
]);

static MENU: Rows<MenuItem> = Rows(&[
    Field::new("menu.title", &["标题"], Shape::Text, "菜单文字").like("关于本站").read(
        |reader, at, item| {
            read::set_shown(&mut item.title, reader, at);
        },
    ),
    Field::new("menu.link", &["链接"], Shape::Text, "站内地址或网址").like("about.html").read(
        |reader, at, item| {
            item.link = read::menu_link(reader, at);
        },
    ),
    Field::new("menu.items", &["子菜单"], Shape::Groups(&SUBMENU), "下一级菜单，最多五项").read(
        |reader, at, item| {
            item.items = reader.each(&SUBMENU, at);
        },
    ),
]);

static SUBMENU: Rows<MenuItem> = Rows(&[
    Field::new("submenu.title", &["标题"], Shape::Text, "菜单文字").like("阅读指南").read(
        |reader, at, item| {
            read::set_shown(&mut item.title, reader, at);
        },
    ),
    Field::new("submenu.link", &["链接"], Shape::Text, "站内地址或网址").like("guide.html").read(
        |reader, at, item| {
            item.link = read::menu_link(reader, at);
        },
    ),
]);
