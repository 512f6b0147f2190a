//! HTTP message signatures (RFC 9421) with any header values.
#![no_main]

use http::{HeaderMap, HeaderValue};
use liaison_seal::{Request, SigningKey, verify_request};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &[u8], &[u8], &[u8], bool)| {
    let (signature_input, signature, digest, body, known) = input;
    let mut headers = HeaderMap::new();
    let values = [
        ("signature-input", signature_input),
        ("signature", signature),
        ("content-digest", digest),
        ("content-type", b"application/octet-stream"),
    ];
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(name, value);
        }
    }
    let request = Request {
        method: "POST",
        authority: "desk.example",
        path: "/inbox",
        query: None,
        headers: &headers,
    };
    let key = SigningKey::from_seed(&[7; 32]).verifying_key();
    let verified = verify_request(&request, body, |_| known.then_some(key));
    assert!(verified.is_err(), "nobody signed this");
});
