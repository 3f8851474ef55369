//! Names in, slugs and components out.

use std::collections::HashMap;

use liuhao::slug::{
    MAX_COMPONENT_BYTES, MAX_SLUG_BYTES, MAX_TERM_BYTES, NameFault, check_component, collision_key,
    from_name, from_term, normalise,
};
use proptest::prelude::*;

const SLUGS: &[(&str, &str)] = &[
    ("金塔县财政局第三党支部", "jinta-xian-caizhengju-di-san-dangzhibu"),
    ("重庆银行退休干部党支部", "chongqing-yinhang-tuixiu-ganbu-dangzhibu"),
    (
        "中共阿克塞哈萨克族自治县离退休老干部示范党支部",
        "zhonggong-akesai-hasakezu-zizhixian-lituixiu-laoganbu-shifan-dangzhibu",
    ),
    (
        "都江堰市蒲阳街道老干部第十二党支部",
        "dujiangyan-shi-puyang-jiedao-laoganbu-di-shier-dangzhibu",
    ),
    ("1+3+N工作法", "1-3-n-gongzuofa"),
    ("番禺区离退休干部党总支", "panyu-qu-lituixiu-ganbu-dangzongzhi"),
    ("乐亭县教育局退休教师党支部", "laoting-xian-jiaoyuju-tuixiu-jiaoshi-dangzhibu"),
    (
        "中国银行酒泉分行离退休人员党支部",
        "zhongguo-yinhang-jiuquan-fenhang-lituixiu-renyuan-dangzhibu",
    ),
    ("单县人民医院离退休干部党支部", "shanxian-renmin-yiyuan-lituixiu-ganbu-dangzhibu"),
    ("酒泉市肃州区委老干部局", "jiuquan-shi-suzhou-quwei-laoganbuju"),
    ("瓜州县干休所", "guazhou-xian-ganxiusuo"),
    ("敦煌市七里镇离退休干部党支部", "dunhuang-shi-qili-zhen-lituixiu-ganbu-dangzhibu"),
    ("肃北蒙古族自治县", "subei-mengguzu-zizhixian"),
    ("甘南藏族自治州", "gannan-zangzu-zizhizhou"),
    ("积石山保安族东乡族撒拉族自治县", "jishishan-baoanzu-dongxiangzu-salazu-zizhixian"),
    ("中华人民共和国成立七十五周年", "zhonghua-renmin-gongheguo-chengli-qishiwu-zhounian"),
    ("厦门大学离退休工作部", "xiamen-daxue-lituixiu-gongzuobu"),
    ("蚌埠市蚌山区", "bengbu-shi-bengshan-qu"),
    ("长沙市望城区", "changsha-shi-wangcheng-qu"),
    ("长春市朝阳区", "changchun-shi-chaoyang-qu"),
    ("北京市石景山区", "beijing-shi-shijingshan-qu"),
    ("六枝特区", "liuzhi-tequ"),
    ("安徽省六安市金寨县", "anhui-sheng-luan-shi-jinzhai-xian"),
    ("会计师事务所", "kuaijishi-shiwusuo"),
    ("调研与行政", "diaoyan-yu-xingzheng"),
    ("西藏自治区日喀则市", "xizang-zizhiqu-rikaze-shi"),
    ("第二十一党支部", "di-ershiyi-dangzhibu"),
    ("第3党支部", "di-3-dangzhibu"),
    ("第一书记", "di-yi-shuji"),
    ("第十一届三次全会", "di-shiyijie-sanci-quanhui"),
    ("二〇二四年工作总结", "2024-nian-gongzuo-zongjie"),
    ("2024年重阳节活动", "2024-nian-chongyangjie-huodong"),
    ("抗美援朝老战士", "kangmei-yuanchao-laozhanshi"),
    ("乐山市乐至县", "leshan-shi-lezhi-xian"),
    ("曾国藩", "zengguofan"),
    ("曾经的老兵", "cengjing-de-laobing"),
    ("朴素的老党员", "pusu-de-laodangyuan"),
    ("朴树", "pushu"),
    ("仇和", "qiu-he"),
    ("报仇", "baochou"),
    ("召开会议", "zhaokai-huiyi"),
    ("校长", "xiaozhang"),
    ("银行行长", "yinhang-hangzhang"),
    ("院长", "yuanzhang"),
    ("队长", "duizhang"),
    ("长征精神", "changzheng-jingshen"),
    ("长者食堂", "zhangzhe-shitang"),
    ("宝藏", "baozang"),
    ("老大夫", "laodaifu"),
    ("解放军", "jiefangjun"),
    ("音乐学院", "yinyue-xueyuan"),
    ("女干部", "nv-ganbu"),
    ("吕梁市", "lvliang-shi"),
    ("绿色发展战略", "lvse-fazhan-zhanlue"),
    ("新农村建设", "xinnongcun-jianshe"),
    ("高新区第二十党支部", "gaoxinqu-di-ershi-dangzhibu"),
    ("大城市", "dachengshi"),
    ("大城县", "daicheng-xian"),
    ("老有所为", "laoyou-suowei"),
    ("知识分子", "zhishi-fenzi"),
    ("贫困山区", "pinkun-shanqu"),
    ("行业协会", "hangye-xiehui"),
    ("都昌县", "duchang-xian"),
    ("成都市新都区", "chengdu-shi-xindu-qu"),
    ("长子县", "zhangzi-xian"),
    ("莘县", "shenxian"),
    ("浚县", "xunxian"),
    ("歙县", "shexian"),
    ("铅山县", "yanshan-xian"),
    ("东阿县", "donge-xian"),
    ("尉犁县", "yuli-xian"),
    ("称多县", "chenduo-xian"),
    ("宕昌县", "tanchang-xian"),
    ("台州市", "taizhou-shi"),
    ("景德镇市", "jingdezhen-shi"),
    ("张家川回族自治县", "zhangjiachuan-huizu-zizhixian"),
    ("肃南裕固族自治县", "sunan-yuguzu-zizhixian"),
    ("大庄子镇离退休党员流动党支部", "dazhuangzi-zhen-lituixiu-dangyuan-liudong-dangzhibu"),
    ("嘉峪关市酒钢集团离退休职工党委", "jiayuguan-shi-jiugang-jituan-lituixiu-zhigong-dangwei"),
    ("“银发先锋”志愿者", "yinfa-xianfeng-zhiyuanzhe"),
    ("党建+互联网", "dangjian-hulianwang"),
    ("5G时代", "5g-shidai"),
    ("农业农村局", "nongye-nongcunju"),
    ("退役军人事务局", "tuiyi-junren-shiwuju"),
    ("人社局", "rensheju"),
    ("ＡＢＣ１２", "abc12"),
    ("Café Déjà vu", "cafe-deja-vu"),
    ("  Jinta -- County!! ", "jinta-county"),
    ("党\u{200b}建", "dangjian"),
    ("con", "branch-con"),
    ("COM1", "branch-com1"),
    ("lpt9.", "branch-lpt9"),
    ("com10", "com10"),
    ("", "branch"),
    ("  ", "branch"),
    ("!!!", "branch-c5a90b6c"),
    ("😀", "branch-72810547"),
    ("Партбюро", "branch-9b343ea5"),
    (
        "甘肃省酒泉市金塔县财政局离退休干部第三党支部二〇二五年度示范党支部先进事迹材料汇编",
        "gansu-sheng-jiuquan-shi-jinta-xian-caizhengju-lituixiu-ganbu-di-san-dangzhibu",
    ),
];

const TERMS: &[(&str, &str)] = &[
    ("党建", "党建"),
    ("党\u{200b}建", "党建"),
    ("学习/生活", "学习-生活"),
    ("a  <b>: \"c\"?", "a-b-c"),
    (".hidden.", "hidden"),
    ("　重阳节　", "重阳节"),
    ("CON", "term-CON"),
    ("con.txt", "term-con.txt"),
    ("con…", "con…"),
    ("e\u{301}t\u{e9}", "\u{e9}t\u{e9}"),
    ("A\tB", "A-B"),
];

fn is_slug(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    text.split('-').all(is_word)
}

#[test]
fn names_become_slugs() {
    let wrong: Vec<String> = SLUGS
        .iter()
        .filter(|(name, slug)| from_name(name) != *slug)
        .map(|(name, slug)| format!("{name}: {} instead of {slug}", from_name(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reading_is_pinyin_and_unique() {
    let mut seen = HashMap::new();
    for row in include_str!("../src/slug/readings.tsv").lines().filter(|r| !r.starts_with('#')) {
        let (word, pinyin) = row.split_once('\t').expect(row);
        assert!(is_slug(pinyin) && !word.is_empty(), "{row}");
        assert_eq!(seen.insert(word, pinyin), None, "{row}");
    }
}

#[test]
fn a_listed_word_alone_has_its_listed_reading() {
    for row in include_str!("../src/slug/readings.tsv").lines().filter(|r| !r.starts_with('#')) {
        let (word, pinyin) = row.split_once('\t').expect(row);
        assert_eq!(from_name(word), pinyin, "{word}");
    }
}

#[test]
fn terms_become_components() {
    for (term, component) in TERMS {
        assert_eq!(from_term(term), *component, "{term:?}");
    }
    assert!(from_term("???").starts_with("term-"));
    assert_ne!(from_term("???"), from_term("***"));
}

#[test]
fn a_long_term_is_cut_between_characters() {
    let cut = from_term(&"党".repeat(100));
    assert_eq!(cut, "党".repeat(60));
    assert_eq!(cut.len(), MAX_TERM_BYTES);
}

#[test]
fn faults_say_what_and_where() {
    let forbidden = |character, offset| NameFault::ForbiddenCharacter { character, offset };
    let reserved = |stem: &str| NameFault::Reserved { stem: stem.into() };
    let cases = [
        ("", NameFault::Empty),
        (".", NameFault::LeadingDot),
        (".git", NameFault::LeadingDot),
        ("a.", NameFault::TrailingDot),
        ("a ", NameFault::TrailingSpace),
        ("党\u{3000}", NameFault::TrailingSpace),
        ("党/建", forbidden('/', 3)),
        ("a\u{7}", forbidden('\u{7}', 1)),
        ("a\u{202e}b", forbidden('\u{202e}', 1)),
        ("a\u{200b}b", forbidden('\u{200b}', 1)),
        ("\u{feff}b", forbidden('\u{feff}', 0)),
        ("e\u{301}", NameFault::NotNormalised { normalised: "\u{e9}".into() }),
        ("con", reserved("con")),
        ("Nul.tar.gz", reserved("Nul")),
        ("COM0", reserved("COM0")),
        ("lpt9 .txt", reserved("lpt9")),
        ("COM¹", reserved("COM¹")),
    ];
    for (name, fault) in cases {
        assert_eq!(check_component(name), Err(fault), "{name:?}");
    }
    let long = "a".repeat(MAX_COMPONENT_BYTES + 1);
    let too_long = NameFault::TooLong { bytes: 201, limit: MAX_COMPONENT_BYTES };
    assert_eq!(check_component(&long), Err(too_long));
}

#[test]
fn ordinary_names_pass() {
    let longest = "a".repeat(MAX_COMPONENT_BYTES);
    for name in ["党建.html", "com10", "console", "a b", "1+3+N", "commerce.css", &longest] {
        assert_eq!(check_component(name), Ok(()), "{name:?}");
    }
}

#[test]
fn paths_that_one_disk_confuses_share_a_key() {
    for (one, other) in [
        ("A/Index.HTML", "a/index.html"),
        ("caf\u{e9}", "CAFE\u{301}"),
        ("Straße", "STRASSE"),
        ("党建/A", "党建/a"),
        ("ΣΑΣ", "σας"),
        ("\u{345}", "\u{3b9}"),
    ] {
        assert_eq!(collision_key(one), collision_key(other), "{one} {other}");
    }
    assert_ne!(collision_key("a/b"), collision_key("a-b"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_name_gives_a_legal_slug(name in "\\PC{0,60}|[\u{4e00}-\u{9fff}A-Za-z0-9 .+-]{0,60}|.{0,40}") {
        let slug = from_name(&name);
        prop_assert!(is_slug(&slug), "{slug:?}");
        prop_assert!(slug.len() <= MAX_SLUG_BYTES);
        prop_assert_eq!(check_component(&slug), Ok(()));
        prop_assert_eq!(from_name(&name), slug);
    }

    #[test]
    fn any_term_gives_a_legal_component(
        term in prop_oneof![any::<String>(), "[ .a-cA-Z:\u{300}-\u{345}党\u{200b}-]{0,90}",
            "(?i)(con|nul|com[0-9¹]|lpt3)[ .:-]{0,3}\\PC{0,70}"]
    ) {
        let component = from_term(&term);
        prop_assert_eq!(check_component(&component), Ok(()), "{:?}", component);
        prop_assert!(component.len() <= MAX_TERM_BYTES);
        prop_assert_eq!(from_term(&term), component);
    }

    #[test]
    fn a_key_is_its_own_key(path in any::<String>()) {
        let key = collision_key(&path).into_owned();
        prop_assert_eq!(collision_key(&key), key.as_str());
        let normalised = normalise(&path);
        prop_assert_eq!(collision_key(&normalised), key.as_str());
    }

    #[test]
    fn checking_never_panics(name in any::<String>()) {
        let _ = check_component(&name);
    }
}
