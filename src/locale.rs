//! Every text on the console, in Chinese and in English.
//!
//! Entry point: [`Locale::text`], which words a [`Message`]. The texts live in `locales/*.ftl`
//! (Project Fluent) and are compiled in. The rest of the program only names texts and hands over
//! arguments; the theme's wording belongs to the theme and is not here.

use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

const CHINESE: &str = include_str!("../locales/zh-CN.ftl");
const ENGLISH: &str = include_str!("../locales/en.ftl");

/// A language of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 简体中文.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of the environment: `LC_ALL`, `LC_MESSAGES`, `LANG`, else what the system says.
    pub fn from_environment() -> Self {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        Self::from_tag(&named.or_else(sys_locale::get_locale).unwrap_or_default())
    }

    /// Chinese for a tag such as `zh_CN.UTF-8` or `zh-Hans`, otherwise English.
    pub fn from_tag(tag: &str) -> Self {
        if tag.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("zh")) {
            Self::Chinese
        } else {
            Self::English
        }
    }
}

/// One argument of a [`Message`].
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// A text shown as it is.
    Text(String),
    /// A count, which chooses plurals.
    Count(usize),
    /// A text that is itself worded by the locale.
    Message(Box<Message>),
    /// Several such texts, joined the way the language lists things.
    List(Vec<Message>),
}

/// The name of a text and its arguments: what is said, not yet in which language.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The id in `locales/*.ftl`.
    pub id: &'static str,
    /// The arguments by name.
    pub arguments: Vec<(&'static str, Argument)>,
}

impl Message {
    /// A text without arguments yet.
    pub const fn new(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Argument::Text(value.into()))
    }

    /// Adds a path, shown with the separators of this machine.
    #[must_use]
    pub fn path(self, name: &'static str, value: &Path) -> Self {
        self.with(name, Argument::Text(shown(value)))
    }

    /// Adds a count.
    #[must_use]
    pub fn count(self, name: &'static str, value: usize) -> Self {
        self.with(name, Argument::Count(value))
    }

    /// Adds a text that the locale words.
    #[must_use]
    pub fn message(self, name: &'static str, value: Message) -> Self {
        self.with(name, Argument::Message(Box::new(value)))
    }

    /// Adds several texts that the locale words and joins.
    #[must_use]
    pub fn list(self, name: &'static str, values: Vec<Message>) -> Self {
        self.with(name, Argument::List(values))
    }

    fn with(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }
}

/// A path as people write it: resolved ones of Windows begin with marks of its own (`\\?\C:\文档`).
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    match text.strip_prefix(r"\\?\") {
        Some(rest) => {
            rest.strip_prefix(r"UNC\").map_or(rest.to_owned(), |rest| format!(r"\\{rest}"))
        }
        None => text,
    }
}

/// The texts of one language.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// Loads the texts of `language`.
    pub fn new(language: Language) -> Self {
        let (id, texts) = match language {
            Language::Chinese => (langid!("zh-CN"), CHINESE),
            Language::English => (langid!("en"), ENGLISH),
        };
        let resource =
            FluentResource::try_new(texts.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would put invisible characters round every path and number.
        bundle.set_use_isolating(false);
        // A text defined twice keeps its first wording; `tests/locale.rs` forbids both faults.
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Words a message. An id that no file defines is shown as itself.
    pub fn text(&self, message: &Message) -> String {
        let mut arguments = FluentArgs::new();
        for (name, argument) in &message.arguments {
            arguments.set(*name, self.value(argument));
        }
        self.format(message.id, &arguments).unwrap_or_else(|| message.id.to_owned())
    }

    /// The text of an id without arguments, or `None` where the language has none.
    pub fn find(&self, id: &str) -> Option<String> {
        self.format(id, &FluentArgs::new())
    }

    fn format(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut faults = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut faults).into_owned())
    }

    fn value<'a>(&self, argument: &'a Argument) -> FluentValue<'a> {
        match argument {
            Argument::Text(text) => FluentValue::from(text.as_str()),
            Argument::Count(count) => FluentValue::from(*count),
            Argument::Message(message) => FluentValue::from(self.text(message)),
            Argument::List(messages) => {
                let texts: Vec<_> = messages.iter().map(|message| self.text(message)).collect();
                FluentValue::from(texts.join(self.list_mark()))
            }
        }
    }

    fn list_mark(&self) -> &'static str {
        match self.language {
            Language::Chinese => "、",
            Language::English => ", ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_without_the_marks_of_windows() {
        for (path, wanted) in [
            (r"\\?\C:\示例 文档\a.md", r"C:\示例 文档\a.md"),
            (r"\\?\UNC\office\六好", r"\\office\六好"),
            (r"\\office\六好", r"\\office\六好"),
            ("content/a.md", "content/a.md"),
        ] {
            assert_eq!(shown(Path::new(path)), wanted);
        }
    }
}
