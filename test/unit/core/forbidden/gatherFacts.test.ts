import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ArmRoleActivations } from '../../../../src/adapters/azure/armRoleActivations.ts';
import { ArmRoleAssignments } from '../../../../src/adapters/azure/roleAssignments.ts';
import { GraphClient } from '../../../../src/adapters/graph/graphClient.ts';
import { GraphGroupCreation } from '../../../../src/adapters/graph/graphGroupCreation.ts';
import { GraphGroupNames } from '../../../../src/adapters/graph/graphGroupNames.ts';
import type { CheckRow } from '../../../../src/core/checks/checkRow.ts';
import type { AccessToken } from '../../../../src/core/entra/accessToken.ts';
import { clusterScope as tokenScope } from '../../../../src/core/entra/scopes.ts';
import { isCancellation } from '../../../../src/core/cancellation.ts';
import type { ForbiddenFacts } from '../../../../src/core/forbidden/forbiddenFacts.ts';
import { forbiddenRows } from '../../../../src/core/forbidden/forbiddenRows.ts';
import { gatherFacts } from '../../../../src/core/forbidden/gatherFacts.ts';
import { parseRefusal } from '../../../../src/core/forbidden/parseRefusal.ts';
import { findKubectls, runKubectl } from '../../../kubectl.ts';
import { aksAdmins, ben, cleo, contoso } from '../../../simulator/scenarios/people.ts';
import { production } from '../../../simulator/scenarios/subscriptions.ts';
import { clusterAt } from '../../../simulator/cloudServer.ts';
import { ArmFixture, publicCloud } from '../../adapters/azure/armFixture.ts';

const [kubectl] = findKubectls().slice(-1);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('why the simulated Azure said Forbidden to a real kubectl', { timeout: 90_000 }, () => {
  let azure: ArmFixture;
  let folder: string;

  before(async () => {
    azure = await ArmFixture.start();
    folder = await mkdtemp(path.join(tmpdir(), 'forbidden-'));
    await writeFile(path.join(folder, 'ca.pem'), azure.simulator.caPem);
  });
  beforeEach(() => azure.signInAs(ben.upn));
  after(async () => {
    await azure.simulator.close();
    await rm(folder, { recursive: true });
  });

  it('is a role at a namespace that is missing under Azure RBAC, and one that PIM has for a click', async () => {
    const rows = await explain('orders-prod', ['get', 'secrets', '-n', 'default']);
    assert.deepEqual(
      rows.map(({ id, state }) => [id, state]),
      [
        ['request', 'error'],
        ['activation', 'warning'],
        ['role', 'error'],
        ['token', 'note'],
        ['scopes', 'note'],
      ],
    );
    assert.match(rows[1]?.summary ?? '', /^RBAC Cluster Admin · this cluster/);
    assert.match(rows[2]?.summary ?? '', /^RBAC Writer · namespace “default”$/);
    // The scopes that we tell are those that were asked.
    const asked = azure.simulator.record.findLast(({ askedScopes }) => askedScopes !== undefined)?.askedScopes;
    assert.deepEqual(
      rows[4]?.rows?.flatMap(({ details }) => details ?? []),
      asked,
    );
    assert.match(rows[4]?.rows?.[0]?.summary ?? '', /^your roles do not cover it: .*RBAC Reader/);
  });

  it('is a token that is older than a group, and asks nobody for more than it says', async () => {
    const former = await tokenOf();
    azure.simulator.directory.setMembership(aksAdmins.objectId, ben.objectId, true);
    const rows = await explain('payments-prod', ['get', 'nodes'], former);
    assert.deepEqual(
      rows.map(({ id, title }) => [id, title]),
      [
        ['request', '“ben@contoso.com” may not list “nodes” in the whole cluster'],
        ['token', 'Your token is older than your membership in “aks-admins”'],
      ],
    );
  });

  it('is a binding that is missing under Kubernetes RBAC', async () => {
    const rows = await explain('payments-prod', ['get', 'nodes']);
    assert.deepEqual(
      rows.map(({ id, state }) => [id, state]),
      [
        ['request', 'error'],
        ['role', 'error'],
        ['token', 'note'],
      ],
    );
    assert.match(rows[1]?.details?.join(' ') ?? '', /admin groups may do everything in it: “aks-admins”/);
  });

  it('is of somebody in too many groups, told as such', async () => {
    await azure.signInAs(cleo.upn);
    const rows = await explain('orders-prod', ['get', 'nodes']);
    assert.ok(rows.some(({ title }) => title === 'You are in more groups than a token can name'));
  });

  it('ends on cancel, and tells what could not be found out', async () => {
    azure.simulator.faults.set({ kind: 'forbidden', path: 'roleEligibility' });
    const rows = await explain('orders-prod', ['get', 'nodes']);
    assert.ok(rows.some(({ id, state }) => id === 'activation' && state === 'skipped'));
    assert.ok(rows.some(({ id, title }) => id.startsWith('failure') && /PIM|role/i.test(title)));
    const cancelled = AbortSignal.abort(new DOMException('Cancelled', 'AbortError'));
    await assert.rejects(
      gather({}, 'x is forbidden: User "a" cannot get path "/x"', await tokenOf(), cancelled),
      isCancellation,
    );
  });

  async function tokenOf(): Promise<AccessToken> {
    const { account } = azure.signIn;
    const request = { account, tenantId: contoso.tenantId, scope: tokenScope(), interaction: 'silent' } as const;
    return azure.signIn.token(request);
  }

  /** kubectl as the person who is signed in, with the same token that VS Code has. */
  async function explain(name: string, args: readonly string[], kept?: AccessToken): Promise<CheckRow[]> {
    assert.ok(kubectl);
    const seen = await azure.clusterNamed(name, production);
    const server = seen.cluster.apiServerHost ?? '';
    assert.ok(clusterAt(azure.simulator.directory, server));
    const credential = await azure.credentials.userCredential(seen, azure.caller(), 'exec');
    const authority = /certificate-authority-data: (\S+)/.exec(credential)?.[1];
    const file = path.join(folder, 'config');
    const token = kept ?? (await tokenOf());
    await writeFile(
      file,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name, cluster: { server: `https://${server}:443`, 'certificate-authority-data': authority } }],
        users: [{ name, user: { token: token.token } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        'current-context': name,
      }),
      { mode: 0o600 },
    );
    const env = { HOME: folder, ...azure.simulator.clientEnvironment(path.join(folder, 'ca.pem')) };
    const { stderr } = await runKubectl(kubectl, ['--kubeconfig', file, ...args], env);
    assert.match(stderr, /^Error from server \(Forbidden\): /m);
    const facts = await gather({ contextName: name, login: 'vscode', seen }, stderr, token);
    return forbiddenRows(parseRefusal(stderr), facts);
  }

  async function gather(
    known: ForbiddenFacts,
    message: string,
    token: AccessToken,
    signal = new AbortController().signal,
  ): Promise<ForbiddenFacts> {
    const graph = new GraphClient(azure.signIn, () => publicCloud);
    let facts = known;
    await gatherFacts(
      {
        signIn: { token: () => Promise.resolve(token) },
        roleAssignments: new ArmRoleAssignments(azure.client),
        roleActivations: new ArmRoleActivations(azure.client, azure.signIn, () => publicCloud),
        groupMembership: new GraphGroupCreation(graph, quiet),
        groupNames: new GraphGroupNames(graph, quiet),
      },
      parseRefusal(message),
      known,
      { account: azure.signIn.account, tenantId: contoso.tenantId },
      (more) => {
        facts = more;
      },
      signal,
    );
    return facts;
  }
});
