//! What kinds of texts are called, where a title is nothing but that, or begins with it: 感谢信, 班长日记：爷爷奶奶的支部, 推荐登记表.
//!
//! Entry points: [`is_letter_name`], [`is_kind_before_colon`], [`is_titled`], [`is_form_name`].

use crate::import::shape::marks::length;

/// 感谢信, 授奖词: what a short text is called, and nothing else.
pub(super) fn is_letter_name(text: &str) -> bool {
    const NAMES: [&str; 12] = [
        "感谢信",
        "表扬信",
        "慰问信",
        "公开信",
        "推荐信",
        "喜报",
        "授奖词",
        "颁奖词",
        "颁奖辞",
        "倡议书",
        "决心书",
        "致敬词",
    ];
    NAMES.contains(&text.trim())
}

/// 小区宣传栏, PPT大纲, 班长日记: what kind of text is called so, before the colon of its title.
pub(super) fn is_kind_before_colon(head: &str) -> bool {
    const KINDS: [&str; 36] = [
        "发言",
        "演讲",
        "讲话",
        "汇报",
        "致辞",
        "广播",
        "宣传栏",
        "专栏",
        "大纲",
        "提纲",
        "文字",
        "日记",
        "手记",
        "札记",
        "笔记",
        "脚本",
        "文案",
        "解说词",
        "解说",
        "展板",
        "访谈",
        "专访",
        "对话",
        "特写",
        "通讯",
        "故事",
        "报道",
        "讲述",
        "实录",
        "纪实",
        "人物",
        "案例",
        "经验",
        "侧记",
        "连载",
        "快讯",
    ];
    KINDS.iter().any(|kind| head.trim_end().ends_with(kind))
}

/// 展板文字：一间展室，四十年光影: what kind of text it is, and what it is called.
pub(super) fn is_titled(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(head, rest)| {
        is_kind_before_colon(head) && length(rest) >= 5 && rest.contains(['，', '“', '—', '！'])
    })
}

/// 推荐登记表, 申报表: a form is called so.
pub(super) fn is_form_name(text: &str) -> bool {
    // 党支部基本情况登记表（2024年）
    let text = text.split(['（', '(']).next().unwrap_or(text).trim_end();
    let text = text.trim();
    length(text) >= 6
        && [
            "基本情况",
            "情况一览",
            "一览",
            "登记表",
            "申报表",
            "推荐表",
            "呈报表",
            "审批表",
            "情况表",
            "报告表",
            "信息表",
            "自荐表",
        ]
        .iter()
        .any(|end| text.ends_with(end))
}
