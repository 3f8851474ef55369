//! What a word processor or a browser puts on the clipboard, pasted into a text: what is of persons is held back, as of a file.

use serde_json::json;

use crate::client::Preview;
use crate::post::Post;
use crate::support::Site;

const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞，外面的支部也常常来看，来了都说这里的老同志精神好、办法多、心气足，学起来就是不一样，回去以后也要照着这个样子办。";
const TELEPHONE: &str = "13800000000";
const IDENTITY: &str = "11010519491231002X";

/// The Markdown of a paste and what the editor is told, in Chinese.
fn pasted(html: &str) -> (String, String) {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let (status, made) = Post::new(&preview).json("/_liuhao/paste", &json!({ "html": html }));
    assert_eq!(status, 200, "{made}");
    let notes: Vec<&str> =
        made["notes"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    (made["markdown"].as_str().unwrap().to_owned(), notes.join("\n"))
}

#[test]
fn numbers_of_persons_are_pasted_as_stars_and_told() {
    let html = format!(
        "<p>{LONG}有事请拨{TELEPHONE}。</p><p>联系人：示例甲，电话{TELEPHONE}</p><table><tr><td>次数</td><td>经办</td></tr><tr><td>12次</td><td>{IDENTITY}</td></tr></table><ul><li>{LONG}身份证号{IDENTITY}</li></ul><h2>热线{TELEPHONE}</h2>"
    );
    let (text, told) = pasted(&html);
    for number in [TELEPHONE, IDENTITY] {
        assert!(!text.contains(number), "{text}");
        assert!(!told.contains(number), "{told}");
    }
    assert!(text.contains("有事请拨") && text.contains("| 12次 |"), "{text}");
    assert!(!text.contains("示例甲"), "{text}");
    for words in ["号码没有导入", "联系人、电话一类的内容没有导入", "请自己补上：热线"]
    {
        assert!(told.contains(words), "no {words} in {told}");
    }
}

#[test]
fn a_table_that_lists_persons_is_not_pasted() {
    let by_head = "<tr><td>序号</td><td>姓&nbsp;名</td><td>性别</td><td>年龄</td></tr><tr><td>1</td><td>示例甲</td><td>男</td><td>74</td></tr>";
    let by_numbers = format!(
        "<tr><td>示例甲</td><td>{IDENTITY}</td></tr><tr><td>示例乙</td><td>{TELEPHONE}</td></tr>"
    );
    for rows in [by_head, &by_numbers] {
        let (text, told) = pasted(&format!("<p>{LONG}</p><table>{rows}</table>"));
        assert!(text.contains(LONG), "{text}");
        for name in ["示例甲", "示例乙", "74"] {
            assert!(!text.contains(name) && !told.contains(name), "{name} in {text}{told}");
        }
        assert!(told.contains("人员名册样的表格"), "{told}");
    }
    // Whom the branch praises is meant to be read.
    let (text, _) = pasted(
        "<table><tr><td>姓名</td><td>荣誉</td></tr><tr><td>示例甲</td><td>优秀党员</td></tr></table>",
    );
    assert!(text.contains("| 示例甲 | 优秀党员 |"), "{text}");
}

#[test]
fn what_a_word_processor_hides_is_not_pasted_and_told() {
    let html = format!(
        "<html><head><style><!-- p.MsoNormal{{margin:0}} span.Secret{{mso-hide:all}} @media print{{.shown{{display:none}}}} --></style></head><body><p class=MsoNormal>{LONG}<span style='display:none;mso-hide:all'>藏起来的话</span><span class=Secret>样式里藏的话</span><del cite=\"mailto:a\" datetime=\"2024-01-01T00:00\">删去的话</del><ins cite=\"mailto:a\">加上的话</ins><span class=shown>看得见的话</span><a class=msocomanchor href=\"#_msocom_1\">[甲1]</a></p><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>这里要核实</p></div></div></body></html>"
    );
    let (text, told) = pasted(&html);
    for word in ["加上的话", "看得见的话"] {
        assert!(text.contains(word), "no {word} in {text}");
    }
    for word in ["藏起来的话", "样式里藏的话", "删去的话", "这里要核实", "甲1"]
    {
        assert!(!text.contains(word), "{word} in {text}");
        assert!(told.contains(word), "{word} is not told in {told}");
    }
}

#[test]
fn items_of_word_are_a_list_and_pictures_are_told() {
    let item = |mark: &str, text: &str| {
        format!(
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Wingdings;mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>{text}</p>"
        )
    };
    let html = item("l", "学得进")
        + &item("l", "帮得上")
        + &format!("<p>{LONG}</p>")
        + &item("1.", "第一件")
        + &item("2.", "第二件")
        + "<p><img src='file:///C:/1.png'></p><p>图为学习现场</p>";
    let (text, told) = pasted(&html);
    for wanted in ["- 学得进\n", "- 帮得上\n", "1. 第一件\n", "2. 第二件", "图为学习现场"]
    {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
    assert!(told.contains("有 1 张图片没有放进正文"), "{told}");
}

#[test]
fn cells_over_several_rows_keep_their_columns_and_tables_inside_cells_stand_once() {
    let (text, _) = pasted(
        "<table><caption>两年的场次</caption><tr><th>年份</th><th>项目</th><th>次数</th></tr><tr><td rowspan=2>2023年</td><td>学习</td><td>31</td></tr><tr><td>服务</td><td>12</td></tr><tr style='display:none'><td>藏</td><td>藏</td><td>99</td></tr><tr><td>2024年</td><td><table><tr><td>里面的话</td></tr></table></td><td>46</td></tr></table>",
    );
    for wanted in [
        "两年的场次",
        "| 2023年 | 学习 | 31 |",
        "| 2023年 | 服务 | 12 |",
        "| 2024年 | 里面的话 | 46 |",
    ] {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
    assert_eq!(text.matches("里面的话").count(), 1, "{text}");
    assert!(!text.contains("99"), "{text}");
}

/// What a plain text becomes, and what the editor is told, in Chinese.
fn pasted_plain(text: &str) -> (String, String) {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let (status, made) = Post::new(&preview).json("/_liuhao/paste", &json!({ "text": text }));
    assert_eq!(status, 200, "{made}");
    let notes: Vec<&str> =
        made["notes"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    (made["markdown"].as_str().unwrap().to_owned(), notes.join("\n"))
}

#[test]
fn a_plain_text_is_pasted_as_it_is_but_for_what_is_of_persons() {
    let kept = "## 一、学习\r\n\r\n　　支部**坚持**每月学习，2023年以来，开展12次。\n- 第一条\n\n| 年份 | 场次 |\n|---|---|\n| 2023年 | 46 |\n\n年份\t场次\n2022年\t31\n";
    let (text, told) = pasted_plain(kept);
    assert_eq!(text, kept.replace("\r\n", "\n"));
    assert_eq!(told, "");
    let (text, told) = pasted_plain(&format!(
        "第一段的话。\n{LONG}有事请拨{TELEPHONE}。\n联系人：示例甲，电话{TELEPHONE}\n家住示例县东街12号3单元。\n姓名\t性别\t出生年月\n示例乙\t女\t1950.03\n示例丙\t男\t1948.11\n| 姓名 | 身份证号 |\n|---|---|\n| 示例丁 | {IDENTITY} |\n最后一段的话。"
    ));
    for words in [TELEPHONE, IDENTITY, "示例甲", "示例乙", "示例丁", "1950.03"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    for words in [TELEPHONE, IDENTITY, "示例乙", "示例丁"] {
        assert!(!told.contains(words), "{words} in {told}");
    }
    for words in ["第一段的话。", "有事请拨***********。", "最后一段的话。"] {
        assert!(text.contains(words), "no {words} in {text}");
    }
    for words in ["第 2 段：", "第 3 段：", "第 5 段：有一张人员名册样的表格", "第 8 段："]
    {
        assert!(told.contains(words), "no {words} in {told}");
    }
}
