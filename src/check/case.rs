//! What a rule of one file gets to see: the text, read once and shared by all rules.
//!
//! Entry points: [`Text`] for any Markdown file, [`Case`] for a story with its facts.

use std::cell::OnceCell;
use std::ops::Range;

use strum::VariantArray;

use crate::check::Rule;
use crate::check::marks::{self, Mark};
use crate::check::office::Office;
use crate::check::slip::{self, Kind, Slip};
use crate::claims::{self, Claim, Topic};
use crate::diagnostic::{Diagnostic, Fact, Place, Source, Split};
use crate::locale::Message;
use crate::parse::Story;
use crate::parse::body::{PUT_IN, Prose};
use crate::parse::profile;
use crate::prefilter::Alphabet;
use crate::quantity::{self, Found};

/// A body of fewer characters is a note or a card, not a story: its facts stand for themselves.
const SHORTEST_STORY: usize = 100;

/// A Markdown file.
pub(super) struct Text<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// Its body without markup.
    pub(super) prose: Prose,
    /// Where its front matter and its body stand.
    pub(super) split: Split,
    alphabet: OnceCell<Alphabet>,
    marks: OnceCell<Vec<Mark>>,
    facts: OnceCell<(Prose, Vec<Mark>)>,
    slips: OnceCell<Vec<Slip>>,
    /// What the office decided.
    pub(super) office: &'a Office,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a Source, prose: Prose, office: &'a Office) -> Self {
        let split = source.split();
        Self {
            source,
            prose,
            split,
            alphabet: OnceCell::new(),
            marks: OnceCell::new(),
            facts: OnceCell::new(),
            slips: OnceCell::new(),
            office,
        }
    }

    /// The characters of the file and of its prose, collected when a rule first asks for them.
    pub(super) fn alphabet(&self) -> &Alphabet {
        self.alphabet.get_or_init(|| alphabet(self.source, &self.prose))
    }

    /// The marks of its prose, in order, found when a rule first asks for them.
    pub(super) fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| marks::marks(self.prose.text()))
    }

    /// What of the file is worded: its body, and the values of its front matter that are sentences or names.
    pub(super) fn views(&self) -> [View<'_>; 2] {
        let (facts, marks) = self.facts.get_or_init(|| {
            let facts = self.prose.of_worded(self.source);
            let marks = marks::marks(facts.text());
            (facts, marks)
        });
        [View { prose: &self.prose, marks: self.marks() }, View { prose: facts, marks }]
    }

    /// Where the body begins in the file.
    pub(super) fn body(&self) -> Option<usize> {
        match self.split {
            Split::Found { body, .. } => Some(body),
            Split::Absent | Split::Unclosed { .. } => None,
        }
    }

    /// The slips in its marks of Markdown, found when a rule first asks for them.
    pub(super) fn slips(&self) -> &[Slip] {
        let find = || {
            self.body().map_or_else(Vec::new, |body| {
                slip::slips_of(&self.source.text[body..], self.alphabet())
            })
        };
        self.slips.get_or_init(find)
    }

    /// The slips of some kinds, a warning for each kind, with a count.
    pub(super) fn tell_slips(&self, rule: &Rule, kinds: &[Told]) -> Vec<Diagnostic> {
        let Some(body) = self.body() else { return Vec::new() };
        let tell = |told: &Told| {
            let mut places = self.slips().iter().filter(|slip| slip.kind == told.kind);
            let first = places.next()?;
            let place = Place::span(
                &self.source.file,
                body + first.range.start..body + first.range.end.max(1),
            );
            let message = Message::new(told.message).count("count", 1 + places.count());
            Some(rule.found(place, message).with_help(Message::new(told.help)))
        };
        kinds.iter().filter_map(tell).collect()
    }

    /// Where a part of the prose stands.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        self.prose.place(self.source, range)
    }
}

/// A text with its marks.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) prose: &'v Prose,
    pub(super) marks: &'v [Mark],
}

/// The characters of a file, and of its prose: what is put in there, and what entities stand for.
fn alphabet(source: &Source, prose: &Prose) -> Alphabet {
    let mut alphabet = Alphabet::of(&source.text);
    alphabet.add(PUT_IN);
    if alphabet.has_any(['&', '\0']) {
        alphabet.add(prose.text());
    }
    debug_assert!(alphabet.spells(prose.text()), "{}: {}", source.file, prose.text());
    alphabet
}

/// How a kind of slip is told.
pub(super) struct Told {
    pub(super) kind: Kind,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// A story.
pub(super) struct Case<'a> {
    /// Its facts.
    pub(super) story: &'a Story,
    /// Its text.
    pub(super) text: &'a Text<'a>,
    quantities: OnceCell<Vec<Found>>,
    /// By [`Topic`].
    claims: [OnceCell<Vec<Claim>>; Topic::VARIANTS.len()],
    all_claims: OnceCell<Vec<Claim>>,
}

impl<'a> Case<'a> {
    pub(super) fn new(story: &'a Story, text: &'a Text<'a>) -> Self {
        Self {
            story,
            text,
            quantities: OnceCell::new(),
            claims: Default::default(),
            all_claims: OnceCell::new(),
        }
    }

    /// Every quantity with a unit in the prose, in order, found when a rule first asks for them.
    pub(super) fn quantities(&self) -> &[Found] {
        self.quantities.get_or_init(|| quantity::scan(self.prose()).collect())
    }

    /// What the prose says of the branch on a topic, found when a rule first asks for it: few stories state all facts.
    pub(super) fn claims(&self, topic: Topic) -> &[Claim] {
        let members = if topic == Topic::Committee {
            self.claims(Topic::Members)
        } else {
            Default::default()
        };
        let find = || claims::facts_on(topic, self.prose(), self.quantities(), members);
        self.claims[topic as usize].get_or_init(find)
    }

    /// What the prose says of the branch on all topics but activities.
    pub(super) fn all_claims(&self) -> &[Claim] {
        self.all_claims.get_or_init(|| claims::facts(self.prose(), self.quantities()))
    }

    /// The plain text of the body.
    pub(super) fn prose(&self) -> &'a str {
        self.text.prose.text()
    }

    /// Whether there is no story to speak of.
    pub(super) fn is_stub(&self) -> bool {
        self.story.body.characters < SHORTEST_STORY
    }

    /// Where a fact stands.
    pub(super) fn fact(&self, fact: Fact) -> Place {
        profile::place_of(self.text.source, self.text.office.table, fact)
    }

    /// Where `written`, a part of a fact, stands; the fact where it is not written so.
    pub(super) fn part(&self, fact: Fact, written: &str) -> Place {
        let place = self.fact(fact);
        let (Some((start, _)), Split::Found { yaml, .. }) = (place.span, &self.text.split) else {
            return place;
        };
        // A block map is shown by its first line; its values stand in the next ones.
        match self.text.source.text.get(start..yaml.end).and_then(|rest| rest.find(written)) {
            Some(at) if !written.is_empty() => {
                Place::span(&place.file, start + at..start + at + written.len())
            }
            _ => place,
        }
    }
}
