//! `docs/theme-data.md` lists what every template gets. It is made from the documentation of
//! `src/render/view/`, and this test keeps it fresh: `LIUHAO_UPDATE=1 cargo test --test
//! theme_manual` writes it anew.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str = "# What a template gets\n\n\
    Made from the documentation of [`src/render/view/`](../src/render/view/mod.rs) by `tests/theme_manual.rs`. How to use it is \
    told in [theme.md](theme.md). Every template gets `site`, `page` and `root`, and one value named after its kind of page: \
    the first word of a heading below, where it is in quotes. `Option` is a value that may be absent, `Vec` a list; a field \
    without a name of its own (`flatten`) stands for all fields of its type.\n";

/// The documentation that has been read, as one paragraph.
fn paragraph(lines: &mut Vec<&str>) -> String {
    let text = lines.join(" ");
    lines.clear();
    text
}

/// A type without its lifetimes and references, which a template knows nothing of.
fn plain(kind: &str) -> String {
    let kind = kind.trim_end_matches(',').replace("&'static ", "").replace("&'s ", "");
    let kind = kind
        .replace("<'s>", "")
        .replace("<'a>", "")
        .replace("Cow<'s, str>", "str")
        .replace("Cow<'a, str>", "str");
    // A body, which is its HTML to a template.
    if kind == "Text" { "str".to_owned() } else { kind }
}

/// What follows the words that declare a struct.
fn struct_of(line: &str) -> Option<&str> {
    line.strip_prefix("pub(crate) struct ").or_else(|| line.strip_prefix("pub struct "))
}

fn manual(source: &str) -> String {
    let (mut manual, mut docs, mut is_flat) = (HEAD.to_owned(), Vec::new(), false);
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            docs.push(text.trim());
        } else if let Some(name) = struct_of(line) {
            let name = name.split(['<', ' ']).next().unwrap();
            let text = paragraph(&mut docs);
            write!(
                manual,
                "\n## {name}\n\n{text}\n\n| field | type | what it is |\n|---|---|---|\n"
            )
            .unwrap();
        } else if line.starts_with("pub(crate) fn ") {
            docs.clear();
        } else if line == "#[serde(flatten)]" {
            is_flat = true;
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").and_then(|line| line.split_once(": "))
        {
            let name = if std::mem::take(&mut is_flat) {
                "(flatten)".to_owned()
            } else {
                format!("`{name}`")
            };
            let text = paragraph(&mut docs).replace('|', "\\|");
            writeln!(manual, "| {name} | `{}` | {text} |", plain(kind)).unwrap();
        }
    }
    manual
}

#[test]
fn the_manual_of_the_theme_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file| std::fs::read_to_string(root.join("src/render/view").join(file)).unwrap();
    // All files but what pages are named by.
    let files = ["mod.rs", "lists.rs", "link.rs", "picture.rs", "statistics.rs"];
    let in_folder = std::fs::read_dir(root.join("src/render/view")).unwrap().count();
    assert_eq!(in_folder, files.len() + 1, "a file of src/render/view/ is not in this list");
    let made = manual(&files.map(read).concat());
    assert!(made.matches("\n## ").count() > 20 && made.contains("| `title` | `str` |"), "{made}");
    let path = root.join("docs/theme-data.md");
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), made);
}

#[test]
fn a_field_says_what_it_is() {
    let source = "/// `story`: a story.\npub struct StoryView<'s> {\n    /// Its\n    /// title.\n    pub title: &'s str,\n}";
    assert!(manual(source).ends_with(
        "\n## StoryView\n\n`story`: a story.\n\n| field | type | what it is |\n|---|---|---|\n| `title` | `str` | Its title. |\n"
    ));
}
