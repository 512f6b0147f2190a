"""What the program `liaison` itself writes, opened by other people's programs.

Two offices are made with the real binary; the message that one of them writes to a file is
decrypted with `pyrage` and verified with `securesystemslib`, and its receipt's place in the
log is computed anew from RFC 6962. Set `LIAISON_BINARY` to the built binary to spare the call
of cargo.
"""

import base64
import hashlib
import json
import os
import subprocess
from pathlib import Path

import pyrage
import pytest
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

ROOT = Path(__file__).resolve().parents[2]


def liaison(*arguments):
    binary = os.environ.get("LIAISON_BINARY")
    command = [binary] if binary else ["cargo", "run", "--quiet", "-p", "liaison", "--"]
    done = subprocess.run(
        [*command, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Office:
    def __init__(self, directory, code):
        self.path = directory / code
        self.run("init", "--name", f"Desk of {code}", "--code", code)
        self.card = self.run("partner", "card")
        self.fields = dict(line.split(": ", 1) for line in self.card.splitlines()[1:])

    def run(self, *arguments):
        return liaison("--office", self.path, *arguments)

    def accept(self, other):
        card = self.path / "partner.card"
        card.write_text(other.card)
        self.run("partner", "add", card, "--fingerprint", other.fields["fingerprint"])

    def open(self, sealed, signer):
        """Decrypts with our identity and verifies against the signer's card."""
        identity = (self.path / "keys/identity.age").read_text().strip()
        identity = pyrage.x25519.Identity.from_str(identity)
        envelope = Envelope.from_dict(json.loads(pyrage.decrypt(sealed, [identity])))
        key = base64.b64decode(signer.fields["signing-key"].removeprefix("ed25519:"))
        public = {"public": key.hex()}
        key = SSlibKey(hashlib.sha256(key).hexdigest(), "ed25519", "ed25519", public)
        assert len(envelope.verify([key], 1)) == 1
        return json.loads(envelope.payload)


@pytest.fixture
def offices(tmp_path):
    asker, asked = Office(tmp_path, "AV-NCB"), Office(tmp_path, "BR-SEC")
    asker.accept(asked)
    asked.accept(asker)
    return asker, asked


def root_of(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    node, last, digest = index, size - 1, leaf
    for sibling in path:
        if node % 2 == 1 or node == last:
            digest = hashlib.sha256(b"\x01" + sibling + digest).digest()
            while node % 2 == 0 and node != 0:
                node, last = node // 2, last // 2
        else:
            digest = hashlib.sha256(b"\x01" + digest + sibling).digest()
        node, last = node // 2, last // 2
    assert last == 0
    return digest


def test_a_request_and_its_receipt_are_read_by_others(offices, tmp_path):
    asker, asked = offices
    written = asker.run(
        *["--json", "request", "new", "--to", "BR-SEC", "--name", "Образцев Антон"],
        *["--purpose", "prevention", "--basis", "Agreement, Art. 4"],
        *["--question", "Is he known?", "--handling", "AMBER/H1"],
    )
    reference = json.loads(written)["reference"]
    request, receipt = tmp_path / "request.age", tmp_path / "receipt.age"
    asker.run("request", "send", reference, "--to-file", request)
    message = asked.open(request.read_bytes(), signer=asker)
    assert (message["kind"], message["from"], message["to"]) == ("request", "AV-NCB", "BR-SEC")
    assert message["subject"]["properties"]["name"] == ["Образцев Антон"]

    asked.run("inbox", "add", request, "--receipt", receipt)
    proof = asker.open(receipt.read_bytes(), signer=asked)["proof"]
    commitment = hashlib.sha256(
        b"liaison act v1\n" + bytes.fromhex(proof["salt"]) + proof["body"].encode()
    )
    assert proof["entry"].splitlines()[3] == "sha256:" + commitment.hexdigest()
    origin, size, root = proof["checkpoint"].splitlines()[:3]
    assert origin == "liaison/BR-SEC"
    leaf = hashlib.sha256(b"\x00" + proof["entry"].encode()).digest()
    path = [base64.b64decode(sibling) for sibling in proof["path"]]
    assert root_of(leaf, proof["leaf"], int(size), path) == base64.b64decode(root)
