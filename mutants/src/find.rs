//! Finds what can be changed in a file: values of functions, operators, arms of a `match` and their guards.
//!
//! Entry point: [`in_modules`]. Constants, `const fn` and tests are left as they are: the question whether a change is on cannot
//! be asked there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, GenericArgument, PathArguments, ReturnType, Type, UnOp};

/// An arm that is never taken for its guard.
pub const GUARD_FALSE: &str = "guard false";
/// An arm that is taken whatever its guard says.
pub const GUARD_TRUE: &str = "guard true";

/// All that can be changed in some modules.
pub struct Changes {
    pub files: Vec<File>,
    /// What does not compile, by number.
    pub dropped: BTreeSet<usize>,
}

/// A file before it is changed, with what can be changed in it, in the order of the text.
pub struct File {
    pub module: String,
    pub path: PathBuf,
    pub text: String,
    pub nodes: Vec<Node>,
}

/// A part of a file that can be changed in one or more ways.
pub struct Node {
    pub place: Range<usize>,
    pub shape: Shape,
    pub changes: Vec<Change>,
}

/// How a part is written anew.
pub enum Shape {
    /// Nothing is replaced: the function returns another value before it begins.
    Body,
    /// `left && right`, `left || right`: by De Morgan's laws one is the other of what is negated.
    Logic { left: Range<usize>, op: &'static str, right: Range<usize> },
    /// `left op right`, other operators in its place.
    Binary { left: Range<usize>, right: Range<usize> },
    /// `!operand`, `-operand`, without the sign.
    Sign { operand: Range<usize> },
    /// An arm without a guard: a guard that is never true takes it away. The place is the end of its pattern.
    Arm,
    /// An arm's guard: never true, always true.
    Guard,
}

/// One change.
pub struct Change {
    pub id: usize,
    pub line: usize,
    pub function: String,
    /// What is written instead: an operator, a value.
    pub instead: String,
    /// Names it when lines and numbers have changed: file, function, what is written instead, the n-th of these.
    pub key: String,
}

impl Changes {
    pub fn count(&self) -> usize {
        self.all().count()
    }

    pub fn all(&self) -> impl Iterator<Item = (&File, &Change)> {
        self.files.iter().flat_map(|file| {
            file.nodes.iter().flat_map(move |node| node.changes.iter().map(move |one| (file, one)))
        })
    }

    /// Those that compile.
    pub fn viable(&self) -> impl Iterator<Item = (&File, &Change)> {
        self.all().filter(|(_, one)| !self.dropped.contains(&one.id))
    }
}

/// What can be changed in the files of modules: `own` has them as they are, `tree` is where they are changed.
pub fn in_modules(own: &Path, tree: &Path, modules: &[String]) -> Changes {
    let mut next = 1;
    let mut files = Vec::new();
    let paths = modules.iter().flat_map(|module| {
        crate::files(own, module).into_iter().map(move |path| (module.clone(), path))
    });
    for (module, path) in paths {
        let text = std::fs::read_to_string(&path).expect("a file of the module can be read");
        let parsed = syn::parse_file(&text).expect("the program compiles");
        let name = path.strip_prefix(own).expect("it lies there").to_owned();
        let path = tree.join(&name);
        let mut finder = Finder { next, path: name.display().to_string(), ..Finder::default() };
        finder.visit_file(&parsed);
        next = finder.next;
        let mut nodes = finder.nodes;
        nodes.sort_by_key(|node| (node.place.start, std::cmp::Reverse(node.place.end)));
        files.push(File { module, path, text, nodes });
    }
    files.retain(|file| !file.nodes.is_empty());
    Changes { files, dropped: BTreeSet::new() }
}

#[derive(Default)]
struct Finder {
    next: usize,
    path: String,
    same: BTreeMap<String, usize>,
    nodes: Vec<Node>,
    function: Vec<String>,
}

impl Finder {
    fn add(&mut self, place: Range<usize>, line: usize, shape: Shape, instead: Vec<String>) {
        if self.function.is_empty() || instead.is_empty() {
            return;
        }
        let function = self.function.join("::");
        let changes = instead
            .into_iter()
            .map(|instead| {
                let id = self.next;
                self.next += 1;
                let same = format!("{}:{function}:{instead}", self.path);
                let nth = self.same.entry(same.clone()).or_insert(0_usize);
                *nth += 1;
                let key = format!("{same}:{nth}");
                Change { id, line, function: function.clone(), instead, key }
            })
            .collect();
        self.nodes.push(Node { place, shape, changes });
    }

    fn body(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if block.stmts.is_empty() || signature.asyncness.is_some() {
            return;
        }
        let open = block.brace_token.span.open().byte_range().end;
        let values = match &signature.output {
            ReturnType::Default => vec!["()".to_owned()],
            ReturnType::Type(_, of) => values(of, 0),
        };
        self.add(open..open, signature.ident.span().start().line, Shape::Body, values);
    }

    fn inside(&mut self, signature: &syn::Signature, block: &syn::Block) {
        if signature.constness.is_some() {
            return;
        }
        self.function.push(signature.ident.to_string());
        self.body(signature, block);
        visit::visit_block(self, block);
        self.function.pop();
    }
}

/// Whether something is there for tests alone.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|one| {
        one.path().is_ident("test")
            || one.path().is_ident("cfg") && one.to_token_stream().to_string().contains("test")
    })
}

impl<'a> Visit<'a> for Finder {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}

    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}

    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.inside(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.inside(&item.sig, &item.block);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        if is_test(&item.attrs) {
            return;
        }
        let name = item.self_ty.to_token_stream().to_string().replace(' ', "");
        self.function.push(name);
        visit::visit_item_impl(self, item);
        self.function.pop();
    }

    fn visit_expr_const(&mut self, _: &'a syn::ExprConst) {}

    fn visit_expr_repeat(&mut self, repeat: &'a syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_type(&mut self, _: &'a Type) {}

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        let (left, right) = (bytes(&*binary.left), bytes(&*binary.right));
        let (place, line) = (bytes(binary), binary.op.span().start().line);
        let logic = |op| Shape::Logic { left: left.clone(), op, right: right.clone() };
        let has_let = has_let(&binary.left) || has_let(&binary.right);
        match &binary.op {
            BinOp::And(_) if !has_let => self.add(place, line, logic("&&"), vec!["||".into()]),
            BinOp::Or(_) => self.add(place, line, logic("||"), vec!["&&".into()]),
            op => {
                let others = others(op).iter().map(|op| (*op).to_owned()).collect();
                self.add(place, line, Shape::Binary { left, right }, others);
            }
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'a syn::ExprUnary) {
        if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) {
            let shape = Shape::Sign { operand: bytes(&*unary.expr) };
            let line = unary.span().start().line;
            self.add(bytes(unary), line, shape, vec!["no sign".into()]);
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, matched: &'a syn::ExprMatch) {
        let has_rest = matched.arms.iter().any(|arm| arm.guard.is_none() && is_rest(&arm.pat));
        for arm in &matched.arms {
            let line = arm.pat.span().start().line;
            match &arm.guard {
                Some((_, guard)) if !has_let(guard) => self.add(
                    bytes(&**guard),
                    line,
                    Shape::Guard,
                    vec![GUARD_FALSE.into(), GUARD_TRUE.into()],
                ),
                None if has_rest && !is_rest(&arm.pat) => {
                    let end = bytes(&arm.pat).end;
                    self.add(end..end, line, Shape::Arm, vec!["no such arm".into()]);
                }
                Some(_) | None => {}
            }
        }
        visit::visit_expr_match(self, matched);
    }
}

fn bytes(of: &impl Spanned) -> Range<usize> {
    // Of several tokens, the span of the first and of the last: joined spans need a nightly compiler, bytes do not.
    of.span().byte_range()
}

/// Whether a pattern takes everything; a name with a capital, as `None`, is no new name.
fn is_rest(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        syn::Pat::Ident(name) => {
            name.subpat.is_none() && name.ident.to_string().starts_with(char::is_lowercase)
        }
        _ => false,
    }
}

/// Whether a condition binds names: it can be taken apart by nothing but `&&`.
fn has_let(of: &Expr) -> bool {
    match of {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// Operators that may stand in place of one.
fn others(op: &BinOp) -> &'static [&'static str] {
    match op {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::Lt(_) => &["==", ">", "<="],
        BinOp::Gt(_) => &["==", "<", ">="],
        BinOp::Le(_) => &[">", "<"],
        BinOp::Ge(_) => &["<", ">"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) | BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&", "^"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) | BinOp::MulAssign(_) => &["+=", "/="],
        BinOp::DivAssign(_) => &["%=", "*="],
        BinOp::BitOrAssign(_) => &["&=", "^="],
        BinOp::BitAndAssign(_) => &["|=", "^="],
        _ => &[],
    }
}

/// Values of a type that a function may return whatever it is given; those that a type does not have do not compile.
fn values(of: &Type, depth: usize) -> Vec<String> {
    let plain = |values: &[&str]| values.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    if depth > 2 {
        return Vec::new();
    }
    match of {
        Type::Tuple(tuple) if tuple.elems.is_empty() => plain(&["()"]),
        Type::Tuple(tuple) => {
            let firsts: Option<Vec<String>> =
                tuple.elems.iter().map(|one| values(one, depth + 1).into_iter().next()).collect();
            firsts.map_or_else(Vec::new, |firsts| vec![format!("({})", firsts.join(", "))])
        }
        Type::Reference(reference) => {
            let inner = reference.elem.to_token_stream().to_string();
            match inner.as_str() {
                "str" => plain(&["\"\"", "\"xyzzy\""]),
                _ if inner.starts_with('[') && reference.mutability.is_none() => plain(&["&[]"]),
                _ => Vec::new(),
            }
        }
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Vec::new() };
            let inner = || match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments
                    .args
                    .iter()
                    .find_map(|one| match one {
                        GenericArgument::Type(of) => Some(values(of, depth + 1)),
                        _ => None,
                    })
                    .unwrap_or_default(),
                PathArguments::None | PathArguments::Parenthesized(_) => Vec::new(),
            };
            let each = |before: &str, after: &str| {
                inner().into_iter().map(|one| format!("{before}{one}{after}")).collect::<Vec<_>>()
            };
            match last.ident.to_string().as_str() {
                "bool" => plain(&["true", "false"]),
                "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => plain(&["0", "1"]),
                "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => plain(&["0", "1", "-1"]),
                "f32" | "f64" => plain(&["0.0", "1.0"]),
                "String" => plain(&["String::new()", "\"xyzzy\".to_owned()"]),
                "Option" => [plain(&["None"]), each("Some(", ")")].concat(),
                "Vec" => [plain(&["vec![]"]), each("vec![", "]")].concat(),
                "Result" => each("Ok(", ")"),
                "Box" if last.arguments.to_token_stream().to_string().contains("str") => {
                    plain(&["\"\".into()", "\"xyzzy\".into()"])
                }
                "Box" => each("Box::new(", ")"),
                "Cow" => plain(&["\"\".into()", "\"xyzzy\".into()"]),
                _ => plain(&["Default::default()"]),
            }
        }
        _ => Vec::new(),
    }
}
