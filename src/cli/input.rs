//! Options on how inputs are read, shared by the commands that read them.

use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;

use super::failure::Failure;
use crate::{language, source};

/// How inputs are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(super) struct Input {
    /// The zone of dates that come without one, such as Asia/Almaty
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    timezone: String,
    /// The order of numbers in dates that leave it open, such as 02/03/2026 [default: such dates are not read]
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// The languages that texts without a declared one may be in: ru,kk,en [default: all that `tilmash languages` lists]
    #[arg(long, value_name = "LANG,…", value_delimiter = ',', value_parser = super::known_language)]
    langs: Vec<&'static language::Language>,
    /// How inputs are laid out [default: told from their content, then from their name]
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// How inputs are encoded, such as windows-1251, KOI8-R or KZ-1048 [default: told from their content]
    #[arg(long, value_name = "NAME", value_parser = known_charset)]
    encoding: Option<source::Charset>,
    /// Leave tags and entities in the fields of records
    #[arg(long)]
    plain: bool,
    /// Other names of the fields of records: text=body (repeatable)
    #[arg(long, value_name = "FIELD=NAME")]
    map: Vec<String>,
    /// Put before every article id, to tell folders with like names apart
    #[arg(
        long,
        default_value = "",
        value_name = "PREFIX",
        hide_default_value = true
    )]
    id_prefix: String,
    /// The largest article, in bytes; larger ones are skipped
    #[arg(long, default_value_t = 16 << 20, value_name = "BYTES")]
    max_article_bytes: usize,
}

/// The formats by their names.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum InputFormat {
    Text,
    Markdown,
    Html,
    Jsonl,
    Json,
    Csv,
    Tsv,
    Feed,
    Warc,
    /// A letter (EML), or a page saved as one (MHTML)
    Mail,
    /// SubRip or WebVTT
    Subtitles,
}

impl InputFormat {
    fn format(self) -> source::Format {
        match self {
            Self::Text => source::Format::Text,
            Self::Markdown => source::Format::Markdown,
            Self::Html => source::Format::Html,
            Self::Jsonl => source::Format::JsonLines,
            Self::Json => source::Format::Json,
            Self::Csv => source::Format::Csv,
            Self::Tsv => source::Format::Tsv,
            Self::Feed => source::Format::Feed,
            Self::Warc => source::Format::Warc,
            Self::Mail => source::Format::Mail,
            Self::Subtitles => source::Format::Subtitles,
        }
    }
}

/// Orders of dates by their names.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl DateOrder {
    fn order(self) -> source::DateOrder {
        match self {
            Self::Dmy => source::DateOrder::DayMonthYear,
            Self::Mdy => source::DateOrder::MonthDayYear,
            Self::Ymd => source::DateOrder::YearMonthDay,
        }
    }
}

fn known_charset(name: &str) -> Result<source::Charset, String> {
    source::Charset::of_name(name).ok_or_else(|| {
        "no encoding we know: those of the web, such as windows-1251, and KZ-1048".to_owned()
    })
}

impl Input {
    /// The options for the reader.
    pub(super) fn options(&self) -> Result<source::ReadOptions, Failure> {
        let langs = self.langs.iter().map(|lang| lang.code).collect();
        let mut options = source::ReadOptions::among(langs);
        options.timezone = TimeZone::get(&self.timezone)
            .map_err(|error| Failure::Usage(format!("--timezone {}: {error}", self.timezone)))?;
        for mapping in &self.map {
            options
                .fields
                .set(mapping)
                .map_err(|error| Failure::Usage(format!("--map: {error}")))?;
        }
        options.date_order = self.date_order.map(DateOrder::order);
        options.format = self.input_format.map(InputFormat::format);
        options.charset = self.encoding;
        options.plain = self.plain;
        options.id_prefix.clone_from(&self.id_prefix);
        options.max_article_bytes = self.max_article_bytes;
        Ok(options)
    }
}
