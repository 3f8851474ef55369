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
    assert!(page.contains("慰问约190场次2"), "{page}");
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
    assert!(page.contains("至少42名") && page.contains("2个支部相加"), "{page}");
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
