//! Vercel: one file beside the content says how to build, and names headers and old addresses.

use super::headers::Scope;
use super::workflow::{BUILD, pinned};
use super::{Headers, Host, Limits, Redirects, Rules, Send, SetupFile};
use serde_json::{Value, json};

pub(super) static HOST: Host = Host {
    name: "vercel",
    label: "Vercel",
    domain: ".vercel.app",
    headers: Headers::File("vercel.json"),
    redirects: Redirects::File("vercel.json"),
    limits: Limits { redirects: Some(1024), ..Limits::NONE },
    send: Send::Own("Type “npx vercel deploy --prod”, or send your changes to the repository with Git."),
    outputs: &[],
    setup: &[SetupFile { path: "vercel.json", write: project }],
    cannot: &[
        "be used by everybody for nothing: its free plan is for personal use, so ask before a funded charity relies on it",
        "learn of a new old address by itself: type `bindery publish --setup vercel --replace` after you add one",
    ],
    steps: &[
        "In Vercel's dashboard choose Add New, Project, and the hub's repository. The file `vercel.json` says the rest.",
        "Type the address as `url:` in `site.yaml`.",
    ],
    docs: "https://vercel.com/docs",
    unsure: &["the terms of the free plan", "the number of old addresses", "whether its computers can build Bindery"],
    checked: "2026-11-27",
};

/// Vercel's computers have no Rust, so it is fetched first, as its makers say (rustup.rs).
const RUST: &str =
    "curl --proto =https --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal && . $HOME/.cargo/env && ";

fn project(rules: &Rules<'_>) -> String {
    let headers = [(Scope::Everything, "/(.*)"), (Scope::Fingerprinted, "/assets/(.*)")].map(|(scope, source)| {
        let of_scope = rules.headers.iter().filter(|header| header.scope == scope);
        let headers: Vec<Value> = of_scope.map(|header| json!({ "key": header.name, "value": header.value })).collect();
        json!({ "source": source, "headers": headers })
    });
    // Vercel reads a source as a pattern; its own rule for the slash at the end comes first.
    let redirects: Vec<Value> = rules
        .redirects
        .iter()
        .map(|rule| json!({ "source": pattern(&rule.from), "destination": rule.to, "statusCode": 301 }))
        .collect();
    let whole = json!({
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "framework": null,
        "installCommand": "",
        "buildCommand": pinned(&format!("{RUST}{BUILD}")),
        "outputDirectory": "public",
        "trailingSlash": true,
        "headers": headers,
        "redirects": redirects,
    });
    format!("{whole:#}\n")
}

/// A path without signs that mean something in a pattern (path-to-regexp).
fn pattern(path: &str) -> String {
    path.chars().fold(String::new(), |mut out, c| {
        if "(){}:*+?!".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}
