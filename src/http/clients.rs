//! Who asks: the address that a share of connections and of the queue is counted for. Behind a reverse proxy that the
//! configuration trusts it is the address that the proxy names; from anyone else such a header counts for nothing.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// A client of the server: an IPv4 address, or the first 64 bits of an IPv6 address, of which one household has the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Client {
    pub(super) fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) >> 64 << 64;
                Self(Ipv6Addr::from(network).into())
            }
            address => Self(address),
        }
    }

    /// The client behind the address that a connection comes from.
    pub(super) fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let mut client = peer;
        if !is_trusted(peer, trusted) {
            return Self::at(client);
        }
        // Each proxy adds the address that it was asked from at the end, so the last one that is no proxy of ours is the
        // client; what stands before it is the client's own invention.
        let named = headers.get_all("x-forwarded-for").iter().rev();
        let addresses = named.filter_map(|value| value.to_str().ok()).flat_map(|value| value.rsplit(','));
        for address in addresses.map(|text| text.trim().parse::<IpAddr>()) {
            let Ok(address) = address else { break };
            client = address;
            if !is_trusted(address, trusted) {
                break;
            }
        }
        Self::at(client)
    }
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether an address is that of a proxy that the configuration trusts.
pub(super) fn is_trusted(address: IpAddr, trusted: &[Network]) -> bool {
    trusted.iter().any(|network| network.contains(address))
}

/// An address, or a network of addresses: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    /// How many bits all its addresses have in common.
    common: u8,
}

/// A text is no [`Network`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no address or network; write it as 127.0.0.1, 10.0.0.0/8 or fd00::/8")]
pub struct NetworkError(String);

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let wrong = || NetworkError(text.to_owned());
        let (address, common) = match text.split_once('/') {
            Some((address, common)) => (address, Some(common.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let first = address.parse::<IpAddr>().map_err(|_| wrong())?;
        let bits = bits(first);
        let common = common.unwrap_or(bits);
        if common > bits { Err(wrong()) } else { Ok(Self { first, common }) }
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let shift = u32::from(bits(self.first) - self.common);
        let network = |address: u128| address.checked_shr(shift).unwrap_or(0);
        bits(address) == bits(self.first) && network(number(address)) == network(number(self.first))
    }
}

/// The length of an address.
fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let trusted = ["10.0.0.0/8", "127.0.0.1"].map(|text| text.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).expect("a header"));
        }
        let client = Client::behind(address(peer), &headers, &trusted);
        assert_eq!(client, Client::at(address(expected)), "{peer} {forwarded:?}");
    }

    #[test]
    fn a_trusted_proxy_names_the_client() {
        check("10.1.2.3", &["203.0.113.7"], "203.0.113.7");
        check("10.1.2.3", &["1.1.1.1, 203.0.113.7, 10.9.9.9"], "203.0.113.7");
        check("127.0.0.1", &["1.1.1.1", "203.0.113.7"], "203.0.113.7");
        check("10.1.2.3", &["10.0.0.9"], "10.0.0.9");
        check("10.1.2.3", &[], "10.1.2.3");
        check("10.1.2.3", &["203.0.113.7, nonsense"], "10.1.2.3");
    }

    #[test]
    fn nobody_else_does() {
        check("203.0.113.9", &["127.0.0.1"], "203.0.113.9");
        check("11.0.0.1", &["203.0.113.7"], "11.0.0.1");
    }

    #[test]
    fn an_ipv6_network_is_one_client() {
        assert_eq!(Client::at(address("2001:db8:1:2::7")), Client::at(address("2001:db8:1:2:ffff::1")));
        assert_ne!(Client::at(address("2001:db8:1:2::7")), Client::at(address("2001:db8:1:3::7")));
        assert_eq!(Client::at(address("::ffff:203.0.113.7")), Client::at(address("203.0.113.7")));
    }

    #[test]
    fn networks() {
        let contains = |network: &str, text: &str| {
            network.parse::<Network>().expect("a network").contains(address(text))
        };
        assert!(contains("10.0.0.0/8", "10.255.0.1") && !contains("10.0.0.0/8", "11.0.0.1"));
        assert!(contains("0.0.0.0/0", "8.8.8.8") && !contains("0.0.0.0/0", "::1"));
        assert!(contains("::/0", "fd00::1") && contains("::1", "::1") && !contains("::1", "::2"));
        assert!(contains("127.0.0.1", "::ffff:127.0.0.1"));
        for wrong in ["", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "1.2.3.4/-1"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
