//! The facts above the text: a table of labels and values, the ages as bars.
//!
//! Entry point: [`write()`]. Bars are coloured areas with a blank in them: an empty one would be dropped by the
//! platform's editor.

use std::fmt::Write as _;

use crate::render::facts::{AGES, Facts, REST, Row, TITLE, band};
use crate::render::view::BandView;
use crate::wechat::inline;
use crate::wechat::look::Part;
use crate::wechat::styles::Styles;

/// Appends the card; nothing where there are no facts.
pub(super) fn write(facts: &Facts<'_>, styles: &Styles, html: &mut String) {
    let rows = facts.rows();
    if rows.is_empty() {
        return;
    }
    *html += &styles.open("section", Part::Card);
    *html += &styles.open("p", Part::CardTitle);
    *html += "<strong>";
    *html += TITLE;
    *html += "</strong></p>";
    *html += &styles.open("table", Part::Facts);
    for row in &rows {
        *html += "<tr><th>";
        inline::push(html, row.label);
        *html += "<td>";
        if row.label == AGES {
            for one in &facts.members.age_bands {
                bar(one, styles, html);
            }
            if facts.bands_are_partial {
                *html += REST;
            }
        } else {
            values(row, html);
        }
    }
    *html += "</table></section>";
}

fn values(row: &Row, html: &mut String) {
    for (nth, value) in row.values.iter().enumerate() {
        if nth > 0 {
            *html += "<br>";
        }
        inline::push(html, value);
    }
}

/// A band: its words, and below them a bar as long as its share.
fn bar(one: &BandView<'_>, styles: &Styles, html: &mut String) {
    inline::push(html, &band(one));
    if let Some(percent) = one.percent {
        push(html, format_args!("（{percent}%）"));
    }
    // A bar of one per cent can be seen.
    let share = one.share.clamp(1, 100);
    push(
        html,
        format_args!(
            "<p style=\"width:{share}%;font-size:6px;background:{}\">&nbsp;</p>",
            styles.fill
        ),
    );
}

fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("a String takes every write");
}
