//! The changes that people make to facts: to a line, and to a file as a whole.

use super::Dice;
use super::facts::{BODY, whole};

/// A change of a line.
pub(super) type Change = fn(&str, &mut Dice) -> Option<String>;

/// Changes that leave the plain meaning as it is.
pub(super) const PLAIN: [(&str, Change); 33] = [
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
    ("a wide blank in front", |line, dice| {
        let is_top = !line.starts_with([' ', '-']);
        is_top.then(|| format!("{}{line}", dice.pick(&["　", "　　", "\t", "\u{A0}", "\u{2003}"])))
    }),
    ("an indentation of other blanks", |line, dice| {
        let rest = line.strip_prefix("  ")?;
        let blanks = ["\u{A0}\u{A0}", "\u{2003}", "\u{2002}\u{2002}", "\u{200B}  ", " \t", "\t\t"];
        Some(format!("{}{rest}", dice.pick(&blanks)))
    }),
    ("a key set apart", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| !key.starts_with([' ', '-']))?;
        let pairs = ["【】", "〖〗", "［］", "[]", "《》", "「」", "（）", "“”"];
        let pair = *dice.pick(&pairs);
        let mut marks = pair.chars();
        let (open, close) = (marks.next()?, marks.next()?);
        let between = dice.pick(&["", " ", "：", ": ", "　", " = "]);
        (is_han(key) && !value.is_empty()).then(|| format!("{open}{key}{close}{between}{value}"))
    }),
    ("a mark for the colon", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| !key.starts_with([' ', '-']))?;
        let marks = ["——", " —— ", "……", "→", "=", "－", "，", "为", "/", "|"];
        let is_number = value.starts_with(|c: char| c.is_ascii_digit()) && key != "系列";
        let mark = dice.pick(if is_number { &marks } else { &marks[..4] });
        let is_text = !value.starts_with(['{', '[', '"', '\'', '“', '—', '…']);
        (is_han(key) && is_text && !value.is_empty()).then(|| format!("{key}{mark}{value}"))
    }),
    ("a drawn line", |line, dice| {
        let is_top = !line.starts_with([' ', '-']) && !line.ends_with(['|', '>']);
        let drawn = ["====", "****", "～～～～", "……", "* * *", "★★★★", "____", "+++"];
        is_top.then(|| format!("{line}\n{}", dice.pick(&drawn)))
    }),
    ("a number in brackets", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(key, _)| !key.contains("系列"))?;
        let is_number = value.starts_with(|c: char| c.is_ascii_digit())
            && !value.contains(['，', '、', '（', '(']);
        let pair = *dice.pick(&["（）", "()", "【】", "［］", "[]"]);
        let mut marks = pair.chars();
        let (open, close) = (marks.next()?, marks.next()?);
        is_number.then(|| format!("{key}: {open}{value}{close}"))
    }),
    ("a tab for the colon", |line, _| {
        let is_top = !line.starts_with([' ', '-']) && !line.contains(['{', '[']);
        let (key, value) = line.split_once(": ").filter(|_| is_top)?;
        Some(format!("{key}\t{value}"))
    }),
    ("a full stop behind a number", |line, dice| {
        let (_, value) = line.split_once(": ").filter(|(key, _)| !key.contains("系列"))?;
        let is_number = value.starts_with(|c: char| c.is_ascii_digit());
        is_number.then(|| format!("{line}{}", dice.pick(&["。", "；", ";"])))
    }),
    ("a dash that was corrected", |line, dice| {
        let rest = line.strip_prefix("  - ")?;
        Some(format!(
            "  {}{rest}",
            dice.pick(&["— ", "– ", "• ", "●\t", "·　", "➢ ", "√ ", "\u{F0B7} "])
        ))
    }),
];

/// Changes after which something else may be meant.
pub(super) const OTHER: [(&str, Change); 20] = [
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
            ("标题", "標題"),
            ("党员", "黨員"),
            ("总数", "總數"),
            ("县区", "縣區"),
            ("荣誉", "榮譽"),
            ("机制", "機制"),
            ("活动", "活動"),
            ("标签", "標籤"),
            ("审核", "審核"),
            ("年龄", "年齡"),
            ("日期", "日 期 "),
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
    ("a numeral of Han", |line, _| {
        let at = line.find(['名', '岁', '次', '场']).filter(|_| !line.contains('{'))?;
        let digits =
            line[..at].len() - line[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let number: u32 =
            line[at - digits..at].parse().ok().filter(|number| (11..100).contains(number))?;
        let han = |digit: u32| {
            "零一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap()).unwrap()
        };
        let mut word = if number < 20 { String::new() } else { han(number / 10).to_string() };
        word.push('十');
        word.extend((!number.is_multiple_of(10)).then(|| han(number % 10)));
        Some(format!("{}{word}{}", &line[..at - digits], &line[at..]))
    }),
    ("a letter for a figure", |line, dice| {
        let (at, c) = line.char_indices().find(|(_, c)| matches!(c, '0' | '1'))?;
        let letter = if c == '0' {
            *dice.pick(&["O", "o", "〇", "○"])
        } else {
            *dice.pick(&["l", "I", "一"])
        };
        Some(format!("{}{letter}{}", &line[..at], &line[at + 1..]))
    }),
    ("a pictogram", |line, dice| {
        let signs = ["📌", "👍", "✅", "☆", "→"];
        let sign = dice.pick(&signs);
        let (key, value) = line.split_once(": ")?;
        Some(if dice.below(2) == 0 {
            format!("{sign}{line}")
        } else {
            format!("{key}: {sign}{value}")
        })
    }),
    ("a remark of another language", |line, dice| {
        let is_value = line.contains(": ") && !line.contains(['{', '[']);
        let remark = dice.pick(&[
            " // 已核对",
            " <!-- 已核对 -->",
            " /* 已核对 */",
            " ；已核对",
            "（已核对）",
        ]);
        is_value.then(|| format!("{line}{remark}"))
    }),
    ("another mark for the colon", |line, dice| {
        let mark = dice.pick(&["；", "，", "。", "=", "——", "→", "｜", "/", "、"]);
        replaced(line, ": ", mark, dice)
    }),
    ("a bracket round the value", |line, dice| {
        let (key, value) = line.split_once(": ").filter(|(_, value)| !value.is_empty())?;
        let (open, close) =
            *dice.pick(&[("【", "】"), ("（", "）"), ("<", ">"), ("《", "》"), ("「", "」")]);
        Some(format!("{key}: {open}{value}{close}"))
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

/// A change of a file.
type Whole = fn(&str, &mut Dice) -> String;

/// Changes of a whole file, after which somebody has to be told, or everything is as it was.
pub(super) const WHOLE: [(&str, Whole); 8] = [
    ("no end", |facts, _| format!("---\n{facts}\n\n{BODY}\n")),
    ("no begin", |facts, _| format!("{facts}\n---\n{BODY}\n")),
    ("neither", |facts, _| format!("{facts}\n\n{BODY}\n")),
    ("the end behind the last value", |facts, dice| {
        format!("---\n{facts}{}---\n{BODY}\n", dice.pick(&["", " ", "　"]))
    }),
    ("the text behind the end", |facts, _| format!("---\n{facts}\n---{BODY}\n")),
    ("an end in the midst", |facts, dice| {
        let lines: Vec<&str> = facts.lines().collect();
        // A sign-off may stand above a text, and is shown there.
        let is_key = |at: &usize| !lines[*at].starts_with([' ', '-', '整', '审', '署']);
        let keys: Vec<usize> = (1..lines.len()).filter(is_key).collect();
        let at = *dice.pick(&keys);
        format!("---\n{}\n---\n{}\n---\n{BODY}\n", lines[..at].join("\n"), lines[at..].join("\n"))
    }),
    ("other dashes", |facts, dice| {
        let dashes = ["--", "———", "— — —", "===", "***", "－－－", "___", "……", "~~~", "-----"];
        let (open, close) = (*dice.pick(&dashes), *dice.pick(&dashes));
        format!("{open}\n{facts}\n{close}\n{BODY}\n")
    }),
    ("a line moved", |facts, dice| {
        let mut lines: Vec<&str> = facts.lines().collect();
        let line = lines.remove(dice.below(lines.len()));
        lines.insert(dice.below(lines.len() + 1), line);
        whole(&lines.join("\n"))
    }),
];
