//! `list-count`: “A、B、C等N个” lists no more than N.
//!
//! Why: four names and 等3个 do not go together. Only an information: what belongs to the list is
//! guessed from the marks. Lists with quotations or brackets in them are left alone.

use crate::check::Rule;
use crate::check::case::Case;
use crate::claims::clause::clause_before;
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::quantity::{Found, UnitKind};

pub(super) const RULE: Rule = Rule::story("list-count", Severity::Information, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let lists = case.quantities().iter().filter_map(|found| {
        let items = items(case.prose(), found)?;
        let number = found.quantity.exact_whole()?;
        let is_more = u64::try_from(items).is_ok_and(|items| items > number);
        is_more.then(|| {
            let message = Message::new("list-count")
                .text("phrase", found.quantity.text())
                .count("count", items);
            RULE.found(case.text.place(found.range.clone()), message)
                .with_help(Message::new("list-count-help"))
        })
    });
    lists.collect()
}

/// How many items stand before 等N个.
fn items(prose: &str, found: &Found) -> Option<usize> {
    if !matches!(found.quantity.kind(), UnitKind::Count | UnitKind::People) {
        return None;
    }
    let before = prose[..found.range.start].strip_suffix('等')?;
    let list = clause_before(before, before.len());
    let is_plain = !list.contains(|c| "“”‘’《》（）()\u{fffc}".contains(c));
    let items = list.matches('、').count() + 1;
    (is_plain && items > 1).then_some(items)
}
