//! A page of the site printed by a browser that is installed: Edge or Chrome.
//!
//! Entry point: [`print`]. The page comes from the preview, on this machine alone; the browser's profile is thrown away.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::build;
use crate::error::{Error, FileAction};
use crate::fs::{self, Root};
use crate::locale::{Locale, Message};
use crate::serve;
use crate::site::permalink;

/// The largest PDF that is read, in bytes.
pub(super) const MAX_PDF: u64 = 1024 * 1024 * 1024;
/// Names of browsers where programs are found by their names.
const NAMES: [&str; 7] = [
    "microsoft-edge-stable",
    "microsoft-edge",
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "chrome",
];
/// Where browsers lie on macOS.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/// Where they lie on Windows, below folders that variables name.
const WINDOWS: [&str; 2] =
    ["Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe"];

/// A page of a site.
pub(super) struct Page<'p> {
    /// The folder of the site.
    pub(super) root: &'p Path,
    /// The page's address.
    pub(super) address: &'p str,
}

/// The page as PDF. `given` is the browser that the call names.
///
/// # Errors
/// No browser, or one that does not print.
pub(super) fn print(
    page: &Page<'_>,
    given: Option<&Path>,
    locale: &Locale,
) -> Result<Vec<u8>, Error> {
    let browser = given.map(Path::to_path_buf).or_else(find).ok_or_else(|| Error::Usage {
        message: Message::new("print-no-browser"),
        help: Some(Message::new("print-no-browser-help")),
    })?;
    let site =
        build::Options { root: page.root.to_path_buf(), drafts: true, ..build::Options::default() };
    let host = "127.0.0.1".to_owned();
    let options = serve::Options { site, host, port: 0, follow: false, read_only: true };
    let server = serve::start(options, Locale::new(locale.language()), Arc::new(|_| ()))?;
    let port = server.address().map(|address| address.port()).unwrap_or_default();
    // It ends with the program.
    std::thread::spawn(move || server.run());
    let url = format!("http://127.0.0.1:{port}/{}", permalink::href(page.address));
    let name = format!("liuhao-print-{}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    fs::create_dir_all(&folder)?;
    let printed = run(&browser, &url, &folder);
    // What is left of it belongs to nobody, and may still be held by the browser.
    let _ = Root::open(&std::env::temp_dir()).and_then(|temp| temp.remove_tree(&name));
    printed
}

fn run(browser: &Path, url: &str, folder: &Path) -> Result<Vec<u8>, Error> {
    let pdf = folder.join("page.pdf");
    // Some systems let no browser build its sandbox, and none as root.
    for sandbox in [None, Some("--no-sandbox")] {
        let status = Command::new(browser)
            .args(["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"])
            .args(["--disable-extensions", "--disable-background-networking", "--disable-sync"])
            .args(["--disable-component-update", "--disable-quic", "--virtual-time-budget=20000"])
            .args(sandbox)
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.map_err(fs::error(FileAction::Read, browser))?;
        if let Some(bytes) = fs::read_if_exists(&pdf, MAX_PDF)?
            && bytes.starts_with(b"%PDF-")
        {
            return Ok(bytes);
        }
    }
    Err(Error::Usage {
        message: Message::new("print-failed").path("path", browser),
        help: Some(Message::new("print-no-browser-help")),
    })
}

/// The first browser that is installed.
fn find() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    let named = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let programs = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"]
        .into_iter()
        .filter_map(std::env::var_os)
        .flat_map(|folder| WINDOWS.map(|name| PathBuf::from(&folder).join(name)));
    let applications = APPLICATIONS.iter().map(PathBuf::from);
    let is_there = |path: &PathBuf| {
        fs::metadata_if_exists(path).ok().flatten().is_some_and(|found| found.is_file())
    };
    programs.chain(applications).chain(named).find(is_there)
}
