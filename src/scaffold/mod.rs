//! The first files of a site and of a profile.
//!
//! Entry points: [`make`] for `liuhao init` and the first page, [`profile`] for `liuhao new`. The keys and their
//! meaning come from the tables that the parser uses, so a template can never name a key that is
//! not there. Only the usual ones are named, in Chinese: forty empty keys frighten an editor.

use std::borrow::Cow;

use crate::config::{OwnField, SITE};
use crate::error::Error;
use crate::fs::Root;
use crate::parse::profile::keys::PROFILE;
use crate::schema::{Field, Fields, Shape, fields};
use crate::yaml;

/// What is known of a new site. What is empty stands as a line without effect.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewSite {
    /// Its name.
    pub name: String,
    /// What stands below the name, in a sentence.
    pub introduction: String,
    /// Its counties, in the order in which they are shown.
    pub counties: Vec<String>,
    /// Whether its example is a draft, which nobody publishes unasked.
    pub has_draft: bool,
}

/// Makes a site in an empty folder.
///
/// # Errors
/// A disk that refuses; a file that is there already.
pub(crate) fn make(folder: &Root, new: &NewSite) -> Result<(), Error> {
    for (name, bytes) in site_files(new) {
        if let Some((parent, _)) = name.rsplit_once('/') {
            folder.make_folder(parent)?;
        }
        let mut file = folder.create_file(name)?;
        folder.write(&mut file, name, &bytes)?;
    }
    Ok(())
}

/// The files of a new site: path relative to its folder, and bytes.
fn site_files(new: &NewSite) -> [(&'static str, Cow<'static, [u8]>); 5] {
    [
        ("site.yaml", site_yaml(new).into_bytes().into()),
        ("content/branches/shili-jiaoyuju.md", example_story(new).into_bytes().into()),
        ("content/pages/about.md", include_bytes!("about.md").into()),
        ("static/avatar.png", include_bytes!("../../static/avatar.png").into()),
        (".gitignore", b"/public\n/.liuhao\n".into()),
    ]
}

/// The settings that most sites have, by their paths.
const USUAL_SETTINGS: [&str; 12] = [
    "name",
    "introduction",
    "avatar",
    "base_url",
    "counties",
    "levels",
    "scheme",
    "menu",
    "page_size",
    "search",
    "rules",
    "footer",
];

/// The facts that most stories have, by their paths.
const USUAL_FACTS: [&str; 13] = [
    "title",
    "date",
    "draft",
    "branch.name",
    "branch.county",
    "branch.founded",
    "as_of",
    "members.total",
    "members.average_age",
    "members.age_bands",
    "honours",
    "activities",
    "signoff",
];

/// Where the rest is found.
const MORE: &str = "# 更多项目见手册。\n";

/// `site.yaml` with its usual keys: what the new site needs is set, the others are commented out.
fn site_yaml(new: &NewSite) -> String {
    let mut yaml = "# 网站设置。以 # 开头的行不起作用；要用哪一项，就去掉它前面的 #。\n".to_owned();
    for field in usual(&SITE, &USUAL_SETTINGS) {
        let key = field.top_name();
        yaml += &format!("\n# {}\n", field.doc);
        match field.path {
            "name" if new.name.is_empty() => yaml += &format!("{key}: 示例老干部\n"),
            "name" => yaml += &format!("{key}: {}\n", line(&new.name)),
            "introduction" if !new.introduction.is_empty() => {
                yaml += &format!("{key}: {}\n", line(&new.introduction));
            }
            "counties" if !new.counties.is_empty() => {
                let counties = new.counties.iter().map(|county| format!("  - {}\n", line(county)));
                yaml += &format!("{key}:\n{}", counties.collect::<String>());
            }
            "avatar" => yaml += &format!("{key}: {}\n", field.example),
            "scheme" => yaml += SCHEME,
            "menu" => yaml += MENU,
            _ => {
                yaml += format!("# {key}: {}", field.example).trim_end();
                yaml += "\n";
            }
        }
    }
    yaml + "\n" + MORE
}

/// A text as a value on one line.
fn line(text: &str) -> String {
    yaml::scalar(&text.replace(['\n', '\r', '\t'], " "))
}

/// The example, in a county that the site has.
fn example_story(new: &NewSite) -> String {
    const COUNTY: &str = "县区: 示例县\n";
    const DATE: &str = "日期: 2024-07-01\n";
    let text = include_str!("branch.md").to_owned();
    let has_county =
        new.counties.is_empty() || new.counties.iter().any(|county| county == "示例县");
    let text = if has_county { text } else { text.replacen(COUNTY, "", 1) };
    let draft = format!("{DATE}草稿: 是  # 例子不发布\n");
    if new.has_draft { text.replacen(DATE, &draft, 1) } else { text }
}

const SCHEME: &str = "\
# 六好:
#   名称: 六好
#   内容: [组织设置, 班子建设, 党员队伍, 学习活动, 作用发挥, 制度坚持]
";

const MENU: &str = "\
菜单:
  - {标题: 关于本站, 链接: about.html}
";

/// A profile with its usual keys in the order of `USUAL_FACTS` and those that the office declares, a draft until the editor is
/// done.
pub(crate) fn profile(name: &str, fields: &[&'static OwnField]) -> String {
    let mut yaml = "---\n# 支部事迹。冒号后面空一格；不知道的项目留空即可。\n".to_owned();
    for field in usual(&PROFILE, &USUAL_FACTS) {
        let key = field.top_name();
        // What it means stands behind a key, where the key does not say it.
        let meaning = if field.doc == key { String::new() } else { format!("  # {}", field.doc) };
        match field.path {
            "branch.name" => {
                yaml += &format!("{key}: {}\n", line(name));
            }
            "draft" => yaml += &format!("{key}: 是  # 写完后删去这一行\n"),
            _ => yaml += &format!("{key}:{meaning}\n"),
        }
        // An example would be taken for a fact, so none is filled in.
        for line in example(field.path) {
            yaml += &format!("#  {line}\n");
        }
    }
    for field in fields {
        let meaning = if field.note.is_empty() || field.note == field.name {
            String::new()
        } else {
            format!("  # {}", field.note.replace(['\n', '\r'], " "))
        };
        yaml += &format!("{}:{meaning}\n", field.name);
    }
    yaml += MORE;
    yaml += "---\n\n支部现有党员……（在这里写正文）\n\n## 小标题\n\n……\n";
    yaml
}

/// The fields of a table at these paths, in their order; of a group, those inside it.
fn usual(table: Fields, paths: &[&str]) -> Vec<&'static Field> {
    let all: Vec<_> = fields(table)
        .flat_map(|field| match field.shape {
            Shape::Group(_) => [field].into_iter().chain(field.fields()).collect(),
            _ => vec![field],
        })
        .collect();
    paths.iter().filter_map(|path| all.iter().copied().find(|field| field.path == *path)).collect()
}

fn example(path: &str) -> &'static [&'static str] {
    match path {
        "members.age_bands" => &["69岁及以下: 15", "70-79岁: 5", "80岁以上: 2"],
        "honours" => &["- 2023年度县级“六好”离退休干部示范党支部"],
        "activities" => &["主题党日: 10余场次", "党课宣讲: 6次"],
        _ => &[],
    }
}
