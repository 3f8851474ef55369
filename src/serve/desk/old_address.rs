//! 旧地址: a page that has another address now is found under those that it had.
//!
//! Entry point: [`moved`]. Pure; whoever renames a file writes the bytes.

use crate::edit::{self, Cell, Change, Given};
use crate::schema::Fields;
use crate::serve::desk::refused::Refused;

/// The page's ending, which an old address has not.
const PAGE: &str = ".html";

/// The bytes of a file whose page leaves the address `from` for `to`: with the one among its old addresses, and without
/// the other. Equal bytes where its kind has no old addresses.
///
/// # Errors
/// A file whose facts cannot be edited.
pub(super) fn moved(
    bytes: &[u8],
    table: Fields,
    (from, to): (&str, &str),
) -> Result<Vec<u8>, Refused> {
    let refused = |refusal| Refused::edit(&refusal);
    let source = edit::decode(bytes).map_err(refused)?;
    let form = edit::form(&source, table).map_err(refused)?;
    let Some(fact) = form.facts.iter().find(|fact| fact.field.path == "aliases") else {
        return Ok(bytes.to_vec());
    };
    let mut old = match &fact.cell {
        Cell::Empty | Cell::Other => Vec::new(),
        Cell::Text(text) => vec![text.clone()],
        Cell::Texts(texts) => texts.clone(),
    };
    let bare = |address: &str| address.trim_start_matches('/').trim_end_matches(PAGE).to_owned();
    old.retain(|one| bare(one) != bare(to));
    if !old.iter().any(|one| bare(one) == bare(from)) {
        old.push(bare(from));
    }
    let set = Change::Set {
        path: "aliases".to_owned(),
        nth: None,
        field: None,
        value: Given::Texts(old),
    };
    edit::edit_bytes(bytes, table, &[set]).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::profile::keys::PROFILE;

    #[test]
    fn there_and_back_again() {
        let text = "---\ntitle: 甲  # 题\ndate: 2024-03-18\n---\n正文。\n";
        let (a, b) = ("branches/a.html", "branches/b.html");
        let there = moved(text.as_bytes(), &PROFILE, (a, b)).unwrap();
        let there = String::from_utf8(there).unwrap();
        let lines: Vec<&str> = there.lines().filter(|line| !text.contains(line)).collect();
        assert_eq!(lines, ["aliases: [branches/a]"]);
        let again = moved(there.as_bytes(), &PROFILE, (a, b)).unwrap();
        assert_eq!(String::from_utf8(again).unwrap(), there);
        let back = moved(there.as_bytes(), &PROFILE, (b, a)).unwrap();
        assert_eq!(String::from_utf8(back).unwrap(), there.replace("branches/a", "branches/b"));
    }
}
