//! The text of a story, changed as people do.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use liuhao::check::{self, Office};
use liuhao::diagnostic::Source;
use liuhao::fix;
use liuhao::parse::body::{self, Settings};
use liuhao::parse::{self, Kind};
use liuhao::render::html::{self, Position};

use super::{Dice, report, seeds, tries};

/// Valid bodies, in blocks.
const BODIES: [&[&str]; 3] = [
    &[
        "示例县教育局离退休干部第一党支部现有党员26名，平均年龄70岁。",
        "## 一、抓学习，建强支部",
        "支部坚持**“好”字当头**，全年组织学习24次，送学上门36人次。",
        "- 读原著、学原文\n- 讲党课、办讲座\n- 访困难、送温暖",
        "### （一）集中学习",
        "老党员说：“退休不褪色，离岗不离党。”",
    ],
    &[
        "2023年支部活动开展情况如下：",
        "| 活动名称 | 次数 | 参加人次 |\n| --- | --- | --- |\n| 主题党日 | 12 | 420 |\n| 志愿服务 | 50 | 310 |",
        "![活动现场](1.jpg)",
        "1. 组织设置好\n2. 班子队伍好\n3. 作用发挥好",
        "见[县老干部局](https://example.com/a)的**通报**。",
    ],
    &[
        "> 党组织就是咱们的家。",
        "全年走访慰问老党员72人次，发放慰问金2.8万元。",
        "---",
        "## 结对帮带",
        "12名老党员与青年干部结对，受教育群众1200余人次！",
        "下一步，支部将继续擦亮品牌。",
    ],
];

const HEAD: &str = "---\ntitle: 银发先锋\ndate: 2024-07-01\n整理: 党建科\n---\n";

/// A picture as somebody types it.
const PICTURES: [&str; 10] = [
    "! [活动现场](1.jpg)",
    "！ ［活动现场］（1.jpg）",
    "![活动现场]1.jpg",
    "![活动现场](1.jpg",
    "![活动现场][1.jpg]",
    "![[1.jpg|活动现场]]",
    "![活动现场]（1.jpg）",
    "！[活动现场](1.jpg)",
    "![活动现场】(1.jpg)",
    "![活动现场] (1.jpg)",
];

/// A block as somebody types it who means the same.
fn retyped(block: &str, dice: &mut Dice) -> String {
    let lines =
        |change: &dyn Fn(&str) -> String| block.lines().map(change).collect::<Vec<_>>().join("\n");
    if let Some(words) = block.strip_prefix("## ") {
        return format!(
            "{}{words}",
            dice.pick(&["##", "##　", "＃＃", "＃＃ ", "　　## ", "    ## "])
        );
    }
    if let Some(words) = block.strip_prefix("### ") {
        return format!("{}{words}", dice.pick(&["###", "###　", "＃＃＃", "　###　"]));
    }
    if block.starts_with("- ") {
        let mark = dice.pick(&["-", "· ", "•", "　　● ", "－"]);
        return lines(&|line| format!("{mark}{}", &line[2..]));
    }
    if block.starts_with("1. ") {
        let mark = dice.pick(&["、", ".", "．", ")"]);
        return lines(&|line| format!("{}{mark}{}", &line[..1], &line[3..]));
    }
    if block.starts_with('|') {
        let commas = |mark: &str| {
            lines(&|line| line.trim_matches('|').trim().replace(" | ", mark))
                .replace(&format!("---{mark}---{mark}---\n"), "")
        };
        return match dice.below(5) {
            0 => block.replace('|', "｜"),
            3 => commas(","),
            4 => commas("，"),
            1 => lines(&|line| line.trim_matches('|').replace('|', "\t").replace(' ', ""))
                .replace("---\t---\t---\n", ""),
            _ => block.replace("| --- | --- | --- |\n", ""),
        };
    }
    if let Some(rest) = block.strip_prefix("> ") {
        return format!("{}{rest}", dice.pick(&["＞ ", "＞", "＞　"]));
    }
    if block.starts_with("![") {
        return (*dice.pick(&PICTURES)).to_owned();
    }
    if block == "---" {
        return (*dice.pick(&["---", "----", "***"])).to_owned();
    }
    retyped_words(block, dice)
}

/// A paragraph as somebody types it who means the same.
fn retyped_words(block: &str, dice: &mut Dice) -> String {
    let block = &match dice.below(6) {
        0 => block.replace(['“', '”'], "\""),
        1 => block.replace('，', ","),
        2 => {
            let is_apart =
                |at: &usize| !block[..*at].ends_with('*') || !block[*at..].starts_with('*');
            let places = block.char_indices().map(|(at, _)| at).skip(1).filter(is_apart);
            let at = *dice.pick(&places.collect::<Vec<_>>());
            let sign = *dice.pick(&["\u{200B}", "\u{FEFF}", "\u{200E}", "\u{7F}", "\u{AD}"]);
            format!("{}{sign}{}", &block[..at], &block[at..])
        }
        _ => block.to_owned(),
    };
    let block = if dice.below(2) == 0 {
        block.replace("**", dice.pick::<&str>(&["＊＊", "__"]))
    } else {
        block.clone()
    };
    let block = if dice.below(2) == 0 {
        block.replace("](https", "]（https").replace("/a)", "/a）")
    } else {
        block
    };
    format!(
        "{}{block}{}",
        dice.pick(&["", "　　", "    ", "\t", "\u{a0}\u{a0}", "  "]),
        dice.pick(&["", "　", " "])
    )
}

/// Blocks, as somebody puts them one below the other.
fn joined(blocks: &[String], dice: &mut Dice) -> String {
    let mut text = String::new();
    for (nth, block) in blocks.iter().enumerate() {
        text += block;
        let is_sentence = block.trim_end().ends_with(['。', '！', '：', '”']);
        let next = blocks.get(nth + 1).map_or("", |next| next.trim_start());
        let may_touch = is_sentence
            && !next.starts_with('>')
            && !next.starts_with('＞')
            && !block.starts_with(['>', '＞']);
        text += if may_touch && dice.below(2) == 0 {
            "\n"
        } else {
            *dice.pick(&["\n\n", "\n\n\n", "\n　　\n"])
        };
    }
    if dice.below(4) == 0 { text.replace('\n', "\r\n") } else { text }
}

/// The HTML of a body, with the addresses inside the site as they were written.
pub(super) fn render(text: &str) -> String {
    let file: Arc<str> = "a.md".into();
    let parsed = body::parse(&file, text, 0, Settings::default());
    html::render(&parsed.body, Position::First, |link, html| {
        html.push_str(if link.is_image { "><img src=\"" } else { "" });
        html.push_str(&link.target);
        html.push_str(if link.is_image { "\"" } else { "" });
    })
}

/// The page of a body as it is mended.
fn mended_page(body: &str) -> String {
    let file = format!("{HEAD}{body}");
    let fixed = fix::fix(&"a.md".into(), file.as_bytes()).map_or(file, |fixed| fixed.after);
    render(fixed.split_once("\n---\n").unwrap().1).replace('\u{a0}', "")
}

#[test]
fn a_change_that_means_the_same_is_mended_to_the_same_page() {
    let mut wrong = Vec::new();
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let blocks = *dice.pick(&BODIES);
        let right = render(&blocks.join("\n\n"));
        let mut changed: Vec<String> = Vec::new();
        for (nth, block) in blocks.iter().enumerate() {
            let is_behind_list = nth > 0 && blocks[nth - 1].starts_with(['-', '1']);
            let typed =
                if dice.below(2) == 0 { (*block).to_owned() } else { retyped(block, &mut dice) };
            // Behind a list an indented paragraph belongs to its last item, as Markdown has it.
            let typed = if is_behind_list { typed.trim_start_matches([' ', '\t']) } else { &typed };
            changed.push(typed.to_owned());
        }
        let body = joined(&changed, &mut dice);
        let page = mended_page(&body);
        if page != right {
            wrong.push(format!("{seed}: {body}\n--- is\n{page}\n--- for\n{right}"));
        }
    }
    report(&wrong, tries());
}

/// How often each Han character and each number of at least two digits stands in a text.
fn content(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for c in text.chars().filter(|c| is_han(*c)) {
        *found.entry(c.to_string()).or_default() += 1;
    }
    for number in text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() > 1) {
        *found.entry(number.to_owned()).or_default() += 1;
    }
    found
}

/// What an office decides that has decided nothing.
static OFFICE: LazyLock<Office> = LazyLock::new(Office::default);

/// The lines of a file that are told, from 1.
pub(super) fn told(file: &str) -> Vec<usize> {
    let source = Source::decode("a.md".into(), file.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let mut diagnostics = parsed.diagnostics;
    if let Some(document) = &parsed.document {
        diagnostics.extend(check::document(document, &source, parsed.prose, &OFFICE));
    }
    let lines = diagnostics.iter().filter_map(|one| one.place.span).flat_map(|(start, end)| {
        let line = |at: usize| file[..at.min(file.len())].matches('\n').count() + 1;
        line(start)..=line(end)
    });
    lines.collect()
}

/// A Han character that `check --fix` takes out of a file.
fn lost_by_mending(file: &str) -> Option<String> {
    let after = fix::fix(&"a.md".into(), file.as_bytes())?.after;
    let (before, left) = (content(file), content(&after));
    let is_han = |word: &str| !word.starts_with(|c: char| c.is_ascii_digit());
    let lost = before.iter().find(|(word, count)| is_han(word) && left.get(*word) < Some(*count));
    lost.map(|(word, _)| format!("{word} is mended away in\n{file}\n--- to\n{after}"))
}

/// What is put into a text at a random place.
const MARKS: [&str; 118] = [
    "*",
    "**",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "#",
    "|",
    "~~",
    "<",
    ">",
    "\\",
    "{",
    "：",
    "　",
    "\n",
    "\n\n",
    "\t",
    "\u{b}",
    "[^1]: ",
    "[1]: ",
    "[^1]",
    "①",
    "〔1〕",
    "<!--",
    "-->",
    "![](",
    "](",
    "&#",
    "&amp",
    "\u{200b}",
    "\u{2028}",
    "```\n",
    ":::\n",
    "{{",
    "＊＊",
    "&nbsp;",
    "<br>",
    "<p>",
    "</",
    "\\\n",
    "{#",
    "^",
    "~",
    "==",
    "$$",
    "[[",
    "]]",
    "!",
    "![",
    "\n| --- |\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\r",
    "\u{c}",
    "\n---\n",
    "\n***\n",
    "\"",
    "“",
    "”",
    "\n    ",
    "\n\t",
    "http：//www.example.com",
    "www。example。com",
    "a＠example.com",
    "（图1）",
    "[图片]",
    "【配图】",
    "\n~~~~\n",
    "\n>70岁",
    "&nbsp",
    "&amp;nbsp;",
    "<<",
    ">>",
    "«",
    "【",
    "】",
    "｜",
    "\t",
    "1️⃣",
    "👍",
    "\u{a0}",
    "\u{2003}",
    "〝",
    "``",
    "′",
    "\n    - ",
    "\n   1. ",
    "\n> > ",
    "\n==\n",
    "\n=\n",
    "\n-\n",
    "{",
    "}",
    "}}",
    "![[",
    "[^",
    "[^1]:",
    "\n：：：\n",
    "：：：数字",
    "$",
    "\n| ",
    "|\n",
    "\n---|---\n",
    "<div>\n",
    "</div>\n",
    "<details>",
    "\n:::数字\n",
    "\n:::折叠 甲\n",
    "\n:::\n",
    "\u{202e}",
    "\u{e000}",
    "l\t",
    "<o:p>",
];

/// A text that somebody has changed by hand: marks put in, a character lost, a line moved or pasted twice.
fn changed(seed: u64) -> String {
    let mut dice = Dice::new(seed ^ 0xB0D1);
    let mut body = BODIES[dice.below(BODIES.len())].join("\n\n");
    for _ in 0..=dice.below(3) {
        let places: Vec<usize> = body.char_indices().map(|(at, _)| at).collect();
        let at = *dice.pick(&places);
        match dice.below(5) {
            0 | 1 => body.insert_str(at, dice.pick::<&str>(&MARKS)),
            // A line moved to where another begins.
            2 => {
                let mut lines: Vec<&str> = body.split('\n').collect();
                let line = lines.remove(dice.below(lines.len()));
                lines.insert(dice.below(lines.len() + 1), line);
                body = lines.join("\n");
            }
            3 if !body[at..].starts_with(|c: char| c.is_alphanumeric()) => {
                body.remove(at);
            }
            _ => {
                let line = body[..at].rfind('\n').map_or(0, |at| at + 1);
                let end = body[at..].find('\n').map_or(body.len(), |end| at + end);
                let twice = format!("{}\n", &body[line..end]);
                body.insert_str(line, &twice);
            }
        }
    }
    body
}

#[test]
fn nothing_vanishes_untold() {
    let mut fallen = Vec::new();
    for seed in seeds() {
        let body = changed(seed);
        let page = render(&body);
        let shown = content(&page);
        // A fold that is begun and ended is one, and says so by its looks.
        let is_mark = |word: &str| {
            page.contains("class=\"fold\"") && ["折", "叠"].contains(&word)
                || page.contains("class=\"figures\"") && ["数", "字"].contains(&word)
        };
        let lost: Vec<_> = content(&body)
            .into_iter()
            .filter(|(word, count)| shown.get(word).is_none_or(|found| found < count))
            .filter(|(word, _)| !is_mark(word))
            .collect();
        let file = format!("{HEAD}{body}");
        let told = told(&file);
        let is_told = |word: &str| {
            file.lines()
                .enumerate()
                .any(|(nth, line)| line.contains(word) && told.contains(&(nth + 1)))
        };
        if let Some(fault) = lost_by_mending(&file) {
            fallen.push(format!("{seed}: {fault}"));
        }
        for (word, _) in lost {
            if !is_told(&word) {
                fallen.push(format!("{seed}: {word} is lost of\n{body}\n--- is\n{page}"));
            }
        }
    }
    report(&fallen, tries());
}
