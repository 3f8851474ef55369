//! The first files of a site and of a profile.
//!
//! Entry points: [`site_files`] for `liuhao init`, [`profile`] for `liuhao new`. The keys and their
//! meaning come from the tables that the parser uses, so a template can never name a key that is
//! not there. Nothing is written here.

use std::borrow::Cow;

use crate::config::SITE;
use crate::parse::profile::keys::PROFILE;
use crate::schema::{Field, Shape, fields};
use crate::yaml;

/// The files of a new site: path relative to its folder, and bytes.
pub fn site_files() -> [(&'static str, Cow<'static, [u8]>); 5] {
    [
        ("site.yaml", site_yaml().into_bytes().into()),
        ("content/branches/shili-jiaoyuju.md", include_bytes!("branch.md").into()),
        ("content/pages/about.md", include_bytes!("about.md").into()),
        ("static/avatar.png", include_bytes!("../../static/avatar.png").into()),
        (".gitignore", b"/public\n/.liuhao\n".into()),
    ]
}

/// `site.yaml` with every key: what the new site needs is set, the others are commented out.
fn site_yaml() -> String {
    let mut yaml = "# 网站设置。以 # 开头的行不起作用；要用哪一项，就去掉它前面的 #。\n".to_owned();
    for field in fields(&SITE) {
        yaml += &format!("\n# {}\n", field.doc);
        match field.path {
            "name" => yaml.push_str("name: 示例老干部\n"),
            "avatar" => yaml += &format!("avatar: {}\n", field.example),
            "scheme" => yaml.push_str(SCHEME),
            "menu" => yaml.push_str(MENU),
            _ => yaml.push_str(&format!("# {}: {}\n", field.key(), field.example)),
        }
    }
    yaml
}

const SCHEME: &str = "\
# scheme:
#   id: 六好
#   goods: [组织设置, 班子建设, 党员队伍, 学习活动, 作用发挥, 制度坚持]
";

const MENU: &str = "\
menu:
  - {title: 关于本站, link: about.html}
";

/// A profile with every key and its meaning as a comment, a draft until the editor is done.
pub fn profile(name: &str) -> String {
    let mut yaml =
        "---\n# 支部事迹。冒号要用半角“: ”，后面空一格；不知道的项目留空即可。\n".to_owned();
    for field in fields(&PROFILE) {
        write_field(&mut yaml, field, "", name);
    }
    yaml.push_str("---\n\n");
    yaml.push_str("支部现有党员……（在这里写正文）\n\n## 小标题\n\n……\n");
    yaml
}

fn write_field(yaml: &mut String, field: &Field, indent: &str, name: &str) {
    *yaml += &format!("{indent}# {}\n", field.doc);
    let key = field.key();
    match field.shape {
        Shape::Group(_) => {
            *yaml += &format!("{indent}{key}:\n");
            for inner in field.fields() {
                write_field(yaml, inner, &format!("{indent}  "), name);
            }
        }
        Shape::Groups(_) => {
            *yaml += &format!("{indent}{key}:\n");
            for (at, inner) in field.fields().enumerate() {
                let mark = if at == 0 { "- " } else { "  " };
                let line = format!("{mark}{}: {}", inner.key(), inner.example);
                *yaml += &format!("{indent}#  {}  # {}\n", line.trim_end(), inner.doc);
            }
        }
        Shape::Entries { .. } => {
            *yaml += &format!("{indent}{key}:\n");
            for line in entries_example(field.path) {
                *yaml += &format!("{indent}#  {line}\n");
            }
        }
        Shape::Text | Shape::Flag | Shape::Date | Shape::Quantity | Shape::Texts => {
            let value = match field.path {
                "branch.name" => yaml::scalar(&name.replace(['\n', '\r', '\t'], " ")),
                "draft" => "true  # 写完后删去这一行".to_owned(),
                _ => field.example.to_owned(),
            };
            // An example would be taken for a fact, so only harmless ones are filled in.
            let is_filled = matches!(field.path, "branch.name" | "draft");
            let value = if is_filled { value } else { String::new() };
            yaml.push_str(format!("{indent}{key}: {value}").trim_end());
            yaml.push('\n');
        }
    }
}

fn entries_example(path: &str) -> &'static [&'static str] {
    match path {
        "members.age_bands" => &["69岁及以下: 15", "70-79岁: 5", "80岁以上: 2"],
        _ => &["主题党日: 10余场次", "党课宣讲: {count: 6次, since: 去年以来, note: 备注}"],
    }
}
