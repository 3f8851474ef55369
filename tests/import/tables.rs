//! Relatives of the rosters and forms of the examples: kept otherwise, named by the office.

use crate::archives::{paragraph, spreadsheet, spreadsheet_as, word};
use crate::support::Site;

/// What is counted of a roster.
fn counted(name: &str, bytes: &[u8]) -> (bool, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let site = Site::new();
    let run = site.run(&["import", "--roster", path.to_str().unwrap(), "--as-of", "2024-06-30"]);
    (run.code == Some(0), format!("{}{}", run.out, run.err))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of rosters")]
fn rosters_kept_otherwise_are_counted_or_told_and_name_nobody() {
    let header: &[&str] = &["序号", "姓 名", "性别", "出生\n年月", "入党时间", "党内职务", "备注"];
    let one: &[&str] = &["1", "示例甲", "男", "1945.03", "1970.07", "书记", ""];
    let two: &[&str] = &["2", "示例乙", "女", "16879", "1978年1月", "委员", ""];
    let three: &[&str] = &["3", "示例丙", "女", "１９５２年３月", "1980-05", "", ""];
    let blank: &[&str] = &[];
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        (
            "blank rows, serial days, full width",
            spreadsheet(&[("名册", &[header, one, blank, two, blank, three])]),
            &["total: 3名", "women: 2名"],
        ),
        (
            "sums at the end",
            spreadsheet(&[("名册", &[header, one, two, &["合计", "2人", "", "", "", "", ""]])]),
            &["total: 2名"],
        ),
        (
            "sums in the first row and a signature below",
            spreadsheet(&[(
                "名册",
                &[
                    header,
                    &["", "合计：2人", "", "", "", "", ""],
                    one,
                    two,
                    &["填表人：示例丁", "", "", "", "", "", ""],
                ],
            )]),
            &["total: 2名"],
        ),
        (
            "women marked behind their names, and who is no member",
            spreadsheet(&[(
                "名册",
                &[
                    &["姓名", "出生年月", "党内职务", "是否党员"],
                    &["示例甲", "1948.03", "书记", "是"],
                    &["示例乙（女）", "1955.11", "", "是"],
                    &["示例丙（女，回族）", "1939.06", "", "√"],
                    &["示例丁", "1941.01", "", "否"],
                ],
            )]),
            &["total: 3名", "women: 2名"],
        ),
        (
            "the dead and the moved",
            spreadsheet(&[(
                "名册",
                &[
                    header,
                    one,
                    two,
                    &["3", "示例丙", "男", "1940.01", "", "", "2023年去世"],
                    &["4", "示例丁", "男", "1941.01", "", "", "组织关系转出"],
                ],
            )]),
            &["total: 2名"],
        ),
        (
            "rows that a filter hides",
            spreadsheet_as(&[("名册", &[header, one, two, three])], &|xml| {
                xml.replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")
            }),
            &["total: 3名", "有 1 行是隐藏或筛选掉的（第 3 行）"],
        ),
        (
            "ages as text",
            spreadsheet(&[(
                "名册",
                &[
                    &["姓名", "性别", "年龄", "职务"],
                    &["示例甲", "男", "79岁", "书记"],
                    &["示例乙", "女", "71", "委员"],
                ],
            )]),
            &["total: 2名", "average_age: 75岁"],
        ),
        (
            "two groups below each other with headers of their own",
            spreadsheet(&[(
                "名册",
                &[&["离休干部"], header, one, &["退休干部"], header, two, three],
            )]),
            &["total: 3名"],
        ),
    ];
    let mut faults = Vec::new();
    for (what, bytes, says) in cases {
        let (_, said) = counted("a.xlsx", &bytes);
        for one in says.iter().filter(|one| !said.contains(**one)) {
            faults.push(format!("{what}: no {one} in {said}"));
        }
        for secret in ["示例甲", "示例乙", "示例丙", "示例丁", "1945.03", "16879", "1970.07"]
        {
            if said.contains(secret) {
                faults.push(format!("{what}: {secret} in {said}"));
            }
        }
    }
    let (gbk, _, _) = encoding_rs::GB18030.encode("姓名,性别,出生年月\n示例甲,男,1945.03\n");
    for (name, bytes) in [
        ("a.csv", gbk.into_owned()),
        ("a.et", [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat()),
    ] {
        let (is_counted, said) = counted(name, &bytes);
        if is_counted || !said.contains(".xlsx") || said.contains("示例甲") {
            faults.push(format!("{name}: {said}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n---\n"));
}

#[test]
fn a_row_of_a_form_that_is_called_like_a_key_of_the_office_is_that_fact() {
    let site = Site::new();
    site.put(
        "site.yaml",
        "name: 示例老干部\nfields:\n  - {name: 党建品牌, aliases: [品牌名称]}\n  - {name: 活动室面积, kind: 数量}\n  - {name: 特长, kind: 多项}\n  - {name: 授牌日期, kind: 日期}\n",
    );
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |label: &str, value: &str| format!("<w:tr>{}{}</w:tr>", cell(label), cell(value));
    let rows = [
        row("党员人数", "31名"),
        row("品牌名称", "红色先锋：银龄行动"),
        row("活动室 面积", "120平方米"),
        row("特长", "书法、摄影"),
        row("授牌日期", "还没有定"),
        row("支部特色", "老有所为"),
    ];
    let body = paragraph("山城灯火映初心")
        + &format!("<w:tbl>{}</w:tbl>", rows.concat())
        + &paragraph("示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名。")
        + &paragraph("支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。");
    site.put("a.docx", word(&body, &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    for line in ["党建品牌: 红色先锋：银龄行动", "活动室面积: 120平方米", "特长: [书法, 摄影]"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    // What is no day, and what nobody declared, stays in the text.
    assert!(text.contains("还没有定") && !text.contains("授牌日期: 还没有定\n特"), "{text}");
    assert!(text.contains("老有所为"), "{text}");
    site.run(&["check", "--drafts", "--today", "2026-01-01"]).exits(0);
}

#[test]
fn rows_of_a_form_without_a_field_are_read_like_any_text() {
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|text| paragraph(text)).collect();
        format!("<w:tr><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"))
    };
    let body = format!(
        "{}<w:tbl>{}{}{}{}</w:tbl>",
        paragraph("示例县离退休干部示范党支部申报表"),
        row(&["支部名称", "示例县林业局离退休干部第一党支部", "组建日期", "2006年5月"]),
        row(&["离退休党员人数", "31", "平均年龄（岁）", "71.5"]),
        row(&["支委会组成", "书记1名，委员4名", "联系电话", "13800000000"]),
        row(&["获奖情况", "2019年县级先进党支部", "推荐单位", "示例县林业局"]),
    );
    let site = Site::new();
    site.put("a.docx", word(&body, &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    for wanted in [
        "title: 示例县离退休干部示范党支部申报表\n",
        "  founded: 2006年5月\n",
        "  total: 31\n",
        "  average_age: '71.5'\n",
        "  committee: 5名\n",
        "  - {title: 先进党支部, level: 县级, year: 2019}\n",
        "| 获奖情况 | 2019年县级先进党支部 |",
        "| 支委会组成 | 书记1名，委员4名 |",
    ] {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
    assert!(!text.contains("13800000000") && !text.contains("retired"), "{text}");
}

#[test]
fn a_table_with_a_head_stays_in_its_place_and_says_how_many() {
    let row = |cells: [&str; 2]| {
        let cells = cells.map(paragraph);
        format!("<w:tr><w:tc>{}</w:tc></w:tr>", cells.join("</w:tc><w:tc>"))
    };
    let body = format!(
        "{}{}<w:tbl>{}{}{}{}</w:tbl>{}<w:tbl>{}{}</w:tbl>{}",
        paragraph("示例县林业局退休干部党支部先进事迹"),
        paragraph("示例县林业局退休干部党支部现有党员34名。"),
        row(["年龄段", "人数"]),
        row(["69岁及以下", "15人"]),
        row(["70-79岁", "12"]),
        row(["80岁以上", "7"]),
        paragraph("一年来，支部坚持开展活动。"),
        row(["活动", "次数"]),
        row(["主题党日", "12场次"]),
        paragraph("老党员都说好。"),
    );
    let site = Site::new();
    site.put("a.docx", word(&body, &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let facts = "    69岁及以下: 15\n    70-79岁: 12\n    80岁以上: 7\n";
    assert!(text.contains(facts) && text.contains("  主题党日: 12场次\n"), "{text}");
    let order =
        ["现有党员34名", "| 年龄段 | 人数 |", "一年来", "| 主题党日 | 12场次 |", "老党员都说好"];
    let places: Vec<Option<usize>> = order.iter().map(|words| text.find(words)).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?} in {text}");
}

/// A cell that goes on with the one above it.
const MERGED: &str = "^";

/// What is written of a story with these rows of a table below its first paragraph.
fn table_of(rows: &[&[&str]]) -> (String, String) {
    let row = |cells: &&[&str]| {
        let cell = |text: &&str| match *text {
            MERGED => format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", paragraph("")),
            text => format!("<w:tc>{}</w:tc>", paragraph(text)),
        };
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    let head = paragraph("山城灯火映初心")
        + &paragraph("示例县林业局退休干部党支部现有党员34名，平均年龄71岁。");
    let site = Site::new();
    site.put("a.docx", word(&format!("{head}<w:tbl>{rows}</w:tbl>"), &[]));
    let run = site.run(&["import", "a.docx", "--to", "content/branches/a"]);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    (text, format!("{}{}", run.out, run.err))
}

#[test]
fn a_form_whose_rows_stand_in_groups_is_a_form() {
    for below in [MERGED, ""] {
        let (text, said) = table_of(&[
            &["支部名称", "示例县林业局退休干部党支部", "成立时间", "2008年6月"],
            &["年龄结构", "69岁及以下", "15人"],
            &[below, "70-79岁", "12人"],
            &[below, "80岁以上", "7人"],
            &["党员情况", "女", "9", "离休", "2"],
            &[below, "退休", "32", "在职", "0"],
            &["主要荣誉", "2023年县级先进党支部"],
            &["主要事迹", "一年来，支部开展党课6次，老党员都说好。"],
            &["县委组织部意见", "（盖章）　　年　月　日"],
        ]);
        for fact in [
            "  founded: 2008年6月\n",
            "    69岁及以下: 15\n    70-79岁: 12\n    80岁以上: 7\n",
            "  women: 9\n",
            "  veteran: 2\n",
            "  retired: 32\n",
            "level: 县级, year: 2023}",
            "  党课: ",
        ] {
            assert!(text.contains(fact), "{fact:?} is not in {text}");
        }
        let is_said = |label: &str| said.contains(label) || text.contains(label);
        assert!(is_said("年龄结构") && is_said("党员情况"), "{said}");
    }
}

#[test]
fn a_table_of_honours_or_numbers_stays_a_table_and_is_read() {
    for (head, one, two) in [
        (
            ["序号", "荣誉名称", "授予单位", "时间"],
            ["1", "“六好”离退休干部示范党支部", "中共示例市委老干部局", "2023年10月"],
            ["2", "先进基层党组织", "中共示例县委", "2021"],
        ),
        (
            ["年份", "奖项", "级别", "备注"],
            ["2023年", "“六好”离退休干部示范党支部", "市级", ""],
            ["2021年", "先进基层党组织", "县级", ""],
        ),
    ] {
        let text = table_of(&[&head, &one, &two]).0;
        let honours = [
            "{title: “六好”离退休干部示范党支部, level: 市级, year: 2023}",
            "{title: 先进基层党组织, level: 县级, year: 2021}",
        ];
        let header = format!("平均年龄71岁。\n\n| {} |", head.join(" | "));
        crate::expected::holds(&text, &[honours[0], honours[1], &header], &["项目 | 内容"]);
    }
    let rows: &[&[&str]] = &[
        &["序号", "活动", "次数", "人次"],
        &["1", "主题党日", "12", "380"],
        &["2", "志愿服务", "45次", "240"],
    ];
    let text = table_of(rows).0;
    let wanted = ["  主题党日: 12次\n", "  志愿服务: 45次\n", "| 序号 | 活动 | 次数 | 人次 |"];
    crate::expected::holds(&text, &wanted, &[]);
}

#[test]
fn a_table_of_days_or_years_stays_one_and_names_no_activity() {
    for rows in [
        [
            &["时间", "活动内容", "地点", "人数"] as &[&str],
            &["3月5日", "志愿服务", "示例社区", "26"],
        ],
        [&["年份", "主题党日", "志愿服务", "参加人次"], &["2022年", "12次", "40次", "560"]],
    ] {
        let text = table_of(&rows).0;
        let table = format!("平均年龄71岁。\n\n| {} |", rows[0].join(" | "));
        crate::expected::holds(&text, &[&table], &["项目 | 内容", "年: 560人次"]);
    }
}

#[test]
fn a_form_says_a_number_with_or_without_its_unit_and_its_stamps_are_left_out() {
    let rows: &[&[&str]] = &[
        &["支部名称", "示例县林业局退休干部党支部", "成立时间", "2009.9"],
        &["党员人数", "34", "平均年龄", "71"],
        &["所在单位党组织意见", "（盖章）　年　月　日", "审核人签字", ""],
        &["县委老干部局审核意见", "同意推荐。（盖章）", "支部书记", "示例甲"],
    ];
    let (text, told) = table_of(rows);
    let wanted = ["  total: 34\n", "  unit: 示例县林业局\n", "| 支部书记 | 示例甲 |"];
    crate::expected::holds(&text, &wanted, &["盖章", "与表格不同", "同意推荐"]);
    crate::expected::holds(&told, &["所在单位党组织意见", "县委老干部局审核意见"], &[]);
}

#[test]
fn a_form_of_groups_and_lists_is_read() {
    let rows: &[&[&str]] = &[
        &["党员总数", "33名", "其中女党员9名"],
        &["年龄结构", "69岁及以下", "12名"],
        &["", "70-79岁", "14名"],
        &["", "80岁以上", "7名"],
        &["支部班子", "书记", "1名"],
        &["", "委员", "4名"],
    ];
    let wanted =
        ["  committee: 5名\n", "  women: 9名\n", "    69岁及以下: 12\n", "    80岁以上: 7\n"];
    let text = table_of(rows).0;
    crate::expected::holds(&text, &wanted, &[]);
    let list = "1.2021年被示例县委评为“先进基层党组织”</w:t><w:br/><w:t>2.2023年被示例市委组织部评为“示范党支部”";
    let rows: &[&[&str]] =
        &[&["支部名称", "示例县林业局退休干部党支部"], &["党员人数", "34名"], &["获得荣誉", list]];
    let wanted = [
        "{title: 先进基层党组织, level: 县级, year: 2021}",
        "{title: 示范党支部, level: 市级, year: 2023}",
        "1\\.2021年被示例县委评为“先进基层党组织”\n\n2\\.2023年",
    ];
    crate::expected::holds(&table_of(rows).0, &wanted, &["没有读准"]);
}

#[test]
fn a_table_in_a_frame_round_the_text_stays_a_table() {
    let row = |cells: [&str; 2]| {
        let cells = cells.map(paragraph).join("</w:tc><w:tc>");
        format!("<w:tr><w:tc>{cells}</w:tc></w:tr>")
    };
    let inner = format!("<w:tbl>{}{}</w:tbl>", row(["活动", "次数"]), row(["主题党日", "12次"]));
    let text =
        ["山城灯火映初心", "示例县林业局退休干部党支部现有党员34名，平均年龄71岁。"].map(paragraph);
    let frame = |inside: &str| format!("<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>");
    let body = frame(&format!("{}{inner}{}", text.concat(), paragraph("老党员都说好。")));
    let site = Site::new();
    site.put("a.docx", word(&body, &[]));
    site.run(&["import", "a.docx", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let table =
        "平均年龄71岁。\n\n| 活动 | 次数 |\n| --- | --- |\n| 主题党日 | 12次 |\n\n老党员都说好。";
    crate::expected::holds(&text, &[table, "title: 山城灯火映初心\n"], &[]);
}

#[test]
fn rosters_with_parts_of_dates_and_marks_for_the_sex_are_counted() {
    let (done, said) = counted(
        "a.xlsx",
        &spreadsheet(&[(
            "名册",
            &[
                &["姓名", "男", "女", "出生", "", "入党", "", "所在支部"],
                &["", "", "", "年", "月", "年", "月", ""],
                &["示例甲", "√", "", "1950", "3", "1970", "1", "第一支部"],
                &["示例乙", "", "√", "1948", "12", "1978", "6", "第二支部"],
                &["示例丙", "", "√", "1940", "5", "1980", "", "第一支部"],
            ],
        )]),
    );
    assert!(done, "{said}");
    for wanted in
        ["total: 3名", "women: 2名", "average_age: 77.7岁", "党龄 50 年以上 1 名", "2 个支部"]
    {
        assert!(said.contains(wanted), "no {wanted} in {said}");
    }
    for absent in ["示例甲", "示例乙", "示例丙", "第一支部", "1948"] {
        assert!(!said.contains(absent), "{absent} in {said}");
    }
}

#[test]
fn a_group_of_one_row_is_a_group_and_its_label_goes_with_its_rows() {
    let name = &["支部名称", "示例县林业局退休干部党支部"] as &[&str];
    let founded = &["成立时间", "2009年5月"] as &[&str];
    for (row, wanted) in [
        (
            &["年龄结构", "70-79岁", "9人"] as &[&str],
            "    70-79岁: 9\n---\n\n| 项目 | 内容 |\n| --- | --- |\n| 年龄结构 |  |\n| 70-79岁 | 9人 |\n",
        ),
        (&["党员情况", "女党员", "8名", "离休党员", "1名"], "  women: 8名\n"),
        (&["党员情况", "女党员", "8名", "离休党员", "1名"], "  veteran: 1名\n"),
        (&["支部班子", "书记", "1名", "委员", "4名"], "  committee: 5名\n"),
        (&["活动开展", "集中学习", "14次"], "| 活动开展 |  |\n| 集中学习 | 14次 |\n"),
    ] {
        let (text, said) = table_of(&[name, row, founded]);
        crate::expected::holds(&text, &[wanted, "  founded: 2009年5月\n"], &["名称不明"]);
        assert!(said.contains(row[0]) || text.contains(row[0]), "{} in {text}{said}", row[0]);
    }
    // Rows of as many cells each are a table.
    let rows: &[&[&str]] =
        &[&["年度", "活动", "次数"], &["去年", "学习", "12次"], &["今年", "走访", "9次"]];
    crate::expected::holds(&table_of(rows).0, &["| 年度 | 活动 | 次数 |"], &[]);
}

#[test]
fn a_sum_says_again_what_stands_above_it() {
    for sum in ["合计", "合 计", "总计", "小计", "共计"] {
        let rows: &[&[&str]] =
            &[&["活动", "次数"], &["集中学习", "12次"], &["走访慰问", "9次"], &[sum, "21次"]];
        let shown = format!("| {sum} | 21次 |");
        let wanted = ["  集中学习: 12次\n", "  走访慰问: 9次\n", &shown];
        crate::expected::holds(&table_of(rows).0, &wanted, &[": 21次\n", "# 待确认:"]);
        let rows: &[&[&str]] = &[
            &["年度", "荣誉名称", "授予单位"],
            &["2021年", "先进党支部", "示例县委"],
            &[sum, "2项", ""],
        ];
        let wanted = ["- {title: 先进党支部, level: 县级, year: 2021}\n"];
        crate::expected::holds(&table_of(rows).0, &wanted, &["title: 2项", "荣誉: 2项"]);
        let rows: &[&[&str]] =
            &[&["支部名称", "示例县林业局退休干部党支部"], &["学习次数", "14次"], &[sum, "14次"]];
        let text = table_of(rows).0;
        crate::expected::holds(&text, &["  学习次数: 14次\n"], &[&format!("  {sum}: 14次")]);
    }
}

#[test]
fn a_column_over_two_is_named_by_the_last_of_them() {
    let rows: &[&[&str]] =
        &[&["活动", "活动", "次数"], &["学习", "集中学习", "12"], &["学习", "结对帮学", "30"]];
    let wanted = ["  集中学习: 12次\n", "  结对帮学: 30次\n"];
    crate::expected::holds(&table_of(rows).0, &wanted, &["同名"]);
}
