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
mod age;
pub(crate) mod clause;
mod committee;
mod committee_named;
mod former;
mod founding;
mod honour;
mod level;
mod listed;
mod name;
mod parts;
mod sections;
mod shares;
mod text;
mod title;
mod total;
mod verbs;
mod window;
mod year;

pub use level::{is_authority, level_of_body, names_house};
pub use sections::{Slogan, slogans};
pub use shares::{Denied, denied};

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
            claims
        }
        Topic::Name => name::claims(text),
    }
}

fn in_order(mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| (claim.range.start, claim.range.end));
    claims
}
