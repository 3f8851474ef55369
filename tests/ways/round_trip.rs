//! What goes out comes back: `import` of an article, and of a Word file, gives the story with its facts.

use liuhao::build::{self, Options};
use liuhao::parse::Story;
use liuhao::parse::body::node::Node;
use liuhao::render::facts::{Row, facts};
use liuhao::site::{Site as Loaded, StoryId};

use crate::support::Site;

/// What must be the same.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    title: String,
    headings: Vec<String>,
    captions: Vec<String>,
    signoff: Vec<(String, String)>,
    rows: Vec<Row>,
    /// What the cover shows, where there is one that the text does not show.
    pub(crate) cover: Option<String>,
    /// All words of the text, without blanks and marks of lists.
    words: String,
}

impl Told {
    fn of(site: &Loaded, id: StoryId) -> Self {
        let story = site.story(id);
        let headings = story.body.headings().map(|heading| bare(&heading.text)).collect();
        let captions = story.body.steps().filter_map(|step| match step {
            Node::Figure(link) => Some(bare(link.caption())),
            _ => None,
        });
        let signoff = story.profile.signoff.iter();
        Self {
            title: story.title().to_owned(),
            headings,
            captions: captions.collect(),
            signoff: signoff.map(|line| (line.role.to_string(), line.by.join("、"))).collect(),
            rows: facts(site, id).rows(),
            cover: cover(site, story),
            words: words(story),
        }
    }
}

fn cover(site: &Loaded, story: &Story) -> Option<String> {
    let hash = |target: &str| Some(site.picture(&story.file, target)?.picture.hash.clone());
    let own = hash(story.profile.cover.as_deref()?)?;
    let mut in_text = story.body.links_inside().filter(|link| link.is_image);
    let is_shown = in_text.any(|link| hash(&link.target).as_ref() == Some(&own));
    (!is_shown).then(|| story.profile.cover_alt.as_deref().unwrap_or_default().to_owned())
}

/// The words of a text. An article has its lists as lines with marks, which are left out of both.
fn words(story: &Story) -> String {
    let mut words = String::new();
    for c in story.body.steps().flat_map(|step| bare(step.words()).chars().collect::<Vec<_>>()) {
        match c {
            '•' => {}
            '.' => words.truncate(words.trim_end_matches(|c: char| c.is_ascii_digit()).len()),
            c => words.push(c),
        }
    }
    words
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(crate) fn load(site: &Site) -> Loaded {
    let options = Options { root: site.path(""), drafts: true, ..Options::default() };
    build::load(&options).unwrap().0
}

pub(crate) fn told(site: &Site, slug: &str) -> Told {
    let loaded = load(site);
    let found = StoryId::all(&loaded.stories).find(|(_, story)| *story.slug == *slug);
    Told::of(&loaded, found.unwrap_or_else(|| panic!("{slug} is there")).0)
}

/// Compares a story with what came back of it, and shows where they part.
pub(crate) fn compare(name: &str, before: &Told, after: &Told) {
    assert_eq!(before.title, after.title, "{name}");
    assert_eq!(before.headings, after.headings, "{name}");
    assert_eq!(before.captions, after.captions, "{name}");
    assert_eq!(before.signoff, after.signoff, "{name}");
    // What a name tells of its county and its office, import fills in.
    for row in &before.rows {
        assert!(after.rows.contains(row), "{name}: {row:?} in {:?}", after.rows);
    }
    let at = before.words.chars().zip(after.words.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(10)).take(40).collect::<String>();
    assert_eq!(
        before.words,
        after.words,
        "{name}: {} / {}",
        near(&before.words),
        near(&after.words)
    );
}

/// The stories of the repository; one mark of a footnote cannot be read back from an article.
pub(crate) const SLUGS: [&str; 12] = [
    "fanli-chuantong-jiyi",
    "fanli-jiaotong",
    "fanli-shequ-yishi",
    "jinta-caizheng",
    "shili-jiaoyuju-diyi",
    "shili-linchang",
    "shili-renmin-yiyuan",
    "shili-shuiwuju",
    "yangban-danganguan",
    "yangban-guanxin-xiayidai",
    "yangban-laojiaoshi",
    "yangban-wenhuaguan",
];

#[test]
fn import_of_an_article_gives_the_story_back() {
    for look in ["明快"] {
        let site = Site::of_the_repository();
        for slug in SLUGS {
            site.run(&["wechat", slug, "--look", look, "--out", &format!("out/{slug}")]).exits(0);
            let folder = std::fs::read_dir(site.path(&format!("out/{slug}"))).unwrap().next();
            let page = folder.unwrap().unwrap().path().join("article.html");
            let to = format!("content/branches/again-{slug}");
            site.run(&["import", page.to_str().unwrap(), "--to", &to]).exits(0);
            let (before, after) = (told(&site, slug), told(&site, &format!("again-{slug}")));
            compare(&format!("{look} {slug}"), &before, &after);
        }
    }
}
