//! A page pasted from Word is a right page after one `check --fix`.

use crate::support::Site;

/// What Word gives as plain text: full-width marks in the facts, indents, headings and lists without marks, cells with
/// Tabs between, a note numbered by hand.
const PASTED: &str = "---
标题：银龄护水守初心　余热生辉润民心
日期：２０２４年３月１８日
支部名称：示例县水务局离退休干部第二党支部
县区：示例县
党员总数：３８名
平均年龄：71岁
年龄段：69岁及以下16人（占42%），70—79岁17人（占45%），80岁以上5人（占13%）
标签：志愿服务、结对帮扶
荣誉：2023年度县级先进党支部、2024年度市级先进党支部
整理：示例县老干部局
---

　　示例县水务局离退休干部第二党支部现有党员38名，平均年龄71岁。支部坚持把学习放在首位，让老同志离岗不离党。
　　一、抓学习，筑牢思想根基
　　支部建立“周读月谈”制度①，每月组织老党员集中学习，送学上门到每一户。
　　（一）集中学习
　　坚持每月第一周的星期三集中学习，由支部书记领学。
　　（二）送学上门
　　对行动不便的老同志，由班子成员分头送学。
　　二、搭平台，发挥优势作用
　　支部搭建三个平台：
　　1、护水志愿队。老党员沿渠巡查，劝导不文明行为。
　　2、水利夜话。老工程师给青年职工讲水利故事。
　　3、结对帮带。每名老党员结对一名青年干部。
　　活动开展情况如下：
活动名称\t次数\t参加人次
主题党日\t12\t420
志愿巡渠\t50\t310
　　三、暖人心，用好关爱机制
　　●走访慰问困难老党员，送去组织的关怀。
　　●为生日的老同志送上祝福。
　　老党员们说：＂退休不褪色，离岗不离党。＂
①周读月谈：每周自读,每月座谈。
";

/// The text of the page that is meant.
const MEANT: &str = "<p>示例县水务局离退休干部第二党支部现有党员38名，平均年龄71岁。支部坚持把学习放在首位，让老同志离岗不离党。</p>
<h2 id=\"一-抓学习-筑牢思想根基\">一、抓学习，筑牢思想根基</h2>
<p>支部建立“周读月谈”制度<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>，每月组织老党员集中学习，送学上门到每一户。</p>
<h3 id=\"一-集中学习\">（一）集中学习</h3>
<p>坚持每月第一周的星期三集中学习，由支部书记领学。</p>
<h3 id=\"二-送学上门\">（二）送学上门</h3>
<p>对行动不便的老同志，由班子成员分头送学。</p>
<h2 id=\"二-搭平台-发挥优势作用\">二、搭平台，发挥优势作用</h2>
<p>支部搭建三个平台：</p>
<ol>
<li>护水志愿队。老党员沿渠巡查，劝导不文明行为。</li>
<li>水利夜话。老工程师给青年职工讲水利故事。</li>
<li>结对帮带。每名老党员结对一名青年干部。</li>
</ol>
<p>活动开展情况如下：</p>
<div class=\"table\" tabindex=\"0\"><table><thead><tr><th>活动名称</th><th>次数</th><th>参加人次</th></tr></thead><tbody>
<tr><td>主题党日</td><td>12</td><td>420</td></tr>
<tr><td>志愿巡渠</td><td>50</td><td>310</td></tr>
</tbody></table></div>
<h2 id=\"三-暖人心-用好关爱机制\">三、暖人心，用好关爱机制</h2>
<ul>
<li>走访慰问困难老党员，送去组织的关怀。</li>
<li>为生日的老同志送上祝福。</li>
</ul>
<p>老党员们说：“退休不褪色，离岗不离党。”</p>
<div class=\"footnote-definition\" id=\"fn-1\"><sup class=\"footnote-definition-label\">1</sup>
<p>周读月谈：每周自读，每月座谈。 <a class=\"footnote-backref\" href=\"#fnref-1\" role=\"doc-backlink\">↩</a></p>
</div>
";

#[test]
fn a_page_from_word_is_right_after_one_fix() {
    for text in [PASTED.to_owned(), format!("\u{FEFF}{}", PASTED.replace('\n', "\r\n"))] {
        let site = Site::new().file("content/branches/hushui.md", &text);
        let told = site.run(&["check"]);
        for words in ["全角", "小标题", "列表", "表格", "注的记号"] {
            told.says(words);
        }
        let mended = site.run(&["check", "--fix"]);
        mended.exits(0).says("小标题 5 处").says("表格 1 处").says("没有发现问题");
        site.run(&["check", "--fix"]).exits(0).says("没有可以自动改好的地方");
        site.build().exits(0).reports_nothing();
        let page = site.page("branches/hushui.html").replace("\r\n", "\n");
        assert!(page.contains(MEANT), "{page}");
        let data = site.text("data/branches.json");
        for fact in ["69岁及以下", "70—79岁", "80岁以上", "先进党支部", "志愿服务", "结对帮扶"]
        {
            assert!(data.contains(fact), "{fact}");
        }
    }
}
