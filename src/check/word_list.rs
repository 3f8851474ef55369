//! The words that an office does not want to see: its own list, `terms.yaml`, over a handful of typos.
//!
//! Entry points: [`Index`], [`parse`]. `terms.yaml` holds under `terms:` entries of `wrong`, `right`, `note` and `severity`. An own
//! entry for a word takes the place of the shipped one; `right` may be missing. The shipped words are such that no sentence
//! can contain them rightly.

use aho_corasick::{AhoCorasick, Input, MatchKind};

use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::locale::Message;
use crate::prefilter::Alphabet;
use crate::schema::{self, At, Field, Reader, Rows, Shape};

/// How heavy a word is of which nothing else is said.
pub(super) const WEIGHT: Severity = Severity::Warning;

/// Slips that stood in print, and what is meant. As of November 2026; `site.yaml` switches the rule off,
/// and an own entry without `right` or of another weight takes the place of one of these.
const SHIPPED: [(&str, &str); 78] = [
    ("光荣在党50周年", "光荣在党50年"),
    ("光荣在党五十年", "光荣在党50年"),
    ("光荣在党五十周年", "光荣在党50年"),
    ("《习近平治国理政》", "《习近平谈治国理政》"),
    ("《习近平谈治国理念》", "《习近平谈治国理政》"),
    ("截止目前", "截至目前"),
    ("截止日前", "截至目前"),
    ("截止今年", "截至今年"),
    ("截止现在", "截至现在"),
    ("支部般子", "支部班子"),
    ("党支班子", "党支部班子"),
    ("党支委员会", "党支部委员会"),
    ("支部书纪", "支部书记"),
    ("支部委会", "支部委员会"),
    ("退休干布", "退休干部"),
    ("离退修干部", "离退休干部"),
    ("优秀共产员", "优秀共产党员"),
    ("优秀共党员", "优秀共产党员"),
    ("组识生活", "组织生活"),
    ("民主评义", "民主评议"),
    ("民族团节", "民族团结"),
    ("疫情防空", "疫情防控"),
    ("离休退干部", "离退休干部"),
    ("主题党曰", "主题党日"),
    ("关心下一代工作委会", "关心下一代工作委员会"),
    ("增添正能亮", "增添正能量"),
    ("三会一刻", "三会一课"),
    ("两学一作", "两学一做"),
    ("先风模范", "先锋模范"),
    ("战斗保垒", "战斗堡垒"),
    ("关心下一带", "关心下一代"),
    ("再接再励", "再接再厉"),
    ("谈笑风声", "谈笑风生"),
    ("默守成规", "墨守成规"),
    ("穿流不息", "川流不息"),
    ("不径而走", "不胫而走"),
    ("迫不急待", "迫不及待"),
    ("一愁莫展", "一筹莫展"),
    ("一如继往", "一如既往"),
    ("走头无路", "走投无路"),
    ("在接再厉", "再接再厉"),
    ("再接再历", "再接再厉"),
    ("名列前矛", "名列前茅"),
    ("鞠躬尽粹", "鞠躬尽瘁"),
    ("鞠躬尽悴", "鞠躬尽瘁"),
    ("无微不致", "无微不至"),
    ("以身做则", "以身作则"),
    ("老骥伏厉", "老骥伏枥"),
    ("莫道桑渝晚", "莫道桑榆晚"),
    ("牢记使名", "牢记使命"),
    ("社会注意思想", "社会主义思想"),
    ("党风连政", "党风廉政"),
    ("廉洁自率", "廉洁自律"),
    ("结队帮扶", "结对帮扶"),
    ("结对帮抚", "结对帮扶"),
    ("红色基音", "红色基因"),
    ("乡村振新", "乡村振兴"),
    ("脱贫功坚", "脱贫攻坚"),
    ("脱贫攻艰", "脱贫攻坚"),
    ("必需遵守", "必须遵守"),
    ("松驰", "松弛"),
    ("帐户", "账户"),
    ("帐目", "账目"),
    ("老千部", "老干部"),
    ("退休千部", "退休干部"),
    ("党员千部", "党员干部"),
    ("千事创业", "干事创业"),
    ("骨千", "骨干"),
    ("若千", "若干"),
    ("共产觉员", "共产党员"),
    ("工作入员", "工作人员"),
    ("候选入", "候选人"),
    ("末成年", "未成年"),
    ("巳经", "已经"),
    ("曰常", "日常"),
    ("节曰", "节日"),
    ("生曰", "生日"),
    DEADLINE,
];

/// 截止 is right for what ends (报名截止); before a date up to which something is counted it is 截至.
pub(super) const DEADLINE: (&str, &str) = ("截止", "截至");

/// A word and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The word as it should not be.
    pub wrong: String,
    /// As it should be, if anything.
    pub right: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// How bad it is.
    pub severity: Severity,
}

impl Default for Entry {
    fn default() -> Self {
        Self { wrong: String::new(), right: None, note: None, severity: WEIGHT }
    }
}

/// All words as one automaton, so that a text is read once whatever their number.
#[derive(Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// Its n-th pattern is the wrong word of the n-th entry.
    words: AhoCorasick,
    /// Whether the office has its own say on 截止.
    pub(super) has_own_deadline: bool,
}

impl PartialEq for Index {
    /// The automaton follows from the entries.
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Index {
    /// The office's own words before the shipped ones.
    pub(super) fn new(own: Vec<Entry>) -> Self {
        let shipped = SHIPPED.iter().map(|(wrong, right)| Entry {
            wrong: (*wrong).to_owned(),
            right: Some((*right).to_owned()),
            note: None,
            severity: WEIGHT,
        });
        let has_own_deadline = own.iter().any(|entry| entry.wrong == DEADLINE.0);
        let mut entries = own;
        entries.extend(shipped);
        entries.sort_by(|a, b| a.wrong.cmp(&b.wrong));
        entries.dedup_by(|later, first| later.wrong == first.wrong);
        entries.retain(|entry| !entry.wrong.is_empty());
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(entries.iter().map(|entry| &entry.wrong))
            .expect("a word list of 64 KB at most makes a small automaton");
        Self { entries, words, has_own_deadline }
    }

    /// All of it in words.
    pub(super) fn said(&self) -> String {
        // The automaton follows from the entries.
        let Self { entries, words: _, has_own_deadline } = self;
        format!("{:?}", (entries, has_own_deadline))
    }

    /// Whether one of the words stands in a text, whose characters are of an alphabet.
    pub(super) fn may_stand_in(&self, text: &str, alphabet: &Alphabet) -> bool {
        let words = self.entries.iter().map(|entry| entry.wrong.as_str());
        alphabet.finds_any(text, words)
    }

    /// The first word at or behind byte `from` of `text`, the longest if there are several.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<(usize, &Entry)> {
        let hit = self.words.find(Input::new(text).span(from..text.len()))?;
        Some((hit.start(), &self.entries[hit.pattern().as_usize()]))
    }
}

/// The keys of `terms.yaml`.
pub(super) static LIST: Rows<Vec<Entry>> =
    Rows(&[Field::new("terms", &["用语"], Shape::Groups(&ENTRY), "用语").read(
        |reader, at, entries: &mut Vec<Entry>| {
            reader.each_with(&ENTRY, at, &mut |reader, entry: Entry, at| {
                if entry.wrong.is_empty() {
                    reader.fault("missing-key", at, Message::new("term-without-wrong"));
                } else {
                    entries.push(entry);
                }
            });
        },
    )]);

static ENTRY: Rows<Entry> = Rows(&[
    Field::new("term.wrong", &["错"], Shape::Text, "不用的写法").like("老干局").read(
        |reader, at, entry| {
            entry.wrong = filled(reader, at).unwrap_or_default();
        },
    ),
    Field::new("term.right", &["正"], Shape::Text, "应当怎样写").like("老干部局").read(
        |reader, at, entry| {
            entry.right = filled(reader, at);
        },
    ),
    Field::new("term.note", &["说明"], Shape::Text, "为什么").read(|reader, at, entry| {
        entry.note = filled(reader, at);
    }),
    Field::new("term.severity", &["程度"], Shape::Text, "错误、警告或提示").like("警告").read(
        |reader, at, entry| {
            let Some(text) = filled(reader, at) else { return };
            if let Some(severity) = severity(&text) {
                entry.severity = severity;
            } else {
                let message = Message::new("not-a-severity").text("value", text);
                reader.fault("wrong-type", at, message);
            }
        },
    ),
]);

fn filled(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    reader.text(at).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Reads the office's word list.
pub(super) fn parse(source: &Source) -> (Vec<Entry>, Vec<Diagnostic>) {
    let map = schema::read_map(source, 0..source.text.len());
    let mut reader = Reader::new(source);
    let mut entries = Vec::new();
    reader.top(&LIST, map.entries.iter(), &mut entries);
    let faults = schema::encoding(source).into_iter().chain(map.diagnostics);
    (entries, faults.chain(reader.into_diagnostics()).collect())
}

fn severity(text: &str) -> Option<Severity> {
    match text {
        "error" | "错误" => Some(Severity::Error),
        "warning" | "警告" => Some(Severity::Warning),
        "information" | "提示" => Some(Severity::Information),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(words: &[&str]) -> Index {
        let own = words.iter().map(|word| Entry {
            wrong: (*word).to_owned(),
            right: None,
            note: None,
            severity: Severity::Warning,
        });
        Index::new(own.collect())
    }

    #[test]
    fn the_longest_word_is_found_and_no_other() {
        let index = index(&["老干", "老干局", "老干所", "甲"]);
        let found = |text| index.find(text, 0).filter(|(at, _)| *at == 0);
        let at = |text| found(text).map(|(_, entry)| entry.wrong.as_str());
        assert_eq!(at("老干局的同志"), Some("老干局"));
        assert_eq!(at("老干部"), Some("老干"));
        assert_eq!(at("老同志"), None);
        assert_eq!(at("再接再励"), Some("再接再励"));
        assert_eq!(at("老千部常说"), Some("老千部"));
        assert_eq!(at("若千年来，骨干巳经"), Some("若千"));
        for right in ["一座落成的书屋", "自己经历", "若干年后成为骨干", "紧凑和谐"]
        {
            assert_eq!(at(right), None, "{right}");
        }
        assert_eq!(at("乙甲"), None);
    }
}
