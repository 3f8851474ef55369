//! Rosters of members in Excel: only counts come out, never a cell of a person.
//!
//! Entry points: [`read`] counts, [`into_profile`] puts counts into a profile.

mod birth;
mod cells;
mod count;
mod header;
mod open_sheet;
mod profile;
mod sheet;

pub use profile::into_profile;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::date::{self, PartialDate};
use crate::import::package::{Content, Package};
use crate::import::refusal::{MAX_FILE, Refusal, Way};
use crate::import::report::Note;
use crate::import::roster::cells::{Rows, Span, Value, bare};
use crate::import::roster::header::Header;
use crate::import::roster::sheet::Book;
use crate::locale::Message;

/// What is asked of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The day up to which is counted; the roster's own where none is given.
    pub as_of: Option<Date>,
    /// The sheet, where there are several.
    pub sheet: Option<String>,
    /// The oldest age of each band but the last.
    pub bands: Vec<u8>,
}

/// What comes out of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// The day up to which was counted.
    pub as_of: Date,
    /// Members.
    pub total: usize,
    /// Women, of those whose sex is known.
    pub women: Option<usize>,
    /// 离休, where the roster tells.
    pub veteran: Option<usize>,
    /// 退休.
    pub retired: Option<usize>,
    /// 在职.
    pub serving: Option<usize>,
    /// Members of the committee.
    pub committee: Option<usize>,
    /// Average age in years with one decimal.
    pub average: Option<String>,
    /// Age bands with their counts.
    pub bands: Vec<(String, usize)>,
    /// Whether somebody's age is not known.
    pub is_partial: bool,
    /// Members for fifty years and more.
    pub long: Option<usize>,
    /// What the editor is told; rows are named by number alone.
    pub notes: Vec<Note>,
}

/// Counts a roster.
///
/// # Errors
/// Why it cannot be counted.
pub fn read(bytes: &[u8], question: &Question) -> Result<Counts, Refusal> {
    if !question.bands.is_sorted() || question.bands.is_empty() || question.bands.contains(&0) {
        return Err(Refusal::Bands);
    }
    if bytes.len() as u64 > MAX_FILE {
        return Err(Refusal::FileTooLarge);
    }
    let kind = super::kind::Kind::of(bytes).map_err(of_roster)?;
    if kind != super::kind::Kind::Archive {
        return Err(Refusal::NoSpreadsheet);
    }
    let mut package = Package::open(bytes)?;
    let book = match package.content().map_err(of_roster)? {
        Content::Document(_) => return Err(Refusal::NoSpreadsheet),
        Content::Spreadsheet => {
            // The reader of spreadsheets keeps no limits itself.
            package.measure()?;
            Book::Excel(bytes)
        }
        Content::OpenSheet => Book::Open(open_sheet::read(&mut package)?),
    };
    let sheets = book.sheets()?;
    let Sheet { rows, header, hidden } = chosen(&book, &sheets.shown, question.sheet.as_deref())?;
    if header.is_double {
        return Err(Refusal::SideBySide);
    }
    let as_of = question.as_of.or_else(|| day_of(&rows, &header)).ok_or(Refusal::NoDay)?;
    let mut counts = count::count(&rows, &header, question, as_of, sheets.is_1904);
    if question.sheet.is_none() && sheets.shown.len() > 1 {
        let message = Message::new("roster-other-sheets").count("count", sheets.shown.len() - 1);
        counts.notes.push(Note::new(message));
    }
    if sheets.hidden > 0 {
        let message = Message::new("roster-hidden").count("count", sheets.hidden);
        counts.notes.push(Note::new(message));
    }
    if !hidden.is_empty() {
        let mut runs = places(&hidden);
        let more = runs.split_off(runs.len().min(MOST_PLACES)).len();
        let message = Message::new("roster-hidden-rows")
            .count("count", hidden.len())
            .text("rows", runs.join("、"))
            .count("more", more);
        counts.notes.push(Note::new(message));
    }
    counts.notes.sort_by_key(|note| note.at);
    Ok(counts)
}

/// The most places of hidden rows that are told.
const MOST_PLACES: usize = 20;

/// 3 and 5-9: rows by number, those in a row together.
fn places(rows: &[u32]) -> Vec<String> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    let runs = rows.chunk_by(|one, next| one + 1 == *next);
    let told = runs.map(|run| match (run.first(), run.last()) {
        (Some(first), Some(last)) if first < last => format!("{first}-{last}"),
        _ => run.iter().map(u32::to_string).collect(),
    });
    told.collect()
}

/// A file that is no spreadsheet of today, by what is to be done with a roster.
fn of_roster(refusal: Refusal) -> Refusal {
    let is_other =
        matches!(refusal, Refusal::NoDocument | Refusal::Bundle(_) | Refusal::OldDocument)
            || matches!(refusal, Refusal::Foreign(_, way) if way != Way::SaveAsSheet);
    if is_other { Refusal::NoSpreadsheet } else { refusal }
}

/// A sheet that is a roster.
struct Sheet<'b> {
    rows: Cow<'b, Rows>,
    header: Header,
    /// The rows below the headers that are not shown, by number from 1; they are counted all the same.
    hidden: Vec<u32>,
}

/// The sheet that is asked for, or the only one that is a roster.
fn chosen<'b>(
    book: &'b Book<'_>,
    shown: &[String],
    asked: Option<&str>,
) -> Result<Sheet<'b>, Refusal> {
    let read = |name: &String| -> Result<Option<Sheet<'b>>, Refusal> {
        let mut rows = book.rows(name)?;
        let Some(header) = header::find(&rows) else { return Ok(None) };
        let layout = book.layout(name)?;
        let is_shared = |column: u32| {
            header.columns.iter().any(|(kind, own)| *own == column && kind.is_shared())
        };
        for span in layout.merged.iter().filter(|one| one.rows.0 > header.row) {
            if is_shared(span.column) {
                fill_down(&mut rows, *span);
            }
        }
        let hidden = layout.hidden_rows.iter().copied();
        let hidden = hidden.filter(|row| *row > header.row && rows.contains_key(row)).collect();
        Ok(Some(Sheet { rows, header, hidden }))
    };
    if let Some(asked) = asked {
        let name = shown.iter().find(|name| *name == asked).ok_or(Refusal::NoSheet)?;
        return read(name)?.ok_or_else(|| missing(book, std::slice::from_ref(name)));
    }
    let mut found = None;
    for name in shown {
        if let Some(roster) = read(name)? {
            if found.is_some() {
                return Err(Refusal::Sheets(shown.to_vec()));
            }
            found = Some(roster);
        }
    }
    found.ok_or_else(|| missing(book, shown))
}

/// 退休 in a cell that is merged over the rows of several members is said of each. A long text is none of them, and would be long in
/// every row.
fn fill_down(rows: &mut Cow<'_, Rows>, Span { column, rows: (first, last) }: Span) {
    const LONGEST: usize = 100;
    let value = rows.get(&first).and_then(|cells| cells.get(&column)).cloned();
    let is_short = |value: &Value| match value {
        Value::Text(text) => text.len() <= LONGEST,
        Value::Number(_) | Value::Date(..) => true,
    };
    let Some(value) = value.filter(is_short) else { return };
    for (_, cells) in rows.to_mut().range_mut(first.saturating_add(1)..=last) {
        cells.entry(column).or_insert_with(|| value.clone());
    }
}

/// Why none of the sheets is a roster.
fn missing(book: &Book<'_>, shown: &[String]) -> Refusal {
    let is_sideways = |name: &String| book.rows(name).is_ok_and(|rows| header::is_sideways(&rows));
    if shown.is_empty() {
        Refusal::NoSheet
    } else if shown.iter().any(is_sideways) {
        Refusal::Sideways
    } else {
        Refusal::NoHeader
    }
}

/// 截至2023年12月31日 above the headers.
fn day_of(rows: &Rows, header: &Header) -> Option<Date> {
    let mut above = rows.range(..header.first).flat_map(|(_, cells)| cells.values());
    above.find_map(|value| {
        let text = bare(Some(value));
        let words = ["截至", "截止", "统计时间", "填报时间"];
        let at = words.iter().find_map(|word| text.find(word).map(|at| at + word.len()))?;
        let rest = text[at..].trim_start_matches(['：', ':', '到', '日', '期', '时', '间']);
        date::parse_prefix(rest).map(|(date, _)| date).and_then(PartialDate::full)
    })
}

impl Counts {
    /// The counts as keys of a profile with their values; bands apart.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let people = |count: Option<usize>| count.map(|count| format!("{count}名"));
        let fields = [
            ("total", Some(format!("{}名", self.total))),
            ("average_age", self.average.as_ref().map(|average| format!("{average}岁"))),
            ("committee", people(self.committee.filter(|count| *count > 0))),
            ("veteran", people(self.veteran)),
            ("retired", people(self.retired)),
            ("serving", people(self.serving.filter(|count| *count > 0))),
            ("women", people(self.women)),
        ];
        fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// The counts as a piece of a profile.
    pub fn yaml(&self) -> String {
        let mut yaml = format!("as_of: {}\nmembers:\n", self.as_of);
        for (key, value) in self.fields() {
            yaml += &format!("  {key}: {value}\n");
        }
        yaml += &self.bands_yaml("  ");
        yaml
    }

    fn bands_yaml(&self, indent: &str) -> String {
        if self.bands.is_empty() {
            return String::new();
        }
        let mut yaml = format!("{indent}age_bands:\n");
        for (label, count) in &self.bands {
            yaml += &format!("{indent}  {label}: {count}\n");
        }
        if self.is_partial {
            yaml += &format!("{indent}  partial: true\n");
        }
        yaml
    }
}
