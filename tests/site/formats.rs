//! Feeds, sitemap, robots and the data files.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::support::{Site, html, markdown};

fn site() -> Site {
    Site::new()
        .file("site.yaml", "name: 示例老干部\nintroduction: 简介 <&>\nbase_url: https://example.org/老干部\nfeed_size: 2\n")
        .file("content/about.md", markdown("title: 关于", "甲"))
        .file("content/branches/p/index.md", markdown("title: 图文\ndate: 2024-03-03\ntags: [结对]", "看[关于](../../about.md)，![图](a.png)"))
        .file("content/branches/p/a.png", crate::support::PICTURE)
        .story("b", "title: 乙 & <文>\ndate: 2024-03-02\nbranch: {name: 乙支部}")
        .story("a", "title: 甲文\ndate: 2024-03-01")
}

/// Path of element names and text of every text in an XML document; attributes as `@name`.
fn xml(text: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut path, mut found): (Vec<String>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                path.push(tag.name().as_ref().to_owned());
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let name = attribute.key.as_ref().to_owned();
                    let value = attribute.value.to_string();
                    found.push((format!("{}@{name}", path.join("/")), value));
                }
                found.push((path.join("/"), String::new()));
                if is_empty {
                    path.pop();
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Text(text) if text.trim().is_empty() && text.contains('\n') => {}
            Event::Text(text) => found.last_mut().unwrap().1.push_str(&text),
            Event::GeneralRef(entity) => {
                let text = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("{other}"),
                };
                found.last_mut().unwrap().1.push_str(text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "never closed: {path:?}");
    found
}

fn all(found: &[(String, String)], path: &str) -> Vec<String> {
    found.iter().filter(|(at, _)| at == path).map(|(_, text)| text.clone()).collect()
}

#[test]
fn the_atom_feed_is_well_formed_and_complete() {
    let site = site();
    site.build().exits(0).reports_nothing();
    let feed = xml(&site.page("feed.xml"));
    let all = |path| all(&feed, path);
    assert_eq!(all("feed@xmlns"), ["http://www.w3.org/2005/Atom"]);
    assert_eq!(all("feed/title"), ["示例老干部"]);
    assert_eq!(all("feed/subtitle"), ["简介 <&>"]);
    assert_eq!(all("feed/updated"), ["2024-03-03T00:00:00+08:00"]);
    assert_eq!(all("feed/entry/title"), ["图文", "乙 & <文>"], "the newest two");
    assert_eq!(all("feed/entry/author/name"), ["图文", "乙支部"]);
    assert_eq!(all("feed/entry/category@term"), ["结对"]);
    let ids = [all("feed/id"), all("feed/entry/id")].concat();
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{ids:?}");
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
    for href in [all("feed/link@href"), all("feed/entry/link@href")].concat() {
        assert!(href.is_ascii() && href.starts_with("https://example.org/%E8%80%81"), "{href}");
    }
    let html = &all("feed/entry/content")[0];
    let root = "https://example.org/%E8%80%81%E5%B9%B2%E9%83%A8";
    assert!(html.contains(&format!("<a href=\"{root}/about.html\">")), "{html}");
    assert!(html.contains(&format!("src=\"{root}/branches/p/a-")), "{html}");
}

#[test]
fn ids_stay_when_the_site_moves() {
    let site = site();
    site.build().exits(0);
    let before = all(&xml(&site.page("feed.xml")), "feed/entry/id");
    let site = site.file(
        "site.yaml",
        "name: 示例老干部\nbase_url: https://elsewhere.example/\nfeed_size: 2\n",
    );
    site.build().exits(0);
    assert_eq!(all(&xml(&site.page("feed.xml")), "feed/entry/id"), before);
}

#[test]
fn the_json_feed_has_the_fields_of_version_1_1() {
    let site = site();
    site.build().exits(0);
    let feed: Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!((&feed["title"], &feed["language"]), (&"示例老干部".into(), &"zh-CN".into()));
    let items = feed["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[1]["title"], "乙 & <文>");
    assert_eq!(items[0]["tags"][0], "结对");
    assert_eq!(items[0]["date_published"], "2024-03-03T00:00:00+08:00");
    let atom = xml(&site.page("feed.xml"));
    for (item, id) in items.iter().zip(all(&atom, "feed/entry/id")) {
        assert_eq!(item["id"], id.as_str());
        assert!(item["url"].as_str().unwrap().starts_with("https://example.org/"));
        assert!(item["content_html"].as_str().unwrap().contains("<p>"));
    }
}

#[test]
fn there_is_a_sitemap_only_where_the_address_is_known() {
    let site = site();
    site.build().exits(0);
    let map = xml(&site.page("sitemap.xml"));
    let addresses = all(&map, "urlset/url/loc");
    assert!(
        addresses.iter().all(|one| one.is_ascii() && one.starts_with("https://example.org/")),
        "{addresses:?}"
    );
    for end in ["/index.html", "/branches/a.html", "/about.html", "/stats.html", "/tag/index.html"]
    {
        assert!(addresses.iter().any(|one| one.ends_with(end)), "{end}");
    }
    assert!(!addresses.iter().any(|one| one.contains("404")));
    assert_eq!(all(&map, "urlset/url/lastmod").len(), 3);
    let robots = site.page("robots.txt");
    assert!(robots.contains("Sitemap: https://example.org/") && robots.contains("/sitemap.xml"));
    let site = site.file("site.yaml", "name: 示例老干部\n");
    site.build().exits(0);
    assert!(!site.has("sitemap.xml") && !site.page("robots.txt").contains("Sitemap"));
    assert!(site.page("robots.txt").starts_with("User-agent: *\n"));
    xml(&site.page("feed.xml"));
}

#[test]
fn the_address_of_the_site_stands_where_programs_read_alone() {
    let site = site();
    site.build().exits(0);
    for (path, bytes) in site.output() {
        // A host shows 404.html at any depth, so its links need the full address.
        if html::is_page(&path) && path != "404.html" {
            let text = String::from_utf8(bytes).unwrap();
            let links = text.lines().filter(|line| line.contains("example.org"));
            // What other programs read of a page: search engines, chats, audits.
            let labels = ["name=\"SiteDomain\"", "name=\"Url\"", "name=\"Image\""];
            let known = [&["rel=\"canonical\"", "property=\"og:", "ld+json"], &labels[..]].concat();
            let is_known = |line: &str| known.iter().any(|mark| line.contains(mark));
            assert!(links.clone().all(is_known), "{path}");
            let canonical = links.filter(|line| line.contains("rel=\"canonical\""));
            assert_eq!(canonical.count(), 1, "{path}");
        }
    }
}

#[test]
fn the_data_file_gives_numbers_as_written_and_as_numbers() {
    let site = Site::new().story("a", "title: 甲文\ndate: 2024-03-01\nas_of: 2023-12\nbranch: {name: 甲支部, founded: 2005年8月}\nmembers: {total: 22, age_bands: {60岁以上: 22}}\nactivities: {慰问: 90余场次, 资金: 1.2万元}");
    site.build().exits(0);
    let data: Value = serde_json::from_str(&site.page("data/branches.json")).unwrap();
    let one = &data[0];
    assert_eq!(one["address"], "branches/a.html");
    assert_eq!((&one["founded"], &one["as_of"]), (&"2005-08".into(), &"2023-12".into()));
    assert_eq!(one["county"], Value::Null, "absent is absent");
    assert_eq!(one["members"]["value"], 22);
    assert_eq!(one["age_bands"][0]["label"], "60岁以上");
    let activity = &one["activities"][0];
    assert_eq!(
        (&activity["text"], &activity["value"], &activity["unit"]),
        (&"90余场次".into(), &90.into(), &"场次".into())
    );
    assert_ne!(activity["qualifier"], "exact");
    assert_eq!(one["activities"][1]["text"], "1.2万元");
}

fn table(site: &Site) -> Vec<Vec<String>> {
    let text = site.page("data/branches.csv");
    let text = text.strip_prefix('\u{FEFF}').expect("a byte order mark for Excel");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn the_table_opens_right_in_a_spreadsheet() {
    let site = site();
    site.build().exits(0);
    let rows = table(&site);
    assert_eq!(rows.len(), 4);
    assert_eq!(site.page("data/branches.csv").matches("\r\n").count(), 4);
    assert_eq!(rows[0][0], "支部名称");
    assert_eq!(rows[2][0], "乙支部");
    assert_eq!(rows[2][1], "乙 & <文>");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
}

#[test]
fn a_cell_is_never_a_formula() {
    let evil = ["=1+1", "+1", "-1+1", "@SUM(A1)", "＝1", "\\t=1", "\\r=1", "\\n=1"];
    let site = evil.iter().enumerate().fold(Site::new(), |site, (at, cell)| {
        let facts = format!(
            "title: \"{cell}\"\ndate: 2024-03-01\ntags: [\"{cell}\"]\nbranch: {{name: \"{cell}{at}\", unit: \"{cell}\", county: \"{cell}\"}}"
        );
        site.story(&format!("s{at}"), &facts)
    });
    site.build().exits(0);
    let rows = table(&site);
    assert_eq!(rows.len(), evil.len() + 1);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(|c| "=+-@\t\r\n＝＋－＠".contains(c)), "{cell:?}");
    }
    assert!(rows.iter().flatten().any(|cell| cell == "'=1+1"));
}

#[test]
fn a_card_without_a_cover_shows_the_largest_number_that_is_short() {
    let activities = "活动: {一二三四五六七八九: 900场, 志愿服务: 20次, 宣讲: 至少一千二百多人次, 走访: 12户, 编号: 500}";
    let site = Site::empty()
        .file("site.yaml", "名称: 示例老干部\n")
        .story("a", &format!("标题: 甲\n日期: 2024-03-18\n{activities}"));
    site.build().exits(0);
    let feed = site.text("index.html");
    assert!(feed.contains("20次志愿服务"), "{feed}");
}
