//! What a story is called: its title, its second title and what stands with them.
//!
//! Entry point: [`take_head`].

use jiff::civil::Date;

use crate::claims::clause::is_han;
use crate::date;
use crate::import::draft::Signature;
use crate::import::manuscript::{Line, Run, Side};
use crate::import::shape::headings::Body;
use crate::import::shape::kinds::{is_form_name, is_kind_before_colon, is_letter_name, is_titled};
use crate::import::shape::marks::{LONGEST, ends_sentence, length, mark};
use crate::import::shape::{Piece, signoff};
use crate::parse::body::frame::is_document_number;

/// With what a second title ends that says of whom the story is.
const ENDS: [&str; 16] = [
    "做法",
    "简介",
    "故事",
    "风采",
    "剪影",
    "二三事",
    "纪事",
    "党支部",
    "事迹",
    "事迹材料",
    "纪实",
    "侧记",
    "巡礼",
    "掠影",
    "小记",
    "工作纪事",
];
/// A shorter line above a heading may be one itself.
const SHORTEST_TITLE: usize = 8;
/// A shorter line of this kind may be a heading.
const SHORTEST: usize = 10;

/// What stands above a story.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) signoff: Vec<Signature>,
    /// Lines above the title that are no part of the story: 某局文件, 某发〔2024〕12号.
    pub(super) above: Vec<String>,
}

/// Takes title, second title, day and makers from the beginning of a story. `known` is a title that the file says
/// outside its text.
pub(super) fn take_head(pieces: &mut Vec<Piece>, body: &Body, known: Option<&str>) -> Head {
    let mut head = Head::default();
    let mut at = 0;
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    if let Some(title) = known {
        head.title = Some(title.to_owned());
        if pieces
            .first()
            .and_then(Piece::line)
            .is_some_and(|line| squeezed(&line.text()) == squeezed(title))
        {
            pieces.remove(0);
        }
    } else {
        head.above = take_letterhead(pieces);
        at = take_title(pieces, body, &mut head).unwrap_or_default();
    }
    if head.title.is_none() {
        return head;
    }
    while let Some(line) = pieces.get(at).and_then(Piece::line) {
        let text = line.text();
        let signed = signoff::signatures(&text);
        let byline = signoff::byline(&text);
        if !byline.is_empty() {
            head.signoff.extend(byline);
        } else if head.subtitle.is_none() && is_subtitle(line, &text) {
            head.subtitle = Some(text);
        } else if !signed.is_empty() && signoff::is_role_line(&text) {
            head.signoff.extend(signed);
        } else if let Some(day) = bare_day(&text).filter(|_| head.date.is_none()) {
            head.date = Some(day);
        } else {
            break;
        }
        pieces.remove(at);
    }
    head
}

/// Takes the head of a letter, and what a text is called above a title that is marked as one: 先进事迹材料.
fn take_letterhead(pieces: &mut Vec<Piece>) -> Vec<String> {
    let lines: Vec<&Line> = pieces.iter().take(4).map_while(Piece::line).collect();
    let is_short = |line: &Line| length(&line.text()) <= LONGEST && !ends_sentence(&line.text());
    let numbered = lines.iter().take(3).position(|line| is_document_number(&line.text()));
    let first = numbered.map_or(0, |at| at + 1);
    let marked = (first + 1..lines.len().min(first + 3)).find(|at| {
        let (line, above) = (lines[*at], lines[first]);
        let is_larger = line.side == Side::Centre && line.size > above.size && above.size > 0;
        let text = above.text();
        line.is_title && !above.is_title
            || is_larger && (is_kind_of_text(text.trim()) || is_label(&text))
    });
    let end = marked.unwrap_or(first);
    let is_head =
        |line: &&Line| is_short(line) && !line.text().contains("支部") && line.level.is_none();
    if end == 0 || end >= lines.len() || !lines[..end].iter().all(is_head) {
        return Vec::new();
    }
    let taken = pieces.drain(..end).filter_map(|piece| piece.line().map(Line::text));
    taken.collect()
}

/// Takes the title; gives the place behind it, `None` where there is none.
fn take_title(pieces: &mut Vec<Piece>, body: &Body, head: &mut Head) -> Option<usize> {
    // 推荐单位：某局 and 支部名称：某支部 on a cover: they are of the text below the title.
    let cover = rows_of_cover(pieces, body);
    if cover > 0 {
        let rows: Vec<Piece> = pieces.drain(..cover).collect();
        let at = take_title(pieces, body, head);
        let behind = at.unwrap_or_default().min(pieces.len());
        pieces.splice(behind..behind, rows);
        return at;
    }
    // A photo may stand above the title, the name of a column, or the number of an issue.
    let is_above = |piece: &Piece| {
        piece.line().is_none_or(|line| is_masthead(&line.text()) || is_label(&line.text()))
    };
    let first = pieces.iter().position(|piece| !is_above(piece)).filter(|at| *at <= 2)?;
    let at = issue(pieces, first).unwrap_or(first);
    join(pieces, at);
    // 记者：某甲　通讯员：某乙 above the title.
    if let Some(line) = pieces.get(at).and_then(Piece::line).map(Line::text)
        && signoff::is_role_line(&line)
        && pieces
            .get(at + 1)
            .and_then(Piece::line)
            .is_some_and(|next| opens_text(&next.text(), pieces))
    {
        head.signoff.extend(signoff::signatures(&line));
        pieces.remove(at);
    }
    if let Some(name) = name_above(pieces, at) {
        head.subtitle = Some(name);
        pieces.remove(at);
    }
    let first = pieces.get(at).and_then(Piece::line)?;
    if !is_title(first, pieces.get(at + 1).and_then(Piece::line), body, pieces) {
        return None;
    }
    let look = |line: &Line| (line.face.clone(), line.size, line.side, line.is_title);
    // 银辉照水↵——记示例县某支部: Shift and Enter part the two.
    let whole = first.text();
    let below = whole.find(['\n', ' ']).map(|at| (&whole[..at], &whole[at + 1..]));
    let below = below.filter(|(_, below)| below.trim_start().starts_with('—'));
    let (mut title, first_look) = (closed(below.map_or(&*whole, |(title, _)| title)), look(first));
    if let Some((_, below)) = below.filter(|_| head.subtitle.is_none()) {
        head.subtitle = Some(below.trim().to_owned());
    }
    let is_marked = first.is_title || first.side == Side::Centre && first.size > body.size;
    pieces.remove(at);
    // A long title stands in two lines.
    if let Some(next) = pieces.get(at).and_then(Piece::line)
        && is_marked
        && look(next) == first_look
        && !ends_sentence(&next.text())
        && !next.text().starts_with(['—', '-', '－', '―'])
        && mark(&next.text()).is_none()
        && length(&next.text()) <= LONGEST
    {
        title = format!("{title} {}", closed(&next.text()));
        pieces.remove(at);
    }
    head.title = Some(title.replace('\n', " "));
    Some(at)
}

/// How many rows of a form stand above a title that looks like one.
fn rows_of_cover(pieces: &[Piece], body: &Body) -> usize {
    const MOST: usize = 8;
    let looks_like_title =
        |line: &Line| line.is_title || line.side == Side::Centre && line.size > body.size;
    let lines = pieces.iter().map_while(Piece::line);
    let rows = lines.take_while(|line| is_row(&line.text()) && !looks_like_title(line)).count();
    let title = pieces.get(rows).and_then(Piece::line);
    if rows <= MOST && title.is_some_and(looks_like_title) { rows } else { 0 }
}

/// The name of the branch, where it stands above the title of its story.
fn name_above(pieces: &[Piece], at: usize) -> Option<String> {
    let line = |at: usize| pieces.get(at).and_then(Piece::line);
    let (first, title) = (line(at)?, line(at + 1)?);
    let text = first.text();
    // 甲局退休干部党支部——, and the title below.
    let name = text.trim().trim_end_matches(['—', '-', '：']).trim_end();
    let is_name = name.ends_with("支部")
        && (7..=LONGEST).contains(&length(name))
        && !name.contains('的')
        && mark(&text).is_none();
    let words = title.text();
    let stands_above_text = || {
        !ends_sentence(&words)
            && title.level.is_none()
            && mark(&words).is_none()
            && !is_label(&words)
            && length(&words) <= LONGEST
            && line(at + 2).is_some_and(|third| {
                let third = third.text();
                // 一、支部概况 right below a title that is no heading itself.
                length(&third) > LONGEST
                    || mark(&third).is_some() && length(&words) >= SHORTEST_TITLE
            })
            && !is_subtitle(title, &words)
    };
    let is_above = title.is_title && !first.is_title || stands_above_text();
    (is_name && is_above).then(|| name.to_owned())
}

/// 先 进 事 迹: characters that were set apart for their look are one word.
fn closed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_single = |word: &&str| length(word) == 1 && word.chars().all(is_han);
    if words.len() > 2 && words.iter().all(is_single) { words.concat() } else { text.to_owned() }
}

/// 先进事迹材料, 2023年工作总结: what a text is, and nothing of what it says.
fn is_kind_of_text(line: &str) -> bool {
    const KINDS: [&str; 12] = [
        "先进事迹",
        "先进事迹材料",
        "事迹材料",
        "事迹简介",
        "主要事迹",
        "工作总结",
        "工作汇报",
        "情况汇报",
        "工作报告",
        "工作打算",
        "申报材料",
        "推荐材料",
    ];
    KINDS.iter().any(|kind| line.ends_with(kind))
        && (length(line) <= 8
            || line.starts_with(|c: char| c.is_ascii_digit())
            || line.starts_with("关于"))
}

/// A name that is cut into lines, 甲县委党校 above 离退休干部党支部, is one line; 先进事迹 below it belongs to it.
fn join(pieces: &mut Vec<Piece>, at: usize) {
    const KINDS: [&str; 6] = ["离退休", "退休", "老干部", "老党员", "老年", "离休"];
    let short = |at: usize| {
        let line = pieces.get(at).and_then(Piece::line).map(Line::text)?;
        (length(&line) <= LONGEST && !ends_sentence(&line)).then_some(line)
    };
    let (Some(office), Some(branch)) = (short(at), short(at + 1)) else { return };
    let is_name = KINDS.iter().any(|kind| branch.trim().starts_with(kind))
        && branch.contains("支部")
        && !office.contains("支部")
        && office.trim().chars().all(is_han);
    // 甲局离退休干部党支部 above 2023年工作总结 is half a title.
    let is_half = office.trim().ends_with("支部") && is_kind_of_text(branch.trim());
    if !is_name && !is_half {
        return;
    }
    let ends = ["事迹", "材料", "纪实", "汇报", "总结", "报告", "简介", "侧记"];
    let tail = short(at + 2)
        .filter(|tail| length(tail) <= 10 && ends.iter().any(|end| tail.ends_with(end)));
    let tail = tail.filter(|_| is_name);
    let count = 2 + usize::from(tail.is_some());
    let text = format!("{}{}{}", office.trim(), branch.trim(), tail.unwrap_or_default().trim());
    let Some(Piece::Line(line)) = pieces.get_mut(at) else { return };
    line.runs = vec![Run { text, ..Run::default() }];
    pieces.drain(at + 1..at + count);
}

fn is_title(line: &Line, next: Option<&Line>, body: &Body, pieces: &[Piece]) -> bool {
    let text = line.text();
    if line.is_title {
        return true;
    }
    if length(&text) > LONGEST
        || ends_sentence(&text)
        || mark(&text).is_some()
        || line.side == Side::Right
    {
        return false;
    }
    if let Some((level, _)) = line.level {
        // The one heading above all others.
        let same = pieces
            .iter()
            .filter_map(Piece::line)
            .filter(|one| one.level.is_some_and(|(other, _)| other <= level));
        let deeper = pieces
            .iter()
            .filter_map(Piece::line)
            .any(|one| one.level.is_some_and(|(other, _)| other > level));
        let is_large = line.side == Side::Centre && line.size > body.size;
        return same.count() == 1 && (deeper || is_large);
    }
    let face = line.face.clone().unwrap_or_default();
    let is_other = line.side == Side::Centre
        || (line.size > body.size && body.size > 0)
        || line.is_bold()
        || (face != body.face && !face.is_empty());
    let is_above_text = next.is_some_and(|next| {
        let text = next.text();
        let is_text = length(&text) > LONGEST || text.ends_with('。');
        is_text || is_subtitle(next, &text) || mark(&text).is_some()
    });
    // 某支部, or 某支部品牌介绍, above the rows of a form.
    let is_above_form = next
        .is_some_and(|next| is_row(&next.text()) || is_label(&next.text()) || is_columns(next))
        && text.contains("支部")
        && !is_row(&text)
        && !signoff::is_role_line(&text);
    is_other || is_above_text || is_above_form || opens_text(&text, pieces)
}

/// 考核项目　自查结果: two short words with a wide blank between them.
fn is_columns(line: &Line) -> bool {
    let text = line.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| (2..=10).contains(&length(word)) && word.chars().all(is_han);
    words.len() == 2 && words.iter().all(is_word) && !signoff::is_role_line(&text)
}

/// Whether the first line of a text without looks is a title: a text follows at once, below a salutation, a name, or the rows
/// of a form; a line of that kind is no title itself.
fn opens_text(first: &str, pieces: &[Piece]) -> bool {
    let is_long = |piece: &Piece| piece.line().is_some_and(|line| length(&line.text()) > LONGEST);
    let is_other =
        is_label(first) || signoff::is_role_line(first) && !is_titled(first) || is_row(first);
    let is_sentence = first.ends_with(['。', '！', '？']);
    ((4..=LONGEST).contains(&length(first)) || is_letter_name(first))
        && !is_other
        && !is_sentence
        && (pieces.iter().take(8).any(is_long) || is_form_name(first) || is_titled(first))
}

/// 支部名称：某支部 is a row of a form, 县委老干部局： a salutation. 某支部：让爱延续 is a title.
fn is_row(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(['：', ':']) else { return false };
    // 班长日记：爷爷奶奶的支部 is a title as well.
    let is_title =
        || head.trim_end().ends_with("支部") || is_kind_before_colon(head) && length(rest) >= 5;
    rest.trim().is_empty() || length(head) <= 8 && !is_title()
}

/// 【支部概况】 is a heading, and 经验交流 above a title is a column.
fn is_label(text: &str) -> bool {
    const COLUMNS: [&str; 18] = [
        "经验交流",
        "典型经验",
        "典型案例",
        "先进典型",
        "典型事迹",
        "工作动态",
        "支部风采",
        "榜样力量",
        "身边榜样",
        "银龄风采",
        "银发风采",
        "支部巡礼",
        "党建巡礼",
        "基层动态",
        "老干部风采",
        "先锋榜",
        "光荣榜",
        "经验材料",
    ];
    text.starts_with('【') && text.ends_with('】') || COLUMNS.contains(&text.trim())
}

/// The place behind the head of a bulletin: its name, 第16期, and who makes it, when.
fn issue(pieces: &[Piece], at: usize) -> Option<usize> {
    let text = |at: usize| pieces.get(at).and_then(Piece::line).map(Line::text);
    let name = text(at)?;
    let is_name = ["简报", "信息", "快报", "通讯", "专刊", "动态", "参考", "专报"]
        .iter()
        .any(|end| name.trim_end().ends_with(end));
    let next = (at + 1..at + 3).find(|at| text(*at).is_some_and(|line| is_masthead(&line)))?;
    let maker = text(next + 1)?;
    let is_maker = length(&maker) <= 40
        && maker.contains(|c: char| c.is_ascii_digit())
        && maker.contains('年')
        && (maker.contains('编')
            || maker.contains("办公室")
            || maker.contains('局')
            || bare_day(&maker).is_some());
    is_name.then_some(if is_maker { next + 2 } else { next + 1 })
}

/// 【简报】2024年第9期: the number of an issue above the title.
fn is_masthead(text: &str) -> bool {
    let bare = text.trim().trim_end_matches(['）', ')']);
    let number =
        bare.strip_suffix('期').map(|head| head.trim_end_matches(|c: char| c.is_ascii_digit()));
    length(text) <= 24 && number.is_some_and(|head| head.ends_with('第') || head.ends_with("总第"))
}

fn is_subtitle(line: &Line, text: &str) -> bool {
    let is_short = length(text) <= LONGEST && !ends_sentence(text) && line.level.is_none();
    let has_dash = text.starts_with(['—', '－', '―']) || text.starts_with("--");
    let names =
        ["支部", "事迹", "纪实", "侧记", "党委", "党总支"].iter().any(|word| text.contains(word));
    // In a text without a look of its own the last words tell: ……党支部工作纪实.
    let ends = ENDS.iter().any(|word| text.ends_with(word)) && length(text) >= SHORTEST;
    let is_named = line.side == Side::Centre && names || line.side != Side::Right && ends;
    is_short && (has_dash || is_named && mark(text).is_none() && !is_row(text))
}

/// （2024年3月18日）
fn bare_day(text: &str) -> Option<Date> {
    let inner = text.trim_matches(['（', '）', '(', ')', ' ']);
    let day = inner.strip_prefix("发布时间：").or(inner.strip_prefix("日期：")).unwrap_or(inner);
    date::parse(day.trim()).ok()?.full()
}
