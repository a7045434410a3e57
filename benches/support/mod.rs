//! What the benches share: processor time, memory, and a random generator
//! that makes the same text every time.
#![allow(dead_code, reason = "no bench needs all of it")]

use std::fs;

/// The clock ticks of Linux: those of `/proc/self/stat`.
const TICKS_PER_SECOND: f64 = 100.0;

/// What all threads of this process have used so far, in seconds; `None` where
/// the system does not say.
pub fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / TICKS_PER_SECOND)
}

/// Anonymous memory of this process in megabytes (mapped index files do not
/// count: the system takes them back at will); 0 where the system does not say.
pub fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("RssAnon:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// A linear congruential generator (Knuth's MMIX).
pub struct Random(u64);

impl Random {
    /// Always the same.
    pub fn new() -> Self {
        Self(2026)
    }

    /// A number from 0 to `below`, itself left out.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}
