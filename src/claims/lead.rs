//! What stands before a title and is none of it: a level, a year, who gave it, how often, to whom.
//!
//! Entry points: [`is_lead`], [`bare_lead`], [`begins_title`], [`lead_end`], [`behind_giver`], [`behind_count`].

use super::clause::is_han;
use super::level::{LEVELS, WIDE};

/// The longest name of a body before a title, in characters.
const LONGEST_BODY: usize = 12;

/// Whether the words before a title are a level, a year, who gave it, or nothing.
pub(super) fn is_lead(words: &str) -> bool {
    let bare = bare_lead(words);
    let is_body = bare.chars().count() <= LONGEST_BODY
        && bare.chars().all(|c| is_han(c) || c == '、')
        && is_body(bare);
    let is_levels = bare.split(['、', '和']).all(|level| LEVELS.contains(&level.trim()));
    bare.is_empty() || is_body || is_levels || WIDE.iter().any(|(word, _)| *word == bare)
}

/// Whether words end like the name of who gives.
fn is_body(words: &str) -> bool {
    !words.ends_with("干部")
        && words.ends_with([
            '省', '市', '县', '区', '州', '旗', '镇', '乡', '局', '委', '府', '厅', '办', '部',
            '关', '道', '署', '会', '院', '联', '协', '社',
        ])
}

/// 荣誉：2023年度全市 without its year, and what it begins with.
pub(super) fn bare_lead(lead: &str) -> &str {
    let lead = lead.rsplit(['：', ':']).next().unwrap_or(lead);
    lead.trim()
        .trim_start_matches(|c: char| c.is_ascii_digit() || "年度月、./- ".contains(c))
        .trim_end_matches('、')
}

/// Whether the words before a quotation are the beginning of its title: 全市离退休干部党建“十佳案例”; not 全市供销系统,
/// 市委组织部联合命名的, 第二批省级.
pub(super) fn begins_title(lead: &str) -> bool {
    const ENDS: [&str; 36] = [
        "国企", "企业", "高校", "院校", "省里", "市里", "县里", "区里", "镇里", "乡里", "州里",
        "局里", "厂里", "公司", "集团", "总厂", "总队", "支队", "大队", "中心", "级", "系统",
        "机关", "部门", "领域", "战线", "行业", "批", "联合", "全国", "全省", "全市", "全县",
        "全区", "全州", "全旗",
    ];
    let lead = lead.trim().trim_end_matches(['的', '年', '度', '：', ':', '、', '和', '为']);
    // 给了我们一个“…”
    let lead = lead.strip_suffix("一个").or_else(|| lead.strip_suffix('个')).unwrap_or(lead);
    let lead = without_whom(behind_count(lead));
    let lead = ["颁发", "授予", "命名", "评选", "表彰", "发", "给"]
        .iter()
        .find_map(|end| lead.strip_suffix(end))
        .unwrap_or(lead);
    let han: String = lead.chars().rev().take_while(|c| is_han(*c)).collect();
    let is_short = han.chars().count() < 2;
    !(is_short || is_lead(lead) || is_body(lead) || ENDS.iter().any(|end| lead.ends_with(end)))
}

/// Where behind who gave it a title begins: 县委先进基层党组织. 市国资委系统先进党支部 says of whom.
pub(super) fn behind_giver(words: &str) -> usize {
    let starts = [
        "集体一等功",
        "集体二等功",
        "集体三等功",
        "集体嘉奖",
        "先进",
        "优秀",
        "示范",
        "模范",
        "红旗",
        "最美",
        "五星",
        "四星",
    ];
    let start = starts.iter().filter_map(|word| words.find(word)).min().unwrap_or_default();
    let body = &words[..start];
    let is_giver = body.ends_with(['委', '局', '厅', '府']) || body.ends_with("组织部");
    if is_giver && body.chars().count() <= 12 && !body.starts_with('全') { start } else { 0 }
}

/// Where in 2023年度县级、市级先进党支部 the title begins.
pub(super) fn lead_end(words: &str) -> usize {
    let mut end = 0;
    for level in LEVELS {
        if let Some(at) = words.rfind(level) {
            end = end.max(at + level.len());
        }
    }
    // 市直机关先进基层党组织: of whom, and then what.
    for body in ["直机关", "直属机关", "直"] {
        let start = bare_lead(words).len();
        let start = words.len() - start;
        // 示例市直机关先进党支部 as well.
        let is_placed = |at: usize| {
            words[start..at].chars().count() <= 4
                && words[..at].ends_with(['省', '市', '县', '区', '州', '旗'])
        };
        // 市直文化系统先进党支部 says of which houses.
        let is_all = |at: &usize| *at >= start && !words[*at..].contains("系统");
        let found = words.find(body).filter(is_all);
        if let Some(at) = found.filter(|at| *at <= start + '市'.len_utf8() || is_placed(*at)) {
            end = end.max(at + body.len());
        }
    }
    // 2023年度, not the 年 of 老年大学.
    for (at, _) in words.match_indices('年') {
        if words[..at]
            .ends_with(|c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九".contains(c))
        {
            let behind = &words[at + '年'.len_utf8()..];
            end = end.max(words.len() - behind.strip_prefix('度').unwrap_or(behind).len());
        }
    }
    end
}

/// 两回先进党支部, 三次“…”, 县里的先进党支部: without how often and by whom.
pub(super) fn behind_count(words: &str) -> &str {
    let times = words
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多".contains(c));
    let behind =
        times.strip_prefix(['回', '次', '届', '块', '面']).filter(|_| times.len() < words.len());
    let bare = behind.unwrap_or(words).trim_start_matches('的');
    // 县里的先进党支部
    let whose = ["省里的", "市里的", "县里的", "区里的", "镇里的", "乡里的", "州里的"];
    whose
        .iter()
        .find_map(|whose| bare.strip_prefix(whose))
        .or_else(|| behind_body(bare))
        .unwrap_or(bare)
}

/// 市供销社的先进集体: the title behind who gave it.
fn behind_body(words: &str) -> Option<&str> {
    let (body, title) = words.split_once('的')?;
    let is_giver = body
        .ends_with(['局', '委', '府', '厅', '办', '部', '会', '院', '联', '协', '社', '校', '司'])
        || body.ends_with("集团");
    let is_name = (2..=LONGEST_BODY).contains(&body.chars().count()) && body.chars().all(is_han);
    (is_giver && is_name && !title.contains('的')).then_some(title)
}

/// 授予他们“…”: without who was given it.
fn without_whom(words: &str) -> &str {
    ["他们", "我们", "咱们", "她们", "大家", "该支部", "我支部", "其"]
        .iter()
        .find_map(|whom| words.strip_suffix(whom))
        .unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::{begins_title, behind_count};

    #[test]
    fn how_often_and_to_whom_are_no_title() {
        assert_eq!(behind_count("两回先进党支部"), "先进党支部");
        assert_eq!(behind_count("三面红旗"), "红旗");
        assert_eq!(behind_count("县里的先进党支部"), "先进党支部");
        assert_eq!(behind_count("市供销社的先进集体"), "先进集体");
        assert_eq!(behind_count("最美的退休党支部"), "最美的退休党支部");
        assert_eq!(behind_count("三星级党支部"), "三星级党支部");
        for lead in ["他们", "区里的", "集团公司"] {
            assert!(!begins_title(lead), "{lead}");
        }
        assert!(begins_title("全市离退休干部党建"));
    }
}
