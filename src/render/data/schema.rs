//! What describes the data files to programs: `data/schema.json` is a JSON Schema (draft 2020-12) of `branches.json`,
//! `data/datapackage.json` a Frictionless Data Package (v1) of the table and the list.
//!
//! Entry points: [`json_schema`], [`package`]. Descriptions are Chinese, as the labels are: `docs/data.md` is made of them.

use serde_json::{Map, Value, json};

use crate::config::{Config, FieldKind};
use crate::quantity::Qualifier;
use crate::render::data::facts::{self, FACTS, Fact, ID, Read, in_table};
use crate::render::data::table::{self, Kind};
use crate::site::{MachineFile, Site};

/// `2005`, `2005-08`, `2005-08-01`.
const DATE: &str = r"^\d{4}(-\d{2}(-\d{2})?)?$";

/// What kinds of number there are, as the files name them.
const QUALIFIERS: [&str; 5] = [
    Qualifier::Exact.name(),
    Qualifier::AtLeast.name(),
    Qualifier::About.name(),
    Qualifier::Less.name(),
    Qualifier::Range.name(),
];

/// The schema of `branches.json`; the same for every site whose office declares no fields.
pub(in crate::render) fn json_schema(config: &Config) -> Vec<u8> {
    let mut facts: Map<_, _> =
        FACTS.iter().map(|fact| (fact.key.to_owned(), described(fact))).collect();
    let mut keys: Vec<_> = FACTS.iter().map(|fact| fact.key).collect();
    let own: Vec<Fact> = facts::own(config).collect();
    if !own.is_empty() {
        let fields = own.iter().map(|fact| (fact.key, described(fact)));
        facts.insert("fields".to_owned(), object("本单位的字段", fields));
        keys.push("fields");
    }
    pretty(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "离退休干部党支部事迹的数据",
        "type": "array",
        "items": {"type": "object", "properties": facts, "required": keys, "additionalProperties": false},
        "$defs": definitions(),
    }))
}

/// The description of both files for catalogues of data.
pub(in crate::render) fn package(site: &Site) -> Vec<u8> {
    let fields: Vec<_> = in_table(&site.config).flat_map(|fact| columns(&fact)).collect();
    pretty(&json!({
        "name": "branches",
        "title": site.config.name,
        "profile": "data-package",
        "resources": [
            {
                "name": "branches-csv",
                "path": name(MachineFile::BranchesCsv),
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"lineTerminator": "\r\n"},
                "schema": {"fields": fields, "primaryKey": [ID]},
            },
            {
                "name": "branches-json",
                "path": name(MachineFile::BranchesJson),
                "profile": "data-resource",
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
            },
        ],
    }))
}

/// Beside the package.
fn name(file: MachineFile) -> String {
    file.address().rsplit('/').next().unwrap_or_default().to_owned()
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("texts and numbers are JSON");
    bytes.push(b'\n');
    bytes
}

/// The schema of a fact with what it is called and what it is.
fn described(fact: &Fact) -> Value {
    let mut schema = shape(&fact.read);
    schema["title"] = fact.label.into();
    schema["description"] = fact.what.into();
    schema
}

fn shape(read: &Read) -> Value {
    match read {
        Read::Text(_) => json!({"type": "string"}),
        Read::MaybeText(_) => json!({"type": ["string", "null"]}),
        Read::Day(_) => json!({"type": ["string", "null"], "format": "date"}),
        Read::Date(_) => json!({"type": ["string", "null"], "pattern": DATE}),
        Read::Whole(_) => json!({"type": ["integer", "null"], "minimum": 0}),
        Read::Flag(_) => json!({"type": "boolean"}),
        Read::Number(_) => json!({"anyOf": [{"$ref": "#/$defs/number"}, {"type": "null"}]}),
        Read::Texts(_) => list(&json!({"type": "string"})),
        Read::Bands(_) => list(&json!({"$ref": "#/$defs/age_band"})),
        Read::Honours(_) => list(&json!({"$ref": "#/$defs/honour"})),
        Read::Activities(_) => list(&json!({"$ref": "#/$defs/activity"})),
        Read::FormerNames(_) => list(&json!({"$ref": "#/$defs/former_name"})),
        Read::Sections(_) => list(&json!({"$ref": "#/$defs/section"})),
        Read::Signoff(_) => list(&json!({"$ref": "#/$defs/signoff"})),
        Read::Own(field) => match field.kind {
            FieldKind::Text => json!({"type": ["string", "null"]}),
            FieldKind::Quantity => json!({"anyOf": [{"$ref": "#/$defs/number"}, {"type": "null"}]}),
            FieldKind::Date => json!({"type": ["string", "null"], "pattern": DATE}),
            FieldKind::Texts => list(&json!({"type": "string"})),
        },
    }
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

/// The parts that facts are made of.
fn definitions() -> Value {
    let date = json!({"type": ["string", "null"], "pattern": DATE, "description": "到什么时候"});
    let texts =
        |what: &str| json!({"type": "array", "items": {"type": "string"}, "description": what});
    let activity = std::iter::once(("name", field("string", "做了什么"))).chain(number()).chain([
        ("since", maybe("string", "从什么时候起，照原文")),
        ("note", maybe("string", "备注")),
    ]);
    json!({
        "number": object("数量", number()),
        "age_band": object("一个年龄段", [
            ("label", field("string", "年龄段，照原文")),
            ("count", field("integer", "多少人")),
        ]),
        "honour": object("一项荣誉", [
            ("title", field("string", "称号")),
            ("level", maybe("string", "级别，用网站列出的名称")),
            ("first_year", maybe("integer", "年度；几个年度的，是第一个")),
            ("last_year", maybe("integer", "几个年度的，是最后一个；只有一个的，与前一项相同")),
            ("batch", maybe("string", "批次")),
            ("by", maybe("string", "谁授予的")),
        ]),
        "activity": object("一项活动", activity),
        "former_name": object("一个曾用名", [
            ("name", field("string", "名称")),
            ("until", date),
            ("reason", maybe("string", "为什么改")),
        ]),
        "section": object("文中的一节", [
            ("title", field("string", "小标题")),
            ("goods", texts("对应哪几“好”")),
        ]),
        "signoff": object("落款的一行", [
            ("role", field("string", "整理、供稿等；没有写的为空")),
            ("by", texts("单位或姓名")),
            ("date", maybe("string", "哪一天，如三审的日期")),
        ]),
    })
}

fn number() -> [(&'static str, Value); 6] {
    let qualifier = json!({
        "enum": QUALIFIERS,
        "description": "exact 确数；at_least 至少（余、多、以上、超）；about 约数（约、近、左右）；less 不到或不超过；range 一个范围",
    });
    [
        ("text", field("string", "照原文：90余场次")),
        ("value", maybe("number", "写出的数；一个范围是 null")),
        ("low", maybe("number", "至少多少；不知道的是 null")),
        ("high", maybe("number", "至多多少；不知道的是 null")),
        ("qualifier", qualifier),
        ("unit", field("string", "单位；没有写的为空")),
    ]
}

fn field(kind: &str, what: &str) -> Value {
    json!({"type": kind, "description": what})
}

fn maybe(kind: &str, what: &str) -> Value {
    json!({"type": [kind, "null"], "description": what})
}

/// An object that has all of `fields` and nothing else.
fn object(title: &str, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let (keys, fields): (Vec<_>, Vec<_>) =
        fields.into_iter().map(|(key, schema)| (key, (key.to_owned(), schema))).unzip();
    json!({
        "title": title, "type": "object", "properties": Map::from_iter(fields), "required": keys,
        "additionalProperties": false,
    })
}

/// The columns of a fact, as a Table Schema has them.
fn columns(fact: &Fact) -> Vec<Value> {
    let described = |(name, kind): (String, Kind)| {
        let mut field = column(kind);
        field["name"] = name.into();
        field["description"] = fact.what.into();
        field
    };
    table::columns(fact).into_iter().map(described).collect()
}

fn column(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Day => json!({"type": "date"}),
        Kind::Date => json!({"type": "string", "constraints": {"pattern": DATE}}),
        Kind::Number => json!({"type": "number"}),
        Kind::Whole => json!({"type": "integer"}),
        Kind::Flag => json!({"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]}),
        Kind::Qualifier => json!({
            "type": "string",
            "constraints": {"enum": QUALIFIERS},
        }),
    }
}
