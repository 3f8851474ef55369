//! The titles behind a verb of honour: quoted, or plain words up to the end of a title.
//!
//! Entry point: [`titles`]. What follows a verb is read item by item: an item is a title with what belongs to it, a level of
//! the next one, or the end of the list.

use std::ops::Range;

use super::clause::is_han;
use super::lead::{bare_lead, begins_title, behind_count, behind_giver, is_lead, lead_end};
use super::level::{LEVELS, WIDE};
use super::verbs::HONOURING;

/// With what a title may end.
pub(super) const ENDS: [&str; 22] = [
    "集体嘉奖",
    "荣誉称号",
    "称号",
    "先进集体",
    "示范党支部",
    "先进党支部",
    "优秀党支部",
    "党支部",
    "党组织",
    "先进单位",
    "支部",
    "先进基层党组织",
    "示范点",
    "三等功",
    "品牌",
    "光荣册",
    "荣誉",
    "集体",
    "标兵",
    "先进",
    "单位",
    "先进典型",
];
/// What else is honoured, where a word says that it is an honour: 先进基层党建示范基地.
const HOUSES: [&str; 19] = [
    "群体",
    "案例",
    "基地",
    "团队",
    "组织",
    "阵地",
    "工作站",
    "工作室",
    "服务站",
    "堡垒",
    "窗口",
    "之家",
    "空间",
    "班子",
    "社区",
    "机关",
    "岗",
    "号",
    "队",
];
/// Words of honour.
const PRAISE: [&str; 27] = [
    "百佳",
    "双十佳",
    "好人",
    "创新",
    "典型",
    "先进",
    "优秀",
    "示范",
    "最美",
    "最佳",
    "模范",
    "红旗",
    "文明",
    "星级",
    "十佳",
    "五好",
    "六好",
    "先锋",
    "样板",
    "标杆",
    "平安",
    "绿化",
    "和谐",
    "学习型",
    "金牌",
    "最强",
    "满意",
];
/// What is handed over with a title, or without one.
const THINGS: [&str; 6] = ["牌匾", "锦旗", "证书", "奖牌", "流动红旗", "纪念章"];
/// What stands behind a title and is none of it, longer words first.
const TAILS: [&str; 22] = [
    "通报表扬",
    "通报表彰",
    "授牌",
    "行列",
    "之列",
    "荣誉榜",
    "光荣榜",
    "榜单",
    "名单",
    "名录",
    "荣誉称号",
    "表彰奖励",
    "的牌子",
    "的奖牌",
    "称号",
    "荣誉",
    "殊荣",
    "表彰",
    "各一次",
    "多次",
    "的",
    "了",
];
/// With what the words behind a plain title may begin.
const REST: [&str; 17] = [
    "并", "后", "的", "以", "来", "且", "而", "之", "时", "是", "在", "又", "还", "也", "和", "及",
    "，",
];
/// The longest noun between a title in marks and the word that says what it is, in characters: “五好”党支部称号.
const LONGEST_HOUSE: usize = 6;
/// The longest title without marks before that word, in characters.
const LONGEST_PLAIN: usize = 20;
/// The longest title in quotation marks with what follows them, in characters.
const LONGEST: usize = 40;

/// A title behind a verb, in bytes of what follows it.
pub(super) struct Title {
    /// What stands before it and is its own: 2023年度县级.
    pub(super) lead: Range<usize>,
    pub(super) range: Range<usize>,
    /// What stands behind it in brackets: （2023年）.
    pub(super) aside: Range<usize>,
}

/// The titles in what follows the verb.
pub(super) fn titles(behind: &str) -> Vec<Title> {
    let mut titles = Vec::new();
    if behind.starts_with('的') && !is_kept(behind) {
        return titles;
    }
    // 县级、市级先进党支部: where what belongs to the next title begins.
    let mut lead = 0;
    for (nth, item) in items(behind).into_iter().enumerate() {
        let words = &behind[item.range.clone()];
        if nth > 0 && (has_verb(words) || item.is_far && (titles.is_empty() || !goes_on(words))) {
            break;
        }
        if item.is_far {
            lead = item.range.start;
        }
        let end = list_end(words).map_or(item.range.end, |end| item.range.start + end);
        let found = title(behind, lead..end);
        if let Some(title) = found.filter(|found| !item.is_far || is_award(behind, found, end)) {
            // 全区“甲”“乙”: what stands before the first belongs to the second as well.
            let before: Option<&Title> = titles.last();
            let is_glued = title.lead.is_empty()
                && before.is_some_and(|one| one.range.end == title.range.start);
            let shared = before.map(|one| one.lead.clone()).filter(|_| is_glued);
            titles.push(Title { lead: shared.unwrap_or(title.lead), ..title });
            lead = item.next;
        } else if item.is_far || !is_lead(&behind[lead..end]) {
            break;
        }
        if end < item.range.end {
            break;
        }
    }
    titles
}

/// 2020年获得的县级“示范党支部”称号, 荣获的“五好”党支部奖牌: a title in marks, and the word that says what it is, or the level before it.
fn is_kept(behind: &str) -> bool {
    let rest = behind.trim_start_matches('的');
    let level = LEVELS.iter().copied().chain(WIDE.iter().map(|(word, _)| *word));
    let bare = level.fold(rest, |rest, level| rest.strip_prefix(level).unwrap_or(rest));
    let has_level = bare.len() < rest.len();
    let title = bare.strip_prefix('“').and_then(|rest| rest.split_once('”'));
    // 2020年获得的县级先进党支部称号
    let plain = || {
        let words = bare.split(['，', '。', '；', '、', '“']).next().unwrap_or_default();
        let noun =
            ["称号", "荣誉", "奖牌", "牌匾"].iter().filter_map(|word| words.find(word)).min();
        noun.is_some_and(|at| {
            words[..at].chars().count() <= LONGEST_PLAIN
                && words[..at].chars().all(is_han)
                && !words[..at].contains('的')
                && ends_title(&words[..at])
        })
    };
    plain()
        || title.is_some_and(|(title, rest)| {
            let noun =
                ["称号", "荣誉", "奖牌", "牌匾"].iter().filter_map(|word| rest.find(word)).min();
            let house = noun.map(|at| &rest[..at]).filter(|house| {
                house.chars().count() <= LONGEST_HOUSE && house.chars().all(is_han)
            });
            let is_said = house.is_some_and(|house| ends_title(&format!("{title}{house}")));
            let ends = rest.is_empty() || rest.starts_with(['、', '，', '。', '；', '和']);
            is_said || has_level && ends && ends_title(title)
        })
}

/// A part of a list.
struct Item {
    range: Range<usize>,
    /// Where the next one begins.
    next: usize,
    /// Whether a clause begins with it: 2020年市直机关“甲”；2022年全市“乙”.
    is_far: bool,
}

/// The items of a list, whose marks do not stand in quotations or brackets.
fn items(behind: &str) -> Vec<Item> {
    let (mut items, mut start, mut is_far, mut depth) = (Vec::new(), 0, false, 0_usize);
    let mut close = |end: usize, next: usize, far: bool, start: &mut usize| {
        items.push(Item { range: *start..end, next, is_far });
        (*start, is_far) = (next, far);
    };
    for (at, c) in behind.char_indices() {
        let end = at + c.len_utf8();
        // “甲”“乙”“丙” have nothing between them.
        if c == '“' && at > start && behind[..at].ends_with('”') {
            close(at, at, false, &mut start);
        }
        match c {
            '“' | '（' | '(' | '《' => depth += 1,
            '”' | '）' | ')' | '》' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => close(at, end, false, &mut start),
            '，' | ',' | '；' | ';' if depth == 0 => close(at, end, true, &mut start),
            // “甲”和“乙”, 先进党支部和示范党支部; 社会保障局 has none.
            '和' | '及' | '与'
                if depth == 0
                    && (behind[..at].ends_with(['”', '）'])
                        || ends_title(without_tail(&behind[start..at]).trim_end_matches('”'))) =>
            {
                close(at, end, false, &mut start);
            }
            _ => {}
        }
    }
    close(behind.len(), behind.len(), false, &mut start);
    items
}

/// Whether an item of another clause goes on with the list: a year, a level or a place of its own, and nobody else.
fn goes_on(words: &str) -> bool {
    let words = words.trim();
    let begins = words.starts_with(|c: char| c.is_ascii_digit())
        || words.starts_with(['省', '市', '县', '区', '州', '“'])
        || ["同年", "当年", "去年", "今年"].iter().any(|word| words.starts_with(word))
        || WIDE.iter().any(|(word, _)| words.starts_with(word))
        || LEVELS.iter().any(|level| words.starts_with(level));
    let lead = words.split('“').next().unwrap_or_default();
    begins
        && !["公司", "党员", "同志", "书记"].iter().any(|word| lead.contains(word))
        && !is_hoped(lead)
}

/// 被推荐参评省级…, 力争创成…: what is hoped for, and was not given.
pub(super) fn is_hoped(words: &str) -> bool {
    const HOPES: [&str; 15] = [
        "推荐", "参评", "申报", "候选", "争创", "创建", "拟", "力争", "争取", "有望", "冲刺",
        "提名", "未能", "没有", "角逐",
    ];
    HOPES.iter().any(|word| words.contains(word))
}

/// Whether a title that begins a clause is one by its own words: 2024年“七一” is a day.
fn is_award(behind: &str, title: &Title, end: usize) -> bool {
    let words = &behind[title.range.clone()];
    let is_called = ["称号", "荣誉"].iter().any(|word| behind[title.range.end..end].contains(word));
    is_called
        || ends_title(words.trim_end_matches('”'))
        || PRAISE.iter().any(|word| words.contains(word))
}

/// Whether a verb of honour of its own stands in an item. 市委联合命名的“六好”示范党支部 says who gave it.
fn has_verb(words: &str) -> bool {
    let mut quoted = 0_usize;
    let outside: String = words
        .chars()
        .filter(|c| {
            match c {
                '“' => quoted += 1,
                '”' => quoted = quoted.saturating_sub(1),
                _ => {}
            }
            quoted == 0
        })
        .collect();
    let outside = ["命名的", "授予的", "颁发的", "评选的", "给的"]
        .iter()
        .fold(outside, |words, given| words.replace(given, ""));
    // 2022年被市公安局记集体三等功 has a verb that is none elsewhere.
    let is_noted = outside.contains('被') && outside.contains("记集体");
    is_noted || HONOURING.iter().any(|verb| outside.contains(verb))
}

/// Where 等 ends a list: 等荣誉称号, 等8项荣誉. 三等功 has one inside.
fn list_end(words: &str) -> Option<usize> {
    let mut places = words.match_indices('等').map(|(at, _)| at);
    places.find(|at| {
        let behind = &words[at + '等'.len_utf8()..];
        let before = &words[..*at];
        let is_word =
            before.ends_with(['一', '二', '三', '四', '特', '优', '平', '中', '高', '初']);
        let is_quoted = before.matches('“').count() > before.matches('”').count();
        !is_word && !is_quoted && !behind.starts_with(['级', '地', '号'])
    })
}

/// The title that stands in a range, with what belongs to it.
fn title(behind: &str, range: Range<usize>) -> Option<Title> {
    let words = &behind[range.clone()];
    let mut bare = without_tail(words);
    let mut aside = bare.len()..bare.len();
    if bare.ends_with(['）', ')']) {
        let open = bare.rfind(['（', '('])?;
        aside = open..bare.len();
        bare = without_tail(&bare[..open]);
    }
    // “先进基层党组织”奖牌 has its title in marks.
    if let Some(named) = THINGS.iter().find_map(|thing| bare.strip_suffix(thing)) {
        // “五好”党支部奖牌 as well.
        bare = Some(named)
            .filter(|named| named.contains('”') && ends_title(named.trim_end_matches('”')))?;
    }
    let found = if bare.contains('“') { quoted(bare) } else { plain(bare) }?;
    let aside = if aside.is_empty() { own_aside(words, found.end) } else { aside };
    let at = range.start;
    Some(Title {
        lead: at..at + found.start,
        range: at + found.start..at + found.end,
        aside: at + aside.start..at + aside.end,
    })
}

/// Words without 称号, 荣誉, 2次 and their like at the end.
fn without_tail(words: &str) -> &str {
    let mut bare = words.trim_end().trim_end_matches('.');
    loop {
        let cut = TAILS.iter().find_map(|tail| bare.strip_suffix(tail)).unwrap_or(bare);
        let things = THINGS.iter().find_map(|thing| cut.strip_suffix(thing));
        let things = things.filter(|rest| rest.ends_with(['块', '面', '本', '个']));
        let cut = things.unwrap_or(cut);
        let times = cut.strip_suffix(['次', '个', '项', '块', '面', '本']).unwrap_or(cut);
        let count = times
            .trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
        let cut = if count.len() < times.len() && times.len() < cut.len() { count } else { cut };
        let cut = cut.trim_end();
        if cut.len() == bare.len() || cut.is_empty() {
            return bare;
        }
        bare = cut;
    }
}

/// The brackets that stand right behind byte `at`; empty where none do.
fn own_aside(words: &str, at: usize) -> Range<usize> {
    let rest = &words[at..];
    let close = rest.strip_prefix(['（', '(']).and_then(|_| rest.find(['）', ')']));
    let end = close.map(|close| close + rest[close..].chars().next().map_or(0, char::len_utf8));
    at..at + end.unwrap_or(0)
}

/// A quotation with what belongs to it: “六好”示范党支部.
fn quoted(words: &str) -> Option<Range<usize>> {
    let open = words.find('“')?;
    let close = open + words[open..].find('”')? + '”'.len_utf8();
    let tail = &words[close..];
    let stop = tail.find(|c: char| !is_han(c) || "被获在了由将并且".contains(c));
    let own = &tail[..stop.unwrap_or(tail.len())];
    // “六好”示范党支部之后的又一荣誉
    let own = plain_end(own).map_or(own, |end| &own[..end]);
    // What stands before a verb is a title only where it ends like one: “六好”离退休干部党支部并获命名.
    let is_part = stop.is_none() || ends_title(own);
    let end = if is_part { close + own.len() } else { close };
    let start = whole_start(words, open, is_part && !own.is_empty());
    (words[start..end].chars().count() <= LONGEST).then_some(start..end)
}

/// Where a title begins of which a quotation is a part: 全省卫健系统“银龄行动”先进集体, 五星级“银辉”党支部, but “六好” of 市级“六好”示范党支部.
fn whole_start(words: &str, open: usize, is_part: bool) -> usize {
    let lead = &words[..open];
    let bare = bare_lead(lead).trim_start_matches(['了', '为']);
    // 全省离退休干部党建“百佳案例”: a quotation that is the end of its title.
    let is_end = words.ends_with('”')
        && WIDE.iter().any(|(word, _)| bare.starts_with(word))
        && begins_title(lead)
        && ends_title(words[open..].trim_matches(['“', '”']));
    if is_end {
        return open - bare.len();
    }
    if !is_part || bare.is_empty() {
        return open;
    }
    let own = &bare[lead_end(bare)..];
    if ["星级", "型"].iter().any(|end| own.ends_with(end)) {
        return open - own.len();
    }
    let is_place = ["全国", "全省", "全市", "全县", "全区", "全州", "省", "市", "县", "区"]
        .iter()
        .any(|word| bare.starts_with(word));
    // 全省检察机关“银发先锋”党支部
    let is_wide = bare.starts_with('全') && bare.ends_with("机关") && bare.chars().count() > 4;
    let is_whole = is_wide
        || !is_lead(lead) && bare.starts_with('全')
        || bare.ends_with("干部")
        || bare.ends_with("系统");
    if is_place && is_whole { open - bare.len() } else { open }
}

/// Words that end like a title.
pub(super) fn ends_title(words: &str) -> bool {
    let bare = without_tail(words);
    ENDS.iter().any(|end| bare.ends_with(end))
        || HOUSES.iter().any(|end| bare.ends_with(end))
            && PRAISE.iter().any(|word| bare.contains(word))
}

/// A title without quotation marks: 县级先进党支部, up to its end.
fn plain(words: &str) -> Option<Range<usize>> {
    let end = plain_end(words)?;
    // 奖牌：集团公司先进基层党组织
    let mark = words[..end].rfind(['：', ':']);
    let start = mark.map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let start = start + lead_end(&words[start..end]);
    let start = start + behind_giver(&words[start..end]);
    let start = end - behind_count(&words[start..end]).len();
    // 年度先进党支部 is of the year that the text is of.
    let start =
        if words[start..end].starts_with("年度") { start + "年度".len() } else { start };
    // 第二批全省离退休干部示范党支部
    let batch = words[start..end].strip_prefix('第').and_then(|rest| rest.find('批'));
    let batch = batch.filter(|at| *at <= 9).map_or(0, |at| '第'.len_utf8() + at + '批'.len_utf8());
    let start = start + batch;
    let title = &words[start..end];
    let is_title = (3..=30).contains(&title.chars().count()) && !title.starts_with("以上");
    is_title.then_some(start..end)
}

/// Where a plain title ends; what follows it begins with another word.
fn plain_end(words: &str) -> Option<usize> {
    if ends_title(words) {
        return Some(words.len());
    }
    let ends = ENDS.iter().flat_map(|end| words.match_indices(end)).map(|(at, end)| at + end.len());
    let ends = ends.filter(|end| REST.iter().any(|word| words[*end..].starts_with(word)));
    ends.max()
}
