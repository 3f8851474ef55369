//! A PDF as a browser printed it from the preview, made fit to be handed on.
//!
//! Entry points: [`with_links_to`] and [`is_same`]. The browser writes links as full addresses of the preview, which is gone when
//! the file is read: they become those of the published site, or none. It also writes when it printed, which is no
//! difference.

/// Where a string of a link begins.
const LINK: &[u8] = b"(http://127.0.0.1:";
/// The longest time that is left out: (D:20261126051447+00'00')
const LONGEST_TIME: usize = 40;

/// The PDF with links to the published site, or without links to any where it has no address. `None` where the table of its
/// objects is not where it says.
pub(super) fn with_links_to(base_url: Option<&str>, pdf: &[u8]) -> Option<Vec<u8>> {
    let table = Table::of(pdf)?;
    let mut made = Vec::with_capacity(pdf.len());
    // Where bytes moved: behind this place, by so many.
    let mut moves: Vec<(usize, isize)> = Vec::new();
    let mut rest = 0;
    for at in memchr::memmem::find_iter(&pdf[..table.start], LINK) {
        let inside = &pdf[at + LINK.len()..];
        let end = at + LINK.len() + memchr::memchr(b')', inside)?;
        let path = pdf[at + LINK.len()..end].splitn(2, |byte| *byte == b'/').nth(1);
        made.extend_from_slice(&pdf[rest..at]);
        made.push(b'(');
        if let Some((base, path)) = base_url.zip(path) {
            made.extend(base.bytes().filter(|byte| !b"()\\".contains(byte)));
            made.extend_from_slice(path);
        }
        rest = end;
        let (was, is) = (isize::try_from(rest).ok()?, isize::try_from(made.len()).ok()?);
        moves.push((at, is - was));
    }
    made.extend_from_slice(&pdf[rest..table.start]);
    let place_now = |place: usize| {
        let known = moves.partition_point(|(at, _)| *at < place);
        let by = known.checked_sub(1).map_or(0, |last| moves[last].1);
        place.checked_add_signed(by)
    };
    for row in &table.rows {
        match row {
            Row::Object(place, tail) => {
                made.extend_from_slice(format!("{:010}", place_now(*place)?).as_bytes());
                made.extend_from_slice(tail);
            }
            Row::Other(bytes) => made.extend_from_slice(bytes),
        }
    }
    let start = place_now(table.start)?;
    made.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Some(made)
}

/// Whether two PDFs differ in nothing but when they were printed.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && without_times(one) == without_times(other)
}

fn without_times(pdf: &[u8]) -> Vec<u8> {
    let mut pdf = pdf.to_vec();
    let places: Vec<usize> = memchr::memmem::find_iter(&pdf, b"Date (D:").collect();
    for at in places {
        let digits = pdf[at..].iter_mut().take(LONGEST_TIME).take_while(|byte| **byte != b')');
        digits.for_each(|byte| *byte = b'0');
    }
    pdf
}

/// The classic table of objects, which stands at the end of a file that was written in one go.
struct Table<'p> {
    start: usize,
    rows: Vec<Row<'p>>,
}

/// A row of the table, up to `startxref`.
enum Row<'p> {
    /// Where an object in use begins, and the rest of its row.
    Object(usize, &'p [u8]),
    /// Any other.
    Other(&'p [u8]),
}

impl<'p> Table<'p> {
    fn of(pdf: &'p [u8]) -> Option<Self> {
        let tail = memchr::memmem::rfind(pdf, b"startxref")?;
        let number: String = std::str::from_utf8(&pdf[tail + "startxref".len()..])
            .ok()?
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let start: usize = number.parse().ok()?;
        let table = pdf.get(start..tail).filter(|table| table.starts_with(b"xref"))?;
        let rows = table.split_inclusive(|byte| *byte == b'\n').map(|row| {
            let place = row.get(..10).filter(|_| row.trim_ascii_end().ends_with(b" n"));
            let place = place.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            place.map_or(Row::Other(row), |place| Row::Object(place, &row[10..]))
        });
        Some(Self { start, rows: rows.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of two objects; the first is a link.
    fn pdf(link: &str, minute: u32) -> Vec<u8> {
        let mut pdf = b"%PDF-1.4\n".to_vec();
        let first = pdf.len();
        pdf.extend(format!("1 0 obj\n<</URI ({link})>>\nendobj\n").bytes());
        let second = pdf.len();
        pdf.extend(
            format!("2 0 obj\n<</CreationDate (D:202611260514{minute:02})>>\nendobj\n").bytes(),
        );
        let table = pdf.len();
        pdf.extend(
            format!(
                "xref\n0 3\n0000000000 65535 f \n{first:010} 00000 n \n{second:010} 00000 n \n"
            )
            .bytes(),
        );
        pdf.extend(format!("trailer\n<</Size 3>>\nstartxref\n{table}\n%%EOF\n").bytes());
        pdf
    }

    #[test]
    fn links_lead_to_the_published_site_and_every_object_is_found() {
        let printed = pdf("http://127.0.0.1:4321/county/a.html", 1);
        for (base, link) in [
            (Some("https://lao.example.org/site/"), "https://lao.example.org/site/county/a.html"),
            (Some("https://a.cn/"), "https://a.cn/county/a.html"),
            (None, ""),
        ] {
            let made = with_links_to(base, &printed).unwrap();
            assert_eq!(String::from_utf8(made).unwrap(), String::from_utf8(pdf(link, 1)).unwrap());
        }
        let elsewhere = pdf("https://example.org/", 1);
        assert_eq!(with_links_to(None, &elsewhere).unwrap(), elsewhere);
        assert_eq!(with_links_to(None, b"%PDF-1.4 startxref\n7\n"), None);
    }

    #[test]
    fn another_time_is_no_difference() {
        assert!(is_same(&pdf("a", 1), &pdf("a", 2)));
        assert!(!is_same(&pdf("a", 1), &pdf("b", 1)));
    }
}
