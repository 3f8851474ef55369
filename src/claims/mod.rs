//! What a prose says of its branch: which fact, which phrase, where it stands, and how sure that is.
//!
//! Entry points: [`of`] reads a plain text, [`of_found`] one whose quantities are known already. Both
//! are pure and give [`Claim`]s in the order of the text. A claim is
//!
//! ```text
//! Claim { what: What, range: Range<usize>, doubt: Option<Doubt> }
//! ```
//!
//! `what` is the fact with its value, and [`What::field`] the key of a profile that holds it; `range`
//! is the phrase, in bytes of the text; without a `doubt` nothing else can be meant. `check` holds
//! claims against facts, `import` makes facts of those without doubt. One list of anchors serves both,
//! so what is filled in is what is confirmed later. Nothing here knows a profile, a file or a message.
//!
//! Rather silent than wrong: what is said of another body (党委, 全县, a team of the branch) is no claim.

mod activity;
mod activity_change;
mod activity_place;
mod age;
pub(crate) mod clause;
mod committee;
mod committee_named;
mod committee_offices;
mod committee_persons;
mod committee_size;
mod former;
mod founding;
mod giving;
mod groups;
mod honour;
mod honour_hung;
mod honour_is;
mod honour_person;
mod lead;
mod lesson;
mod level;
mod listed;
mod name;
mod parts;
mod parts_rest;
mod parts_words;
mod sections;
mod shares;
mod team;
mod text;
mod then;
mod title;
mod total;
mod total_alone;
mod total_among;
mod total_grown;
mod total_made;
mod total_size;
mod total_subject;
mod verbs;
mod window;
mod year;

pub use level::{is_authority, level_of_body, names_house};
pub use parts_words::is_name_of_part;
pub use sections::{Slogan, slogans};
pub use shares::{Denied, denied};
pub use team::counts as counts_team;

use std::ops::Range;

use strum::VariantArray;

use crate::date::PartialDate;
use crate::quantity::{self, AgeRange, Found, Quantity};

use text::Text;

/// Something that a prose says of its branch.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What it says.
    pub what: What,
    /// The phrase that says it, in bytes of the text: `22名`, `2005年8月`, the title of an honour.
    pub range: Range<usize>,
    /// Why something else may be meant; `None` where that cannot be.
    pub doubt: Option<Doubt>,
}

/// A fact that a prose states. Quantities keep their text as written, hedges included.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// 现有党员22名.
    Total(Quantity),
    /// 其中女党员9名.
    Part(Part, Quantity),
    /// 平均年龄67岁.
    Average(Quantity),
    /// 70-79岁5人; the label is the text before the number.
    Band {
        /// As written: `70-79岁`.
        label: String,
        /// The ages it means.
        ages: AgeRange,
        /// How many.
        count: Quantity,
    },
    /// 支部班子成员3名. Where the offices are counted one by one (书记1名、委员4名) it is their sum.
    Committee(Quantity),
    /// 下设3个党小组. No key of a profile holds it.
    Groups(Quantity),
    /// What the branch is called.
    Name(String),
    /// 成立于2005年8月.
    Founded(PartialDate),
    /// 2017年5月更名, and what it was called before, where that is said.
    Renamed {
        /// When, where that is said.
        until: Option<PartialDate>,
        /// 原…党支部.
        former: Option<String>,
    },
    /// 被评为2023年度县级“六好”示范党支部. Two years or two levels are two claims of one range.
    Honour(Honour),
    /// Any other number: 开展主题党日12次.
    Activity {
        /// The words that say what is counted; may be empty.
        name: String,
        /// As written.
        count: Quantity,
        /// 去年以来, where the sentence or the paragraph says so.
        since: Option<String>,
    },
}

/// Some of the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 离休.
    Veteran,
    /// 退休.
    Retired,
    /// 在职.
    Serving,
    /// 女.
    Women,
}

/// An honour that a prose tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    /// The title, quotation marks included.
    pub title: String,
    /// 县级, 省级 …, where one stands beside it.
    pub level: Option<String>,
    /// First and last year, the same for one year.
    pub years: Option<(i16, i16)>,
}

/// Why a phrase may mean something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It may be some of them: 2名支委参加培训.
    Partial,
    /// It may be how it was at another time: 成立之初有党员8名.
    Then,
    /// It may be said of another body or of a team: 宣讲团现有成员35人 beside a branch's own total.
    Other,
    /// Nothing says that it is all of them, but nothing else is said either: 支部的24名党员，大半辈子和水打交道.
    Alone,
    /// It may be what is planned: 2024年计划讲学50场.
    Planned,
    /// Some of it was not read for sure: the level of an honour, where a title ends, which of two former names.
    Unclear,
    /// The level of an honour was not read; its title and its year were.
    Level,
}

/// What a rule asks a prose about, in the order of reading: whoever reads of the committee knows what is said of the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Topic {
    /// How many they are, who and how old: [`What::Total`], [`What::Part`], [`What::Average`], [`What::Band`], [`What::Groups`].
    Members,
    /// [`What::Committee`].
    Committee,
    /// [`What::Founded`], [`What::Renamed`].
    Founding,
    /// [`What::Honour`].
    Honours,
    /// [`What::Name`].
    Name,
}

impl What {
    /// The key of a profile that holds it: `members.total`; `None` where none does.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Total(_) => "members.total",
            Self::Part(part, _) => part.field(),
            Self::Average(_) => "members.average_age",
            Self::Band { .. } => "members.age_bands",
            Self::Committee(_) => "members.committee",
            Self::Name(_) => "branch.name",
            Self::Founded(_) => "branch.founded",
            Self::Renamed { .. } => "branch.former_names",
            Self::Honour(_) => "honours",
            Self::Activity { .. } => "activities",
            Self::Groups(_) => return None,
        })
    }
}

impl Part {
    /// The key of a profile that holds it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Veteran => "members.veteran",
            Self::Retired => "members.retired",
            Self::Serving => "members.serving",
            Self::Women => "members.women",
        }
    }
}

/// What a plain text says of its branch; paragraphs end with line breaks.
pub fn of(prose: &str) -> Vec<Claim> {
    let found: Vec<Found> = quantity::scan(prose).collect();
    of_found(prose, &found)
}

/// As [`of`], for a text whose quantities have been found.
pub fn of_found(prose: &str, found: &[Found]) -> Vec<Claim> {
    let mut claims = facts(prose, found);
    claims.extend(activity::claims(prose, found, &claims));
    in_order(claims)
}

/// As [`of_found`], without the activities: what a rule holds against the facts.
pub fn facts(prose: &str, found: &[Found]) -> Vec<Claim> {
    let text = Text::new(prose, found);
    let mut claims = Vec::new();
    for topic in Topic::VARIANTS {
        claims.extend(on(*topic, &text, &claims));
    }
    in_order(claims)
}

/// What one rule holds against the facts: those of [`facts`] that are on a topic. Who asks about the committee knows what is said of
/// the `members`: their number is not its own.
pub fn facts_on(topic: Topic, prose: &str, found: &[Found], members: &[Claim]) -> Vec<Claim> {
    in_order(on(topic, &Text::new(prose, found), members))
}

fn on(topic: Topic, text: &Text<'_>, members: &[Claim]) -> Vec<Claim> {
    match topic {
        Topic::Members => {
            let mut claims = total::claims(text);
            claims.extend(parts::claims(text, &claims));
            claims.extend(age::claims(text, &claims));
            claims
        }
        Topic::Committee => committee::claims(text, members),
        Topic::Founding => {
            let mut claims = founding::claims(text);
            claims.extend(former::claims(text, &claims));
            claims
        }
        Topic::Honours => {
            let mut claims = honour::claims(text);
            claims.extend(listed::claims(text, &claims));
            claims.extend(honour_hung::claims(text, &claims));
            claims.extend(honour_is::claims(text, &claims));
            claims
        }
        Topic::Name => name::claims(text),
    }
}

fn in_order(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| (claim.range.start, claim.range.end));
    claims
}

#[cfg(test)]
mod tests {
    use super::{What, of};

    /// What a text says of the members and of honours, without what is doubted.
    fn said(text: &str) -> String {
        let said = of(text).into_iter().filter(|claim| claim.doubt.is_none());
        let said = said.filter_map(|claim| match claim.what {
            What::Total(count) => Some(format!("total {}", count.text())),
            What::Part(part, count) => Some(format!("{part:?} {}", count.text())),
            What::Committee(count) => Some(format!("committee {}", count.text())),
            What::Honour(one) => {
                let level = one.level.unwrap_or_default();
                let year = one.years.map_or(String::new(), |(first, _)| first.to_string());
                Some(format!("{}/{level}/{year}", one.title))
            }
            What::Average(_)
            | What::Band { .. }
            | What::Groups(_)
            | What::Name(_)
            | What::Founded(_)
            | What::Renamed { .. }
            | What::Activity { .. } => None,
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn members_are_counted_as_people_count_them() {
        for (text, is) in [
            (
                "支部有党员40名，离休、退休党员分别为2名、38名。",
                "total 40名 Veteran 2名 Retired 38名",
            ),
            (
                "支部现有离休党员1名、退休党员27名，合计28名。",
                "Veteran 1名 Retired 27名 total 28名",
            ),
            (
                "支部共有党员45名，除2名离休干部外，其余43名均为退休干部。",
                "total 45名 Veteran 2名 Retired 43名",
            ),
            ("支部现有党员52名，女党员比例达到40%，共21名。", "total 52名 Women 21名"),
            ("支部现有党员33名，女党员占51.5%（17名）。", "total 33名 Women 17名"),
            ("支部现有党员50名，一多半是女同志，有26名。", "total 50名 Women 26名"),
            (
                "支部党员一共才16个，15个退休，1个离休，三个支委。",
                "total 16个 Retired 15个 Veteran 1个 committee 三个",
            ),
            ("支部2009年成立，起初11个人，现在29个人。", "total 29个"),
            ("支部党员从9名变成了41名。", "total 41名"),
            ("支部现有党员30名。支委由3名增加到5名。", "total 30名 committee 5名"),
            ("支部现有党员30名。换届产生新一届支委会，委员7名。", "total 30名 committee 7名"),
            ("支部实有党员82名，支委会一共5人。", "total 82名 committee 5人"),
            ("支部目前拥有党员82名。", "total 82名"),
            ("志愿宣讲团目前拥有党员15名。", ""),
            ("支部有蒙古族、汉族党员共26名。支部的班子是五个人。", "total 26名 committee 五个"),
            (
                "支部现有党员30名。支部委员会由示例甲、示例乙、示例丙3位同志组成。",
                "total 30名 committee 3位",
            ),
            (
                "支部共有党员52人。支部委员会由7名委员组成，设书记1名、副书记1名。",
                "total 52人 committee 7名",
            ),
            ("支部现有党员30名，4名支委平均年龄65岁。", "total 30名 committee 4名"),
            // A sum that is none.
            ("支部现有退休党员27名、志愿者5名，共40名群众参加。", "total 27名"),
        ] {
            assert_eq!(said(text), is, "{text}");
        }
    }

    #[test]
    fn honours_are_told_as_people_tell_them() {
        for (text, is) in [
            ("支部2021年在全市工作会议上被表彰为“示范党支部”。", "“示范党支部”/市级/2021"),
            ("支部在2022年全县“七一”表彰大会上被授予“先进党支部”称号。", "“先进党支部”/县级/2022"),
            ("县委给支部颁发了“先进党支部”奖牌。", "“先进党支部”/县级/"),
            ("2021年，镇党委授予他们“先锋党支部”。", "“先锋党支部”/镇级/2021"),
            ("2023年，省档案局评我们是全省档案系统先进集体。", "全省档案系统先进集体/省级/2023"),
            (
                "墙上挂着县委授予的“先进党支部”、市委颁发的“示范党支部”。",
                "“先进党支部”/县级/ “示范党支部”/市级/",
            ),
            (
                "县里给过两回先进党支部，一回是2016年，一回是2021年。",
                "先进党支部/县级/2016 先进党支部/县级/2021",
            ),
            ("支部获集团公司“红旗党支部”（2022年）。", "“红旗党支部”//2022"),
            (
                "①2020.07 县委“先进党支部”\n②2022.07 市委“示范党支部”\n",
                "“先进党支部”/县级/2020 “示范党支部”/市级/2022",
            ),
            // What was sent is a gift, and what somebody is known for is no title.
            ("县教育局送来了“爱心包裹”。支部赢得了群众好评。", ""),
            ("支部被列入全县重点帮扶名单。", ""),
        ] {
            assert_eq!(said(text), is, "{text}");
        }
    }
}
