//! The facts of a story as labels and values, for whoever shows them elsewhere than on a page: an article for the
//! public account, a book, a poster.
//!
//! Entry points: [`facts`], [`Facts::rows`]. The labels are those of the forms that `import` reads.

use crate::date::PartialDate;
use crate::parse::profile::Profile;
use crate::render::story;
use crate::render::view::{
    ActivityView, BandView, BranchView, FormerNameView, HonourView, MembersView, SignoffView,
};
use crate::site::{Site, StoryId};

/// The facts of a story, worded; what the editor did not state is absent or empty.
#[derive(Debug, Clone)]
pub struct Facts<'s> {
    /// The branch.
    pub branch: BranchView<'s>,
    /// Its members.
    pub members: MembersView<'s>,
    /// Whether the age bands leave members out.
    pub bands_are_partial: bool,
    /// Its honours.
    pub honours: Vec<HonourView<'s>>,
    /// What it calls its ways of working.
    pub mechanisms: &'s [String],
    /// What it did.
    pub activities: Vec<ActivityView<'s>>,
    /// What it states of the fields that the office declares and shows: their labels and values.
    pub own: Vec<Row>,
    /// When the facts were true: `2023年12月`.
    pub as_of: Option<String>,
    /// Who made the story.
    pub signoff: Vec<SignoffView<'s>>,
}

/// A label and what stands beside it, a line for each value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 党员人数.
    pub label: &'static str,
    /// 22名.
    pub values: Vec<String>,
}

/// The label of [`Row`] beside which the age bands stand.
pub const AGES: &str = "年龄结构";
/// What stands below bands that do not hold all members.
pub const REST: &str = "其余未列";
/// All labels of [`Facts::rows`].
pub const LABELS: [&str; 17] = [
    "支部名称",
    "所属单位",
    "县区",
    "成立时间",
    "曾用名",
    "党员人数",
    "平均年龄",
    "班子成员",
    "离休党员",
    "退休党员",
    "在职党员",
    "女党员",
    AGES,
    "所获荣誉",
    "主要活动",
    "工作机制",
    "数据截至",
];
/// What stands before each value where a label has several, and they are lines.
pub const MARK: &str = "• ";
/// The heading above the facts.
pub const TITLE: &str = "支部概况";

/// The facts of a story.
pub fn facts(site: &Site, id: StoryId) -> Facts<'_> {
    let profile = &site.story(id).profile;
    Facts {
        branch: story::branch(site, id),
        members: story::members(&profile.members),
        bands_are_partial: profile.members.bands_are_partial,
        honours: profile.honours.iter().map(|honour| story::honour(site, honour)).collect(),
        mechanisms: &profile.mechanisms,
        activities: story::activities(&profile.activities),
        own: own(site, profile),
        as_of: profile.as_of.map(PartialDate::to_chinese),
        signoff: story::signoff(profile),
    }
}

fn own(site: &Site, profile: &Profile) -> Vec<Row> {
    let stated = profile.stated(&site.config.fields).filter(|(field, _)| field.is_shown);
    stated.map(|(field, value)| Row { label: &field.label, values: value.shown() }).collect()
}

impl Facts<'_> {
    /// All of them but the sign-off, in the order of a profile.
    pub fn rows(&self) -> Vec<Row> {
        let Self { branch, members, .. } = self;
        let one = |label, value: Option<String>| Row { label, values: value.into_iter().collect() };
        let part = |kind: &str| {
            members.parts.iter().find(|part| part.kind == kind).map(|part| part.text.clone())
        };
        let mut rows = vec![
            one("支部名称", Some(branch.name.to_owned())),
            one("所属单位", branch.unit.map(str::to_owned)),
            one("县区", branch.county.as_ref().map(|county| county.name.to_owned())),
            one("成立时间", branch.founded.clone()),
            Row { label: "曾用名", values: branch.former_names.iter().map(former).collect() },
            one("党员人数", members.total.clone()),
            one("平均年龄", members.average_age.clone()),
            one("班子成员", members.committee.clone()),
            one("离休党员", part("veteran")),
            one("退休党员", part("retired")),
            one("在职党员", part("serving")),
            one("女党员", part("women")),
            Row { label: AGES, values: self.ages() },
            Row { label: "所获荣誉", values: self.honours.iter().map(honour).collect() },
            Row { label: "主要活动", values: self.activities.iter().map(activity).collect() },
            Row { label: "工作机制", values: self.mechanisms.to_vec() },
        ];
        rows.extend(self.own.iter().cloned());
        rows.push(one("数据截至", self.as_of.clone()));
        rows.retain(|row| row.values.iter().any(|value| !value.is_empty()));
        rows
    }

    fn ages(&self) -> Vec<String> {
        let bands = self.members.age_bands.iter().map(band);
        let is_partial = self.bands_are_partial && !self.members.age_bands.is_empty();
        bands.chain(is_partial.then(|| REST.to_owned())).collect()
    }

    /// The sign-off, a line for each role.
    pub fn signed(&self) -> impl Iterator<Item = String> {
        self.signoff.iter().map(|line| {
            let mut by = line.by.join("、");
            by.extend(line.date.iter().map(|day| format!("（{day}）")));
            if line.role.is_empty() {
                format!("（{by}）")
            } else {
                format!("{}：{by}", line.role)
            }
        })
    }
}

/// What stands behind a value in brackets, or nothing.
fn aside(parts: &[Option<String>]) -> String {
    let parts: Vec<&str> =
        parts.iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { format!("（{}）", parts.join("，")) }
}

fn former(former: &FormerNameView<'_>) -> String {
    let until = former.until.as_ref().map(|until| format!("至{until}"));
    format!("{}{}", former.name, aside(&[until, former.reason.map(str::to_owned)]))
}

/// `70-79岁 5名`.
pub fn band(band: &BandView<'_>) -> String {
    format!("{} {}名", band.label, band.count)
}

/// `离退休干部先进集体（县级，2018年度）`.
pub fn honour(honour: &HonourView<'_>) -> String {
    let years = honour.years.map(|years| {
        if years.first == years.last {
            format!("{}年度", years.first)
        } else {
            format!("{}—{}年度", years.first, years.last)
        }
    });
    let level = honour.level.as_ref().map(|level| level.name.to_owned());
    let (batch, by) = (honour.batch.map(str::to_owned), honour.by.map(str::to_owned));
    format!("{}{}", honour.title, aside(&[level, years, batch, by]))
}

fn activity(activity: &ActivityView<'_>) -> String {
    let (since, note) = (activity.since.map(str::to_owned), activity.note.map(str::to_owned));
    format!("{} {}{}", activity.name, activity.text, aside(&[since, note]))
}
