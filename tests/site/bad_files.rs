//! Files that cannot be what they should be: unreadable, in an old encoding, too large, elsewhere.

use encoding_rs::GBK;

use crate::support::{Site, markdown};

const FACTS: &str = "title: 银发先锋\ndate: 2024-07-01";

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units
        .flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() })
        .collect()
}

#[test]
fn a_folder_without_settings_is_no_site() {
    Site::published().without("site.yaml").refuses(2, "no-site");
    Site::published().refuses_with(&["check", "--root", "别处"], 2, "no-site-elsewhere");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::published().story("b", FACTS);
    site.build_unprivileged("zh").exits(0);
    site.put("content/branches/c.md", markdown("title: 丙\ndate: 2024-07-01", "新"));
    let locked = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(site.path("content/branches/b.md"), locked).unwrap();
    site.refuses_as(2, "unreadable-file", |language| site.build_unprivileged(language));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::published().file("content/branches/b/index.md", markdown(FACTS, "新"));
    site.build_unprivileged("zh").exits(0);
    let folder = site.path("content/branches/b");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o000)).unwrap();
    site.refuses_as(2, "unreadable-folder", |language| site.build_unprivileged(language));
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_in_gbk_is_told_so_and_its_other_faults_too() {
    let (bytes, _, _) = GBK.encode("---\n标题: 银发先锋\n日期: 2024-02-30\n---\n支部现有党员。\n");
    Site::published().file("content/branches/b.md", bytes).refuses(1, "gbk-file");
}

#[test]
fn a_file_in_utf16_is_told_so() {
    let text = markdown(FACTS, "支部现有党员。");
    Site::published()
        .file("content/branches/b.md", utf16(&text, false))
        .file("content/branches/c.md", utf16(&text, true))
        .refuses(1, "utf16-file");
}

#[test]
fn a_file_in_no_encoding_is_told_so() {
    let bytes = [markdown(FACTS, "支部").as_bytes(), &[0xFF, 0x80, b'\n']].concat();
    Site::published().file("content/branches/b.md", bytes).refuses(1, "unknown-encoding");
}

#[test]
fn settings_in_an_old_encoding_are_told_so() {
    let text = "name: 示例老干部\n";
    let (gbk, _, _) = GBK.encode(text);
    Site::published().file("site.yaml", gbk).refuses(1, "gbk-settings");
    Site::published().file("site.yaml", utf16(text, false)).refuses(1, "utf16-settings");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let text = markdown(
        "title: 银发先锋\ndate: 2024-07-01\ntags:\n  - 甲\n  - 乙",
        "第一段。\n\n第二段。",
    );
    let page = |text: &str, settings: &str| {
        let site = Site::new().file("content/branches/a.md", text).file("site.yaml", settings);
        site.build().exits(0).reports_nothing();
        site.text("branches/a.html")
    };
    let expected = page(&text, "name: 甲\n");
    assert!(expected.contains("第二段。") && expected.contains("乙"));
    assert_eq!(page(&format!("\u{FEFF}{text}"), "\u{FEFF}name: 甲\n"), expected);
    let windows = text.replace('\n', "\r\n");
    assert_eq!(page(&windows, "name: 甲\r\n"), expected);
    assert_eq!(page(&format!("\u{FEFF}{windows}"), "name: 甲"), expected);
}

#[test]
fn a_fault_in_a_file_with_windows_line_ends_is_in_its_place() {
    let text = markdown("title: 银发先锋\ndate: 2024-02-30", "甲").replace('\n', "\r\n");
    Site::published()
        .file("content/branches/b.md", format!("\u{FEFF}{text}"))
        .refuses(1, "windows-line-ends");
}

#[test]
fn an_empty_file_is_told_so() {
    Site::published()
        .file("content/branches/b.md", "")
        .file("content/branches/c.md", "\u{FEFF}\r\n\r\n")
        .refuses(1, "empty-file");
}

#[test]
fn front_matter_that_is_missing_or_never_ends_is_told_so() {
    Site::published()
        .file("content/branches/b.md", "# 银发先锋\n\n支部现有党员。\n")
        .refuses(1, "front-matter-missing");
    Site::published()
        .file("content/branches/b.md", "---\ntitle: 银发先锋\ndate: 2024-07-01\n\n支部现有党员。\n")
        .refuses(1, "front-matter-unclosed");
}

#[test]
fn a_file_of_ten_megabytes_is_no_story() {
    let text = markdown(FACTS, &"支部现有党员。\n".repeat(500_000));
    assert!(text.len() > 10_000_000);
    Site::published().file("content/branches/b.md", text).refuses(1, "file-too-large");
}

/// Each bracket takes a hundred bytes of the parser's memory.
#[test]
fn a_text_of_marks_is_refused_before_it_is_read() {
    let text = markdown("title: 示例\ndate: 2024-07-01", &"[甲".repeat(100_001));
    let site = Site::published().file("content/branches/b.md", &text);
    site.refuses(1, "too-many-marks");
    site.run(&["check", "--fix"]).exits(1);
    assert_eq!(std::fs::read_to_string(site.path("content/branches/b.md")).unwrap(), text);
    let site = site.file("content/branches/b.md", text.replacen('[', "", 10));
    site.build().exits(0);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_refused() {
    use std::os::unix::fs::symlink;
    let site = Site::published().file("content/series/s.md", markdown("title: 专辑", ""));
    std::fs::create_dir_all(site.path("static")).unwrap();
    symlink("/etc/passwd", site.path("content/branches/passwd.md")).unwrap();
    symlink("/etc", site.path("content/branches/etc")).unwrap();
    symlink("/etc/hostname", site.path("static/hostname.txt")).unwrap();
    symlink("old.md", site.path("content/branches/inside.md")).unwrap();
    symlink("nowhere", site.path("content/branches/broken.md")).unwrap();
    site.refuses(1, "links");
    assert!(!site.has("hostname.txt"));
}

#[cfg(unix)]
#[test]
fn a_linked_content_folder_is_refused() {
    use std::os::unix::fs::symlink;
    let site = Site::published();
    std::fs::rename(site.path("content"), site.path("elsewhere")).unwrap();
    symlink("elsewhere", site.path("content")).unwrap();
    // A link may lead anywhere, and be made to lead elsewhere while the site is built.
    site.build().exits(1).says("[symlink]").says(" ─▸ content\n");
}

#[test]
fn a_file_that_would_run_or_lies_nowhere_is_refused() {
    Site::published()
        .file("content/branches/b/photo.SVG", "<svg/>")
        .file("content/branches/b/x.html", "<script>")
        .file("content/deep/er/x.md", markdown(FACTS, "甲"))
        .file("content/branches/.hidden.md", "---")
        .file("content/branches/b/~$x.docx", "x")
        .file("content/branches/b/Thumbs.db", "x")
        .refuses(1, "unsafe-files");
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_refused_with_advice() {
    Site::published()
        .file("content/branches/a/photo.jpg", "<html><script>alert(1)</script>")
        .file("content/branches/a/talk.mp3", b"MZ\x90\0\x03\0\0\0")
        .file(
            "content/files.md",
            "---\ntitle: 附件\n---\n[照片](branches/a/photo.jpg)、[录音](branches/a/talk.mp3)\n",
        )
        .refuses(1, "file-type");
}

#[cfg(unix)]
#[test]
fn a_name_that_no_host_could_store_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::published()
        .file("content/branches/a:b.md", markdown(FACTS, "甲"))
        .file("content/branches/CON.md", markdown(FACTS, "甲"))
        .file(&format!("content/branches/{}.md", "长".repeat(70)), markdown(FACTS, "甲"))
        .file("content/branches/b\u{202e}x.md", markdown(FACTS, "甲"));
    let name = std::ffi::OsStr::from_bytes(b"content/branches/\xff.md");
    std::fs::write(site.path("").join(name), "---").unwrap();
    site.refuses(1, "bad-names");
}

#[test]
fn a_name_in_another_unicode_form_is_one_address() {
    let site = Site::new().file("content/branches/cafe\u{301}.md", markdown(FACTS, "甲"));
    site.build().exits(0).reports_nothing();
    assert!(site.has("branches/caf\u{e9}.html"));
}
