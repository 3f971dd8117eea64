//! Render: one file beside the content says how to build, and names headers and old addresses.

use super::headers::Scope;
use super::workflow::{BUILD, pinned};
use super::{Headers, Host, Limits, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "render",
    label: "Render",
    domain: ".onrender.com",
    headers: Headers::File("render.yaml"),
    redirects: Redirects::File("render.yaml"),
    limits: Limits::NONE,
    send: Send::Own("Send your changes to the repository with Git: Render builds and publishes them by itself."),
    outputs: &[],
    setup: &[SetupFile { path: "render.yaml", write: blueprint }],
    cannot: &[
        "learn of a new old address by itself: type `bindery publish --setup render --replace` after you add one",
    ],
    steps: &[
        "Put the hub's folder into a repository on GitHub, GitLab or Bitbucket.",
        "In Render's dashboard choose New, Blueprint, and the repository. The file `render.yaml` says the rest.",
        "Type the address as `url:` in `site.yaml`.",
    ],
    docs: "https://render.com/docs/static-sites",
    unsure: &["whether an old address counts where there is a page", "limits of files"],
    checked: "2026-11-27",
};

fn blueprint(rules: &Rules<'_>) -> String {
    let mut out = pinned(&format!(
        "\
# Builds and publishes the hub with Render.
services:
  - type: web
    runtime: static
    name: {}
    buildCommand: {BUILD}
    staticPublishPath: ./public
    headers:
",
        rules.slug
    ));
    for (scope, path) in [(Scope::Everything, "/*"), (Scope::Fingerprinted, "/assets/*")] {
        for header in rules.headers.iter().filter(|header| header.scope == scope) {
            out +=
                &format!("      - path: {path}\n        name: {}\n        value: \"{}\"\n", header.name, header.value);
        }
    }
    if !rules.redirects.is_empty() {
        out += "    routes:\n";
    }
    for (rule, from) in
        rules.redirects.iter().flat_map(|rule| rule.spellings().into_iter().map(move |from| (rule, from)))
    {
        out += &format!("      - type: redirect\n        source: \"{from}\"\n        destination: \"{}\"\n", rule.to);
    }
    out
}
