//! Checks of requests before any handler, and headers of every answer.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, Version, header};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::Failure;

/// No call takes a body yet; a small one is ignored.
const MAX_BODY_BYTES: u64 = 64 << 10;

/// Refuses requests that two programs could read differently (without a host or with two; in chunks, which the HTTP
/// library silently prefers to a stated length), bodies of more than 64 KB, and packed ones, which are never unpacked.
pub(super) async fn refuse(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let hosts = headers.get_all(header::HOST).iter().count();
    let length =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    // Other methods are refused later, with or without a body.
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let failure = if request.version() == Version::HTTP_11 && hosts != 1 {
        Failure::Host
    } else if reads && headers.contains_key(header::TRANSFER_ENCODING) {
        Failure::Encoding
    } else if length.is_some_and(|length| length > MAX_BODY_BYTES) {
        Failure::TooLarge
    } else if reads
        && length.is_some_and(|length| length > 0)
        && headers.contains_key(header::CONTENT_ENCODING)
    {
        Failure::Packed
    } else {
        return next.run(request).await;
    };
    let mut response = failure.problem(headers);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Request ids are made by the server: one from a client could write into the log.
pub(super) async fn drop_foreign_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}

/// Headers that forbid browsers to load or run anything except the pages' own parts.
pub(super) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
