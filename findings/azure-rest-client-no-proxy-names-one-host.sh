#!/bin/sh
# Azure's REST client for JavaScript reads NO_PROXY by rules of its own. A name stands for that one host: with
# NO_PROXY=contoso.test, curl, Go (kubectl) and Python reach api.contoso.test without the proxy, and this client goes through
# it; only `.contoso.test` covers both. `*`, a name with a port, and a range of addresses exempt nothing.
#
# Seen on 2026-11-30 with @azure/core-rest-pipeline 1.25.0.
#
# Needs node, npm and curl 7.86 or newer, which knows ranges. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --prefix . @azure/core-rest-pipeline@1.25.0 > /dev/null

# What answers is the proxy; who does not ask it finds no such host, or nobody at the port.
cat > look.mjs <<'EOF2'
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { createHttpHeaders } from '@azure/core-rest-pipeline';

const [noProxy, url] = process.argv.slice(2);
const proxy = createServer((request, response) => response.end('proxy'));
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
process.env.http_proxy = process.env.HTTP_PROXY = `http://127.0.0.1:${proxy.address().port}`;
process.env.no_proxy = process.env.NO_PROXY = noProxy;
const { createEmptyPipeline, createDefaultHttpClient, createPipelineRequest, proxyPolicy } = await import(
  '@azure/core-rest-pipeline'
);
const pipeline = createEmptyPipeline();
pipeline.addPolicy(proxyPolicy());
const request = createPipelineRequest({ url, headers: createHttpHeaders(), allowInsecureConnection: true });
const client = await pipeline
  .sendRequest(createDefaultHttpClient(), request)
  .then(({ bodyAsText }) => bodyAsText, () => 'direct');
const curl = await new Promise((resolve) => {
  execFile('curl', ['-sS', '--max-time', '10', url], (error, stdout) => resolve(error ? 'direct' : stdout));
});
console.log(`NO_PROXY=${noProxy} ${url}: Azure's client ${client}, curl ${curl}`);
proxy.close();
EOF2

{
  node look.mjs contoso.test http://contoso.test/
  node look.mjs contoso.test http://api.contoso.test/
  node look.mjs .contoso.test http://api.contoso.test/
  node look.mjs '*' http://api.contoso.test/
  node look.mjs api.contoso.test:80 http://api.contoso.test/
  node look.mjs 127.0.0.0/8 http://127.0.0.1:9/
} > seen

cat > expected <<'EOF2'
NO_PROXY=contoso.test http://contoso.test/: Azure's client direct, curl direct
NO_PROXY=contoso.test http://api.contoso.test/: Azure's client proxy, curl direct
NO_PROXY=.contoso.test http://api.contoso.test/: Azure's client direct, curl direct
NO_PROXY=* http://api.contoso.test/: Azure's client proxy, curl direct
NO_PROXY=api.contoso.test:80 http://api.contoso.test/: Azure's client proxy, curl proxy
NO_PROXY=127.0.0.0/8 http://127.0.0.1:9/: Azure's client proxy, curl direct
EOF2
cat seen
diff expected seen
