//! The manual of the rules: complete in both languages, and `docs/rules.md` made from it.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::fmt::Write;
use std::fs;

use liuhao::check::{RULES, manual};
use liuhao::diagnostic::Severity;
use liuhao::locale::Language;

#[path = "support/mod.rs"]
mod support;

use support::{Site, repository};

#[test]
fn every_rule_has_its_manual_in_both_languages() {
    for rule in RULES {
        for language in [Language::Chinese, Language::English] {
            assert!(manual(rule.id, language).is_some(), "{} {language:?}", rule.id);
        }
    }
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    for rule in RULES {
        let english = manual(rule.id, Language::English).unwrap();
        for part in [english.what, english.why, english.fix] {
            assert!(!part.contains(is_han), "{}: {part}", rule.id);
        }
    }
}

#[test]
fn no_manual_is_left_of_a_rule_that_is_gone() {
    let folder = repository().join("src/check/docs");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    for name in &names {
        let id = name.split('.').next().unwrap();
        assert!(RULES.iter().any(|rule| rule.id == id), "{name}");
    }
    assert_eq!(names.len(), RULES.len() * 2);
}

#[test]
fn the_rules_are_sorted_and_each_stands_once() {
    assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
}

#[test]
fn the_reference_page_is_what_the_manual_says() {
    let mut page = String::from(
        "# 检查规则\n\n本页由 `src/check/docs/` 生成（`LIUHAO_UPDATE=1 cargo test --test explain`），\
         与 `liuhao explain` 所说相同。错误：不改正就不能发布；警告：请看一看；提示：供参考。\n\
         某篇确需例外，在资料里写 `豁免: [{规则: 规则名, 理由: 为什么}]`。\n",
    );
    for rule in RULES {
        let text = manual(rule.id, Language::Chinese).unwrap();
        let severity = match rule.severity {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Information => "提示",
        };
        write!(
            page,
            "\n## {}（{severity}）\n\n{}\n\n{}\n\n```text\n{}\n```\n\n修改：{}\n",
            rule.id, text.what, text.why, text.example, text.fix
        )
        .unwrap();
    }
    let path = repository().join("docs/rules.md");
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, page).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == page, "docs/rules.md is not what the manual says");
}

#[test]
fn explain_lists_the_rules_and_explains_each() {
    let site = Site::empty();
    let list = site.run(&["explain"]);
    list.exits(0).reports_nothing();
    for rule in RULES {
        assert!(list.out.contains(rule.id), "{}", rule.id);
        let text = manual(rule.id, Language::Chinese).unwrap();
        site.run(&["explain", rule.id]).exits(0).says(text.what).says(text.fix);
    }
    site.run(&["explain", "age-band-total"]).exits(1).says("age-bands-total");
}
