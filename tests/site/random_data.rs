//! Whatever a profile states, the data that is published of it is as the published schema says.
//!
//! Ten thousand random profiles, half of their values slips: what the reader accepts goes into one site, whose list is held
//! against its schema by a validator of JSON Schema. Of what the reader refuses nothing is asked.

use std::fmt::Write as _;
use std::sync::Arc;

use liuhao::config::{self, Config};
use liuhao::diagnostic::{Severity, Source};
use liuhao::parse::profile::Table;
use liuhao::parse::{self, Document, Kind, Office, body};
use liuhao::render::{Rendered, Renderer, Searching};
use liuhao::search::{Manifest, Plan};
use liuhao::site::{self, MachineFile, Site};
use liuhao::theme;
use serde_json::Value;

const DOCUMENTS: usize = 10_000;

/// A generator that gives the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let count = u64::try_from(all.len()).unwrap();
        all[usize::try_from(self.roll() % count).unwrap()]
    }
}

const TEXTS: [&str; 9] =
    ["甲", "党支部", "'=1+1'", "\"引\\\"号\"", "“六好”", "a: b", "~", "[甲, 乙]", "2024"];
const DATES: [&str; 8] =
    ["2024-03-18", "2024年3月", "2024", "2024-02-30", "去年", "~", "1999-12", "[2024]"];
const QUANTITIES: [&str; 12] = [
    "22名",
    "90余场次",
    "近百人",
    "3至5名",
    "三分之一",
    "67.5岁",
    "不到20名",
    "若干",
    "0",
    "1万2千人次",
    "~",
    "{a: 1}",
];
const LISTS: [&str; 6] = ["[甲, 乙]", "甲、乙", "甲", "~", "{a: 1}", "[]"];
const BANDS: [&str; 5] =
    ["{60岁以上: 21, 未列全: 是}", "{70-79岁: 5名}", "70-79岁5名", "{好: 1}", "~"];
const HONOURS: [&str; 5] = [
    "[2023年度县级示范党支部]",
    "[{title: 示范, level: 市级, years: 2019-2020, batch: 第三批, by: 市委}]",
    "[{level: 县级}]",
    "~",
    "甲",
];
const ACTIVITIES: [&str; 4] = [
    "{党课: 6次, 阅读: 三分之一}",
    "[{name: 党课, count: 90余场次, since: 2023年以来}]",
    "{党课: 好}",
    "~",
];
const FORMER: [&str; 3] = ["[{name: 老支部, until: 2010-01, reason: 改革}]", "老支部", "~"];
const SECTIONS: [&str; 3] = ["[{title: 一节, goods: [组织设置好]}]", "[一节]", "~"];
const SIGNOFF: [&str; 3] = ["{整理: 老干部局}", "[{role: 来源, by: [甲, 乙]}]", "~"];
const FLAGS: [&str; 5] = ["是", "true", "是", "否", "也许"];
const ALIASES: [&str; 3] = ["[branches/old]", "[show.asp?id=3]", "~"];

const KEYS: [(&str, &[&str]); 29] = [
    ("title", &TEXTS),
    ("date", &DATES),
    ("expires", &DATES),
    ("as_of", &DATES),
    ("series", &TEXTS),
    ("order", &QUANTITIES),
    ("summary", &TEXTS),
    ("tags", &LISTS),
    ("aliases", &ALIASES),
    ("所属单位", &TEXTS),
    ("县区", &TEXTS),
    ("成立时间", &DATES),
    ("曾用名", &FORMER),
    ("党员总数", &QUANTITIES),
    ("平均年龄", &QUANTITIES),
    ("班子成员", &QUANTITIES),
    ("离休党员", &QUANTITIES),
    ("退休党员", &QUANTITIES),
    ("在职党员", &QUANTITIES),
    ("女党员", &QUANTITIES),
    ("年龄段", &BANDS),
    ("honours", &HONOURS),
    ("activities", &ACTIVITIES),
    ("mechanisms", &LISTS),
    ("sections", &SECTIONS),
    ("signoff", &SIGNOFF),
    ("党小组数", &QUANTITIES),
    ("服务阵地", &LISTS),
    ("走访日期", &DATES),
];

const SETTINGS: &str = "name: 示例老干部\nfields:\n- {name: 党小组数, kind: 数量}\n- {name: 服务阵地, kind: 多项, list: 是}\n\
    - {name: 走访日期, kind: 日期, filter: 是}\n- {name: 备考, shown: 否}\n";

fn profile(dice: &mut Dice) -> String {
    let mut facts = format!("---\nbranch: {{name: 甲{}}}\n", dice.roll() % 100);
    for (key, values) in KEYS {
        if dice.roll().is_multiple_of(6) {
            writeln!(facts, "{key}: {}", dice.pick(values)).unwrap();
        }
    }
    if dice.roll().is_multiple_of(2) {
        writeln!(facts, "备考: {}", dice.pick(&TEXTS)).unwrap();
    }
    writeln!(facts, "draft: {}", dice.pick(&FLAGS)).unwrap();
    facts + "---\n支部现有党员。\n"
}

/// What the reader accepts of so many random profiles.
fn accepted(config: &Config) -> Vec<Document> {
    let mut dice = Dice(21);
    let office = Office { levels: &config.levels, table: Table::of(&config.fields) };
    let settings = body::Settings { summary_length: 60, html: config.html };
    let read = |number: usize| {
        let source = Source::decode(
            format!("content/branches/{number}.md").into(),
            profile(&mut dice).as_bytes(),
        );
        let parsed =
            parse::parse_for(office, Kind::Story, number.to_string().into(), &source, settings);
        let is_clean = parsed.diagnostics.iter().all(|one| one.severity != Severity::Error);
        parsed.document.filter(|_| is_clean)
    };
    (0..DOCUMENTS).filter_map(read).collect()
}

fn published(site: &Site, file: MachineFile) -> Value {
    let manifest = Arc::new(Manifest { version: String::new(), bytes: Vec::new() });
    let plan = Plan::of(site);
    let search = Searching { plan: &plan, manifest: &|| Arc::clone(&manifest) };
    let theme = theme::embedded().unwrap();
    let renderer = Renderer::new(site, &theme, search);
    let planned = site.routes.at(&file.address()).unwrap();
    let bytes = match renderer.render(planned).unwrap() {
        Rendered::Bytes(bytes) => bytes,
        Rendered::Parts(parts) => parts.flatten().collect(),
        Rendered::File(_) | Rendered::Picture(..) | Rendered::Index { .. } => panic!("{file:?}"),
    };
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn what_the_reader_accepts_the_schema_accepts() {
    let (config, faults) = config::parse(&Source::decode(config::FILE.into(), SETTINGS.as_bytes()));
    assert_eq!(faults, []);
    let documents = accepted(&config);
    let count = documents.len();
    assert!(count > DOCUMENTS / 10, "{count} are accepted: too few to say anything");
    let options = site::Options { drafts: true, today: None };
    let (content, _) = site::collect(config, documents, site::Assets::default(), options);
    let site = Site::new(content, &[]);
    let list = published(&site, MachineFile::BranchesJson);
    assert_eq!(list.as_array().unwrap().len(), count);
    let schema = published(&site, MachineFile::DataSchema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<_> = validator.iter_errors(&list).take(3).map(|one| one.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // The validator does look: a value of another kind is found.
    let mut spoilt = list;
    spoilt[0]["fields"]["走访日期"] = "从前".into();
    assert!(!validator.is_valid(&spoilt));
}
