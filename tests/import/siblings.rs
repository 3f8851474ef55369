//! Relatives of the examples: other generators, other ways of saving. Each word stands in the profile or is named in the
//! report.

use crate::archives::{archive, document, paragraph, word};
use crate::support::Site;

const HEAD: &str =
    "示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。";
const LONG: &str = "支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。";

/// What an import writes and says of a file, or only says where it refuses.
fn made(name: &str, bytes: &[u8]) -> (String, String) {
    let site = Site::new();
    site.put(name, bytes);
    let run = site.run(&["import", name, "--to", "content/branches/a"]);
    let said = format!("{}{}", run.out, run.err);
    let single = site.path("content/branches/a.md");
    let path = if single.exists() { single } else { site.path("content/branches/a/index.md") };
    let text = std::fs::read_to_string(path).unwrap_or_default();
    (text.splitn(3, "---\n").nth(2).unwrap_or_default().to_owned(), said)
}

/// A case: what it is, the file, what its profile holds, what the profile does not hold, and what is told.
struct Case {
    what: &'static str,
    name: &'static str,
    bytes: Vec<u8>,
    holds: Vec<&'static str>,
    lacks: Vec<&'static str>,
    told: Vec<&'static str>,
}

fn case(what: &'static str, bytes: Vec<u8>, holds: &[&'static str]) -> Case {
    Case { what, name: "a.docx", bytes, holds: holds.to_vec(), lacks: Vec::new(), told: Vec::new() }
}

impl Case {
    fn lacks(mut self, words: &[&'static str]) -> Self {
        self.lacks = words.to_vec();
        self
    }

    fn told(mut self, words: &[&'static str]) -> Self {
        self.told = words.to_vec();
        self
    }

    fn called(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }
}

#[track_caller]
fn all_hold(cases: Vec<Case>) {
    let mut faults = Vec::new();
    for case in cases {
        let (text, said) = made(case.name, &case.bytes);
        let plain = text.replace('\\', "").replace("**", "");
        for one in case.holds.iter().filter(|one| !plain.contains(**one)) {
            faults.push(format!("{}: no {one} in {plain}\n{said}", case.what));
        }
        for one in case.lacks.iter().filter(|one| plain.contains(**one)) {
            faults.push(format!("{}: {one} in {plain}", case.what));
        }
        for one in case.told.iter().filter(|one| !said.contains(**one)) {
            faults.push(format!("{}: {one} is not told in {said}", case.what));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n---\n"));
}

/// A Word file of a story with `body` inside.
fn story(body: &str, beside: &[(&str, &str)]) -> Vec<u8> {
    let head = paragraph("山城灯火映初心") + &paragraph(HEAD);
    word(&(head + body + &paragraph("供稿：示例县林业局")), beside)
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn run(inside: &str) -> String {
    format!("<w:p><w:r>{inside}</w:r></w:p>")
}

const BOTH: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" xmlns:w16x=\"http://example.invalid/2099\"";

fn boxed(text: &str) -> String {
    format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text))
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of files")]
fn words_of_other_word_files_are_in_the_profile() {
    all_hold(vec![
        case(
            "a box in both branches of a choice, in a group, and in a choice that nobody knows",
            story(
                &format!(
                    "<w:p {BOTH}><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>{one}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{one}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>{LONG}</w:t></w:r></w:p><w:p {BOTH}><w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wpg:wgp><wps:wsp><wps:txbx>{two}</wps:txbx></wps:wsp></wpg:wgp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:group><v:shape><v:textbox>{two}</v:textbox></v:shape></v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p><w:p {BOTH}><w:r><mc:AlternateContent><mc:Choice Requires=\"w16x\"><w:t>不认识的写法甲。</w:t></mc:Choice><mc:Fallback><w:t>认识的写法甲，照样读。</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
                    one = boxed("框里的一句话，说的是学习，只出现一次。"),
                    two = boxed("组里的一句话，说的是服务，只出现一次。"),
                ),
                &[],
            ),
            &["框里的一句话", "组里的一句话", "认识的写法甲，照样读。", LONG],
        )
        .lacks(&["不认识的写法"]),
        case(
            "a control inside a control, a drop-down, a repeated section, a date",
            story(
                &format!(
                    "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt><w:p><w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>选出来的词，</w:t></w:r></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>2024年3月</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>开展活动，大家都来参加。</w:t></w:r></w:p>",
                    paragraph(LONG)
                ),
                &[],
            ),
            &[LONG, "选出来的词，2024年3月开展活动"],
        ),
        case(
            "words in other directions, smart tags, custom marks, permissions, proofs",
            story(
                "<w:p><w:dir w:val=\"ltr\"><w:r><w:t>方向里的词，</w:t></w:r></w:dir><w:bdo w:val=\"ltr\"><w:r><w:t>反向里的词，</w:t></w:r></w:bdo><w:smartTag><w:r><w:t>标记里的词，</w:t></w:r></w:smartTag><w:permStart w:id=\"1\"/><w:proofErr w:type=\"spellStart\"/><w:customXml><w:r><w:t>自定里的词。</w:t></w:r></w:customXml></w:p>",
                &[],
            ),
            &["方向里的词，反向里的词，标记里的词，自定里的词。"],
        ),
        case(
            "soft hyphens, tabs, carriage returns, day and year fields, rubies",
            story(
                "<w:p><w:r><w:t>党</w:t><w:softHyphen/><w:t>建工作</w:t><w:tab/><w:t>一直在抓</w:t><w:noBreakHyphen/><w:t>手里，</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>pīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>劲十足。</w:t></w:r></w:p>",
                &[],
            ),
            &["党建工作", "一直在抓-手里，拼劲十足。"],
        )
        .lacks(&["pīn"]),
        case(
            "tracked moves and deletions, of runs, of paragraphs and of rows",
            story(
                &format!(
                    "<w:p><w:moveFrom><w:r><w:t>搬走的旧句子。</w:t></w:r></w:moveFrom><w:r><w:t>{LONG}</w:t></w:r></w:p><w:p><w:moveTo><w:r><w:t>搬来的新句子，留在这里。</w:t></w:r></w:moveTo></w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                    paragraph("删去的行"),
                    paragraph("9次"),
                    paragraph("项目"),
                    paragraph("次数"),
                    paragraph("学习会"),
                    paragraph("12次"),
                ),
                &[],
            ),
            &["搬来的新句子，留在这里。", "学习会", "12次", LONG],
        )
        .lacks(&["搬走的旧句子", "删去的行"]),
        case(
            "hidden by a style of characters and of paragraphs",
            story(
                &format!(
                    "<w:p><w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>样式藏起来的词</w:t></w:r><w:r><w:t>{LONG}</w:t></w:r></w:p>{}",
                    styled("hp", "整段藏起来的一句话。")
                ),
                &[(
                    "styles",
                    "<w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"h\"/><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"hp\"><w:name w:val=\"hp\"/><w:rPr><w:vanish/></w:rPr></w:style>",
                )],
            ),
            &[LONG],
        )
        .lacks(&["样式藏起来的词", "整段藏起来"])
        .told(&["样式藏起来的词", "整段藏起来的一句话"]),
        case(
            "formulas, charts, diagrams, objects and documents inside",
            story(
                &format!(
                    "<w:p><w:r><w:t>{LONG}</w:t></w:r><m:oMathPara xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:oMath><m:r><m:t>x+1=2</m:t></m:r></m:oMath></m:oMathPara></w:p><w:p><w:r><w:drawing><a:graphicData xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" uri=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"/></w:drawing></w:r><w:r><w:object/></w:r></w:p><w:altChunk r:id=\"rId9\"/>"
                ),
                &[],
            ),
            &[LONG],
        )
        .told(&["x+1=2", "1 个公式", "1 个 SmartArt", "1 个"]),
        case(
            "a table inside a table",
            story(
                &format!(
                    "<w:tbl><w:tr><w:tc>{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{}",
                    paragraph("外面的格子"),
                    paragraph("里面的格子甲"),
                    paragraph("里面的格子乙"),
                    paragraph("收尾的一句"),
                    paragraph("右边的格子"),
                    paragraph(LONG)
                ),
                &[],
            ),
            &["外面的格子", "里面的格子甲", "里面的格子乙", "收尾的一句", "右边的格子", LONG],
        ),
        case(
            "notes of several paragraphs with tabs and links",
            story(
                &format!("<w:p><w:r><w:t>{LONG}</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"),
                &[(
                    "footnotes",
                    "<w:footnote w:id=\"2\"><w:p><w:r><w:t>注的第一段</w:t><w:tab/><w:t>隔开的词。</w:t></w:r></w:p><w:p><w:hyperlink><w:r><w:t>注的第二段。</w:t></w:r></w:hyperlink></w:p></w:footnote>",
                )],
            ),
            &["注的第一段", "隔开的词。", "注的第二段。"],
        )
        .lacks(&["第一段隔开"]),
    ]);
}

#[test]
fn headings_of_other_programs_are_headings() {
    let heading = |name: &str, id: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>"
        )
    };
    let outline = |id: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"标题样式\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
        )
    };
    let mut cases = Vec::new();
    for (what, style) in [
        ("WPS", heading("标题 1", "2")),
        ("Google Docs", heading("heading 1", "2")),
        ("LibreOffice", heading("Heading 1", "2")),
        ("an outline level", outline("2")),
        (
            "a style of a style",
            format!(
                "{}<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"小标题\"/><w:basedOn w:val=\"9\"/></w:style>",
                heading("heading 2", "9")
            ),
        ),
    ] {
        let body = styled("2", "建强班子有办法")
            + &paragraph(LONG)
            + &styled("2", "建好阵地有温度")
            + &paragraph(LONG);
        cases.push(case(
            what,
            story(&body, &[("styles", &style)]),
            &["## 建强班子有办法\n", "## 建好阵地有温度\n"],
        ));
    }
    let bold = |text: &str| {
        format!(
            "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body =
        bold("建强班子有办法") + &paragraph(LONG) + &bold("建好阵地有温度") + &paragraph(LONG);
    cases.push(case(
        "bold lines in the middle",
        story(&body, &[]),
        &["## 建强班子有办法\n", "## 建好阵地有温度\n"],
    ));
    all_hold(cases);
}

/// A Word file whose parts are called as another program calls them.
fn package(main: &str, text: &[u8]) -> Vec<u8> {
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"/{main}\"/></Relationships>"
    );
    archive(&[("_rels/.rels", relations.as_bytes()), (main, text)])
}

#[test]
fn packages_of_other_programs_are_read_or_told_by_their_kind() {
    let text = document(&(paragraph("山城灯火映初心") + &paragraph(HEAD) + &paragraph(LONG)));
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked =
        format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n{text}");
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600], &name].concat()
    };
    all_hold(vec![
        case(
            "a main part of another name",
            package("word/document2.xml", text.as_bytes()),
            &[HEAD, LONG],
        ),
        case("a file with macros", package("word/document.xml", text.as_bytes()), &[LONG])
            .called("a.docm"),
        case("XML in UTF-16", package("word/document.xml", &wide), &[HEAD, LONG]),
        case(
            "XML with a mark of byte order",
            package("word/document.xml", marked.as_bytes()),
            &[HEAD],
        ),
        case("a Word file of 2003 by a new name", ole("WordDocument"), &[]).told(&["另存为 .docx"]),
        case("one of WPS", ole("WordDocument"), &[]).called("a.wps").told(&["另存为 .docx"]),
        case("one with a password", ole("EncryptedPackage"), &[]).told(&["密码"]),
        case("RTF", b"{\\rtf1\\ansi x}".to_vec(), &[]).called("a.doc").told(&["RTF"]),
        case("a picture", b"\xFF\xD8\xFF\xE0 x".to_vec(), &[]).told(&["JPEG"]),
        case("nothing", Vec::new(), &[]).told(&["没有"]),
    ]);
}

fn page(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>山城灯火映初心</title></head><body>{article}</body></html>"
    )
}

#[test]
fn pages_of_other_layouts_are_read_as_they_are_shown() {
    let ours = |inside: &str| {
        page(&format!("<div id=\"js_content\"><p>{HEAD}</p>{inside}</div>")).into_bytes()
    };
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(page(&format!("<div id=\"js_content\"><p>{HEAD}</p></div>")).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (gbk, _, _) = encoding_rs::GB18030.encode("<html><head><meta charset=\"gb2312\"><title>山城灯火映初心</title></head><body><div class=\"TRS_Editor\"><p>示例县林业局离退休干部第一党支部成立于2006年5月，现有党员31名，平均年龄71.5岁。支部坚持每月学习，从不间断，党员们都说这样好，群众也都称赞。</p><p>第二段也在，说的是服务。</p></div></body></html>");
    all_hold(vec![
        case(
            "sections in sections with spans cut by a layout editor",
            ours("<section><section><section style=\"display:inline-block\"><span>建强</span><span>班</span><span>子</span></section></section></section><section><p><span leaf=\"\">第一句，</span><span leaf=\"\"><strong>第二</strong>句。</span></p></section>"),
            &["建强班子", "第一句，第二句。"],
        ),
        case(
            "pictures that load late, in SVG and in a style",
            ours("<p><img class=\"rich_pages\" data-src=\"https://example.invalid/1.jpg\" data-w=\"1080\"></p><section style=\"background-image:url(&quot;https://example.invalid/2.jpg&quot;)\"><p>图上的字，也要读。</p></section>"),
            &["图上的字，也要读。"],
        )
        .told(&["https://example.invalid/1.jpg"]),
        case(
            "text that slides in from the side, folded text, text of tabs",
            ours("<section style=\"overflow-x:scroll\"><section style=\"width:300%\"><p>滑动看到的字，也要读。</p></section></section><details><summary>展开</summary><p>折叠的字，也要读。</p></details>"),
            &["滑动看到的字，也要读。", "折叠的字，也要读。"],
        ),
        case(
            "lists, quotations, rules and tables",
            ours("<ol><li>第一条，学习不断线。</li><li><p>第二条，服务不打折。</p></li></ol><blockquote><p>引用的话，说得好。</p></blockquote><hr><table><tr><td>项目</td><td>次数</td></tr><tr><td>宣讲</td><td>12场</td></tr></table>"),
            &["第一条，学习不断线。", "第二条，服务不打折。", "引用的话，说得好。", "宣讲", "12场"],
        ),
        case("a page in UTF-16", wide, &[HEAD]),
        case("a page of a government in GB2312", gbk.into_owned(), &[HEAD, "第二段也在，说的是服务。"]),
        case(
            "an article of another site in a main element",
            page(&format!("<nav><a href=\"/\">首页</a></nav><main><h1>山城灯火映初心</h1><div class=\"meta\">来源：示例网</div><div><p>{HEAD}</p><p>{LONG}</p></div></main><footer>版权所有</footer>")).into_bytes(),
            &[HEAD, LONG],
        )
        .lacks(&["版权所有", "首页"]),
        case(
            "short paragraphs of a mini article and what a click opens",
            ours("<mp-style-type data-value=\"3\"></mp-style-type><p><a href=\"https://example.invalid/x\" data-linktype=\"2\">点这里看视频的说明文字</a></p><p>结尾的一句话，也在。</p>"),
            &["点这里看视频的说明文字", "结尾的一句话，也在。"],
        ),
    ]
    .into_iter()
    .map(|case| case.called("a.html"))
    .collect());
}

#[test]
fn a_picture_whose_name_is_written_as_an_address_is_found() {
    let photo = crate::support::repository().join("tests/import/pages/03-saved-whole_files/11.jpg");
    let photo = std::fs::read(photo).unwrap();
    let drawing = "<w:p><w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" r:embed=\"p\"/></w:drawing></w:r></w:p>";
    let text =
        document(&(paragraph("山城灯火映初心") + &paragraph(HEAD) + drawing + &paragraph(LONG)));
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"p\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/%E5%9B%BE%201.jpeg\"/></Relationships>";
    let bytes = archive(&[
        ("word/document.xml", text.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/图 1.jpeg", &photo),
    ]);
    all_hold(vec![case("a part with a name in Chinese", bytes, &["](photo-1.jpg)", LONG])]);
}
