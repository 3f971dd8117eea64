//! How long each stage takes on a hub of a thousand pages in memory. `cargo bench` prints a line
//! for each; `benches/compare` measures the whole program.

#![expect(clippy::unwrap_used, reason = "a bench that can't start should stop")]

use bindery::checks::Depth;
use bindery::date::Date;
use bindery::document::{self, Context};
use bindery::inputs::{Asset, AssetBytes, File, Inputs, SETTINGS};
use bindery::path::RelPath;
use bindery::pipeline::{self, Memo, Plan};
use bindery::preview::Preview;
use bindery::project::built_in;
use bindery::route::Make;
use bindery::source::Source;
use divan::Bencher;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

const PAGES: usize = 1_000;

const WORDS: [&str; 16] = [
    "library",
    "volunteers",
    "the",
    "reading",
    "group",
    "and",
    "shelves",
    "open",
    "on",
    "Saturday",
    "with",
    "help",
    "from",
    "neighbours",
    "new",
    "books",
];

fn main() {
    divan::main();
}

/// A page of about 800 words with headings, lists, a table and links, the same each time.
fn page(n: usize) -> String {
    let mut text = format!(
        "---\ntitle: Page {n}\nsummary: What page {n} is about.\ndate: 2024-{:02}-{:02}\nauthors: [Writer {}]\n\
         topics: [Topic {}, Topic {}]\n---\n\n",
        n % 12 + 1,
        n % 28 + 1,
        n % 9,
        n % 40,
        (n * 7 + 3) % 40,
    );
    for section in 0..6 {
        let mut sentence = String::new();
        for word in 0..60 {
            let _ = write!(sentence, "{} ", WORDS[(n * 31 + section * 17 + word * 5) % WORDS.len()]);
        }
        let other = (n * 13 + section) % PAGES;
        let _ = write!(
            text,
            "## Part {section}\n\n{sentence}with *care* and [another page](page-{other}.md).\n\n\
             - {sentence}\n- **Second**\n\n| Day | Opens |\n| --- | --- |\n| Monday | 10 am |\n\n"
        );
    }
    text
}

fn hub() -> Inputs {
    let text = |text: String| File::Text(text.as_bytes().into());
    let mut files = BTreeMap::from([
        (
            RelPath::new(SETTINGS),
            text("title: Hub\nurl: https://hub.example.org/\nfeedback:\n  provider: custom\n  action: https://forms.example.org/in\n".into()),
        ),
        (RelPath::new("index.md"), text("---\ntitle: Home\n---\nWelcome.\n".into())),
    ]);
    for n in 0..PAGES {
        files.insert(RelPath::new(format!("guidance/page-{n}.md")), text(page(n)));
    }
    let bytes = AssetBytes::Memory(Arc::from(&b"picture"[..]));
    files.insert(
        RelPath::new("guidance/picture.png"),
        File::Asset(Asset { len: 7, pdf: None, picture: None, modified: None, bytes }),
    );
    let themes = BTreeMap::from([("default".to_owned(), Arc::new(built_in()))]);
    let today = Date::new(2026, 11, 24).unwrap();
    Inputs {
        files,
        themes,
        today,
        drafts: false,
        checks: Depth::Nothing,
        words: Default::default(),
        problems: Vec::new(),
    }
}

fn plan() -> Plan {
    Plan::new(&hub(), &mut Memo::default(), &())
}

#[divan::bench]
fn decode_and_parse_a_page(bencher: Bencher<'_, '_>) {
    let plan = plan();
    let context = Context {
        types: plan.theme.types.clone(),
        languages: vec!["en".into()],
        any_html: Vec::new(),
        depth: Depth::Nothing,
        checks: Vec::new(),
        words: Default::default(),
    };
    let (path, raw) = (RelPath::new("guidance/page-1.md"), page(1).as_bytes().into());
    bencher.bench(|| document::parse(Source::decode(&path, &raw).0, &context, &mut |_, _| {}));
}

#[divan::bench]
fn plan_from_nothing(bencher: Bencher<'_, '_>) {
    let inputs = hub();
    bencher.bench(|| Plan::new(&inputs, &mut Memo::default(), &()));
}

#[divan::bench]
fn plan_again_with_everything_parsed(bencher: Bencher<'_, '_>) {
    let (inputs, mut memo) = (hub(), Memo::default());
    Plan::new(&inputs, &mut memo, &());
    bencher.bench_local(|| Plan::new(&inputs, &mut memo, &()));
}

#[divan::bench]
fn view_of_a_page(bencher: Bencher<'_, '_>) {
    let plan = plan();
    let route = plan.routes.iter().find(|route| matches!(route.make, Make::Page(id) if id.0 == 500)).unwrap();
    bencher.bench(|| plan.view(route));
}

#[divan::bench]
fn view_and_template_of_a_page(bencher: Bencher<'_, '_>) {
    let plan = plan();
    let route = plan.routes.iter().find(|route| matches!(route.make, Make::Page(id) if id.0 == 500)).unwrap();
    let mut room = Vec::new();
    bencher.bench_local(|| plan.render(route, &mut room).is_ok());
}

#[divan::bench]
fn whole_build_in_memory(bencher: Bencher<'_, '_>) {
    let inputs = hub();
    bencher.bench(|| pipeline::build(&inputs, &mut Memo::default(), &(), |_| ()).problems.len());
}

/// Adds a sentence to one page of a hub that is being previewed.
#[divan::bench]
fn preview_after_a_sentence(bencher: Bencher<'_, '_>) {
    let (mut inputs, preview) = (hub(), Preview::default());
    preview.update(&inputs);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        let text = format!("{}\n\nSentence {n}.\n", page(7));
        inputs.files.insert(RelPath::new("guidance/page-7.md"), File::Text(text.as_bytes().into()));
        preview.update(&inputs)
    });
}

/// Gives one page of a hub that is being previewed another title.
#[divan::bench]
fn preview_after_a_title(bencher: Bencher<'_, '_>) {
    let (mut inputs, preview) = (hub(), Preview::default());
    preview.update(&inputs);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        let text = page(7).replace("title: Page 7", &format!("title: Title {n}"));
        inputs.files.insert(RelPath::new("guidance/page-7.md"), File::Text(text.as_bytes().into()));
        preview.update(&inputs)
    });
}
