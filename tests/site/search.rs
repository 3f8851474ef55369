//! The index that a search loads: what every story holds can be found in it.

use serde_json::Value;

use crate::support::Site;

/// The data of a script that a search loads.
fn data(site: &Site, path: &str) -> Value {
    let text = site.page(path);
    let (_, json) = text.split_once(',').unwrap().1.split_once(',').unwrap();
    serde_json::from_str(json.strip_suffix(");\n").unwrap()).unwrap()
}

/// The list of the windows that hold two neighbouring characters, as it is written; `None` where none does.
fn list(index: &Value, pair: &str) -> Option<String> {
    let [first, second] = pair.chars().collect::<Vec<_>>()[..] else { panic!("{pair}") };
    let entry = index.get(first.to_string())?;
    let at = entry[0].as_str()?.chars().position(|c| c == second)?;
    entry[1].as_str()?.split(' ').nth(at).map(str::to_owned)
}

#[test]
fn every_pair_of_characters_leads_to_the_story_that_holds_it() {
    let site = Site::new()
        .story("a", "title: 银发先锋\ndate: 2024-03-01\ntags: [结对]")
        .story("b", "title: 红色驿站\ndate: 2024-03-02\nsummary: 摘要不找")
        .story("c", "title: 夕阳正红\ndate: 2024-03-03\ntags: [结对]");
    site.build().exits(0);
    let manifest = data(&site, "search/manifest.js");
    assert_eq!(manifest["stories"], 3);
    // A window of titles and names and one of the text of each story, the oldest first.
    assert_eq!(manifest["segments"][0]["windows"], 6);
    assert_eq!(manifest["segments"][0]["first"], 0);
    assert_eq!(manifest["segments"].as_array().unwrap().len(), 1);
    let index = data(&site, "search/index/0/0.js");
    // One number among six: its length, then the bits of the gap.
    let title = |pair: &str| list(&index, pair);
    assert_eq!(title("银发").as_deref(), Some("BA"));
    assert_eq!(title("发先"), title("银发"));
    assert_eq!(title("红色").as_deref(), Some("BQ"));
    assert_eq!(title("夕阳").as_deref(), Some("Bg"));
    assert_eq!(title("结对").as_deref(), Some("Ca"), "two numbers: windows 1 and 5");
    for pair in ["锋红", "站夕", "摘要", "红夕"] {
        assert_eq!(title(pair), None, "{pair}");
    }
    let texts = data(&site, "search/text/0.js");
    let heads: Vec<&str> =
        texts.as_array().unwrap().iter().map(|row| row[4].as_str().unwrap()).collect();
    assert_eq!(heads, ["银发先锋", "红色驿站", "夕阳正红"]);
}
