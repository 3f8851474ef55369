//! Why a text is not YAML that we take: the scanner's many words as the few that an editor can act on.
//!
//! Entry point: [`Fault`]. Where a fault is noticed late, the place is moved to where it began.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

/// Why a text is not YAML that we take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// More nodes or depth than any profile needs (anchors that multiply).
    TooLarge,
    /// A `!tag`.
    Tag,
    /// A `*name` or `&name` that is meant as text.
    Anchor,
    /// A key that is a list, a map or nothing.
    ComplexKey,
    /// Not a map, but one text or a list.
    NotAMap,
    /// A second document.
    SecondDocument,
    /// A `: ` inside a value.
    ColonInValue,
    /// A line without `: `.
    MissingColon,
    /// A `[` or `]` without partner.
    OpenList,
    /// A `{` or `}` without partner.
    OpenMap,
    /// Values in `[…]` or `{…}` that no `,` parts.
    MissingComma,
    /// A quote without partner.
    OpenQuote,
    /// More behind a value that its quotes or brackets have closed.
    AfterValue,
    /// A value that begins with a character that means something else.
    BadStart,
    /// A backslash in `"…"` that means nothing.
    BadEscape,
    /// A character that cannot be seen.
    ControlCharacter,
    /// A Tab in front of a key.
    Tab,
    /// Keys of one level that begin in different columns.
    Indentation,
    /// Anything else.
    Other,
}

/// What surrounds a fault.
pub(super) struct Around<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The opening bracket of the innermost list or map in brackets.
    pub bracket: Option<usize>,
    /// The end of what was read last.
    pub read: usize,
}

/// The fault that the scanner means by `error`, noticed at byte `at`, and the byte where it begins.
pub(super) fn told(error: &ScanError, at: usize, around: &Around<'_>) -> (Fault, usize) {
    use ErrorKind as Kind;
    match error.kind() {
        Kind::RecursionLimitExceeded | Kind::AnchorCountOverflow => (Fault::TooLarge, at),
        Kind::UnexpectedCharacter { character } => unexpected(*character, at, around.text),
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            (Fault::OpenQuote, at)
        }
        Kind::InvalidTrailingSingleQuotedScalar
        | Kind::InvalidTrailingDoubleQuotedScalar
        | Kind::CommentNotSeparated => (Fault::AfterValue, at),
        Kind::InvalidBlockScalarHeader
        | Kind::ZeroBlockScalarIndent
        | Kind::PlainScalarStartsWithDashFlowIndicator
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::MappingKeyNotAllowed => (Fault::BadStart, at),
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => (Fault::Tab, at),
        Kind::MissingAnchorOrAliasName | Kind::UnknownAnchor => (Fault::Anchor, at),
        kind if is_escape(kind) => (Fault::BadEscape, at),
        kind if is_tag(kind) => (Fault::Tag, at),
        kind if is_directive(kind) => (Fault::BadStart, at),
        kind => structure(kind, at, around),
    }
}

/// Faults of how values stand to one another.
fn structure(kind: &ErrorKind, at: usize, around: &Around<'_>) -> (Fault, usize) {
    use ErrorKind as Kind;
    // The scanner runs ahead of what is read.
    let ahead = || unclosed(around.text, around.read.min(at)..at);
    let around = &Around { bracket: around.bracket.or_else(ahead), ..*around };
    match kind {
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::MisplacedFlowCollectionEnd
        | Kind::MismatchedFlowCollectionEnd { .. } => open_bracket(at, around),
        Kind::InvalidColonPlacement
        | Kind::MappingValueNotAllowed
        | Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::BlockEntryInFlowCollection
        | Kind::InvalidFlowScalarIndent
        | Kind::FlowMappingValueAdjacentCollection
        | Kind::ExpectedNodeContent
        | Kind::UnexpectedEof
            if around.bracket.is_some() =>
        {
            in_brackets(kind, at, around)
        }
        Kind::InvalidColonPlacement | Kind::MappingValueNotAllowed => colon(at, around),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => {
            (Fault::MissingColon, text_of_line(around.text, at))
        }
        Kind::ExpectedBlockMappingKey | Kind::ExpectedBlockSequenceEntry
            if !around.text[around.read.min(at)..at].contains('\n') =>
        {
            (Fault::AfterValue, at)
        }
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::ExpectedDocumentStart
        | Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent
        | Kind::CommentInterceptedScalar => (Fault::Indentation, text_of_line(around.text, at)),
        Kind::MultipleDocumentsUnsupported
        | Kind::InvalidDocumentEnd
        | Kind::MissingDocumentEndBeforeDirective => (Fault::SecondDocument, at),
        // What is wrong behind an open bracket is wrong for it.
        kind if around.bracket.is_some() => in_brackets(kind, at, around),
        _ => (Fault::Other, at),
    }
}

fn unexpected(character: char, at: usize, text: &str) -> (Fault, usize) {
    if character.is_control() || is_forbidden(character) {
        let found = text[at..].find(character).map_or(at, |found| at + found);
        return (Fault::ControlCharacter, found);
    }
    (Fault::BadStart, at)
}

/// Whether a character may stand in no page and no feed.
pub(super) fn is_forbidden(c: char) -> bool {
    let is_control = c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    is_control || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// The first bracket in the bytes `part` of `text` that nothing closes there. Those in quotes are words.
fn unclosed(text: &str, part: Range<usize>) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in part.clone().zip(text.as_bytes()[part].iter().copied()) {
        let begins = matches!(before, b' ' | b'\n' | b'\t' | b',' | b':' | b'-' | b'[' | b'{');
        match byte {
            b'"' | b'\'' if quote == Some(byte) => quote = None,
            b'"' | b'\'' if quote.is_none() && begins => quote = Some(byte),
            b'[' | b'{' if quote.is_none() && begins => open.push(at),
            b']' | b'}' if quote.is_none() => {
                open.pop();
            }
            _ => {}
        }
        before = byte;
    }
    open.first().copied()
}

/// A bracket that nothing closes is told where it opens; one too many, where it stands.
fn open_bracket(at: usize, around: &Around<'_>) -> (Fault, usize) {
    let at = around.bracket.unwrap_or(at);
    match around.text.as_bytes().get(at) {
        Some(b'{' | b'}') => (Fault::OpenMap, at),
        _ => (Fault::OpenList, at),
    }
}

/// What goes wrong behind the line of an opening bracket follows from that bracket.
fn in_brackets(kind: &ErrorKind, at: usize, around: &Around<'_>) -> (Fault, usize) {
    let start = around.bracket.unwrap_or(at).min(at);
    let rest = &around.text[at..];
    let line = rest.split('\n').next().unwrap_or_default();
    let closes = match around.text.as_bytes().get(start) {
        Some(b'{') => '}',
        _ => ']',
    };
    let is_one_line = !around.text[start..at].contains('\n');
    match kind {
        _ if !is_one_line || !line.contains(closes) => open_bracket(at, around),
        ErrorKind::InvalidColonPlacement | ErrorKind::MappingValueNotAllowed => {
            (Fault::ColonInValue, at)
        }
        _ => (Fault::MissingComma, at),
    }
}

/// A second `: `, or a key that is further in than the one above it.
fn colon(at: usize, around: &Around<'_>) -> (Fault, usize) {
    let line = around.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = around.text[line..at].trim_start();
    let is_further_in = before.len() < at - line && is_key(before);
    if is_further_in { (Fault::Indentation, at - before.len()) } else { (Fault::ColonInValue, at) }
}

/// Whether a text looks like a key: one short word.
pub(super) fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 12
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Where the text of the line that holds `at` begins.
fn text_of_line(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let blank = text[line..].len() - text[line..].trim_start_matches([' ', '\t']).len();
    line + blank
}

fn is_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

fn is_tag(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UndeclaredTagHandle
            | ErrorKind::ExpectedTagBang
            | ErrorKind::InvalidGlobalTagCharacter
            | ErrorKind::InvalidTagTerminator
            | ErrorKind::MissingTagUri
            | ErrorKind::UnclosedVerbatimTag
            | ErrorKind::InvalidTagEscape
            | ErrorKind::InvalidTagUtf8LeadingByte
            | ErrorKind::InvalidTagUtf8TrailingByte
            | ErrorKind::InvalidTagUtf8
    )
}

/// A line that begins with `%`.
fn is_directive(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::DirectiveDisallowed
            | ErrorKind::DuplicateVersionDirective
            | ErrorKind::UnsupportedYamlMajorVersion
            | ErrorKind::DuplicateTagDirective
            | ErrorKind::ExpectedTagDirectiveBang
            | ErrorKind::InvalidDirectiveTerminator
            | ErrorKind::InvalidTagDirectiveTerminator
            | ErrorKind::MissingYamlVersionSeparator
            | ErrorKind::MissingYamlVersion
            | ErrorKind::YamlVersionTooLong
            | ErrorKind::MissingDirectiveName
            | ErrorKind::InvalidDirectiveName
            | ErrorKind::DirectiveByteLimitExceeded { .. }
            | ErrorKind::TooManyReservedDirectiveParams { .. }
    )
}
