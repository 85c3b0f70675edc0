//! What handlers know of a request beside its parameters: whose it is and when it arrived. The connection names the
//! peer, [`identify`] makes the caller of it, and handlers take it as an argument.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use super::clients::{Client, Network};
use super::connections::Activity;

/// The connection that a request came by.
#[derive(Clone)]
pub(super) struct Peer {
    pub(super) address: IpAddr,
    pub(super) activity: Arc<Activity>,
}

/// Whose a request is, and when it arrived.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) client: Client,
    pub(super) arrived: Instant,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let unknown = || Self { client: Client::at(Ipv4Addr::UNSPECIFIED.into()), arrived: Instant::now() };
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_else(unknown))
    }
}

/// Makes the caller of a request from its connection, which has work until the answer is there.
pub(super) async fn identify(trusted: Arc<[Network]>, mut request: Request, next: Next) -> Response {
    let Some(Peer { address, activity }) = request.extensions_mut().remove::<Peer>() else {
        return next.run(request).await;
    };
    let client = Client::behind(address, request.headers(), &trusted);
    request.extensions_mut().insert(Caller { client, arrived: Instant::now() });
    let _working = activity.work();
    next.run(request).await
}
