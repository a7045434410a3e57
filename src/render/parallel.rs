//! How are two versions of a story shown side by side?

use std::io;

use super::{Format, Printer};
use crate::record::{ArticleRef, Parallel};

impl Printer {
    /// Writes two versions side by side.
    ///
    /// # Errors
    /// What the stream says.
    pub fn parallel(&mut self, parallel: &Parallel) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(parallel);
        }
        let style = self.style;
        let name = |article: &ArticleRef| {
            article
                .title
                .clone()
                .unwrap_or_else(|| article.id.to_string())
        };
        let (a, b) = (&parallel.a, &parallel.b);
        writeln!(
            self.out,
            "{} {}",
            style.lang(&a.lang),
            style.strong(&name(a))
        )?;
        writeln!(
            self.out,
            "{} {}\n",
            style.lang(&b.lang),
            style.strong(&name(b))
        )?;
        for row in &parallel.rows {
            for (lang, passage) in [(&a.lang, &row.a), (&b.lang, &row.b)] {
                let text = match passage {
                    Some(passage) => super::sanitise(&passage.text).into_owned(),
                    None => style.faint("(left out)"),
                };
                let text = style.wrapped(&text, 3);
                writeln!(self.out, "{} {}", style.lang(lang), text.trim_start())?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }
}
