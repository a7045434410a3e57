//! Which ending does a word lose, and what is put in its place?
//!
//! A decision list over the last letters of a word, stored as a trie: walk
//! the word from its end, remember the last rule that was passed, stop where
//! the trie stops. Common endings sit near the root, exceptions (down to whole
//! words) deeper. These are the ripple-down rules of Juršič, Mozetič, Erjavec
//! and Lavrač, "LemmaGen: Multilingual Lemmatisation with Induced Ripple-Down
//! Rules" (J.UCS 16, 2010).
//!
//! File format, little-endian: the line [`HEADER`]; the number of rules (u16);
//! each rule: letters to take off (u8), letters to add (u8), those letters;
//! then the nodes in level order: a byte with the letter (6 bits), 64 if a
//! rule follows (u16), 128 if a number of children follows (u8).
//! Letters are numbered by [`letter`].

/// The first line of a file of rules.
pub const HEADER: &[u8] = b"tilmash suffix rules 1\n";

/// Stands for the edge in front of a word's first letter.
const EDGE: u8 = 0;
/// Stands for a hyphen.
const HYPHEN: u8 = 33;
/// Marks a node without a rule of its own.
const NO_RULE: u16 = u16::MAX;

/// The number of a letter: а to я are 1 to 32, a hyphen 33; nothing else
/// (ё is folded to е before) has one.
pub fn letter(c: char) -> Option<u8> {
    match c {
        'а'..='я' => u8::try_from(u32::from(c) - u32::from('а') + 1).ok(),
        '-' => Some(HYPHEN),
        _ => None,
    }
}

/// The character with this number, see [`letter`].
pub fn character(letter: u8) -> Option<char> {
    match letter {
        1..=32 => char::from_u32(u32::from('а') + u32::from(letter) - 1),
        HYPHEN => Some('-'),
        _ => None,
    }
}

/// What to do with a word: take letters off its end, then add some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// How many letters the word loses.
    pub strip: usize,
    /// What is put in their place.
    pub add: String,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// Bit `n` is set if there is a child for letter `n`.
    letters: u64,
    /// Where the children start; they are in the order of their letters.
    children: u32,
    rule: u16,
}

/// A decision list, ready to be asked.
#[derive(Debug, Default)]
pub struct SuffixRules {
    rules: Vec<Rule>,
    nodes: Vec<Node>,
}

impl SuffixRules {
    /// Reads a file of rules; `None` if it is damaged.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(HEADER)?;
        // A node takes two bytes or so; room for all saves a command that asks
        // for one word a millisecond of moving.
        let most = bytes.len() / 2;
        let mut bytes = bytes.iter().copied();
        let mut next = || bytes.next();
        let count = u16::from_le_bytes([next()?, next()?]);
        let mut rules = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let strip = usize::from(next()?);
            let length = next()?;
            let add = (0..length)
                .map(|_| character(next()?))
                .collect::<Option<_>>()?;
            rules.push(Rule { strip, add });
        }
        let mut nodes = Vec::with_capacity(most);
        let mut letters = Vec::with_capacity(most);
        let mut child_counts: Vec<u8> = Vec::with_capacity(most);
        while let Some(head) = next() {
            let rule = match head & 64 {
                0 => NO_RULE,
                _ => u16::from_le_bytes([next()?, next()?]),
            };
            if rule != NO_RULE && rule >= count {
                return None;
            }
            let children = if head & 128 == 0 { 0 } else { next()? };
            letters.push(head & 63);
            child_counts.push(children);
            nodes.push(Node {
                letters: 0,
                children: 0,
                rule,
            });
        }
        let mut first = 1;
        for (node, count) in nodes.iter_mut().zip(child_counts) {
            node.children = u32::try_from(first).ok()?;
            let count = usize::from(count);
            for &letter in letters.get(first..first + count)? {
                node.letters |= 1 << letter;
            }
            first += count;
        }
        (first == nodes.len()).then_some(Self { rules, nodes })
    }

    /// The rule for a word; `None` if it holds a character without a number
    /// (see [`letter`]) or nothing is known.
    pub fn rule(&self, word: &str) -> Option<&Rule> {
        let mut node = self.nodes.first()?;
        let mut rule = node.rule;
        let mut inside = true;
        for c in word.chars().rev() {
            let letter = letter(c)?;
            inside = inside && self.descend(&mut node, &mut rule, letter);
        }
        if inside {
            self.descend(&mut node, &mut rule, EDGE);
        }
        self.rules.get(usize::from(rule))
    }

    /// Goes down to the child for a letter; false if there is none.
    fn descend<'a>(&'a self, node: &mut &'a Node, rule: &mut u16, letter: u8) -> bool {
        let bit = 1u64 << letter;
        if node.letters & bit == 0 {
            return false;
        }
        let before = (node.letters & (bit - 1)).count_ones();
        let Some(child) = self.nodes.get((node.children + before) as usize) else {
            return false;
        };
        *node = child;
        if child.rule != NO_RULE {
            *rule = child.rule;
        }
        true
    }
}
