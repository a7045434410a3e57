//! How is it shown why a hit scores as it does?

use std::io;

use super::{Printer, sanitise};
use crate::record::Reason;

impl Printer {
    /// Writes the parts of a score beneath a hit, the largest first: each word
    /// of the query, the ways in which the passage has it, and what these are
    /// made of behind them.
    pub(super) fn reasons(&mut self, reason: &Reason, indent: usize) -> io::Result<()> {
        // What has no parts of its own is a number in the sum or product above.
        let (mut parts, numbers): (Vec<&Reason>, Vec<&Reason>) = reason
            .details
            .iter()
            .partition(|detail| !detail.details.is_empty());
        let numbers: Vec<String> = numbers
            .into_iter()
            .map(|number| format!("{} {:.2}", number.description, number.value))
            .collect();
        let made_of = match numbers.as_slice() {
            [] => String::new(),
            _ => format!("  ({})", numbers.join(", ")),
        };
        let line = format!(
            "{:indent$}{:5.2}  {}{made_of}",
            "",
            reason.value,
            sanitise(&reason.description)
        );
        writeln!(self.out, "{}", self.style.faint(&line))?;
        parts.sort_by(|x, y| y.value.total_cmp(&x.value));
        parts
            .into_iter()
            .try_for_each(|part| self.reasons(part, indent + 2))
    }
}
