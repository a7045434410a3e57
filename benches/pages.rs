//! How fast are web pages read? Megabytes of markup per CPU-second and core: pages laid
//! out as outlets do it, from the test tables, each made as heavy as real ones are.
//!
//! `cargo bench --bench pages [MEGABYTES]`; `TILMASH_BENCH_PAGES=FOLDER` takes real
//! pages instead.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod support;

use std::{
    fs,
    hint::black_box,
    io::Cursor,
    path::{Path, PathBuf},
};

use support::cpu_seconds;
use tilmash::{language, source};

/// Runs; the fastest counts, the others met a busy machine.
const RUNS: usize = 5;

/// What real pages have that those of the tests lack: scripts, styles, a menu.
fn heavy(page: &str) -> String {
    let script = format!(
        "<script>window.state = {{{}}};</script><style>{}</style>",
        "\"item\": [1, 2, 3, \"text of the interface\"], ".repeat(400),
        ".menu .item > a:hover { color: #335577; padding: 3px 4px }\n".repeat(150)
    );
    let item = "<li class=\"menu__item\"><a class=\"menu__link\" href=\"/news/section/page\" data-id=\"12345\"><span>Раздел</span></a></li>\n";
    let menu = format!("<nav><ul class=\"menu\">{}</ul></nav>", item.repeat(80));
    match page
        .find("<body")
        .and_then(|at| Some(at + page.get(at..)?.find('>')? + 1))
    {
        Some(at) => {
            let (head, body) = page.split_at(at);
            format!("{head}{script}{menu}{body}")
        }
        None => page.to_owned(),
    }
}

fn pages() -> Vec<String> {
    let given = std::env::var_os("TILMASH_BENCH_PAGES").map(PathBuf::from);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables/source/pages");
    let folder = given.as_ref().unwrap_or(&own);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "html"))
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
    texts
        .map(|page| if given.is_some() { page } else { heavy(&page) })
        .collect()
}

fn main() {
    let asked = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse::<usize>().ok());
    let size = asked.unwrap_or(20) << 20;
    let pages = pages();
    let all: usize = pages.iter().map(String::len).sum();
    let times = (size / all).max(1);
    let options = source::ReadOptions::new(language::detect_tag);
    let mut best = f64::INFINITY;
    let mut articles = 0;
    for _ in 0..RUNS {
        articles = 0;
        let begun = cpu_seconds().unwrap_or(0.0);
        for _ in 0..times {
            for page in &pages {
                let input = Cursor::new(page.clone().into_bytes());
                let items = source::read_from(input, "a.html", &options);
                articles += black_box(items).count();
            }
        }
        best = best.min(cpu_seconds().unwrap_or(0.0) - begun);
    }
    let megabytes = (all * times) as f64 / 1e6;
    println!(
        "{} pages of {:.0} kB on average, {articles} read: {:.1} MB/s",
        pages.len(),
        all as f64 / pages.len() as f64 / 1e3,
        megabytes / best
    );
}
