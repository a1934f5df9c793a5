import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cloudFromSetting } from '../../../../src/core/azure/clouds.ts';
import { groupUrl } from '../../../../src/core/azure/groupUrl.ts';

it('a group’s page is in the Entra portal of its cloud, in its tenant', () => {
  const page = '/#@t%2F1/view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/g%3F1';
  const urls = [undefined, 'USGovernment', 'ChinaCloud'].map((name) => groupUrl(cloudFromSetting(name), 't/1', 'g?1'));
  assert.deepEqual(urls, [
    `https://entra.microsoft.com${page}`,
    `https://entra.microsoft.us${page}`,
    `https://entra.microsoftonline.cn${page}`,
  ]);
});
