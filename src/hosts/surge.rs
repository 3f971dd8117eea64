//! Surge: its own program sends a folder.

use super::lines::domain_line;
use super::{Headers, Host, Limits, OutputFile, Redirects, Send};

pub(super) static HOST: Host = Host {
    name: "surge",
    label: "Surge",
    domain: ".surge.sh",
    headers: Headers::Fixed,
    redirects: Redirects::Pages,
    limits: Limits::NONE,
    send: Send::Own("Type “npx surge public”."),
    // Its program asks for the address where this file is missing, also for one that it gave out.
    outputs: &[OutputFile { path: "CNAME", write: Some(domain_line) }],
    setup: &[],
    cannot: &[
        "send headers of your own without a paid account",
        "answer an old address with “moved for good”; a small page leads on instead",
    ],
    steps: &[
        "Install Node.js, which brings the command `npx`.",
        "Choose an address such as `https://your-hub.surge.sh/` and type it as `url:` in `site.yaml`.",
        "Type `bindery publish`, and then `npx surge public`. The first time it asks for an e-mail address and a password.",
    ],
    docs: "https://surge.sh/help/",
    unsure: &["all of it"],
    checked: "2026-11-27",
};
