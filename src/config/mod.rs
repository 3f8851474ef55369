//! `site.yaml`: what an office decides once for the whole site.
//!
//! Entry points: [`load`] reads the file, [`parse`] turns its text into a [`Config`]. The file is
//! closed: an unknown key is an error with a suggestion. Every key but the name has a default.

mod deploy;
mod fields;
mod kept;
mod keys;
mod read;
mod sections;

pub use deploy::{Target, Way};
pub use fields::{FOLDERS, FieldKind, OwnField};
pub use keys::SITE;
pub use sections::Section;

use std::ops::Range;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Fact, Place, Severity, Source};
use crate::error::Error;
use crate::fs::{self, Root};
use crate::locale::Message;
use crate::schema::free::Named;
use crate::schema::typed::Typed;
use crate::schema::{self, Reader};

/// The name of the file that makes a folder a site.
pub const FILE: &str = "site.yaml";
/// The largest file of settings that is read, in bytes.
pub const MAX_SETTINGS: u64 = 4 * 1024 * 1024;

/// What an office decides once for the whole site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Name of the account.
    pub name: String,
    /// One or two sentences below the name.
    pub introduction: String,
    /// A picture, as a path inside `static/`.
    pub avatar: Option<String>,
    /// Where the site is published, with a closing `/`; only for feeds, sitemap and canonical links.
    pub base_url: Option<String>,
    /// The code of a government site: ten letters and digits.
    pub site_code: Option<String>,
    /// Counties in the order in which they are shown.
    pub counties: Vec<Term>,
    /// Honour levels, the lowest first.
    pub levels: Vec<Term>,
    /// What the office means by 六好.
    pub scheme: Scheme,
    /// The account's menu.
    pub menu: Vec<MenuItem>,
    /// Stories on a page of a list.
    pub page_size: usize,
    /// Stories in the Atom and JSON feeds.
    pub feed_size: usize,
    /// Characters of a summary made from the text.
    pub summary_length: usize,
    /// What becomes of HTML in a text.
    pub html: RawHtml,
    /// Endings and names of files that are published beyond the ordinary ones.
    pub publish: Vec<String>,
    /// Whether the site has a page that searches, and an index for it.
    pub search: bool,
    /// Name of the theme, or the way from the site's folder to it.
    pub theme: String,
    /// What the office sets of the theme's parameters.
    pub theme_params: Vec<Named>,
    /// A line at the foot of every page.
    pub footer: String,
    /// The link that opens an editor from the preview, with `{path}`, `{line}` and `{column}`.
    pub editor: Option<String>,
    /// Keys of profiles that the office declares.
    pub fields: Vec<&'static OwnField>,
    /// Sections beside the stories.
    pub sections: Vec<&'static Section>,
    /// What the office thinks of rules, as written.
    pub rules: Vec<RuleSetting>,
    /// Where a finished build is brought to.
    pub deploy: Vec<Target>,
}

/// The weight of one rule, as the office sets it.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSetting {
    /// The rule's id; whether there is such a rule is not known here.
    pub rule: String,
    /// Its weight.
    pub level: Level,
    /// Where the id stands.
    pub place: Place,
}

/// The weight of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not told.
    Off,
    /// It is told at this weight.
    Severity(Severity),
}

impl Level {
    /// The words for a weight.
    const WORDS: [&str; 8] =
        ["错误", "警告", "提示", "关", "error", "warning", "information", "off"];

    /// 错误, 警告, 提示, 关, or their English names.
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "错误" | "error" => Self::Severity(Severity::Error),
            "警告" | "warning" => Self::Severity(Severity::Warning),
            "提示" | "information" => Self::Severity(Severity::Information),
            "关" | "off" => Self::Off,
            _ => return None,
        })
    }
}

/// What becomes of HTML in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as it was written.
    #[default]
    Text,
    /// An allow-list of it takes effect.
    Sanitised,
}

/// A county or an honour level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Term {
    /// As it is shown.
    pub name: String,
    /// As it is written in addresses; the name itself where none is given.
    pub slug: Option<String>,
    /// Other ways to write it in a profile.
    pub aliases: Vec<String>,
}

/// What an office means by 六好.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Its name.
    pub id: String,
    /// The goods in order.
    pub goods: Vec<Good>,
}

/// One of the goods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Good {
    /// As it is shown.
    pub name: String,
    /// Other ways to write it.
    pub aliases: Vec<String>,
}

/// An entry of the account's menu.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MenuItem {
    /// The text.
    pub title: String,
    /// Where it leads: an address inside the site, or `http(s)`, `mailto`, `tel`.
    pub link: Option<String>,
    /// Entries below it.
    pub items: Vec<MenuItem>,
}

impl Default for Config {
    fn default() -> Self {
        let term = |name: &str| Term { name: name.to_owned(), slug: None, aliases: Vec::new() };
        let good = |name: &str| Good { name: name.to_owned(), aliases: vec![format!("{name}好")] };
        let goods = ["组织设置", "班子建设", "党员队伍", "学习活动", "作用发挥", "制度坚持"];
        Self {
            name: String::new(),
            introduction: String::new(),
            avatar: None,
            base_url: None,
            site_code: None,
            counties: Vec::new(),
            levels: ["县级", "市级", "省级", "国家级"].map(term).into(),
            scheme: Scheme { id: "六好".to_owned(), goods: goods.map(good).into() },
            menu: Vec::new(),
            page_size: 20,
            feed_size: 20,
            summary_length: 60,
            html: RawHtml::default(),
            publish: Vec::new(),
            search: true,
            theme: "feed".to_owned(),
            theme_params: Vec::new(),
            footer: String::new(),
            editor: None,
            fields: Vec::new(),
            sections: Vec::new(),
            rules: Vec::new(),
            deploy: Vec::new(),
        }
    }
}

impl Config {
    /// The county or level that `name` means: its term's own name, or `name` where none is listed.
    pub fn canonical<'n>(terms: &'n [Term], name: &'n str) -> &'n str {
        terms
            .iter()
            .find(|term| term.name == name || term.aliases.iter().any(|alias| alias == name))
            .map_or(name, |term| term.name.as_str())
    }
}

/// Reads `root/site.yaml`, which is no link: what is published of a site stands in its folder.
///
/// # Errors
/// [`Error::NoSite`] or [`Error::MisnamedSettings`] where the file is not there, [`Error::File`] where it cannot be
/// read.
pub fn load(root: &Path) -> Result<(Config, Vec<Diagnostic>), Error> {
    let absent = || no_site(root);
    if fs::metadata_if_exists(root)?.is_none() {
        return Err(absent());
    }
    let bytes = Root::open(root)?.read_whole(FILE, MAX_SETTINGS)?.ok_or_else(absent)?;
    Ok(parse(&Source::decode(FILE.into(), &bytes)))
}

/// What is said of a folder without `site.yaml`: whether a file there was meant to be it.
pub fn no_site(root: &Path) -> Error {
    let walk = WalkDir::new(root).min_depth(1).max_depth(1).sort_by_file_name();
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let mut meant = files.filter(|entry| is_misnamed(&entry.file_name().to_string_lossy()));
    match meant.next() {
        Some(entry) => Error::MisnamedSettings { path: entry.into_path() },
        None => Error::NoSite { root: root.to_path_buf() },
    }
}

/// What settings are called, in small letters.
const NAMES: [&str; 10] = [
    "site",
    "站点",
    "网站",
    "设置",
    "站点设置",
    "网站设置",
    "配置",
    "网站配置",
    "站点配置",
    "config",
];
/// Endings that `site.yaml` gets where endings of files are hidden, or from habit.
const ENDINGS: [&str; 5] = ["yaml", "yml", "txt", "bak", "md"];

/// Whether a file is called as `site.yaml` is by a slip or from habit: `site.yml`, `Site.yaml`, `site.yaml.txt`,
/// `site .yaml`, `site (1).yaml`, `站点.yaml`.
pub fn is_misnamed(name: &str) -> bool {
    let plain: String = name.replace('。', ".").nfkc().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let mut stem = &*plain;
    while let Some((rest, _)) = stem.rsplit_once('.').filter(|(_, end)| ENDINGS.contains(end)) {
        stem = rest;
    }
    let bare = stem.trim_start_matches('_').split(['(', '-', '_']).next().unwrap_or_default();
    // A text may be called so; with the ending of settings behind or before it, it is none.
    let is_text = plain.rsplit_once('.').is_some_and(|(_, end)| end == "md")
        && !plain.contains(".yaml")
        && !plain.contains(".yml");
    name != FILE && stem.len() < plain.len() && NAMES.contains(&bare) && !is_text
}

/// The bytes of the address in the text of a `site.yaml` that is none as it stands, and the one that was plainly meant.
pub fn meant_base_url(source: &Source) -> Option<(Range<usize>, String)> {
    let place = schema::place_of(source, 0..source.text.len(), &SITE, ("base_url", None));
    let (start, end) = place.span?;
    let meant = read::meant_base_url(source.text.get(start..end)?)?;
    Some((start..end, meant))
}

/// An address for `base_url`, with a closing `/`.
///
/// # Errors
/// What is wrong with it.
pub fn base_url(text: &str) -> Result<String, crate::locale::Message> {
    read::parse_base_url(text)
}

/// The place of a setting in `site.yaml`; the file as a whole where it is not there.
pub fn place_of(source: &Source, setting: Fact) -> Place {
    schema::place_of(source, 0..source.text.len(), &SITE, setting)
}

/// Turns the text of `site.yaml` into a [`Config`], and all that is wrong with it.
pub fn parse(source: &Source) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let typed = Typed::of(source, 0..source.text.len(), &SITE);
    let map = schema::read_map(typed.source(), typed.yaml());
    let mut reader = Reader::new(typed.source());
    reader.top(&SITE, map.entries.iter(), &mut config);
    let may_hold_name = schema::find(&SITE, "name", true).is_some_and(|name| map.may_hold(name));
    if config.name.is_empty() && !may_hold_name {
        let message = Message::new("missing-site-name");
        reader.fault_of("missing-key", map.first_line(), message);
    }
    let mut diagnostics: Vec<_> = schema::encoding(source).into_iter().collect();
    diagnostics.extend(typed.told());
    diagnostics.extend(typed.all_back(map.diagnostics));
    diagnostics.extend(typed.all_back(reader.into_diagnostics()));
    (config, diagnostics)
}
