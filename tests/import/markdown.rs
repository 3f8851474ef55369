//! Markdown: of a profile that is imported once more, of other programs, and as answers of chat programs are copied.

use crate::expected::holds;
use crate::expected::{Made, profile};
use crate::support::Site;

/// What is written of a text, and what is said.
fn made(name: &str, text: &str) -> (String, String) {
    let site = Site::new();
    site.put(name, text);
    let run = site.run(&["import", name, "--to", "content/branches/a"]);
    run.exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    (text, format!("{}{}", run.out, run.err))
}

#[test]
fn a_profile_that_was_written_gives_the_same_facts_when_it_is_imported() {
    for stem in ["whole-1-gov", "whole-2-wps", "whole-3-gov"] {
        let first = Made::of(&format!("docx/{stem}.docx"), &[]).markdown;
        let first: Vec<&str> = first.lines().filter(|line| !line.starts_with("![")).collect();
        let first = first.join("\n");
        let (again, _) = made("again.md", &first);
        let (one, two) = (profile(&first), profile(&again));
        assert_eq!(one.title, two.title, "{stem}");
        assert_eq!(one.branch, two.branch, "{stem}");
        assert_eq!(one.members, two.members, "{stem}");
        assert_eq!(one.honours, two.honours, "{stem}");
        assert_eq!(one.mechanisms, two.mechanisms, "{stem}");
        assert_eq!(one.activities, two.activities, "{stem}");
        assert_eq!(one.signoff, two.signoff, "{stem}");
        let body = |text: &str| text.splitn(3, "---\n").nth(2).unwrap().trim().to_owned();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeezed(&body(&first)), squeezed(&body(&again)), "{stem}");
    }
}

#[test]
fn a_profile_with_chinese_keys_gives_its_facts_however_it_is_typed() {
    let english = "---\ntitle: 水务先锋\ndate: 2024-03-18\nbranch: {name: 示例县水务局退休干部党支部, county: 示例县}\ntags: [水务]\nmembers: {total: 32名, women: 9名}\nsignoff:\n  - {role: 供稿, by: 示例县水务局, date: 2024年5月10日}\n---\n支部每月学习。\n";
    let chinese = "———\n标题：水务先锋\n日期：2024-03-18\n支部名称：示例县水务局退休干部党支部\n县区：示例县\n党员总数：32名\n女党员：9名\n署名：\n  - {角色：供稿，姓名：示例县水务局，日期：2024年5月10日}\n标签：水务\n———\n支部每月学习。\n";
    let (one, _) = made("a.md", english);
    let (two, _) = made("b.md", chinese);
    assert_eq!(one, two);
    holds(&one, &["  women: 9名\n", "tags: [水务]\n", "date: 2024年5月10日"], &[]);
}

#[test]
fn a_text_between_lines_of_dashes_is_no_head() {
    let text = "————————\n示例县林业局退休干部党支部成立于2006年5月，现有党员31名：老的老，少的少。\n————————\n支部每月学习。\n";
    let (text, _) = made("a.txt", text);
    holds(&text, &["老的老，少的少", "  total: 31名\n"], &[]);
}

#[test]
fn marks_of_a_copied_answer_are_read_and_none_stands_in_the_text() {
    let text = "示例县林业局离退休干部第一党支部\n\n# 山城灯火映初心\n\n### **一、建强班子**\n\n支部成立于2006年5月，现有党员**31名，**平均年龄71.5岁。\n\n- 每月学习\n- 每季活动\n\n### **二、建好阵地**\n\n1. 走访老人\n2. 慰问困难户\n\n| 年份 | 学习 |\n| --- | --- |\n| 2022年 | 12次 |\n\n> 老党员说，这样好。\n\n数据截至去年底[^1]。<!-- 内部 -->\n\n[^1]: 局里统计。\n\n供稿：示例县林业局\n";
    let (text, told) = made("a.txt", text);
    holds(
        &text,
        &[
            "# 副标题: 示例县林业局离退休干部第一党支部\n",
            "title: 山城灯火映初心\n",
            "  total: 31名\n",
            "## 一、建强班子\n",
            "## 二、建好阵地\n",
            "- 每月学习\n- 每季活动\n",
            "1. 走访老人\n2. 慰问困难户\n",
            "| 2022年 | 12次 |",
            "\n老党员说，这样好。\n",
            "[^1]: 局里统计。",
            "  - {role: 供稿, by: 示例县林业局}\n",
        ],
        &["\\*", "\\#", "内部", "\\|", "\\>"],
    );
    holds(&told, &["隐藏的文字没有导入：内部"], &[]);
}

#[test]
fn the_head_of_another_program_gives_title_day_and_writer() {
    let text = "---\ntitle: 山城灯火映初心\ndate: 2024-03-18 08:30:00\nauthor: 示例作者\ntags: [党建, 林业]\n---\n\n示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名。\n";
    let (text, told) = made("a.md", text);
    holds(
        &text,
        &["title: 山城灯火映初心\n", "date: 2024-03-18\n", "# 作者: 示例作者\n", "  total: 31名\n"],
        &["tags"],
    );
    holds(&told, &["没有导入：tags: 党建、林业"], &[]);
}

#[test]
fn a_text_without_a_title_asks_for_one() {
    let name = "示例县林业局离退休干部第一党支部";
    let text = format!("{name}成立于2006年5月，现有党员31名，平均年龄71.5岁，大家都说这样好。\n");
    holds(
        &made("a.txt", &text).0,
        &["# 待确认: 标题（原文没有；不写就用支部名称）\n"],
        &["\ntitle:"],
    );
}

#[test]
fn tags_a_summary_and_bare_honours_of_a_profile_are_taken_over() {
    let site = Site::new();
    let head = "---\ntitle: 山城灯火映初心\n摘要: 守一座山，护一条河。\n标签: [志愿服务, 结对帮扶]\nbranch: {name: 示例县林业局离退休干部第一党支部}\nmembers: {total: 31名}\n荣誉:\n  - 先进基层党组织\n  - {title: 护林先进集体, by: 示例县委组织部}\n  - {title: 示范党支部, level: 县级, year: 2022}\n---\n\n示例县林业局离退休干部第一党支部现有党员31名。\n";
    site.put("a.md", head);
    let run = site.run(&["import", "a.md", "--to", "content/branches/a"]);
    run.exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    for wanted in [
        "\nsummary: 守一座山，护一条河。\n",
        "\ntags: [志愿服务, 结对帮扶]\n",
        "  - {title: 先进基层党组织}\n",
        "  - {title: 护林先进集体, by: 示例县委组织部}\n",
        "  - {title: 示范党支部, level: 县级, year: 2022}\n",
    ] {
        assert!(text.contains(wanted), "no {wanted} in {text}");
    }
    assert!(!text.contains("| 所获荣誉 |"), "{text}");
}
