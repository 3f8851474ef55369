//! Counties, honour levels, years and tags: which stories carry which term.
//!
//! Entry point: [`Taxonomies`]. Terms that `site.yaml` lists come first and in its order.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::config::{self, Config, FieldKind, OwnField};
use crate::parse::Story;
use crate::parse::profile::OwnValue;
use crate::site::id::StoryId;
use crate::slug;

/// What stories are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The county of the branch.
    County,
    /// The level of an honour.
    Honour,
    /// The year of an honour.
    Year,
    /// A tag.
    Tag,
    /// A key of profiles that the office declares.
    Own(&'static OwnField),
}

impl Kind {
    /// The kinds that every site has, in the order in which it shows them.
    pub const ALL: [Self; 4] = [Self::County, Self::Honour, Self::Year, Self::Tag];

    /// Every kind that has pages, in the order in which a site shows them.
    pub fn listed(config: &Config) -> impl Iterator<Item = Self> {
        let own = config.fields.iter().filter(|field| field.is_list);
        Self::ALL.into_iter().chain(own.map(|field| Self::Own(field)))
    }

    /// Every kind by which a search can be restricted.
    pub fn filters(config: &Config) -> impl Iterator<Item = Self> {
        let own = config.fields.iter().filter(|field| field.is_filter);
        let always = [Self::County, Self::Honour, Self::Year].into_iter();
        always.chain(own.map(|field| Self::Own(field)))
    }

    /// Whether its terms have pages.
    pub fn has_pages(self) -> bool {
        match self {
            Self::County | Self::Honour | Self::Year | Self::Tag => true,
            Self::Own(field) => field.is_list,
        }
    }

    /// What an office calls it; `None` for what the theme words.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::County | Self::Honour | Self::Year | Self::Tag => None,
            Self::Own(field) => Some(&field.label),
        }
    }

    /// The folder of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Honour => "honour",
            Self::Year => "year",
            Self::Tag => "tag",
            Self::Own(field) => &field.folder,
        }
    }

    /// The key of a profile that gives its terms.
    pub fn key(self) -> &'static str {
        match self {
            Self::County => "branch.county",
            Self::Honour | Self::Year => "honours",
            Self::Tag => "tags",
            Self::Own(field) => &field.name,
        }
    }

    /// The terms of one story, each once.
    pub fn terms(self, story: &Story, config: &Config) -> Vec<String> {
        let profile = &story.profile;
        let mut terms: Vec<String> = match self {
            Self::County => {
                profile.branch.county.iter().map(|name| canonical(&config.counties, name)).collect()
            }
            Self::Honour => profile
                .honours
                .iter()
                .filter_map(|honour| honour.level.as_ref())
                .map(|name| canonical(&config.levels, name))
                .collect(),
            Self::Year => profile
                .honours
                .iter()
                .filter_map(|honour| honour.years)
                .flat_map(|(first, last)| (first..=last).map(|year| year.to_string()))
                .collect(),
            Self::Tag => profile.tags.iter().map(|tag| tag.trim().to_owned()).collect(),
            Self::Own(field) => profile.own(&field.name).map(OwnValue::terms).unwrap_or_default(),
        };
        let mut seen = Vec::with_capacity(terms.len());
        terms.retain(|term| {
            let is_new = !term.is_empty() && !seen.contains(term);
            if is_new {
                seen.push(term.clone());
            }
            is_new
        });
        terms
    }
}

fn canonical(terms: &[config::Term], name: &str) -> String {
    Config::canonical(terms, name.trim()).to_owned()
}

/// A term of a taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    /// Which taxonomy.
    pub kind: Kind,
    /// Its place in [`Taxonomy::terms`].
    at: u32,
}

impl TermId {
    /// The ids of a taxonomy's terms with the terms, in order.
    pub(super) fn each(kind: Kind, terms: &[Term]) -> impl Iterator<Item = (Self, &Term)> {
        (0..).map(move |at| Self { kind, at }).zip(terms)
    }
}

/// One taxonomy of each kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Taxonomies {
    county: Taxonomy,
    honour: Taxonomy,
    year: Taxonomy,
    tag: Taxonomy,
    /// Those of declared keys, in their order.
    own: Vec<Taxonomy>,
}

impl Taxonomies {
    /// Sorts the stories, newest first, into taxonomies.
    pub(super) fn of_stories(config: &Config, stories: &[Arc<Story>]) -> Self {
        let one = |kind| collect(kind, config, stories);
        let ((county, honour), (year, tag)) = rayon::join(
            || (one(Kind::County), one(Kind::Honour)),
            || (one(Kind::Year), one(Kind::Tag)),
        );
        let own = config.fields.iter().filter(|field| field.has_terms());
        let own = own.map(|field| one(Kind::Own(field))).collect();
        Self { county, honour, year, tag, own }
    }

    /// The taxonomy of this kind.
    ///
    /// # Panics
    /// For a field of another site, or one that stories are not sorted by.
    pub fn of(&self, kind: Kind) -> &Taxonomy {
        match kind {
            Kind::County => &self.county,
            Kind::Honour => &self.honour,
            Kind::Year => &self.year,
            Kind::Tag => &self.tag,
            Kind::Own(_) => {
                let mut own = self.own.iter();
                own.find(|one| one.kind == kind)
                    .expect("a kind comes from the fields that were sorted by")
            }
        }
    }

    /// A term.
    pub fn term(&self, id: TermId) -> &Term {
        &self.of(id.kind).terms[id.at as usize]
    }
}

/// One taxonomy.
#[derive(Debug, Clone, PartialEq)]
pub struct Taxonomy {
    /// What it sorts by.
    pub kind: Kind,
    /// Its terms: those of `site.yaml` in its order, years newest first, others by name.
    pub terms: Vec<Term>,
    /// Where in `terms` a name stands: a large site asks for every story's terms.
    by_name: HashMap<String, usize>,
}

/// A term and its stories.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// As it is shown.
    pub name: String,
    /// As it is written in addresses.
    pub slug: String,
    /// Its stories, newest first.
    pub stories: Vec<StoryId>,
}

impl Term {
    /// Whether a shape of the map that has this id is the term's.
    pub fn is_shape(&self, id: &str) -> bool {
        id == self.slug || id == self.name
    }
}

impl Taxonomy {
    /// The term of that name.
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.by_name.get(name).map(|at| &self.terms[*at])
    }
}

fn collect(kind: Kind, config: &Config, stories: &[Arc<Story>]) -> Taxonomy {
    let mut lists: BTreeMap<String, Vec<StoryId>> = BTreeMap::new();
    for (id, story) in StoryId::all(stories) {
        for name in kind.terms(story, config) {
            lists.entry(name).or_default().push(id);
        }
    }
    let listed = match kind {
        Kind::County => config.counties.as_slice(),
        Kind::Honour => config.levels.as_slice(),
        Kind::Year | Kind::Tag | Kind::Own(_) => &[],
    };
    let mut terms: Vec<Term> =
        lists.into_iter().map(|(name, stories)| term(listed, name, stories)).collect();
    let rank = |term: &Term| {
        listed.iter().position(|listed| listed.name == term.name).unwrap_or(listed.len())
    };
    terms.sort_by_key(rank);
    let is_of_years = match kind {
        Kind::Year => true,
        Kind::County | Kind::Honour | Kind::Tag => false,
        Kind::Own(field) => field.kind == FieldKind::Date,
    };
    if is_of_years {
        terms.reverse();
    }
    let by_name = (0..).zip(&terms).map(|(at, term)| (term.name.clone(), at)).collect();
    Taxonomy { kind, terms, by_name }
}

fn term(listed: &[config::Term], name: String, stories: Vec<StoryId>) -> Term {
    let slug = listed
        .iter()
        .find(|listed| listed.name == name)
        .and_then(|listed| listed.slug.clone())
        .unwrap_or_else(|| slug::from_term(&name));
    Term { name, slug, stories }
}
