//! What is a slip, what it becomes, and what stays.

use super::*;

fn mended(body: &str) -> String {
    let mut mended = String::new();
    let mut from = 0;
    for slip in slips(body) {
        if let Some(put) = slip.put {
            mended += &body[from..slip.range.start];
            mended += &put;
            from = slip.range.end;
        }
    }
    mended + &body[from..]
}

pub(super) fn becomes(cases: &[(&str, &str)]) {
    for (body, right) in cases {
        assert_eq!(mended(body), *right, "{body}");
        assert_eq!(mended(right), *right, "a second run changes nothing");
    }
}

#[test]
fn headings() {
    becomes(&[
        ("##抓学习\n\n###　建队伍\n\n＃＃ 作贡献\n", "## 抓学习\n\n### 建队伍\n\n## 作贡献\n"),
        ("　　##抓学习", "## 抓学习"),
        ("＃＃作贡献", "## 作贡献"),
        ("＃抓学习\n\n正文。", "## 抓学习\n\n正文。"),
        ("#抓学习", "## 抓学习"),
        ("##抓学习##", "## 抓学习"),
        ("####### 抓学习", "###### 抓学习"),
        (
            "一、抓学习，建强支部\n\n学。\n\n（一）集中学习\n\n学。\n\n二、抓服务\n\n学。",
            "## 一、抓学习，建强支部\n\n学。\n\n### （一）集中学习\n\n学。\n\n## 二、抓服务\n\n学。",
        ),
        ("## 做法\n\n　　一、抓学习\n　　学。", "## 做法\n\n### 一、抓学习\n　　学。"),
        ("（一）集中学习\n学。\n（二）服务\n学。", "## （一）集中学习\n学。\n## （二）服务\n学。"),
        (
            "一，抓学习\n\n学。\n\n二，抓服务\n\n学。",
            "## 一，抓学习\n\n学。\n\n## 二，抓服务\n\n学。",
        ),
        ("好。\n一　抓学习\n学。", "好。\n## 一　抓学习\n学。"),
        (
            "第一部分 抓学习\n\n学。\n\n第2章：服务\n\n学。",
            "## 第一部分 抓学习\n\n学。\n\n## 第2章：服务\n\n学。",
        ),
        ("第一章 学习\n学。\n第一节 读书\n学。", "## 第一章 学习\n学。\n### 第一节 读书\n学。"),
        (
            "**抓学习**\n支部学习。\n**抓服务**\n支部服务。",
            "## 抓学习\n支部学习。\n## 抓服务\n支部服务。",
        ),
        ("【抓学习】\n支部学习。", "## 【抓学习】\n支部学习。"),
        ("好。\n------\n第一章　学习\n学。", "好。\n------\n## 第一章　学习\n学。"),
    ]);
    for body in [
        "#银发先锋#",
        "\\##抓",
        "一、抓学习。支部按照标准抓学习。",
        "主要任务：\n一、抓学习\n二、抓服务\n三、抓党建",
        "`##抓`",
        "```\n##抓\n```",
        "````\n```\n##抓\n````",
        "```\n甲\n``` 乙\n##抓\n```",
        "（一）配强支部班子。支部按照标准选人。",
        "编号#12",
        "**抓学习**\n\n支部学习。",
        "【链接】",
        "第一，抓学习。支部坚持学习。",
        "支部全年坚持学习，大家说要把思想和行动统\n一，抓服务，支部坚持服务，大家都说好，愿意再添一份力。",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn lists() {
    becomes(&[
        ("1、抓学习\n2、抓服务", "1. 抓学习\n2. 抓服务"),
        ("1.抓学习\n2.抓服务", "1. 抓学习\n2. 抓服务"),
        ("１．抓学习\n２．抓服务", "1. 抓学习\n2. 抓服务"),
        ("-抓学习\n-抓服务", "- 抓学习\n- 抓服务"),
        ("如下：\n－抓学习\n好。", "如下：\n- 抓学习\n\n好。"),
        ("（1）抓学习\n（2）抓服务", "1. 抓学习\n2. 抓服务"),
        ("　　(1)抓学习；\n　　(2)抓服务。", "1. 抓学习；\n2. 抓服务。"),
        (
            "1、抓学习\n（１）读书\n（２）看报\n2、抓服务",
            "1. 抓学习\n   1. 读书\n   2. 看报\n2. 抓服务",
        ),
        ("· 抓学习\n· 抓服务", "- 抓学习\n- 抓服务"),
        ("*抓学习\n*抓服务", "- 抓学习\n- 抓服务"),
        ("＋抓学习\n＋抓服务", "- 抓学习\n- 抓服务"),
        ("　　•抓学习\n　　•抓服务", "- 抓学习\n- 抓服务"),
        ("\u{f0b7}\t抓学习\n\u{f0b7}\t抓服务", "- 抓学习\n- 抓服务"),
    ]);
    for body in [
        "1、抓学习。",
        "—张三",
        "（1）抓学习。",
        "（12）名单附后\n1. 甲\n2. 乙",
        "1. 甲\n2. 乙",
        "- 甲\n- 乙",
        "①甲\n②乙",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn lines_that_would_be_joined() {
    becomes(&[
        ("退休不褪色\n离岗不离党\n夕阳无限好", "退休不褪色\\\n离岗不离党\\\n夕阳无限好"),
        ("组长：张三\n成员：李四、王五", "组长：张三\\\n成员：李四、王五"),
        ("A. 抓学习\nB. 抓服务", "A. 抓学习\\\nB. 抓服务"),
        ("1.1 抓学习\n1.2 抓服务", "1.1 抓学习\\\n1.2 抓服务"),
        ("第一条 抓学习\n第二条 抓服务", "第一条 抓学习\\\n第二条 抓服务"),
        ("——抓学习\n——抓服务", "——抓学习\\\n——抓服务"),
        ("抓学习，建强支部\n支部坚持学习。", "抓学习，建强支部\\\n支部坚持学习。"),
        ("- 抓学习\n支部坚持学习。", "- 抓学习\n\n支部坚持学习。"),
        ("> 退休不褪色\n> 离岗不离党", "> 退休不褪色\\\n> 离岗不离党"),
    ]);
    for body in [
        "支部坚持学习，\n好。",
        "支部坚持学习\n，好。",
        "好。\n好",
        "退休不褪色\\\n离岗不离党",
        "退休不褪色  \n离岗不离党",
        "甲\n\n乙",
        "支部现有党员二十六名，平均年龄七十岁，全年开展主题党\n日十二次。",
        "支部坚持学习。全年开\n展主题党日十二次。老\n同志都参加",
        "1. 甲\n2. 乙",
        "2019. 甲\n2020. 乙",
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
        "![图](a.jpg)\n图说",
        "> [!NOTE]\n> 甲",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn numbers_that_do_not_follow() {
    let numbers = |body: &str| {
        let found = slips(body).into_iter().filter(|slip| slip.kind == Kind::Number);
        found.map(|slip| body[slip.range].to_owned()).collect::<Vec<_>>()
    };
    for (body, found) in [
        ("1. 甲\n2. 乙\n4. 丙", &["4"][..]),
        ("1) 甲\n\n3) 乙", &["3"]),
        ("3. 甲\n2. 乙", &["2"]),
        ("2019. 甲\n2021. 乙", &["2021"]),
        ("- 甲\n  1. 乙\n  3. 丙", &["3"]),
        ("1. 甲\n1. 乙\n1. 丙", &[]),
        ("1. 甲\n\n好。\n\n3. 乙", &[]),
        ("1. 甲\n   1. 乙\n   2. 丙\n2. 丁", &[]),
        ("## 一\n1. 甲\n2. 乙\n## 二\n1. 甲", &[]),
    ] {
        assert_eq!(numbers(body), found, "{body}");
    }
}

#[test]
fn tables() {
    becomes(&[
        ("活动\t次数\n党课\t6\n", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |\n"),
        (
            "如下：\n活动\t次数\n党课\t\n好。",
            "如下：\n\n| 活动 | 次数 |\n| --- | --- |\n| 党课 |  |\n\n好。",
        ),
        ("｜活动｜次数｜\n｜--｜--｜\n｜党课｜6｜", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        ("| 活动 | 次数 |\n| 党课 | 6 |", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        ("| 活动 | 次数 |\n|---|\n| 党课 | 6 |", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        (
            "| 活动 | 次数 |\n|———|———|\n| 党课 | 6 |",
            "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |",
        ),
        ("活动 | 次数\n党课 | 6", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        ("活动    次数\n党课    6", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6 |"),
        ("活动　　次数\n党课　　6次", "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6次 |"),
        (
            "活动 次数 人次\n党课 6 30\n宣讲 2 40",
            "| 活动 | 次数 | 人次 |\n| --- | --- | --- |\n| 党课 | 6 | 30 |\n| 宣讲 | 2 | 40 |",
        ),
    ]);
    for body in [
        "| 甲 | 乙 |\n|---|:--|\n| 丙 | 丁 |",
        "| 甲｜乙 | 丙 |\n|---|---|\n| 丁｜戊 | 己 |",
        "甲 | 乙\n| 丙 | 丁 |\n|---|---|\n| 戊 | 己 |",
        "甲 | 乙\n--|--\n丙 | 丁",
        "甲\t乙",
        "\t甲\n\t乙",
        "甲|乙",
        "张三  李四，\n王五  赵六。",
        "活动 次数，\n党课 6。",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn marks() {
    becomes(&[
        ("＊＊六好＊＊党支部", "**六好**党支部"),
        ("支部的＊“六好”＊品牌、__粗体：__文字", "支部的*“六好”*品牌、**粗体：**文字"),
        ("_斜体_文字", "*斜体*文字"),
        ("｀码｀、～～删～～", "`码`、~~删~~"),
        ("＞ 引文\n", "> 引文\n"),
        ("这是==要点==。", "这是**要点**。"),
        ("[toc]\n\n## 甲 {#jia}\n\n:::tip\n提示\n:::\n", "## 甲\n\n提示\n"),
        ("[^1]：注文\n\n甲[^1]", "[^1]: 注文\n\n甲[^1]"),
        (
            "甲［^1］、乙[^2】。\n\n［^1］：注文\n\n[^2]又注",
            "甲[^1]、乙[^2]。\n\n[^1]: 注文\n\n[^2]: 又注",
        ),
        ("＿＿六好＿＿党支部", "**六好**党支部"),
        ("> [!提示]\n> 甲", "> [!TIP]\n> 甲"),
    ]);
    for body in [
        "手机138＊＊＊＊1234",
        "张＊＊、李＊＊",
        "`__粗__`字",
        "姓名____电话____",
        "姓名＿＿＿＿电话＿＿＿＿",
        "甲[^1]\n\n[^1]: 注",
        "10～～20",
        "a_b_c",
        "1==2，2==2",
        "> [!NOTE]\n> 甲",
        "＞60岁的党员",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
    assert_eq!(slips("甲{{< figure >}}乙")[0].put, None);
    for body in ["![图]a.jpg", "![图](a.jpg", "![图]：(a.jpg)", "！【图】 见 a.JPG"] {
        assert_eq!(slips(body)[0].kind, Kind::Bracket, "{body}");
    }
    for body in ["见[县局][1]。", "见[关于【通知】的函][1]。"] {
        assert_eq!(slips(body)[0].kind, Kind::Target);
    }
}

#[test]
fn a_long_line_is_looked_through_once() {
    for piece in [
        "]",
        "】",
        "[",
        "[[甲]",
        "](",
        "[甲](",
        "][",
        "[甲][1",
        "_甲",
        "__",
        "| 甲",
        "{{",
        "[^1]",
        ")[a.jpg]",
        "![a]b.jpg",
        "［^1］",
    ] {
        let _ = slips(&piece.repeat(60_000));
    }
}

#[test]
fn links() {
    becomes(&[
        ("![现场]（图.jpg）", "![现场](图.jpg)"),
        ("！[现场](图.jpg)", "![现场](图.jpg)"),
        ("![现场】(图.jpg)", "![现场](图.jpg)"),
        ("！【现场】（图.jpg）", "![现场](图.jpg)"),
        ("![现场] (图.jpg)", "![现场](图.jpg)"),
        ("![现场](图 1.jpg)", "![现场](<图 1.jpg>)"),
        ("![现场](图 (1).jpg)", "![现场](<图 (1).jpg>)"),
        ("![现场](图 1.jpg \"题\")", "![现场](<图 1.jpg> \"题\")"),
        (
            "见[县局]（https://example.com）、[县局] (b.md)",
            "见[县局](https://example.com)、[县局](b.md)",
        ),
        ("[县局](www.example.com)", "[县局](https://www.example.com)"),
        ("[县局](example.gov.cn/a)", "[县局](https://example.gov.cn/a)"),
        ("![现场](images\\1.jpg)", "![现场](images/1.jpg)"),
        (
            "见!(现场)[图.jpg]、（县局）[https://example.com]",
            "见![现场](图.jpg)、[县局](https://example.com)",
        ),
        ("[关于【通知】的函]（a.pdf）", "[关于【通知】的函](a.pdf)"),
        ("见【县局】(https://example.com)。", "见[县局](https://example.com)。"),
        ("见【县局】（https://example.com）。", "见[县局](https://example.com)。"),
        ("见【县局】（www.example.com）。", "见[县局](https://www.example.com)。"),
        ("见「县局」（https://example.com）。", "见[县局](https://example.com)。"),
        ("见〔县局〕 (https://example.com)。", "见[县局](https://example.com)。"),
        ("[县局】(b.md)、[甲[乙](b.md)", "[县局](b.md)、[甲[乙](b.md)"),
    ]);
    for body in [
        "[县局](https://example.com)",
        "【附件】（见下表）",
        "【附件】（名单.docx）",
        "“县局”（https://example.com）",
        "[甲](b.md)（附）",
        "![甲](b.jpg \"题\")",
        "`![甲]（b.jpg）`",
        "[附件1]（12份）",
        "[关于【通知】的函](https://example.com/a.pdf)",
        "![图【一】](a.jpg)，[［甲］](b.md)",
        "[![甲](a.jpg)](b.md)",
        "![甲](<图 1.jpg>)",
        "真好![1]",
        "（3人）[甲]",
        "![甲][1]见 a.jpg\n\n[1]: b.jpg",
    ] {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn components_are_neither_lines_that_join_nor_tables() {
    let text = "甲。\n\n:::引文\n活到老，学到老\n——老党员李某\n:::\n\n:::数字\n- 12场 主题党日\n- 26名 党员\n- 90余人次 上门送学\n\
                :::\n\n:::折叠 支部的由来\n支部成立于二十年前。\n:::\n";
    let kinds: Vec<_> = slips(text).into_iter().map(|slip| slip.kind).collect();
    assert!(!kinds.iter().any(|kind| matches!(kind, Kind::Table | Kind::Foreign)), "{kinds:?}");
    let ends: Vec<_> = slips(text).into_iter().map(|slip| &text[..slip.range.start]).collect();
    assert!(
        ends.iter().all(|before| !before.ends_with("引文") && !before.ends_with("由来")),
        "{ends:?}"
    );
}

#[test]
fn marks_of_other_systems_are_told() {
    becomes(&[
        ("![[照片.jpg]]\n", "![](照片.jpg)\n"),
        ("![[a.jpg|合影]]\n", "![合影](a.jpg)\n"),
        ("'''抓学习'''讲奉献", "**抓学习**讲奉献"),
        ("++抓学习++", "**抓学习**"),
        ("面积10^2^米，H~2~O", "面积10²米，H₂O"),
        ("甲。\n\n== 抓学习 ==\n\n乙。", "甲。\n\n## 抓学习\n\n乙。"),
        ("甲。\n\n\\newpage\n\n乙。", "甲。\n\n\n\n乙。"),
    ]);
    let told = |body: &str| slips(body).iter().filter(|slip| slip.kind == Kind::Foreign).count();
    for (body, count) in [
        ("{% include a.html %}名单{{ site.title }}，{% raw %}", 3),
        ("{{< figure src=\"a.jpg\" >}}", 1),
        ("见[[其他支部]]和[[甲|乙]]", 2),
        ("开展活动:smile:，:+1:多次", 2),
        ("$$x$$，其中$a_1$为常数", 2),
        ("!!! note \"提示\"\n\n??? tip 甲", 2),
        ("*[HTML]: 超文本", 1),
        ("名词\n: 解释", 1),
        ("+++\ntitle = 1\n+++\n", 2),
        ("%%此处待核%%", 1),
        ("学习^[注：见原稿]", 1),
        ("[b]要紧[/b][url=https://example.org]见此[/url]", 2),
        ("#+TITLE: 甲", 1),
        ("```mermaid\ngraph TD\n```\n", 1),
    ] {
        assert_eq!(told(body), count, "{body}: {:?}", slips(body));
    }
    for body in [
        "12:30:45开会，8:00至9:30:00",
        "网址 https://example.org:8080/a:b:c",
        "$100和$200",
        "C++与C++的课",
        "3~5天，6~8天",
        "`{{ 甲 }}`和\\[[甲]]",
        "```text\n[[甲]] :smile:\n```",
        "说：“好！！！”",
        "[[1]](https://example.org)",
        "[1]甲[2]乙",
        "甲：乙：丙",
        "O''Neil",
        "=====",
        "+1、+2",
    ] {
        assert_eq!(told(body), 0, "{body}: {:?}", slips(body));
    }
}

#[test]
fn notes_numbered_by_hand() {
    becomes(&[
        (
            "支部①，好②。\n\n①数据。\n②通报。\n",
            "支部[^1]，好[^2]。\n\n[^1]: 数据。\n[^2]: 通报。\n",
        ),
        ("支部[1]开展。\n\n[1] 数据。", "支部[^1]开展。\n\n[^1]: 数据。"),
        ("支部〔１〕。\n\n　　〔１〕：数据。", "支部[^1]。\n\n[^1]: 数据。"),
        ("支部【1】，好【1】。\n\n【1】数据。", "支部[^1]，好[^1]。\n\n[^1]: 数据。"),
        ("支部好¹。\n¹数据。", "支部好[^1]。\n\n[^1]: 数据。"),
        ("支部［＾1］。\n\n［＾1］：数据。", "支部[^1]。\n\n[^1]: 数据。"),
        ("支部[ ^1 ]好。\n\n[^1] 数据。", "支部[^1]好。\n\n[^1]: 数据。"),
    ]);
    for body in [
        "①抓学习。\n②抓服务。",
        "坚持①学习②服务。\n\n①学习。\n②服务。",
        "见甲老发〔1〕号。\n\n支部学习。",
        "支部②，好。\n\n②数据。",
        "支部①，好。\n\n①数据。\n\n支部学习。",
        "见[1](a.md)。\n\n[1] 数据。",
    ] {
        assert_eq!(mended(body), body);
    }
}

#[test]
fn pictures_whose_marks_went_astray() {
    becomes(&[
        ("! [图](1.jpg)", "![图](1.jpg)"),
        ("　　！ ［图］（1.jpg）", "　　![图](1.jpg)"),
        ("![图](1.jpg", "![图](1.jpg)"),
        ("![图]1.jpg\n好。", "![图](1.jpg)\n好。"),
        ("![图](1.jpg “现场”)", "![图](1.jpg \"现场\")"),
        ("![[1.jpg|图]]", "![图](1.jpg)"),
        ("![图][1.jpg]", "![图](1.jpg)"),
        ("支部＊＊好**，**学＊＊。", "支部**好**，**学**。"),
    ]);
    for body in ["好！ [通知](a.md)", "![图]1.jpg是现场", "数组[[1]]", "好！[甲]乙"] {
        assert_eq!(mended(body), body);
    }
}

#[test]
fn rows_of_a_spreadsheet() {
    becomes(&[
        (
            "活动,次数,人次\n主题党日,12,420\n志愿服务,50,310",
            "| 活动 | 次数 | 人次 |\n| --- | --- | --- |\n| 主题党日 | 12 | 420 |\n| 志愿服务 | 50 | 310 |",
        ),
        (
            "活动，次数\n党课，6次\n义诊，3次",
            "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 6次 |\n| 义诊 | 3次 |",
        ),
    ]);
    for body in [
        "抓学习，强支部\n抓服务，暖人心\n抓队伍，聚合力",
        "2022年，12名\n2023年，15名",
        "老党员，26名\n他们学习。",
    ] {
        assert!(!mended(body).contains('|'), "{body}");
    }
}

#[test]
fn marks_with_blanks_inside_and_single_full_width_ones() {
    becomes(&[
        ("** 抓学习 **强思想", "**抓学习**强思想"),
        ("**抓学习 **：每周一次", "**抓学习**：每周一次"),
        ("＊抓学习＊，强思想", "*抓学习*，强思想"),
    ]);
    for body in
        ["张** 李**", "138** 139**", "张某＊李某＊", "**抓学习** 和 **抓服务**", "2 ** 3 ** 4"]
    {
        assert_eq!(slips(body), [], "{body}");
    }
}

#[test]
fn tables_as_they_are_drawn() {
    let right = "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 12 |\n| 义诊 | 20 |";
    for typed in [
        "活动|次数\n党课|12\n义诊|20",
        "活动｜次数\n党课｜12\n义诊｜20",
        "| 活动 | 次数 |\n\n| --- | --- |\n\n| 党课 | 12 |\n\n| 义诊 | 20 |",
        "|活动|次数|\n\n|党课|12|\n\n|义诊|20|",
        "+------+----+\n| 活动 | 次数 |\n+======+====+\n| 党课 | 12 |\n+------+----+\n| 义诊 | 20 |\n+------+----+",
        "┌──┬──┐\n│活动│次数│\n├──┼──┤\n│党课│12│\n│义诊│20│\n└──┴──┘",
        "┏━━┳━━┓\n┃活动┃次数┃\n┣━━╋━━┫\n┃党课┃12┃\n┃义诊┃20┃\n┗━━┻━━┛",
        "╔══╦══╗\n║活动║次数║\n╠══╬══╣\n║党课║12║\n║义诊║20║\n╚══╩══╝",
        "| 活动 | 次数 |\n| --- | --- |\n| 党课 | 12 |\n\n| 义诊 | 20 |",
    ] {
        becomes(&[(typed, right)]);
    }
    for body in [
        "文|示例甲\n图|示例乙",
        "甲 + 乙\n丙 - 丁。",
        "| 甲 | 乙 |\n| --- | --- |\n\n| 丙 | 丁 |\n| --- | --- |",
    ] {
        assert!(slips(body).iter().all(|slip| slip.kind != Kind::Table), "{body}");
    }
}

#[test]
fn addresses_without_brackets_sizes_and_mailboxes() {
    becomes(&[
        ("![合影](1.jpg =300x200)", "![合影](1.jpg)"),
        ("![合影](1.jpg =50%x)", "![合影](1.jpg)"),
        ("见[县局]https://example.com/a。", "见[县局](https://example.com/a)。"),
        ("[县局]：https://example.com", "[县局](https://example.com)"),
        ("写信到[县局](a_b@example.com)", "写信到[县局](mailto:a_b@example.com)"),
        ("[](1.jpg)", "![](1.jpg)"),
    ]);
    let fine =
        ["[县局]: https://example.com", "[1] https://example.com", "[县局](b.md)", "微信@示例"];
    assert!(fine.iter().all(|body| slips(body).is_empty()));
    let beyond = extra_cells("| 甲 | 乙 |\n| --- | --- |\n</| 丙 | 310 |\n");
    assert_eq!((slips("$$\nx\n$$").len(), beyond.len()), (2, 1));
}
