//! The query language: how queries are read, what is refused, and that no
//! query is too odd or too large to be answered at once.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tilmash::query::{Clause, Expr, ExprKind, Matching, Occur, Problem, Scope, literal, parse};

/// The limits that the README promises.
const MAX_BYTES: usize = 64 * 1024;
const MAX_TERMS: usize = 1024;
const MAX_DEPTH: usize = 64;

#[test]
fn queries_are_read_as_the_table_says() {
    let table = include_str!("tables/query_syntax.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((query, expected)) = line.split_once('\t') else {
            assert!(line.is_empty(), "no tab in {line:?}");
            continue;
        };
        let query = query.replace("<TAB>", "\t").replace("<LF>", "\n");
        let (got, as_expected) = match parse(&query) {
            Ok(expr) => (expr.to_string(), expr.to_string() == expected),
            Err(error) => {
                let mut parts = expected.splitn(3, ' ');
                let matches = parts.next() == Some("error")
                    && parts.next() == Some(error.column.to_string().as_str())
                    && parts
                        .next()
                        .is_some_and(|words| error.to_string().contains(words));
                (error.to_string(), matches)
            }
        };
        if !as_expected {
            wrong.push(format!(
                "{query:?}\n  expected {expected}\n  got      {got}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spans_point_into_the_query() {
    let query = "цены -title:\"на нефть\" (газ OR угл*)^2";
    let expr = parse(query).unwrap();
    let spans: Vec<_> = expr
        .children()
        .map(|child| query.get(child.span.clone()))
        .collect();
    let expected = ["цены", "title:\"на нефть\"", "(газ OR угл*)^2"];
    assert_eq!(spans, expected.map(Some));
    assert_eq!(expr.span, 0..query.len());
}

#[test]
fn wanted_terms_leave_out_what_is_excluded() {
    let expr = parse("a -b (c NOT d) AND =e lang:kk title:f* OR NOT g").unwrap();
    let wanted: Vec<_> = expr
        .wanted()
        .into_iter()
        .map(|term| term.text.as_str())
        .collect();
    assert_eq!(wanted, ["a", "c", "e", "f"]);
}

#[test]
fn the_caret_stands_under_the_error() {
    let query = "нефть date:вчера\u{1b}";
    let error = parse(query).unwrap_err();
    assert_eq!(error.caret(query), "нефть date:вчера \n      ^^^^^^^^^^^");

    let query = format!("{} AND", "нефть ".repeat(50));
    let error = parse(&query).unwrap_err();
    let caret = error.caret(&query);
    let (shown, carets) = caret.split_once('\n').unwrap();
    let column = carets.find('^').unwrap();
    let marked: String = shown
        .chars()
        .skip(column)
        .take(carets.trim().len())
        .collect();
    assert_eq!(marked, "AND");
    assert!(shown.chars().count() < 80);
}

#[test]
fn limits_are_kept_to_the_last() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    let words = |count: usize| "слово ".repeat(count);
    let long = |bytes: usize| format!("\"{}\"", "a".repeat(bytes - 2));
    for (fits, exceeds, problem) in [
        (nested(MAX_DEPTH), nested(MAX_DEPTH + 1), Problem::TooDeep),
        (
            words(MAX_TERMS),
            words(MAX_TERMS + 1),
            Problem::TooManyTerms,
        ),
        (long(MAX_BYTES), long(MAX_BYTES + 1), Problem::TooLong),
    ] {
        assert!(parse(&fits).is_ok(), "{problem:?}");
        assert_eq!(parse(&exceeds).unwrap_err().problem, problem);
    }
    let not = format!("{}a{}", "-(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
    assert_eq!(parse(&not).unwrap_err().problem, Problem::TooDeep);
    let phrase = format!("\"{}\"", words(MAX_TERMS + 1));
    assert_eq!(parse(&phrase).unwrap_err().problem, Problem::TooManyTerms);
    let unspaced = "石油価格".repeat(MAX_TERMS);
    assert_eq!(parse(&unspaced).unwrap_err().problem, Problem::TooManyTerms);
}

#[test]
fn hostile_queries_are_refused_at_once() {
    let start = Instant::now();
    for query in [
        "(".repeat(10_000),
        ")".repeat(10_000),
        format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000)),
        "a ".repeat(1_000_000),
        "a AND ".repeat(10_000),
        "NOT ".repeat(16_000),
        "lang:kk ".repeat(8_000),
    ] {
        assert!(parse(&query).is_err());
    }
    // Nothing but punctuation, in amounts that a quadratic reader would choke on.
    for query in ["«", "\"'", "\\", "*", "~^", "-", "„ “ "] {
        assert!(
            parse(&query.repeat(MAX_BYTES / query.len())).is_ok(),
            "{query}"
        );
    }
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn literal_text_has_no_operators() {
    let expr = literal("  AND (нефть, -газ title:x Нефть \"уголь* — 12:30\n");
    let words: Vec<_> = expr.wanted().iter().map(|term| term.text.clone()).collect();
    assert_eq!(
        words,
        ["AND", "(нефть,", "-газ", "title:x", "\"уголь*", "12:30"]
    );
    let ExprKind::Group(clauses) = &expr.kind else {
        panic!("{expr:?}")
    };
    assert!(clauses.iter().all(|clause| clause.occur == Occur::Should));
    assert!(literal(" — ").is_empty());
    assert_eq!(literal("нефть"), parse("нефть").unwrap());
}

#[test]
fn literal_text_is_cut_where_it_is_too_long() {
    let text: String = (0..MAX_TERMS * 2).map(|i| format!("w{i} w0 ")).collect();
    assert_eq!(literal(&text).wanted().len(), MAX_TERMS);
    let unspaced = "石油価格".repeat(MAX_TERMS);
    let cut = literal(&unspaced);
    assert_eq!(cut.wanted()[0].text.chars().count(), MAX_TERMS);
    assert!(parse(&cut.to_string()).is_ok());
}

/// Queries made of the pieces that mean something.
fn queries() -> impl Strategy<Value = String> {
    let pieces = vec![
        " ",
        " ",
        " ",
        "(",
        ")",
        "AND",
        "OR",
        "NOT",
        "&&",
        "||",
        "+",
        "-",
        "\"",
        "«",
        "»",
        "“",
        "”",
        "*",
        "~",
        "^",
        "2",
        "0.5",
        "=",
        ":",
        "\\",
        "title:",
        "lang:",
        "source:",
        "id:",
        "date:",
        "after:",
        "2025",
        "2025-01",
        "..",
        ",",
        "нефть",
        "a",
        "қ",
        "石油",
        "!",
        "\n",
    ];
    let piece = prop::sample::select(pieces).prop_map(str::to_owned);
    let odd = any::<char>().prop_map(String::from);
    let pieces = prop_oneof![12 => piece, 1 => odd];
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

/// Queries without errors, so that deep trees come up often.
fn well_formed() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "нефть",
        "газ*",
        "a~1",
        "=b",
        "\"c d\"~2",
        "title:e",
        "lang:kk",
        "lang:ru",
        "source:x",
        "date:2025",
        "id:y",
        "—",
        "title:(a b)",
        "lang:(kk ru)",
        "(lang:kk)^2",
        "(-source:x)^2",
    ]);
    leaf.prop_map(str::to_owned)
        .prop_recursive(6, 60, 4, |inner| {
            let joint = prop::sample::select(vec![" ", " ", " AND ", " OR ", " -", " +", " NOT "]);
            let boost = prop::sample::select(vec!["", "", "^2", "^0.3"]);
            (prop::collection::vec((joint, inner), 1..4), boost).prop_map(|(parts, boost)| {
                let text: String = parts
                    .into_iter()
                    .flat_map(|(joint, part)| [joint.to_owned(), part])
                    .collect();
                format!("(z{text}){boost}")
            })
        })
}

/// What every tree that comes out of the parser keeps to.
fn is_normal(expr: &Expr, query: &str) -> bool {
    let here = match &expr.kind {
        ExprKind::Term(term) => term.text.chars().any(char::is_alphanumeric),
        ExprKind::Filter(_) | ExprKind::Not(_) => true,
        ExprKind::Group(clauses) => clauses.len() > 1,
        ExprKind::And(exprs) | ExprKind::Or(exprs) => exprs.len() > 1,
    };
    here && query.get(expr.span.clone()).is_some()
        && (Expr::MIN_BOOST..=Expr::MAX_BOOST).contains(&expr.boost)
        && expr.children().all(|child| is_normal(child, query))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_refused(query in prop_oneof![queries(), any::<String>()]) {
        match parse(&query) {
            Ok(expr) => prop_assert!(expr.is_empty() || is_normal(&expr, &query), "{expr:?}"),
            Err(error) => {
                prop_assert!(query.get(error.span.clone()).is_some());
                prop_assert!(error.column <= query.chars().count() + 1);
                prop_assert_eq!(error.caret(&query).lines().count(), 2);
            }
        }
    }

    #[test]
    fn the_canonical_form_asks_the_same(query in prop_oneof![queries(), well_formed(), any::<String>()]) {
        if let Ok(expr) = parse(&query) {
            let canonical = expr.to_string();
            prop_assert_eq!(parse(&canonical), Ok(expr), "{}", canonical);
        }
    }

    #[test]
    fn literal_text_asks_the_same_when_printed(text in prop_oneof![queries(), any::<String>()]) {
        let expr = literal(&text);
        prop_assert_eq!(parse(&expr.to_string()), Ok(expr));
    }

    #[test]
    fn plain_words_are_read_as_they_are(words in prop::collection::vec("[а-яәғқңөұүһіa-z][а-яa-z0-9-]{0,9}", 1..20)) {
        let expr = parse(&words.join(" ")).unwrap();
        let terms = expr.wanted();
        let texts: Vec<_> = terms.iter().map(|term| &term.text).collect();
        prop_assert_eq!(texts, words.iter().collect::<Vec<_>>());
        let plain = terms.iter().all(|term| term.matching == Matching::Word && term.scope == Scope::Everywhere);
        prop_assert!(plain);
    }

    #[test]
    fn filters_never_make_words_optional(word in "[a-z]{1,8}", filter in prop::sample::select(
        vec!["lang:kk", "source:x", "date:2025", "id:z", "lang:kk,ru", "-lang:ru"],
    )) {
        for query in [format!("{word} {filter}"), format!("{filter} {word}")] {
            let expr = parse(&query).unwrap();
            let ExprKind::Group(clauses) = &expr.kind else { panic!("{expr:?}") };
            let must = |clause: &Clause| clause.occur == Occur::Must;
            prop_assert!(!clauses.iter().any(must), "{}", query);
        }
    }
}
