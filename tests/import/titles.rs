//! Titles that signs or numbers set off in a plain text, and what an account or a letter has round it.

use crate::expected::holds;
use crate::support::Site;

const FIRST: &str = "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁，支部坚持每月学习。";

/// What is written of a text, and what is said.
fn made(body: &str) -> (String, String) {
    let site = Site::new();
    site.put("a.txt", format!("银龄添彩映初心\n{FIRST}\n{body}"));
    let run = site.run(&["import", "a.txt", "--to", "content/branches/a"]);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap_or_default();
    (text, format!("{}{}", run.out, run.err))
}

#[test]
fn titles_set_off_by_signs_are_headings_and_lists_are_not() {
    for (line, heading) in [
        ("★抓学习★", "## 抓学习\n"),
        ("※ 抓学习 ※", "## 抓学习\n"),
        ("——抓学习——", "## 抓学习\n"),
        ("▎抓学习", "## 抓学习\n"),
        ("■ 抓学习", "## 抓学习\n"),
        ("【抓学习】", "## 【抓学习】\n"),
        ("〖抓学习〗", "## 〖抓学习〗\n"),
        ("做法一：抓学习", "## 做法一：抓学习\n"),
        ("镜头一 抓学习", "## 镜头一 抓学习\n"),
        ("第一部分 抓学习", "## 第一部分 抓学习\n"),
        ("01\n抓学习", "## 01 抓学习\n"),
        ("PART 01\n抓学习", "## PART 01 抓学习\n"),
        ("No.1 抓学习", "## No.1 抓学习\n"),
    ] {
        let (text, _) = made(&format!("{line}\n支部每月集中学习一次，人人参加。\n"));
        holds(&text, &[heading, "\n支部每月集中学习一次，人人参加。\n"], &[]);
    }
    let (text, _) = made("支部做了三件事：\n■ 学习\n■ 服务\n■ 宣讲\n大家都说这样好。\n");
    holds(&text, &["学习", "服务", "宣讲", "大家都说这样好。"], &["## "]);
    let (text, _) = made("1 抓学习\n每月学习。\n2 抓服务\n每月服务。\n2.1 抓帮扶\n每月帮扶。\n");
    holds(&text, &["## 1 抓学习\n", "## 2 抓服务\n", "### 2.1 抓帮扶\n"], &[]);
    let (text, _) = made("**抓学习**\n每月学习。\n★抓服务★\n每月服务。\n");
    holds(&text, &["title: 银龄添彩映初心\n", "抓服务\n\n每月服务。"], &["★", "抓服务每月"]);
}

#[test]
fn what_an_account_sets_round_its_articles_is_left_out_and_told() {
    let (text, told) = made(
        "帮扶困难群众12户。\nEND\n来源 | 示例县委老干部局\n编辑 | 示例甲\n往期推荐\n1、又一个支部\n长按识别二维码关注\n",
    );
    holds(
        &text,
        &["{role: 来源, by: 示例县委老干部局}", "{role: 编辑, by: 示例甲}", "帮扶困难群众12户。"],
        &["END", "往期", "又一个支部", "二维码"],
    );
    holds(&told, &["END", "往期推荐", "1、又一个支部", "长按识别二维码关注"], &[]);
    let text = made("老党员们学会了扫一扫，点赞家乡。\n").0;
    holds(&text, &["老党员们学会了扫一扫，点赞家乡。"], &[]);
}

#[test]
fn what_a_site_a_mail_or_a_chat_has_round_a_text_is_left_out_and_told() {
    for line in [
        "来源：示例日报    发布时间：2024-05-06 09:30    浏览次数：1234次",
        "【字体：大 中 小】 【打印】 【关闭】",
        "收件人: 老干部局",
        "-----原始邮件-----",
        "示例甲 2024/5/6 10:22:33",
    ] {
        let (text, told) = made(&format!("帮扶困难群众12户。\n{line}\n支部坚持学习。\n"));
        holds(&text, &["帮扶困难群众12户。", "支部坚持学习。"], &[line]);
        holds(&told, &["没有导入这些话"], &[]);
    }
}

#[test]
fn the_courtesies_of_a_letter_are_left_out_and_told_and_those_of_a_quoted_one_stay() {
    let site = Site::new();
    let text = format!(
        "王科长您好：\n　　按通知要求，现将我局党支部事迹报上，请审阅。\n示例县林业局离退休干部党支部事迹\n{FIRST}\n一、学习\n每月学习。\n二、服务\n每月服务。\n　　此致\n敬礼！\n示例县林业局\n2024年3月8日\n"
    );
    site.put("a.txt", text);
    let run = site.run(&["import", "a.txt", "--to", "content/branches/a"]);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let title = "title: 示例县林业局离退休干部党支部事迹\n";
    holds(&text, &[title, "## 二、服务\n"], &["您好", "请审阅", "此致", "敬礼"]);
    let left =
        "没有导入这些话：王科长您好：；按通知要求，现将我局党支部事迹报上，请审阅。；此致；敬礼！";
    holds(&run.out, &[left], &[]);
    let quoted = "孩子们来信说：\n尊敬的爷爷奶奶们：\n谢谢你们教我们唱歌。\n此致\n敬礼！\n";
    let more = "老党员们读了信，都笑了。\n".repeat(6);
    let (text, _) = made(&format!("支部坚持学习。\n{quoted}{more}"));
    holds(&text, &["尊敬的爷爷奶奶们：", "此致", "敬礼！"], &[]);
}

#[test]
fn small_pictures_part_what_is_said_on_either_side() {
    let (text, _) = made("🏆2022年示例县“最美银龄团队”🏆2023年示例市“六好”示范党支部\n");
    let honours = ["{title: 最美银龄团队, level: 县级, year: 2022}", "level: 市级, year: 2023}"];
    holds(&text, &honours, &[]);
}

#[test]
fn what_is_enclosed_with_a_letter_is_no_heading() {
    let (text, _) = made("一、做法\n支部坚持学习。\n附件：1.党员名册\n2.活动照片\n示例县林业局\n");
    holds(&text, &["## 一、做法\n", "2\\.活动照片"], &["# 2"]);
    let (text, told) =
        made("支部坚持学习。\n抄送：市委组织部。\n示例县林业局办公室　　2024年5月6日印发\n");
    holds(&text, &["支部坚持学习。"], &["抄送", "印发"]);
    holds(&told, &["抄送：市委组织部。", "示例县林业局办公室 2024年5月6日印发"], &[]);
}

#[test]
fn a_typed_table_of_contents_is_left_out_and_told() {
    let heads = ["一、支部概况", "二、主要做法", "三、工作成效"];
    let body = heads.map(|head| format!("{head}\n{FIRST}\n")).concat();
    for (title, between) in [
        ("目录\n", "……………………"),
        ("目　录\n", ".............."),
        ("", "·············"),
        ("目录：\n", "\t"),
    ] {
        let contents = heads.map(|head| format!("{head}{between}3\n")).concat();
        let site = Site::new();
        site.put("a.txt", format!("银龄添彩映初心\n{title}{contents}{body}"));
        let run = site.run(&["import", "a.txt", "--to", "content/branches/a"]);
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        let wanted = ["title: 银龄添彩映初心\n", "## 一、支部概况\n", "## 三、工作成效\n"];
        holds(&text, &wanted, &["……", "....", "···", "目录", "成效3", "成效 3"]);
        assert_eq!(text.matches("支部概况").count(), 1, "{text}");
        holds(&run.out, &["没有导入这些话：", "一、支部概况", "三、工作成效"], &[]);
    }
    let kept = ["他说……\n支部每月学习……\n大家都来……", "2019-2021\n2021-2023\n2023-2025"];
    for lines in kept {
        let (text, told) = made(&format!("{lines}\n支部坚持学习。\n"));
        holds(&text, &lines.split('\n').collect::<Vec<_>>(), &[]);
        holds(&told, &[], &["没有导入这些话"]);
    }
}

#[test]
fn the_head_of_a_mail_is_left_out_whole() {
    for head in [
        "发件人：示例县林业局\n发送时间：2024年3月18日 9:12\n收件人：示例县委老干部局\n抄送：\n主题：关于报送材料的函\n附件：事迹材料.docx\n",
        "From: 示例甲\nTo: 示例乙\nDate: Mon, 18 Mar 2024 09:12\nSubject: 关于报送材料的函\n",
        "-----原始邮件-----\n发件人: 示例甲\n时间: 2024-03-18 09:12\n主题: 关于报送材料的函\n",
    ] {
        let site = Site::new();
        site.put("a.txt", format!("{head}\n银龄添彩映初心\n{FIRST}\n支部坚持学习。\n"));
        let run = site.run(&["import", "a.txt", "--to", "content/branches/a"]);
        let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        let left = ["件人", "主题", "附件", "抄送", "From", "Subject", "Date"];
        holds(&text, &["title: 银龄添彩映初心\n", "支部坚持学习。"], &left);
        holds(&run.out, &head.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(), &[]);
    }
    // The plan of a meeting is none.
    let plan = ["主题：重温入党誓词", "时间：每月5日", "地点：活动室"];
    let (text, _) = made(&format!("{}\n支部坚持学习。\n", plan.join("\n")));
    holds(&text, &plan, &[]);
}
