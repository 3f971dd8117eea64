// What is looked at: each page of the exhibit and some of the real hub, in each colour scheme and at
// each width. A template that the exhibit does not show in both languages is a fault.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { addresses, root } from "./places.mjs";
import { STAY } from "./server.mjs";

export const widths = [320, 768, 1280];

// Where the exhibit shows each template. 404.html is one page for both languages, since a server
// can't know which one a reader of a missing page would want.
const templates = {
    "404.html": ["/404.html"],
    "a-z.html": ["/a-to-z/", "/cy/a-i-y/"],
    "feedback.html": ["/feedback/", "/cy/adborth/"],
    "form.html": [
        "/contact-us/",
        "/cy/cysylltu-â-ni/",
        "/share-your-story/",
        "/cy/rhannu-eich-stori/",
        "/make-a-data-protection-complaint/",
        "/cy/gwneud-cwyn-am-ddiogelu-data/",
        "/book-a-room/",
        "/cy/llogi-ystafell/",
    ],
    "form-thanks.html": ["/contact-us/thanks/", "/cy/cysylltu-â-ni/diolch/"],
    "guidance.html": ["/guidance/every-component/", "/cy/canllawiau/pob-cydran/"],
    "guide.html": ["/guides/desk-rota/", "/cy/cyhoeddiadau/rota-desg/"],
    "home.html": ["/", "/cy/"],
    "page.html": ["/about/privacy/", "/cy/amdanom/preifatrwydd/"],
    "redirect.html": ["/old/components/", "/cy/hen/cydrannau/"],
    "section.html": ["/guidance/", "/cy/canllawiau/"],
    "site-map.html": ["/site-map/", "/cy/map-or-safle/"],
    "story.html": ["/stories/a-first-winter/", "/cy/straeon/gaeaf-cyntaf/"],
    "thanks.html": ["/feedback/thanks/", "/cy/adborth/diolch/"],
    "topic.html": ["/topics/money/", "/cy/pynciau/arian/"],
    "topics.html": ["/topics/", "/cy/pynciau/"],
};

export const longPage = "guidance/the-first-year/index.html";

// The real hub's: the longest, the one with most tables, the picture, both kinds of guide.
const ofTheHub = [
    "/",
    "/about/accessibility/",
    "/guidance/customer-service/",
    "/guides/",
    "/guides/stakeholder-management/",
    "/handbook/writing-text/",
    "/stories/saving-dorsets-libraries/",
    "/cy/",
    "/cy/canllawiau/gwasanaeth-cwsmeriaid/",
];

export function subjects(exhibit) {
    const all = addresses(exhibit).map((path) => ({ hub: "exhibit", path, redirect: templates["redirect.html"].includes(path) }));
    return [...all, ...ofTheHub.map((path) => ({ hub: "hub", path, redirect: false }))];
}

export const address = ({ path, redirect }) => (redirect ? path + STAY : path);

export function missing(exhibit, hub) {
    const there = new Set(addresses(exhibit));
    const ofHub = new Set(addresses(hub));
    const faults = [];
    const add = (what, where) => faults.push({ check: "exhibit", what, where });
    for (const template of readdirSync(join(root, "themes/default/templates")).filter((name) => name.endsWith(".html") && name !== "base.html")) {
        if (!templates[template]) add("no page shows this template", template);
    }
    for (const path of Object.values(templates).flat()) if (!there.has(path)) add("the page is not there", path);
    for (const path of ofTheHub) if (!ofHub.has(path)) add("the page is not in the hub", path);
    if (!existsSync(join(exhibit, longPage))) add("the page to weigh is not there", longPage);
    return faults;
}
