//! The units that prose is searched for, what each counts, and which may be added together.
//!
//! Entry points: [`find`], [`UnitKind`], [`SumKey`]. A phrase may carry a unit that is not listed here; it is then
//! counted as [`UnitKind::Count`]. 万元 is not listed: 万 belongs to the number.

use std::sync::LazyLock;

use super::cursor::Cursor;
use serde::{Deserialize, Serialize};

/// What a unit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UnitKind {
    /// 名 人 位: persons.
    People,
    /// 人次: attendances, where one person may count often.
    Visits,
    /// 元: money, always in yuan.
    Money,
    /// 场 次 件 户 …: things and events, each with its own unit.
    Count,
    /// 米 公斤 亩 …: what is measured and not counted.
    Measure,
    /// 年 天 小时 …: lengths of time.
    Time,
    /// 岁: ages.
    Age,
    /// % 成 倍 and fractions: shares of something else.
    Share,
    /// A number without a unit.
    Bare,
}

impl UnitKind {
    /// Whether 多, 余 and 半 may stand behind the unit: 三年多, 两年半.
    pub(super) fn is_continuous(self) -> bool {
        matches!(self, Self::Measure | Self::Time | Self::Age | Self::Money)
    }
}

/// Quantities may be added if, and only if, their keys are equal. See `Quantity::sum_key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SumKey<'a> {
    /// Persons, whichever of 名 人 位 was written.
    People,
    /// 人次.
    Visits,
    /// Yuan.
    Money,
    /// Any other unit, with itself only: 场, 场次 and 次 are three keys; so are 小时, 分钟 and 天.
    Unit(&'a str),
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) name: &'static str,
    pub(super) kind: UnitKind,
    /// Characters that, right behind the name, make another word of it: 3条例, 5部门.
    not_before: &'static str,
}

/// The first character of each unit, side by side: a number in prose is followed by none of them more often than not.
static FIRSTS: LazyLock<Box<[char]>> = LazyLock::new(|| UNITS.iter().map(Unit::first).collect());

/// The longest unit that stands at the cursor.
pub(super) fn find(cursor: Cursor<'_>) -> Option<&'static Unit> {
    let rest = cursor.rest();
    let first = rest.chars().next()?;
    let from = FIRSTS.partition_point(|one| *one < first);
    let alike = FIRSTS[from..].iter().take_while(|one| **one == first).count();
    UNITS[from..from + alike]
        .iter()
        .find(|unit| rest.strip_prefix(unit.name).is_some_and(|behind| unit.may_end(behind)))
}

/// The unit that counts the times of another one: 场次 of 场.
pub(super) fn times(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name.strip_suffix('次') == Some(name))
}

/// The unit of time that was spent, which can be added: 小时 of 小时, 个小时 and 个钟头. How long a thing has
/// lasted (年, 个月, 学期) cannot.
pub(super) fn worked(name: &str) -> Option<&str> {
    let name = bare(name);
    let name = if name == "钟头" { "小时" } else { name };
    matches!(name, "小时" | "分钟" | "天" | "工作日").then_some(name)
}

/// The unit without the 个 that may stand before it: 课时 of 个课时.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(name)
}

impl Unit {
    fn first(&self) -> char {
        self.name.chars().next().unwrap_or_default()
    }

    /// Whether the unit is not merely the beginning of another word, given the text behind it.
    fn may_end(&self, behind: &str) -> bool {
        let Some(next) = behind.chars().next() else {
            return true;
        };
        let latin = self.name.is_ascii() && self.name != "%";
        !(self.not_before.contains(next) || latin && next.is_ascii_alphanumeric())
    }
}

const fn unit(name: &'static str, kind: UnitKind, not_before: &'static str) -> Unit {
    Unit { name, kind, not_before }
}

/// Sorted by first character, longer names first (a test holds this).
static UNITS: [Unit; 203] = [
    unit("%", UnitKind::Share, ""),
    unit("kg", UnitKind::Measure, ""),
    unit("km", UnitKind::Measure, ""),
    unit("m²", UnitKind::Measure, ""),
    unit("m2", UnitKind::Measure, ""),
    unit("‰", UnitKind::Share, ""),
    unit("℃", UnitKind::Measure, ""),
    unit("㎡", UnitKind::Measure, ""),
    unit("个工作日", UnitKind::Time, ""),
    unit("个百分点", UnitKind::Share, ""),
    unit("个场次", UnitKind::Count, ""),
    unit("个学时", UnitKind::Count, ""),
    unit("个学期", UnitKind::Time, ""),
    unit("个小时", UnitKind::Time, ""),
    unit("个世纪", UnitKind::Time, ""),
    unit("个批次", UnitKind::Count, ""),
    unit("个星期", UnitKind::Time, ""),
    unit("个班次", UnitKind::Count, ""),
    unit("个课时", UnitKind::Count, ""),
    unit("个课次", UnitKind::Count, ""),
    unit("个轮次", UnitKind::Count, ""),
    unit("个钟头", UnitKind::Time, ""),
    unit("个月", UnitKind::Time, ""),
    unit("个次", UnitKind::Count, ""),
    unit("个", UnitKind::Count, ""),
    unit("亩", UnitKind::Measure, ""),
    unit("人份", UnitKind::Count, ""),
    unit("人次", UnitKind::Visits, ""),
    unit("人天", UnitKind::Count, ""),
    unit("人", UnitKind::People, "民大类生口"),
    unit("件次", UnitKind::Count, ""),
    unit("件", UnitKind::Count, "套"),
    unit("份次", UnitKind::Count, ""),
    unit("份", UnitKind::Count, ""),
    unit("位", UnitKind::People, "于置"),
    unit("例", UnitKind::Count, "如"),
    unit("倍", UnitKind::Share, ""),
    unit("元", UnitKind::Money, "旦素"),
    unit("克", UnitKind::Measure, ""),
    unit("公斤", UnitKind::Measure, ""),
    unit("公里", UnitKind::Measure, ""),
    unit("公顷", UnitKind::Measure, ""),
    unit("具", UnitKind::Count, "有体备"),
    unit("册次", UnitKind::Count, ""),
    unit("册", UnitKind::Count, ""),
    unit(
        "出",
        UnitKind::Count,
        "版现去来台生任发口入租让众于以席场门国售资面路局院差庭示具力海血圈游动手走自警勤诊访工摊题新于彩头",
    ),
    unit("分钟", UnitKind::Time, ""),
    unit("则", UnitKind::Count, ""),
    unit("剂", UnitKind::Count, "量"),
    unit("副", UnitKind::Count, ""),
    unit("匹", UnitKind::Count, ""),
    unit("千瓦时", UnitKind::Measure, ""),
    unit("千克", UnitKind::Measure, ""),
    unit("千瓦", UnitKind::Measure, ""),
    unit("千米", UnitKind::Measure, ""),
    unit("升", UnitKind::Measure, ""),
    unit("单", UnitKind::Count, "位独身元纯一方亲调程个据品价"),
    unit("卷", UnitKind::Count, "入烟首宗发尺"),
    unit("厘米", UnitKind::Measure, ""),
    unit("双", UnitKind::Count, "方向"),
    unit("口", UnitKind::Count, "号之子"),
    unit("只", UnitKind::Count, "要有能是"),
    unit("台套", UnitKind::Count, ""),
    unit("台次", UnitKind::Count, ""),
    unit("台", UnitKind::Count, "阶"),
    unit("名", UnitKind::People, "称字义誉胜单录"),
    unit("吨", UnitKind::Measure, ""),
    unit("周岁", UnitKind::Age, ""),
    unit("周年", UnitKind::Time, ""),
    unit("周", UnitKind::Time, "边"),
    unit("回", UnitKind::Count, "到来家头复访应合忆归信收族民首响国乡望"),
    unit("场次", UnitKind::Count, ""),
    unit("场", UnitKind::Count, "所馆景"),
    unit("块钱", UnitKind::Money, ""),
    unit("块", UnitKind::Count, "钱"),
    unit("堂", UnitKind::Count, ""),
    unit("壶", UnitKind::Count, ""),
    unit("处次", UnitKind::Count, ""),
    unit("处", UnitKind::Count, "级长理"),
    unit("天", UnitKind::Time, "津然"),
    unit("头次", UnitKind::Count, ""),
    unit("头", UnitKind::Count, "脑"),
    unit("套", UnitKind::Count, ""),
    unit("字", UnitKind::Count, "数典"),
    unit("学时", UnitKind::Count, ""),
    unit("学期", UnitKind::Time, ""),
    unit("宗", UnitKind::Count, ""),
    unit("家次", UnitKind::Count, ""),
    unit("家", UnitKind::Count, "庭属乡长"),
    unit("对", UnitKind::Count, "于象外照接口比待应话方手一0123456789"),
    unit("封", UnitKind::Count, ""),
    unit("小时", UnitKind::Time, ""),
    unit("尾", UnitKind::Count, "声款随矿号"),
    unit("届次", UnitKind::Count, ""),
    unit("届", UnitKind::Count, "全时满一二三四五六七八九十"),
    unit("岁", UnitKind::Age, ""),
    unit("工作日", UnitKind::Time, ""),
    unit("幅", UnitKind::Count, ""),
    unit("幢", UnitKind::Count, ""),
    unit("平方公里", UnitKind::Measure, ""),
    unit("平方米", UnitKind::Measure, ""),
    unit("平米", UnitKind::Measure, ""),
    unit("年", UnitKind::Time, "代级度底初末龄"),
    unit("床", UnitKind::Count, "位铺单上头垫"),
    unit("度电", UnitKind::Measure, ""),
    unit("座次", UnitKind::Count, ""),
    unit("座", UnitKind::Count, "谈"),
    unit("张次", UnitKind::Count, ""),
    unit("张", UnitKind::Count, "贴榜"),
    unit("成", UnitKind::Share, "立员果为功长效就绩本分都"),
    unit("户人家", UnitKind::Count, ""),
    unit("户次", UnitKind::Count, ""),
    unit("户", UnitKind::Count, "籍外口"),
    unit("所次", UnitKind::Count, ""),
    unit("所", UnitKind::Count, "有以在"),
    unit("扇", UnitKind::Count, ""),
    unit("批次", UnitKind::Count, ""),
    unit("批", UnitKind::Count, "评准"),
    unit("把", UnitKind::Count, "关握"),
    unit("支次", UnitKind::Count, ""),
    unit("支", UnitKind::Count, "部书委"),
    unit("斤", UnitKind::Measure, ""),
    unit("方", UnitKind::Measure, "面式法案位便向针才圆可言志队程略块代格阵寸丈形"),
    unit("星期", UnitKind::Time, ""),
    unit("晚", UnitKind::Count, "上报会饭间年辈期餐点霞晴清秋春风"),
    unit("期次", UnitKind::Count, ""),
    unit("期", UnitKind::Count, "间"),
    unit("本", UnitKind::Count, "着级地次人届年"),
    unit("条次", UnitKind::Count, ""),
    unit("条", UnitKind::Count, "例"),
    unit("杯", UnitKind::Count, ""),
    unit("枚", UnitKind::Count, ""),
    unit("架次", UnitKind::Count, ""),
    unit("架", UnitKind::Count, "构"),
    unit("栋", UnitKind::Count, ""),
    unit("株", UnitKind::Count, ""),
    unit("样", UnitKind::Count, "板本"),
    unit("根", UnitKind::Count, ""),
    unit("框", UnitKind::Count, "架"),
    unit("桌", UnitKind::Count, ""),
    unit("桶", UnitKind::Count, ""),
    unit("棵", UnitKind::Count, ""),
    unit("次", UnitKind::Count, "要"),
    unit("段", UnitKind::Count, "时落位长首子锦"),
    unit("毫升", UnitKind::Measure, ""),
    unit("片", UnitKind::Count, ""),
    unit("班次", UnitKind::Count, ""),
    unit("瓶", UnitKind::Count, ""),
    unit("百分点", UnitKind::Share, ""),
    unit("盆", UnitKind::Count, ""),
    unit("盏", UnitKind::Count, ""),
    unit("盒", UnitKind::Count, ""),
    unit("眼", UnitKind::Count, "前"),
    unit("种", UnitKind::Count, "植"),
    unit("立方米", UnitKind::Measure, ""),
    unit("立方", UnitKind::Measure, "体根米"),
    unit("站", UnitKind::Count, "台点长岗位立在起内里前"),
    unit("笔", UnitKind::Count, ""),
    unit("筐", UnitKind::Count, ""),
    unit("箱", UnitKind::Count, ""),
    unit("篇次", UnitKind::Count, ""),
    unit("篇", UnitKind::Count, ""),
    unit("米", UnitKind::Measure, ""),
    unit("类", UnitKind::Count, "似别型"),
    unit("组次", UnitKind::Count, ""),
    unit("组", UnitKind::Count, "织长成建"),
    unit("羽", UnitKind::Count, "毛绒翼"),
    unit("航次", UnitKind::Count, ""),
    unit("艘次", UnitKind::Count, ""),
    unit("艘", UnitKind::Count, ""),
    unit("节次", UnitKind::Count, ""),
    unit("节", UnitKind::Count, "目日约假气"),
    unit("袋", UnitKind::Count, ""),
    unit("讲次", UnitKind::Count, ""),
    unit("讲", UnitKind::Count, "话课座解述学稿义授坛台堂师习好给政究求理透清明起"),
    unit("课时", UnitKind::Count, ""),
    unit("课次", UnitKind::Count, ""),
    unit("课", UnitKind::Count, "程堂题文本后前外间桌表余业"),
    unit("起", UnitKind::Count, "到来草初"),
    unit("趟次", UnitKind::Count, ""),
    unit("趟", UnitKind::Count, ""),
    unit("车次", UnitKind::Count, ""),
    unit("车", UnitKind::Count, "站厢辆间票道程位主型上里轮床库"),
    unit("轮次", UnitKind::Count, ""),
    unit("轮", UnitKind::Count, "车椅胎船"),
    unit("辆次", UnitKind::Count, ""),
    unit("辆", UnitKind::Count, ""),
    unit("辑", UnitKind::Count, ""),
    unit("通", UnitKind::Count, "过知报道用讯行常电宵达信车风往关融胀俗病货常告"),
    unit("遍", UnitKind::Count, ""),
    unit("部", UnitKind::Count, "门分队委长"),
    unit("门次", UnitKind::Count, ""),
    unit("门", UnitKind::Count, "口户"),
    unit("间", UnitKind::Count, "隔断接"),
    unit("集", UnitKind::Count, "中体团会合市镇结训资成群聚思"),
    unit("面", UnitKind::Count, "向对积临"),
    unit("页", UnitKind::Count, "岩面码眉"),
    unit("顶", UnitKind::Count, "层"),
    unit("项次", UnitKind::Count, ""),
    unit("项", UnitKind::Count, ""),
    unit("顿", UnitKind::Count, ""),
    unit("首", UnitKind::Count, "先次要"),
    unit("％", UnitKind::Share, ""),
];

#[cfg(test)]
mod tests {
    use super::super::cursor::Cursor;
    use super::{UNITS, find};

    #[test]
    fn the_table_is_sorted_by_first_character_with_longer_names_first() {
        for pair in UNITS.windows(2) {
            let (one, two) = (&pair[0], &pair[1]);
            let longer = one.name.len() >= two.name.len();
            let sorted = one.first() < two.first() || one.first() == two.first() && longer;
            assert!(sorted && one.name != two.name, "{} before {}", one.name, two.name);
        }
    }

    #[test]
    fn the_longest_unit_is_found_and_other_words_are_not() {
        let name = |text| find(Cursor::new(text, 0)).map(|unit| unit.name);
        assert_eq!(name("场次,"), Some("场次"));
        assert_eq!(name("场会"), Some("场"));
        assert_eq!(name("人次"), Some("人次"));
        assert_eq!(name("个月"), Some("个月"));
        assert_eq!(name("支部"), None);
        assert_eq!(name("条例"), None);
        assert_eq!(name("kg"), Some("kg"));
        assert_eq!(name("kgs"), None);
        assert_eq!(name(""), None);
    }
}
