// What readers are told in each language, and where the pages with forms are. Written down once more, so
// that a Welsh page with English words shows.

export const languages = {
    en: {
        keys: "/guidance/keys/",
        tricky: "/a-form-of-b-its-own-b/",
        thanks: "/feedback/thanks/",
        thanksTitle: "Thank you for your feedback",
        ownThanks: "Thank you",
        problem: "There is a problem",
        prefix: "Error:",
        choose: "Choose yes or no",
        long: "Shorten this text to 5,000 characters",
        refused: "The form was not sent",
        unsure: "The form may not have been sent",
        says: "The form service says:",
        contact: "the desk",
        sending: "Sending…",
        mistakes: [
            'Fill in this field: Say "it" in <i>one</i> & more',
            "Choose an answer: Which?",
            "Type a whole e-mail address, such as name@example.org",
            "Tick the box to go on: I agree",
        ],
    },
    cy: {
        keys: "/cy/canllawiau/allweddi/",
        tricky: "/cy/ffurflen-ei-hun/",
        thanks: "/cy/adborth/diolch/",
        thanksTitle: "Diolch am eich adborth",
        ownThanks: "Diolch",
        problem: "Mae problem",
        prefix: "Gwall:",
        choose: "Dewiswch ‘Oedd’ neu ‘Nac oedd’",
        long: "Byrhewch y testun hwn i 5,000 o nodau",
        refused: "Ni chafodd y ffurflen ei hanfon",
        unsure: "Efallai na chafodd y ffurflen ei hanfon",
        says: "Dyma a ddywed y gwasanaeth ffurflenni:",
        contact: "y ddesg",
        sending: "Yn anfon…",
        mistakes: [
            "Llenwch y maes hwn: Dywedwch 'ef' & <i>mwy</i>",
            "Dewiswch ateb: Pa rai?",
            "Teipiwch gyfeiriad e-bost cyfan, fel name@example.org",
            "Ticiwch y blwch i fynd ymlaen: Rwy'n cytuno",
        ],
    },
};
