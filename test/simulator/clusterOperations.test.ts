import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Ending } from './arm/operations.ts';
import { clusterClient, clusterPath, withProfile, type ClusterClient } from './armClient.ts';
import { ada, aksAdmins } from './scenarios/people.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { accessToken, callSimulator, refresh, signIn, type Reply } from './simulatorClient.ts';

const managed = { managed: true, adminGroupObjectIDs: [aksAdmins.objectId], enableAzureRBAC: false };
const lab = 'static-lab';

describe('long-running operations of the simulated ARM', () => {
  let simulator: Simulator;
  let token: string;
  let arm: ClusterClient;
  before(async () => {
    simulator = await startSimulator({ updateDurationMs: 80 });
    arm = clusterClient(simulator, () => token);
  });
  beforeEach(async () => {
    simulator.reset();
    token = await accessToken(simulator, { upn: ada.upn });
  });
  after(() => simulator.close());

  it('say ProvisioningControlPlane twice and then ReconcilingAddons while they are held, and Succeeded once let go', async () => {
    await control('/operations', { durationMs: null });
    const started = await enable();
    const states = [await poll(started), await poll(started), await poll(started)].map(({ status }) => status);
    assert.deepEqual(states, ['ProvisioningControlPlane', 'ProvisioningControlPlane', 'ReconcilingAddons']);
    assert.equal((await control('/operations/end')).status, 200);
    const ended = await poll(started);
    assert.equal(ended['status'], 'Succeeded');
    assert.match(String(ended['endTime']), /\.\d{7}Z$/);
    const [operation] = (await (await fetch(`${simulator.controlUrl}/operations`)).json()) as { changed: string[] }[];
    assert.deepEqual(operation?.changed, ['properties.aadProfile']);
  });

  it('have signed addresses of four kilobytes, which count only byte for byte and stay out of the record', async () => {
    simulator.operations.setDuration(null);
    const started = await enable();
    const url = urlOf(started);
    assert.match(
      url,
      /^https:\/\/management\.azure\.com\/subscriptions\/.+\/locations\/westeurope\/operations\/[-0-9a-f]{36}\?api-version=2025-03-01&t=\d{18}&c=/,
    );
    assert.ok(url.length > 4000 && url.length < 4700, String(url.length));
    assert.equal(started.headers['retry-after'] ?? started.headers.location, undefined);
    const altered = [
      url.replace('api-version=2025-03-01', 'api-version=2025-10-01'),
      url.replace(/&h=.*/, ''),
      url.replace('&s=', '&s=A'),
      url.replace('westeurope', 'WestEurope'),
    ];
    for (const other of altered) {
      assert.equal((await callSimulator(simulator, other, { token })).status, 403);
    }
    assert.equal(simulator.surprises().length, altered.length);
    const signature = /&s=([^&]+)/.exec(url)?.[1] ?? '';
    assert.ok(!JSON.stringify(simulator.record).includes(signature));
  });

  it('echo the new value from the first answer on, with other eTags, and have no effect before the end', async () => {
    simulator.operations.setDuration(null);
    const before = await arm.read(lab);
    const started = await enable();
    const during = await arm.read(lab);
    assert.deepEqual((during.properties['aadProfile'] as { managed: boolean }).managed, true);
    assert.equal(during.properties['provisioningState'], 'Updating');
    assert.notEqual(during.eTag, before.eTag);
    assert.notEqual(poolETag(during), poolETag(before));
    assert.match(await kubeconfig(), /client-certificate-data/);
    simulator.operations.end();
    assert.equal((await poll(started))['status'], 'Succeeded');
    assert.match(await kubeconfig(), /kubelogin/);
  });

  it('refuse a second write in the words of 2026 while one runs, and one that lost a race as EtagMismatch', async () => {
    simulator.operations.setDuration(null);
    await enable();
    const second = await enable();
    assert.equal(second.status, 409);
    assert.match(
      second.body,
      /^{"code":"OperationNotAllowed","details":null,"message":"Operation is not allowed because there's an in progress update managed cluster operation \(operation ID: [-0-9a-f]{36}\) on the managed cluster started on UTC /,
    );
    simulator.operations.end();
    simulator.faults.set({ kind: 'refused', refusal: 'etagMismatch', method: 'writes', times: 1 });
    const raced = await enable();
    assert.equal(raced.status, 409);
    assert.equal(raced.json()['code'], 'EtagMismatch');
    assert.match(String(raced.json()['subcode']), /FailedPrecondition$/);
    simulator.faults.set({ kind: 'refused', refusal: 'preconditionFailed', method: 'writes', times: 1 });
    const overtaken = await enable();
    assert.deepEqual([overtaken.status, overtaken.json()['code']], [412, 'PreConditionFailed']);
  });

  const endings: [Ending, string, string | undefined, string, boolean][] = [
    ['Succeeded', 'Succeeded', undefined, 'Succeeded', true],
    ['Failed', 'Failed', 'InternalOperationError', 'Failed', false],
    ['Canceled', 'Canceled', 'OperationPreempted', 'Canceled', false],
    ['Overtaken', 'Succeeded', 'NotLatestOperation', 'Succeeded', false],
  ];
  for (const [ending, status, code, state, isChanged] of endings) {
    it(`that end as ${ending} say ${status}${code === undefined ? '' : ` with ${code}`} and leave the cluster ${isChanged ? 'changed' : 'as it was'}`, async () => {
      await control('/operations', { durationMs: null });
      const started = await enable();
      await control('/operations/end', { ending, code, message: 'Told by the test.' });
      const answer = await poll(started);
      assert.equal(answer['status'], status);
      assert.equal((answer['error'] as { code: string } | undefined)?.code, code);
      const { properties } = await arm.read(lab);
      assert.equal(properties['provisioningState'], state);
      assert.equal(properties['aadProfile'] !== undefined, isChanged);
    });
  }

  const conditions: [Record<string, string>, string, number, RegExp][] = [
    [{ 'If-Match': '*' }, lab, 200, /Updating/],
    [{ 'If-Match': 'stale' }, lab, 412, /"code":"PreConditionFailed"/],
    [{ 'If-None-Match': '*' }, lab, 412, /"code":"PreConditionFailed"/],
    [{ 'If-None-Match': 'something' }, lab, 400, /"code":"BadRequest"/],
    [{ 'If-None-Match': '*', 'If-Match': '*' }, lab, 400, /"code":"BadRequest"/],
  ];
  for (const [headers, name, status, text] of conditions) {
    it(`answers ${status} to ${JSON.stringify(headers)} for a cluster that is there`, async () => {
      const reply = await arm.put(name, withProfile(await arm.read(name), managed), headers);
      assert.equal(reply.status, status);
      assert.match(reply.body, text);
    });
  }

  it('has no eTag at any time where the cluster has none, and takes a PUT without', async () => {
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === lab);
    assert.ok(cluster);
    delete cluster.arm.eTag;
    const started = await enable();
    assert.equal((await arm.read(lab)).eTag, undefined);
    await arm.pollUntilEnd(started);
    const after = await arm.read(lab);
    assert.deepEqual([after.eTag, poolETag(after)], [undefined, undefined]);
    assert.equal((await arm.put(lab, after, { 'If-Match': 'anything' })).status, 412);
  });

  it('takes the eTag as it was given only, without quotation marks around it', async () => {
    const before = await arm.read(lab);
    const reply = await arm.put(lab, withProfile(before, managed), { 'If-Match': `"${before.eTag}"` });
    assert.equal(reply.status, 412);
  });

  it('stops a locked cluster’s writes and its credential call with ScopeLocked, and none of its reads', async () => {
    const cluster = simulator.directory.scenario.clusters.find(({ name }) => name === lab);
    assert.ok(cluster);
    cluster.lock = 'ReadOnly';
    for (const refused of [await enable(), await credential()]) {
      assert.equal(refused.status, 409);
      assert.match(refused.body, /"code":"ScopeLocked"/);
    }
    cluster.lock = 'CanNotDelete';
    assert.equal((await credential()).status, 200);
  });

  it('asks for multi-factor authentication on writes only, until the token carries the claims of the challenge', async () => {
    simulator.faults.set({ kind: 'refused', refusal: 'policyMfa', method: 'writes' });
    const session = await signIn(simulator, { upn: ada.upn });
    const refused = await enable();
    assert.equal(refused.status, 401);
    assert.match(refused.body, /"code":"RequestDisallowedByPolicy"/);
    const challenge = /claims="([^"]+)"/.exec(String(refused.headers['www-authenticate']))?.[1] ?? '';
    const claims = Buffer.from(challenge, 'base64').toString();
    assert.deepEqual(JSON.parse(claims), { access_token: { acrs: { essential: true, values: ['p1'] } } });
    const scope = 'https://management.core.windows.net/.default';
    const stepped = await refresh(simulator, 'organizations', session['refresh_token'], scope, { claims });
    token = String(stepped.json()['access_token']);
    assert.equal((await enable()).status, 200);
  });

  async function enable(): Promise<Reply> {
    return arm.put(lab, withProfile(await arm.read(lab), managed));
  }
  function urlOf(started: Reply): string {
    return String(started.headers['azure-asyncoperation']);
  }
  async function poll(started: Reply): Promise<Record<string, unknown>> {
    return (await callSimulator(simulator, urlOf(started), { token })).json();
  }
  function credential(): Promise<Reply> {
    const url = `https://management.azure.com${clusterPath('rg-lab', lab)}/listClusterUserCredential?api-version=2025-10-01`;
    return callSimulator(simulator, url, { method: 'POST', token });
  }
  async function kubeconfig(): Promise<string> {
    const [first] = (await credential()).json()['kubeconfigs'] as { value: string }[];
    return Buffer.from(first?.value ?? '', 'base64').toString();
  }
  function control(path: string, body?: unknown): Promise<Response> {
    return fetch(`${simulator.controlUrl}${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
});

function poolETag({ properties }: { properties: Record<string, unknown> }): unknown {
  return (properties['agentPoolProfiles'] as { eTag?: string }[])[0]?.eTag;
}
