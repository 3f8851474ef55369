//! `future-date` and `expired`: what is not published, and why. Found in `site/collect.rs`, where
//! it is decided; here stand their names, so that `liuhao explain` knows them.

use crate::check::Rule;
use crate::diagnostic::Severity;

pub(super) const EXPIRED: Rule = Rule::elsewhere("expired", Severity::Information);
pub(super) const FUTURE_DATE: Rule = Rule::elsewhere("future-date", Severity::Information);
