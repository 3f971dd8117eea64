//! The table of hosts in words: in full for `bindery explain hosting`, and as the table and the
//! sections of the handbook. It says no more than the table holds.

use super::host::{GIB, MIB};
use super::{HOSTS, Headers, Host, Limits, Redirects, Send};

/// Every host with all that is known of it, for people at a terminal.
pub fn explained() -> String {
    let facts = |host: &&Host| {
        let lines = facts(host).into_iter().map(|(what, says)| format!("- {what}: {says}\n"));
        format!("\n{}\n{}", section(host), lines.collect::<String>())
    };
    format!("# Hosts that Bindery knows\n{}", HOSTS.iter().map(facts).collect::<String>())
}

/// The heading of the handbook's table, and a row for each host.
pub fn rows() -> Vec<String> {
    let mut rows = vec![
        "| Name | Host | Headers | Old addresses | Limits | `bindery publish` | Not read in its documentation |".into(),
        "| --- | --- | --- | --- | --- | --- | --- |".into(),
    ];
    rows.extend(HOSTS.iter().map(|host| {
        let label =
            if host.domain.is_empty() { host.label.to_owned() } else { format!("[{}]({})", host.label, host.docs) };
        format!(
            "| `{}` | {label} | {} | {} | {} | {} | {} |",
            host.name,
            headers(host.headers),
            redirects(host.redirects),
            limits(&host.limits),
            send(host.send),
            unsure(host),
        )
    }));
    rows
}

/// What the handbook says of each host: what to click, and what it can't do.
pub fn sections() -> Vec<String> {
    HOSTS.iter().map(|host| section(host)).collect()
}

fn section(host: &Host) -> String {
    let steps = host.steps.iter().enumerate().map(|(n, step)| format!("{}. {step}\n", n + 1));
    let cannot = host.cannot.iter().map(|what| format!("- It can't {what}.\n"));
    format!("### {}\n\n{}\n{}", host.label, steps.collect::<String>(), cannot.collect::<String>())
}

fn facts(host: &Host) -> Vec<(&'static str, String)> {
    let paths = |paths: Vec<&str>| if paths.is_empty() { "none".to_owned() } else { paths.join(", ") };
    vec![
        ("in the settings", format!("host: {}", host.name)),
        ("files in the output", paths(host.outputs.iter().map(|file| file.path).collect())),
        ("files beside “content”", paths(host.setup.iter().map(|file| file.path).collect())),
        ("headers", headers(host.headers)),
        ("old addresses", redirects(host.redirects)),
        ("limits", limits(&host.limits)),
        ("bindery publish", send(host.send)),
        ("checked", host.checked.to_owned()),
        ("not read in its documentation", unsure(host)),
        ("documentation", host.docs.to_owned()),
    ]
}

fn headers(headers: Headers) -> String {
    match headers {
        Headers::File(file) => format!("as `{file}` says"),
        Headers::Fixed => "its own only".to_owned(),
    }
}

fn redirects(redirects: Redirects) -> String {
    match redirects {
        Redirects::File(file) => format!("as `{file}` says"),
        Redirects::FileUnlessPage(file) => format!("as `{file}` says, but of pages by a small page"),
        Redirects::Pages => "by small pages".to_owned(),
    }
}

fn limits(limits: &Limits) -> String {
    let number = |n: Option<usize>, what: &str| n.map(|n| format!("{} {what}", grouped(n)));
    let parts = [
        number(limits.files, "files"),
        limits.file.map(|n| format!("{} a file", size(n))),
        limits.total.map(|n| format!("{} in all", size(n))),
        number(limits.redirects, "lines of old addresses"),
        (!limits.endings.is_empty()).then(|| "some kinds of files only".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "none stated".to_owned() } else { parts.join("; ") }
}

/// A number with commas between thousands.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in words.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= GIB && bytes.is_multiple_of(GIB) => format!("{} GB", bytes / GIB),
        _ if bytes >= MIB => format!("{} MB", bytes / MIB),
        _ => format!("{} KB", bytes.div_ceil(1024)),
    }
}

fn send(send: Send) -> String {
    match send {
        Send::Branch { name, .. } => format!("sends the branch `{name}`"),
        Send::Netlify => "sends it, with `NETLIFY_AUTH_TOKEN`".to_owned(),
        Send::Neocities => "sends it, with `NEOCITIES_API_KEY`".to_owned(),
        Send::Copy => "copies it with rsync or sftp".to_owned(),
        Send::Own(_) => "makes it and says what to type".to_owned(),
    }
}

fn unsure(host: &Host) -> String {
    if host.unsure.is_empty() { "nothing".to_owned() } else { format!("unsure: {}", host.unsure.join("; ")) }
}
