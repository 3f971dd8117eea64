//! Turns the names of an export's columns into what they mean, from a table of the services' own
//! styles, a table of names that are in use anywhere, and what the person at the terminal says. It
//! never guesses from what stands below a name.

use crate::diagnostic::did_you_mean;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Meaning {
    /// The address of the page.
    Page,
    /// The page's title.
    Title,
    /// Whether the page was useful.
    Useful,
    /// What the reader wrote.
    Comment,
    /// When it was sent.
    Date,
    /// The service's own number of the answer.
    Id,
    /// Whether the service takes it for unwanted advertising.
    Spam,
}

impl Meaning {
    /// As it is typed after `--column`.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(meaning, ..)| *meaning == self).map_or("", |(_, name, _)| name)
    }

    /// A meaning by its name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, _)| *known == name).map(|(meaning, ..)| *meaning)
    }
}

/// Names in any service's export, the surest first, as [`plain`] writes them.
const NAMES: &[(Meaning, &str, &[&str])] = &[
    (Meaning::Page, "page", &["page", "pageurl", "pageaddress", "pagepath", "url", "path", "tudalen"]),
    (Meaning::Title, "title", &["pagetitle", "pagename", "teitlytudalen"]),
    (
        Meaning::Useful,
        "useful",
        &[
            "useful",
            "helpful",
            "wasthepageusefultoyou",
            "wasthepageuseful",
            "wasthispageuseful",
            "isthispageuseful",
            "wasthispagehelpful",
            "defnyddiol",
        ],
    ),
    (Meaning::Comment, "comment", &["comment", "comments", "message", "feedback", "suggestion", "sylw", "sylwadau"]),
    (
        Meaning::Date,
        "date",
        &[
            "submittedat",
            "submissiondate",
            "submittedon",
            "submitted",
            "createdat",
            "createdon",
            "created",
            "receivedat",
            "datetime",
            "timestamp",
            "date",
            "time",
            "dyddiad",
        ],
    ),
    (Meaning::Id, "id", &["submissionid", "id", "uuid"]),
    (Meaning::Spam, "spam", &["spam", "isspam", "markedasspam"]),
];

/// Names of columns that tell who wrote, as [`plain`] writes them.
const PERSONAL: &[&str] = &[
    "name",
    "fullname",
    "yourname",
    "firstname",
    "lastname",
    "surname",
    "email",
    "emailaddress",
    "mail",
    "replyto",
    "from",
    "phone",
    "phonenumber",
    "telephone",
    "tel",
    "mobile",
    "ip",
    "ipaddress",
    "remoteip",
    "useragent",
    "browser",
    "referrer",
    "referer",
    "address",
    "postcode",
    "city",
    "country",
    "location",
    "company",
    "organisation",
    "organization",
    "enw",
    "ebost",
    "ffon",
];

/// How one service writes its exports.
#[derive(Debug)]
pub struct Style {
    /// The service.
    pub label: &'static str,
    /// Names that together give it away, in small letters.
    pub marks: &'static [&'static str],
    /// Its own names, which go before those in use anywhere.
    pub own: &'static [(Meaning, &'static str)],
    /// Whether the names were read in the service's own documentation of its CSV files.
    pub sure: bool,
}

/// Every known style. None of the services documents the columns of its CSV files, so none is sure;
/// the names that are in use anywhere read all of them, and `--column` what they do not.
pub static STYLES: &[Style] = &[
    // Unsure: `_date` is the field of its interface (formspree.io/docs, “Submissions API”); that the CSV file has the
    // same name is assumed.
    Style { label: "Formspree", marks: &["_date"], own: &[(Meaning::Date, "date")], sure: false },
    // Unsure: `ip`, `user_agent`, `referrer` and `created_at` are fields of its interface and of its notifications
    // (answers.netlify.com, 24347), where `title` and `name` are about the sender; assumed for the CSV file.
    Style {
        label: "Netlify Forms",
        marks: &["created_at", "user_agent", "referrer"],
        own: &[(Meaning::Date, "createdat"), (Meaning::Id, "number")],
        sure: false,
    },
    // Unsure: `ip_address` and `spam` beside `created_at` rest on how other programs read its interface.
    Style {
        label: "Basin",
        marks: &["created_at", "ip_address"],
        own: &[(Meaning::Date, "createdat"), (Meaning::Id, "id")],
        sure: false,
    },
    // Unsure: nothing public; it sends forms' fields on under their own names, and so, it is assumed, does the file.
    Style { label: "Web3Forms", marks: &["submitted at"], own: &[(Meaning::Date, "submittedat")], sure: false },
];

/// Which column holds what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The service whose style it is, if it is a known one.
    pub style: Option<&'static str>,
    found: Vec<(Meaning, usize)>,
    /// Columns that tell who wrote: place and name.
    pub personal: Vec<(usize, String)>,
}

/// What is missing, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No column has a meaning without which there is no report.
    Meaning(String),
    /// No column has a name that was typed.
    Name(String),
}

impl Columns {
    /// Finds the columns by the first row of a file.
    pub fn find(header: &[String], chosen: &[(Meaning, String)]) -> Result<Self, Lack> {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let small: Vec<String> = header.iter().map(|name| name.trim().to_lowercase()).collect();
        let style = STYLES.iter().find(|style| style.marks.iter().all(|mark| small.iter().any(|name| name == mark)));
        let at = |wanted: &str| names.iter().position(|name| name == wanted);
        let mut columns = Self { style: style.map(|style| style.label), ..Self::default() };
        for (meaning, name) in chosen {
            let exact = small.iter().position(|column| *column == name.trim().to_lowercase());
            let place = exact.or_else(|| at(&plain(name)).filter(|_| !plain(name).is_empty()));
            columns.found.push((*meaning, place.ok_or_else(|| no_such(header, name))?));
        }
        for (meaning, _, general) in NAMES {
            let own = style.iter().flat_map(|style| style.own).filter(|(own, _)| own == meaning).map(|(_, name)| *name);
            let place = own.chain(general.iter().copied()).find_map(at);
            if let (None, Some(place)) = (columns.at(*meaning), place)
                && !columns.found.iter().any(|(_, taken)| *taken == place)
            {
                columns.found.push((*meaning, place));
            }
        }
        if columns.at(Meaning::Page).is_none() {
            return Err(lacking(header, "the page’s address", "page=NAME"));
        }
        if columns.at(Meaning::Useful).is_none() && columns.at(Meaning::Comment).is_none() {
            return Err(lacking(header, "the answer or the comment", "useful=NAME --column comment=NAME"));
        }
        let is_personal = |place: usize| PERSONAL.contains(&names[place].as_str());
        let free = (0..header.len()).filter(|place| !columns.found.iter().any(|(_, taken)| taken == place));
        columns.personal =
            free.filter(|place| is_personal(*place)).map(|place| (place, short(&header[place]))).collect();
        Ok(columns)
    }

    /// Where a meaning stands.
    pub fn at(&self, meaning: Meaning) -> Option<usize> {
        self.found.iter().find(|(found, _)| *found == meaning).map(|(_, place)| *place)
    }
}

/// A name without what differs from service to service: `Submitted At`, `submitted_at` and
/// `data[submitted-at]` are one.
fn plain(name: &str) -> String {
    let name = name.trim().trim_end_matches(']');
    let inner = name.rsplit(['[', '.', '/']).next().unwrap_or(name);
    inner.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A heading as it can be shown. A file without headings has somebody's answer in its place, so it
/// is masked like one.
fn short(name: &str) -> String {
    let masks = ["[e-mail]".to_owned(), "[phone]".to_owned()];
    super::mask::mask(&super::mask::clean(name.trim(), 30), &masks).0
}

fn listed(header: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<String> = header.iter().take(SHOWN).map(|name| format!("“{}”", short(name))).collect();
    if header.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.join(", ")
}

fn lacking(header: &[String], what: &str, example: &str) -> Lack {
    Lack::Meaning(format!(
        "No column is known to hold {what}. The first line names: {}.\nIf one of them does, type for example: \
         --column {example}\nIf these are no headings, put a line of headings above them.",
        listed(header)
    ))
}

fn no_such(header: &[String], name: &str) -> Lack {
    let near = did_you_mean(name, header.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!(" Did you mean “{}”?", short(near)));
    Lack::Name(format!("There is no column “{name}”.{near} The first line names: {}.", listed(header)))
}
