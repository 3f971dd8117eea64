//! GitHub Pages: a workflow that builds and deploys, or a branch that holds the finished website.

use super::host::{GIB, MIB};
use super::lines::{NO_JEKYLL, own_domain};
use super::workflow::{INSTALL, pinned};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "github",
    label: "GitHub Pages",
    domain: ".github.io",
    headers: Headers::Fixed,
    redirects: Redirects::Pages,
    limits: Limits { total: Some(GIB), file: Some(100 * MIB), ..Limits::NONE },
    send: Send::Branch { name: "gh-pages", folder: "", extra: &[] },
    outputs: &[NO_JEKYLL, OutputFile { path: "CNAME", write: Some(|rules| own_domain(rules, &HOST)) }],
    setup: &[SetupFile { path: ".github/workflows/hub.yml", write: workflow }],
    cannot: &["send headers of your own", "answer an old address with “moved for good”; a small page leads on instead"],
    steps: &[
        "Put the hub's folder into a repository on GitHub.",
        "To let GitHub build the hub: open Settings, then Pages, and choose “GitHub Actions” as the source. Each change that reaches the branch “main” is then published, and once a day pages whose day has come.",
        "To build it on your own computer instead: type `bindery publish`, then open Settings, Pages, choose “Deploy from a branch” and the branch “gh-pages”.",
        "Without an address of your own, type `url: https://your-name.github.io/` and the repository's name in `site.yaml`; `bindery publish --check` tells you if it is another one.",
        "For an address of your own: type it under Settings, Pages, Custom domain, and as `url:` in `site.yaml`.",
    ],
    docs: "https://docs.github.com/en/pages",
    unsure: &["the largest file, which is Git's limit there"],
    checked: "2026-11-27",
};

fn workflow(_: &Rules<'_>) -> String {
    pinned(&format!(
        "\
# Builds the hub and publishes it with GitHub Pages.
name: Hub
on:
  push:
    branches: [main]
  workflow_dispatch:
  schedule:
    # Once a day, so that pages appear on the day that they name.
    - cron: \"17 4 * * *\"
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: actions/configure-pages@v6
      - uses: actions/cache@v5
        with:
          path: ~/.cargo/bin/bindery
          key: bindery-VERSION
      - run: command -v bindery || {INSTALL}
      - run: bindery publish --check --format github
      - run: bindery build
      - uses: actions/upload-pages-artifact@v5
        with:
          path: public
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v5
"
    ))
}
