//! From when on an activity was counted: the same time is the same window, however it was written.
//!
//! Entry point: [`Window::of`]. `2023年以来`, `2023 年以来` and `2023年起` are one; 去年以来 is what it was when the story's
//! facts were true. Words whose time is not known for sure are one time only where they were said at one time.

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

/// What a branch dates from its own history, behind 本 and 支部; all but the first are its founding.
const OWN: [&str; 8] =
    ["换届", "成立", "成立之日", "建立", "组建", "创建", "建支部", "支部成立之初"];
/// Words of a day that is another one for each branch: 支委会换届以来, 本届任期内, 退休以来.
const OWN_WORDS: [&str; 8] = ["换届", "本届", "上届", "上一届", "新一届", "任期", "任职", "退休"];
/// What a club or a house of the branch began with: 宣讲团成立以来, 活动室启用以来.
const OWN_STARTS: [&str; 9] =
    ["成立", "组建", "创建", "建立", "创办", "开办", "挂牌", "启用", "建成"];
/// Words of times that are the same for all.
const EVENTS: [&str; 20] = [
    "全会",
    "五年规划",
    "十三五",
    "十四五",
    "十五五",
    "新中国",
    "共和国",
    "建国",
    "中国共产党",
    "建党",
    "建军",
    "改革开放",
    "新时代",
    "主题教育",
    "学习教育",
    "教育实践活动",
    "疫情",
    "脱贫攻坚",
    "习近平",
    "总书记",
];
/// Words that say another time in another year, whatever stands beside them.
const RELATIVE: [&str; 4] = ["年来", "年多来", "月来", "最近"];
/// Years that are named by how long ago they were, longer words first, and how the year is then written.
const YEARS: [(&str, i16, &str); 10] = [
    ("去年度", 1, "年度"),
    ("上年度", 1, "年度"),
    ("今年度", 0, "年度"),
    ("本年度", 0, "年度"),
    ("去年", 1, "年"),
    ("上年", 1, "年"),
    ("前年", 2, "年"),
    ("今年", 0, "年"),
    ("本年", 0, "年"),
    ("年初", 0, "年初"),
];
/// What may stand before the time itself.
const STARTS: [char; 4] = ['自', '从', '在', '于'];
/// Marks around a name that say nothing of the time: “十四五”以来.
const MARKS: [char; 11] = ['“', '”', '"', '「', '」', '《', '》', '‘', '’', '，', '。'];

impl Window {
    /// What `since` means in `story`.
    pub(super) fn of(since: Option<&str>, story: &Story) -> Self {
        let text: String =
            since.unwrap_or_default().split_whitespace().collect::<String>().replace(MARKS, "");
        if text.is_empty() {
            return Self::Unsaid;
        }
        let profile = &story.profile;
        let Some(text) = with_year(&text, profile.as_of) else { return Self::then(text, story) };
        let start = start_of(&text);
        if let Some(date) = readings(start).find_map(|start| day_of(start, &text)) {
            return Self::From(date.first_day());
        }
        if date::parse_prefix(start).is_some() {
            return Self::Event(text);
        }
        if has_any(&text, &RELATIVE) {
            return Self::then(text, story);
        }
        if let Some(event) = event(start, &text) {
            return Self::Event(event);
        }
        let own =
            start.trim_start_matches('本').trim_start_matches('党').trim_start_matches("支部");
        match (OWN.iter().position(|word| *word == own), profile.branch.founded) {
            (Some(at), Some(founded)) if at > 0 => Self::From(founded.first_day()),
            (Some(_), _) => Self::Own(text),
            (None, _) if is_own(start, &text) => Self::Own(text),
            (None, _) => Self::then(text, story),
        }
    }

    /// What may be another time whenever it is said.
    fn then(text: String, story: &Story) -> Self {
        let published = || PartialDate::new(story.profile.date?.year(), None, None).ok();
        Self::Then { text, at: story.profile.as_of.or_else(published) }
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

/// `text` with the year that 去年, 今年 or 年初 was: 2023年5月以来 of 去年5月以来. `None` where it is not known.
fn with_year(text: &str, as_of: Option<PartialDate>) -> Option<String> {
    let bare = text.trim_start_matches(STARTS);
    let Some((word, ago, written)) = YEARS.iter().find(|(word, ..)| bare.starts_with(word)) else {
        return Some(text.to_owned());
    };
    Some(format!("{}{written}{}", as_of?.year() - ago, &bare[word.len()..]))
}

/// Whether a time is another one for each branch.
fn is_own(start: &str, text: &str) -> bool {
    has_any(text, &OWN_WORDS) || OWN_STARTS.iter().any(|word| start.ends_with(word))
}

/// The name of a time that is the same for all, in one way of writing it: 党的二十大以来 of 二十大召开以来.
fn event(start: &str, text: &str) -> Option<String> {
    let ends = ["胜利召开", "召开"];
    let whole = ends.iter().find_map(|end| start.strip_suffix(end)).unwrap_or(start);
    let name = ["中国共产党", "党的"].iter().find_map(|word| whole.strip_prefix(word));
    let name = name.unwrap_or(whole);
    let behind = name.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let is_congress = behind.len() < name.len() && (behind == "大" || behind.starts_with('届'));
    let is_since = start.len() < text.trim_start_matches(STARTS).len();
    match (is_congress, is_since) {
        (true, true) => Some(format!("党的{name}以来")),
        (false, true) if has_any(whole, &EVENTS) => Some(format!("{whole}以来")),
        (false, false) if has_any(whole, &EVENTS) => Some(text.to_owned()),
        (true, false) => Some(text.to_owned()),
        (false, _) => None,
    }
}

/// `2023年` of 自2023年以来, 从2023年起, 2023年至今.
fn start_of(text: &str) -> &str {
    let text = text.trim_start_matches(STARTS);
    let ends = ["以来", "至今", "迄今", "到现在", "到目前", "到今天", "开始", "起", "来"];
    let start = ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    // 5月份 is 5月.
    start.strip_suffix('份').filter(|rest| rest.ends_with('月')).unwrap_or(start)
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
            "自从2023年以来",
            "在 2023年迄今",
            "“2023年”以来，",
        ] {
            assert_eq!(of(since, "").to_string(), "2023年以来", "{since}");
            assert_eq!(of(since, ""), of("去年以来", "2024-02"), "{since}");
        }
        assert_eq!(of("今年以来", "2023-11"), of("2023年起", ""));
        for since in ["2023年5月起", "2023年5月份以来", "去年5月以来", "自去年 5 月份起"]
        {
            assert_eq!(of(since, "2024-02").to_string(), "2023年5月以来", "{since}");
        }
        for since in ["二十大以来", "党的二十大召开以来", "自中国共产党二十大胜利召开以来"]
        {
            assert_eq!(of(since, ""), Window::Event("党的二十大以来".to_owned()), "{since}");
        }
        assert_eq!(of("“十四五”以来", ""), of("十四五以来", ""));
        assert_eq!(of("去年上半年", "2024-02"), of("2023年上半年", ""));
        assert_eq!(of("成立以来", "").to_string(), "2005年8月以来");
    }

    #[test]
    fn another_time_is_another_window() {
        let of = |since: &str, as_of: &str| Window::of(Some(since), &story(as_of));
        assert_ne!(of("去年以来", "2024-02"), of("去年以来", "2026-02"));
        assert_ne!(of("近三年", "2024-02"), of("近三年", "2025-02"));
        assert_ne!(of("去年以来", ""), of("2024年以来", ""));
        assert_ne!(of("2023年度", ""), of("2023年起", ""));
        for own in ["换届以来", "支委会换届以来", "本届任期内", "宣讲团成立以来"]
        {
            assert_eq!(of(own, ""), Window::Own(own.to_owned()));
        }
        // What nobody knows to be one time is not taken for one.
        for since in [
            "上个月以来",
            "本季度",
            "三年多来",
            "过去三年",
            "春节以来",
            "主题教育开展一年来",
            "专项行动以来",
        ] {
            assert_ne!(of(since, "2024-02"), of(since, "2025-02"), "{since}");
            assert_eq!(of(since, "2024-02"), of(since, "2024-02"), "{since}");
        }
        for event in ["党的二十大以来", "新中国成立以来", "习近平同志视察以来", "2023年上半年"]
        {
            assert_eq!(of(event, ""), Window::Event(event.to_owned()));
        }
        assert_eq!(Window::of(None, &story("")), Window::Unsaid);
        assert_eq!(of(" ", ""), Window::Unsaid);
    }
}
