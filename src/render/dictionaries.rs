//! How is a dictionary of the cache written?

use std::io;

use super::{Format, Printer};
use crate::dictionary::Installed;

impl Printer {
    /// Writes one dictionary.
    ///
    /// # Errors
    /// What the stream says.
    pub fn dictionary(&mut self, found: &Installed) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(found);
        }
        let state = match &found.trouble {
            Some(trouble) => format!("damaged: {trouble}"),
            None if found.in_use => "in use".to_owned(),
            None => "not in use".to_owned(),
        };
        let megabytes = format!("{:.1} MB", found.bytes as f64 / 1e6);
        self.row(
            &["lang", "name", "size", "state", "path"],
            &[
                &found.language,
                &found.name,
                &megabytes,
                &state,
                &found.path.display().to_string(),
            ],
        )
    }
}
