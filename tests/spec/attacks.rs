//! Known ways to get script into a page; none of them leaves any, sanitised or as text.

use liuhao::config::RawHtml;

use crate::{check_balance, render_with};

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "<script\n>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "</script><script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><img src=\"</style><img src=x onerror=alert(1)//\">",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<listing><img src=x onerror=alert(1)></listing>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<div><svg><style><!--</style><img src=x onerror=alert(1)>-->",
    "<table><td background=\"javascript:alert(1)\">x</td></table>",
    "<b><p><a href=javascript:alert(1)><table><b onclick=alert(1)>",
    "<b onclick=\"javascript:alert(1)\">x</b>",
    "<details open onclick=javascript:alert(1) >x",
    "<div/onclick='javascript:alert(1)'>",
    "<a onerror=\"javascript:alert(1)\">x</a>",
    "<svg onerror=javascript:alert(1) >x",
    "<img src=x/onerror='javascript:alert(1)'>",
    "<video onload=\"javascript:alert(1)\">x</video>",
    "<body onload=javascript:alert(1) >x",
    "<input autofocus/onload='javascript:alert(1)'>",
    "<marquee onmouseover=\"javascript:alert(1)\">x</marquee>",
    "<b onmouseover=javascript:alert(1) >x",
    "<details open/onmouseover='javascript:alert(1)'>",
    "<div onfocus=\"javascript:alert(1)\">x</div>",
    "<a onfocus=javascript:alert(1) >x",
    "<svg/onfocus='javascript:alert(1)'>",
    "<img src=x ontoggle=\"javascript:alert(1)\">x</img>",
    "<video ontoggle=javascript:alert(1) >x",
    "<body/ontoggle='javascript:alert(1)'>",
    "<input autofocus onpointerenter=\"javascript:alert(1)\">x</input>",
    "<marquee onpointerenter=javascript:alert(1) >x",
    "<b/onpointerenter='javascript:alert(1)'>",
    "<details open onanimationstart=\"javascript:alert(1)\">x</details>",
    "<div onanimationstart=javascript:alert(1) >x",
    "<a/onanimationstart='javascript:alert(1)'>",
    "<svg onbegin=\"javascript:alert(1)\">x</svg>",
    "<img src=x onbegin=javascript:alert(1) >x",
    "<video/onbegin='javascript:alert(1)'>",
    "<body oncopy=\"javascript:alert(1)\">x</body>",
    "<input autofocus oncopy=javascript:alert(1) >x",
    "<marquee/oncopy='javascript:alert(1)'>",
    "<b ONCLICK=\"javascript:alert(1)\">x</b>",
    "<details open ONCLICK=javascript:alert(1) >x",
    "<div/ONCLICK='javascript:alert(1)'>",
    "<a formaction=\"javascript:alert(1)\">x</a>",
    "<svg formaction=javascript:alert(1) >x",
    "<img src=x/formaction='javascript:alert(1)'>",
    "<video style=\"javascript:alert(1)\">x</video>",
    "<body style=javascript:alert(1) >x",
    "<input autofocus/style='javascript:alert(1)'>",
    "<marquee srcdoc=\"javascript:alert(1)\">x</marquee>",
    "<b srcdoc=javascript:alert(1) >x",
    "<details open/srcdoc='javascript:alert(1)'>",
    "<div xlink:href=\"javascript:alert(1)\">x</div>",
    "<a xlink:href=javascript:alert(1) >x",
    "<svg/xlink:href='javascript:alert(1)'>",
    "<img src=x background=\"javascript:alert(1)\">x</img>",
    "<video background=javascript:alert(1) >x",
    "<body/background='javascript:alert(1)'>",
    "<input autofocus action=\"javascript:alert(1)\">x</input>",
    "<marquee action=javascript:alert(1) >x",
    "<b/action='javascript:alert(1)'>",
    "<details open data=\"javascript:alert(1)\">x</details>",
    "<div data=javascript:alert(1) >x",
    "<a/data='javascript:alert(1)'>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](<javascript:alert(1)>)",
    "![x](<javascript:alert(1)>)",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "[x](<JaVaScRiPt:alert(1)>)",
    "![x](<JaVaScRiPt:alert(1)>)",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "[x](<java\tscript:alert(1)>)",
    "![x](<java\tscript:alert(1)>)",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "[x](<&#106;avascript:alert(1)>)",
    "![x](<&#106;avascript:alert(1)>)",
    "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
    "[x](<&#x6A;avascript&colon;alert(1)>)",
    "![x](<&#x6A;avascript&colon;alert(1)>)",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "[x](<\u{1}javascript:alert(1)>)",
    "![x](<\u{1}javascript:alert(1)>)",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "[x](<data:text/html,<script>alert(1)</script>>)",
    "![x](<data:text/html,<script>alert(1)</script>>)",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "[x](<vbscript:msgbox(1)>)",
    "![x](<vbscript:msgbox(1)>)",
    "<a href=\"file:///etc/passwd\">x</a>",
    "[x](<file:///etc/passwd>)",
    "![x](<file:///etc/passwd>)",
    "<a href=\"//evil.example/x\">x</a>",
    "[x](<//evil.example/x>)",
    "![x](<//evil.example/x>)",
    "<a href=\"blob:x\">x</a>",
    "[x](<blob:x>)",
    "![x](<blob:x>)",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "[x](<feed:javascript:alert(1)>)",
    "![x](<feed:javascript:alert(1)>)",
    "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "[x](<view-source:javascript:alert(1)>)",
    "![x](<view-source:javascript:alert(1)>)",
    "<a href=\"jar:x\">x</a>",
    "[x](<jar:x>)",
    "![x](<jar:x>)",
    "<a href=\"ftp://evil.example/\">x</a>",
    "[x](<ftp://evil.example/>)",
    "![x](<ftp://evil.example/>)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<frameset onload=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,<svg onload=alert(1)>\"/></svg>",
    "<audio src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<keygen autofocus onfocus=alert(1)>",
    "<a href=\"x\" onclick=alert(1)//\">",
    "![x](a.jpg \"\" onerror=alert(1) x=\"\")",
    "![\" onerror=alert(1) x=\"](a.jpg)",
    "[x](a.md \"\" onclick=alert(1) x=\"\")",
    "```\" onclick=alert(1)\nx\n```",
    "## x {onclick=alert(1)}",
    "| a |\n|---|\n| <b onclick=alert(1)>x |",
    "[^\" onclick=alert(1)]\n\n[^\" onclick=alert(1)]: x",
    "[x](a.mp3\" onerror=alert(1))",
];

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

const ATTRIBUTES: &[&str] = &[
    "alt", "class", "colspan", "controls", "download", "href", "id", "loading", "preload", "role",
    "rowspan", "scope", "src", "start", "style", "tabindex", "title",
];

/// The attributes of a tag as we write it: names, and values in double quotes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut rest = tag.split_once([' ', '\n']).map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '/', '\n']);
        let end = rest.find([' ', '=', '/', '\n']).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap(),
            None => ("", after),
        };
        found.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
}

fn check(attack: &str, html: &str) {
    for tag in check_balance(html) {
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap();
        assert!(ELEMENTS.contains(&name), "<{tag}> from {attack:?}");
        for (name, value) in attributes(&tag) {
            assert!(ATTRIBUTES.contains(&name.as_str()), "{name} in <{tag}> from {attack:?}");
            let is_address = ["href", "src"].contains(&name.as_str());
            let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
            let is_known = scheme.is_none_or(|(scheme, _)| {
                ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
            });
            assert!(!is_address || is_known, "{value} from {attack:?}");
            assert!(!is_address || !value.starts_with("//"), "{value} from {attack:?}");
            assert_ne!(name, "style", "{tag}");
        }
    }
}

#[test]
fn no_attack_leaves_script_handler_or_scheme() {
    assert!(ATTACKS.len() >= 100, "only {} attacks", ATTACKS.len());
    for attack in ATTACKS {
        for text in [
            (*attack).to_owned(),
            format!("甲{attack}乙"),
            format!("> - {attack}\n"),
            format!("<b>*甲{attack}*</b>"),
            format!("<div>\n{attack}\n</div>"),
        ] {
            check(attack, &render_with(&text, RawHtml::Text));
            check(attack, &render_with(&text, RawHtml::Sanitised));
        }
    }
}

#[test]
fn what_is_allowed_passes() {
    let text = "甲<b>粗*斜</b>*，H<sub>2</sub>O<br>\n\n<details><summary>题</summary><p>文 <a href=\"https://example.org/\" onclick=\"x\">链</a></p></details>\n";
    let html = render_with(text, RawHtml::Sanitised);
    assert!(html.contains("H<sub>2</sub>O<br />"), "{html}");
    assert!(html.contains("<a href=\"https://example.org/\">链</a></p></details>"), "{html}");
    check(text, &html);
}
