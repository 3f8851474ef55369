//! Pictures that are no `img`: in a drawing, or as the ground of an element that has nothing else.
//!
//! Entry points: [`of_drawing`], [`ground`].

use crate::import::page::tree::Tree;

/// The addresses of the pictures of a drawing, each once: its grounds, its `image` and `img`.
pub(super) fn of_drawing(tree: &Tree, node: usize) -> Vec<&str> {
    let mut found = Vec::new();
    for one in tree.below(node) {
        let own = match tree.name(one) {
            "image" | "img" => {
                ["data-src", "href", "src"].iter().find_map(|name| tree.attribute(one, name))
            }
            _ => ground(tree, one),
        };
        let own = own.filter(|address| !address.is_empty() && !found.contains(address));
        found.extend(own);
    }
    found
}

/// The address of the picture that an element has as its ground: `background-image: url("…")`.
pub(super) fn ground(tree: &Tree, node: usize) -> Option<&str> {
    let lazy = tree.attribute(node, "data-lazy-bgimg").filter(|address| !address.is_empty());
    lazy.or_else(|| in_style(tree.attribute(node, "style")?))
}

/// The address behind `background: … url(…)`.
fn in_style(style: &str) -> Option<&str> {
    // The names of CSS are written in either case; lower case leaves every byte in its place.
    let names = style.to_ascii_lowercase();
    let ground = names.find("background")?;
    let at = ground + names[ground..].find("url(")? + "url(".len();
    let address = style[at..].split(')').next()?.trim().trim_matches(['"', '\'']);
    // A reference into the drawing itself.
    (!address.is_empty() && !address.starts_with('#')).then_some(address)
}

/// Whether an element shows nothing but its ground.
pub(super) fn is_bare(tree: &Tree, node: usize) -> bool {
    tree.below(node).skip(1).all(|one| !matches!(tree.name(one), "img" | "svg" | "table"))
        && tree.text(node).trim().is_empty()
}
