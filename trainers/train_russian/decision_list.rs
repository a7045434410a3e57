//! How is a lexicon boiled down to rules over the last letters of a word?
//!
//! Ripple-down rules in a trie (Juršič, Mozetič, Erjavec and Lavrač, 2010; see
//! `suffix_rules.rs`). A node gets the rule that wins the vote among its words
//! if it beats the rule inherited from above by [`GAIN`] votes; it gets
//! children while some of its words would be stemmed wrongly. A rule that takes
//! letters off is only possible where all these letters have been read.

use std::collections::{BTreeMap, VecDeque};

use crate::{
    letters::Word,
    lexicon::{DEEP, Entry, Vote},
    suffix_rules::{HEADER, SuffixRules},
};

/// By how many votes an exception must beat the more general rule.
const GAIN: f32 = 0.5;
/// Stands for the edge in front of a word's first letter.
const EDGE: u8 = 0;
/// In a node's byte: a rule follows, a number of children follows.
const HAS_RULE: u8 = 64;
const HAS_CHILDREN: u8 = 128;

/// Takes a number of letters off and adds some.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rule {
    strip: usize,
    add: Word,
}

impl Rule {
    /// The rule that makes the stem of the form.
    fn between(form: &[u8], stem: &[u8]) -> Self {
        let common = form.iter().zip(stem).take_while(|(a, b)| a == b).count();
        Self {
            strip: form.len() - common,
            add: stem[common..].to_vec(),
        }
    }
}

/// A form to learn from.
struct Item {
    /// Its letters from the last to the first, then [`EDGE`].
    letters: Word,
    /// Number of its rule.
    rule: usize,
    vote: Vote,
}

/// A node of the trie.
#[derive(Default)]
struct Node {
    rule: Option<usize>,
    children: BTreeMap<u8, Node>,
}

/// The rules for a lexicon, as the bytes of `stems.bin`.
pub fn build(lexicon: &BTreeMap<Word, Entry>) -> Vec<u8> {
    let rule_of = |form: &Word, entry: &Entry| Rule::between(form, &entry.stem);
    let mut numbers: BTreeMap<Rule, usize> = lexicon
        .iter()
        .map(|(form, entry)| (rule_of(form, entry), 0))
        .collect();
    for (number, slot) in numbers.values_mut().enumerate() {
        *slot = number;
    }
    let items: Vec<Item> = lexicon
        .iter()
        .map(|(form, entry)| Item {
            letters: form.iter().rev().copied().chain([EDGE]).collect(),
            rule: numbers[&rule_of(form, entry)],
            vote: entry.vote,
        })
        .collect();
    let rules: Vec<Rule> = numbers.into_keys().collect();
    let root = grow(&rules, &items.iter().collect::<Vec<_>>(), 0, None);
    let bytes = write(&root, &rules);
    assert!(SuffixRules::parse(&bytes).is_some(), "the file can be read");
    bytes
}

/// The node for items that share their last `depth` letters.
fn grow(rules: &[Rule], items: &[&Item], depth: usize, inherited: Option<usize>) -> Node {
    let mut votes: BTreeMap<usize, f32> = BTreeMap::new();
    for item in items {
        let counts = match item.vote {
            Vote::Regular(votes) => Some(votes),
            Vote::Deep(votes) => (depth >= DEEP.min(item.letters.len())).then_some(votes),
            // Enough to win, but only with the whole word read.
            Vote::WholeWord => (depth == item.letters.len()).then_some(f32::MAX),
        };
        if let Some(count) = counts
            && rules[item.rule].strip <= depth
        {
            *votes.entry(item.rule).or_default() += count;
        }
    }
    let to_beat = match inherited {
        Some(rule) => votes.get(&rule).copied().unwrap_or(0.0) + GAIN,
        None => 0.0,
    };
    // Of equal votes, the first rule.
    let winner = votes
        .iter()
        .rev()
        .max_by(|a, b| a.1.total_cmp(b.1))
        .filter(|(_, votes)| **votes >= to_beat)
        .map(|(&rule, _)| rule);
    let rule = winner.or(inherited);
    let mut node = Node {
        rule: rule.filter(|_| rule != inherited),
        children: BTreeMap::new(),
    };
    if items.iter().all(|item| Some(item.rule) == rule) {
        return node;
    }
    let mut groups: BTreeMap<u8, Vec<&Item>> = BTreeMap::new();
    for item in items {
        if let Some(&letter) = item.letters.get(depth) {
            groups.entry(letter).or_default().push(item);
        }
    }
    for (letter, group) in groups {
        let child = grow(rules, &group, depth + 1, rule);
        if child.rule.is_some() || !child.children.is_empty() {
            node.children.insert(letter, child);
        }
    }
    node
}

/// The trie in the format that `suffix_rules.rs` describes.
fn write(root: &Node, rules: &[Rule]) -> Vec<u8> {
    // Rules are numbered in the order of their first use.
    let mut used: Vec<&Rule> = Vec::new();
    let mut numbers: BTreeMap<usize, u16> = BTreeMap::new();
    let mut nodes = Vec::new();
    let mut queue = VecDeque::from([(EDGE, root)]);
    while let Some((letter, node)) = queue.pop_front() {
        let has_rule = if node.rule.is_some() { HAS_RULE } else { 0 };
        let has_children = if node.children.is_empty() {
            0
        } else {
            HAS_CHILDREN
        };
        nodes.push(letter | has_rule | has_children);
        if let Some(rule) = node.rule {
            let number = *numbers.entry(rule).or_insert_with(|| {
                used.push(&rules[rule]);
                u16::try_from(used.len() - 1).unwrap()
            });
            nodes.extend(number.to_le_bytes());
        }
        if !node.children.is_empty() {
            nodes.push(u8::try_from(node.children.len()).unwrap());
        }
        queue.extend(node.children.iter().map(|(letter, child)| (*letter, child)));
    }
    let mut bytes = HEADER.to_vec();
    bytes.extend(u16::try_from(used.len()).unwrap().to_le_bytes());
    for rule in used {
        bytes.push(u8::try_from(rule.strip).unwrap());
        bytes.push(u8::try_from(rule.add.len()).unwrap());
        bytes.extend(&rule.add);
    }
    bytes.extend(nodes);
    bytes
}
