//! Publishers: the owners of the sites that communiqués come from.

use std::collections::BTreeMap;

use super::{Country, Language, Names};

/// One publisher, usually a ministry, identified by its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// The host of its site in lower case, without `www.`. It is also the value of the `source` facet.
    pub host: String,
    /// Its name.
    pub names: Names,
    /// The country it belongs to, which therefore does not count as a counterpart in its communiqués.
    pub country: Option<Country>,
    /// The language it usually writes in, used when detection is unsure.
    pub language: Option<Language>,
    /// The IANA time zone that determines the day of its time stamps.
    pub time_zone: Option<String>,
}

/// All known publishers, by host.
#[derive(Clone, Debug, Default)]
pub struct Publishers(BTreeMap<String, Publisher>);

impl Publishers {
    /// The publisher of a host, `www.` and case ignored.
    pub fn get(&self, host: &str) -> Option<&Publisher> {
        self.0.get(&Self::key(host))
    }

    /// All of them, in the order of their hosts.
    pub fn iter(&self) -> impl Iterator<Item = &Publisher> {
        self.0.values()
    }

    /// Adds one; the earlier publisher of the same host is returned.
    pub fn insert(&mut self, mut publisher: Publisher) -> Option<Publisher> {
        publisher.host = Self::key(&publisher.host);
        self.0.insert(publisher.host.clone(), publisher)
    }

    /// The normal form of a host, by which publishers are found.
    pub fn key(host: &str) -> String {
        let host = host.trim().to_lowercase();
        host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
    }
}
