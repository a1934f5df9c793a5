import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { activationFor } from '../../../../src/core/diagnosis/remedy.ts';
import { assertMayRun } from '../../../../src/core/privateClusters/checkRunCommand.ts';
import { cluster } from '../clusters/listedClusters.ts';

const clusters = 'Microsoft.ContainerService/managedClusters';
const web = cluster('prod', 'web');
const ada = { id: 'id of ada', label: 'ada@contoso.com' };
const all = [{ actions: ['*'] }];

describe('whether a command may be run, before anybody is asked for one', () => {
  it('is so with both actions, by one role or by two, and where nobody knows', () => {
    assertMayRun(web, all, ada);
    assertMayRun(web, [{ actions: [`${clusters}/runCommand/action`] }, { actions: ['*/read'] }], ada);
    assertMayRun(web, undefined, ada);
  });

  it('is not without the first action: a role that has it, a line that gives it, and PIM', () => {
    const error = refusal(web, [{ actions: ['*/read'] }]);
    assert.equal(error.code, 'missingRole');
    assert.match(error.message, /lacks Microsoft\.ContainerService\/managedClusters\/runcommand\/action/);
    assert.match(error.message, /hands out the admin credential too/);
    assert.equal(
      error.azLine,
      `az role assignment create --assignee 'ada@contoso.com' --role "Azure Kubernetes Service Cluster Admin Role" --scope ${web.id}`,
    );
    assert.deepEqual([activationFor(error)?.kind, error.accountId], ['activateRole', ada.id]);
  });

  it('is not without either: both roles at once, so that nobody is refused twice', () => {
    const error = refusal(web, []);
    assert.match(error.message, /lacks \S+runcommand\/action and \S+commandResults\/read\. .*“Reader” has the second;/);
    assert.match(
      error.azLine ?? '',
      /--role "Azure Kubernetes Service Cluster Admin Role" .*\n.*--role "Reader" --scope/,
    );
  });

  it('is not without the second one: what comes of it could not be read', () => {
    const error = refusal(web, [{ actions: [`${clusters}/runcommand/action`] }]);
    assert.equal(error.code, 'missingRole');
    assert.match(error.message, /Nothing was run/);
    assert.match(error.azLine ?? '', /--role "Reader"/);
  });

  it('shows no line with a name that shells read differently', () => {
    assert.equal(refusal(web, [], "o'brien@contoso.com").azLine, undefined);
    assert.equal(refusal(web, [], 'Ada Lovelace').azLine, undefined);
  });

  it('is not where it is turned off, or the cluster is stopped, whatever the roles', () => {
    const off = cluster('prod', 'web', { apiServerAccessProfile: { disableRunCommand: true } });
    const error = refusal(off, all);
    assert.equal(error.code, 'commandRefused');
    assert.match(error.azLine ?? '', /^az aks update .* --enable-run-command$/);
    const stopped = refusal(cluster('prod', 'web', { powerState: { code: 'Stopped' } }), all);
    assert.equal(stopped.code, 'clusterStopped');
    assert.match(stopped.azLine ?? '', /^az aks start /);
  });

  function refusal(...[of, permissions, name = 'ada@contoso.com']: [typeof web, unknown[], string?]): AksEntraError {
    try {
      assertMayRun(of, permissions, { ...ada, label: name });
    } catch (error) {
      assert.ok(error instanceof AksEntraError);
      return error;
    }
    return assert.fail('it may');
  }
});
