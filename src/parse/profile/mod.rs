//! The facts of one branch: what the front matter of a profile says.
//!
//! Entry point: [`read`]. Absent is absent, never 0. Whether the facts fit each other and the
//! prose is `check/`'s matter.

mod activity;
mod award;
mod award_year;
mod bands;
mod former;
mod given;
mod group_keys;
mod groups;
mod honour;
pub mod keys;
pub mod list;
mod numbered;
mod own;
mod phrase;
mod picture;
mod place;
mod read;
mod signed;
mod tier;
mod value;

pub use own::{Clash, Own, OwnValue, Table, clashes};
pub use place::place_of;
pub use read::read;
pub(crate) use signed::SIGNOFF_ROLES;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::config::OwnField;
use crate::date::PartialDate;
use crate::picture::Focus;
use crate::quantity::{self, AgeRange, Quantity};

/// What the front matter of a profile says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The story's title.
    pub title: Option<Box<str>>,
    /// Publishing day.
    pub date: Option<Date>,
    /// Kept back until the editor is done.
    pub is_draft: bool,
    /// The first day on which it is no longer published.
    pub expires: Option<Date>,
    /// File stem of its series.
    pub series: Option<Box<str>>,
    /// Place inside the series.
    pub order: Option<u32>,
    /// When the facts were true.
    pub as_of: Option<PartialDate>,
    /// The cover picture, as written.
    pub cover: Option<Box<str>>,
    /// What the cover shows.
    pub cover_alt: Option<Box<str>>,
    /// The point of the cover that stays when it is cut.
    pub cover_focus: Focus,
    /// A recording of the text, as written.
    pub audio: Option<Box<str>>,
    /// The editor's own summary.
    pub summary: Option<Box<str>>,
    /// Tags in the editor's order.
    pub tags: Vec<String>,
    /// Former addresses of the page, as written.
    pub aliases: Vec<String>,
    /// The branch.
    pub branch: Branch,
    /// Its members.
    pub members: Members,
    /// Its honours, in the editor's order.
    pub honours: Vec<Honour>,
    /// What it calls its ways of working.
    pub mechanisms: Vec<String>,
    /// What it did, in the editor's order.
    pub activities: Vec<Activity>,
    /// Which section stands for which of the goods.
    pub sections: Vec<Section>,
    /// Who made the story.
    pub signoff: Vec<Signoff>,
    /// Rules silenced for this file.
    pub waivers: Vec<Waiver>,
    /// What stands behind keys that the office declares, in the file's order.
    pub own: Vec<Own>,
}

impl Profile {
    /// The value of a declared key.
    pub fn own(&self, name: &str) -> Option<&OwnValue> {
        self.own.iter().find(|own| own.name == name).map(|own| &own.value)
    }

    /// Those of the declared `fields` that it states, in their order.
    pub fn stated<'p>(
        &'p self,
        fields: &'p [&'static OwnField],
    ) -> impl Iterator<Item = (&'static OwnField, &'p OwnValue)> {
        fields.iter().filter_map(|field| Some((*field, self.own(&field.name)?)))
    }
}

/// The branch itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// Full name.
    pub name: Option<Box<str>>,
    /// The office it belongs to.
    pub unit: Option<Box<str>>,
    /// The county it lies in.
    pub county: Option<Box<str>>,
    /// When it was founded.
    pub founded: Option<PartialDate>,
    /// What it was called before.
    pub former_names: Vec<FormerName>,
}

/// A name that the branch no longer has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: Box<str>,
    /// When it was given up.
    pub until: Option<PartialDate>,
    /// Why.
    pub reason: Option<Box<str>>,
}

/// The members of a branch. Most stories state few of these numbers, so each is kept outside.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    /// How many.
    pub total: Option<Box<Quantity>>,
    /// Average age in years.
    pub average_age: Option<Box<Quantity>>,
    /// How many of which age.
    pub age_bands: Vec<AgeBand>,
    /// Whether the editor said that the bands do not cover all members.
    pub bands_are_partial: bool,
    /// Size of the committee.
    pub committee: Option<Box<Quantity>>,
    /// 离休.
    pub veteran: Option<Box<Quantity>>,
    /// 退休.
    pub retired: Option<Box<Quantity>>,
    /// 在职.
    pub serving: Option<Box<Quantity>>,
    /// 女.
    pub women: Option<Box<Quantity>>,
}

/// What a number of the members counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// All members.
    All,
    /// Their age, on average.
    Age,
    /// The committee.
    Committee,
    /// 离休, 退休 or 在职: parts that have no member in common.
    Part,
    /// 女: a part that lies across the others.
    Across,
}

/// A number that a profile may state of the members.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MemberCount<'m> {
    /// Its key in the schema: `members.total`.
    pub path: &'static str,
    /// What it counts.
    pub counted: Counted,
    /// The number, where it is stated.
    pub value: Option<&'m Quantity>,
}

impl Members {
    /// Every number that a profile may state of the members, in the order of the schema.
    pub fn counts(&self) -> [MemberCount<'_>; 7] {
        [
            ("members.total", Counted::All, &self.total),
            ("members.average_age", Counted::Age, &self.average_age),
            ("members.committee", Counted::Committee, &self.committee),
            ("members.veteran", Counted::Part, &self.veteran),
            ("members.retired", Counted::Part, &self.retired),
            ("members.serving", Counted::Part, &self.serving),
            ("members.women", Counted::Across, &self.women),
        ]
        .map(|(path, counted, value)| MemberCount {
            path,
            counted,
            value: value.as_deref(),
        })
    }

    /// Whether the bands hold every age, each once but for shared ends, so that their counts sum to all
    /// members. Where bands share an age (70-80 beside 80以上) each still counts its members once.
    pub fn bands_are_whole(&self) -> bool {
        let ranges: Vec<_> = self.age_bands.iter().map(|band| band.range).collect();
        !self.bands_are_partial && quantity::tiles(&ranges).is_exhaustive()
    }
}

/// How many members of one age.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgeBand {
    /// As written: `69岁及以下`.
    pub label: Box<str>,
    /// The ages it means, both ends included.
    pub range: AgeRange,
    /// Members in it.
    pub count: u32,
}

/// A title that was awarded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Honour {
    /// What was awarded.
    pub title: Box<str>,
    /// 县级, 市级 …, as written.
    pub level: Option<Box<str>>,
    /// First and last year, the same for one year.
    pub years: Option<(i16, i16)>,
    /// 第三批.
    pub batch: Option<Box<str>>,
    /// Who awarded it.
    pub by: Option<Box<str>>,
}

/// Something the branch did, with its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// What.
    pub name: Box<str>,
    /// How often, how much, as written in the story.
    pub count: Quantity,
    /// From when on.
    pub since: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
}

/// Which goods a section of the story stands for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// The section's heading.
    pub title: Box<str>,
    /// Names from the scheme in `site.yaml`.
    pub goods: Vec<String>,
}

/// One line of the sign-off.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Signoff {
    /// 整理, 供稿 …; empty where the editor gave none.
    pub role: Box<str>,
    /// Offices or persons.
    pub by: Vec<String>,
    /// The day on which it was done, or as much of it as was written.
    pub date: Option<PartialDate>,
}

/// A rule silenced for one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Waiver {
    /// The rule's id.
    pub rule: Box<str>,
    /// Why.
    pub reason: Box<str>,
}
