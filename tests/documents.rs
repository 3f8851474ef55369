//! The documents say what is so: keys, examples, commands, reports and paths are compared with the
//! program.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use liuhao::config::{self, SITE};
use liuhao::diagnostic::{Diagnostic, Source};
use liuhao::parse::body::Settings;
use liuhao::parse::profile::keys::{ARTICLE, PAGE, PROFILE, SERIES};
use liuhao::parse::{self, Kind};
use liuhao::schema::{Fields, fields};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];
const GUIDE: &str = "docs/guide.md";
/// Documents about this repository: the paths in them are paths in it.
const ABOUT_THE_REPOSITORY: [&str; 4] =
    ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const ALL: [&str; 6] =
    ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", GUIDE];
/// Flags of other programs that the documents name.
const FOREIGN_FLAGS: [&str; 4] = ["--release", "--path", "--profile", "--features"];
/// The largest picture, in bytes.
const MAX_PICTURE: u64 = 300 * 1024;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The blocks fenced as `language`.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// What stands between backticks in running text.
fn inline_code(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

fn liuhao(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liuhao"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    String::from_utf8([output.stderr, output.stdout].concat()).unwrap()
}

fn subcommands() -> BTreeSet<String> {
    let help = liuhao(root(), &["--help", "--lang", "en"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    list.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn the_guide_explains_every_key_under_all_its_names() {
    fn check(guide: &BTreeSet<&str>, table: Fields) {
        for field in fields(table) {
            let names = field.aliases.iter().chain(field.flat).copied();
            for name in names.chain([field.key()]) {
                assert!(guide.contains(name), "{GUIDE} does not name `{name}` ({})", field.path);
            }
            check(guide, field.table());
        }
    }
    let text = read(GUIDE);
    let guide = inline_code(&text).into_iter().collect();
    let tables: [Fields; 5] = [&PROFILE, &SERIES, &PAGE, &ARTICLE, &SITE];
    for table in tables {
        check(&guide, table);
    }
}

#[test]
fn every_example_is_read_without_a_fault() {
    let mut count = 0;
    for path in READMES.into_iter().chain([GUIDE]) {
        let text = read(path);
        let profiles = blocks(&text, "yaml").into_iter().filter(|yaml| !is_settings(yaml));
        let profiles = profiles.map(|yaml| format!("---\n{yaml}---\n支部现有党员。\n"));
        let stories = blocks(&text, "markdown").into_iter().map(ToOwned::to_owned);
        for story in profiles.chain(stories) {
            let source = Source::decode(path.into(), story.as_bytes());
            let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
            assert!(parsed.document.is_some());
            says_nothing(path, &story, &parsed.diagnostics);
            count += 1;
        }
        for settings in blocks(&text, "yaml").into_iter().filter(|yaml| is_settings(yaml)) {
            let source = Source::decode(path.into(), settings.as_bytes());
            says_nothing(path, settings, &config::parse(&source).1);
            count += 1;
        }
    }
    assert_eq!(count, 8, "examples have come or gone");
}

/// Whether an example is of `site.yaml`: only that has a name at its top.
fn is_settings(yaml: &str) -> bool {
    yaml.starts_with("name:")
}

fn says_nothing(path: &str, text: &str, faults: &[Diagnostic]) {
    assert!(faults.is_empty(), "{path}: {faults:#?} in\n{text}");
}

#[test]
fn the_report_in_a_readme_is_the_one_that_the_program_gives() {
    let folder = tempfile::tempdir().unwrap();
    let story = read("content/branches/jinta-caizheng.md")
        .replace("\nas_of:", "\nasof:")
        .replace("69岁及以下: 15", "69岁及以下: 14")
        .replace("\nseries: 2023-liuhao", "");
    fs::create_dir_all(folder.path().join("content/branches")).unwrap();
    fs::write(folder.path().join("content/branches/jinta-caizheng.md"), story).unwrap();
    fs::write(folder.path().join("site.yaml"), "name: 示例老干部\n").unwrap();
    for (path, language) in READMES.into_iter().zip(["en", "zh"]) {
        let told = liuhao(folder.path(), &["build", "--lang", language, "--today", "2026-01-01"]);
        assert_eq!(blocks(&read(path), "text"), [told], "{path}");
    }
}

#[test]
fn every_command_is_in_the_readmes_and_no_other() {
    let commands = subcommands();
    for path in READMES {
        let text = read(path);
        let named: BTreeSet<String> = inline_code(&text)
            .into_iter()
            .filter_map(|code| code.strip_prefix("liuhao "))
            .map(|rest| rest.split_whitespace().next().unwrap_or_default().to_owned())
            .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()))
            .collect();
        assert_eq!(named, commands, "{path}");
        for line in ["cargo run --release -- build", "tests/all"] {
            assert!(text.contains(&format!("```sh\n{line}\n```")), "{path}: {line}");
        }
    }
}

#[test]
fn every_command_line_in_the_guide_is_understood() {
    let commands = subcommands();
    let text = read(GUIDE);
    let lines = blocks(&text, "sh").into_iter().flat_map(str::lines);
    for line in inline_code(&text).into_iter().chain(lines) {
        let Some(rest) = line.strip_prefix("liuhao ") else { continue };
        let word = rest.split_whitespace().next().unwrap_or_default();
        assert!(commands.contains(word) || word == "--version", "{line}");
    }
}

#[test]
fn every_flag_that_is_named_is_there() {
    let none = BTreeSet::from([String::new()]);
    let helps: String = none
        .union(&subcommands())
        .map(|command| {
            let arguments = [command.as_str(), "--help", "--lang", "en"];
            liuhao(root(), &arguments[usize::from(command.is_empty())..])
        })
        .collect();
    for path in READMES.into_iter().chain([GUIDE]) {
        let text = read(path);
        let words = inline_code(&text).into_iter().flat_map(str::split_whitespace);
        for flag in words.filter(|word| word.starts_with("--") && word.len() > 3) {
            let is_there = helps.contains(&format!("{flag} ")) || FOREIGN_FLAGS.contains(&flag);
            assert!(is_there, "{path}: {flag}");
        }
    }
}

#[test]
fn every_path_that_is_named_is_there() {
    let folders =
        ["src/", "tests/", "themes/", "locales/", "benches/", "docs/", "content/", ".ci/"];
    let endings = [".rs", ".toml", ".ftl", ".md"];
    let mut count = 0;
    for path in ABOUT_THE_REPOSITORY {
        for code in inline_code(&read(path)) {
            let is_path = folders.iter().any(|folder| code.starts_with(folder))
                || endings.iter().any(|ending| code.ends_with(ending));
            // `<rule>` stands for any name.
            if is_path && !code.contains(['<', ' ']) {
                assert!(root().join(code).exists(), "{path}: {code}");
                count += 1;
            }
        }
    }
    assert!(count > 60);
}

/// Each promise of `docs/reliability.md` names where it is tested: files that are there and hold tests, or are run by
/// hand; and tests by their own names, which stand in one of these files.
#[test]
fn every_promise_names_tests_that_are_there() {
    let text = read("docs/reliability.md");
    let table = text.split("\n## ").next().unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 30, "{}", rows.len());
    let mut named = 0;
    for row in rows {
        let how = row.split(" | ").nth(1).unwrap();
        let codes = inline_code(how);
        let folders = ["tests/", "src/", "fuzz/", "benches/", "packaging/"];
        let is_path = |code: &&&str| {
            folders.iter().any(|folder| code.starts_with(folder)) && !code.contains(' ')
        };
        let paths: Vec<_> = codes.iter().filter(is_path).map(|code| root().join(code)).collect();
        assert!(paths.iter().all(|path| path.exists()), "{how}");
        let all = paths.iter().filter(|path| path.is_file());
        let all: String = all.map(|path| fs::read_to_string(path).unwrap()).collect();
        let is_run = ["#[test]", "test(", "proptest!"].iter().any(|word| all.contains(word));
        let by_hand = paths.iter().any(|path| path.is_dir() || path.extension().is_none());
        // A list of licences is held by a tool.
        assert!(is_run || by_hand || how.contains("`deny.toml`"), "no test: {row}");
        for name in codes.iter().filter(|code| {
            code.matches('_').count() > 2
                && code.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
        }) {
            assert!(all.contains(&format!("fn {name}()")), "{name} is not in the files of: {how}");
            named += 1;
        }
    }
    assert!(named > 25, "{named}");
}

#[test]
fn every_link_leads_to_a_file() {
    for path in ALL {
        let text = read(path);
        let folder = root().join(path);
        let prose: String = text.split("```").step_by(2).collect();
        let prose: String = prose.split('`').step_by(2).collect();
        let targets = prose.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
        for target in targets.filter(|target| !target.contains("://")) {
            let file = target.split('#').next().unwrap();
            let is_there = file.is_empty() || folder.parent().unwrap().join(file).is_file();
            assert!(is_there, "{path}: {target}");
        }
    }
}

#[test]
fn the_map_names_every_module() {
    let map = read("ARCHITECTURE.md");
    assert!(map.lines().count() <= 260);
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let slash = if entry.path().is_dir() { "/" } else { "" };
        let path = format!("`src/{}{slash}`", entry.file_name().to_str().unwrap());
        assert!(map.contains(&path), "{path} is not on the map");
    }
}

#[test]
fn screenshots_are_small() {
    for entry in fs::read_dir(root().join("docs/screenshots")).unwrap() {
        let entry = entry.unwrap();
        assert!(entry.metadata().unwrap().len() <= MAX_PICTURE, "{}", entry.path().display());
    }
}

#[test]
fn no_figure_is_left_to_be_filled_in() {
    let mark = ["TODO", "FIGURE"].join("-");
    for path in ALL {
        assert!(!read(path).contains(&mark), "{path}");
    }
}

#[test]
fn every_report_format_is_described_and_tested() {
    let formats = read("src/cli/report/mod.rs");
    let modules = formats.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let formats: Vec<_> = modules.filter(|name| *name != "place").collect();
    assert!(formats.len() >= 4);
    let (manual, tests) = (read("docs/check-formats.md"), read_all("tests/report"));
    for format in formats {
        let help = liuhao(root(), &["check", "--help", "--lang", "en"]);
        assert!(help.contains(format), "--help does not name {format}");
        assert!(manual.contains(&format!("| `{format}`")), "docs/check-formats.md: {format}");
        let is_tested = format == "human" || tests.contains(&format!("\"{format}\""));
        assert!(is_tested, "no test in tests/report names {format}");
    }
}

/// The text of every file of a folder.
fn read_all(folder: &str) -> String {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let text = |entry: std::io::Result<fs::DirEntry>| fs::read_to_string(entry.unwrap().path());
    entries.map(|entry| text(entry).unwrap_or_default()).collect()
}

/// What an office is given: the program, its manual, which opens by itself, and an example that builds.
#[test]
fn the_packed_folder_holds_program_manual_and_example() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("a.zip");
    // Any file does for a program.
    for program in ["Cargo.toml", "clippy.toml"] {
        let exe = place.path().join("liuhao.exe");
        fs::copy(root.join(program), &exe).unwrap();
        let ran = std::process::Command::new("python3")
            .args([&root.join("packaging/zip.py"), &exe, &out])
            .status();
        assert!(ran.unwrap().success());
    }
    let unpacked = std::process::Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .args([&out, place.path()])
        .status();
    assert!(unpacked.unwrap().success());
    let folder = place.path().join("六好");
    assert!(folder.join("liuhao.exe").is_file() && folder.join("许可/LICENSE-MIT").is_file());
    let manual = fs::read_to_string(folder.join("使用说明.html")).unwrap();
    for word in [
        "新建一个网站",
        "建好并打开",
        "导入文件",
        "三审三校",
        "现在发布",
        "结束",
        "打开这台电脑上已有的网站",
    ] {
        assert!(manual.contains(word), "{word}");
        let words = fs::read_to_string(root.join("locales/zh-CN.ftl")).unwrap();
        assert!(words.contains(word), "no control is called {word}");
    }
    assert!(!manual.contains("src=") && !manual.contains("href="), "it needs nothing beside");
    let built = std::process::Command::new(env!("CARGO_BIN_EXE_liuhao"))
        .args(["check", "--root"])
        .arg(folder.join("示例网站"))
        .output();
    assert!(built.unwrap().status.success());
}
