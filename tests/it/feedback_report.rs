//! `feedback report`: exports of form services become numbers, whatever the exports look like, and
//! nothing about a person comes out. No row here is anybody's.

use crate::cli::{bindery, expect, transcript};
use bindery::feedback::intake::{self, File, Refusal};
use bindery::feedback::report::Report;
use bindery::feedback::tally::{COMMENT_BYTES_MAX, COMMENTS_MAX, PAGES_MAX, Tally};
use bindery::feedback::{Options, columns, html, json, text, words};
use std::fs;
use std::io::Read;

fn options() -> Options {
    Options { masks: ["[mail]", "[phone]"].map(str::to_owned), ..Options::default() }
}

fn reports(exports: &[&[u8]], options: &Options) -> Report {
    let mut tally = Tally::default();
    let files = (1..).zip(exports).map(|(number, bytes)| {
        let name = format!("{number}.csv");
        intake::read(&name, *bytes, options, &mut tally, number, exports.len() == 1).unwrap()
    });
    let files: Vec<File> = files.collect();
    Report::new(tally, files, options.with_personal)
}

fn report(export: &str) -> Report {
    reports(&[export.as_bytes()], &options())
}

fn refusal(export: &[u8]) -> (u64, String) {
    match intake::read("a.csv", export, &options(), &mut Tally::default(), 1, true) {
        Err(Refusal::Content(line, why)) => (line, why),
        other => panic!("{other:?}"),
    }
}

/// Address, answers and share of each page, and the texts of its comments.
fn pages(report: &Report) -> Vec<(String, u64, Option<u64>, Vec<String>)> {
    let comments = |page: &bindery::feedback::report::Page| page.comments.iter().map(|c| c.text.clone()).collect();
    let page = |p: &bindery::feedback::report::Page| (p.address.clone(), p.count.all(), p.count.percent(), comments(p));
    report.pages.iter().map(page).collect()
}

const STYLES: &[(&str, &str)] = &[
    (
        "Formspree",
        "_date,page,page_title,useful,comment,_replyto\n\
         2026-10-02T09:00:00.123456+00:00,https://hub.example.org/a/,A,no,\"Too long, too dull\",who@example.org\n\
         2026-11-03T09:00:00.123456+00:00,https://hub.example.org/a/,New A,yes,,\n",
    ),
    (
        "Netlify Forms",
        "number,title,name,page,page_title,useful,comment,ip,user_agent,referrer,created_at\n\
         1,Someone,Someone,https://hub.example.org/a/,A,no,\"Too long, too dull\",192.0.2.1,Browser,https://hub.example.org/a/,2026-10-02T09:00:00.000Z\n\
         2,,,https://hub.example.org/a/,New A,yes,,192.0.2.1,Browser,https://hub.example.org/a/,2026-11-03T09:00:00.000Z\n",
    ),
    (
        "Web3Forms",
        "Submitted At,Page,Page Title,Useful,Comment\r\n\
         \"Oct 2, 2026, 9:00 AM\",https://hub.example.org/a/,A,no,\"Too long, too dull\"\r\n\
         \"Nov 3, 2026, 9:00 AM\",https://hub.example.org/a/,New A,yes,\r\n",
    ),
    (
        "Basin",
        "id,page,page_title,useful,comment,created_at,ip_address,spam\n\
         7,https://hub.example.org/a/,A,no,\"Too long, too dull\",2026-10-02 09:00:00 UTC,192.0.2.1,false\n\
         8,https://hub.example.org/a/,New A,yes,,2026-11-03 09:00:00 UTC,192.0.2.1,false\n\
         9,https://hub.example.org/a/,A,yes,Buy this,2026-11-03 09:00:00 UTC,192.0.2.1,true\n",
    ),
];

#[test]
fn every_service_is_read_alike() {
    assert!(columns::STYLES.iter().all(|style| STYLES.iter().any(|(name, _)| *name == style.label)));
    for (name, export) in STYLES {
        let report = report(export);
        assert_eq!(report.files[0].style, Some(*name));
        assert_eq!(pages(&report), [("/a/".into(), 2, Some(50), vec!["Too long, too dull".to_owned()])], "{name}");
        assert_eq!(report.pages[0].title, "New A", "{name}: the title in the newest answer");
        let months: Vec<_> = report.months.iter().map(|(month, count)| (*month, count.all())).collect();
        assert_eq!(months, [((2026, 10), 1), ((2026, 11), 1)], "{name}");
        assert_eq!((report.unread, report.spam), (0, u64::from(*name == "Basin")), "{name}");
    }
}

#[test]
fn any_other_export_is_read_with_a_mapping() {
    let export = "When;Where;Was it good?;Words\n1/12/2026;/a/;Y;ok\n";
    let (line, why) = refusal(export.as_bytes());
    assert!(line == 1 && why.contains("“Was it good?”") && why.contains("--column page="), "{why}");
    let mut options = options();
    use columns::Meaning::{Comment, Date, Page, Useful};
    for (meaning, name) in [(Page, "where"), (Useful, "Was it good?"), (Comment, "WORDS"), (Date, "When")] {
        options.columns.push((meaning, name.to_owned()));
    }
    let report = reports(&[export.as_bytes()], &options);
    assert_eq!(pages(&report), [("/a/".into(), 1, Some(100), vec!["ok".to_owned()])]);
    assert_eq!((report.months[0].0, report.ambiguous), ((2026, 12), 1));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), export).unwrap();
    let run = |column: &str| bindery(folder.path(), &["feedback", "report", "a.csv", "--column", column]);
    assert_eq!(run("pgae=Where").status.code(), Some(2));
    let output = run("page=Wehre");
    assert!(
        output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("Did you mean “Where”?")
    );
}

#[test]
fn the_page_most_in_need_is_first() {
    let mut export = "page,useful\n/one/,no\n/good/,yes\n".to_owned();
    for n in 0..20 {
        export += &format!("/half/,{}\n", ["yes", "no"][n % 2]);
    }
    let order: Vec<String> = report(&export).pages.into_iter().map(|page| page.address).collect();
    assert_eq!(order, ["/half/", "/one/", "/good/"]);
}

#[test]
fn a_row_in_two_exports_counts_once_and_two_alike_in_one_count_twice() {
    let first = "page,useful,date\n/a/,yes,2026-11-01\n/a/,yes,2026-11-01\n/a/,no,2026-11-02\n";
    let second = "date,page,useful,name\n2026-11-01,/a/,yes,\n2026-11-02,/a/,no,\n2026-11-03,/a/,no,\n";
    let report = reports(&[first.as_bytes(), second.as_bytes()], &options());
    assert_eq!((report.total.yes, report.total.no, report.duplicates), (2, 2, 2));
    let numbered = "id,page,useful\n1,/a/,yes\n1,/a/,yes\n2,/a/,yes\n";
    let report = reports(&[numbered.as_bytes()], &options());
    assert_eq!((report.total.all(), report.duplicates), (2, 1));
}

#[test]
fn odd_encodings_and_separators_are_read() {
    let plain = "page,useful,comment\n/a/,no,Tŷ’r café\n";
    let sixteen = |bytes: fn(u16) -> [u8; 2], mark: bool| {
        let text = if mark { format!("\u{feff}{plain}") } else { plain.to_owned() };
        text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let long = format!("page,useful,comment\n/a/,no,Tŷ’r café\n{}", "/b/,yes,é\n".repeat(20_000));
    let long: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let exports: &[Vec<u8>] = &[
        plain.as_bytes().to_vec(),
        format!("\u{feff}{plain}").into_bytes(),
        sixteen(u16::to_le_bytes, true),
        sixteen(u16::to_be_bytes, true),
        sixteen(u16::to_le_bytes, false),
        sixteen(u16::to_be_bytes, false),
        long,
        plain.replace(',', ";").into_bytes(),
        plain.replace(',', "\t").into_bytes(),
        format!("sep=;\r\n{}", plain.replace(',', ";")).into_bytes(),
        plain.replace('\n', "\r\n").into_bytes(),
        plain.replace('\n', "\r").into_bytes(),
        format!("\n\n{plain}\n\n").into_bytes(),
        format!("{plain}{plain}").into_bytes(),
    ];
    for (n, export) in exports.iter().enumerate() {
        let report = reports(&[export], &options());
        let a = &report.pages[0];
        assert_eq!((a.address.as_str(), a.comments[0].text.as_str()), ("/a/", "Tŷ’r café"), "{n}");
        assert_eq!(report.unread, 0, "{n}");
    }
    let report = reports(&[b"page,useful,comment\n/a/,no,Fine\n/a/,no,Caf\xe9 \x93x\x94\n"], &options());
    assert!(pages(&report)[0].3.contains(&"Café “x”".to_owned()));
    assert_eq!(report.files[0].odd_line, Some(3));
}

#[test]
fn what_is_no_export_says_so() {
    for (export, part) in [
        (&b""[..], "empty"),
        (b"\n\n\n", "empty"),
        (b"PK\x03\x04rest", "CSV UTF-8"),
        (b"/a/,yes,Thanks\n/b/,no,\n", "put a line of headings above"),
        (b"page,when\n/a/,2026-11-01\n", "the answer or the comment"),
        (b"who@example.org,01632 960123\n", "“[e-mail]”, “[phone]”"),
        (b"\0\0\0\0\xff\xfe", "No column"),
    ] {
        let (_, why) = refusal(export);
        assert!(why.contains(part), "{why}");
    }
    let report = report("page,useful\n");
    assert!(report.pages.is_empty() && text::text(&report, false).starts_with("0 answers"));
    html::html(&report, &words::words("en"));
}

#[test]
fn broken_rows_are_counted_and_told() {
    let export = "page,useful,comment\n/a/,yes,ok\n/a/,no,a,b,c\n/a/\n/a/,,\n/a/,no,5\" shelf\n/b/,no,\"never closed\n/c/,yes,x\n/d/,yes,y\n";
    let report = report(export);
    assert_eq!((report.total.all(), report.unread), (2, 4));
    let told = &report.files[0].told;
    let lines: Vec<u64> = told.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 5, 7], "{told:?}");
    assert!(told[3].1.contains("the lines up to 9"), "{told:?}");
    let early = "page,useful,comment\n/a/,no,\"open\n/b/,no,\"closed\"\n/c/,yes,fine\n";
    let report = self::report(early);
    assert_eq!((report.total.all(), report.unread), (1, 1), "{:?}", report.files);
}

#[test]
fn formulas_and_markup_are_text() {
    let evil = "=HYPERLINK(\"\"http://x.example\"\")<script>alert(1)</script>\u{1b}[31m\u{202e}";
    let export = format!(
        "page,page_title,useful,comment,date\n\"/<b>/\",\"+1<img src=x onerror=y>\",no,\"{evil}\",=NOW()\n\"@SUM(1)\",-2,=1+1,@cmd,\n"
    );
    let report = report(&export);
    let page = html::html(&report, &words::words("cy"));
    assert!(page.contains("=HYPERLINK(&quot;http://x.example&quot;)&lt;script&gt;"), "{page}");
    for bad in ["<script", "<img", "<b>", "\u{1b}", "\u{202e}", "href=\"http", " src=\"", "url("] {
        assert!(!page.contains(bad), "{bad}");
    }
    let text = text::text(&report, false);
    assert!(text.contains("=HYPERLINK") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert_eq!(report.total.unclear, 1);
    assert!(json::json(&report).contains("@cmd"));
}

#[test]
fn nothing_about_a_person_comes_out_unless_asked() {
    let export = "Name,E-mail,Phone,IP Address,User-Agent,Referrer,page,page_title,useful,comment\n\
        Secretname,secret@example.org,01632 960001,192.0.2.77,SecretBrowser,https://secret.example/,/a/?who=secretquery,\
        Ask secret@example.org,no,Mail secret@example.org or ring 01632 960 002\n";
    let all = |report: &Report| {
        let page = html::html(report, &words::words("en"));
        [text::text(report, true), json::json(report), page]
    };
    let report = report(export);
    for out in all(&report) {
        for secret in ["Secretname", "secret@", "960", "192.0.2", "SecretBrowser", "secret.example", "secretquery"] {
            assert!(!out.contains(secret), "{secret}: {out}");
        }
        assert!(out.contains("Mail [mail] or ring [phone]") && out.contains("User-Agent"), "{out}");
    }
    assert_eq!(report.masked, 3);
    let shown = reports(&[export.as_bytes()], &Options { with_personal: true, ..options() });
    for out in all(&shown) {
        let out = out.replace("\n    ", " ").replace("\n  ", " ");
        assert!(out.contains("Secretname") && out.contains("ring 01632 960 002"), "{out}");
    }
}

/// A stream that is made while it is read.
struct Made<F> {
    next: F,
    ready: Vec<u8>,
    given: usize,
}

impl<F: FnMut() -> Option<Vec<u8>>> Read for Made<F> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.ready.len() {
            self.ready = (self.next)().unwrap_or_default();
            self.given = 0;
        }
        let length = out.len().min(self.ready.len() - self.given);
        out[..length].copy_from_slice(&self.ready[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

#[test]
fn a_million_rows_take_bounded_room() {
    let mut n = 0_u32;
    let next = || {
        n += 1;
        let words = "long words ".repeat(if n.is_multiple_of(100) { 400 } else { 1 });
        let row =
            format!("{n},/page-{}/,{},{words}{n},2026-{:02}-01\n", n % 7919, ["yes", "no"][n as usize % 2], n % 12 + 1);
        match n {
            1 => Some(b"id,page,useful,comment,date\n".to_vec()),
            2..=1_000_001 => Some(row.into_bytes()),
            _ => None,
        }
    };
    let mut tally = Tally::default();
    let made = Made { next, ready: Vec::new(), given: 0 };
    let file = intake::read("a.csv", made, &options(), &mut tally, 1, true).unwrap();
    assert_eq!((file.rows, file.unread), (1_000_000, 0));
    assert_eq!(tally.total.all(), 1_000_000);
    assert!(tally.pages.len() <= PAGES_MAX && tally.comment_bytes() <= COMMENT_BYTES_MAX);
    assert!(tally.remembered() <= 1_000_000 && tally.pages.values().all(|page| page.comments.len() <= COMMENTS_MAX));
    assert_eq!(tally.elsewhere.all() + tally.pages.values().map(|page| page.count.all()).sum::<u64>(), 1_000_000);
}

#[test]
fn a_very_long_comment_is_cut_and_a_quotation_mark_without_end_is_no_danger() {
    let export = format!("page,useful,comment\n/a/,no,\"{}\"\n/a/,yes,\"after\"\n", "ŵ ".repeat(5_000_000));
    let report = report(&export);
    assert_eq!((report.total.all(), report.unread), (2, 0));
    assert!(report.pages[0].comments.iter().any(|comment| comment.text.ends_with('…')));
    assert!(report.pages[0].comments.iter().all(|comment| comment.text.len() < 20_000));
    let wide = format!("page,useful,comment\n/a/,no,{}\n", ",".repeat(3_000_000));
    assert_eq!(self::report(&wide).unread, 1);
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |text: &str| {
        let (entries, problems) = bindery::yaml::parse(text);
        assert!(problems.is_empty(), "{problems:?}");
        entries.into_iter().map(|entry| entry.key).collect::<Vec<_>>()
    };
    let (_, english) = words::LANGUAGES[0];
    for (code, text) in words::LANGUAGES {
        assert_eq!(keys(text), keys(english), "{code}");
        let words = words::words(code);
        for form in words.locale().unwrap().plural_forms() {
            assert!(text.matches(&format!("\n  {form}: ")).count() >= 9, "{code}: {form}");
        }
    }
    let page = html::html(&report(STYLES[0].1), &words::words("cy"));
    assert!(
        page.contains("<html lang=\"cy\">") && page.contains("Hydref 2026") && page.contains("2 ateb am 1 dudalen")
    );
}

/// What a terminal of 80 columns, a program and a browser are given.
#[test]
fn a_report_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("one.csv"), STYLES[1].1).unwrap();
    let more = "date,page,page_title,useful,comment,email\n\
        2026-11-03,/guidance/,\"A title that is a great deal longer than any line of a terminal has room for\",no,\
        \"I looked for the form to join and could not find it. Please put it at the top of the page, where people look first.\",x@example.org\n\
        2026-11-04,/guidance/,,no,Write to me: x@example.org,x@example.org\n\
        2026-11-04,/guidance/,,no\n\
        2026-11-05,/guidance/,,yes,ok,,,surplus\n";
    fs::write(at.join("two.csv"), more).unwrap();
    fs::write(at.join("three.csv"), "").unwrap();
    let mut all = String::new();
    for args in [
        &["feedback", "report", "one.csv", "two.csv"][..],
        &["feedback", "report", "one.csv", "--format", "json"],
        &["feedback", "report", "one.csv", "three.csv", "--format", "json", "--out", "report.json"],
        &["feedback", "report", "two.csv", "--format", "html", "--out", "report.html", "--lang", "cy"],
        &["feedback", "report", "none.csv"],
        &["feedback", "report", "."],
        &["feedback", "report", "one.csv", "--html", "./one.csv"],
        &["feedback", "report", "one.csv", "--html", "nowhere/report.html"],
    ] {
        all += &transcript(at, args);
    }
    assert!(fs::read_to_string(at.join("one.csv")).unwrap() == STYLES[1].1, "the export is as it was");
    assert!(
        all.lines()
            .filter(|line| !line.contains('"') && !line.starts_with('$'))
            .all(|line| line.chars().count() <= 130)
    );
    let table = all.split("(ends with").next().unwrap();
    let printed = table.lines().skip(1).filter(|line| !line.starts_with("two.csv"));
    for line in printed {
        assert!(line.chars().count() <= 80, "{line}");
    }
    expect("feedback-report", &all);
    assert!(fs::read_to_string(at.join("report.html")).unwrap().contains("[cyfeiriad e-bost]"));
}
