//! 结束: the program ends from the desk.
//!
//! Entry point: [`stop`]. Whatever is being written is whole before it is put into place, so the program may end at any moment.

use std::time::Duration;

use crate::serve::desk::json::json;
use crate::serve::http::Answer;

/// How long an answer has to be sent before the program ends.
const FAREWELL: Duration = Duration::from_millis(300);

/// Ends the program when what is answered has been sent.
pub(crate) fn stop() -> Answer {
    std::thread::spawn(|| {
        std::thread::sleep(FAREWELL);
        std::process::exit(0);
    });
    json(200, &serde_json::json!({ "stopped": true }))
}
