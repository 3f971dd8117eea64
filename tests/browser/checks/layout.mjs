// Finds text that a reader can't get at: a page that scrolls sideways, a box that scrolls sideways
// and can't be reached with the keyboard, text beyond the right edge, text that its box cuts off.
// And the three ways to set larger text that must not lead to any of it: text spacing, zoom, and
// the browser's own text size.

import { inPage } from "./in-page.mjs";

// WCAG 1.4.10 for the present width, and clipped text.
export function layout(page) {
    return inPage(page, () => {
        const faults = [];
        const add = (what, element) => faults.push({ check: "layout", what, where: name(element) });
        const scrollsSideways = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
        const elements = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());

        if (document.scrollingElement.scrollWidth > innerWidth) {
            const wide = elements.filter((element) => {
                if (element.getBoundingClientRect().right <= innerWidth + 1) return false;
                for (let up = element.parentElement; up !== document.body; up = up.parentElement) if (scrollsSideways(up)) return false;
                return true;
            });
            const innermost = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
            if (innermost.length === 0) add(`the page scrolls sideways`, document.body);
            for (const element of innermost) add(`the page scrolls sideways`, element);
        }

        for (const element of elements) {
            if (!scrollsSideways(element) || element.matches("textarea, input")) continue;
            if (!element.matches("pre, .table")) add("scrolls sideways, which only code and tables may", element);
            const reached = element.tabIndex >= 0 || [...element.querySelectorAll("a[href], button, input, [tabindex]")].some((inner) => inner.tabIndex >= 0);
            if (!reached) add("scrolls sideways, and no key gets there", element);
        }

        // Which box cuts off what is inside it, and on which side. A box of one pixel is how text
        // for screen readers alone is hidden from the eye; what is in it is meant to be cut off.
        const cuts = (element) => {
            const style = getComputedStyle(element);
            const cut = (overflow) => /hidden|clip/.test(overflow);
            const kept = /paint|content|strict/.test(style.contain);
            return { x: cut(style.overflowX) || kept, y: cut(style.overflowY) || kept };
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const told = new Set();
        while (walker.nextNode()) {
            const text = walker.currentNode;
            const parent = text.parentElement;
            if (!text.data.trim() || parent.closest("script, style, template, [aria-hidden=true]") || !parent.checkVisibility()) continue;
            const range = document.createRange();
            range.selectNodeContents(text);
            const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
            const boxes = [];
            let unseen = false;
            let scrolled = false;
            for (let up = parent; up && up !== document.body; up = up.parentElement) {
                const { x, y } = cuts(up);
                if ((x || y) && (up.clientWidth <= 1 || up.clientHeight <= 1) && getComputedStyle(up).display !== "inline") unseen = true;
                if (/inset\(50%|rect\(/.test(getComputedStyle(up).clipPath + getComputedStyle(up).clip)) unseen = true;
                if (scrollsSideways(up)) scrolled = true;
                // Beyond a box that scrolls, what an outer box cuts off can be scrolled to.
                else if ((x || y) && !scrolled) boxes.push({ up, x, y });
            }
            if (unseen) continue;
            for (const { up, x, y } of boxes) {
                if (told.has(up)) continue;
                const box = up.getBoundingClientRect();
                const cutOff = (rect) =>
                    (x && (rect.right > box.right + 1 || rect.left < box.left - 1)) || (y && (rect.bottom > box.bottom + 1 || rect.top < box.top - 1));
                if (rects.some(cutOff)) {
                    told.add(up);
                    add("text is cut off", up);
                }
            }
            if (!scrolled && rects.some((rect) => rect.right > innerWidth + 1)) add("text lies beyond the right edge", parent);
        }
        return faults;
    });
}

// WCAG 1.4.12: what a reader may set must be possible. Returns what undoes it.
export async function setSpacing(page) {
    const style = await page.addStyleTag({
        content: `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
            p { margin-bottom: 2em !important }`,
    });
    return () => style.evaluate((element) => element.remove());
}

// WCAG 1.4.4 as browsers offer it beside zoom: the text size that pages start from is doubled.
// Text that does not follow is told.
export async function doubleText(page, devtools, check) {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("p") ?? document.body).fontSize));
    const before = await size();
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const after = await size();
    const faults = await check();
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
    if (after < before * 1.9) faults.push({ check: "layout", what: "text does not follow the browser's text size", where: "p" });
    return faults;
}
