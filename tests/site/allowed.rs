//! Which files go out: those of known kinds, by name and by content, and what `site.yaml` allows.

use crate::support::{PICTURE, Site};

/// What hosts or browsers run, what opens as a program, and what nobody knows.
const REFUSED: [&str; 66] = [
    "a.html",
    "a.htm",
    "a.xhtml",
    "a.xht",
    "a.shtml",
    "a.shtm",
    "a.stm",
    "a.mht",
    "a.mhtml",
    "a.svg",
    "a.svgz",
    "a.xsl",
    "a.xslt",
    "a.swf",
    "a.hta",
    "a.htc",
    "a.php",
    "a.PHP",
    "a.php3",
    "a.php5",
    "a.php7",
    "a.phtml",
    "a.phar",
    "a.inc",
    "a.cgi",
    "a.fcgi",
    "a.pl",
    "a.py",
    "a.rb",
    "a.lua",
    "a.asp",
    "a.aspx",
    "a.ashx",
    "a.asmx",
    "a.cer",
    "a.jsp",
    "a.jspx",
    "a.cfm",
    "web.config",
    "a.exe",
    "a.com",
    "a.scr",
    "a.bat",
    "a.cmd",
    "a.msi",
    "a.ps1",
    "a.vbs",
    "a.lnk",
    "a.url",
    "a.jar",
    "a.sh",
    "a.zip",
    "a.rar",
    "a.iso",
    "a.apk",
    "a.wasm",
    "a.unheard",
    "README",
    "a.php.jpg",
    "a.html.gz",
    "a.html;a.txt",
    "a.html%00.txt",
    "a.ｈｔｍｌ",
    "_headers",
    "CNAME",
    "php.ini",
];

/// What is published, and how it begins.
const ALLOWED: [(&str, &[u8]); 12] = [
    ("a.png", PICTURE),
    ("a.mp3", b"ID3\x03"),
    ("a.mp4", b"\0\0\0\x20ftypmp42\0\0\0\0"),
    ("a.pdf", b"%PDF-1.7\n"),
    ("a.docx", b"PK\x03\x04\x14\0\x06\0"),
    ("a.wps", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    ("a.txt", "名单".as_bytes()),
    ("a.csv", "姓名,职务\n".as_bytes()),
    ("a.json", b"{}"),
    ("a.xml", b"<?xml version=\"1.0\"?><list><item name=\"1\">2</item></list>"),
    ("a.woff2", b"wOF2\0\x01\0\0"),
    ("2024.03.txt", b"1"),
];

const PAGE: &str = "<html><script>alert(document.domain)</script></html>";

/// Names that look harmless on bytes that are not.
const DISGUISED: [(&str, &[u8]); 29] = [
    ("a.txt", PAGE.as_bytes()),
    ("a.txt", b"\xEF\xBB\xBF <!DOCTYPE html><script>"),
    ("a.txt", b"\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0"),
    ("a.txt", b"\0\0MZ"),
    ("a.csv", b"\n\n<table><script>alert(1)</script>"),
    ("a.json", b"<script>alert(1)</script>"),
    ("a.pdf", PAGE.as_bytes()),
    ("a.pdf", b"MZ\x90\0\x03\0\0\0"),
    ("a.doc", PAGE.as_bytes()),
    ("a.docx", b"MZ\x90\0\x03\0\0\0"),
    ("a.docx", b"<?xml version='1.0'?><w/>"),
    ("a.mp3", PAGE.as_bytes()),
    ("a.mp4", b"#!/bin/sh\n"),
    ("a.woff2", PAGE.as_bytes()),
    ("a.jpg", PAGE.as_bytes()),
    ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("a.ico", PAGE.as_bytes()),
    ("a.txt", PICTURE),
    ("a.xml", PAGE.as_bytes()),
    ("a.xml", b"<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>"),
    (
        "a.xml",
        b"<a xmlns:h=\"http://www.w3.org/1999&#x2F;xhtml\"><h:script>alert(1)</h:script></a>",
    ),
    ("a.xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    ("a.xml", b"<?xml-stylesheet href='a.css'?><a/>"),
    ("a.xml", b"<!DOCTYPE a [<!ENTITY h 'http://www.w3.org/1999/xhtml'>]><a xmlns='&h;'/>"),
    ("a.xml", b"\xFF\xFE<\0a\0/\0>\0"),
    // Signs that switch alphabets in this encoding vanish in a browser: the name is that of HTML.
    (
        "a.xml",
        b"<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><a xmlns:h=\"ht\x1B(Btp://www.w3.org/1999/xhtml\"><h:script>alert(1)</h:script></a>",
    ),
    ("a.xml", b"<?xml version=\"1.0\" encoding='UTF-7'?><a>+ADw-script+AD4-</a>"),
    ("a.xml", b"<?xml version=\"1.0\"?><a>\x1B(B</a>"),
    ("a.xml", b""),
];

/// A site with this file, and a page that links to it: what nothing names in `content/` does not go out.
fn site(folder: &str, name: &str, bytes: &[u8]) -> Site {
    let address = if folder == "static" { name.to_owned() } else { format!("branches/{name}") };
    let page = format!("---\ntitle: 附件\n---\n[附件](</{address}>)\n");
    Site::published().file("content/files.md", page).file(&format!("{folder}/{name}"), bytes)
}

#[test]
fn what_is_not_known_is_refused_and_the_key_that_allows_it_is_named() {
    let site = Site::published();
    let links = REFUSED.map(|name| format!("[附件](<branches/{name}>)"));
    site.put("content/files.md", format!("---\ntitle: 附件\n---\n{}\n", links.join("\n\n")));
    for name in REFUSED {
        site.put(&format!("content/branches/{name}"), PAGE);
        site.put(&format!("static/s/{name}"), PAGE);
    }
    let run = site.build();
    run.exits(1).says("publish: [shtml]").says("publish: [a.php.jpg]").says("publish: [readme]");
    for name in REFUSED {
        for file in [format!("content/branches/{name}"), format!("static/s/{name}")] {
            assert!(run.err.contains("错误: 这样命名的文件不发布"));
            // Names that differ in case alone are one file on Windows.
            let names =
                |text: &str| if cfg!(windows) { text.to_lowercase() } else { text.to_owned() };
            let is_refused = names(&run.err).contains(&names(&format!("▸ {file}\n")));
            assert!(is_refused, "{file} is not refused");
        }
    }
}

#[test]
fn what_site_yaml_allows_goes_out() {
    for (name, listed) in [
        ("a.html", "html"),
        ("a.svg", "SVG"),
        ("a.zip", ".zip"),
        ("README", "readme"),
        ("a.php.jpg", "a.php.jpg"),
        ("bdunion.html", "bdunion.html"),
    ] {
        let site = site("static", name, if name.ends_with("jpg") { PICTURE } else { b"x" });
        site.build().exits(1);
        site.put("site.yaml", format!("name: 示例老干部\npublish: [\"{listed}\"]\n"));
        site.build().exits(0);
        assert!(site.has(name), "{name}");
    }
    // One name allows no other.
    let site = Site::published()
        .file("site.yaml", "name: 示例老干部\n放行: [a.html]\n")
        .file("static/b.html", "x");
    site.build().exits(1).says("static/b.html");
}

#[test]
fn what_offices_send_goes_out_and_is_what_its_name_says() {
    for folder in ["content/branches", "static"] {
        for (name, bytes) in ALLOWED {
            let site = site(folder, name, bytes);
            let run = site.build();
            run.exits(0);
            let is_office = name.ends_with("docx") || name.ends_with("wps");
            assert_eq!(run.err.contains("office-file"), is_office, "{}", run.err);
        }
        for (name, bytes) in DISGUISED {
            let run = site(folder, name, bytes).build();
            assert!(
                run.err.contains(&format!("{folder}/{name}")),
                "{folder}/{name} {bytes:?}: {}",
                run.err
            );
            run.exits(1);
        }
    }
}

#[test]
fn styles_and_scripts_of_the_office_are_told_and_those_of_others_refused() {
    for name in ["x.css", "x.js", "x.mjs"] {
        let site = site("static", name, b"a");
        site.build().exits(0).says("[own-code]");
        assert!(site.has(name));
        site.put("site.yaml", "name: 示例老干部\nrules: {own-code: 关}\n");
        site.build().exits(0).reports_nothing();
        let foreign = self::site("content/branches", name, b"a");
        foreign.build().exits(1).says("unsafe-file");
    }
}

/// What lies in `content/` and is named nowhere does not go out, whatever it is: it endangers nobody, and stops nothing.
#[test]
fn what_nothing_names_stops_no_build() {
    let names = ["照片.zip", "原稿.rar", "备份.7z", "setup.exe", "网页.html", "名单.unheard"];
    for name in names {
        let file = format!("content/branches/{name}");
        let site = Site::published().file(&file, PAGE);
        let run = site.build();
        run.exits(0).says("unused-file").says(name).is_silent_on("unsafe-file");
        assert!(!site.output().keys().any(|file| file.ends_with(name)), "{name} is published");
        // A link asks for it: from a page, with a percent sign, by another folder.
        for link in [format!("[附件](<branches/{name}>)"), format!("[附件](<../{name}?a=1>)")] {
            site.put("content/files.md", format!("---\ntitle: 附件\n---\n{link}\n"));
            site.build().exits(1).says("unsafe-file").says(name);
        }
        // In static/ all is published, and in a broken site nobody knows what is named.
        let site = Site::published().file(&format!("static/{name}"), PAGE);
        site.build().exits(1).says("unsafe-file");
        let site = Site::published().file(&file, PAGE).file("content/b.md", "没有资料。\n");
        site.build().exits(1).says("unsafe-file");
    }
    // Nor does a disguised one.
    let site = Site::published().file("content/branches/原稿.pdf", PAGE);
    site.build().exits(0).says("unused-file").says("原稿.pdf");
    // One that the settings allow goes out where it is linked, and is told where it is not.
    let site = Site::published().file("content/branches/a.zip", "PK");
    site.put("site.yaml", "name: 示例老干部\npublish: [zip]\n");
    site.build().exits(0).says("unused-file").says("a.zip");
}
