//! What may be typed, and what is said when it is typed wrongly.
//!
//! Entry points: [`command`] is the whole interface with its help in one language; [`explain`]
//! words clap's faults. Help texts are `help-<subcommand>` and `help-<subcommand>-<flag>` in
//! `locales/`.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Args, Command, CommandFactory, Parser};
use jiff::civil::Date;

use crate::cli::out;
use crate::cli::report::Format;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::wechat::Look;

#[derive(Debug, Parser)]
#[command(name = "liuhao", version, disable_help_subcommand = true, disable_help_flag = true)]
#[command(disable_version_flag = true, subcommand_required = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) subcommand: Subcommand,
    // Read before the arguments are parsed (`cli::language`); named here to be accepted.
    #[arg(long, global = true, value_parser = ["zh", "en"], hide_possible_values = true)]
    lang: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    Init(InitArguments),
    New(NewArguments),
    Import(ImportArguments),
    Build(BuildArguments),
    Serve(ServeArguments),
    Check(CheckArguments),
    Explain(ExplainArguments),
    Wechat(WechatArguments),
    Booklet(BookletArguments),
    Poster(PosterArguments),
    Deploy(DeployArguments),
    Clean(CleanArguments),
    Theme(ThemeArguments),
    Schema(SchemaArguments),
    Lsp(LspArguments),
    Completions(CompletionsArguments),
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// The words of one name: who types a blank in it need not know of quotes.
    #[arg(required = true)]
    pub(super) name: Vec<String>,
    #[arg(long)]
    pub(super) slug: Option<String>,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// `-` is standard input.
    pub(super) file: Option<PathBuf>,
    #[arg(long)]
    pub(super) to: Option<PathBuf>,
    #[arg(long)]
    pub(super) series: Option<String>,
    #[arg(long)]
    pub(super) part: Option<usize>,
    /// A roster in Excel: counts alone come out.
    #[arg(long, conflicts_with = "file")]
    pub(super) roster: Option<PathBuf>,
    #[arg(long)]
    pub(super) as_of: Option<Date>,
    #[arg(long)]
    pub(super) sheet: Option<String>,
    #[arg(long, value_delimiter = ',', default_value = "69,79", hide_default_value = true)]
    pub(super) bands: Vec<u8>,
    #[arg(long, conflicts_with = "to")]
    pub(super) into: Option<PathBuf>,
    #[arg(long)]
    pub(super) yes: bool,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: ImportFormat,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

/// How an import is reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ImportFormat {
    /// For a person.
    #[default]
    Text,
    /// For scripts.
    Json,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
    #[arg(long)]
    pub(super) drafts: bool,
    #[arg(long)]
    pub(super) strict: bool,
    /// The day of the run, for tests and for a build that must be repeated exactly.
    #[arg(long)]
    pub(super) today: Option<Date>,
    /// Work everything out anew.
    #[arg(long)]
    pub(super) no_cache: bool,
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Format,
    /// Nothing but what is wrong.
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// Report on these rules alone.
    #[arg(long)]
    pub(super) rule: Vec<String>,
    /// Report on all rules but these.
    #[arg(long)]
    pub(super) no_rule: Vec<String>,
    #[arg(long)]
    pub(super) fix: bool,
    #[arg(long, requires = "fix")]
    pub(super) dry_run: bool,
    /// An earlier state of the site.
    #[arg(long)]
    pub(super) against: Option<PathBuf>,
    #[arg(long)]
    pub(super) coverage: bool,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
    /// The address of a build that is tried before it is published.
    #[arg(long)]
    pub(super) base_url: Option<String>,
    #[arg(long)]
    pub(super) allow_mass_delete: bool,
    #[arg(long)]
    pub(super) allow_overwrite: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that stands or does not")]
pub(super) struct ServeArguments {
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
    #[arg(long)]
    pub(super) drafts: bool,
    #[arg(long)]
    pub(super) strict: bool,
    /// The day of the run, for tests.
    #[arg(long)]
    pub(super) today: Option<Date>,
    #[arg(long, default_value_t = 1313, hide_default_value = true)]
    pub(super) port: u16,
    #[arg(long, default_value = "127.0.0.1", hide_default_value = true)]
    pub(super) host: String,
    #[arg(long)]
    pub(super) open: bool,
    /// Browsers go to the page being written.
    #[arg(long)]
    pub(super) follow: bool,
    /// The desk changes nothing.
    #[arg(long)]
    pub(super) read_only: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    pub(super) rule: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct WechatArguments {
    #[arg(required = true)]
    pub(super) story: Vec<String>,
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    #[arg(long, default_value = "素雅", hide_default_value = true, value_parser = look)]
    pub(super) look: Look,
    #[arg(long)]
    pub(super) no_facts: bool,
    /// Photos stand inside the article.
    #[arg(long)]
    pub(super) embed: bool,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct BookletArguments {
    #[arg(conflicts_with = "story")]
    pub(super) series: Option<String>,
    /// One story instead of a series.
    #[arg(long)]
    pub(super) story: Option<String>,
    #[arg(long)]
    pub(super) docx: Option<PathBuf>,
    #[arg(long)]
    pub(super) pdf: Option<PathBuf>,
    #[arg(long, requires = "pdf")]
    pub(super) browser: Option<PathBuf>,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct PosterArguments {
    #[arg(required = true)]
    pub(super) story: Vec<String>,
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    /// A folder of fonts instead of those of the system.
    #[arg(long)]
    pub(super) fonts: Option<PathBuf>,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

/// 素雅, 明快 or 庄重.
fn look(name: &str) -> Result<Look, strum::ParseError> {
    name.parse()
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that stands or does not")]
pub(super) struct DeployArguments {
    pub(super) target: Option<String>,
    #[arg(long, conflicts_with = "target")]
    pub(super) list: bool,
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Compare all bytes.
    #[arg(long)]
    pub(super) full: bool,
    #[arg(long)]
    pub(super) adopt: bool,
    #[arg(long, default_value_t = 20, hide_default_value = true)]
    pub(super) max_delete: usize,
    #[arg(long)]
    pub(super) allow_mass_delete: bool,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
    /// The day of the run, as of the build.
    #[arg(long)]
    pub(super) today: Option<Date>,
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: ImportFormat,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CleanArguments {
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub(super) struct ThemeArguments {
    #[command(subcommand)]
    pub(super) subcommand: ThemeSubcommand,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum ThemeSubcommand {
    List,
    Export(ThemeExportArguments),
}

#[derive(Debug, Args)]
pub(super) struct ThemeExportArguments {
    pub(super) file: Option<String>,
    #[arg(long, conflicts_with = "file")]
    pub(super) block: Option<String>,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    #[arg(value_enum, hide_possible_values = true)]
    pub(super) file: SchemaFile,
    #[arg(long, default_value = ".", hide_default_value = true)]
    pub(super) root: PathBuf,
}

/// A kind of file with keys of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SchemaFile {
    /// `site.yaml`.
    Site,
    /// The facts of a story.
    Profile,
    /// The facts of a series.
    Series,
    /// The facts of a free page.
    Page,
    /// The facts of an article of a section.
    Article,
    /// `theme.yaml`.
    Theme,
    /// `terms.yaml`.
    Terms,
}

#[derive(Debug, Args)]
pub(super) struct LspArguments {
    /// Said by editors that can talk in several ways; there is one.
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
    /// The day of the run, for tests.
    #[arg(long)]
    pub(super) today: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    #[arg(value_parser = ["bash", "elvish", "fish", "powershell", "zsh"], hide_possible_values = true)]
    pub(super) shell: String,
}

/// Where an option stands in the help that every subcommand has.
const LAST: usize = 99;

/// The whole interface, with its help in the language of `locale`.
pub fn command(locale: &Locale) -> Command {
    let text = |id: &str| locale.find(id).unwrap_or_else(|| id.to_owned());
    let template = format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", text("help-usage"));
    let flag = |name: &'static str, short: char, action: ArgAction| {
        let help = text(&format!("help-{name}"));
        Arg::new(name)
            .long(name)
            .short(short)
            .action(action)
            .help(help)
            .display_order(LAST)
            .help_heading(text("help-options"))
    };
    let mut command = Arguments::command()
        .about(text("help-about"))
        .help_template(&template)
        .subcommand_help_heading(text("help-commands"))
        .subcommand_value_name(text("value-command"))
        .arg(flag("help", 'h', ArgAction::Help).global(true))
        .arg(flag("version", 'V', ArgAction::Version))
        .mut_arg("lang", |arg| {
            // Behind the options of the subcommand, however many it has.
            let arg = arg.help(text("help-lang")).value_name(text("value-language"));
            arg.help_heading(text("help-options")).display_order(LAST - 1)
        });
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| localise(sub, &name, &template, &text));
    }
    command
}

fn localise(sub: Command, name: &str, template: &str, text: &impl Fn(&str) -> String) -> Command {
    let mut sub = sub
        .about(text(&format!("help-{name}")))
        .help_template(template.to_owned())
        .subcommand_help_heading(text("help-commands"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            let id = arg.get_id().as_str().to_owned();
            let arg = arg.help(text(&help_id(name, &id))).help_heading(text(heading));
            if arg.get_action().takes_values() { arg.value_name(text(value_id(&id))) } else { arg }
        });
    let inner: Vec<String> = sub.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for one in inner {
        let name = format!("{name}-{one}");
        sub = sub.mut_subcommand(&one, |sub| localise(sub, &name, template, text));
    }
    sub
}

/// What stands for the value of an argument in its help.
fn value_id(arg: &str) -> &'static str {
    match arg {
        "root" | "output" | "folder" | "against" | "out" | "fonts" => "value-folder",
        "file" | "roster" | "into" | "to" | "docx" | "pdf" | "browser" => "value-file",
        "today" | "as_of" => "value-day",
        "part" | "port" | "max_delete" => "value-number",
        "bands" => "value-ages",
        "host" | "base_url" => "value-host",
        "format" => "value-format",
        "rule" | "no_rule" => "value-rule",
        "shell" => "value-shell",
        _ => "value-name",
    }
}

/// `root`, `output` and what `build` shares with `check` mean the same everywhere.
fn help_id(subcommand: &str, arg: &str) -> String {
    match arg {
        "format" if ["import", "deploy"].contains(&subcommand) => "help-import-format".to_owned(),
        "root" | "output" | "drafts" | "strict" | "today" | "format" | "quiet" => {
            format!("help-{arg}")
        }
        "no_cache" => "help-no-cache".to_owned(),
        other => format!("help-{subcommand}-{}", other.replace('_', "-")),
    }
}

/// Prints what was wrong with the arguments, or the help that was asked for; gives the exit code.
pub(super) fn explain(fault: &clap::Error, locale: &Locale) -> Result<u8, Error> {
    if matches!(fault.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // clap has its own word for options in a usage line.
        let options = format!("[{}]", locale.text(&Message::new("value-options")));
        return out::print(&fault.to_string().replace("[OPTIONS]", &options)).map(|()| 0);
    }
    let context = |kind| match fault.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        // The nearest is the last.
        Some(ContextValue::Strings(texts)) if kind == ContextKind::SuggestedSubcommand => {
            texts.last().cloned().unwrap_or_default()
        }
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let is_word = !context(ContextKind::InvalidArg).starts_with('-');
    let message = Message::new(match fault.kind() {
        ErrorKind::UnknownArgument if is_word => "usage-extra",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::UnknownArgument => "usage-unknown-flag",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-bad-value",
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "usage-missing-command"
        }
        _ => "usage-other",
    })
    .text("arg", context(ContextKind::InvalidArg))
    .text("command", context(ContextKind::InvalidSubcommand))
    .text("value", context(ContextKind::InvalidValue));
    let label = Message::new("label-error");
    out::tell(&format!("{}: {}", locale.text(&label), locale.text(&message)));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand].map(context);
    if let Some(name) = near.into_iter().find(|name| !name.is_empty()) {
        out::tell(&locale.text(&Message::new("did-you-mean").text("name", name)));
    }
    out::tell(&locale.text(&Message::new("usage-help")));
    Ok(2)
}
