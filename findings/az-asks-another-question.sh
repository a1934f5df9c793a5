#!/bin/sh
# `az aks update --aad-admin-group-object-ids ""` is how az takes all admin groups away from a cluster (az keeps "an empty
# string to empty list"). It then says that no argument was specified, and asks whether to reconcile "to current settings".
# Who answers yes to that loses the admin groups: the PUT has an empty list. With any other option beside it, such as
# --yes, az does the same and asks nothing.
#
# Seen on 2026-11-29 with azure-cli 2.91.0 (PyPI) on Python 3.11. az lets an empty value through for --nodepool-labels,
# --api-server-authorized-ip-ranges and others, and not for this option.
#
# Needs python3 3.10 or newer and openssl; the installation takes minutes. az talks to a server of the script on
# 127.0.0.1 only, as a managed identity of a cloud of its own. Exits 0 where it is still so.
set -eu
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" AZURE_CONFIG_DIR="$folder/azure" AZURE_CORE_COLLECT_TELEMETRY=no AZURE_CORE_NO_COLOR=yes

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check azure-cli==2.91.0
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout key.pem -out cert.pem 2> /dev/null

cat > server.py <<'EOF2'
import base64, http.server, json, os, ssl, threading, time

subscription, tenant = '11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'
scope = f'/subscriptions/{subscription}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web'
cluster = {
    'id': scope, 'name': 'web', 'type': 'Microsoft.ContainerService/ManagedClusters', 'location': 'westeurope',
    'identity': {'type': 'SystemAssigned'}, 'sku': {'name': 'Base', 'tier': 'Free'},
    'properties': {
        'provisioningState': 'Succeeded', 'powerState': {'code': 'Running'}, 'kubernetesVersion': '1.34', 'enableRBAC': True,
        'dnsPrefix': 'web', 'agentPoolProfiles': [{'name': 'pool', 'mode': 'System', 'count': 1}],
        'identityProfile': {'kubeletidentity': {'clientId': subscription, 'objectId': subscription}},
        'networkProfile': {'networkPlugin': 'azure', 'loadBalancerSku': 'standard', 'outboundType': 'loadBalancer'},
        'aadProfile': {'managed': True, 'adminGroupObjectIDs': ['33333333-3333-3333-3333-333333333333'], 'tenantID': tenant},
    },
}

def token():
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip('=')
    return '.'.join([part({'alg': 'none'}), part({'tid': tenant, 'oid': subscription, 'exp': int(time.time()) + 3600}), 'AAAA'])

class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args): pass
    def answer(self, body):
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    def do_GET(self):
        path = self.path.split('?')[0]
        if path == '/token':
            expires = int(time.time()) + 3600
            self.answer({'access_token': token(), 'expires_on': str(expires), 'token_type': 'Bearer', 'resource': 'arm'})
        elif path == '/subscriptions':
            one = {'id': f'/subscriptions/{subscription}', 'subscriptionId': subscription, 'displayName': 'here',
                   'state': 'Enabled', 'tenantId': tenant}
            self.answer({'value': [one]})
        elif path == '/tenants':
            self.answer({'value': [{'id': f'/tenants/{tenant}', 'tenantId': tenant}]})
        elif path == scope:
            self.answer(cluster)
        else:
            self.send_error(404)
    def do_PUT(self):
        sent = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        with open('puts', 'a') as puts:
            print(json.dumps(sent['properties']['aadProfile']['adminGroupObjectIDs']), file=puts)
        self.answer({**sent, 'properties': {**sent['properties'], 'provisioningState': 'Succeeded'}})

def serve(context):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever).start()
    return server.server_port

tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain('cert.pem', 'key.pem')
with open('ports.new', 'w') as ports:
    print(serve(tls), serve(None), file=ports)
os.rename('ports.new', 'ports')
EOF2
venv/bin/python server.py &
server=$!
until [ -f ports ]; do sleep 0.1; done
read -r arm identity < ports

export REQUESTS_CA_BUNDLE="$folder/cert.pem" IDENTITY_ENDPOINT="http://127.0.0.1:$identity/token" IDENTITY_HEADER=here
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy
az() { venv/bin/python -Im azure.cli "$@"; }
mkdir azure
cat > azure/clouds.config <<EOF2
[here]
endpoint_resource_manager = https://localhost:$arm
endpoint_management = https://localhost:$arm
endpoint_active_directory = https://localhost:$arm
endpoint_active_directory_resource_id = https://localhost:$arm
EOF2
az cloud set --only-show-errors --name here
az login --identity --output none --only-show-errors

# The question needs a terminal.
cat > asked.py <<'EOF2'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.executable, [sys.executable, '-Im', 'azure.cli', *sys.argv[1:]])
text, answered = b'', False
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    text += part
    if not answered and b'(y/N)' in text:
        os.write(terminal, b'y\n')
        answered = True
os.waitpid(pid, 0)
for line in text.decode().splitlines():
    if '(y/N)' in line:
        print('az asks:', line.split('(y/N)')[0].strip())
EOF2
update="aks update --resource-group rg --name web --only-show-errors --output none --aad-admin-group-object-ids="
{
  venv/bin/python asked.py $update
  echo "after yes, az sends the groups: $(cat puts)"
  rm puts
  az $update --yes
  echo "with --yes, and no question: $(cat puts)"
} > seen

cat > expected <<'EOF2'
az asks: No argument specified to update. Would you like to reconcile to current settings?
after yes, az sends the groups: []
with --yes, and no question: []
EOF2
cat seen
diff expected seen
