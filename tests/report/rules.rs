//! Rules that are chosen by the call or by `site.yaml`.

use crate::support::Site;

const FAULTY: &str = "title: 甲\ndate: 2024-07-01\ncover: none.jpg\nmembers: {total: 22, age_bands: {69岁及以下: 14, 70-79岁: 5, 80岁以上: 2}}";

fn site(settings: &str) -> Site {
    Site::empty()
        .file("site.yaml", format!("name: 示例老干部\n{settings}"))
        .story("a", FAULTY)
        .story("b", "title: 乙\ndate: 2027-07-01")
}

#[track_caller]
fn tells(site: &Site, arguments: &[&str], code: i32, rules: &[&str]) {
    let run = site.run(&[&["check"], arguments].concat());
    run.exits(code);
    let told: Vec<_> = run
        .err
        .lines()
        .filter(|line| ["错误: ", "警告: ", "提示: "].iter().any(|weight| line.starts_with(weight)))
        .filter_map(|line| Some(line.strip_suffix(']')?.rsplit_once('[')?.1))
        .filter(|rule| !["signoff-missing", "missing-alt"].contains(rule))
        .collect();
    assert_eq!(told, rules, "{}", run.err);
}

#[test]
fn the_call_chooses() {
    let site = site("");
    let all = ["missing-image", "age-bands-total", "future-date"];
    tells(&site, &[], 1, &all);
    tells(&site, &["--rule", "future-date"], 0, &["future-date"]);
    tells(
        &site,
        &["--rule", "future-date", "--rule", "missing-image"],
        1,
        &["missing-image", "future-date"],
    );
    tells(
        &site,
        &["--no-rule", "missing-image", "--no-rule", "age-bands-total"],
        0,
        &["future-date"],
    );
}

#[test]
fn syntax_is_told_whatever_is_chosen() {
    let site = site("").story("c", "title: 丙\ndate: 2024-02-30");
    tells(&site, &["--rule", "future-date"], 1, &["future-date", "impossible-date"]);
}

#[test]
fn an_unknown_rule_and_one_that_stays_are_refused() {
    site("").refuses_with(&["check", "--rule", "age-band-total"], 2, "rule-unknown");
    site("").refuses_with(&["check", "--no-rule", "yaml-syntax"], 2, "rule-fixed");
}

#[test]
fn the_site_sets_weights_in_chinese_and_in_english() {
    let settings = "rules:\n  age-bands-total: 关\n  missing-image: warning\n  future-date: off\n";
    tells(&site(settings), &[], 0, &["missing-image"]);
    tells(&site(settings), &["--strict"], 1, &["missing-image"]);
    let settings = "规则: {age-bands-total: 警告, missing-image: 提示, future-date: 错误}\n";
    let all = ["missing-image", "age-bands-total", "future-date"];
    tells(&site(settings), &[], 1, &all);
    let run = site(settings).build();
    run.exits(1).says("[age-bands-total]");
    let is_error = |line: &str| line.starts_with("错误: ") && line.ends_with(" [future-date]");
    assert!(run.err.lines().any(is_error), "{}", run.err);
}

#[test]
fn bad_settings_are_told_at_their_place() {
    let settings =
        "rules:\n  age-bands-totl: 关\n  yaml-syntax: 关\n  raw-html: 有\n  raw-html: 关\n";
    site(settings).refuses(1, "rule-settings");
}
