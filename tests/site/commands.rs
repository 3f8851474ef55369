//! `init`, `new`, `check`, `clean`, `completions`, and what a build says at its end.

use crate::support::{Site, repository};

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

/// Whatever keeps a site from being published: `check` finds it, and says it as `build` does.
#[test]
fn check_is_red_exactly_when_build_is_and_in_the_same_words() {
    let template = |name: &str| format!("themes/feed/templates/{name}");
    let photo = std::fs::read(repository().join("content/branches/shili-linchang/cover.jpg"));
    let photo = photo.unwrap();
    let faults: [(String, &[u8], i32); 16] = [
        ("content/branches/b.md".into(), b"---\ntitle: b\n---\nb\n", 1),
        ("content/branches/b.md".into(), b"\xbc\xd7", 1),
        ("content/branches/p.jpg".into(), &photo[..4000], 1),
        ("static/run.php".into(), b"<?php", 1),
        (template("story.html"), b"{{ nothing.at.all }}", 1),
        (template("story.html"), b"<p>\n{% if story %}\n", 1),
        (template("story.html"), b"{% extends \"nothing.html\" %}", 1),
        (template("404.html"), b"{{ nothing.at.all }}", 1),
        (template("alias.html"), b"{{ alias.nothing }}", 1),
        (template("search.html"), b"{{ 1 / 0 }}{{ nothing.at.all }}", 1),
        (template("partials/footer.html"), b"{% include \"nothing.html\" %}", 1),
        (template("base.html"), b"<p>", 1),
        ("themes/feed/theme.yaml".into(), b"dark: {text: \"#333333\"}", 1),
        ("site.yaml".into(), b"name: b\nbase_url: https://a.example/index.html\n", 1),
        ("site.yaml".into(), b"name: b\ntheme: nothing\n", 2),
        ("content/branches/b.md".into(), b"---\ntitle: b\ndate: 2024-03-01\n---\n<b>\n", 0),
    ];
    for (path, bytes, code) in faults {
        let site = Site::new()
            .story("a", "title: 甲\ndate: 2024-07-01\naliases: [old]")
            .file(&path, bytes);
        let (check, build) = (site.run(&["check"]), site.build());
        check.exits(code);
        build.exits(code);
        let stopped = "有错误，没有发布；已发布的网站原样未动。\n";
        assert_eq!(build.err.replace(stopped, ""), check.err, "{path}");
        assert_eq!(site.has("index.html"), code == 0, "{path}");
    }
}

/// Said once, where the whole site is new.
#[test]
fn a_build_says_how_the_page_of_what_is_not_there_finds_the_site() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01");
    site.build().exits(0).says("404.html 靠一小段脚本");
    site.build().exits(0).is_silent_on("404.html");
    let site = Site::new().file("site.yaml", "name: 甲\nbase_url: https://a.example/\n");
    site.build().exits(0).is_silent_on("404.html");
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
fn clean_leaves_nothing_of_a_build_nor_of_a_desk_that_was_killed() {
    let names = |site: &Site| {
        let entries = walkdir::WalkDir::new(site.path("")).min_depth(1).into_iter().flatten();
        let below =
            |entry: walkdir::DirEntry| entry.path().strip_prefix(site.path("")).unwrap().to_owned();
        entries.map(below).collect::<Vec<_>>()
    };
    let site = Site::empty();
    site.run(&["init", "."]).exits(0);
    let before = names(&site);
    site.build().exits(0);
    site.put(".liuhao/desk.lock", "");
    site.put(".liuhao/desk.port", "1313");
    site.run(&["clean"]).exits(0);
    assert_eq!(names(&site), before);
    site.run(&["clean"]).exits(0).says("0 个文件");
    assert_eq!(names(&site), before);
    // What an editor has put away is no file of ours.
    site.put(".liuhao/trash/a.md", "别删我");
    site.build().exits(0);
    site.run(&["clean"]).exits(0);
    assert!(site.path(".liuhao/trash/a.md").is_file() && !site.path(".liuhao/public").exists());
}

/// Builds and cleanings at once: one of them has the lock at a time, whoever takes its file away.
#[test]
fn the_lock_is_one_while_it_is_taken_away() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01");
    let turns = &|turn: usize| {
        for _ in 0..8 {
            let run = if turn.is_multiple_of(2) { site.build() } else { site.run(&["clean"]) };
            assert!(run.code == Some(0) || run.err.contains("正在"), "{}{}", run.err, run.out);
        }
    };
    std::thread::scope(|scope| {
        (0..4).for_each(|turn| drop(scope.spawn(move || turns(turn))));
    });
    site.build().exits(0);
    assert!(site.has("branches/a.html") && site.has("index.html"));
    site.run(&["clean"]).exits(0);
    assert!(!site.path("public").exists() && !site.path(".liuhao").exists());
}

#[test]
fn quiet_says_what_is_wrong_and_nothing_else() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01\ndraft: true");
    for arguments in [&["build", "--quiet"][..], &["check", "-q"], &["clean", "--quiet"]] {
        let run = site.run(arguments);
        run.exits(0).reports_nothing();
        assert_eq!(run.out, "", "{arguments:?}");
    }
    site.put("content/branches/a.md", "---\ntitle: 甲\ndate: 2024-02-30\n---\n文。\n");
    for arguments in [&["build", "--quiet"][..], &["check", "--quiet"]] {
        site.run(arguments).exits(1).says("错误: ").says("[impossible-date]");
    }
}

#[test]
fn a_build_tells_programs_what_it_published() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01");
    let read = |run: &crate::support::Run| -> serde_json::Value {
        serde_json::from_str(&run.out).unwrap()
    };
    let run = site.run(&["build", "--format", "json"]);
    let report = read(run.exits(0));
    let (published, files) = (&report["published"], site.output().len());
    assert_eq!(published["written"], files, "{report}");
    assert!(published["pages"].as_u64().unwrap() > 3 && published["removed"] == 0);
    let again = site.run(&["build", "--format", "json", "--quiet"]);
    assert_eq!(again.err, "");
    assert_eq!(read(&again)["published"]["unchanged"], files);
    assert!(read(&site.run(&["check", "--format", "json"])).get("published").is_none());
    site.put("content/branches/a.md", "---\ntitle: 甲\ndate: 2024-02-30\n---\n文。\n");
    let report = read(site.run(&["build", "--format", "json"]).exits(1));
    assert!(report.get("published").is_none() && report["errors"] == 1);
}

#[test]
fn a_staging_build_has_an_address_of_its_own() {
    let site = Site::empty()
        .file("site.yaml", "name: 示例老干部\nbase_url: https://example.org/\n")
        .story("a", "title: 甲\ndate: 2024-07-01");
    let url = "https://test.example.org/试";
    site.run(&["build", "--base-url", url, "--output", "staging"]).exits(0);
    let feed = std::fs::read_to_string(site.path("staging/feed.xml")).unwrap();
    assert!(
        feed.contains("https://test.example.org/%E8%AF%95/") && !feed.contains("//example.org")
    );
    site.build().exits(0);
    assert!(
        site.page("feed.xml").contains("//example.org") && !site.page("feed.xml").contains("test.")
    );
    site.refuses_with(&["build", "--base-url", "example.org"], 2, "base-url-of-a-call");
}

#[test]
fn explain_refuses_a_rule_that_is_not_there() {
    let site = Site::empty();
    site.refuses_with(&["explain", "nosuch"], 2, "explain-unknown");
    site.run(&["explain", "parts-totl"]).exits(2).says("是不是想写 parts-total？");
}

#[test]
fn the_rule_of_parts_and_its_help_say_the_same() {
    let site = Site::new();
    site.put(
        "content/branches/a.md",
        "---\ntitle: 甲\ndate: 2024-07-01\n党员总数: 45名\n离休党员: 2名\n退休党员: 40名\n在职党员: 1名\n---\n文。\n",
    );
    site.run(&["check"]).says("错误: ").says("[parts-total]").says("三项都写了的应等于总数");
    site.run(&["explain", "parts-total"]).exits(0).says("三项都写了确数的应等于总数");
}

#[test]
fn completions_know_the_rules() {
    let site = Site::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = site.run(&["completions", shell]);
        // Two shells have no completion of values of a positional argument or an option by clap.
        let is_without = ["elvish", "powershell"].contains(&shell);
        for rule in ["parts-total", "missing-key", "yaml-slip"] {
            assert!(run.out.contains(rule) || is_without, "{shell}: no {rule}");
        }
    }
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
