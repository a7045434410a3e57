//! Which article does a file of one hold?

use std::io::Read;

use jiff::Timestamp;

use super::{
    FieldMap, ReadOptions,
    clean::{Declared, clean},
    date::Convention,
    decode::Decoder,
    format::Format,
    html, markdown,
    markup::Markup,
    mojibake, record,
    report::{Reason, Remark},
    subtitles,
};
use crate::article::{Article, ArticleId};

/// The article of a file that holds just one. Relative dates are counted from
/// `now`.
///
/// # Errors
/// The reason why there is none.
pub(super) fn read(
    format: Format,
    input: impl Read,
    mut decoder: Decoder,
    options: &ReadOptions,
    now: Option<Timestamp>,
    remarks: &mut Vec<Remark>,
) -> Result<Article, Reason> {
    let limit = options.max_article_bytes;
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    input.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(Reason::TooLarge { limit });
    }
    if format == Format::Html {
        decoder.declare(&bytes);
    }
    let text = decoder.text(&bytes, remarks)?;
    let how = options.convention(now);
    let record = match format {
        Format::Html => html::article(&text, &options.detect)?,
        Format::Subtitles => subtitles::record(&text),
        Format::Markdown => markdown::record(&text),
        _ if options.plain => return plain(&text, how),
        _ => return plain(&mojibake::repaired(&text, remarks), how),
    };
    // What a page shows, its reader has settled.
    let markup = Markup::Leave;
    record::article(&record, &FieldMap::default(), options, how, markup, remarks)
}

/// The article of a plain text.
fn plain(text: &str, how: Convention<'_>) -> Result<Article, Reason> {
    let cleaned = clean(text, Declared::default(), how);
    if cleaned.body.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(Article {
        id: ArticleId::new(""),
        lang: String::new(),
        title: cleaned.title,
        date: cleaned.date,
        source: cleaned.source,
        url: cleaned.url,
        path: None,
        text: cleaned.body,
    })
}
