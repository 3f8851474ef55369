//! "Did you mean", measured: slips made by rule from every key and every Chinese name of every
//! table, and the share of them that is answered with the right key.
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use liuhao::config::SITE;
use liuhao::parse::profile::keys::{PAGE, PROFILE, SERIES};
use liuhao::schema::{Field, Fields, Shape, fields, find, nearest, suggest};

/// The share of right answers that is asked for, in percent.
const WANTED: usize = 95;

/// Characters that sound alike: what one gets from a pinyin keyboard by taking the wrong one.
const HOMOPHONES: &str = "党挡 员原 总宗 数树 平瓶 均君 年粘 龄令 标彪 题提 期七 稿搞 下夏 线现 系细 列烈 序续 号浩 \
    据剧 截节 至制 封风 明名 摘斋 要药 签千 旧就 地弟 址指 支知 部步 荣容 誉玉 机基 制治 动洞 板版 块快 署树 豁霍 \
    免勉 名明 称成 单丹 位为 所锁 属熟 县现 区驱 成程 立力 时实 间件 曾层 用永 原员 因音 段断 班般 子紫 离里 休修 \
    退腿 在再 职值 人仁 级及 度渡 起启 止纸 批坯 次刺 颁班 发法 量亮 备被 注住 容荣 角脚 色涩 姓性 规归 则责 理里 \
    由油 网往 简减 介界 头投 像象 菜蔡 链练 接街 每美 页叶 订定 阅月 篇偏 字自 主煮 好号 供工 审沈 编边 辑集 责则 \
    任认 一衣 二儿 三叁 核合 整正 来莱 源元 摄射 影颖 撰赚";

/// A slip: the tables it is made in, what is typed, and what is meant.
struct Slip {
    top: Fields,
    table: Fields,
    typed: String,
    meant: Vec<String>,
    kind: &'static str,
}

fn homophone(c: char) -> Option<char> {
    HOMOPHONES.split_whitespace().find_map(|pair| pair.strip_prefix(c)?.chars().next())
}

/// Whether what is told, in the words of the file, is the key that is meant.
fn says(slip: &Slip, told: &str, meant: &str) -> bool {
    let name = told.rsplit('.').next().unwrap();
    let key = meant.rsplit('.').next().unwrap();
    let group = meant.split_once('.').and_then(|(group, _)| find(slip.top, group, true));
    let inner = group.and_then(|group| find(group.table(), name, false));
    let found = [find(slip.table, name, true), find(slip.top, told, true), inner];
    told == meant || found.into_iter().flatten().any(|field| field.key() == key)
}

/// Every kind of one slip in a name.
fn slips(name: &str) -> Vec<(&'static str, String)> {
    let letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    let text = |letters: Vec<char>| letters.into_iter().collect::<String>();
    let edited = |edit: &dyn Fn(&mut Vec<char>)| {
        let mut letters = letters.clone();
        edit(&mut letters);
        text(letters)
    };
    let mut found = Vec::new();
    if letters.len() > 1 {
        found.push((
            "deletion",
            edited(&|letters| {
                letters.remove(middle);
            }),
        ));
        found.push(("swap", edited(&|letters| letters.swap(middle - 1, middle))));
        let twice = letters[middle];
        found.push(("insertion", edited(&|letters| letters.insert(middle, twice))));
    }
    if name.is_ascii() && letters.len() > 1 {
        found.push(("substitution", edited(&|letters| letters[middle] = 'x')));
        found.push(("capital", edited(&|letters| letters[0] = letters[0].to_ascii_uppercase())));
    }
    for (at, c) in letters.iter().enumerate() {
        if let Some(other) = homophone(*c) {
            found.push(("homophone", edited(&|letters| letters[at] = other)));
        }
    }
    found
}

fn is_group(field: &Field) -> bool {
    !matches!(field.path, "rules") && matches!(field.shape, Shape::Group(_) | Shape::Groups(_))
}

/// The slips of every name in `table`, and of the tables inside it.
fn of_table(top: Fields, table: Fields, found: &mut Vec<Slip>) {
    let is_top = std::ptr::addr_eq(top, table);
    let mut add = |name: &str, meant: String| {
        for (kind, typed) in slips(name) {
            // A slip that gives another name of the table is no unknown key.
            if find(table, &typed, is_top).is_none() {
                found.push(Slip { top, table, typed, meant: vec![meant.clone()], kind });
            }
        }
    };
    for field in fields(table) {
        let flat = if is_top { field.flat } else { &[] };
        for name in [&[field.key()], field.aliases, flat].concat() {
            add(name, field.key().to_owned());
        }
        for inner in field.fields().filter(|_| is_top && is_group(field)) {
            for name in inner.flat.iter().filter(|name| !field.aliases.contains(name)) {
                add(name, format!("{}.{}", field.key(), inner.key()));
            }
        }
    }
    for field in fields(table).filter(|field| is_group(field)) {
        of_table(top, field.table(), found);
    }
}

/// Keys of a group that stand at the top.
fn wrong_nesting(top: Fields, found: &mut Vec<Slip>) {
    let groups = || fields(top).filter(|field| is_group(field));
    for inner in groups().flat_map(Field::fields) {
        for name in [&[inner.key()], inner.aliases].concat() {
            if find(top, name, true).is_none() {
                let holds = |group: &&Field| find(group.table(), name, false).is_some();
                let meant = groups().filter(holds).map(|group| {
                    let field = find(group.table(), name, false).unwrap();
                    format!("{}.{}", group.key(), field.key())
                });
                let (typed, meant) = (name.to_owned(), meant.collect());
                found.push(Slip { top, table: top, typed, meant, kind: "nesting" });
            }
        }
    }
}

#[test]
fn at_least_95_of_100_slips_are_answered_with_the_right_key() {
    let mut all = Vec::new();
    let tables: [Fields; 4] = [&PROFILE, &SERIES, &PAGE, &SITE];
    for top in tables {
        of_table(top, top, &mut all);
        wrong_nesting(top, &mut all);
    }
    assert!(all.len() >= 200, "{}", all.len());
    let mut wrong = Vec::new();
    for slip in &all {
        let told = suggest(slip.top, slip.table, &slip.typed);
        if !told.as_ref().is_some_and(|told| slip.meant.iter().any(|meant| says(slip, told, meant)))
        {
            wrong.push(format!("{} {}: {told:?}, not {:?}", slip.kind, slip.typed, slip.meant));
        }
    }
    let right = all.len() - wrong.len();
    println!("{right} of {} slips answered rightly", all.len());
    println!("{}", wrong.join("\n"));
    assert!(right * 100 >= all.len() * WANTED, "{right} of {}:\n{}", all.len(), wrong.join("\n"));
}

#[test]
fn slips_that_were_seen() {
    let cases = [
        ("党原总数", "党员总数"),
        ("平均年令", "平均年龄"),
        ("total", "members.total"),
        ("darft", "draft"),
        ("biaoti", "title"),
        ("“标题”", "标题"),
        ("离修党员", "离休党员"),
        ("支部名秤", "支部名称"),
        ("Title", "title"),
        ("average-age", "members.average_age"),
        ("members.totla", "members.total"),
        ("honors", "honours"),
        ("as of", "as_of"),
    ];
    for (typed, meant) in cases {
        assert_eq!(suggest(&PROFILE, &PROFILE, typed).as_deref(), Some(meant), "{typed}");
    }
    for typed in ["提升", "支部建设", "qqqqqq", "2024", "天气"] {
        assert_eq!(suggest(&PROFILE, &PROFILE, typed), None, "{typed}");
    }
}

#[test]
fn values_of_a_list_have_a_nearest_one_too() {
    let levels = ["县级", "市级", "省级", "国家级"];
    for (typed, meant) in
        [("现级", "县级"), ("市及", "市级"), ("国级", "国家级"), ("xianji", "县级")]
    {
        assert_eq!(nearest(typed, levels.into_iter()), Some(meant), "{typed}");
    }
    let rules = ["age-bands-total", "broken-link"];
    assert_eq!(nearest("age_band_total", rules.into_iter()), Some("age-bands-total"));
    assert_eq!(nearest("甲", rules.into_iter()), None);
}
