//! One function for each target: takes any bytes, and panics where a promise is broken.
//!
//! Entry points: [`ALL`]. Shared with `tests/reliability`, so nothing here needs cargo-fuzz.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use liuhao::check::{self, Office};
use liuhao::config::{self, Config, RawHtml};
use liuhao::diagnostic::{Diagnostic, Source};
use liuhao::import::roster::{self, Question};
use liuhao::parse::body::{self, Settings};
use liuhao::parse::{self, Kind, Parsed};
use liuhao::picture::{self, Format};
use liuhao::quantity::{self, AgeRange};
use liuhao::render::html::{self, Position};
use liuhao::render::{Rendered, Renderer, Searching};
use liuhao::search::{self, Manifest, Plan, Segment};
use liuhao::site::{self, Site};
use liuhao::theme::{self, Theme};
use liuhao::{date, fix, import, link, serve};

/// A target.
pub type Body = fn(&[u8]);

/// Every target under the name of its corpus.
pub const ALL: [(&str, Body); 12] = [
    ("front_matter", front_matter),
    ("quantity", quantity),
    ("markdown", markdown),
    ("sanitiser", sanitiser),
    ("page", page),
    ("request", request),
    ("photo", photo),
    ("archive", archive),
    ("word", word),
    ("article", article),
    ("sheet", sheet),
    ("open_sheet", open_sheet),
];

/// Folders of the project whose files a target begins with, beside its corpus; files of other endings are none.
pub const EXAMPLES: [(&str, &str, &str); 3] = [
    ("archive", "tests/import/docx", "docx"),
    ("archive", "tests/import/rosters", "xlsx"),
    ("article", "tests/import/pages", "html"),
];

/// Front matter of each kind of file, `site.yaml`, and `check --fix`. The bytes are a whole file.
pub fn front_matter(data: &[u8]) {
    let source = Source::decode("content/branches/a.md".into(), data);
    let _ = source.split();
    for kind in [Kind::Story, Kind::Series, Kind::Page] {
        let parsed = parse::parse(kind, "a".into(), &source, settings(RawHtml::Text));
        places_lie_in(&source.text, &parsed.diagnostics);
    }
    let own = Source::decode(config::FILE.into(), data);
    places_lie_in(&own.text, &config::parse(&own).1);
    if let Some(fixed) = fix::fix(&source.file, data) {
        let again = fix::fix(&source.file, fixed.after.as_bytes());
        assert!(again.is_none(), "a second fix has something to do");
    }
}

/// Quantities, dates and ages, alone and in prose.
pub fn quantity(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = quantity::parse(&text);
    let _ = date::parse(&text);
    let _ = AgeRange::parse(&text);
    if let Ok(one) = quantity::parse_quantity(&text) {
        let interval = one.interval();
        let _ = (interval, one.exact_whole(), one.sum_key().is_ok());
        for total in quantity::sum([&one, &one]) {
            let _ = total.to_chinese();
        }
    }
    let mut end = 0;
    for found in quantity::scan(&text) {
        assert!(found.range.start >= end, "quantities overlap");
        assert_eq!(text.get(found.range.clone()), Some(found.quantity.text()));
        end = found.range.end;
    }
}

/// Markdown with the Chinese pass; HTML in it is text.
pub fn markdown(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    check_html(&render(&text, RawHtml::Text));
    body::each_event(&text, &mut |_, range: Range<usize>| {
        assert!(text.get(range).is_some(), "an event lies outside the text");
    });
}

/// Markdown whose HTML passes the allow-list.
pub fn sanitiser(data: &[u8]) {
    check_html(&render(&String::from_utf8_lossy(data), RawHtml::Sanitised));
}

/// A whole profile: parsed, checked, collected into a site, every route rendered.
pub fn page(data: &[u8]) {
    static THEME: OnceLock<Theme> = OnceLock::new();
    let source = Source::decode("content/branches/a.md".into(), data);
    let Parsed { document, prose, diagnostics: mut faults } =
        parse::parse(Kind::Story, "a".into(), &source, settings(RawHtml::Sanitised));
    let Some(document) = document else { return };
    let config = Config { name: "示例老干部".to_owned(), ..Config::default() };
    faults.extend(check::document(&document, &source, prose, &Office::new(&config, Vec::new())));
    places_lie_in(&source.text, &faults);
    let today = Some(jiff::civil::date(2026, 1, 1));
    let options = site::Options { drafts: true, today };
    let (content, _) = site::collect(config, vec![document], site::Assets::default(), options);
    let files = search::files(&content);
    let site = Site::new(content, &files);
    let _ = check::site(&site);
    let theme = THEME
        .get_or_init(|| theme::load(Path::new("/nonexistent"), "feed", &[]).expect("embedded"));
    let plan = Plan::of(&site);
    let segment = |number| Segment::new(&site, &plan, number);
    let outlines: Vec<_> = (0..plan.segments()).map(|number| segment(number).outline()).collect();
    let manifest = Arc::new(Manifest::new(&plan, &outlines));
    let search = Searching { plan: &plan, manifest: &|| Arc::clone(&manifest) };
    let renderer = Renderer::new(&site, theme, search);
    for planned in site.routes.all() {
        match renderer.render(planned).expect("the embedded theme renders every site") {
            Rendered::Parts(parts) => parts.for_each(drop),
            Rendered::Bytes(bytes) => assert!(std::str::from_utf8(&bytes).is_ok()),
            Rendered::Index { segment: number, part } => drop(segment(number).part(part)),
            Rendered::File(_) | Rendered::Picture(..) => {}
        }
    }
}

/// The head of an HTTP request. An address never leads up, to another drive, or to a device.
pub fn request(data: &[u8]) {
    if let Ok((_, address)) = serve::read_request(data) {
        assert!(!address.starts_with('/') && !address.contains('\\'), "{address}");
        assert!(!address.chars().any(char::is_control), "{address:?}");
        assert!(address.split('/').all(|part| !["", ".", ".."].contains(&part)), "{address}");
    }
}

/// A picture: what it says of itself, and what is left of it when it is published. Large ones are
/// refused by the program for their pixels, whatever their bytes, so that only small ones are decoded.
pub fn photo(data: &[u8]) {
    const PIXELS: u32 = 64 * 64;
    let comments = picture::comments(data);
    let length: usize = comments.iter().map(String::len).sum();
    assert!(length <= 3 * data.len() + 512 * 1024, "{length} bytes of comments");
    let Some(format) = Format::of(data) else { return };
    let Ok(found) = picture::inspect(data, format) else { return };
    if found.width.saturating_mul(found.height) > PIXELS {
        return;
    }
    let Ok(derived) = picture::derive(data, &found, &[found.as_it_is()]) else { return };
    for bytes in derived {
        assert_eq!(picture::comments(&bytes), Vec::<String>::new());
        let format = Format::of(&bytes).expect("a derived picture is one");
        let again = picture::inspect(&bytes, format).expect("a derived picture is whole");
        assert_eq!((again.width, again.height), (found.width, found.height));
    }
}

/// Any bytes as an archive: a document, a spreadsheet, or neither. What is read becomes a profile that reads back.
pub fn archive(data: &[u8]) {
    imported("a.docx", data);
    counted(data);
}

/// The text of a Word file: the bytes are `word/document.xml`.
pub fn word(data: &[u8]) {
    imported("a.docx", &stored(&[("word/document.xml", data)]));
}

/// A saved page, and a text.
pub fn article(data: &[u8]) {
    imported("a.html", data);
}

/// A roster: the bytes are the first sheet.
pub fn sheet(data: &[u8]) {
    const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    counted(&stored(&[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", data),
    ]));
}

/// A roster of OpenDocument: the bytes are its content.
pub fn open_sheet(data: &[u8]) {
    counted(&stored(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", data),
    ]));
}

/// Imports a file; a profile that comes of it is read without an error.
fn imported(name: &str, bytes: &[u8]) {
    let Ok(manuscript) = import::read(name, bytes, &|_| None) else { return };
    for draft in import::stories(manuscript) {
        let profile = import::profile(&draft, &import::Office::default(), "a");
        let source = Source::decode("content/branches/a.md".into(), profile.text.as_bytes());
        let parsed = parse::parse(Kind::Story, "a".into(), &source, settings(RawHtml::Text));
        let faults = parsed.diagnostics.iter().map(|fault| fault.rule);
        for rule in faults.filter(|rule| *rule != "missing-key") {
            assert!(
                !["yaml-syntax", "duplicate-key", "wrong-type", "unknown-key"].contains(&rule),
                "{rule} in {:.2000}",
                profile.text
            );
        }
        assert!(parsed.document.is_some(), "{:.2000}", profile.text);
    }
}

fn counted(bytes: &[u8]) {
    let question =
        Question { as_of: Some(jiff::civil::date(2023, 12, 31)), sheet: None, bands: vec![69, 79] };
    if let Ok(counts) = roster::read(bytes, &question) {
        let known: usize = counts.bands.iter().map(|(_, count)| count).sum();
        assert!(known <= counts.total, "{known} of {}", counts.total);
    }
}

/// A zip archive whose parts are stored as they are.
fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, part) in parts {
        let offset = u32::try_from(bytes.len()).expect("an input is small").to_le_bytes();
        let length = u32::try_from(part.len()).expect("an input is small").to_le_bytes();
        let name_length = u16::try_from(name.len()).expect("a name is short").to_le_bytes();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x58][..],
            &crc32(part).to_le_bytes(),
            &length,
            &length,
            &name_length,
            &[0, 0],
        ]
        .concat();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), part].concat());
        let rest = [&[0; 10][..], &offset, name.as_bytes()].concat();
        directory.extend([&b"PK\x01\x02\x14\0"[..], &common, &rest].concat());
    }
    let count = u16::try_from(parts.len()).expect("a few parts").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("small").to_le_bytes();
    let start = u32::try_from(bytes.len()).expect("small").to_le_bytes();
    bytes.extend(directory);
    bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &start, &[0, 0]].concat());
    bytes
}

/// CRC-32 as zip has it.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn settings(html: RawHtml) -> Settings {
    Settings { summary_length: 60, html }
}

fn places_lie_in(text: &str, faults: &[Diagnostic]) {
    for fault in faults {
        let related = fault.related.iter().map(|(place, _)| place);
        for place in [&fault.place].into_iter().chain(related) {
            let (start, end) = place.span.unwrap_or((0, 0));
            assert!(text.get(start..end).is_some(), "{}: {start}..{end}", fault.rule);
        }
    }
}

/// The HTML of a text, with the addresses inside the site as an attribute's value.
fn render(text: &str, html: RawHtml) -> String {
    let file: Arc<str> = "content/a.md".into();
    let parsed = body::parse(&file, text, 0, settings(html));
    places_lie_in(text, &parsed.diagnostics);
    for heading in parsed.body.headings() {
        assert!(!heading.id.is_empty());
    }
    html::render(&parsed.body, Position::First, |link, html| {
        html.push_str(if link.is_image { "><img src=\"x\"" } else { "x" });
    })
}

/// No script can run: no element of another's, no attribute that acts, no link off the list.
fn check_html(html: &str) {
    const REFUSED: [&str; 19] = [
        "script", "style", "iframe", "object", "embed", "form", "svg", "math", "link", "meta",
        "base", "template", "noscript", "textarea", "title", "button", "select", "frame", "xmp",
    ];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!REFUSED.contains(&name.to_ascii_lowercase().as_str()), "<{name}> in {html:.2000}");
        assert!(!name.is_empty() || rest.starts_with('/'), "a loose < in {html:.2000}");
        rest = check_attributes(&rest[name.len()..]);
    }
}

/// Reads the attributes of a tag, each `name` or `name="value"`; gives what follows the tag.
fn check_attributes(tag: &str) -> &str {
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches([' ', '\n', '/']);
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        let end = rest.find(['=', '>', ' ', '\n']).expect("a tag is closed");
        let (name, after) = rest.split_at(end);
        rest = after;
        assert!(!name.starts_with("on") && name != "style", "{name} in <{tag:.200}");
        let Some(value) = after.strip_prefix("=\"") else { continue };
        let (value, after) = value.split_once('"').expect("a value is closed");
        rest = after;
        if ["href", "src"].contains(&name) {
            let address = value.replace("&amp;", "&").replace("&#x27;", "'");
            assert!(link::is_safe(&address), "{name} leads to {value:?}");
        }
    }
}
