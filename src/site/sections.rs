//! Declared sections and their articles: which are published, in which order, and what a search finds.
//!
//! Entry points: [`sort_in`], [`searched`].

use std::cmp::Reverse;
use std::sync::Arc;

use crate::config::Section;
use crate::parse::{Article, Story};
use crate::site::content::{Searched, SectionList};
use crate::site::id::{ArticleId, SectionId, StoryId};

/// Each section with its articles, newest first.
pub(super) fn sort_in(
    sections: &[&'static Section],
    articles: Vec<Arc<Article>>,
) -> Vec<SectionList> {
    let list = |section: &&'static Section| SectionList { section, articles: Vec::new() };
    let mut lists: Vec<SectionList> = sections.iter().map(list).collect();
    for article in articles {
        if let Some(list) = lists.iter_mut().find(|list| list.section == article.section) {
            list.articles.push(article);
        }
    }
    for list in &mut lists {
        list.articles.sort_by(|a, b| {
            (Reverse(a.page.date), &a.page.slug).cmp(&(Reverse(b.page.date), &b.page.slug))
        });
    }
    lists
}

/// All that a search finds, the oldest first: what is new comes at the end, and the files of what is old stay as they are.
pub(super) fn searched(stories: &[Arc<Story>], sections: &[SectionList]) -> Vec<Searched> {
    let mut all: Vec<_> = StoryId::all(stories)
        .map(|(id, story)| (story.profile.date, Searched::Story(id)))
        .collect();
    all.reverse();
    let stories = all.len();
    for (id, list) in SectionId::all(sections).filter(|(_, list)| list.section.is_searched) {
        let ids = ArticleId::in_range(id, 0..list.articles.len());
        let dated = list.articles.iter().zip(ids);
        all.extend(dated.map(|(article, id)| (article.page.date, Searched::Article(id))));
    }
    if all.len() > stories {
        // Drafts without date stand last among stories, which are newest first.
        all.sort_by_key(|(date, _)| *date);
    }
    all.into_iter().map(|(_, one)| one).collect()
}
