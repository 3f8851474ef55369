//! Names that some system chokes on: each is published right or refused with a message.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use crate::support::{PICTURE, Site, html, markdown};

const FACTS: &str =
    "title: 示例\ndate: 2024-03-01\nbranch: {name: 示例支部, county: 示例县}\ntags: [甲]";

fn site() -> Site {
    Site::empty().file("site.yaml", "name: 示例老干部\ncounties: [示例县]\n")
}

/// Names that are right everywhere.
#[test]
fn what_every_system_can_hold_is_published_and_linked() {
    let longest = "长".repeat(65);
    for name in
        ["支部", "😀-🇨🇳", "𠮷祥", "a b", "甲 & 乙", "50% + 1", "é", "con-1", "#1", longest.as_str()]
    {
        let text = format!(
            "![合影]({name}.png)\n\n[下载](<{name}.png>)\n",
            name = name.replace(' ', "%20").replace("50%", "50%25").replace('#', "%23")
        );
        let site = site()
            .file(&format!("content/branches/{name}.md"), markdown(FACTS, &text))
            .file(&format!("content/branches/{name}.png"), PICTURE);
        site.build().exits(0);
        let output = site.output();
        assert!(html::check_links(&output) > 10, "{name}");
        assert!(output.contains_key(&format!("branches/{name}.html")), "{name}");
        assert!(output.keys().all(|path| path.split('/').all(|part| part.len() <= 255)), "{name}");
    }
}

#[test]
fn what_some_system_cannot_hold_is_refused_by_name() {
    for name in [
        "CON",
        "nul",
        "com1.2024",
        "LPT9",
        "甲.",
        "甲 ",
        "a\nb",
        "a\tb",
        "a:b",
        "a?b",
        "a|b",
        "a\"b",
        "a\\b",
        "甲\u{202e}乙",
        "a\u{200b}b",
        &"长".repeat(66),
        &"长".repeat(84),
    ] {
        for ending in ["md", "png"] {
            let file = if name.ends_with(['.', ' ']) {
                name.to_owned()
            } else {
                format!("{name}.{ending}")
            };
            if file.len() > 255 {
                continue;
            }
            let site = site().file(&format!("content/branches/x/{file}"), PICTURE);
            let run = site.build();
            let told = format!("{}{}", run.out, run.err);
            run.exits(1);
            assert!(
                told.contains("[bad-name]") || told.contains("[misplaced-file]"),
                "{file:?}: {told}"
            );
            assert!(!site.path("public").exists(), "{file:?}");
        }
    }
    // Not even text.
    let site = site();
    fs::create_dir_all(site.path("content/branches")).unwrap();
    fs::write(site.path("content/branches").join(OsStr::from_bytes(b"a\xFF.png")), PICTURE)
        .unwrap();
    site.build().exits(1).says("bad-name");
}

#[test]
fn twins_that_one_system_takes_for_one_are_told() {
    for (one, other) in [("Jinta", "jinta"), ("e\u{301}", "\u{e9}")] {
        let site = site()
            .file(&format!("content/branches/{one}.md"), markdown(FACTS, "甲"))
            .file(&format!("content/branches/{other}.md"), markdown(FACTS, "乙"));
        let run = site.build();
        run.exits(1).says("duplicate-address");
    }
}
