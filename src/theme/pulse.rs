//! An end to the loops of a site's own templates: the engine cannot be interrupted from outside.
//!
//! Entry points: [`Pulsed::new`] has a template call a function in each turn of a loop, and in whatever else can
//! multiply its work; [`begin`] says how long that function lets the page go on, and how much memory it may fill. What is put in stands on the lines
//! of the template, so [`Pulsed::place`] takes it out of the places that the engine tells.

use std::cell::Cell;
use std::time::{Duration, Instant};

use tera::{Kwargs, State, Tera, Value};

/// What a page may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    time: Duration,
    /// Bytes by which the process may grow.
    memory: usize,
}

/// What any page may take.
pub(crate) const LIMITS: Limits =
    Limits { time: Duration::from_secs(10), memory: 1024 * 1024 * 1024 };
/// How often the memory is looked at. Nearly all pages are done before that.
const LOOK: Duration = Duration::from_millis(50);

/// What templates call. It writes nothing.
const NAME: &str = "page_goes_on";
/// Tags behind which there is something that may come again and again.
const MANY: [&str; 4] = ["for", "component", "block", "include"];

thread_local! {
    /// The page that this thread makes.
    static PAGE: Cell<Option<Page>> = const { Cell::new(None) };
}

/// How far a page is.
#[derive(Clone, Copy)]
struct Page {
    limits: Limits,
    begun: Instant,
    /// When the memory is looked at next.
    look: Instant,
    /// What the process had when it was first looked at.
    memory: Option<usize>,
    /// Whether it took more than it may.
    is_late: bool,
}

impl Page {
    /// Looks at what it has taken.
    fn look(&mut self, now: Instant) {
        self.is_late |= now.duration_since(self.begun) >= self.limits.time;
        if now < self.look {
            return;
        }
        self.look = now + LOOK;
        let Some(stats) = memory_stats::memory_stats() else { return };
        let first = *self.memory.get_or_insert(stats.physical_mem);
        self.is_late |= stats.physical_mem.saturating_sub(first) > self.limits.memory;
    }
}

/// A page that is being made in this thread, until this is dropped.
pub(crate) struct Begun(());

/// From now on a page may take so much.
pub(crate) fn begin(limits: Limits) -> Begun {
    let begun = Instant::now();
    let look = begun + LOOK;
    PAGE.set(Some(Page { limits, begun, look, memory: None, is_late: false }));
    Begun(())
}

impl Begun {
    /// Whether the page was stopped.
    #[expect(clippy::unused_self, reason = "a page must have begun")]
    pub(crate) fn is_late(&self) -> bool {
        PAGE.get().is_some_and(|page| page.is_late)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        PAGE.set(None);
    }
}

/// Lets templates call it.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function(NAME, |_: Kwargs, _: &State<'_>| {
        let Some(mut page) = PAGE.get() else { return Ok(Value::safe_string("")) };
        page.look(Instant::now());
        PAGE.set(Some(page));
        if page.is_late {
            return Err(tera::Error::message("late"));
        }
        Ok(Value::safe_string(""))
    });
}

/// A template that tells when it goes on.
#[derive(Default)]
pub(super) struct Pulsed {
    pub(super) text: String,
    /// What was put in: the byte where it begins, and its length.
    inserts: Vec<(usize, usize)>,
}

impl Pulsed {
    /// Puts the calls in. A template with faults keeps them.
    pub(super) fn new(template: &str) -> Self {
        let mut pulsed = Self::default();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            pulsed.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let length = match rest.as_bytes().get(1) {
                Some(b'{') => pulsed.code(rest, "}}"),
                Some(b'%') if tag(rest) != "raw" => pulsed.tag(rest),
                second => {
                    let length = match second {
                        Some(b'#') => rest[2..].find("#}").map_or(rest.len(), |end| 2 + end + 2),
                        Some(b'%') => raw(rest),
                        Some(_) | None => 1,
                    };
                    pulsed.text.push_str(&rest[..length]);
                    length
                }
            };
            rest = &rest[length..];
        }
        pulsed.text.push_str(rest);
        pulsed
    }

    /// Takes over a tag; gives its length.
    fn tag(&mut self, rest: &str) -> usize {
        let length = self.code(rest, "%}");
        if MANY.contains(&tag(rest)) && rest[..length].ends_with("%}") {
            // A tag that eats the blanks behind it goes on to do so.
            let end = if rest[..length].ends_with("-%}") { "-}}" } else { " }}" };
            self.insert(self.text.len(), &format!("{{{{{NAME}(){end}"));
        }
        length
    }

    /// Takes over code up to its end; gives its length. A list that is made in a loop asks at each of its parts.
    fn code(&mut self, rest: &str, end: &str) -> usize {
        let (bytes, mut at, mut lists) = (rest.as_bytes(), 2, Vec::new());
        let is_name =
            |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        self.text.push_str(&rest[..2]);
        while at < bytes.len() && !rest[at..].starts_with(end) {
            let length = match bytes[at] {
                quote @ (b'"' | b'\'' | b'`') => string(&bytes[at..], quote),
                b'[' => {
                    lists.push(self.text.len() + 1);
                    1
                }
                b']' => {
                    lists.pop();
                    1
                }
                b'f' if rest[at..].starts_with("for")
                    && !is_name(bytes.get(at + 3))
                    && !is_name(bytes.get(at - 1)) =>
                {
                    if let Some(list) = lists.pop() {
                        self.insert(list, "(");
                        self.insert(self.text.len(), &format!(") if not {NAME}() else 0 "));
                        lists.push(list);
                    }
                    3
                }
                _ => rest[at..].chars().next().map_or(1, char::len_utf8),
            };
            self.text.push_str(&rest[at..at + length]);
            at += length;
        }
        let last = &rest[at..(at + 2).min(rest.len())];
        self.text.push_str(last);
        at + last.len()
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.text.insert_str(at, text);
        for (later, _) in self.inserts.iter_mut().filter(|(later, _)| *later >= at) {
            *later += text.len();
        }
        self.inserts.push((at, text.len()));
    }

    /// The column of the template for a column of the text, both counted from 1 in characters.
    pub(super) fn column(&self, line: usize, column: usize) -> usize {
        let above = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start = above.map(str::len).sum::<usize>();
        let shown = self.text[start..].chars().take(column.saturating_sub(1));
        let place = start + shown.map(char::len_utf8).sum::<usize>();
        let put_in = self.inserts.iter().filter(|(at, _)| *at >= start && *at < place);
        column - put_in.map(|(at, length)| (*length).min(place - at)).sum::<usize>()
    }
}

/// The name of a tag.
fn tag(rest: &str) -> &str {
    let inner = rest[2..].trim_start_matches('-').trim_ascii_start();
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    &inner[..end.unwrap_or(inner.len())]
}

/// The length of what is shown as it stands, with its tags.
fn raw(rest: &str) -> usize {
    let ends = rest.match_indices("{%").skip(1).map(|(at, _)| at);
    let end = ends.map(|at| &rest[at..]).find(|rest| tag(rest) == "endraw");
    let close = end.and_then(|end| Some(rest.len() - end.len() + end.find("%}")? + 2));
    close.unwrap_or(rest.len())
}

/// The length of a string with its quotes.
fn string(bytes: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

#[cfg(test)]
pub(super) const fn limits(time: Duration, memory: usize) -> Limits {
    Limits { time, memory }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template with `!` for each call that was put in.
    fn pulsed(template: &str) -> String {
        let text = Pulsed::new(template).text.replace(&format!(") if not {NAME}() else 0 "), ")!");
        let text = text.replace(&format!("{{{{{NAME}() }}}}"), "!");
        text.replace(&format!("{{{{{NAME}()-}}}}"), "!-")
    }

    #[test]
    fn whatever_may_come_again_asks() {
        for (template, asks) in [
            ("{% for a in b %}x{% endfor %}", "{% for a in b %}!x{% endfor %}"),
            ("{%- for a in \"%}\" -%} x", "{%- for a in \"%}\" -%}!- x"),
            ("{%for a in b%}{%else%}{%endfor%}", "{%for a in b%}!{%else%}{%endfor%}"),
            ("{% block a %}{% include 'b' %}", "{% block a %}!{% include 'b' %}!"),
            ("{{ [a for a in b] | length }}", "{{ [(a )!for a in b] | length }}"),
            ("{{ [[a for a in b] for c in d] }}", "{{ [([(a )!for a in b] )!for c in d] }}"),
            ("{% set a = [b, 'for', c.d[0]] %}", "{% set a = [b, 'for', c.d[0]] %}"),
            ("{{ form[0] ~ before }}", "{{ form[0] ~ before }}"),
            ("{# {% for a in b %} #}{ {", "{# {% for a in b %} #}{ {"),
            (
                "{% raw %}{% for a in b %}{% endraw %}支{{ \"\\\"}}\" }}",
                "{% raw %}{% for a in b %}{% endraw %}支{{ \"\\\"}}\" }}",
            ),
            ("{% for a in b", "{% for a in b"),
            ("{{ '", "{{ '"),
            ("{%", "{%"),
        ] {
            assert_eq!(pulsed(template), asks);
        }
    }

    #[test]
    fn places_are_those_of_the_template() {
        let template = "支部\n{% for a in b %}支{{ [c for c in a] ~ 党 }}{{ d }}";
        let pulsed = Pulsed::new(template);
        let line = pulsed.text.lines().nth(1).unwrap();
        for word in ["for a", "支", "c in", "党", "d }}"] {
            let column = |text: &str| text[..text.find(word).unwrap()].chars().count() + 1;
            let own = column(template.lines().nth(1).unwrap());
            assert_eq!(pulsed.column(2, column(line)), own, "{word}");
        }
        assert_eq!(pulsed.column(1, 2), 2);
    }
}
