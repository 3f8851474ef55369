//! Counts of a roster: how many, how old, how long — and nothing of anybody.
//!
//! Entry point: [`count`].

use std::collections::BTreeMap;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::date::PartialDate;
use crate::import::report::{At, Note};
use crate::import::roster::birth::{self, Fault};
use crate::import::roster::cells::{Rows, Value, bare};
use crate::import::roster::header::{self, Column, Header};
use crate::import::roster::{Counts, Question};
use crate::locale::Message;
use crate::quantity;

/// Words of rows that sum up, and of those below the roster.
const SUMS: [&str; 4] = ["合计", "总计", "小计", "共计"];
const FOOTERS: [&str; 8] = ["填表", "审核", "制表", "填报", "注：", "说明", "备注：", "负责人"];
const GONE: [(&str, &[&str]); 2] = [
    ("roster-dead", &["已故", "去世", "逝世", "病故", "死亡"]),
    ("roster-moved", &["转出", "调出", "迁出", "已转", "转走"]),
];
/// Years in the party that are counted.
const LONG: u8 = 50;

/// Which members a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Category {
    Veteran,
    Retired,
    Serving,
}

/// What is kept of a member while counting.
struct Member {
    row: u32,
    born: Option<PartialDate>,
    is_woman: Option<bool>,
    age: Option<u8>,
    category: Option<Category>,
    joined: Option<PartialDate>,
    has_office: bool,
}

struct Reader<'r> {
    rows: &'r Rows,
    header: &'r Header,
    question: &'r Question,
    as_of: Date,
    is_1904: bool,
    /// Whether women are marked behind their names.
    marks_women: bool,
    notes: Vec<Note>,
}

/// Counts the members of a sheet.
pub(super) fn count(
    rows: &Rows,
    header: &Header,
    question: &Question,
    as_of: Date,
    is_1904: bool,
) -> Counts {
    let mut reader =
        Reader { rows, header, question, as_of, is_1904, marks_women: false, notes: Vec::new() };
    reader.marks_women = reader.finds_marked_women();
    let members = reader.members();
    reader.sum_up(&members)
}

impl Reader<'_> {
    fn cell(&self, row: u32, column: Column) -> Option<&Value> {
        self.rows.get(&row)?.get(self.header.columns.get(&column)?)
    }

    /// The cell of a date, put together where its parts stand in columns of their own.
    fn day(&self, row: u32, column: Column) -> Option<Value> {
        let own = self.cell(row, column)?;
        let Some(has_day) = self.header.parted.get(&column) else { return Some(own.clone()) };
        let at = *self.header.columns.get(&column)?;
        let part = |more: u32| bare(self.rows.get(&row).and_then(|cells| cells.get(&(at + more))));
        let parts = (0..if *has_day { 3 } else { 2 }).map(part).filter(|part| !part.is_empty());
        Some(Value::Text(parts.collect::<Vec<_>>().join(".")))
    }

    fn tell(&mut self, row: u32, id: &'static str) {
        self.notes.push(Note::at(At::Row(row as usize), Message::new(id)));
    }

    fn members(&mut self) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut group = self.group_above();
        // Who stands there already: name and birth, kept while counting and never told.
        let mut known: BTreeMap<(String, String), u32> = BTreeMap::new();
        let below: Vec<u32> = self.rows.range(self.header.row + 1..).map(|(row, _)| *row).collect();
        for row in below {
            let cells = &self.rows[&row];
            let first = cells.values().next().map(|value| bare(Some(value))).unwrap_or_default();
            let name = bare(self.cell(row, Column::Name));
            // The headers again, as at the top of each page or of each group.
            if header::is_name(&name) {
                continue;
            }
            if SUMS.iter().any(|word| first.contains(word) || name.contains(word)) {
                self.tell(row, "roster-sum");
            } else if cells.len() <= 2
                && category(&first).is_some()
                && self.cell(row, Column::Birth).is_none()
            {
                group = category(&first);
            } else if let [title] = &*cells.values().collect::<Vec<_>>()
                && is_title(&bare(Some(title)))
            {
                self.tell(row, "roster-title");
            } else if name.is_empty() || FOOTERS.iter().any(|word| first.starts_with(word)) {
                if cells.len() > 1 && self.cell(row, Column::Birth).is_some() {
                    self.tell(row, "roster-no-name");
                }
            } else if let Some(id) = self.gone(row) {
                self.tell(row, id);
            } else {
                let born = bare(self.cell(row, Column::Birth).or(self.cell(row, Column::Identity)));
                if known.insert((name, born), row).is_some() {
                    self.tell(row, "roster-twice");
                }
                members.push(self.member(row, group));
            }
        }
        members
    }

    /// 一、离休干部 right above the headers.
    fn group_above(&self) -> Option<Category> {
        let (_, cells) = self.rows.range(..self.header.first).next_back()?;
        let first = cells.values().next().map(|value| bare(Some(value)))?;
        category(&first).filter(|_| cells.len() <= 2)
    }

    /// Whether names say which are those of women, and no column does.
    fn finds_marked_women(&self) -> bool {
        let has = |column| self.header.columns.contains_key(&column);
        let Some(name) = self.header.columns.get(&Column::Name) else { return false };
        let mut names = self.rows.range(self.header.row + 1..).map(|(_, cells)| cells.get(name));
        !has(Column::Sex)
            && !has(Column::Woman)
            && !has(Column::Man)
            && names.any(|name| is_marked_woman(&bare(name)))
    }

    fn gone(&self, row: u32) -> Option<&'static str> {
        let remark = bare(self.cell(row, Column::Remark));
        let kind = bare(self.cell(row, Column::Category));
        let has =
            |words: &[&str]| words.iter().any(|word| remark.contains(word) || kind.contains(word));
        let is_other = is_other(&bare(self.cell(row, Column::Party)));
        let gone = GONE.iter().find(|(_, words)| has(words)).map(|(id, _)| *id);
        gone.or(is_other.then_some("roster-other-party"))
    }

    fn member(&mut self, row: u32, group: Option<Category>) -> Member {
        let (born, from_identity) = self.born(row);
        let sex = bare(self.cell(row, Column::Sex));
        let is_woman = if sex.contains('女') {
            Some(true)
        } else if sex.contains('男') {
            Some(false)
        } else if !bare(self.cell(row, Column::Woman)).is_empty() {
            Some(true)
        } else if !bare(self.cell(row, Column::Man)).is_empty() {
            Some(false)
        } else {
            // Who marks the women leaves the men without a mark.
            from_identity.or_else(|| {
                self.marks_women.then(|| is_marked_woman(&bare(self.cell(row, Column::Name))))
            })
        };
        let joined = self.day(row, Column::Joined).and_then(|value| self.joined(&value));
        let office = bare(self.cell(row, Column::Office));
        // 退休 alone in the column of remarks says it as well.
        let remark = bare(self.cell(row, Column::Remark));
        let of_remark = || category(&remark).filter(|_| remark.chars().count() <= 6);
        let own = category(&bare(self.cell(row, Column::Category))).or_else(of_remark);
        let mut age = born.and_then(|born| birth::years(born, self.as_of));
        if born.is_some() && age.is_none() {
            self.tell(row, "roster-bad-birth");
        }
        if born.is_none() && !self.has_births() {
            age = match self.cell(row, Column::Age) {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "between 1 and 130"
                )]
                Some(Value::Number(age)) if (1.0..130.0).contains(age) => Some(*age as u8),
                Some(Value::Text(text)) => age_of(text),
                Some(_) | None => None,
            };
        }
        let has_office = is_office(&office) || is_marked(&bare(self.cell(row, Column::Committee)));
        Member { row, born, is_woman, age, category: own.or(group), joined, has_office }
    }

    /// When somebody joined: 80.7 is 1980, 05.7 is 2005.
    fn joined(&self, value: &Value) -> Option<PartialDate> {
        let date = birth::date(value, self.is_1904).ok()?;
        let later = PartialDate::new(date.year() + 100, date.month(), date.day()).ok();
        let is_short = birth::has_short_year(value) && date.year() + 100 <= self.as_of.year();
        if is_short { later } else { Some(date) }
    }

    fn has_births(&self) -> bool {
        [Column::Birth, Column::Identity]
            .iter()
            .any(|column| self.header.columns.contains_key(column))
    }

    /// The day of birth, and whether a resident number is a woman's.
    fn born(&mut self, row: u32) -> (Option<PartialDate>, Option<bool>) {
        let identity = self.cell(row, Column::Identity).map(birth::of_identity);
        let own = self.day(row, Column::Birth).map(|value| birth::date(&value, self.is_1904));
        let is_woman = identity.and_then(Result::ok).map(|(_, is_woman)| is_woman);
        let from_identity = identity.map(|found| found.map(|(born, _)| born));
        let found = match (own, from_identity) {
            (Some(Ok(own)), _) => return (Some(own), is_woman),
            (_, Some(Ok(born))) => return (Some(born), is_woman),
            (Some(Err(fault)), _) | (None, Some(Err(fault))) => Some(fault),
            (None, None) => None,
        };
        let id = match found {
            Some(Fault::Impossible) => "roster-bad-birth",
            Some(Fault::Ambiguous) => "roster-ambiguous-birth",
            Some(Fault::Rounded) => "roster-rounded",
            Some(Fault::CheckDigit) => "roster-check-digit",
            None if self.has_births() => "roster-no-birth",
            None => return (None, is_woman),
        };
        self.tell(row, id);
        (None, is_woman)
    }

    fn sum_up(mut self, members: &[Member]) -> Counts {
        self.tell_borders(members);
        let ages: Vec<u8> = members.iter().filter_map(|member| member.age).collect();
        let has = |column: Column| self.header.columns.contains_key(&column);
        let of = |category: Category| {
            members.iter().filter(|member| member.category == Some(category)).count()
        };
        // Of some of the members alone no count is right.
        let categories = members.iter().filter(|member| member.category.is_some()).count();
        let has_categories = categories > 0 && categories == members.len();
        if categories > 0 && !has_categories {
            self.tell_share("roster-categories", categories, members);
        }
        let sexes: Vec<bool> = members.iter().filter_map(|member| member.is_woman).collect();
        let joined: Vec<u8> = members
            .iter()
            .filter_map(|member| birth::years_in_party(member.joined?, self.as_of))
            .collect();
        let long = joined.iter().filter(|years| **years >= LONG).count();
        if has(Column::Joined) && joined.len() < members.len() {
            self.tell_share("roster-joined", joined.len(), members);
        }
        if ages.len() < members.len() {
            self.tell_share("roster-partial", ages.len(), members);
        }
        if !sexes.is_empty() && sexes.len() < members.len() {
            self.tell_share("roster-sexes", sexes.len(), members);
        }
        let branch = |member: &Member| bare(self.cell(member.row, Column::Branch));
        let mut branches: Vec<String> = members.iter().map(branch).collect();
        branches.retain(|name| !name.is_empty());
        branches.sort_unstable();
        branches.dedup();
        if branches.len() > 1 {
            let message = Message::new("roster-branches").count("count", branches.len());
            self.notes.push(Note::new(message));
        }
        if has(Column::Age) && (self.has_births() || !ages.is_empty()) {
            self.notes.push(Note::new(Message::new(if self.has_births() {
                "roster-age-unused"
            } else {
                "roster-age-used"
            })));
        }
        if has(Column::Identity) || has(Column::Telephone) || has(Column::Home) {
            self.notes.push(Note::new(Message::new("roster-private")));
        }
        Counts {
            as_of: self.as_of,
            total: members.len(),
            women: (!sexes.is_empty()).then(|| sexes.iter().filter(|is_woman| **is_woman).count()),
            veteran: has_categories.then(|| of(Category::Veteran)),
            retired: has_categories.then(|| of(Category::Retired)),
            serving: has_categories.then(|| of(Category::Serving)),
            committee: (has(Column::Office) || has(Column::Committee))
                .then(|| members.iter().filter(|member| member.has_office).count()),
            average: average(&ages),
            bands: self.bands(&ages),
            is_partial: ages.len() < members.len(),
            long: has(Column::Joined).then_some(long),
            notes: self.notes,
        }
    }

    /// Of how many of the members something is known.
    fn tell_share(&mut self, id: &'static str, known: usize, members: &[Member]) {
        let message = Message::new(id).count("known", known).count("total", members.len());
        self.notes.push(Note::new(message));
    }

    /// Whose band depends on the day of a month of which the roster has no day.
    fn tell_borders(&mut self, members: &[Member]) {
        for member in members {
            let Some((born, age)) = member.born.zip(member.age) else { continue };
            let is_open = born.day().is_none()
                && born.month() == Some(self.as_of.month())
                && self.as_of != self.as_of.last_of_month();
            if is_open && self.question.bands.contains(&age.saturating_sub(1)) {
                self.tell(member.row, "roster-border");
            }
        }
    }

    fn bands(&self, ages: &[u8]) -> Vec<(String, usize)> {
        if ages.is_empty() {
            return Vec::new();
        }
        let mut bands = Vec::new();
        let mut from = 0;
        for end in &self.question.bands {
            let label =
                if from == 0 { format!("{end}岁及以下") } else { format!("{from}-{end}岁") };
            bands.push((label, ages.iter().filter(|age| (from..=*end).contains(*age)).count()));
            from = end.saturating_add(1);
        }
        bands.push((format!("{from}岁以上"), ages.iter().filter(|age| **age >= from).count()));
        bands
    }
}

/// 79, ７９岁, 七十九周岁.
fn age_of(text: &str) -> Option<u8> {
    let plain: String = text.nfkc().collect();
    let years = quantity::parse_quantity(plain.trim()).ok()?.exact_whole()?;
    u8::try_from(years).ok().filter(|years| (1..130).contains(years))
}

/// Whether a name says in brackets that it is a woman's, as lists of an office do: 示例乙（女）, 示例丁（女，回族）.
fn is_marked_woman(name: &str) -> bool {
    let inside = name.split_once(['（', '(']).map_or("", |(_, inside)| inside);
    inside.contains('女')
}

/// Whether somebody is no member of the party: 群众, 民盟盟员, 否; not 中共预备党员.
fn is_other(party: &str) -> bool {
    let is_member = ["党员", "中共"].iter().any(|word| party.contains(word))
        || ["是", "√", "✓", "1"].contains(&party);
    !party.is_empty() && (!is_member || party.contains('非'))
}

/// Whether somebody is of the committee: 支部书记, 支委, 组织委员; not 原县委书记.
fn is_office(office: &str) -> bool {
    const OTHERS: [&str; 11] =
        ["县委", "市委", "省委", "区委", "乡党委", "镇党委", "村", "团委", "纪委", "总支", "局"];
    let is_named = ["书记", "委员", "支委"].iter().any(|word| office.contains(word));
    let is_past = office.starts_with(['原', '前']) || office.contains("曾任");
    let is_other = !office.contains("支部") && OTHERS.iter().any(|word| office.contains(word));
    is_named && !is_past && !is_other
}

/// Whether a cell says yes: 是, √, 组织委员; not 否 or ×.
fn is_marked(cell: &str) -> bool {
    const NO: [&str; 10] = ["否", "不是", "无", "非", "×", "✗", "N", "0", "/", "-"];
    !cell.is_empty() && !NO.contains(&cell)
}

/// 第二党小组, 三、离退休干部（12人）: the only cell of a row, which names no person.
fn is_title(text: &str) -> bool {
    const WORDS: [&str; 8] = ["组", "支部", "党员", "干部", "离休", "退休", "在职", "名单"];
    text.chars().count() > 5
        || WORDS.iter().any(|word| text.contains(word))
        || text.contains(|c: char| c.is_ascii_digit() || "、（(第：:".contains(c))
}

fn category(text: &str) -> Option<Category> {
    if text.contains("离退休") || text.chars().count() > 8 {
        None
    } else if text.contains("离休") {
        Some(Category::Veteran)
    } else if text.contains("退休") || text.contains("退职") {
        Some(Category::Retired)
    } else if text.contains("在职") {
        Some(Category::Serving)
    } else {
        None
    }
}

/// With one decimal, half up.
fn average(ages: &[u8]) -> Option<String> {
    let sum: usize = ages.iter().map(|age| usize::from(*age)).sum();
    let tenths = (sum * 20 + ages.len()).checked_div(ages.len() * 2)?;
    Some(if tenths.is_multiple_of(10) {
        format!("{}", tenths / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}
