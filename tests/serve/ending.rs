//! The desk as an office starts and ends it: without arguments, once for a site, by the button 结束.

use std::process::Command;

use serde_json::json;

use crate::client::Preview;
use crate::support::Site;
use crate::support::patience;
use crate::writing::post;

/// The program as a double click starts it in the folder of `site`; no browser is opened.
pub(crate) fn started(site: &Site) -> Command {
    let mut command = patience::hearing_ctrl_c(env!("CARGO_BIN_EXE_liuhao"));
    command
        .current_dir(site.path(""))
        .args(["--lang", "zh"])
        .env("BROWSER", "true")
        .env("HOME", site.path("home"))
        .env("XDG_STATE_HOME", site.path("state"))
        .env("XDG_CONFIG_HOME", site.path("config"))
        .env("PATH", "");
    command
}

#[test]
fn the_desk_ends_when_it_is_asked_to() {
    let site = Site::new();
    let mut preview = Preview::of(&site);
    assert_eq!(post(&preview, "stop", &json!({})), (200, json!({"stopped": true})));
    assert!(preview.ended().success());
}

#[test]
fn a_start_without_arguments_opens_the_desk_and_a_second_finds_the_first() {
    let site = Site::new();
    let mut first = Preview::spawn(&mut started(&site));
    assert!(first.page("/_liuhao/").contains("liuhao-token"));
    let second = patience::output(&mut started(&site));
    let said = String::from_utf8(second.stdout).unwrap();
    let desk = format!("http://localhost:{}/_liuhao/", first.port);
    assert!(second.status.success() && said.contains(&desk), "{said}");
    assert_eq!(post(&first, "stop", &json!({})).0, 200);
    assert!(first.ended().success());
    // One that was killed stands in nobody's way.
    let mut third = Preview::spawn(&mut started(&site));
    third.kill();
    let mut fourth = Preview::spawn(&mut started(&site));
    assert_eq!(post(&fourth, "stop", &json!({})).0, 200);
    assert!(fourth.ended().success());
}
