//! Sums that say no more than the stories do.

use crate::support::Site;

fn story(site: Site, slug: &str, facts: &str) -> Site {
    site.story(slug, &format!("date: 2024-03-01\nbranch: {{name: {slug}支部}}\n{facts}"))
}

fn sums(facts: &[&str]) -> String {
    let site = facts
        .iter()
        .enumerate()
        .fold(Site::new(), |site, (at, facts)| story(site, &format!("s{at}"), facts));
    site.build().exits(0).reports_nothing();
    site.text("stats.html")
}

#[test]
fn a_hedge_survives_the_sum() {
    let page = sums(&["activities: {慰问: 90余场次}", "activities: {慰问: 100场次}"]);
    assert!(page.contains("慰问至少190场次2"), "{page}");
    let page = sums(&["activities: {慰问: 90场次}", "activities: {慰问: 100场次}"]);
    assert!(page.contains("慰问190场次2"), "{page}");
    let page = sums(&["activities: {慰问: 约90场次}", "activities: {慰问: 100场次}"]);
    assert!(page.contains("慰问181至199场次2"), "{page}");
    let mut many = vec!["members: 20余名"; 9];
    many.push("members: 约20名");
    let page = sums(&many);
    assert!(page.contains("党员至少198名") && !page.contains("约198"), "{page}");
    let page = sums(&["activities: {慰问金: 不超过5万元}", "activities: {慰问金: 3000余元}"]);
    assert!(page.contains("慰问金至少3000元2"), "{page}");
    let page = sums(&["activities: {慰问金: 不超过5万元}", "activities: {慰问金: 不足3万元}"]);
    assert!(page.contains("慰问金24000至8万元2"), "{page}");
}

#[test]
fn what_is_not_added_says_why() {
    let page = sums(&["activities: {到会: 90%}", "activities: {到会: 95%}"]);
    assert!(page.contains("到会不合计比例不能相加2"), "{page}");
    let page = sums(&["activities: {党课: 6}", "activities: {党课: 7}"]);
    assert!(page.contains("党课不合计没有写单位2"), "{page}");
    let page = sums(&["activities: {坚持: 3年}", "activities: {坚持: 5年}"]);
    assert!(page.contains("坚持不合计时间长短不能相加2"), "{page}");
    let page = sums(&["activities: {坚持: 3年}"]);
    assert!(page.contains("坚持3年1"), "{page}");
    let own = "activities: {党课: {count: 6次, since: 换届以来}}";
    let page = sums(&[own, own]);
    assert!(page.contains("党课换届以来不合计各支部起始时间不同2"), "{page}");
    let page = sums(&["members: 20名", "tags: [甲]"]);
    let note = "写明人数的1个支部相加，1个支部没有写明";
    assert!(page.contains("党员20名") && page.contains(note), "{page}");
}

#[test]
fn time_that_was_given_is_added_and_how_long_a_thing_has_lasted_is_not() {
    for (one, two, sum) in [
        ("300小时", "20个小时", "320小时2"),
        ("3天", "5天", "8天2"),
        ("30分钟", "15分钟", "45分钟2"),
        ("3课时", "4个课时", "7课时2"),
        ("3个学时", "4学时", "7学时2"),
        ("3个月", "5个月", "不合计时间长短不能相加2"),
        ("3年", "2年", "不合计时间长短不能相加2"),
        ("2个学期", "1个学期", "不合计时间长短不能相加2"),
    ] {
        let facts = [one, two].map(|count| format!("activities: {{服务: {count}}}"));
        let page = sums(&[&facts[0], &facts[1]]);
        assert!(page.contains(&format!("服务{sum}")), "{one} {two}: {page}");
    }
    let page = sums(&["activities: {服务: 2小时}", "activities: {服务: 30分钟}"]);
    assert!(page.contains("服务2小时1") && page.contains("服务30分钟1"), "{page}");
}

#[test]
fn shares_add_up_to_a_hundred() {
    for counts in [vec![1; 3], vec![1; 6], vec![1; 7], vec![2, 3, 4, 5], vec![1, 1, 998]] {
        let last = counts.len() - 1;
        let band = |(at, count): (usize, &u32)| match at {
            0 => format!("59岁及以下: {count}"),
            _ if at == last => format!("{}岁以上: {count}", 55 + 5 * at),
            _ => format!("{}-{}岁: {count}", 55 + 5 * at, 59 + 5 * at),
        };
        let bands: Vec<String> = counts.iter().enumerate().map(band).collect();
        let page = sums(&[&format!("members: {{age_bands: {{{}}}}}", bands.join(", "))]);
        let ages = page.split("查看数据表").next().unwrap();
        let percents = ages.split('%').filter_map(|text| text.rsplit('名').next());
        let percents: Vec<u32> = percents.filter_map(|text| text.parse().ok()).collect();
        assert_eq!((percents.len(), percents.iter().sum()), (counts.len(), 100), "{page}");
    }
}

#[test]
fn branches_are_counted_and_not_their_quantities() {
    let facts = "activities: [{name: 党课, count: 10次}, {name: 党课, count: 5次}]";
    assert!(sums(&[facts]).contains("党课15次1"));
    assert!(sums(&[facts, facts]).contains("党课30次2"));
}

#[test]
fn all_sums_are_shown() {
    let each = |at| format!("  第{at}项活动: {at}次\n");
    let facts = format!("activities:\n{}", (1..=70).map(each).collect::<String>());
    let page = sums(&[&facts]);
    for at in 1..=70 {
        assert!(page.contains(&format!("第{at}项活动{at}次1")), "{at}");
    }
    assert!(page.contains("其余60项"), "{page}");
}

/// The sums of a county are those of the page of sums: nothing is cut there either, and what is not added says why.
#[test]
fn all_sums_of_a_county_are_shown() {
    let each = |at| format!("  第{at}项活动: {at}次\n");
    let facts = format!("activities:\n{}  到会: 90%\n", (1..=20).map(each).collect::<String>());
    let bands = |bands: &str| format!("members: {{age_bands: {{{bands}}}}}\n{facts}");
    let three = bands("69岁及以下: 5, 70-79岁: 5, 80岁以上: 5");
    let site = [&three, &three, &bands("64岁及以下: 5, 65岁以上: 5"), &bands("80岁以上: 5")];
    let site = site.iter().enumerate().fold(Site::new(), |site, (at, facts)| {
        let head = format!("title: 题{at}\ndate: 2024-03-01");
        site.story(
            &format!("s{at}"),
            &format!("{head}\nbranch: {{name: 第{at}支部, county: 示例县}}\n{facts}"),
        )
    });
    site.build().exits(0);
    let page = site.text("county/示例县.html");
    for at in 1..=20 {
        assert!(page.contains(&format!("第{at}项活动{}次4", 4 * at)), "{at}: {page}");
    }
    for text in ["活动21项", "到会不合计比例不能相加4", "4个支部写了年龄段，其中1个分段不同"]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
}

#[test]
fn bands_that_are_all_partial_are_said_to_be() {
    let page = sums(&["members: {age_bands: {80岁以上: 5}}", "tags: [甲]"]);
    assert!(page.contains("1个支部写了年龄段，都没有列全，没有相加"), "{page}");
}

#[test]
fn the_same_time_is_one_window_and_another_time_another() {
    let count = |times: &str, since: &str, as_of: &str| {
        format!("as_of: {as_of}\nactivities: {{党课: {{count: {times}次, since: {since}}}}}")
    };
    let page = sums(&[&count("10", "去年以来", "2024-02"), &count("7", "去年以来", "2026-02")]);
    assert!(page.contains("党课2023年以来10次1") && page.contains("党课2025年以来7次1"), "{page}");
    let page = sums(&[
        &count("1", "2023年以来", "2024-02"),
        &count("2", "2023 年以来", "2024-02"),
        &count("3", "2023年起", "2024-02"),
        &count("4", "去年以来", "2024-02"),
    ]);
    assert!(page.contains("党课2023年以来10次4"), "{page}");
    let page = sums(&[
        &count("1", "去年5月以来", "2024-02"),
        &count("2", "2023 年 5 月份起", "2024-02"),
        &count("3", "自2023年5月至今", "2025-02"),
    ]);
    assert!(page.contains("党课2023年5月以来6次3"), "{page}");
    let page =
        sums(&[&count("1", "二十大召开以来", "2024-02"), &count("2", "党的二十大以来", "2025-02")]);
    assert!(page.contains("党课党的二十大以来3次2"), "{page}");
    let page = sums(&[&count("1", "本季度", "2024-02"), &count("2", "本季度", "2025-02")]);
    assert!(page.contains("党课本季度（2024年2月）1次1"), "{page}");
    let page = sums(&[&count("1", "近三年", "2024-02"), &count("2", "近三年", "2025-02")]);
    assert!(page.contains("党课近三年（2024年2月）1次1"), "{page}");
    assert!(page.contains("党课近三年（2025年2月）2次1"), "{page}");
}

#[test]
fn each_fact_is_of_the_newest_story_that_states_it() {
    let site = Site::new()
        .story(
            "a",
            "title: 旧\ndate: 2023-03-01\nbranch: {name: 甲支部}\nmembers: {total: 20, \
             age_bands: {69岁及以下: 15, 70岁以上: 5}}\nactivities: {党课: 6次, 走访: 3次}",
        )
        .story(
            "b",
            "title: 新\ndate: 2024-03-01\n\
             branch: {name: 乙支部, former_names: [{name: 甲支部}]}\nactivities: {党课: 8次}",
        );
    site.build().exits(0);
    let page = site.text("stats.html");
    for text in ["支部1个", "党员20名", "党课8次1", "走访3次1", "69岁及以下15名75%"]
    {
        assert!(page.contains(text), "no {text} in {page}");
    }
    assert!(
        page.contains("每项数据取写明它的最新一篇") && !page.contains("缺：党员总数"),
        "{page}"
    );
}

/// Blanks, quotes and full-width digits and brackets make no other branch of one, nor of its former name.
#[test]
fn a_branch_is_one_however_its_name_was_typed() {
    for (one, two) in [
        ("甲县第1党支部", "甲县 第１党支部"),
        ("甲支部（一局）", "甲支部(一局)"),
        ("“夕阳红”支部", "夕阳红支部"),
    ] {
        for facts in
            [format!("{{name: '{two}'}}"), format!("{{name: 乙, former_names: ['{two}']}}")]
        {
            let story = |branch: &str, day: u32| {
                format!("title: 题{day}\ndate: 2024-03-0{day}\nbranch: {branch}\nmembers: {day}名")
            };
            let site = Site::new()
                .story("a", &story(&format!("{{name: '{one}'}}"), 1))
                .story("b", &story(&facts, 2));
            site.build().exits(0);
            let page = site.text("stats.html");
            assert!(page.contains("支部1个") && page.contains("党员2名"), "{facts}: {page}");
        }
    }
}

#[test]
fn a_name_that_two_branches_gave_up_stays_a_branch() {
    let named = |name: &str, former: &str| {
        format!("title: 题\ndate: 2024-03-01\nbranch: {{name: {name}, former_names: {former}}}")
    };
    let site = Site::new()
        .story("a", &named("甲支部", "[]"))
        .story("b", &named("乙支部", "[{name: 甲支部}]"))
        .story("c", &named("丙支部", "[{name: 甲支部}]"))
        .story("d", &named("丁支部", "[{name: 戊支部}]"))
        .story("e", &named("戊支部", "[{name: 丁支部}]"));
    site.build().exits(0);
    assert!(site.text("stats.html").contains("支部4个"));
}

#[test]
fn the_note_of_the_ages_says_who_is_left_out() {
    let three = "members: {age_bands: {69岁及以下: 5, 70-79岁: 5, 80岁以上: 5}}";
    let page = sums(&[
        three,
        three,
        three,
        "members: {age_bands: {64岁及以下: 10, 65-74岁: 10, 75岁以上: 10}}",
        "members: {age_bands: {80岁以下: 15, 81岁以上: 5}}",
        "members: {age_bands: {80岁以上: 5}}",
    ]);
    let note = "由分段相合的3个支部相加；6个支部写了年龄段，其中2个分段不同，没有计入，1个没有列全，没有计入。";
    assert!(page.contains(note), "{page}");
    for band in ["69岁及以下15名34%", "70-79岁15名33%", "80岁以上15名33%"] {
        assert!(page.contains(band), "no {band} in {page}");
    }
}

#[test]
fn data_lists_and_pages_use_one_name() {
    let site = Site::new()
        .file(
            "site.yaml",
            "name: 示例\ncounties: [{name: 河西县, aliases: [河西]}]\n\
             levels: [{name: 市级, aliases: [市]}]\n",
        )
        .story(
            "a",
            "title: 甲\ndate: 2024-03-01\nbranch: {name: 一局支部, county: 河西}\n\
             honours: [{title: 先进, level: 市, year: 2024}]\ntags: [\"读书 \"]",
        );
    site.build().exits(0);
    let data = site.page("data/branches.json");
    for text in ["\"county\":\"河西县\"", "\"level\":\"市级\"", "\"tags\":[\"读书\"]"] {
        assert!(data.contains(text), "no {text} in {data}");
    }
    let table = site.page("data/branches.csv");
    assert!(
        table.contains(",河西县,")
            && table.contains(",2024年度市级先进,")
            && table.contains(",读书,"),
        "{table}"
    );
    assert!(site.page("branches/a.html").contains("河西县"));
    for feed in ["feed.xml", "feed.json"] {
        assert!(site.page(feed).contains("\"读书\""), "{feed}");
    }
}

#[test]
fn a_title_of_an_honour_stays_whole() {
    let site = Site::new().file("site.yaml", "name: 示例\nlevels: [县级, 系统级]\n").story(
        "a",
        "title: 甲\ndate: 2024-03-01\nhonours:\n  - {title: 五星级党支部, year: 2024}\n  \
         - {title: 特级教师工作站, year: 2024}\n  - 2024年度五星级党支部\n  - 2023年度县级先进\n  \
         - 2022年系统级五星级书屋\n  - {title: 县级先进, year: 2021}",
    );
    site.run(&["check"]).exits(0);
    site.build().exits(0);
    let data = site.page("data/branches.json");
    for (title, level) in [
        ("五星级党支部", "null"),
        ("特级教师工作站", "null"),
        ("先进", "\"县级\""),
        ("五星级书屋", "\"系统级\""),
        ("县级先进", "null"),
    ] {
        let honour = format!("{{\"title\":\"{title}\",\"level\":{level},");
        assert!(data.contains(&honour), "no {honour} in {data}");
    }
    assert!(!site.has("honour/五星级.html") && site.has("honour/系统级.html"));
}

#[test]
fn unlike_units_are_never_added() {
    let page =
        sums(&["activities: {慰问: 3场}", "activities: {慰问: 4次}", "activities: {慰问: 5场次}"]);
    for sum in ["慰问3场1", "慰问4次1", "慰问5场次1"] {
        assert!(page.contains(sum), "no {sum} in {page}");
    }
    let page = sums(&["activities: {走访: 30人}", "activities: {走访: 40人次}"]);
    assert!(page.contains("30") && page.contains("40人次") && !page.contains("70"), "{page}");
}

#[test]
fn counts_of_different_windows_are_never_added() {
    let page = sums(&[
        "activities: {党课: {count: 6次, since: 2023年以来}}",
        "activities: {党课: {count: 7次, since: 去年以来}}",
        "activities: {党课: {count: 8次, since: 去年以来}}",
        "activities: {党课: 9次}",
    ]);
    for sum in ["党课2023年以来6次1", "党课去年以来15次2", "党课9次1"] {
        assert!(page.contains(sum), "no {sum} in {page}");
    }
}

#[test]
fn money_is_added_in_yuan() {
    let page = sums(&["activities: {资金: 1.2万元}", "activities: {资金: 6500余元}"]);
    assert!(page.contains("资金至少18500元2") || page.contains("资金至少1.85万元2"), "{page}");
}

#[test]
fn members_of_all_branches_with_what_is_uncertain() {
    let page = sums(&["members: {total: 20余名}", "members: {total: 22}", "tags: [甲]"]);
    assert!(page.contains("至少42名") && page.contains("2个支部相加，1个支部没有写明"), "{page}");
    let page = sums(&["members: {total: 20名}", "members: {total: 22人}"]);
    assert!(page.contains("42") && !page.contains("至少42"), "{page}");
}

#[test]
fn a_branch_with_two_stories_counts_once_with_the_newer() {
    let site = Site::new()
        .story("a", "title: 旧\ndate: 2023-03-01\nbranch: {name: 甲支部}\nmembers: {total: 20}")
        .story("b", "title: 新\ndate: 2024-03-01\nbranch: {name: 甲支部}\nmembers: {total: 22}");
    site.build().exits(0);
    let page = site.text("stats.html");
    assert!(
        page.contains("故事2篇") && page.contains("支部1个") && page.contains("党员22名"),
        "{page}"
    );
}

#[test]
fn ages_are_added_by_what_the_labels_mean() {
    let page = sums(&[
        "members: {age_bands: {69岁及以下: 3, 70-79岁: 2, 80岁以上: 1}}",
        "members: {age_bands: {69岁以下: 4, 70岁至79岁: 5, 80岁及以上: 6}}",
    ]);
    let near = |label: &str, count: &str| {
        page.match_indices(label).any(|(at, _)| {
            let after: String = page[at + label.len()..].chars().take(6).collect();
            after.starts_with(count)
        })
    };
    assert!(near("69岁及以下", "7") || near("69岁以下", "7"), "{page}");
    assert!(near("70-79岁", "7") || near("70岁至79岁", "7"), "{page}");
    assert!(near("80岁以上", "7") || near("80岁及以上", "7"), "{page}");
}

#[test]
fn a_fact_that_is_not_stated_is_missing_and_not_nought() {
    let page = sums(&["members: {total: 22}"]);
    for fact in ["平均年龄", "年龄段", "成立时间", "荣誉"] {
        assert!(page.contains(fact), "no {fact} in {page}");
    }
    assert!(!page.contains("0名") && !page.contains("缺：党员总数"), "{page}");
}

/// What a page says of ages is a share of all members, or no share at all.
#[test]
fn an_age_band_is_a_share_of_all_members_or_of_nothing() {
    let card = |members: &str| {
        let site = story(Site::new(), "s", &format!("members: {members}"));
        site.build().exits(0).reports_nothing();
        site.text("branches/s.html")
    };
    let whole = card("{age_bands: {69岁及以下: 15, 70岁以上: 5}}");
    assert!(whole.contains("69岁及以下15名75%") && whole.contains("70岁以上5名25%"), "{whole}");
    let part = card("{total: 20, age_bands: {80岁以上: 5}}");
    assert!(part.contains("80岁以上5名25%"), "{part}");
    let said = card("{total: 40, age_bands: {69岁及以下: 15, 70岁以上: 5, partial: true}}");
    assert!(said.contains("69岁及以下15名38%") && said.contains("70岁以上5名13%"), "{said}");
    for unknown in ["{age_bands: {80岁以上: 5}}", "{total: 20余名, age_bands: {80岁以上: 5}}"]
    {
        let page = card(unknown);
        assert!(page.contains("80岁以上5名") && !page.contains('%'), "{page}");
    }
}
