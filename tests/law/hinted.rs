//! Facts that nobody can read for their writer: each is told in the words of its own kind, and what the message says to write
//! is read.

use liuhao::locale::{Language, Locale};

use super::facts::{profile, whole};
use super::read;

/// What is typed, and what message and help say of it.
const HINTED: &[(&str, &str)] = &[
    // What is to be worked out.
    ("党员总数: 20+6名", "写算好的数：26名"),
    ("党员总数: 20＋6", "写算好的数：26"),
    ("女党员: 26-19", "写算好的数：7"),
    ("女党员: =5+2人", "写算好的数：7人"),
    ("活动:\n  党课: 12*2场", "写算好的数：24场"),
    ("活动:\n  党课: 12场×2", "写算好的数：24"),
    ("年龄段: {60-69岁: 8+1, 70岁以上: 9}", "写算好的数：9"),
    // A blank inside a number.
    ("党员总数: 2 6名", "是不是想写 26名？"),
    ("活动:\n  捐款: 12 000元", "是不是想写 12000元？"),
    ("活动:\n  党课: 12 场 次", "是不是想写 12场次？"),
    // Dates of a table, and of numerals.
    ("成立时间: 39600", "是不是想写 2008年6月1日？"),
    ("成立时间: Jun-08", "是不是想写 2008年6月？"),
    ("成立时间: jun-98", "是不是想写 1998年6月？"),
    ("成立时间: 二OO八年六月", "是不是想写 二〇〇八年六月？"),
    // What stands among age bands and activities and is neither.
    ("年龄段:\n  60-69岁: 8\n  70岁以上: 18\n  合计: 26", "各段相加就是它，删去这一行"),
    ("年龄段: {男: 19, 女: 7}", "女党员写在“女党员”一项"),
    ("年龄段:\n  - 岁数: 60-69岁\n    人数: 8", "是不是想写 年龄？"),
    ("活动:\n  - 男: 19人\n  - 女: 7人", "说的是党员，不是活动"),
    ("活动:\n  男/女: 19/7", "说的是党员，不是活动"),
    ("活动:\n  年龄段: 男/女", "说的是党员，不是活动"),
    ("活动:\n  女党员: 7名", "说的是党员，不是活动"),
    ("班子成员: 示例甲、示例乙、示例丙", "这里写人数，如 3名"),
    ("班子成员: 书记、组织委员、宣传委员", "这里写人数，如 3名"),
    ("党员总数: 26名 其中女党员7名", "女党员: 7名"),
    ("男党员: 19名", "给读者看的写进正文"),
];

/// All that is told of a text, in Chinese.
fn told(text: &str) -> String {
    let locale = Locale::new(Language::Chinese);
    let mut all = String::new();
    for fault in read(text).faults {
        all += &locale.text(&fault.message);
        all += "\n";
        all += &fault.help.map(|help| locale.text(&help)).unwrap_or_default();
        all += "\n";
    }
    all
}

#[test]
fn what_nobody_can_read_is_told_with_what_to_write() {
    let mut fallen = Vec::new();
    for (typed, said) in HINTED {
        let text = whole(&format!("标题: 甲\n{typed}"));
        let told = told(&text);
        if !told.contains(said) {
            fallen.push(format!("{typed}: {told}"));
        }
        // What is suggested can be read.
        let value = said.strip_prefix("写算好的数：").or_else(|| {
            said.strip_prefix("是不是想写 ")?.strip_suffix('？').filter(|name| *name != "年龄")
        });
        let key = typed.split(':').next().unwrap_or_default();
        if let Some(value) = value.filter(|_| !typed.contains('\n') && !typed.contains('{')) {
            let mended = whole(&format!("标题: 甲\n{key}: {value}"));
            assert!(profile(&read(&mended)).is_some(), "{mended}: {:?}", read(&mended).faults);
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// None of it is said of what is no sum and no table.
#[test]
fn no_sum_is_seen_where_none_is() {
    for typed in [
        "党员总数: 26名左右吧",
        "党员总数: C-19",
        "成立时间: 2008~2010",
        "成立时间: 上世纪90年代",
        "成立时间: 6/1/2008",
        "活动:\n  党课: 12场/24场",
    ] {
        let told = told(&whole(&format!("标题: 甲\n{typed}")));
        assert!(!told.contains("写算好的数") && !told.contains("是不是想写"), "{typed}: {told}");
    }
    let told = told(&whole(
        "标题: 甲\n日期: 2024-07-01\n活动: {男声合唱: 6次, 女职工关爱: 3次, 理论学习: 12次}",
    ));
    assert!(told.is_empty(), "{told}");
}
