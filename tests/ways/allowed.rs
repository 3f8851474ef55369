//! What an article is made of: tags, attributes and properties of the platform's allow-list and no other; all words of
//! the story in order; text that can be read on its ground; few bytes.
//!
//! `LIUHAO_ARTICLES=10000 cargo test --release --test ways random` makes so many random stories; a thousand by default.

use liuhao::build::{self, Options as BuildOptions};
use liuhao::render::facts::facts;
use liuhao::site::{Site as Loaded, StoryId};
use liuhao::theme::{self, Colour, Theme};
use liuhao::wechat::{self, Article, Look, Options, dark};
use strum::IntoEnumIterator as _;

use crate::random::{Random, markdown};
use crate::support::{PICTURE, Site, repository};

const TAGS: [&str; 11] =
    ["section", "p", "span", "strong", "br", "img", "table", "tr", "td", "th", "a"];
const ATTRIBUTES: [&str; 5] = ["style", "src", "alt", "href", "data-h"];
const PROPERTIES: [&str; 25] = [
    "font-size",
    "font-weight",
    "color",
    "background",
    "background-color",
    "line-height",
    "letter-spacing",
    "text-align",
    "text-indent",
    "margin",
    "margin-top",
    "padding",
    "padding-left",
    "border",
    "border-left",
    "border-top",
    "border-bottom",
    "border-radius",
    "width",
    "max-width",
    "display",
    "justify-content",
    "align-items",
    "box-sizing",
    "vertical-align",
];
/// The contrast of text (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// A piece of an article.
#[derive(Debug)]
enum Piece<'h> {
    Open(&'h str, Vec<(&'h str, &'h str)>),
    Close(&'h str),
    Text(&'h str),
}

fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let (text, behind) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            assert!(!text.contains('>'), "a mark that is not escaped: {text}");
            pieces.push(Piece::Text(text));
            rest = behind;
            continue;
        };
        let end = tag.find('>').expect("every tag ends");
        let inside = &tag[..end];
        rest = &tag[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            pieces.push(Piece::Close(name));
            continue;
        }
        let (name, list) = inside.split_once(' ').unwrap_or((inside, ""));
        pieces.push(Piece::Open(name, attributes(list)));
    }
    pieces
}

fn attributes(mut list: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    loop {
        list = list.trim_start();
        if list.is_empty() {
            return found;
        }
        let (name, rest) = list.split_at(list.find(['=', ' ']).unwrap_or(list.len()));
        let (value, behind) = match rest.strip_prefix('=') {
            Some(value) => match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').expect("a quote ends"),
                None => value.split_at(value.find(' ').unwrap_or(value.len())),
            },
            None => ("", rest),
        };
        found.push((name, value));
        list = behind;
    }
}

/// Ends the paragraph that a tag ends without saying so. A table would stand inside it on a page without a document type.
fn end_paragraph<T>(open: &mut Vec<T>, name: impl Fn(&T) -> &str, tag: &str) {
    if matches!(tag, "p" | "section" | "/section") && open.last().map(name) == Some("p") {
        open.pop();
    }
}

fn check_allowed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(_) => {}
            Piece::Open(name, attributes) => {
                assert!(TAGS.contains(&name), "<{name}>");
                end_paragraph(&mut open, |name| name, name);
                for (key, value) in attributes {
                    assert!(ATTRIBUTES.contains(&key), "{key}");
                    if key == "style" {
                        check_style(value);
                    }
                    if key == "href" {
                        assert!(value.starts_with("https://mp.weixin.qq.com/"), "{value}");
                    }
                }
                match name {
                    "br" | "img" => {}
                    // The start of a row or a cell ends the one before.
                    "tr" | "td" | "th" => assert!(open.contains(&"table")),
                    "p" | "section" | "table" => {
                        let holds = open.iter().any(|outer| ["p", "strong", "a"].contains(outer));
                        assert!(!holds, "<{name}> in {open:?}");
                        open.push(name);
                    }
                    _ => open.push(name),
                }
            }
            Piece::Close(name) => {
                end_paragraph(&mut open, |name| name, &format!("/{name}"));
                assert_eq!(open.pop(), Some(name), "{html}");
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn check_style(style: &str) {
    for declaration in style.split(';') {
        let (property, value) = declaration.split_once(':').expect("a property and its value");
        assert!(PROPERTIES.contains(&property), "{property}");
        let is_plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "#.% ".contains(c));
        assert!(is_plain && !value.contains("em"), "{declaration}");
    }
}

/// Text without blanks, references resolved.
fn visible(html: &str) -> String {
    let texts = pieces(html);
    let texts = texts.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(*text),
        Piece::Open(..) | Piece::Close(_) => None,
    });
    let text: String = texts.collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&nbsp;", " ").replace("&amp;", "&");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every word of the story stands in the article, in order.
fn check_words(site: &Loaded, id: StoryId, article: &Article<'_>) {
    let shown = visible(&article.body);
    let mut rest = shown.as_str();
    // A footnote may stand in another place than its words in the tree: both walk the same way.
    for step in site.story(id).body.steps() {
        let words: String = step.words().chars().filter(|c| !c.is_whitespace()).collect();
        let at = rest.find(&*words);
        let at = at.unwrap_or_else(|| panic!("{words:?} is not in {rest:?}"));
        rest = &rest[at + words.len()..];
    }
}

/// A text and its ground, as they are written and as the app shows them where a telephone is set dark.
#[derive(Clone, Copy)]
struct Colours {
    text: Colour,
    ground: Colour,
    dark_text: Colour,
    dark_ground: Colour,
}

impl Colours {
    fn of_the_platform() -> Self {
        let (text, ground) = (Colour::BLACK, Colour::WHITE);
        let dark_ground = dark::ground(ground);
        Self { text, ground, dark_text: dark::text(text, dark_ground), dark_ground }
    }

    /// Those of an element: its ground first, then its text; one without a colour of its own has that of the text round it,
    /// moved away from its own ground.
    fn inside(self, style: &str) -> Self {
        let colour = |name: &str| {
            let mut pairs = style.split(';').filter_map(|one| one.split_once(':'));
            let value = pairs.find(|(property, _)| *property == name).map(|(_, value)| value);
            value.map(|value| Colour::parse(value).expect("a colour of ours"))
        };
        let mut own = self;
        if let Some(ground) = colour("background") {
            own.ground = ground;
            own.dark_ground = dark::ground(ground);
            own.dark_text = dark::text(own.text, own.dark_ground);
        }
        if let Some(text) = colour("color") {
            own.text = text;
            own.dark_text = dark::text(text, own.dark_ground);
        }
        own
    }
}

/// The contrast of every text on its ground, light and dark.
fn check_contrast(html: &str) {
    let mut open = vec![("", Colours::of_the_platform())];
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) if !["br", "img", "tr", "td", "th"].contains(&name) => {
                end_paragraph(&mut open, |(name, _)| name, name);
                let (_, around) = *open.last().unwrap();
                let style = attributes.iter().find(|(key, _)| *key == "style");
                let style = style.map(|(_, style)| *style).unwrap_or_default();
                open.push((name, around.inside(style)));
            }
            Piece::Open(..) => {}
            Piece::Close(name) => {
                end_paragraph(&mut open, |(name, _)| name, &format!("/{name}"));
                open.pop();
            }
            Piece::Text(shown) if shown.replace("&nbsp;", "").trim().is_empty() => {}
            Piece::Text(shown) => {
                let (_, Colours { text, ground, dark_text, dark_ground }) = open.last().unwrap();
                for (text, ground) in [(text, ground), (dark_text, dark_ground)] {
                    let contrast = text.contrast_on(*ground);
                    assert!(contrast >= CONTRAST, "{contrast}: {shown} {text} {ground}");
                }
            }
        }
    }
}

fn load(site: &Site) -> (Loaded, Theme) {
    let root = site.path("");
    let options = BuildOptions { root: root.clone(), drafts: true, ..BuildOptions::default() };
    let (loaded, _) = build::load(&options).unwrap();
    let theme = theme::load(&root, &loaded.config.theme, &[]).unwrap();
    (loaded, theme)
}

fn every_article(loaded: &Loaded, theme: &Theme, see: &mut dyn FnMut(StoryId, &Article<'_>)) {
    for (id, _) in StoryId::all(&loaded.stories) {
        for look in Look::iter() {
            let palette = &theme.palette;
            let options = Options { look, palette, has_facts: true, embed: None };
            see(id, &wechat::article(loaded, id, options));
        }
    }
}

fn check(loaded: &Loaded, id: StoryId, article: &Article<'_>) {
    check_allowed(&article.body);
    check_words(loaded, id, article);
    check_contrast(&article.body);
}

#[test]
fn every_example_is_made_of_what_the_platform_keeps() {
    let site = Site::of_the_repository();
    let (loaded, theme) = load(&site);
    assert!(loaded.stories.len() >= 12);
    every_article(&loaded, &theme, &mut |id, article| check(&loaded, id, article));
}

#[test]
fn random_stories_too() {
    let count = std::env::var("LIUHAO_ARTICLES").ok().and_then(|count| count.parse().ok());
    let count: usize = count.unwrap_or(1000);
    // Half of them where HTML is sanitised, half where it is shown as text.
    for (html, seed) in [("text", 0), ("sanitised", 1)] {
        let site = Site::empty()
            .file(
                "site.yaml",
                format!("name: 示例老干部\nhtml: {html}\nbase_url: https://example.org/\n"),
            )
            .file("content/branches/photo.png", PICTURE)
            .file("content/branches/sound.mp3", b"ID3\x03\x00");
        for nth in 0..count / 2 {
            let text = markdown(&mut Random::new(nth as u64 * 2 + seed));
            let head = format!("---\ntitle: 第{nth}篇\ndate: 2024-03-18\n---\n");
            site.put(&format!("content/branches/s{nth}.md"), format!("{head}{text}"));
        }
        let (loaded, theme) = load(&site);
        let mut seen = 0;
        every_article(&loaded, &theme, &mut |id, article| {
            check(&loaded, id, article);
            seen += 1;
        });
        // A text with a fault that stops a build is none of ours.
        assert!(seen >= count / 2 * 3 * 9 / 10, "{seen} of {}", count / 2 * 3);
    }
}

#[test]
fn colours_of_an_office_can_be_read_in_every_look() {
    let palettes = [
        "浅色: {主色: \"#ffd400\", 主色块: \"#ffe680\", 块上文字: \"#ffffff\", 荣誉色: \"#ff9999\"}",
        "浅色: {文字: \"#bbbbbb\", 次要文字: \"#00000033\", 浅底: \"#333333\"}",
        "浅色: {主色: \"#777777\", 浅底: \"#777777\", 主色块: \"#777777\", 块上文字: \"#777777\"}",
    ];
    for palette in palettes {
        let site = Site::of_the_repository().file("themes/feed/theme.yaml", format!("{palette}\n"));
        let (loaded, theme) = load(&site);
        every_article(&loaded, &theme, &mut |_, article| check_contrast(&article.body));
    }
}

/// A Han character takes three bytes, so a ratio of four leaves one byte of markup for each. A paragraph costs 24 (its
/// margins, which the platform keeps nowhere but on itself), a heading about 110, the frame and the head of the card 150, a
/// line of it 4. The worst of all examples in all looks is held, and told where the test fails.
#[test]
fn an_article_has_few_bytes() {
    let site = Site::of_the_repository();
    let (loaded, theme) = load(&site);
    let mut told = Vec::new();
    every_article(&loaded, &theme, &mut |_, article| {
        let (bytes, characters) = (article.body.len(), article.characters);
        told.push((bytes * 100 / characters, bytes, characters, article.title.to_owned()));
    });
    told.sort_unstable();
    let (worst, ..) = told.last().unwrap();
    assert!(*worst < 400, "{told:#?}");
    // Short ones are among them.
    assert!(told.iter().any(|(_, _, characters, _)| *characters < 400), "{told:#?}");
}

#[test]
fn no_fact_is_lost() {
    let site = Site::of_the_repository();
    let (loaded, theme) = load(&site);
    every_article(&loaded, &theme, &mut |id, article| {
        let shown = visible(&article.body);
        let known = facts(&loaded, id);
        let rows = known.rows();
        for value in rows.iter().flat_map(|row| &row.values) {
            let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(shown.contains(&bare), "{value}");
        }
        for line in known.signed() {
            assert!(shown.contains(&line.replace(' ', "")), "{line}");
        }
    });
    assert!(repository().join("content").exists());
}
