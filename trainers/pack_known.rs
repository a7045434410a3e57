//! Packs the spellings of well-known names: `pack_known LIST OUT`. LIST is made
//! by `tools/names/known.py`: number of the name, language, spelling.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs
)]

use std::collections::HashMap;

use tilmash::{
    analysis::{StemMemo, terms},
    language,
    sound::{Spelling, pack},
};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [list, out] = args.as_slice() else {
        eprintln!("usage: pack_known LIST OUT");
        std::process::exit(2);
    };
    let mut memos: HashMap<&str, StemMemo> = HashMap::new();
    let mut spellings = Vec::new();
    let list = std::fs::read_to_string(list).unwrap();
    for line in list.lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap();
        let (number, lang, spelling) = (next().parse().unwrap(), next(), next());
        let memo = memos
            .entry(lang)
            .or_insert_with(|| StemMemo::new(language::get(lang).unwrap()));
        let terms = terms(spelling, memo);
        spellings.push(Spelling { number, terms });
    }
    let packed = pack(&spellings);
    println!("{} spellings, {} bytes", spellings.len(), packed.len());
    std::fs::write(out, packed).unwrap();
}
