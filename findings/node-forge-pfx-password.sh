#!/bin/sh
# A PFX file (PKCS #12) whose password is not all ASCII, as today's programs write it (PBES2 with AES-256: the default of
# OpenSSL 3 and of Python's cryptography), opens in node-forge by no spelling of that password.
#
# Seen on 2026-11-29 with node-forge 1.4.3 (npm) and cryptography 46.0.3 (PyPI): the check (MAC) holds where the password
# is given as text, since node-forge turns it into UTF-16 there. The keys' own encryption takes the password in UTF-8, and
# node-forge takes each character for a byte. So as text the file does not decrypt ("Failed to decrypt PKCS#12
# SafeContents."), and as the bytes of UTF-8 the check fails ("PKCS#12 MAC could not be verified. Invalid password?").
# An ASCII password is the same in both, and opens.
#
# Needs node, npm, and python3 with pip. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix . node-forge@1.4.3 > /dev/null
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target py cryptography==46.0.3

cat > write.py <<'EOF2'
import datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

key = rsa.generate_private_key(65537, 2048)
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody")])
start = datetime.datetime(2026, 1, 1)
certificate = (
    x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    .not_valid_before(start).not_valid_after(start + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
)
for file, password in (("ascii.pfx", "Kase 1"), ("umlaut.pfx", "K\u00e4se 1"), ("euro.pfx", "1 \u20ac")):
    encryption = BestAvailableEncryption(password.encode("utf-8"))
    data = pkcs12.serialize_key_and_certificates(b"nobody", key, certificate, None, encryption)
    # The program that wrote it opens it.
    assert pkcs12.load_key_and_certificates(data, password.encode("utf-8"))[0] is not None
    with open(file, "wb") as out:
        out.write(data)
EOF2
PYTHONPATH=py python3 write.py

cat > read.cjs <<'EOF2'
const { readFileSync } = require('node:fs');
const forge = require('node-forge');

const passwords = { 'ascii.pfx': 'Kase 1', 'umlaut.pfx': 'K\u00e4se 1', 'euro.pfx': '1 \u20ac' };
for (const [file, text] of Object.entries(passwords)) {
  const asn1 = forge.asn1.fromDer(readFileSync(file, 'latin1'));
  for (const [how, password] of [['text', text], ['bytes', Buffer.from(text, 'utf8').toString('latin1')]]) {
    let told = 'opens';
    try {
      forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
    } catch (error) {
      told = error.message;
    }
    console.log(`${file}, password as ${how}: ${told}`);
  }
}
EOF2
node read.cjs > seen

cat > expected <<'EOF2'
ascii.pfx, password as text: opens
ascii.pfx, password as bytes: opens
umlaut.pfx, password as text: Failed to decrypt PKCS#12 SafeContents.
umlaut.pfx, password as bytes: PKCS#12 MAC could not be verified. Invalid password?
euro.pfx, password as text: Failed to decrypt PKCS#12 SafeContents.
euro.pfx, password as bytes: PKCS#12 MAC could not be verified. Invalid password?
EOF2
cat seen
diff expected seen
