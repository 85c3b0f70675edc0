//! Values of the configuration file that not every number or text is right for. A wrong one is refused with its line, and
//! with what would be right.

use serde::de::{Deserialize, Deserializer, Error};
use std::time::Duration;
use url::Url;

use crate::http::Network;

/// A whole number within bounds.
pub(super) fn between<'de, D: Deserializer<'de>, const LEAST: usize, const MOST: usize>(
    value: D,
) -> Result<Option<usize>, D::Error> {
    let wrong = |found: &dyn std::fmt::Display| {
        D::Error::custom(format!("{found} is out of range; give a whole number from {LEAST} to {MOST}"))
    };
    let found = i64::deserialize(value)?;
    let number = usize::try_from(found).ok().filter(|number| (LEAST..=MOST).contains(number));
    number.map(Some).ok_or_else(|| wrong(&found))
}

/// The shortest and the longest time for a search, in seconds. A request has 10 in all.
const SEARCH_SECONDS: (f64, f64) = (0.05, 8.0);

/// The time for a search, in seconds.
pub(super) fn search_time<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Duration>, D::Error> {
    let (least, most) = SEARCH_SECONDS;
    let found = f64::deserialize(value)?;
    if (least..=most).contains(&found) {
        return Ok(Some(Duration::from_secs_f64(found)));
    }
    Err(D::Error::custom(format!("{found} is out of range; give seconds from {least} to {most}")))
}

/// The address of a server without a slash at the end.
pub(super) fn public_url<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let found = String::deserialize(value)?;
    let fits = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| !host.is_empty())
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    };
    // The library reads `https:/host` and blanks around an address as well.
    let written = found.starts_with("http://") || found.starts_with("https://");
    match Url::parse(&found) {
        Ok(url) if written && fits(&url) => Ok(Some(url.as_str().trim_end_matches('/').to_owned())),
        _ => Err(D::Error::custom(format!(
            "{found:?} is no address of a server; give scheme and host, as in https://vestnik.example"
        ))),
    }
}

/// Addresses and networks.
pub(super) fn networks<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Network>, D::Error> {
    let written = Vec::<String>::deserialize(value)?;
    written.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::ConfigFile;

    #[track_caller]
    fn refused(line: &str, says: &str) {
        let error = toml::from_str::<ConfigFile>(&format!("keep = 2\n{line}\n")).expect_err(line).to_string();
        assert!(error.contains(says) && error.contains("line 2"), "{line}: {error}");
    }

    fn read(line: &str) -> ConfigFile {
        toml::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for number in ["0", "257", "-1", "9223372036854775807"] {
            refused(&format!("search_threads = {number}"), "from 1 to 256");
        }
        for time in ["0", "0.01", "9", "-1.0", "nan", "inf"] {
            refused(&format!("search_timeout = {time}"), "from 0.05 to 8");
        }
        assert_eq!(read("search_threads = 256").search_threads, Some(256));
        assert_eq!(read("search_timeout = 2").search_timeout.map(|time| time.as_millis()), Some(2_000));
        assert!(toml::from_str::<ConfigFile>("keep = 0").is_err());
        assert_eq!(read("").keep, None);
    }

    #[test]
    fn only_the_address_of_a_server_is_one() {
        for wrong in [
            "javascript:alert(1)",
            "vestnik.example",
            "",
            "https://",
            "https:/vestnik.example",
            " https://vestnik.example",
            "ftp://vestnik.example",
            "https://user:pw@vestnik.example",
            "https://vestnik.example/?q=x",
            "https://vestnik.example/#x",
            "data:text/html,x",
        ] {
            refused(&format!("public_url = {wrong:?}"), "https://vestnik.example");
        }
        let url = |text: &str| read(&format!("public_url = {text:?}")).public_url.expect("an address");
        assert_eq!(url("https://vestnik.example/"), "https://vestnik.example");
        assert_eq!(url("http://127.0.0.1:8080/search/"), "http://127.0.0.1:8080/search");
        assert_eq!(url("https://пример.бел"), "https://xn--e1afmkfd.xn--90ais");
    }

    #[test]
    fn proxies_are_addresses_or_networks() {
        refused("trusted_proxies = [\"localhost\"]", "10.0.0.0/8");
        assert_eq!(read("trusted_proxies = [\"127.0.0.1\", \"fd00::/8\"]").trusted_proxies.len(), 2);
    }
}
