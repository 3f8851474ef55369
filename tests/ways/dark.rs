//! What becomes of colours in the app's dark mode, beside what the platform's own script makes of them.
//!
//! `dark.tsv` was measured once: a text on a ground, and a text that is set round the ground. A channel may differ by one,
//! as the script rounds on its way.

use std::fs;

use liuhao::theme::Colour;
use liuhao::wechat::dark;

use crate::support::repository;

#[test]
fn colours_become_what_the_platform_makes_of_them() {
    let file = std::env::var_os("LIUHAO_DARK").map(Into::into);
    let table = file.unwrap_or_else(|| repository().join("tests/ways/dark.tsv"));
    let table = fs::read_to_string(table).unwrap();
    let (mut rows, mut differ) = (0, Vec::new());
    for row in table.lines().filter(|row| row.starts_with('#') && !row.starts_with("# ")) {
        let colours: Vec<Colour> = row.split('\t').filter_map(Colour::parse).collect();
        let [text, ground, shown, on_it, round_it] = colours[..] else { panic!("{row}") };
        let own = dark::ground(ground);
        let moved = dark::text(text, own);
        for (made, wanted) in [(own, shown), (moved, on_it), (moved, round_it)] {
            let mut channels = made.channels().into_iter().zip(wanted.channels());
            if !channels.all(|(made, wanted)| made.abs_diff(wanted) <= 1) {
                differ.push(format!("{row}: {made}, not {wanted}"));
            }
        }
        rows += 1;
    }
    assert!(rows >= 60 && differ.is_empty(), "{} of {rows}\n{}", differ.len(), differ.join("\n"));
}
