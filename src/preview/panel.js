// What the panel can do with a script: it lies in a corner where it covers nothing that can be used, closes with
// Escape and when the focus goes back to the page, stays open when the page is loaded anew, and is told to who
// can't see it. Without this it stands at the end of the page.
const host = document.currentScript.parentElement;
const template = host.querySelector("template");
// Browsers of before 2024 leave the template as it is.
if (template && !host.shadowRoot) host.attachShadow({ mode: "open" }).append(template.content);
const root = host.shadowRoot;
const [details, summary, status] = ["details", "summary", "[role=status]"].map((what) => root.querySelector(what));

const usable = "a[href], area[href], button, input, select, textarea, summary, label, iframe, audio, video, [contenteditable], [role=button]";
const corners = ["bottom end", "bottom start", "top end", "top start"];

// The first corner without anything that can be used; at the end of the page if there is none.
function settle() {
    if (details.open) return;
    const within = ({ top, bottom, left, right }) => bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const boxes = [...document.querySelectorAll(usable)].flatMap((element) => [...element.getClientRects()]).filter(within);
    const isFree = (corner) => {
        host.dataset.corner = corner;
        const { top, bottom, left, right } = summary.getBoundingClientRect();
        return !boxes.some((box) => box.left < right + 8 && box.right > left - 8 && box.top < bottom + 8 && box.bottom > top - 8);
    };
    if (corners.some(isFree)) return;
    if (root.activeElement) [host.dataset.corner] = corners;
    else delete host.dataset.corner;
}

let isAsked = false;
const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; settle(); });
};
addEventListener("scroll", ask, { passive: true });
addEventListener("resize", ask);
addEventListener("load", ask);
document.addEventListener("toggle", ask, true);
details.addEventListener("toggle", ask);
document.addEventListener("focusin", ({ target }) => {
    // Nothing that has the focus may lie below the panel.
    if (target !== host) details.open = false;
    settle();
});
addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !details.open) return;
    const isHere = root.activeElement;
    details.open = false;
    if (isHere) summary.focus();
});

settle();

const page = location.pathname;
const said = summary.textContent.trim();
const kept = JSON.parse(sessionStorage.getItem("bindery-panel") ?? "{}");
if (kept.page === page && kept.open) {
    host.dataset.corner ??= kept.corner ?? corners[0];
    details.open = true;
    if (kept.focus) summary.focus({ preventScroll: true });
}
addEventListener("pagehide", () => {
    const { corner } = host.dataset;
    sessionStorage.setItem("bindery-panel", JSON.stringify({ page, said, corner, open: details.open, focus: Boolean(root.activeElement) }));
});

// What stands there from the start is not announced, and what is as it was need not be.
const isNews = kept.page === page ? kept.said !== said : "some" in host.dataset;
if (isNews) setTimeout(() => { status.textContent = said; }, 500);
