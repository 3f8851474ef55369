//! Reviews are signed with their day, however they were written; and what is typed is understood before it is saved.

use serde_json::{Value, json};

use crate::client::Preview;
use crate::support::Site;
use crate::writing::{FILE, TEXT, form, post, set, site, text};

#[test]
fn a_review_is_signed_and_signed_again() {
    let site = site();
    let preview = Preview::of(&site);
    let sign = |state: &str, by: &str, date: Option<&str>| {
        let mut body =
            json!({"file": FILE, "etag": form(&preview)["etag"], "state": state, "by": by});
        if let Some(date) = date {
            body["date"] = json!(date);
        }
        post(&preview, "review", &body)
    };
    assert_eq!(form(&preview)["review"]["next"], "初审");
    assert_eq!(sign("初审", "示例甲", None).0, 200);
    assert_eq!(sign("初审", "示例乙", Some("2025-12-30")).0, 200);
    assert_eq!(sign("复审", "示例丙", None).0, 200);
    let after = "  total: 22名\nsignoff:\n  - {role: 初审, by: [示例乙], date: 2025-12-30}\n  - {role: 复审, by: 示例丙, date: 2026-01-01}\n---";
    assert_eq!(text(&site), TEXT.replace("  total: 22名\n---", after));
    let review = form(&preview)["review"].clone();
    assert_eq!(
        (&review["next"], &review["states"][0]["date"]),
        (&json!("终审"), &json!("2025-12-30"))
    );
    assert_eq!(review["states"][0]["by"], json!(["示例乙"]));
    assert_eq!(
        (sign("四审", "甲", None).0, sign("终审", " ", None).0, sign("终审", "甲", Some("x")).0),
        (422, 422, 422)
    );
}

/// However an office writes it down: who has read, and when.
#[test]
fn a_reading_that_was_signed_by_hand_is_known_and_can_be_signed_again() {
    for written in [
        "初审: 示例甲 2025年12月30日",
        "初审: 示例甲（2025-12-30）",
        "初审: [示例甲, 2025年12月30日]",
        "初审: {姓名: 示例甲, 日期: 2025-12-30}",
        "署名: {初审: 示例甲 2025年12月30日}",
        "署名:\n  初审: {姓名: 示例甲, 日期: 2025年12月30日}",
        "署名: 初审：示例甲 2025年12月30日",
        "signoff:\n  - {role: 初审, by: [示例甲, 2025-12-30]}",
        "signoff:\n  - role: 初审\n    by: 示例甲\n    date: 2025-12-30",
    ] {
        let text = format!("---\ntitle: 甲\ndate: 2024-03-18\n{written}\n---\n正文。\n");
        let site = Site::new().file(FILE, &text);
        let preview = Preview::of(&site);
        let known = form(&preview);
        let signed = &known["review"]["states"];
        assert_eq!(
            (&signed[0]["by"], &signed[0]["date"], &known["review"]["next"]),
            (&json!(["示例甲"]), &json!("2025-12-30"), &json!("复审")),
            "{written}"
        );
        let page = preview.page("/branches/a.html");
        assert!(page.contains("初审：示例甲（2025年12月30日）"), "{written}");
        let sign = json!({"file": FILE, "etag": known["etag"], "state": "初审", "by": "示例乙",
            "date": "2026-01-01"});
        let (status, told) = post(&preview, "review", &sign);
        assert_eq!(status, 200, "{written}: {told}");
        let reviews = &told["form"]["review"]["states"];
        assert_eq!(
            (reviews.as_array().unwrap().len(), &reviews[0]["by"], &reviews[0]["date"]),
            (1, &json!(["示例乙"]), &json!("2026-01-01")),
            "{written}"
        );
    }
}

/// Of two names with their days nobody knows which is meant: they stay as written.
#[test]
fn days_of_several_names_stay_with_their_names() {
    let text = "---\ntitle: 甲\ndate: 2024-03-18\n复审: 示例甲 2025年12月30日、示例乙 2025年12月31日\n---\n正文。\n";
    let site = Site::new().file(FILE, text);
    let page = Preview::of(&site).page("/branches/a.html");
    assert!(page.contains("复审：示例甲 2025年12月30日、示例乙 2025年12月31日"), "{page}");
}

/// What is told while typing is what is told once it is saved, and nothing is written by it.
#[test]
fn what_is_typed_is_understood_before_it_is_saved() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    for (changes, path, understood, rule) in [
        (set("members.total", "90余名"), "members.total", json!("至少 90 名"), None),
        (set("as_of", "二〇二四年二月"), "as_of", json!("2024年2月"), None),
        (set("date", "2024-02-30"), "date", Value::Null, Some("impossible-date")),
        (
            json!([{"op": "insert", "path": "activities",
                "values": {"activity.name": "走访", "activity.count": "近百人次"}}]),
            "activities",
            json!("大约 100 人次"),
            None,
        ),
    ] {
        let asked = json!({"file": FILE, "changes": changes});
        let (status, told) = post(&preview, "read", &asked);
        assert_eq!((status, &told["field"]["path"]), (200, &json!(path)), "{changes}: {told}");
        let said = told["field"]["rows"].get(0).unwrap_or(&told["field"]);
        assert_eq!(said["understood"], understood, "{changes}: {told}");
        assert_eq!(said["faults"][0]["rule"].as_str(), rule, "{changes}: {told}");
    }
    assert_eq!(text(&site), TEXT);
    assert_eq!(form(&preview)["etag"], etag);
    let (status, _) = post(&preview, "read", &json!({"file": "../a.md", "changes": []}));
    assert_eq!(status, 404);
}
