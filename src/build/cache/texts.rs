//! What earlier runs have read of each text: its document, all but the tree of its body, and what is wrong with it.
//!
//! Entry points: [`Texts::new`], [`Texts::read`] for one file, [`Texts::parts`] for the next run. What comes of a file depends on
//! its bytes and on a [`Reading`]: an entry counts for the same bytes, told by their hash or by a settled signature, and all
//! entries for one reading. A body is parsed when somebody asks for it; a file that has other bytes by then is told by
//! [`Texts::whole`], and nothing that was made meanwhile may be used.

use std::borrow::Cow;
use std::io::ErrorKind;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use blake3::Hash;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::build::cache::days::Days;
use crate::build::cache::inputs::Inputs;
use crate::build::cache::told::Told;
use crate::build::reading::{Parsed, Reading, parse_bytes, too_large};
use crate::diagnostic::Source;
use crate::discover::TextFile;
use crate::error::{Error, FileAction};
use crate::fs::{self, Inside, Signature};
use crate::parse::body::node::Link;
use crate::parse::body::{Body, Digest, Settings};
use crate::parse::profile::Profile;
use crate::parse::{self, Article, Document, Kind, Page, Series, Story};

/// Bytes in front of what is kept of a file: the hash of its bytes, its signature, and whether it has one.
const HEAD: usize = blake3::OUT_LEN + Signature::BYTES + 1;
/// Bytes in front of an entry: the length of the file's name, and that of all that stands behind the name.
const LENGTHS: usize = 8;

/// What earlier runs have read.
pub(crate) struct Texts {
    /// What all that is kept was read by.
    by: Hash,
    settings: Settings,
    today: Option<Date>,
    /// Of files that may be told by them, in the order of the files.
    signatures: Vec<(Arc<str>, Signature)>,
    kept: Vec<u8>,
    /// Where in `kept` the entry of each file lies, in the order of the files.
    places: Vec<Place>,
    fault: Arc<Mutex<Option<Error>>>,
}

/// Where the entry of a file lies: all of it, its name, and what stands behind.
struct Place {
    entry: Range<usize>,
    file: Range<usize>,
    rest: Range<usize>,
}

/// What is kept of a file for the next run.
pub(in crate::build) enum Entry {
    /// What is kept already, which lies here.
    Kept(Range<usize>),
    /// These bytes.
    Made(Vec<u8>),
}

/// What came of a file, and its entry for the next run; there is none of a file that is too large.
pub(in crate::build) type Read = (Parsed, Option<Entry>);

/// What is kept of a file behind its document. The document comes first: its bytes have a hash that other pages go by.
#[derive(Serialize, Deserialize)]
struct Rest<'r> {
    days: Days,
    #[serde(borrow)]
    diagnostics: Vec<Told<'r>>,
    /// Characters of its body.
    characters: usize,
    /// The places of its links.
    places: Vec<(u32, u32)>,
}

/// A document without what its place says and without its body, but the links of that, which have no places here.
#[derive(Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "one stands at a time, and nearly all are stories")]
enum Kept<'r> {
    Story(Cow<'r, Profile>, Cow<'r, str>, Vec<Link>),
    Series(Cow<'r, Series>, Vec<Link>),
    Page(Cow<'r, Page>, Vec<Link>),
    Article(Cow<'r, Page>, Option<Date>, Cow<'r, str>, Vec<Link>),
}

impl Texts {
    /// What the last run kept, as far as it was read by the same `reading`.
    pub(in crate::build) fn new(
        reading: &Reading,
        today: Option<Date>,
        inputs: Option<&Inputs>,
        kept: Option<Vec<u8>>,
    ) -> Self {
        let by = reading.fingerprint();
        let kept = kept.filter(|kept| kept.starts_with(by.as_bytes())).unwrap_or_default();
        let places = places(&kept).unwrap_or_default();
        let settled = inputs.into_iter().flat_map(Inputs::settled);
        let mut signatures: Vec<_> = settled.map(|(file, one)| (Arc::clone(file), one)).collect();
        signatures.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let (settings, fault) = (reading.settings(), Arc::default());
        Self { by, settings, today, signatures, kept, places, fault }
    }

    /// What came of a file, and the hash of its bytes, where it lies as it was read and that is known without reading it. Who asks
    /// for its text when it has other bytes gets none; whoever watches files reads it anew by then.
    pub(crate) fn lying(&self, text: &TextFile) -> Option<(Parsed, Hash)> {
        let rest = &self.kept[self.place(&text.file)?.rest.clone()];
        let known = signature_of(rest)?;
        if text.path.signature().ok()? != Some(known) {
            return None;
        }
        let (hash, _) = rest.split_first_chunk::<{ blake3::OUT_LEN }>()?;
        Some((self.parsed(text, rest)?, (*hash).into()))
    }

    /// Reads one file, as far as it is not known.
    pub(in crate::build) fn read(&self, text: &TextFile, reading: &Reading) -> Result<Read, Error> {
        let known = self.place(&text.file);
        let signature = self.signature(&text.file);
        if let (Some(place), Some(signature)) = (known, signature)
            && signature_of(&self.kept[place.rest.clone()]) == Some(signature)
            && let Some(parsed) = self.parsed(text, &self.kept[place.rest.clone()])
        {
            return Ok((parsed, Some(Entry::Kept(place.entry.clone()))));
        }
        let bytes = match text.path.read(parse::MAX_TEXT)? {
            Ok(bytes) => bytes,
            Err(size) => return Ok(((None, vec![too_large(&text.file, size)]), None)),
        };
        let hash = blake3::hash(&bytes);
        let head = head(hash, signature);
        if let Some(rest) = known.map(|place| &self.kept[place.rest.clone()])
            && rest.starts_with(hash.as_bytes())
            && let Some(parsed) = self.parsed(text, rest)
        {
            return Ok((parsed, entry(&text.file, &[&head, &rest[HEAD..]])));
        }
        let mut parsed = parse_bytes(text, &bytes, reading);
        let document = postcard::to_allocvec(&parsed.0.as_ref().map(Kept::of)).unwrap_or_default();
        let rest = postcard::to_allocvec(&Rest::of(&parsed, self.today)).unwrap_or_default();
        if document.is_empty() || rest.is_empty() {
            return Ok((parsed, None));
        }
        if let Some(body) = parsed.0.as_mut().and_then(Document::body_mut) {
            let facts = *blake3::hash(&document).as_bytes();
            body.digest = Some(Digest { file: *hash.as_bytes(), facts });
        }
        Ok((parsed, entry(&text.file, &[&head, &document, &rest])))
    }

    /// All entries of this run, in the order of the files, as they are kept; `None` where they are what is kept already.
    pub(in crate::build) fn parts<'e>(
        &'e self,
        entries: &'e [Entry],
    ) -> Option<impl Iterator<Item = &'e [u8]>> {
        let is_known = |entry: &Entry| matches!(entry, Entry::Kept(_));
        let is_kept = entries.len() == self.places.len() && entries.iter().all(is_known);
        let bytes = |entry: &'e Entry| match entry {
            Entry::Kept(place) => &self.kept[place.clone()],
            Entry::Made(bytes) => &bytes[..],
        };
        let by: &[u8] = self.by.as_bytes();
        (!is_kept).then(|| std::iter::once(by).chain(entries.iter().map(bytes)))
    }

    fn signature(&self, file: &str) -> Option<Signature> {
        let at = self.signatures.binary_search_by(|(known, _)| (**known).cmp(file));
        Some(self.signatures[at.ok()?].1)
    }

    /// Where the entry of a file lies.
    fn place(&self, file: &str) -> Option<&Place> {
        let name = |place: &Place| &self.kept[place.file.clone()];
        let at = self.places.binary_search_by(|place| name(place).cmp(file.as_bytes()));
        Some(&self.places[at.ok()?])
    }

    /// An error where a file had other bytes when its body was asked for.
    pub(in crate::build) fn whole(&self) -> Result<(), Error> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        fault.map_or(Ok(()), Err)
    }

    /// What is kept of a file; `None` where it holds on other days alone.
    fn parsed(&self, text: &TextFile, entry: &[u8]) -> Option<Parsed> {
        let (file, _) = entry.split_first_chunk::<{ blake3::OUT_LEN }>()?;
        let document = entry.get(HEAD..)?;
        let (kept, behind) = postcard::take_from_bytes::<Option<Kept<'_>>>(document).ok()?;
        let rest: Rest<'_> = postcard::from_bytes(behind).ok()?;
        if !rest.days.contain(self.today) {
            return None;
        }
        let facts = blake3::hash(&document[..document.len() - behind.len()]);
        let digest = Digest { file: *file, facts: *facts.as_bytes() };
        let body = |mut links: Vec<Link>| {
            links.iter_mut().zip(&rest.places).for_each(|(link, place)| link.span = *place);
            self.body(text, digest, (rest.characters, links))
        };
        let document = match kept {
            Some(kept) => Some(kept.into_document(text, body)?),
            None => None,
        };
        let diagnostics = rest.diagnostics.into_iter().map(Told::into_diagnostic).collect();
        Some((document, diagnostics))
    }

    fn body(
        &self,
        text: &TextFile,
        digest: Digest,
        (characters, links): (usize, Vec<Link>),
    ) -> Body {
        let source = Later {
            path: text.path.clone(),
            file: Arc::clone(&text.file),
            hash: digest.file.into(),
            settings: self.settings,
            fault: Arc::clone(&self.fault),
        };
        let mut body = Body::later(characters, links, Arc::new(move || source.read()));
        body.digest = Some(digest);
        body
    }
}

/// A body that nobody has asked for yet.
struct Later {
    path: Inside,
    file: Arc<str>,
    hash: Hash,
    settings: Settings,
    fault: Arc<Mutex<Option<Error>>>,
}

impl Later {
    fn read(&self) -> Body {
        self.try_read().unwrap_or_else(|fault| {
            *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
            Body::default()
        })
    }

    fn try_read(&self) -> Result<Body, Error> {
        let bytes = self.path.read(parse::MAX_TEXT)?.ok();
        let same = bytes.filter(|bytes| blake3::hash(bytes) == self.hash);
        let changed = || fs::error(FileAction::Read, &self.path)(ErrorKind::ResourceBusy.into());
        let source = Source::decode(Arc::clone(&self.file), &same.ok_or_else(changed)?);
        Ok(parse::body_of(&source, self.settings))
    }
}

impl<'r> Rest<'r> {
    fn of((document, diagnostics): &'r Parsed, today: Option<Date>) -> Self {
        let body = document.as_ref().map(Document::body);
        let places = |body: &Body| body.links().iter().map(|link| link.span).collect();
        Self {
            days: Days::of_document(document.as_ref(), today),
            diagnostics: diagnostics.iter().map(Told::of).collect(),
            characters: body.map_or(0, |body| body.characters),
            places: body.map(places).unwrap_or_default(),
        }
    }
}

impl<'r> Kept<'r> {
    fn of(document: &'r Document) -> Self {
        let links = document.body().links().iter();
        let links = links.map(|link| Link { span: (0, 0), ..link.clone() }).collect();
        match document {
            Document::Story(story) => {
                Self::Story(Cow::Borrowed(&story.profile), (&*story.summary).into(), links)
            }
            Document::Series(series) => Self::Series(Cow::Borrowed(series), links),
            Document::Page(page) => Self::Page(Cow::Borrowed(page), links),
            Document::Article(article) => Self::Article(
                Cow::Borrowed(&article.page),
                article.expires,
                (&*article.summary).into(),
                links,
            ),
        }
    }

    /// The document of a file; `None` where it is not of the kind that its place says.
    fn into_document(
        self,
        text: &TextFile,
        body: impl FnOnce(Vec<Link>) -> Body,
    ) -> Option<Document> {
        let (file, slug) = (Arc::clone(&text.file), text.slug.clone());
        let page = |page: Cow<'r, Page>, links| Page {
            file,
            slug,
            body: body(links),
            ..page.into_owned()
        };
        Some(match (self, text.kind) {
            (Self::Story(profile, summary, links), Kind::Story) => {
                let Page { file, slug, body, .. } = page(Cow::Owned(Page::default()), links);
                let (profile, summary) = (profile.into_owned(), summary.into());
                Document::Story(Arc::new(Story { file, slug, profile, body, summary }))
            }
            (Self::Series(series, links), Kind::Series) => {
                let Page { file, slug, body, .. } = page(Cow::Owned(Page::default()), links);
                Document::Series(Box::new(Series { file, slug, body, ..series.into_owned() }))
            }
            (Self::Page(of, links), Kind::Page) => Document::Page(Box::new(page(of, links))),
            (Self::Article(of, expires, summary, links), Kind::Article(section)) => {
                let (page, summary) = (page(of, links), summary.into());
                Document::Article(Arc::new(Article { section, page, expires, summary }))
            }
            (Self::Story(..) | Self::Series(..) | Self::Page(..) | Self::Article(..), _) => {
                return None;
            }
        })
    }
}

fn head(hash: Hash, signature: Option<Signature>) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..blake3::OUT_LEN].copy_from_slice(hash.as_bytes());
    if let Some(signature) = signature {
        head[blake3::OUT_LEN..HEAD - 1].copy_from_slice(&signature.to_bytes());
        head[HEAD - 1] = 1;
    }
    head
}

fn signature_of(entry: &[u8]) -> Option<Signature> {
    let (signature, rest) = entry.get(blake3::OUT_LEN..)?.split_first_chunk()?;
    (*rest.first()? == 1).then(|| Signature::from_bytes(signature))
}

/// An entry; `None` of one that is longer than its lengths can say.
fn entry(file: &str, rest: &[&[u8]]) -> Option<Entry> {
    let length: usize = rest.iter().map(|part| part.len()).sum();
    let mut entry = Vec::with_capacity(LENGTHS + file.len() + length);
    for length in [file.len(), length] {
        entry.extend(u32::try_from(length).ok()?.to_le_bytes());
    }
    entry.extend_from_slice(file.as_bytes());
    for part in rest {
        entry.extend_from_slice(part);
    }
    Some(Entry::Made(entry))
}

/// Where the entry of each file lies, in the order of the files, in which they are kept.
fn places(kept: &[u8]) -> Option<Vec<Place>> {
    let (mut places, mut at) = (Vec::new(), blake3::OUT_LEN.min(kept.len()));
    while at < kept.len() {
        let (lengths, _) = kept.get(at..)?.split_first_chunk::<LENGTHS>()?;
        let (name, rest) = lengths.split_at(LENGTHS / 2);
        let length = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize);
        let file = at + LENGTHS..at + LENGTHS + length(name)?;
        let rest = file.end..file.end + length(rest)?;
        kept.get(rest.clone())?;
        let entry = at..rest.end;
        at = rest.end;
        places.push(Place { entry, file, rest });
    }
    Some(places)
}
