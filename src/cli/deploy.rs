//! `liuhao deploy`: brings a finished build to where it is read. What will change is shown before anything moves.

use std::io::IsTerminal as _;
use std::path::Path;

use crate::build::{self, Options};
use crate::cli::args::{DeployArguments, ImportFormat};
use crate::cli::report::{self, Format};
use crate::cli::tools::Processes;
use crate::cli::{Exit, ask, deploy_shown, out, today};
use crate::config::{self, Target};
use crate::deploy::{self, Allowed, Fault, Output, Refusal, Session, Survey};
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::schema;
use crate::site::Site;
use crate::theme;

pub(super) fn run(arguments: &DeployArguments, locale: &Locale) -> Result<Exit, Error> {
    let output = arguments.output.clone().unwrap_or_else(|| arguments.root.join("public"));
    let options = Options {
        root: arguments.root.clone(),
        output: output.clone(),
        today: Some(arguments.today.unwrap_or_else(today)),
        ..Options::default()
    };
    if arguments.list {
        return list(&options, locale);
    }
    let (site, report) = build::load(&options)?;
    if report.count().errors > 0 {
        let report = report.below(&report::folder(&options.root));
        report::print(&report, None, Format::Human, locale)?;
        out::tell(&locale.text(&Message::new("deploy-faulty")));
        return Ok(Exit::Faulty);
    }
    let target = chosen(&site.config.deploy, arguments.target.as_deref())?;
    match bring(arguments, (&site, target), &output, locale) {
        Ok(exit) => Ok(exit),
        Err(Fault::Machine(error)) => {
            out::tell(&report::error(&error, locale));
            Ok(Exit::Faulty)
        }
        Err(fault) => {
            out::tell(&told(&fault, &output, locale));
            Ok(Exit::Faulty)
        }
    }
}

fn list(options: &Options, locale: &Locale) -> Result<Exit, Error> {
    let (config, diagnostics) = config::load(&options.root)?;
    let report = build::report(&options.root, diagnostics, 0);
    if report.count().errors > 0 {
        let report = report.below(&report::folder(&options.root));
        report::print(&report, None, Format::Human, locale)?;
        return Ok(Exit::Faulty);
    }
    for target in &config.deploy {
        let (name, way, to) = (&target.name, target.way.word(), deploy::mask(&target.to));
        out::line(&format!("{name}  {way}  {to}"))?;
    }
    if config.deploy.is_empty() {
        return Err(none());
    }
    Ok(Exit::Clean)
}

fn none() -> Error {
    let help = Some(Message::new("deploy-none-help"));
    Error::Usage { message: Message::new("deploy-none"), help }
}

/// The target that is meant.
fn chosen<'t>(targets: &'t [Target], name: Option<&str>) -> Result<&'t Target, Error> {
    let names = || targets.iter().map(|target| &*target.name);
    match (targets, name) {
        ([], _) => Err(none()),
        ([only], None) => Ok(only),
        (_, None) => {
            let names: Vec<_> = names().collect();
            let message = Message::new("deploy-which").text("names", names.join("、"));
            Err(Error::Usage { message, help: None })
        }
        (_, Some(name)) => targets.iter().find(|target| target.name == name).ok_or_else(|| {
            let near = schema::nearest(name, names());
            Error::Usage {
                message: Message::new("deploy-unknown").text("name", name),
                help: near.map(|near| Message::new("did-you-mean").text("name", near)),
            }
        }),
    }
}

fn bring(
    arguments: &DeployArguments,
    (site, target): (&Site, &Target),
    folder: &Path,
    locale: &Locale,
) -> Result<Exit, Fault> {
    let theme = theme::load(&arguments.root, &site.config.theme, &site.config.theme_params)
        .map_err(|_| Fault::Refused(Refusal::NotBuilt))?;
    let output = Output::of(folder, site, &theme)?;
    let session = Session {
        root: &arguments.root,
        is_interactive: std::io::stdin().is_terminal(),
        is_dry: arguments.dry_run,
        tools: &Processes,
    };
    let mut way = deploy::way(&session, target)?;
    let allowed = Allowed {
        adopt: arguments.adopt,
        mass_delete: arguments.allow_mass_delete,
        max_delete: arguments.max_delete,
        full: arguments.full,
    };
    // Of two runs only one plans by what the other has not yet changed.
    let lock = || deploy::lock(&arguments.root, &target.name);
    let lock = (!arguments.dry_run).then(lock).transpose()?;
    let survey = deploy::survey(&mut *way, (site, &output), (&arguments.root, target), &allowed)?;
    let is_done = survey.plan.is_done();
    if let Some(exit) = shown(arguments, (target, &output, &survey), locale)? {
        return Ok(exit);
    }
    let Some(lock) = lock.filter(|_| !is_done) else { return Ok(Exit::Clean) };
    deploy::carry_out(
        &mut *way,
        &output,
        &survey.plan,
        (&arguments.root, &lock, &target.name),
        &deploy_shown::progress(arguments.quiet, locale),
    )?;
    if arguments.quiet {
        return Ok(Exit::Clean);
    }
    let said = deploy_shown::done((target, site), &survey.plan, locale);
    match arguments.format {
        ImportFormat::Text => out::print(&said)?,
        ImportFormat::Json => out::tell(said.trim_end()),
    }
    Ok(Exit::Clean)
}

/// Shows the plan and asks; an exit where nothing is to be sent.
fn shown(
    arguments: &DeployArguments,
    (target, output, survey): (&Target, &Output, &Survey),
    locale: &Locale,
) -> Result<Option<Exit>, Error> {
    let is_done = survey.plan.is_done();
    let is_told = arguments.format == ImportFormat::Text && !arguments.quiet;
    match arguments.format {
        ImportFormat::Text if arguments.quiet => {}
        ImportFormat::Text => out::print(&deploy_shown::plan((target, output, survey), locale))?,
        ImportFormat::Json => out::print(&deploy_shown::json(target, output, survey))?,
    }
    let line = |id| if is_told { out::line(&locale.text(&Message::new(id))) } else { Ok(()) };
    if is_done {
        line("deploy-nothing")?;
        return Ok(Some(Exit::Clean));
    }
    if arguments.dry_run {
        line("deploy-dry")?;
        return Ok(Some(Exit::Pending));
    }
    if !arguments.yes && !ask::is_confirmed("deploy-ask", locale)? {
        out::tell(&locale.text(&Message::new("deploy-not-confirmed")));
        return Ok(Some(Exit::Faulty));
    }
    Ok(None)
}

/// What stopped a deploy, with what the tool said below.
fn told(fault: &Fault, output: &Path, locale: &Locale) -> String {
    let message = match fault {
        Fault::Refused(Refusal::NotBuilt) => fault.message().path("output", output),
        Fault::Refused(_) | Fault::Machine(_) | Fault::Missing(_) | Fault::Tool { .. } => {
            fault.message()
        }
    };
    let label = locale.text(&Message::new("label-error"));
    let mut text = format!("{label}: {}", locale.text(&message));
    for line in fault.said().unwrap_or_default().lines() {
        text = text + "\n    " + line;
    }
    text
}
