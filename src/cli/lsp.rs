//! `liuhao lsp`: carries messages between an editor of code and [`Workspace`].

use std::time::Duration;

use lsp_server::{Connection, Message as Wire, Notification, ProtocolError};
use lsp_types::notification::{LogMessage, Notification as _};
use lsp_types::{LogMessageParams, MessageType};

use crate::cli::args::LspArguments;
use crate::cli::{Exit, report, today};
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::lsp::{Workspace, capabilities};

/// How long after the last key faults are looked for.
const PAUSE: Duration = Duration::from_millis(500);

pub(super) fn run(arguments: &LspArguments, locale: &Locale) -> Result<Exit, Error> {
    let (connection, threads) = Connection::stdio();
    let can = serde_json::to_value(capabilities()).expect("types of the protocol are JSON");
    connection.initialize(can).map_err(|fault| protocol(&fault))?;
    let day = arguments.today.unwrap_or_else(today);
    let mut workspace = Workspace::new(Locale::new(locale.language()), Some(day));
    let served = serve(&connection, &mut workspace, locale);
    // The threads end when nobody can write to them.
    drop(connection);
    served?;
    threads.join().map_err(|source| Error::Output { source })?;
    Ok(Exit::Clean)
}

fn serve(connection: &Connection, workspace: &mut Workspace, locale: &Locale) -> Result<(), Error> {
    let mut is_new = false;
    loop {
        let message = if is_new {
            match connection.receiver.recv_timeout(PAUSE) {
                Ok(message) => message,
                Err(fault) if fault.is_timeout() => {
                    is_new = false;
                    tell(connection, workspace, locale);
                    continue;
                }
                Err(_) => return Ok(()),
            }
        } else {
            let Ok(message) = connection.receiver.recv() else { return Ok(()) };
            message
        };
        match message {
            Wire::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|fault| protocol(&fault))? {
                    return Ok(());
                }
                send(connection, Wire::Response(workspace.answer(request)));
            }
            Wire::Notification(notification) => is_new |= workspace.notice(notification),
            Wire::Response(_) => {}
        }
    }
}

/// Tells what is wrong; that nothing could be found out, where that is so.
fn tell(connection: &Connection, workspace: &mut Workspace, locale: &Locale) {
    match workspace.faults() {
        Ok(faults) => faults.into_iter().for_each(|one| send(connection, Wire::Notification(one))),
        Err(error) => {
            let params = LogMessageParams {
                typ: MessageType::ERROR,
                message: report::error(&error, locale),
            };
            let log = Notification::new(LogMessage::METHOD.to_owned(), params);
            send(connection, Wire::Notification(log));
        }
    }
}

/// An editor that has gone hears nothing; the loop ends by itself.
fn send(connection: &Connection, message: Wire) {
    let _ = connection.sender.send(message);
}

fn protocol(fault: &ProtocolError) -> Error {
    let message = Message::new("lsp-protocol").text("detail", fault.to_string());
    Error::Usage { message, help: None }
}
