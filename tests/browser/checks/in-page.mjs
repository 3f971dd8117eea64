// Runs a check's function in the page, where `name(element)` gives an element's selector: short,
// and the same for the same place on another page.

const helper = `
    const name = (element) => {
        const parts = [];
        for (let up = element; up && up !== document.body && up !== document.documentElement && parts.length < 3; up = up.parentElement) {
            const classes = [...up.classList].map((word) => "." + CSS.escape(word)).join("");
            parts.unshift(up.localName + (classes || (up.id ? "#" + CSS.escape(up.id) : "")));
            if (up.id) break;
        }
        return parts.join(" > ") || "body";
    };
`;

export function inPage(page, check, ...values) {
    return page.evaluate(`{${helper} (${check})(...${JSON.stringify(values)})}`);
}
