//! Honours that are told by what the branch is: 你们是2020年全县先进基层党组织，是2022年市级“六好”示范党支部.
//!
//! Entry point: [`claims`]. Only a title with its year counts: 支部是县里的先进党支部 is praise as well as a fact.

use memchr::memmem;

use super::clause::{clause_before, item_behind};
use super::text::{Subject, Text};
use super::verbs::HONOURING;
use super::{Claim, honour, listed};

/// Who is told to be something.
const WHO: [&str; 9] =
    ["支部", "我们", "你们", "他们", "她们", "咱们", "大家", "这里", "支部的老同志们"];
/// What may stand between who it is and the verb.
const ADVERBS: [char; 6] = ['也', '还', '又', '更', '既', '都'];
/// What is told of a branch behind a year, and is no honour.
const NO_TITLES: [&str; 8] = ["的", "成立", "组建", "设立", "建立", "创建", "第一", "唯一"];

pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for at in memmem::find_iter(text.prose.as_bytes(), "是") {
        let start = at + "是".len();
        if !is_year(&text.prose[start..]) || !is_of_branch(text, at, &claims) {
            continue;
        }
        let entry = item_behind(text.prose, start);
        let is_other = NO_TITLES.iter().chain(&HONOURING).any(|word| entry.contains(word));
        let Some(title) = listed::title(entry).filter(|_| !is_other) else { continue };
        let range = start + title.range.start..start + title.range.end;
        let is_known = |one: &Claim| one.range.start < range.end && range.start < one.range.end;
        if !known.iter().any(is_known) {
            claims.extend(honour::listed(text, start, &title));
        }
    }
    claims
}

/// Whether a text begins with 2020年.
fn is_year(behind: &str) -> bool {
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && behind[digits..].starts_with('年')
}

/// Whether the 是 at byte `at` says what the branch is, or goes on with what it is.
fn is_of_branch(text: &Text<'_>, at: usize, claims: &[Claim]) -> bool {
    let who = clause_before(text.prose, at).trim().trim_end_matches(ADVERBS);
    let goes_on = || claims.last().is_some_and(|last| text.is_one_sentence(&last.range, &(at..at)));
    let is_named = WHO.iter().any(|one| who.ends_with(one)) && text.subject(at) != Subject::Other;
    is_named || who.is_empty() && goes_on()
}
