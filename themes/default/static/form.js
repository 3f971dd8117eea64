// Sends the forms of a page without leaving it, and says how that went. Without this script a form
// leads to the page that thanks for it; what a service asks of a script stands in data-… attributes,
// and every word in the template beside the form, so a form without one is left as it is.
//
// Only names with capitals are asked of a form: a field called "action" hides the form's own action.

{
    // In milliseconds. Files may take longer, at a rate that a poor telephone line has: 20 bytes each.
    const patience = 15000;
    const rate = 20;
    const longestAnswer = 300;

    for (const template of document.querySelectorAll("template.form-words")) {
        const form = template.parentElement.querySelector("form");
        if (form) upgrade(form, template);
    }

    function upgrade(form, template) {
        const place = template.parentElement;
        const button = place.querySelector("form button");
        const inPlace = form.hasAttribute("data-answer");
        const { error, sending } = template.dataset;
        const title = document.title;
        const status = document.createElement("p");
        status.className = "form-status";
        status.setAttribute("role", "status");
        button.after(status);

        let busy = false;
        let shown = null;
        let marks = [];
        const setBusy = (is) => {
            busy = is;
            // Not disabled: a disabled button loses the focus.
            button.setAttribute("aria-disabled", is);
            status.textContent = is ? sending : "";
        };
        const clear = () => {
            marks.forEach((unmark) => unmark());
            shown?.remove();
            document.title = title;
            marks = [];
            shown = null;
        };
        const say = (what, ...inside) => {
            shown = template.content.querySelector(`[data-said=${what}]`).cloneNode(true);
            shown.querySelector("[data-inside]")?.append(...inside);
            template.before(shown);
            shown.focus();
        };

        form.setAttribute("novalidate", "");
        // A browser cuts off what is too long, without a word; here the reader is told.
        for (const field of place.querySelectorAll("form [data-long]")) {
            field.dataset.most = field.maxLength;
            field.removeAttribute("maxlength");
        }
        // Pressed twice, the browser would send twice; a form that it sent is free when a reader comes back.
        addEventListener("pageshow", (event) => event.persisted && !inPlace && setBusy(false));
        place.addEventListener("submit", async (event) => {
            if (busy || inPlace) event.preventDefault();
            if (busy) return;
            clear();
            const mistakes = findMistakes(place);
            if (mistakes.length > 0) {
                event.preventDefault();
                marks = mistakes.map((mistake) => mark(mistake, error));
                document.title = `${error} ${title}`;
                return say("wrong", ...mistakes.map(link));
            }
            setBusy(true);
            if (!inPlace) return setTimeout(setBusy, patience, false);
            const { outcome, words } = await send(form);
            setBusy(false);
            say(outcome, ...(words ? [words] : []));
            shown.querySelector("[data-service]")?.toggleAttribute("hidden", !words);
            // With the form goes every way to send it again, and what a browser would fill in again.
            if (outcome === "sent") form.replaceWith();
        });
    }

    // What is missing or wrong, in the order of the form.
    function findMistakes(place) {
        return [...place.querySelectorAll("form :is([data-empty], [data-long])")].flatMap((target) => {
            const isGroup = target.localName === "fieldset";
            const fields = isGroup ? [...target.querySelectorAll("input")] : [target];
            const [field] = fields;
            const { empty, wrong, long, most, required } = target.dataset;
            const isAnswered = isGroup || field.type === "checkbox"
                ? fields.some(({ checked }) => checked)
                : field.value.trim() !== "" || field.validity.badInput;
            const isMissing = !isAnswered && (field.required || required !== undefined);
            if (isMissing) return [{ target, field, isGroup, words: empty }];
            if (field.value.length > most) return [{ target, field, isGroup, words: long }];
            return isGroup || field.validity.valid ? [] : [{ target, field, isGroup, words: wrong || empty }];
        });
    }

    // Says at the field what is wrong; hands back what takes it away again.
    function mark({ target, field, isGroup, words }, error) {
        const note = document.createElement("p");
        note.className = "field-error";
        note.id = `${field.id}--error`;
        note.textContent = `${error} ${words}`;
        (field.closest(".choice") || field).before(note);
        const described = target.getAttribute("aria-describedby");
        target.setAttribute("aria-describedby", described ? `${described} ${note.id}` : note.id);
        if (!isGroup) field.setAttribute("aria-invalid", "true");
        return () => {
            note.remove();
            field.removeAttribute("aria-invalid");
            if (described) target.setAttribute("aria-describedby", described);
            else target.removeAttribute("aria-describedby");
        };
    }

    // A line of the summary. A link alone would move the page and not the focus.
    function link({ target, field, isGroup, words }) {
        const item = document.createElement("li");
        const anchor = item.appendChild(document.createElement("a"));
        anchor.href = `#${field.id}`;
        anchor.textContent = words;
        anchor.addEventListener("click", (event) => {
            event.preventDefault();
            (isGroup ? target : field.closest(".field") || field).scrollIntoView();
            field.focus({ preventScroll: true });
        });
        return item;
    }

    // Sends a form and reads the answer. Only an answer that says so means that it was sent; what is
    // no clear answer is told as such, since the message may have arrived.
    async function send(form) {
        const get = (name) => form.getAttribute(name);
        const data = new FormData(form);
        if (get("data-redirect")) data.delete(get("data-redirect"));
        const length = [...data.values()].reduce((sum, value) => sum + (value.size || value.length || 0), 0);
        const isJson = get("data-answer") === "json";
        const stop = new AbortController();
        const timer = setTimeout(() => stop.abort(), patience + length / rate);
        try {
            const answer = await fetch(get("data-action") || get("action"), {
                method: "POST",
                body: get("enctype") === "multipart/form-data" ? data : new URLSearchParams(data),
                headers: isJson ? { Accept: "application/json" } : {},
                credentials: "omit",
                signal: stop.signal,
            });
            if (!isJson) return { outcome: answer.ok ? "sent" : "refused" };
            const json = await answer.json().catch(() => undefined);
            if (answer.ok && json === undefined) return { outcome: "unsure" };
            const success = get("data-success");
            const isRight = success ? [true, "true"].includes(json?.[success]) : saysNothingWrong(json);
            if (answer.ok && isRight === undefined) return { outcome: "unsure" };
            if (answer.ok && isRight) return { outcome: "sent" };
            return { outcome: "refused", words: problem(json, (get("data-errors") || "").split(" ")) };
        } catch {
            return { outcome: "unsure" };
        } finally {
            clearTimeout(timer);
        }
    }

    // Whether an answer without a field of its own for success reads like one; undefined if it is no
    // object at all.
    function saysNothingWrong(json) {
        if (typeof json !== "object" || json === null) return undefined;
        const isEmpty = (value) => !value || value.length === 0;
        return json.ok !== false && json.success !== false && isEmpty(json.error) && isEmpty(json.errors);
    }

    // What a service says of a failure: the first of these fields that is a text. In "errors[].message"
    // any of a list will do.
    function problem(json, fields) {
        const inside = (values, name) => values.flatMap((value) => value?.[name.replace("[]", "")] ?? []);
        const texts = fields.flatMap((field) => field.split(".").reduce(inside, [json]));
        return texts.find((text) => typeof text === "string")?.slice(0, longestAnswer);
    }
}
