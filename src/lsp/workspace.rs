//! The open texts of an editor and the sites that they belong to.
//!
//! Entry point: [`Workspace`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use lsp_server::{Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _, PublishDiagnostics,
};
use lsp_types::request::{
    CodeActionRequest, Completion, GotoDefinition, HoverRequest, PrepareRenameRequest, Rename,
    Request as _,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CompletionOptions, CompletionParams,
    Diagnostic, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    GotoDefinitionParams, Hover, HoverContents, HoverParams, Location, MarkupContent, MarkupKind,
    OneOf, PrepareRenameResponse, PublishDiagnosticsParams, Range, RenameOptions, RenameParams,
    ServerCapabilities, TextDocumentPositionParams, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri,
    WorkDoneProgressOptions, WorkspaceEdit,
};
use serde::de::DeserializeOwned;
use url::Url;

use crate::build::{self, Options};
use crate::config;
use crate::diagnostic::Source;
use crate::discover::Keys;
use crate::error::Error;
use crate::fs;
use crate::locale::{Locale, Message};
use crate::lsp::{action, complete, context, definition, fault, hover, position, rename, table};
use crate::parse::{self, Story};
use crate::site::Site;

/// What the server can do.
pub(crate) fn capabilities() -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::FULL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let triggers = [":", " ", "{", ","].map(str::to_owned);
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.into()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::SOURCE_FIX_ALL,
                ]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    }
}

/// A text as an editor has it.
struct Open {
    uri: Uri,
    text: String,
}

/// What is known of a site.
#[derive(Default)]
struct Known {
    site: Option<Site>,
    /// Faults that an editor was told of.
    told: BTreeMap<Arc<str>, Vec<Diagnostic>>,
}

/// The open texts of an editor, and their sites.
pub(crate) struct Workspace {
    locale: Locale,
    today: Option<Date>,
    open: BTreeMap<PathBuf, Open>,
    sites: BTreeMap<PathBuf, Known>,
}

impl Workspace {
    /// A workspace in which nothing is open.
    pub(crate) fn new(locale: Locale, today: Option<Date>) -> Self {
        Self { locale, today, open: BTreeMap::new(), sites: BTreeMap::new() }
    }

    /// Takes a message that wants no answer; whether faults may be others now.
    pub(crate) fn notice(&mut self, notification: Notification) -> bool {
        match &*notification.method {
            DidOpenTextDocument::METHOD => {
                let Some(params) = read::<DidOpenTextDocumentParams>(notification.params) else {
                    return false;
                };
                let document = params.text_document;
                self.put(document.uri, document.text)
            }
            DidChangeTextDocument::METHOD => {
                let Some(params) = read::<DidChangeTextDocumentParams>(notification.params) else {
                    return false;
                };
                let text = params.content_changes.into_iter().next_back().map(|change| change.text);
                text.is_some_and(|text| self.put(params.text_document.uri, text))
            }
            DidCloseTextDocument::METHOD => {
                let Some(params) = read::<DidCloseTextDocumentParams>(notification.params) else {
                    return false;
                };
                let path = path(&params.text_document.uri);
                path.and_then(|path| self.open.remove(&path)).is_some()
            }
            DidSaveTextDocument::METHOD => true,
            _ => false,
        }
    }

    fn put(&mut self, uri: Uri, text: String) -> bool {
        let Some(path) = path(&uri) else { return false };
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        self.open.insert(path, Open { uri, text });
        true
    }

    /// Checks the sites of all open texts; gives what is to be told.
    ///
    /// # Errors
    /// Faults of the machine.
    pub(crate) fn faults(&mut self) -> Result<Vec<Notification>, Error> {
        let mut told = Vec::new();
        let roots: BTreeSet<PathBuf> = self.open.keys().filter_map(|path| root_of(path)).collect();
        for root in roots.iter().cloned().chain(self.sites.keys().cloned()).collect::<BTreeSet<_>>()
        {
            let (site, mut faults) = if roots.contains(&root) {
                let options = self.options(&root)?;
                let (site, report) = build::check_with_site(&options)?;
                let files = Files { workspace: self, root: &root };
                (Some(site), fault::of(&report, &files, &self.locale))
            } else {
                (None, BTreeMap::new())
            };
            let known = self.sites.remove(&root).unwrap_or_default();
            // What is no longer wrong is told as well.
            for file in known.told.into_keys() {
                faults.entry(file).or_default();
            }
            let files = Files { workspace: self, root: &root };
            let wrong = faults.iter().filter(|(_, faults)| !faults.is_empty());
            let wrong = wrong.map(|(file, faults)| (file.clone(), faults.clone())).collect();
            for (file, diagnostics) in faults {
                if let Some(uri) = fault::Files::uri(&files, &file) {
                    let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
                    told.push(Notification::new(PublishDiagnostics::METHOD.to_owned(), params));
                }
            }
            self.sites.insert(root, Known { site, told: wrong });
        }
        Ok(told)
    }

    /// What a check is asked: the texts that are not saved stand in place of the files.
    fn options(&self, root: &Path) -> Result<Options, Error> {
        let mut unsaved = BTreeMap::new();
        for (path, open) in &self.open {
            let Some(file) = file_in(root, path) else { continue };
            let saved = fs::read_if_exists(path, parse::MAX_TEXT)?;
            let saved = saved.map(|bytes| Source::decode(file.clone(), &bytes).text);
            if saved.as_ref() != Some(&open.text) {
                unsaved.insert(file, open.text.clone().into_bytes());
            }
        }
        let (root, output) = (root.to_path_buf(), root.join("public"));
        Ok(Options { root, output, unsaved, today: self.today, ..Options::default() })
    }

    /// Answers a request.
    pub(crate) fn answer(&self, request: Request) -> Response {
        let id = request.id.clone();
        let params = request.params;
        let result = match &*request.method {
            Completion::METHOD => read(params).map(|params| value(self.complete(&params))),
            HoverRequest::METHOD => read(params).map(|params| value(self.hover(&params))),
            CodeActionRequest::METHOD => read(params).map(|params| value(self.actions(&params))),
            GotoDefinition::METHOD => read(params).map(|params| value(self.definition(&params))),
            PrepareRenameRequest::METHOD => read(params).map(|params| value(self.tag(&params))),
            Rename::METHOD => match read(params).map(|params| self.rename(&params)) {
                Some(Err(why)) => {
                    let code = lsp_server::ErrorCode::RequestFailed as i32;
                    return Response::new_err(id, code, why);
                }
                Some(Ok(edit)) => Some(value(edit)),
                None => None,
            },
            _ => {
                let code = lsp_server::ErrorCode::MethodNotFound as i32;
                return Response::new_err(id, code, request.method);
            }
        };
        let Some(result) = result else {
            let code = lsp_server::ErrorCode::InvalidParams as i32;
            return Response::new_err(id, code, request.method);
        };
        Response::new_ok(id, result)
    }

    fn complete(&self, params: &CompletionParams) -> Option<Vec<lsp_types::CompletionItem>> {
        let at = self.at(&params.text_document_position)?;
        let (table, yaml) = table::of(&at.source, &at.keys)?;
        let context = context::at(&at.source.text, yaml, table, at.offset)?;
        Some(complete::items(&context, self.site(&at.root), &self.locale))
    }

    fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let at = self.at(&params.text_document_position_params)?;
        let (value, bytes) = hover::at(&at.source, at.offset, &at.keys, &self.locale)?;
        Some(Hover {
            contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
            range: Some(position::range(&at.source.text, bytes)),
        })
    }

    fn actions(&self, params: &CodeActionParams) -> Option<Vec<lsp_types::CodeAction>> {
        let uri = &params.text_document.uri;
        let (source, root) = self.source(uri)?;
        let offset = |position| position::offset(&source.text, position);
        let faults = self.sites.get(&root).and_then(|known| known.told.get(&source.file));
        Some(action::of(&action::Asked {
            bytes: offset(params.range.start)..offset(params.range.end),
            keys: &self.keys(&root),
            uri,
            locale: &self.locale,
            faults: faults.map_or(&[], Vec::as_slice),
            source: &source,
        }))
    }

    fn definition(&self, params: &GotoDefinitionParams) -> Option<Location> {
        let at = self.at(&params.text_document_position_params)?;
        let file = definition::of(&at.source, at.offset, &at.keys, self.site(&at.root)?)?;
        let uri = fault::Files::uri(&Files { workspace: self, root: &at.root }, &file)?;
        Some(Location::new(uri, Range::default()))
    }

    /// The tag under the cursor, which may get another name.
    fn tag(&self, at: &TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
        let at = self.at(at)?;
        let (tag, bytes) = at.tag(self.site(&at.root)?)?;
        let range = position::range(&at.source.text, bytes);
        Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: tag.to_owned() })
    }

    /// The changes in every story that has the tag under the cursor.
    ///
    /// # Errors
    /// Why there are none, in words: all of them are made or none.
    fn rename(&self, params: &RenameParams) -> Result<Option<WorkspaceEdit>, String> {
        let new = params.new_name.trim();
        let words = |message: &Message| self.locale.text(message);
        if new.is_empty() {
            return Err(words(&Message::new("name-empty")));
        }
        let found = self.at(&params.text_document_position).and_then(|at| {
            let site = self.site(&at.root)?;
            let (tag, _) = at.tag(site)?;
            Some((tag, site, at))
        });
        let Some((old, site, at)) = found else { return Ok(None) };
        let files = Files { workspace: self, root: &at.root };
        let mut changes = Vec::new();
        for story in stories(site) {
            let Some(text) = fault::Files::text(&files, &story.file) else { continue };
            let source = Source::decode(Arc::clone(&story.file), text.as_bytes());
            let edit = rename::edit((&source, story), &at.keys, (old, new)).map_err(|refusal| {
                let message = Message::new("lsp-rename-refused").text("file", &*story.file);
                words(&message.message("why", refusal.message()))
            })?;
            let uri = fault::Files::uri(&files, &story.file);
            changes.extend(edit.zip(uri).map(|(edit, uri)| (uri, vec![edit])));
        }
        let changes = Some(changes.into_iter().collect());
        Ok(Some(WorkspaceEdit { changes, ..WorkspaceEdit::default() }))
    }

    /// What is known of a site.
    fn site(&self, root: &Path) -> Option<&Site> {
        self.sites.get(root).and_then(|known| known.site.as_ref())
    }

    /// The keys of a site's texts: as it was looked at last, or as its settings say where it was not yet.
    fn keys(&self, root: &Path) -> Keys {
        match self.site(root) {
            Some(site) => Keys::of(&site.config),
            None => config::load(root).map(|(config, _)| Keys::of(&config)).unwrap_or_default(),
        }
    }

    /// What an editor asks about.
    fn at(&self, params: &TextDocumentPositionParams) -> Option<At> {
        let (source, root) = self.source(&params.text_document.uri)?;
        let offset = position::offset(&source.text, params.position);
        Some(At { offset, keys: self.keys(&root), source, root })
    }

    /// An open text of a site, and the site's folder.
    fn source(&self, uri: &Uri) -> Option<(Source, PathBuf)> {
        let path = path(uri)?;
        let root = root_of(&path)?;
        let file = file_in(&root, &path)?;
        let open = self.open.get(&path)?;
        Some((Source::decode(file, open.text.as_bytes()), root))
    }
}

/// A place in an open text.
struct At {
    source: Source,
    root: PathBuf,
    offset: usize,
    keys: Keys,
}

impl At {
    fn tag<'s>(&self, site: &'s Site) -> Option<(&'s str, std::ops::Range<usize>)> {
        let tags = stories(site).flat_map(|story| &story.profile.tags).map(String::as_str);
        rename::at(&self.source, self.offset, &self.keys, tags)
    }
}

/// All stories of a site, those that are kept back too.
fn stories(site: &Site) -> impl Iterator<Item = &Arc<Story>> {
    site.stories.iter().chain(site.kept.stories.iter().map(|(story, _)| story))
}

struct Files<'w> {
    workspace: &'w Workspace,
    root: &'w Path,
}

impl fault::Files for Files<'_> {
    fn uri(&self, file: &str) -> Option<Uri> {
        let path = inside(self.root, file);
        if let Some(open) = self.workspace.open.get(&path) {
            return Some(open.uri.clone());
        }
        Url::from_file_path(path).ok()?.as_str().parse().ok()
    }

    fn text(&self, file: &str) -> Option<String> {
        let path = inside(self.root, file);
        if let Some(open) = self.workspace.open.get(&path) {
            return Some(open.text.clone());
        }
        let bytes = fs::read_if_exists(&path, parse::MAX_TEXT).ok()??;
        Some(Source::decode(file.into(), &bytes).text)
    }
}

fn inside(root: &Path, file: &str) -> PathBuf {
    let mut path = root.to_path_buf();
    path.extend(file.split('/'));
    path
}

/// The nearest folder above a file that is a site.
fn root_of(path: &Path) -> Option<PathBuf> {
    let is_site = |folder: &&Path| {
        fs::metadata_if_exists(&folder.join(config::FILE)).is_ok_and(|found| found.is_some())
    };
    path.ancestors().skip(1).find(is_site).map(Path::to_path_buf)
}

/// The path of a file from the folder of its site.
fn file_in(root: &Path, path: &Path) -> Option<Arc<str>> {
    let inside = path.strip_prefix(root).ok()?;
    Some(inside.to_string_lossy().replace('\\', "/").into())
}

/// Where a text lies; editors write the colon of a drive as `%3A`.
fn path(uri: &Uri) -> Option<PathBuf> {
    let text = uri.as_str().replacen("%3A", ":", 1);
    Url::parse(&text).ok()?.to_file_path().ok()
}

fn read<T: DeserializeOwned>(params: serde_json::Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn value(answer: impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(answer).expect("types of the protocol are JSON")
}
