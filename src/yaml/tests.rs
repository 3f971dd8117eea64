use super::*;

/// The problems of a text: code, words, and what the help must hold.
fn check(text: &str, expected: &[(&str, &str, &str)]) -> Vec<Entry> {
    let (entries, problems) = parse(text);
    let found: Vec<_> = problems.iter().map(|p| (p.code.name, p.span.of(text))).collect();
    let wanted: Vec<_> = expected.iter().map(|(code, words, _)| (*code, *words)).collect();
    assert_eq!(found, wanted, "{text:?}: {problems:#?}");
    for (problem, (.., help)) in problems.iter().zip(expected) {
        assert!(problem.help.contains(help), "{text:?}: {}", problem.help);
    }
    entries
}

fn keys(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.key.as_str()).collect()
}

fn scalar<'e>(entries: &'e [Entry], key: &str) -> &'e str {
    match &entries.iter().find(|entry| entry.key == key).unwrap().node.value {
        Value::Scalar(scalar) => &scalar.text,
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn values_keep_their_spelling() {
    let text = "title: 2011\nnote: no\nnumber: 1.10\ndate: 2011-10-28\nsaid: \"a \\\"b\\\"\"\nlong: >\n  one\n  two\n";
    let entries = check(text, &[]);
    assert_eq!(scalar(&entries, "title"), "2011");
    assert_eq!(scalar(&entries, "note"), "no");
    assert_eq!(scalar(&entries, "number"), "1.10");
    assert_eq!(scalar(&entries, "said"), "a \"b\"");
    assert_eq!(scalar(&entries, "long"), "one two\n");
    assert_eq!(entries[3].node.span.of(text), "2011-10-28");
}

#[test]
fn lists_and_maps_have_places() {
    let text = "topics:\n  - Tŷ\n  - Llyfr\nflow: [a, b]\ncontact:\n  email: a@b.c\n";
    let entries = check(text, &[]);
    let Value::List(items) = &entries[0].node.value else { panic!() };
    assert_eq!(items.iter().map(|item| item.span.of(text)).collect::<Vec<_>>(), ["Tŷ", "Llyfr"]);
    let Value::Map(inner) = &entries[2].node.value else { panic!() };
    assert_eq!((inner[0].key_span.of(text), inner[0].node.span.of(text)), ("email", "a@b.c"));
}

#[test]
fn common_slips_are_named_and_the_rest_is_kept() {
    let entries = check("a: \"Libraries\nb: 2\n", &[("yaml-quote", "\"", "a: \"Libraries\"")]);
    assert_eq!(keys(&entries), ["b"]);
    let entries = check("a: 'It's open'\nb: 2\n", &[("yaml-quote", "'", "a: \"It's open\"")]);
    assert_eq!(keys(&entries), ["b"]);
    let entries = check("title: Libraries: a guide\nb: 2\n", &[("yaml-colon", ":", "title: \"Libraries: a guide\"")]);
    assert_eq!(scalar(&entries, "title"), "Libraries: a guide");
    let entries = check(
        "a: 1\ntitle: *Important* notice\n",
        &[("yaml-syntax", "*Important* notice", "title: \"*Important* notice\"")],
    );
    assert_eq!(scalar(&entries, "title"), "*Important* notice");
    let entries = check("a: @home\nb: 2\n", &[("yaml-syntax", "@home", "a: \"@home\"")]);
    assert_eq!(keys(&entries), ["a", "b"]);
    let entries = check("a: [one, two\nb: 2\n", &[("yaml-syntax", "[one, two", "a: [one, two]")]);
    assert_eq!(keys(&entries), ["b"]);
    let entries = check("title = Libraries\nb: 2\n", &[("yaml-syntax", "title = Libraries", "title: Libraries")]);
    assert_eq!(keys(&entries), ["b"]);
    check("b: 2\nSome text without\n", &[("yaml-syntax", "Some text without", "title: ")]);
    let entries = check("a: 1\nsummary:Text\n", &[("yaml-syntax", "summary:", "summary: Text")]);
    assert_eq!(scalar(&entries, "summary"), "Text");
    let entries = check("topics:\nOne\nTwo\nb: 2\n", &[("yaml-syntax", "One", "topics:\n  - One\n  - Two")]);
    assert_eq!(keys(&entries), ["topics", "b"]);
    let entries = check("title: #1 library\n", &[("yaml-syntax", "#1 library", "title: \"#1 library\"")]);
    assert_eq!(scalar(&entries, "title"), "#1 library");
    let entries = check("topics:\n\t- a\n\t- b\nb: 2\n", &[("yaml-tab", "\t", "  - a")]);
    assert_eq!(keys(&entries), ["topics", "b"]);
}

#[test]
fn a_line_that_begins_with_a_blank_is_put_back() {
    let all = ["title", "summary", "date"];
    for (text, blank, typed) in [
        (" title: A\nsummary: B\ndate: 2026-10-28\n", " ", "title: A"),
        ("title: A\n  summary: B\ndate: 2026-10-28\n", "  ", "summary: B"),
        ("title: A\nsummary: B\n# A remark.\n date: 2026-10-28\n", " ", "date: 2026-10-28"),
    ] {
        let entries = check(text, &[("yaml-syntax", blank, typed)]);
        assert_eq!(keys(&entries), all);
    }
    let entries = check("title: A\nsummary: B\n\tdate: 2026-10-28\n", &[("yaml-tab", "\t", "Delete the tab")]);
    assert_eq!(keys(&entries), all);
    check("contact:\n  text: A: b\n  email: c\n", &[("yaml-colon", ":", "text: \"A: b\"")]);
}

#[test]
fn what_is_told_to_type_works_when_it_is_typed() {
    for (value, typed) in [
        ("[Draft] what we did", "\"[Draft] what we did\""),
        ("{Big} books", "\"{Big} books\""),
        ("\"Warm space\" in winter", "'\"Warm space\" in winter'"),
        ("\"Our first year”", "\"Our first year\""),
        ("'tis the season", "\"'tis the season\""),
        ("Room #2 rules", "\"Room #2 rules\""),
    ] {
        let (_, problems) = parse(&format!("a: 1\ntitle: {value}\n"));
        assert_eq!(problems.len(), 1, "{value}: {problems:?}");
        let typed = format!("title: {typed}");
        assert!(problems[0].help.ends_with(&typed), "{value}: {}", problems[0].help);
        let (entries, problems) = parse(&format!("a: 1\n{typed}\n"));
        assert_eq!(problems, [], "{typed}");
        let meant = value.replace('”', "").trim_matches('"').to_owned();
        assert!(scalar(&entries, "title").contains(meant.split('"').next().unwrap()), "{typed}");
    }
}

#[test]
fn duplicates_keep_the_first() {
    let entries = check("a: 1\nb: 2\na: 3\n", &[("yaml-duplicate-key", "a", "delete")]);
    assert_eq!(scalar(&entries, "a"), "1");
    check("x:\n  a: 1\n  a: 2\n", &[("yaml-duplicate-key", "a", "delete")]);
}

#[test]
fn shortcuts_are_refused_quickly() {
    let entries = check("a: &x one\nb: *x\nc: 3\n", &[("yaml-alias", "&x one", "quotes")]);
    assert_eq!(keys(&entries), ["c"]);
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..30 {
        let prior = format!("*a{}", n - 1);
        bomb.push_str(&format!("a{n}: &a{n} [{}]\n", [prior.as_str(); 9].join(", ")));
    }
    let (_, problems) = parse(&bomb);
    assert_eq!(problems.iter().map(|p| p.code.name).collect::<Vec<_>>(), ["yaml-alias"]);
    check("a: !!python/object x\nb: 2\n", &[("yaml-alias", "!!python/object x", "quotes")]);
}

#[test]
fn nothing_that_can_be_typed_is_too_much() {
    for text in [
        "",
        "\n\n",
        "# only a remark\n",
        "[[[[[[[[",
        "? x\n: y\n",
        "- a\n- b\n",
        "\u{feff}a: 1\n",
        "a: \u{0}\n",
        ": x\n",
    ] {
        parse(text);
    }
    parse(&"[".repeat(100_000));
    parse(&"a: {".repeat(50_000));
    parse(&"x\n".repeat(200_000));
    parse(&format!("a: {}\n", "x".repeat(1_000_000)));
}

/// Random changes to a sound text: no panic, and every place lies in the text.
#[test]
fn any_change_to_a_sound_text_is_survived() {
    let sound = "title: \"Tŷ: a guide\"\nsummary: It's open\ntopics:\n  - One\n  - 'Two'\ndate: 2011-10-28\nflow: [a, {b: c}]\n";
    let pieces: Vec<char> = "\"':-#[]{}&*!|>%@`,? \t\n\\aŵ0=".chars().collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % n as u64).unwrap()
    };
    for _ in 0..4_000 {
        let mut text: Vec<char> = sound.chars().collect();
        for _ in 0..=random(3) {
            let at = random(text.len());
            match random(3) {
                0 => text[at] = pieces[random(pieces.len())],
                1 => text.insert(at, pieces[random(pieces.len())]),
                _ => drop(text.remove(at)),
            }
        }
        let text: String = text.into_iter().collect();
        let (_, problems) = parse(&text);
        for problem in problems {
            let (start, end) = (problem.span.start as usize, problem.span.end as usize);
            assert!(text.get(start..end).is_some(), "{text:?}: {problem:?}");
        }
    }
}
