//! One change, and the whole text before and after.

use liuhao::edit::{self, Why};
use liuhao::parse::profile::keys::PROFILE;

use crate::edited;

/// Facts with a text below.
fn whole(facts: &str) -> String {
    format!("---\n{facts}---\n正文。\n")
}

/// Does a change of these facts and holds them against what they are to be; a second time nothing changes.
#[track_caller]
fn becomes(facts: &str, change: &str, after: &str) {
    let change = format!("[{change}]");
    let once = edited(&whole(facts), &change).unwrap_or_else(|refusal| {
        panic!("{facts}\n{change}\n{refusal:?}");
    });
    assert_eq!(once, whole(after), "{change}");
    let is_repeatable = !change.contains("comment") && change.contains("\"set\"");
    if is_repeatable {
        assert_eq!(edited(&once, &change).unwrap(), once, "{change}, again");
    }
}

#[track_caller]
fn refused(facts: &str, change: &str, why: &Why, line: Option<usize>) {
    let refusal = edited(&whole(facts), &format!("[{change}]")).unwrap_err();
    assert_eq!((&refusal.why, refusal.line), (why, line), "{change}");
}

fn set(path: &str, value: &str) -> String {
    serde_json::json!({"op": "set", "path": path, "value": value}).to_string()
}

fn cell(path: &str, nth: usize, field: &str, value: &str) -> String {
    serde_json::json!({"op": "set", "path": path, "nth": nth, "field": field, "value": value})
        .to_string()
}

#[test]
fn a_value_is_replaced_in_its_place() {
    let facts = "# 头\ntitle:   旧  # 注\n\n日期: 2024-03-18\n";
    becomes(facts, &set("title", "新"), "# 头\ntitle:   新  # 注\n\n日期: 2024-03-18\n");
    becomes("title: '旧'\n", &set("title", "新's"), "title: '新''s'\n");
    becomes("title: \"旧\"\n", &set("title", "新"), "title: \"新\"\n");
    becomes("title: 旧\n", &set("title", "甲: 乙"), "title: '甲: 乙'\n");
    becomes("title: 旧\n", &set("title", "甲 #六好"), "title: '甲 #六好'\n");
    becomes("title: 旧\n", &set("title", "“六好”：一"), "title: “六好”：一\n");
    becomes("title: 旧\n", &set("title", "null"), "title: 'null'\n");
    becomes("title: 旧\n", &set("title", "[甲"), "title: '[甲'\n");
    becomes("title: 旧\n", &set("title", "2024"), "title: 2024\n");
    becomes("title: 旧\n", &set("title", "- 甲 'x' \\ \"y\""), "title: '- 甲 ''x'' \\ \"y\"'\n");
    becomes("党员总数: 22名\n", &set("members.total", "23名"), "党员总数: 23名\n");
    becomes(
        "members: {total: 22, women: 9}\n",
        &set("members.total", "1,200"),
        "members: {total: '1,200', women: 9}\n",
    );
    becomes(
        "党员:\n  总数: 22\n  女: 9\n",
        &set("members.women", "近10名"),
        "党员:\n  总数: 22\n  女: 近10名\n",
    );
}

#[test]
fn a_key_without_value_is_filled_and_its_comment_stays() {
    becomes("title:\ndate:\n", &set("title", "甲"), "title: 甲\ndate:\n");
    becomes("title:   # 标题\n", &set("title", "甲"), "title: 甲   # 标题\n");
    becomes(
        "members:\n  total:\n  women:\n",
        &set("members.total", "22"),
        "members:\n  total: 22\n  women:\n",
    );
    becomes("members:\n", &set("members.total", "22"), "members:\n  total: 22\n");
    becomes("title: ~\n", &set("title", "甲"), "title: 甲\n");
    becomes(
        "members: {total: , women: 9}\n",
        &set("members.total", "22"),
        "members: {total: 22 , women: 9}\n",
    );
}

#[test]
fn texts_of_several_lines() {
    becomes(
        "summary: |\n  甲\n  乙\ntitle: 丙\n",
        &set("summary", "甲\n\n丁"),
        "summary: |\n  甲\n\n  丁\ntitle: 丙\n",
    );
    becomes(
        "summary: |-\n    甲\n\n\ntitle: 丙\n",
        &set("summary", "乙"),
        "summary: |-\n    乙\n\n\ntitle: 丙\n",
    );
    becomes(
        "summary: >\n  甲\n  乙\ntitle: 丙\n",
        &set("summary", "丁"),
        "summary: >\n  丁\ntitle: 丙\n",
    );
    becomes("summary: 甲\n  乙\ntitle: 丙\n", &set("summary", "丁"), "summary: 丁\ntitle: 丙\n");
    becomes(
        "summary: 甲\ntitle: 丙\n",
        &set("summary", "甲\n乙"),
        "summary: |\n  甲\n  乙\ntitle: 丙\n",
    );
    becomes("summary: 甲 # 注\n", &set("summary", "甲\n乙"), "summary: \"甲\\n乙\" # 注\n");
    becomes(
        "summary: '甲\n  乙'\ntitle: 丙\n",
        &set("summary", "丁"),
        "summary: '丁'\ntitle: 丙\n",
    );
    // As it is read, it is what stands there.
    becomes(
        "summary: 甲\n  乙\ntitle: 丙\n",
        &set("summary", "甲乙"),
        "summary: 甲\n  乙\ntitle: 丙\n",
    );
}

#[test]
fn a_missing_key_goes_behind_its_neighbour_in_the_look_of_the_file() {
    becomes(
        "title: 甲\nseries: s\n",
        &set("date", "2024-03-18"),
        "title: 甲\ndate: 2024-03-18\nseries: s\n",
    );
    becomes(
        "标题: 甲\n系列: s\n",
        &set("date", "2024-03-18"),
        "标题: 甲\n日期: 2024-03-18\n系列: s\n",
    );
    becomes("date: 2024-03-18\n", &set("title", "甲"), "title: 甲\ndate: 2024-03-18\n");
    becomes(
        "标题: 甲\n支部名称: 乙\n活动:\n  党课: 6次\n",
        &set("members.total", "22"),
        "标题: 甲\n支部名称: 乙\n党员总数: 22\n活动:\n  党课: 6次\n",
    );
    becomes(
        "标题: 甲\n支部:\n    名称: 乙\n活动:\n    党课: 6次\n",
        &set("members.total", "22"),
        "标题: 甲\n支部:\n    名称: 乙\n党员:\n    总数: 22\n活动:\n    党课: 6次\n",
    );
    becomes(
        "title: 甲\nbranch:\n  name: 乙  # 注\n  county: 丙\n",
        &set("branch.unit", "丁"),
        "title: 甲\nbranch:\n  name: 乙  # 注\n  unit: 丁\n  county: 丙\n",
    );
    becomes(
        "members: {total: 22}\n",
        &set("members.women", "9"),
        "members: {total: 22, women: 9}\n",
    );
    becomes(
        "members: {women: 9}\n",
        &set("members.total", "22"),
        "members: {total: 22, women: 9}\n",
    );
    becomes("members: {}\n", &set("members.total", "22"), "members: {total: 22}\n");
    becomes("branch: 甲支部\n", &set("branch.unit", "乙"), "branch: 甲支部\n所属单位: 乙\n");
    becomes("branch: 甲支部\n", &set("branch.name", "乙支部"), "branch: 乙支部\n");
    becomes("", &set("title", "甲"), "标题: 甲\n");
}

#[test]
fn an_entry_goes_with_its_lines_and_comments_above_stay() {
    becomes(
        "# 一\ntitle: 甲  # 二\n# 三\ndate: 2024\n",
        &set("title", ""),
        "# 一\n# 三\ndate: 2024\n",
    );
    becomes("title: 甲\n", &set("date", ""), "title: 甲\n");
    becomes("members: {total: 22, women: 9}\n", &set("members.total", ""), "members: {women: 9}\n");
    becomes(
        "members: {total: 22, women: 9}\n",
        &set("members.women", ""),
        "members: {total: 22}\n",
    );
    becomes(
        "members:\n  total: 22\ntitle: 甲\n",
        &set("members.total", ""),
        "members:\ntitle: 甲\n",
    );
    becomes("summary: |\n  甲\n\n  乙\ntitle: 丙\n", &set("summary", ""), "title: 丙\n");
    becomes(
        "title: 甲\nhonours:\n  - title: 乙\n    level: 县级\n",
        r#"{"op":"remove","path":"honours"}"#,
        "title: 甲\n",
    );
}

#[test]
fn rows_of_entries() {
    let facts = "活动:\n  党课: 6次  # 注\n  走访: {数量: 30人次, 起: 2022年以来}\n";
    becomes(
        facts,
        &cell("activities", 0, "activity.count", "7次"),
        "活动:\n  党课: 7次  # 注\n  走访: {数量: 30人次, 起: 2022年以来}\n",
    );
    becomes(
        facts,
        &cell("activities", 0, "activity.name", "党课宣讲"),
        "活动:\n  党课宣讲: 6次  # 注\n  走访: {数量: 30人次, 起: 2022年以来}\n",
    );
    becomes(
        facts,
        &cell("activities", 0, "activity.since", "2023年以来"),
        "活动:\n  党课: {数量: 6次, 起: 2023年以来}  # 注\n  走访: {数量: 30人次, 起: 2022年以来}\n",
    );
    becomes(
        facts,
        &cell("activities", 1, "activity.since", ""),
        "活动:\n  党课: 6次  # 注\n  走访: {数量: 30人次}\n",
    );
    becomes(
        facts,
        r#"{"op":"move","path":"activities","nth":1,"to":0}"#,
        "活动:\n  走访: {数量: 30人次, 起: 2022年以来}\n  党课: 6次  # 注\n",
    );
    becomes(
        facts,
        r#"{"op":"remove","path":"activities","nth":0}"#,
        "活动:\n  走访: {数量: 30人次, 起: 2022年以来}\n",
    );
    becomes(
        facts,
        r#"{"op":"insert","path":"activities","values":{"activity.name":"义诊","activity.count":"3场, 共5天"}}"#,
        "活动:\n  党课: 6次  # 注\n  走访: {数量: 30人次, 起: 2022年以来}\n  义诊: 3场, 共5天\n",
    );
    becomes(
        facts,
        r#"{"op":"insert","path":"activities","nth":1,"values":{"activity.name":"义诊","activity.count":"3,000人","activity.note":"乙"}}"#,
        "活动:\n  党课: 6次  # 注\n  义诊: {数量: '3,000人', 备注: 乙}\n  走访: {数量: 30人次, 起: 2022年以来}\n",
    );
}

#[test]
fn rows_of_entries_in_other_looks() {
    becomes(
        "title: 甲\n",
        r#"{"op":"insert","path":"activities","values":{"activity.name":"义诊","activity.count":"3场"}}"#,
        "title: 甲\nactivities:\n  义诊: 3场\n",
    );
    becomes(
        "activities: {党课: 6次}\n",
        r#"{"op":"insert","path":"activities","nth":0,"values":{"activity.name":"义诊","activity.count":"3场"}}"#,
        "activities: {义诊: 3场, 党课: 6次}\n",
    );
    becomes(
        "活动:\n  - 党课: 6次\n  - 走访: 3次\n",
        r#"{"op":"move","path":"activities","nth":0,"to":1}"#,
        "活动:\n  - 走访: 3次\n  - 党课: 6次\n",
    );
    becomes(
        "活动:\n  - 党课: 6次\n",
        r#"{"op":"insert","path":"activities","values":{"activity.name":"义诊","activity.count":"3场"}}"#,
        "活动:\n  - 党课: 6次\n  - {义诊: 3场}\n",
    );
    becomes(
        "活动: 党课6次\n",
        r#"{"op":"insert","path":"activities","values":{"activity.name":"义诊","activity.count":"3场"}}"#,
        "活动:\n  - 党课6次\n  - {名称: 义诊, 数量: 3场}\n",
    );
    becomes(
        "年龄段:\n  69岁及以下: 15\n  未列全: true\n",
        &cell("members.age_bands", 0, "age_band.count", "16"),
        "年龄段:\n  69岁及以下: 16\n  未列全: true\n",
    );
    becomes(
        "党员:\n  总数: 22\n",
        r#"{"op":"insert","path":"members.age_bands","values":{"age_band.label":"70-79岁","age_band.count":"5"}}"#,
        "党员:\n  总数: 22\n  年龄段:\n    70-79岁: 5\n",
    );
}

#[test]
fn rows_of_groups() {
    let facts =
        "honours:\n  # 一\n  - {title: 示范, level: 县级}  # 二\n  - title: 先进\n    year: 2023\n";
    becomes(facts, &cell("honours", 0, "honour.level", "市级"), &facts.replace("县级", "市级"));
    becomes(
        facts,
        &cell("honours", 1, "honour.level", "省级"),
        "honours:\n  # 一\n  - {title: 示范, level: 县级}  # 二\n  - title: 先进\n    level: 省级\n    year: 2023\n",
    );
    becomes(
        facts,
        &cell("honours", 1, "honour.title", ""),
        "honours:\n  # 一\n  - {title: 示范, level: 县级}  # 二\n  - year: 2023\n",
    );
    becomes(
        facts,
        r#"{"op":"insert","path":"honours","values":{"honour.title":"“六好”, 示范","honour.level":"县级"}}"#,
        "honours:\n  # 一\n  - {title: 示范, level: 县级}  # 二\n  - title: 先进\n    year: 2023\n  - {title: '“六好”, 示范', level: 县级}\n",
    );
    becomes(
        facts,
        r#"{"op":"move","path":"honours","nth":0,"to":1}"#,
        "honours:\n  # 一\n  - title: 先进\n    year: 2023\n  - {title: 示范, level: 县级}  # 二\n",
    );
    becomes(
        facts,
        r#"{"op":"remove","path":"honours","nth":0}"#,
        "honours:\n  # 一\n  - title: 先进\n    year: 2023\n",
    );
}

#[test]
fn rows_of_groups_in_other_looks() {
    becomes(
        "荣誉:\n  - 2023年度县级先进党支部\n",
        r#"{"op":"set","path":"honours","nth":0,"value":"2024年度市级先进党支部"}"#,
        "荣誉:\n  - 2024年度市级先进党支部\n",
    );
    becomes(
        "标题: 甲\n",
        r#"{"op":"insert","path":"honours","values":{"honour.title":"示范"}}"#,
        "标题: 甲\n荣誉:\n  - {名称: 示范}\n",
    );
    becomes(
        "title: 甲\nhonours:\n#  - title: 例\ndate: 2024-03-18\n",
        r#"{"op":"insert","path":"honours","values":{"honour.title":"示范"}}"#,
        "title: 甲\nhonours:\n  - {title: 示范}\n#  - title: 例\ndate: 2024-03-18\n",
    );
    becomes(
        "整理: 党建科\n审核: 张三\n",
        &cell("signoff", 1, "signoff.by", "李四"),
        "整理: 党建科\n审核: 李四\n",
    );
    becomes(
        "整理: 党建科\n审核: 张三\n",
        r#"{"op":"remove","path":"signoff","nth":0}"#,
        "审核: 张三\n",
    );
    becomes(
        "署名:\n  - {角色: 整理, 姓名: 党建科}\n",
        r#"{"op":"set","path":"signoff","nth":0,"field":"signoff.by","value":["甲科","乙科"]}"#,
        "署名:\n  - {角色: 整理, 姓名: [甲科, 乙科]}\n",
    );
    becomes(
        "支部:\n  名称: 甲\n",
        r#"{"op":"insert","path":"branch.former_names","values":{"former_name.name":"乙","former_name.until":"2016年12月"}}"#,
        "支部:\n  名称: 甲\n  曾用名:\n    - {名称: 乙, 至: 2016年12月}\n",
    );
}

#[test]
fn lists_of_texts() {
    let texts = |path: &str, texts: &[&str]| {
        serde_json::json!({"op": "set", "path": path, "value": texts}).to_string()
    };
    becomes(
        "tags: [甲乙, 丙丁]\n",
        &texts("tags", &["甲乙", "戊己", "丙丁"]),
        "tags: [甲乙, 戊己, 丙丁]\n",
    );
    becomes(
        "tags:\n  - 甲乙  # 一\n  - 丙丁\n",
        &texts("tags", &["甲乙", "丙丁", "戊己"]),
        "tags:\n  - 甲乙  # 一\n  - 丙丁\n  - 戊己\n",
    );
    becomes("tags:\n  - 甲乙  # 一\n  - 丙丁\n", &texts("tags", &["丙丁"]), "tags:\n  - 丙丁\n");
    becomes(
        "标签: 甲乙、丙丁\n",
        &texts("tags", &["甲乙", "丙丁", "戊己"]),
        "标签: 甲乙、丙丁、戊己\n",
    );
    becomes("标签: 甲乙、丙丁\n", &texts("tags", &["甲乙", "丙丁"]), "标签: 甲乙、丙丁\n");
    becomes("tags: []\n", &texts("tags", &["甲, 乙"]), "tags: ['甲, 乙']\n");
    becomes("tags:\n", &texts("tags", &["甲乙"]), "tags: [甲乙]\n");
    becomes("tags: [甲乙]\n", &texts("tags", &[]), "");
    becomes("title: 甲\n", &texts("tags", &["甲乙", "丙丁"]), "title: 甲\ntags: [甲乙, 丙丁]\n");
}

#[test]
fn questions_are_taken_or_dismissed() {
    let facts =
        "title: 甲\n# 待确认: 党员总数：原文“22名”\nmembers:\n  total:  # 待确认: 还是20名\n";
    becomes(
        facts,
        r##"{"op":"take","line":3,"comment":"# 待确认: 党员总数：原文“22名”","changes":[{"op":"set","path":"members.total","value":"22名"}]}"##,
        "title: 甲\nmembers:\n  total: 22名  # 待确认: 还是20名\n",
    );
    becomes(
        facts,
        r##"{"op":"dismiss","line":5,"comment":"# 待确认: 还是20名"}"##,
        "title: 甲\n# 待确认: 党员总数：原文“22名”\nmembers:\n  total:\n",
    );
    refused(
        facts,
        r##"{"op":"dismiss","line":3,"comment":"# 待确认: 不在"}"##,
        &Why::NoComment,
        Some(3),
    );
    // What stands in a value is no comment.
    refused(
        "summary: |\n  # 待确认: 甲\n",
        r##"{"op":"dismiss","line":3,"comment":"# 待确认: 甲"}"##,
        &Why::Unproven,
        Some(3),
    );
}

#[test]
fn line_ends_marks_and_the_end_of_the_file_stay() {
    let before = "\u{FEFF}---\r\ntitle: 甲\r\nmembers:\r\n  total: 22\r\n---\r\n正文。\n没有换行";
    let after =
        edited(before, &format!("[{},{}]", set("members.women", "9"), set("date", "2024-03-18")))
            .unwrap();
    assert_eq!(
        after,
        "\u{FEFF}---\r\ntitle: 甲\r\ndate: 2024-03-18\r\nmembers:\r\n  total: 22\r\n  women: 9\r\n---\r\n正文。\n没有换行"
    );
    let bare = "---\ntitle: 甲\n---";
    assert_eq!(edited(bare, &format!("[{}]", set("title", "乙"))).unwrap(), "---\ntitle: 乙\n---");
}

#[test]
fn a_slip_elsewhere_does_not_stand_in_the_way() {
    becomes(
        "标题：甲\n日期: 2024-03-18\n",
        &set("date", "2024-03-19"),
        "标题：甲\n日期: 2024-03-19\n",
    );
    becomes("标题：甲\n日期: 2024-03-18\n", &set("title", "乙"), "标题：乙\n日期: 2024-03-18\n");
    becomes(
        "标题: 甲\n党员总数: ２２名\n",
        &set("members.total", "23名"),
        "标题: 甲\n党员总数: 23名\n",
    );
}

#[test]
fn what_cannot_be_shown_to_be_right_is_refused() {
    refused("title: 甲\n标题: 乙\n", &set("title", "丙"), &Why::Twice("title".into()), Some(3));
    refused("title: &a 甲\nseries: *a\n", &set("title", "乙"), &Why::Anchor, Some(2));
    refused(
        "title: [甲]\n",
        &set("date", "2024").replace("date", "none"),
        &Why::UnknownField("none".into()),
        None,
    );
    refused("title:\n  甲: 乙\n", &set("title", "丙"), &Why::Shape, Some(2));
    refused("title: 甲\n", &set("title", "乙\u{1}"), &Why::Forbidden, None);
    refused(
        "honours: [示范]\n",
        &cell("honours", 0, "honour.level", "县级"),
        &Why::Phrase,
        Some(2),
    );
    refused("title: 甲\n", &cell("honours", 0, "honour.level", "县级"), &Why::NoRow, None);
    let refusal = edited("没有资料\n", &format!("[{}]", set("title", "甲"))).unwrap_err();
    assert_eq!(refusal.why, Why::NoFrontMatter);
    let gbk = [b"---\ntitle: \xBC\xD7\n---\n".as_slice()].concat();
    assert_eq!(edit::edit_bytes(&gbk, &PROFILE, &[]).unwrap_err().why, Why::Encoding);
    // One that is refused undoes those before it.
    let both = format!("[{},{}]", set("title", "乙"), cell("honours", 3, "honour.level", "县级"));
    assert_eq!(edited(&whole("title: 甲\n"), &both).unwrap_err().why, Why::NoRow);
}

#[test]
fn an_alias_itself_can_be_changed() {
    becomes("title: &a 甲\nseries: *a\n", &set("series", "s"), "title: &a 甲\nseries: s\n");
}

#[test]
fn the_text_below_changes_line_by_line() {
    let source = edit::decode("---\r\ntitle: 甲\r\n---\r\n一\r\n二\n三".as_bytes()).unwrap();
    assert_eq!(
        edit::body(&source, "一\n二\n四\n五").unwrap(),
        "---\r\ntitle: 甲\r\n---\r\n一\r\n二\n四\r\n五"
    );
    assert_eq!(edit::body(&source, "一\n二\n三").unwrap(), source.text);
    let bare = edit::decode(b"---\ntitle: a\n---").unwrap();
    assert_eq!(edit::body(&bare, "b").unwrap(), "---\ntitle: a\n---\nb");
    assert_eq!(edit::body(&bare, "").unwrap(), "---\ntitle: a\n---");
}
