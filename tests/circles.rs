//! No files import each other in a circle, directly or by others: such a group could only be read as a whole.
//!
//! `tests/house.rs` holds modules to the same. What a file imports is followed to the file that defines it. A
//! file may import what the `mod.rs` above it defines, which is what all below it share.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path of a `use`, and the name that it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Import {
    path: Vec<String>,
    name: String,
}

/// One file: what it defines, imports and hands on.
#[derive(Debug, Default)]
struct Module {
    code: String,
    imports: Vec<Import>,
    exports: Vec<Import>,
}

type Name = Vec<String>;
type Modules = BTreeMap<Name, Module>;

/// Every file of `src/` under the name of its module.
fn modules() -> Modules {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = Modules::new();
    for entry in walkdir::WalkDir::new(&src).into_iter().filter_map(Result::ok) {
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "rs") || path.ends_with("main.rs") {
            continue;
        }
        let inside = path.strip_prefix(&src).unwrap().with_extension("");
        let mut name: Name = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if name.last().is_some_and(|last| last == "mod" || last == "lib") {
            name.pop();
        }
        let text = fs::read_to_string(path).unwrap();
        // Tests may use anything.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let lines = code.lines().map(|line| line.split("//").next().unwrap());
        let code = lines.collect::<Vec<_>>().join("\n");
        let (exports, imports) = imports(&code);
        modules.insert(name, Module { code, imports, exports });
    }
    // The way to the disk of another system has another name.
    let unix = modules.remove(&of("fs/unix")).unwrap();
    modules.insert(of("fs/sys"), unix);
    modules
}

fn of(name: &str) -> Name {
    name.split('/').map(str::to_owned).collect()
}

/// What is handed on, and what is imported.
fn imports(code: &str) -> (Vec<Import>, Vec<Import>) {
    let (mut exports, mut own) = (Vec::new(), Vec::new());
    for statement in code.split(';') {
        let statement = statement.rsplit(['}', ']']).find(|part| part.contains("use ")).map_or(
            statement,
            |_| {
                // The tree of a `use` may hold braces: it begins behind the last line that is none of it.
                let at = statement.rfind("\nuse ").or_else(|| statement.rfind("\npub"));
                at.map_or(statement, |at| &statement[at..])
            },
        );
        let statement = statement.trim_start();
        let is_public = statement.starts_with("pub");
        let Some(tree) = statement.strip_prefix("use ").or_else(|| {
            let rest = statement.strip_prefix("pub")?;
            let rest = rest
                .strip_prefix('(')
                .map_or(Some(rest), |rest| rest.split_once(')').map(|(_, rest)| rest));
            rest?.trim_start().strip_prefix("use ")
        }) else {
            continue;
        };
        flatten(&[], tree, if is_public { &mut exports } else { &mut own });
    }
    (exports, own)
}

/// The leaves of `a::{b, c::{d, self}, e as f}`.
fn flatten(before: &[String], tree: &str, found: &mut Vec<Import>) {
    let tree = tree.trim();
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split("::").map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let Some(open) = tree.find('{') else {
        let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(a, b)| (a, Some(b)));
        let mut path = [before.to_vec(), parts(path)].concat();
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let Some(last) = path.last().cloned() else { return };
        let name = alias.map_or(last, |alias| alias.trim().to_owned());
        found.push(Import { path, name });
        return;
    };
    let before = [before.to_vec(), parts(&tree[..open])].concat();
    let inner = &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                flatten(&before, &inner[start..at], found);
                start = at + 1;
            }
            _ => {}
        }
    }
    flatten(&before, &inner[start..], found);
}

/// A path of a `use` in a module, from the crate on; `None` for another crate's.
fn absolute(modules: &Modules, here: &[String], path: &[String]) -> Option<Name> {
    let first = path.first()?;
    if first == "crate" {
        return Some(path[1..].to_vec());
    }
    if first == "self" {
        return Some([here, &path[1..]].concat());
    }
    let ups = path.iter().take_while(|part| *part == "super").count();
    if ups > 0 {
        return Some([&here[..here.len() - ups], &path[ups..]].concat());
    }
    let child = [here, &path[..1]].concat();
    modules.contains_key(&child).then(|| [here, path].concat())
}

/// The module that defines what a path leads to.
fn definer(modules: &Modules, path: &[String], depth: usize) -> Option<Name> {
    let length = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (module, rest) = path.split_at(length);
    let (Some(item), true) = (rest.first(), depth < 8) else { return Some(module.to_vec()) };
    let here = &modules[module];
    let is_own = ["fn", "struct", "enum", "const", "type", "trait", "static", "macro_rules!"]
        .iter()
        .any(|kind| defines(&here.code, kind, item));
    let handed = here.exports.iter().chain(&here.imports).find(|one| one.name == *item);
    match handed.filter(|_| !is_own) {
        Some(one) => {
            let next = absolute(modules, module, &one.path)?;
            definer(modules, &[next, rest[1..].to_vec()].concat(), depth + 1)
        }
        None => Some(module.to_vec()),
    }
}

fn defines(code: &str, kind: &str, item: &str) -> bool {
    let wanted = format!("{kind} {item}");
    code.match_indices(&wanted).any(|(at, _)| {
        let next = code[at + wanted.len()..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    })
}

/// Which module imports from which; what the `mod.rs` above defines is left out.
fn edges(modules: &Modules) -> BTreeMap<Name, BTreeSet<Name>> {
    let mut edges = BTreeMap::<Name, BTreeSet<Name>>::new();
    for (here, module) in modules {
        let to = edges.entry(here.clone()).or_default();
        for import in &module.imports {
            let path = absolute(modules, here, &import.path);
            let Some(found) = path.and_then(|path| definer(modules, &path, 0)) else { continue };
            if !here.starts_with(&found) {
                to.insert(found);
            }
        }
    }
    edges
}

fn reached<'e>(edges: &'e BTreeMap<Name, BTreeSet<Name>>, from: &Name) -> BTreeSet<&'e Name> {
    let (mut seen, mut open) = (BTreeSet::new(), Vec::from_iter(&edges[from]));
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            open.extend(&edges[next]);
        }
    }
    seen
}

/// The groups of files of which each reaches all others.
fn circles(edges: &BTreeMap<Name, BTreeSet<Name>>) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&Name, BTreeSet<&Name>> =
        edges.keys().map(|name| (name, reached(edges, name))).collect();
    let (mut circles, mut done) = (Vec::new(), BTreeSet::new());
    for (name, far) in reached.iter().filter(|(name, far)| far.contains(*name)) {
        let circle: BTreeSet<String> = far
            .iter()
            .filter(|other| reached[*other].contains(name))
            .map(|other| other.join("/"))
            .collect();
        if done.insert(circle.clone()) {
            circles.push(circle);
        }
    }
    circles
}

#[test]
fn imports_are_read_right() {
    let code = "use a::{b, c::{self, d as e}};\n\npub use x::Y;\nfn f() {}\nuse super::g::H;\npub(super) use z::Z;";
    let (exports, own) = imports(code);
    let shown = |imports: &[Import]| -> Vec<String> {
        imports.iter().map(|one| format!("{} {}", one.path.join("::"), one.name)).collect()
    };
    assert_eq!(shown(&own), ["a::b b", "a::c c", "a::c::d e", "super::g::H H"]);
    assert_eq!(shown(&exports), ["x::Y Y", "z::Z Z"]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let modules = modules();
    assert!(modules.len() > 300);
    let edges = edges(&modules);
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 1_000);
    let circles = circles(&edges);
    let to = |file: &String| edges[&of(file)].iter().map(|to| to.join("/")).collect::<Vec<_>>();
    let shown = |circle: &BTreeSet<String>| {
        circle.iter().map(|file| (file.clone(), to(file))).collect::<Vec<_>>()
    };
    assert!(circles.is_empty(), "{:#?}", circles.iter().map(shown).collect::<Vec<_>>());
}
