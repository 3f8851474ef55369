//! Keys of profiles that an office declares: `fields` of `site.yaml`, as an editor and a reader meet them.

use serde_json::{Value, json};

use crate::support::Site;

/// Two fields, as the manual has them, and two for its other words.
const SETTINGS: &str = "名称: 示例老干部\n\
    字段:\n\
    - 名称: 党小组数\n  别名: [小组数]\n  类型: 数量\n  显示名称: 党小组\n  说明: 下设几个党小组\n\
    - {名称: 服务阵地, 类型: 多项, 筛选: 是, 列表: 是, 地址: places}\n\
    - {name: visited, aliases: [走访日期], kind: date, label: 最近走访, list: true}\n\
    - {名称: 联系科室, 显示: 否, 表格: 否}\n";

fn site() -> Site {
    let facts = "标题: 甲\n日期: 2024-03-18\n小组数：3个\n服务阵地: 红色驿站、银龄书屋\n走访日期: 2024年2月\n联系科室: 内部科室";
    Site::empty()
        .file("site.yaml", SETTINGS)
        .story("a", facts)
        .story("b", "标题: 乙\n日期: 2024-03-17\n服务阵地: 红色驿站")
}

fn built(site: &Site) {
    site.build().exits(0);
}

#[test]
fn a_declared_field_is_read_shown_listed_and_searched() {
    let site = site();
    // Its slips are those of any other key.
    site.build().exits(0).says("小组数：3个");
    let page = site.text("branches/a.html");
    for shown in ["党小组3个", "服务阵地红色驿站银龄书屋", "最近走访2024年2月"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("内部科室"), "what is not shown is on no page");
    let html = site.page("branches/a.html");
    assert!(html.contains("<a href=\"../places/红色驿站.html\">红色驿站</a>"), "{html}");
    assert!(html.contains("<a href=\"../visited/2024.html\">2024年2月</a>"), "{html}");
    assert!(!site.text("branches/b.html").contains("党小组"));
    let list = site.text("places/红色驿站.html");
    assert!(list.contains("全部服务阵地") && list.contains("甲") && list.contains("乙"), "{list}");
    assert!(site.text("places/index.html").contains("服务阵地红色驿站2篇银龄书屋1篇"));
    assert!(site.text("visited/2024.html").contains("甲"));
    assert!(site.text("index.html").contains("最近走访"), "the foot leads to its lists");
    let search = site.page("search.html");
    assert!(search.contains("<select name=\"places\">") && search.contains("银龄书屋"));
    assert!(site.page("search/terms.js").contains("\"places\""));
    assert!(site.page("search/text/0.js").contains("服务阵地 红色驿站 银龄书屋"));
    assert!(
        !site.output().values().any(|bytes| String::from_utf8_lossy(bytes).contains("内部科室"))
    );
}

#[test]
fn a_declared_field_stands_in_the_data_as_its_schema_says() {
    let site = site();
    built(&site);
    let parse = |file: &str| -> Value { serde_json::from_str(&site.page(file)).unwrap() };
    let (list, schema) = (parse("data/branches.json"), parse("data/schema.json"));
    let number =
        json!({"text": "3个", "value": 3, "low": 3, "high": 3, "qualifier": "exact", "unit": "个"});
    let own =
        json!({"党小组数": number, "服务阵地": ["红色驿站", "银龄书屋"], "visited": "2024-02"});
    assert_eq!(list[0]["fields"], own);
    assert_eq!(
        list[1]["fields"],
        json!({"党小组数": null, "服务阵地": ["红色驿站"], "visited": null})
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&list), "{:?}", validator.validate(&list));
    let described = &schema["items"]["properties"]["fields"]["properties"]["党小组数"];
    assert_eq!(
        (&described["title"], &described["description"]),
        (&json!("党小组"), &json!("下设几个党小组"))
    );
    let csv = site.page("data/branches.csv");
    let header: Vec<_> = csv.lines().next().unwrap().split(',').collect();
    let package = parse("data/datapackage.json");
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(
        header.iter().map(|name| name.trim_start_matches('\u{FEFF}')).collect::<Vec<_>>(),
        names
    );
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .ends_with("编号,党小组,党小组（数）,党小组（性质）,服务阵地,最近走访")
    );
    assert!(csv.lines().nth(1).unwrap().ends_with("3个,3,exact,红色驿站；银龄书屋,2024-02"));
    // What is not stated has as many cells as what is.
    assert!(csv.lines().nth(2).unwrap().ends_with(",,,,红色驿站,"), "{csv}");
}

#[test]
fn a_site_without_declared_fields_has_no_trace_of_them() {
    let site = Site::published();
    assert!(!site.page("data/branches.json").contains("\"fields\""));
    assert!(!site.page("data/schema.json").contains("\"fields\""));
}

#[test]
fn what_is_typed_wrongly_is_told() {
    let site = site()
        .story("a", "标题: 甲\n日期: 2024-03-18\n服务陈地: 红色驿站")
        .story("b", "标题: 乙\n日期: 2024-03-17\n党小组数: 若干\n走访日期: 2024-02-31");
    let run = site.build();
    run.exits(1).says("服务陈地").says("服务阵地").says("若干").says("2024-02-31");
}

#[test]
fn a_declaration_that_cannot_hold_is_told_with_its_place() {
    for (field, said) in [
        ("{名称: 标题}", "“标题”与事迹里已有的项目“title”重名"),
        ("{名称: 组数, 别名: [党员总数]}", "“党员总数”与事迹里已有的项目“members.total”重名"),
        ("{名称: 审核}", "“审核”与事迹里已有的项目“signoff”重名"),
        ("{名称: 甲, 类型: 数字}", "“数字”不是字段的类型"),
        ("{名称: 甲, 类型: 数量, 列表: 是}", "“甲”是数量，不能用来筛选或列表"),
        ("{名称: 甲.乙}", "“甲.乙”不能用作字段的名称"),
        ("{类型: 数量}", "“”不能用作字段的名称"),
        ("{名称: 甲, 显示名称: 编号}", "“编号”与每篇事迹已有的一栏重名"),
        ("{名称: 甲, 地址: series}", "文件夹“series”是网站自己用的"),
        ("{名称: 甲, 现实: 是}", "显示"),
    ] {
        let site = Site::new().file("site.yaml", format!("名称: 示例老干部\n字段:\n- {field}\n"));
        site.build().exits(1).says(said).says("site.yaml:3");
    }
    let twice = "名称: 示例老干部\n字段: [{名称: 甲}, {名称: 乙, 别名: [甲]}]\n";
    Site::new().file("site.yaml", twice).build().exits(1).says("“甲”与事迹里已有的项目“甲”重名");
}

#[test]
fn the_rules_read_declared_fields() {
    let facts = "标题: 甲\n日期: 2024-03-18\n服务阵地: 联系人身份证号11010519491231002X";
    site().story("a", facts).build().exits(1).says("personal-data");
    let facts = "标题: 甲\n日期: 2024-03-18\n服务阵地: '<script>alert(1)</script>'";
    let site = site().story("a", facts);
    site.build();
    let pages = site.output().into_iter().filter(|(path, _)| !path.starts_with("data/"));
    for (path, bytes) in pages {
        assert!(!String::from_utf8_lossy(&bytes).contains("<script>alert"), "{path}");
    }
}

#[test]
fn a_theme_reaches_declared_fields() {
    let site = site().file(
        "themes/feed/templates/story.html",
        "{% for field in story.fields %}[{{ field.key }}|{{ field.label }}|{{ field.is_shown }}|{% for value in field.values %}{{ value.text }}+{% endfor %}]{% endfor %}",
    );
    built(&site);
    assert_eq!(
        site.page("branches/a.html"),
        "[党小组数|党小组|true|3个+][服务阵地|服务阵地|true|红色驿站+银龄书屋+][visited|最近走访|true|2024年2月+]"
    );
}

#[test]
fn what_leaves_the_site_holds_declared_fields_too() {
    let site = site();
    built(&site);
    site.run(&["wechat", "a"]).exits(0);
    let html = std::fs::read_to_string(site.path("wechat/甲/body.html")).unwrap();
    assert!(
        html.contains("党小组") && html.contains("3个") && !html.contains("内部科室"),
        "{html}"
    );
}

#[test]
fn slips_in_a_declared_key_are_mended_and_a_new_profile_has_it() {
    let site = site();
    site.run(&["check", "--fix"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(text.contains("小组数: 3个\n"), "{text}");
    site.run(&["new", "示例县第一党支部", "--slug", "c"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/c.md")).unwrap();
    assert!(text.contains("党小组数:  # 下设几个党小组\n服务阵地:\n"), "{text}");
    built(&site);
}

#[test]
fn an_editor_changes_a_declared_fact_by_its_name() {
    use liuhao::config;
    use liuhao::diagnostic::Source;
    use liuhao::edit::{self, Cell, Change, Given};
    use liuhao::parse::profile::Table;

    let (settings, _) = config::parse(&Source::decode(config::FILE.into(), SETTINGS.as_bytes()));
    let table = Table::of(&settings.fields).fields();
    let profile = "---\n标题: 甲\n日期: 2024-03-18\n小组数: 3个\n---\n支部现有党员。\n";
    let source = Source::decode("content/branches/a.md".into(), profile.as_bytes());
    let form = edit::form(&source, table).unwrap();
    let shown = form.facts.iter().find(|fact| fact.field.path == "党小组数").unwrap();
    assert_eq!((&shown.cell, shown.field.doc), (&Cell::Text("3个".to_owned()), "下设几个党小组"));
    let set = |path: &str, value: &str| Change::Set {
        path: path.to_owned(),
        nth: None,
        field: None,
        value: Given::Text(value.to_owned()),
    };
    let changed =
        edit::edit(&source, table, &[set("党小组数", "4个"), set("visited", "2024年3月")]);
    let changed = changed.unwrap();
    assert!(
        changed.contains("小组数: 4个\n") && changed.contains("走访日期: 2024年3月\n"),
        "{changed}"
    );
}
