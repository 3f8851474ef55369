//! The facts of a profile, changed as people do.

use std::ops::Range;

use liuhao::fix;
use liuhao::parse::profile::Profile;

use super::{Dice, Read, read, report, seeds, tries};

/// Valid facts in the forms that people write.
const FACTS: [&str; 5] = [
    "标题: 银发先锋聚合力\n日期: 2024-07-01\n支部名称: 示例县教育局离退休干部第一党支部\n县区: 示例县\n成立时间: 2008年6月\n\
     党员总数: 26名\n平均年龄: 70岁\n年龄段:\n  69岁及以下: 14\n  70-79岁: 9\n  80岁以上: 3\n标签: [志愿服务, 结对帮扶]\n\
     活动:\n  主题党日: 12场次\n  志愿服务: 20余场次\n整理: 示例县老干部局",
    "标题: 桑榆晚霞更添彩\n日期: 2024年7月2日\n支部:\n  名称: 示例县水务局离退休干部党支部\n  单位: 示例县水务局\n  县区: 示例县\n\
     党员:\n  总数: 31名\n  平均年龄: 72岁\n  年龄段: {69岁及以下: 11, 70-79岁: 15, 80岁以上: 5}\n机制:\n  - 水利夜话\n  - 一渠一策\n\
     荣誉:\n  - 2023年度县级先进党支部\n  - 2024年度市级先进党支部\n摘要: 老党员发挥余热。",
    "标题: 红枫映晚晴\n日期: 2024-08-03\n支部名称: 示例市文化馆离退休干部党支部\n党员总数: 18名\n离休党员: 2名\n退休党员: 16名\n\
     荣誉:\n  - {名称: 示范党支部, 级别: 县级, 年度: 2023}\n活动: {党课宣讲: 6次, 走访慰问: 36人次}\n署名:\n  - {角色: 整理, 姓名: 党建科}",
    "标题: 一渠清水润民心\n数据截至: 2023-12\n日期: 2024-09-09\n系列: 2023-liuhao\n支部名称: 示例县林草局离退休干部党支部\n班子成员: 3名\n\
     女党员: 7名\n曾用名:\n  - {名称: 示例县林业局离退休干部党支部, 至: 2019年3月}\n标签:\n  - 生态保护\n  - 传帮带\n审核: 张三",
    "title: 夕阳无限好\ndate: 2024-10-11\nbranch:\n  name: 示例县税务局离退休干部党支部\n  county: 示例县\n  founded: 2005-08\n\
     members:\n  total: 22名\n  average_age: 73岁\n  age_bands:\n    69岁及以下: 8\n    70-79岁: 10\n    80岁以上: 4\n\
     honours:\n  - {title: 示范党支部, level: 县级, year: 2023}\nmechanisms: [银发税讲堂, 老兵说税]\n\
     activities:\n  主题党日: 12场次\n  走访慰问: 近百人次\nsignoff:\n  - {role: 整理, by: 党建科}",
];

pub(super) const BODY: &str = "支部现有党员，坚持学习。";

/// A change of a line.
type Change = fn(&str, &mut Dice) -> Option<String>;

/// Changes that leave the plain meaning as it is.
const PLAIN: [(&str, Change); 24] = [
    ("another colon", |line, dice| {
        let colons = [
            "：",
            ":",
            "： ",
            ":　",
            "　：",
            "﹕",
            ":\t",
            "\t: ",
            ":\u{A0}",
            "：\u{2003}",
            " ：",
            "∶",
            "︰",
        ];
        let colon: &str = colons[dice.below(colons.len())];
        replaced(line, ": ", colon, dice)
    }),
    ("no colon", |line, _| {
        let is_top = !line.starts_with([' ', '-']) && !line.contains(['{', '[']);
        let (key, value) = line.split_once(": ").filter(|_| is_top)?;
        Some(format!("{key} {value}"))
    }),
    ("another comma", |line, dice| {
        let is_list = line.contains(['{', '[']);
        replaced(line, ", ", if dice.below(2) == 0 { "，" } else { "； " }, dice)
            .filter(|_| is_list)
    }),
    ("other brackets", |line, dice| {
        let (open, close) = *dice.pick(&[("【", "】"), ("［", "］"), ("[", "］"), ("【", "]")]);
        let (brace, end) = *dice.pick(&[("｛", "｝"), ("{", "｝"), ("｛", "}")]);
        let wide = line.replace('{', brace).replace('}', end);
        let wide = wide.replace('[', open).replace(']', close);
        (wide != line).then_some(wide)
    }),
    ("wide figures", |line, _| {
        let (key, value) = line.split_once(": ")?;
        let is_number = value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('}');
        let wide = |c: char| match c {
            '0'..='9' | '-' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
            _ => c,
        };
        (is_number && !key.contains("系列"))
            .then(|| format!("{key}: {}", value.chars().map(wide).collect::<String>()))
    }),
    ("further in", |line, _| line.starts_with(' ').then(|| format!(" {line}"))),
    ("not so far in", |line, _| line.strip_prefix(' ').map(str::to_owned)),
    ("a stray blank", |line, _| (!line.starts_with(' ')).then(|| format!(" {line}"))),
    ("another indentation", |line, dice| {
        let rest = line.strip_prefix("  ")?;
        Some(format!("{}{rest}", dice.pick(&["\t", "　", "　　"])))
    }),
    ("another dash", |line, dice| {
        let rest = line.strip_prefix("  - ")?;
        let marks = [
            "-", "－", "·", "• ", "* ", "1、", "—", "-　", "-\t", "-  ", "– ", "+ ", "①", "（1）",
            "1. ", "■", "－　",
        ];
        Some(format!("  {}{rest}", dice.pick(&marks)))
    }),
    ("blanks behind", |line, dice| {
        Some(format!("{line}{}", dice.pick(&[" ", "　", "  ", "\t", "\u{A0}"])))
    }),
    ("a comment behind", |line, dice| {
        Some(format!("{line}{}", dice.pick(&[" # 已核对", "  # 2024年数字", "\t# 待核", " # ？"])))
    }),
    ("a capital", |line, _| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| key.is_ascii())?;
        let at = key.find(|c: char| c.is_ascii_lowercase())?;
        let first = key[at..=at].to_uppercase();
        Some(format!("{}{first}{}: {value}", &key[..at], &key[at + 1..]))
    }),
    ("quotes", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(_, value)| !value.is_empty())?;
        let is_text = !value.starts_with(['{', '[', '"', '\'']);
        let (open, close) = *dice.pick(&[("\"", "\""), ("'", "'"), ("“", "”"), ("＂", "＂")]);
        // Curled quotes round a title are a part of it.
        let is_number = value.starts_with(|c: char| c.is_ascii_digit()) && key != "系列";
        let may_be_meant = open == "“" && !is_number;
        (is_text && !may_be_meant).then(|| format!("{key}: {open}{value}{close}"))
    }),
    ("a mark behind", |line, dice| {
        let is_value = line.contains(": ") || line.trim_start().starts_with("- ");
        let is_open = line.ends_with(['}', ']', '。']) || !is_value;
        (!is_open).then(|| format!("{line}{}", dice.pick(&["，", "；", "、", ","])))
    }),
    ("another form of a list", |line, dice| {
        let (key, list) = line.split_once(": [")?;
        let items = list.strip_suffix(']')?;
        let forms = ["、", "，", "；", " ", "\n  - "];
        let mark = dice.pick(&forms);
        let first = if mark.starts_with('\n') { mark } else { " " };
        Some(format!("{key}:{first}{}", items.replace(", ", mark)))
    }),
    ("an invisible character", |line, dice| {
        let places: Vec<usize> = line.char_indices().map(|(at, _)| at).skip(1).collect();
        let at = *dice.pick(&places);
        let signs = ["\u{200B}", "\u{FEFF}", "\u{200E}", "\u{2060}", "\u{7F}", "\u{1}"];
        Some(format!("{}{}{}", &line[..at], dice.pick(&signs), &line[at..]))
    }),
    ("a blank in the key", |line, dice| {
        let (key, _) = line.split_once(": ").filter(|(key, _)| is_han(key))?;
        let at = key.char_indices().nth(1)?.0;
        Some(format!("{}{}{}", &line[..at], dice.pick(&[" ", "　"]), &line[at..]))
    }),
    ("another form of a day", |line, dice| {
        let day = line.strip_prefix("日期: ")?;
        let parts: Vec<u32> = day.split('-').map_while(|part| part.parse().ok()).collect();
        let [year, month, day] = parts[..] else { return None };
        let date = jiff::civil::date(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        let weekday = ["一", "二", "三", "四", "五", "六", "日"]
            [usize::try_from(date.weekday().to_monday_zero_offset()).ok()?];
        let forms = [
            format!("{year}年{month}月{day}日"),
            format!("{year}.{month}.{day}"),
            format!("{year}/{month:02}/{day:02}"),
            format!("{year}—{month:02}—{day:02}"),
            format!("{year}－{month}－{day}"),
            format!("{year}{month:02}{day:02}"),
            format!("{year} {month} {day}"),
            format!("{year}、{month}、{day}"),
            format!("{year}年{month}月{day}日（星期{weekday}）"),
            format!("{year}-{month:02}-{day:02} 00:00:00"),
        ];
        Some(format!("日期: {}", dice.pick(&forms)))
    }),
    ("another form of age bands", |line, dice| {
        let (key, bands) = line.split_once(": {").filter(|(key, _)| key.ends_with("年龄段"))?;
        let pairs: Vec<(&str, u32)> = bands
            .trim_end_matches('}')
            .split(", ")
            .filter_map(|band| band.split_once(": "))
            .filter_map(|(label, count)| Some((label, count.parse().ok()?)))
            .collect();
        let sum: u32 = pairs.iter().map(|(_, count)| count).sum();
        let (form, mark) = (dice.below(6), *dice.pick(&["、", "，", "；", " ", "　"]));
        let band = |(label, count): &(&str, u32)| {
            let share = (100.0 * f64::from(*count) / f64::from(sum)).round();
            match form {
                0 => format!("{label}{count}人"),
                1 => format!("{label} {count}"),
                2 => format!("{label}（{count}人）"),
                3 => format!("{label}{count}人（占{share}%）"),
                4 => format!("{label}有{count}名"),
                _ => format!("{label}：{count}"),
            }
        };
        let mark = if form == 1 { "、" } else { mark };
        Some(format!("{key}: {}", pairs.iter().map(band).collect::<Vec<_>>().join(mark)))
    }),
    ("tags with a sign", |line, dice| {
        let items = line.strip_prefix("标签: [")?.strip_suffix(']')?;
        let mark = *dice.pick(&[" #", "#", "、#", "# #"]);
        let end = if mark == "# #" { "#" } else { "" };
        Some(format!("标签: #{}{end}", items.replace(", ", mark)))
    }),
    ("a number before the key", |line, dice| {
        let is_top = line.contains(": ") && !line.starts_with([' ', '-']);
        is_top.then(|| format!("{}{line}", dice.pick(&["1. ", "2、", "3．", "①", "（4）"])))
    }),
    ("the value in the line below", |line, _| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| !key.starts_with([' ', '-']))?;
        let is_one = !value.starts_with(['{', '[']) && !value.contains(['、', '，']);
        (is_one && key != "草稿").then(|| format!("{key}:\n{value}"))
    }),
    ("a blank line", |line, dice| Some(format!("{line}\n{}", dice.pick(&["", " ", "　　"])))),
];

/// Changes after which something else may be meant.
const OTHER: [(&str, Change); 14] = [
    ("brackets round the key", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| is_han(key))?;
        let (open, close) = *dice.pick(&[("【", "】"), ("**", "**"), ("[", "]"), ("“", "”")]);
        Some(format!("{open}{key}{close}: {value}"))
    }),
    ("a number before the key", |line, dice| {
        line.split_once(": ").filter(|(key, _)| is_han(key))?;
        Some(format!("{}{line}", dice.pick(&["1. ", "1、", "（1）", "一、", "· ", "◆"])))
    }),
    ("a blank before the unit", |line, _| {
        let at = line.find(['名', '岁', '次', '场']).filter(|_| !line.contains('{'))?;
        let is_number = line[..at].ends_with(|c: char| c.is_ascii_digit());
        is_number.then(|| format!("{} {}", &line[..at], &line[at..]))
    }),
    ("words round a number", |line, dice| {
        let (key, value) = line.split_once(": ")?;
        let is_number = value.ends_with('名') && value.starts_with(|c: char| c.is_ascii_digit());
        let form = *dice.pick(&["共{}", "{}党员", "现有{}", "{}（占10%）", "{}（女7名）"]);
        is_number.then(|| format!("{key}: {}", form.replace("{}", value)))
    }),
    ("twice", |line, _| (!line.starts_with(' ')).then(|| format!("{line}\n{line}"))),
    ("a curled quote", |line, _| {
        let (key, value) = line.split_once(": ")?;
        (!value.is_empty() && !value.contains(['{', '['])).then(|| format!("{key}: \"{value}”"))
    }),
    ("a quoted word", |line, _| {
        let (key, value) = line.split_once(": ")?;
        let end = value.char_indices().nth(2)?.0;
        let is_text = !value.starts_with(['{', '[']) && !value.starts_with(|c: char| c.is_ascii());
        is_text.then(|| format!("{key}: \"{}\"{}", &value[..end], &value[end..]))
    }),
    ("a mark in front", |line, dice| {
        let (key, value) = line.split_once(": ")?;
        let is_text = !value.is_empty() && !value.starts_with(|c: char| c.is_ascii());
        let mark = dice.pick(&["#", "&", "*", "!", "%", "@", "`", "? ", "| ", "> ", "- ", "[甲]"]);
        is_text.then(|| format!("{key}: {mark}{value}"))
    }),
    ("a key that looks alike", |line, dice| {
        let pairs = [
            ("标题", "标題"),
            ("日期", "曰期"),
            ("党员总数", "党員总数"),
            ("支部名称", "支部名稱"),
            ("县区", "县匹"),
            ("机制", "机制度"),
            ("荣誉", "荣耀"),
            ("年龄段", "年令段"),
            ("整理", "整里"),
            ("摘要", "摘耍"),
            ("活动", "话动"),
            ("title", "titel"),
            ("total", "totals"),
            ("date", "data"),
            ("title", "ｔｉｔｌｅ"),
        ];
        let found: Vec<_> = pairs.iter().filter(|(right, _)| line.contains(right)).collect();
        let (right, typed) = found.get(dice.below(found.len()))?;
        Some(line.replacen(right, typed, 1))
    }),
    ("a value broken in two", |line, dice| {
        let (_, value) = line.split_once(": ").filter(|(_, value)| value.chars().count() > 3)?;
        let places: Vec<usize> = value.char_indices().map(|(at, _)| at).skip(2).collect();
        let at = line.len() - value.len() + dice.pick(&places);
        Some(format!("{}\n{}{}", &line[..at], dice.pick(&["", "  ", "　　"]), &line[at..]))
    }),
    ("a mark that is not closed", |line, _| {
        let end = line.rfind(['}', ']'])?;
        Some(format!("{}{}", &line[..end], &line[end + 1..]))
    }),
    ("a quote that is not closed", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(_, value)| !value.is_empty())?;
        let is_list = line.contains(['{', '[']);
        (!is_list)
            .then(|| format!("{key}: {}{value}", dice.pick(&["\"", "'", "“", "‘", "《", "（"])))
    }),
    ("a blank in a number", |line, _| {
        let (at, _) = line.char_indices().find(|(at, c)| {
            let is_digit = |c: char| c.is_ascii_digit();
            is_digit(*c) && line[..*at].ends_with(is_digit)
        })?;
        Some(format!("{} {}", &line[..at], &line[at..]))
    }),
    ("a comment without blank", |line, _| {
        let is_value = line.contains(": ") && !line.contains(['{', '[']);
        is_value.then(|| format!("{line} #六好"))
    }),
];

fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn replaced(line: &str, from: &str, to: &str, dice: &mut Dice) -> Option<String> {
    let places: Vec<usize> = line.match_indices(from).map(|(at, _)| at).collect();
    let at = *places.get(dice.below(places.len()))?;
    Some(format!("{}{to}{}", &line[..at], &line[at + from.len()..]))
}

pub(super) fn whole(facts: &str) -> String {
    format!("---\n{facts}\n---\n{BODY}\n")
}

pub(super) fn profile(read: &Read) -> Option<Profile> {
    read.story.as_ref().map(|story| story.profile.clone())
}

/// Every Han character and figure of a value, for where its meaning cannot be compared.
fn marks(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_changed_line_is_taken_as_it_was_meant_or_told() {
    let mut tried = 0;
    let mut fallen = Vec::new();
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let facts = *dice.pick(&FACTS);
        let lines: Vec<&str> = facts.lines().collect();
        let at = dice.below(lines.len());
        let kind = dice.below(9);
        let is_plain = kind > 2;
        let (name, change) = match kind {
            0 => ("joined", None),
            1 | 2 => named(*dice.pick(&OTHER)),
            _ => named(*dice.pick(&PLAIN)),
        };
        let mut changed: Vec<&str> = lines.clone();
        let line = match change {
            Some(change) => change(lines[at], &mut dice),
            None => joined(&lines, at, &mut dice),
        };
        let Some(line) = line else { continue };
        changed[at] = &line;
        if change.is_none() {
            changed.remove(at + 1);
        }
        let (text, at) = saved(whole(&changed.join("\n")), at, &mut dice);
        // A line that was broken in two, with a blank one between where all are doubled.
        let lines = at..at + if text.contains("---\n\n") { 3 } else { 2 };
        tried += 1;
        if let Err(fault) = holds(facts, &text, lines, is_plain) {
            fallen.push(format!("{name} (seed {seed}): {fault}"));
        }
    }
    report(&fallen, tried);
    assert!(tried >= tries() / 4, "{tried} changes alone");
}

fn named((name, change): (&'static str, Change)) -> (&'static str, Option<Change>) {
    (name, Some(change))
}

/// A line that was joined with the next one, as where a line break was lost.
fn joined(lines: &[&str], at: usize, dice: &mut Dice) -> Option<String> {
    let next = lines.get(at + 1)?;
    Some(format!("{}{}{}", lines[at], dice.pick(&["", " ", "，", "；", "　"]), next.trim_start()))
}

/// A text as it stands in a file, now and then as Notepad, an old Mac or DOS saves it; and in which line of it, from 1,
/// the facts have their line `at`, from 0.
fn saved(text: String, at: usize, dice: &mut Dice) -> (String, usize) {
    match dice.below(16) {
        0 | 1 => (format!("\u{FEFF}{}", text.replace('\n', "\r\n")), at + 2),
        2 => (text.replace('\n', "\r"), at + 2),
        3 => (text.replacen('\n', "\r\n", 4), at + 2),
        4 => (format!("\u{FEFF}\u{FEFF}{text}"), at + 2),
        5 => (format!("{text}\u{1A}"), at + 2),
        6 => (text.replace('\n', "\n\n"), at * 2 + 3),
        _ => (text, at + 2),
    }
}

/// What must hold of a text whose `lines`, from 1, were changed.
fn holds(facts: &str, text: &str, lines: Range<usize>, is_plain: bool) -> Result<(), String> {
    let base = profile(&read(&whole(facts))).unwrap();
    let found = read(text);
    let is_told = found.told.iter().any(|line| lines.contains(line));
    let shown = || {
        let profile = profile(&found).map(|profile| format!("{profile:?}")).unwrap_or_default();
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        let line = plain.lines().nth(lines.start - 1).unwrap_or_default();
        let value = line.split_once(':').map_or(line, |(_, value)| value);
        let profile = marks(&profile);
        // In brackets each value has its key before it.
        let parts = value.split(['{', '}', '[', ']', ',', '，']);
        let mut values = parts.filter_map(|part| part.rsplit(':').next()).map(marks);
        !marks(value).is_empty() && values.all(|value| profile.contains(&value))
    };
    let is_same = profile(&found).as_ref() == Some(&base);
    let is_kept = is_same || is_told || !is_plain && shown();
    if !is_kept {
        return Err(format!("neither kept nor told\n{text}\n{:?}", found.faults));
    }
    // What is mended is what was read, and is mended once.
    let file = "a.md".into();
    if let Some(fixed) = fix::fix(&file, text.as_bytes()) {
        let after = profile(&read(&fixed.after));
        let before = profile(&found);
        if before.is_some() && before != after {
            return Err(format!("mended to other facts\n{text}\n{}", fixed.after));
        }
        if fix::fix(&file, fixed.after.as_bytes()).is_some() {
            return Err(format!("mended twice\n{text}\n{}", fixed.after));
        }
    }
    Ok(())
}
