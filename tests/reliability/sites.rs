//! Whole sites that nobody wrote: each is valid, so it builds and all its links resolve; its sums are those of a second
//! computation, and its feeds as their standards want them; nothing but
//! its bytes decides what is published; and `check --fix` leaves its facts as they are.
//!
//! `LIUHAO_SITES=500` tries 500 sites; without it 20.

use std::fmt::Write as _;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::feeds;
use crate::program;
use crate::sums::{self, AS_OF, COUNTS, MEMBERS, WINDOWS};
use crate::support::{Files, PICTURE, Site, TODAY, html};

const COUNTIES: [&str; 3] = ["示例县", "样板区", "范例市"];
const LEVELS: [&str; 4] = ["县级", "市级", "省级", "国家级"];
const TAGS: [&str; 5] = ["结对帮扶", "a & b", "<示例>", "“六好”", "😀"];

/// The settings of a site.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "an office may say each of them or not")]
struct Settings {
    page_size: u8,
    sanitised: bool,
    base_url: Option<&'static str>,
    search: bool,
    states_counties: bool,
    /// Days of the notices of a section; without one there is no section.
    notices: Option<Vec<u16>>,
    /// Whether the office declares two keys of its own, which every story states.
    has_fields: bool,
}

/// A story. Numbers that name another thing count round among those that there are.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "an editor may say each of them or not")]
struct Story {
    name: String,
    in_folder: bool,
    title: String,
    /// Days since the first of January 2022.
    day: u16,
    writes_han_date: bool,
    is_draft: bool,
    is_expired: bool,
    county: usize,
    bands: Option<[u32; 3]>,
    honours: Vec<(usize, u16)>,
    tags: Vec<usize>,
    series: Option<usize>,
    has_alias: bool,
    focus: Option<(u8, u8)>,
    sums: Sums,
    text: Vec<Block>,
}

/// What of a story is added up. Stories with the same `branch` are of one branch, `former` is a name that it gave up.
#[derive(Debug, Clone)]
struct Sums {
    branch: Option<usize>,
    former: Option<usize>,
    as_of: usize,
    members: Option<usize>,
    /// What, how much, since when.
    activities: Vec<(usize, usize, usize)>,
}

/// A piece of a text.
#[derive(Debug, Clone)]
enum Block {
    Prose(String),
    Heading(u8, String),
    Link(usize),
    Picture,
    Download,
    List(Vec<String>),
    Table(String),
    Footnote(String),
    Html(String),
    Component(usize, String),
}

/// A site: its settings, how many series and free pages it has, its stories.
#[derive(Debug, Clone)]
struct Spec {
    settings: Settings,
    series: usize,
    pages: usize,
    stories: Vec<Story>,
}

/// Words as people write them, with what means something to Markdown, YAML or HTML among them, and
/// without what would make them links or claims about the facts.
fn words() -> impl Strategy<Value = String> {
    "[党员支部活动a7<>&\"'“”《》，。,;:?😀𠮷*_~#|é\u{3000} -]{0,24}"
        .prop_map(|text| format!("甲{text}乙"))
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => words().prop_map(Block::Prose),
        2 => (2_u8..5, words()).prop_map(|(level, text)| Block::Heading(level, text)),
        3 => any::<usize>().prop_map(Block::Link),
        1 => Just(Block::Picture),
        1 => Just(Block::Download),
        1 => prop::collection::vec(words(), 1..4).prop_map(Block::List),
        1 => words().prop_map(Block::Table),
        1 => words().prop_map(Block::Footnote),
        1 => words().prop_map(Block::Html),
        1 => (any::<usize>(), words()).prop_map(|(kind, text)| Block::Component(kind, text)),
    ]
}

prop_compose! {
    fn settings()(
        page_size in 1_u8..6,
        sanitised in any::<bool>(),
        base_url in prop::option::of(prop::sample::select(
            &["https://example.org/", "https://example.org/laogan/"][..],
        )),
        search in any::<bool>(),
        states_counties in any::<bool>(),
        notices in prop::option::of(prop::collection::vec(0_u16..1600, 0..8)),
        has_fields in any::<bool>(),
    ) -> Settings {
        Settings { page_size, sanitised, base_url, search, states_counties, notices, has_fields }
    }
}

prop_compose! {
    fn sums()(
        branch in prop::option::of(0_usize..4),
        former in prop::option::weighted(0.3, 0_usize..4),
        as_of in 0..AS_OF.len(),
        members in prop::option::of(0..MEMBERS.len()),
        activities in prop::collection::vec((0_usize..2, 0..COUNTS.len(), 0..WINDOWS.len()), 0..4),
    ) -> Sums {
        Sums { branch, former, as_of, members, activities }
    }
}

prop_compose! {
    fn story()(
        (name, in_folder) in ("[a-z支部甲é𠮷😀 ]{0,8}", any::<bool>()),
        title in words(),
        (day, writes_han_date) in (0_u16..1600, any::<bool>()),
        (is_draft, is_expired) in (prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        county in any::<usize>(),
        bands in prop::option::of([1_u32..30, 1_u32..20, 1_u32..9]),
        honours in prop::collection::vec((any::<usize>(), 2015_u16..2024), 0..3),
        tags in prop::collection::vec(any::<usize>(), 0..3),
        series in prop::option::of(any::<usize>()),
        has_alias in prop::bool::weighted(0.2),
        (focus, sums) in (prop::option::weighted(0.3, (0_u8..=100, 0_u8..=100)), sums()),
        text in prop::collection::vec(block(), 0..8),
    ) -> Story {
        Story {
            name, in_folder, title, day, writes_han_date, is_draft, is_expired, county, bands,
            honours, tags, series, has_alias, focus, sums, text,
        }
    }
}

prop_compose! {
    fn spec()(
        settings in settings(),
        series in 0_usize..3,
        pages in 0_usize..3,
        stories in prop::collection::vec(story(), 0..12),
    ) -> Spec {
        Spec { settings, series, pages, stories }
    }
}

/// The files of a site.
pub(crate) fn files() -> impl Strategy<Value = Files> {
    spec().prop_map(|spec| spec.files())
}

/// A text in YAML: a JSON string is one.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

impl Story {
    /// The name of its file without the ending; the number keeps it apart from others.
    fn slug(&self, number: usize) -> String {
        format!("{number}{}", self.name.trim_end())
    }

    /// Its file, from `content/branches/` on.
    fn file(&self, number: usize) -> String {
        let slug = self.slug(number);
        if self.in_folder { format!("{slug}/index.md") } else { format!("{slug}.md") }
    }

    fn is_published(&self) -> bool {
        // The day of the run is the 1461st.
        !self.is_draft && !self.is_expired && self.day <= 1461
    }

    fn date(&self) -> String {
        let first = jiff::civil::date(2022, 1, 1);
        let date = first.saturating_add(jiff::Span::new().days(i64::from(self.day)));
        let (year, month, day) = (date.year(), date.month(), date.day());
        if self.writes_han_date { format!("{year}年{month}月{day}日") } else { date.to_string() }
    }
}

impl Sums {
    /// As front matter; the number of members is left to the bands where there are some.
    fn write(&self, text: &mut String, has_bands: bool) -> std::fmt::Result {
        if !AS_OF[self.as_of].is_empty() {
            writeln!(text, "as_of: {}", AS_OF[self.as_of])?;
        }
        if let (Some(members), false) = (self.members, has_bands) {
            writeln!(text, "members: {{total: {}}}", MEMBERS[members].0)?;
        }
        if !self.activities.is_empty() {
            writeln!(text, "activities:")?;
        }
        for (name, count, since) in &self.activities {
            let (name, count) = (["党课", "走访慰问"][*name], COUNTS[*count].0);
            let since = Some(WINDOWS[*since]).filter(|since| !since.is_empty());
            let since = since.map(|since| format!(", since: {since}")).unwrap_or_default();
            writeln!(text, "  - {{name: {name}, count: {count}{since}}}")?;
        }
        Ok(())
    }
}

impl Spec {
    /// Every file of the site.
    fn files(&self) -> Files {
        let mut files = Files::new();
        files.insert("site.yaml".to_owned(), self.site_yaml().into_bytes());
        for number in 0..self.series {
            let text = format!("---\ntitle: 系列{number}\norder: {number}\n---\n序言\n");
            files.insert(format!("content/series/s{number}.md"), text.into_bytes());
        }
        for (number, day) in self.settings.notices.iter().flatten().enumerate() {
            let date = jiff::civil::date(2022, 1, 1)
                .saturating_add(jiff::Span::new().days(i64::from(*day)));
            let text = format!(
                "---\ntitle: 通知{number}\ndate: {date}\n---\n[首页](/index.html)见通知。\n"
            );
            files.insert(format!("content/notices/n{number}.md"), text.into_bytes());
        }
        for number in 0..self.pages {
            let text = format!("---\ntitle: 说明{number}\n---\n[首页](/index.html)\n");
            files.insert(format!("content/pages/p{number}.md"), text.into_bytes());
        }
        for (number, story) in self.stories.iter().enumerate() {
            let folder = if story.in_folder { story.slug(number) + "/" } else { String::new() };
            let file = format!("content/branches/{}", story.file(number));
            files.insert(file, self.markdown(number, story).into_bytes());
            files.insert(format!("content/branches/{folder}p{number}.png"), PICTURE.to_vec());
            files.insert(format!("content/branches/{folder}d{number}.pdf"), b"%PDF-1.7".to_vec());
        }
        files
    }

    fn site_yaml(&self) -> String {
        let Settings { page_size, sanitised, base_url, search, states_counties, .. } =
            &self.settings;
        let mut text = format!("name: 示例老干部\npage_size: {page_size}\nsearch: {search}\n");
        if *sanitised {
            text += "html: sanitised\n";
        }
        if *states_counties {
            writeln!(text, "counties: [{}]", COUNTIES.join(", ")).unwrap();
        }
        if self.settings.notices.is_some() {
            text += "sections: [{name: 通知公告, folder: notices}]\n";
        }
        if self.settings.has_fields {
            text += "fields: [{name: 党小组数, kind: 数量}, {name: 服务阵地, kind: 多项, list: 是, filter: 是}]\n";
        }
        if let Some(base_url) = base_url {
            writeln!(text, "base_url: {base_url}").unwrap();
        }
        text
    }

    fn markdown(&self, number: usize, story: &Story) -> String {
        let mut text = String::from("---\n");
        self.facts(&mut text, number, story).unwrap();
        text += "---\n";
        for block in &story.text {
            self.block(&mut text, number, block).unwrap();
            text += "\n\n";
        }
        text
    }

    fn facts(&self, text: &mut String, number: usize, story: &Story) -> std::fmt::Result {
        writeln!(text, "title: {}\ndate: {}", quoted(&story.title), story.date())?;
        let county = COUNTIES[story.county % COUNTIES.len()];
        let sums = &story.sums;
        let branch = sums.branch.unwrap_or(number);
        let former = sums.former.map(|former| format!(", former_names: [示例第{former}支部]"));
        let former = former.unwrap_or_default();
        writeln!(text, "branch: {{name: 示例第{branch}支部, county: {county}{former}}}")?;
        sums.write(text, story.bands.is_some())?;
        if self.settings.has_fields {
            writeln!(text, "党小组数: {}个\n服务阵地: [红色驿站, 驿站{}]", number + 1, number % 3)?;
        }
        if story.is_draft {
            writeln!(text, "draft: true")?;
        }
        if story.is_expired {
            writeln!(text, "expires: 2025-12-31")?;
        }
        if let Some([young, middle, old]) = story.bands {
            let total = young + middle + old;
            writeln!(text, "members:\n  total: {total}名\n  age_bands:")?;
            writeln!(text, "    69岁及以下: {young}\n    70-79岁: {middle}\n    80岁以上: {old}")?;
        }
        if !story.honours.is_empty() {
            writeln!(text, "honours:")?;
        }
        for (level, year) in &story.honours {
            let level = LEVELS[level % LEVELS.len()];
            writeln!(text, "  - {{title: 示例称号, level: {level}, year: {year}}}")?;
        }
        let tags = story.tags.iter().map(|tag| quoted(TAGS[tag % TAGS.len()]));
        writeln!(text, "tags: [{}]", tags.collect::<Vec<_>>().join(", "))?;
        if let (Some(series), true) = (story.series, self.series > 0) {
            writeln!(text, "series: s{}", series % self.series)?;
        }
        if story.has_alias {
            writeln!(text, "aliases: [old/{number}]")?;
        }
        if let Some((x, y)) = story.focus {
            writeln!(text, "cover: p{number}.png\ncover_focus: {x}% {y}%")?;
        }
        Ok(())
    }

    fn block(&self, text: &mut String, number: usize, block: &Block) -> std::fmt::Result {
        match block {
            Block::Prose(words) => write!(text, "{words}"),
            Block::Heading(level, words) => {
                write!(text, "{} {words}", "#".repeat(usize::from(*level)))
            }
            Block::Link(to) => self.link(text, number, *to),
            Block::Picture => write!(text, "![合影](p{number}.png)"),
            Block::Download => write!(text, "[名册](d{number}.pdf)"),
            Block::List(items) => items.iter().try_for_each(|item| writeln!(text, "- {item}")),
            Block::Table(words) => {
                write!(text, "| 甲 | 乙 |\n|---|---|\n| {} | 7 |", words.replace('|', ""))
            }
            Block::Footnote(words) => write!(text, "甲[^{words}]\n\n[^{words}]: {words}"),
            Block::Component(kind, words) => {
                let (name, inside) = match kind % 5 {
                    0 => ("引文 张某某", words.clone()),
                    1 => ("数字", format!("- {words}")),
                    2 => ("下载", format!("[名册](d{number}.pdf)")),
                    3 => ("折叠", words.clone()),
                    _ => ("折叠 更多", format!("{words}\n\n:::数字\n- 甲 {words}\n:::\n\n{words}")),
                };
                write!(text, ":::{name}\n{inside}\n:::")
            }
            Block::Html(words) => write!(text, "<b>{words}</b><script>{words}</script>"),
        }
    }

    /// A link to a story that is published; none where no story is.
    fn link(&self, text: &mut String, number: usize, to: usize) -> std::fmt::Result {
        let all = self.stories.iter().enumerate();
        let published: Vec<_> = all.filter(|(_, story)| story.is_published()).collect();
        if published.is_empty() {
            return Ok(());
        }
        let (other, story) = published[to % published.len()];
        let up = if self.stories[number].in_folder { "../" } else { "" };
        write!(text, "[另一篇](<{up}{}>)", story.file(other))
    }
}

/// Puts the files there, in this order.
fn site<'f>(files: impl Iterator<Item = (&'f String, &'f Vec<u8>)>) -> Site {
    files.fold(Site::empty(), |site, (path, bytes)| site.file(path, bytes))
}

/// Builds as another office would: other language, time zone, number of threads, and a mask that lets
/// nobody else read what is written.
fn build_elsewhere(site: &Site) {
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 077; exec \"$0\" build --today \"$1\""]).arg(program()).arg(TODAY);
    shell
        .env("LC_ALL", "en_US.UTF-8")
        .env("TZ", "Pacific/Kiritimati")
        .env("RAYON_NUM_THREADS", "3");
    let run = shell.current_dir(site.path("")).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// The output with the page that a host shows at any address as if it were shown at the top: where the
/// site's address is known, it is the one page whose links begin with it.
fn at_home(mut output: Files, settings: &Settings) -> Files {
    if let (Some(base_url), Some(page)) = (settings.base_url, output.get_mut("404.html")) {
        let text = String::from_utf8(std::mem::take(page)).unwrap();
        *page = text.replace(base_url, "").into_bytes();
    }
    output
}

fn check(spec: &Spec) {
    let files = spec.files();
    let first = site(files.iter());
    let run = first.build();
    run.exits(0);
    let output = first.output();
    html::check_links(&at_home(output.clone(), &spec.settings));
    for (number, story) in spec.stories.iter().enumerate() {
        let page = format!("branches/{}.html", story.slug(number));
        assert_eq!(output.contains_key(&page), story.is_published(), "{page}");
    }
    sums::check(&first);
    feeds::check(&first, "", spec.settings.base_url);
    if let Some(days) = &spec.settings.notices {
        feeds::check(&first, "notices/", spec.settings.base_url);
        for (number, day) in days.iter().enumerate() {
            let page = format!("notices/n{number}.html");
            assert_eq!(output.contains_key(&page), *day <= 1461, "{page}");
        }
    }
    let second = site(files.iter().rev());
    build_elsewhere(&second);
    assert!(second.output() == output, "something other than the bytes of the site has an effect");
    fix_keeps_the_facts(&first, &output);
}

fn fix_keeps_the_facts(site: &Site, before: &Files) {
    site.run(&["check", "--fix"]).exits(0);
    let mended = crate::support::files(&site.path("content"));
    site.run(&["check", "--fix"]).exits(0);
    assert!(crate::support::files(&site.path("content")) == mended, "a second run mends more");
    site.build().exits(0);
    // The words of the text are mended, so its beginning and its length may change; of a title and a name the marks alone.
    let facts = |output: &Files| {
        let mut rows: Vec<Map<String, Value>> =
            serde_json::from_slice(&output["data/branches.json"]).unwrap();
        for row in &mut rows {
            row.retain(|key, _| key != "summary" && key != "characters");
            row.values_mut().for_each(without_marks);
        }
        rows
    };
    assert_eq!(facts(&site.output()), facts(before), "a fact has changed");
}

/// Leaves letters, figures and Han of each text; a full-width figure is a figure.
fn without_marks(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.nfkc().filter(|c| c.is_alphanumeric()).collect(),
        Value::Array(items) => items.iter_mut().for_each(without_marks),
        Value::Object(map) => map.values_mut().for_each(without_marks),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn any_valid_site_is_built_whole_and_the_same_everywhere() {
    let cases = std::env::var("LIUHAO_SITES").map_or(20, |number| number.parse().unwrap());
    let mut runner = TestRunner::new(Config {
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::with_cases(cases)
    });
    let tried = runner.run(&spec(), |spec| {
        check(&spec);
        Ok(())
    });
    if let Err(fault) = tried {
        panic!("{fault}");
    }
}
