import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GrantCheck } from '../../../../src/core/access/checkGrant.ts';
import {
  assignmentLine,
  assignmentRemovalLine,
  bindingRemovalLines,
} from '../../../../src/core/access/grantCommands.ts';
import { type Grant, planGrant } from '../../../../src/core/access/grantPlan.ts';
import {
  grantDocument,
  grantLines,
  grantNotes,
  grantQuestion,
  nextSteps,
} from '../../../../src/core/access/grantTexts.ts';
import type { Principal } from '../../../../src/core/directory/people.ts';
import { ben, clusterWithRbac, guest, team } from './accessFixture.ts';

const kubernetes = clusterWithRbac('kubernetesRbac');
const azure = clusterWithRbac('azureRbac');
const scope =
  '/subscriptions/5ab00000-0000-4000-8000-000000000001/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/shop';

function grantTo(who: Principal): Grant {
  return { who, where: { kind: 'namespace', name: 'web' }, level: 'edit' };
}

function unchecked(grant: Grant, cluster = kubernetes, over: Partial<GrantCheck> = {}): GrantCheck {
  return { steps: planGrant(cluster, grant), there: [], obstacles: [], notes: [], ...over };
}

describe('the lines of a grant', () => {
  const linesOf = (grant: Grant, cluster = kubernetes): string[] =>
    grantLines(cluster, planGrant(cluster, grant)).split('\n');
  const credentials = `az aks get-credentials --subscription ${kubernetes.subscriptionId} --resource-group rg-shop --name shop`;

  it('are those of az and kubectl, which names the cluster: whoever gets them used another one last', () => {
    assert.deepEqual(linesOf(grantTo(team)), [
      `az role assignment create --assignee-object-id ${team.objectId} --assignee-principal-type Group --role "Azure Kubernetes Service Cluster User Role" --scope '${scope}'`,
      credentials,
      `kubectl create rolebinding aks-entra-edit-team-r-d-7ea00000 --clusterrole=edit --group=${team.objectId} --namespace=web --context shop`,
    ]);
    assert.deepEqual(
      linesOf(grantTo(ben), azure)[1]?.replace(scope, '…'),
      `az role assignment create --assignee-object-id ${ben.objectId} --assignee-principal-type User --role "Azure Kubernetes Service RBAC Writer" --scope '…/namespaces/web'`,
    );
  });

  it('apply the YAML where a sign-in name is quoted differently by each shell', () => {
    const [, , line] = linesOf(grantTo({ ...ben, signInName: "pat.o'brien@contoso.com" }));
    assert.equal(line, 'kubectl apply --filename aks-entra-edit-ben-ortega-be000000.yaml --context shop');
  });

  it('hold nothing that Azure allows in no name', () => {
    const odd = { ...kubernetes, resourceGroup: "rg'; rm -rf /; '" };
    assert.throws(() => linesOf(grantTo(ben), odd), /No command can be shown/);
    assert.throws(() => assignmentRemovalLine("/subscriptions/x'y"), /No command can be shown/);
    assert.throws(() => bindingRemovalLines(kubernetes, { name: "x'y" }), /No command can be shown/);
    assert.equal(
      bindingRemovalLines(kubernetes, { name: 'a:b', namespace: 'c' }),
      `${credentials}\nkubectl delete rolebinding 'a:b' --namespace=c --context shop`,
    );
  });

  it('leave a word to put an object id in that nobody knows', () => {
    const line = assignmentLine('clusterUser', scope, { kind: 'User', objectId: undefined });
    assert.match(line, /^az role assignment create --assignee-object-id OBJECT_ID --assignee-principal-type User /);
  });
});

describe('the document of a grant', () => {
  it('shows the binding, the lines, what one may do then, and what comes next', () => {
    const text = grantDocument(kubernetes, grantTo(ben), unchecked(grantTo(ben)));
    assert.match(
      text,
      /\*\*“Ben Ortega” gets edit in the namespace “web” of shop\.\*\* Nothing has been written yet\./,
    );
    assert.match(text, /reads secrets and gets into pods/);
    assert.match(text, /kind: RoleBinding[^]*name: "ben@contoso\.com"/);
    assert.match(text, /az role assignment create/);
    assert.match(text, /az aks get-credentials --subscription \S+ --resource-group rg-shop --name shop/);
    assert.doesNotMatch(text, /You cannot give it yourself/);
  });

  it('says first why this account cannot, and whom to hand the lines to', () => {
    const text = grantDocument(
      kubernetes,
      grantTo(ben),
      unchecked(grantTo(ben), kubernetes, { obstacles: ['Not you.'] }),
    );
    assert.match(
      text,
      /## You cannot give it yourself\n\n- Not you\.\n\nThe lines below do it\. Give them to someone who may/,
    );
  });

  it('keeps a name from being a link or breaking its line', () => {
    const evil = { ...team, name: 'x](command:evil)\n# y' };
    assert.doesNotMatch(grantDocument(kubernetes, grantTo(evil), unchecked(grantTo(evil))), /\]\(command|^# y/m);
  });
});

describe('what to know of a grant', () => {
  it('includes that a group is admin already, that guests are known by id, and what a cluster admin may do to oneself', () => {
    const entra = { kind: 'managed', adminGroupObjectIds: [team.objectId.toUpperCase()] } as const;
    const notes = (grant: Grant, cluster = kubernetes): string =>
      grantNotes(cluster, grant, unchecked(grant)).join('\n');
    assert.match(notes(grantTo(team), { ...kubernetes, entra }), /This group is already cluster admin/);
    assert.match(notes(grantTo(guest)), /knows guests by their object id/);
    assert.match(notes(grantTo(ben)), /by their sign-in name, here “ben@contoso\.com”/);
    assert.match(notes({ ...grantTo(ben), where: { kind: 'cluster' }, level: 'cluster-admin' }), /yours too/);
  });

  it('stands in the question, with everything that is written', () => {
    const { message, detail, accept } = grantQuestion(kubernetes, grantTo(team), unchecked(grantTo(team)));
    assert.equal(message, 'Grant edit in the namespace “web” of shop?');
    assert.match(detail, /^Every member of the group “Team R&D” gets edit/);
    assert.match(detail, /• The role “Azure Kubernetes Service Cluster User Role” in Azure.*\n• A RoleBinding/);
    assert.equal(accept, 'Grant');
  });

  it('tells members to sign in again, and leads to the credential of a managed namespace', () => {
    assert.match(nextSteps(kubernetes, grantTo(team)), /groups travel in the token/);
    const managed: Grant = { ...grantTo(ben), where: { kind: 'managedNamespace', name: 'web' } };
    assert.match(nextSteps(azure, managed), /az aks namespace get-credentials .*--cluster-name shop --name web$/);
  });
});
