//! Pages as people save them: as one file, with videos, with text that unfolds, with exponents.

use crate::support::{Site, repository};

const TEXT: &str = "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。支部坚持每月学习，从不间断，党员们都说这样好。";

/// A page of the platform with this article.
fn page(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><h1 id=\"activity-name\">山城灯火映初心</h1><div id=\"js_content\"><p>{TEXT}</p>{article}</div></body></html>"
    )
}

/// The body that is made, the report, and how many photos.
fn made(name: &str, bytes: impl AsRef<[u8]>) -> (String, String, usize) {
    let site = Site::new();
    site.put(name, bytes);
    let run = site.run(&["import", name, "--to", "content/branches/a"]);
    run.exits(0);
    let (single, inside) = (site.path("content/branches/a.md"), site.path("content/branches/a"));
    let (path, photos) = if single.exists() {
        (single, 0)
    } else {
        (inside.join("index.md"), std::fs::read_dir(&inside).unwrap().count() - 1)
    };
    let text = std::fs::read_to_string(path).unwrap();
    (text.splitn(3, "---\n").nth(2).unwrap().to_owned(), run.out.clone(), photos)
}

#[test]
fn a_page_saved_as_one_file_brings_its_pictures() {
    let photo = repository().join("tests/import/pages/03-saved-whole_files/11.jpg");
    let photo = std::fs::read(photo).unwrap();
    let address = "https://mmbiz.example.invalid/1/640?wx_fmt=jpeg";
    let html = page(&format!("<p><img src=\"{address}\" data-w=\"1080\"></p>"));
    let head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.invalid/s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n";
    let mut letter = head.as_bytes().to_vec();
    letter.extend(b"------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
    for byte in html.bytes() {
        if byte.is_ascii() && byte != b'=' {
            letter.push(byte);
        } else {
            letter.extend(format!("={byte:02X}").bytes());
        }
    }
    letter.extend(
        format!("\r\n------B\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\nContent-Location: {address}\r\n\r\n").bytes(),
    );
    letter.extend(photo);
    letter.extend(b"\r\n------B--\r\n");
    let (body, _, photos) = made("a.mht", letter);
    assert!(body.contains(TEXT) && body.contains("](photo-"), "{body}");
    assert_eq!(photos, 1);
}

#[test]
fn what_is_played_drawn_or_struck_is_told() {
    let html = page(
        "<section><iframe class=\"video_iframe\" data-src=\"https://example.invalid/v\"></iframe></section><section><svg><foreignObject><p>点开才看得见的文字，说的是学习。</p></foreignObject></svg></section><p>活动室120m<sup>2</sup>，<s>旧话不要了，</s>常来常新。</p>",
    );
    let (body, told, _) = made("a.html", html);
    assert!(body.contains("活动室120m²，旧话不要了，常来常新。"), "{body}");
    for words in ["1 段视频或音频没有导入", "点开才看得见的文字", "加了删除线的文字照样导入了"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[test]
fn pages_of_other_sites_give_their_title_and_day_and_pictures_that_load_late_are_named() {
    let article = format!(
        "<p>　　{TEXT}</p><p><strong>　　守一座山</strong></p><p>　　{TEXT}</p><p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==\" data-original=\"https://example.invalid/late.jpg\"></p><p>　　{TEXT}</p>"
    );
    let html = format!(
        "<html><head><meta charset=\"utf-8\"><title>山城灯火映初心_示例县人民政府</title></head><body><ul><li><a href=\"/\">首页</a></li></ul><h1>山城灯火映初心</h1><div>发布时间：2024-03-18 08:30　来源：示例县委老干部局</div><div class=\"TRS_Editor\">{article}</div></body></html>"
    );
    let site = Site::new();
    site.put("a.html", html);
    let run = site.run(&["import", "a.html", "--to", "content/branches/a"]);
    run.exits(0).says("https://example.invalid/late.jpg");
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    assert!(text.contains("\ntitle: 山城灯火映初心\n"), "{text}");
    assert!(text.contains("\ndate: 2024-03-18\n"), "{text}");
}

#[test]
fn what_stands_beside_a_number_or_in_the_box_of_a_title_is_a_heading_and_hidden_words_are_told() {
    let html = page(&format!(
        "<section><section><p>01</p></section><section><p style=\"font-size:18px\">守一座山</p></section></section><p>{TEXT}</p><section data-role=\"title\"><section><span>02</span></section><section><span>护一条河</span></section></section><p>{TEXT}</p><section style=\"height:0px;overflow:hidden\"><p>藏着的关键词</p></section><p>点个<span>“在看”</span>你最好看</p>"
    ));
    let (body, told, _) = made("a.html", html);
    for wanted in ["## 守一座山\n", "## 护一条河\n"] {
        assert!(body.contains(wanted), "no {wanted} in {body}");
    }
    for absent in ["01", "02", "藏着的关键词", "在看"] {
        assert!(!body.contains(absent), "{absent} in {body}");
    }
    for words in ["隐藏的文字没有导入：藏着的关键词", "点个“在看”你最好看"]
    {
        assert!(told.contains(words), "{words} in {told}");
    }
}

#[test]
fn a_picture_in_the_page_itself_is_taken_though_its_address_stands_beside_it() {
    let photo = std::fs::read(repository().join("tests/import/pages/03-saved-whole_files/11.jpg"));
    let data = base64(&photo.unwrap());
    let html = page(&format!(
        "<p>{TEXT}</p><p><img data-src=\"https://example.invalid/1.jpg\" src=\"data:image/jpeg;base64,{data}\" data-w=\"1080\"></p>"
    ));
    let (body, _, photos) = made("a.html", html);
    assert!(body.contains("](photo-"), "{body}");
    assert_eq!(photos, 1);
}

/// Bytes in the 64 letters of an address.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let all = three.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
        let all = all << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(all >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[test]
fn pages_that_say_that_there_is_nothing_to_read_are_refused_by_what_they_say() {
    let site = Site::new();
    for (words, says) in [
        ("该内容已被发布者删除", "已被作者删除"),
        ("此帐号已被屏蔽, 内容无法查看", "已被屏蔽或无法查看"),
        ("该公众号已迁移至新的帐号", "已被屏蔽或无法查看"),
        ("当前环境异常，完成验证后即可继续访问", "环境异常"),
    ] {
        site.put("a.html", format!("<html><body><div>{words}</div></body></html>"));
        site.run(&["import", "a.html"]).exits(1).says(says);
    }
}

#[test]
fn an_article_that_an_editor_of_layouts_spreads_over_boxes_is_taken_whole() {
    let part = |nth: usize| {
        format!(
            "<div class=\"tn-comp\"><section style=\"display:flex\"><section><p>第{nth}段，{TEXT}</p></section></section></div>"
        )
    };
    let parts: String = (1..=5).map(part).collect();
    let html = format!(
        "<html><head><meta charset=\"utf-8\"><title>山城灯火映初心</title></head><body><nav><a href=\"/\">首页上有许多许多别的栏目可以看一看的</a></nav><div class=\"page\">{parts}<p>供稿：示例县林业局</p></div><div class=\"footer\"><p>网站的版权归示例县所有，未经许可不得转载，联系我们，帮助中心。</p></div></body></html>"
    );
    let (body, told, _) = made("a.html", html);
    for nth in 1..=5 {
        assert!(body.contains(&format!("第{nth}段")), "no {nth} in {body}");
    }
    assert!(!body.contains("版权"), "{body}");
    assert!(told.contains("正文是猜出来的"), "{told}");
}

#[test]
fn pictures_that_are_grounds_or_drawn_are_named_and_readings_are_told() {
    let html = page(
        "<section style=\"background-image:url(&quot;https://example.invalid/ground.jpg&quot;);height:200px\"></section><section data-lazy-bgimg=\"https://example.invalid/lazy.jpg\"></section><section style=\"BACKGROUND: URL(https://example.invalid/Capital.jpg)\"></section><section><svg viewBox=\"0 0 1 1\" style=\"background-image:url('https://example.invalid/drawn.jpg')\"></svg></section><section style=\"background:url(https://example.invalid/paper.png)\"><p>纸上的话说的是学习。</p></section><p><ruby>桑<rt>sāng</rt>榆<rp>(</rp><rt>yú</rt><rp>)</rp></ruby>未晚，为霞满天。</p>",
    );
    let (body, told, _) = made("a.html", html);
    assert!(body.contains("桑榆未晚，为霞满天。") && body.contains("纸上的话"), "{body}");
    for words in [
        "https://example.invalid/ground.jpg",
        "https://example.invalid/drawn.jpg",
        "https://example.invalid/lazy.jpg",
        "https://example.invalid/Capital.jpg",
        "装饰图片 1 张",
        "注音没有导入：sāng",
    ] {
        assert!(told.contains(words), "no {words} in {told}");
    }
    assert!(!told.contains("paper.png"), "{told}");
}

#[test]
fn words_of_buttons_and_fields_are_told() {
    let html = page(
        "<p>前面的话。</p><textarea>文本框里的话</textarea><button>按钮上的话</button><mp-common-profile>名片里的话</mp-common-profile><p>左右滑动查看更多</p>",
    );
    let (body, told, _) = made("a.html", html);
    for words in ["文本框里的话", "按钮上的话", "名片里的话", "左右滑动查看更多"]
    {
        assert!(!body.contains(words), "{words} in {body}");
        assert!(told.contains(words), "{words} is not told in {told}");
    }
}

#[test]
fn an_article_of_a_government_comes_without_its_frame() {
    let info = "<div class=\"info\">发布时间：2024-03-18 08:30　来源：示例县委老干部局　浏览次数：123　【字体：大 中 小】</div>";
    let text = format!("<p>　　{TEXT}</p><p>　　{TEXT}</p>");
    let tail = "<p>供稿：示例县林业局</p><div>【打印】【关闭】</div><div>上一篇：<a href=\"/3\">另一篇的题目在这里</a></div><div>相关新闻</div><ul><li><a href=\"/4\">又一篇的题目在这里</a></li></ul>";
    for article in [
        format!("<h1>山城灯火映初心</h1>{info}<div class=\"TRS_Editor\">{text}{tail}</div>"),
        format!("<div class=\"article\"><h1>山城灯火映初心</h1>{info}{text}{tail}</div>"),
        format!(
            "<div class=\"article\"><p style=\"text-align:center\">山城灯火映初心</p><p>2024-03-18 08:30　来源：示例县委老干部局　浏览次数：123</p>{text}{tail}</div>"
        ),
    ] {
        let html = format!(
            "<html><head><meta charset=\"utf-8\"><title>山城灯火映初心_示例县人民政府</title></head><body><div class=\"top\"><a href=\"/\">首页</a><a href=\"/x\">政务公开</a></div>{article}<div class=\"bottom\">主办：示例县人民政府　版权所有　网站地图</div></body></html>"
        );
        let site = Site::new();
        site.put("a.html", html);
        let run = site.run(&["import", "a.html", "--to", "content/branches/a"]);
        run.exits(0);
        // What stands round the article is told, inside its box and outside.
        crate::expected::holds(&run.out, &["浏览次数：123", "政务公开", "网站地图"], &[]);
        let made = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
        for wanted in
            ["\ntitle: 山城灯火映初心\n", "\ndate: 2024-03-18\n", "by: 示例县林业局", TEXT]
        {
            assert!(made.contains(wanted), "no {wanted} in {made}");
        }
        for absent in
            ["首页", "版权所有", "浏览次数", "打印", "上一篇", "另一篇", "又一篇", "## 山城"]
        {
            assert!(!made.contains(absent), "{absent} in {made}");
        }
    }
}

#[test]
fn what_a_portal_has_round_an_article_is_left_out_and_told() {
    let around = [
        "原标题：山城灯火映初心",
        "2024-05-20 09:30 来源：示例发布",
        "责任编辑：",
        "平台声明：该文观点仅代表作者本人。",
        "阅读 (12)",
    ];
    let [above, day, editor, notice, read] = around.map(|line| format!("<p>{line}</p>"));
    let html = format!(
        "<html><head><meta charset=\"utf-8\"><title>山城灯火映初心_党员_支部</title></head><body><h1>山城灯火映初心</h1><article>{day}{above}<p>{TEXT}</p><p>来源：示例县委老干部局<a href=\"#\">返回搜狐，查看更多</a></p>{editor}{notice}{read}</article></body></html>"
    );
    let site = Site::new();
    site.put("a.html", html);
    let run = site.run(&["import", "a.html", "--to", "content/branches/a"]);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let signed = "  - {role: 来源, by: 示例县委老干部局}\n";
    let body = format!("---\n\n{TEXT}\n");
    crate::expected::holds(
        &text,
        &["date: 2024-05-20\n", signed, &body],
        &["原标题", "搜狐", "声明"],
    );
    crate::expected::holds(&run.out, &around, &[]);
}

#[test]
fn a_page_of_tables_and_fonts_has_its_article() {
    let html = format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><title>山城灯火映初心 - 示例老干部网</title></head><body><table><tr><td><a href=#>网站首页</a>|<a href=#>六好支部</a></td></tr></table><table><tr><td align=center><font size=5><b>山城灯火映初心</b></font></td></tr><tr><td>作者：示例甲　来源：本站　点击数：88　更新时间：2019/5/6</td></tr><tr><td><font size=3>　　{TEXT}<br><br>　　一、抓服务<br>　　支部开展志愿服务45次，老党员们都说好。<br></font></td></tr><tr><td>【<a href=#>打印本页</a>】</td></tr></table></body></html>"
    );
    let site = Site::new();
    site.put("a.htm", encoding_rs::GBK.encode(&html).0);
    site.run(&["import", "a.htm", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    let body = format!("---\n\n{TEXT}\n\n## 一、抓服务\n\n支部开展志愿服务45次");
    let head = ["title: 山城灯火映初心\n", "date: 2019-05-06\n"];
    crate::expected::holds(&text, &[head[0], head[1], &body], &["首页", "打印", "老干部网"]);
}

#[test]
fn what_a_site_has_outside_a_guessed_article_is_told() {
    let around =
        ["首页", "当前位置：首页 > 党建", "责任编辑：示例甲", "主办：示例县人民政府办公室"];
    let [home, place, editor, foot] = around;
    let html = format!(
        "<html><head><meta charset=\"utf-8\"><title>山城灯火映初心_示例县人民政府</title><script>var a=1;</script><style>p{{}}</style></head><body><ul><li><a href=/>{home}</a></li></ul><div>当前位置：<a href=/>首页</a> &gt; <a href=/b>党建</a></div><h1>山城灯火映初心</h1><div id=zoom><p>{TEXT}</p></div><div>{editor}</div><div>{foot}<br>电话：13900000001</div></body></html>"
    );
    let site = Site::new();
    site.put("a.html", html);
    let run = site.run(&["import", "a.html", "--to", "content/branches/a"]);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    crate::expected::holds(&text, &["title: 山城灯火映初心\n", TEXT], &[home, editor, foot]);
    let told = ["网页上正文以外的文字没有导入：", home, place, editor, foot];
    crate::expected::holds(&run.out, &told, &["var a", "p{}", "13900000001"]);
}

#[test]
fn the_writer_that_the_platform_shows_is_asked_about() {
    let line = "<span class=\"rich_media_meta rich_media_meta_text\">示例县委老干部局</span><em id=\"publish_time\" class=\"rich_media_meta rich_media_meta_text\">2024年6月10日 09:30</em>";
    let html = page("").replace("</h1>", &format!("</h1>{line}"));
    let site = Site::new();
    site.put("a.html", html);
    site.run(&["import", "a.html", "--to", "content/branches/a"]).exits(0);
    let text = std::fs::read_to_string(site.path("content/branches/a.md")).unwrap();
    crate::expected::holds(&text, &["示例县委老干部局", "date: 2024-06-10\n"], &[]);
}
