import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainProblem } from '../../../../src/core/diagnosis/errorCatalogue.ts';
import type { ProblemCode, ProblemFacts } from '../../../../src/core/diagnosis/problem.ts';
import { endsSoon } from '../../../endsSoon.ts';

const scope = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/shop';
const clusterId = `${scope}/providers/Microsoft.ContainerService/managedClusters/web`;
const forbidden =
  'Error from server (Forbidden): secrets is forbidden: User "a@b.example" cannot list resource "secrets" in API group "" in the namespace "kube-system"';

/** Texts that no kubectl against the simulator says: of other programs, of Azure, and what takes half a minute to come. */
const recorded: readonly (readonly [ProblemCode, string])[] = [
  // Programs with client-go in them, and older ones.
  ['azureFormat', 'Error: Kubernetes cluster unreachable: no Auth Provider found for name "azure"'],
  ['azureFormat', 'level=fatal msg="no Auth Provider found for name \\"azure\\""'],
  [
    'azureFormat',
    'Error: INSTALLATION FAILED: Kubernetes cluster unreachable: The azure auth plugin has been removed.',
  ],
  [
    'kubeloginMissing',
    'Error: Kubernetes cluster unreachable: Get "https://a.example/version": getting credentials: exec: executable kubelogin not found',
  ],
  ['kubeloginMissing', 'getting credentials: exec: exec: "kubelogin": executable file not found in $PATH'],
  ['pluginMissing', 'getting credentials: exec: fork/exec C:\\tools\\kubelogin.exe: no such file or directory'],
  ['pluginMissing', 'getting credentials: exec: fork/exec /opt/my tools/kubelogin: permission denied'],
  [
    'hostUnknown',
    'Error: Kubernetes cluster unreachable: Get "https://a.azmk8s.io:443/version": dial tcp: lookup a.azmk8s.io on 168.63.129.16:53: no such host',
  ],
  ['hostUnknown', 'Unable to connect to the server: dial tcp: lookup a.azmk8s.io: i/o timeout'],
  ['timeout', 'Unable to connect to the server: dial tcp 20.1.2.3:443: i/o timeout'],
  [
    'timeout',
    'Error: Kubernetes cluster unreachable: Get "https://a.azmk8s.io:443/version": dial tcp 20.1.2.3:443: i/o timeout',
  ],
  ['timeout', 'Unable to connect to the server: net/http: TLS handshake timeout'],
  [
    'timeout',
    'Unable to connect to the server: dial tcp 20.1.2.3:443: connectex: A connection attempt failed because the connected party did not properly respond',
  ],
  [
    'connectionRefused',
    'Unable to connect to the server: dial tcp 127.0.0.1:6443: connectex: No connection could be made because the target machine actively refused it.',
  ],
  [
    'noContext',
    'Error: Kubernetes cluster unreachable: Get "http://localhost:8080/version": dial tcp [::1]:8080: connect: connection refused',
  ],
  [
    'noContext',
    'error: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable',
  ],
  ['contextMissing', 'error: no context exists with the name: "gone"'],
  ['contextMissing', 'error: current-context is not set'],
  ['proxyFailed', 'Error: Kubernetes cluster unreachable: Get "https://a.azmk8s.io:443/version": Bad Gateway'],
  [
    'proxyFailed',
    'Unable to connect to the server: proxyconnect tcp: dial tcp: lookup proxy on 10.0.0.1:53: no such host',
  ],
  [
    'unknownAuthority',
    'Error: Kubernetes cluster unreachable: Get "https://a/version": x509: certificate signed by unknown authority',
  ],
  [
    'certificateExpired',
    'Unable to connect to the server: x509: certificate has expired or is not yet valid: current time 2026-11-30 is after 2026-01-01',
  ],
  ['unauthorized', 'Error: Kubernetes cluster unreachable: the server has asked for the client to provide credentials'],
  [
    'forbidden',
    'Error: list: failed to list: secrets is forbidden: User "a@b.example" cannot list resource "secrets" in API group "" in the namespace "default"',
  ],
  // kubelogin 0.2, int128's kubelogin 1.36
  ['otherKubelogin', 'Error: unknown command "convert-kubeconfig" for "kubelogin"'],
  ['otherKubelogin', "Error: unknown shorthand flag: 'l' in -l\nUsage:\n  kubelogin get-token [flags]"],
  [
    'otherKubelogin',
    'Error: unknown flag: --environment\nUnable to connect to the server: getting credentials: exec: executable kubelogin failed with exit code 1',
  ],
  ['otherKubelogin', 'Error: unknown flag: --server-id'],
  ['azMissing', 'Error: failed to get token: AzureCLICredential: Azure CLI not found on path'],
  ['brokerFailed', 'Error: platform_broker_error: 3399614476'],
  // kubectl 1.35's kuberc, as recorded
  [
    'pluginNotAllowed',
    'Unable to connect to the server: getting credentials: plugin "kubelogin" not allowed: policy set to "DenyAll"',
  ],
  [
    'pluginNotAllowed',
    'getting credentials: plugin path "/usr/bin/kubelogin" is not permitted by the credential plugin allowlist',
  ],
  [
    'kubercInvalid',
    'error occurred while applying preferences misconfigured credential plugin allowlist: empty allowlist entry #1',
  ],
  // AKS's authoriser and policies; the tails are the sources' of 2026
  [
    'forbiddenByAzure',
    `${forbidden}: User does not have access to the resource in Azure. Update role assignment to allow access.`,
  ],
  ['forbiddenByAzure', `${forbidden}: Azure does not have opinion for this user.`],
  [
    'forbiddenByAzure',
    `${forbidden}: Azure does not have opinion for this non AAD user. If you are an AAD user, please set Extra:oid parameter for impersonated user in the kubeconfig`,
  ],
  [
    'forbiddenByAzure',
    `${forbidden}: Access denied due to Azure RBAC check failure. Please retry later. (requestID: x, statusCode: 429): too many`,
  ],
  [
    'forbiddenByAzure',
    `${forbidden}: Access denied by Azure RBAC for non AAD users. Configure --azure.skip-authz-for-non-aad-users to enable access.`,
  ],
  [
    'forbiddenByPolicy',
    'Error from server (Forbidden): error when creating "pod.yaml": admission webhook "validation.gatekeeper.sh" denied the request: [azurepolicy-k8sazurev1antiaffinityrules-1] Container a in your Pod b has no livenessProbe',
  ],
  // Kubernetes' own admission, which no role and no binding changes (k8s.io/apiserver, k8s.io/pod-security-admission)
  [
    'forbiddenByQuota',
    'Error from server (Forbidden): error when creating "a.yaml": pods "a" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=2, limited: pods=2',
  ],
  [
    'forbiddenByPodSecurity',
    'Error from server (Forbidden): error when creating "a.yaml": pods "a" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
  ],
  [
    'namespaceEnding',
    'Error from server (Forbidden): error when creating "a.yaml": pods "a" is forbidden: unable to create new content in namespace shop because it is being terminated',
  ],
  [
    'forbiddenToGrant',
    'Error from server (Forbidden): error when creating "a.yaml": roles.rbac.authorization.k8s.io "a" is forbidden: user "a@b.example" (groups=["x"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}',
  ],
  [
    'refused',
    'Error from server (Forbidden): pods "a" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
  ],
  ['refused', 'Error from server (Forbidden): Forbidden (user=x, verb=get, resource=nodes, subresource=proxy)'],
  [
    'refused',
    'Error: INSTALLATION FAILED: pods "a" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
  ],
  // A SOCKS proxy of the kubeconfig
  [
    'proxyFailed',
    'Unable to connect to the server: socks connect tcp proxy:1080->a.azmk8s.io:443: dial tcp: lookup proxy: no such host',
  ],
  // az
  [
    'azRoleMissing',
    `(AuthorizationFailed) The client 'a@b.example' with object id 'x' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action' over scope '${clusterId}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  ],
  [
    'azEntryConflict',
    'A different object named clusterUser_shop_web already exists in clusters in your kubeconfig file.\nOverwrite? (y/n): ',
  ],
  [
    'azLocalAccountsOff',
    '(BadRequest) Getting static credential is not allowed because this cluster is set to disable local accounts. For more details, see https://aka.ms/aks/disable-local-accounts',
  ],
  [
    'azClusterNotFound',
    "(ResourceNotFound) The Resource 'Microsoft.ContainerService/managedClusters/web' under resource group 'shop' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  ],
  ['azSignedOut', "ERROR: Please run 'az login' to setup account."],
  [
    'azSignedOut',
    'Interactive authentication is needed. Please run:\naz login --scope https://management.core.windows.net//.default',
  ],
  // our own plugin
  [
    'ownConsentMissing',
    'Error: The program that runs this does not say which cluster the token is for, as kubectl, helm and k9s do. AKS Entra gives none',
  ],
  [
    'ownClusterUnknown',
    'Error: AKS Entra gives out no token for this cluster: its server is not the one that you set up. If you trust it, run',
  ],
  [
    'ownSignInNeeded',
    'Error: VS Code is not signed in with the account of this context. Sign in with it in VS Code, then try again.',
  ],
  ['ownWindowMissing', 'Error: No VS Code window is open that could sign kubectl in. Open one, or choose a fallback'],
];

/** Every number of facts-azure.md 9, and its family. */
const refusals: Readonly<Partial<Record<ProblemCode, readonly number[]>>> = {
  signInNeeded: [50076, 50079, 50072, 50074, 50078, 70043, 50173, 65004, 700082, 70008],
  tokenProtection: [530084],
  deviceCodeBlocked: [530036],
  signInBlocked: [53003, 53000, 53001, 50097, 530035],
  accountBlocked: [50053, 50057],
  accountNotAssigned: [50105],
  accountNotInTenant: [50020, 50034],
  secretRefused: [50126, 7000215, 7000222],
  consentMissing: [65001, 90094, 65002, 500011, 700016, 7000229],
  deviceCodeExpired: [70016, 70018, 70019],
  tenantUnknown: [90002, 90038],
  signInRefused: [99999, 500761],
};

const webhook =
  'Error from server (InternalError): error when creating "a.yaml": Internal error occurred: failed calling webhook "webhook.cert-manager.io": failed to call webhook: Post "https://cert-manager-webhook.cert-manager.svc:443/mutate?timeout=10s":';

/** They look like a problem of the way to the API server, and are of another one: nothing is better than a wrong word. */
const ofOtherServers: readonly string[] = [
  // what the API server itself calls (k8s.io/apiserver, webhook and proxy errors)
  `${webhook} tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  `${webhook} tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-30`,
  `${webhook} x509: certificate is valid for a.svc, not b.svc`,
  `${webhook} dial tcp 10.0.1.2:443: connect: connection refused`,
  `${webhook} dial tcp 10.0.1.2:443: i/o timeout`,
  `${webhook} net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
  'Error: UPGRADE FAILED: 1 error occurred:\n\t* Internal error occurred: failed calling webhook "a.b": failed to call webhook: Post "https://a.b.svc:443/x": dial tcp: lookup a.b.svc on 10.0.0.10:53: no such host\n\n',
  'Error from server: conversion webhook for a.b/v1, Kind=C failed: Post "https://a.b.svc:443/convert": dial tcp 10.0.1.2:443: i/o timeout',
  'Error from server: error dialing backend: dial tcp 10.240.0.4:10250: i/o timeout',
  'Error from server: Get "https://10.240.0.4:10250/containerLogs/a/b/c": net/http: TLS handshake timeout',
  'Error from server: Get "https://10.240.0.4:10250/containerLogs/a/b/c": dial tcp 10.240.0.4:10250: connect: connection refused',
  'Error from server (ServiceUnavailable): error trying to reach service: x509: certificate signed by unknown authority',
  'E1130 12:00:00.000000 1 portforward.go:424] "Unhandled Error" err="an error occurred forwarding 8080 -> 8080: error forwarding port 8080 to pod a, uid : failed to execute portforward in network namespace \\"/var/run/netns/a\\": failed to connect to localhost:8080 inside namespace \\"a\\", IPv4: dial tcp 127.0.0.1:8080: connect: connection refused"',
  // what a program reads before or beside the cluster
  'error: unable to read URL "https://raw.githubusercontent.com/a/b.yaml", server reported 404 Not Found, status code=404',
  'Error: looks like "https://charts.example.com" is not a valid chart repository or cannot be reached: Get "https://charts.example.com/index.yaml": dial tcp: lookup charts.example.com on 127.0.0.53:53: no such host',
  'Error: INSTALLATION FAILED: failed to do request: Head "https://a.azurecr.io/v2/b/manifests/1": net/http: TLS handshake timeout',
  'Error: failed to fetch https://charts.example.com/a-1.tgz : dial tcp 20.1.2.3:443: i/o timeout',
  'error: accumulating resources: accumulation err=\'accumulating resources from "https://github.com/a/b": Get "https://github.com/a/b": dial tcp: lookup github.com: no such host\'',
  // Entra's and Azure's hosts
  'Error: failed to get token: Post "https://login.microsoftonline.com/x/oauth2/v2.0/token": dial tcp: lookup login.microsoftonline.com: no such host',
  'Unable to connect to the server: dial tcp: lookup login.microsoftonline.com: i/o timeout',
  'Get "https://management.azure.com/subscriptions": dial tcp: lookup management.azure.com: no such host',
  // nobody's kubelogin
  "error: unknown shorthand flag: 'l' in -l\nSee 'kubectl exec --help' for usage.",
  'Error: unknown flag: --environment',
  'Error: unknown flag: --login',
  // az, of what is no cluster
  '(Forbidden) The client does not have access to the vault.',
];

describe('the error catalogue, with texts that are of another server', () => {
  for (const text of ofOtherServers) {
    it(`says nothing of ${text.slice(0, 160).replaceAll('\n', ' ')}`, () => {
      assert.equal(explainProblem(text)?.code, undefined);
    });
  }

  it('still knows what stands beside them', () => {
    const ours = 'error: You must be logged in to the server (Unauthorized)';
    assert.equal(explainProblem(`${ofOtherServers.join('\n')}\n${ours}\n`)?.code, 'unauthorized');
  });

  // kubectl says so of every address, a file's too (cmd/util/helpers.go, StandardErrorMessage).
  const ofAnyAddress: readonly (readonly [ProblemCode, (host: string) => string])[] = [
    [
      'hostUnknown',
      (host) => `Unable to connect to the server: dial tcp: lookup ${host} on 127.0.0.53:53: no such host`,
    ],
    [
      'hostUnknown',
      (host) =>
        `E1130 memcache.go:265] err="Get \\"https://${host}:443/api\\": dial tcp: lookup ${host}: no such host"`,
    ],
    [
      'connectionRefused',
      (host) => `The connection to the server ${host}:443 was refused - did you specify the right host or port?`,
    ],
    [
      'timeout',
      (host) =>
        `Error: Kubernetes cluster unreachable: Get "https://${host}:443/version": dial tcp 20.1.2.3:443: i/o timeout`,
    ],
    ['unknownAuthority', (host) => `Get "https://${host}/version": x509: certificate signed by unknown authority`],
  ];
  const seen = {
    cluster: { id: clusterId, apiServerHost: 'Web.hcp.azmk8s.io', privateApiServerHost: 'web.private.azmk8s.io' },
  };
  const known: readonly (readonly [string, ProblemFacts])[] = [
    ['the context’s server', { serverHost: 'web.hcp.azmk8s.io' }],
    ['the cluster that Azure knows', { seen: seen as unknown as NonNullable<ProblemFacts['seen']> }],
  ];
  for (const [what, facts] of known) {
    it(`takes only what is of ${what}, where that is known`, () => {
      for (const [code, textOf] of ofAnyAddress) {
        assert.equal(explainProblem(textOf('web.hcp.azmk8s.io'), facts)?.code, code);
        assert.equal(explainProblem(textOf('web.hcp.azmk8s.io.'), facts)?.code, code);
        assert.equal(explainProblem(textOf('raw.githubusercontent.com'), facts), undefined, textOf('other'));
        assert.equal(explainProblem(textOf('raw.githubusercontent.com'))?.code, code);
      }
    });
  }

  it('takes the private name and the tunnel’s address for the cluster’s', () => {
    const [, textOf] = ofAnyAddress[2] ?? assert.fail();
    const facts = { ...known[1]?.[1], serverHost: '127.0.0.1' };
    for (const host of ['web.private.azmk8s.io', '127.0.0.1']) {
      assert.notEqual(explainProblem(textOf(host), facts), undefined, host);
    }
    const none = 'The connection to the server localhost:8080 was refused - did you specify the right host or port?';
    assert.equal(explainProblem(none, facts)?.code, 'noContext');
  });

  it('offers nothing but “Why?” for a refusal that no role and no token changes', () => {
    const seenFacts = known[1]?.[1] ?? {};
    for (const [code, text] of recorded.filter(([each]) =>
      ['forbiddenByQuota', 'forbiddenByPodSecurity', 'namespaceEnding', 'forbiddenToGrant', 'refused'].includes(each),
    )) {
      const problem = explainProblem(text, seenFacts);
      assert.equal(problem?.code, code);
      assert.deepEqual(
        problem.remedies.map(({ kind }) => kind),
        ['explainForbidden'],
      );
      assert.doesNotMatch(problem.cause, /no role or binding/);
    }
  });
});

describe('the error catalogue, with recorded texts', () => {
  for (const [code, text] of recorded) {
    it(`knows ${text.slice(0, 100).replaceAll('\n', ' ')}`, () => {
      const problem = explainProblem(text);
      assert.equal(problem?.code, code);
      assert.ok(problem.remedies.length > 0, 'nothing is offered');
      for (const sentences of [problem.cause, problem.fix]) {
        assert.doesNotMatch(sentences, /undefined|\n/);
      }
    });
  }

  for (const [code, numbers] of Object.entries(refusals)) {
    it(`knows ${code} by its numbers`, () => {
      for (const number of numbers) {
        const problem = explainProblem(`Error: failed to get token: ... AADSTS${number}: ... Trace ID: x`);
        assert.equal(problem?.code, code, String(number));
        assert.match(problem.cause, new RegExp(`\\(AADSTS${number}\\)$`));
      }
    });
  }

  it('says nothing of what it does not know', () => {
    for (const text of [
      '',
      'Error from server (NotFound): pods "a" not found',
      'no',
      'error: timed out waiting for the condition',
      'diff -u a b',
      'AADSTS12',
    ]) {
      assert.equal(explainProblem(text), undefined, text);
    }
  });

  it('offers a new token only where somebody keeps one, and for the cluster in question', () => {
    const seen = { cluster: { id: clusterId } } as unknown as NonNullable<ProblemFacts['seen']>;
    const offered = (facts: ProblemFacts): string[] =>
      (explainProblem('error: You must be logged in to the server (Unauthorized)', facts)?.remedies ?? []).map((one) =>
        one.kind === 'onCluster' ? one.command : one.kind === 'copyLine' ? one.line : one.kind,
      );
    assert.deepEqual(offered({ hasOwnPlugin: true, seen }), ['refreshToken', 'getCredentials', 'checkSetup']);
    assert.deepEqual(offered({ hasOwnPlugin: true }), ['refreshToken', 'getCredentials', 'checkSetup']);
    assert.deepEqual(offered({ hasOwnPlugin: false, hasKubelogin: true }), [
      'getCredentials',
      'kubelogin remove-tokens',
      'checkSetup',
    ]);
    assert.deepEqual(offered({ hasOwnPlugin: false, seen }), ['getCredentials', 'checkSetup']);
    assert.deepEqual(offered({}), ['getCredentials', 'checkSetup']);
  });

  it('offers no entry on an allowlist where every plugin is denied, our own too', () => {
    const denied = explainProblem('plugin "/a/aks-entra/plugin/aks-entra" not allowed: policy set to "DenyAll"');
    assert.equal(denied?.code, 'pluginNotAllowed');
    assert.match(denied.cause + denied.fix, /DenyAll.*forbids every plugin/);
    assert.deepEqual(
      denied.remedies.map(({ kind }) => kind),
      ['openPage'],
    );
  });

  it('sees through a terminal’s colours and marks', () => {
    const text =
      '\u001b]633;C\u0007\u001b[31mUnable to connect to the server: \u001b[1mdial tcp: lookup a.azmk8s.io\u001b[0m: no such host\r\n';
    assert.equal(explainProblem(text)?.code, 'hostUnknown');
  });

  it('takes the cluster whose role is missing from Azure’s message, and from nothing that only looks like it', () => {
    const text = (over: string): string =>
      `(AuthorizationFailed) The client 'a' with object id 'x' does not have authorization to perform action 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action' over scope '${over}'`;
    assert.deepEqual(explainProblem(text(clusterId))?.remedies[0], {
      kind: 'activateRole',
      title: 'Activate a Role (PIM)…',
      clusterId,
    });
    assert.equal(explainProblem(text('/subscriptions/x$(id)/a'))?.remedies[0]?.kind, 'signIn');
  });

  it('cleans what it takes out of a text, and keeps no more of it than that', () => {
    const link = '[Fix](command:x)\u202e';
    const problem = explainProblem(
      `interactiveMode must be specified for ${link} to use exec authentication plugin eyJ0b2tlbg.e30.c2ln`,
    );
    assert.equal(problem?.code, 'interactiveModeMissing');
    assert.doesNotMatch(JSON.stringify(problem), /\]\(command|\u202e|eyJ0b2tlbg/);
  });

  it('takes no longer for a text that was made to take long', () => {
    const pieces = [
      'exec: executable ',
      '"',
      'x509: certificate is valid for ',
      'dial tcp: lookup ',
      'AuthorizationFailed ',
      'A different object named ',
      'AzureCLICredential: ',
      '\u001b]',
      '\u001b[',
      'platform_broker',
      'AADSTS',
      'plugin path "',
      'admission webhook "',
      'error: no context ',
      'Get "https://',
      'lookup ',
      'Error: unknown flag: --login ',
      'kubelogin ',
    ];
    for (const piece of [...pieces, ' ', 'a', '\n', pieces.join('')]) {
      const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
      endsSoon(() => explainProblem(text));
    }
  });
});
