//! TLS 1.3 (RFC 8446) between offices: self-signed certificates, pinned by the key card.
//!
//! No authority vouches for an office. Its key card, compared by telephone, carries the SHA-256
//! of its certificate, and a client goes on only where the server shows that certificate and
//! proves by the handshake's signature that it holds the key. Names and dates in the
//! certificate decide nothing. The client shows no certificate: it signs each request instead
//! (RFC 9421), see [`crate::inbox`].
//!
//! The key exchange is X25519MLKEM768 where both sides can, so that what is recorded today
//! stays closed to a quantum computer later.

use std::sync::Arc;

use liaison_service::office::TlsFiles;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair,
    PKCS_ECDSA_P256_SHA256, date_time_ymd,
};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, ServerConfig, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
    version::TLS13,
};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// The one protocol spoken inside (RFC 7301).
const ALPN: &[u8] = b"http/1.1";

/// Makes the certificate of the office `code`: ECDSA P-256, self-signed, without an end; it is
/// withdrawn by revoking the key card that names it.
pub fn make_certificate(code: &str) -> Result<TlsFiles, Error> {
    let failed = |error: rcgen::Error| Error::Certificate(error.to_string());
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(failed)?;
    let mut params = CertificateParams::new([code.to_ascii_lowercase()]).map_err(failed)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, code);
    params.not_before = date_time_ymd(2020, 1, 1);
    // RFC 5280, 4.1.2.5: no date of expiry that would mean anything.
    params.not_after = date_time_ymd(9999, 12, 31);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = params.self_signed(&key).map_err(failed)?;
    Ok(TlsFiles {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    })
}

/// SHA-256 of the DER form of a PEM certificate, in hex: the `tls` line of a key card.
pub fn certificate_pin(files: &TlsFiles) -> Result<String, Error> {
    Ok(hex::encode(Sha256::digest(certificate(files)?)))
}

/// What the partner inbox speaks: TLS 1.3 under the office's certificate.
pub fn server_config(files: &TlsFiles) -> Result<ServerConfig, Error> {
    let failed = |error: rustls::Error| Error::Certificate(error.to_string());
    let key = PrivateKeyDer::from_pem_slice(files.key.as_bytes())
        .map_err(|error| Error::Certificate(error.to_string()))?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&TLS13])
        .map_err(failed)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate(files)?], key)
        .map_err(failed)?;
    config.alpn_protocols = vec![ALPN.to_vec()];
    Ok(config)
}

/// What a delivery speaks: TLS 1.3 with the one server whose certificate has this SHA-256, in
/// hex as the key card gives it.
pub fn client_config(pin: &str) -> Result<ClientConfig, Error> {
    let provider = provider();
    let pin = hex::decode(pin).ok().and_then(|pin| pin.try_into().ok());
    let pin =
        pin.ok_or_else(|| Error::Certificate("a pin has 64 hexadecimal digits".to_owned()))?;
    let verifier = Pinned {
        pin,
        provider: provider.clone(),
    };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13])
        .map_err(|error| Error::Certificate(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![ALPN.to_vec()];
    Ok(config)
}

fn certificate(files: &TlsFiles) -> Result<CertificateDer<'static>, Error> {
    CertificateDer::from_pem_slice(files.certificate.as_bytes())
        .map_err(|error| Error::Certificate(error.to_string()))
}

fn provider() -> Arc<CryptoProvider> {
    use aws_lc_rs::kx_group::{SECP256R1, X25519, X25519MLKEM768};
    Arc::new(CryptoProvider {
        kx_groups: vec![X25519MLKEM768, X25519, SECP256R1],
        ..aws_lc_rs::default_provider()
    })
}

/// Accepts one certificate, and the signature of the handshake that belongs to it.
#[derive(Debug)]
struct Pinned {
    pin: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if Sha256::digest(end_entity)[..] == self.pin {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.3 only".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::{io, sync::Arc};

    use liaison_service::office::TlsFiles;
    use rustls::{
        CertificateError, Error as TlsError, ServerConfig,
        pki_types::{PrivateKeyDer, ServerName, pem::PemObject},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
        version::TLS12,
    };
    use tokio_rustls::{TlsAcceptor, TlsConnector};

    use super::{
        TLS13, aws_lc_rs, certificate, certificate_pin, client_config, make_certificate, provider,
        server_config,
    };

    fn files() -> TlsFiles {
        make_certificate("AV-NCB").expect("made")
    }

    /// What the client says to this server.
    async fn handshake(server: ServerConfig, pin: &str) -> Result<(), TlsError> {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let client = TlsConnector::from(Arc::new(client_config(pin).expect("config")));
        let server = TlsAcceptor::from(Arc::new(server));
        let name = ServerName::try_from("desk.example").expect("name");
        let (client, _server) = tokio::join!(client.connect(name, near), server.accept(far));
        client.map(drop).map_err(|error: io::Error| {
            let inner = error.into_inner().expect("an error of TLS");
            *inner.downcast::<TlsError>().expect("an error of TLS")
        })
    }

    /// Shows one certificate and signs with whatever key it has.
    #[derive(Debug)]
    struct Shown(Arc<CertifiedKey>);

    impl ResolvesServerCert for Shown {
        fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
            Some(self.0.clone())
        }
    }

    #[tokio::test]
    async fn only_the_pinned_certificate_is_talked_to() {
        let (own, other) = (files(), files());
        let server = || server_config(&own).expect("config");
        let pin = |files| certificate_pin(files).expect("pin");
        assert_eq!(handshake(server(), &pin(&own)).await, Ok(()));
        let refused = CertificateError::ApplicationVerificationFailure.into();
        assert_eq!(handshake(server(), &pin(&other)).await, Err(refused));
    }

    #[tokio::test]
    async fn the_right_certificate_without_its_key_is_refused() {
        let (own, other) = (files(), files());
        let key = PrivateKeyDer::from_pem_slice(other.key.as_bytes()).expect("key");
        let key = aws_lc_rs::sign::any_supported_type(&key).expect("key");
        let shown = CertifiedKey::new(vec![certificate(&own).expect("certificate")], key);
        let server = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS13])
            .expect("versions")
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Shown(Arc::new(shown))));
        let pin = certificate_pin(&own).expect("pin");
        let refused = CertificateError::BadSignature.into();
        assert_eq!(handshake(server, &pin).await, Err(refused));
    }

    #[tokio::test]
    async fn an_older_protocol_is_refused() {
        let own = files();
        let key = PrivateKeyDer::from_pem_slice(own.key.as_bytes()).expect("key");
        let server = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&TLS12])
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate(&own).expect("certificate")], key)
            .expect("config");
        let pin = certificate_pin(&own).expect("pin");
        assert!(handshake(server, &pin).await.is_err());
    }

    #[test]
    fn a_pin_that_is_no_hash_is_refused() {
        let pin = certificate_pin(&files()).expect("pin");
        assert!(client_config(&pin[2..]).is_err());
        assert!(client_config("no hash").is_err());
    }
}
