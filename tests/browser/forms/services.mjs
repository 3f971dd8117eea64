// What each form service documents of itself, as its stand-in enforces it: written down here once more
// and not taken from Bindery, so that a slip in Bindery's table shows. `path` is where a form is sent
// and `ajax` where a script sends it, if that is another place; `accept` is whether the header is what
// makes it answer a script; `next` names the page to come back to; `answer` and `refusal` are its JSON.

const usual = { id: "k3y-77", trap: "_gotcha", accept: true, files: true, answer: { ok: true }, refusal: (text) => ({ error: text }) };

export const services = {
    formspree: {
        ...usual,
        host: "formspree.io",
        path: "/f/k3y-77",
        next: "_next",
        refusal: (text) => ({ errors: [{ code: "TYPE", message: text }] }),
    },
    // The host itself: it changes the form when the hub is published, and looks at its name and nothing else.
    netlify: { ...usual, id: null, host: "netlify.hub.example.org", path: null, trap: "bot-field", accept: false, refusal: null },
    web3forms: {
        ...usual,
        host: "api.web3forms.com",
        path: "/submit",
        key: "access_key",
        next: "redirect",
        trap: "botcheck",
        answer: { success: true, message: "Email sent" },
        refusal: (text) => ({ success: false, body: { message: text } }),
    },
    basin: { ...usual, host: "usebasin.com", path: "/f/k3y-77" },
    formsubmit: {
        ...usual,
        host: "formsubmit.co",
        path: "/k3y-77",
        ajax: "/ajax/k3y-77",
        next: "_next",
        trap: "_honey",
        answer: { success: "true", message: "The form was submitted" },
        refusal: (text) => ({ success: "false", message: text }),
    },
    forminit: { ...usual, host: "forminit.com", path: "/f/k3y-77", accept: null },
    formcarry: { ...usual, host: "formcarry.com", path: "/s/k3y-77", answer: { code: 200 }, refusal: (text) => ({ code: 422, message: text }) },
    staticforms: {
        ...usual,
        host: "api.staticforms.xyz",
        path: "/submit",
        key: "accessKey",
        next: "redirectTo",
        trap: "honeypot",
        answer: { success: true },
        refusal: (text) => ({ success: false, message: text }),
    },
    formspark: { ...usual, host: "submit-form.com", path: "/k3y-77", next: "_redirect", trap: "_honeypot", files: false, answer: {}, refusal: () => ({}) },
    "un-static": { ...usual, host: "forms.un-static.com", path: "/forms/k3y-77", ajax: "/forms/k3y-77/ajax", files: false, answer: {}, refusal: () => ({}) },
    custom: { ...usual, id: null, host: "forms.example.org", path: "/in", trap: "website", accept: null },
};

// Whether a script can send to it.
export const answersScripts = (service) => service.accept !== null;
