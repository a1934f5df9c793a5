import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convertUsers } from '../../../../src/core/conversion/convertUsers.ts';
import { parseCredential } from '../../../../src/core/kubeconfig/credential.ts';
import { chosenLogins, loginResets, withContextMetadata } from '../../../../src/core/conversion/loginResets.ts';
import { planMerge } from '../../../../src/core/merge/planMerge.ts';
import { readContexts } from '../../../../src/core/kubeconfig/readContexts.ts';
import { azureCredential, clusterIdOf, execCredential, tenantId } from '../kubeconfig/armCredentials.ts';

const shop = { name: 'shop' };
const clusterId = clusterIdOf(shop);
const unconverted = merged(execCredential(shop), { clusterId, loginMode: 'devicecode' });
const chosen = convertUsers(unconverted, { loginMode: 'interactive' }).text;
/** As kubelogin does it: the user only. */
const convertedElsewhere = convertUsers(chosen, { loginMode: 'azurecli' }).text.replace(
  'loginMode: azurecli',
  'loginMode: interactive',
);
/** As `az aks get-credentials --overwrite-existing` does it: the whole entries. */
const fetchedElsewhere = merged(execCredential(shop), undefined).replace('- devicecode', '- azurecli');

function merged(credential: string, metadata: { clusterId: string; loginMode: string } | undefined): string {
  const plan = planMerge({
    text: undefined,
    credential: parseCredential(credential),
    ...(metadata === undefined ? {} : { metadata }),
    onConflict: 'ask',
    setCurrentContext: false,
  });
  assert.ok(plan.kind === 'changed');
  return plan.text;
}

const contextsOf = (text: string) => readContexts(text).contexts;
const seen = chosenLogins(contextsOf(chosen));

describe('a login mode that another tool set back', () => {
  it('is none where the user’s choice holds, whoever wrote the file anew', () => {
    for (const text of [unconverted, chosen]) {
      assert.deepEqual(loginResets(contextsOf(text), new Map()), []);
      assert.deepEqual(loginResets(contextsOf(text), chosenLogins(contextsOf(text))), []);
    }
  });

  it('shows in our metadata, which kubelogin’s conversion leaves in place, seen before or not', () => {
    for (const known of [seen, new Map<string, never>()]) {
      const [reset, ...others] = loginResets(contextsOf(convertedElsewhere), known);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [reset?.contextName, reset?.chosen, reset?.present, reset?.isRemembered],
        ['shop', 'interactive', 'azurecli', true],
      );
      assert.deepEqual(reset?.metadata, { clusterId, loginMode: 'interactive' });
      assert.equal(reset.before?.tenantId, known === seen ? tenantId : undefined);
    }
  });

  it('shows where az replaced the context with our metadata, as long as it leads to the same cluster', () => {
    assert.equal(contextsOf(fetchedElsewhere)[0]?.metadata, undefined);
    const [reset] = loginResets(contextsOf(fetchedElsewhere), seen);
    assert.deepEqual([reset?.chosen, reset?.present, reset?.isRemembered], ['interactive', 'azurecli', false]);
    assert.deepEqual(reset?.metadata, { clusterId, loginMode: 'interactive' });
    assert.deepEqual(loginResets(contextsOf(fetchedElsewhere), new Map()), []);
    const elsewhere = fetchedElsewhere.replace('https://shop-1234', 'https://other-5678');
    assert.deepEqual(loginResets(contextsOf(elsewhere), seen), []);
  });

  it('is none where the user stands in another file: our command line may have written that file alone', () => {
    const [context, user] = [
      chosen.slice(0, chosen.indexOf('users:\n')),
      convertedElsewhere.slice(convertedElsewhere.indexOf('users:\n')),
    ];
    const joined = readContexts([context, user]).contexts;
    assert.deepEqual(
      joined.map(({ metadata, entra }) => [metadata?.loginMode, entra?.login]),
      [['interactive', 'azurecli']],
    );
    assert.deepEqual(loginResets(joined, seen), []);
    assert.equal(loginResets(readContexts([convertedElsewhere, user]).contexts, seen).length, 1);
  });

  it('is none for what kubelogin does not do, nor for modes that we do not know', () => {
    const text = merged(azureCredential(shop), { clusterId, loginMode: 'interactive' });
    assert.deepEqual(loginResets(contextsOf(text), seen), []);
    const strange = chosen.replace('- interactive', '- "[click](command:x)"');
    assert.deepEqual(loginResets(contextsOf(strange), seen), []);
    assert.deepEqual(loginResets(contextsOf(chosen.replace('loginMode: interactive', 'loginMode: strange')), seen), []);
    assert.deepEqual(loginResets(contextsOf('kind: Config\n'), seen), []);
  });
});

describe('our metadata of a context', () => {
  it('changes alone, and only where it says something else', () => {
    const kept = withContextMetadata(convertedElsewhere, new Map([['shop', { clusterId, loginMode: 'azurecli' }]]));
    assert.equal(kept, convertedElsewhere.replace('loginMode: interactive', 'loginMode: azurecli'));
    assert.deepEqual(loginResets(contextsOf(kept), chosenLogins(contextsOf(kept))), []);
    assert.equal(withContextMetadata(kept, new Map([['shop', { clusterId, loginMode: 'azurecli' }]])), kept);
    assert.equal(withContextMetadata(kept, new Map([['other', { loginMode: 'azurecli' }]])), kept);
  });

  it('comes back where another tool dropped it', () => {
    const described = withContextMetadata(
      fetchedElsewhere,
      new Map([['shop', { clusterId, loginMode: 'interactive' }]]),
    );
    assert.deepEqual(contextsOf(described)[0]?.metadata, { clusterId, loginMode: 'interactive' });
  });
});
