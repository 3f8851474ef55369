//! From parsed documents to [`Content`]: what is published, in which order, and who belongs where.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::{Article, Document, Page, Series, Story};
use crate::schema;
use crate::site::alias::Former;
use crate::site::content::{Alias, Assets, Content, Kept, Redirect, SectionList, SeriesList};
use crate::site::id::{AssetId, SeriesId, StoryId};
use crate::site::kept_back::{KeptBack, Options};
use crate::site::permalink;
use crate::site::pictures::Pictures;
use crate::site::sections;
use crate::site::statistics::Statistics;
use crate::site::taxonomy::Taxonomies;

/// Collects documents into content, and tells what is kept back and which series is not there.
pub fn collect(
    config: Config,
    documents: Vec<Document>,
    assets: Assets,
    options: Options,
) -> (Content, Vec<Diagnostic>) {
    let Sorted { mut stories, mut series, mut pages, mut articles } = sort_out(documents);
    let mut diagnostics = Vec::new();
    let mut kept = Kept::default();
    articles.retain(|article| match KeptBack::of_article(article, options) {
        None => true,
        Some(reason) => {
            diagnostics.extend(told(&article.page.file, reason));
            kept.articles.push((Arc::clone(article), reason));
            false
        }
    });
    stories.retain(|story| match KeptBack::of(story, options) {
        None => true,
        Some(reason) => {
            diagnostics.extend(told(&story.file, reason));
            kept.stories.push((Arc::clone(story), reason));
            false
        }
    });
    kept.pages = pages.extract_if(.., |page| page.is_draft && !options.drafts).collect();
    stories.par_sort_by(|a, b| feed_order(a).cmp(&feed_order(b)));
    series.sort_by(|a, b| series_order(a).cmp(&series_order(b)));
    let (series, places) = fill_series(&stories, series, &mut diagnostics);
    let (taxonomies, statistics) =
        rayon::join(|| Taxonomies::of_stories(&config, &stories), || Statistics::of(&stories));
    let sections = sections::sort_in(&config.sections, articles);
    let searched = sections::searched(&stories, &sections);
    let former = former_addresses(&stories, &pages, &sections, &mut diagnostics);
    let Assets { files, theme_names } = assets;
    let (assets, mut seen): (Vec<_>, Vec<_>) = files.into_iter().unzip();
    let map = seen.iter_mut().find_map(|seen| seen.map.take());
    let (found, names): (Vec<_>, Vec<_>) =
        seen.into_iter().map(|seen| (seen.picture, seen.names)).unzip();
    let pictures = Pictures::new(&assets, found);
    let names = AssetId::each(&assets).map(|(id, _)| id).zip(names);
    let names = names.filter(|(_, names)| !names.is_empty()).collect();
    let content = Content {
        config,
        stories,
        series,
        pages,
        sections,
        searched,
        taxonomies,
        statistics,
        assets,
        pictures,
        names,
        theme_names,
        map,
        kept,
        aliases: former.pages,
        redirects: former.redirects,
        places,
    };
    (content, diagnostics)
}

/// Documents by what they are.
#[derive(Default)]
struct Sorted {
    stories: Vec<Arc<Story>>,
    series: Vec<Series>,
    pages: Vec<Page>,
    articles: Vec<Arc<Article>>,
}

fn sort_out(documents: Vec<Document>) -> Sorted {
    let mut sorted = Sorted::default();
    for document in documents {
        match document {
            Document::Story(story) => sorted.stories.push(story),
            Document::Series(one) => sorted.series.push(*one),
            Document::Page(page) => sorted.pages.push(*page),
            Document::Article(article) => sorted.articles.push(article),
        }
    }
    sorted
}

/// A draft says of itself that it is one; a date is easily forgotten.
fn told(file: &Arc<str>, reason: KeptBack) -> Option<Diagnostic> {
    let (rule, key, date) = match reason {
        KeptBack::Draft => return None,
        KeptBack::Expired(date) => ("expired", "expires", date),
        KeptBack::Future(date) => ("future-date", "date", date),
    };
    let message = Message::new(rule).text("date", date.to_string());
    let place = Place::fact(file, key, None);
    Some(Diagnostic::information(rule, place, message))
}

/// Newest first; stories of one day by their place in the series, then by address.
fn feed_order(story: &Story) -> impl Ord + '_ {
    (Reverse(story.profile.date), story.profile.order.unwrap_or(u32::MAX), &story.slug)
}

fn series_order(series: &Series) -> impl Ord + '_ {
    (series.order.unwrap_or(u32::MAX), Reverse(series.date), &series.slug)
}

/// Inside a series a reader goes from the oldest story to the newest.
fn reading_order(story: &Story) -> impl Ord + '_ {
    (story.profile.order.unwrap_or(u32::MAX), story.profile.date, &story.slug)
}

type Places = Vec<Option<(SeriesId, u32)>>;

fn fill_series(
    stories: &[Arc<Story>],
    series: Vec<Series>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<SeriesList>, Places) {
    let mut lists: Vec<_> =
        series.into_iter().map(|series| SeriesList { series, stories: Vec::new() }).collect();
    let by_slug: HashMap<String, usize> =
        lists.iter().enumerate().map(|(at, list)| (list.series.slug.to_string(), at)).collect();
    for (id, story) in StoryId::all(stories) {
        let Some(name) = &story.profile.series else { continue };
        match by_slug.get(name.trim_end_matches(".md")) {
            Some(at) => lists[*at].stories.push(id),
            None => diagnostics.push(unknown_series(story, name, &lists)),
        }
    }
    let mut places = vec![None; stories.len()];
    for list in &mut lists {
        list.stories.sort_by(|a, b| {
            reading_order(&stories[a.index()]).cmp(&reading_order(&stories[b.index()]))
        });
    }
    for (series, list) in SeriesId::each(&lists) {
        for (place, id) in (0..).zip(&list.stories) {
            places[id.index()] = Some((series, place));
        }
    }
    (lists, places)
}

fn unknown_series(story: &Story, name: &str, lists: &[SeriesList]) -> Diagnostic {
    let message = Message::new("unknown-series").text("name", name);
    let fault =
        Diagnostic::error("unknown-series", Place::fact(&story.file, "series", None), message);
    let slugs = lists.iter().map(|list| &*list.series.slug);
    match schema::nearest(name, slugs) {
        Some(slug) => fault.with_help(Message::new("did-you-mean").text("name", slug)),
        None => fault.with_help(Message::new("unknown-series-help").text("name", name)),
    }
}

/// Former addresses: those that a page answers, and those that only the host can answer.
#[derive(Default)]
struct FormerAddresses {
    pages: Vec<Alias>,
    redirects: Vec<Redirect>,
}

fn former_addresses(
    stories: &[Arc<Story>],
    pages: &[Page],
    sections: &[SectionList],
    diagnostics: &mut Vec<Diagnostic>,
) -> FormerAddresses {
    let mut all = FormerAddresses::default();
    for story in stories {
        let target = permalink::story(&story.slug);
        all.add(&story.profile.aliases, &target, (story.title(), &story.file), diagnostics);
    }
    for page in pages {
        let target = permalink::page(&page.slug);
        all.add(&page.aliases, &target, (&page.title, &page.file), diagnostics);
    }
    for article in sections.iter().flat_map(|list| &list.articles) {
        let (page, target) = (&article.page, permalink::article(article));
        all.add(&page.aliases, &target, (&page.title, &page.file), diagnostics);
    }
    all
}

impl FormerAddresses {
    fn add(
        &mut self,
        written: &[String],
        target: &str,
        (title, file): (&str, &Arc<str>),
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let target = || target.to_owned();
        for (nth, text) in written.iter().enumerate() {
            let place = Place::fact(file, "aliases", Some(nth));
            match Former::parse(text) {
                Some(Former::Page(address)) => {
                    let title = title.to_owned();
                    self.pages.push(Alias { address, target: target(), title, place });
                }
                Some(Former::Asked(asked)) => {
                    let message = Message::new("alias-redirect").text("alias", text.trim());
                    let told = Diagnostic::information("alias-redirect", place.clone(), message);
                    diagnostics.push(told.with_help(Message::new("alias-redirect-help")));
                    self.redirects.push(Redirect { asked, target: target(), place });
                }
                None => {
                    let message = Message::new("bad-alias").text("alias", text);
                    let fault = Diagnostic::error("bad-alias", place, message);
                    diagnostics.push(fault.with_help(Message::new("bad-alias-help")));
                }
            }
        }
    }
}
