//! Turns of speech by which a quoted name is told to be a way of working: called, explained, numbered, done at its time.
//!
//! Entry points: [`is_defined`], [`is_called`], [`is_brought`], [`is_regular`], [`is_numbered_way`], [`goes_on_counting`],
//! [`heads_point`], [`is_parallel`].

use crate::claims::clause::{clause_before, is_han, sentence_before};
use crate::import::facts::mechanism_words::{END_CHARS, ENDS};

/// “三下帐”就是学习下帐、服务下帐、问需下帐: what it means is told.
pub(super) fn is_defined(behind: &str) -> bool {
    let meant = ["就是", "是指", "即", "指的是"].iter().find_map(|word| behind.strip_prefix(word));
    meant.is_some_and(|rest| {
        let list = rest.split(['。', '；']).next().unwrap_or_default();
        list.matches(['、', '，']).count() >= 2
    })
}

/// 把“国旗班”建到小区: what is brought to where people are.
pub(super) fn is_brought(before: &str, behind: &str) -> bool {
    before.ends_with('把')
        && ["建到", "建在", "开到", "办到", "办在", "设到", "设在", "搬到", "搬进", "送到", "送进"]
            .iter()
            .any(|verb| behind.starts_with(verb))
}

/// 这件事就是“零件上的思政课”: what was just spoken of is named.
const THIS: [&str; 7] = [
    "这件事就是",
    "这个办法就是",
    "这个法子就是",
    "这支队伍就是",
    "这个品牌就是",
    "这个活动就是",
    "这张名片就是",
];

/// 有本账，叫“难事账”: a thing that is counted, and then called.
pub(super) fn is_called(before: &str) -> bool {
    // 我们叫它“百姓账房”, 党员们称之为“暖心墙”
    let is_named = [
        "叫它",
        "管这叫",
        "管这个叫",
        "管它叫",
        "叫它作",
        "唤它",
        "称其为",
        "称之为",
        "称它为",
        "取名叫",
        "起名叫",
        "起名",
        "管它叫",
    ]
    .iter()
    .any(|word| before.ends_with(word));
    // 把每月10日定为“敲门日”; 认定为“…” is an honour
    let is_set = ["定为", "设为", "取名为", "起名为"].iter().any(|verb| before.ends_with(verb))
        && !["认", "评", "确", "核", "审", "选", "命"]
            .iter()
            .any(|verb| before.strip_suffix("定为").is_some_and(|head| head.ends_with(verb)));
    if is_named || is_set && clause_before(before, before.len()).contains('把') {
        return true;
    }
    if THIS.iter().any(|word| before.ends_with(word)) || is_counted_off(before) {
        return true;
    }
    let called = ["叫", "叫作", "就是", "是"].iter().find_map(|word| before.strip_suffix(word));
    let Some(head) = called else { return false };
    // 大家把这个办法叫“一线三访”
    let clause = clause_before(head, head.len());
    if clause.contains('把')
        && ["办法", "做法", "活动", "法子", "制度"].iter().any(|end| clause.ends_with(end))
    {
        return true;
    }
    let Some(head) = head.strip_suffix(['，', ',']) else { return false };
    let clause = clause_before(head, head.len());
    [
        "摆了张",
        "摆了个",
        "搭了个",
        "有本",
        "有个",
        "有支",
        "有条",
        "有间",
        "有块",
        "有张",
        "有份",
        "有一",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

/// 所里的“红军书屋”藏书6700册: a house of theirs, of which a number or the members are told.
pub(super) fn is_inside(before: &str, name: &str, behind: &str) -> bool {
    const WHERE: [&str; 10] = [
        "所里的",
        "院里的",
        "厂里的",
        "局里的",
        "馆里的",
        "校园里的",
        "小区里的",
        "社区里的",
        "村里的",
        "活动室里的",
    ];
    let is_house = name.chars().count() >= 4
        && (ENDS.iter().any(|end| name.ends_with(end)) || name.ends_with(END_CHARS));
    let sentence = behind.split(['。', '；', '\n']).next().unwrap_or_default();
    let tells = sentence.contains(|c: char| c.is_ascii_digit())
        || ["支部", "老党员"].iter().any(|who| sentence.contains(who));
    is_house && tells && WHERE.iter().any(|place| before.ends_with(place))
}

/// 给新兵送上一堂“离家第一课”: a lesson that has a name.
pub(super) fn is_lesson(before: &str, name: &str) -> bool {
    name.chars().count() >= 4
        && name.ends_with('课')
        && ["一堂", "一节", "一课"].iter().any(|word| before.ends_with(word))
}

/// 第一，用“微课堂”解决学不进的问题: with what a point of a text says that it is done.
pub(super) fn is_means(before: &str, behind: &str) -> bool {
    const DONE: [&str; 16] = [
        "解决", "破解", "化解", "打通", "凝聚", "激活", "提升", "促进", "推动", "带动", "搭起",
        "架起", "传承", "温暖", "守护", "聚起",
    ];
    let sentence = sentence_before(before, before.len()).trim();
    let point =
        sentence.strip_suffix(['用', '靠']).map(|head| head.trim_end_matches(['，', ',', '、']));
    let is_point = point.is_some_and(|point| {
        let bare =
            point.trim_start_matches(['一', '二', '三', '四', '五', '六', '第', '（', '）', '、']);
        bare.is_empty() || ["是", "步"].contains(&bare)
    });
    is_point && DONE.iter().any(|verb| behind.starts_with(verb))
}

/// 头一招叫“流动会场”, 第二件叫“一元爱心罐”: one of several that are counted off.
fn is_counted_off(before: &str) -> bool {
    // 第二条规矩是“台风敲门”
    let rule = before.strip_suffix('是').and_then(|head| {
        ["规矩", "办法", "做法", "法宝", "妙招"].iter().find_map(|noun| head.strip_suffix(noun))
    });
    let rule = rule.and_then(|head| head.strip_suffix(['条', '个', '招', '项', '件']));
    if rule.is_some_and(|head| {
        head.ends_with(|c| "一二三四五六七八九十".contains(c)) && head.contains(['第', '头'])
    }) {
        return true;
    }
    let head = before.strip_suffix("叫作").or_else(|| before.strip_suffix('叫'));
    // 第二页是“节约哨”: one of the pages, chapters, stops that a text is told by.
    let told = before
        .strip_suffix("就是")
        .or_else(|| before.strip_suffix("叫"))
        .or_else(|| before.strip_suffix('是'));
    let page = told.and_then(|head| {
        ["页", "章", "站", "招", "课", "步", "件事", "件", "样", "张", "道", "把", "本账"]
            .iter()
            .find_map(|word| head.strip_suffix(word))
    });
    let is_page = page.is_some_and(|head| {
        let clause = clause_before(head, head.len());
        let number = clause.trim_start_matches('第').trim_start_matches("最后");
        number.len() < clause.len()
            && (1..=2).contains(&number.chars().count())
            && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    });
    if is_page {
        return true;
    }
    let Some(head) = head.and_then(|head| {
        ["件事", "件宝", "招", "条", "件", "桩", "样", "项", "手"]
            .iter()
            .find_map(|word| head.strip_suffix(word))
    }) else {
        return false;
    };
    head.ends_with(|c| "一二三四五六七八九十".contains(c))
        && ["第", "头", "另"].iter().any(|word| clause_before(head, head.len()).contains(word))
}

/// 每月最后一个星期五的“围炉话教”: what is done at its time.
pub(super) fn is_regular(before: &str, name: &str) -> bool {
    let clause = clause_before(before, before.len()).trim();
    // 每月第二个星期四为“回家日”, 每月10日是支部的“敲门日”
    let is_day = name.chars().count() >= 3
        && name.ends_with(['日', '天'])
        && ["为", "是", "定为", "是支部的", "是他们的", "就是"]
            .iter()
            .any(|word| before.ends_with(word))
        && ["每月", "每周", "每年", "每季"].iter().any(|word| clause.starts_with(word));
    if is_day && clause.chars().count() <= 16 {
        return true;
    }
    name.chars().count() >= 4
        && before.ends_with('的')
        && clause.chars().count() <= 16
        && ["每月", "每周", "每天", "每年", "每季", "每逢", "每晚", "每日", "每到", "每个月"]
            .iter()
            .any(|word| clause.starts_with(word))
}

/// 还有“一碗热汤”，给独居老人送饭: one more, and the next clause says for whom it is.
pub(super) fn is_told_of(before: &str, name: &str, behind: &str) -> bool {
    let head = before.trim_end_matches(['个', '一']);
    let is_more = ["还有", "又有", "另有", "再有", "还办"].iter().any(|word| head.ends_with(word));
    let clause = behind.strip_prefix(['，', ',', '：']).unwrap_or_default();
    let is_for = ["专门", "专", "给", "为", "替", "帮", "教", "让", "每天", "每周", "每月"]
        .iter()
        .any(|word| clause.starts_with(word));
    name.chars().count() >= 3 && is_more && is_for
}

/// 办法一，“一线问路”。: a way that is numbered, and no more.
pub(super) fn is_numbered_way(before: &str, name: &str) -> bool {
    const WAYS: [&str; 13] = [
        "办法", "做法", "妙招", "法宝", "招数", "抓手", "品牌", "阵地", "特色", "亮点", "战场",
        "平台", "故事",
    ];
    let head = sentence_before(before, before.len()).trim();
    let head = head.trim_end_matches(['，', ',', '：', ':', '、', ' ', '　']);
    // 第二件，“晚托班”，; 头一桩，“板凳会”。
    let ordinal = head
        .strip_suffix(['件', '桩', '招', '项', '样', '宗'])
        .and_then(|number| number.strip_prefix(['第', '头']));
    let is_ordinal = ordinal.is_some_and(|number| {
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    if is_ordinal && name.chars().count() >= 3 {
        return true;
    }
    let way = head
        .trim_end_matches(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit())
        .trim_end_matches('之');
    way.len() < head.len() && name.chars().count() >= 3 && WAYS.contains(&way)
}

/// “劳模书信”寄往乡村小学，写信412封: what acts in one clause, and counts in the next.
pub(super) fn goes_on_counting(behind: &str) -> bool {
    let sentence = behind.split(['。', '；', '！', '\n']).next().unwrap_or_default();
    let Some((first, rest)) = sentence.split_once(['，', ',']) else { return false };
    let second = rest.split(['，', ',']).next().unwrap_or_default();
    let acts = (2..=12).contains(&first.chars().count())
        && first.starts_with(is_han)
        && !first.starts_with(['是', '为', '的', '说', '道', '指', '等', '和', '与', '不', '已'])
        && !first.contains(['被', '获', '：']);
    acts && second.contains(|c: char| c.is_ascii_digit()) && !second.contains(['被', '获'])
}

/// What is done in a way that has a name.
const DONE: [&str; 22] = [
    "调解", "援助", "普法", "监督", "帮扶", "巡查", "服务", "宣讲", "结对", "义诊", "助学", "议事",
    "接访", "探访", "巡护", "培训", "共建", "互助", "工程", "行动", "课堂", "讲堂",
];

/// 2. “和为贵”调解。, ◆“板凳党课”讲在身边。: the head of a point that is numbered or marked.
pub(super) fn heads_point(before: &str, name: &str, behind: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before).trim();
    let marks = "◆◇●○■□▲△★☆·•①②③④⑤⑥⑦⑧⑨⑩➤✦";
    let is_marked =
        !line.is_empty() && line.chars().all(|c| marks.contains(c) || c.is_whitespace());
    let number =
        line.trim_end_matches(['、', '.', '．', '）', ')', '，']).trim_start_matches(['（', '(']);
    // 三、用“路长帮办”解忧
    let number = number.trim_end_matches(['用', '靠', '建', '办', '创', '育', '开', '抓']);
    let number = number.trim_end_matches(['、', '.', '．', '）', ')', '，']);
    let is_numbered = number.len() < line.len()
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    // 1.“迎家人”。新退休干部…: a name is all that the head says.
    if is_numbered && name.chars().count() >= 3 && behind.starts_with(['。', '：']) {
        return true;
    }
    let end = behind.find(|c: char| !is_han(c)).unwrap_or(behind.len());
    let noun = &behind[..end];
    let is_short = (1..=6).contains(&noun.chars().count());
    let is_said =
        ["是", "为", "的", "精神", "情怀", "被", "获"].iter().any(|word| noun.starts_with(word));
    // An import makes an item of a list of 2. “和为贵”调解。: of its number nothing is left.
    let is_item = line.is_empty() && DONE.contains(&noun);
    // “老广播”进乡村: of three characters it is a name only where the noun says so.
    let is_long = name.chars().count() >= 4 || name.chars().count() == 3 && DONE.contains(&noun);
    // （一）“导师制”传承经验: the number is the level of the heading.
    let is_system = name.ends_with('制') && (is_marked || is_numbered || line.is_empty());
    if is_system && is_short && !is_said && name.chars().count() >= 3 {
        return true;
    }
    is_long
        && (is_marked || is_numbered || is_item)
        && is_short
        && !is_said
        && (behind[end..].is_empty() || behind[end..].starts_with(['。', '：', ':', '\n']))
}

/// 推行“师傅带徒弟、老兵带新兵、党员带群众”: parts that are built alike, behind a word that makes them a rule.
pub(super) fn is_parallel(before: &str, name: &str) -> bool {
    const RULES: [&str; 9] =
        ["推行", "实行", "推行了", "实行了", "探索出", "总结出", "摸索出", "创新", "落实"];
    let parts: Vec<Vec<char>> = name.split('、').map(|part| part.chars().collect()).collect();
    let Some((first, others)) = parts.split_first().filter(|(_, others)| !others.is_empty()) else {
        return false;
    };
    let is_alike = others.iter().all(|other| other.len() == first.len())
        && (0..first.len()).any(|at| others.iter().all(|other| other[at] == first[at]));
    is_alike && first.len() >= 3 && RULES.iter().any(|word| before.ends_with(word))
}

/// 搞了个“晾衣绳下议事”, 排了张“退休课表”: what was made, and then its name.
pub(super) fn is_made(before: &str, name: &str) -> bool {
    const VERBS: [&str; 30] = [
        "搞", "办", "建", "设", "开", "排", "弄", "立", "摆", "画", "绘", "写", "编", "发", "印",
        "做", "定", "列", "挂", "画出", "绘出", "写下", "记下", "印出", "编出", "建起", "办起",
        "排出", "列出", "制作",
    ];
    (name.chars().count() >= 4 || name.ends_with(['卡', '图', '单', '账', '日']))
        && before
            .strip_suffix(['个', '支', '间', '处', '张', '本', '块', '份', '条', '册', '套'])
            .is_some_and(|head| {
                let head = head.strip_suffix('一').unwrap_or(head);
                let head = head
                    .strip_suffix('了')
                    .filter(|head| VERBS.iter().any(|verb| head.ends_with(verb)));
                head.is_some()
            })
}

/// 建起9个“夜学点”, 设一名“红色管家”: what was built, and how many.
pub(super) fn is_built(before: &str) -> bool {
    let bare = before
        .strip_suffix(['个', '支', '间', '家', '处', '所', '座', '项', '名', '位'])
        .map(|head| {
            head.trim_end_matches(|c: char| {
                c.is_ascii_digit() || "一二两三四五六七八九十多余几".contains(c)
            })
        });
    bare.is_some_and(|head| {
        [
            "编成",
            "分成",
            "划分成",
            "划分出",
            "划分为",
            "划成",
            "划出",
            "组成",
            "建了",
            "培育",
            "建起",
            "建起了",
            "建成",
            "打造",
            "打造了",
            "成立",
            "成立了",
            "组建",
            "组建了",
            "开办",
            "设立",
            "设立了",
            "设",
            "设有",
            "配备",
            "聘请",
        ]
        .iter()
        .any(|verb| head.ends_with(verb))
    })
}

#[cfg(test)]
mod tests {
    use super::{heads_point, is_called, is_parallel};

    #[test]
    fn the_head_of_a_point_names_a_way() {
        assert!(heads_point("2. ", "和为贵", "调解。设4个调解点。"));
        assert!(heads_point("三、用", "路长帮办", "解忧。代办事项940件。"));
        assert!(heads_point("◆", "板凳党课", "讲在身边。一条板凳。"));
        assert!(heads_point("", "法护夕阳", "援助。"));
        assert!(!heads_point("1.", "老广播", "进乡村。"));
        assert!(!heads_point("", "老有所为", "显担当。"));
        assert!(!heads_point("支部有", "银龄讲堂", "调解。"));
        assert!(!heads_point("1.", "银龄讲堂", "是支部的品牌。"));
    }

    #[test]
    fn parts_that_are_built_alike_are_a_rule_where_a_word_says_so() {
        assert!(is_parallel("推行", "师傅带徒弟、老兵带新兵、党员带群众"));
        assert!(!is_parallel("靠的是", "一杯茶、一把椅、一席话"));
        assert!(!is_parallel("推行", "送教、义诊"));
    }

    #[test]
    fn what_something_is_called_is_its_name() {
        for before in
            ["我们叫它", "大家把这个办法叫", "党员们称之为", "有本账，叫", "支部有一件宝贝，是"]
        {
            assert!(is_called(before), "{before}");
        }
        for before in ["大家都叫他", "大家叫", "孩子们叫", "他们都是"] {
            assert!(!is_called(before), "{before}");
        }
    }
}
