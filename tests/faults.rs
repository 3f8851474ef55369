//! The fault corpus: small profiles, each with the console text that `liuhao check` shows for it.
//!
//! `faults/<rule>/<name>.md` is one story; a folder `faults/<rule>/<name>/` is a whole site. The
//! text beside it (`<name>.txt`) is in both languages. A name that begins with `ok-` is a case in
//! which the rule stays silent; in all others it speaks. `LIUHAO_UPDATE=1 cargo test --test faults`
//! renews the texts; read the difference before you keep it.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "support/mod.rs"]
mod support;

use support::{Site, files, repository};

/// A case: the rule that its folder names, its own name, and where it lies.
struct Case {
    rule: String,
    name: String,
    path: PathBuf,
}

fn folder(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for rule in folder(&repository().join("tests/faults")) {
        for path in folder(&rule) {
            if path.extension().is_none_or(|extension| extension != "txt") {
                cases.push(Case { rule: stem(&rule), name: stem(&path), path });
            }
        }
    }
    cases
}

fn site(case: &Case) -> Site {
    let site = Site::new();
    if case.path.is_file() {
        let bytes = fs::read(&case.path).unwrap();
        return site.file(&format!("content/branches/{}.md", case.name), bytes);
    }
    files(&case.path).into_iter().fold(site, |site, (path, bytes)| site.file(&path, bytes))
}

/// What the console shows in both languages.
fn console(case: &Case) -> String {
    let site = site(case);
    let runs = ["zh", "en"].map(|language| {
        let run = site.run(&["check", "--lang", language]);
        let text = format!("{}{}", run.err, run.out);
        format!("$ liuhao check --lang {language}\n{text}")
    });
    runs.join("\n")
}

/// Renews or compares the texts of one rule.
fn shows_its_text(rule: &str) {
    let is_update = std::env::var_os("LIUHAO_UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases().into_iter().filter(|case| case.rule == rule) {
        let text = console(&case);
        let path = case.path.parent().unwrap().join(format!("{}.txt", case.name));
        if is_update {
            fs::write(&path, &text).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if expected != text {
            wrong.push(format!(
                "{}/{}: expected\n{expected}\nbut it says\n{text}",
                case.rule, case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A test for each folder of `faults/`: whoever changes a rule, or `tests/mutants`, runs that of its folder alone.
macro_rules! every_case_shows_its_text {
    ($($rule:ident)*) => {
        const RULES_SHOWN: &[&str] = &[$(stringify!($rule)),*];

        mod every_case_shows_its_text {
            $(
                #[test]
                fn $rule() {
                    super::shows_its_text(&stringify!($rule).replace('_', "-"));
                }
            )*
        }
    };
}

every_case_shows_its_text! {
    activity_in_text age_bands_overlap age_bands_total average_age_in_text average_age_range bad_alias bad_name branch_name_in_text
    broken_link committee_in_text county_map county_unknown date_in_text date_order doubled_hedge doubled_word
    duplicate_address duplicate_branch duplicate_key duplicate_story empty_heading encoding example_story expired footnote
    founded_in_text front_matter_missing front_matter_unclosed full_width_colon future_date heading_number honour_in_text
    honour_level honour_year html_comment image_case implausible_fact impossible_date leftover_markup list_count
    members_total_in_text misplaced_file missing_alt missing_anchor missing_image missing_key odd_character open_html
    parts_in_text parts_total percent_mismatch personal_address personal_data personal_file_name personal_photo
    plain_structure punctuation range_mark raw_html relative_window section_count signoff_missing tab_indentation table_row
    term theme_file unconfirmed underlined_heading unfinished unknown_key unknown_rule unknown_series unread_pdf unsafe_link
    unused_file waived wechat_limits wrong_type yaml_slip yaml_syntax
}

#[test]
fn each_folder_of_cases_has_its_test() {
    let folders = folder(&repository().join("tests/faults"));
    let folders: Vec<String> = folders.iter().map(|path| stem(path).replace('-', "_")).collect();
    assert_eq!(RULES_SHOWN, folders);
}

#[test]
fn a_case_speaks_of_its_rule_or_is_silent_as_its_name_says() {
    for case in cases() {
        let path = case.path.parent().unwrap().join(format!("{}.txt", case.name));
        let text = fs::read_to_string(path).unwrap();
        let speaks = text.contains(&format!("[{}]", case.rule));
        assert_eq!(speaks, !case.name.starts_with("ok-"), "{}/{}", case.rule, case.name);
    }
}

#[test]
fn every_rule_has_a_case_that_speaks_and_one_that_is_silent() {
    let mut seen: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    let all = cases();
    assert!(all.len() >= 150, "{} cases", all.len());
    for case in all {
        seen.entry(case.rule).or_default().insert(case.name.starts_with("ok-"));
    }
    for rule in liuhao::check::RULES.iter().filter(|rule| rule.id != "number-unaccounted") {
        assert_eq!(seen.get(rule.id).map(BTreeSet::len), Some(2), "{}", rule.id);
    }
}

/// Words of a Chinese text that are no English: names of programs, formats, keys, commands and files.
const CODE: &str = "members total liuhao check fix import new init build serve md site.yaml UTF-8 UTF-16 GBK Word WPS Excel PDF JPEG \
    HTML SVG Markdown Tab http https mailto tel waive rules true draft date as_of partial wrong year years batch id \
    script style details term shili JSON TOML publish";

/// The English words of what a Chinese reader is told: not those of the file that is shown, nor names of files and rules.
fn english(text: &str) -> Vec<String> {
    let is_told = |line: &&str| {
        let begins = ["错误", "警告", "提示", "共 "].iter().any(|word| line.starts_with(word));
        begins || line.contains("修改: ") || line.contains("━ ") || line.contains("─ ")
    };
    let mut found = Vec::new();
    for line in text.lines().filter(is_told) {
        // What stands in quotes is of the file; the rule is named at the end.
        let outside: String =
            line.split('“')
                .enumerate()
                .map(|(nth, part)| {
                    if nth == 0 {
                        part
                    } else {
                        part.split_once('”').map_or("", |(_, rest)| rest)
                    }
                })
                .collect();
        let outside = outside.rsplit_once(" [").map_or(outside.as_str(), |(told, _)| told);
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        for word in outside.split(|c| !is_part(c)).filter(|word| word.len() > 1) {
            let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
            if is_word && !CODE.split_whitespace().any(|code| code == word) {
                found.push(format!("{word}: {line}"));
            }
        }
    }
    found
}

#[test]
fn a_chinese_reader_sees_no_english_but_code() {
    let mut wrong = Vec::new();
    for case in cases() {
        let path = case.path.parent().unwrap().join(format!("{}.txt", case.name));
        let text = fs::read_to_string(path).unwrap();
        let chinese = text.split("$ liuhao check --lang en").next().unwrap();
        let named = english(chinese);
        wrong.extend(named.into_iter().map(|word| format!("{}/{}: {word}", case.rule, case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(english("错误: 没有 “value” 这一项 expected [unknown-key]").len(), 1);
}

#[test]
fn no_text_shows_personal_data() {
    for case in cases().iter().filter(|case| case.rule.starts_with("personal")) {
        let path = case.path.parent().unwrap().join(format!("{}.txt", case.name));
        let text = fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|_| !case.name.starts_with("ok-")) {
            assert_eq!(liuhao::check::mask(line), None, "{}/{}", case.rule, case.name);
        }
    }
}
