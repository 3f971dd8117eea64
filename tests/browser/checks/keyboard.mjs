// Walks through a page with the Tab key, as a reader without a mouse does. Each stop must come
// once (a date in its parts) and in the order of the text, be seen (an outline or a shadow that was
// not there before), lie in the window and not under something else. The first stop is the skip link, which must work.
// The page must be fresh: the Tab key goes on from where the focus was last, even if it is gone.

import { inPage } from "./in-page.mjs";

export async function keyboard(page, { skipLink = true } = {}) {
    const faults = [];
    const add = (what, where) => faults.push({ check: "keyboard", what, where });
    const stops = await inPage(page, remember);
    let visited = [];
    // How often the focus has stayed with a stop that has parts.
    let within = 0;
    const most = stops.reduce((sum, { parts }) => sum + parts, 5);
    for (let n = 0; n < most; n++) {
        await page.keyboard.press("Tab");
        const stop = await inPage(page, lookAt);
        if (stop === null) {
            // Between the last stop and the first lies the browser's own bar.
            if (visited.length > 0) break;
            continue;
        }
        if (stop.index === visited.at(-1) && ++within < stops[stop.index]?.parts) continue;
        if (stop.index === visited.at(-1)) {
            add("the focus is trapped", stop.where);
            break;
        }
        if (visited.includes(stop.index)) {
            if (stop.index !== visited[0]) add("the focus goes round in a circle", stop.where);
            break;
        }
        if (stop.index < (visited.at(-1) ?? -1)) add("comes later than its place in the text", stop.where);
        for (const what of stop.faults) add(what, stop.where);
        visited.push(stop.index);
        within = 0;
    }
    stops.forEach(({ where, group }, index) => {
        const seen = visited.includes(index) || (group && stops.some((other, n) => other.group === group && visited.includes(n)));
        if (!seen) add("the Tab key does not get there", where);
    });
    if (skipLink) faults.push(...(await skip(page, stops, visited)));
    return faults;
}

async function skip(page, stops, visited) {
    const where = stops[visited[0]]?.where;
    const fault = (what) => [{ check: "keyboard", what, where }];
    if (where === undefined) return fault("nothing on the page takes the focus");
    const isSkip = await page.evaluate((index) => stopsOfThePage[index].element.getAttribute("href")?.startsWith("#"), visited[0]);
    if (!isSkip) return fault("the first stop is not a skip link");
    await page.evaluate((index) => stopsOfThePage[index].element.focus(), visited[0]);
    await page.keyboard.press("Enter");
    const { inMain, atTop } = await page.evaluate(async () => {
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const main = document.querySelector("main");
        const active = document.activeElement;
        const inMain = Boolean(main && active && (active === main || main.contains(active)));
        return { inMain, atTop: inMain && main.getBoundingClientRect().top < innerHeight };
    });
    if (!inMain) return fault("the skip link does not move the focus to the main text");
    return atTop ? [] : fault("the skip link does not show the main text");
}

// Lists what the Tab key should reach, with how each looks without the focus.
function remember() {
    scrollTo(0, 0);
    const usual = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable], [tabindex]";
    const isStop = (element) =>
        element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]");
    window.stopsOfThePage = [...document.querySelectorAll(usual)].filter(isStop).map((element) => {
        const { boxShadow } = getComputedStyle(element);
        return { element, boxShadow };
    });
    return stopsOfThePage.map(({ element }) => ({
        where: name(element),
        group: element.type === "radio" ? element.name : null,
        // Chromium stops at the day, the month, the year and the calendar.
        parts: element.type === "date" ? 4 : 1,
    }));
}

// Looks at what has the focus now; null if nothing has.
async function lookAt() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const index = stopsOfThePage.findIndex((stop) => stop.element === element);
    const faults = [];
    const style = getComputedStyle(element);
    const forced = matchMedia("(forced-colors: active)").matches;
    // `auto` is the browser's own ring, whose width is not for the page to say.
    const drawn = style.outlineStyle === "auto" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    const outline = drawn && (forced || !/, 0\)$|^transparent$/.test(style.outlineColor));
    // Forced colours take shadows away.
    const shadow = !forced && style.boxShadow !== "none" && style.boxShadow !== stopsOfThePage[index]?.boxShadow;
    if (!outline && !shadow) faults.push("nothing shows that it has the focus");

    // A browser may scroll some frames after it moves the focus; a busy machine has few frames.
    const isAway = ({ top, bottom }) => top < -1 || bottom > innerHeight + 1;
    const patience = element.localName === "textarea" ? 0 : performance.now() + 2000;
    while (isAway(element.getBoundingClientRect()) && performance.now() < patience) await new Promise((done) => setTimeout(done, 20));
    const box = element.getBoundingClientRect();
    // Of a field to type in, browsers show at least the line with the caret.
    const fits = element.localName !== "textarea" && box.height <= innerHeight && box.width <= innerWidth;
    const inside = box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
    const touches = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (fits ? !inside : !touches) faults.push("is outside the window when it has the focus");
    else {
        const rects = [...element.getClientRects()].map((rect) => ({
            x: (Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2,
            y: (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2,
        }));
        const free = rects.some(({ x, y }) => {
            const top = document.elementFromPoint(x, y);
            return top && (element.contains(top) || [...(element.labels ?? [])].some((label) => label.contains(top)));
        });
        if (!free) faults.push("is covered when it has the focus");
    }
    return { index, where: name(element), faults };
}
