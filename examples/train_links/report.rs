//! How good is a model? Figures per pool, and a reliability table.

use std::collections::HashMap;

use tilmash::{
    eval::links::{Gold, Judged, evaluate},
    link::{
        Linker, Model, Options, Pool,
        competition::{Rivals, features},
        model::probability,
    },
};

use crate::{
    data::{Data, Doc, Random, fold},
    pools::{memory, two_outlets},
};

/// All pairs of a pool as the product would report them.
pub fn judge(docs: &[Doc], model: &Model) -> Vec<Judged> {
    let pool = memory(docs);
    let linker = Linker::new(&pool, model, Options::default());
    let mut judged = Vec::new();
    linker.all_pairs(10, &mut |pair| {
        judged.push(Judged {
            a: pool.id(pair.a).into_owned(),
            b: pool.id(pair.b).into_owned(),
            score: f64::from(pair.score),
            linked: pair.linked,
        });
        true
    });
    judged
}

/// How an index of two articles is judged: of all true pairs the share that is
/// linked, and of the likeliest wrong ones of every article in every language.
fn alone(docs: &[Doc], models: &[Model]) -> [f64; 2] {
    let (mut all, mut linked) = ([0.0; 2], [0.0; 2]);
    let pool = memory(docs);
    for (at, model) in models.iter().enumerate() {
        let linker = Linker::new(&pool, model, Options::default());
        for a in pool.articles() {
            let x = &docs[a as usize];
            let neighbours = linker.neighbours(a);
            let is_true = |number: u32| docs[number as usize].story == x.story;
            let partners = neighbours.cross.iter();
            let partners = partners.filter(|found| is_true(found.article));
            let wrong = neighbours.best(|found| !is_true(found.article));
            for neighbour in partners.chain(wrong) {
                let y = &docs[neighbour.article as usize];
                if models.len() > 1 && fold((&x.story).min(&y.story), models.len()) != at {
                    continue;
                }
                let features = features(neighbour.log_odds, &Rivals::default());
                let score = probability(model.rivalry.log_odds(&features));
                let kind = usize::from(!is_true(neighbour.article));
                all[kind] += 1.0;
                linked[kind] += f64::from(u8::from(score >= model.threshold));
            }
        }
    }
    [linked[0] / all[0], linked[1] / all[1]]
}

pub fn gold(docs: &[Doc]) -> Vec<Gold> {
    docs.iter()
        .map(|doc| Gold {
            id: doc.id.clone(),
            lang: doc.lang.clone(),
            story: doc.story.clone(),
        })
        .collect()
}

/// The pools that are scored, by name.
pub fn tests(data: &Data) -> Vec<(String, Vec<Doc>)> {
    let mut tests: Vec<(String, Vec<Doc>)> = data
        .sets
        .iter()
        .map(|(name, docs)| (name.clone(), docs.clone()))
        .collect();
    for draw in 0..5 {
        let mut random = Random(100 + draw);
        let docs = data.sets["news.half"]
            .iter()
            .filter(|_| random.unit() < 0.6)
            .cloned()
            .collect();
        tests.push((format!("sparse half {draw}"), docs));
    }
    tests.push(("two outlets".into(), two_outlets(data, &|_| true)));
    for count in [3000, data.unrelated.len()] {
        let mut docs = data.sets["news.half"].clone();
        let step = data.unrelated.len() as f64 / count as f64;
        docs.extend((0..count).map(|at| data.unrelated[(at as f64 * step) as usize].clone()));
        tests.push((format!("half + {count}"), docs));
    }
    tests
}

/// Prints the figures of each test pool, where pairs are judged by the model
/// that did not see their stories.
pub fn report(data: &Data, model_of: &dyn Fn(usize) -> Model, folds: usize, large: bool) {
    let models: Vec<Model> = (0..folds).map(model_of).collect();
    let three = ["ru", "kk", "en"].map(str::to_owned);
    let mut all_judged = Vec::new();
    let mut all_gold = Vec::new();
    println!(
        "{:16} {:>6} {:>6} {:>6} {:>6} {:>6} | all four, kk-x and ky-x F1 | pairs alone: linked of true ones, of the likeliest wrong ones",
        "", "P@1", "P", "R", "F1", "false"
    );
    for (name, docs) in tests(data) {
        if name.starts_with("half +") && !large {
            continue;
        }
        let story: HashMap<&str, &str> = docs
            .iter()
            .map(|doc| (doc.id.as_str(), doc.story.as_str()))
            .collect();
        let mut judged = Vec::new();
        for (at, model) in models.iter().enumerate() {
            // A pair belongs to the fold of one of its stories.
            judged.extend(judge(&docs, model).into_iter().filter(|pair| {
                let (x, y) = (story[pair.a.as_str()], story[pair.b.as_str()]);
                folds == 1 || fold(x.min(y), folds) == at
            }));
        }
        let gold = gold(&docs);
        let mine = evaluate(&gold, &judged, &three);
        let all = evaluate(&gold, &judged, &[]);
        let row = |name: &str| {
            all.rows
                .iter()
                .find(|row| row.name == name)
                .map_or(0.0, |row| row.f1)
        };
        let unrelated = |id: &str| story[id].starts_with("unrelated");
        let wrong = judged
            .iter()
            .filter(|pair| pair.linked && (unrelated(&pair.a) || unrelated(&pair.b)))
            .count();
        // Of a large pool it takes long, and says nothing new.
        let [true_alone, wrong_alone] = match name.starts_with("half +") {
            true => [f64::NAN; 2],
            false => alone(&docs, &models),
        };
        println!(
            "{name:16} {:6.3} {:6.3} {:6.3} {:6.3} {:6.4} | {:.3}  kk-ru {:.3} kk-en {:.3} ky-ru {:.3} ky-en {:.3} kk-ky {:.3} | {true_alone:.3} {wrong_alone:.3} | {wrong} links with unrelated",
            mine.micro.p_at_1,
            mine.micro.precision,
            mine.micro.recall,
            mine.micro.f1,
            mine.false_per_article,
            all.micro.f1,
            row("kk-ru"),
            row("en-kk"),
            row("ky-ru"),
            row("en-ky"),
            row("kk-ky")
        );
        // Reliability over all sets: identifiers made unique by the set's name.
        if name.starts_with("news") || name.starts_with("wiki") {
            let rename = |id: &str| format!("{name}/{id}");
            all_gold.extend(gold.into_iter().map(|g| Gold {
                id: rename(&g.id),
                story: format!("{name}/{}", g.story),
                ..g
            }));
            all_judged.extend(judged.into_iter().map(|pair| Judged {
                a: rename(&pair.a),
                b: rename(&pair.b),
                ..pair
            }));
        }
    }
    let over_all = evaluate(&all_gold, &all_judged, &[]);
    println!("\nreliability over the six sets:");
    for bin in over_all.reliability.iter().filter(|bin| bin.pairs > 0) {
        println!(
            "{:.1}-{:.1} {:>8} predicted {:.3} observed {:.3}",
            bin.from,
            bin.from + 0.1,
            bin.pairs,
            bin.predicted,
            bin.observed
        );
    }
}
