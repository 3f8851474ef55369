//! Quantities and dates through the front door: the worked examples, the seed story, and any string at all.

use liuhao::date::{self, PartialDate};
use liuhao::quantity::{
    AgeRange, Phrase, Qualifier, QuantityError, parse, parse_quantity, scan, tiles,
};
use proptest::prelude::*;

/// `value qualifier unit` as the table writes them.
fn shown(phrase: &str) -> String {
    match parse(phrase) {
        Ok(Phrase::Quantity(q)) => format!("{}\t{}\t{}", q.value(), q.qualifier().name(), q.unit()),
        Ok(Phrase::Date(date)) => format!("{}\texact\tdate", date.to_iso()),
        Err(error) => format!("{error}"),
    }
}

#[test]
fn what_is_counted_may_be_named_behind_its_measure() {
    for (phrase, is) in [
        ("12个村", "12\texact\t个"),
        ("9个乡镇", "9\texact\t个"),
        ("30余个村", "30\tat_least\t个"),
        ("20个左右", "20\tabout\t个"),
        ("3个月", "3\texact\t个月"),
        ("12甲乙丙丁", "12\texact\t甲乙丙丁"),
        ("三百十人", "310\texact\t人"),
        ("9～9亿元", "900000000..900000000\trange\t元"),
    ] {
        assert_eq!(shown(phrase), is, "{phrase}");
    }
    assert!(parse("12个长得数不清的名字").is_err());
}

#[test]
fn the_worked_examples_are_read_as_the_table_says() {
    let table = include_str!("quantities.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let (phrase, expected) = line.split_once('\t').expect("every row has a phrase");
        let is = shown(phrase);
        if is.trim_end() != expected.trim_end() {
            wrong.push(format!("{phrase}: {is:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(table.lines().count(), 136);
}

#[test]
fn the_seed_story_holds_its_facts_and_nothing_else() {
    let story = include_str!("fixtures/seed-story.txt");
    let expected = [
        "22名 67岁 69岁及以下 15人 70-79岁 5人 80岁以上 2人",
        "1名 3名 3名 12名 90余场次 6500余元 5件 2个",
        "3名 2场次 8次",
        "10余场次 3场次 6次",
        "5名 8场次 20余条",
        "22名 5名 2名 5名 1名 2名",
    ];
    let by_paragraph: Vec<String> = story
        .lines()
        .map(|line| scan(line).map(|found| found.quantity.text().to_owned()).collect::<Vec<_>>())
        .filter(|found| !found.is_empty())
        .map(|found| found.join(" "))
        .collect();
    assert_eq!(by_paragraph, expected);
    let found: Vec<_> = scan(story).collect();
    let total = found.iter().find(|f| story[f.range.end..].starts_with("退休党员特长"));
    assert_eq!(total.and_then(|found| found.quantity.exact_whole()), Some(22));
}

#[test]
fn intervals_are_as_the_design_says() {
    let interval = |phrase: &str| {
        use std::ops::Bound::{Excluded, Included, Unbounded};
        let interval = parse_quantity(phrase).unwrap().interval();
        let low = match interval.low {
            Included(n) => format!("[{n}"),
            Excluded(n) => format!("({n}"),
            Unbounded => "(".to_owned(),
        };
        let high = match interval.high {
            Included(n) => format!("{n}]"),
            Excluded(n) => format!("{n})"),
            Unbounded => ")".to_owned(),
        };
        format!("{low}, {high}")
    };
    assert_eq!(interval("22名"), "[22, 22]");
    assert_eq!(interval("6500余元"), "(6500, 6600]");
    assert_eq!(interval("1.3万余份"), "(13000, 14000]");
    assert_eq!(interval("100多万元"), "(1000000, 2000000]");
    assert_eq!(interval("80岁以上"), "[80, )");
    assert_eq!(interval("逾200场"), "(200, )");
    assert_eq!(interval("近百场"), "[80, 100)");
    assert_eq!(interval("约50人"), "[45, 55]");
    assert_eq!(interval("不足50人"), "[40, 50)");
    assert_eq!(interval("不满50人"), "[0, 50)");
    assert_eq!(interval("3人以内"), "[0, 3]");
    assert_eq!(interval("3—5名"), "[3, 5]");
    assert_eq!(interval("几十件"), "[20, 100)");
    assert_eq!(interval("三分之一"), "[1/3, 1/3]");
    assert_eq!(interval("八成"), "[72, 88]");
}

#[test]
fn hedges_and_ranges_combine() {
    assert_eq!(shown("22"), "22\texact\t");
    assert_eq!(shown(" 22 名 "), "22\texact\t名");
    assert_eq!(shown("第三批"), "3\texact\t批");
    assert_eq!(shown("至少3-5人"), "3..5\tat_least\t人");
    assert_eq!(shown("3-5人左右"), "3..5\tabout\t人");
    assert_eq!(shown("9～16亿元"), "900000000..1600000000\trange\t元");
    assert_eq!(shown("1万至2万元"), "10000..20000\trange\t元");
    assert_eq!(shown("两个多月"), "2\tat_least\t个月");
    assert_eq!(shown("两年半"), "2.5\texact\t年");
    assert_eq!(shown("100人有余"), "100\tat_least\t人");
    assert_eq!(shown("20几名"), "20\tat_least\t名");
    assert_eq!(shown("三分之二以上"), "2/3\tat_least\t");
    assert_eq!(shown("2000多年"), "2000\tat_least\t年");
    assert_eq!(shown("3专题以上"), "3\tat_least\t专题");
    assert_eq!(shown("不超过5万元"), "50000\tless\t元");
    assert_eq!(shown("七八成"), "70..80\trange\t%");
    let once = |phrase| parse_quantity(phrase).unwrap().hedged_once();
    assert_eq!(once("超6500余人次"), ["超6500人次", "6500余人次"]);
    assert_eq!(once("大约200余人次"), ["大约200人次", "200余人次"]);
    assert_eq!(once("上百余场"), ["上百场", "百余场"]);
    assert_eq!(once("约90余场次左右"), ["90余场次", "90场次左右", "约90场次"]);
    let twice = |phrase| parse_quantity(phrase).unwrap().is_hedged_twice();
    assert!(twice("超6500余人次") && twice("近100余人") && !twice("近100人"));
}

#[test]
fn what_is_not_understood_says_where() {
    let error = |phrase: &str| parse(phrase).unwrap_err();
    assert_eq!(error(""), QuantityError::NoNumber { offset: 0 });
    assert_eq!(error("好多名"), QuantityError::NoNumber { offset: 0 });
    assert_eq!(error(" 22名党员"), QuantityError::Trailing { offset: 6 });
    assert_eq!(error(&"9".repeat(40)), QuantityError::TooLarge { offset: 0 });
    assert_eq!(error("零分之一"), QuantityError::ZeroDenominator { offset: 0 });
    assert!(matches!(error("5-3人"), QuantityError::RangeReversed { offset: 0, .. }));
    assert!(matches!(error("3场-5次"), QuantityError::UnitsDiffer { offset: 6, .. }));
    assert!(matches!(error("2024-02-30"), QuantityError::Date { .. }));
    assert_eq!(error("2019-2023年"), QuantityError::IsDate { offset: 0 });
    assert_eq!(parse_quantity("2005年8月"), Err(QuantityError::IsDate { offset: 0 }));
}

/// Each of these once made a reader go back over the whole rest of the text.
#[test]
fn blanks_behind_money_are_no_part_of_it() {
    for blank in [" ", "　", "\u{a0}", "  "] {
        for (text, money) in [("¥0", "¥0"), ("花费¥1,200", "¥1,200"), ("￥ 20", "￥ 20")] {
            let prose = format!("{text}{blank}，另有3名");
            let found: Vec<_> =
                scan(&prose).map(|one| prose[one.range.clone()].to_owned()).collect();
            assert_eq!(found, [money, "3名"], "{prose}");
        }
    }
}

#[test]
fn long_runs_are_read_in_linear_time() {
    for unit in ["百", "万亿", "十几", "1,250,", "3人-", "第三、", "“", "9", " 3 "] {
        // A quadratic reader takes a minute for this.
        assert!(scan(&unit.repeat(40_000)).count() <= 40_000, "{unit}");
    }
}

/// Text that is dense in what the grammar looks at, so that random strings reach its corners.
fn dense() -> impl Strategy<Value = String> {
    let words = "0 3 12 2005 1,250 . 5 % 一 两 三 五六 十 百 千 万 亿 几 数 零 点 分之 百分之 余 \
        多 来 半 近 约 超过 上 不足 以上 左右 及以下 人 人次 名 场 场次 次 元 个 月 年 日 岁 成 支部 - \
        — 至 ～ 、 , 第 “ ” 《 》 + N 党员 / : 〕";
    let words: Vec<&str> = words.split(' ').chain([" ", "\n"]).collect();
    prop::collection::vec(prop::sample::select(words), 0..14).prop_map(|w| w.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => dense(), 1 => any::<String>(), 1 => "[0-9０-９一二三十百千万亿余约岁年月日名.\\-～]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_reader_panic(text in any_text()) {
        let _ = date::parse(&text);
        let _ = date::parse_prefix(&text);
        if let Ok(one) = AgeRange::parse(&text) {
            let _ = tiles(&[one, AgeRange { min: one.max, max: None }, one]);
        }
        match parse(&text) {
            Ok(Phrase::Quantity(quantity)) => prop_assert_eq!(quantity.text(), text.trim()),
            Ok(Phrase::Date(_)) => {}
            Err(error) => prop_assert!(text.is_char_boundary(error.offset()), "{:?}", error),
        }
    }

    #[test]
    fn what_is_found_lies_in_order_and_parses_to_the_same(text in any_text()) {
        let mut end = 0;
        for found in scan(&text) {
            prop_assert!(found.range.start >= end && found.range.end > found.range.start);
            end = found.range.end;
            let phrase = text.get(found.range.clone()).expect("a range lies on character boundaries");
            let again = parse_quantity(phrase);
            prop_assert_eq!(again.as_ref(), Ok(&found.quantity), "{} in {}", phrase, text);
        }
    }

    #[test]
    fn a_phrase_made_by_the_grammar_is_read_as_it_was_made(
        value in 1_u32..1900,
        hedges in prop::sample::select(vec![
            ("", "", "", Qualifier::Exact), ("约", "", "", Qualifier::About),
            ("至少", "", "", Qualifier::AtLeast), ("", "余", "", Qualifier::AtLeast),
            ("", "多", "", Qualifier::AtLeast), ("", "", "以上", Qualifier::AtLeast),
            ("", "", "左右", Qualifier::About), ("不超过", "", "", Qualifier::Less),
            ("近", "余", "", Qualifier::About), ("", "", "以内", Qualifier::Less),
        ]),
        scale in prop::sample::select(vec![("", 1_u64), ("万", 10_000), ("亿", 100_000_000)]),
        unit in prop::sample::select(vec!["名", "人次", "场", "场次", "元", "平方米", "个", "岁"]),
    ) {
        let (before, inner, after, qualifier) = hedges;
        let phrase = format!("{before}{value}{}{inner}{unit}{after}", scale.0);
        let quantity = parse_quantity(&phrase).expect("the grammar made it");
        prop_assert_eq!(quantity.value().low().whole(), Some(u64::from(value) * scale.1));
        prop_assert_eq!(quantity.qualifier(), qualifier);
        prop_assert_eq!(quantity.unit(), unit);
        let sentence = format!("共{phrase}。");
        prop_assert_eq!(scan(&sentence).next().map(|found| found.quantity), Some(quantity));
    }

    #[test]
    fn a_date_is_read_back_from_both_of_its_forms(
        year in 1900_i16..=2199, month in prop::option::of(1_i8..=12), day in prop::option::of(1_i8..=31),
    ) {
        if let Ok(date) = PartialDate::new(year, month, day) {
            prop_assert_eq!(date::parse(&date.to_iso()), Ok(date));
            prop_assert_eq!(date::parse(&date.to_chinese()), Ok(date));
            prop_assert_eq!(parse(&date.to_chinese()), Ok(Phrase::Date(date)));
            prop_assert!(date.first_day() <= date.last_day());
        }
    }
}

/// What is found in a prose, in its own words.
fn found(text: &str) -> Vec<String> {
    scan(text).map(|found| found.quantity.text().to_owned()).collect()
}

#[test]
fn half_of_something_and_half_a_year_are_found_in_a_prose() {
    for (text, is) in [
        ("历时半年，走遍全县", vec!["半年"]),
        ("近半年来，半个月一次", vec!["半个月"]),
        ("上半年开展3次，下半年5次", vec!["3次", "5次"]),
        ("过半党员报名，一半以上是老教师", vec!["过半", "一半以上"]),
        ("党员大半住在县城，半数以上愿意参加", vec!["大半", "半数以上"]),
        ("年过半百，忙了大半辈子，半路出家", vec![]),
        ("半个世纪的坚守，两年半时间", vec!["半个世纪", "两年半"]),
    ] {
        assert_eq!(found(text), is, "{text}");
    }
}

#[test]
fn hedges_and_units_of_offices_are_found_in_a_prose() {
    for (text, is) in [
        ("开展活动60场（次），参加120余人（次）", vec!["60场（次）", "120余人（次）"]),
        ("培训5轮次，走访不下50次，多达300人参加", vec!["5轮次", "不下50次", "多达300人"]),
        ("人数过百人，活动破百场", vec!["过百人", "破百场"]),
        ("经过百般努力，通过百场宣讲，打破百年旧俗", vec![]),
        ("惠及80+人次，捐款1万+元", vec!["80+人次", "1万+元"]),
        ("“1+3+N”与1+3+N、线上+3场", vec![]),
        ("捐款12，000元，3，500人次", vec!["12，000元", "3，500人次"]),
        ("参加的有12，3名是新党员", vec!["3名"]),
    ] {
        assert_eq!(found(text), is, "{text}");
    }
}

#[test]
fn an_ordinal_is_no_amount() {
    for phrase in ["第3期", "第三批", "第12场", "第二次", "第5名"] {
        assert_eq!(parse_quantity(phrase), Err(QuantityError::IsOrdinal { offset: 0 }), "{phrase}");
    }
}
