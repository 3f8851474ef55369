//! Random edits of random profiles: exactly that change, and no line of another fact.
//!
//! `LIUHAO_EDITS=1000000 cargo test --test edit random` makes a long run of it; `LIUHAO_SEED` begins elsewhere.

use liuhao::edit::{self, Change};
use liuhao::parse::profile::keys::PROFILE;
use serde_json::{Value, json};

use crate::profile::{self, Dice, LISTS, Model, SINGLES, Sort, neutral, read};
use crate::written::{Line, Look, write};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A change, done to the model, and whose lines it may touch.
type Done = (Value, Vec<String>);

fn change(model: &mut Model, dice: &mut Dice) -> Option<Done> {
    if dice.is(2) { Some(of_single(model, dice)) } else { of_row(model, dice) }
}

fn of_single(model: &mut Model, dice: &mut Dice) -> Done {
    let single = dice.pick(&SINGLES);
    let group = single.path.split('.').next().unwrap().to_owned();
    let owners = vec![single.path.to_owned(), group];
    let is_names = single.sort == Sort::Names;
    if dice.is(5) {
        model.singles.remove(single.path);
        let value = if is_names { json!([]) } else { json!("") };
        return (json!({"op": "set", "path": single.path, "value": value}), owners);
    }
    let values = profile::value(single.sort, dice);
    let value = if is_names { json!(values) } else { json!(values[0]) };
    model.singles.insert(single.path, values);
    (json!({"op": "set", "path": single.path, "value": value}), owners)
}

/// A column that may not be empty is never taken away.
fn of_row(model: &mut Model, dice: &mut Dice) -> Option<Done> {
    let list = dice.pick(&LISTS);
    let path = list.path;
    let group = path.split('.').next().unwrap().to_owned();
    let rows = model.lists.entry(path).or_default();
    let first = list.columns[0].0;
    let nth = dice.below(rows.len());
    let mut owners = vec![path.to_owned(), group];
    let asked = match dice.below(4) {
        0 => {
            let row = profile::row(list, dice);
            if rows.iter().any(|one| one[first] == row[first]) {
                return None;
            }
            let at = dice.below(rows.len() + 1);
            rows.insert(at, row.clone());
            json!({"op": "insert", "path": path, "nth": at, "values": row})
        }
        1 if !rows.is_empty() => {
            rows.remove(nth);
            owners.push(format!("{path}/{nth}"));
            json!({"op": "remove", "path": path, "nth": nth})
        }
        2 if !rows.is_empty() => {
            let to = dice.below(rows.len());
            let row = rows.remove(nth);
            rows.insert(to, row);
            owners.extend((nth.min(to)..=nth.max(to)).map(|nth| format!("{path}/{nth}")));
            json!({"op": "move", "path": path, "nth": nth, "to": to})
        }
        3 if !rows.is_empty() => {
            let (column, _, _, sort) = *dice.pick(list.columns);
            let value = profile::value(sort, dice).remove(0);
            if column == first && rows.iter().any(|one| one[first] == value) {
                return None;
            }
            owners.push(format!("{path}/{nth}"));
            let is_spare = list.columns[2..].iter().any(|(path, ..)| *path == column);
            if is_spare && dice.is(3) {
                rows[nth].remove(column);
                json!({"op": "set", "path": path, "nth": nth, "field": column, "value": ""})
            } else {
                rows[nth].insert(column, value.clone());
                json!({"op": "set", "path": path, "nth": nth, "field": column, "value": value})
            }
        }
        _ => return None,
    };
    if model.lists[path].is_empty() {
        model.lists.remove(path);
    }
    Some((asked, owners))
}

/// All lines of others stand in the new text, in their order, with their line ends.
fn keeps_others(lines: &[Line], after: &str, owners: &[String], goes_whole: bool) -> bool {
    let mut left =
        after.trim_start_matches('\u{FEFF}').split('\n').map(|line| line.trim_end_matches('\r'));
    let mut others = lines.iter().filter(|(_, owner)| {
        let owner = owner.trim_end_matches('|');
        let owner = if goes_whole { owner.trim_end_matches('#') } else { owner };
        owner.is_empty() || !owners.iter().any(|one| one == owner)
    });
    others.all(|(line, _)| left.any(|one| one == line))
}

#[test]
fn exactly_that_change_and_no_line_of_another_fact() {
    let mut dice = Dice(number("LIUHAO_SEED", 1));
    let tries = number("LIUHAO_EDITS", 1000);
    let (mut done, mut refused) = (0u64, 0u64);
    while done < tries {
        let model = Model::random(&mut dice);
        let look = Look::random(&mut dice);
        let (text, lines) = write(&model, &look, &mut dice);
        assert_eq!(read(&text).unwrap(), neutral(&model), "{text}");
        for _ in 0..4 {
            let mut changed = model.clone();
            let Some((asked, owners)) = change(&mut changed, &mut dice) else { continue };
            let edits: [Change; 1] = [serde_json::from_value(asked.clone()).unwrap()];
            done += 1;
            let after = match edit::edit_bytes(text.as_bytes(), &PROFILE, &edits) {
                Ok(after) => String::from_utf8(after).unwrap(),
                Err(refusal) => {
                    refused += 1;
                    assert!(
                        std::env::var_os("LIUHAO_REFUSALS").is_none(),
                        "{text}\n{asked}\n{refusal:?}"
                    );
                    continue;
                }
            };
            let goes_whole =
                asked["op"] != "set" || asked["value"] == "" || asked["value"] == json!([]);
            assert_eq!(read(&after).unwrap(), neutral(&changed), "{text}\n{asked}\n{after}");
            assert!(keeps_others(&lines, &after, &owners, goes_whole), "{text}\n{asked}\n{after}");
            assert_eq!(after.starts_with('\u{FEFF}'), text.starts_with('\u{FEFF}'));
            let ends = |text: &str| {
                (
                    text.matches("\r\n").count() > 0,
                    text.matches('\n').count() == text.matches("\r\n").count(),
                )
            };
            assert_eq!(ends(&after), ends(&text), "{asked}\n{after:?}");
            if asked["op"] == "set" {
                let again = edit::edit_bytes(after.as_bytes(), &PROFILE, &edits).unwrap();
                assert_eq!(String::from_utf8(again).unwrap(), after, "{asked}, again");
            }
        }
    }
    println!("{done} edits, {refused} refused");
    // A refusal is no fault, but an editor should meet none.
    assert!(refused * 200 <= done, "{refused} of {done} refused");
}
