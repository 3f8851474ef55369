//! `init`, `new`, `check`, `clean`, `completions`, and what a build says at its end.

use crate::support::Site;

#[test]
fn init_makes_a_site_that_builds_at_once() {
    let site = Site::empty();
    site.run(&["init", "."]).exits(0).shows("init");
    site.build().exits(0).reports_nothing().shows("init-build");
    assert!(site.page("branches/shili-jiaoyuju.html").contains("26名"));
    assert!(site.text("index.html").contains("示例老干部"));
    assert!(site.has("about.html"));
}

#[test]
fn the_example_of_init_is_told_once_the_site_has_the_name_of_an_office() {
    let site = Site::empty();
    site.run(&["init", "."]).exits(0);
    let settings = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    site.put("site.yaml", settings.replace("示例老干部", "某县老干部"));
    let run = site.build();
    run.exits(0).says("[example-story]").says("content/branches/shili-jiaoyuju.md").says("删去");
    std::fs::remove_file(site.path("content/branches/shili-jiaoyuju.md")).unwrap();
    site.build().exits(0).reports_nothing();
}

#[test]
fn init_makes_the_folder_it_is_given() {
    let site = Site::empty();
    site.run(&["init", "网站/甲"]).exits(0);
    site.run(&["build", "--root", "网站/甲"]).exits(0).reports_nothing();
    assert!(site.path("网站/甲/public/index.html").is_file());
}

#[test]
fn init_refuses_a_folder_with_something_in_it() {
    let site = Site::empty().file("笔记.txt", "别动我");
    site.run(&["init", "."]).exits(2).shows("init-not-empty");
    assert!(!site.path("site.yaml").exists());
    assert_eq!(std::fs::read_to_string(site.path("笔记.txt")).unwrap(), "别动我");
}

#[test]
fn the_settings_that_init_writes_are_the_usual_ones_in_chinese_and_each_can_be_used() {
    let site = Site::empty();
    site.run(&["init", "."]).exits(0);
    let text = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    for key in [
        "名称", "简介", "头像", "网址", "县区", "级别", "六好", "菜单", "每页", "搜索", "规则",
        "页脚",
    ] {
        let lines = || text.lines().map(|line| line.trim_start_matches("# "));
        assert!(lines().any(|line| line.starts_with(&format!("{key}:"))), "{key}");
    }
    assert!(text.ends_with("# 更多项目见手册。\n"));
    // A setting has its colon behind its name; what it means is a sentence.
    let is_setting = |line: &&str| {
        let name = line.strip_prefix("# ").and_then(|line| line.split_once(':'));
        name.is_some_and(|(name, _)| (1..=4).contains(&name.chars().count()))
    };
    let used = |line: &str| match Some(line).filter(is_setting) {
        Some(line) => line[2..].to_owned() + "\n",
        None => line.replacen("#   ", "  ", 1) + "\n",
    };
    site.put("site.yaml", text.lines().map(used).collect::<String>());
    site.build().exits(0).reports_nothing();
}

#[test]
fn new_names_the_file_in_pinyin_with_words_apart() {
    let site = Site::new();
    for (name, slug) in [
        ("酒泉市委老干部局离退休干部党支部", "jiuquan-shiwei-laoganbuju-lituixiu-ganbu-dangzhibu"),
        ("重庆银行退休干部党支部", "chongqing-yinhang-tuixiu-ganbu-dangzhibu"),
    ] {
        site.run(&["new", name]).exits(0).says(&format!("content/branches/{slug}.md"));
        assert!(site.path(&format!("content/branches/{slug}.md")).is_file());
    }
}

#[test]
fn new_takes_the_slug_it_is_given() {
    let site = Site::new();
    site.run(&["new", "示例县财政局党支部", "--slug", "caizheng"]).exits(0).shows("new");
    assert!(site.path("content/branches/caizheng.md").is_file());
}

#[test]
fn new_never_replaces_a_profile() {
    let site = Site::new().story("a", "title: 甲").file("content/branches/b/index.md", "乙");
    let before = std::fs::read(site.path("content/branches/a.md")).unwrap();
    site.run(&["new", "甲", "--slug", "a"]).exits(2).shows("new-exists");
    site.run(&["new", "乙", "--slug", "b"]).exits(2);
    assert_eq!(std::fs::read(site.path("content/branches/a.md")).unwrap(), before);
    assert!(!site.path("content/branches/b.md").exists());
}

#[test]
fn new_refuses_a_slug_that_leads_elsewhere() {
    let site = Site::published();
    let new = |slug| ["new", "甲", "--slug", slug];
    site.refuses_with(&new("../x"), 2, "new-slug-outside");
    for slug in ["", "..", ".", "a/b", "a\\b", "/x", "CON", "a\nb", ".hidden"] {
        site.run(&new(slug)).exits(2);
    }
    assert!(!site.path("content/x.md").exists());
    assert_eq!(std::fs::read_dir(site.path("content/branches")).unwrap().count(), 1);
}

#[test]
fn new_needs_a_site() {
    Site::empty().run(&["new", "甲"]).exits(2).says("site.yaml");
}

#[test]
fn the_profile_that_new_writes_has_the_usual_keys_flat_and_in_chinese() {
    let site = Site::new();
    site.run(&["new", "甲党支部", "--slug", "a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let facts = text.split("---\n").nth(1).unwrap();
    let keys: Vec<_> = facts
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(':').next().unwrap())
        .collect();
    let usual =
        "标题 日期 草稿 支部名称 县区 成立时间 数据截至 党员总数 平均年龄 年龄段 荣誉 活动 整理";
    assert_eq!(keys.join(" "), usual);
    assert!(facts.ends_with("# 更多项目见手册。\n"));
}

#[test]
fn the_words_of_a_name_are_one_name() {
    let site = Site::new();
    site.run(&["new", "示例县", "财政局　离退休", "党支部", "--slug", "a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(text.contains("支部名称: 示例县财政局离退休党支部\n"), "{text}");
    site.run(&["new", "示例县", "ABC", "Club", "党支部"])
        .exits(0)
        .says("shili-xian-abc-club-dangzhibu");
    site.run(&["new"]).exits(2).says("<名称>").is_silent_on("NAME");
}

#[test]
fn usage_lines_are_in_the_language_of_the_reader() {
    let site = Site::empty();
    let names =
        ["init", "new", "import", "build", "serve", "check", "explain", "clean", "completions"];
    let all = names.map(|name| vec![name, "--help"]);
    for arguments in all.iter().map(Vec::as_slice).chain([&["--help"][..]]) {
        let run = site.run(arguments);
        let is_english =
            |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let words: Vec<_> = run
            .out
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| is_english(word))
            .collect();
        assert!(run.out.contains("[选项]"), "{}", run.out);
        assert!(
            words.iter().all(|word| ["HTML", "UTF", "JSON", "PDF"].contains(word)),
            "{words:?}"
        );
    }
}

#[test]
fn the_profile_that_new_writes_is_without_fault_and_a_draft() {
    let site = Site::new();
    site.run(&["new", "“甲”: #1\\\"党支部\"", "--slug", "a"]).exits(0);
    site.run(&["check"]).exits(0).reports_nothing().says("共 0 篇");
    site.run(&["check", "--drafts"]).exits(0).reports_nothing().says("共 1 篇");
    site.run(&["build", "--drafts"]).exits(0).reports_nothing();
    assert!(site.text("branches/a.html").contains("“甲”:#1\\\"党支部\""));
}

#[test]
fn the_examples_in_the_profile_that_new_writes_can_be_used() {
    let site = Site::new();
    site.run(&["new", "甲党支部", "--slug", "a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    // An example is `#  ` after the indentation, a meaning `# `.
    let used = text
        .lines()
        .map(|line| line.replacen("#  ", "   ", usize::from(line.starts_with("#  "))) + "\n");
    site.put("content/branches/a.md", used.collect::<String>());
    site.run(&["build", "--drafts"]).exits(0).reports_nothing();
    let page = site.text("branches/a.html");
    for fact in ["10余场次", "6次", "69岁及以下", "2023年度"] {
        assert!(page.contains(fact), "no {fact} in {page}");
    }
}

#[test]
fn check_reports_and_writes_nothing() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01\nfoo: 1");
    site.run(&["check"]).exits(1).says("foo");
    assert!(!site.path("public").exists() && !site.path(".liuhao").exists());
}

#[test]
fn check_tries_the_templates() {
    let site = Site::new().file("themes/feed/templates/story.html", "{% if %}");
    site.run(&["check"]).exits(1).says("story.html:1:");
}

#[test]
fn warnings_stop_a_strict_build_only() {
    let site = Site::published();
    site.put("content/about.md", "---\ntitle: 关于\n---\n第一行<br>第二行\n");
    site.refuses_with(&["build", "--strict"], 1, "strict");
    site.run(&["check", "--strict"]).exits(1);
    site.run(&["check"]).exits(0);
    site.build().exits(0).says("警告 1 条");
}

#[test]
fn clean_removes_what_was_written_and_nothing_else() {
    let site = Site::new()
        .story("a", "title: 甲\ndate: 2024-07-01")
        .file("public/.gitignore", "*\n!.gitignore\n")
        .file("public/CNAME", "example.org\n");
    site.build().exits(0);
    site.put("public/branches/a.html", "改过的");
    site.run(&["clean"]).exits(0).shows("clean");
    let kept: Vec<String> = site.output().into_keys().collect();
    assert_eq!(kept, [".gitignore", "CNAME", "branches/a.html"]);
    site.run(&["clean"]).exits(0).says("0 个文件");
}

#[test]
fn completions_know_every_subcommand_in_every_shell() {
    let site = Site::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = site.run(&["completions", shell]);
        run.exits(0).reports_nothing();
        for name in
            ["init", "new", "build", "check", "clean", "completions", "--drafts", "--strict"]
        {
            // fish writes `-l drafts`.
            assert!(run.out.contains(name.trim_start_matches('-')), "{shell}: no {name}");
        }
    }
    site.run(&["completions", "tcsh"]).exits(2).says("tcsh");
}

#[test]
fn a_build_ends_with_one_line() {
    let site = Site::new()
        .story("a", "title: 甲\ndate: 2024-07-01")
        .story("b", "title: 乙\ndate: 2024-07-02");
    site.build().exits(0).reports_nothing().shows("build-first");
    site.build().exits(0).reports_nothing().shows("build-again");
    site.run(&["build", "--lang", "en"]).exits(0).shows("build-english");
    std::fs::remove_file(site.path("content/branches/b.md")).unwrap();
    site.build().exits(0).shows("build-removed");
}

#[test]
fn a_slip_on_the_command_line_is_named() {
    let site = Site::empty();
    site.refuses_with(&["biuld"], 2, "usage-command");
    site.refuses_with(&["build", "--outptu", "x"], 2, "usage-flag");
    site.refuses_with(&["build", "--today", "2024-02-30"], 2, "usage-value");
    site.refuses_with(&["init"], 2, "usage-missing");
    site.refuses_with(&[], 2, "usage-nothing");
}

#[test]
fn help_is_in_the_readers_language() {
    let site = Site::empty();
    site.run(&["--help"]).exits(0).shows("help");
    site.run(&["build", "--help", "--lang", "en"]).exits(0).shows("help-build");
    site.run(&["--version"]).exits(0).says(env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_language_is_that_of_the_environment_unless_told() {
    let site = Site::empty();
    let says = |environment: &[(&str, &str)], text: &str| {
        let program = env!("CARGO_BIN_EXE_liuhao");
        let mut command = std::process::Command::new(program);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let found = command
            .current_dir(site.path(""))
            .arg("check")
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let found = String::from_utf8(found.stderr).unwrap();
        assert!(found.starts_with(text), "{environment:?}: {found}");
    };
    says(&[("LANG", "zh_CN.UTF-8")], "错误");
    says(&[("LANG", "de_DE.UTF-8")], "error");
    says(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_TW")], "错误");
    says(&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "C")], "error");
}

#[test]
fn a_profile_needs_a_name() {
    let site = Site::new();
    for name in ["", "  ", "\u{3000}"] {
        site.run(&["new", name]).exits(2).says("名字是空的");
    }
}
