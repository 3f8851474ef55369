//! The year in review, and what a telephone shows of the site.

use crate::support::{Site, repository};

fn story(site: Site, slug: &str, facts: &str) -> Site {
    site.story(slug, facts)
}

fn site() -> Site {
    let site = Site::new()
        .file("site.yaml", "name: 示例老干部\nlevels: [国家级, 省级, 县级]\ncounties: [示例县]\n");
    let site = story(
        site,
        "a",
        "title: 甲文\ndate: 2023-05-01\nmembers: 20名\nactivities: {党课: 5次}\nbranch: {name: 示例县甲局支部, county: 示例县}\n\
         honours: [{title: 先进支部, level: 县级, year: 2023}]",
    );
    let site = story(
        site,
        "b",
        "title: 乙文\ndate: 2024-03-01\nmembers: 30余名\nactivities: {党课: 6次}\nbranch: {name: 示例县乙局支部, county: 示例县}\n\
         honours: [{title: 示范支部, level: 省级, year: 2023}]",
    );
    story(site, "c", "title: 丙文\ndate: 2024-12-31\nmembers: 7名\nbranch: {name: 示例县丙局支部}")
}

#[test]
fn a_year_sums_its_own_stories_and_has_the_honours_of_the_year() {
    let site = site();
    site.build().exits(0);
    let page = site.text("reviews/2024.html");
    for part in [
        "2024年度盘点",
        "2024年3月1日至2024年12月31日",
        "故事2篇",
        "支部2个",
        "党员至少37名",
        "党课6次1",
        "示例县1篇",
        "12月丙文",
        "3月乙文",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("甲文") && !page.contains("示范支部"), "{page}");
    let page = site.text("reviews/2023.html");
    // A story of 2024 tells an honour of 2023; levels stand in the order of the site.
    let (first, last) = (
        page.find("示例县乙局支部示范支部").unwrap(),
        page.find("示例县甲局支部先进支部").unwrap(),
    );
    assert!(first < last && page.contains("本年度荣誉2项"), "{page}");
    assert!(page.contains("下一年2024年度盘点") && !page.contains("上一年"), "{page}");
    let page = site.page("stats.html");
    assert!(page.contains("reviews/2023.html") && page.contains("reviews/2024.html"));
}

#[test]
fn a_draft_without_date_belongs_to_no_year() {
    let site = site().story("d", "title: 稿\ndraft: true");
    site.run(&["build", "--drafts"]).exits(0);
    for year in [2023, 2024] {
        assert!(!site.text(&format!("reviews/{year}.html")).contains("稿"), "{year}");
    }
    assert!(!site.has("reviews/0.html"));
}

#[test]
fn a_long_year_says_what_it_leaves_out() {
    let many = (0..40).fold(Site::new(), |site, at| {
        let honour = format!("honours: [{{title: 先进{at}, year: 2024}}]");
        site.story(
            &format!("s{at}"),
            &format!("title: 文{at}\ndate: 2024-03-01\nbranch: 支部{at}\n{honour}"),
        )
    });
    many.build().exits(0);
    let page = many.text("reviews/2024.html");
    assert!(page.contains("共40项，上面列出16项") && page.contains("另有4篇"), "{page}");
}

#[test]
fn a_telephone_gets_the_name_and_an_icon_that_is_there() {
    let site = site();
    site.build().exits(0);
    let manifest: serde_json::Value = serde_json::from_str(&site.page("site.webmanifest")).unwrap();
    assert_eq!(
        (&manifest["name"], &manifest["start_url"]),
        (&"示例老干部".into(), &"index.html".into())
    );
    assert_eq!(manifest["theme_color"], "#018942");
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(site.has(icon["src"].as_str().unwrap()), "{icon}");
    }
    let page = site.page("branches/a.html");
    assert!(
        page.contains("rel=\"manifest\" href=\"../site.webmanifest\"")
            && page.contains("theme/icon-180.png")
    );
    // An office that has a picture has it as its icon.
    let avatar = std::fs::read(repository().join("static/avatar.png")).unwrap();
    let site = Site::new()
        .file("site.yaml", "name: 甲\navatar: 头像.png\n")
        .file("static/头像.png", avatar);
    site.build().exits(0);
    let manifest: serde_json::Value = serde_json::from_str(&site.page("site.webmanifest")).unwrap();
    assert_eq!(manifest["icons"][0]["src"], "头像.png");
    assert_eq!(manifest["icons"][0]["type"], "image/png");
}

#[test]
fn the_map_of_an_office_is_coloured_by_stories_and_leads_to_the_counties() {
    let map = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><g id=\"图层1\"><path id=\"shili\" d=\"M0 0h45v60z\"/>\
               <path id=\"乙县\" d=\"M45 0h45v60z\"/></g><path id=\"河\" d=\"M0 30h90\" onclick=\"a()\"/></svg>";
    let facts = |county: &str| {
        format!("title: 文\ndate: 2024-03-01\nbranch: {{name: 甲局支部, county: {county}}}")
    };
    let site = Site::new()
        .file("site.yaml", "name: 示例老干部\ncounties: [{name: 示例县, slug: shili}, 乙县]\n")
        .file("static/map.svg", map);
    let site = ["a", "b", "c", "d"].iter().fold(site, |site, slug| {
        site.story(slug, &facts("示例县").replace('文', slug).replace("甲局", slug))
    });
    let site = site.story("e", &facts("乙县"));
    site.build().exits(0).reports_nothing();
    let page = site.page("county/index.html");
    let link = "<a class=\"map-step map-step-4\" href=\"../county/shili.html\" xlink:href=\"../county/shili.html\"><title>示例县 4 篇</title><path d=";
    assert!(page.contains(link), "{page}");
    assert!(
        page.contains("<a class=\"map-step map-step-1\" href=\"../county/乙县.html\""),
        "{page}"
    );
    assert!(page.contains("<path d=\"M0 30h90\"></path>") && !page.contains("onclick"), "{page}");
    assert!(!site.has("map.svg"), "the drawing is part of a page alone");
}

#[test]
fn a_map_is_read_for_personal_data_as_its_words_go_out() {
    let site = Site::new()
        .file("static/map.svg", "<svg viewBox=\"0 0 9 9\"><text>联系人 13912345678</text></svg>")
        .story("a", "title: 文\ndate: 2024-03-01");
    site.build().says("[personal-data]").says("static/map.svg");
}

#[test]
fn the_same_title_of_two_levels_is_two_honours_of_a_year() {
    let honour = |level: &str| format!("{{title: 先进支部, level: {level}, year: 2024}}");
    let facts =
        format!("title: 文\ndate: 2024-03-01\nhonours: [{}, {}]", honour("县级"), honour("市级"));
    // Told again in another story, which types the branch otherwise, they are still two.
    let site = Site::new()
        .story("a", &format!("{facts}\nbranch: {{name: 甲局第1支部}}"))
        .story("b", &format!("{}\nbranch: {{name: 甲局 第１支部}}", facts.replace("文", "又一篇")));
    site.build().exits(0);
    assert!(site.text("reviews/2024.html").contains("本年度荣誉2项"));
}
