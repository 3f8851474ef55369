//! Facts of a branch that a story tells, each with how sure it is. What is not sure becomes a question, never a fact.
//!
//! Entry point: [`read`]. What a text says is [`crate::claims`]' matter, the same that `check` holds against the facts
//! later; here claims become facts or questions.

mod activity;
mod asked;
mod card;
mod form;
mod mechanism_none;
mod mechanism_numbers;
mod mechanism_rows;
mod mechanism_rules;
mod mechanism_turns;
mod mechanism_words;
mod mechanisms;
mod name;
mod table;
mod told;
mod typed;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::claims::What;
use crate::config::OwnField;
use crate::import::draft::{Block, Draft, FormRow, Paragraph};

/// What a story tells of its branch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Fields with one value each, by path.
    pub fields: Vec<Fact>,
    /// Former names of the branch.
    pub former: Vec<Former>,
    /// Whether the bands leave members out.
    pub bands_are_partial: bool,
    /// Age bands as written, with their counts.
    pub bands: Vec<(String, String)>,
    /// Honours.
    pub honours: Vec<Honour>,
    /// What the branch calls its ways of working.
    pub mechanisms: Vec<String>,
    /// What it did.
    pub activities: Vec<Activity>,
    /// Facts of the keys that the office declares: key, and one value or several.
    pub own: Vec<(String, Vec<String>)>,
    /// Rows of a form that have no field.
    pub rest: Vec<FormRow>,
    /// What the editor is asked.
    pub doubts: Vec<Doubt>,
}

/// A value that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field's path: `members.total`.
    pub path: &'static str,
    /// The value as written.
    pub value: String,
}

/// A former name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Former {
    /// The name.
    pub name: String,
    /// When it was given up, as written.
    pub until: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A title that was awarded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Honour {
    /// What was awarded.
    pub title: String,
    /// 县级.
    pub level: Option<String>,
    /// First and last year, the same for one year.
    pub years: Option<(i16, i16)>,
    /// 第三批.
    pub batch: Option<String>,
    /// Who awarded it.
    pub by: Option<String>,
}

/// Something the branch did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// What.
    pub name: String,
    /// How much, as written.
    pub count: String,
    /// Since when, as written.
    pub since: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A question for the editor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// Where the value would stand: `members.total`, `activities`.
    pub path: &'static str,
    /// What it may be, and why it is not sure, in Chinese as it stands in the profile.
    pub text: String,
}

impl Facts {
    /// The value of a field.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.fields.iter().find(|fact| fact.path == path).map(|fact| fact.value.as_str())
    }

    /// How many fields are filled in; each entry of a list is one.
    pub fn filled(&self) -> usize {
        let lists =
            self.honours.len() + self.activities.len() + self.mechanisms.len() + self.former.len();
        self.fields.len() + self.own.len() + usize::from(!self.bands.is_empty()) + lists
    }

    /// Fills in a field that is still empty.
    pub(super) fn fill(&mut self, path: &'static str, value: impl Into<String>) {
        if self.get(path).is_none() {
            self.fields.push(Fact { path, value: value.into() });
        }
    }

    /// Asks about a field.
    pub(super) fn ask(&mut self, path: &'static str, text: impl Into<String>) {
        self.doubts.push(Doubt { path, text: text.into() });
    }
}

/// The paragraphs of a story as one text, with the way back to them.
struct Prose {
    text: String,
    /// Where each paragraph begins, and its place in the file.
    starts: Vec<(usize, usize)>,
}

impl Prose {
    /// `rows` are those of a form that hold no field: 获奖情况.
    fn of(draft: &Draft, rows: &[FormRow]) -> Self {
        let mut prose = Self { text: String::new(), starts: Vec::new() };
        for block in &draft.blocks {
            match block {
                // A heading says of what the lines below are: 所获荣誉.
                Block::Heading(heading) => prose.push(&heading.text, heading.nth),
                Block::Paragraph(paragraph) => prose.push(&paragraph.text(), paragraph.nth),
                Block::List(items) => {
                    for item in items {
                        let paragraph = Paragraph { runs: item.runs.clone(), nth: 0 };
                        prose.push(&paragraph.text(), 0);
                    }
                }
                Block::Table(rows) => {
                    if let Some(told) = table::told(rows) {
                        prose.push(&told, 0);
                    }
                }
                Block::Photo(_) => {}
            }
        }
        for row in rows {
            prose.push(&format!("{}：{}", row.label, row.value), 0);
        }
        prose
    }

    fn push(&mut self, text: &str, nth: usize) {
        self.starts.push((self.text.len(), nth));
        self.text += &apart(&curled(&typed::plain(text)));
        self.text.push('\n');
    }

    /// The place in the file of a byte, as the editor is told: 第4段, or 表格.
    fn place(&self, at: usize) -> String {
        let next = self.starts.partition_point(|(start, _)| *start <= at);
        match next.checked_sub(1).map_or(0, |found| self.starts[found].1) {
            0 => "表格或列表".to_owned(),
            nth => format!("第{nth}段"),
        }
    }
}

/// A paragraph with a mark for each small picture, which parts what stands on either side: 🏆2022年…🏆2023年….
fn apart(text: &str) -> Cow<'_, str> {
    let is_picture =
        |c: char| matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}');
    if !text.contains(is_picture) {
        return Cow::Borrowed(text);
    }
    let parts: Vec<&str> = text.split(is_picture).filter(|part| !part.trim().is_empty()).collect();
    Cow::Owned(parts.join("；"))
}

/// A paragraph whose straight or angular quotation marks, in pairs, are those that names of honours and teams are looked for in.
fn curled(text: &str) -> Cow<'_, str> {
    const STRAIGHT: [char; 3] = ['"', '＂', '〝'];
    let count = text.chars().filter(|c| STRAIGHT.contains(c)).count();
    let has_corners = text.contains(['「', '」', '『', '』']);
    if (count == 0 || count % 2 == 1) && !has_corners {
        return Cow::Borrowed(text);
    }
    let mut is_open = false;
    let curl = |c: char| match c {
        '「' | '『' => '“',
        '」' | '』' => '”',
        c if STRAIGHT.contains(&c) && count % 2 == 0 => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        c => c,
    };
    Cow::Owned(text.chars().map(curl).collect())
}

/// Reads the facts of a draft; `fields` are the keys that the office declares.
pub fn read(draft: &Draft, fields: &[&'static OwnField]) -> Facts {
    let mut facts = Facts::default();
    form::read(draft, fields, &mut facts);
    for title in &draft.meta.honours {
        facts.honours.push(Honour { title: title.clone(), ..Honour::default() });
    }
    let given = facts.clone();
    let prose = Prose::of(draft, &facts.rest);
    let claims = crate::claims::of(&prose.text);
    name::read(draft, &claims, &prose.text, &mut facts);
    told::read(&prose, &claims, &mut facts);
    ways(draft, &mut facts);
    let filled: HashSet<&str> = facts.fields.iter().map(|fact| fact.path).collect();
    facts
        .doubts
        .retain(|doubt| !(doubt.text.ends_with(form::OF_FORM) && filled.contains(doubt.path)));
    // Each question once; a file of 10 MB asks a hundred thousand.
    let mut asked = HashSet::new();
    facts.doubts.retain(|doubt| asked.insert(doubt.clone()));
    // 入选全市“最美银龄团队” is an honour.
    let branch = facts.get("branch.name").unwrap_or_default().to_owned();
    let Facts { mechanisms, honours, .. } = &mut facts;
    mechanisms.retain(|name| {
        let quoted = format!("“{name}”");
        let is_asked = claims.iter().any(
            |claim| matches!(&claim.what, What::Honour(one) if one.title.contains(&quoted) || one.title == *name),
        );
        !is_asked
            && !honours.iter().any(|one| one.title == *name || one.title.contains(&quoted))
            && !branch.contains(&quoted)
    });
    // A list that a form gives is whole.
    let Facts { bands, honours, activities, mechanisms, former, .. } = given;
    let wholes = [
        ("members.age_bands", !bands.is_empty()),
        ("honours", !honours.is_empty()),
        ("activities", !activities.is_empty()),
        ("mechanisms", !mechanisms.is_empty()),
        ("branch.former_names", !former.is_empty()),
    ];
    facts.doubts.retain(|doubt| !wholes.contains(&(doubt.path, true)));
    whole(bands, &mut facts.bands);
    whole(honours, &mut facts.honours);
    whole(activities, &mut facts.activities);
    whole(mechanisms, &mut facts.mechanisms);
    whole(former, &mut facts.former);
    facts
}

/// Reads what the branch calls its ways of working: of headings, titles, the text, and the rows that no field takes.
fn ways(draft: &Draft, facts: &mut Facts) {
    let listed = mechanism_rows::listed_names(&draft.prose());
    for (nth, block) in draft.blocks.iter().enumerate() {
        if let Block::Heading(heading) = block {
            mechanism_rows::read_opening(&curled(&heading.text), &listed, &mut facts.mechanisms);
            let next = draft.blocks.get(nth + 1);
            let below = next.and_then(|next| {
                if let Block::Paragraph(text) = next { Some(text.text()) } else { None }
            });
            mechanisms::read_heading(
                &curled(&heading.text),
                &curled(&below.unwrap_or_default()),
                &mut facts.mechanisms,
            );
        }
    }
    for title in [&draft.meta.title, &draft.subtitle].into_iter().flatten() {
        mechanisms::read_title(&curled(title), &mut facts.mechanisms);
    }
    for paragraph in draft.prose() {
        let text = paragraph.text();
        mechanisms::read(&curled(&text), &mut facts.mechanisms);
        // “我们还有一本‘心愿簿’。”: what somebody says has its own marks inside.
        for inner in speech(&text) {
            mechanisms::read(&inner, &mut facts.mechanisms);
        }
        mechanism_rows::read_opening(&curled(&text), &listed, &mut facts.mechanisms);
        mechanism_rows::read_line(&curled(&text), &mut facts.mechanisms);
        mechanism_rows::read_point(&text, &mut facts.mechanisms);
    }
    let ends = mechanism_numbers::ends(&facts.mechanisms);
    let known: HashSet<String> = facts.mechanisms.iter().cloned().collect();
    let mut counted = Vec::new();
    for paragraph in draft.prose() {
        counted.extend(mechanism_numbers::counted_by_others(&curled(&paragraph.text()), &ends));
    }
    let mut told = known;
    facts.mechanisms.extend(counted.into_iter().filter(|name| told.insert(name.clone())));
    for row in &facts.rest {
        mechanism_rows::read_row(&row.label, &curled(&row.value), &mut facts.mechanisms);
    }
}

/// What is said in a text and has marks of its own inside, with those as the outer ones.
fn speech(text: &str) -> Vec<String> {
    /// A shorter quotation is a name: “全省‘银龄行动’优秀团队”.
    const SHORTEST: usize = 16;
    if !text.contains('‘') {
        return Vec::new();
    }
    let quoted = text.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
    let said = quoted.map(|(said, _)| said);
    let said = said.filter(|said| said.contains('‘') && said.chars().count() > SHORTEST);
    said.map(|said| said.replace('‘', "“").replace('’', "”")).collect()
}

fn whole<T>(given: Vec<T>, list: &mut Vec<T>) {
    if !given.is_empty() {
        *list = given;
    }
}
