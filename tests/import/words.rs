//! Texts, and that no word is lost.

use liuhao::import;

use crate::expected::{Made, plain};
use crate::support::{Site, repository};

/// Every run of text of a Word file, without what was deleted.
fn runs(path: &std::path::Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut xml = String::new();
    let part = archive.by_name("word/document.xml").unwrap();
    std::io::Read::read_to_string(&mut { part }, &mut xml).unwrap();
    let mut found = Vec::new();
    for piece in xml.split("<w:t ").skip(1).chain(xml.split("<w:t>").skip(1)) {
        let text = piece.split("</w:t>").next().unwrap();
        let text = text.split_once('>').map_or(text, |(_, text)| text);
        let bare: String =
            text.chars().filter(|c| !c.is_whitespace() && !"\u{200b}\u{ad}".contains(*c)).collect();
        if !bare.is_empty() && !bare.contains('<') {
            found.push(bare.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"));
        }
    }
    found
}

#[test]
fn every_run_of_text_is_in_the_profile_or_in_the_report() {
    let folder = repository().join("tests/import/docx");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.strip_suffix(".docx").is_none()
            || name.starts_with("bad-")
            || name.starts_with("16-")
        {
            continue;
        }
        let made = Made::of(&format!("docx/{name}"), &[]);
        let all = format!("{}{}", plain(&made.markdown), made.report);
        let all: String = all.chars().filter(|c| !c.is_whitespace()).collect();
        for run in runs(&path) {
            // A pronunciation, a placeholder, a number of a contact, and labels that became keys.
            let is_known = [
                "pínpín",
                "单击或点击此处输入文字",
                "0000-0000000",
                "支部名称",
                "党员人数",
                "平均年龄",
                "成立时间",
            ]
            .contains(&run.as_str());
            let bare = run.trim_end_matches('。');
            let is_split = run.split(['。', '：', '(', ')']).all(|part| all.contains(part));
            let is_masked = run.contains("11010519491231002X") || run.contains("13800000000");
            count += 1;
            assert!(
                all.contains(bare) || is_known || is_split || is_masked,
                "{name}: {run}\n{all}"
            );
        }
    }
    assert!(count > 100, "{count} runs");
}

#[test]
fn a_pasted_text_in_any_encoding_becomes_a_profile() {
    let text = "山城灯火映初心\n——记示例县林业局离退休干部第一党支部\n\n　　示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。\n一、建强班子\n　　2023年以来，召开支委会12次。\n二、建好阵地\n　　支部藏书1200余册，常来常新。\n供稿：示例县林业局\n审　核：示例甲\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    let wide: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut made = Vec::new();
    for bytes in [text.as_bytes(), &gbk, &wide] {
        let site = Site::new();
        site.put("a.txt", bytes);
        site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
        made.push(std::fs::read_to_string(site.path("content/branches/a.md")).unwrap());
    }
    assert_eq!(made[0], made[1]);
    assert_eq!(made[0], made[2]);
    for line in [
        "title: 山城灯火映初心",
        "  name: 示例县林业局离退休干部第一党支部",
        "  total: 31名",
        "## 一、建强班子",
        "  - {role: 审核, by: 示例甲}",
    ] {
        assert!(made[0].contains(line), "{line} in {}", made[0]);
    }
}

#[test]
fn what_looks_like_markdown_stays_text() {
    let text = "示例县林业局离退休干部党支部现有党员31名。\n# 不是标题的一行话，它后面还有很多字，所以是一段话。\n1. 第一件事说的是*重点*与_下划线_、<b>标签</b>和[链接](x)，都要照原样保留下来。\n- 横线开头的一段话，说得也不短，说了又说，还没有说完，终于说完了。\n";
    let manuscript = import::read("a.txt", text.as_bytes(), &|_| None).unwrap();
    let draft = import::choose(import::stories(manuscript), None).unwrap();
    let made = import::profile(&draft, &import::Office::default(), "a");
    let body = made.text.splitn(3, "---\n").nth(2).unwrap();
    let parsed = liuhao::parse::body::parse(
        &"a.md".into(),
        body,
        0,
        liuhao::parse::body::Settings::default(),
    );
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(bare(parsed.prose.text()), bare(text));
}

#[test]
fn a_list_of_persons_in_a_text_is_left_out_however_its_cells_are_parted() {
    let story = "示例县林业局离退休干部第一党支部现有党员31名，平均年龄71.5岁。支部坚持每月学习。";
    let comma = "姓名,性别,出生年月\n示例甲,男,1950.03\n示例乙,女,1948.07\n";
    let blanks = "姓名　性别　出生年月\n示例甲　男　1950.03\n示例乙　女　1948.07\n";
    for list in [comma, blanks] {
        let site = Site::new();
        site.put("a.txt", format!("山城灯火映初心\n{story}\n{list}"));
        let run = site.run(&["import", "a.txt", "--to", "content/branches/a"]);
        run.exits(0).says("人员名册样的表格");
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        assert!(text.contains(story), "{text}");
        for cell in ["示例甲", "示例乙", "1950.03", "1948.07"] {
            assert!(!text.contains(cell) && !run.out.contains(cell), "{cell} in {text}");
        }
    }
    // Commas in prose make no table.
    let site = Site::new();
    let prose = "学习,服务,关爱\n老有所学,老有所为,老有所乐,都在支部里\n";
    site.put("a.txt", format!("山城灯火映初心\n{story}\n{prose}"));
    site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(!text.contains("| 学习"), "{text}");
}

#[test]
fn rows_of_a_form_that_were_typed_as_lines_are_facts() {
    let site = Site::new();
    site.put(
        "a.txt",
        "党支部情况登记\n支部名称:示例县水务局退休干部党支部\n成立时间:2011.6\n党员人数:37\n其中:离休1 退休36 女11\n平均年龄:69.4\n书记:1名　委员:4名\n服务品牌:护渠老兵队\n",
    );
    site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    for wanted in [
        "name: 示例县水务局退休干部党支部",
        "founded: 2011年6月",
        "total: 37名",
        "average_age: 69.4岁",
        "committee: 5名",
        "veteran: 1名",
        "retired: 36名",
        "women: 11名",
        "mechanisms: [护渠老兵队]",
        "\n党员人数:37\n",
    ] {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
}

#[test]
fn the_first_row_of_a_form_is_no_subtitle_and_a_count_without_a_name_is_asked_about() {
    let site = Site::new();
    let rows = "党支部名称:示例县水务局离退休干部党支部\n党员人数:37\n女党员:15名\n";
    let prose =
        "　　2023年走访慰问老党员46人次。2023年度被评为全县先进基层党组织。女的占了一半，18名。\n";
    site.put("a.txt", format!("示例县水务局离退休干部党支部先进事迹\n{rows}{prose}"));
    site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(text.contains("\n党支部名称:示例县水务局离退休干部党支部\n"), "{text}");
    assert!(!text.contains("副标题") && text.contains("# 待确认: 18名（"), "{text}");
}

#[test]
fn parts_that_are_told_with_a_share_are_counted() {
    for (said, wanted) in [
        ("女的占了一半，23名，离休的只剩1名", &["women: 23名", "veteran: 1名"][..]),
        ("女党员比男党员还多，有34名", &["women: 34名"]),
        ("离休2人，其余44人都是退休干部", &["veteran: 2人", "retired: 44人"]),
        ("妇女同志8名，军休干部不算", &["women: 8名"]),
        ("全部为退休干部", &["retired: 46名"]),
    ] {
        let site = Site::new();
        site.put(
            "a.txt",
            format!(
                "山城灯火映初心\n示例县林业局离退休干部第一党支部现有党员46名，{said}。平均年龄71岁。\n"
            ),
        );
        site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        for one in wanted {
            assert!(text.contains(one), "{said}: no {one} in {text}");
        }
    }
}

#[test]
fn parts_that_a_share_of_the_text_denies_are_asked_about_with_both_places() {
    for (said, asked, filled) in [
        (
            "37名，其中女党员23名。女的占了一半",
            "女党员: 23名（第1段“其中女党员23名”，与第1段“女的占了一半”不合）",
            "women:",
        ),
        (
            "30名，其中退休党员12名，占三分之二",
            "退休党员: 12名（第1段“其中退休党员12名”，与第1段“占三分之二”不合）",
            "retired:",
        ),
        ("50名，其中女党员20名，女同志过半", "女党员: 20名（", "women:"),
    ] {
        let site = Site::new();
        site.put(
            "a.txt",
            format!("示例县林业局离退休干部第一党支部现有党员{said}。平均年龄71岁，人人都有一份事做，天天都有一份心。\n"),
        );
        site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        assert!(text.contains(asked), "{said}: no {asked} in {text}");
        assert!(!text.contains(&format!("\n  {filled}")), "{said}: {text}");
    }
}
