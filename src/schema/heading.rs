//! Headings among the facts: 一、基本情况, 【基本情况】. A paste from Word or a form has them; facts have none.

/// The longest line that can be one, in characters.
const LONGEST: usize = 24;
/// What a heading stands in.
const PAIRS: [(&str, &str); 6] =
    [("【", "】"), ("［", "］"), ("[", "]"), ("〔", "〕"), ("《", "》"), ("**", "**")];

/// Whether a line, without the blanks round it, is a heading and no fact.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：']);
    (is_numbered(line) || is_bracketed(line))
        && !line.contains([':', '：'])
        && line.chars().count() <= LONGEST
}

/// 一、基本情况, （二）荣誉.
fn is_numbered(line: &str) -> bool {
    let bare = line.trim_start_matches(['（', '(']);
    let behind = bare.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    behind.len() < bare.len()
        && (behind.starts_with('、') || bare.len() < line.len() && behind.starts_with(['）', ')']))
}

/// 【基本情况】: Han and nothing else between brackets, so that it is neither a list nor an address.
pub(super) fn is_bracketed(line: &str) -> bool {
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    PAIRS.iter().any(|(open, close)| {
        let inner = line.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(is_han))
    })
}

#[cfg(test)]
mod tests {
    use crate::parse::profile::keys::PROFILE;
    use crate::schema::typed::slips;

    #[test]
    fn a_heading_in_brackets_among_the_facts_stays_as_typed() {
        for heading in
            ["【基本情况】", "［荣誉］", "[基本情况]", "〔概况〕", "《简介》", "**荣誉**"]
        {
            for (before, behind) in [("", ""), ("党员: 22\n", "\n成立: 2005年8月\n")] {
                let text = format!("{before}{heading}{behind}");
                assert_eq!(slips(&text, 0..text.len(), &PROFILE), [], "{text}");
            }
        }
    }
}
