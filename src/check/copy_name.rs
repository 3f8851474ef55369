//! Names that systems, browsers and programs of sync give to a copy that lies beside its file: `甲 - 副本 (2)`, `甲(1)`, `甲.md`.
//!
//! Entry point: [`originals`].

/// What stands behind the name of the file that was copied, in small letters.
const BEHIND: [&str; 17] = [
    " - 副本",
    "-副本",
    "_副本",
    " 副本",
    "的副本",
    "副本",
    " - copy",
    "-copy",
    "_copy",
    " copy",
    " - 复件",
    "复件",
    ".conflict",
    " - 快捷方式",
    ".md",
    ".markdown",
    ".txt",
];
/// What stands before it.
const BEFORE: [&str; 5] = ["副本 - ", "副本 ", "复件 ", "复制 ", "copy of "];
/// Words in brackets behind it, as programs of sync write them.
const IN_BRACKETS: [&str; 4] = ["冲突", "副本", "conflict", "copy"];
/// What programs of sync put behind it before words of their own.
const JOINTS: [&str; 4] = [".sync-conflict-", "-conflict-", "-desktop-", "-laptop-"];
/// The most marks of a copy that are taken off a name.
const MOST: usize = 4;

/// The names without ending of the files that one of this name may be a copy of, the nearest first.
pub(super) fn originals(name: &str) -> Vec<&str> {
    std::iter::successors(without_mark(name), |name| without_mark(name)).take(MOST).collect()
}

/// A name without the outermost mark of a copy.
fn without_mark(name: &str) -> Option<&str> {
    let trimmed = name.trim();
    if trimmed.len() < name.len() {
        return Some(trimmed);
    }
    let behind = || BEHIND.iter().find_map(|mark| without_end(name, mark));
    let before = || BEFORE.iter().find_map(|mark| without_start(name, mark));
    let joined = || JOINTS.iter().find_map(|mark| before_joint(name, mark));
    let found = behind().or_else(|| bracketed(name)).or_else(before).or_else(joined)?.trim();
    (!found.is_empty()).then_some(found)
}

/// The marks are in small letters, and none of their characters has another length in capitals.
fn without_end<'n>(name: &'n str, mark: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(mark.len())?;
    name.get(at..)?.eq_ignore_ascii_case(mark).then(|| &name[..at])
}

fn without_start<'n>(name: &'n str, mark: &str) -> Option<&'n str> {
    name.get(..mark.len())?.eq_ignore_ascii_case(mark).then(|| &name[mark.len()..])
}

fn before_joint<'n>(name: &'n str, mark: &str) -> Option<&'n str> {
    let at = name.to_ascii_lowercase().find(mark)?;
    let word = &name[at + mark.len()..];
    let is_name = !word.is_empty() && word.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    is_name.then(|| &name[..at])
}

/// `甲(1)`, `甲（2）`, `甲[1]`, `甲 (示例甲的冲突副本 2024-07-01)`.
fn bracketed(name: &str) -> Option<&str> {
    let pairs = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];
    let (first, inside) = pairs.iter().find_map(|(open, close)| {
        name.strip_suffix(*close).and_then(|rest| rest.rsplit_once(*open))
    })?;
    // A year behind a name tells stories apart.
    let is_count = (1..=2).contains(&inside.len()) && inside.bytes().all(|c| c.is_ascii_digit());
    let lower = inside.to_ascii_lowercase();
    (is_count || IN_BRACKETS.iter().any(|word| lower.contains(word))).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::originals;

    #[test]
    fn names_of_copies_lead_to_the_file_that_was_copied() {
        for name in [
            "甲(1)",
            "甲 (1)",
            "甲（12）",
            "甲[1]",
            "甲 - 副本",
            "甲 - 副本 (2)",
            "甲副本",
            "甲的副本",
            "甲_副本",
            "副本 甲",
            "复件 甲",
            "复件 甲 (2)",
            "甲 - Copy (2)",
            "甲 copy",
            "甲.md",
            "甲.MD",
            "甲 ",
            " 甲",
            "甲 (冲突副本 2024-07-01)",
            "甲 (示例甲的冲突副本 2024-07-01)",
            "甲 (example's conflicted copy)",
            "甲.sync-conflict-20240701-102033-ABCDEFG",
            "甲-DESKTOP-1A2B3C",
            "甲-LAPTOP-ABC",
            "甲.conflict",
        ] {
            assert!(originals(name).contains(&"甲"), "{name}: {:?}", originals(name));
        }
        for name in ["甲", "甲2", "甲-2024", "甲（2024）", "甲（老城区）", "(1)", "副本", "甲-二"]
        {
            assert!(originals(name).is_empty(), "{name}: {:?}", originals(name));
        }
    }
}
