//! The examples of `chinese.md`, in CommonMark's own form.
//!
//! `LIUHAO_UPDATE=1 cargo test --test spec` writes what we render into the file; read the
//! difference before you keep it.

use crate::{check_balance, here, render};

const FENCE: &str = "````````````````````````````````";

#[test]
fn the_examples_render_as_written() {
    let path = here("spec/chinese.md");
    let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let open = format!("{FENCE} example\n");
    let mut parts = text.split(&open);
    let mut renewed = parts.next().unwrap().to_owned();
    let mut count = 0;
    for part in parts {
        let (example, after) = part.split_once(&format!("\n{FENCE}\n")).unwrap();
        let (markdown, _) = example.split_once("\n.\n").unwrap();
        let html = render(&format!("{markdown}\n"));
        check_balance(&html);
        renewed.extend([&open, markdown, "\n.\n", html.trim_end(), "\n", FENCE, "\n", after]);
        count += 1;
    }
    assert!(count >= 150, "only {count} examples");
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        return std::fs::write(path, renewed).unwrap();
    }
    let differs = text.lines().zip(renewed.lines()).position(|(a, b)| a != b);
    let at = differs.unwrap_or_default();
    let (written, ours) = (text.lines().nth(at), renewed.lines().nth(at));
    assert!(text == renewed, "line {}: {written:?} is written, {ours:?} rendered", at + 1);
}
