//! Any web space: the rules for Apache are in the output, and those for nginx are a file that whoever
//! looks after the server includes.

use super::headers::{FINGERPRINTED, Scope};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};
use crate::path::decode;

pub(super) static HOST: Host = Host {
    name: "web-space",
    label: "Any web space",
    domain: "",
    headers: Headers::File(".htaccess"),
    redirects: Redirects::File(".htaccess"),
    limits: Limits::NONE,
    send: Send::Copy,
    outputs: &[OutputFile { path: ".htaccess", write: Some(|rules| Some(apache(rules))) }],
    setup: &[SetupFile { path: "nginx-hub.conf", write: nginx }],
    cannot: &["use the file `.htaccess` unless the server is Apache or works like it, and its owner allows such files"],
    steps: &[
        "Ask whoever runs the web space how files get there.",
        "By SSH: type `publish_to: name@server.example.org:/path/to/the/website` in `site.yaml`, and then `bindery publish`. It uses the program rsync.",
        "By SFTP: type `publish_to: sftp://name@server.example.org/path/to/the/website` instead. It uses the program sftp, which Windows, macOS and Linux bring along.",
        "By hand: type `bindery publish --zip hub.zip`, and unpack the file on the web space.",
        "If the server is nginx: give the file `nginx-hub.conf` to whoever looks after it. It is included inside `server { … }`.",
    ],
    docs: "https://httpd.apache.org/docs/2.4/howto/htaccess.html",
    unsure: &[],
    checked: "2026-11-27",
};

/// Every line is one that Apache allows with `AllowOverride FileInfo`: a line of another kind would make
/// the whole website answer with an error where no more than that is allowed.
fn apache(rules: &Rules<'_>) -> String {
    let mut out = format!(
        "\
# Rules for Apache, made by Bindery.
ErrorDocument 404 {}404.html
AddDefaultCharset utf-8
AddType image/webp .webp
<IfModule mod_headers.c>
",
        rules.base
    );
    for header in rules.headers.iter().filter(|header| header.scope == Scope::Everything) {
        out += &format!("  Header always set {} \"{}\"\n", header.name, header.value);
    }
    out += &format!(
        "  SetEnvIf Request_URI \"^{}{FINGERPRINTED}\" fingerprinted\n  \
         Header set Cache-Control \"{}\" env=fingerprinted\n  Header set Cache-Control \"{}\" env=!fingerprinted\n",
        rules.base,
        cache(rules, Scope::Fingerprinted),
        cache(rules, Scope::Rest),
    );
    // What begins with a dot is for programs, but for what is well known (RFC 8615).
    out += "</IfModule>\nRedirectMatch 404 \"/\\.(?!well-known/)\"\n";
    for rule in &rules.redirects {
        let from = decode(&rule.from).unwrap_or_default();
        let end = if from.ends_with('/') { "/?" } else { "" };
        out += &format!(
            "RedirectMatch 301 \"^{}{end}$\" \"{}\"\n",
            literal(from.trim_end_matches('/')),
            rule.to.replace('$', "%24")
        );
    }
    out
}

/// How long browsers may keep files.
fn cache<'r>(rules: &'r Rules<'_>, scope: Scope) -> &'r str {
    let header = rules.headers.iter().find(|header| header.scope == scope);
    header.map_or("", |header| &header.value)
}

/// A path in which no sign means something in a pattern, or in a text in quotation marks.
fn literal(path: &str) -> String {
    path.chars().fold(String::new(), |mut out, c| {
        if "\\.+*?()[]{}^$|\"".contains(c) {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

fn nginx(rules: &Rules<'_>) -> String {
    let mut out = format!(
        "\
# Rules for nginx, made by Bindery. Include this file inside server {{ … }}, after root and server_name.
error_page 404 {base}404.html;
absolute_redirect off;
charset utf-8;
location ~ /\\.(?!well-known/) {{ return 404; }}
",
        base = rules.base
    );
    out += &format!(
        "set $hub_cache \"{}\";\nif ($uri ~ ^{}{FINGERPRINTED}) {{ set $hub_cache \"{}\"; }}\nadd_header Cache-Control $hub_cache;\n",
        cache(rules, Scope::Rest),
        rules.base,
        cache(rules, Scope::Fingerprinted),
    );
    for header in rules.headers.iter().filter(|header| header.scope == Scope::Everything) {
        out += &format!("add_header {} \"{}\" always;\n", header.name, header.value);
    }
    for (rule, from) in
        rules.redirects.iter().flat_map(|rule| rule.spellings().into_iter().map(move |from| (rule, from)))
    {
        let from = decode(from).unwrap_or_default().replace('\\', "\\\\").replace('"', "\\\"");
        out += &format!("location = \"{from}\" {{ return 301 \"{}\"; }}\n", rule.to.replace('$', "%24"));
    }
    out
}
