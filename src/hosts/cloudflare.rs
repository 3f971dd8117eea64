//! Cloudflare: Workers with static assets, and Pages, which read the same two files.

use super::host::MIB;
use super::lines::{HEADERS, redirects};
use super::workflow::{BUILD, pinned};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "cloudflare",
    label: "Cloudflare Pages",
    domain: ".pages.dev",
    headers: Headers::File("_headers"),
    redirects: Redirects::File("_redirects"),
    limits: Limits {
        files: Some(20_000),
        file: Some(25 * MIB),
        header_rules: Some(100),
        header_line: Some(2000),
        redirects: Some(2000),
        redirect_line: Some(1000),
        ..Limits::NONE
    },
    send: Send::Own(
        "Type “npx wrangler deploy”, or open the dashboard, choose Workers & Pages, Create, Pages, Upload assets, and drag the folder “public” there.",
    ),
    outputs: &[HEADERS, OutputFile { path: "_redirects", write: Some(|rules| redirects(rules, "301")) }],
    setup: &[SetupFile { path: "wrangler.jsonc", write: assets }],
    cannot: &["take files of more than 25 MB"],
    steps: &[
        "In the dashboard choose Workers & Pages, Create, Import a repository, and the hub's repository. Leave the build command empty: the file `wrangler.jsonc` says it.",
        "Or build the hub on your own computer, with `bindery publish`, and upload the folder `public` as it says.",
        "Type the address as `url:` in `site.yaml`.",
    ],
    docs: "https://developers.cloudflare.com/pages/",
    unsure: &[],
    checked: "2026-11-27",
};

/// Without `not_found_handling` every wrong address would show a page with the status of a right one.
fn assets(rules: &Rules<'_>) -> String {
    pinned(&format!(
        "\
// Builds and publishes the hub with Cloudflare. Headers and old addresses are in the output, as _headers and _redirects.
{{
  \"name\": \"{}\",
  \"compatibility_date\": \"2026-06-01\",
  \"build\": {{ \"command\": \"{BUILD}\" }},
  \"assets\": {{
    \"directory\": \"./public\",
    \"not_found_handling\": \"404-page\"
  }}
}}
",
        rules.slug
    ))
}
