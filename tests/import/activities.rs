//! What an activity is called whose own clause only says that it was done.

use crate::expected::holds;
use crate::support::Site;

/// The activities that are filled in of a sentence.
fn made(sentence: &str) -> String {
    let site = Site::new();
    let text = format!("银龄添彩映初心\n示例县林业局离退休干部党支部现有党员31名。\n{sentence}\n");
    site.put("a.txt", text);
    site.run(&["import", "a.txt", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    format!("{}\n", text.split("\n---\n").next().unwrap_or_default())
}

#[test]
fn an_activity_is_called_what_the_clause_before_calls_it() {
    for (sentence, wanted) in [
        (
            "做到“政治引领好”，每月5日雷打不动开展主题党日活动，三年累计开展36次。",
            "  主题党日活动: {count: 36次",
        ),
        ("每月集中学习1次，全年12次。", "  集中学习: 12次\n"),
        ("每季度开展一次走访慰问，全年开展4次。", "  走访慰问: 4次\n"),
        ("定期召开支委会，去年召开了12次。", "  支委会: {count: 12次"),
        ("“围炉话教”，谁来了都能说上几句，已谈了41期。", "  围炉话教: 41期\n"),
        ("调解邻里纠纷，仅去年就调处了47起。", "  调处: {count: 47起"),
        ("每周组织一次合唱排练，去年排练48次。", "  排练: {count: 48次"),
        ("主题党日每月一次，到会率95%以上。", "  到会率: 95%以上\n"),
    ] {
        holds(&made(sentence), &[wanted], &["政治引领好", "仅去年", "\n  会率"]);
    }
    // Nothing says what it was: it is asked, or left out, and no name is made up.
    for sentence in ["先后去了4次，大家都说好。", "老党员们坐在一起，一年讲了20场。"]
    {
        holds(&made(sentence), &[], &["activities:"]);
    }
}
