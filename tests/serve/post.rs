//! What the desk writes: for this machine alone, one whole file at a time, never over what is there.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Answer, Preview};
use crate::support::Site;

fn site() -> Site {
    Site::new().story("a", "title: 甲\ndate: 2024-03-18").story("b", "title: 乙\ndraft: true")
}

/// The word that the desk's pages are given.
fn token(preview: &Preview) -> String {
    let page = preview.page("/_liuhao/");
    let word = page.split("liuhao-token\" content=\"").nth(1).unwrap();
    word.split('"').next().unwrap().to_owned()
}

/// A POST as a page of the desk sends it.
pub(crate) struct Post<'p> {
    preview: &'p Preview,
    token: String,
}

impl<'p> Post<'p> {
    pub(crate) fn new(preview: &'p Preview) -> Self {
        Self { preview, token: token(preview) }
    }

    fn bytes(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        let own = format!(
            "Host: localhost\r\nOrigin: http://localhost\r\nX-Liuhao: {}\r\nContent-Type: {kind}\r\n",
            self.token
        );
        raw(self.preview, path, &own, body)
    }

    pub(crate) fn json(&self, path: &str, value: &Value) -> (u16, Value) {
        let answer = self.bytes(path, "application/json", value.to_string().as_bytes());
        (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
    }
}

pub(crate) fn etag(site: &Site, file: &str) -> String {
    blake3::hash(&fs::read(site.path(file)).unwrap()).to_hex().to_string()
}

fn raw(preview: &Preview, path: &str, headers: &str, body: &[u8]) -> Answer {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    Answer::of(&preview.send(&[head.as_bytes(), body].concat()))
}

#[test]
fn nobody_writes_but_a_page_of_the_desk_at_this_machine() {
    let site = site();
    let preview = Preview::of(&site);
    let word = token(&preview);
    let body = json!({ "name": "示例县某局党支部" }).to_string();
    let kind = "Content-Type: application/json\r\n";
    let own = "Host: localhost\r\nOrigin: http://localhost\r\n";
    let known = format!("X-Liuhao: {word}\r\n");
    for (headers, status) in [
        (format!("{own}{kind}"), 403),
        (format!("{own}{kind}X-Liuhao: \r\n"), 403),
        (format!("{own}{kind}X-Liuhao: {}\r\n", "0".repeat(32)), 403),
        (format!("Host: localhost\r\n{kind}{known}"), 403),
        (format!("Host: localhost\r\nOrigin: null\r\n{kind}{known}"), 403),
        (format!("Host: localhost\r\nOrigin: http://evil.example\r\n{kind}{known}"), 403),
        (format!("Host: evil.example\r\nOrigin: http://evil.example\r\n{kind}{known}"), 403),
        (format!("{own}{kind}{known}Sec-Fetch-Site: cross-site\r\n"), 403),
        (format!("{own}{known}"), 415),
        (format!("{own}{known}Content-Type: text/plain\r\n"), 415),
        (format!("{own}{known}Content-Type: application/x-www-form-urlencoded\r\n"), 415),
        (format!("{own}{kind}{known}Transfer-Encoding: chunked\r\n"), 413),
    ] {
        let answer = raw(&preview, "/_liuhao/new", &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{headers}");
        assert!(!answer.text().contains(&word), "{headers}");
    }
    for (path, status) in [("/_liuhao/desk.json", 404), ("/_liuhao/nothing", 404), ("/", 405)] {
        let headers = format!("{own}{kind}{known}");
        assert_eq!(raw(&preview, path, &headers, b"{}").status, status, "{path}");
    }
    let long = format!("{own}{kind}{known}Content-Length: 2000000\r\nConnection: close\r\n\r\n");
    let long = preview.send(format!("POST /_liuhao/new HTTP/1.1\r\n{long}").as_bytes());
    assert!(long.starts_with(b"HTTP/1.1 413 "));
    assert_eq!(fs::read_dir(site.path("content/branches")).unwrap().count(), 2);
    // All of it together is let in.
    let good = raw(&preview, "/_liuhao/new", &format!("{own}{kind}{known}"), body.as_bytes());
    assert_eq!(good.status, 200, "{}", good.text());
    assert_eq!(fs::read_dir(site.path("content/branches")).unwrap().count(), 3);
}

#[test]
fn the_word_is_in_pages_of_the_desk_alone() {
    let site = site();
    let preview = Preview::of(&site);
    let word = token(&preview);
    for path in ["/", "/branches/a.html", "/_liuhao/desk.js", "/_liuhao/desk.json"] {
        assert!(!preview.page(path).contains(&word), "{path}");
    }
    let fetched = preview.ask("GET", "/_liuhao/", "Sec-Fetch-Dest: empty\r\n");
    assert!(!fetched.text().contains(&word));
    let read_only = Preview::with(&site, &["--port", "0", "--read-only"]);
    assert!(!read_only.page("/_liuhao/").contains("liuhao-token"));
}

#[test]
fn a_story_is_begun_renamed_put_away_and_brought_back() {
    let site = site();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let (status, made) = post.json("/_liuhao/new", &json!({ "name": "示例县某局党支部" }));
    let file = made["file"].as_str().unwrap().to_owned();
    assert_eq!(status, 200);
    let text = fs::read_to_string(site.path(&file)).unwrap();
    assert!(text.contains("draft: true") && text.contains("name: 示例县某局党支部"), "{text}");
    let (status, twin) = post.json("/_liuhao/new", &json!({ "name": "示例县某局党支部" }));
    assert_eq!((status, twin["error"].as_str()), (422, Some("exists")));
    let (_, empty) = post.json("/_liuhao/new", &json!({ "name": " " }));
    assert_eq!(empty["error"], "name-empty");
    let (status, _) = post.json("/_liuhao/new", &json!({ "name": "甲", "path": "/etc" }));
    assert_eq!(status, 400);
    let etag = etag(&site, &file);
    for slug in ["../b", "a/b", "", "con", "a"] {
        let asked = json!({ "file": file, "etag": etag, "slug": slug });
        assert_eq!(post.json("/_liuhao/rename", &asked).0, 422, "{slug}");
    }
    let asked = json!({ "file": file, "etag": etag, "slug": "mouju" });
    let (_, renamed) = post.json("/_liuhao/rename", &asked);
    assert_eq!(renamed["file"], "content/branches/mouju.md");
    let stale = json!({ "file": "content/branches/mouju.md", "etag": "0" });
    assert_eq!(post.json("/_liuhao/delete", &stale).0, 409);
    let asked = json!({ "file": "content/branches/mouju.md", "etag": etag });
    let (status, away) = post.json("/_liuhao/delete", &asked);
    assert_eq!(status, 200, "{away}");
    assert!(!site.path("content/branches/mouju.md").exists());
    assert_eq!(post.json("/_liuhao/delete", &asked).0, 404);
    let (_, back) = post.json("/_liuhao/restore", &json!({ "trash": away["trash"] }));
    assert_eq!(back["file"], "content/branches/mouju.md");
    assert_eq!(fs::read_to_string(site.path("content/branches/mouju.md")).unwrap(), text);
    for trash in ["..", "../content", "nothing", ""] {
        assert_eq!(post.json("/_liuhao/restore", &json!({ "trash": trash })).0, 422, "{trash}");
    }
}

#[test]
fn a_story_in_its_own_folder_is_moved_with_it_whatever_its_text_is_called() {
    for name in ["index.md", "Index.md", "INDEX.MD", "_index.md", "index.markdown"] {
        let site = site();
        let text = fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        fs::create_dir_all(site.path("content/branches/own")).unwrap();
        fs::write(site.path(&format!("content/branches/own/{name}")), text).unwrap();
        fs::write(site.path("content/branches/own/1.jpg"), "a photo").unwrap();
        let preview = Preview::of(&site);
        let post = Post::new(&preview);
        let file = format!("content/branches/own/{name}");
        let etag = etag(&site, &file);
        let asked = json!({ "file": file, "etag": etag, "slug": "moved" });
        let moved = format!("content/branches/moved/{name}");
        assert_eq!(post.json("/_liuhao/rename", &asked).1["file"], json!(moved));
        assert!(site.path("content/branches/moved/1.jpg").exists(), "{name}");
        let asked = json!({ "file": moved, "etag": self::etag(&site, &moved) });
        let (_, away) = post.json("/_liuhao/delete", &asked);
        assert!(!site.path("content/branches/moved").exists(), "{name}: {away}");
        let (_, back) = post.json("/_liuhao/restore", &json!({ "trash": away["trash"] }));
        assert_eq!(back["file"], json!(moved));
        assert!(site.path("content/branches/moved/1.jpg").exists(), "{name}");
    }
}

#[test]
fn the_folder_of_all_stories_is_never_put_away() {
    let site = site();
    fs::rename(site.path("content/branches/a.md"), site.path("content/branches/index.md")).unwrap();
    fs::remove_file(site.path("content/branches/b.md")).unwrap();
    fs::write(site.path("content/branches/1.jpg"), "a photo").unwrap();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let file = "content/branches/index.md";
    let asked = json!({ "file": file, "etag": etag(&site, file) });
    let (status, away) = post.json("/_liuhao/delete", &asked);
    assert_eq!(status, 200, "{away}");
    assert!(site.path("content/branches/1.jpg").exists());
    let (_, back) = post.json("/_liuhao/restore", &json!({ "trash": away["trash"] }));
    assert_eq!(back["file"], file);
}

#[test]
fn a_published_story_that_is_renamed_is_found_under_its_old_address() {
    let site = Site::new()
        .file("content/branches/a.md", "---\ntitle: 甲  # 题\ndate: 2024-03-18\n---\n正文。\n")
        .story("b", "title: 乙\ndraft: true");
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let rename = |file: &str, slug: &str| {
        let file = format!("content/branches/{file}.md");
        let asked = json!({ "file": file, "etag": etag(&site, &file), "slug": slug });
        let (status, made) = post.json("/_liuhao/rename", &asked);
        assert_eq!(status, 200, "{made}");
        fs::read_to_string(site.path(made["file"].as_str().unwrap())).unwrap()
    };
    let text = rename("a", "c");
    assert_eq!(
        text,
        "---\ntitle: 甲  # 题\ndate: 2024-03-18\naliases: [branches/a]\n---\n正文。\n"
    );
    assert!(preview.get("/branches/a.html").text().contains("c.html"));
    // Its own address is none of its old ones.
    assert!(rename("c", "a").contains("aliases: [branches/c]"));
    assert!(!rename("b", "d").contains("aliases"), "nobody has seen a draft");
    let rows = preview.json("/_liuhao/desk.json");
    for row in rows["rows"].as_array().unwrap() {
        assert_eq!(row["etag"], etag(&site, row["file"].as_str().unwrap()));
    }
}

#[test]
fn what_comes_from_outside_becomes_a_story() {
    let site = site();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let text = "示例县某局离退休干部党支部事迹\n\n示例县某局离退休干部党支部现有党员22名。\n";
    let kind = "application/octet-stream";
    let answer = post.bytes("/_liuhao/import?name=a.txt", kind, text.as_bytes());
    let made: Value = serde_json::from_str(&answer.text()).unwrap();
    let file = made["file"].as_str().unwrap();
    assert!(fs::read_to_string(site.path(file)).unwrap().contains("22名"), "{made}");
    let refused = post.bytes("/_liuhao/import?name=a.docx", kind, b"PK\x03\x04");
    assert_eq!(refused.status, 422);
    let html =
        "<p class=MsoNormal>从<b>文稿</b>里来。</p><table><tr><td>一</td><td>二</td></tr></table>";
    let (_, pasted) = post.json("/_liuhao/paste", &json!({ "html": html }));
    assert!(pasted["markdown"].as_str().unwrap().contains("从**文稿**里来"), "{pasted}");
    let photo = "/_liuhao/photo?file=content/branches/a.md";
    let png = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/avatar.png")).unwrap();
    let (first, second) =
        (post.bytes(photo, "image/png", &png), post.bytes(photo, "image/png", &png));
    assert!(first.text().contains("![](a-1.png)") && second.text().contains("![](a-2.png)"));
    assert_eq!(fs::read(site.path("content/branches/a-2.png")).unwrap(), png);
    assert_eq!(post.bytes(photo, "image/png", b"<svg>").status, 422);
    let nowhere = post.bytes("/_liuhao/photo?file=../a.md", "image/png", &png);
    assert_eq!(nowhere.status, 404);
}

#[test]
fn publishing_is_the_build_and_tells_what_it_changes() {
    let site = site();
    let preview = Preview::of(&site);
    let post = Post::new(&preview);
    let plan = preview.json("/_liuhao/publish.json");
    assert_eq!((plan["may"].as_bool(), plan["new"][0]["title"].as_str()), (Some(true), Some("甲")));
    let (status, done) = post.json("/_liuhao/publish", &json!({}));
    assert_eq!((status, done["published"].as_bool()), (200, Some(true)), "{done}");
    assert!(site.path("public/branches/a.html").is_file());
    assert!(!site.path("public/branches/b.html").exists());
    let plan = preview.json("/_liuhao/publish.json");
    for list in ["new", "changed", "withdrawn"] {
        assert_eq!(plan[list].as_array().unwrap().len(), 0, "{plan}");
    }
    let etag = etag(&site, "content/branches/a.md");
    post.json("/_liuhao/delete", &json!({ "file": "content/branches/a.md", "etag": etag }));
    let plan = preview.json("/_liuhao/publish.json");
    assert_eq!(plan["withdrawn"][0]["why"], "gone");
}

#[test]
fn the_sheet_tells_what_has_changed_since_the_last_publishing() {
    let file = "content/branches/a.md";
    let text = "---\ntitle: 甲\ndate: 2024-03-18\nmembers: {total: 22名}\nactivities:\n  党课: 6次\n  \
                走访: 8次\n---\n支部现有党员22名。\n\n第二段。\n";
    let site = Site::new().file(file, text).story("b", "title: 乙\ndraft: true");
    let preview = Preview::with(&site, &["--port", "0"]);
    let post = Post::new(&preview);
    let sheet =
        |name: &str| preview.json(&format!("/_liuhao/sheet.json?file=content/branches/{name}.md"));
    assert_eq!((&sheet("a")["is_known"], &sheet("a")["since"]), (&json!(false), &json!(null)));
    assert_eq!(post.json("/_liuhao/publish", &json!({})).0, 200);
    let same = sheet("a");
    assert_eq!((&same["is_known"], &same["changes"]), (&json!(true), &json!([])));
    assert_eq!((&same["since"], &same["printed"]), (&same["printed"], &same["since"]));
    assert_eq!(sheet("b")["is_known"], false, "a draft was not published");
    let changed = text
        .replace("22名}", "220名}")
        .replace("党课: 6次", "党课: 7次")
        .replace("  走访: 8次\n", "  义诊: 3场\n");
    let asked = json!({ "file": file, "etag": etag(&site, file), "changes": [
        {"op": "set", "path": "members.total", "value": "220名"},
        {"op": "set", "path": "activities", "nth": 0, "field": "activity.count", "value": "7次"},
        {"op": "remove", "path": "activities", "nth": 1},
        {"op": "insert", "path": "activities", "values": {"activity.name": "义诊", "activity.count": "3场"}},
    ] });
    assert_eq!(post.json("/_liuhao/edit", &asked).0, 200);
    assert_eq!(fs::read_to_string(site.path(file)).unwrap(), changed);
    let told = sheet("a");
    assert_eq!(
        told["changes"],
        json!([
            {"label": "党员总数", "before": "22名", "after": "220名"},
            {"label": "活动", "before": "党课　6次", "after": "党课　7次"},
            {"label": "活动", "before": null, "after": "义诊　3场"},
            {"label": "活动", "before": "走访　8次", "after": null},
        ])
    );
    assert_eq!(told["warnings"][0]["rule"], "number-jump");
    assert_eq!(told["body"], "支部现有党员22名。\n\n第二段。\n");
    assert_eq!(preview.get("/_liuhao/sheet.json?file=../a.md").status, 404);
}

#[test]
fn a_draft_has_a_page_for_its_editor_alone() {
    let site = site();
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/branches/b.html").status, 404);
    let page = preview.get("/branches/b.html?draft=1");
    assert!(page.status == 200 && page.text().contains('乙'));
    let desk = preview.json("/_liuhao/desk.json");
    let row = desk["rows"].as_array().unwrap().iter().find(|row| row["title"] == "乙").unwrap();
    assert_eq!(
        (row["href"].as_str(), row["page"].as_str()),
        (None, Some("/branches/b.html?draft=1"))
    );
}
