//! Every console text in both languages: same ids, same arguments, none missing, none left over.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use liuhao::locale::{Language, Locale};

const FILES: [&str; 2] = ["locales/zh-CN.ftl", "locales/en.ftl"];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Text by id; a continued line belongs to the id above it.
fn texts(path: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in read(path).lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if line.starts_with(' ') {
            found.get_mut(&last).unwrap().push_str(line);
        } else {
            let (id, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{path}: {line}"));
            id.clone_into(&mut last);
            let twin = found.insert(id.to_owned(), text.to_owned());
            assert!(twin.is_none(), "{path}: {id} stands twice");
        }
    }
    found
}

/// The arguments of a text: every `$name`.
fn arguments(text: &str) -> BTreeSet<String> {
    let name = |part: &str| {
        part.chars().take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)).collect()
    };
    text.split('$').skip(1).map(name).collect()
}

/// The Rust files of the program.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = walkdir::WalkDir::new(root.join("src")).sort_by_file_name().into_iter();
    let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let rust = files.filter(|file| file.path().extension().is_some_and(|end| end == "rs"));
    rust.map(|file| (file.path().display().to_string(), fs::read_to_string(file.path()).unwrap()))
        .collect()
}

/// The string literals of a file, tests and comments left out.
fn literals(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n").replace("\\\\", "").replace("\\\"", "");
    let code = code.replace("'\"'", "");
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Ids that are put together from the names of subcommands and their arguments.
fn help_ids() -> BTreeSet<String> {
    let shared = [
        "root", "output", "drafts", "strict", "today", "no_cache", "format", "quiet", "lang",
        "help", "version",
    ];
    let id = |name: &str| format!("help-{}", name.replace('_', "-"));
    let mut ids: BTreeSet<String> = shared.iter().map(|name| id(name)).collect();
    let command = liuhao::cli::command(&Locale::new(Language::English));
    let mut subcommands: Vec<_> =
        command.get_subcommands().map(|sub| (sub.get_name().to_owned(), sub)).collect();
    while let Some((name, sub)) = subcommands.pop() {
        for argument in sub.get_arguments().map(|argument| argument.get_id().as_str()) {
            if !shared.contains(&argument) {
                ids.insert(format!("help-{name}-{}", argument.replace('_', "-")));
            }
        }
        let inner = sub.get_subcommands();
        subcommands.extend(inner.map(|sub| (format!("{name}-{}", sub.get_name()), sub)));
        ids.insert(format!("help-{name}"));
    }
    ids
}

#[test]
fn both_languages_have_the_same_ids_with_the_same_arguments() {
    let [chinese, english] = FILES.map(texts);
    let ids = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&chinese), ids(&english));
    for (id, text) in &chinese {
        assert_eq!(arguments(text), arguments(&english[id]), "{id}");
    }
}

#[test]
fn both_languages_list_their_ids_in_one_order() {
    let order = |path: &str| {
        let text = read(path);
        let ids = text.lines().filter_map(|line| line.split_once(" = "));
        let ids = ids.map(|(id, _)| id.to_owned());
        ids.filter(|id| !id.starts_with([' ', '#'])).collect::<Vec<_>>()
    };
    assert_eq!(order(FILES[0]), order(FILES[1]));
}

#[test]
fn both_files_are_what_fluent_reads() {
    for path in FILES {
        let resource = fluent_bundle::FluentResource::try_new(read(path));
        let faults = resource.err().map(|(_, faults)| faults);
        assert!(faults.is_none(), "{path}: {faults:?}");
    }
}

#[test]
fn every_text_that_is_named_is_there() {
    let known = texts(FILES[1]);
    for (path, text) in sources() {
        let code: String = text.split("#[cfg(test)]").next().unwrap().to_owned();
        for part in code.split("Message::new(\"").skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(known.contains_key(id), "{path}: {id}");
        }
    }
    for id in help_ids() {
        assert!(known.contains_key(&id), "{id}");
    }
}

#[test]
fn every_text_is_named_somewhere() {
    let mut named: BTreeSet<String> = help_ids();
    for (_, text) in sources() {
        named.extend(literals(&text));
    }
    let unused: Vec<_> = texts(FILES[1]).into_keys().filter(|id| !named.contains(id)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_arguments_that_a_text_wants_are_given_somewhere() {
    let mut given: BTreeSet<String> = BTreeSet::new();
    for (_, text) in sources() {
        given.extend(literals(&text));
    }
    for (id, text) in texts(FILES[1]) {
        for name in arguments(&text) {
            assert!(given.contains(&name), "{id}: ${name}");
        }
    }
}

#[test]
fn english_is_english_and_chinese_is_chinese() {
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '。' | '，' | '：' | '“' | '”');
    for (id, text) in texts(FILES[1]) {
        assert!(!text.contains(is_han), "{id}: {text}");
    }
    let without_words = ["age-bands-total-label", "io-other", "term-note"];
    for (id, text) in texts(FILES[0]) {
        assert!(text.contains(is_han) || without_words.contains(&id.as_str()), "{id}: {text}");
    }
}

#[test]
fn the_help_of_every_flag_is_worded_in_both_languages() {
    for language in [Language::English, Language::Chinese] {
        let mut command = liuhao::cli::command(&Locale::new(language));
        command.build();
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
            for argument in sub.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                let is_id = help.starts_with("help-");
                assert!(!help.is_empty() && !is_id, "{} {}", sub.get_name(), argument.get_id());
            }
        }
    }
}
