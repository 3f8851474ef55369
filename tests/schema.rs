//! `liuhao schema`: a JSON Schema of each kind of file that accepts what the reader accepts, on ten thousand random documents of
//! each kind, and refuses what no reader takes.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(clippy::print_stderr, reason = "how many were taken is for those who run it")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use jsonschema::Validator;
use liuhao::build::Reading;
use liuhao::check;
use liuhao::config::{self, Config, SITE};
use liuhao::diagnostic::{Diagnostic, Severity, Source};
use liuhao::parse::body::Settings;
use liuhao::parse::profile::Table;
use liuhao::parse::profile::keys::{ARTICLE, PAGE, PROFILE, SERIES};
use liuhao::parse::{self, Kind};
use liuhao::schema::{Field, Fields, Shape, fields};
use liuhao::theme;
use serde_json::{Map, Value, json};

#[path = "support/mod.rs"]
mod support;

use support::{Site, files, repository};

/// Documents of each kind; of those that are read from a disk fewer, or as many as `LIUHAO_DOCUMENTS` says.
const DOCUMENTS: usize = 10_000;
const SAVED: usize = 300;

fn saved() -> usize {
    let asked = std::env::var("LIUHAO_DOCUMENTS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(SAVED)
}

fn schema(kind: &str) -> Value {
    let run = Site::empty().run(&["schema", kind]);
    serde_json::from_str(&run.exits(0).reports_nothing().out).unwrap()
}

fn validator(kind: &str) -> Validator {
    let schema = schema(kind);
    assert!(jsonschema::meta::is_valid(&schema), "{kind}");
    jsonschema::validator_for(&schema).unwrap()
}

/// A generator that is the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    fn is_once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// Values of all sorts that may stand without quotes.
const WORDS: [&str; 24] = [
    "甲",
    "示例县",
    "22",
    "22名",
    "90余场次",
    "2024-03-18",
    "2005年8月",
    "2023",
    "true",
    "false",
    "是",
    "否",
    "~",
    "1.5",
    "近百场",
    "a.png",
    "https://example.org/",
    "县级",
    "整理",
    "parts-total",
    "提示",
    "-1",
    "'带引号的'",
    "\"#018942\"",
];

/// Values that a field may well have; of the colours of a theme such as can be read on one another, on either side.
fn fitting(field: &Field, is_dark: bool) -> &'static [&'static str] {
    match field.path {
        "palette" => return &["绿", "红", "素"],
        "page" => return &["640", "677", "720", "800"],
        path if path.starts_with("size.") => return &["18", "20", "24", "30"],
        "colour.accent-fill" | "colour.honour-fill" => return &["\"#017239\"", "'#a01c1c'"],
        "colour.on-fill" => return &["\"#ffffff\"", "'#fff'"],
        "colour.ground" | "colour.paper" | "colour.tint" | "colour.plain" => {
            return if is_dark {
                &["\"#000000\"", "'#111'"]
            } else {
                &["\"#ffffff\"", "'#fafafa'"]
            };
        }
        path if path.starts_with("colour.") => {
            return if is_dark { &["\"#ffffff\"", "'#eee'"] } else { &["\"#000000\"", "'#222'"] };
        }
        _ => {}
    }
    match field.shape {
        Shape::Flag => &["true", "false", "是", "否", "~"],
        Shape::Date => &["2024-03-18", "2005年8月1日", "2023", "2023-12", "~"],
        Shape::Quantity => &["22", "22名", "90余场次", "近百场", "1.5", "~"],
        Shape::Text | Shape::Texts | Shape::Group(_) | Shape::Groups(_) | Shape::Entries { .. } => {
            &["甲", "示例县", "县级", "整理", "a.png", "2023", "'带引号的'", "~"]
        }
    }
}

/// Writes documents of a table as a hand might, most of them right.
struct Writer {
    random: Random,
    /// Something is written where it does not belong, once in so many places.
    slips: usize,
    /// Whether colours of the dark side are written.
    is_dark: bool,
}

impl Writer {
    /// What a file of its kind must have stands at its top.
    fn document(&mut self, table: Fields) -> String {
        let needed = [("name", "示例老干部"), ("title", "甲支部"), ("date", "2024-03-18")];
        let is_there = |name: &str| fields(table).any(|field| field.path == name);
        let needed = needed.into_iter().filter(|(name, _)| is_there(name)).collect::<Vec<_>>();
        let head: String =
            needed.iter().flat_map(|(name, value)| [*name, ": ", *value, "\n"]).collect();
        let rest = self.entries(table, true, 0);
        let is_twice = needed.iter().any(|(name, _)| {
            let field = fields(table).find(|field| field.path == *name).unwrap();
            let names = field.aliases.iter().copied().chain([field.key()]);
            names
                .into_iter()
                .any(|name| rest.lines().any(|line| line.starts_with(&format!("{name}:"))))
        });
        let text = if is_twice { rest } else { head + &rest };
        if text.is_empty() { "{}\n".to_owned() } else { text }
    }

    fn entries(&mut self, table: Fields, is_top: bool, depth: usize) -> String {
        let all: Vec<&'static Field> = fields(table).collect();
        let count = if is_top { 1 + self.random.below(6) } else { 1 + self.random.below(3) };
        let mut text = String::new();
        let mut seen = Vec::new();
        for _ in 0..count {
            let mut field = *self.random.of(&all);
            let mut names: Vec<&str> = field.aliases.iter().copied().chain([field.key()]).collect();
            let inner: Vec<_> = field.fields().filter(|one| !one.flat.is_empty()).collect();
            if is_top && !inner.is_empty() && self.random.is_once_in(3) {
                field = *self.random.of(&inner);
                names = field.flat.to_vec();
            } else {
                names.extend(field.flat);
            }
            if seen.contains(&field.path) {
                continue;
            }
            seen.push(field.path);
            let name = if self.random.is_once_in(self.slips * 2) {
                "没有这一项"
            } else {
                *self.random.of(&names)
            };
            self.is_dark = if is_top { field.path == "dark" } else { self.is_dark };
            let value = self.value(field, depth);
            text += &format!("{}{name}:{value}", "  ".repeat(depth));
        }
        text
    }

    /// What stands behind a colon, with its line ends.
    fn value(&mut self, field: &Field, depth: usize) -> String {
        if self.random.is_once_in(self.slips) {
            return self.odd(depth);
        }
        match field.shape {
            Shape::Text | Shape::Date | Shape::Quantity | Shape::Flag => self.plain(field),
            Shape::Texts => match self.random.below(3) {
                0 => self.plain(field),
                1 => format!(" [{}, {}]\n", self.random.of(&WORDS), self.random.of(&WORDS)),
                _ => format!(
                    "\n{0}- {1}\n{0}- {2}\n",
                    "  ".repeat(depth),
                    self.random.of(&WORDS),
                    self.random.of(&WORDS)
                ),
            },
            Shape::Group(table) => match self.random.below(4) {
                0 => self.plain(field),
                _ => format!("\n{}", self.entries(table, false, depth + 1)),
            },
            Shape::Groups(table) => match self.random.below(4) {
                0 => self.plain(field),
                1 => format!("\n{}", self.entries(table, false, depth + 1)),
                2 => format!("\n{0}- {1}\n", "  ".repeat(depth), self.random.of(&WORDS)),
                _ => self.items(table, depth),
            },
            Shape::Entries { each, .. } => match self.random.below(4) {
                0 => self.plain(field),
                1 => format!("\n{0}某项: {1}\n", "  ".repeat(depth + 1), self.random.of(&WORDS)),
                2 => format!(
                    "\n{0}某项:\n{1}",
                    "  ".repeat(depth + 1),
                    self.entries(each, false, depth + 2)
                ),
                _ => self.items(each, depth),
            },
        }
    }

    fn items(&mut self, table: Fields, depth: usize) -> String {
        let entries = self.entries(table, false, depth + 1);
        let start = "  ".repeat(depth);
        format!("\n{start}- {}", entries.trim_start())
    }

    fn plain(&mut self, field: &Field) -> String {
        // A bare value stands for the first key of its group.
        let field = match field.shape {
            Shape::Group(table) | Shape::Groups(table) => table.field(0).unwrap_or(field),
            Shape::Text
            | Shape::Texts
            | Shape::Flag
            | Shape::Date
            | Shape::Quantity
            | Shape::Entries { .. } => field,
        };
        let fitting = fitting(field, self.is_dark);
        let value = match self.random.below(30) {
            0 => *self.random.of(&WORDS),
            1..15 if !field.example.is_empty() && !field.path.starts_with("colour.") => {
                field.example
            }
            _ => *self.random.of(fitting),
        };
        format!(" {value}\n")
    }

    fn odd(&mut self, depth: usize) -> String {
        match self.random.below(4) {
            0 => " [[1], [2]]\n".to_owned(),
            1 => " {没有: {的: 项}}\n".to_owned(),
            2 => format!("\n{}没有的项: 1\n", "  ".repeat(depth + 1)),
            _ => " [{甲: 乙}]\n".to_owned(),
        }
    }
}

/// The document as programs read it.
fn as_json(text: &str) -> Option<Value> {
    fn plain(value: serde_yaml::Value) -> Option<Value> {
        Some(match value {
            serde_yaml::Value::Null => Value::Null,
            serde_yaml::Value::Bool(is) => is.into(),
            serde_yaml::Value::Number(number) => serde_json::to_value(number).ok()?,
            serde_yaml::Value::String(text) => text.into(),
            serde_yaml::Value::Sequence(list) => {
                list.into_iter().map(plain).collect::<Option<Vec<_>>>()?.into()
            }
            serde_yaml::Value::Mapping(map) => {
                let key = |key| match key {
                    serde_yaml::Value::String(text) => Some(text),
                    serde_yaml::Value::Number(number) => Some(number.to_string()),
                    serde_yaml::Value::Bool(is) => Some(is.to_string()),
                    _ => None,
                };
                let entries =
                    map.into_iter().map(|(name, value)| Some((key(name)?, plain(value)?)));
                entries.collect::<Option<Map<_, _>>>()?.into()
            }
            serde_yaml::Value::Tagged(_) => return None,
        })
    }
    plain(serde_yaml::from_str(text).ok()?)
}

type Faults = Vec<Diagnostic>;

/// What keeps a document from being read as it stands: errors, and slips of the hand that the reader sees through. For
/// programs `[甲]` behind a key of one text is a list; the reader takes it for the text that is meant, and says so.
fn errors(faults: Faults) -> Faults {
    let slips = ["yaml-slip", "full-width-colon", "tab-indentation"];
    let is_one = |one: &Diagnostic| one.severity == Severity::Error || slips.contains(&one.rule);
    faults.into_iter().filter(is_one).collect()
}

/// What the reader of a Markdown file with these facts finds wrong.
fn story(kind: Kind) -> impl Fn(&str) -> Faults {
    move |yaml| {
        let text = format!("---\n{yaml}---\n正文。\n");
        let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
        errors(parse::parse(kind, "a".into(), &source, Settings::default()).diagnostics)
    }
}

/// Documents of one kind, and their schema.
struct Kinds<'k> {
    name: &'k str,
    validator: Validator,
    documents: usize,
}

impl<'k> Kinds<'k> {
    fn of(name: &'k str, documents: usize) -> Self {
        Self { name, validator: validator(name), documents }
    }

    /// Both on random documents: what the reader takes the schema takes; of those with a key that no table has nearly all
    /// are refused by both.
    fn agree(&self, table: Fields, read: impl Fn(&str) -> Faults) {
        let Self { name, validator, documents } = self;
        let seed = 0x9E37_79B9_7F4A_7C15 ^ name.len() as u64;
        let mut writer = Writer { random: Random(seed), slips: 60, is_dark: false };
        let (mut taken, mut unknown, mut refused) = (0, 0, 0);
        for _ in 0..*documents {
            let text = writer.document(table);
            let Some(document) = as_json(&text) else { continue };
            let faults = read(&text);
            if faults.is_empty() {
                taken += 1;
                let wrong: Vec<_> = validator
                    .iter_errors(&document)
                    .map(|one| format!("{one} at {}", one.instance_path()))
                    .collect();
                assert!(
                    wrong.is_empty(),
                    "{name} is read, but the schema refuses it: {wrong:?}\n{text}"
                );
            } else if faults.iter().any(|one| one.rule == "unknown-key") {
                unknown += 1;
                refused += usize::from(!validator.is_valid(&document));
            }
        }
        eprintln!(
            "{name}: {taken} of {documents} taken; {refused} of {unknown} with an unknown key refused"
        );
        assert!(taken > documents / 4, "{name}: only {taken} documents were taken");
        assert!(refused * 10 >= unknown * 9, "{name}: {refused} of {unknown} refused");
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes_site() {
    // Without a name a site is none.
    Kinds::of("site", DOCUMENTS).agree(&SITE, |text| {
        errors(config::parse(&Source::decode("site.yaml".into(), text.as_bytes())).1)
    });
}

#[test]
fn the_schema_takes_what_the_reader_takes_profile() {
    Kinds::of("profile", DOCUMENTS).agree(&PROFILE, story(Kind::Story));
}

#[test]
fn the_schema_takes_what_the_reader_takes_series_and_page() {
    Kinds::of("series", DOCUMENTS).agree(&SERIES, story(Kind::Series));
    Kinds::of("page", DOCUMENTS).agree(&PAGE, story(Kind::Page));
}

/// Settings with fields of each kind and a section.
const OWN: &str = "name: 示例
fields:
  - {name: 党小组数, aliases: 小组, kind: 数量, note: 有几个}
  - {name: 阵地, kind: 多项}
  - {name: 走访日期, kind: 日期}
  - {name: 备考}
sections: [{name: 通知公告, folder: notices}]
";

fn own() -> Config {
    let (config, faults) = config::parse(&Source::decode("site.yaml".into(), OWN.as_bytes()));
    assert!(faults.is_empty(), "{faults:?}");
    config
}

#[test]
fn the_schema_takes_what_the_reader_takes_article() {
    let section = own().sections[0];
    Kinds::of("article", DOCUMENTS).agree(&ARTICLE, story(Kind::Article(section)));
}

#[test]
fn the_schema_takes_what_the_reader_takes_profile_with_declared_fields() {
    let site = Site::empty().file("site.yaml", OWN);
    let schema: Value =
        serde_json::from_str(&site.run(&["schema", "profile"]).exits(0).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert_eq!(schema["$defs"]["党小组数"]["title"], "党小组数");
    assert_eq!(schema["$defs"]["党小组数"]["description"], "有几个");
    for right in [json!({"党小组数": 3}), json!({"小组": "近三个", "阵地": ["甲", "乙"]})]
    {
        assert!(validator.is_valid(&right), "{right}");
        assert!(!self::validator("profile").is_valid(&right), "only where it is declared");
    }
    for wrong in [json!({"党小组": 3}), json!({"党小组数": ["3"]})] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
    let table = Table::of(&own().fields);
    let kinds = Kinds { name: "declared", validator, documents: DOCUMENTS };
    kinds.agree(table.fields(), |yaml| {
        let text = format!("---\n{yaml}---\n正文。\n");
        let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
        let office = parse::Office { levels: &[], table };
        let settings = Settings::default();
        errors(parse::parse_for(office, Kind::Story, "a".into(), &source, settings).diagnostics)
    });
}

#[test]
fn the_schema_takes_what_the_reader_takes_terms() {
    let site = Site::new();
    Kinds::of("terms", saved()).agree(check::term_keys(), |text| {
        site.put("terms.yaml", text);
        errors(Reading::load(&site.path(""), &Config::default(), false).unwrap().1)
    });
}

#[test]
fn the_schema_takes_what_the_reader_takes_theme() {
    let site = Site::new();
    Kinds::of("theme", saved()).agree(theme::keys(), |text| {
        site.put("themes/feed/theme.yaml", text);
        errors(theme::check(&site.path(""), "feed", &[]).unwrap())
    });
}

#[test]
fn a_schema_says_what_keys_mean_and_refuses_slips() {
    let site = validator("site");
    assert!(site.is_valid(
        &json!({"名称": "示例", "去处": [{"名称": "盘", "办法": "folder", "位置": "x"}]})
    ));
    for wrong in [
        json!({}),
        json!({"name": "示例", "namee": 1}),
        json!({"name": "示例", "deploy": [{"name": "盘", "password": "x"}]}),
        json!({"name": ["示例"]}),
        json!([]),
    ] {
        assert!(!site.is_valid(&wrong), "{wrong}");
    }
    let schema = schema("profile");
    let total = &schema["$defs"]["members.total"];
    assert_eq!(total["title"], "党员总数");
    assert!(!total["description"].as_str().unwrap().is_empty());
    for name in ["党员总数", "members", "党员", "整理"] {
        assert!(schema["properties"][name].is_object(), "{name}");
    }
    Site::empty().run(&["schema", "nosuch"]).exits(2);
}

/// The repository's own files are as the schemas say.
#[test]
fn the_files_of_the_repository_are_as_the_schemas_say() {
    let settings = std::fs::read_to_string(repository().join("site.yaml")).unwrap();
    assert!(validator("site").is_valid(&as_json(&settings).unwrap()));
    let profile = validator("profile");
    let mut count = 0;
    for (path, bytes) in files(&repository().join("content/branches")) {
        if !path.ends_with("md") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let yaml = text.split("---\n").nth(1).unwrap();
        let wrong: Vec<_> =
            profile.iter_errors(&as_json(yaml).unwrap()).map(|one| one.to_string()).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
        count += 1;
    }
    assert!(count > 0);
}
