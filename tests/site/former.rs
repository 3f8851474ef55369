//! Former addresses: what a page answers, what only the host can answer, and what readers of feeds are told.

use std::fs;

use serde_json::Value;

use crate::support::{Site, repository};

fn story(aliases: &str) -> Site {
    Site::new().story("a", &format!("title: 甲\ndate: 2024-03-18\naliases: [{aliases}]"))
}

#[test]
fn an_encoded_alias_is_decoded() {
    let site = story("p/%E7%94%B2.html");
    site.build().exits(0).reports_nothing();
    assert!(site.page("p/甲.html").contains("../branches/a.html"));
}

#[test]
fn what_asks_a_program_is_a_line_for_the_host() {
    let site = story("old.asp, 'show.php?id=3&c=1', /甲.do, view.shtml");
    site.build().exits(0).says("alias-redirect").says("old.asp");
    let map = site.page("redirects.map");
    assert_eq!(
        map,
        "\"/old.asp\" \"/branches/a.html\";\n\"/show.php?id=3&c=1\" \"/branches/a.html\";\n\
         \"/%E7%94%B2.do\" \"/branches/a.html\";\n\"/view.shtml\" \"/branches/a.html\";\n"
    );
    let lines = site.page("_redirects");
    assert!(lines.contains("/old.asp /branches/a.html 301\n"), "{lines}");
    assert!(lines.contains("/show.php id=3 c=1 /branches/a.html 301\n"), "{lines}");
    assert!(!site.output().keys().any(|path| path.contains(".asp") || path.contains(".php")));
    let site = site.file("site.yaml", "name: 示例\nbase_url: https://example.org/laogan\n");
    site.build().exits(0);
    assert!(
        site.page("redirects.map").starts_with("\"/laogan/old.asp\" \"/laogan/branches/a.html\";")
    );
    let site = story("old.html");
    site.build().exits(0).reports_nothing();
    assert!(!site.has("redirects.map") && !site.has("_redirects"));
}

/// Other endings of programs, a session behind one, an address copied out of a page, one of a site in GBK.
#[test]
fn what_a_host_alone_can_answer_is_never_a_page_with_another_name() {
    let asked = [
        ("x.jhtml", "/x.jhtml"),
        ("x.XHTML", "/x.XHTML"),
        ("x.cfml", "/x.cfml"),
        ("x.zip", "/x.zip"),
        ("news.do;jsessionid=1", "/news.do;jsessionid=1"),
        ("a.asp?x=1&amp;y=2", "/a.asp?x=1&y=2"),
        ("p/%BC%D7.html", "/p/%BC%D7.html"),
        ("old.html?id=3", "/old.html?id=3"),
    ];
    for (written, line) in asked {
        let site = story(&format!("'{written}'"));
        site.build().exits(0).says("alias-redirect");
        let map = site.page("redirects.map");
        assert_eq!(map, format!("\"{line}\" \"/branches/a.html\";\n"), "{written}");
    }
    story("'//evil.example/x'").build().exits(1).says("bad-alias");
}

#[test]
fn one_former_address_leads_to_one_page() {
    let site = story("old.asp").story("b", "title: 乙\ndate: 2024-03-18\naliases: [/old.asp]");
    site.build().exits(1).says("duplicate-address");
}

#[test]
fn an_address_with_a_fragment_is_no_former_address() {
    story("'old#x'").build().exits(1).says("bad-alias");
}

#[test]
fn the_place_in_a_page_survives_the_way() {
    let site = story("old");
    site.build().exits(0);
    let page = site.page("old.html");
    assert!(page.contains("theme/moved.js\" data-to=\"branches/a.html\""), "{page}");
    assert!(
        page.contains("<noscript><meta http-equiv=\"refresh\" content=\"0; url=branches/a.html\">")
    );
    assert!(site.page("theme/moved.js").contains("location.hash"));
}

#[test]
fn a_folded_summary_has_no_gap_between_han_and_one_between_words() {
    let facts = |summary: &str| format!("title: 甲\ndate: 2024-03-18\nsummary: {summary}");
    for (summary, shown) in [
        (">\n  第一行，\n  第二行", "第一行，第二行"),
        (">-\n  第一行\n  第二行\n  第三行", "第一行第二行第三行"),
        ("第一行\n  第二行", "第一行第二行"),
        ("\"第一行\n  第二行\"", "第一行第二行"),
        (">\n  Word\n  WPS 文件", "Word WPS 文件"),
    ] {
        let site = Site::new().story("a", &facts(summary));
        site.build().exits(0).reports_nothing();
        let page = site.page("branches/a.html");
        assert!(page.contains(&format!("name=\"description\" content=\"{shown}\"")), "{summary}");
        assert!(
            site.page("feed.xml").contains(&format!("<summary>{shown}</summary>")),
            "{summary}"
        );
    }
}

#[test]
fn the_address_of_a_file_is_no_base_url() {
    for url in ["https://example.org/laogan/index.html", "http://example.org/default.aspx/"] {
        let site = Site::new().file("site.yaml", format!("name: 示例\nbase_url: {url}\n"));
        site.build().exits(1).says("是一个文件的网址");
    }
    for url in ["https://example.org/v1.2", "http://[::1]:8080/a/", "https://example.org"] {
        let site = Site::new().file("site.yaml", format!("name: 示例\nbase_url: \"{url}\"\n"));
        site.build().exits(0).reports_nothing();
    }
}

// Another program than ours makes the hash.
#[cfg(unix)]
#[test]
fn the_page_of_what_is_not_there_finds_the_site() {
    let site = Site::new();
    site.build().exits(0);
    let page = site.page("404.html");
    let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    // The recipe allows this script and no other.
    let deploy = fs::read_to_string(repository().join("docs/deploy.md")).unwrap();
    let hash = openssl_sha256(script);
    assert_eq!(deploy.matches(&format!("'sha256-{hash}'")).count(), 2, "{hash}");
    let site = site.file("site.yaml", "name: 示例\nbase_url: https://example.org/\n");
    site.build().exits(0);
    assert!(!site.page("404.html").contains("<script>"));
}

/// The SHA-256 of a text in base64, as a policy names a script.
#[cfg(unix)]
fn openssl_sha256(text: &str) -> String {
    let code = "import sys,hashlib,base64;print(base64.b64encode(hashlib.sha256(sys.argv[1].encode()).digest()).decode())";
    let run = std::process::Command::new("python3").args(["-c", code, text]).output().unwrap();
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

fn items(site: &Site) -> Vec<Value> {
    let feed: Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    feed["items"].as_array().unwrap().clone()
}

#[test]
fn a_story_that_changes_is_updated_and_others_are_not() {
    let facts = |title: &str| format!("title: {title}\ndate: 2024-03-18");
    let site = Site::new().story("a", &facts("甲")).story("b", &facts("乙"));
    site.build().exits(0);
    let before = items(&site);
    assert!(before.iter().all(|item| item["date_modified"] == "2024-03-18T00:00:00+08:00"));
    site.build().exits(0);
    assert_eq!(items(&site), before);
    let site = site.story("b", &facts("乙改"));
    site.build().exits(0);
    let after = items(&site);
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1]["id"], before[1]["id"]);
    assert_eq!(after[1]["date_modified"], "2026-01-01T00:00:00+08:00");
    assert!(site.page("feed.xml").contains("<updated>2026-01-01T00:00:00+08:00</updated>"));
    let site = site.story("b", &facts("乙又改"));
    site.build().exits(0);
    assert_eq!(items(&site)[1]["date_modified"], "2026-01-01T00:00:01+08:00");
}

#[test]
fn a_renamed_file_with_an_alias_keeps_its_id() {
    let facts = "title: 甲\ndate: 2024-03-18";
    let site = Site::new().story("a", facts);
    site.build().exits(0);
    let before = items(&site)[0]["id"].clone();
    let site = site.without("content/branches/a.md");
    let site = site.story("b", &format!("{facts}\naliases: [branches/a]"));
    site.build().exits(0);
    assert_eq!(items(&site)[0]["id"], before);
    assert_eq!(items(&site)[0]["date_modified"], "2024-03-18T00:00:00+08:00");
    // Renamed again, with the newest name in front; and where nothing is known of earlier builds.
    let site = site.without("content/branches/b.md");
    let site = site.story("c", &format!("{facts}\naliases: [branches/b, branches/a]"));
    site.build().exits(0);
    assert_eq!(items(&site)[0]["id"], before);
    let fresh = Site::new().story("b", &format!("{facts}\naliases: [branches/a.html]"));
    fresh.build().exits(0);
    assert_eq!(items(&fresh)[0]["id"], before);
}

#[test]
fn links_of_a_feed_are_full_and_its_anchors_its_own() {
    let text = "看[上文](#节)、注[^1]和[乙](b.md)。\n\n## 节\n\n文。\n\n[^1]: 注文。\n";
    let story = |title: &str| format!("---\ntitle: {title}\ndate: 2024-03-18\n---\n{text}");
    let site = Site::new()
        .file("site.yaml", "name: 示例\nbase_url: https://example.org/x/\n")
        .file("content/branches/a.md", story("甲"))
        .file("content/branches/b.md", story("乙"));
    site.build().exits(0);
    let mut seen = Vec::new();
    for item in items(&site) {
        let html = item["content_html"].as_str().unwrap().to_owned();
        let values = |name: &str| {
            let opening = format!("{name}=\"");
            let parts = html.split(&*opening).skip(1);
            parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let hrefs = values(" href");
        assert!(
            hrefs.len() > 3 && hrefs.iter().all(|to| to.starts_with("https://example.org/x/")),
            "{html}"
        );
        for id in values(" id") {
            assert!(!seen.contains(&id), "{id}");
            seen.push(id);
        }
    }
    assert!(seen.len() > 3);
}
