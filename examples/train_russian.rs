//! Learns the suffix rules of the Russian stemmer (`src/language/ru/stems.bin`).
//!
//! `train_russian GOLD TEXT 1 0.5 PARADIGMS 1.0 FOLD IRREGULAR OUT`
//!
//! GOLD: `form lemma part-of-speech count`, tab-separated. TEXT: plain Russian
//! text. 1: rounds of self-training; 0.5: votes that an exception needs; 1.0:
//! weight of generated forms. FOLD 9 cross-validates (five folds by the first
//! three letters of the lemma; writes OUT.cv.tsv, `form stem`); FOLD 5 learns
//! from all of GOLD and writes OUT. `src/language/ru/README.md` tells how.
#![allow(
    clippy::all,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used
)]
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    dead_code
)]
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};
type W = Vec<u8>;
fn enc(s: &str) -> Option<W> {
    s.chars()
        .map(|c| match c {
            'а'..='я' => Some((c as u32 - 'а' as u32) as u8 + 1),
            'ё' => Some(6),
            '-' => Some(33),
            _ => None,
        })
        .collect()
}
fn dec(w: &[u8]) -> String {
    w.iter()
        .map(|&b| {
            if b == 33 {
                '-'
            } else {
                char::from_u32('а' as u32 + b as u32 - 1).unwrap()
            }
        })
        .collect()
}
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
struct Rule {
    strip: W,
    add: W,
}
fn rule(f: &[u8], l: &[u8]) -> Rule {
    let n = f.iter().zip(l).take_while(|(a, b)| a == b).count();
    Rule {
        strip: f[n..].to_vec(),
        add: l[n..].to_vec(),
    }
}
fn apply(f: &[u8], r: &Rule) -> W {
    let mut v = f[..f.len() - r.strip.len()].to_vec();
    v.extend(&r.add);
    v
}
fn fx(parts: &[u64]) -> usize {
    let mut h = 0xcbf29ce484222325u64;
    for &p in parts {
        h = (h ^ p).wrapping_mul(0x9E3779B97F4A7C15);
        h ^= h >> 29;
    }
    (h >> 40) as usize & ((1 << 22) - 1)
}
fn hs(w: &[u8]) -> u64 {
    let mut h = std::collections::hash_map::DefaultHasher::new();
    w.hash(&mut h);
    h.finish()
}
fn class(l: &[u8]) -> &[u8] {
    let k = if l.ends_with(&[19, 32]) && false {
        5
    } else {
        3
    };
    &l[l.len().saturating_sub(k)..]
}

struct Gold {
    f: W,
    l: W,
    pos: String,
    n: f64,
}
#[derive(Clone)]
struct Cell {
    end: W,
    cat: u8,
    wt: f32,
}
struct Par {
    pos: u8,
    lem: W,
    cells: Vec<Cell>,
    parent: usize,
}
fn table(path: &str) -> Vec<Par> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut mac: HashMap<String, Vec<String>> = HashMap::new();
    let mut out: Vec<Par> = vec![];
    let mut parent = 0;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(m) = line.strip_prefix('@') {
            let (n, e) = m.split_once('=').unwrap();
            mac.insert(
                n.trim().into(),
                e.split_whitespace().map(String::from).collect(),
            );
            continue;
        }
        let (plus, line) = match line.strip_prefix('+') {
            Some(l) => (true, l),
            None => (false, line),
        };
        let e = |s: &str| enc(if s == "-" { "" } else { s }).unwrap();
        let c: Vec<&str> = line.split_whitespace().collect();
        let id = out.len();
        if !plus {
            parent = id;
        }
        if c[0] != "V" {
            let lem = e(c[1]);
            let mut cells = vec![];
            let pos = if c[0] == "N" { 0 } else { 1 };
            if !plus {
                cells.push(Cell {
                    end: lem.clone(),
                    cat: 0,
                    wt: 1.0,
                });
            }
            for x in &c[3..] {
                if let Some((a, m)) = x.split_once('@') {
                    for y in &mac[m] {
                        cells.push(Cell {
                            end: e(&format!("{a}{y}")),
                            cat: if a.is_empty() { 1 } else { 2 },
                            wt: if a.is_empty() { 1.0 } else { 0.1 },
                        });
                    }
                } else {
                    cells.push(Cell {
                        end: e(x),
                        cat: 3,
                        wt: 1.0,
                    });
                }
            }
            out.push(Par {
                pos,
                lem,
                cells,
                parent,
            });
            continue;
        }
        let g = |i: usize| -> Vec<String> {
            if c[i] == "-" && i != 2 {
                vec![]
            } else {
                c[i].split(',').map(|x| x.replace('-', "")).collect()
            }
        };
        let mut act: Vec<(String, u8, f32)> = vec![(c[1].into(), 0, 1.0)];
        let mut part: Vec<(String, u8)> = vec![];
        let mut pas: Vec<(String, u8, f32)> = vec![];
        for p in g(2) {
            if let Some(q) = p.strip_suffix("ше") {
                for x in ["шел", "шла", "шло", "шли"] {
                    act.push((format!("{q}{x}"), 1, 1.0));
                }
                part.push((format!("{q}шедш"), 8));
                act.push((format!("{q}шедши"), 7, 0.2));
            } else {
                let v = p.chars().last().map(|c| "аеиоуыэюя".contains(c));
                for x in ["ла", "ло", "ли"] {
                    act.push((format!("{p}{x}"), 1, 1.0));
                }
                if v != Some(true) {
                    act.push((p.clone(), 1, 1.0));
                    part.push((format!("{p}ш"), 8));
                    act.push((format!("{p}ши"), 7, 0.2));
                }
                if v != Some(false) {
                    act.push((format!("{p}л"), 1, 1.0));
                    act.push((format!("{p}в"), 7, 1.0));
                    act.push((format!("{p}вши"), 7, 0.2));
                    part.push((format!("{p}вш"), 8));
                }
            }
        }
        for p in g(3) {
            act.push((p, 2, 1.0));
        }
        for p in g(4) {
            for (i, x) in ["шь", "т", "м", "те"].iter().enumerate() {
                act.push((format!("{p}{x}"), 3 + i as u8 / 2, 1.0));
            }
            for y in &mac["HARD"] {
                pas.push((format!("{p}м{y}"), 10, 0.1));
            }
            for y in ["", "а", "о", "ы"] {
                pas.push((format!("{p}м{y}"), 11, 0.1));
            }
        }
        for p in g(5) {
            act.push((p.clone(), 5, 1.0));
            part.push((format!("{}щ", p.strip_suffix('т').unwrap()), 9));
        }
        for p in g(6) {
            act.push((p.clone(), 6, 1.0));
            act.push((format!("{p}те"), 6, 1.0));
        }
        for p in g(7) {
            act.push((p, 7, 1.0));
        }
        for p in g(8) {
            for y in &mac["HARD"] {
                pas.push((format!("{p}{y}"), 12, 0.2));
            }
            let q = if p.ends_with("нн") {
                p.strip_suffix('н').unwrap().to_string()
            } else {
                p
            };
            for y in ["", "а", "о", "ы"] {
                pas.push((format!("{q}{y}"), 13, 0.7));
            }
        }
        let mut cells = vec![];
        let mut refl = vec![];
        for (x, k, w) in &act {
            cells.push(Cell {
                end: e(x),
                cat: 10 + k,
                wt: *w,
            });
            let v = x.chars().last().is_none_or(|c| "аеиоуыэюя".contains(c));
            if *k == 7 && x.ends_with('в') {
                continue;
            }
            if x.is_empty() {
                refl.push(Cell {
                    end: e("ся"),
                    cat: 10 + k,
                    wt: *w,
                });
                continue;
            }
            refl.push(Cell {
                end: e(&format!(
                    "{x}{}",
                    if v && *k != 0 || x.ends_with("ти") {
                        "сь"
                    } else {
                        "ся"
                    }
                )),
                cat: 10 + k,
                wt: *w,
            });
        }
        for (x, k) in &part {
            for y in &mac["HISS"] {
                cells.push(Cell {
                    end: e(&format!("{x}{y}")),
                    cat: 10 + k,
                    wt: 0.1,
                });
                refl.push(Cell {
                    end: e(&format!("{x}{y}ся")),
                    cat: 10 + k,
                    wt: 0.1,
                });
            }
        }
        for (x, k, w) in pas {
            cells.push(Cell {
                end: e(&x),
                cat: 10 + k,
                wt: w,
            });
        }
        let rl = format!(
            "{}{}",
            c[1],
            if c[1].ends_with("ти") {
                "сь"
            } else {
                "ся"
            }
        );
        out.push(Par {
            pos: 2,
            lem: e(c[1]),
            cells,
            parent: id,
        });
        out.push(Par {
            pos: 3,
            lem: e(&rl),
            cells: refl,
            parent: id + 1,
        });
    }
    out
}
type Fast<K, V> = HashMap<K, V>;
#[derive(Clone)]
struct Cand {
    p: usize,
    c: usize,
    l: W,
    base: usize,
}
struct Teacher<'a> {
    pars: &'a [Par],
    by: &'a HashMap<W, Vec<(usize, usize)>>,
    w: Vec<f32>,
    g2: Vec<f32>,
    vocab: &'a Fast<W, u32>,
    cache: &'a std::cell::RefCell<Fast<(usize, W), (f32, f32, u32, u32)>>,
    mass: HashMap<W, f32>,
    own: HashMap<W, Vec<(W, f32)>>,
}
const VOW: [u8; 9] = [1, 6, 9, 15, 20, 28, 30, 31, 32];
impl<'a> Teacher<'a> {
    fn cands(&self, f: &[u8]) -> Vec<Cand> {
        let mut v = vec![];
        for k in 0..=f.len().min(12) {
            if let Some(rs) = self.by.get(&f[f.len() - k..]) {
                for &(p, c) in rs {
                    let b = &f[..f.len() - k];
                    let lem = &self.pars[p].lem;
                    if b.len() + lem.len() < 2 && f.len() > 1 {
                        continue;
                    }
                    if self.pars[p].pos == 2
                        && !b
                            .iter()
                            .chain(lem.iter().take(lem.len().saturating_sub(2)))
                            .any(|c| VOW.contains(c))
                        && b.len() + lem.len() < 3
                    {
                        continue;
                    }
                    if b.is_empty() && lem.len() < 3 {
                        continue;
                    }
                    let mut l = b.to_vec();
                    l.extend(lem);
                    if l.len() > 2 && lem.is_empty() && l.last() == Some(&33) {
                        continue;
                    }
                    v.push(Cand {
                        p,
                        c,
                        l,
                        base: b.len(),
                    });
                }
            }
        }
        v
    }
    /// (weight attested, weight of all, number attested), the form itself left out
    fn support(&self, f: &[u8], x: &Cand) -> (f32, u32, u32) {
        let par = &self.pars[self.pars[x.p].parent];
        if !x.l.ends_with(&par.lem) {
            return (0.0, 0, 0);
        }
        let base = x.l[..x.l.len() - par.lem.len()].to_vec();
        let key = (self.pars[x.p].parent, base);
        let mut ca = self.cache.borrow_mut();
        let (s, t, n, m) = *ca.entry(key.clone()).or_insert_with(|| {
            let (mut s, mut t, mut n, mut m) = (0.0, 0.0, 0, 0);
            let mut g = key.1.clone();
            let b = g.len();
            let mut seen: Vec<&W> = vec![];
            for c in &par.cells {
                if c.wt < 0.3 || seen.contains(&&c.end) {
                    continue;
                }
                seen.push(&c.end);
                g.truncate(b);
                g.extend(&c.end);
                t += c.wt;
                if self.vocab.contains_key(&g) {
                    s += c.wt;
                    n += 1;
                    m += (c.cat <= 16) as u32;
                }
            }
            (s, t, n, m)
        });
        let (mine, core) = if self.vocab.contains_key(f) {
            self.pars[self.pars[x.p].parent]
                .cells
                .iter()
                .find(|c| {
                    f.len() == key.1.len() + c.end.len() && f.ends_with(&c.end) && c.wt >= 0.3
                })
                .map_or((0.0, 0), |c| (c.wt, (c.cat <= 16) as u32))
        } else {
            (0.0, 0)
        };
        if t <= mine {
            return (0.0, 0, 0);
        }
        (
            (s - mine).max(0.0) / (t - mine),
            n - (mine > 0.0) as u32,
            m - core,
        )
    }
    fn feats(&self, f: &[u8], cs: &[Cand]) -> Vec<Vec<u32>> {
        let sup: Vec<_> = cs.iter().map(|x| self.support(f, x)).collect();
        let top = sup.iter().map(|s| s.0).fold(0.0f32, f32::max);
        let own = self.own.get(f);
        let ms: Vec<f32> = cs
            .iter()
            .map(|x| {
                let m = self.mass.get(&x.l).copied().unwrap_or(0.0);
                let o = own
                    .and_then(|o| o.iter().find(|y| y.0 == x.l))
                    .map_or(0.0, |x| x.1);
                (m - o).max(0.0)
            })
            .collect();
        let mtop = ms.iter().copied().fold(0.0f32, f32::max);
        let known = self.vocab.contains_key(f) as u64;
        let mut out = Vec::with_capacity(cs.len());
        for (i, x) in cs.iter().enumerate() {
            let par = &self.pars[x.p];
            let cell = &par.cells[x.c];
            let l = &x.l;
            let (p, pos, cat) = (x.p as u64, par.pos as u64, cell.cat as u64);
            let end = hs(&cell.end);
            let base = &f[..x.base];
            let mut v: Vec<usize> = vec![
                fx(&[1, p]),
                fx(&[21, p, cat]),
                fx(&[22, p, end]),
                fx(&[23, pos, end]),
                fx(&[24, pos, cat]),
                fx(&[25, hs(&f[f.len().saturating_sub(3)..]), pos]),
            ];
            for k in 1..=5 {
                if base.len() >= k {
                    let h = hs(&base[base.len() - k..]);
                    v.push(fx(&[2, p, h]));
                    if k < 4 {
                        v.push(fx(&[26, pos, end, h]));
                    }
                } else {
                    v.push(fx(&[3, p, base.len() as u64]));
                    break;
                }
            }
            for k in 2..=6 {
                if l.len() >= k {
                    v.push(fx(&[4, hs(&l[l.len() - k..])]));
                } else {
                    v.push(fx(&[41, hs(l)]));
                    break;
                }
            }
            let lc = hs(&par.lem) ^ pos;
            v.push(fx(&[5, lc, base.len().min(7) as u64]));
            let vowels = base.iter().filter(|b| VOW.contains(*b)).count() as u64;
            v.push(fx(&[6, p, vowels.min(3)]));
            let c = self.vocab.get(l).copied().unwrap_or(0);
            let same = (l == f) as u64;
            let cb = if same == 1 {
                0
            } else {
                (32 - c.leading_zeros()).min(8) as u64
            };
            v.push(fx(&[7, cb, same, known]));
            v.push(fx(&[8, (cb > 0) as u64, same, lc]));
            v.push(fx(&[15, (cb > 0) as u64, p]));
            let (s, n, m) = sup[i];
            let mc = (m as u64).min(5);
            v.push(fx(&[27, pos, mc, (cb > 0) as u64, known]));
            v.push(fx(&[28, p, mc]));
            v.push(fx(&[29, pos, cat, mc, (cb > 0) as u64]));
            let sb = (s * 12.0).ceil() as u64;
            let nb = (n.min(9) as u64).min(6);
            v.push(fx(&[9, sb, known]));
            v.push(fx(&[10, nb, lc]));
            v.push(fx(&[11, sb, pos]));
            v.push(fx(&[18, sb, p]));
            v.push(fx(&[19, nb, pos, known]));
            if top > 0.0 {
                v.push(fx(&[12, (s / top * 8.0) as u64]));
                v.push(fx(&[20, pos, (s / top * 8.0) as u64]));
            }
            if !self.mass.is_empty() {
                let mb = ((ms[i] + 0.01).ln() * 1.5).round() as i64 as u64;
                v.push(fx(&[13, mb]));
                v.push(fx(&[17, mb, lc]));
                if mtop > 0.0 {
                    v.push(fx(&[14, (ms[i] / mtop * 10.0) as u64]));
                }
            }
            out.push(v.into_iter().map(|x| x as u32).collect());
        }
        out
    }
    fn probs(&self, fs: &[Vec<u32>]) -> Vec<f32> {
        let s: Vec<f32> = fs
            .iter()
            .map(|v| v.iter().map(|&i| self.w[i as usize]).sum())
            .collect();
        let m = s.iter().copied().fold(f32::MIN, f32::max);
        let e: Vec<f32> = s.iter().map(|x| (x - m).exp()).collect();
        let t: f32 = e.iter().sum();
        e.iter().map(|x| x / t).collect()
    }
    fn train(&mut self, gold: &[&Gold], epochs: usize) {
        self.w = vec![0.0; 1 << 22];
        self.g2 = vec![0.0; 1 << 22];
        let data: Vec<_> = gold
            .iter()
            .filter_map(|g| {
                let cs = self.cands(&g.f);
                let y: Vec<bool> = cs
                    .iter()
                    .map(|c| {
                        c.l == g.l
                            && match g.pos.as_str() {
                                "VERB" => self.pars[c.p].pos >= 2,
                                "ADJ" => self.pars[c.p].pos == 1,
                                _ => self.pars[c.p].pos < 2,
                            }
                    })
                    .collect();
                if !y.contains(&true) {
                    return None;
                }
                Some((self.feats(&g.f, &cs), y))
            })
            .collect();
        let mut order: Vec<usize> = (0..data.len()).collect();
        let mut seed = 1u64;
        for _ in 0..epochs {
            for i in (1..order.len()).rev() {
                seed = seed
                    .wrapping_mul(6364136223846793005)
                    .wrapping_add(1442695040888963407);
                order.swap(i, (seed >> 33) as usize % (i + 1));
            }
            for &i in &order {
                let (fs, y) = &data[i];
                let p = self.probs(fs);
                let right: f32 = p
                    .iter()
                    .zip(y)
                    .map(|(p, y)| if *y { *p } else { 0.0 })
                    .sum();
                for (j, v) in fs.iter().enumerate() {
                    let g = p[j] - if y[j] { p[j] / right.max(1e-9) } else { 0.0 };
                    if g.abs() < 1e-3 {
                        continue;
                    }
                    for &k in v {
                        let k = k as usize;
                        let gk = g + 2e-3 * self.w[k];
                        self.g2[k] += gk * gk;
                        self.w[k] -= 0.25 * gk / (self.g2[k] + 1e-6).sqrt();
                    }
                }
            }
        }
    }
    /// lemmas with their probabilities, best first; the best paradigm of each
    fn post(&self, f: &[u8]) -> Vec<(W, f32, usize)> {
        let cs = self.cands(f);
        if cs.is_empty() {
            return vec![];
        }
        let p = self.probs(&self.feats(f, &cs));
        let mut m: HashMap<W, (f32, f32, usize)> = HashMap::new();
        for (c, p) in cs.into_iter().zip(p) {
            let e = m.entry(c.l).or_insert((0.0, 0.0, 0));
            e.0 += p;
            if p > e.1 {
                e.1 = p;
                e.2 = c.p;
            }
        }
        let mut v: Vec<_> = m.into_iter().map(|(l, (p, _, q))| (l, p, q)).collect();
        v.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        v
    }
}
fn teacher<'a>(
    gold: &[&Gold],
    vocab: &'a Fast<W, u32>,
    pars: &'a [Par],
    by: &'a HashMap<W, Vec<(usize, usize)>>,
    cache: &'a std::cell::RefCell<Fast<(usize, W), (f32, f32, u32, u32)>>,
    rounds: usize,
) -> Teacher<'a> {
    let mut t = Teacher {
        pars,
        by,
        w: vec![],
        g2: vec![],
        vocab,
        cache,
        mass: HashMap::new(),
        own: HashMap::new(),
    };
    t.train(gold, 6);
    for _ in 0..rounds {
        let mut mass: HashMap<W, f32> = HashMap::new();
        let mut own = HashMap::new();
        for (f, _) in vocab {
            let o: Vec<_> = t
                .post(f)
                .into_iter()
                .filter(|x| x.1 > 0.02)
                .map(|x| (x.0, x.1))
                .collect();
            for (l, p) in &o {
                *mass.entry(l.clone()).or_default() += p;
            }
            own.insert(f.clone(), o);
        }
        t.mass = mass;
        t.own = own;
        t.train(gold, 6);
    }
    t
}
fn key(l: &[u8]) -> W {
    let s = dec(l);
    let has = |e: &[&str]| e.iter().any(|e| s.ends_with(e));
    if has(&["ть", "ти", "чь", "ться", "тись", "чься"]) {
        return l.to_vec();
    }
    let n = l.len();
    if n > 3 && has(&["ый", "ий", "ой", "ия", "ие", "ья", "ье"]) {
        return l[..n - 2].to_vec();
    }
    if n > 2 && (VOW.contains(&l[n - 1]) || l[n - 1] == 29 || l[n - 1] == 10) {
        return l[..n - 1].to_vec();
    }
    l.to_vec()
}
// ---- student: suffix trie
#[derive(Default)]
struct Node {
    rule: Option<usize>,
    kids: BTreeMap<u8, Node>,
}
fn build(
    rules: &[Rule],
    items: &[(Vec<u8>, usize, f32)],
    idx: &[usize],
    depth: usize,
    inherited: Option<usize>,
    gain: f32,
) -> (Node, usize) {
    // items are reversed words with a leading-edge mark 0 at the end
    let mut votes: HashMap<usize, f32> = HashMap::new();
    for &i in idx {
        let (_, r, w) = &items[i];
        if rules[*r].strip.len() <= depth && (*w < 9.0 || depth == items[i].0.len()) {
            *votes.entry(*r).or_default() += w;
        }
    }
    let mut best = inherited;
    let inh = inherited.map_or(-1.0, |r| votes.get(&r).copied().unwrap_or(0.0));
    let mut top: Vec<_> = votes.iter().collect();
    top.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    if let Some((r, w)) = top.first() {
        if **w >= inh + gain {
            best = Some(**r);
        }
    }
    let mut groups: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    let wrong = idx.iter().any(|&i| Some(items[i].1) != best);
    let mut node = Node {
        rule: if best != inherited { best } else { None },
        kids: BTreeMap::new(),
    };
    let mut size = 1;
    if wrong {
        for &i in idx {
            if let Some(&c) = items[i].0.get(depth) {
                groups.entry(c).or_default().push(i);
            }
        }
        for (c, g) in groups {
            let (k, s) = build(rules, items, &g, depth + 1, best, gain);
            if k.rule.is_some() || !k.kids.is_empty() {
                node.kids.insert(c, k);
                size += s;
            }
        }
    }
    (node, size)
}
fn look(n: &Node, w: &[u8]) -> Option<usize> {
    let mut r = n.rule;
    let mut n = n;
    for &c in w.iter().rev().chain(std::iter::once(&0)) {
        let Some(k) = n.kids.get(&c) else { break };
        n = k;
        if n.rule.is_some() {
            r = n.rule;
        }
    }
    r
}
fn dump(root: &Node, rules: &[Rule], path: &str) {
    let mut used: Vec<usize> = vec![];
    let mut ids: HashMap<usize, u16> = HashMap::new();
    let mut q = std::collections::VecDeque::from([(0u8, root)]);
    let mut body = vec![];
    while let Some((c, n)) = q.pop_front() {
        let r = n.rule.map(|r| {
            *ids.entry(r).or_insert_with(|| {
                used.push(r);
                used.len() as u16 - 1
            })
        });
        body.push(c | if r.is_some() { 64 } else { 0 } | if n.kids.is_empty() { 0 } else { 128 });
        if let Some(r) = r {
            body.extend(r.to_le_bytes());
        }
        if !n.kids.is_empty() {
            body.push(n.kids.len() as u8);
        }
        for (c, k) in &n.kids {
            q.push_back((*c, k));
        }
    }
    let mut out = b"tilmash suffix rules 1\n".to_vec();
    out.extend((used.len() as u16).to_le_bytes());
    for r in used {
        let r = &rules[r];
        out.push(r.strip.len() as u8);
        out.push(r.add.len() as u8);
        out.extend(&r.add);
    }
    out.extend(body);
    eprintln!("{} bytes", out.len());
    std::fs::write(path, out).unwrap();
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let raw = std::fs::read_to_string(&a[2]).unwrap();
    let rounds: usize = a.get(3).map_or(1, |x| x.parse().unwrap());
    let gain: f32 = a.get(4).map_or(1.0, |x| x.parse().unwrap());
    let mut vocab: HashMap<W, u32> = HashMap::new();
    for w in raw
        .to_lowercase()
        .split(|c: char| !(c.is_alphabetic() || c == '-'))
    {
        if let Some(w) = enc(w.trim_matches('-')) {
            if w.len() > 0 {
                *vocab.entry(w).or_default() += 1;
            }
        }
    }
    let gold: Vec<Gold> = std::fs::read_to_string(&a[1])
        .unwrap()
        .lines()
        .filter_map(|l| {
            let c: Vec<_> = l.split('\t').collect();
            Some(Gold {
                f: enc(c[0])?,
                l: enc(c[1])?,
                pos: c[2].into(),
                n: c[3].parse().unwrap(),
            })
        })
        .collect();
    let pars = table(&a[5]);
    let mut by: HashMap<W, Vec<(usize, usize)>> = HashMap::new();
    for (p, x) in pars.iter().enumerate() {
        for (c, y) in x.cells.iter().enumerate() {
            let v = by.entry(y.end.clone()).or_default();
            if !v.iter().any(|z| z.0 == p) {
                v.push((p, c));
            }
        }
    }
    let cache = Default::default();
    let synth: f32 = a.get(6).map_or(0.0, |x| x.parse().unwrap());
    let only: u64 = a.get(7).map_or(9, |x| x.parse().unwrap());
    eprintln!(
        "vocab {} gold {} paradigms {} endings {}",
        vocab.len(),
        gold.len(),
        pars.len(),
        by.len()
    );
    let irr: Vec<Vec<W>> = std::fs::read_to_string(&a[8])
        .unwrap()
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split_whitespace().map(|w| enc(w).unwrap()).collect())
        .collect();
    let mut irrseen: HashSet<(u64, W)> = HashSet::new();
    let mut ot = String::new();
    let mut os = String::new();
    let folds = 5;
    for k in 0..folds + 1 {
        if (only < 9 && k != only) || (only == 9 && k == folds) {
            continue;
        }
        let kf = |g: &Gold| hs(&g.l[..g.l.len().min(3)]) % folds == k;
        let tr: Vec<&Gold> = gold.iter().filter(|g| !kf(g)).collect();
        let te: Vec<&Gold> = gold.iter().filter(|g| kf(g)).collect();
        let t = teacher(&tr, &vocab, &pars, &by, &cache, rounds);
        let mut lab: HashMap<W, (W, f32)> = HashMap::new();
        let mut lem: HashMap<(W, usize), f32> = HashMap::new();
        for (f, n) in &vocab {
            if let Some((l, p, q)) = t.post(f).into_iter().next() {
                *lem.entry((l.clone(), t.pars[q].parent)).or_default() += p;
                lab.insert(f.clone(), (l, p * (1.0 + (*n as f32).ln() * 0.1).min(2.0)));
            }
        }
        for l in &irr {
            for f in &l[0..] {
                if !irrseen.insert((k, f.clone())) {
                    continue;
                }
                lab.insert(f.clone(), (l[0].clone(), 9.0));
            }
        }
        for g in &tr {
            if irrseen.contains(&(k, g.f.clone())) {
                continue;
            }
            lab.insert(g.f.clone(), (g.l.clone(), 3.0));
        }
        if synth > 0.0 {
            let mut extra: HashMap<W, HashMap<W, f32>> = HashMap::new();
            for ((l, q), m) in &lem {
                if *m < 1.5 {
                    continue;
                }
                let par = &pars[*q];
                if !l.ends_with(&par.lem) {
                    continue;
                }
                for c in &par.cells {
                    let mut g = l[..l.len() - par.lem.len()].to_vec();
                    g.extend(&c.end);
                    if g.len() > 1 && !lab.contains_key(&g) {
                        *extra.entry(g).or_default().entry(l.clone()).or_default() +=
                            synth * c.wt.sqrt() * (m / (m + 2.0));
                    }
                }
            }
            for (g, m) in extra {
                let (l, w) = m
                    .into_iter()
                    .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)))
                    .unwrap();
                lab.insert(g, (l, w));
            }
        }
        let mut rules: Vec<Rule> = vec![];
        let mut rid: HashMap<Rule, usize> = HashMap::new();
        let items: Vec<(W, usize, f32)> = lab
            .into_iter()
            .map(|(f, (l, w))| {
                let r = rule(&f, &key(&l));
                let n = rules.len();
                let i = *rid.entry(r.clone()).or_insert_with(|| {
                    rules.push(r);
                    n
                });
                (f.iter().rev().copied().chain([0]).collect(), i, w)
            })
            .collect();
        let idx: Vec<usize> = (0..items.len()).collect();
        let (root, size) = build(&rules, &items, &idx, 0, None, gain);
        if k == folds {
            dump(&root, &rules, &a[9]);
            eprintln!("{size} nodes {} rules", rules.len());
        }
        let (mut okt, mut oks, mut cov, mut kn, mut okk) = (0, 0, 0, 0, 0);
        for g in &te {
            let p = t.post(&g.f);
            let c = p.iter().any(|c| c.0 == g.l);
            cov += c as usize;
            if !c && k < 2 {
                println!("UNCOVERED {} {} {}", dec(&g.f), dec(&g.l), g.pos);
            }
            let l = p.first().map_or(g.f.clone(), |x| x.0.clone());
            if l != g.l && c && k < 2 {
                println!(
                    "WRONG {} {} {} got {}",
                    dec(&g.f),
                    dec(&g.l),
                    g.pos,
                    dec(&l)
                );
            }
            okt += (l == g.l) as usize;
            if vocab.contains_key(&g.f) {
                kn += 1;
                okk += (l == g.l) as usize;
            }
            ot += &format!("{}\t{}\n", dec(&g.f), dec(&l));
            let s = look(&root, &g.f).map_or(g.f.clone(), |r| apply(&g.f, &rules[r]));
            oks += (s == key(&g.l)) as usize;
            os += &format!("{}\t{}\n", dec(&g.f), dec(&s));
        }
        eprintln!(
            "fold {k}: {} test, candidates {:.3}, teacher {:.3} (known {:.3} of {}), student {:.3}, {} nodes {} rules {} items",
            te.len(),
            cov as f64 / te.len() as f64,
            okt as f64 / te.len() as f64,
            okk as f64 / kn as f64,
            kn,
            oks as f64 / te.len() as f64,
            size,
            rules.len(),
            items.len()
        );
    }
    std::fs::write(format!("{}.teacher.tsv", a[9]), ot).unwrap();
    std::fs::write(format!("{}.cv.tsv", a[9]), os).unwrap();
}
