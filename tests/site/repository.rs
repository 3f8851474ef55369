//! The repository's own site, and the seed story in it.

use serde_json::Value;

use crate::support::{Site, html, repository};

fn seed_text() -> String {
    std::fs::read_to_string(repository().join("tests/fixtures/seed-story.txt")).unwrap()
}

fn facts() -> Value {
    let text = std::fs::read_to_string(repository().join("tests/fixtures/seed-facts.yaml"));
    serde_yaml::from_str(&text.unwrap()).unwrap()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn it_builds_without_error_and_with_warnings_for_its_copied_texts_alone() {
    let site = Site::of_the_repository();
    // The seed story and the preface of its series keep the half-width marks of their copy, and the story
    // its 党支班子.
    let run = site.build();
    run.exits(0).says("punctuation").says("共 0 个错误，3 个警告，0 条提示。");
    assert_eq!(run.err.matches("[punctuation]").count(), 2, "{}", run.err);
    assert_eq!(run.err.matches("[term]").count(), 1, "{}", run.err);
    for arguments in [["check", "--drafts"], ["build", "--drafts"]] {
        site.run(&arguments).exits(0).says("共 0 个错误，3 个警告，0 条提示。");
    }
}

#[test]
fn every_number_of_the_seed_story_is_accounted_for() {
    // The 1名 of “1+3+N”活动(即1名…) is no activity's: the brackets spell the name out.
    let site = Site::of_the_repository();
    let run = site.run(&["check", "--coverage"]);
    run.exits(0)
        .says("39 个带单位的数：30 个在资料里，0 个是时间跨度，9 个是名称提法，0 个没有着落");
    // What no field holds is told at its place, in the other stories.
    run.says("“27名”没有写进任何一项资料").says("shili-jiaoyuju-diyi/index.md:38:88");
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere() {
    let site = Site::of_the_repository();
    site.run(&["build", "--drafts"]).exits(0);
    let output = site.output();
    assert!(html::check_links(&output) > 500);
    for path in output.keys().filter(|path| html::is_page(path)) {
        html::check_nesting(path, &site.page(path));
    }
    for path in output.keys().filter(|path| html::ends_with(path, "css")) {
        let css = site.page(path);
        for word in ["http:", "https:", "//", "@import"] {
            assert!(!css.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn it_is_as_varied_as_a_first_site_should_be() {
    let site = Site::of_the_repository();
    site.run(&["build", "--drafts"]).exits(0);
    let branches: Value = serde_json::from_str(&site.page("data/branches.json")).unwrap();
    let branches = branches.as_array().unwrap();
    assert_eq!(branches.len(), 12);
    let set = |key: &str| {
        let values = branches.iter().filter_map(|one| one[key].as_str());
        values.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(set("series").len(), 2);
    assert_eq!(set("county").len(), 4, "three counties of examples and one real");
    assert!(set("date").len() < branches.len() - 1, "several on one day");
    let activities = branches.iter().map(|one| one["activities"].as_array().unwrap().len());
    assert!(activities.clone().any(|count| count == 0) && activities.max().unwrap() >= 19);
}

#[test]
fn the_seed_story_is_published_to_the_last_character() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let text = seed_text();
    let mut lines: Vec<&str> = text.lines().collect();
    let (preface, signoff) = (lines.remove(0), lines.pop().unwrap());
    assert!(site.text("series/2023-liuhao.html").contains(&squeezed(preface)));
    let page = site.text("branches/jinta-caizheng.html");
    // The run-in headings stand alone on the page, so their full stops are gone.
    let body: String = lines
        .iter()
        .map(|line| match line.split_once('。') {
            Some((heading, rest)) if line.starts_with("聚焦") => format!("{heading}{rest}"),
            _ => (*line).to_owned(),
        })
        .collect();
    assert!(body.chars().count() > 1500 && body.matches('聚').count() >= 6);
    assert!(page.contains(&squeezed(&body)), "the text differs:\n{page}");
    assert!(page.contains(&signoff.replace(':', "：")), "no {signoff}");
}

#[test]
fn the_seed_story_has_its_five_headings() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let page = site.page("branches/jinta-caizheng.html");
    let headings: Vec<String> = page
        .split("<h2 ")
        .skip(1)
        .map(|part| html::text(&format!("<h2 {}", part.split("</h2>").next().unwrap())))
        .filter(|heading| heading.starts_with("聚焦"))
        .collect();
    let facts = facts();
    let expected: Vec<&str> = facts["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(expected.len(), 5);
    assert_eq!(headings, expected);
}

/// Whether `fact` stands shortly after `name` above the story's text or on the card of facts.
fn is_stated(page: &str, name: &str, fact: &str) -> bool {
    let (above, text) = page.split_once("金塔县财政局退休干部党支部始设于").unwrap();
    let (_, card) = text.split_once("支部概况").unwrap();
    let name = squeezed(name);
    [above, card].into_iter().any(|part| {
        part.match_indices(&name).any(|(at, _)| {
            let near: String = part[at + name.len()..].chars().take(30).collect();
            near.contains(fact)
        })
    })
}

#[test]
fn the_seed_story_states_all_nineteen_activities_as_they_were_written() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let page = site.text("branches/jinta-caizheng.html");
    let data: Value = serde_json::from_str(&site.page("data/branches.json")).unwrap();
    let data = data.as_array().unwrap().iter();
    let data = data.clone().find(|one| one["name"] == "金塔县财政局第三党支部").unwrap();
    let facts = facts();
    let activities = facts["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 19);
    for (activity, published) in activities.iter().zip(data["activities"].as_array().unwrap()) {
        let name = activity["what"].as_str().unwrap().split("(=").next().unwrap();
        let more = if activity["q"] == "at_least" { "余" } else { "" };
        let phrase = format!("{}{more}{}", activity["value"], activity["unit"].as_str().unwrap());
        assert!(seed_text().contains(&phrase), "{phrase}");
        assert!(is_stated(&page, name, &phrase), "no {name} {phrase} in {page}");
        assert_eq!((&published["name"], &published["text"]), (&name.into(), &(&*phrase).into()));
        assert_eq!(published["since"], activity["window"], "{name}");
    }
}

#[test]
fn the_seed_story_states_its_members_honours_and_signoff() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let page = site.text("branches/jinta-caizheng.html");
    let facts = facts();
    for band in facts["age_bands"].as_array().unwrap() {
        let count = band["count"].to_string();
        assert!(is_stated(&page, band["label"].as_str().unwrap(), &count), "{band}");
    }
    for (name, fact) in [
        ("党员总数", "22名"),
        ("平均年龄", "67岁"),
        ("班子成员", "3名"),
        ("成立", "2005年8月"),
        ("金塔县财政局退休干部党支部", "2017年5月"),
        ("金塔县财政局退休干部党支部", "机构改革"),
    ] {
        assert!(is_stated(&page, name, fact), "no {name} {fact} in {page}");
    }
    for level in ["县级", "市级"] {
        assert!(is_stated(&page, level, "“六好”离退休干部示范党支部2023年度"), "{level}");
    }
    for mechanism in facts["mechanisms"].as_array().unwrap() {
        assert!(page.contains(mechanism["name"].as_str().unwrap()), "{mechanism}");
    }
    assert!(page.contains("整理：党建工作科"));
    assert!(page.contains("2024年3月18日"));
}
