//! How long each part of a build takes, on the corpus of `benches/corpus.py`.
//!
//! `python3 benches/corpus.py liuhao 10000 /dev/shm/parts && cp benches/site/site.yaml /dev/shm/parts/
//! && cp -r benches/site/themes /dev/shm/parts/ && LIUHAO_CORPUS=/dev/shm/parts cargo bench`

use std::path::PathBuf;

use divan::{Bencher, black_box};
use liuhao::build::{self, Options};
use liuhao::config::RawHtml;
use liuhao::diagnostic::Source;
use liuhao::fs::Root;
use liuhao::parse::Kind;
use liuhao::parse::body::Settings;
use liuhao::render::{Renderer, Searching};
use liuhao::search::{self, Plan, Segment};
use liuhao::site::{self, MachineFile, PageRoute, Route, Site};
use liuhao::{config, discover, parse, quantity, theme, yaml};
use rayon::prelude::*;

/// The longest text, in bytes.
const MAX: u64 = 64 * 1024 * 1024;

#[cfg(all(target_os = "linux", feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const SETTINGS: Settings = Settings { summary_length: 60, html: RawHtml::Text };

fn main() {
    divan::main();
}

fn options() -> Options {
    let root = std::env::var_os("LIUHAO_CORPUS").map_or_else(|| PathBuf::from("."), PathBuf::from);
    Options {
        output: root.join("public"),
        root,
        today: Some(jiff::civil::date(2030, 1, 1)),
        cache: false,
        ..Options::default()
    }
}

fn first_source() -> Source {
    let root = Root::open(&options().root).expect("the corpus is there");
    let (files, _) = discover::discover(&root, &[]).expect("the corpus is there");
    let text = &files.texts[0];
    Source::decode(
        text.file.clone(),
        &text.path.read(MAX).expect("the file is there").expect("it is no larger"),
    )
}

#[divan::bench]
fn quantity_phrase(bencher: Bencher) {
    bencher.bench(|| quantity::parse_quantity(black_box("90余场次")));
}

#[divan::bench]
fn parse_story(bencher: Bencher) {
    let source = first_source();
    bencher.bench(|| parse::parse(Kind::Story, "a".into(), black_box(&source), SETTINGS));
}

#[divan::bench]
fn parse_body(bencher: Bencher) {
    let source = first_source();
    let file = source.file.clone();
    bencher.bench(|| parse::body::parse(&file, black_box(&source.text), 0, SETTINGS));
}

#[divan::bench(sample_count = 10)]
fn discover_all(bencher: Bencher) {
    let root = Root::open(&options().root).expect("the corpus is there");
    bencher.bench(|| discover::discover(&root, &[]).map(|(files, _)| files.texts.len()));
}

#[divan::bench(sample_count = 5)]
fn load_all(bencher: Bencher) {
    let options = options();
    bencher.bench(|| build::load(&options).map(|(site, _)| site.routes.all().len()));
}

#[divan::bench(sample_count = 5)]
fn collect_all(bencher: Bencher) {
    let options = options();
    let (config, _) = config::load(&options.root).expect("the corpus is there");
    let root = Root::open(&options.root).expect("the corpus is there");
    let (files, _) = discover::discover(&root, &[]).expect("the corpus is there");
    let documents: Vec<_> = files
        .texts
        .iter()
        .filter_map(|text| {
            let bytes = text.path.read(MAX).expect("the file is there").expect("it is no larger");
            let source = Source::decode(text.file.clone(), &bytes);
            parse::parse(text.kind, text.slug.clone(), &source, SETTINGS).document
        })
        .collect();
    let selection = site::Options { drafts: false, today: options.today };
    bencher.with_inputs(|| (config.clone(), documents.clone())).bench_values(
        |(config, documents)| {
            let (content, _) = site::collect(config, documents, site::Assets::default(), selection);
            let files = search::files(&content);
            Site::new(content, &files)
        },
    );
}

/// What stands at the address of the last page, as a preview asks for each request and desk row.
#[divan::bench]
fn find_address(bencher: Bencher) {
    let (site, _) = build::load(&options()).expect("the corpus is there");
    let last = &site.routes.all().last().expect("a route").address;
    bencher.bench(|| site.routes.at(black_box(last)).is_some());
}

/// A segment of the search index with all its parts, as a build makes it.
#[divan::bench(sample_count = 5)]
fn index_segment(bencher: Bencher) {
    let (site, _) = build::load(&options()).expect("the corpus is there");
    let plan = Plan::of(&site);
    bencher.bench(|| {
        let segment = Segment::new(&site, &plan, 0);
        segment.parts().map(|(_, part)| segment.part(part).len()).sum::<usize>()
    });
}

/// One part of a segment that is there, as a preview answers a search.
#[divan::bench]
fn index_part(bencher: Bencher) {
    let (site, _) = build::load(&options()).expect("the corpus is there");
    let segment = Segment::new(&site, &Plan::of(&site), 0);
    bencher.bench(|| segment.part(black_box(0)).len());
}

#[divan::bench(sample_count = 5)]
fn check_site(bencher: Bencher) {
    let (site, _) = build::load(&options()).expect("the corpus is there");
    bencher.bench(|| liuhao::check::site(&site));
}

fn render(bencher: Bencher, wanted: impl Fn(Route) -> bool) {
    let options = options();
    let (site, _) = build::load(&options).expect("the corpus is there");
    let theme = theme::load(&options.root, &site.config.theme, &[]).expect("the theme is there");
    let plan = Plan::of(&site);
    let search = Searching { plan: &plan, manifest: &|| unreachable!("no route of the search") };
    let renderer = Renderer::new(&site, &theme, search);
    let planned = site.routes.all().iter().find(|planned| wanted(planned.route)).expect("a route");
    bencher.bench(|| renderer.render(black_box(planned)).is_ok());
}

#[divan::bench]
fn render_story(bencher: Bencher) {
    render(bencher, |route| matches!(route, Route::Page(PageRoute::Story(_))));
}

#[divan::bench]
fn render_feed(bencher: Bencher) {
    render(bencher, |route| route == Route::Page(PageRoute::Feed(2)));
}

#[divan::bench]
fn render_term(bencher: Bencher) {
    render(bencher, |route| matches!(route, Route::Page(PageRoute::Term(..))));
}

#[divan::bench(sample_count = 5)]
fn render_branches_json(bencher: Bencher) {
    render(bencher, |route| route == Route::File(MachineFile::BranchesJson));
}

#[divan::bench(sample_count = 5)]
fn render_branches_csv(bencher: Bencher) {
    render(bencher, |route| route == Route::File(MachineFile::BranchesCsv));
}

/// A megabyte of YAML, read without limits: the time is linear in the text, at most half a second each.
#[divan::bench(args = YAML.iter().map(|(name, _)| *name), sample_count = 5)]
fn yaml(bencher: Bencher, name: &str) {
    let (_, make) = YAML.iter().find(|(known, _)| *known == name).expect("a name of the list");
    let text = make();
    let limits = yaml::Limits { nodes: usize::MAX, ..yaml::Limits::default() };
    bencher.bench(|| yaml::read(black_box(&text), 0..text.len(), limits).entries.len());
}

/// What a text of a megabyte is made of, and how it is made.
type Made = (&'static str, fn() -> String);

const YAML: [Made; 8] = [
    ("decimals", || megabyte("a:\n", |_| "- 1.5\n".to_owned())),
    ("decimals in brackets", || megabyte("a: [", |_| "1.5, ".to_owned()) + "]\n"),
    ("keys", || megabyte("", |n| format!("k{n}: {n}\n"))),
    ("nested lists", || megabyte("a:\n", |_| "- [[[[[[[[1]]]]]]]]\n".to_owned())),
    ("nested blocks", || megabyte("a:\n", |_| "- - - - - - - 1\n".to_owned())),
    ("anchors", || megabyte("a:\n", |n| format!("- &a{n} x\n- *a{n}\n"))),
    ("aliases", || megabyte("a: &a x\nb: [", |_| "*a, ".to_owned()) + "]\n"),
    ("faults", || megabyte("", |n| format!("k{n}: \"x\"y\n"))),
];

fn megabyte(start: &str, piece: impl Fn(usize) -> String) -> String {
    let mut text = start.to_owned();
    for n in 0.. {
        if text.len() >= 1024 * 1024 {
            break;
        }
        text += &piece(n);
    }
    text
}
