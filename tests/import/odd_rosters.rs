//! Rosters as offices keep them: titles above, groups, two sheets, two columns, offices of long ago.

use crate::archives::{spreadsheet, spreadsheet_as};
use crate::support::{Run, Site};

/// What is counted of these sheets.
fn count(sheets: &[(&str, &[&[&str]])]) -> Run {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("roster.xlsx");
    std::fs::write(&path, spreadsheet(sheets)).unwrap();
    let site = Site::new();
    site.run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"])
}

const HEADER: &[&str] = &["姓名", "性别", "出生年月", "党内职务"];
const FIRST: &[&str] = &["示例甲", "男", "1950.03", "支部书记"];
const SECOND: &[&str] = &["示例乙", "女", "1955.11", "支委"];
const THIRD: &[&str] = &["示例丙", "男", "1943-06-01 00:00:00", "原县委书记"];

#[test]
fn offices_of_long_ago_are_none_of_the_committee() {
    let run = count(&[("名册", &[&["示例县林业局党员名册"], HEADER, FIRST, SECOND, THIRD])]);
    run.exits(0).says("total: 3名").says("committee: 2名").says("80岁以上: 1");
    assert!(!run.out.contains("partial"), "{}", run.out);
}

#[test]
fn a_sheet_that_is_no_roster_is_told_and_not_asked_for() {
    let sheet: &[&[&str]] = &[HEADER, FIRST, SECOND];
    let other: &[&[&str]] = &[&["项目", "人数"], &["党员", "2"]];
    count(&[("名册", sheet), ("统计", other)]).exits(0).says("total: 2名").says("另有 1 张工作表");
    count(&[("甲", sheet), ("乙", sheet)]).exits(1).says("2 张工作表");
}

#[test]
fn two_rosters_side_by_side_are_refused() {
    let rows: &[&[&str]] = &[
        &["姓名", "性别", "出生年月", "姓名", "性别", "出生年月"],
        &["示例甲", "男", "1950.03", "示例乙", "女", "1955.11"],
    ];
    count(&[("名册", rows)]).exits(1).says("并排");
}

#[test]
fn a_roster_with_a_column_for_each_person_is_refused_whole() {
    for rows in [
        &[
            &["姓名", "示例甲", "示例乙", "示例丙"] as &[&str],
            &["性别", "男", "女", "男"],
            &["出生年月", "1950.03", "1955.11", "1943.06"],
        ] as &[&[&str]],
        &[
            &["示例县林业局党员名册"],
            &["序号", "1", "2"],
            &["姓名", "示例甲", "示例乙"],
            &["性别", "男", "女"],
            &["职务", "书记", "支委"],
        ],
    ] {
        count(&[("名册", rows)]).exits(1).says("转置");
    }
}

#[test]
fn who_is_of_the_committee_may_have_a_column_of_its_own() {
    for (header, yes, no) in
        [("是否支委", "是", "否"), ("支委会成员", "√", ""), ("班子成员", "组织委员", "无")]
    {
        let rows: &[&[&str]] = &[
            &["姓名", "性别", "身份", "出生年月", header],
            &["示例甲", "男", "退休干部", "1950.03", yes],
            &["示例乙", "女", "退休干部", "1955.11", yes],
            &["示例丙", "男", "离休干部", "1933.06", no],
        ];
        let run = count(&[("名册", rows)]);
        run.exits(0).says("committee: 2名").says("veteran: 1名").says("retired: 2名");
    }
}

#[test]
fn bands_in_a_column_are_no_ages() {
    let rows: &[&[&str]] =
        &[&["姓名", "性别", "年龄段"], &["示例甲", "男", "70-79岁"], &["示例乙", "女", "80岁以上"]];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("total: 2名").says("只算了 0 名");
    assert!(!run.out.contains("年龄用的是"), "{}", run.out);
}

#[test]
fn groups_count_where_each_member_has_one_and_the_same_person_twice_is_told() {
    let rows: &[&[&str]] = &[&["一、离休干部"], HEADER, THIRD, &["二、退休干部"], FIRST, SECOND];
    count(&[("名册", rows)]).exits(0).says("veteran: 1名").says("retired: 2名");
    let rows: &[&[&str]] = &[HEADER, THIRD, &["二、退休干部"], FIRST, SECOND];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("没有分开数");
    assert!(!run.out.contains("veteran"), "{}", run.out);
    let run = count(&[("名册", &[HEADER, FIRST, SECOND, FIRST])]);
    run.exits(0).says("total: 3名").says("第 4 行：姓名和出生与上面一行相同");
    assert!(!run.out.contains("示例甲"), "{}", run.out);
}

#[test]
fn titles_of_groups_are_no_members_and_years_may_have_two_digits() {
    let header: &[&str] = &["姓名", "性别", "出生年月", "入党时间", "党内职务"];
    let rows: &[&[&str]] = &[
        &["示例县林业局离退休党支部党员花名册"],
        &["第一党小组"],
        header,
        &["示 例 甲", "男", "50.3", "72.5", "书记"],
        &[],
        &["示例　乙", "女", "55年11月", "80.7", "委员"],
        &["小  计", "2人"],
        &["第二党小组（1人）"],
        header,
        &["示例丙", "男", "16000", "05.7", ""],
        &["合计", "3人"],
    ];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("total: 3名").says("committee: 2名").says("women: 1名");
    run.says("69岁及以下: 1").says("70-79岁: 1").says("80岁以上: 1").says("average_age: 74岁");
    run.says("党龄 50 年以上 1 名").says("第 8 行：像是分组的标题");
    for word in ["示例甲", "示例乙", "示例丙", "示 例", "示例　乙", "16000"] {
        assert!(!run.out.contains(word) && !run.err.contains(word), "{word} in {}", run.out);
    }
}

#[test]
fn who_joined_when_is_told_where_it_is_not_known_of_all() {
    let header: &[&str] = &["姓名", "性别", "出生年月", "入党时间"];
    let rows: &[&[&str]] = &[
        header,
        &["示例甲", "男", "1950.03", "1972.5"],
        &["示例乙", "女", "1955.11", "不详"],
        &["示例丙", "男", "1948.07", "1974"],
    ];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("党龄 50 年以上 1 名").says("入党时间只认出 1 名的，党员共 3 名");
}

#[test]
fn tables_of_other_programs_are_told_with_what_to_do() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = Site::new();
    for (name, bytes) in [
        ("a.csv", &b"\xD0\xD5\xC3\xFB,\xD0\xD4\xB1\xF0\n"[..]),
        ("b.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0"),
        ("c.xml", b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let run = site.run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"]);
        run.exits(1).says("另存为 .xlsx");
    }
}

#[test]
fn a_sex_in_one_column_and_a_remark_that_says_who_is_retired_are_counted() {
    let header: &[&str] = &["编号", "党员姓名", "男/女", "出生日期", "备注"];
    let rows: &[&[&str]] = &[
        header,
        &["1", "示例甲", "男", "1950.03", "退休"],
        &["2", "示例乙", "女", "1955.11", "退休干部"],
        &["3", "示例丙", "男", "1930.01", "离休"],
    ];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("women: 1名").says("veteran: 1名").says("retired: 2名");
    // Where some have none, nobody is counted apart.
    let rows: &[&[&str]] =
        &[header, &["1", "示例甲", "男", "1950.03", "退休"], &["2", "示例乙", "女", "1955.11", ""]];
    let run = count(&[("名册", rows)]);
    assert!(!run.out.contains("retired"), "{}", run.out);
}

#[test]
fn who_is_no_member_of_the_party_is_not_counted() {
    let rows: &[&[&str]] = &[
        &["姓名", "性别", "出生年月", "政治面貌"],
        &["示例甲", "男", "1950.03", "中共党员"],
        &["示例乙", "女", "1955.11", "中共预备党员"],
        &["示例丙", "男", "1948.01", "群众"],
        &["示例丁", "男", "1949.01", "非党员"],
        &["示例戊", "男", "1947.01", ""],
    ];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("total: 3名").says("women: 1名");
    run.says("第 4 行：政治面貌不是党员").says("第 5 行：政治面貌不是党员");
}

#[test]
fn ages_are_read_in_either_width_and_in_words() {
    let rows: &[&[&str]] = &[
        &["姓名", "性别", "年龄"],
        &["示例甲", "男", "７４"],
        &["示例乙", "女", "68周岁"],
        &["示例丙", "男", "八十一岁"],
        &["示例丁", "女", "77"],
    ];
    let run = count(&[("名册", rows)]);
    run.exits(0).says("average_age: 75岁").says("80岁以上: 1");
}

/// A column that is not shown is read as any other; rows that are not shown are counted and named by number.
#[test]
fn what_is_hidden_in_a_sheet_is_counted_and_rows_are_told() {
    let fourth: &[&str] = &["示例丁", "女", "1950.01", ""];
    let rows: &[&[&str]] = &[HEADER, FIRST, SECOND, THIRD, fourth];
    let hidden = |xml: String| {
        let columns = "<cols><col min=\"2\" max=\"2\" width=\"0\" hidden=\"1\"/></cols><sheetData>";
        let xml = xml.replace("<sheetData>", columns);
        let xml = ["2", "3"].iter().fold(xml, |xml, row| {
            xml.replace(&format!("<row r=\"{row}\">"), &format!("<row r=\"{row}\" hidden=\"1\">"))
        });
        // Some programs give rows no number.
        xml.replace("<row r=\"5\">", "<row hidden=\"1\">")
    };
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("roster.xlsx");
    std::fs::write(&path, spreadsheet_as(&[("名册", rows)], &hidden)).unwrap();
    let site = Site::new();
    let run = site.run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"]);
    run.exits(0).says("total: 4名").says("women: 2名");
    run.says("有 3 行是隐藏或筛选掉的（第 2-3、5 行）");
}

#[test]
fn a_cell_that_is_merged_over_several_members_is_said_of_each() {
    let rows: &[&[&str]] = &[
        &["身份", "姓名", "性别", "出生年月"],
        &["离休", "示例甲", "男", "1928.03"],
        &["退休", "示例乙", "女", "1955.11"],
        &["", "示例丙", "男", "1943.06"],
        &["", "示例丁", "女", "1950.01"],
    ];
    let merged = |xml: String| {
        let cells = "<mergeCells><mergeCell ref=\"A3:A5\"/><mergeCell ref=\"B1:C1\"/></mergeCells>";
        xml.replace("</worksheet>", &format!("{cells}</worksheet>"))
    };
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("roster.xlsx");
    std::fs::write(&path, spreadsheet_as(&[("名册", rows)], &merged)).unwrap();
    let site = Site::new();
    let run = site.run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"]);
    run.exits(0).says("total: 4名").says("veteran: 1名").says("retired: 3名");
    // Where nothing is merged, an empty cell is not known.
    let run = count(&[("名册", rows)]);
    run.exits(0).says("离休还是退休只知道 2 名");
}

/// 群众 is said of both rows that its cell is merged over: neither is a member. A long text is said of none.
#[test]
fn a_party_that_is_merged_is_that_of_each() {
    let long = "群众".repeat(100);
    for (party, total) in [("群众", "total: 2名"), (long.as_str(), "total: 3名")] {
        let rows: &[&[&str]] = &[
            &["政治面貌", "姓名", "性别", "出生年月"],
            &["中共党员", "示例甲", "男", "1948.03"],
            &["", "示例乙", "女", "1955.11"],
            &[party, "示例丙", "男", "1943.06"],
            &["", "示例丁", "女", "1950.01"],
        ];
        let merged = |xml: String| {
            let cells = "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"A4:A5\"/><mergeCell ref=\"A2:A5\"/></mergeCells>";
            xml.replace("</worksheet>", &format!("{cells}</worksheet>"))
        };
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("roster.xlsx");
        std::fs::write(&path, spreadsheet_as(&[("名册", rows)], &merged)).unwrap();
        let run = Site::new().run(&[
            "import",
            "--roster",
            path.to_str().unwrap(),
            "--as-of",
            "2024-06-30",
        ]);
        run.exits(0).says(total);
    }
}

/// A filter hides every other row of a long roster: the first of them are named, and that there are more.
#[test]
fn of_many_hidden_rows_the_first_are_named() {
    let rows: Vec<&[&str]> =
        std::iter::once(HEADER).chain(std::iter::repeat_n(FIRST, 60)).collect();
    let hidden = |xml: String| {
        (1..=30).map(|nth| 2 * nth).fold(xml, |xml, row| {
            xml.replace(&format!("<row r=\"{row}\">"), &format!("<row r=\"{row}\" hidden=\"1\">"))
        })
    };
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("roster.xlsx");
    std::fs::write(&path, spreadsheet_as(&[("名册", &rows)], &hidden)).unwrap();
    let site = Site::new();
    let asked = ["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"];
    site.run(&asked).says("有 30 行是隐藏或筛选掉的（第 2、4、6、").says("、38、40 等行）");
}
