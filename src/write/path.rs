//! Paths of outputs: relative, separated by `/`, inside the output.
//!
//! Entry point: [`is_legal`]. Whether a name suits Windows or a browser was checked before; here
//! only what would leave the output or break the manifest's lines is refused.

/// The hidden folder inside the output that holds the stage where the output is a mount.
pub(super) const INNER_STAGE: &str = ".liuhao-stage";

/// Whether `path` stays inside the output and fits on a line.
pub fn is_legal(path: &str) -> bool {
    let is_name = |name: &str| !matches!(name, "" | "." | ".." | INNER_STAGE);
    !path.contains(['\\', '\n', '\r', '\0']) && path.split('/').all(is_name)
}

/// The folders above `path`, the nearest first, the output itself left out.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// The folder of a path, "" for the output itself.
pub(super) fn parent(path: &str) -> &str {
    folders(path).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_output_are_illegal() {
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\nb", "a\\b", "a\0"] {
            assert!(!is_legal(path), "{path:?}");
        }
        for path in ["index.html", "branches/六好 支部.html", ".nojekyll", "a..b"] {
            assert!(is_legal(path), "{path:?}");
        }
    }

    #[test]
    fn folders_come_nearest_first() {
        assert_eq!(folders("a/b/c.html").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders("index.html").count(), 0);
    }
}
