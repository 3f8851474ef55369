//! From when on an activity was counted: the same time is the same window, however it was written.
//!
//! Entry point: [`Window::of`]. `2023年以来`, `2023 年以来` and `2023年起` are one; 去年以来 is what it was when the story's
//! facts were true. Words whose time is not known for sure are taken as they stand.

use std::fmt;

use jiff::civil::Date;

use crate::date::{self, PartialDate};
use crate::parse::Story;

/// From when on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Window {
    /// Nothing was said.
    Unsaid,
    /// From this day on.
    From(Date),
    /// What is the same time for all: 党的二十大以来.
    Event(String),
    /// What is another time whenever it is said: 近三年.
    Then {
        /// As written, without blanks.
        text: String,
        /// When the story's facts were true, or the year in which it was published.
        at: Option<PartialDate>,
    },
    /// What is another time for each branch, as written without blanks: 换届以来.
    Own(String),
}

/// What a branch dates from its own history; all but the first are its founding.
const OWN: [&str; 8] =
    ["换届", "成立", "成立之日", "建立", "组建", "创建", "建支部", "支部成立之初"];
/// Words that say another time in another year.
const RELATIVE: [&str; 9] =
    ["去年", "今年", "前年", "本年", "上年", "年来", "本月", "上半年", "下半年"];
/// Years that are named by how long ago they were.
const YEARS: [(&str, i16); 8] = [
    ("去年", 1),
    ("上年度", 1),
    ("上年", 1),
    ("前年", 2),
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("年初", 0),
];

impl Window {
    /// What `since` means in `story`.
    pub(super) fn of(since: Option<&str>, story: &Story) -> Self {
        let text: String = since.unwrap_or_default().split_whitespace().collect();
        if text.is_empty() {
            return Self::Unsaid;
        }
        let profile = &story.profile;
        let start = start_of(&text);
        if let Some(date) = readings(start).find_map(|start| day_of(start, &text)) {
            return Self::From(date.first_day());
        }
        if date::parse_prefix(start).is_some() {
            return Self::Event(text);
        }
        let ago = |start: &str| YEARS.iter().find(|(word, _)| *word == start).map(|(_, ago)| *ago);
        let ago = readings(start).find_map(ago);
        let year = |year: i16| PartialDate::new(year, None, None).ok();
        let as_of = profile.as_of;
        if let Some(first) = ago.zip(as_of).and_then(|(ago, as_of)| year(as_of.year() - ago)) {
            return Self::From(first.first_day());
        }
        if ago.is_some() || start.starts_with(['近', '最']) || has_any(&text, &RELATIVE) {
            let published = profile.date.and_then(|date| year(date.year()));
            return Self::Then { text, at: as_of.or(published) };
        }
        let own =
            start.trim_start_matches('本').trim_start_matches('党').trim_start_matches("支部");
        match (OWN.iter().position(|word| *word == own), profile.branch.founded) {
            (None, _) => Self::Event(text),
            (Some(at), Some(founded)) if at > 0 => Self::From(founded.first_day()),
            (Some(_), _) => Self::Own(text),
        }
    }

    /// Of what speaks of another time in another year, when it was said: `2024年`.
    pub(super) fn said(&self) -> Option<String> {
        match self {
            Self::Then { at, .. } => at.map(PartialDate::to_chinese),
            Self::Unsaid | Self::From(_) | Self::Event(_) | Self::Own(_) => None,
        }
    }
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `2023年` of 自2023年以来, 从2023年起, 2023年至今.
fn start_of(text: &str) -> &str {
    let text = text.trim_start_matches(['自', '从']);
    let ends = ["以来", "至今", "到现在", "开始", "起", "来"];
    ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

/// The year, month or day that `start` is. A 年度 is one where 以来 follows; half a year is none.
fn day_of(start: &str, text: &str) -> Option<PartialDate> {
    let is_day = start.ends_with(|c: char| "年月日号".contains(c) || c.is_numeric());
    let is_year = start.ends_with("年度") && !text.ends_with("年度");
    date::parse(start).ok().filter(|_| (is_day || is_year) && !start.contains('半'))
}

/// As written, and without the 年初 or 初 that only says again that a year begins.
fn readings(start: &str) -> impl Iterator<Item = &str> {
    let ends = ["年初", "初"].into_iter();
    std::iter::once(start).chain(ends.filter_map(|end| start.strip_suffix(end)))
}

impl fmt::Display for Window {
    /// `2023年以来`, `2023年5月以来`, or as written; nothing where nothing was said.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsaid => Ok(()),
            Self::From(day) => match (day.month(), day.day()) {
                (1, 1) => write!(f, "{}年以来", day.year()),
                (month, 1) => write!(f, "{}年{month}月以来", day.year()),
                (month, of_month) => write!(f, "{}年{month}月{of_month}日以来", day.year()),
            },
            Self::Event(text) | Self::Then { text, .. } | Self::Own(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Window;
    use crate::date;
    use crate::parse::Story;
    use crate::parse::body::Body;
    use crate::parse::profile::Profile;

    fn story(as_of: &str) -> Story {
        let mut profile = Profile { as_of: date::parse(as_of).ok(), ..Profile::default() };
        profile.date = Some(jiff::civil::date(2025, 3, 1));
        profile.branch.founded = date::parse("2005年8月").ok();
        Story {
            file: Arc::from("a.md"),
            slug: "a".into(),
            profile,
            body: Body::default(),
            summary: "".into(),
        }
    }

    #[test]
    fn the_same_time_is_the_same_window() {
        let of = |since: &str, as_of: &str| Window::of(Some(since), &story(as_of));
        for since in [
            "2023年以来",
            "2023 年以来",
            "2023年起",
            "自2023年起",
            "2023年至今",
            "2023",
            "2023年1月以来",
            "2023年初以来",
            "2023年度以来",
            "二〇二三年以来",
        ] {
            assert_eq!(of(since, "").to_string(), "2023年以来", "{since}");
            assert_eq!(of(since, ""), of("去年以来", "2024-02"), "{since}");
        }
        assert_eq!(of("今年以来", "2023-11"), of("2023年起", ""));
        assert_eq!(of("2023年5月起", "").to_string(), "2023年5月以来");
        assert_eq!(of("成立以来", "").to_string(), "2005年8月以来");
    }

    #[test]
    fn another_time_is_another_window() {
        let of = |since: &str, as_of: &str| Window::of(Some(since), &story(as_of));
        assert_ne!(of("去年以来", "2024-02"), of("去年以来", "2026-02"));
        assert_ne!(of("近三年", "2024-02"), of("近三年", "2025-02"));
        assert_ne!(of("去年以来", ""), of("2024年以来", ""));
        assert_ne!(of("2023年度", ""), of("2023年起", ""));
        assert_eq!(of("换届以来", ""), Window::Own("换届以来".to_owned()));
        for event in ["党的二十大以来", "新中国成立以来", "习近平同志视察以来", "2023年上半年"]
        {
            assert_eq!(of(event, ""), Window::Event(event.to_owned()));
        }
        assert_eq!(Window::of(None, &story("")), Window::Unsaid);
        assert_eq!(of(" ", ""), Window::Unsaid);
    }
}
