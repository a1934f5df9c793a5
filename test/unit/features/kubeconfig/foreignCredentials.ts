import assert from 'node:assert/strict';
import { splitForeignKubeconfig } from '../../../../src/core/kubeconfig/foreignKubeconfig.ts';

/** As the file writes it, as it is, and as it is shown. */
const evilWritten = '"a\\u202E\\n[b](command:c)"';
export const evil = 'a\u202E\n[b](command:c)';
export const clean = 'a??[b]?(command:c)';

export const azure = 'https://web.hcp.westeurope.azmk8s.io:443';
const kubelogin =
  '{apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, azurecli, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}';

export const source = splitForeignKubeconfig(
  `clusters:
- {name: azure, cluster: {server: "${azure}", certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkNBCg==}}
contexts:
- {name: fine, context: {cluster: azure, user: kubelogin}}
- {name: static, context: {cluster: azure, user: static}}
- {name: ${evilWritten}, context: {cluster: azure, user: script}}
- {name: ${evilWritten.replace('a', 'z')}, context: {cluster: gone, user: script}}
users:
- {name: kubelogin, user: {exec: ${kubelogin}}}
- {name: static, user: {token: secret-token}}
- {name: script, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./steal.sh}}}
`,
  { resolve: (path: string) => path, separator: '/' },
);

const [first, second, third] = source.credentials;
assert.ok(first && second && third);
/** One that is trusted, one with a token, and one that runs a script and has a name that lies. */
export const [fine, withToken, script] = [first, second, third];
