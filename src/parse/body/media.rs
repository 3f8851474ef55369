//! Blocks that editors need without HTML: figures, galleries, players.
//!
//! Entry point: `Galleries::end_paragraph`. A picture alone in its paragraph is a figure with its title or
//! alternative text as caption; pictures that follow each other, in one paragraph or several, are a gallery; a link
//! alone to a sound or a film is a player. What a paragraph is is known at its end.

use crate::parse::body::node::{Element, Leads, Link, Media, Node, Step};
use crate::parse::body::tree::{Mark, Span, Tree};

const SOUND: [&str; 6] = ["mp3", "m4a", "aac", "ogg", "wav", "flac"];
const FILM: [&str; 4] = ["mp4", "m4v", "webm", "mov"];

/// Remembers the gallery that ended last.
#[derive(Default)]
pub(super) struct Galleries {
    /// How many nodes there were behind it.
    end: Option<usize>,
}

impl Galleries {
    /// The paragraph that began at `start` ends.
    pub(super) fn end_paragraph(&mut self, tree: &mut Tree, start: Mark, span: Span) {
        if is_pictures(tree, start) {
            self.figures(tree, start, span);
        } else if let Some(media) = player(tree, start) {
            // The link's own beginning and end make room for the player's.
            let Node::Start(Element::Link(link)) = tree.nodes[start.node + 1] else { return };
            tree.remove(start.node + 1);
            tree.nodes[start.node] = Node::Start(Element::Player { media, link });
        } else {
            tree.push(Node::End(()), span);
        }
    }

    fn figures(&mut self, tree: &mut Tree, start: Mark, span: Span) {
        let pictures: Vec<_> = (start.node..tree.nodes.len())
            .filter_map(|at| match tree.nodes[at] {
                Node::Picture(link) if tree.links[link as usize].leads == Leads::Inside => {
                    Some((link, tree.place(at)))
                }
                _ => None,
            })
            .collect();
        tree.cut(start);
        let follows_gallery = self.end == Some(start.node);
        let follows_figure = matches!(tree.nodes.last(), Some(Node::Figure(_)));
        let is_gallery = follows_gallery || follows_figure || pictures.len() > 1;
        if follows_gallery {
            tree.remove(start.node - 1);
        } else if follows_figure {
            tree.insert(start.node - 1, Node::Start(Element::Gallery));
        } else if is_gallery {
            tree.push(Node::Start(Element::Gallery), span);
        }
        for (link, place) in pictures {
            tree.push(Node::Figure(link), place);
        }
        if is_gallery {
            tree.push(Node::End(()), span);
            self.end = Some(tree.nodes.len());
        }
    }
}

/// Whether there is nothing but pictures of the site, with blanks between them.
fn is_pictures(tree: &Tree, start: Mark) -> bool {
    let mut has_picture = false;
    let is_blank = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
    let are_pictures = tree.steps_from(start).skip(1).all(|step| match step {
        Node::Picture(link) if link.leads == Leads::Inside => {
            has_picture = true;
            true
        }
        Node::Picture(link) => is_blank(&link.alt),
        Node::Text(text) => is_blank(text),
        Node::SoftBreak { .. } | Node::HardBreak => true,
        Node::Start(_)
        | Node::End(_)
        | Node::Code(_)
        | Node::Source(_)
        | Node::Tag(_)
        | Node::BlockTag(_)
        | Node::Rule
        | Node::Checkbox { .. }
        | Node::FootnoteCall { .. }
        | Node::Figure(_) => false,
    });
    are_pictures && has_picture
}

/// What the paragraph plays, where it is one link to a sound or a film.
fn player(tree: &Tree, start: Mark) -> Option<Media> {
    let mut steps = tree.steps_from(start).skip(1);
    let Some(Node::Start(Element::Link(link))) = steps.next() else { return None };
    let media = media(link)?;
    let is_end = |step: &Step<'_>| matches!(step, Node::End(Element::Link(_)));
    let is_picture =
        |step: Step<'_>| matches!(step, Node::Picture(link) if link.leads == Leads::Inside);
    let has_picture = steps.by_ref().take_while(|step| !is_end(step)).any(is_picture);
    (!has_picture && steps.next().is_none()).then_some(media)
}

/// Whether a browser plays the file of this name as sound.
pub fn is_sound(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| SOUND.contains(&ending.as_str()))
}

/// What a link to a file of the site plays.
fn media(link: &Link) -> Option<Media> {
    if link.leads != Leads::Inside || !link.title.is_empty() {
        return None;
    }
    let path = link.target.split(['?', '#']).next()?;
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    if is_sound(path) {
        Some(Media::Sound)
    } else {
        FILM.contains(&ending.as_str()).then_some(Media::Film)
    }
}
