//! Which translations did somebody add or forbid?
//!
//! A plain text, one correction a line, `#` starts a comment, fields are
//! separated by tabs:
//!
//! ```text
//! add     ru:нефть    kk:мұнай           # as sure as the surest other translation
//! add     kk:биыл     en:year     1  0.1 # a tenth as sure on the way back
//! forbid  kk:мұнай    en:moan
//! forbid  kk:бар      en:*            # no translation at all
//! ```
//!
//! Words are written in any form; they are compared by their stems. A
//! correction holds in both directions, except that `*` stands on the right.

use std::collections::HashMap;

use super::{Origin, Translation};
use crate::language;

/// A line that is no correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// From language, its stem, to language.
type Key = (String, String, String);

/// What to do about one translation.
#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Add {
        stem: String,
        form: String,
        weight: f32,
    },
    Forbid {
        stem: String,
    },
    ForbidAll,
}

/// Corrections to a lexicon.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides(HashMap<Key, Vec<Rule>>);

impl Overrides {
    /// Reads corrections; lines that are none are left out and reported.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<BadLine>) {
        let (mut overrides, mut bad) = (Self::default(), Vec::new());
        for (number, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            if let Err(problem) = overrides.read(line) {
                bad.push(BadLine {
                    line: number + 1,
                    problem,
                });
            }
        }
        (overrides, bad)
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds somebody else's corrections; where they forbid what these add,
    /// they are right.
    pub fn extend(&mut self, others: Self) {
        for (key, rules) in others.0 {
            let known = self.0.entry(key).or_default();
            known.retain(|one| {
                let Rule::Add { stem, .. } = one else {
                    return true;
                };
                !rules.iter().any(|rule| match rule {
                    Rule::ForbidAll => true,
                    Rule::Forbid { stem: other } => other == stem,
                    Rule::Add { .. } => false,
                })
            });
            known.extend(rules);
        }
    }

    /// The words that the corrections add: language, form.
    pub fn added(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|((_, _, to), rules)| {
            rules.iter().filter_map(move |rule| match rule {
                Rule::Add { form, .. } => Some((to.as_str(), form.as_str())),
                _ => None,
            })
        })
    }

    /// Corrects the translations of a stem; true if any rule was for them.
    pub fn apply(&self, from: &str, stem: &str, to: &str, found: &mut Vec<Translation>) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let key = (from.to_owned(), stem.to_owned(), to.to_owned());
        let Some(rules) = self.0.get(&key) else {
            return false;
        };
        found.retain(|one| {
            !rules.iter().any(|rule| match rule {
                Rule::ForbidAll => true,
                Rule::Add { stem, .. } | Rule::Forbid { stem } => *stem == one.stem,
            })
        });
        let best = found.iter().map(|one| one.weight).reduce(f32::max);
        let best = best.unwrap_or(1.0);
        let mut place = 0;
        for rule in rules {
            let Rule::Add { stem, form, weight } = rule else {
                continue;
            };
            let sure = (weight * best).min(1.0);
            // Forms of one word may be corrected one by one: the heaviest counts.
            match found.iter_mut().find(|one| one.stem == *stem) {
                Some(one) => one.weight = one.weight.max(sure),
                None => {
                    let one = Translation {
                        stem: stem.clone(),
                        form: form.clone(),
                        weight: sure,
                        origin: Origin::Hand,
                    };
                    // What somebody took the trouble to say goes before the rest.
                    if *weight >= 1.0 {
                        found.insert(place, one);
                        place += 1;
                    } else {
                        found.push(one);
                    }
                }
            }
        }
        true
    }

    fn read(&mut self, line: &str) -> Result<(), &'static str> {
        let mut fields = line.split('\t').map(str::trim);
        let verb = fields.next().unwrap_or_default();
        let (Some(left), Some(right)) = (fields.next(), fields.next()) else {
            return Err("needs three fields: add or forbid, word, word");
        };
        let (Some(left), Some(right)) = (Side::read(left), Side::read(right)) else {
            return Err("a word is written as language:word, in a language that has a stemmer");
        };
        match verb {
            "add" => {
                let weight = read_weight(fields.next())?.unwrap_or(1.0);
                let back = read_weight(fields.next())?.unwrap_or(weight);
                self.push(&left, &right, right.add(weight));
                self.push(&right, &left, left.add(back));
            }
            "forbid" if right.form == "*" => self.push(&left, &right, Rule::ForbidAll),
            "forbid" => {
                self.push(
                    &left,
                    &right,
                    Rule::Forbid {
                        stem: right.stem.clone(),
                    },
                );
                self.push(
                    &right,
                    &left,
                    Rule::Forbid {
                        stem: left.stem.clone(),
                    },
                );
            }
            _ => return Err("begins with neither add nor forbid"),
        }
        Ok(())
    }

    fn push(&mut self, from: &Side, to: &Side, rule: Rule) {
        let key = (from.lang.clone(), from.stem.clone(), to.lang.clone());
        self.0.entry(key).or_default().push(rule);
    }
}

fn read_weight(field: Option<&str>) -> Result<Option<f32>, &'static str> {
    let Some(text) = field else { return Ok(None) };
    let weight = text
        .parse()
        .ok()
        .filter(|weight| *weight > 0.0 && *weight <= 100.0);
    weight.map(Some).ok_or("a weight lies above 0, up to 100")
}

/// One side of a correction: `kk:мұнай`.
struct Side {
    lang: String,
    stem: String,
    form: String,
}

impl Side {
    fn read(text: &str) -> Option<Self> {
        let (lang, form) = text.split_once(':')?;
        let language = language::get(lang)?;
        if form.is_empty() || form.contains(char::is_whitespace) {
            return None;
        }
        let form = form.to_lowercase().replace('ё', "е");
        Some(Self {
            lang: language.code.to_owned(),
            stem: (language.stem)(&form).into_owned(),
            form,
        })
    }

    fn add(&self, weight: f32) -> Rule {
        Rule::Add {
            stem: self.stem.clone(),
            form: self.form.clone(),
            weight,
        }
    }
}
