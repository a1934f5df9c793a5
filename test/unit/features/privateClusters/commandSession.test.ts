import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommandSession } from '../../../../src/features/privateClusters/commandSession.ts';
import { ada, ben, cluster } from '../../core/clusters/listedClusters.ts';

describe('what is remembered of run command in a window', () => {
  const web = cluster('prod', 'web');

  it('is an answer for one cluster, and not for it once Entra is on: then a token would go with it', () => {
    const session = new CommandSession();
    session.agree({ cluster: web, account: ada });
    assert.equal(session.isAgreed({ cluster: { ...web, id: web.id.toUpperCase() }, account: ada }), true);
    assert.equal(session.isAgreed({ cluster: cluster('prod', 'other'), account: ada }), false);
    const withEntra = cluster('prod', 'web', { aadProfile: { managed: true } });
    assert.equal(session.isAgreed({ cluster: withEntra, account: ada }), false);
  });

  it('is an answer for one account: another one’s token was not agreed to', () => {
    const session = new CommandSession();
    session.agree({ cluster: web, account: ada });
    assert.equal(session.isAgreed({ cluster: web, account: ben }), false);
  });

  it('is the last ten commands, each once, the newest first', () => {
    const session = new CommandSession();
    for (let index = 0; index < 12; index += 1) {
      session.remember(web, `kubectl get ${index}`);
    }
    session.remember(web, 'kubectl get 5');
    assert.deepEqual(session.commandsOf(web).slice(0, 3), ['kubectl get 5', 'kubectl get 11', 'kubectl get 10']);
    assert.equal(session.commandsOf(web).length, 10);
    assert.deepEqual(session.commandsOf(cluster('prod', 'other')), []);
  });
});
