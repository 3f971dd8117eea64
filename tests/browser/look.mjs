// Looks at one page in all its states and reports what the checks find. What can't differ between
// states is looked at once:
// - axe in each colour scheme and at each width; once more for each scheme with all that is folded
//   away laid open.
// - Layout and tables at each width in light colours: no colour moves anything (print is not a screen).
// - Text spacing at 320 and 1280 pixels, zoom and doubled text at 1280, in light colours, likewise.
// - The keyboard at 320 in light colours, where stops lie closest, and at 1280 in forced colours,
//   where shadows are gone; dark has the rules of light with other colours.
// - Requests, storage and console through all of it; without scripts once.

import { axe } from "./checks/axe.mjs";
import { keyboard } from "./checks/keyboard.mjs";
import { doubleText, layout, setSpacing } from "./checks/layout.mjs";
import { watch } from "./checks/quiet.mjs";
import { scriptless, shown } from "./checks/scriptless.mjs";
import { tables } from "./checks/tables.mjs";
import { openPage, schemes, setScheme, setWidth } from "./chromium.mjs";
import { address, widths } from "./subjects.mjs";

export async function look(browser, origin, subject, report) {
    const page = `${subject.hub === "hub" ? "hub: " : ""}${subject.path}`;
    const url = origin + address(subject);
    const opened = await openPage(browser);
    const quiet = watch(opened.page, origin);
    await setScheme(opened.devtools, "light");
    await setWidth(opened.page, widths[0]);
    const source = await (await opened.page.goto(url, { waitUntil: "load" })).text();
    const withScripts = await shown(opened.page);
    for (const scheme of Object.keys(schemes)) {
        await setScheme(opened.devtools, scheme);
        await lookAtScheme({ ...opened, scheme, subject, report, tell: (faults, width) => report.add(faults, { page, scheme, width }) });
    }
    report.add(await quiet.faults(), { page });
    await opened.close();

    const plain = await openPage(browser, { scripts: false });
    await setScheme(plain.devtools, "light");
    await setWidth(plain.page, widths[0]);
    await plain.page.goto(url, { waitUntil: "load" });
    report.add(await scriptless(source, withScripts, await shown(plain.page)), { page });
    await plain.close();
}

async function lookAtScheme({ page, devtools, scheme, subject, report, tell }) {
    const runAxe = async (width) => {
        const { faults, incomplete } = await axe(page);
        tell(faults, width);
        report.incomplete(incomplete);
    };
    for (const width of widths) {
        await setWidth(page, width);
        await runAxe(width);
        if (scheme === "light") tell(await layout(page), width);
        if (scheme === "light") tell(await tables(page, devtools), width);
        report.states += 1;
    }
    const folded = await page.evaluateHandle(() => [...document.querySelectorAll("details:not([open])")]);
    const unfold = (open) => folded.evaluate((all, open) => all.forEach((details) => (details.open = open)), open);
    if (await folded.evaluate((all) => all.length > 0)) {
        await unfold(true);
        await setWidth(page, 768);
        await runAxe("768 unfolded");
        if (scheme === "light") {
            await setWidth(page, 320);
            tell(await layout(page), "320 unfolded");
        }
        await unfold(false);
    }
    const steps = { light: lightOnly, forced: forcedOnly };
    await steps[scheme]?.({ page, devtools, subject, tell });
}

async function lightOnly({ page, devtools, subject, tell }) {
    await setWidth(page, 320);
    tell(await keyboard(page, { skipLink: !subject.redirect }), "320 keyboard");
    const undo = await setSpacing(page);
    tell(await layout(page), "320 spaced");
    await setWidth(page, 1280);
    tell(await layout(page), "1280 spaced");
    await undo();
    tell(await doubleText(page, devtools, () => layout(page)), "1280 doubled text");
    await setWidth(page, 640, { height: 400, density: 2 });
    tell(await layout(page), "1280 zoomed");
}

async function forcedOnly({ page, subject, tell }) {
    await setWidth(page, 1280);
    // The first walk left the focus, and the skip link's fragment, in the middle of the page.
    await page.evaluate(() => history.replaceState(null, "", location.pathname + location.search));
    await page.reload({ waitUntil: "load" });
    tell(await keyboard(page, { skipLink: !subject.redirect }), "1280 keyboard");
}
