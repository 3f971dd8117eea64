//! What templates are given: only what they ask for, and that changes no page.

use crate::sites::cases;
use crate::support::{Hub, root};
use bindery::output::Content;
use bindery::pipeline::{Memo, Plan};
use bindery::route::Make;

/// How many pages are the same with all that the handbook promises; a template's mistake is the same, too.
fn compare(hub: &Hub, name: &str) -> usize {
    let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
    let (mut room, mut whole) = (Vec::new(), Vec::new());
    for route in plan.routes.iter() {
        let Some(view) = plan.view(route) else { continue };
        let (template, values) = view.into_context();
        whole.clear();
        let expected = plan.theme.render(&template, &values, &mut whole).map(|()| Content::Bytes(&whole));
        let made = plan.render(route, &mut room).map(|output| output.content);
        assert_eq!(made, expected, "{name} {}", route.output);
    }
    plan.routes.iter().filter(|route| matches!(route.make, Make::Page(_))).count()
}

#[test]
fn a_page_is_the_same_whether_its_template_sees_what_it_asks_for_or_everything() {
    let folders = cases().into_iter().chain([root().join("tests/exhibit"), root()]);
    let pages: usize = folders.map(|folder| compare(&Hub::from_dir(&folder), &folder.display().to_string())).sum();
    assert!(pages > 200, "{pages}");
}

#[test]
fn a_template_may_ask_in_any_way() {
    for text in [
        "{{ page.title }}{% if form %}{{ form.action }}{% endif %}",
        "{% for name, value in page %}{{ name }}: {{ value }}\n{% endfor %}",
        "{{ page[\"sta\" ~ \"tus\"] }}",
        "{% set all = head %}{{ all.json_ld | safe }}",
        "{% if page.no_such_name %}{% endif %}{{ page.no_such_name }}",
        "{% include \"part.html\" %}",
    ] {
        let hub = Hub::from_text(&format!(
            "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/\ntheme: own\n-- content/a.md --\n---\ntitle: A\n---\nText.\n\
             -- themes/own/templates/page.html --\n{text}\n-- themes/own/templates/part.html --\n{{{{ head.policy }}}}{{{{ page.lang }}}}\n"
        ));
        assert!(compare(&hub, text) > 0, "{text}");
    }
}

#[test]
fn what_nobody_asks_for_is_not_made() {
    let hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hub\ntheme: own\n-- content/a.md --\n---\ntitle: A\n---\n\
         -- themes/own/templates/page.html --\n{{ page.title }}{{ page.status }}{{ head.title }}\n",
    );
    let plan = Plan::new(&hub.inputs, &mut Memo::default(), &());
    let shared = bindery::view::Shared::new(&plan.site);
    let scene = bindery::view::Scene { site: &plan.site, theme: &plan.theme, shared: &shared, whole: false };
    let page = plan.site.page_of(&bindery::path::RelPath::new("a.md")).unwrap();
    let (_, values) = bindery::view::page(&scene, page).into_context();
    let names = |object: &str| {
        let map = values.get(object).unwrap().as_map().unwrap();
        map.keys().map(|key| key.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (names("page"), names("head")),
        (vec!["title".to_owned(), "status".to_owned()], vec!["title".to_owned()])
    );
    assert!(values.get("form").is_none() && values.get("site").is_none());
}
