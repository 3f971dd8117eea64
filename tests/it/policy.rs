//! Whom pages may ask and send to, of every golden site, the exhibit and the hub in `content`,
//! each with the built-in theme.

use crate::sites::cases;
use crate::support::{Hub, root};
use bindery::output::{Content, Output};
use bindery::pipeline::{Memo, Plan};
use bindery::settings::{Feedback, Settings};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

fn hubs() -> Vec<(PathBuf, Hub)> {
    let mut folders = cases();
    folders.extend([root().join("tests/exhibit"), root()]);
    let hub = |folder: PathBuf| {
        let mut hub = Hub::from_dir(&folder);
        hub.inputs.themes.insert("default".to_owned(), Arc::new(bindery::project::built_in()));
        (folder, hub)
    };
    folders.into_iter().map(hub).collect()
}

fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

/// Where the forms of the settings are sent, and the hub itself.
fn endpoints(settings: &Settings) -> BTreeSet<String> {
    let feedback = match &settings.feedback {
        Feedback::On(endpoint) => Some(&**endpoint),
        Feedback::Off { .. } => None,
    };
    let own = settings.forms.iter().filter_map(|form| form.endpoint.as_ref());
    own.chain(feedback).map(|endpoint| origin(&endpoint.action)).chain(settings.url.as_deref().map(origin)).collect()
}

/// What stands in `html` after each `start`, up to a quote.
fn values<'h>(html: &'h str, start: &str) -> Vec<&'h str> {
    html.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_holds_to_its_own_forms() {
    let mut forms = 0;
    for (folder, hub) in hubs() {
        let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
        let allowed = endpoints(&plan.site.settings);
        let mut room = Vec::new();
        for route in plan.routes.iter().filter(|route| route.output.to_string().ends_with(".html")) {
            let page = format!("{} {}", folder.display(), route.output);
            // What stands in such a page is its writer's own affair.
            if plan.site.settings.allows_any_html(&plan.source(route)) {
                continue;
            }
            // Some golden sites have a broken theme, and some publish a file that is HTML already.
            let Ok(Output { content: Content::Bytes(bytes), .. }) = plan.render(route, &mut room) else { continue };
            let html = std::str::from_utf8(bytes).unwrap();
            let policies = values(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
            let [policy] = policies[..] else { panic!("{page} has {} policies", policies.len()) };
            let sources = |name: &str| -> Vec<String> {
                let directive = policy.split("; ").find_map(|part| part.strip_prefix(name)).unwrap();
                directive.split_whitespace().filter(|source| *source != "'self'").map(str::to_owned).collect()
            };
            let actions: Vec<_> = values(html, "<form method=\"post\" action=\"").into_iter().map(origin).collect();
            for name in ["form-action", "connect-src"] {
                let sources = sources(name);
                assert!(sources.iter().all(|source| allowed.contains(source)), "{page}: {name} names {sources:?}");
                assert!(!actions.is_empty() || sources.is_empty(), "{page} has no form, and {name} names {sources:?}");
                for action in actions.iter().filter(|action| action.starts_with("https:")) {
                    assert!(sources.contains(action), "{page}: {name} lacks {action}");
                }
            }
            assert_eq!(html.contains("<form "), html.contains("<script src="), "{page}: the script is where a form is");
            forms += actions.len();
        }
    }
    assert!(forms > 20, "there are {forms} forms");
}

#[test]
fn an_address_with_other_letters_is_told() {
    for action in ["https://llyfrgell-â.example.org/in", "https://exa;mple.org/in", "https://a@example.org/in"] {
        let hub = Hub::from_text(&format!(
            "-- content/site.yaml --\ntitle: Hub\nfeedback:\n  provider: custom\n  action: {action}\n"
        ));
        let (_, problems) = hub.build();
        assert!(problems.iter().any(|problem| problem.code.name == "feedback-endpoint"), "{action}: {problems:?}");
    }
}
