//! The level of an honour: as it is said (县级), by its title (全市…), by who gave it (被市委…).
//!
//! Entry points: [`levels_in`], [`level_of`], [`givers`].

/// Longer words before those they end with.
pub(super) const LEVELS: [&str; 21] = [
    "国家级",
    "自治区级",
    "兵团级",
    "省级",
    "地级",
    "市级",
    "县级",
    "区级",
    "州级",
    "盟级",
    "旗级",
    "师级",
    "团级",
    "镇级",
    "乡级",
    "街道级",
    "校级",
    "院级",
    "厂级",
    "所级",
    "局级",
];
/// Words for all of a place.
pub(super) const WIDE: [(&str, &str); 9] = [
    ("全国", "国家级"),
    ("全军", "国家级"),
    ("全省", "省级"),
    ("全市", "市级"),
    ("全州", "州级"),
    ("全县", "县级"),
    ("全旗", "县级"),
    ("全盟", "盟级"),
    ("全区", "区级"),
];

pub(super) fn levels_in(text: &str) -> Vec<&'static str> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for level in LEVELS {
        let Some(at) = text.find(level) else { continue };
        // 自治区级 is not 区级, 县级市 is a city.
        let end = at + level.len();
        if text[end..].starts_with('市') {
            continue;
        }
        if !found.iter().any(|(known, word)| known + word.len() == end) {
            found.push((at, level));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, level)| level).collect()
}

/// The level of a title that names a place: 全市离退休干部先进集体, 示例市先进基层党组织.
pub(super) fn level_of(title: &str) -> Option<&'static str> {
    let title = title.trim_start_matches(['“', '《']);
    if let Some((_, level)) = WIDE.iter().find(|(word, _)| title.starts_with(word)) {
        return Some(level);
    }
    if names_house(title) {
        return None;
    }
    if title.starts_with("自治区") {
        return Some("省级");
    }
    // 市先进离退休干部党支部
    let own =
        ["省", "市", "县", "州", "镇", "乡", "区"].iter().find(|place| title.starts_with(*place));
    if let Some(place) =
        own.filter(|place| !title[place.len()..].starts_with(['民', '级', '村', '镇', '域']))
    {
        return level_of_body(place);
    }
    let place = [('省', "省级"), ('市', "市级"), ('县', "县级"), ('旗', "县级"), ('区', "区级")];
    let mut chars = title.char_indices().skip(2).take(2);
    chars.find_map(|(at, c)| {
        let found = place.iter().find(|(one, _)| *one == c && !is_own_word(&title[..at], c));
        found.map(|(_, level)| *level)
    })
}

/// 县农商银行先进党支部, 市供电公司先进党支部: a title of one house, whose place says where it is.
pub fn names_house(title: &str) -> bool {
    const HOUSES: [&str; 14] = [
        "银行",
        "公司",
        "集团",
        "学校",
        "学院",
        "大学",
        "医院",
        "中学",
        "小学",
        "街道",
        "社区",
        "煤矿",
        "农商行",
        "信用社",
    ];
    let end = ["先进", "优秀", "示范", "模范", "红旗", "五好", "文明"]
        .iter()
        .filter_map(|word| title.find(word))
        .min();
    end.is_some_and(|end| {
        !title[..end].contains("系统") && HOUSES.iter().any(|house| title[..end].contains(house))
    })
}

/// The level of a title that begins with 全省 and its like, which no word before it changes.
pub(super) fn wide(title: &str) -> Option<&'static str> {
    let title = title.trim_start_matches(['“', '《']);
    WIDE.iter().find(|(word, _)| title.starts_with(word)).map(|(_, level)| *level)
}

/// With what the names of cities go on before 州; a prefecture of this name has other ones.
const CITIES: &str =
    "广杭苏福兰郑徐常扬泰温湖台衢滁宿亳池漳泉赣德滨荆鄂郴永惠梅潮柳梧钦贺泸达沧朔锦忻抚";

/// 老区, 社区, 军区, 城市: a word that ends like a place and is none.
fn is_own_word(before: &str, place: char) -> bool {
    match place {
        // 高新区, 开发区 are zones, and whose they are is not said.
        '区' => {
            ["高新", "开发", "经开", "保税", "试验", "示范", "度假"]
                .iter()
                .any(|zone| before.ends_with(zone))
                || before.ends_with([
                    '老', '社', '园', '校', '军', '灾', '库', '小', '矿', '林', '牧', '山', '景',
                    '街', '地', '学', '片', '厂', '院', '农', '湖', '辖', '防',
                ])
        }
        '市' => before.ends_with(['城', '超']),
        // 兰州, 广州 are cities.
        '州' => before.ends_with(|c| CITIES.contains(c)),
        '旗' => before.ends_with(['红', '党', '国', '锦', '军']),
        _ => false,
    }
}

/// Ministries of the country.
const MINISTRIES: [&str; 19] = [
    "教育部",
    "民政部",
    "公安部",
    "司法部",
    "财政部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "农业部",
    "文化和旅游部",
    "文化部",
    "应急管理部",
    "退役军人事务部",
    "退役军人部",
    "社会保障部",
    "自然资源部",
    "生态环境部",
    "城乡建设部",
    "工业和信息化部",
];

/// The level of a body by the last place in its name: 县直机关, 市气象局, 示例县云雾镇党委. A street has none.
pub fn level_of_body(body: &str) -> Option<&'static str> {
    // 省烟草专卖局（公司）
    let body = body.split(['（', '(']).next().unwrap_or(body);
    let places = [
        ('省', "省级"),
        ('市', "市级"),
        ('县', "县级"),
        ('旗', "县级"),
        ('区', "区级"),
        ('州', "州级"),
        ('盟', "盟级"),
        ('镇', "镇级"),
        ('乡', "乡级"),
    ];
    let is_below = ["街道", "社区", "小区", "园区", "学院", "大学", "公司", "集团", "支部"]
        .iter()
        .any(|word| body.contains(word));
    // 自治区党委 is of a province.
    if body.contains("自治区") {
        return Some("省级");
    }
    // 国家税务总局样板省税务局 is of the province.
    let body = match body.split_once("国家税务总局") {
        Some((_, below)) if below.contains(['省', '市', '县', '区']) => below,
        Some(_) | None => body,
    };
    // 海关总署 is of the country.
    if ["最高人民", "总署", "中组部", "国务院", "中央", "全国"]
        .iter()
        .any(|word| body.contains(word))
    {
        return Some("国家级");
    }
    // 民政部, 应急管理部消防救援局: a ministry, where no place stands before it.
    let is_ministry = MINISTRIES.iter().any(|name| {
        body.find(name).is_some_and(|at| !body[..at].contains(['省', '市', '县', '区', '州']))
    });
    if is_ministry {
        return Some("国家级");
    }
    let last = body.char_indices().rev().find_map(|(at, c)| {
        places.iter().find(|(place, _)| *place == c && !is_own_word(&body[..at], c))
    });
    last.filter(|_| !is_below).map(|(_, level)| *level)
}

/// 先后被市委、省委老干部局授予: one level for each of `count` years.
pub(super) fn givers(clause: &str, count: usize) -> Vec<&'static str> {
    let Some(at) = clause.rfind('被').filter(|_| count > 1) else { return Vec::new() };
    let bodies = clause[at + '被'.len_utf8()..].split(['、', '和']);
    let levels: Vec<&str> = bodies.filter_map(level_of_body).collect();
    if levels.len() == count { levels } else { Vec::new() }
}

/// 2022年市委教育工委授予: the authority that stands before the verb.
pub(super) fn active_giver(clause: &str) -> Option<&'static str> {
    let body = bare_giver(clause);
    let is_authority = is_authority(body);
    level_of_body(body).filter(|_| is_authority && !body.contains('被'))
}

/// Whether words end with an authority: 县委, 市水务局, 县里.
pub fn is_authority(body: &str) -> bool {
    body.ends_with(['委', '局', '部', '府', '办', '厅', '会', '组', '署', '社', '联', '协'])
        || ["省里", "市里", "县里", "区里", "镇里", "乡里", "州里"]
            .iter()
            .any(|end| body.ends_with(end))
        || ["人民法院", "人民检察院"].iter().any(|end| body.ends_with(end))
}

/// 县委2014年、2020年两度, 省委老干部局将其: without when, how often and what was done with whom.
pub(super) fn bare_giver(clause: &str) -> &str {
    const TAILS: [&str; 33] = [
        "把我们",
        "将我们",
        "把该支部",
        "把这个支部",
        "先后",
        "连续",
        "多次",
        "相继",
        "分别",
        "连年",
        "曾经",
        "曾",
        "再次",
        "再度",
        "又",
        "还",
        "也",
        "都",
        "联合",
        "共同",
        "将其",
        "将它",
        "将支部",
        "将该支部",
        "把支部",
        "把它",
        "两次",
        "两度",
        "三度",
        "在",
        "于",
        "次",
        "度",
    ];
    let mut body = clause.trim_end();
    loop {
        let bare = body.trim_end_matches(|c: char| {
            c.is_ascii_digit() || "年月日、和至到-—～（）() 一二两三四五六七八九十".contains(c)
        });
        let bare = TAILS.iter().find_map(|tail| bare.strip_suffix(tail)).unwrap_or(bare).trim_end();
        if bare.len() == body.len() {
            return bare;
        }
        body = bare;
    }
}

/// 受到县委表彰，被授予….
pub(super) fn praised(before: &str) -> Option<&'static str> {
    let behind = &before[..before.rfind("表彰")?];
    let at = ["受到", "获得", "获", "受"]
        .iter()
        .find_map(|verb| Some(behind.rfind(verb)? + verb.len()))?;
    let body = &behind[at..];
    level_of_body(body).filter(|_| !body.contains(['，', '“']))
}

/// The level of who gave it, the highest of them last in the clause: 被市委组织部命名.
pub(super) fn giver(clause: &str) -> Option<&'static str> {
    let passive = &clause[clause.rfind('被')?..];
    if passive.contains("国家税务总局") {
        return level_of_body(passive);
    }
    let givers = [
        ("中组部", "国家级"),
        ("中央", "国家级"),
        ("中共中央", "国家级"),
        ("国家", "国家级"),
        ("省委", "省级"),
        ("市委", "市级"),
        ("地委", "地级"),
        ("县委", "县级"),
        ("区委", "区级"),
    ];
    if passive.contains("自治区") {
        return Some("省级");
    }
    let body = givers.iter().find(|(word, _)| passive.contains(word)).map(|(_, level)| *level);
    // 被市公安局党委, 被省教育厅
    let bodies = [("省", "省级"), ("市", "市级"), ("县", "县级"), ("区", "区级")];
    let passive = passive.trim_start_matches("被").trim_start_matches("中共");
    let begins =
        || bodies.iter().find(|(word, _)| passive.starts_with(word)).map(|(_, level)| *level);
    body.or_else(begins).or_else(|| level_of_body(passive))
}
