//! What every page shows of the account: name, numbers, menu.
//!
//! Entry point: [`site_view`].

use crate::config::MenuItem;
use crate::link::Target;
use crate::quantity::Total;
use crate::render::view::{MenuView, SectionLink, SiteView, TaxonomyLink};
use crate::site::taxonomy::Kind;
use crate::site::{SectionList, Site, permalink};

/// The value `site`.
pub(super) fn site_view(site: &Site) -> SiteView {
    let config = &site.config;
    let has_terms = |kind: &Kind| !site.taxonomies.of(*kind).terms.is_empty();
    SiteView {
        name: config.name.clone(),
        introduction: config.introduction.clone(),
        avatar: config.avatar.as_deref().map(permalink::href),
        footer: config.footer.clone(),
        menu: config.menu.iter().map(menu).collect(),
        stories: site.statistics.stories,
        branches: site.statistics.branches,
        members: site.statistics.members.as_ref().map(Total::to_chinese),
        has_series: !site.series.is_empty(),
        has_search: config.search,
        sections: site.sections.iter().map(section_link).collect(),
        taxonomies: Kind::listed(config).filter(has_terms).map(taxonomy_link).collect(),
        base: config.base_url.clone(),
        domain: config.base_url.as_deref().and_then(host).map(str::to_owned),
        code: config.site_code.clone(),
        scheme: config.scheme.id.clone(),
        goods: config.scheme.goods.iter().map(|good| good.name.clone()).collect(),
    }
}

/// `www.example.gov.cn` of `https://www.example.gov.cn/a/`.
fn host(base_url: &str) -> Option<&str> {
    let (_, behind) = base_url.split_once("://")?;
    behind.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
}

fn section_link(list: &SectionList) -> SectionLink {
    let section = list.section;
    SectionLink {
        name: section.name.clone(),
        href: permalink::href(&permalink::section(&section.folder, 1)),
        count: list.articles.len(),
        is_in_menu: section.is_in_menu,
    }
}

fn taxonomy_link(kind: Kind) -> TaxonomyLink {
    let href = permalink::href(&permalink::index(kind.folder()));
    TaxonomyLink { kind: kind.folder(), label: kind.label(), href }
}

fn menu(item: &MenuItem) -> MenuView {
    let is_external = matches!(item.link.as_deref().map(Target::of), Some(Target::External(_)));
    let href = item.link.as_deref().map(|link| match Target::of(link) {
        Target::Internal { path, fragment } => {
            let fragment = fragment.map(|text| format!("#{}", permalink::href(text)));
            let path = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
            permalink::href(path) + &fragment.unwrap_or_default()
        }
        Target::External(link) => link.to_owned(),
        Target::Refused => "#".to_owned(),
    });
    MenuView {
        title: item.title.clone(),
        href,
        is_external,
        items: item.items.iter().map(menu).collect(),
    }
}
