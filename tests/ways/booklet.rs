//! Word files for the printing office: what is in them, and that `import` gives the stories back.

use std::io::{Cursor, Read as _};

use roxmltree::Document;

use crate::round_trip::{SLUGS, compare, told};
use crate::support::Site;

fn part(site: &Site, file: &str, name: &str) -> String {
    let bytes = std::fs::read(site.path(file)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_story_comes_back_from_its_word_file() {
    let site = Site::of_the_repository();
    let mut covers = 0;
    for slug in SLUGS {
        let file = format!("{slug}.docx");
        site.run(&["booklet", "--story", slug, "--docx", &file]).exits(0);
        site.run(&["import", &file, "--to", &format!("content/branches/again-{slug}")]).exits(0);
        let (before, after) = (told(&site, slug), told(&site, &format!("again-{slug}")));
        compare(slug, &before, &after);
        assert_eq!(before.cover, after.cover, "{slug}");
        covers += usize::from(before.cover.is_some());
    }
    assert!(covers > 1, "{covers} covers");
}

#[test]
fn every_story_of_a_series_comes_back() {
    let site = Site::of_the_repository();
    site.run(&["booklet", "shili-2024", "--docx", "汇编.docx"]).shows("booklet-done");
    let loaded = crate::round_trip::load(&site);
    let list = loaded.series.iter().find(|list| *list.series.slug == *"shili-2024").unwrap();
    assert!(list.stories.len() > 1);
    let has_preface = usize::from(list.series.body.bytes() > 0);
    for (nth, id) in list.stories.iter().enumerate() {
        let slug = loaded.story(*id).slug.to_string();
        let (to, nth) = (format!("content/branches/again-{slug}"), nth + 1 + has_preface);
        site.run(&["import", "汇编.docx", "--part", &nth.to_string(), "--to", &to]).exits(0);
        compare(&slug, &told(&site, &slug), &told(&site, &format!("again-{slug}")));
    }
}

#[test]
fn parts_are_sound_and_refer_to_one_another() {
    let site = Site::of_the_repository();
    site.run(&["booklet", "shili-2024", "--docx", "a.docx"]).exits(0);
    let bytes = std::fs::read(site.path("a.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in names.iter().filter(|name| !name.contains("/media/")) {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        Document::parse(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
    let text = part(&site, "a.docx", "word/document.xml");
    let styles = part(&site, "a.docx", "word/styles.xml");
    let relations = part(&site, "a.docx", "word/_rels/document.xml.rels");
    let (text, styles) = (Document::parse(&text).unwrap(), Document::parse(&styles).unwrap());
    let relations = Document::parse(&relations).unwrap();
    let own = |node: &roxmltree::Node<'_, '_>, name: &str| {
        node.attributes().find(|one| one.name() == name).map(|one| one.value().to_owned())
    };
    let known: Vec<_> = styles.descendants().filter_map(|node| own(&node, "styleId")).collect();
    let targets: Vec<_> = relations.descendants().filter_map(|node| own(&node, "Target")).collect();
    for target in targets.iter().filter(|target| !target.contains("://")) {
        assert!(names.contains(&format!("word/{target}")), "{target}");
    }
    let ids: Vec<_> = relations.descendants().filter_map(|node| own(&node, "Id")).collect();
    let mut begun = 0_i32;
    for node in text.descendants() {
        if ["pStyle", "rStyle", "tblStyle"].contains(&node.tag_name().name()) {
            let style = own(&node, "val").unwrap();
            assert!(known.contains(&style), "{style}");
        }
        for id in [own(&node, "embed"), own(&node, "id")].into_iter().flatten() {
            assert!(!id.starts_with("rId") || ids.contains(&id), "{id}");
        }
        match own(&node, "fldCharType").as_deref() {
            Some("begin") => begun += 1,
            Some("end") => begun -= 1,
            _ => {}
        }
        assert!(begun >= 0);
    }
    assert_eq!(begun, 0, "every field ends");
}

#[test]
fn the_styles_are_those_of_official_documents() {
    let site = Site::of_the_repository();
    site.run(&["booklet", "--story", "shili-linchang", "--docx", "a.docx"]).exits(0);
    let styles = part(&site, "a.docx", "word/styles.xml");
    for name in ["heading 1", "heading 2", "Normal", "图注", "署名", "图片", "表格文字"] {
        assert!(styles.contains(&format!("<w:name w:val=\"{name}\"/>")), "{name}");
    }
    for look in [
        "方正小标宋简体",
        "仿宋_GB2312",
        "w:line=\"560\" w:lineRule=\"exact\"",
        "w:firstLineChars=\"200\"",
    ] {
        assert!(styles.contains(look), "{look}");
    }
    let text = part(&site, "a.docx", "word/document.xml");
    assert!(text.contains("w:w=\"11906\" w:h=\"16838\"") && text.contains("w:top=\"2098\""));
    // The look is in the styles: the text has none of its own.
    assert!(!text.contains("<w:sz ") && !text.contains("<w:spacing "));
}

#[test]
fn the_same_series_gives_the_same_bytes_and_is_not_written_again() {
    let site = Site::of_the_repository();
    site.run(&["booklet", "2023-liuhao", "--docx", "a.docx"]).exits(0);
    let time = || std::fs::metadata(site.path("a.docx")).unwrap().modified().unwrap();
    let before = time();
    site.run(&["booklet", "2023-liuhao", "--docx", "a.docx"]).exits(0).says("没有变化");
    assert_eq!(time(), before);
}

#[test]
fn a_printed_page_is_not_written_again_and_leads_to_the_published_site() {
    let site = Site::of_the_repository();
    let base = "https://lao.example.org/";
    let settings = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    site.put("site.yaml", format!("{settings}\nbase_url: {base}\n"));
    let print = || site.run(&["booklet", "--story", "shili-linchang", "--pdf", "a.pdf"]);
    print();
    // A machine without a browser has nothing to print with.
    if !site.path("a.pdf").exists() {
        return;
    }
    let time = || std::fs::metadata(site.path("a.pdf")).unwrap().modified().unwrap();
    let (before, bytes) = (time(), std::fs::read(site.path("a.pdf")).unwrap());
    print().exits(0).says("没有变化");
    assert_eq!(time(), before);
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("127.0.0.1") && text.contains("(https://lao.example.org/index.html)"));
}

#[test]
fn what_cannot_be_printed_is_told() {
    let site = Site::of_the_repository();
    site.run(&["booklet", "2023-liuha", "--docx", "a.docx"]).shows("booklet-no-series");
    site.run(&["booklet", "2023-liuhao"]).shows("booklet-no-file");
    let environment = [("PATH", "/nonexistent")];
    let run = site.run_as(&["booklet", "2023-liuhao", "--pdf", "a.pdf"], &environment);
    run.shows("booklet-no-browser");
}
