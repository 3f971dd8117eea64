//! What the preview says of problems: in the panel of each page and in the list of the whole hub, in English and in
//! Welsh. What checks find keeps no page from being shown; what a stage of the build can't make sense of does.

use crate::support::{Hub, without_panel};
use bindery::checks::Depth;
use bindery::preview::{PANEL, Preview};
use bindery::server::Request;

const HUB: &str = "-- content/site.yaml --\ntitle: Hub\nurl: https://hub.example.org/sub/\nfeedback: no\nlanguages: [en, cy]\nchecks:\n  heading-no-content: ignore\n  owner-missing: ignore\n  review-overdue: ignore\n  translation-missing: ignore\n  translation-stale: ignore\n  translation-unlinked: ignore\n\
-- content/index.md --\n---\ntitle: Home\nsummary: S.\n---\n\
-- content/cy/index.md --\n---\ntitle: Hafan\nsummary: C.\n---\n\
-- content/guidance/index.md --\n---\ntitle: Guidance\nsummary: G.\n---\n\
-- content/guidance/rooms.md --\n---\ntitle: Rooms\nsummary: S.\ndate: 2026-01-01\nupdated: 2026-03-01\nreview_due: 2026-05-01\n---\n\n## Booking\n\n#### Too deep\n\nText.\n\
-- content/cy/guidance/rooms.md --\n---\ntitle: Ystafelloedd\nsummary: C.\ndate: 2026-01-02\n---\n\n## Archebu\n\n#### Rhy ddwfn\n\nTestun. {x}\n\
-- content/guidance/good.md --\n---\ntitle: Good\nsummary: S.\n---\nWords.\n\
-- content/guidance/soon.md --\n---\ntitle: Soon\nsummary: S.\ndate: 2027-02-03\n---\nWords.\n\
-- content/guidance/draft.md --\n---\ntitle: A <b>draft</b>\nsummary: S.\nstatus: draft\n---\nWords.\n";

fn hub() -> Hub {
    let mut hub = Hub::from_text(HUB);
    // The theme of the tests is too bare for the checks of themes.
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    hub
}

fn shown(hub: &Hub) -> Preview {
    let preview = Preview::default();
    preview.update(&hub.inputs);
    preview.verify(|| true);
    preview
}

fn get(preview: &Preview, target: &str) -> (u16, String) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let response = preview.answer(&Request { method: "GET", path, query, ..Request::default() });
    (response.status, String::from_utf8(response.body.to_vec()).unwrap())
}

fn panel(preview: &Preview, target: &str) -> String {
    let (status, page) = get(preview, target);
    assert_eq!(status, 200, "{target}: {page}");
    let (_, rest) = page.split_once(PANEL.0).unwrap_or_else(|| panic!("{target} has no panel: {page}"));
    rest.split_once(PANEL.1).unwrap().0.to_owned()
}

/// Whether all of these words stand there.
fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "it does not say {word:?}: {text}");
    }
}

#[test]
fn each_page_says_what_is_wrong_with_it_in_its_own_language() {
    let preview = shown(&hub());
    let english = panel(&preview, "/sub/guidance/rooms/");
    says(
        &english,
        &[
            "lang=\"en\"",
            ">To mend: 1<",
            "<strong>Error:</strong> <span>The heading “Too deep”",
            "content/guidance/rooms.md, line 11, column",
            "<mark>",
            "Type it with so many # signs",
            "WCAG 2.2, criterion 1.3.1",
            "<code>heading-skipped</code>",
            "href=\"/__preview/?in=en\"",
        ],
    );
    let welsh = panel(&preview, "/sub/cy/guidance/rooms/");
    says(
        &welsh,
        &[
            "lang=\"cy\"",
            ">I’w cywiro: 1<",
            "<strong>Gwall:</strong> <span>Mae&#39;r pennawd “Rhy ddwfn”",
            "llinell 9, colofn 6",
            "maen prawf 1.3.1",
            "<p>Byddai darllenwyr sy&#39;n mynd drwy dudalen",
        ],
    );
    assert!(!welsh.contains("lang=\"en\""), "everything is said in Welsh: {welsh}");
    says(&panel(&preview, "/sub/guidance/good/"), &[">Nothing to mend<", "There is nothing to mend on this page."]);
    let lists = panel(&preview, "/sub/a-to-z/");
    says(&lists, &["lang=\"en\""]);
}

#[test]
fn what_a_stage_says_is_said_in_welsh_and_what_has_no_welsh_words_is_marked_as_english() {
    let mut hub = hub();
    hub.edit("content/cy/guidance/rooms.md", b"---\ntitle: Ystafelloedd\nsummary: C.\nowner:\n---\n\nTestun.\n");
    let welsh = panel(&shown(&hub), "/sub/cy/guidance/rooms/");
    says(
        &welsh,
        &[
            "<strong>Rhybudd:</strong> <span>Nid oes gwerth i “owner”.</span>",
            "<p>Teipiwch werth",
            "<p>Nid yw allwedd heb werth",
        ],
    );
    assert!(!welsh.contains("lang=\"en\""), "{welsh}");
    hub.edit("content/cy/guidance/rooms.md", b"---\ntitle: Ystafelloedd\nsummary: C.\n---\n\n[x](nunlle.md)\n");
    let (status, page) = get(&shown(&hub), "/__preview/?in=cy");
    assert_eq!(status, 200);
    says(&page, &["<span>Nid oes tudalen na ffeil o&#39;r enw “nunlle.md”.</span>"]);
    let (status, page) = get(&shown(&hub), "/sub/cy/guidance/rooms/");
    assert_eq!(status, 500);
    says(&page, &["<html lang=\"cy\">", "Nid oes tudalen na ffeil"]);
    let (_, page) = get(&shown(&hub), "/sub/guidance/none/");
    says(&page, &["<html lang=\"en\">"]);
    hub.edit("themes/mine/strings/xx.yaml", b"language_name: X\n");
    hub.edit("content/site.yaml", b"title: Hub\ntheme: mine\nlanguages: [en, xx]\nfeedback: no\n");
    says(&get(&shown(&hub), "/__preview/?in=cy").1, &["<span lang=\"en\">The language “xx” has no words for"]);
}

#[test]
fn findings_keep_no_page_from_being_shown_and_stage_errors_do() {
    let mut hub = hub();
    let preview = shown(&hub);
    assert!(preview.state().problems.iter().any(|problem| problem.code.name == "heading-skipped"));
    let good = get(&preview, "/sub/guidance/good/").1;
    hub.edit("content/guidance/good.md", b"---\ntitle: Good\nsummary: S.\n---\n\n## A\n\n#### B\n\n[x](none.md)\n");
    preview.update(&hub.inputs);
    preview.verify(|| true);
    let (status, page) = get(&preview, "/sub/guidance/good/");
    assert_eq!(status, 500);
    says(&page, &["This page can’t be shown yet", "none.md", "the last good version"]);
    assert!(
        !page.contains("heading-skipped") && !page.contains(PANEL.0),
        "only what keeps it from being shown: {page}"
    );
    assert_eq!(get(&preview, "/sub/guidance/rooms/").0, 200, "a finding is no reason to hide a page");
    let last_good = get(&preview, "/__preview/last-good/guidance/good/").1;
    assert_eq!(without_panel(last_good.as_bytes()), without_panel(good.as_bytes()));
    says(
        &get(&preview, "/__preview/").1,
        &["Some pages can’t be shown", "/__preview/last-good/", "link-broken", "heading-skipped"],
    );
}

#[test]
fn an_edit_is_shown_before_the_checks_have_looked_and_findings_follow() {
    let mut hub = hub();
    let preview = Preview::default();
    preview.update(&hub.inputs);
    assert!(!get(&preview, "/sub/guidance/good/").1.contains(PANEL.0), "nobody has looked yet");
    preview.verify(|| true);
    hub.edit("content/guidance/good.md", b"---\ntitle: Good\nsummary: S.\n---\n\n## A\n\n#### Newly wrong\n");
    preview.update(&hub.inputs);
    let version = preview.state().version;
    let (_, page) = get(&preview, "/sub/guidance/good/");
    assert!(page.contains("Newly wrong") && !page.contains("heading-skipped"), "the edit is shown at once: {page}");
    let mut asked = 0;
    let hesitant = preview.verify(|| {
        asked += 1;
        asked > 1
    });
    assert!(!hesitant.finished, "what the checks did not look at is not called finished");
    let stopped = preview.verify(|| false);
    assert!(!stopped.finished && preview.state().version == version, "a newer edit goes first");
    preview.verify(|| true);
    assert!(preview.state().version > version, "open pages hear of it");
    says(&panel(&preview, "/sub/guidance/good/"), &["heading-skipped", "To mend: 1"]);
    let version = preview.state().version;
    preview.verify(|| true);
    hub.edit("content/guidance/good.md", b"---\ntitle: Good\nsummary: S.\n---\n\n## A\n\n#### Newly wrong\n\nMore.\n");
    preview.update(&hub.inputs);
    preview.verify(|| true);
    assert_eq!(preview.state().version, version + 1, "what is found is as it was, so pages are loaded once");
}

#[test]
fn who_may_only_look_sees_no_panel() {
    let preview = shown(&hub());
    let ask = |path| preview.show_only(&Request { method: "GET", path, ..Request::default() });
    let page = ask("/sub/guidance/rooms/");
    assert!(page.status == 200 && !String::from_utf8_lossy(&page.body).contains("bindery-panel"));
    for own in ["/__preview/", "/__preview/panel.js"] {
        assert_eq!(ask(own).status, 404, "{own}");
    }
    assert!(get(&preview, "/__preview/panel.js").1.contains("Escape"));
}

#[test]
fn the_list_has_everything_and_can_be_narrowed() {
    let mut hub = hub();
    hub.edit("content/guidance/good.md", b"---\ntitle: Good\nsummary: S.\nowner:\n---\nWords.\n");
    let preview = shown(&hub);
    let all = get(&preview, "/__preview/").1;
    says(
        &all,
        &[
            "<html lang=\"en\">",
            "<a href=\"/sub/guidance/rooms/\">Rooms</a></h2>",
            "<a href=\"/sub/cy/guidance/rooms/\" lang=\"cy\">Ystafelloedd</a></h2>",
            "<a href=\"/sub/guidance/rooms/\">content/guidance/rooms.md, line 11, column 6</a>",
            "<option value=\"error\">Error: 2</option>",
            "<option value=\"heading-skipped\">heading-skipped: 2</option>",
            "<option value=\"guidance\">Guidance (guidance): ",
            "hreflang=\"cy\">Cymraeg</a>",
        ],
    );
    assert!(!all.contains("last-good"), "what is shown is current: {all}");
    for (query, is_there, is_not) in [
        ("level=error", "content/guidance/rooms.md, line", "field-empty</code>"),
        ("level=warning", "field-empty</code>", "heading-skipped</code>"),
        ("code=field-empty", "content/guidance/good.md, line", "content/guidance/rooms.md, line 11"),
        ("section=cy%2Fguidance", "Rhy ddwfn", "Too deep"),
        ("language=en&code=heading-skipped", "Too deep", "Rhy ddwfn"),
        ("code=none", "There is none of that kind.", "class=\"problems\""),
    ] {
        let page = get(&preview, &format!("/__preview/?{query}")).1;
        assert!(page.contains(is_there) && !page.contains(is_not), "{query}: {page}");
        says(&page, &["Show all</a>"]);
    }
    let welsh = get(&preview, "/__preview/?in=cy&level=error").1;
    says(
        &welsh,
        &[
            "<html lang=\"cy\">",
            "Mae&#39;r pennawd",
            "<option value=\"error\" selected>Gwall: 2</option>",
            "href=\"/__preview/?in=en&amp;level=error\"",
        ],
    );
}

#[test]
fn the_list_says_what_waits_for_somebody() {
    let page = get(&shown(&hub()), "/__preview/").1;
    says(
        &page,
        &[
            "Reviews that are overdue</h2>",
            ">Rooms</a>: due on 1 May 2026<br><span class=\"place\"><bdi>content/guidance/rooms.md</bdi>, line 6<",
            "Translations that are missing or behind</h2>",
            ">Rooms</a>: changed on 1 March 2026, after its translation: Cymraeg<br><span class=\"place\"><bdi>content/guidance/rooms.md</bdi>, line 5<",
            ">Good</a>: not there in this language: Cymraeg",
            "<bdi>A &lt;b&gt;draft&lt;/b&gt;</bdi>: a draft<br>",
            "<bdi>Soon</bdi>: not before 3 February 2027<br>",
        ],
    );
    let mut hub = hub();
    hub.inputs.drafts = true;
    says(&get(&shown(&hub), "/__preview/").1, &["<a href=\"/sub/guidance/soon/\">Soon</a>: not before"]);
    let welsh = get(&shown(&hub), "/__preview/?in=cy").1;
    says(&welsh, &["<a href=\"/sub/guidance/soon/\" lang=\"en\">Soon</a>: ddim cyn 3 Chwefror 2027", "1 Mai 2026"]);
}

#[test]
fn a_hub_with_a_warning_only_is_current() {
    let mut hub = Hub::from_text(
        "-- content/site.yaml --\ntitle: Hyb\nurl: https://hub.example.org/\nfeedback: no\nlanguages: [cy]\n\
         -- content/index.md --\n---\ntitle: Hafan\nsummary: C.\nowner:\n---\n",
    );
    hub.take_built_in_theme();
    hub.inputs.checks = Depth::All;
    let page = get(&shown(&hub), "/__preview/").1;
    says(&page, &["<html lang=\"cy\">", "<h1>Beth y gellir ei gywiro</h1>", "Rhybuddion: 1"]);
    assert!(!page.contains("last-good"), "{page}");
    hub.edit("content/index.md", b"---\ntitle: Hafan\nsummary: C.\n---\n");
    says(&get(&shown(&hub), "/__preview/").1, &["Nid oes dim i’w gywiro."]);
}

#[test]
fn hostile_names_and_queries_are_shown_as_text() {
    let mut hub = hub();
    hub.edit(
        "content/guidance/<img src=x onerror=alert(1)>.md",
        b"---\ntitle: \"</template></bindery-panel><script>alert(1)</script>\"\nsummary: S.\nstatus: draft\n---\n\n## A\n\n#### </template><script>alert(2)</script>\n",
    );
    hub.edit(
        "content/guidance/odd.md",
        b"---\ntitle: \"</title><script>alert(1)</script>\"\nsummary: S.\n---\n\n## A\n\n#### `</template><script>alert(2)</script>`\n",
    );
    let preview = shown(&hub);
    let panel = panel(&preview, "/sub/guidance/odd/");
    says(&panel, &["&lt;/template&gt;&lt;script&gt;alert(2)"]);
    assert_eq!(panel.matches("<script").count(), 1, "its own: {panel}");
    for query in [
        "",
        "level=%22%3E%3Cscript%3E&code=%22%27&section=%00&language=%ff&in=%3Cscript%3E",
        "level=a&level=b&%%%&&&==",
        "section=guidance",
    ] {
        let (status, page) = get(&preview, &format!("/__preview/?{query}"));
        assert!(status == 200 && !page.contains("<script") && !page.contains("<img"), "{query}: {page}");
    }
}
