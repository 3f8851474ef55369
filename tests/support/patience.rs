//! An end to waiting: a process that goes on for too long is ended, so that whoever reads from it or
//! waits for it fails instead of waiting for ever.

use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// No process of a test takes so long on any machine.
const LONGEST: Duration = Duration::from_secs(900);

/// Ends a process after [`LONGEST`], unless dropped before.
pub(crate) struct Patience {
    _ended: Sender<()>,
}

impl Patience {
    /// Begins now. To be kept until the process has been waited for: its number is another's then.
    pub(crate) fn with(child: &Child) -> Self {
        Self::lasting(LONGEST, child)
    }

    fn lasting(longest: Duration, child: &Child) -> Self {
        let (sender, ended) = mpsc::channel();
        let id = child.id().to_string();
        thread::spawn(move || {
            if ended.recv_timeout(longest) == Err(RecvTimeoutError::Timeout) {
                let _ = if cfg!(windows) {
                    Command::new("taskkill").args(["/F", "/PID", &id]).status()
                } else {
                    Command::new("kill").args(["-KILL", &id]).status()
                };
            }
        });
        Self { _ended: sender }
    }
}

/// Runs a command to its end.
pub(crate) fn output(command: &mut Command) -> Output {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let _patience = Patience::with(&child);
    child.wait_with_output().unwrap()
}

/// Undoes what a script does to the programs that it runs in the background: they ignore Ctrl-C, and
/// so do their children.
pub(crate) fn hearing_ctrl_c(program: &str) -> Command {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // SIGINT is the second signal.
    if mask.is_some_and(|mask| mask & 0b10 != 0) {
        // By its path: a test may take the folders of programs away.
        let mut command = Command::new("/usr/bin/env");
        command.args(["--default-signal=INT", program]);
        return command;
    }
    Command::new(program)
}

#[cfg(unix)]
#[test]
fn a_process_that_goes_on_for_ever_is_ended() {
    use std::os::unix::process::ExitStatusExt;
    let mut child = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let _patience = Patience::lasting(Duration::from_millis(1), &child);
    // `wait` would close its input, and that would end it.
    let _input = child.stdin.take();
    assert_eq!(child.wait().unwrap().signal(), Some(9));
}
