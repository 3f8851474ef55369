//! Comparing counts: what two phrases may both stand for.
//!
//! Entry points: [`can_agree`], [`is_more`], [`contradicts`], [`ends`]. Which counts belong together is for the rules.

use std::ops::Bound;

use crate::claims::Doubt;
use crate::quantity::{Number, Quantity};

/// The least and the most that a quantity may stand for, both included; no end is `None`.
pub(super) fn ends(quantity: &Quantity) -> (Number, Option<Number>) {
    let interval = quantity.interval();
    let low = match interval.low {
        Bound::Included(low) | Bound::Excluded(low) => low,
        Bound::Unbounded => Number::ZERO,
    };
    let high = match interval.high {
        Bound::Included(high) | Bound::Excluded(high) => Some(high),
        Bound::Unbounded => None,
    };
    (low, high)
}

/// Whether two quantities may stand for one number. Open ends count: in doubt they agree.
pub(super) fn can_agree(one: &Quantity, two: &Quantity) -> bool {
    let ((low, high), (other_low, other_high)) = (ends(one), ends(two));
    high.is_none_or(|high| other_low <= high) && other_high.is_none_or(|high| low <= high)
}

/// Whether `one` counts more than `two` may be, however both are read.
pub(super) fn is_more(one: &Quantity, two: &Quantity) -> bool {
    ends(two).1.is_some_and(|most| ends(one).0 > most)
}

/// Whether what a prose counts contradicts what the facts state: what may be some of them only where it counts more, what is
/// doubtful otherwise never.
pub(super) fn contradicts(
    doubt: Option<Doubt>,
    (counted, stated): (&Quantity, &Quantity),
    agrees: bool,
) -> bool {
    match doubt {
        None => !agrees,
        Some(Doubt::Partial) => is_more(counted, stated),
        Some(
            Doubt::Then
            | Doubt::Other
            | Doubt::Alone
            | Doubt::Planned
            | Doubt::Unclear
            | Doubt::Level,
        ) => false,
    }
}
