//! A program with each kind of change, read by `src/tests.rs`: what is found in each function, in the order of the text.
// logic: true | false | && | ||
// smaller: true | false | == | > | <=
// sums: 0 | 1 | - | * | + | /
// grown: 0 | 1 | -= | *=
// sign: 0 | 1 | -1 | no sign
// not: true | false | no sign
// arms: "" | "xyzzy" | no such arm | no such arm | guard false | guard true | == | < | >=
// maybe: None | Some(0) | Some(1)
// Stack::push: ()
// main: ()
// texts: String::new() | "xyzzy".to_owned() | !=

struct Stack(Vec<u8>);

impl Stack {
    fn push(&mut self, one: u8) {
        self.0.push(one);
    }
}

const LIMIT: usize = 3 + 4;

const fn limit() -> usize {
    LIMIT * 2
}

fn logic(a: bool, b: bool, c: bool) -> bool {
    (a && b) || c
}

fn smaller(a: usize, b: usize) -> bool {
    a < b
}

fn sums(a: usize, b: usize, c: usize) -> usize {
    a + b * c
}

fn grown(mut a: usize, b: usize) -> usize {
    a += b;
    a
}

fn sign(a: i32) -> i32 {
    -a
}

fn not(a: bool) -> bool {
    !a
}

fn arms(a: u8) -> &'static str {
    match a {
        1 => "one",
        2 | 3 => "two && three",
        other if other > 9 => "many",
        _ => "none",
    }
}

fn maybe(a: u8) -> Option<u8> {
    a.checked_sub(5)
}

fn texts(a: u8) -> String {
    // What stands in a text, a macro or a remark is no operator: a == b.
    assert!(a < 100 && a + 1 != 0, "a > b");
    let is_small = a == 7;
    format!("{} == {is_small}", a + 1)
}

fn main() {
    let both = [false, true];
    for (a, b) in [(1, 2), (2, 2), (3, 2)] {
        println!("{} {} {}", smaller(a, b), grown(a + 3, b), sums(a * 6, 3, b + 3));
    }
    for a in both {
        for (b, c) in [(false, false), (false, true), (true, false), (true, true)] {
            println!("{} {}", logic(a, b, c), not(a));
        }
    }
    for a in 0..12 {
        println!("{} {} {:?} {}", arms(a), sign(i32::from(a) + 1), maybe(a), texts(a));
    }
    let mut stack = Stack(Vec::new());
    stack.push(1);
    println!("{:?} {LIMIT} {}", stack.0, limit());
}

#[cfg(test)]
mod tests {
    fn half(a: usize) -> usize {
        a / 2
    }
}
