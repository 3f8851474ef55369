//! The desk writes: through its gate, one entry at a time, and nothing is lost unseen.

use std::fs;
use std::io::{Read as _, Write as _};

use serde_json::{Value, json};

use crate::client::{Answer, Preview};
use crate::support::Site;

pub(crate) const FILE: &str = "content/branches/a.md";
pub(crate) const TEXT: &str = "---\n# 头\ntitle: 甲   # 题\ndate: 2024-03-18\n\nmembers:\n  total: 22名\n---\n支部现有党员22名。\n";

pub(crate) fn site() -> Site {
    Site::new().file(FILE, TEXT)
}

/// The token of the page of the desk.
pub(crate) fn token(preview: &Preview) -> String {
    let page = preview.page("/_liuhao/");
    let rest = page.split("name=\"liuhao-token\" content=\"").nth(1);
    rest.map(|rest| rest.split('"').next().unwrap().to_owned()).unwrap_or_default()
}

/// The header lines that a page of the desk sends.
pub(crate) fn headers(preview: &Preview) -> String {
    let (port, token) = (preview.port, token(preview));
    format!(
        "Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nX-Liuhao: {token}\r\n"
    )
}

pub(crate) fn send(preview: &Preview, path: &str, headers: &str, body: &[u8]) -> Answer {
    let head = format!(
        "POST /_liuhao/{path} HTTP/1.1\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    Answer::of(&preview.send(&[head.as_bytes(), body].concat()))
}

/// What the desk answers to its own page: status and JSON.
pub(crate) fn post(preview: &Preview, path: &str, body: &Value) -> (u16, Value) {
    let answer = send(preview, path, &headers(preview), body.to_string().as_bytes());
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
}

pub(crate) fn form(preview: &Preview) -> Value {
    preview.json(&format!("/_liuhao/form.json?file={FILE}"))
}

pub(crate) fn edit(etag: &Value, changes: &Value) -> Value {
    json!({"file": FILE, "etag": etag, "changes": changes})
}

pub(crate) fn set(path: &str, value: &str) -> Value {
    json!([{"op": "set", "path": path, "value": value}])
}

pub(crate) fn text(site: &Site) -> String {
    fs::read_to_string(site.path(FILE)).unwrap()
}

pub(crate) fn field<'f>(form: &'f Value, path: &str) -> &'f Value {
    form["fields"].as_array().unwrap().iter().find(|field| field["path"] == path).unwrap()
}

#[test]
fn a_form_shows_what_was_typed_and_what_was_understood() {
    let site = Site::new().file(
        FILE,
        "---\ntitle: 甲\ndate: 2024-02-30\nseries: s\nbranch: {name: 甲支部, founded: 2005年8月}\n\
         members:\n  total: 90余名\n  # 待确认: 女党员: 9名（第1段“女党员9名”，可能只是一部分）\n  age_bands: {69岁及以下: 80, 80岁以上: 15}\n\
         activities:\n  党课: 6次\n  走访: 近30人次\nhonours: [2023年度县级先进党支部]\n---\n党员90余名，讲党课6次，义诊3场。\n",
    );
    let preview = Preview::of(&site);
    let form = form(&preview);
    assert_eq!(field(&form, "members.total")["value"], "90余名");
    assert_eq!(field(&form, "members.total")["understood"], "至少 90 名");
    assert_eq!(field(&form, "members.total")["label"], "党员总数");
    assert_eq!(field(&form, "branch.founded")["understood"], "2005年8月");
    assert_eq!(field(&form, "date")["faults"][0]["rule"], "impossible-date");
    assert_eq!(field(&form, "date")["line"], 3);
    let bands = field(&form, "members.age_bands");
    assert_eq!((&bands["sum"]["sum"], &bands["sum"]["is_equal"]), (&json!(95), &json!(true)));
    let rows = field(&form, "activities")["rows"].as_array().unwrap();
    assert_eq!(rows[1]["values"], json!({"activity.name": "走访", "activity.count": "近30人次"}));
    assert_eq!(rows[1]["understood"], "大约 30 人次");
    let phrase = &field(&form, "honours")["rows"][0];
    assert_eq!(phrase["phrase"], "2023年度县级先进党支部");
    assert!(phrase["understood"].as_str().unwrap().starts_with("2023年度 县级"), "{phrase}");
    let card = &form["cards"][0];
    assert_eq!(
        (&card["path"], &card["proposal"], &card["line"]),
        (&json!("members.women"), &json!("9名"), &json!(8))
    );
    let open: Vec<&Value> =
        form["claims"].as_array().unwrap().iter().filter(|one| one["is_open"] == true).collect();
    assert_eq!((open.len(), &open[0]["text"]), (1, &json!("3场")), "{open:?}");
    assert!(open[0]["goes"].to_string().contains("义诊"), "{}", open[0]);
    let body: Vec<u16> = form["body"].as_str().unwrap().encode_utf16().collect();
    let place = |key: &str| usize::try_from(open[0][key].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&body[place("start")..place("end")]).unwrap(), "3场");
}

#[test]
fn an_edit_changes_one_line_and_can_be_undone() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let (status, saved) = post(&preview, "edit", &edit(&etag, &set("members.total", "23名")));
    assert_eq!((status, &saved["merged"]), (200, &json!(false)), "{saved}");
    assert_eq!(text(&site), TEXT.replace("22名\n---", "23名\n---"));
    assert_eq!(field(&saved["form"], "members.total")["value"], "23名");
    assert_eq!(saved["form"]["undo"], 1);
    let etag = &saved["form"]["etag"];
    let (status, saved) = post(
        &preview,
        "text",
        &json!({"file": FILE, "etag": etag, "body": "支部现有党员23名。\n\n新段。\n"}),
    );
    assert_eq!(status, 200, "{saved}");
    assert!(text(&site).ends_with("---\n支部现有党员23名。\n\n新段。\n"));
    for left in [1, 0] {
        let etag = form(&preview)["etag"].clone();
        let (status, undone) = post(&preview, "undo", &json!({"file": FILE, "etag": etag}));
        assert_eq!((status, &undone["form"]["undo"]), (200, &json!(left)), "{undone}");
    }
    assert_eq!(text(&site), TEXT);
    let etag = form(&preview)["etag"].clone();
    assert_eq!(post(&preview, "undo", &json!({"file": FILE, "etag": etag})).0, 422);
    // The page shows it without being asked to look.
    let mut events = preview.listen();
    post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    events.until(|| preview.page("/branches/a.html").contains("<title>乙"));
    assert!(preview.page("/branches/a.html").contains("<title>乙"));
}

#[test]
fn what_somebody_else_saved_is_kept_or_both_are_shown() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    // An editor beside: another fact, and the text.
    site.put(FILE, TEXT.replace("2024-03-18", "2024-03-19").replace("现有", "共有"));
    let (status, saved) = post(&preview, "edit", &edit(&etag, &set("members.total", "23名")));
    assert_eq!((status, &saved["merged"]), (200, &json!(true)), "{saved}");
    let both = TEXT
        .replace("2024-03-18", "2024-03-19")
        .replace("现有", "共有")
        .replace("22名\n---", "23名\n---");
    assert_eq!(text(&site), both);
    // The same fact, in a second tab.
    let (status, told) = post(&preview, "edit", &edit(&etag, &set("members.total", "24名")));
    assert_eq!((status, &told["error"]), (409, &json!("changed")));
    assert_eq!(told["base"], TEXT);
    assert_eq!(told["ours"], TEXT.replace("22名\n---", "24名\n---"));
    assert_eq!(told["theirs"], both);
    assert_eq!(text(&site), both);
    // The text below.
    let (status, _) =
        post(&preview, "text", &json!({"file": FILE, "etag": etag, "body": "别的。\n"}));
    assert_eq!(status, 409);
    // A validator that nobody gave out: nothing is known of what it began with.
    let (status, told) = post(&preview, "edit", &edit(&json!("0"), &set("title", "丙")));
    assert_eq!((status, &told["base"], &told["ours"]), (409, &Value::Null, &Value::Null));
    // To insist is to send the validator of what was shown.
    let (status, _) = post(&preview, "edit", &edit(&told["form"]["etag"], &set("title", "丙")));
    assert_eq!(status, 200);
    // What was undone may not be what somebody else wrote.
    site.put(FILE, TEXT);
    let etag = form(&preview)["etag"].clone();
    assert_eq!(post(&preview, "undo", &json!({"file": FILE, "etag": etag})).0, 409);
    assert_eq!(text(&site), TEXT);
}

#[test]
fn tabs_that_write_at_once_all_find_their_edit() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let headers = headers(&preview);
    let facts = [
        ("title", "乙"),
        ("date", "2024-04-01"),
        ("as_of", "2024-03"),
        ("members.total", "30"),
        ("members.women", "9"),
        ("branch.name", "丙支部"),
        ("summary", "丁"),
        ("branch.county", "戊"),
    ];
    std::thread::scope(|scope| {
        for (path, value) in facts {
            let (preview, headers, etag) = (&preview, &headers, &etag);
            scope.spawn(move || {
                let body = edit(etag, &set(path, value)).to_string();
                let answer = send(preview, "edit", headers, body.as_bytes());
                assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            });
        }
    });
    let form = form(&preview);
    for (path, value) in facts {
        assert_eq!(field(&form, path)["value"], value, "{path}");
    }
    assert!(text(&site).contains("# 头\n") && text(&site).contains("   # 题\n"));
}

#[test]
fn a_refusal_says_why_and_where() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let (status, told) = post(
        &preview,
        "edit",
        &edit(&etag, &json!([{"op": "remove", "path": "honours", "nth": 3}])),
    );
    assert_eq!((status, &told["error"]), (422, &json!("edit-no-row")), "{told}");
    let (status, told) = post(
        &preview,
        "edit",
        &edit(&etag, &json!([{"op": "set", "path": "title", "value": "乙", "x": 1}])),
    );
    assert_eq!((status, &told["error"]), (400, &json!("malformed")), "{told}");
    for file in ["content/branches/b.md", "site.yaml", "../a.md", "/etc/passwd", ""] {
        let (status, told) =
            post(&preview, "edit", &json!({"file": file, "etag": etag, "changes": []}));
        assert_eq!((status, &told["error"]), (404, &json!("no-file")), "{file}");
    }
    assert_eq!(text(&site), TEXT);
}

#[test]
fn what_is_saved_stands_on_the_page_when_it_is_answered() {
    let site = site();
    let preview = Preview::of(&site);
    let mut etag = form(&preview)["etag"].clone();
    for nth in 0..12 {
        let title = format!("第{nth}次的标题");
        let (status, saved) = post(&preview, "edit", &edit(&etag, &set("title", &title)));
        assert_eq!(status, 200, "{saved}");
        assert!(preview.page("/branches/a.html").contains(&title), "{title}");
        etag = saved["form"]["etag"].clone();
    }
    let (_, saved) = post(&preview, "undo", &json!({"file": FILE, "etag": etag}));
    assert_eq!(saved["form"]["title"], "第10次的标题");
    assert!(preview.page("/branches/a.html").contains("第10次的标题"));
}

#[test]
fn slips_are_mended_by_line_or_all_at_once() {
    let slipped = "---\ntitle：甲\ndate： 2024-03-18\n---\n正文。\n";
    let site = Site::new().file(FILE, slipped);
    let preview = Preview::of(&site);
    let form = form(&preview);
    assert_eq!(form["fixable"], true);
    assert_eq!(field(&form, "title")["faults"][0]["fix"]["slip"], true, "{form}");
    let (_, saved) = post(&preview, "fix", &json!({"file": FILE, "etag": form["etag"], "line": 2}));
    assert_eq!(text(&site), slipped.replace("title：", "title: "));
    post(&preview, "fix", &json!({"file": FILE, "etag": saved["form"]["etag"]}));
    assert_eq!(text(&site), "---\ntitle: 甲\ndate: 2024-03-18\n---\n正文。\n");
}

/// What a stranger sends in place of a part of the headers, and how it is refused.
const STRANGERS: [(&str, &str, &str, u16); 18] = [
    ("another origin", "Origin: http://localhost", "Origin: http://evil.example", 403),
    ("another port", "Origin: http://localhost:PORT", "Origin: http://localhost:1", 403),
    ("no origin", "Origin: http://localhost:PORT\r\n", "", 403),
    ("a null origin", "Origin: http://localhost:PORT", "Origin: null", 403),
    ("https", "Origin: http:", "Origin: https:", 403),
    ("another site", "Site: same-origin", "Site: cross-site", 403),
    ("the same site", "Site: same-origin", "Site: same-site", 403),
    ("typed into the bar", "Site: same-origin", "Site: none", 403),
    ("no token", "X-Liuhao: TOKEN\r\n", "", 403),
    (
        "another token",
        "TOKEN",
        "0000000000000000000000000000000000000000000000000000000000000000",
        403,
    ),
    ("a form", "application/json", "text/plain", 415),
    ("another form", "application/json", "application/x-www-form-urlencoded", 415),
    ("a form with files", "application/json", "multipart/form-data; boundary=x", 415),
    ("no type", "Content-Type: application/json\r\n", "", 415),
    ("the network", "localhost:PORT", "192.168.1.9:PORT", 403),
    ("a name for this machine", "localhost:PORT", "127.0.0.1.nip.io:PORT", 403),
    ("two origins", "Sec-Fetch-Site", "Origin: http://localhost:PORT\r\nSec-Fetch-Site", 400),
    ("two tokens", "Sec-Fetch-Site", "X-Liuhao: TOKEN\r\nSec-Fetch-Site", 400),
];

/// Every way in that the design names, each refused with nothing written.
#[test]
fn nobody_but_a_page_of_the_desk_can_write() {
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let body = edit(&etag, &set("title", "乙")).to_string();
    let good = headers(&preview);
    let (port, token) = (preview.port.to_string(), token(&preview));
    assert_eq!(token.len(), 64);
    for (name, from, to, status) in STRANGERS {
        let here = |text: &str| text.replace("PORT", &port).replace("TOKEN", &token);
        let headers = good.replace(&here(from), &here(to));
        assert_ne!(headers, good, "{name}");
        let answer = send(&preview, "edit", &headers, body.as_bytes());
        assert_eq!(answer.status, status, "{name}");
        assert!(!answer.headers.to_ascii_lowercase().contains("access-control"), "{name}");
        assert_eq!(text(&site), TEXT, "{name}");
    }
    assert_eq!(send(&preview, "edit", &good, body.as_bytes()).status, 200);
}

#[test]
fn only_the_paths_of_the_desk_hear_a_post() {
    let site = site();
    let preview = Preview::of(&site);
    let good = headers(&preview);
    for (method, path, status) in [
        ("POST", "/_liuhao/none", 404),
        ("POST", "/_liuhao/desk.json", 404),
        ("POST", "/branches/a.html", 405),
        ("PUT", "/_liuhao/edit", 405),
        ("DELETE", "/_liuhao/edit", 405),
        ("OPTIONS", "/_liuhao/edit", 405),
        ("PATCH", "/_liuhao/edit", 405),
    ] {
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{good}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        );
        assert_eq!(Answer::of(&preview.send(head.as_bytes())).status, status, "{method} {path}");
    }
    assert_eq!(text(&site), TEXT);
}

#[test]
fn a_body_has_a_length_a_limit_and_its_time() {
    let site = site();
    let preview = Preview::of(&site);
    let good = headers(&preview);
    let ask = |lines: &str, body: &str| {
        let head =
            format!("POST /_liuhao/edit HTTP/1.1\r\n{good}{lines}Connection: close\r\n\r\n{body}");
        Answer::of(&preview.send(head.as_bytes())).status
    };
    assert_eq!(ask("", "{}"), 411);
    assert_eq!(ask("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"), 413);
    assert_eq!(ask("Content-Length: 1048577\r\n", "{}"), 413);
    assert_eq!(ask("Content-Length: 99999999999999999999999\r\n", "{}"), 400);
    assert_eq!(ask("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"), 400);
    assert_eq!(ask("Content-Length: 0x2\r\n", "{}"), 400);
    // One that ends before its length.
    assert_eq!(ask("Content-Length: 20\r\n", "{}"), 400);
    // A body of any bytes is answered, and what follows it is another request.
    let deep = "[".repeat(200_000);
    assert_eq!(ask(&format!("Content-Length: {}\r\n", deep.len()), &deep), 400);
    let mut stream = preview.connect();
    let two = format!(
        "POST /_liuhao/edit HTTP/1.1\r\n{good}Content-Length: 2\r\n\r\n{{}}GET /_liuhao/report.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(two.as_bytes()).unwrap();
    let mut answers = Vec::new();
    stream.read_to_end(&mut answers).unwrap();
    let answers = String::from_utf8_lossy(&answers).into_owned();
    assert!(answers.starts_with("HTTP/1.1 400") && answers.contains("HTTP/1.1 200"), "{answers}");
    assert_eq!(text(&site), TEXT);
}

#[test]
fn who_may_not_write_sees_no_token_and_no_form() {
    let site = site();
    let preview = Preview::of(&site);
    // A script of the site that reads the page gets none.
    let read = preview.ask("GET", "/_liuhao/", "Sec-Fetch-Dest: empty\r\n").text();
    assert!(!read.contains("liuhao-token"));
    assert!(preview.page("/_liuhao/").contains("liuhao-token"));
    assert!(!preview.page("/branches/a.html").contains("liuhao-token"));
    let read_only = Preview::with(&site, &["--port", "0", "--read-only"]);
    assert!(!read_only.page("/_liuhao/").contains("liuhao-token"));
    assert_eq!(form(&read_only)["writable"], false);
    let body = edit(&form(&read_only)["etag"], &set("title", "乙")).to_string();
    assert_eq!(send(&read_only, "edit", &headers(&preview), body.as_bytes()).status, 403);
    // Two runs have two tokens.
    assert_ne!(token(&preview), token(&Preview::of(&site)));
    assert_eq!(text(&site), TEXT);
}

#[test]
fn a_reader_in_the_network_sees_no_control() {
    let site = site();
    let preview = Preview::with(&site, &["--port", "0", "--host", "0.0.0.0"]);
    // By its name in the network even this machine is a reader.
    let address = "Host: 127.0.0.1\r\n";
    assert!(preview.ask("GET", "/_liuhao/", address).text().contains("liuhao-token"));
    let Some(address) = lan(&preview) else { return };
    let ask = |path: &str| {
        let mut stream = std::net::TcpStream::connect((address, preview.port)).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}:{}\r\nConnection: close\r\n\r\n",
            preview.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::of(&answer)
    };
    let desk = ask("/_liuhao/");
    assert_eq!(desk.status, 200);
    assert!(!desk.text().contains("liuhao-token"));
    assert_eq!(ask(&format!("/_liuhao/form.json?file={FILE}")).status, 403);
}

/// The address that the greeting names for telephones.
fn lan(preview: &Preview) -> Option<std::net::IpAddr> {
    let named = preview.greeting.split("http://").skip(1).filter_map(|rest| {
        let address = rest.split([':', '/']).next()?;
        address.parse::<std::net::IpAddr>().ok()
    });
    named.into_iter().find(|address| !address.is_loopback())
}
