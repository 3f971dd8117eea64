//! Netlify: its own service takes a finished website, or it builds one from a repository.

use super::lines::{HEADERS, redirects};
use super::workflow::{BUILD, pinned};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "netlify",
    label: "Netlify",
    domain: ".netlify.app",
    headers: Headers::File("_headers"),
    redirects: Redirects::File("_redirects"),
    limits: Limits { redirects: Some(10_000), ..Limits::NONE },
    send: Send::Netlify,
    // The sign after the number makes the rule count where there is a page, too.
    outputs: &[HEADERS, OutputFile { path: "_redirects", write: Some(|rules| redirects(rules, "301!")) }],
    setup: &[SetupFile { path: "netlify.toml", write: build }],
    cannot: &["go on once the credits of the month are used up: a free website then stands still until the next month"],
    steps: &[
        "To build the hub on your own computer: make a website on Netlify (Add new project, Deploy manually).",
        "Under User settings, Applications, make a personal access token. Type `export NETLIFY_AUTH_TOKEN=` and the token (in PowerShell: `$env:NETLIFY_AUTH_TOKEN=` and the token in quotation marks), and then `bindery publish`.",
        "To let Netlify build the hub instead: choose Add new project, Import an existing project, and the hub's repository.",
        "Type the address as `url:` in `site.yaml`. If it is one of your own, also type `publish_to:` and the address that Netlify gave you, such as `your-hub.netlify.app`.",
    ],
    docs: "https://docs.netlify.com/",
    unsure: &["limits of files", "what happens without credits"],
    checked: "2026-11-27",
};

fn build(_: &Rules<'_>) -> String {
    pinned(&format!(
        "\
# Builds the hub on Netlify. Headers and old addresses are in the output, as _headers and _redirects.
[build]
  command = \"{BUILD}\"
  publish = \"public\"
"
    ))
}
