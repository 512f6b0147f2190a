//! TLS 1.3 under self-signed certificates that key cards pin.
//!
//! No authority vouches for an office: the certificate is accepted if and only if its SHA-256
//! is the one on the partner's signed card. Names and dates in it are not looked at.

use std::sync::Arc;

use liaison_exchange::KeyCard;
use liaison_service::office::TlsFiles;
use rustls::{
    ClientConfig, DigitallySignedStruct, ServerConfig, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject as _},
    version::TLS13,
};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// Makes a certificate and its key (ECDSA P-256) for the office `code`.
pub fn make_certificate(code: &str) -> Result<TlsFiles, Error> {
    let name = format!("{}.liaison.invalid", code.to_ascii_lowercase());
    let made = rcgen::generate_simple_self_signed([name])
        .map_err(|error| Error::Certificate(error.to_string()))?;
    Ok(TlsFiles {
        certificate: made.cert.pem(),
        key: made.signing_key.serialize_pem(),
    })
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// The inbox's side.
pub(crate) fn server(files: &TlsFiles) -> Result<Arc<ServerConfig>, Error> {
    let unreadable = |error: rustls::pki_types::pem::Error| Error::Certificate(error.to_string());
    let certificate =
        CertificateDer::from_pem_slice(files.certificate.as_bytes()).map_err(unreadable)?;
    let key = PrivateKeyDer::from_pem_slice(files.key.as_bytes()).map_err(unreadable)?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// The side of an office that delivers to the partner with this card.
pub(crate) fn client(card: &KeyCard) -> Result<Arc<ClientConfig>, Error> {
    let provider = provider();
    let verifier = Pinned {
        sha256: card.tls.clone(),
        provider: Arc::clone(&provider),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Accepts one certificate, and only from who holds its key.
#[derive(Debug)]
struct Pinned {
    sha256: String,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if hex::encode(Sha256::digest(certificate)) == self.sha256 {
            return Ok(ServerCertVerified::assertion());
        }
        Err(rustls::Error::General(
            "the certificate is not the one on the partner's key card".to_owned(),
        ))
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("only TLS 1.3 is spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
