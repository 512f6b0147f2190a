"""Our sealed messages, read by other people's programs, and theirs by ours.

DSSE envelopes are checked with `securesystemslib`, age files with `pyrage`, private keys with
`cryptography`; the fingerprint is computed anew from its written rule.

The Rust side is the example `sealed_message` of `crates/seal`. Set `LIAISON_SEALED_MESSAGE` to
its built binary to spare the call of cargo. Run from anywhere:

    python3 -m venv target/venv
    target/venv/bin/pip install -r tests/python/requirements.txt
    target/venv/bin/python -m pytest tests/python/test_envelopes.py
"""

import base64
import hashlib
import json
import os
import subprocess
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

ROOT = Path(__file__).resolve().parents[2]
MESSAGE_TYPE = "application/vnd.liaison.message.v1+json"


def sealed_message(*arguments):
    binary = os.environ.get("LIAISON_SEALED_MESSAGE")
    cargo = ["cargo", "run", "--quiet", "-p", "liaison-seal", "--example", "sealed_message", "--"]
    command = [binary] if binary else cargo
    return subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True
    )


@pytest.fixture
def directory(tmp_path):
    made = sealed_message(tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path


def public_keys(directory):
    keys = json.loads((directory / "verifying-keys.json").read_text())
    return [
        SSlibKey(keyid, "ed25519", "ed25519", {"public": base64.b64decode(key).hex()})
        for keyid, key in keys.items()
    ]


def signers(directory):
    by_id = {key.keyid: key for key in public_keys(directory)}
    for name in ["signing-key-1.pem", "signing-key-2.pem"]:
        private = load_pem_private_key((directory / name).read_bytes(), password=None)
        raw = private.public_key().public_bytes_raw()
        yield CryptoSigner(private, by_id[hashlib.sha256(raw).hexdigest()])


def identity(directory):
    return pyrage.x25519.Identity.from_str((directory / "identity.txt").read_text())


def test_securesystemslib_verifies_our_envelope(directory):
    envelope = Envelope.from_dict(json.loads((directory / "envelope.json").read_text()))
    assert envelope.payload_type == MESSAGE_TYPE
    assert envelope.payload == (directory / "payload.json").read_bytes()
    keys = public_keys(directory)
    assert len(keys) == 2
    assert len(envelope.verify(keys, 2)) == 2


def test_securesystemslib_refuses_our_envelope_when_altered(directory):
    envelope = Envelope.from_dict(json.loads((directory / "envelope.json").read_text()))
    envelope.payload += b" "
    with pytest.raises(VerificationError):
        envelope.verify(public_keys(directory), 1)


def test_pyrage_decrypts_our_armoured_file(directory):
    sealed = (directory / "message.age").read_bytes()
    assert sealed.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    assert sealed.endswith(b"-----END AGE ENCRYPTED FILE-----\n")
    opened = pyrage.decrypt(sealed, [identity(directory)])
    assert opened == (directory / "envelope.json").read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


def foreign(directory, payload, signers, armored):
    envelope = Envelope(payload, MESSAGE_TYPE, {})
    for signer in signers:
        envelope.sign(signer)
    recipient = identity(directory).to_public()
    text = json.dumps(envelope.to_dict(), indent=1).encode()
    sealed = pyrage.encrypt(text, [recipient], armored=armored)
    (directory / "foreign.age").write_bytes(sealed)
    return sealed_message(directory, "open")


@pytest.mark.parametrize("armored", [True, False])
def test_we_open_what_they_seal(directory, armored):
    payload = '{"kind":"answer","имя":"Образцев"}'.encode()
    opened = foreign(directory, payload, signers(directory), armored)
    assert opened.returncode == 0, opened.stderr
    assert (directory / "foreign-payload.json").read_bytes() == payload


def test_we_refuse_what_only_one_of_two_signed(directory):
    opened = foreign(directory, b"{}", list(signers(directory))[:1], True)
    assert opened.returncode != 0
    assert "TooFewSignatures { valid: 1, threshold: 2 }" in opened.stderr
    assert not (directory / "foreign-payload.json").exists()


def test_the_fingerprint_follows_its_written_rule(directory):
    private = load_pem_private_key((directory / "signing-key-1.pem").read_bytes(), password=None)
    key = private.public_key().public_bytes_raw()
    recipient = str(identity(directory).to_public()).encode()
    digest = hashlib.sha256(b"liaison.fingerprint.v1\n" + key + recipient).digest()
    words = [int.from_bytes(digest[at : at + 4], "big") for at in range(0, 32, 4)]
    groups = " ".join(f"{word % 100_000:05}" for word in words)
    assert (directory / "fingerprint.txt").read_text() == groups
