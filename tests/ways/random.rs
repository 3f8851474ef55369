//! Random stories: every construct of Markdown that a story may have, nested, with characters that mean something.
//!
//! Entry point: [`markdown`]. The same seed gives the same story.

/// Numbers that look random (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap()
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

const WORDS: [&str; 26] = [
    "支部",
    "老党员",
    "每月走访",
    "“红色驿站”",
    "2023年",
    "90余场次",
    "a < b",
    "R&D",
    "\\*",
    "5 > 3",
    "😀",
    "“好”",
    "https",
    "&nbsp;",
    "&lt;b&gt;",
    "100%",
    "（示例）",
    "\"引\"",
    "'单'",
    "`",
    "\u{200B}",
    "\u{A0}",
    "—",
    "~",
    "$x$",
    "|",
];

fn words(random: &mut Random) -> String {
    (0..=random.below(6)).map(|_| random.one(&WORDS)).collect()
}

fn inline(random: &mut Random, depth: usize) -> String {
    if depth == 0 {
        return words(random);
    }
    let inner = |random: &mut Random| inline(random, depth - 1);
    (0..=random.below(4))
        .map(|_| match random.below(16) {
            0 => format!("**{}**", inner(random)),
            1 => format!("*{}*", inner(random)),
            2 => format!("~~{}~~", inner(random)),
            3 => format!("[{}](https://example.org/?a=1&b=\"2\")", inner(random)),
            4 => format!("[{}](https://mp.weixin.qq.com/s/a?b=1&c=<2>)", words(random)),
            5 => format!("[{}](s0.md)", inner(random)),
            6 => "![图 & <示意>](photo.png)".to_owned(),
            7 => format!("`{}`", words(random).replace('`', "")),
            8 => "<https://example.org/a?b&c>".to_owned(),
            9 => format!("<b>{}</b>", words(random)),
            10 => format!("<ruby>字<rt>{}</rt></ruby>", words(random)),
            11 => "  \n".to_owned(),
            12 => "[^1]".to_owned(),
            13 => format!("<script>{}</script>", words(random)),
            14 => "[邮箱](mailto:a@example.org)".to_owned(),
            _ => words(random),
        })
        .collect()
}

fn block(random: &mut Random, depth: usize) -> String {
    let text = |random: &mut Random| inline(random, 2);
    match random.below(14) {
        0 => format!("{} {}", "#".repeat(2 + random.below(5)), text(random)),
        1 => format!(
            "- {}\n- {}\n  - {}\n\n    {}",
            text(random),
            text(random),
            text(random),
            text(random)
        ),
        2 => format!(
            "{}. {}\n2. {}\n   1. {}",
            1 + random.below(9),
            text(random),
            text(random),
            text(random)
        ),
        3 => format!("- [ ] {}\n- [x] {}", text(random), text(random)),
        4 if depth > 0 => {
            let inner = block(random, depth - 1);
            inner.lines().fold(String::new(), |quote, line| quote + "> " + line + "\n")
        }
        5 => format!(
            "| 甲 | 乙 | 丙 |\n|---|:-:|--:|\n| {} | {} | |\n",
            text(random).replace(['|', '\n'], ""),
            text(random).replace(['|', '\n'], "")
        ),
        6 => format!("```rust\n  fn a() {{ {} }}\n\n<b>\n```", words(random).replace('`', "")),
        7 => "---".to_owned(),
        8 => format!(
            "![{}](photo.png \"图说 & {}\")",
            words(random).replace(['[', ']', '\n'], ""),
            words(random).replace(['"', '\\', '\n'], "")
        ),
        9 => "![一](photo.png)\n![二](photo.png \"第二张\")".to_owned(),
        10 => format!("<div>{}<p>{}</p><br>尾</div>", words(random), words(random)),
        11 => "[录音](sound.mp3)".to_owned(),
        12 => {
            format!("<table><tr><td>{}</td><td>{}</td></tr></table>", words(random), words(random))
        }
        _ => (0..=random.below(4)).map(|_| text(random)).collect::<Vec<_>>().join("\n"),
    }
}

/// A story.
pub(crate) fn markdown(random: &mut Random) -> String {
    let blocks: Vec<String> = (0..=random.below(8)).map(|_| block(random, 2)).collect();
    format!("{}\n\n[^1]: 注 **一**。\n\n    第二段。\n", blocks.join("\n\n"))
}
