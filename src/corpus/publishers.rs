//! `sources.toml`: the publishers. A mistake in it names its line.

use std::{ops::Range, path::Path};

use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;
use url::Host;

use super::{ReadError, Rejection, error, read_settings};
use crate::model::{Country, Language, Names, Origin, Publisher, Publishers};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    host: Spanned<String>,
    name: Name,
    country: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    time_zone: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    ru: String,
    be: Option<String>,
    en: Option<String>,
}

/// Reads the publishers from a file.
///
/// # Errors
/// The file cannot be read, or see [`parse_publishers`].
pub fn read_publishers(path: &Path) -> Result<Publishers, Rejection> {
    parse_publishers(&read_settings(path)?, &path.to_string_lossy())
}

/// Reads the publishers from the text of a file that is called `path` in messages.
///
/// # Errors
/// The text is not TOML, a key is missing or unknown, a value is none (a country, a language, a time zone, a
/// host), a host comes twice. The error names the line and the key.
pub fn parse_publishers(text: &str, path: &str) -> Result<Publishers, Rejection> {
    let reject = |span: Option<Range<usize>>, reason| Rejection {
        origin: Origin { path: path.to_owned(), line: span.map(|span| line_of(text, span.start)) },
        reason,
    };
    let file: File = toml::from_str(text).map_err(|failure| {
        let message = error::parser_message(failure.message());
        reject(failure.span(), ReadError::Toml { message })
    })?;
    let mut publishers = Publishers::default();
    for source in file.source {
        let span = source.host.span();
        let publisher = publisher(source).map_err(|(span, reason)| reject(Some(span), reason))?;
        let value = publisher.host.clone();
        if publishers.insert(publisher).is_some() {
            return Err(reject(Some(span), ReadError::DuplicateHost { value }));
        }
    }
    Ok(publishers)
}

fn publisher(source: Source) -> Result<Publisher, (Range<usize>, ReadError)> {
    let country = source
        .country
        .map(|stated| {
            Country::find(stated.get_ref()).ok_or_else(|| {
                let value = stated.get_ref().clone();
                (stated.span(), ReadError::UnknownCountry { field: "country", value })
            })
        })
        .transpose()?;
    let language = source
        .language
        .map(|stated| {
            Language::from_tag(stated.get_ref()).ok_or_else(|| {
                let value = stated.get_ref().clone();
                (stated.span(), ReadError::UnknownLanguage { value })
            })
        })
        .transpose()?;
    let time_zone = source
        .time_zone
        .map(|stated| match TimeZone::get(stated.get_ref()) {
            Ok(_) => Ok(stated.into_inner()),
            Err(_) => {
                let value = stated.get_ref().clone();
                Err((stated.span(), ReadError::UnknownTimeZone { value }))
            }
        })
        .transpose()?;
    let host = host(source.host.get_ref()).ok_or_else(|| {
        let value = source.host.get_ref().clone();
        (source.host.span(), ReadError::InvalidHost { value })
    })?;
    let Name { ru, be, en } = source.name;
    Ok(Publisher {
        host,
        names: Names { be: be.unwrap_or_else(|| ru.clone()), en: en.unwrap_or_else(|| ru.clone()), ru },
        country,
        language,
        time_zone,
    })
}

/// The host as it is in an address: `мвд.example` becomes `xn--b1aew.example`.
fn host(stated: &str) -> Option<String> {
    let stated = stated.trim();
    let name = stated.contains('.') || stated == "localhost";
    match Host::parse(stated) {
        Ok(host) if name => Some(Publishers::key(&host.to_string())),
        _ => None,
    }
}

fn line_of(text: &str, offset: usize) -> u64 {
    let before = &text.as_bytes()[..offset.min(text.len())];
    before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[source]]\nhost = \"www.MPT.gov.by\"\ncountry = \"BY\"\nlanguage = \"ru\"\n\
                        time_zone = \"Europe/Minsk\"\nname = { ru = \"Минсвязи\", en = \"Communications\" }\n";

    #[test]
    fn publishers_are_read() {
        let publishers = parse_publishers(GOOD, "sources.toml").expect("publishers");
        let publisher = publishers.get("mpt.gov.by").expect("the publisher");
        assert_eq!(publisher.names.be, "Минсвязи");
        assert_eq!(publisher.names.en, "Communications");
        assert_eq!(publisher.country, Country::parse("BY"));
        assert_eq!(publisher.language, Some(Language::Russian));
        assert!(parse_publishers("", "sources.toml").expect("none").iter().next().is_none());
    }

    #[test]
    fn mistakes_name_their_line_and_key() {
        let cases = [
            (GOOD.replace("\"BY\"", "\"XX\""), "sources.toml:3: country: \"XX\" is not a country"),
            (GOOD.replace("\"ru\"", "\"russian\""), "sources.toml:4: language: \"russian\""),
            (GOOD.replace("Minsk", "Minks"), "sources.toml:5: time_zone: \"Europe/Minks\""),
            (GOOD.replace("www.MPT.gov.by", "https://mpt.gov.by/"), "sources.toml:2: host:"),
            (GOOD.replace("time_zone", "timezone"), "sources.toml:5: unknown field `timezone`"),
            (GOOD.replace("ru = ", "de = "), "sources.toml:6: unknown field `de`"),
            (GOOD.replace("host = \"www.MPT.gov.by\"\n", ""), "missing field `host`"),
            (format!("{GOOD}{GOOD}"), "sources.toml:8: host: \"mpt.gov.by\" is described above already"),
            (GOOD.replace("\"BY\"", "BY"), "sources.toml:3:"),
        ];
        for (text, expected) in cases {
            let message = parse_publishers(&text, "sources.toml").expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}");
            assert!(message.starts_with("sources.toml:"), "{message}");
        }
    }
}
