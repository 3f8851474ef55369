//! Tables and footnotes.
//!
//! Part of [`Writer`]. A table lies in an element that scrolls and takes the keyboard's focus, so
//! that a wide one can be read on a narrow screen. Footnotes have numbers in place of labels, which
//! makes their ids unique in a page, and lead back to where they were called.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CowStr, Tag, TagEnd};

use crate::parse::body::html::{Writer, narrow};

#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

#[derive(Default)]
pub(super) struct Footnotes {
    numbers: HashMap<String, usize>,
    /// How often each was called, in the order of their numbers.
    calls: Vec<usize>,
    /// The one being written.
    current: Option<usize>,
    /// Where in the HTML each definition ends.
    ends: Vec<(usize, usize)>,
}

impl Footnotes {
    /// The number of a label, from 1 in the order in which they turn up.
    fn number(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.calls.push(0);
        self.numbers.insert(label.to_owned(), self.calls.len());
        self.calls.len()
    }
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: CowStr<'_>) {
        self.settle_break();
        self.paragraph.has_other = true;
        let number = self.footnotes.number(&self.clean(label));
        let call = &mut self.footnotes.calls[number - 1];
        *call += 1;
        let id =
            if *call == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{call}") };
        let call = format!(
            "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#fn-{number}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
        self.html.push_str(&call);
    }

    pub(super) fn start_footnote(&mut self, label: CowStr<'_>) {
        self.aside += 1;
        let number = self.footnotes.number(&self.clean(label));
        self.footnotes.current = Some(number);
        self.open_block(&format!(
            "<div class=\"footnote-definition\" id=\"fn-{number}\">\
             <sup class=\"footnote-definition-label\">{number}</sup>"
        ));
    }

    pub(super) fn end_footnote(&mut self) {
        self.aside -= 1;
        if let Some(number) = self.footnotes.current.take() {
            let inside = self.html.strip_suffix("</p>\n").map_or(self.html.len(), str::len);
            self.footnotes.ends.push((inside, number));
        }
        self.html.push_str("</div>\n");
    }

    /// Puts the way back at the end of each definition. Calls may follow their definition, so this
    /// is done when all is written.
    pub(super) fn link_footnotes_back(&mut self) {
        let calls = &self.footnotes.calls;
        let called = self.footnotes.ends.iter().filter(|(_, number)| calls[number - 1] > 0);
        let places: Vec<_> = called
            .map(|(at, number)| {
                let link = format!(
                    " <a class=\"footnote-backref\" href=\"#fnref-{number}\" \
                     role=\"doc-backlink\">↩</a>"
                );
                (*at, link)
            })
            .collect();
        self.insert_all(&places);
    }

    /// Inserts texts at places in ascending order, and moves all that stands behind them.
    fn insert_all(&mut self, places: &[(usize, String)]) {
        if places.is_empty() {
            return;
        }
        let mut html = String::with_capacity(self.html.len() + places.len() * 96);
        let mut from = 0;
        for (at, text) in places {
            html.push_str(&self.html[from..*at]);
            html.push_str(text);
            from = *at;
        }
        html.push_str(&self.html[from..]);
        self.html = html;
        let mut totals = Vec::with_capacity(places.len());
        let mut total = 0;
        for (at, text) in places {
            total += text.len();
            totals.push((narrow(*at), narrow(total)));
        }
        self.move_places(&|offset| {
            let before = totals.partition_point(|(at, _)| *at <= offset);
            offset + before.checked_sub(1).map_or(0, |last| totals[last].1)
        });
    }

    pub(super) fn start_table_part(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.aside += 1;
                self.table = Table { alignments, ..Table::default() };
                self.open_block("<div class=\"table\" tabindex=\"0\"><table>");
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            _ => {}
        }
    }

    fn start_cell(&mut self) {
        self.html.push_str(if self.table.in_head { "<th" } else { "<td" });
        self.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    pub(super) fn end_table_part(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                self.aside -= 1;
                self.html.push_str("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            _ => {}
        }
    }
}
