//! Which characters are Chinese, Japanese or Korean, which are wide, and how many there are.
//!
//! Entry points: [`is_cjk`], [`is_wide`], [`is_shared`], [`count`]. The tables are those of the CommonMark
//! CJK-friendly amendments: East Asian Width W, F and H without the emoji, and all Hangul
//! (Unicode 17).

/// Whether a delimiter run beside `c` follows the rule for CJK.
pub(super) fn is_cjk(c: char) -> bool {
    c >= '\u{1100}' && (is_ideograph(c) || is_in(WIDE, c) || is_in(KOREAN_AND_HALF, c))
}

/// Whether a line may break beside `c` without leaving a space. Hangul has spaces between words.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{1100}' && (is_ideograph(c) || is_in(WIDE, c) || is_in(EMOJI, c))
}

/// Marks that Chinese and Latin script share; their neighbours tell which they are.
pub(super) fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// The bulk of any story, without a search.
fn is_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn is_in(table: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    let at = table.partition_point(|(_, last)| *last < c);
    table.get(at).is_some_and(|(first, _)| *first <= c)
}

/// Wide and full width, neither emoji nor Hangul.
static WIDE: &[(u32, u32)] = &[
    (0x2329, 0x232A),
    (0x2630, 0x2637),
    (0x268A, 0x268F),
    (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3),
    (0x2F00, 0x2FD5),
    (0x2FF0, 0x302D),
    (0x3030, 0x303E),
    (0x3041, 0x3096),
    (0x3099, 0x30FF),
    (0x3105, 0x312F),
    (0x3190, 0x31E5),
    (0x31EF, 0x31FF),
    (0x3220, 0x3247),
    (0x3250, 0x325F),
    (0x327F, 0xA48C),
    (0xA490, 0xA4C6),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE52),
    (0xFE54, 0xFE66),
    (0xFE68, 0xFE6B),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x1_6FE0, 0x1_6FE4),
    (0x1_6FF0, 0x1_6FF6),
    (0x1_7000, 0x1_8CDA),
    (0x1_8CFF, 0x1_8D20),
    (0x1_8D80, 0x1_8DF2),
    (0x1_8E00, 0x1_9191),
    (0x1_91A0, 0x1_91D2),
    (0x1_AFF0, 0x1_AFF3),
    (0x1_AFF5, 0x1_AFFB),
    (0x1_AFFD, 0x1_AFFE),
    (0x1_B000, 0x1_B128),
    (0x1_B132, 0x1_B132),
    (0x1_B150, 0x1_B152),
    (0x1_B155, 0x1_B155),
    (0x1_B164, 0x1_B168),
    (0x1_B170, 0x1_B2FB),
    (0x1_D300, 0x1_D356),
    (0x1_D360, 0x1_D376),
    (0x1_F1AE, 0x1_F1AE),
    (0x1_F200, 0x1_F200),
    (0x1_F202, 0x1_F202),
    (0x1_F210, 0x1_F219),
    (0x1_F21B, 0x1_F22E),
    (0x1_F230, 0x1_F231),
    (0x1_F237, 0x1_F237),
    (0x1_F23B, 0x1_F23B),
    (0x1_F240, 0x1_F248),
    (0x1_F260, 0x1_F265),
    (0x1_F6D9, 0x1_F6D9),
    (0x1_F7DA, 0x1_F7DA),
    (0x1_FA8B, 0x1_FA8D),
    (0x1_FACC, 0x1_FACC),
    (0x1_FADD, 0x1_FADD),
    (0x1_FAEB, 0x1_FAEB),
    (0x1_FAF9, 0x1_FAFA),
    (0x2_0000, 0x2_FFFD),
    (0x3_0000, 0x3_FFFD),
];

/// Hangul, and half width.
static KOREAN_AND_HALF: &[(u32, u32)] = &[
    (0x1100, 0x11FF),
    (0x20A9, 0x20A9),
    (0x302E, 0x302F),
    (0x3131, 0x318E),
    (0x3200, 0x321E),
    (0x3260, 0x327E),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7A3),
    (0xD7B0, 0xD7C6),
    (0xD7CB, 0xD7FB),
    (0xFF61, 0xFFBE),
    (0xFFC2, 0xFFC7),
    (0xFFCA, 0xFFCF),
    (0xFFD2, 0xFFD7),
    (0xFFDA, 0xFFDC),
    (0xFFE8, 0xFFEE),
];

/// Wide emoji.
static EMOJI: &[(u32, u32)] = &[
    (0x231A, 0x231B),
    (0x23E9, 0x23EC),
    (0x23F0, 0x23F0),
    (0x23F3, 0x23F3),
    (0x25FD, 0x25FE),
    (0x2614, 0x2615),
    (0x2648, 0x2653),
    (0x267F, 0x267F),
    (0x2693, 0x2693),
    (0x26A1, 0x26A1),
    (0x26AA, 0x26AB),
    (0x26BD, 0x26BE),
    (0x26C4, 0x26C5),
    (0x26CE, 0x26CE),
    (0x26D4, 0x26D4),
    (0x26EA, 0x26EA),
    (0x26F2, 0x26F3),
    (0x26F5, 0x26F5),
    (0x26FA, 0x26FA),
    (0x26FD, 0x26FD),
    (0x2705, 0x2705),
    (0x270A, 0x270B),
    (0x2728, 0x2728),
    (0x274C, 0x274C),
    (0x274E, 0x274E),
    (0x2753, 0x2755),
    (0x2757, 0x2757),
    (0x2795, 0x2797),
    (0x27B0, 0x27B0),
    (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C),
    (0x2B50, 0x2B50),
    (0x2B55, 0x2B55),
    (0x1_F004, 0x1_F004),
    (0x1_F0CF, 0x1_F0CF),
    (0x1_F18E, 0x1_F18E),
    (0x1_F191, 0x1_F19A),
    (0x1_F201, 0x1_F201),
    (0x1_F21A, 0x1_F21A),
    (0x1_F22F, 0x1_F22F),
    (0x1_F232, 0x1_F236),
    (0x1_F238, 0x1_F23A),
    (0x1_F250, 0x1_F251),
    (0x1_F300, 0x1_FAFF),
];
/// Characters, and ASCII blanks among them. In bytes, short sums and without a branch: the compiler
/// makes vector instructions of it, and every character of every story passes here.
pub(super) fn count(text: &[u8]) -> (usize, usize) {
    let sums = text.chunks(usize::from(u8::MAX)).map(|chunk| {
        chunk.iter().fold((0u8, 0u8), |(characters, blanks), byte| {
            let is_blank = matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ');
            (characters + u8::from(byte & 0xC0 != 0x80), blanks + u8::from(is_blank))
        })
    });
    sums.fold((0, 0), |all, chunk| (all.0 + usize::from(chunk.0), all.1 + usize::from(chunk.1)))
}
