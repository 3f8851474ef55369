//! What earlier runs have read of each text: its document, all but the tree of its body, and what is wrong with it.
//!
//! Entry points: [`Texts::new`], [`Texts::read`] for one file, [`Texts::entries`] for the next run. What comes of a file depends on
//! its bytes and on a [`Reading`]: an entry counts for the same bytes, told by their hash or by a settled signature, and all
//! entries for one reading. A body is parsed when somebody asks for it; a file that has other bytes by then is told by
//! [`Texts::whole`], and nothing that was made meanwhile may be used.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::ErrorKind;
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
use crate::parse::body::{Body, Settings};
use crate::parse::profile::Profile;
use crate::parse::{self, Article, Document, Kind, Page, Series, Story};

/// Bytes in front of an entry: the hash of the file, its signature, and whether it has one.
const HEAD: usize = blake3::OUT_LEN + Signature::BYTES + 1;

/// What earlier runs have read.
pub(in crate::build) struct Texts {
    /// What all that is kept was read by.
    by: Hash,
    settings: Settings,
    today: Option<Date>,
    signatures: HashMap<Arc<str>, Signature>,
    kept: Vec<u8>,
    /// Where in `kept` the entry of each file lies.
    places: HashMap<Box<str>, (usize, usize)>,
    fault: Arc<Mutex<Option<Error>>>,
}

/// What came of a file, and its entry for the next run; there is none of a file that is too large.
pub(in crate::build) type Read<'k> = (Parsed, Option<Cow<'k, [u8]>>);

/// What is kept of a file beside its head.
#[derive(Serialize, Deserialize)]
struct Rest<'r> {
    days: Days,
    #[serde(borrow)]
    diagnostics: Vec<Told<'r>>,
    document: Option<Kept<'r>>,
}

/// A document without what its place says and without the tree of its body.
#[derive(Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "one stands at a time, and nearly all are stories")]
enum Kept<'r> {
    Story(Cow<'r, Profile>, Cow<'r, str>, Outline<'r>),
    Series(Cow<'r, Series>, Outline<'r>),
    Page(Cow<'r, Page>, Outline<'r>),
    Article(Cow<'r, Page>, Option<Date>, Cow<'r, str>, Outline<'r>),
}

/// What of a body is asked for before it is shown.
#[derive(Serialize, Deserialize)]
struct Outline<'r> {
    characters: usize,
    links: Cow<'r, [Link]>,
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
        let signatures = inputs.map(Inputs::settled).unwrap_or_default();
        let (settings, fault) = (reading.settings(), Arc::default());
        Self { by, settings, today, signatures, kept, places, fault }
    }

    /// Reads one file, as far as it is not known.
    pub(in crate::build) fn read(
        &self,
        text: &TextFile,
        reading: &Reading,
    ) -> Result<Read<'_>, Error> {
        let known = self.places.get(&*text.file).map(|(from, to)| &self.kept[*from..*to]);
        let signature = self.signatures.get(&text.file);
        if let (Some(entry), Some(signature)) = (known, signature)
            && signature_of(entry) == Some(*signature)
            && let Some(parsed) = self.parsed(text, entry)
        {
            return Ok((parsed, Some(Cow::Borrowed(entry))));
        }
        let bytes = match text.path.read(parse::MAX_TEXT)? {
            Ok(bytes) => bytes,
            Err(size) => return Ok(((None, vec![too_large(&text.file, size)]), None)),
        };
        let hash = blake3::hash(&bytes);
        let head = head(hash, signature);
        if let Some(entry) = known.filter(|entry| entry.starts_with(hash.as_bytes()))
            && let Some(parsed) = self.parsed(text, entry)
        {
            return Ok((parsed, Some([&head, &entry[HEAD..]].concat().into())));
        }
        let mut parsed = parse_bytes(text, &bytes, reading);
        if let Some(body) = parsed.0.as_mut().and_then(Document::body_mut) {
            body.digest = Some(*hash.as_bytes());
        }
        let entry = postcard::to_extend(&Rest::of(&parsed, self.today), head.to_vec());
        Ok((parsed, entry.ok().map(Cow::Owned)))
    }

    /// All entries of this run, sorted by file, as they are kept; `None` where they are what is kept already.
    pub(in crate::build) fn entries(
        &self,
        entries: &[(Arc<str>, Cow<'_, [u8]>)],
    ) -> Option<Vec<u8>> {
        let mut bytes = self.by.as_bytes().to_vec();
        for (file, entry) in entries {
            for part in [file.as_bytes(), entry] {
                bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
                bytes.extend(part);
            }
        }
        (bytes != self.kept).then_some(bytes)
    }

    /// An error where a file had other bytes when its body was asked for.
    pub(in crate::build) fn whole(&self) -> Result<(), Error> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner).take();
        fault.map_or(Ok(()), Err)
    }

    /// What is kept of a file; `None` where it holds on other days alone.
    fn parsed(&self, text: &TextFile, entry: &[u8]) -> Option<Parsed> {
        let (hash, _) = entry.split_first_chunk::<{ blake3::OUT_LEN }>()?;
        let rest: Rest<'_> = postcard::from_bytes(entry.get(HEAD..)?).ok()?;
        if !rest.days.contain(self.today) {
            return None;
        }
        let document = match rest.document {
            Some(kept) => {
                Some(kept.into_document(text, |outline| self.body(text, *hash, outline))?)
            }
            None => None,
        };
        let diagnostics = rest.diagnostics.into_iter().map(Told::into_diagnostic).collect();
        Some((document, diagnostics))
    }

    fn body(&self, text: &TextFile, hash: [u8; 32], outline: Outline<'_>) -> Body {
        let Outline { characters, links } = outline;
        let source = Later {
            path: text.path.clone(),
            file: Arc::clone(&text.file),
            hash: hash.into(),
            settings: self.settings,
            fault: Arc::clone(&self.fault),
        };
        let mut body = Body::later(characters, links.into_owned(), Arc::new(move || source.read()));
        body.digest = Some(hash);
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
        Self {
            days: Days::of_document(document.as_ref(), today),
            diagnostics: diagnostics.iter().map(Told::of).collect(),
            document: document.as_ref().map(Kept::of),
        }
    }
}

impl<'r> Kept<'r> {
    fn of(document: &'r Document) -> Self {
        match document {
            Document::Story(story) => Self::Story(
                Cow::Borrowed(&story.profile),
                (&*story.summary).into(),
                Outline::of(&story.body),
            ),
            Document::Series(series) => {
                Self::Series(Cow::Borrowed(series), Outline::of(&series.body))
            }
            Document::Page(page) => Self::Page(Cow::Borrowed(page), Outline::of(&page.body)),
            Document::Article(article) => Self::Article(
                Cow::Borrowed(&article.page),
                article.expires,
                (&*article.summary).into(),
                Outline::of(&article.page.body),
            ),
        }
    }

    /// The document of a file; `None` where it is not of the kind that its place says.
    fn into_document(
        self,
        text: &TextFile,
        body: impl FnOnce(Outline<'r>) -> Body,
    ) -> Option<Document> {
        let (file, slug) = (Arc::clone(&text.file), text.slug.clone());
        let page = |page: Cow<'r, Page>, outline| Page {
            file,
            slug,
            body: body(outline),
            ..page.into_owned()
        };
        Some(match (self, text.kind) {
            (Self::Story(profile, summary, outline), Kind::Story) => {
                let Page { file, slug, body, .. } = page(Cow::Owned(Page::default()), outline);
                let (profile, summary) = (profile.into_owned(), summary.into());
                Document::Story(Arc::new(Story { file, slug, profile, body, summary }))
            }
            (Self::Series(series, outline), Kind::Series) => {
                let Page { file, slug, body, .. } = page(Cow::Owned(Page::default()), outline);
                Document::Series(Box::new(Series { file, slug, body, ..series.into_owned() }))
            }
            (Self::Page(of, outline), Kind::Page) => Document::Page(Box::new(page(of, outline))),
            (Self::Article(of, expires, summary, outline), Kind::Article(section)) => {
                let (page, summary) = (page(of, outline), summary.into());
                Document::Article(Arc::new(Article { section, page, expires, summary }))
            }
            (Self::Story(..) | Self::Series(..) | Self::Page(..) | Self::Article(..), _) => {
                return None;
            }
        })
    }
}

impl<'r> Outline<'r> {
    fn of(body: &'r Body) -> Self {
        Self { characters: body.characters, links: body.links().into() }
    }
}

fn head(hash: Hash, signature: Option<&Signature>) -> [u8; HEAD] {
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

/// Where the entry of each file lies.
fn places(kept: &[u8]) -> Option<HashMap<Box<str>, (usize, usize)>> {
    let (mut places, mut at) = (HashMap::new(), blake3::OUT_LEN.min(kept.len()));
    let mut next = || {
        let length = u32::from_le_bytes(*kept.get(at..)?.first_chunk()?) as usize;
        let from = at + 4;
        at = from + length;
        (at <= kept.len()).then_some((from, at))
    };
    while let Some((from, to)) = next() {
        let file = str::from_utf8(&kept[from..to]).ok()?;
        places.insert(file.into(), next()?);
    }
    Some(places)
}
