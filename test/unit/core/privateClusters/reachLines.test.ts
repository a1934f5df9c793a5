import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bastionLine,
  cloudShellLine,
  idWord,
  isTooOldForBastion,
  problemOfBastionId,
  rangesLine,
  startLine,
} from '../../../../src/core/privateClusters/reachLines.ts';
import { cluster } from '../clusters/listedClusters.ts';

const web = { ...cluster('prod', 'web'), subscriptionId: '11111111-2222-4333-8444-555555555555' };
const target = `--subscription ${web.subscriptionId} --resource-group ${web.resourceGroup} --name web`;
const host = `/subscriptions/${web.subscriptionId}/resourceGroups/rg-hub/providers/Microsoft.Network/bastionHosts/hub`;

describe('the lines of az to a cluster', () => {
  it('open a tunnel through the host that was chosen, or one that az looks for', () => {
    assert.equal(bastionLine(web, undefined), `az aks bastion tunnel ${target}`);
    assert.equal(bastionLine(web, undefined, '/usr/bin/az'), `/usr/bin/az aks bastion tunnel ${target}`);
    assert.equal(bastionLine(web, host), `az aks bastion tunnel ${target} --bastion ${host}`);
  });

  it('are for az 2.85 and newer; one whose version nobody knows tells it itself', () => {
    const versions = ['2.84.1', '1.99.0', '2.85.0', '2.100.0', '3.0.0', undefined];
    assert.deepEqual(versions.map(isTooOldForBastion), [true, true, false, false, false, false]);
  });

  it('start it, and get its credentials', () => {
    assert.equal(startLine(web), `az aks start ${target}`);
    assert.equal(cloudShellLine(web), `az aks get-credentials ${target}`);
  });

  it('authorise one more address beside those that there are, for az sets the whole list', () => {
    const some = { ...web, authorizedIpRanges: ['192.0.2.0/24', '2001:db8::/32', "1';curl evil"] };
    assert.equal(
      rangesLine(some),
      `az aks update ${target} --api-server-authorized-ip-ranges '192.0.2.0/24,2001:db8::/32,YOUR_ADDRESS/32'`,
    );
  });

  it('take a name of any alphabet as one word, and none that Azure does not allow', () => {
    const odd = host.replace('rg-hub', 'rg (größe)').replace(' ', '_');
    assert.equal(idWord(odd), `'${odd}'`);
    for (const name of ["rg'; curl evil #", 'rg$(id)', 'rg`id`', 'rg;id', 'rg id', 'rg\nid', 'rg’', 'rg&id', 'rg|id']) {
      assert.throws(() => startLine({ ...web, resourceGroup: name }), /Azure allows no name such as/, name);
      assert.throws(() => bastionLine(web, host.replace('rg-hub', name)), name);
      assert.ok(problemOfBastionId(host.replace('rg-hub', name)) !== undefined, name);
    }
    for (const id of ['', 'hub', `${host}/more`, host.replace('bastionHosts', 'virtualNetworks'), `--help ${host}`]) {
      assert.match(problemOfBastionId(id) ?? '', /A Bastion host’s id reads/, id);
    }
  });
});
