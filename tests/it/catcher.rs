//! In the preview no form leaves this computer: what it sends is caught, compared with its service's contract,
//! shown, and answered as chosen. What is published is not touched by it.

use crate::cli::bindery;
use crate::crawl::attributes;
use crate::serving::Serving;
use crate::support::{Hub, read_tree, root};
use bindery::forms::{Ask, PROVIDERS, Provider};
use bindery::preview::{CAUGHT, NOTE, PANEL, Preview};
use bindery::server::{Request, Response, When};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

const URL: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A hub with the built-in theme and these lines in its settings.
fn preview(settings: &str) -> Preview {
    let mut hub = Hub::from_text(&format!(
        "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/sub/\ncontact: {{ email: a@hub.example.org }}\n{settings}\n\
         -- content/index.md --\n---\ntitle: Home\nsummary: S.\n---\n\
         -- content/guidance/opening.md --\n---\ntitle: Opening & closing\nsummary: S.\n---\nText.\n"
    ));
    hub.inputs.themes.insert("default".to_owned(), Arc::new(bindery::project::built_in()));
    let preview = Preview::default();
    preview.update(&hub.inputs);
    preview
}

fn settings(provider: &Provider) -> String {
    let more = match provider.needs() {
        Some("id") => "\n  id: mbvqkzoe",
        Some(_) => "\n  action: https://forms.example.org/in",
        None => "",
    };
    format!("feedback:\n  provider: {}{more}", provider.name)
}

fn get(preview: &Preview, target: &str) -> Response {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    preview.answer(&Request { method: "GET", path, query, ..Request::default() })
}

fn post(preview: &Preview, path: &str, content_type: &str, body: &[u8]) -> Response {
    preview.answer(&Request { method: "POST", path, content_type, body, ..Request::default() })
}

fn text(response: &Response) -> String {
    String::from_utf8(response.body.to_vec()).unwrap()
}

fn encoded<'s>(pairs: impl IntoIterator<Item = (&'s str, &'s str)>) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

/// The path that the first form of a page is sent to, and its hidden fields.
fn form(preview: &Preview, page: &str) -> (String, Vec<(String, String)>) {
    let html = text(&get(preview, page));
    let all = attributes(&html);
    let action = all.iter().find(|(tag, name, _)| tag == "form" && name == "action").unwrap().2.clone();
    let hidden = all.windows(3).filter(|three| three[0].1 == "type" && three[0].2 == "hidden");
    let hidden = hidden.map(|three| (three[1].2.clone(), three[2].2.clone())).collect();
    (
        action
            .strip_prefix("../../")
            .or(action.strip_prefix("../"))
            .map_or(action.clone(), |rest| format!("/sub/{rest}")),
        hidden,
    )
}

/// What a browser sends from the form of a page, after more fields were filled in.
fn send(preview: &Preview, filled: &[(&str, &str)]) -> String {
    let (action, hidden) = form(preview, "/sub/guidance/opening/");
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let response = post(preview, &action, URL, &encoded(hidden.chain(filled.iter().copied())));
    text(&response)
}

fn choose(preview: &Preview, behaviour: &str) {
    let response = post(preview, "/__preview/forms", URL, &encoded([("answer", behaviour)]));
    assert_eq!((response.status, response.location.as_deref()), (303, Some("/__preview/forms")));
}

fn formspree() -> Preview {
    preview(&settings(&PROVIDERS[0]))
}

#[test]
fn each_service_would_have_received_what_the_form_asks() {
    for provider in PROVIDERS {
        let name = provider.name;
        let preview = preview(&settings(provider));
        let page = send(&preview, &[("useful", "no"), ("comment", "It says\n<b>Monday</b>.")]);
        let label = if provider.label.is_empty() { "forms.example.org" } else { provider.label };
        assert!(page.contains("<h1>Nothing was sent</h1>"), "{name}: {page}");
        assert!(page.contains(&format!("<p>{label} would have received this at <code>")), "{name}: {page}");
        assert!(page.contains("It says\n&lt;b&gt;Monday&lt;/b&gt;.") && !page.contains("<b>Monday"), "{name}: {page}");
        assert!(page.contains("Hub: Opening &amp; closing") == provider.subject_field.is_some(), "{name}: {page}");
        assert!(page.contains("✓ Right:</strong> <bdi>The hidden trap for programs is empty."), "{name}: {page}");
        assert!(
            page.contains("✓ Right:</strong> <bdi>Everything that must be filled in is filled in."),
            "{name}: {page}"
        );
        assert!(!page.contains('✗'), "{name}: {page}");
        assert!(page.contains("<a href=\"/sub/guidance/opening/\">Back to the form</a>"), "{name}: {page}");
        let thanks = provider.redirect.is_some() || provider.only_on.is_some();
        assert!(page.contains("<a href=\"/sub/feedback/thanks/\">") == thanks, "{name}: {page}");
        for note in provider.unsure {
            assert!(page.contains(&note.replace('\'', "&#39;")), "{name} says that it is unsure: {note}");
        }
    }
}

#[test]
fn what_breaks_a_contract_is_told() {
    let web3forms = || preview("feedback:\n  provider: web3forms\n  id: mbvqkzoe");
    let page = send(&web3forms(), &[("useful", "yes"), ("botcheck", "on")]);
    assert!(page.contains("✗ It would be thrown away") && page.contains("the sender would not be told"), "{page}");
    assert!(page.contains("see the same as after any other message"), "{page}");
    let to = |preview: &Preview, pairs: &[(&str, &str)]| {
        let path = format!("{CAUGHT}https://api.web3forms.com/submit");
        let response = post(preview, &path, URL, &encoded(pairs.iter().copied()));
        (response.status, text(&response))
    };
    let (status, page) = to(&web3forms(), &[("redirect", "../thanks/")]);
    assert_eq!(status, 400, "it is refused, as the service would: {page}");
    assert!(page.contains("✗ It would be refused:</strong> <bdi>The form’s code is missing"), "{page}");
    assert!(page.contains("“redirect”, is no full address"), "{page}");
    let (_, page) = to(&web3forms(), &[("access_key", "other"), ("page_title", "A"), ("ccemail", "a@b.example")]);
    assert!(page.contains("is not the one in the hub’s settings"), "{page}");
    assert!(page.contains("Not filled in, although it must be: “useful”."), "{page}");
    assert!(page.contains("“ccemail” means something to Web3Forms."), "{page}");
    let page = text(&post(&formspree(), &format!("{CAUGHT}https://formspree.io/f/other"), "text/plain", b"a=b"));
    assert!(
        page.contains("Formspree would have received")
            && page.contains("packed in a way that form services do not read")
    );
    let page = text(&get(&formspree(), &format!("{CAUGHT}https://formspree.io/f/x?a=b")));
    assert!(page.contains("method is GET. Formspree takes POST."), "{page}");
}

const ROOM: &str = "feedback: no\nforms:\n  room:\n    provider: PROVIDER\n    title: A room\n    privacy: { controller: us, purpose: rooms, \
     basis: contract, retention_days: 2, processor: it, country: Wales }\n    fields:\n      - { name: day, kind: date, label: Which day?, required: yes }\n\
     \u{20}     - { name: email, kind: email, label: Your address, required: yes }\n      - { name: plan, kind: file, label: A plan }";

fn multipart(parts: &[(&str, Option<&str>, &str)]) -> Vec<u8> {
    let part = |(name, file, value): &(&str, Option<&str>, &str)| {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\"\r\nContent-Type: text/html"));
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    (parts.iter().map(part).collect::<String>() + "--x--\r\n").into_bytes()
}

#[test]
fn forms_of_the_hub_and_files_are_known() {
    let kind = "multipart/form-data; boundary=x";
    let netlify = preview(&ROOM.replace("PROVIDER", "netlify"));
    let (action, hidden) = form(&netlify, "/sub/a-room/");
    assert_eq!(action, "/sub/a-room/thanks/", "it is sent to the hub itself");
    let mut parts: Vec<_> = hidden.iter().map(|(name, value)| (name.as_str(), None, value.as_str())).collect();
    parts.push(("email", None, "a@b.example"));
    parts.push(("plan", Some("plan <1>.html"), "<script>1</script>"));
    let page = text(&post(&netlify, &action, kind, &multipart(&parts)));
    assert!(page.contains("Netlify Forms would have received this at <code>/sub/a-room/thanks/"), "{page}");
    assert!(page.contains("A file: <bdi>plan &lt;1&gt;.html</bdi>, text/html, 18 bytes"), "{page}");
    assert!(!page.contains("<script>"), "what is in a file is not shown: {page}");
    assert!(page.contains("Not filled in, although it must be: “day”."), "{page}");
    assert!(page.contains("Netlify Forms takes files: up to 8 MB a message, one file a field."), "{page}");
    assert!(page.contains("adds the field “form-name”"), "{page}");
    let large = "x".repeat(9 * 1024 * 1024);
    let response =
        post(&netlify, &action, kind, &multipart(&[("form", None, "room"), ("plan", Some("a.pdf"), &large)]));
    assert_eq!(response.status, 400);
    assert!(text(&response).contains("The message has 9.0 MB. Netlify Forms takes up to 8 MB a message"));
    let page = text(&post(&netlify, &action, URL, &encoded([("form", "room"), ("plan", "a.pdf")])));
    assert!(page.contains("only the file’s name is sent"), "{page}");
    let formspark = format!("{CAUGHT}https://submit-form.com/mbvqkzoe");
    let page = text(&post(&netlify, &formspark, kind, &multipart(&[("plan", Some("a.pdf"), "%PDF")])));
    assert!(page.contains("Formspark takes no files, so the file in “plan” would be lost."), "{page}");
    let page = text(&post(&formspree(), "/sub/guidance/opening/", URL, b""));
    assert!(page.contains("This form is sent to the hub itself.") && page.contains("Nothing at all."), "{page}");
    let last_good = text(&post(&netlify, "/__preview/last-good/a-room/thanks/", URL, b"form=room"));
    assert!(last_good.contains("Netlify Forms would have received this"), "{last_good}");
    assert_eq!(post(&formspree(), "/sub/style.css", URL, b"").status, 405);
    assert_eq!(post(&formspree(), "/sub/none/", URL, b"").status, 405);
}

#[test]
fn scripts_get_the_answer_of_their_service() {
    for provider in PROVIDERS {
        let name = provider.name;
        let preview = preview(&settings(provider));
        let (action, hidden) = form(&preview, "/sub/guidance/opening/");
        let body =
            encoded(hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("useful", "yes")]));
        let path = match provider.script.map(|script| script.ask) {
            Some(Ask::Suffix(end)) => format!("{action}{end}"),
            Some(Ask::Address(pattern)) => format!("{CAUGHT}{}", pattern.replace("{id}", "mbvqkzoe")),
            _ => action,
        };
        let ask = || {
            let accept = "application/json";
            preview.answer(&Request {
                method: "POST",
                path: &path,
                content_type: URL,
                accept,
                body: &body,
                ..Request::default()
            })
        };
        for (behaviour, status, when) in [
            ("success", 200, When::Now),
            ("failure", 400, When::Now),
            ("quota", 429, When::Now),
            ("slow", 200, When::After(Duration::from_secs(20))),
            ("dropped", 503, When::Never),
        ] {
            choose(&preview, behaviour);
            let answer = ask();
            assert_eq!((answer.status, answer.when), (status, when), "{name}, {behaviour}");
            if when == When::Never {
                continue;
            }
            let script = provider.script.filter(|script| script.ask != Ask::Status);
            let Some(script) = script else {
                assert!(answer.content_type.starts_with("text/html"), "{name} has only its status to say");
                continue;
            };
            assert_eq!(answer.content_type, JSON, "{name}, {behaviour}");
            let list = text(&get(&preview, "/__preview/forms"));
            assert!(list.contains("would have received"), "{name}: a script's message is shown, too");
            assert!(!list.contains("names no page to come back to"), "{name}: a script stays on its page");
            let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            if let Some(field) = script.success {
                let said = answer[field].as_bool().or_else(|| answer[field].as_str()?.parse().ok());
                assert_eq!(said, Some(status == 200), "{name}, {behaviour}: {answer}");
            }
            let told = script.errors.iter().any(|path| {
                let pointer = format!("/{}", path.replace("[]", "/0").replace('.', "/"));
                answer.pointer(&pointer).and_then(|words| words.as_str()).is_some_and(|words| !words.is_empty())
            });
            assert_eq!(told, status >= 400 && !script.errors.is_empty(), "{name}, {behaviour}: {answer}");
        }
    }
}

#[test]
fn a_script_may_send_json_and_must_ask_for_it() {
    let preview = formspree();
    let path = format!("{CAUGHT}https://formspree.io/f/mbvqkzoe");
    let page = text(&post(&preview, &path, JSON, br#"{"useful": "no", "needs": ["Te", "Cadeiriau"], "n": 7}"#));
    assert!(
        page.contains("A script packed it as JSON.") && page.contains("Cadeiriau") && page.contains(">7<"),
        "{page}"
    );
    let page = text(&post(&preview, &path, JSON, b"[1, 2"));
    assert!(page.contains("could not be read to its end. It is no JSON object."), "{page}");
}

#[test]
fn hostile_messages_are_shown_as_text_and_cut_short() {
    let preview = formspree();
    let path = format!("{CAUGHT}https://formspree.io/f/mbvqkzoe");
    let name = "\"><script>alert('1')</script>";
    let page =
        text(&post(&preview, &path, URL, &encoded([(name, "</td></table><img src=x onerror=alert(1)>\0\u{202e}")])));
    assert!(!page.contains("<script>") && !page.contains("<img"), "{page}");
    assert!(page.contains("&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)"), "{page}");
    assert!(page.contains("<bdi>&lt;/td&gt;") && page.contains('\u{fffd}'), "{page}");
    let page = text(&post(&preview, &path, URL, b"a=%ff%fe&%00=b"));
    assert!(page.contains('\u{fffd}'), "{page}");
    let long = "ŵ".repeat(5 * 1024 * 1024);
    let page = text(&post(&preview, &path, "multipart/form-data; boundary=x", &multipart(&[("comment", None, &long)])));
    assert!(page.len() < 20_000 && page.contains("(5,242,880 characters in all, 10.0 MB)"), "{}", page.len());
    assert!(page.contains("let people type 10,000"), "{page}");
    let many: String = (0..10_000).map(|n| format!("f{n}=v&")).collect();
    let page = text(&post(&preview, &path, URL, many.as_bytes()));
    assert!(page.len() < 60_000 && page.contains("There are 9,800 more fields"), "{}", page.len());
    for (kind, body) in [("multipart/form-data", "--x\r\n"), ("multipart/form-data; boundary=x", "--x\r\nContent")] {
        let page = text(&post(&preview, &path, kind, body.as_bytes()));
        assert!(page.contains("✗ It would be refused:</strong> <bdi>The message could not be read"), "{page}");
    }
    let page = text(&post(&preview, &format!("{CAUGHT}https://<i>.example/\"x"), URL, b"a=b"));
    assert!(page.contains("https://&lt;i&gt;.example/&quot;x") && !page.contains("<i>"), "{page}");
}

#[test]
fn the_last_messages_are_kept_until_they_are_forgotten() {
    let preview = formspree();
    let list = || text(&get(&preview, "/__preview/forms"));
    assert!(list().contains("None yet.") && list().contains("Now:</strong> Messages are taken, unless"));
    for n in 1..=25 {
        send(&preview, &[("comment", &format!("comment {n}."))]);
    }
    let page = list();
    assert_eq!(page.matches("<details>").count(), 20);
    assert!(page.contains("comment 25.") && page.contains("comment 6.") && !page.contains("comment 5."), "{page}");
    assert!(
        page.find("Message 25: <bdi>Formspree, Opening &amp; closing").unwrap() < page.find("Message 24:").unwrap()
    );
    choose(&preview, "quota");
    choose(&preview, "nonsense");
    assert!(
        list().contains("value=\"quota\" aria-pressed=\"true\"")
            && list().contains("Now:</strong> Every message is one too many")
    );
    let page = send(&preview, &[]);
    assert!(page.contains("(status 429): <q>There were too many messages this month."), "{page}");
    post(&preview, "/__preview/forms", URL, b"forget=yes");
    assert!(list().contains("None yet."));
    // Another website could make a browser ask for an address, but not send a form to it.
    get(&preview, &format!("{CAUGHT}https://formspree.io/f/x?a=b"));
    assert!(list().contains("None yet."));
    let home = get(&preview, &format!("{CAUGHT}https://hub.example.org/sub//feedback/thanks/"));
    assert_eq!(home.location.as_deref(), Some("/sub/feedback/thanks/"), "the hub's own full address is the preview's");
}

#[test]
fn a_served_page_is_the_published_one_but_for_what_the_preview_adds() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (path, bytes) in read_tree(&root().join("tests/exhibit")) {
        let path = at.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    assert!(bindery(at, &["build"]).status.success());
    // The list of Bindery's own files may say later that nothing had to be reported.
    let pages = || {
        let mut tree = read_tree(&at.join("public"));
        tree.remove(".bindery-manifest");
        tree
    };
    let published = pages();
    let serving = Serving::start(at);
    // Until the checks have looked there is nothing to say of a page.
    serving.wait_until_told("Up to date");
    let mut caught = 0;
    for (path, bytes) in published.iter().filter(|(path, _)| path.ends_with(".html")) {
        let is_sent_on = String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
        let with_panel = String::from_utf8(serving.get(&format!("/{}", path.trim_end_matches("index.html")))).unwrap();
        assert!(with_panel.contains(PANEL.0) != is_sent_on, "{path}: each page has its panel, and no other file");
        assert!(!String::from_utf8_lossy(bytes).contains("bindery-panel"), "{path}: none is published");
        let served = String::from_utf8(serving.body(&format!("/{}", path.trim_end_matches("index.html")))).unwrap();
        assert!(served.replace(CAUGHT, "").replace(NOTE, "").as_bytes() == bytes, "{path} is not what is published");
        for (tag, name, value) in attributes(&served) {
            if tag == "form" && name == "action" || name == "formaction" {
                assert!(!value.contains("//") || value.starts_with(CAUGHT), "{path} has a form that leads to {value}");
                caught += usize::from(value.starts_with(CAUGHT));
            }
        }
    }
    assert!(String::from_utf8_lossy(&serving.get("/__preview/forms.js")).contains("stays on this computer"));
    assert!(caught > 20, "the exhibit has forms, {caught}");
    // A form is really sent, from this page and from another website's.
    let body = encoded([("useful", "yes"), ("comment", "From a browser.")]);
    let send = |origin: &str, length: usize, body: &[u8]| {
        let mut stream = TcpStream::connect(("127.0.0.1", serving.port)).unwrap();
        let head = format!(
            "POST {CAUGHT}https://forms.example.org/in HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: {origin}\r\nContent-Type: {URL}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n",
            serving.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let own = format!("http://localhost:{}", serving.port);
    let answer = send(&own, body.len(), &body);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("From a browser."), "{answer}");
    assert!(!answer.contains("reload.js"), "{answer}");
    assert!(send("https://evil.example.org", body.len(), &body).starts_with("HTTP/1.1 403"));
    let much = vec![b'x'; 13 * 1024 * 1024];
    assert!(send(&own, much.len(), &much).starts_with("HTTP/1.1 413"));
    let list = String::from_utf8(serving.body("/__preview/forms")).unwrap();
    assert!(list.contains("From a browser.") && list.matches("<details>").count() == 1, "{list}");
    serving.wait_until_told(&format!("http://localhost:{}/__preview/forms", serving.port));
    drop(serving);
    assert!(bindery(at, &["build"]).status.success());
    assert!(pages() == published, "what is published is not touched");
}
