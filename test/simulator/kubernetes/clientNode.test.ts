import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ApiException,
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  KubeConfig,
  V1SelfSubjectAccessReview,
  V1SelfSubjectReview,
  VersionApi,
} from '@kubernetes/client-node';
import { adminGroupId, alice, startTestCluster, type TestCluster } from './startTestCluster.ts';

describe('the simulated API server, seen by @kubernetes/client-node', () => {
  let target: TestCluster;
  before(async () => {
    target = await startTestCluster();
  });
  after(() => target.close());

  async function configFor(groups: string[]): Promise<KubeConfig> {
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [
        {
          name: 'test',
          server: target.server,
          caData: Buffer.from(target.authority.certPem).toString('base64'),
          skipTLSVerify: false,
          tlsServerName: target.serverName,
        },
      ],
      users: [{ name: 'user', token: await target.mint({ groups }) }],
      contexts: [{ name: 'test', cluster: 'test', user: 'user' }],
      currentContext: 'test',
    });
    return config;
  }

  it('lists typed nodes with their version and date', async () => {
    const { items } = await (await configFor([adminGroupId])).makeApiClient(CoreV1Api).listNode();
    assert.equal(items.length, 2);
    assert.equal(items[0]?.status?.nodeInfo?.kubeletVersion, 'v1.33.5');
    assert.ok(items[0].metadata?.creationTimestamp instanceof Date);
  });

  it('tells the version of the cluster', async () => {
    assert.equal((await (await configFor([])).makeApiClient(VersionApi).getCode()).gitVersion, 'v1.33.5');
  });

  it('answers a review of oneself', async () => {
    const api = (await configFor([adminGroupId])).makeApiClient(AuthenticationV1Api);
    const { status } = await api.createSelfSubjectReview({ body: new V1SelfSubjectReview() });
    assert.equal(status?.userInfo?.username, alice.upn);
    assert.deepEqual(status.userInfo.groups, [adminGroupId, 'system:authenticated']);
  });

  it('answers whether one may', async () => {
    const spec = { resourceAttributes: { verb: 'list', resource: 'nodes' } };
    const body = Object.assign(new V1SelfSubjectAccessReview(), { spec });
    for (const [groups, expected] of [
      [[adminGroupId], true],
      [[], false],
    ] as const) {
      const api = (await configFor([...groups])).makeApiClient(AuthorizationV1Api);
      assert.equal((await api.createSelfSubjectAccessReview({ body })).status?.allowed, expected);
    }
  });

  it('refuses with the status that a real server sends', async () => {
    const api = (await configFor([])).makeApiClient(CoreV1Api);
    await assert.rejects(api.listNode(), (error) => error instanceof ApiException && error.code === 403);
  });
});
