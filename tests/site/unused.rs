//! What lies in `content/` and is named nowhere is not published, and told once.

use crate::support::{PICTURE, Site, markdown};

const FACTS: &str = "title: 甲\ndate: 2024-03-18";

/// A site with one story in a folder of its own.
fn story(text: &str) -> Site {
    Site::new().file("content/branches/a/index.md", markdown(FACTS, text))
}

#[test]
fn what_no_text_names_stays_in_the_office() {
    let names =
        ["原稿.docx", "照片说明.doc", "名单.csv", "通讯录.txt", "1.jpg", "附件.pdf", "录音.mp3"];
    for name in names {
        let bytes: &[u8] = match name.rsplit('.').next().unwrap() {
            "docx" => b"PK\x03\x04\x14\0\x06\0",
            "doc" => b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "jpg" => PICTURE,
            "pdf" => b"%PDF-1.7\n",
            _ => "姓名".as_bytes(),
        };
        let site = story("支部现有党员。").file(&format!("content/branches/a/{name}"), bytes);
        site.build().exits(0).says("unused-file").says(name).says("0 个警告，1 条提示");
        assert!(!site.output().keys().any(|file| file.ends_with(name)), "{name} is published");
        assert!(!site.output().keys().any(|file| file.starts_with("branches/a/")), "{name}");
        site.run(&["check"]).exits(0).says("unused-file").says(name);
        site.put("content/branches/a/index.md", markdown(FACTS, &format!("见[附件]({name})。")));
        site.build().exits(0).is_silent_on("unused-file");
        assert!(site.has(&format!("branches/a/{name}")), "{name} is linked and not published");
    }
}

#[test]
fn a_folder_is_told_once_and_many_folders_by_their_number() {
    let mut site = story("支部现有党员。");
    for number in 10..19 {
        site = site.file(&format!("content/branches/a/{number}.png"), PICTURE);
    }
    let run = site.build();
    run.exits(0).says("这里有 9 个文件没有用到").says("10.png、11.png、12.png、13.png、14.png 等");
    run.says("0 个警告，1 条提示").is_silent_on("15.png");
    for number in 10..30 {
        site = site.file(&format!("content/branches/b{number}/a.png"), PICTURE);
    }
    site.build().exits(0).says("11 条提示").says("另有 11 个文件夹里的 11 个文件没有用到");
}

#[test]
fn covers_menus_players_and_other_files_name_files() {
    let site = Site::new()
        .file("site.yaml", "name: 甲\nmenu: [{title: 章程, link: branches/a/章程.pdf}]\n")
        .file("content/branches/a/章程.pdf", "%PDF-1.7\n")
        .file("content/branches/a/封面.png", PICTURE)
        .file("content/branches/a/图 1.png", PICTURE)
        .file("content/branches/a/歌.mp3", b"ID3\x03")
        .file(
            "content/branches/a/index.md",
            markdown(&format!("{FACTS}\n封面: 封面.png"), "![甲](<图 1.png>)\n\n[歌](歌.mp3)"),
        );
    site.build().exits(0).says("[unread-pdf]").says("1 条提示");
    for address in ["branches/a/章程.pdf", "branches/a/歌.mp3"] {
        assert!(site.has(address), "{address}");
    }
    // Pictures that are shown go out as derived ones.
    assert!(!site.has("branches/a/封面.png"));
}

#[test]
fn style_sheets_and_templates_name_files() {
    let css = |name: &str| format!(".a {{ background: url('{name}') }}");
    let site = story("支部现有党员。")
        .file("static/own/own.css", css("../branches/a/底纹.png"))
        .file("themes/feed/styles/99-own.css", css("../branches/a/2.png"))
        .file("themes/feed/static/deep/er.css", css("../../branches/a/3.png?v=1"))
        .file("themes/feed/templates/404.html", "<img src=\"{{ root }}branches/a/4.png\">");
    for name in ["底纹.png", "2.png", "3.png", "4.png", "5.png"] {
        site.put(&format!("content/branches/a/{name}"), PICTURE);
    }
    let run = site.build();
    run.exits(0).says("5.png");
    for name in ["底纹.png", "2.png", "3.png", "4.png"] {
        run.is_silent_on(name);
        assert!(site.has(&format!("branches/a/{name}")), "{name} is named and not published");
    }
    assert!(!site.has("branches/a/5.png"));
}

#[test]
fn the_photos_of_a_draft_wait_with_it() {
    for facts in ["title: 甲\ndate: 2024-03-18\ndraft: true", "title: 甲\ndate: 2027-03-18"] {
        let site = Site::new()
            .file("content/branches/a/index.md", markdown(facts, "![甲](p.png)\n\n[表](b.csv)"))
            .file("content/branches/a/p.png", PICTURE)
            .file("content/branches/a/b.csv", "甲,乙");
        site.build().exits(0).is_silent_on("unused-file");
        assert!(!site.output().keys().any(|file| file.starts_with("branches/a")));
        site.run(&["build", "--drafts"]).exits(0).is_silent_on("unused-file");
        assert!(site.has("branches/a/b.csv"));
    }
}

#[test]
fn which_files_a_broken_text_names_is_not_known() {
    let site = Site::new()
        .file("content/branches/a/index.md", "---\ntitle: [甲\n---\n![甲](p.png)\n")
        .file("content/branches/a/p.png", PICTURE);
    site.build().exits(1).is_silent_on("unused-file");
}

#[test]
fn hidden_files_are_told_but_what_machines_look_for_is_published() {
    let site = story("支部现有党员。")
        .file("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
        .file("static/.htaccess", "Options -Indexes\n")
        .file("static/.user.ini", "a=b\n")
        .file("static/.DS_Store", "a")
        .file("static/._照片.jpg", "a")
        .file("static/.git/config", "a")
        .file("content/branches/.b.md", "---\ntitle: 乙\n---\n");
    let run = site.build();
    run.exits(0).says("名称以点开头，不会发布").says("static/.htaccess").says("static/.user.ini");
    run.says("content/branches/.b.md").says("3 条提示");
    run.is_silent_on("DS_Store").is_silent_on("_照片").is_silent_on(".git");
    assert_eq!(site.page(".well-known/security.txt"), "Contact: mailto:a@example.org\n");
    assert!(!site.output().keys().any(|file| file.contains("htaccess")));
    // A second build keeps it, and it goes when it is taken away.
    site.build().exits(0);
    assert!(site.has(".well-known/security.txt"));
    let site = site.without("static/.well-known/security.txt");
    site.build().exits(0);
    assert!(!site.has(".well-known/security.txt"));
}
