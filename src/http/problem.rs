//! Errors for programs: `application/problem+json` (RFC 9457) with a stable code. The cause of a failure is only in the
//! log; the client is told what it can do.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::negotiation::reader;
use crate::model::Language;
use crate::query::ParamError;
use crate::texts::texts;

/// Why a request has no answer, whatever the face.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// A parameter is wrong.
    Parameter(ParamError),
    /// There is no such document.
    NoDocument,
    /// There is no such address.
    NoRoute,
    /// The address does not take this method.
    Method,
    /// The request names no host, or more than one.
    Host,
    /// The request's body is sent in chunks, without a stated length.
    Encoding,
    /// The request's body is packed or encoded in another way.
    Packed,
    /// The request has a body that is larger than any call takes.
    TooLarge,
    /// Too many searches at once.
    Busy,
    /// The search took longer than a search may.
    Deadline,
    /// The request took too long.
    Timeout,
    /// The engine failed.
    Engine,
}

/// The code of the failure that an answer tells of, for the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code(pub(super) &'static str);

/// The answer to a program, or the problem. Names and messages in it are in the language of the request.
pub(super) fn answered(answer: Result<impl IntoResponse, Failure>, headers: &HeaderMap) -> Response {
    match answer {
        Ok(answer) => ([(header::VARY, "accept-language")], answer).into_response(),
        Err(failure) => failure.problem(headers),
    }
}

impl Failure {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Parameter(_) | Self::Host | Self::Encoding => StatusCode::BAD_REQUEST,
            Self::Packed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoDocument | Self::NoRoute => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy | Self::Deadline | Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Engine => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Parameter(error) => error.code(),
            Self::NoDocument => "no_such_document",
            Self::NoRoute => "no_such_address",
            Self::Method => "method_not_allowed",
            Self::Host => "invalid_host",
            Self::Encoding => "unsupported_transfer_encoding",
            Self::Packed => "unsupported_content_encoding",
            Self::TooLarge => "body_too_large",
            Self::Busy => "busy",
            Self::Deadline => "deadline",
            Self::Timeout => "timeout",
            Self::Engine => "internal_error",
        }
    }

    /// What went wrong and what can be done, for a reader of `language`.
    pub(super) fn message(&self, language: Language) -> String {
        let t = texts(language);
        let message = match self {
            Self::Parameter(error) => return error.message(language),
            Self::Host => t.problem_host,
            Self::Encoding => t.problem_encoding,
            Self::Packed => t.problem_packed,
            Self::TooLarge => t.problem_too_large,
            Self::NoDocument => t.problem_no_document,
            Self::NoRoute => t.problem_no_route,
            Self::Method => t.problem_method,
            Self::Busy => t.problem_busy,
            Self::Deadline => t.problem_deadline,
            Self::Timeout => t.problem_timeout,
            Self::Engine => t.problem_engine,
        };
        message.to_owned()
    }

    /// The failure as problem+json, in the language of these request headers.
    pub(super) fn problem(&self, headers: &HeaderMap) -> Response {
        let status = self.status();
        let language = reader(headers);
        let parameter = match self {
            Self::Parameter(error) => Some(error.parameter.clone()),
            _ => None,
        };
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code: self.code(),
            detail: self.message(language),
            parameter,
            request_id: request_id(headers),
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        self.mark(&mut response);
        response
    }

    /// What every answer says that tells of this failure, whatever its form.
    pub(super) fn mark(&self, response: &mut Response) {
        response.extensions_mut().insert(Code(self.code()));
        if matches!(self, Self::Busy) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
    }
}

impl From<ParamError> for Failure {
    fn from(error: ParamError) -> Self {
        Self::Parameter(error)
    }
}

/// The id that the server gave the request, for finding it in the log.
pub(super) fn request_id(headers: &HeaderMap) -> Option<String> {
    headers.get("x-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned)
}

#[derive(Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

pub(super) async fn method_not_allowed(headers: HeaderMap) -> Response {
    Failure::Method.problem(&headers)
}
