//! Bytes that nobody would write: the bodies of the fuzz targets over their corpora and over changes
//! of them, and texts made to take long. `fuzz/run` does the same for hours.

use std::fs;

use liuhao::yaml;

use crate::bodies;
use crate::support::{files, repository};

/// A small generator of numbers (xorshift), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

/// One to four changes: bytes turned, cut out, doubled, or taken from another input.
fn change(dice: &mut Dice, mut bytes: Vec<u8>, others: &[Vec<u8>]) -> Vec<u8> {
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(20)).min(bytes.len());
        match dice.below(4) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].repeat(1 + dice.below(4));
                bytes.splice(at..at, piece);
            }
            _ => {
                let other = &others[dice.below(others.len())];
                let from = dice.below(other.len());
                let piece = other[from..(from + dice.below(30)).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// What a target begins with.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let mut corpus = files(&repository().join("fuzz/corpus").join(target));
    for (_, folder, ending) in bodies::EXAMPLES.iter().filter(|(name, ..)| *name == target) {
        let mut examples = files(&repository().join(folder));
        examples.retain(|path, _| path.ends_with(&format!(".{ending}")));
        corpus.extend(examples);
    }
    corpus.into_values().collect()
}

#[test]
fn no_input_upsets_what_reads_it() {
    for (name, body) in bodies::ALL {
        let corpus = corpus(name);
        assert!(corpus.len() >= 3, "{name} has a corpus");
        for input in &corpus {
            body(input);
        }
        let mut dice = Dice(0x6C69_7568_616F);
        let rounds = match name {
            "page" => 150,
            "archive" | "word" | "article" | "sheet" | "open_sheet" => 500,
            _ => 3000,
        };
        for _ in 0..rounds {
            let input = corpus[dice.below(corpus.len())].clone();
            body(&change(&mut dice, input, &corpus));
        }
    }
}

#[test]
fn findings_stay_mended() {
    let mut count = 0;
    for (name, body) in bodies::ALL {
        for (_, input) in files(&repository().join("fuzz/found").join(name)) {
            body(&input);
            count += 1;
        }
    }
    assert!(count > 0, "there are findings to try");
}

/// Nodes of the YAML reader are counted, so none of these is read to its end.
#[test]
fn yaml_that_multiplies_or_nests_is_refused() {
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..30 {
        let uses = vec![format!("*a{}", level - 1); 10].join(",");
        bomb += &format!("a{level}: &a{level} [{uses}]\n");
    }
    let deep = |open: &str| open.repeat(10_000);
    for text in [bomb, deep("["), deep("{a: "), deep("- "), deep("? "), deep("a:\n  ")] {
        let document = yaml::read(&text, 0..text.len(), yaml::Limits::default());
        assert!(!document.broken.is_empty(), "{text:.40}");
    }
}

#[test]
fn a_key_of_a_megabyte_is_refused_as_any_unknown_key() {
    let site = crate::support::Site::new();
    let key = "长".repeat(350_000);
    site.put(
        "content/branches/a.md",
        format!("---\ntitle: 甲\ndate: 2024-07-01\n{key}: 乙\n---\n"),
    );
    let run = site.build();
    run.exits(1);
    assert!(run.err.len() < 20_000, "the report repeats the key: {} bytes", run.err.len());
    assert!(!fs::exists(site.path("public")).unwrap());
}
