//! Which rules count, and how much: what `site.yaml` and the call say about them.
//!
//! Entry points: [`Selection::new`], and [`Selection::apply`] as a pure function over a finished
//! list of faults; it runs once, in `build::load`. What a file must be before anything else is
//! known (its syntax, the type of a value, an address that is free) is no matter of taste and
//! stays an error. `waive:` in a profile is not looked at here.

use crate::check::{FAULTS, RULES, kinds};
use crate::config::{Level, RuleSetting};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::schema;

/// Rules of `src/check` that stay: two pages of one address would silently lose one.
const FIXED: &[&str] = &["duplicate-address"];

/// What the call says about rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these rules are told, and the faults that cannot be switched off.
    pub only: Vec<String>,
    /// These are not told.
    pub without: Vec<String>,
    /// Warnings count as errors.
    pub strict: bool,
}

/// Why an id cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no such rule; the nearest one.
    Unknown(Option<String>),
    /// It cannot be switched off.
    Fixed,
}

/// What the site and the call say about rules, together.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'s> {
    settings: &'s [RuleSetting],
    choice: &'s Choice,
}

impl<'s> Selection<'s> {
    /// Joins what `site.yaml` and the call say.
    pub fn new(settings: &'s [RuleSetting], choice: &'s Choice) -> Self {
        Self { settings, choice }
    }

    /// What is wrong with the ids in `site.yaml`.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let fault = |setting: &RuleSetting| {
            let refusal = refusal(&setting.rule)?;
            let (message, help) = refusal.messages(&setting.rule);
            let fault = Diagnostic::error("unknown-rule", setting.place.clone(), message);
            Some(match help {
                Some(help) => fault.with_help(help),
                None => fault,
            })
        };
        self.settings.iter().filter_map(fault).collect()
    }

    /// The faults that are told, at the weight they have here.
    pub fn apply(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        debug_assert!(
            diagnostics.iter().all(|one| kinds().any(|(id, _)| id == one.rule)),
            "every fault has its page in the manual"
        );
        diagnostics.into_iter().filter_map(|one| self.weigh(one)).collect()
    }

    fn weigh(&self, mut one: Diagnostic) -> Option<Diagnostic> {
        if is_selectable(one.rule) {
            let names = |list: &[String]| list.iter().any(|id| id == one.rule);
            let is_chosen = self.choice.only.is_empty() || names(&self.choice.only);
            if !is_chosen || names(&self.choice.without) {
                return None;
            }
            let setting = self.settings.iter().find(|setting| setting.rule == one.rule);
            match setting.map(|setting| setting.level) {
                Some(Level::Off) => return None,
                Some(Level::Severity(severity)) => one.severity = severity,
                None if is_on_request(one.rule) && !names(&self.choice.only) => return None,
                None => {}
            }
        }
        if self.choice.strict && one.severity == Severity::Warning {
            one.severity = Severity::Error;
        }
        Some(one)
    }
}

impl Refusal {
    /// What to say about the id, and how to mend it.
    pub(crate) fn messages(&self, id: &str) -> (Message, Option<Message>) {
        match self {
            Self::Fixed => (Message::new("fixed-rule").text("rule", id), None),
            Self::Unknown(nearest) => (
                Message::new("unknown-rule").text("rule", id),
                nearest.as_ref().map(|name| Message::new("did-you-mean").text("name", name)),
            ),
        }
    }
}

/// Why the rule `id` cannot be chosen, or `None` where it can.
pub(crate) fn refusal(id: &str) -> Option<Refusal> {
    if is_selectable(id) {
        return None;
    }
    if kinds().any(|(known, _)| known == id) {
        return Some(Refusal::Fixed);
    }
    let nearest = schema::nearest(id, selectable()).map(str::to_owned);
    Some(Refusal::Unknown(nearest))
}

/// Whether the rule `id` is told only where it is asked for.
fn is_on_request(id: &str) -> bool {
    RULES.iter().any(|rule| rule.id == id && rule.is_on_request)
}

/// Whether the office has a say in the fault `id`.
pub(super) fn is_selectable(id: &str) -> bool {
    selectable().any(|known| known == id)
}

fn selectable() -> impl Iterator<Item = &'static str> {
    let rules = RULES.iter().map(|rule| rule.id).filter(|id| !FIXED.contains(id));
    rules.chain(FAULTS.iter().filter(|fault| !fault.is_fixed).map(|fault| fault.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn fault(rule: &'static str, severity: Severity) -> Diagnostic {
        let place = Place::file(&"a.md".into());
        let mut fault = Diagnostic::error(rule, place, Message::new("unknown-rule"));
        fault.severity = severity;
        fault
    }

    fn kept(choice: &Choice, settings: &[(&str, Level)]) -> Vec<(&'static str, Severity)> {
        let place = Place::file(&"site.yaml".into());
        let setting = |(rule, level): &(&str, Level)| RuleSetting {
            rule: (*rule).to_owned(),
            level: *level,
            place: place.clone(),
        };
        let settings: Vec<_> = settings.iter().map(setting).collect();
        let all = vec![
            fault("broken-link", Severity::Error),
            fault("raw-html", Severity::Warning),
            fault("yaml-syntax", Severity::Error),
        ];
        let kept = Selection::new(&settings, choice).apply(all);
        kept.into_iter().map(|one| (one.rule, one.severity)).collect()
    }

    #[test]
    fn a_choice_leaves_syntax_alone() {
        let only = Choice { only: vec!["raw-html".into()], ..Choice::default() };
        let html = ("raw-html", Severity::Warning);
        let syntax = ("yaml-syntax", Severity::Error);
        assert_eq!(kept(&only, &[]), [html, syntax]);
        let without = Choice { without: vec!["broken-link".into()], ..Choice::default() };
        assert_eq!(kept(&without, &[]), [html, syntax]);
        let off = [("broken-link", Level::Off), ("yaml-syntax", Level::Off)];
        assert_eq!(kept(&Choice::default(), &off), [html, syntax]);
    }

    #[test]
    fn the_site_sets_weights_and_strict_comes_after_them() {
        let settings = [
            ("broken-link", Level::Severity(Severity::Warning)),
            ("raw-html", Level::Severity(Severity::Information)),
        ];
        let weights = |strict| {
            let choice = Choice { strict, ..Choice::default() };
            kept(&choice, &settings).into_iter().map(|(_, weight)| weight).collect::<Vec<_>>()
        };
        assert_eq!(weights(false), [Severity::Warning, Severity::Information, Severity::Error]);
        assert_eq!(weights(true), [Severity::Error, Severity::Information, Severity::Error]);
    }

    #[test]
    fn a_rule_on_request_is_told_where_it_is_named() {
        let told = |choice: &Choice, settings: &[RuleSetting]| {
            let all = vec![fault("wechat-limits", Severity::Warning)];
            Selection::new(settings, choice).apply(all).len()
        };
        let level = Level::Severity(Severity::Information);
        let place = Place::file(&"site.yaml".into());
        let setting = RuleSetting { rule: "wechat-limits".into(), level, place };
        assert_eq!(told(&Choice::default(), &[]), 0);
        assert_eq!(told(&Choice::default(), &[setting]), 1);
        let only = Choice { only: vec!["wechat-limits".into()], ..Choice::default() };
        assert_eq!(told(&only, &[]), 1);
    }

    #[test]
    fn ids_are_known_or_refused() {
        assert_eq!(refusal("broken-link"), None);
        assert_eq!(refusal("yaml-syntax"), Some(Refusal::Fixed));
        let near = Some(Refusal::Unknown(Some("broken-link".into())));
        assert_eq!(refusal("broken-lnik"), near);
        assert_eq!(refusal("甲"), Some(Refusal::Unknown(None)));
    }
}
