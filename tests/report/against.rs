//! `check --against`: what differs too much from an earlier state of the site.

use crate::support::Site;

fn story(name: &str, total: &str, count: &str) -> String {
    format!(
        "title: {name}的故事\ndate: 2024-07-01\nbranch: {{name: {name}}}\nmembers: {{total: {total}}}\nactivities: {{党课: {count}}}"
    )
}

fn old() -> Site {
    Site::new()
        .story("a", &story("甲支部", "22名", "6次"))
        .story("b-old", &story("乙支部", "30名", "6次"))
        .story("c", &story("丙支部", "30名", "6次"))
        .story("faulty", "title: 错\ndate: 2024-02-30")
}

#[test]
fn jumps_and_changed_totals_are_told_at_their_place() {
    let old = old();
    let former = "title: 新\ndate: 2024-07-01\nbranch: {name: 新支部, former_names: [{name: 乙支部}]}\nmembers: {total: 13}";
    let new = Site::new()
        .story("a", &story("甲支部", "23名", "60余次"))
        .story("b-new", former)
        .story("c", &story("丙支部", "300名", "6场"))
        .story("d", &story("丁支部", "1名", "1次"));
    let path = old.path("").display().to_string();
    let run = new.run(&["check", "--against", &path, "--format", "github"]);
    run.exits(0);
    let lines: Vec<_> =
        run.out.lines().map(|line| line.split("::").nth(1).unwrap_or(line)).collect();
    let place = |file: &str, rest: &str| format!("warning file=content/branches/{file}.md,{rest}");
    let expected = [
        place("a", "line=6,col=18,endLine=6,endColumn=22,title=number-jump"),
        place("b-new", "line=5,col=18,endLine=5,endColumn=20,title=total-change"),
        place("c", "line=5,col=18,endLine=5,endColumn=22,title=number-jump"),
    ];
    assert_eq!(lines[..3], expected, "{}", run.out);
    assert_eq!(lines.len(), 4);
    let english = new.run(&["check", "--against", &path, "--lang", "en"]);
    english.exits(0).says("it was 6次").says("change of more than half");
    new.run(&["check", "--against", &path, "--strict"]).exits(1);
    new.run(&[
        "check",
        "--against",
        &path,
        "--no-rule",
        "number-jump",
        "--no-rule",
        "total-change",
    ])
    .exits(0)
    .reports_nothing();
    new.run(&["check", "--against", "nowhere"]).exits(2).says("nowhere");
    new.run(&["check"]).exits(0).reports_nothing();
}
