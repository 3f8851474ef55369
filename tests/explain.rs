//! The manual of the rules: complete in both languages, and `docs/rules.md` made from it.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::collections::BTreeSet;
use std::fs;

use liuhao::check::{FAULTS, RULES, kinds, manual};
use liuhao::diagnostic::Severity;
use liuhao::locale::Language;

#[path = "support/mod.rs"]
mod support;

use support::{Site, repository};

#[test]
fn every_kind_of_fault_has_its_manual_in_both_languages() {
    for (id, _) in kinds() {
        for language in [Language::Chinese, Language::English] {
            assert!(manual(id, language).is_some(), "{id} {language:?}");
        }
    }
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    for (id, _) in kinds() {
        let english = manual(id, Language::English).unwrap();
        for part in [english.what, english.why] {
            assert!(!part.contains(is_han), "{id}: {part}");
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
        assert!(kinds().any(|(known, _)| known == id), "{name}");
    }
    assert_eq!(names.len(), kinds().count() * 2);
}

#[test]
fn rules_and_faults_are_sorted_and_each_stands_once() {
    assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
    assert!(FAULTS.is_sorted_by(|a, b| a.id < b.id));
    assert!(FAULTS.iter().all(|fault| RULES.iter().all(|rule| rule.id != fault.id)));
}

/// The ids that the source makes faults with: the first argument of what makes one, where it is
/// written out.
fn ids_in_source() -> BTreeSet<String> {
    let makers = [
        "Diagnostic::error(",
        "Diagnostic::warning(",
        "Diagnostic::information(",
        "fault(",
        "refuse(",
    ];
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(repository().join("src")).into_iter().flatten() {
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for maker in makers {
            // `refuse` is told the file first.
            let nth = usize::from(maker == "refuse(");
            let words = code.split(maker).skip(1);
            let words = words.filter_map(|call| call.split([',', ')']).nth(nth)).map(str::trim);
            let ids = words.filter_map(|word| word.strip_prefix('"')?.strip_suffix('"'));
            found.extend(ids.map(str::to_owned));
        }
    }
    found
}

#[test]
fn every_id_in_the_source_can_be_explained() {
    let found = ids_in_source();
    assert!(found.len() >= 20, "{found:?}");
    for id in found {
        assert!(kinds().any(|(known, _)| known == id), "{id} has no page");
    }
}

/// One page of the reference.
fn page(id: &str, severity: Severity) -> String {
    let text = manual(id, Language::Chinese).unwrap();
    let severity = match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Information => "提示",
    };
    format!(
        "\n### {id}（{severity}）\n\n{}\n\n{}\n\n```text\n{}\n```\n\n修改：{}\n",
        text.what, text.why, text.example, text.fix
    )
}

#[test]
fn the_reference_page_is_what_the_manual_says() {
    let mut whole = String::from(
        "# 检查规则\n\n本页由 `src/check/docs/` 生成（`LIUHAO_UPDATE=1 cargo test --test explain`），\
         与 `liuhao explain` 所说相同。错误：不改正就不能发布；警告：请看一看；提示：供参考。\n\
         某篇确需例外，在资料里写 `豁免: [{规则: 规则名, 理由: 为什么}]`。\n\n## 规则\n",
    );
    whole.extend(RULES.iter().map(|rule| page(rule.id, rule.severity)));
    whole.push_str("\n## 读文件、读设置时的毛病\n\n标“错误”的不能关闭，也不能豁免。\n");
    whole.extend(FAULTS.iter().map(|fault| page(fault.id, fault.severity)));
    let path = repository().join("docs/rules.md");
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, whole).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == whole, "docs/rules.md is not what the manual says");
}

#[test]
fn explain_lists_every_kind_and_explains_each() {
    let site = Site::empty();
    let list = site.run(&["explain"]);
    list.exits(0).reports_nothing();
    for (id, _) in kinds() {
        assert!(list.out.contains(id), "{id}");
        let text = manual(id, Language::Chinese).unwrap();
        site.run(&["explain", id]).exits(0).says(text.what).says(text.fix);
    }
    site.run(&["explain", "age-band-total"]).exits(2).says("age-bands-total");
    site.run(&["explain", "yaml-sintax"]).exits(2).says("yaml-syntax");
}
