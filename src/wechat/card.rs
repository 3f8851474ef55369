//! The facts above the text: a line for each, `党员人数：22名`; the ages with bars.
//!
//! Entry point: [`write()`]. A table would take three times the markup, and the platform draws lines round its cells. What
//! has several values has them below its label, each behind a mark; `import` reads the lines back. Bars are coloured
//! areas with a blank in them: an empty one would be dropped by the platform's editor.

use std::fmt::Write as _;

use crate::render::facts::{AGES, Facts, MARK, REST, Row, TITLE, band};
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
    *html += "<p>";
    *html += &styles.open("strong", Part::CardTitle);
    *html += TITLE;
    *html += "</strong>";
    for row in &rows {
        begin(html, row.label);
        html.push('：');
        if row.label == AGES {
            ages(facts, styles, html);
        } else {
            values(row, html);
        }
    }
    *html += "</p></section>";
}

/// Begins a line with these words.
fn begin(html: &mut String, words: &str) {
    if !html.ends_with("<p>") {
        *html += "<br>";
    }
    inline::push(html, words);
}

fn values(row: &Row, html: &mut String) {
    if let [only] = &row.values[..] {
        return inline::push(html, only);
    }
    for value in &row.values {
        begin(html, MARK);
        inline::push(html, value);
    }
}

fn ages(facts: &Facts<'_>, styles: &Styles, html: &mut String) {
    for one in &facts.members.age_bands {
        begin(html, MARK);
        bar(one, styles, html);
    }
    if facts.bands_are_partial {
        begin(html, MARK);
        *html += REST;
    }
}

/// A band: its words, and below them a bar as long as its share of all members, where that is known.
fn bar(one: &BandView<'_>, styles: &Styles, html: &mut String) {
    inline::push(html, &band(one));
    if let Some(percent) = one.percent {
        push(html, format_args!("（{percent}%）"));
    }
    // A bar of one per cent can be seen.
    let share = one.percent.unwrap_or(one.share).clamp(1, 100);
    let fill = &styles.fill;
    push(
        html,
        format_args!("</p><p style=width:{share}%;font-size:6px;background:{fill}>&nbsp;</p><p>"),
    );
}

fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("a String takes every write");
}
