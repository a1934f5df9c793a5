import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AksEntraError } from '../../../../src/core/aksEntraError.ts';
import { postureCsv } from '../../../../src/core/posture/postureCsv.ts';
import { type PostureDocument, postureDocument } from '../../../../src/core/posture/postureDocument.ts';
import { type CheckResult, type PostureReport, sortedResults } from '../../../../src/core/posture/postureReport.ts';
import { admins, legacyProfile, rawCluster } from '../entraIntegration/rawClusters.ts';
import { postureOf, safe, seenOf } from './postures.ts';

const id = (name: string): string =>
  `/subscriptions/s-1/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;

function checked(name: string, properties: object, apiVersion?: string): CheckResult {
  return { kind: 'checked', posture: postureOf(properties, { id: id(name), name }, apiVersion) };
}

function reportOf(results: readonly CheckResult[], over: Partial<PostureReport> = {}): PostureReport {
  return {
    ...sortedResults(results),
    madeAtMs: Date.parse('2026-11-29T12:00:00'),
    accountLabels: ['ada@contoso.com'],
    gaps: [],
    groupNames: new Map([[admins, 'aks-admins']]),
    ...over,
  };
}

/** What mends a risk is called as its kind is. */
function documentOf(report: PostureReport): PostureDocument {
  return postureDocument(report, (mend) => `<${mend}>`);
}

const results: CheckResult[] = [
  checked('good', safe),
  checked('lab', { ...safe, aadProfile: null, disableLocalAccounts: false }),
  checked(
    'old',
    { ...safe, aadProfile: { managed: true, adminGroupObjectIDs: [admins] }, disableLocalAccounts: false },
    '2025-10-01',
  ),
  {
    kind: 'unchecked',
    seen: seenOf(rawCluster({}, { id: id('hidden'), name: 'hidden' })),
    error: new AksEntraError('missingRole', 'Could not read cluster hidden:\nno role.'),
  },
];

describe('the report', () => {
  it('has the counts first, then the riskiest clusters, and what was not checked at the end', () => {
    const { text } = documentOf(reportOf(results, { gaps: ['Tenant Fabrikam: sign in.'] }));
    const headings = text.split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(headings, [
      '# Entra posture of 4 clusters',
      '## Counts',
      '## lab',
      '## old',
      '## good',
      '## Not checked',
    ]);
    assert.match(text, /Clusters with high risks: 1; with medium ones: 1; with low ones: 1/);
    assert.match(text, /Entra integration: 2 managed, 0 legacy, 1 none/);
    assert.match(text, /Local accounts: 2 on, 1 off/);
    assert.match(
      text,
      /Node SSH: 2 with Entra ID, 0 off, 0 with keys of local users, 0 not told by Azure, 1 not checked/,
    );
    assert.match(text, /External issuers: not checked/);
    assert.match(text, /Not checked: 1 cluster, 1 subscription or tenant \(at the end\)/);
    assert.match(text, /- \*\*hidden\*\*: Could not read cluster hidden: no role\.\n- Tenant Fabrikam: sign in\./);
    assert.match(text, /admin groups: aks-admins/);
    assert.match(text, /admin groups: none ·/);
    assert.match(text, /node SSH: not checked \(this cloud’s version does not tell\)/);
  });

  it('has behind each risk what mends it, as a link to the cluster as it was read', () => {
    const { text, links } = documentOf(reportOf(results));
    const lines = text.split('\n');
    assert.deepEqual(
      links.flatMap(({ line, start, end, action }) =>
        action.kind === 'mend'
          ? [[action.seen.cluster.name, lines[line]?.slice(0, 24), lines[line]?.slice(start, end), action.mend]]
          : [],
      ),
      [
        ['lab', '- **High:** No Entra: it', '<enableEntra>', 'enableEntra'],
        ['old', '- **Medium:** Local acco', '<changeLocalAccounts>', 'changeLocalAccounts'],
        ['old', '- **Low:** Permissions a', '<changeAuthorization>', 'changeAuthorization'],
      ],
    );
    for (const { line, end } of links.slice(2)) {
      assert.equal(lines[line]?.length, end);
      assert.match(lines[line] ?? '', /\. → <\w+>$/);
    }
  });

  it('can be made anew and exported from its top, whatever a name says', () => {
    const { text, links } = documentOf(reportOf(results, { accountLabels: ['Export as CSV…'] }));
    const lines = text.split('\n');
    assert.deepEqual(
      links
        .slice(0, 2)
        .map(({ line, start, end, title, action }) => [action.kind, lines[line]?.slice(start, end), title]),
      [
        ['checkAgain', 'Check Again', 'Check Again'],
        ['export', 'Export as CSV…', 'Export as CSV…'],
      ],
    );
    assert.equal(lines[4], 'Check Again · Export as CSV…');
  });

  it('tells no admin groups of the legacy integration, which has none', () => {
    const legacy = checked('web', { ...safe, aadProfile: legacyProfile });
    assert.doesNotMatch(documentOf(reportOf([legacy])).text, /admin groups/);
    assert.match(documentOf(reportOf([checked('a', safe)])).text, /admin groups: none/);
  });

  it('counts what was not checked in the words for one and for several', () => {
    const counted = (gaps: string[], of: readonly CheckResult[]): string | undefined =>
      /Not checked: (.*) \(at the end\)/.exec(documentOf(reportOf(of, { gaps })).text)?.[1];
    const hidden = results.slice(-1);
    assert.equal(counted([], hidden), '1 cluster');
    assert.equal(counted(['a'], []), '1 subscription or tenant');
    assert.equal(counted(['a', 'b'], [...hidden, ...hidden]), '2 clusters, 2 subscriptions or tenants');
    assert.equal(counted([], results.slice(0, 1)), undefined);
  });

  it('keeps a name of Azure in its line, and makes no link of it', () => {
    const groupNames = new Map([[admins, 'a](command:x)\n## b']]);
    const { text } = documentOf(reportOf(results, { groupNames }));
    assert.ok(!text.includes('](') && !text.includes('\n## b'), text);
  });

  it('is a file with a row for each cluster, those too that were not checked', () => {
    const rows = postureCsv(reportOf(results)).slice(1).trimEnd().split('\r\n');
    assert.deepEqual(
      rows.map((row) => row.split('","')[0]),
      ['"cluster', '"lab', '"old', '"good', '"hidden'],
    );
    const widths = rows.map((row) => row.split('","').length);
    assert.deepEqual(new Set(widths).size, 1, widths.join());
    assert.match(rows[2] ?? '', /"yes","managed","kubernetesRbac","on","aks-admins","a{8}-/);
    assert.match(rows[4] ?? '', /"no: Could not read cluster hidden: no role\."/);
  });
});
