//! HTTP message signatures (RFC 9421) over a request, with a body digest (RFC 9530).
//!
//! The profile is narrow. One signature, labelled and tagged `liaison`, by Ed25519, over
//! `@method`, `@authority`, `@path`, `content-digest`, `content-type` and `content-length`, with
//! the parameters `created`, `nonce`, `alg`, `keyid` and `tag`. It may cover more; a request with
//! a query must cover `@query`. The body's digest is `sha-256`.
//!
//! Whether a request is fresh is the caller's to judge, who has a clock and remembers nonces:
//! [`Verified`] gives the signed time and nonce.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use httpsig::prelude::{HttpSignatureHeaders, HttpSignatureParams};
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::keys::{KeyId, SigningKey, VerifyingKey};

/// What a signature must cover, in the order in which we write it.
pub const COVERED: [&str; 6] = [
    "@method",
    "@authority",
    "@path",
    "content-digest",
    "content-type",
    "content-length",
];

/// The `tag` of our signatures, and their label: keeps them apart from other applications'.
pub const TAG: &str = "liaison";

/// The longest nonce, in characters.
pub const MAX_NONCE: usize = 128;

/// The longest signature header read, in bytes.
const MAX_HEADER: usize = 4096;

/// A request about to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The method, such as `POST`.
    pub method: &'a str,
    /// Host and, unless it is 443, port, as they stand in the `Host` header.
    pub authority: &'a str,
    /// The path, without a query: our requests have none.
    pub path: &'a str,
    /// The value of the `Content-Type` header.
    pub content_type: &'a str,
    /// The body, exactly as sent.
    pub body: &'a [u8],
}

/// A request as received.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The method, such as `POST`.
    pub method: &'a str,
    /// Host and port that the sender meant: the URI's, else the `Host` header.
    pub authority: &'a str,
    /// The path, without the query.
    pub path: &'a str,
    /// What follows the `?`, if there is one.
    pub query: Option<&'a str>,
    /// All headers.
    pub headers: &'a HeaderMap,
}

impl<'a> Request<'a> {
    /// The request of a server's parsed head.
    pub fn from_parts(parts: &'a http::request::Parts) -> Result<Self, Error> {
        let authority = match parts.uri.authority() {
            Some(authority) => authority.as_str(),
            None => only_header(&parts.headers, "host")?,
        };
        Ok(Self {
            method: parts.method.as_str(),
            authority,
            path: parts.uri.path(),
            query: parts.uri.query(),
            headers: &parts.headers,
        })
    }
}

/// What a good signature proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Who signed.
    pub key_id: KeyId,
    /// When, by the sender's clock: seconds since 1970-01-01T00:00:00Z.
    pub created: u64,
    /// The sender's number for this request, to tell a replay by.
    pub nonce: String,
}

/// The headers to send with a request, so that it is signed: `content-type`, `content-length`,
/// `content-digest`, `signature-input` and `signature`.
///
/// `created` is in seconds since 1970-01-01T00:00:00Z. `nonce` is 1 to [`MAX_NONCE`] printable
/// ASCII characters without `"` and `\`, never used before with this key.
pub fn sign_request(
    request: &Outgoing<'_>,
    key: &SigningKey,
    created: u64,
    nonce: &str,
) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    if !is_nonce(nonce) {
        return Err(malformed("signature-input", "the nonce is not usable"));
    }
    let digest = STANDARD.encode(Sha256::digest(request.body));
    let mut headers = vec![
        header(CONTENT_TYPE, request.content_type)?,
        header(CONTENT_LENGTH, &request.body.len().to_string())?,
        header(
            HeaderName::from_static("content-digest"),
            &format!("sha-256=:{digest}:"),
        )?,
    ];
    let map: HeaderMap = headers.iter().cloned().collect();
    let signed = Request {
        method: request.method,
        authority: request.authority,
        path: request.path,
        query: None,
        headers: &map,
    };
    let params = format!(
        "(\"{}\");created={created};nonce=\"{nonce}\";alg=\"ed25519\";keyid=\"{}\";tag=\"{TAG}\"",
        COVERED.join("\" \""),
        key.verifying_key().key_id(),
    );
    let base = signature_base(&signed, COVERED, &params)?;
    let signature = STANDARD.encode(key.sign(base.as_bytes()));
    headers.push(header(
        HeaderName::from_static("signature-input"),
        &format!("{TAG}={params}"),
    )?);
    headers.push(header(
        HeaderName::from_static("signature"),
        &format!("{TAG}=:{signature}:"),
    )?);
    Ok(headers)
}

/// Verifies the signature of a request, and that `body` is the one it was signed with.
///
/// `lookup` gives the key for the identifier that the request names, if we know it.
pub fn verify_request(
    request: &Request<'_>,
    body: &[u8],
    lookup: impl Fn(&str) -> Option<VerifyingKey>,
) -> Result<Verified, Error> {
    let presented = Presented::read(request.headers)?;
    let params = &presented.params;
    if params.tag.as_deref() != Some(TAG) {
        return Err(malformed("signature-input", "its tag is not `liaison`"));
    }
    if params.alg.as_deref() != Some("ed25519") {
        return Err(malformed("signature-input", "its alg is not `ed25519`"));
    }
    let missing = |name| malformed("signature-input", &format!("it has no usable `{name}`"));
    let created = params.created.ok_or_else(|| missing("created"))?;
    let nonce = params.nonce.clone().filter(|nonce| is_nonce(nonce));
    let nonce = nonce.ok_or_else(|| missing("nonce"))?;
    let key_name = params.keyid.as_deref().ok_or_else(|| missing("keyid"))?;

    let query = request.query.map(|_| "@query");
    for name in COVERED.into_iter().chain(query) {
        if !presented.covered.iter().any(|covered| covered == name) {
            return Err(Error::NotCovered(name.to_owned()));
        }
    }
    // The key is looked up before anything is computed over the body, and the digest compared
    // after the signature, so that a mismatch is known to be the body's.
    let key = lookup(key_name).ok_or_else(|| Error::UnknownKey(key_name.to_owned()))?;
    presented.verify(request, &key)?;
    verify_body(request.headers, body)?;
    Ok(Verified {
        key_id: key.key_id(),
        created,
        nonce,
    })
}

/// A request's one signature, parsed.
struct Presented {
    params: HttpSignatureParams,
    /// The parameters as sent, which are the last line of what is signed. Writing them anew from
    /// their parts would lose the sender's order.
    params_text: String,
    /// Names of what is covered.
    covered: Vec<String>,
    signature: Vec<u8>,
}

impl Presented {
    fn read(headers: &HeaderMap) -> Result<Self, Error> {
        let input = only_header(headers, "signature-input")?.trim();
        let signature = only_header(headers, "signature")?.trim();
        if input.len() > MAX_HEADER || signature.len() > MAX_HEADER {
            return Err(malformed("signature-input", "it is too long"));
        }
        let parsed = HttpSignatureHeaders::try_parse(signature, input)
            .map_err(|error| malformed("signature-input", &error.to_string()))?;
        let mut entries = parsed.into_iter();
        let (Some((label, entry)), None) = (entries.next(), entries.next()) else {
            return Err(malformed(
                "signature-input",
                "it has not exactly one signature",
            ));
        };
        // A dictionary of one entry is its label, `=`, and the entry's text, unless the label
        // stands there twice, of which structured fields keep the last.
        let text = input
            .strip_prefix(label.as_str())
            .and_then(|rest| rest.strip_prefix('='))
            .filter(|text| !text.contains(',') && text.matches('(').count() == 1)
            .ok_or_else(|| malformed("signature-input", "it is not in canonical form"))?;
        let params = entry.signature_params().clone();
        let covered = params
            .covered_components
            .iter()
            .map(|component| {
                // No parameter (`;sf`, `;req`, ...) has a place in this profile.
                let name = component.to_string();
                let bare = name
                    .strip_prefix('"')
                    .and_then(|name| name.strip_suffix('"'));
                bare.filter(|name| !name.contains('"'))
                    .map(str::to_owned)
                    .ok_or_else(|| malformed("signature-input", "a component has parameters"))
            })
            .collect::<Result<_, _>>()?;
        let signature = STANDARD
            .decode(entry.signature().to_string())
            .map_err(|_| malformed("signature", "it is not base64"))?;
        Ok(Self {
            params_text: text.to_owned(),
            params,
            covered,
            signature,
        })
    }

    fn verify(&self, request: &Request<'_>, key: &VerifyingKey) -> Result<(), Error> {
        let names = self.covered.iter().map(String::as_str);
        let base = signature_base(request, names, &self.params_text)?;
        if key.verifies(base.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(Error::BadSignature {
                key_id: key.key_id(),
            })
        }
    }
}

/// The signature base of RFC 9421, 2.5: a line for each covered component, and the parameters.
fn signature_base<'a>(
    request: &Request<'_>,
    covered: impl IntoIterator<Item = &'a str>,
    params: &str,
) -> Result<String, Error> {
    let mut base = String::new();
    for name in covered {
        let value = match name {
            "@method" => request.method.to_owned(),
            "@authority" => {
                let authority = request.authority.to_ascii_lowercase();
                authority
                    .strip_suffix(":443")
                    .unwrap_or(&authority)
                    .to_owned()
            }
            "@path" if request.path.is_empty() => "/".to_owned(),
            "@path" => request.path.to_owned(),
            "@query" => format!("?{}", request.query.unwrap_or_default()),
            _ if name.starts_with('@') => {
                return Err(malformed(
                    "signature-input",
                    &format!("`{name}` is not known here"),
                ));
            }
            _ => field_value(request.headers, name)?,
        };
        if value.contains(['\n', '\r']) {
            return Err(malformed(name, "it has a line end"));
        }
        base.extend(["\"", name, "\": ", &value, "\n"]);
    }
    base.push_str("\"@signature-params\": ");
    base.push_str(params);
    Ok(base)
}

/// A header's values, joined as RFC 9421, 2.1 asks. A covered header that is absent is an error.
fn field_value(headers: &HeaderMap, name: &str) -> Result<String, Error> {
    let mut values = Vec::new();
    for value in headers.get_all(name) {
        let value = value
            .to_str()
            .map_err(|_| malformed(name, "it is not ASCII"))?;
        values.push(value.trim_matches([' ', '\t']));
    }
    if values.is_empty() {
        return Err(malformed(name, "it is signed and not there"));
    }
    Ok(values.join(", "))
}

/// The value of a header that must be there exactly once.
fn only_header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, Error> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().ok_or(Error::MissingHeader(name))?;
    if values.next().is_some() {
        return Err(malformed(name, "it is there twice"));
    }
    value
        .to_str()
        .map_err(|_| malformed(name, "it is not ASCII"))
}

fn verify_body(headers: &HeaderMap, body: &[u8]) -> Result<(), Error> {
    let length = only_header(headers, "content-length")?.trim();
    if length != body.len().to_string() {
        return Err(Error::DigestMismatch);
    }
    // Several digests may be given; byte sequences hold no comma. Ours must be among them, once.
    let digests = only_header(headers, "content-digest")?;
    let mut ours = digests
        .split(',')
        .filter_map(|member| member.trim().strip_prefix("sha-256="));
    let digest = match (ours.next(), ours.next()) {
        (Some(value), None) => value,
        (Some(_), Some(_)) => return Err(malformed("content-digest", "`sha-256` is there twice")),
        _ => return Err(malformed("content-digest", "it has no `sha-256`")),
    };
    let digest = digest
        .strip_prefix(':')
        .and_then(|text| text.strip_suffix(':'))
        .and_then(|text| STANDARD.decode(text).ok())
        .ok_or_else(|| malformed("content-digest", "`sha-256` is not a byte sequence"))?;
    if digest == Sha256::digest(body).as_slice() {
        Ok(())
    } else {
        Err(Error::DigestMismatch)
    }
}

fn is_nonce(nonce: &str) -> bool {
    (1..=MAX_NONCE).contains(&nonce.len())
        && nonce
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b',' | b'('))
}

fn header(name: HeaderName, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    match HeaderValue::from_str(value) {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(malformed(name.as_str(), "it cannot be sent")),
    }
}

fn malformed(header: &str, reason: &str) -> Error {
    Error::MalformedHeader {
        header: header.to_owned(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use http::header::HOST;
    use proptest::prelude::*;

    const BODY: &[u8] = b"sealed";

    fn key() -> SigningKey {
        SigningKey::from_seed(&[9; 32])
    }

    fn outgoing() -> Outgoing<'static> {
        Outgoing {
            method: "POST",
            authority: "north.example:8443",
            path: "/inbox",
            content_type: "application/vnd.age",
            body: BODY,
        }
    }

    fn signed() -> HeaderMap {
        let headers = sign_request(&outgoing(), &key(), 1_700_000_000, "n-1").expect("signed");
        headers.into_iter().collect()
    }

    fn received(headers: &HeaderMap) -> Request<'_> {
        Request {
            method: "POST",
            authority: "north.example:8443",
            path: "/inbox",
            query: None,
            headers,
        }
    }

    fn known(id: &str) -> Option<VerifyingKey> {
        let key = key().verifying_key();
        (key.key_id().as_str() == id).then_some(key)
    }

    fn replaced(name: &'static str, from: &str, to: &str) -> HeaderMap {
        let mut headers = signed();
        let value = headers[name].to_str().expect("ASCII").replace(from, to);
        headers.insert(name, value.parse().expect("header"));
        headers
    }

    fn bad_signature() -> Error {
        let key_id = key().verifying_key().key_id();
        Error::BadSignature { key_id }
    }

    #[test]
    fn a_signed_request_verifies() {
        let headers = signed();
        let verified = verify_request(&received(&headers), BODY, known).expect("good");
        assert_eq!(verified.created, 1_700_000_000);
        assert_eq!(verified.nonce, "n-1");
        assert_eq!(verified.key_id, key().verifying_key().key_id());
    }

    #[test]
    fn a_servers_parsed_head_verifies() {
        let mut request = http::Request::post("/inbox").header(HOST, "North.example:8443");
        for (name, value) in &signed() {
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).expect("request").into_parts();
        let request = Request::from_parts(&parts).expect("host");
        assert!(verify_request(&request, BODY, known).is_ok());
        let (parts, ()) = http::Request::post("/inbox")
            .body(())
            .expect("request")
            .into_parts();
        assert_eq!(
            Request::from_parts(&parts).err(),
            Some(Error::MissingHeader("host"))
        );
    }

    #[test]
    fn each_fault_has_its_error() {
        let headers = signed();
        let request = received(&headers);
        assert_eq!(
            verify_request(&request, b"other!", known),
            Err(Error::DigestMismatch)
        );
        assert_eq!(
            verify_request(&request, b"sealed.", known),
            Err(Error::DigestMismatch)
        );
        assert!(matches!(
            verify_request(&request, BODY, |_| None),
            Err(Error::UnknownKey(_))
        ));
        let stranger = SigningKey::from_seed(&[1; 32]).verifying_key();
        assert!(matches!(
            verify_request(&request, BODY, |_| Some(stranger)),
            Err(Error::BadSignature { .. })
        ));
        for name in ["signature", "signature-input"] {
            let mut headers = signed();
            headers.remove(name);
            assert_eq!(
                verify_request(&received(&headers), BODY, known),
                Err(Error::MissingHeader(name))
            );
        }
        for name in ["content-digest", "content-type", "content-length"] {
            let mut headers = signed();
            headers.remove(name);
            assert!(
                verify_request(&received(&headers), BODY, known).is_err(),
                "{name}"
            );
        }
        let queried = Request {
            query: Some("a=1"),
            ..request
        };
        assert_eq!(
            verify_request(&queried, BODY, known),
            Err(Error::NotCovered("@query".into()))
        );
    }

    #[test]
    fn every_part_is_protected() {
        let headers = signed();
        let request = received(&headers);
        for changed in [
            Request {
                method: "PUT",
                ..request
            },
            Request {
                path: "/other",
                ..request
            },
            Request {
                authority: "south.example:8443",
                ..request
            },
        ] {
            assert_eq!(verify_request(&changed, BODY, known), Err(bad_signature()));
        }
        for (name, from, to) in [
            ("content-type", "age", "pdf"),
            ("content-digest", "=:", "=:A"),
            ("signature-input", "1700000000", "1700000001"),
            ("signature-input", "n-1", "n-2"),
        ] {
            let headers = replaced(name, from, to);
            assert_eq!(
                verify_request(&received(&headers), BODY, known),
                Err(bad_signature()),
                "{name}"
            );
        }
    }

    #[test]
    fn a_signature_over_less_is_refused() {
        for name in COVERED {
            let headers = replaced("signature-input", &format!("\"{name}\""), "");
            let error = verify_request(&received(&headers), BODY, known).err();
            assert_eq!(error, Some(Error::NotCovered(name.into())));
        }
        for (from, to) in [
            ("liaison=", "liaison=(\"@method\"), liaison="),
            ("liaison=", "other=(\"@method\"), liaison="),
            ("\"@path\"", "\"@path\";req"),
            ("\"content-type\"", "\"content-type\";sf"),
            ("tag=\"liaison\"", "tag=\"web\""),
            ("ed25519", "hmac-sha256"),
            ("created=", "created=-"),
            (";nonce=\"n-1\"", ""),
            ("(", "(("),
        ] {
            let headers = replaced("signature-input", from, to);
            let error = verify_request(&received(&headers), BODY, known).err();
            assert!(
                matches!(error, Some(Error::MalformedHeader { .. })),
                "{to}: {error:?}"
            );
        }
    }

    #[test]
    fn unusable_input_is_not_signed() {
        for nonce in ["", "a\"b", "a b", "é"] {
            assert!(sign_request(&outgoing(), &key(), 1, nonce).is_err());
        }
        let broken = Outgoing {
            path: "/a\n\"@method\": GET",
            ..outgoing()
        };
        assert!(sign_request(&broken, &key(), 1, "n").is_err());
    }

    /// RFC 9421, B.2.6. It covers less than our profile asks, so the profile must refuse it.
    #[test]
    fn the_rfc_9421_vector_holds() {
        let vector = include_str!("../../../testdata/vectors/seal/rfc9421-b.2.6.json");
        let vector: serde_json::Value = serde_json::from_str(vector).expect("JSON");
        let text = |name: &str| vector[name].as_str().expect("text");
        let bytes = |name: &str| -> [u8; 32] {
            let bytes = URL_SAFE_NO_PAD.decode(text(name)).expect("base64");
            bytes.try_into().expect("32 bytes")
        };
        let mut headers = HeaderMap::new();
        for (name, value) in vector["headers"].as_object().expect("headers") {
            let name: HeaderName = name.parse().expect("name");
            headers.insert(name, value.as_str().expect("text").parse().expect("value"));
        }
        for (header, name) in [
            ("signature-input", "signature_input"),
            ("signature", "signature"),
        ] {
            headers.insert(header, text(name).parse().expect("value"));
        }
        let request = Request {
            method: text("method"),
            authority: text("authority"),
            path: text("path"),
            query: Some(text("query")),
            headers: &headers,
        };
        let public = VerifyingKey::from_bytes(&bytes("public_key_base64url")).expect("key");
        let secret = SigningKey::from_seed(&bytes("seed_base64url"));
        assert_eq!(secret.verifying_key(), public);

        let presented = Presented::read(&headers).expect("readable");
        let names = presented.covered.iter().map(String::as_str);
        let base = signature_base(&request, names, &presented.params_text).expect("base");
        assert_eq!(base, text("signature_base"));
        assert_eq!(presented.verify(&request, &public), Ok(()));
        assert_eq!(secret.sign(base.as_bytes()).to_vec(), presented.signature);
        assert!(verify_request(&request, text("body").as_bytes(), |_| Some(public)).is_err());
    }

    proptest! {
        #[test]
        fn any_headers_are_judged_without_panic(
            input in "[ -~]{0,120}", signature in "[ -~]{0,60}", digest in "[ -~]{0,60}"
        ) {
            let mut headers = signed();
            headers.insert("signature-input", format!("liaison={input}").parse().expect("header"));
            prop_assert!(verify_request(&received(&headers), BODY, known).is_err());
            headers.insert("signature", signature.parse().expect("header"));
            prop_assert!(verify_request(&received(&headers), BODY, known).is_err());
            let mut headers = signed();
            headers.insert("content-digest", digest.parse().expect("header"));
            prop_assert!(verify_request(&received(&headers), BODY, known).is_err());
        }

        #[test]
        fn no_changed_character_of_the_input_goes_unseen(at: prop::sample::Index, with in "[ -~]") {
            let mut headers = signed();
            let mut input = headers["signature-input"].to_str().expect("ASCII").to_owned();
            let at = at.index(input.len());
            prop_assume!(input[at..=at] != with && at >= TAG.len());
            input.replace_range(at..=at, &with);
            headers.insert("signature-input", input.parse().expect("header"));
            prop_assert!(verify_request(&received(&headers), BODY, known).is_err());
        }

        #[test]
        fn any_request_signed_verifies(body: Vec<u8>, created in 0..1u64 << 40, nonce in "[a-z0-9-]{1,40}") {
            let request = Outgoing { body: &body, ..outgoing() };
            let headers = sign_request(&request, &key(), created, &nonce).expect("signed");
            let headers: HeaderMap = headers.into_iter().collect();
            let verified = verify_request(&received(&headers), &body, known).expect("good");
            prop_assert_eq!((verified.created, verified.nonce), (created, nonce));
        }
    }
}
