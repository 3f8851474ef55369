//! Random profiles: what they say.
//!
//! Entry points: [`Model::random`] and [`read()`]. The model knows nothing of the code that
//! edits: it is held against what the program reads of the text.

use std::collections::BTreeMap;

use liuhao::date;
use liuhao::diagnostic::{Source, Split};
use liuhao::parse::profile::keys::PROFILE;
use liuhao::parse::profile::{self, Profile};
use liuhao::schema::typed::Typed;
use liuhao::schema::{Reader, read_map};

/// Numbers without pattern, the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % (end.max(1) as u64)).unwrap()
    }

    pub(crate) fn is(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub(crate) fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// What the values of a fact look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Text,
    Long,
    Day,
    Date,
    Quantity,
    Count,
    Label,
    Names,
}

/// A fact with one value: path, English key, Chinese key in its group, Chinese key at the top.
pub(crate) struct Single {
    pub(crate) path: &'static str,
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
    pub(crate) flat: &'static str,
    pub(crate) sort: Sort,
}

const fn single(
    path: &'static str,
    en: &'static str,
    zh: &'static str,
    flat: &'static str,
    sort: Sort,
) -> Single {
    Single { path, en, zh, flat, sort }
}

pub(crate) const SINGLES: [Single; 15] = [
    single("title", "title", "标题", "", Sort::Text),
    single("date", "date", "日期", "", Sort::Day),
    single("as_of", "as_of", "数据截至", "", Sort::Date),
    single("cover_alt", "cover_alt", "封面说明", "", Sort::Text),
    single("summary", "summary", "摘要", "", Sort::Long),
    single("tags", "tags", "标签", "", Sort::Names),
    single("branch.name", "name", "名称", "支部名称", Sort::Text),
    single("branch.unit", "unit", "单位", "所属单位", Sort::Text),
    single("branch.county", "county", "县区", "县区", Sort::Text),
    single("branch.founded", "founded", "成立", "成立时间", Sort::Date),
    single("members.total", "total", "总数", "党员总数", Sort::Quantity),
    single("members.average_age", "average_age", "平均年龄", "平均年龄", Sort::Quantity),
    single("members.committee", "committee", "班子成员", "班子成员", Sort::Quantity),
    single("members.women", "women", "女", "女党员", Sort::Quantity),
    single("mechanisms", "mechanisms", "机制", "", Sort::Names),
];

/// A list of rows: path, keys, and columns with their keys; those behind the first two may be missing.
pub(crate) struct List {
    pub(crate) path: &'static str,
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
    /// Whether the first column may be the key.
    pub(crate) is_named: bool,
    pub(crate) columns: &'static [(&'static str, &'static str, &'static str, Sort)],
}

pub(crate) const LISTS: [List; 4] = [
    List {
        path: "members.age_bands",
        en: "age_bands",
        zh: "年龄段",
        is_named: true,
        columns: &[
            ("age_band.label", "label", "年龄", Sort::Label),
            ("age_band.count", "count", "人数", Sort::Count),
        ],
    },
    List {
        path: "honours",
        en: "honours",
        zh: "荣誉",
        is_named: false,
        columns: &[
            ("honour.title", "title", "名称", Sort::Text),
            ("honour.level", "level", "级别", Sort::Text),
            ("honour.batch", "batch", "批次", Sort::Text),
            ("honour.by", "by", "颁发", Sort::Text),
        ],
    },
    List {
        path: "activities",
        en: "activities",
        zh: "活动",
        is_named: true,
        columns: &[
            ("activity.name", "name", "名称", Sort::Text),
            ("activity.count", "count", "数量", Sort::Quantity),
            ("activity.since", "since", "起", Sort::Text),
            ("activity.note", "note", "备注", Sort::Text),
        ],
    },
    List {
        path: "signoff",
        en: "signoff",
        zh: "署名",
        is_named: false,
        columns: &[
            ("signoff.role", "role", "角色", Sort::Text),
            ("signoff.by", "by", "姓名", Sort::Text),
        ],
    },
];

/// A row: the columns that it states.
pub(crate) type Row = BTreeMap<&'static str, String>;

/// What a profile says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Model {
    pub(crate) singles: BTreeMap<&'static str, Vec<String>>,
    pub(crate) lists: BTreeMap<&'static str, Vec<Row>>,
}

/// Words that YAML and our own reading could take for something else.
const TEXTS: [&str; 24] = [
    "示例县教育局",
    "“六好”示范党支部",
    "甲: 乙",
    "甲 #乙",
    "- 甲",
    "[甲]乙",
    "{甲",
    "甲, 乙",
    "甲'乙",
    "甲\"乙",
    "null",
    "true",
    "2024",
    "*甲",
    "&甲",
    "!甲",
    "%甲",
    "@甲",
    "|",
    "> 甲",
    "? 甲",
    "甲：乙，丙",
    "C:\\示例",
    "甲  乙",
];
const NAMES: [&str; 8] =
    ["志愿服务", "结对帮扶", "银发讲堂", "传帮带", "百工课堂", "师徒帖", "夕阳红", "板凳议事会"];
const LABELS: [&str; 7] =
    ["49岁及以下", "50-59岁", "60-69岁", "70-79岁", "80-89岁", "90-99岁", "100岁以上"];
const LONG: [&str; 4] = [
    "老党员发挥余热。\n第二行。",
    "一\n\n二",
    "一行很长的文字，把居民的事当成自己的事。",
    "甲: 乙\n- 丙 #丁",
];

pub(crate) fn value(sort: Sort, dice: &mut Dice) -> Vec<String> {
    let one = match sort {
        Sort::Text => (*dice.pick(&TEXTS)).to_owned(),
        Sort::Long => (*dice.pick(&LONG)).to_owned(),
        Sort::Day => {
            format!("20{:02}-0{}-1{}", 10 + dice.below(15), 1 + dice.below(9), dice.below(9))
        }
        Sort::Date => (*dice.pick(&["2005年8月", "2023-12", "1998年", "2016年12月3日"])).to_owned(),
        Sort::Quantity => {
            let number = 100 + dice.below(900);
            let form = *dice.pick(&["@", "@名", "@余场次", "近@人", "约@件", "1,@人次", "@多名"]);
            form.replace('@', &number.to_string())
        }
        Sort::Count => (1 + dice.below(40)).to_string(),
        Sort::Label => (*dice.pick(&LABELS)).to_owned(),
        Sort::Names => {
            let count = 1 + dice.below(4);
            let mut names: Vec<String> = Vec::new();
            for _ in 0..count {
                let name = (*dice.pick(&NAMES)).to_owned();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            return names;
        }
    };
    vec![one]
}

pub(crate) fn row(list: &List, dice: &mut Dice) -> Row {
    let stated = 2 + dice.below(list.columns.len() - 1);
    let columns = list.columns.iter().take(stated);
    columns.map(|(path, _, _, sort)| (*path, value(*sort, dice).remove(0))).collect()
}

impl Model {
    pub(crate) fn random(dice: &mut Dice) -> Self {
        let mut model = Self::default();
        for single in &SINGLES {
            if !dice.is(3) {
                model.singles.insert(single.path, value(single.sort, dice));
            }
        }
        for list in &LISTS {
            let mut rows: Vec<Row> = Vec::new();
            for _ in 0..dice.below(4) {
                let row = row(list, dice);
                // Names of rows are keys, which cannot stand twice.
                let first = list.columns[0].0;
                if !rows.iter().any(|one| one[first] == row[first]) {
                    rows.push(row);
                }
            }
            if !rows.is_empty() {
                model.lists.insert(list.path, rows);
            }
        }
        model
    }
}

/// What the program reads of a file.
pub(crate) fn read(text: &str) -> Option<Model> {
    let source = Source::decode("a.md".into(), text.as_bytes());
    let Split::Found { yaml, .. } = source.split() else { return None };
    let typed = Typed::of(&source, yaml, &PROFILE);
    let map = read_map(typed.source(), typed.yaml());
    let mut reader = Reader::new(typed.source());
    let profile = profile::read(&mut reader, profile::Table::default(), &map.entries);
    let is_whole = map.diagnostics.is_empty() && typed.told().is_empty();
    let mut faults = reader.into_diagnostics();
    // An invented county may look like several.
    faults.retain(|fault| fault.message.id != "several-counties");
    assert!(
        is_whole && faults.is_empty(),
        "{text}\n{:?}\n{:?}\n{faults:?}",
        map.diagnostics,
        typed.told()
    );
    Some(model_of(&profile))
}

fn model_of(profile: &Profile) -> Model {
    let mut model = Model::default();
    let text = |text: &Option<Box<str>>| text.as_ref().map(ToString::to_string);
    let quantity = |one: &Option<Box<liuhao::quantity::Quantity>>| {
        one.as_ref().map(|one| one.text().to_owned())
    };
    let (branch, members) = (&profile.branch, &profile.members);
    for (path, value) in [
        ("title", text(&profile.title)),
        ("date", profile.date.map(|date| date.to_string())),
        ("as_of", profile.as_of.map(date::PartialDate::to_chinese)),
        ("cover_alt", text(&profile.cover_alt)),
        ("summary", text(&profile.summary)),
        ("branch.name", text(&branch.name)),
        ("branch.unit", text(&branch.unit)),
        ("branch.county", text(&branch.county)),
        ("branch.founded", branch.founded.map(date::PartialDate::to_chinese)),
        ("members.total", quantity(&members.total)),
        ("members.average_age", quantity(&members.average_age)),
        ("members.committee", quantity(&members.committee)),
        ("members.women", quantity(&members.women)),
    ] {
        model.singles.extend(value.map(|value| (path, vec![value])));
    }
    for (path, names) in [("tags", &profile.tags), ("mechanisms", &profile.mechanisms)] {
        if !names.is_empty() {
            model.singles.insert(path, names.clone());
        }
    }
    model.lists = lists_of(profile);
    model
}

fn lists_of(profile: &Profile) -> BTreeMap<&'static str, Vec<Row>> {
    let text = |text: &Option<Box<str>>| text.as_ref().map(ToString::to_string);
    let members = &profile.members;
    let mut lists: BTreeMap<&'static str, Vec<Row>> = BTreeMap::new();
    let row = |cells: Vec<(&'static str, Option<String>)>| -> Row {
        cells.into_iter().filter_map(|(path, value)| Some((path, value?))).collect()
    };
    let bands = members.age_bands.iter().map(|band| {
        row(vec![
            ("age_band.label", Some(band.label.to_string())),
            ("age_band.count", Some(band.count.to_string())),
        ])
    });
    lists.insert("members.age_bands", bands.collect());
    let honours = profile.honours.iter().map(|honour| {
        row(vec![
            ("honour.title", Some(honour.title.to_string())),
            ("honour.level", text(&honour.level)),
            ("honour.batch", text(&honour.batch)),
            ("honour.by", text(&honour.by)),
        ])
    });
    lists.insert("honours", honours.collect());
    let activities = profile.activities.iter().map(|activity| {
        row(vec![
            ("activity.name", Some(activity.name.to_string())),
            ("activity.count", Some(activity.count.text().to_owned())),
            ("activity.since", text(&activity.since)),
            ("activity.note", text(&activity.note)),
        ])
    });
    lists.insert("activities", activities.collect());
    let signoff = profile.signoff.iter().map(|line| {
        row(vec![
            ("signoff.role", Some(line.role.to_string())),
            ("signoff.by", Some(unparted(&line.by.join("")))),
        ])
    });
    lists.insert("signoff", signoff.collect());
    lists.retain(|_, rows| !rows.is_empty());
    lists
}

/// Names without what parts them.
fn unparted(names: &str) -> String {
    names.replace(['、', '，', '；', ',', ';', ' '], "")
}

/// The model as the program would say it: dates in one form.
pub(crate) fn neutral(model: &Model) -> Model {
    let mut model = model.clone();
    for single in SINGLES.iter().filter(|one| one.sort == Sort::Date) {
        if let Some(values) = model.singles.get_mut(single.path) {
            values[0] = date::parse(&values[0]).unwrap().to_chinese();
        }
    }
    for row in model.lists.get_mut("signoff").into_iter().flatten() {
        row.entry("signoff.by").and_modify(|by| *by = unparted(by));
    }
    model
}
