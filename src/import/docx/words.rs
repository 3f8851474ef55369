//! The words of a document: where each goes that a run holds.
//!
//! Part of [`Walk`]; entry points: [`Walk::text`], [`Walk::text_of_run`].

use crate::import::docx::control::Shows;
use crate::import::docx::field::Field;
use crate::import::docx::styles::Properties;
use crate::import::docx::table::Table;
use crate::import::docx::walk::{Open, Walk};
use crate::import::glyphs::Glyphs;
use crate::import::ink::{Colour, Ground, is_lost};

/// Words of this size, in half points, and smaller ones are dots.
const DOTS: u16 = 4;

/// Whether words of this look cannot be seen on this ground.
fn is_faint(look: &Properties, ground: Ground) -> bool {
    look.size.is_some_and(|size| size <= DOTS) || is_lost(look.ink.unwrap_or_default(), ground)
}

/// Whether words of this look cannot be seen on a white page.
pub(super) fn is_unseen(look: &Properties) -> bool {
    let ground = look.marker.or(look.ground).unwrap_or(Ground::Of(Colour::WHITE));
    look.hidden == Some(true) || is_faint(look, ground)
}

/// What is behind a paragraph: a cell, a table or the page. A box may stand on anything.
fn behind(stack: &[Open], tables: &[Table], page: Ground) -> Ground {
    let mut tables = tables.iter().rev();
    for open in stack.iter().rev() {
        if *open == Open::TextBox {
            return Ground::Any;
        }
        if *open == Open::Table
            && let Some(table) = tables.next()
            && let Some(ground) = table.cell_ground.or(table.ground)
        {
            return ground;
        }
    }
    page
}

impl Walk<'_> {
    pub(super) fn text(&mut self, text: &str) {
        match self.stack.last() {
            Some(Open::Text) => self.text_of_run(text),
            Some(Open::Instruction) => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result) {
                    field.instruction.push_str(text);
                }
            }
            _ => {}
        }
    }

    /// Whether a text is a part of a field that is left out: what it asks for, or what is made from the rest of the document.
    fn is_of_field(&mut self, text: &str) -> bool {
        let mut fields = self.fields.iter().filter(|_| self.reads_fields);
        let Some(field) = fields.find(|field| !field.has_result || field.is_made()) else {
            return false;
        };
        if field.has_result {
            self.left_out.fields.push(' ');
            self.left_out.fields.push_str(text);
            if let Some((paragraph, _)) = self.paragraphs.last_mut() {
                paragraph.made += 1;
            }
        }
        true
    }

    /// Text where a run stands, unless it is deleted, hidden, or made by a field.
    pub(super) fn text_of_run(&mut self, text: &str) {
        if self.stack.contains(&Open::Deleted)
            || self.tables.last().is_some_and(|table| table.is_gone)
        {
            return self.changes.delete(text);
        }
        if std::mem::take(&mut self.skips_mark) {
            return;
        }
        if self.stack.contains(&Open::MovedAway) || self.controls.contains(&Shows::Prompt) {
            return;
        }
        let is_contents = self.controls.contains(&Shows::Contents)
            || self.paragraphs.last().is_some_and(|(_, meaning)| meaning.is_contents);
        if is_contents {
            return self.left_out.fields.push_str(text);
        }
        if self.is_of_field(text) {
            return;
        }
        let Some((paragraph, meaning)) = self.paragraphs.last_mut() else { return };
        let look = self.run.clone().or(&meaning.properties);
        let is_in_hidden_row = self.tables.iter().any(|table| table.is_hidden);
        if look.hidden == Some(true) || is_in_hidden_row {
            return self.left_out.hidden.add(self.nth + 1, text);
        }
        let ground = look.marker.or(self.run.ground).or(paragraph.own.ground).or(look.ground);
        let ground = ground.unwrap_or_else(|| behind(&self.stack, &self.tables, self.page));
        if is_faint(&look, ground) && !text.trim().is_empty() {
            return self.left_out.faint.add(self.nth + 1, text);
        }
        let of_field = self.fields.iter().rev().find_map(Field::link);
        self.seen += text.trim().len();
        let link = self.links.iter().rev().flatten().next().cloned().or(of_field);
        if look.struck == Some(true) {
            self.left_out.struck.push_str(text);
        }
        let mut text = look.raised(text);
        if let Some(glyphs) = look.glyphs.filter(|kind| *kind != Glyphs::Letters) {
            let (drawn, unknown) = glyphs.signs(&text);
            self.left_out.symbols += unknown;
            text = drawn;
        }
        let text = text.as_str();
        paragraph.push(text, &look, link.as_deref());
        for words in self.open_comments.values_mut() {
            words.push_str(text);
        }
        if self.stack.contains(&Open::Inserted) {
            self.changes.insert(text);
        } else if !text.trim().is_empty() {
            self.changes.settle();
        }
    }
}
