//! What readers are told of the use of what they send: on the privacy page as beside each form.

use crate::support::Hub;

const HUB: &str = "-- content/site.yaml --
title: Hub
url: https://hub.example.org/
languages: [en, cy]
privacy: privacy.md
contact:
  email: hub@example.org
feedback:
  provider: formspree
  id: mbvqkzoe
forms:
  contact: yes
  privacy:
    controller: The Trust
    purpose: { en: answering you, cy: eich ateb }
    basis: legitimate interests
    retention_days: 90
    country: the United Kingdom
-- content/index.md --
---
title: Home
---
-- content/privacy.md --
---
title: Privacy
summary: S.
---
Our own words.
-- content/cy/index.md --
---
title: Hafan
---
";

fn page(text: &str, path: &str) -> String {
    let mut hub = Hub::from_text(text);
    hub.take_built_in_theme();
    String::from_utf8(hub.build().0.remove(path).unwrap()).unwrap()
}

#[test]
fn the_privacy_page_says_of_each_form_what_stands_beside_it() {
    let privacy = page(HUB, "privacy/index.html");
    assert!(privacy.contains("Our own words.") && privacy.contains("What our forms ask"), "{privacy}");
    let contact = page(HUB, "contact-us/index.html");
    for fact in ["Responsible for it: The Trust.", "What we use it for: answering you.", "90", "Formspree"] {
        assert!(privacy.contains(fact) && contact.contains(fact), "{fact}\n{privacy}\n{contact}");
    }
    for link in ["href=\"../contact-us/\">Contact us", "href=\"../feedback/\">Feedback"] {
        assert!(privacy.contains(link), "{link}\n{privacy}");
    }
    assert!(!page(HUB, "index.html").contains("What our forms ask"));
}

#[test]
fn a_language_without_a_privacy_page_leads_to_the_one_there_is() {
    let welsh = page(HUB, "cy/adborth/index.html");
    assert!(welsh.contains("href=\"../../privacy/\">Sut rydym yn defnyddio"), "{welsh}");
    let own = "-- content/cy/privacy.md --\n---\ntitle: Preifatrwydd\nsummary: S.\n---\n";
    let welsh = page(&format!("{HUB}{own}"), "cy/adborth/index.html");
    assert!(welsh.contains("href=\"../../cy/privacy/\">Sut rydym yn defnyddio"), "{welsh}");
    let welsh = page(&format!("{HUB}{own}"), "cy/privacy/index.html");
    assert!(welsh.contains("Beth mae ein ffurflenni’n ei ofyn") && welsh.contains("eich ateb"), "{welsh}");
}

#[test]
fn words_that_only_say_what_belongs_there_are_no_facts() {
    for (key, example) in [
        ("controller: The Trust", "controller: who is responsible, such as your trust"),
        ("purpose: { en: answering you, cy: eich ateb }", "purpose: what you use it for"),
        ("country: the United Kingdom", "country: the country where your form service processes it"),
        ("country: the United Kingdom", "country: where they process it"),
    ] {
        assert!(HUB.contains(key));
        let (_, problems) = Hub::from_text(&HUB.replace(key, example)).build();
        let name = key.split(':').next().unwrap();
        let told = problems.iter().any(|problem| problem.code.name == "form-privacy" && problem.help.contains(name));
        assert!(told, "{example}: {problems:?}");
    }
}
