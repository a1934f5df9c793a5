#!/bin/sh
# A link that a service hands out to be followed as it is (the URL of a long operation, signed by its query) does not
# reach the server byte for byte through Azure's client for JavaScript, although a whole URL is allowed as a path.
#
# Seen on 2026-11-29 with @azure-rest/core-client 2.7.0 (npm) on Node 24: a client that was made with an
# `apiVersion` adds `api-version` to a whole URL that has none, at its end; and an apostrophe in the query, which URLs may
# hold, arrives as %27, a vertical bar stays. Without the option `apiVersion` nothing is added, and the apostrophe is still
# rewritten. A server that signs the bytes of its link refuses such a request.
#
# Needs node and npm; talks to a server of its own on 127.0.0.1 only. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix . @azure-rest/core-client@2.7.0 > /dev/null

cat > follow.mjs <<'EOF2'
import { createServer } from 'node:http';
import { getClient } from '@azure-rest/core-client';

const arrived = [];
const server = createServer((request, response) => {
  arrived.push(request.url);
  response.setHeader('content-type', 'application/json').end('{}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${server.address().port}`;
const link = "/operations/1?t=a|b&s='c'";
for (const options of [{ apiVersion: '2025-10-01' }, {}]) {
  const client = getClient(endpoint, { allowInsecureConnection: true, ...options });
  await client.pathUnchecked(`${endpoint}${link}`).get();
}
server.close();
console.log(`handed out: ${link}`);
console.log(`with apiVersion: ${arrived[0]}`);
console.log(`without: ${arrived[1]}`);
EOF2
node follow.mjs > seen

cat > expected <<'EOF2'
handed out: /operations/1?t=a|b&s='c'
with apiVersion: /operations/1?t=a|b&s=%27c%27&api-version=2025-10-01
without: /operations/1?t=a|b&s=%27c%27
EOF2
cat seen
diff expected seen
