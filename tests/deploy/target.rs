//! A site that is brought to a target, and what every way has to do alike.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::published;
use crate::support::{Files, PICTURE, Run, Site, files, markdown};

/// Its name at a target.
pub(crate) const MANIFEST: &str = "liuhao-manifest.json";

/// A site with two stories and a picture, and these targets.
pub(crate) fn site(targets: &str) -> Site {
    let site = Site::empty()
        .file("site.yaml", settings(targets))
        .file("content/branches/a/index.md", story("甲支部", "22名"))
        .file("content/branches/a/p.png", PICTURE)
        .file("content/branches/b.md", story("乙支部", "30名").replace("![合影](p.png)\n", ""));
    site.build().exits(0);
    site
}

/// `site.yaml` with these targets.
pub(crate) fn settings(targets: &str) -> String {
    format!(
        "name: 示例老干部\nbase_url: https://example.org/\ncounties: [示例县]\ndeploy:\n  - {targets}\n"
    )
}

/// A profile.
pub(crate) fn story(name: &str, total: &str) -> String {
    let facts = format!(
        "title: {name}的故事\ndate: 2024-03-01\nbranch: {{name: {name}, county: 示例县}}\n党员总数: {total}"
    );
    markdown(&facts, "![合影](p.png)\n\n正文。\n")
}

/// Looks at what lies at a target.
type Look<'p> = Box<dyn Fn() -> Files + 'p>;
/// Puts a file there: name, text.
type Put<'p> = Box<dyn Fn(&str, &str) + 'p>;

/// A target of a site: how a run gets there, and what lies there.
pub(crate) struct Place<'p> {
    pub(crate) site: &'p Site,
    /// Variables that lead to settings of the tools.
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) files: Look<'p>,
    /// Puts a file there that is not ours.
    pub(crate) put: Put<'p>,
}

impl<'p> Place<'p> {
    /// A folder that lies on this machine, however it is reached.
    pub(crate) fn folder(site: &'p Site, path: &'p Path) -> Self {
        Self {
            site,
            environment: Vec::new(),
            files: Box::new(move || files(path)),
            put: Box::new(move |name, text| {
                fs::create_dir_all(path.join(name).parent().unwrap()).unwrap();
                fs::write(path.join(name), text).unwrap();
            }),
        }
    }

    /// Runs `liuhao deploy`.
    pub(crate) fn deploy(&self, arguments: &[&str]) -> Run {
        let environment: Vec<_> =
            self.environment.iter().map(|(name, value)| (&**name, &**value)).collect();
        let arguments = [&["deploy", "--today", "2026-01-01"], arguments].concat();
        self.site.run_as(&arguments, &environment)
    }

    /// The plan as programs are told it.
    pub(crate) fn plan(&self) -> Value {
        let run = self.deploy(&["--dry-run", "--format", "json"]);
        serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err))
    }

    /// What lies there, but for what only says what lies there.
    pub(crate) fn site_files(&self) -> Files {
        let mut found = (self.files)();
        found.remove(MANIFEST);
        found.remove(".nojekyll");
        found
    }
}

/// Names that differ between two states.
fn differing(before: &Files, after: &Files) -> Vec<String> {
    let is_other = |(path, bytes): &(&String, &Vec<u8>)| before.get(*path) != Some(bytes);
    after.iter().filter(is_other).map(|(path, _)| path.clone()).collect()
}

/// Files that a plan sends, or takes away, in order.
fn named(plan: &Value, keys: &[&str]) -> Vec<String> {
    let lists = keys.iter().flat_map(|key| plan[*key].as_array().unwrap());
    let mut names: Vec<_> = lists.map(|name| name.as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// First, again, a fact changed, a title changed, a story withdrawn, with a file beside that is not ours.
pub(crate) fn goes_round(place: &Place<'_>) {
    let site = place.site;
    let before = (place.files)();
    place.deploy(&["--dry-run"]).exits(3).says("新增").says("新增：甲支部的故事").says("只是看看");
    assert!((place.files)() == before);
    place.deploy(&[]).exits(1).says("没有发布");
    assert!((place.files)() == before);
    place.deploy(&["--yes"]).exits(0).says("已发布到").reports_nothing();
    assert!(place.site_files() == published(site));
    assert!((place.files)().contains_key(MANIFEST));
    place.deploy(&["--yes"]).exits(0).says("什么也不用传");
    place.deploy(&["--dry-run", "--full"]).exits(0).says("什么也不用传");

    (place.put)("notes/mine.txt", "别动我");
    let was = published(site);
    site.put("content/branches/a/index.md", story("甲支部", "230名"));
    site.build().exits(0);
    let plan = place.plan();
    assert_eq!(named(&plan, &["new", "changed"]), differing(&was, &published(site)));
    place
        .deploy(&["--yes"])
        .exits(0)
        .says("改：甲支部的故事")
        .says("党员总数：22名 → 230名（变化很大");
    let mut expected = published(site);
    expected.insert("notes/mine.txt".into(), "别动我".into());
    assert!(place.site_files() == expected);

    site.put(
        "content/branches/a/index.md",
        story("甲支部", "230名").replace("甲支部的故事", "甲支部的新故事"),
    );
    site.build().exits(0);
    place.deploy(&["-y"]).exits(0).says("标题：甲支部的故事 → 甲支部的新故事");

    let was = published(site);
    fs::remove_file(site.path("content/branches/b.md")).unwrap();
    site.build().exits(0);
    let gone: Vec<_> =
        was.keys().filter(|path| !published(site).contains_key(*path)).cloned().collect();
    assert!(gone.contains(&"branches/b.html".to_owned()));
    assert_eq!(named(&place.plan(), &["gone"]), gone);
    place.deploy(&["--yes"]).exits(0).says("撤下 1 篇").says("撤下：乙支部的故事");
    let mut expected = published(site);
    expected.insert("notes/mine.txt".into(), "别动我".into());
    assert!(place.site_files() == expected);
    let plan = place.plan();
    assert_eq!(named(&plan, &["new", "changed", "gone"]), Vec::<String>::new());
}

/// Something lies there that is not ours, and nothing says what is.
pub(crate) fn refuses_strangers(place: &Place<'_>) {
    (place.put)("letter.txt", "别人的信");
    let before = (place.files)();
    let run = place.deploy(&["--yes"]);
    run.exits(1).says("看不出是本程序放的").says("letter.txt").says("--adopt");
    assert!((place.files)() == before);
    place.deploy(&["--yes", "--adopt"]).exits(0);
    assert_eq!((place.files)()["letter.txt"], "别人的信".as_bytes());
    // With our manifest beside it, it is just another file.
    place.deploy(&["--yes"]).exits(0).says("什么也不用传");
}
