//! What is handed out beside the program: manual pages, completions, the extension for VS Code, the list of parts, workflows.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(clippy::print_stderr, reason = "what was skipped is told")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

#[path = "support/mod.rs"]
mod support;

use support::{Site, repository};

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let is_there = found.is_ok_and(|found| found.status.success());
    if !is_there {
        eprintln!("SKIPPED: {program} is not installed");
    }
    is_there
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> Output {
    Command::new(program).args(arguments).current_dir(folder).output().unwrap()
}

fn succeeds(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_extension_is_packed_without_network_and_always_alike() {
    if !has("python3") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let packed = ["a.vsix", "b.vsix"].map(|name| {
        let file = folder.path().join(name);
        succeeds(&run("packaging/vsix", &[file.to_str().unwrap()], repository()));
        fs::read(file).unwrap()
    });
    assert!(packed[0] == packed[1]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&packed[0])).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let package: Value = serde_json::from_str(&read("extension/package.json")).unwrap();
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    let manifest = read("extension.vsixmanifest");
    roxmltree::Document::parse(&manifest).unwrap();
    roxmltree::Document::parse(&read("[Content_Types].xml")).unwrap();
    assert!(manifest.contains(&format!("Version=\"{}\"", env!("CARGO_PKG_VERSION"))));
    let script = read("extension/extension.js");
    assert!(script.lines().count() < 90);
    for word in ["http://", "https://", "require('net", "require('http", "fetch("] {
        assert!(!script.contains(word), "{word}");
    }
}

/// The extension in Node, with an editor of straw: a text is opened, its fault arrives, a key is explained, the server ends.
#[test]
fn the_extension_tells_what_the_server_tells() {
    if !has("node") {
        return;
    }
    let site = Site::new()
        .file("content/series/liuhao-xilie.md", "---\ntitle: 六好系列\n---\n序。\n")
        .file(
            "content/branches/a.md",
            "---\n标题: 甲\n日期: 2024-02-30\n系列: liuhao-xilie\n标签: [结对帮扶]\n---\n文,字。\n",
        )
        .story("b", "title: 乙\ndate: 2024-01-01\ntags:\n  - 结对帮扶 # 常用\n  - 甲")
        .story("c", "title: 丙\ndate: 2024-01-01\ndraft: true\ntags: 结对, 结对帮扶");
    let script = repository().join("tests/vscode.cjs");
    let program = env!("CARGO_BIN_EXE_liuhao");
    let file = site.path("content/branches/a.md");
    let said = succeeds(&run(
        "node",
        &[script.to_str().unwrap(), program, file.to_str().unwrap()],
        repository(),
    ));
    assert!(said.contains("impossible-date 2:4"), "{said}");
    assert!(said.contains("标题；不填用支部名称"), "{said}");
    assert!(said.contains("党员总数"), "{said}");
    for words in [
        "definition series/liuhao-xilie.md",
        "rename [[\"a.md\",\"\"],[\"b.md\",\"\"],[\"c.md\",\"[结对]\"]]",
        "no rename: 只有标签能改名",
        "refused: 名字是空的",
        "action quickfix 改好：",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn the_list_of_parts_names_what_is_in_the_program_and_nothing_of_the_tests() {
    if !has("python3") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sbom.json");
    let output =
        run("packaging/sbom", &[file.to_str().unwrap(), "x86_64-unknown-linux-gnu"], repository());
    if String::from_utf8_lossy(&output.stderr).contains("CalledProcessError") {
        eprintln!("SKIPPED: cargo has not all packages of the target, and no network was asked");
        return;
    }
    succeeds(&output);
    let parts: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    assert_eq!((&parts["bomFormat"], &parts["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    let names: Vec<&str> = parts["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    for name in ["clap", "tera", "lsp-server", "blake3"] {
        assert!(names.contains(&name), "{name}");
    }
    for name in ["proptest", "divan", "clap_mangen", "jsonschema"] {
        assert!(!names.contains(&name), "{name}");
    }
    let is_whole = |one: &Value| {
        one["licenses"].is_array() && one["hashes"].is_array() && one["purl"].is_string()
    };
    let odd: Vec<_> =
        parts["components"].as_array().unwrap().iter().filter(|one| !is_whole(one)).collect();
    assert!(odd.is_empty(), "{odd:?}");
    let own = &parts["metadata"]["component"]["components"];
    assert_eq!(own.as_array().unwrap().len(), 1, "{own}");
    assert_eq!(own[0]["name"], "liuhao-scaling");
}

#[test]
fn a_release_refuses_what_does_not_fit() {
    if !has("git") || !has("awk") {
        return;
    }
    for (arguments, says) in [
        (&["1.x", "--no-tag"][..], "is no version"),
        (&["99.0.0", "--no-tag"], "Cargo.toml has version"),
        (&[env!("CARGO_PKG_VERSION"), "--nosuch"], "no such option"),
    ] {
        let output = run("packaging/release", arguments, repository());
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(says), "{said}");
    }
    assert_eq!(run("packaging/release", &[], repository()).status.code(), Some(2));
}

#[test]
fn every_subcommand_has_its_manual_page_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let program =
        Path::new(env!("CARGO_BIN_EXE_liuhao")).parent().unwrap().join("examples/manpages");
    // `cargo test` builds it beside; a call that names this test alone does not.
    if !program.exists() {
        let arguments = ["build", "--quiet", "--locked", "--example", "manpages"];
        succeeds(&run(env!("CARGO"), &arguments, repository()));
    }
    for (language, word) in [("en", "Build"), ("zh", "发布")] {
        let pages = folder.path().join(language);
        succeeds(&run(
            program.to_str().unwrap(),
            &[pages.to_str().unwrap(), language],
            repository(),
        ));
        for name in ["liuhao", "liuhao-build", "liuhao-deploy", "liuhao-theme-export", "liuhao-lsp"]
        {
            let page = fs::read_to_string(pages.join(format!("{name}.1"))).unwrap();
            assert!(page.contains(".SH"), "{page}");
        }
        let page = fs::read_to_string(pages.join("liuhao.1")).unwrap();
        assert!(page.contains(word), "{page}");
    }
}

#[test]
fn workflow_files_are_yaml_and_name_only_scripts_that_are_there() {
    let mut count = 0;
    for entry in fs::read_dir(repository().join("docs/ci")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "yml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let parsed: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert!(parsed.is_mapping());
        assert!(text.contains("not run"), "{}: says that it has not run", path.display());
        for word in text.split_whitespace().filter(|word| word.starts_with("packaging/")) {
            assert!(repository().join(word).is_file(), "{word}");
        }
        count += 1;
    }
    assert_eq!(count, 4);
    let container = fs::read_to_string(repository().join("packaging/Containerfile")).unwrap();
    assert!(container.contains("FROM scratch"));
    for script in ["packaging/build", "packaging/release"] {
        succeeds(&run("bash", &["-n", script], repository()));
    }
}
