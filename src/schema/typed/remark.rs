//! Remarks as programs and pages write them: `// 基本情况`, `<!-- 基本情况 -->`, `/* 基本情况 */`.
//!
//! Entry point: [`words`].

/// What stands before and behind a remark of one line.
const FORMS: [(&str, &str); 4] = [("//", ""), ("<!--", "-->"), ("/*", "*/"), ("%%", "")];

/// The words of a line that is a remark as a whole. One that is not ended on its line may go on.
pub(super) fn words(content: &str) -> Option<&str> {
    if !content.starts_with(['/', '<', '%']) {
        return None;
    }
    let inside = |(open, close): &(&str, &str)| {
        content.strip_prefix(open)?.strip_suffix(close).map(str::trim)
    };
    // //www.example.com is an address.
    let is_remark = |words: &&str| {
        !words.is_empty()
            && !words.contains("-->")
            && !words.contains("*/")
            && !words.contains("www")
    };
    FORMS.iter().find_map(inside).filter(is_remark)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn remarks_of_programs_and_pages_are_known() {
        for line in
            ["// 基本情况", "//基本情况", "<!-- 基本情况 -->", "/* 基本情况 */", "%% 基本情况"]
        {
            assert_eq!(words(line), Some("基本情况"), "{line}");
        }
        for line in
            ["/基本情况", "<!-- 基本", "//", "//www.example.com/a", "基本情况 // 待核", "</p>"]
        {
            assert_eq!(words(line), None, "{line}");
        }
    }
}
