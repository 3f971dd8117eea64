//! Codeberg Pages: a workflow that builds and deploys, or a branch that holds the finished website.

use super::lines::{HEADERS, redirects};
use super::workflow::{INSTALL, pinned};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "codeberg",
    label: "Codeberg Pages",
    domain: ".codeberg.page",
    headers: Headers::File("_headers"),
    redirects: Redirects::FileUnlessPage("_redirects"),
    limits: Limits::NONE,
    send: Send::Branch { name: "pages", folder: "", extra: &[] },
    outputs: &[HEADERS, OutputFile { path: "_redirects", write: Some(|rules| redirects(rules, "301")) }],
    setup: &[SetupFile { path: ".forgejo/workflows/hub.yaml", write: workflow }],
    cannot: &["build quickly at busy times: the queue can take more than half an hour"],
    steps: &[
        "Put the hub's folder into a repository on Codeberg. If it is called “pages”, the hub's address is `https://your-name.codeberg.page/`, else it ends in the repository's name.",
        "To let Codeberg build the hub: open Settings, Units, Overview, switch on “Actions” and save. Each change that reaches the branch “main” is then published.",
        "To build it on your own computer instead: type `bindery publish`.",
        "Type the address as `url:` in `site.yaml`.",
    ],
    docs: "https://docs.codeberg.org/codeberg-pages/",
    unsure: &["headers", "old addresses", "the size of a website", "publishing from a branch"],
    checked: "2026-11-27",
};

fn workflow(rules: &Rules<'_>) -> String {
    let site = rules.url.unwrap_or("https://your-name.codeberg.page/");
    // An address of its own does not say where the server is.
    let is_own = !HOST.owns(super::domain(site));
    let server = if is_own { "\n          server: codeberg.page" } else { "" };
    pinned(&format!(
        "\
# Builds the hub and publishes it with Codeberg Pages.
name: Hub
on:
  push:
    branches: [main]
  workflow_dispatch:
  schedule:
    # Once a day, so that pages appear on the day that they name.
    - cron: \"17 4 * * *\"
jobs:
  publish:
    runs-on: codeberg-small
    container: rust:1
    steps:
      - uses: actions/checkout@v7
      - uses: actions/cache@v5
        with:
          path: ~/.cargo/bin/bindery
          key: bindery-VERSION
      - run: command -v bindery || {INSTALL}
      - run: bindery publish --check
      - run: bindery build
      - uses: actions/git-pages@v2
        with:
          site: {site}{server}
          token: ${{{{ forgejo.token }}}}
          source: public/
"
    ))
}
