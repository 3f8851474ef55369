//! Files that are meant as a story and are none: what they are is told, with the way to make one of them.

use crate::support::{PICTURE, Run, Site, markdown};

const FACTS: &str = "标题: 甲\n日期: 2024-03-18\n支部名称: 示例县甲支部\n党员总数: 22名";

fn build(file: &str, bytes: impl AsRef<[u8]>) -> Run {
    let site = Site::new().file(file, bytes);
    let run = site.build();
    run.exits(1);
    assert!(site.output().is_empty(), "{file}");
    run
}

/// A file with the directory of an archive that holds `name`.
fn archive(name: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// An old office document with a stream of this name.
fn old(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 512]).chain(name).collect()
}

#[test]
fn a_word_file_among_the_stories_names_the_import() {
    for name in ["a.docx", "a.doc", "a.wps", "a.rtf", "a.odt"] {
        let bytes = match name {
            "a.doc" | "a.wps" => old("WordDocument"),
            "a.rtf" => b"{\\rtf1 x}".to_vec(),
            _ => archive("word/document.xml"),
        };
        let run = build(&format!("content/branches/{name}"), bytes);
        run.says("错误: 这是 Word 文件").says(name);
        run.says(&format!("liuhao import \"content/branches/{name}\"")).says("1 个错误");
    }
}

#[test]
fn a_file_renamed_to_md_is_called_what_it_is() {
    let mut heic = b"\0\0\0\x18ftypheic".to_vec();
    heic.resize(64, 0);
    for (bytes, kind) in [
        (archive("word/document.xml"), "Word"),
        (old("WordDocument"), "Word"),
        (old("别的"), "Word"),
        (b"{\\rtf1 x}".to_vec(), "Word"),
        (archive("xl/workbook.xml"), "Excel"),
        (old("Workbook"), "Excel"),
        (archive("ppt/presentation.xml"), "PowerPoint"),
        (archive("a.txt"), "ZIP"),
        (b"%PDF-1.7\n%abc".to_vec(), "PDF"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec(), "jpg"),
        (PICTURE.to_vec(), "png"),
        (b"Rar!\x1A\x07\0".to_vec(), "rar"),
        (heic, "heif"),
    ] {
        let run = build("content/branches/a.md", bytes);
        run.says("[story-format]").says(&format!("{kind} 文件")).says("1 个错误");
        run.is_silent_on("UTF-8 编码");
    }
}

#[test]
fn a_story_under_another_ending_is_to_be_renamed() {
    let text = markdown(FACTS, "支部现有党员22名。");
    let all = ["a.txt", "a.md.txt", "a.TXT", "a.text", "a.mdown", "a.md1", "a.md.html", "a"];
    for name in all {
        let run = build(&format!("content/branches/{name}"), &text);
        run.says("[story-format]").says(name).says("改成 .md").says("1 个错误");
    }
    // What was typed into Notepad with full-width marks, and saved as ANSI.
    let text = text.replace(": ", "：");
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    build("content/branches/a.txt", gbk).says("[story-format]");
}

#[test]
fn other_texts_are_no_stories() {
    let site = Site::published()
        .file("content/branches/说明.txt", "电话：12380\n地址：示例路\n")
        .file("static/事迹模板.txt", markdown(FACTS, "正文。"));
    site.build().exits(0).is_silent_on("story-format");
}

#[test]
fn a_manuscript_beside_its_story_is_none() {
    let site = Site::published().file("content/branches/old.docx", archive("word/document.xml"));
    site.build().exits(0).says("unused-file").is_silent_on("story-format");
}

#[test]
fn pictures_of_word_are_called_what_they_are() {
    let mut emf = b"\x01\0\0\0".to_vec();
    emf.resize(40, 0);
    emf.extend(b" EMF\0\0");
    for (name, bytes, kind) in [
        ("a.emf", emf.clone(), "EMF"),
        ("a.png", emf, "EMF"),
        ("a.wmf", b"\xD7\xCD\xC6\x9A\0\0".to_vec(), "WMF"),
        ("a.jpg", b"\x01\0\x09\0\0\x03".to_vec(), "WMF"),
        ("a.tif", b"II*\0\x08\0\0\0\x01\0\0\x01\x03\0".to_vec(), "TIFF"),
        ("a.bmp", b"BM\x3A\0\0\0".to_vec(), "BMP"),
    ] {
        let story = markdown("title: 甲\ndate: 2024-03-18", &format!("![图]({name})"));
        let site = Site::new()
            .file("content/branches/a/index.md", story)
            .file(&format!("content/branches/a/{name}"), bytes);
        site.build().exits(1).says("[picture-format]").says(&format!("{kind} 图片"));
    }
}

#[test]
fn a_recording_of_the_story_is_played_on_its_page() {
    let site = Site::new()
        .file(
            "content/branches/a/index.md",
            markdown("title: 甲\ndate: 2024-03-18\naudio: reading.mp3", "正文。"),
        )
        .file("content/branches/a/reading.mp3", b"ID3\x03");
    site.build().exits(0);
    let page = site.page("branches/a.html");
    let src = "src=\"../branches/a/reading.mp3\"></audio>";
    assert!(page.contains(src), "{page}");
    assert!(site.has("branches/a/reading.mp3"));
}
