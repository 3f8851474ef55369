//! The first page: started where no site is, it makes or opens one, and hears nobody else.
#![cfg(unix)]

use std::fs;

use serde_json::{Value, json};

use crate::client::Preview;
use crate::ending::started;
use crate::support::{Site, patience};
use crate::writing::{headers, post, send, token};

/// A place without a site, with a home and folders in it.
fn nowhere() -> Site {
    let site = Site::empty();
    for folder in ["home/文档/各县", "home/.藏", "home/桌面"] {
        fs::create_dir_all(site.path(folder)).unwrap();
    }
    site
}

/// The token of the first page.
fn page(preview: &Preview) -> String {
    let page = preview.page("/_liuhao/start");
    let rest = page.split("name=\"liuhao-token\" content=\"").nth(1);
    rest.map(|rest| rest.split('"').next().unwrap().to_owned()).unwrap_or_default()
}

/// What the first page asks for by POST.
fn ask(preview: &Preview, path: &str, body: &Value) -> (u16, Value) {
    let headers = headers(preview).replace("X-Liuhao: ", &format!("X-Liuhao: {}", page(preview)));
    let answer = send(preview, path, &headers, body.to_string().as_bytes());
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
}

fn create(id: &str, folder: &str, name: &str) -> Value {
    json!({"id": id, "folder": folder, "name": name, "introduction": "", "counties": ["示例县"]})
}

/// The id of a folder that is offered at the beginning.
fn offered(preview: &Preview, ending: &str) -> String {
    let start = preview.json("/_liuhao/start.json");
    let mut folders = start["folders"].as_array().unwrap().iter();
    let found = folders.find(|one| one["path"].as_str().unwrap().ends_with(ending));
    found.unwrap_or_else(|| panic!("{ending}: {start}"))["id"].as_str().unwrap().to_owned()
}

#[test]
fn without_a_site_the_first_page_makes_one_and_the_same_address_shows_it() {
    let site = nowhere();
    let mut preview = Preview::spawn(&mut started(&site));
    for path in ["/", "/_liuhao/", "/branches/a.html"] {
        let answer = preview.get(path);
        assert_eq!(
            (answer.status, answer.header("Location")),
            (302, Some("/_liuhao/start")),
            "{path}"
        );
    }
    let documents = offered(&preview, "home/文档");
    let (status, told) = ask(&preview, "create", &create(&documents, "", "示例老干部: #1"));
    assert_eq!((status, &told["url"]), (200, &json!("/_liuhao/")), "{told}");
    // By the code of `init`, in a folder that every system can have.
    let made = fs::read_to_string(site.path("home/文档/示例老干部-#1/site.yaml")).unwrap();
    assert!(
        made.contains("名称: '示例老干部: #1'\n") || made.contains("名称: \"示例老干部: #1\"\n"),
        "{made}"
    );
    assert!(made.contains("县区:\n  - 示例县\n"), "{made}");
    assert_eq!(token(&preview).len(), 64);
    let desk = preview.json("/_liuhao/desk.json");
    assert_eq!((&desk["name"], &desk["totals"]["errors"]), (&json!("示例老干部: #1"), &json!(0)));
    // The site's own requests are heard now, those of the first page are not.
    assert_eq!(post(&preview, "new", &json!({"name": "示例县某局党支部"})).0, 200);
    assert_eq!(post(&preview, "create", &create(&documents, "", "又一个")).0, 404);
    // A second start finds it, wherever it is begun.
    let second = patience::output(&mut started(&site));
    let said = String::from_utf8(second.stdout).unwrap();
    assert!(said.contains(&format!("http://localhost:{}/_liuhao/", preview.port)), "{said}");
    assert_eq!(post(&preview, "stop", &json!({})).0, 200);
    assert!(preview.ended().success());
    // It is remembered, and another first page opens it.
    let again = Preview::spawn(&mut started(&site));
    let known = again.json("/_liuhao/start.json")["sites"][0].clone();
    assert_eq!(known["site"], "示例老干部: #1");
    assert_eq!(ask(&again, "open", &json!({"id": known["id"]})).0, 200);
    assert_eq!(again.json("/_liuhao/desk.json")["name"], "示例老干部: #1");
}

#[test]
fn what_another_process_serves_is_opened_there() {
    let other = Site::new();
    let first = Preview::spawn(&mut started(&other));
    let site = nowhere();
    let state = site.path("state/liuhao");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("sites"), format!("{}\n/gone\n", other.path("").display())).unwrap();
    let mut preview = Preview::spawn(&mut started(&site));
    let start = preview.json("/_liuhao/start.json");
    assert_eq!(start["sites"].as_array().unwrap().len(), 1, "{start}");
    let (status, told) = ask(&preview, "open", &json!({"id": start["sites"][0]["id"]}));
    let url = format!("http://localhost:{}/_liuhao/", first.port);
    assert_eq!((status, &told["url"]), (200, &json!(url)), "{told}");
    assert!(preview.ended().success(), "one desk for a site");
}

#[test]
fn folders_are_named_by_what_was_offered_alone() {
    let site = nowhere();
    fs::create_dir_all(site.path("outside")).unwrap();
    std::os::unix::fs::symlink(site.path("outside"), site.path("home/链接")).unwrap();
    let preview = Preview::spawn(&mut started(&site));
    let home = offered(&preview, "/home");
    let inside = preview.json(&format!("/_liuhao/folders.json?id={home}"));
    let names: Vec<&str> = inside["folders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["文档", "桌面"], "neither what is hidden nor where links lead");
    for id in ["", "f", "f-1", "f99999", "../..", "/etc", "%2Fetc", "f0/../..", "0"] {
        let answer = preview.get(&format!("/_liuhao/folders.json?id={id}"));
        assert_eq!(answer.status, 404, "{id}: {}", answer.text());
        assert_eq!(ask(&preview, "create", &create(id, "a", "甲")).0, 404, "{id}");
        assert_eq!(ask(&preview, "open", &json!({"id": id})).0, 404, "{id}");
    }
    for folder in ["..", "../a", "a/b", "a\\b", "con", "a.", "/etc/a", "a\u{0}b"] {
        let (status, told) = ask(&preview, "create", &create(&home, folder, "甲"));
        assert_eq!((status, &told["error"]), (422, &json!("bad-name")), "{folder}");
    }
    let (_, told) = ask(&preview, "create", &create(&home, "桌面", " "));
    assert_eq!(told["error"], "name-empty");
    fs::write(site.path("home/桌面/a.txt"), "a").unwrap();
    let (_, told) = ask(&preview, "create", &create(&home, "桌面", "甲"));
    assert_eq!(told["error"], "exists");
    let (_, told) = ask(&preview, "create", &create(&home, "链接", "甲"));
    assert_eq!(told["error"], "exists", "no link is followed");
    let (_, told) = ask(&preview, "open", &json!({"id": home}));
    assert_eq!(told["error"], "no-site");
    let (status, _) = ask(&preview, "open", &json!({"id": home, "path": "/etc"}));
    assert_eq!(status, 400);
    assert_eq!(fs::read_dir(site.path("home/桌面")).unwrap().count(), 1);
    assert_eq!(fs::read_dir(site.path("outside")).unwrap().count(), 0);
}

#[test]
fn the_first_page_hears_nobody_but_itself() {
    let site = nowhere();
    let preview = Preview::spawn(&mut started(&site));
    let home = offered(&preview, "/home");
    let body = create(&home, "a", "甲").to_string();
    let good = headers(&preview).replace("X-Liuhao: ", &format!("X-Liuhao: {}", page(&preview)));
    for (from, to, status) in [
        ("Origin: http://localhost", "Origin: http://evil.example", 403),
        ("Site: same-origin", "Site: cross-site", 403),
        ("X-Liuhao: ", "X-Liuhao: 0", 403),
        ("application/json", "text/plain", 415),
        ("Host: localhost", "Host: 127.0.0.1.nip.io", 403),
    ] {
        let headers = good.replace(from, to);
        assert_ne!(headers, good);
        assert_eq!(send(&preview, "create", &headers, body.as_bytes()).status, status, "{to}");
    }
    for path in ["edit", "publish", "new", "import"] {
        let answer = send(&preview, path, &good, b"{}");
        assert!([404, 415].contains(&answer.status), "{path}: {}", answer.status);
    }
    let fetched = preview.ask("GET", "/_liuhao/start", "Sec-Fetch-Dest: empty\r\n");
    assert!(!fetched.text().contains("liuhao-token"));
    assert_eq!(fs::read_dir(site.path("home")).unwrap().count(), 3);
    assert_eq!(send(&preview, "create", &good, body.as_bytes()).status, 200);
}
