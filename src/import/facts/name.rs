//! What the branch is called, and to whom it belongs.
//!
//! Entry point: [`read`].

use crate::claims::clause::{clause_before, is_han};
use crate::claims::{Claim, What};
use crate::import::draft::Draft;
use crate::import::facts::Facts;

/// The words between the office and 党支部.
const KINDS: [&str; 15] = [
    "企业离退休",
    "企业退休",
    "流动离退休",
    "离退休干部职工",
    "离退休干部",
    "离退休党员",
    "离退休",
    "退休干部",
    "退休党员",
    "离休干部",
    "老干部",
    "老党员",
    "老年",
    "银龄",
    "退休",
];
/// What may stand before a name in a sentence or a second title.
const BEFORE: [&str; 28] = [
    "现将",
    "兹将",
    "现就",
    "推选",
    "拟推荐",
    "来自",
    "我代表",
    "代表",
    "看",
    "关于",
    "记",
    "近年来",
    "走进",
    "中共",
    "——",
    "—",
    "近日",
    "一直以来",
    "其中",
    "推荐",
    "申报",
    "对话",
    "对",
    "给",
    "走近",
    "专访",
    "采访",
    "访",
];
/// What makes 支部 a part of another word: 支部书记, 支部成员; not 支部成立.
const PARTS: [&str; 8] = ["书", "委", "班", "党", "建", "成员", "创", "标"];
/// Behind these stands what it is called now.
const RENAMED: [&str; 4] = ["更名为", "改名为", "改称", "更为"];
const LONGEST: usize = 40;

/// Reads the name from the form, the second title, the title, or the text.
pub(super) fn read(draft: &Draft, claims: &[Claim], prose: &str, facts: &mut Facts) {
    let mut head = [draft.subtitle.as_deref(), draft.meta.title.as_deref()].into_iter().flatten();
    let form = facts.get("branch.name").map(str::to_owned);
    let is_former = |name: &str| {
        claims.iter().any(|claim| {
            matches!(&claim.what, What::Renamed { former: Some(former), .. } if former == name)
        })
    };
    let named = claims.iter().filter_map(|claim| match &claim.what {
        What::Name(name) if !is_former(name) => Some((name, claim.doubt.is_none())),
        _ => None,
    });
    let told = |is_sure: bool| {
        named.clone().find(|(_, sure)| *sure == is_sure).map(|(name, _)| name.clone())
    };
    // The only branch that the whole story names, with its county.
    let only = || {
        let mut all = named.clone().map(|(name, _)| name);
        let first = all.next()?;
        // 校离退休干部党支部 is short for 示例县委党校离退休干部党支部.
        let is_alone = all.all(|other| is_short_for(other, first));
        (is_alone && is_placed(first)).then(|| first.clone())
    };
    let head = head.find_map(in_text).map(|name| {
        // 甲市第二军休所第四党支部 in the title is 甲市第二军队离退休干部休养所第四党支部 in the text.
        let mut fuller =
            named.clone().map(|(other, _)| other).filter(|other| is_short_for(&name, other));
        let mut own = named.clone().map(|(other, _)| other).filter(|other| is_led_by(&name, other));
        fuller.next().or_else(|| own.next()).cloned().unwrap_or(name)
    });
    // 甲县武装部…党支部 above, and the text tells of 甲县人武部…党支部 alone: the text is right.
    let head = head.map(|name| {
        let is_other = |other: &String| {
            !is_short_for(other, &name) && !is_short_for(&name, other) && *other != name
        };
        let is_there = prose.contains(&name);
        told(true)
            .filter(|other| !is_there && is_other(other) && county(other).is_some())
            .unwrap_or(name)
    });
    let found =
        form.or_else(|| renamed(claims, prose)).or(head).or_else(|| told(true)).or_else(only);
    let found = found.or_else(|| if told(false).is_none() { housed(prose) } else { None });
    let Some(name) = found else {
        if let Some(name) = told(false) {
            facts.ask("branch.name", format!("支部名称: {name}"));
        }
        return;
    };
    let name = with_place(name, prose);
    if let Some(unit) = unit(&name) {
        facts.fill("branch.unit", unit);
    }
    let around = || {
        let title = draft.meta.title.as_deref().unwrap_or_default();
        county_around(&name, title).or_else(|| county_around(&name, prose))
    };
    if let Some(county) = county(&name).or_else(around) {
        facts.fill("branch.county", county);
    }
    facts.fill("branch.name", name);
}

/// 在示例县水务局，有一个27人的离退休党支部: of which house it is stands before it.
fn housed(prose: &str) -> Option<String> {
    const ONE: [&str; 4] = ["有一个", "有个", "有这样一个", "有这么一个"];
    let places = prose.match_indices("支部").map(|(at, _)| at);
    places.take(3).find_map(|at| {
        let clause = clause_before(prose, at);
        let (head, kind) = ONE.iter().find_map(|one| clause.rsplit_once(one))?;
        let kind = kind.rsplit_once('的').map_or(kind, |(_, kind)| kind);
        let kind = kind.strip_suffix('党').unwrap_or(kind);
        let before = &prose[..at - clause.len()];
        let above =
            before.strip_suffix(['，', ',']).map(|before| clause_before(before, before.len()));
        let house = if head.trim().is_empty() { above? } else { head };
        let house = house.trim().trim_start_matches('在').trim_end_matches(['里', '，']);
        let is_house = (4..=24).contains(&house.chars().count())
            && house.chars().all(is_han)
            && is_office(house);
        (is_house && KINDS.contains(&kind)).then(|| format!("{house}{kind}党支部"))
    })
}

/// Whether a name says where its branch is, or of which house; 白沙镇渔业退休党支部 says of which town.
fn is_placed(name: &str) -> bool {
    let in_town = |unit: &str| unit.char_indices().skip(2).any(|(_, c)| "镇乡村".contains(c));
    unit(name).is_some_and(|unit| county(name).is_some() || is_office(&unit) || in_town(&unit))
}

/// What the branch was renamed to last: 更名为甲局第三党支部.
fn renamed(claims: &[Claim], prose: &str) -> Option<String> {
    claims.iter().rev().find_map(|claim| match &claim.what {
        What::Name(name)
            if RENAMED.iter().any(|verb| prose[..claim.range.start].ends_with(verb)) =>
        {
            Some(name.clone())
        }
        _ => None,
    })
}

/// Whether `name` is `other` behind words that are no place: 基于示例县三里镇离退休干部党支部.
fn is_led_by(name: &str, other: &str) -> bool {
    let places = [
        "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "村", "街道", "社区", "局", "部",
        "委",
    ];
    name.strip_suffix(other).is_some_and(|lead| {
        !lead.is_empty() && county(other).is_some() && !places.iter().any(|end| lead.ends_with(end))
    })
}

/// Whether `long` has every character of `short` in order, and more.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    long.len() > short.len() && short.chars().all(|c| rest.any(|other| other == c))
}

/// The name that ends with 党支部 in a title.
fn in_text(text: &str) -> Option<String> {
    // 甲局（乙局）退休干部第一党支部, a line of its own.
    let line = text.trim_start_matches(['—', '－', '-']).trim_start_matches('记').trim();
    let line =
        ["先进事迹材料", "事迹材料", "先进事迹", "工作总结", "典型材料", "事迹", "材料", "简介"]
            .iter()
            .find_map(|end| line.strip_suffix(end))
            .filter(|line| line.ends_with("支部"))
            .unwrap_or(line);
    let is_line = line.ends_with("支部")
        && line.contains('（')
        && (7..=LONGEST).contains(&line.chars().count())
        && !line.contains(['，', '。', '：', ' ', '“'])
        && unit(line.split('（').next()?).or_else(|| county(line)).is_some();
    if is_line {
        return Some(line.to_owned());
    }
    for (at, word) in text.match_indices("支部") {
        let end = at + word.len();
        // 柏树村“五老”党支部: a name of its own inside.
        let before = text[..at].trim_end_matches('党');
        // 桥东街道“银桥”离退休党支部
        let before = KINDS.iter().find_map(|kind| before.strip_suffix(kind)).unwrap_or(before);
        let inner = before.strip_suffix('”').and_then(|head| {
            let open = head.rfind('“')?;
            (head[open..].chars().count() <= 6).then_some(open)
        });
        let start = text[..inner.unwrap_or(at)]
            .rfind(['，', '。', '；', '：', ':', '“', '”', '、', ' ', '—', '（', '《', '-']);
        let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let mut name = &text[joined(text, start, end)..end];
        while let Some(rest) = BEFORE.iter().find_map(|before| name.strip_prefix(before)) {
            name = rest;
        }
        let count = name.chars().count();
        let is_placed = county(name).is_some() || unit(name).is_some_and(|unit| is_office(&unit));
        // 支部 of 党支部书记工作室 is a part of another word.
        // ——示例县白云镇离退休干部党支部创建“六好”示范党支部工作汇报
        let is_creating = county(name).is_some()
            && ["创建", "党建"].iter().any(|word| text[end..].starts_with(word));
        let is_part = !is_creating && PARTS.iter().any(|part| text[end..].starts_with(part));
        // 访示例县林业局离退休干部党支部书记: whoever speaks, it is of the branch.
        let is_visited = text[end..].starts_with("书记")
            && (text[start..end].contains('访')
                || text[start..end].contains("对话")
                || text[end..].starts_with("书记述"));
        let is_whole = !is_part || is_visited;
        // 法检两院离退休联合党支部 is one.
        let is_plain = !name
            .replace("两院", "")
            .contains(['的', '了', '在', '是', '为', '被', '两', '个', '几']);
        if (7..=LONGEST).contains(&count)
            && is_placed
            && is_plain
            && is_whole
            && !name.starts_with("示范")
        {
            return Some(name.to_owned());
        }
    }
    None
}

/// Where the name of a joint branch begins, of which one house stands at `start`: 甲县人武部、乙局离退休干部联合党支部.
fn joined(text: &str, mut start: usize, end: usize) -> usize {
    while let Some(head) =
        text[..start].strip_suffix('、').filter(|_| text[start..end].contains("联合"))
    {
        let item: usize = head.chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        if item == 0 || !is_office(head) {
            break;
        }
        start = head.len() - item;
    }
    start
}

/// The office of 示例县林业局离退休干部第一党支部.
fn unit(name: &str) -> Option<String> {
    let at = KINDS.iter().filter_map(|kind| name.find(kind)).min();
    let unit = match at {
        Some(at) => &name[..at],
        None => name.split("第").next().filter(|head| head.len() < name.len())?,
    };
    (unit.chars().count() >= 3).then(|| unit.to_owned())
}

fn is_office(unit: &str) -> bool {
    [
        "局",
        "委",
        "办",
        "院",
        "校",
        "街道",
        "社区",
        "中心",
        "公司",
        "镇",
        "乡",
        "部",
        "联",
        "会",
        "行",
        "厂",
        "站",
        "所",
        "村",
        "大学",
        "团",
        "师",
        "段",
        "矿",
        "场",
        "关",
        "队",
        "处",
        "库",
        "馆",
        "台",
        "集团",
        "分公司",
        "社",
        "学",
        "园",
        "旗",
        "盟",
    ]
    .iter()
    .any(|end| unit.ends_with(end))
}

/// 社区第二党支部 in a text that begins with 示例市河东街道纺织路社区: whose it is stands there.
fn with_place(name: String, text: &str) -> String {
    let Some(place) =
        ["社区", "学校", "镇", "村"].into_iter().find(|place| name.starts_with(place))
    else {
        return name;
    };
    let line = text.lines().find(|line| line.chars().count() > LONGEST).unwrap_or_default();
    let whole = line.find(place).map(|at| &line[..at + place.len()]).filter(|whole| {
        whole.chars().all(is_han)
            && (6..=24).contains(&whole.chars().count())
            && county(whole).is_some()
    });
    whole.map_or(name.clone(), |whole| format!("{whole}{}", &name[place.len()..]))
}

/// 示例县 of 示例县青云镇 for a branch of 青云镇, where the text says so.
fn county_around(name: &str, text: &str) -> Option<String> {
    let ends = ["镇", "乡", "村", "街道", "社区", "小区"];
    let end = ends.iter().filter_map(|end| Some(name.find(end)? + end.len())).min()?;
    let place = &name[..end];
    text.match_indices(place).find_map(|(at, _)| {
        let run = text[..at].chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8);
        let run = &text[at - run.sum::<usize>()..at];
        county(run.rsplit(['在', '于', '是', '从', '到', '进', '的', '飞', '居']).next()?)
    })
}

/// 示例县 of a name that begins with a county, a district or a city.
fn county(name: &str) -> Option<String> {
    // 国网示例县供电公司, 邮政样例县分公司: whose it is stands before the place.
    let name = ["国网", "国家电网", "中国邮政", "邮政", "中国移动", "中国电信", "中国联通", "中共"]
        .iter()
        .find_map(|house| name.strip_prefix(house))
        .unwrap_or(name);
    // 国家税务总局示例县税务局, 示例州示例市: what is above the county.
    let name = name.split_once("总局").map_or(name, |(_, rest)| rest);
    let above = name.find(['州', '省', '盟']).filter(|at| name[..*at].chars().count() <= 8);
    let below = above.and_then(|at| name[at..].char_indices().nth(1).map(|(next, _)| at + next));
    let is_county = |rest: &str| rest.chars().take(6).any(|c| "县市旗区".contains(c));
    let name = below.map(|at| &name[at..]).filter(|rest| is_county(rest)).unwrap_or(name);
    // 示例市生态环境局示例县分局: the branch office's own.
    if let Some(own) = name.split_once("分局").and_then(|(head, _)| head.rsplit('局').next())
        && own.len() < name.len()
        && own.ends_with(['县', '区', '旗'])
        && (3..=6).contains(&own.chars().count())
    {
        return Some(own.to_owned());
    }
    let head: String = name.chars().take(8).collect();
    // 红旗林场 is no banner.
    let at = |text: &str| {
        text.find(['县', '区', '旗', '市'])
            .filter(|at| !text[..*at].ends_with(['红', '军', '国', '地']))
    };
    let first = at(&head)?;
    let end = first + head[first..].chars().next()?.len_utf8();
    // 酒泉市肃州区: the county is the smaller one.
    let county = match (head[first..].starts_with('市'), at(&head[end..])) {
        (true, Some(next))
            if head[end..][next..].starts_with(['县', '区', '旗', '市'])
                && next >= 6
                && !head[end..][..next].ends_with(['社', '小', '园', '街']) =>
        {
            let to = end + next;
            &head[end..to + head[to..].chars().next()?.len_utf8()]
        }
        _ => &head[..end],
    };
    let is_word = [
        "高新区",
        "开发区",
        "管理区",
        "经开区",
        "试验区",
        "度假区",
        "社区",
        "小区",
        "园区",
        "军区",
        "军分区",
        "矿区",
        "林区",
    ]
    .iter()
    .any(|word| county.ends_with(word));
    (county.chars().count() >= 3 && !is_word).then(|| county.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_with_its_office_and_county() {
        for (text, name, office, place) in [
            (
                "示例县林业局离退休干部第一党支部成立于2006年5月。",
                "示例县林业局离退休干部第一党支部",
                "示例县林业局",
                "示例县",
            ),
            (
                "——记范例区审计局退休干部党支部",
                "范例区审计局退休干部党支部",
                "范例区审计局",
                "范例区",
            ),
            (
                "示例市样例区财政局第三党支部先进事迹",
                "示例市样例区财政局第三党支部",
                "示例市样例区财政局",
                "样例区",
            ),
        ] {
            let found = in_text(text).expect(text);
            assert_eq!(found, name);
            assert_eq!(unit(&found).as_deref(), Some(office));
            assert_eq!(county(&found).as_deref(), Some(place));
        }
        assert_eq!(in_text("“六好”离退休干部示范党支部创建工作"), None);
        assert_eq!(in_text("近年来，支部被评为先进党支部。"), None);
    }
}
