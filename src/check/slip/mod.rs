//! Marks of Markdown that were typed as Word, a Chinese input method or another system writes them.
//!
//! Entry point: [`slips`], one answer for the rules `leftover-markup` and `plain-structure` and for `check --fix`: what
//! the one tells the other mends. Lines are looked at as they stand ([`line`], [`table`]); marks between words
//! ([`pair`], [`link`]) count only where Markdown reads them as words, so that code and escaped marks stay.

mod line;
mod link;
mod pair;
mod table;

pub(super) use link::is_host;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::body::forms::is_blank;
use crate::parse::body::{Verbatim, each_event};

/// What was typed, or how it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `##抓`, `##　抓`, `＃＃ 抓`: a heading whose mark does nothing.
    Heading,
    /// `一、抓学习` in a line of its own: a heading without a mark.
    PlainHeading,
    /// `1、`, `1.抓`, `-抓`, `·`: items of a list without its mark.
    List,
    /// Cells divided by Tabs, by ｜, or by | without the row that makes a table of them.
    Table,
    /// `＊＊好＊＊`, `__好__`, `｀好｀`, `～～好～～`, `＞ 好`.
    Mark,
    /// `![图]（a.jpg）`, `！[图](a.jpg)`, `[文字] (b.md)`: brackets of a link.
    Bracket,
    /// A file name with blanks, which ends the address.
    Address,
    /// `[县局](www.example.com)`: an address without `https://`.
    Scheme,
    /// `[甲][1]` without a line that says where `[1]` leads.
    Target,
    /// Marks of other systems: `{{< >}}`, `:::`, `{#id}`, `[toc]`, `==好==`.
    Foreign,
    /// `[^1]：注文`, `［^1］`, `[^1]注文`: the sign of a note that does nothing.
    Note,
}

/// A slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Its bytes in the body.
    pub range: Range<usize>,
    /// What should stand there; `None` where a person has to say.
    pub put: Option<String>,
    /// Which it is.
    pub kind: Kind,
}

impl Slip {
    fn new(range: Range<usize>, put: impl Into<String>, kind: Kind) -> Self {
        Self { range, put: Some(put.into()), kind }
    }
}

/// What must be so in the text as read for a slip to be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// It is read as words.
    AsWords,
    /// It is read as anything but code.
    NotAsCode,
}

/// A slip among words, and how its first byte must be read.
struct Candidate {
    slips: Vec<Slip>,
    at: usize,
    read: Read,
}

/// The slips of a body, in order and apart. Linear in its length.
pub fn slips(body: &str) -> Vec<Slip> {
    let lines = lines(body);
    let mut found = line::slips(&lines);
    found.extend(table::slips(&lines));
    let mut candidates = pair::candidates(body, &lines);
    candidates.extend(link::candidates(body));
    if !candidates.is_empty() {
        let reading = Reading::of(body);
        let is_so = |one: &Candidate| reading.is(one.at, one.read);
        found.extend(candidates.into_iter().filter(is_so).flat_map(|one| one.slips));
    }
    found.sort_by_key(|slip| (slip.range.start, slip.range.end));
    let mut end = 0;
    found.retain(|slip| {
        let is_apart = slip.range.start >= end;
        end = if is_apart { slip.range.end } else { end };
        is_apart
    });
    found
}

/// The cells of a body that stand beyond the head of their table: no page shows them.
pub(super) fn extra_cells(body: &str) -> Vec<Range<usize>> {
    let has_table = memchr::memmem::find(body.as_bytes(), b"--").is_some() && body.contains('|');
    if has_table { table::extra_cells(&lines(body)) } else { Vec::new() }
}

/// A line that is no code and no HTML, without its end and without blanks before it.
#[derive(Debug, Clone, Copy)]
struct Line<'b> {
    /// Where it begins, blanks counted.
    start: usize,
    /// Where its words begin.
    at: usize,
    text: &'b str,
    /// Whether it stands in quotation marks of Markdown.
    is_quoted: bool,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The lines of a body, code and HTML as blank ones.
fn lines(body: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut start, mut verbatim) = (0, Verbatim::default());
    for whole in body.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let quoted = line.trim_start_matches([' ', '>']);
        let is_quoted = line[..line.len() - quoted.len()].contains('>');
        let behind = if is_quoted { quoted } else { line };
        let words = behind.trim_start_matches(is_blank);
        let text = words.trim_end_matches(|c| c != '\t' && is_blank(c));
        // A Tab at the end is an empty cell.
        let text = if text.trim().is_empty() { "" } else { text };
        let at = start + line.len() - words.len();
        let text = if verbatim.takes(text, true) { "" } else { text };
        found.push(Line { start: start + line.len() - behind.len(), at, text, is_quoted });
        start += whole.len();
    }
    found
}

/// How the bytes of a body are read.
struct Reading {
    words: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
}

impl Reading {
    fn of(body: &str) -> Self {
        let (mut words, mut code) = (Vec::new(), Vec::new());
        let mut depth = 0_usize;
        each_event(body, &mut |event, range| match event {
            Event::Start(Tag::CodeBlock(_)) => {
                depth += 1;
                code.push(range);
            }
            Event::End(TagEnd::CodeBlock) => depth = depth.saturating_sub(1),
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => code.push(range),
            Event::Text(text) if depth == 0 && body.get(range.clone()) == Some(&*text) => {
                words.push(range);
            }
            _ => {}
        });
        words.sort_by_key(|range| range.start);
        code.sort_by_key(|range| range.start);
        Self { words, code }
    }

    fn is(&self, at: usize, read: Read) -> bool {
        match read {
            Read::AsWords => holds(&self.words, at),
            Read::NotAsCode => !holds(&self.code, at),
        }
    }
}

fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(body: &str) -> String {
        let mut mended = String::new();
        let mut from = 0;
        for slip in slips(body) {
            if let Some(put) = slip.put {
                mended += &body[from..slip.range.start];
                mended += &put;
                from = slip.range.end;
            }
        }
        mended + &body[from..]
    }

    fn becomes(cases: &[(&str, &str)]) {
        for (body, right) in cases {
            assert_eq!(mended(body), *right, "{body}");
            assert_eq!(mended(right), *right, "a second run changes nothing");
        }
    }

    #[test]
    fn headings() {
        becomes(&[
            ("##抓学习\n\n###　建队伍\n\n＃＃ 作贡献\n", "## 抓学习\n\n### 建队伍\n\n## 作贡献\n"),
            ("　　##抓学习", "## 抓学习"),
            ("＃＃作贡献", "## 作贡献"),
            ("#抓学习", "# 抓学习"),
            (
                "一、抓学习，建强支部\n\n学。\n\n（一）集中学习\n\n学。\n\n二、抓服务\n\n学。",
                "## 一、抓学习，建强支部\n\n学。\n\n### （一）集中学习\n\n学。\n\n## 二、抓服务\n\n学。",
            ),
            ("## 做法\n\n　　一、抓学习\n　　学。", "## 做法\n\n### 一、抓学习\n　　学。"),
            (
                "（一）集中学习\n学。\n（二）服务\n学。",
                "## （一）集中学习\n学。\n## （二）服务\n学。",
            ),
        ]);
        for body in [
            "#银发先锋#",
            "\\##抓",
            "一、抓学习。支部按照标准抓学习。",
            "主要任务：\n一、抓学习\n二、抓服务\n三、抓党建",
            "`##抓`",
            "```\n##抓\n```",
            "````\n```\n##抓\n````",
            "```\n甲\n``` 乙\n##抓\n```",
            "（一）配强支部班子。支部按照标准选人。",
            "编号#12",
        ] {
            assert_eq!(slips(body), [], "{body}");
        }
    }

    #[test]
    fn lists() {
        becomes(&[
            ("1、抓学习\n2、抓服务", "1. 抓学习\n2. 抓服务"),
            ("1.抓学习\n2.抓服务", "1. 抓学习\n2. 抓服务"),
            ("１．抓学习\n２．抓服务", "1. 抓学习\n2. 抓服务"),
            ("-抓学习\n-抓服务", "- 抓学习\n- 抓服务"),
            ("如下：\n－抓学习\n好。", "如下：\n- 抓学习\n好。"),
            ("（1）抓学习\n（2）抓服务", "1. 抓学习\n2. 抓服务"),
            ("　　(1)抓学习；\n　　(2)抓服务。", "1. 抓学习；\n2. 抓服务。"),
            (
                "1、抓学习\n（１）读书\n（２）看报\n2、抓服务",
                "1. 抓学习\n   1. 读书\n   2. 看报\n2. 抓服务",
            ),
            ("· 抓学习\n· 抓服务", "- 抓学习\n- 抓服务"),
            ("　　•抓学习\n　　•抓服务", "- 抓学习\n- 抓服务"),
            ("\u{f0b7}\t抓学习\n\u{f0b7}\t抓服务", "- 抓学习\n- 抓服务"),
        ]);
        for body in [
            "1、抓学习。",
            "—张三",
            "（1）抓学习。",
            "（12）名单附后\n1. 甲\n2. 乙",
            "1. 甲\n2. 乙",
            "3.5万元\n4.5万元",
            "- 甲\n- 乙",
            "①甲\n②乙",
        ] {
            assert_eq!(slips(body), [], "{body}");
        }
    }

    #[test]
    fn tables() {
        becomes(&[
            ("活动\t次数\n党课\t6\n", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |\n"),
            (
                "如下：\n活动\t次数\n党课\t\n好。",
                "如下：\n\n| 活动 | 次数 |\n| --- | --- |\n| 党课 |  |\n\n好。",
            ),
            (
                "｜活动｜次数｜\n｜--｜--｜\n｜党课｜6｜",
                "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |",
            ),
            ("| 活动 | 次数 |\n| 党课 | 6 |", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
            (
                "| 活动 | 次数 |\n|---|\n| 党课 | 6 |",
                "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |",
            ),
            (
                "| 活动 | 次数 |\n|———|———|\n| 党课 | 6 |",
                "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |",
            ),
            ("活动 | 次数\n党课 | 6", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        ]);
        for body in [
            "| 甲 | 乙 |\n|---|:--|\n| 丙 | 丁 |",
            "| 甲｜乙 | 丙 |\n|---|---|\n| 丁｜戊 | 己 |",
            "甲 | 乙\n| 丙 | 丁 |\n|---|---|\n| 戊 | 己 |",
            "甲 | 乙\n--|--\n丙 | 丁",
            "甲\t乙",
            "\t甲\n\t乙",
            "甲|乙",
        ] {
            assert_eq!(slips(body), [], "{body}");
        }
    }

    #[test]
    fn marks() {
        becomes(&[
            ("＊＊六好＊＊党支部", "**六好**党支部"),
            ("__粗体：__文字和_斜体_文字", "**粗体：**文字和*斜体*文字"),
            ("｀码｀、～～删～～", "`码`、~~删~~"),
            ("＞ 引文\n", "> 引文\n"),
            ("这是==要点==。", "这是**要点**。"),
            ("[toc]\n\n## 甲 {#jia}\n\n:::tip\n提示\n:::\n", "## 甲\n\n提示\n"),
            ("[^1]：注文\n\n甲[^1]", "[^1]: 注文\n\n甲[^1]"),
            (
                "甲［^1］、乙[^2】。\n\n［^1］：注文\n\n[^2]又注",
                "甲[^1]、乙[^2]。\n\n[^1]: 注文\n\n[^2]: 又注",
            ),
            ("＿＿六好＿＿党支部", "**六好**党支部"),
            ("> [!提示]\n> 甲", "> [!TIP]\n> 甲"),
        ]);
        for body in [
            "手机138＊＊＊＊1234",
            "张＊＊、李＊＊",
            "`__粗__`字",
            "姓名____电话____",
            "姓名＿＿＿＿电话＿＿＿＿",
            "甲[^1]\n\n[^1]: 注",
            "10～～20",
            "a_b_c",
            "1==2，2==2",
            "> [!NOTE]\n> 甲",
            "＞60岁的党员",
        ] {
            assert_eq!(slips(body), [], "{body}");
        }
        assert_eq!(slips("甲{{< figure >}}乙")[0].put, None);
        for body in ["![图]a.jpg", "![图](a.jpg", "![图]：(a.jpg)", "！【图】 见 a.JPG"] {
            assert_eq!(slips(body)[0].kind, Kind::Bracket, "{body}");
        }
        for body in ["见[县局][1]。", "见[关于【通知】的函][1]。"] {
            assert_eq!(slips(body)[0].kind, Kind::Target);
        }
    }

    #[test]
    fn a_long_line_is_looked_through_once() {
        for piece in [
            "]",
            "】",
            "[",
            "[[甲]",
            "](",
            "[甲](",
            "][",
            "[甲][1",
            "_甲",
            "__",
            "| 甲",
            "{{",
            "[^1]",
            ")[a.jpg]",
            "![a]b.jpg",
            "［^1］",
        ] {
            let _ = slips(&piece.repeat(60_000));
        }
    }

    #[test]
    fn links() {
        becomes(&[
            ("![现场]（图.jpg）", "![现场](图.jpg)"),
            ("！[现场](图.jpg)", "![现场](图.jpg)"),
            ("![现场】(图.jpg)", "![现场](图.jpg)"),
            ("！【现场】（图.jpg）", "![现场](图.jpg)"),
            ("![现场] (图.jpg)", "![现场](图.jpg)"),
            ("![现场](图 1.jpg)", "![现场](<图 1.jpg>)"),
            ("![现场](图 (1).jpg)", "![现场](<图 (1).jpg>)"),
            ("![现场](图 1.jpg \"题\")", "![现场](<图 1.jpg> \"题\")"),
            (
                "见[县局]（https://example.com）、[县局] (b.md)",
                "见[县局](https://example.com)、[县局](b.md)",
            ),
            ("[县局](www.example.com)", "[县局](https://www.example.com)"),
            ("[县局](example.gov.cn/a)", "[县局](https://example.gov.cn/a)"),
            ("![现场](images\\1.jpg)", "![现场](images/1.jpg)"),
            (
                "见!(现场)[图.jpg]、（县局）[https://example.com]",
                "见![现场](图.jpg)、[县局](https://example.com)",
            ),
            ("[关于【通知】的函]（a.pdf）", "[关于【通知】的函](a.pdf)"),
            ("[县局】(b.md)、[甲[乙](b.md)", "[县局](b.md)、[甲[乙](b.md)"),
        ]);
        for body in [
            "[县局](https://example.com)",
            "【附件】（见下表）",
            "[甲](b.md)（附）",
            "![甲](b.jpg \"题\")",
            "`![甲]（b.jpg）`",
            "[附件1]（12份）",
            "[关于【通知】的函](https://example.com/a.pdf)",
            "![图【一】](a.jpg)，[［甲］](b.md)",
            "[![甲](a.jpg)](b.md)",
            "![甲](<图 1.jpg>)",
            "真好![1]",
            "（3人）[甲]",
            "![甲][1]见 a.jpg\n\n[1]: b.jpg",
        ] {
            assert_eq!(slips(body), [], "{body}");
        }
    }
}
