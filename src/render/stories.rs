//! How are stories written?

use std::io;

use super::{Format, Printer, style::dotted};
use crate::record::StoryRecord;

impl Printer {
    /// Writes a story.
    ///
    /// # Errors
    /// What the stream says.
    pub fn story(&mut self, story: &StoryRecord) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Jsonl => return self.record(story),
            Format::Paths => {
                return story
                    .members
                    .iter()
                    .try_for_each(|member| self.path(member.id.as_str()));
            }
            Format::Tsv | Format::Trec => {
                return story.members.iter().try_for_each(|member| {
                    self.row(
                        &["story", "id", "lang", "date", "source", "title"],
                        &[
                            &story.id,
                            member.id.as_str(),
                            &member.lang,
                            member.date.as_deref().unwrap_or_default(),
                            member.source.as_deref().unwrap_or_default(),
                            member.title.as_deref().unwrap_or_default(),
                        ],
                    )
                });
            }
            Format::Terminal => {}
        }
        let style = self.style;
        let title = story
            .members
            .iter()
            .find_map(|member| member.title.as_deref());
        let days = match (&story.first, &story.last) {
            (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
            (first, _) => first.clone(),
        };
        let about = dotted([
            Some(
                format!(
                    "{} reports in {}",
                    story.members.len(),
                    story.langs.join(", ")
                )
                .into(),
            ),
            days.map(Into::into),
            title.map(|_| story.id.as_str().into()),
        ]);
        writeln!(self.out, "{}", style.strong(title.unwrap_or(&story.id)))?;
        writeln!(self.out, "   {}", style.faint(&about))?;
        for member in &story.members {
            let name = member.title.as_deref().unwrap_or(member.id.as_str());
            let about = dotted([
                member.title.as_ref().map(|_| member.id.as_str().into()),
                member.date.as_deref().map(Into::into),
                member.source.as_deref().map(Into::into),
                (!member.corrected_with.is_empty()).then(|| "put here by an editor".into()),
            ]);
            let about = if about.is_empty() {
                about
            } else {
                format!("  {}", style.faint(&about))
            };
            writeln!(
                self.out,
                "   {} {}{about}",
                style.lang(&member.lang),
                super::sanitise(name)
            )?;
        }
        writeln!(self.out)
    }
}
