import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmManagedClusters } from '../../../../src/adapters/azure/managedClusters.ts';
import { ArmPermissions } from '../../../../src/adapters/azure/armPermissions.ts';
import { ArmOperations } from '../../../../src/adapters/azure/armOperations.ts';
import type { Cluster } from '../../../../src/core/clusters/cluster.ts';
import type { SeenCluster } from '../../../../src/core/clusters/seenCluster.ts';
import { mayUpdate } from '../../../../src/core/access/permissions.ts';
import type { JsonObject } from '../../../../src/core/clusterWrites/rawCluster.ts';
import { SignedUrl } from '../../../../src/core/clusterWrites/signedUrl.ts';
import { contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { ArmFixture } from './armFixture.ts';
import { assertHoldsNoSecret } from './assertHoldsNoSecret.ts';
import { ScriptedArm, type ScriptedAnswer, type ScriptedCall } from './scriptedArm.ts';

const body =
  '{"id":"x","properties":{"provisioningState":"Succeeded","huge":12345678901234567890,"odd":1.0},"eTag":"\\"e-1\\""}';
const withoutETag = body.replace(',"eTag":"\\"e-1\\""', '');
/** As long and as odd as recorded: percent signs, dashes, and what a careless client would encode anew. */
const signature = `t=638&c=${'MIIHhz'.repeat(600)}&s=sig-_~.%2Bnature%3d%3D&h=ha(sh)*!,;:@/?`;

describe('ArmManagedClusters', { timeout: 60_000 }, () => {
  let arm: ArmFixture;
  let azure: ScriptedArm;
  let clusters: ArmManagedClusters;
  let seen: SeenCluster;
  /** What a call gets, by the beginning of "METHOD path"; the first that fits. */
  let script: (readonly [call: string, answer: ScriptedAnswer | ((call: ScriptedCall) => ScriptedAnswer)])[];

  const group = `/subscriptions/${production.subscriptionId}`;
  const path = `${group}/resourceGroups/gr%C3%B6%C3%9Fe(1)/providers/Microsoft.ContainerService/managedClusters/web`;
  const providers = `GET ${group}/providers/Microsoft.ContainerService?`;

  before(async () => {
    arm = await ArmFixture.start();
    azure = await ScriptedArm.start();
  });
  beforeEach(async () => {
    await arm.signInAs();
    arm.use({ armEndpoint: azure.endpoint });
    clusters = new ArmManagedClusters(arm.client);
    // Only its ids are read.
    const cluster = { ...production, resourceGroup: 'größe(1)', name: 'web' } as unknown as Cluster;
    seen = {
      cluster,
      account: arm.signIn.account,
      tenants: { owner: contoso, lister: contoso },
      subscription: production,
    };
    azure.calls.length = 0;
    script = [[providers, versions('2025-10-01', '2026-06-01', '2026-09-01-preview')]];
    azure.answer = (call) => {
      const [, answer = { status: 404 }] =
        script.find(([start]) => `${call.method} ${call.url}`.startsWith(start)) ?? [];
      return typeof answer === 'function' ? answer(call) : answer;
    };
  });
  after(async () => {
    azure.close();
    await arm.simulator.close();
  });

  function versions(...apiVersions: string[]): ScriptedAnswer {
    return {
      body: {
        resourceTypes: [
          { resourceType: 'fleets', apiVersions: ['2026-03-01'] },
          { resourceType: 'ManagedClusters', apiVersions },
        ],
      },
    };
  }
  const made = (method: string): ScriptedCall[] => azure.calls.filter((call) => call.method === method);
  const operationUrl = (): string =>
    `${azure.endpoint}${group}/providers/Microsoft.ContainerService/locations/we/operations/1?api-version=2025-03-01&${signature}`;

  it('reads in the newest version that is known here and listed there, and asks for the list once', async () => {
    script.push([`GET ${path}`, { body }]);
    assert.equal((await clusters.read(seen, arm.caller())).apiVersion, '2026-06-01');
    await clusters.read(seen, arm.caller());
    assert.deepEqual(
      azure.calls.map(({ url }) => url),
      [
        `${group}/providers/Microsoft.ContainerService?api-version=2021-04-01`,
        `${path}?api-version=2026-06-01`,
        `${path}?api-version=2026-06-01`,
      ],
    );
  });

  for (const [what, answer] of [
    ['may not be read', { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } }],
    ['is none', { body: 'what?' }],
    ['has none that is known here', versions('2030-01-01')],
  ] as const) {
    it(`reads in the version of all reads where the list ${what}`, async () => {
      script = [
        [providers, answer],
        [`GET ${path}`, { body }],
      ];
      assert.equal((await clusters.read(seen, arm.caller())).apiVersion, '2025-10-01');
    });
  }

  it('sends what was read back as it was, in its version, with the eTag as it came', async () => {
    script.push([`GET ${path}`, { body }], [`PUT ${path}`, { body }]);
    const document = await clusters.read(seen, arm.caller());
    await clusters.update(seen, arm.caller(), document, document.body);
    const [put] = made('PUT');
    assert.equal(put?.body, body);
    assert.equal(put.headers['if-match'], '"e-1"');
    assert.match(put.headers['content-type'] ?? '', /^application\/json/);
    assert.equal(put.url, `${path}?api-version=2026-06-01`);
    assert.equal(made('GET').length, 2);
  });

  it('looks again before it writes where there is no eTag, and writes only what is as it was', async () => {
    const reads = [withoutETag, withoutETag, withoutETag, withoutETag.replace('1.0', '1.5')];
    script.push([`GET ${path}`, () => ({ body: reads.shift() })], [`PUT ${path}`, { body }]);
    const document = await clusters.read(seen, arm.caller());
    assert.equal(document.eTag, undefined);
    await clusters.update(seen, arm.caller(), document, document.body);
    assert.equal(made('PUT')[0]?.headers['if-match'], undefined);
    const again = await clusters.read(seen, arm.caller());
    const work = clusters.update(seen, arm.caller(), again, again.body);
    await arm.rejectsWith(work, 'clusterChanged', /somebody else changed it/);
    assert.equal(made('PUT').length, 1);
  });

  it('uses the eTag that the second look brings', async () => {
    const reads = [withoutETag, body];
    script.push([`GET ${path}`, () => ({ body: reads.shift() })], [`PUT ${path}`, { body }]);
    const document = await clusters.read(seen, arm.caller());
    await clusters.update(seen, arm.caller(), document, document.body);
    assert.equal(made('PUT')[0]?.headers['if-match'], '"e-1"');
  });

  async function update(answer: ScriptedAnswer): Promise<unknown> {
    script.push([`PUT ${path}`, answer]);
    const before = { apiVersion: '2026-06-01', body: JSON.parse(body) as JsonObject, eTag: 'e-1' };
    return clusters.update(seen, arm.caller(), before, before.body);
  }

  const busy2024 =
    'Operation is not allowed: Another operation (Updating) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details';
  const busy2026 =
    "Operation is not allowed because there's an in progress update managed cluster operation (operation ID: 1) on the managed cluster started on UTC 2026-05-01T00:00:00Z. Please wait for it to finish before starting a new operation. You can also use 'az aks operation-abort ...' to abort the ongoing operation.";
  for (const [what, status, refusal, code] of [
    ['412 in one spelling', 412, { error: { code: 'PreConditionFailed', message: 'no' } }, 'clusterChanged'],
    ['412 in the other, bare', 412, { code: 'PreconditionFailed', message: 'no' }, 'clusterChanged'],
    ['412 without a body', 412, '', 'clusterChanged'],
    [
      'a race within AKS',
      409,
      {
        code: 'EtagMismatch',
        details: [{ code: 'Unspecified', message: 'rpc error' }],
        message: 'Operation is not allowed: Another operation is in progress',
        subcode: 'PutManagedClusterAndComponents_FailedPrecondition',
      },
      'clusterChanged',
    ],
    ['busy, as in 2024', 409, { code: 'OperationNotAllowed', message: busy2024 }, 'clusterBusy'],
    [
      'busy, as in 2026',
      409,
      { code: 'OperationNotAllowed', details: null, message: busy2026, subcode: '' },
      'clusterBusy',
    ],
    [
      'what is not allowed for another reason',
      409,
      { code: 'OperationNotAllowed', message: 'Quota exceeded.' },
      'unexpectedAnswer',
    ],
    [
      'a change that AKS refuses',
      400,
      {
        code: 'PropertyChangeNotAllowed',
        message: "Changing property 'aadProfile.managed' is not allowed.",
        target: 'aadProfile.managed',
      },
      'unexpectedAnswer',
    ],
  ] as const) {
    it(`tells by a code: ${what}`, async () => {
      await arm.rejectsWith(update({ status, body: refusal }), code, /^Could not update cluster web: /);
      assert.equal(made('PUT').length, 1);
    });
  }

  for (const [what, answer] of [
    ['the connection ends without an answer', { isDropped: true }],
    ['Azure answers 503', { status: 503 }],
    ['the answer breaks off', { body: '{"id":' }],
  ] as const) {
    it(`says that nobody knows, and does not write twice, where ${what}`, async () => {
      await arm.rejectsWith(update(answer), 'updateUnanswered', /not known whether Azure did this/);
      assert.equal(made('PUT').length, 1);
    });
  }

  it('does not say so where nothing can have been sent', async () => {
    arm.use({ armEndpoint: 'https://localhost:1' });
    clusters = new ArmManagedClusters(arm.client);
    await arm.rejectsWith(update({}), 'offline', /ECONNREFUSED/);
  });

  it('follows a signed URL byte for byte, and shows it to nobody', async () => {
    const started = await update({ body, headers: { 'azure-asyncoperation': operationUrl() } });
    const { operation } = started as { operation?: SignedUrl };
    assert.equal(operation?.reveal(), operationUrl());
    assertHoldsNoSecret(started, [signature, 'MIIHhz', 'sig-_']);
    script.push([
      `GET ${group}/providers/Microsoft.ContainerService/locations`,
      { body: { status: 'InProgress' }, headers: { 'retry-after': '7' } },
    ]);
    assert.deepEqual(await new ArmOperations(arm.client).poll(seen, arm.caller(), operation), {
      httpStatus: 200,
      body: { status: 'InProgress' },
      retryAfterSeconds: 7,
    });
    assert.equal(`${azure.endpoint}${azure.calls.at(-1)?.url ?? ''}`, operationUrl());
  });

  for (const [what, answer, code] of [
    ['404', { status: 404, body: { error: { code: 'NotFound', message: signature } } }, 'notFound'],
    ['403', { status: 403, body: { error: { code: 'AuthorizationFailed', message: signature } } }, 'missingRole'],
    ['400', { status: 400, body: { code: signature, message: signature } }, 'unexpectedAnswer'],
    ['a broken connection', { isDropped: true }, 'offline'],
    ['401', { status: 401 }, 'signedOut'],
  ] as const) {
    it(`keeps a signed URL out of the error where a poll gets ${what}`, async () => {
      script.push([`GET ${group}/providers/Microsoft.ContainerService/locations`, answer]);
      const work = new ArmOperations(arm.client).poll(seen, arm.caller(), new SignedUrl(operationUrl()));
      await arm.rejectsWith(work, code, /^Could not follow the change of cluster web: /, [signature, 'MIIHhz']);
    });
  }

  it('takes a text that is no JSON for an answer without a status', async () => {
    script.push([
      `GET ${group}/providers/Microsoft.ContainerService/locations`,
      { status: 202, headers: { 'content-type': 'text/plain' } },
    ]);
    const answer = await new ArmOperations(arm.client).poll(seen, arm.caller(), new SignedUrl(operationUrl()));
    assert.deepEqual(answer, { httpStatus: 202, body: undefined });
  });

  const foreign = (): readonly string[] => [
    'https://evil.example/operations/1?api-version=2025-03-01',
    operationUrl().replace('https://', 'https://user:word@'),
    operationUrl().replace('localhost', 'localhost@evil.example'),
    operationUrl().replace('https:', 'http:'),
    operationUrl().replace('localhost', 'localhost.evil.example'),
    operationUrl().replace('localhost:', 'localhost:1'),
    `${azure.endpoint}\\@evil.example/?api-version=1`,
    `${azure.endpoint}/operations/1`,
    `${azure.endpoint}/operations/1?api-version=1&s="sig"`,
    `${azure.endpoint}/operations/1?api-version=1#s`,
    '/operations/1?api-version=1',
    '//evil.example/?api-version=1',
    '',
  ];

  it('keeps no link that leads elsewhere, or that would not arrive as it stands', async () => {
    for (const link of foreign()) {
      assert.deepEqual(await update({ body, headers: { 'azure-asyncoperation': link } }), {}, link);
      script.pop();
    }
  });

  it('sends no token to where such a link leads, wherever it was kept', async () => {
    for (const link of foreign()) {
      const work = new ArmOperations(arm.client).poll(seen, arm.caller(), new SignedUrl(link));
      await arm.rejectsWith(work, 'unexpectedAnswer', /does not lead to Azure/);
    }
    assert.deepEqual(azure.calls, []);
    assert.deepEqual(arm.signIn.requests, []);
  });

  it('takes a success for one, however long Azure asks to wait', async () => {
    const headers = { 'azure-asyncoperation': operationUrl(), 'retry-after': '60' };
    assert.ok((await update({ status: 201, body, headers })) instanceof Object);
    script.push([
      `GET ${group}/providers/Microsoft.ContainerService/locations`,
      { body: { status: 'InProgress' }, headers },
    ]);
    const answer = await new ArmOperations(arm.client).poll(seen, arm.caller(), new SignedUrl(operationUrl()));
    assert.deepEqual([answer.httpStatus, answer.retryAfterSeconds], [200, 60]);
  });

  it('says at once that Azure limits requests, and writes nothing behind anybody’s back', async () => {
    await arm.rejectsWith(update({ status: 429, headers: { 'retry-after': '1' } }), 'throttled', /in 1 second/);
    assert.equal(made('PUT').length, 1);
  });

  it('reads in the version of all reads where the region is behind the list', async () => {
    const refusal = {
      code: 'NoRegisteredProviderFound',
      message: "No registered resource provider found for location 'we'",
    };
    script.push([`GET ${path}?api-version=2026`, { status: 400, body: { error: refusal } }], [`GET ${path}`, { body }]);
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await clusters.read(seen, arm.caller())).apiVersion, '2025-10-01');
    }
    assert.equal(azure.calls.filter(({ url }) => url.endsWith('=2026-06-01')).length, 1);
    script[1] = [`GET ${path}`, { status: 400, body: { error: refusal } }];
    await arm.rejectsWith(clusters.read(seen, arm.caller()), 'unexpectedAnswer', /NoRegisteredProviderFound/);
  });

  it('follows the result’s place where no operation is named', async () => {
    const started = await update({ status: 202, headers: { location: operationUrl() } });
    assert.equal((started as { operation?: SignedUrl }).operation?.reveal(), operationUrl());
  });

  it('answers MFA that a write needs by one sign-in with the claims, and gives up after that', async () => {
    const claims = btoa('{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}');
    const challenge = {
      status: 401,
      headers: {
        'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
      },
      body: {
        error: {
          code: 'RequestDisallowedByPolicy',
          message: "Resource 'web' was disallowed by policy. Users must use MFA for Create/Update operations.",
        },
      },
    };
    await arm.rejectsWith(update(challenge), 'signedOut', /multi-factor/);
    assert.equal(made('PUT').length, 2);
    assert.deepEqual(
      arm.signIn.requests.map((request) => request.claims),
      [undefined, claims],
    );
    assert.deepEqual(
      made('PUT').map((call) => call.body),
      Array(2).fill(JSON.stringify(JSON.parse(body))),
    );
  });

  it('says what an answer is that is no cluster, without quoting it', async () => {
    for (const answer of ['[1]', 'null', '"very-secret"', '']) {
      script = [script[0] ?? [providers, {}], [`GET ${path}`, { body: answer }]];
      await arm.rejectsWith(clusters.read(seen, arm.caller()), 'unexpectedAnswer', /not a cluster/, ['very-secret']);
    }
  });

  it('reads what the account may do there, page by page', async () => {
    const permissions = `${path}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
    script.push(
      [`GET ${permissions}&page=2`, { body: { value: [{ actions: ['*'], notActions: [] }] } }],
      [
        `GET ${permissions}`,
        {
          body: {
            value: [{ actions: ['*/read'], notActions: [] }],
            nextLink: `${azure.endpoint}${permissions}&page=2`,
          },
        },
      ],
    );
    const entries = await new ArmPermissions(arm.client).permissions(seen, arm.caller());
    assert.equal(entries.length, 2);
    assert.ok(mayUpdate(entries) && !mayUpdate(entries.slice(0, 1)));
  });
});
