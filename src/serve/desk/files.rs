//! The files of the preview's own pages, compiled in.
//!
//! Entry point: [`find`]. Pages are named without their ending: `/_liuhao/edit` is `edit.html`.

use crate::wechat;

/// Idiomorph 0.8.0 comes from npm, whole, with its licence.
const FILES: &[(&str, &str)] = &[
    ("index.html", include_str!("../assets/desk.html")),
    ("desk.js", include_str!("../assets/desk.js")),
    ("desk.css", include_str!("../assets/desk.css")),
    ("acts.js", include_str!("../assets/acts.js")),
    ("ask.js", include_str!("../assets/ask.js")),
    ("compare.css", include_str!("../assets/compare.css")),
    ("compare.html", include_str!("../assets/compare.html")),
    ("compare.js", include_str!("../assets/compare.js")),
    ("conflict.js", include_str!("../assets/conflict.js")),
    ("dom.js", include_str!("../assets/dom.js")),
    ("edit.css", include_str!("../assets/edit.css")),
    ("edit.html", include_str!("../assets/edit.html")),
    ("edit.js", include_str!("../assets/edit.js")),
    ("fault.js", include_str!("../assets/fault.js")),
    ("form.js", include_str!("../assets/form.js")),
    ("import.js", include_str!("../assets/import.js")),
    ("numbers.js", include_str!("../assets/numbers.js")),
    ("pick.js", include_str!("../assets/pick.js")),
    ("publish.html", include_str!("../assets/publish.html")),
    ("publish.js", include_str!("../assets/publish.js")),
    ("reading.js", include_str!("../assets/reading.js")),
    ("review.js", include_str!("../assets/review.js")),
    ("rows.js", include_str!("../assets/rows.js")),
    ("session.js", include_str!("../assets/session.js")),
    ("sheet.css", include_str!("../assets/sheet.css")),
    ("sheet.html", include_str!("../assets/sheet.html")),
    ("sheet.js", include_str!("../assets/sheet.js")),
    ("shelf.js", include_str!("../assets/shelf.js")),
    ("start.html", include_str!("../assets/start.html")),
    ("start.js", include_str!("../assets/start.js")),
    ("writing.js", include_str!("../assets/writing.js")),
    ("client.js", include_str!("../assets/client.js")),
    ("listen.js", include_str!("../assets/listen.js")),
    ("overlay.js", include_str!("../assets/overlay.js")),
    ("overlay.css", include_str!("../assets/overlay.css")),
    ("worker.js", include_str!("../assets/worker.js")),
    ("idiomorph.js", include_str!("../assets/idiomorph/idiomorph.esm.js")),
    ("wechat.js", wechat::SCRIPT),
    ("wechat.css", wechat::STYLE),
    ("LICENSE-idiomorph", include_str!("../assets/idiomorph/LICENSE")),
];

/// The file that is asked for by `name`: its own name and its text.
pub(super) fn find(name: &str) -> Option<(&'static str, &'static str)> {
    let has_name = |known: &str| known == name || known.strip_suffix(".html") == Some(name);
    FILES.iter().copied().find(|(known, _)| has_name(known))
}
