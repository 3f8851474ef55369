//! Every Word file and every page gives what is written beside it.

use liuhao::parse::profile::Profile;
use liuhao::{date, import, quantity};
use unicode_normalization::UnicodeNormalization as _;

use crate::expected::{Expected, Made};
use crate::support::repository;

/// The examples of a folder by their stem.
fn stems(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(repository().join("tests/import").join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_str().unwrap().to_owned());
    let mut stems: Vec<String> =
        names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect();
    stems.retain(|stem| {
        !stem.starts_with("bad-") && stem != "04-no-article" && stem != "16-two-stories"
    });
    stems.sort();
    stems
}

#[test]
fn every_word_file_gives_what_is_expected() {
    let stems = stems("docx", ".docx");
    assert_eq!(stems.len(), 18);
    for stem in stems {
        let made = Made::of(&format!("docx/{stem}.docx"), &[]);
        compare(&stem, &made, &Expected::load(&format!("docx/{stem}.yaml")));
    }
}

/// The same peculiarities with other content, made by python-docx, by LibreOffice, by hand in raw XML and as WPS writes it.
#[test]
fn every_word_file_that_other_programs_made_gives_what_is_expected() {
    let stems = stems("docx-made", ".docx");
    assert_eq!(stems.len(), 16);
    for stem in stems {
        let made = Made::of(&format!("docx-made/{stem}.docx"), &[]);
        compare(&stem, &made, &Expected::load(&format!("docx-made/{stem}.yaml")));
    }
}

#[test]
fn every_page_gives_what_is_expected() {
    let stems = stems("pages", ".html");
    assert_eq!(stems.len(), 3);
    for stem in stems {
        let made = Made::of(&format!("pages/{stem}.html"), &[]);
        compare(&stem, &made, &Expected::load(&format!("pages/{stem}.yaml")));
    }
}

#[test]
fn two_stories_in_one_file_are_imported_one_by_one() {
    for (nth, title, total) in
        [(1, "夯实组织根基的示范", "23名"), (2, "激发银龄活力的样板", "35人")]
    {
        let made = Made::of("docx/16-two-stories.docx", &["--part", &nth.to_string()]);
        assert_eq!(made.profile.title.as_deref(), Some(title));
        assert_eq!(made.profile.members.total.as_ref().unwrap().text(), total);
    }
}

fn compare(name: &str, made: &Made, expected: &Expected) {
    let profile = &made.profile;
    assert!(profile.is_draft, "{name}");
    for (key, value) in [("title", &profile.title), ("name", &profile.branch.name)] {
        if expected.get(key).is_there() {
            assert_eq!(value.as_deref(), Some(&*expected.get(key).text()), "{name}: {key}");
        }
    }
    if expected.get("date").is_there() {
        assert_eq!(profile.date.unwrap().to_string(), expected.get("date").text(), "{name}");
    }
    for key in ["subtitle", "account", "author", "url"] {
        assert!(made.markdown.contains(&expected.get(key).text()), "{name}: {key}");
    }
    shape(name, made, expected);
    photos(name, made, expected);
    facts(name, profile, &expected.get("facts"));
    not_facts(name, made, &expected.get("facts"));
    signoff(name, profile, expected);
    for text in expected.get("absent").texts() {
        // Blanks are meant as they stand.
        assert!(
            !made.body().contains(&text) || text.is_empty(),
            "{name}: {text:?} in {}",
            made.markdown
        );
        assert!(!made.markdown.contains(&text) || text.trim().is_empty(), "{name}: {text:?}");
    }
    for text in expected.get("once").texts() {
        assert_eq!(made.markdown.matches(&*text).count(), 1, "{name}: {text}");
    }
    for text in expected.get("to_confirm").texts() {
        let asked = made.markdown.lines().filter(|line| line.contains("# 待确认"));
        assert!(asked.into_iter().any(|line| line.contains(&text)), "{name}: {text}");
    }
}

fn shape(name: &str, made: &Made, expected: &Expected) {
    let headings = made.headings();
    let all: Vec<&str> = headings.iter().map(|(_, text)| text.as_str()).collect();
    let (wanted, below) = (expected.get("headings").texts(), expected.get("subheadings").texts());
    let own: Vec<&str> =
        all.iter().copied().filter(|text| !below.iter().any(|one| one == text)).collect();
    assert_eq!(own, wanted, "{name}");
    for one in &below {
        assert!(headings.iter().any(|(level, text)| *level == 3 && text == one), "{name}: {one}");
    }
    let paragraphs: Vec<String> =
        made.paragraphs().into_iter().filter(|text| !text.starts_with("1. ")).collect();
    assert_eq!(paragraphs, expected.get("paragraphs").texts(), "{name}");
    for line in expected.get("list").texts() {
        assert!(made.body().lines().any(|own| own == line), "{name}: {line}");
    }
    for row in expected.get("table").list() {
        let row = format!("| {} |", row.texts().join(" | "));
        assert!(made.body().contains(&row), "{name}: {row}");
    }
    for note in expected.get("footnotes").texts() {
        assert!(made.body().contains(&format!("]: {note}")), "{name}: {note}");
    }
}

fn photos(name: &str, made: &Made, expected: &Expected) {
    let mut files: Vec<String> = Vec::new();
    for photo in expected.get("photos").list() {
        for key in ["caption", "alt"] {
            let text = photo.get(key).text();
            assert!(made.markdown.contains(&text), "{name}: {text}");
        }
        if photo.get("remote").is_there() {
            assert!(made.report.contains(&photo.get("remote").text()), "{name}");
            continue;
        }
        let file = ["media", "local", "file"]
            .iter()
            .map(|key| photo.get(key).text())
            .find(|text| !text.is_empty());
        files.push(file.unwrap());
    }
    assert_eq!(made.body().matches("](photo-").count(), files.len(), "{name}");
    files.sort();
    files.dedup();
    assert_eq!(made.photos, files.len(), "{name}: photos on disk");
}

fn facts(name: &str, profile: &Profile, expected: &Expected) {
    let members = &profile.members;
    for (key, value) in [
        ("total", &members.total),
        ("average", &members.average_age),
        ("committee", &members.committee),
    ] {
        if expected.get(key).is_there() {
            let value = value.as_ref().unwrap_or_else(|| panic!("{name}: no {key}"));
            // A full-width digit in the facts is read as the digit that is meant.
            let meant: String = expected.get(key).text().nfkc().collect();
            assert_eq!(value.text(), meant, "{name}: {key}");
        }
    }
    for (key, value) in
        [("离休", &members.veteran), ("退休", &members.retired), ("女", &members.women)]
    {
        let wanted = expected.get("parts").get(key);
        if wanted.is_there() {
            assert_eq!(
                value.as_ref().map(|one| one.text()),
                Some(&*wanted.text()),
                "{name}: {key}"
            );
        }
    }
    if expected.get("founded").is_there() {
        let founded = date::parse(&expected.get("founded").text()).ok();
        assert_eq!(profile.branch.founded, founded, "{name}: founded");
    }
    if expected.get("former").is_there() {
        let former = profile.branch.former_names.first().expect("a former name");
        assert_eq!(&*former.name, expected.get("former").text(), "{name}");
        assert_eq!(former.until, date::parse(&expected.get("renamed").text()).ok(), "{name}");
    }
    let bands: Vec<(String, String)> = members
        .age_bands
        .iter()
        .map(|band| (band.label.to_string(), band.count.to_string()))
        .collect();
    if expected.get("bands").is_there() {
        assert_eq!(bands, expected.get("bands").entries(), "{name}");
    }
    lists(name, profile, expected);
}

/// Every number of the file that is no fact, and every group, is not filled in.
fn not_facts(name: &str, made: &Made, expected: &Expected) {
    let front = made.markdown.split("---\n").nth(1).unwrap();
    let filled = front.lines().filter(|line| !line.trim_start().starts_with('#'));
    let filled = filled.collect::<Vec<_>>().join("\n");
    for one in expected.get("not_facts").texts() {
        let phrase = one.split(" (").next().unwrap();
        for piece in phrase.split('、') {
            let number = quantity::scan(piece).next().map_or(piece, |found| &piece[found.range]);
            let is_there = filled.lines().any(|line| {
                line.ends_with(&format!(" {number}")) || line.contains(&format!(" {number},"))
            });
            assert!(!is_there, "{name}: {number} in {filled}");
        }
    }
    let groups = expected.get("groups").text();
    if let Some(found) = quantity::scan(&groups).next() {
        let asked = format!("待确认: 党小组: {}", found.quantity.text());
        assert!(front.contains(&asked), "{name}: {asked} in {front}");
    }
}

fn lists(name: &str, profile: &Profile, expected: &Expected) {
    let mechanisms: Vec<String> = profile.mechanisms.iter().map(ToString::to_string).collect();
    if expected.get("mechanisms").is_there() {
        assert_eq!(mechanisms, expected.get("mechanisms").texts(), "{name}: mechanisms");
    }
    let activities = expected.get("activities").list();
    let known: Vec<String> = activities
        .iter()
        .map(|one| one.get("phrase").text())
        .chain(expected.get("subsets").texts())
        .collect();
    for own in profile.activities.iter().filter(|_| expected.get("activities").is_there()) {
        let count = own.count.text().to_owned();
        assert!(known.contains(&count), "{name}: {} {count} is no activity", own.name);
    }
    if expected.get("honours").is_there() {
        assert_eq!(profile.honours.len(), expected.get("honours").list().len(), "{name}: honours");
    }
    for honour in expected.get("honours").list() {
        let (title, level) = (honour.get("title").text(), honour.get("level").text());
        let year: i16 = honour.get("year").text().parse().unwrap();
        let is_there = profile.honours.iter().any(|own| {
            *own.title == *title
                && own.level.as_deref() == Some(&*level)
                && own.years == Some((year, year))
        });
        assert!(is_there, "{name}: {title} in {:?}", profile.honours);
    }
    for activity in expected.get("activities").list() {
        let phrase = activity.get("phrase").text();
        let found = profile.activities.iter().find(|own| own.count.text() == phrase);
        let found =
            found.unwrap_or_else(|| panic!("{name}: no {phrase} in {:?}", profile.activities));
        let since = activity.get("since").text();
        assert_eq!(found.since.as_deref().unwrap_or_default(), since, "{name}: {phrase}");
    }
}

fn signoff(name: &str, profile: &Profile, expected: &Expected) {
    let facts = expected.get("facts").get("signoff");
    let list = if facts.is_there() { facts.list() } else { expected.get("signoff").list() };
    let wanted: Vec<(String, String)> =
        list.iter().map(|one| (one.get("role").text(), one.get("by").text())).collect();
    let own: Vec<(String, String)> =
        profile.signoff.iter().map(|one| (one.role.to_string(), one.by.join("、"))).collect();
    assert_eq!(own, wanted, "{name}");
}

/// The profile of the body that an import wrote, imported as a text.
fn imported_again(made: &str) -> Profile {
    let first = crate::expected::profile(made);
    let body = made.splitn(3, "---\n").nth(2).unwrap();
    let lines = body.lines().filter(|line| !line.starts_with("!["));
    let lines = lines.map(|line| crate::expected::plain(line.trim_start_matches(['#', ' '])));
    let title = first.title.as_deref().unwrap_or_default();
    let text = format!("{title}\n{}", lines.collect::<Vec<_>>().join("\n"));
    let manuscript = import::read("again.txt", text.as_bytes(), &|_| None).unwrap();
    let draft = import::choose(import::stories(manuscript), None).unwrap();
    crate::expected::profile(&import::profile(&draft, &import::Office::default(), "a").text)
}

#[test]
fn a_second_import_of_what_was_written_gives_the_same_facts() {
    let folder = repository().join("tests/import");
    let (mut seen, mut differ) = (0, Vec::new());
    let mut compare = |name: &str, made: &str| {
        let (first, again) = (crate::expected::profile(made), imported_again(made));
        let facts = |one: &Profile| {
            (one.members.clone(), one.honours.clone(), one.activities.clone(), one.branch.founded)
        };
        seen += 1;
        if facts(&first) != facts(&again) {
            differ.push(format!("{name}\n{:?}\n{:?}", facts(&first), facts(&again)));
        }
    };
    for stem in ["whole-1-gov", "whole-2-wps", "whole-3-gov"] {
        compare(stem, &Made::of(&format!("docx/{stem}.docx"), &[]).markdown);
    }
    for page in ["01-as-sent", "02-layout-editor", "03-saved-whole"] {
        compare(page, &Made::of(&format!("pages/{page}.html"), &[]).markdown);
    }
    for entry in std::fs::read_dir(folder.join("stories")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let bytes = std::fs::read(&path).unwrap();
            let manuscript = import::read("a.txt", &bytes, &|_| None).unwrap();
            let draft = import::choose(import::stories(manuscript), None).unwrap();
            // Rows of a form stand in the head alone, and in the text no more.
            if !draft.form.is_empty() {
                continue;
            }
            compare(
                path.to_str().unwrap(),
                &import::profile(&draft, &import::Office::default(), "a").text,
            );
        }
    }
    assert!(seen > 100 && differ.is_empty(), "{} of {seen}\n{}", differ.len(), differ.join("\n"));
}
