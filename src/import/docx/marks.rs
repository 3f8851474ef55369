//! Elements without text of their own that stand for something: breaks, symbols, fields, notes, pictures.
//!
//! Part of [`Walk`]; entry point: [`Walk::mark`]. What cannot be taken over is counted, and told at the end.

use crate::claims::clause::is_han;
use crate::import::docx::field::Field;
use crate::import::docx::walk::{Open, Walk};
use crate::import::docx::xml::Tag;
use crate::import::glyphs::Glyphs;
use crate::import::ink::Ground;
use crate::import::manuscript::{Place, Run};
use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::locale::Message;

impl Walk<'_> {
    /// Elements without text of their own that stand for something.
    pub(super) fn mark(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "tab" | "ptab" => self.text_of_run("\t"),
            "cr" => self.text_of_run("\n"),
            "br" => match tag.get("type") {
                Some("page") => self.page_break(),
                _ => self.text_of_run("\n"),
            },
            "noBreakHyphen" => self.text_of_run("-"),
            "sym" => self.symbol(tag),
            "fldChar" => self.field_mark(tag),
            "footnoteReference" | "endnoteReference" => self.footnote(tag),
            "commentRangeStart" => {
                let id = tag.get("id").unwrap_or_default().to_owned();
                self.open_comments.insert(id, String::new());
            }
            "commentRangeEnd" => self.end_comment(tag.get("id").unwrap_or_default()),
            "commentReference" => {
                // A comment without a range hangs on its place.
                let id = tag.get("id").unwrap_or_default();
                if !self.aside.comments.iter().any(|(own, _, _)| own == id) {
                    self.aside.comments.push((id.to_owned(), self.nth + 1, String::new()));
                }
            }
            "background" => self.page = Ground::Any,
            "tblStyle" => {
                let shades = self.styles.shades(tag.val().unwrap_or_default());
                if let Some(table) = self.tables.last_mut().filter(|_| shades) {
                    table.ground = Some(Ground::Any);
                }
            }
            "object" => self.left_out.objects += 1,
            "subDoc" => self.left_out.documents += 1,
            _ => {}
        }
    }

    /// A new page: in front of the paragraph where nothing has been read of it yet.
    fn page_break(&mut self) {
        if let Some((paragraph, _)) = self.paragraphs.last_mut() {
            if paragraph.has_text() {
                paragraph.breaks_after = true;
            } else {
                paragraph.breaks_before = true;
            }
        }
    }

    /// A character of a font of symbols.
    fn symbol(&mut self, tag: &Tag) {
        let code =
            tag.get("char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        let glyphs = Glyphs::of(tag.get("font").unwrap_or_default());
        let is_private = (0xF000..=0xF0FF).contains(&code);
        let c = if is_private || code <= 0xFF && glyphs != Glyphs::Letters {
            let glyphs = if glyphs == Glyphs::Letters { Glyphs::Wingdings } else { glyphs };
            glyphs.sign(code & 0xFF)
        } else {
            char::from_u32(code).filter(|c| !c.is_control())
        };
        match c {
            Some(c) => self.text_of_run(&c.to_string()),
            None => self.left_out.symbols += 1,
        }
    }

    fn field_mark(&mut self, tag: &Tag) {
        match tag.get("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop().filter(|field| !field.has_result) {
                    self.formula(&field.instruction);
                }
            }
            _ => {}
        }
    }

    /// A field that draws: a figure in a circle is its character, anything else is told as a formula.
    fn formula(&mut self, instruction: &str) {
        let Some(drawn) = instruction.trim().strip_prefix("EQ ") else { return };
        let parts = drawn.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
        let inner = parts
            .and_then(|(inside, _)| inside.rsplit_once([',', '，']))
            .map(|(_, inner)| inner.trim());
        let number: Option<u32> = inner.and_then(|inner| inner.parse().ok());
        let circled = number
            .filter(|number| (1..=20).contains(number) && drawn.contains('○'))
            .and_then(|number| char::from_u32(0x245F + number));
        // EQ \o\ad(\s\up 9(yín huī),银辉): how the words below are spoken.
        let spoken = inner.filter(|inner| !inner.is_empty() && inner.chars().all(is_han));
        let reading = drawn.split_once("\\s\\up").and_then(|(_, rest)| {
            let (_, inside) = rest.split_once('(')?;
            inside.split_once(')').map(|(reading, _)| reading.trim())
        });
        match (circled, spoken.zip(reading)) {
            (Some(c), _) => self.text_of_run(&c.to_string()),
            (None, Some((words, reading))) => {
                self.left_out.readings.push_str(reading);
                self.text_of_run(words);
            }
            (None, None) => self.left_out.formulas.push(drawn.trim().to_owned()),
        }
    }

    /// Whether what stands here was deleted, or is shown where it was moved to.
    pub(super) fn is_gone(&self) -> bool {
        self.stack.contains(&Open::Deleted)
            || self.stack.contains(&Open::MovedAway)
            || self.tables.last().is_some_and(|table| table.is_gone)
    }

    fn footnote(&mut self, tag: &Tag) {
        if self.is_gone() {
            self.changes.any = true;
            return;
        }
        // The mark that the writer typed stands for the number.
        self.skips_mark =
            tag.get("customMarkFollows").is_some_and(|value| value != "0" && value != "false");
        let Some((paragraph, _)) = self.paragraphs.last_mut() else { return };
        let nth = self.aside.footnotes.len();
        paragraph.runs.push(Run { footnote: Some(nth), ..Run::default() });
        let is_end = tag.name == "endnoteReference";
        self.aside.footnotes.push((is_end, tag.get("id").unwrap_or_default().to_owned()));
    }

    fn end_comment(&mut self, id: &str) {
        if let Some(words) = self.open_comments.remove(id) {
            self.aside.comments.push((id.to_owned(), self.nth + 1, words));
        }
    }

    /// A picture by the id of its relation; one that is shown twice is one.
    pub(super) fn picture(&mut self, id: &str) {
        let alt = self.alt.take().filter(|alt| !alt.trim().is_empty() && !is_path(alt));
        if self.is_gone() {
            self.changes.any = true;
            return;
        }
        if self.run.hidden == Some(true) {
            self.left_out.hidden_photos += 1;
            return;
        }
        let known = |pictures: &[String]| pictures.iter().position(|one| self.same(one, id));
        let photo = known(&self.aside.pictures).unwrap_or_else(|| {
            self.aside.pictures.push(id.to_owned());
            self.aside.pictures.len() - 1
        });
        let is_cover = std::mem::take(&mut self.is_cover);
        let place = Place { photo, alt: alt.map(|alt| tidy_text(&alt)), is_cover };
        if let Some((paragraph, _)) = self.paragraphs.last_mut() {
            let is_first = !paragraph.has_text();
            paragraph.photos.push((is_first, place));
        }
    }

    /// Whether two relations lead to one part.
    fn same(&self, one: &str, two: &str) -> bool {
        let part = |id: &str| self.relations.get(id).map(|relation| &relation.target);
        one == two || part(one).is_some() && part(one) == part(two)
    }

    /// What the editor is told of the text.
    pub(super) fn tell(&mut self) {
        let mut notes: Vec<Note> = self.changes.note().into_iter().collect();
        let counts = [
            ("import-boxes", self.left_out.boxes),
            ("import-charts", self.left_out.charts),
            ("import-diagrams", self.left_out.diagrams),
            ("import-objects", self.left_out.objects),
            ("import-documents", self.left_out.documents),
            ("import-symbols", self.left_out.symbols),
            ("import-hidden-photos", self.left_out.hidden_photos),
        ];
        let told = counts.into_iter().filter(|(_, count)| *count > 0);
        notes.extend(told.map(|(id, count)| Note::new(Message::new(id).count("count", count))));
        if !self.left_out.formulas.is_empty() {
            let text = tidy_text(&self.left_out.formulas.join("；"));
            let count = self.left_out.formulas.len();
            notes.push(Note::new(
                Message::new("import-formulas").count("count", count).text("text", text),
            ));
        }
        let texts = [
            ("import-fields", &self.left_out.fields),
            ("import-readings", &self.left_out.readings),
            ("import-drawn", &self.left_out.drawn),
            ("import-struck", &self.left_out.struck),
        ];
        let told = texts
            .into_iter()
            .map(|(id, text)| (id, tidy_text(text)))
            .filter(|(_, text)| !text.is_empty());
        notes.extend(told.map(|(id, text)| Note::new(Message::new(id).text("text", text))));
        notes.extend(self.left_out.hidden.notes("import-hidden"));
        notes.extend(self.left_out.faint.notes("import-faint"));
        for photo in &self.left_out.cropped {
            notes.push(Note::at(At::Photo(*photo), Message::new("import-photo-cropped")));
        }
        self.aside.notes = notes;
    }
}

/// An alternative text that is only the name of a file.
fn is_path(alt: &str) -> bool {
    let lower = alt.trim().to_ascii_lowercase();
    alt.contains(":\\")
        || [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp"].iter().any(|end| lower.ends_with(end))
}
