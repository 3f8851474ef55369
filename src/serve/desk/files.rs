//! The files of the preview's own pages, compiled in.
//!
//! Entry point: [`find`]. Pages are named without their ending: `/_liuhao/edit` is `edit.html`.

/// Idiomorph 0.8.0 comes from npm, whole, with its licence.
const FILES: &[(&str, &str)] = &[
    ("index.html", include_str!("../assets/desk.html")),
    ("desk.js", include_str!("../assets/desk.js")),
    ("desk.css", include_str!("../assets/desk.css")),
    ("client.js", include_str!("../assets/client.js")),
    ("listen.js", include_str!("../assets/listen.js")),
    ("overlay.js", include_str!("../assets/overlay.js")),
    ("overlay.css", include_str!("../assets/overlay.css")),
    ("worker.js", include_str!("../assets/worker.js")),
    ("idiomorph.js", include_str!("../assets/idiomorph/idiomorph.esm.js")),
    ("LICENSE-idiomorph", include_str!("../assets/idiomorph/LICENSE")),
];

/// The file that is asked for by `name`: its own name and its text.
pub(super) fn find(name: &str) -> Option<(&'static str, &'static str)> {
    let has_name = |known: &str| known == name || known.strip_suffix(".html") == Some(name);
    FILES.iter().copied().find(|(known, _)| has_name(known))
}
