//! `--into`: facts of a story are put into a profile that is there; nothing that stands there is touched.

use crate::support::Site;

const STORY: &str = "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁，其中69岁及以下14人，70至79岁12人，80岁以上5人。支部推行“护绿三步法”工作法，2023年以来召开支委会12次。2022年被县委评为“先进党支部”。\n供稿：示例县林业局\n";

fn site(profile: &str) -> Site {
    let site = Site::new().file("content/branches/a.md", profile);
    site.put("a.txt", STORY);
    site
}

fn text(site: &Site) -> String {
    std::fs::read_to_string(site.path("content/branches/a.md")).unwrap()
}

const CALL: [&str; 4] = ["import", "a.txt", "--into", "content/branches/a.md"];

#[test]
fn what_is_missing_is_added_and_the_rest_stays_as_it_was() {
    let before = "---\ntitle: 甲  # 题目\ndate: 2024-03-18\n支部:\n  名称: 示例县林业局离退休干部第一党支部\n---\n正文一个字不动。\n";
    let site = site(before);
    site.run(&CALL).exits(0).says("+  founded: 2006年5月").says("没有写入");
    assert_eq!(text(&site), before, "asked, and nobody answered");
    site.run(&[&CALL[..], &["--yes"]].concat()).exits(0).says("已写入");
    let after = text(&site);
    for line in
        ["title: 甲  # 题目", "  名称: 示例县林业局离退休干部第一党支部", "正文一个字不动。"]
    {
        assert!(after.contains(line), "{line} in {after}");
    }
    let profile = crate::expected::profile(&after);
    assert_eq!(profile.members.total.unwrap().text(), "31名");
    assert_eq!(profile.members.age_bands.len(), 3);
    assert_eq!(profile.branch.founded.unwrap().to_string(), "2006年5月");
    assert_eq!((profile.honours.len(), profile.mechanisms.len()), (1, 1));
    assert_eq!(profile.activities.len(), 1);
    assert!(!after.contains("待确认"), "{after}");
    site.run(&[&CALL[..], &["--yes"]].concat()).exits(0);
    assert_eq!(text(&site), after, "a second time there is nothing to add");
}

#[test]
fn what_is_said_otherwise_is_asked() {
    let before = "---\ntitle: 甲\ndate: 2024-03-18\n党员总数: 30名\nmembers: {average_age: 70岁}\nhonours:\n  - {title: 先进党支部, year: 2022}\n活动:\n  学习: 3次\n---\n正文。\n";
    let site = site(before);
    site.run(&[&CALL[..], &["--yes"]].concat()).exits(0);
    let after = text(&site);
    for line in [
        "党员总数: 30名",
        "# 待确认: 党员总数: 31名（导入的稿子；资料里写的是30名）",
        "  学习: 3次",
    ] {
        assert!(after.contains(line), "{line} in {after}");
    }
    assert!(after.contains("待确认: 平均年龄: 71.5岁"), "{after}");
    assert!(after.contains("待确认: 活动: 支委会 12次 2023年以来"), "{after}");
    assert!(!after.contains("待确认: 荣誉"), "{after}");
    let profile = crate::expected::profile(&after);
    assert_eq!(profile.members.total.unwrap().text(), "30名");
}

#[test]
fn a_file_without_facts_has_no_room_and_to_goes_without_into() {
    let site = site("没有资料的正文。\n");
    site.run(&CALL).exits(2).says("---");
    site.run(&[&CALL[..], &["--to", "b"]].concat()).exits(2);
    site.run(&[&CALL[..], &["--format", "json"]].concat());
}
