import type { AccessQuestion, ConnectedCluster, ExistingBinding } from '../../core/access/accessPorts.ts';
import { manifestOf, rbacGroup } from '../../core/access/bindingManifest.ts';
import type { BindingSubject, PlannedBinding } from '../../core/access/grantPlan.ts';
import { saysTheSame } from '../../core/access/sameBinding.ts';
import { AksEntraError } from '../../core/aksEntraError.ts';
import { readBoolean, readItems, readProperty, readString } from '../../core/azure/readProperty.ts';
import { l10n } from '../../core/l10n.ts';
import { quotedName } from '../../core/quotedNames.ts';
import { refused, unansweredWrite } from './apiServerFailure.ts';
import type { ApiAnswer, ApiRequest } from './apiServerRequest.ts';
import { existingBindingFrom } from './existingBinding.ts';
import { settled } from './settledWrite.ts';

type Ask = (what: string, request: ApiRequest) => Promise<ApiAnswer>;

const rbac = `/apis/${rbacGroup}/v1`;
const itemsOnPage = 500;

/** One cluster’s API server, as far as giving access needs it. */
export class ConnectedApiServer implements ConnectedCluster {
  readonly #clusterName: string;
  readonly #ask: Ask;

  /** @param ask with the token of who is signed in */
  constructor(clusterName: string, ask: Ask) {
    this.#clusterName = clusterName;
    this.#ask = ask;
  }

  async namespaces(): Promise<string[]> {
    const items = await this.#list(l10n`list the namespaces of ${this.#clusterName}`, '/api/v1/namespaces');
    return items.flatMap((item) => readString(readProperty(item, 'metadata'), 'name') ?? []);
  }

  async may({ verb, resource, namespace, name }: AccessQuestion): Promise<boolean> {
    const answer = await this.#send(l10n`ask ${this.#clusterName} what you may do`, {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      isQuestion: true,
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb,
            group: resource === '*' ? '*' : rbacGroup,
            resource,
            ...(namespace === undefined ? {} : { namespace }),
            ...(name === undefined ? {} : { name }),
          },
        },
      },
    });
    return readBoolean(readProperty(answer, 'status'), 'allowed') === true;
  }

  async bindings(kind: 'rolebindings' | 'clusterrolebindings', namespace?: string): Promise<ExistingBinding[]> {
    const what =
      kind === 'rolebindings'
        ? l10n`list the role bindings of ${this.#clusterName}`
        : l10n`list the cluster role bindings of ${this.#clusterName}`;
    const path =
      namespace === undefined ? `${rbac}/${kind}` : `${rbac}/namespaces/${encodeURIComponent(namespace)}/${kind}`;
    return (await this.#list(what, path)).flatMap((item) => existingBindingFrom(item) ?? []);
  }

  async binding(address: Pick<PlannedBinding, 'name' | 'namespace'>): Promise<ExistingBinding | undefined> {
    const found = await this.#raw(address);
    return found === undefined ? undefined : existingBindingFrom(found);
  }

  async createBinding(binding: PlannedBinding): Promise<ExistingBinding> {
    const what = l10n`create the binding ${quotedName(binding.name)} in ${this.#clusterName}`;
    return settled(
      async () => {
        const answer = await this.#write(
          what,
          { method: 'POST', path: folderOf(binding), body: manifestOf(binding) },
          [409],
        );
        if (answer.status === 409) {
          throw new AksEntraError(
            'bindingTaken',
            l10n`Could not ${what}: there is another one of that name. Look at it in the cluster.`,
          );
        }
        const made = existingBindingFrom(jsonIn(answer));
        if (made === undefined) {
          throw unansweredWrite(what, l10n`the cluster’s answer was not understood`);
        }
        return made;
      },
      async () => {
        const found = await this.binding(binding);
        return found !== undefined && saysTheSame(found, binding) ? found : undefined;
      },
    );
  }

  async deleteBinding(binding: ExistingBinding): Promise<void> {
    const what = l10n`take the binding ${quotedName(binding.name)} out of ${this.#clusterName}`;
    const { uid, resourceVersion } = binding;
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    await settled(
      () => this.#write(what, { method: 'DELETE', path: pathOf(binding), body }, [404]),
      async () => ((await this.binding(binding))?.uid === uid ? undefined : 'gone'),
    );
  }

  async removeSubject(binding: ExistingBinding, subject: BindingSubject): Promise<void> {
    const what = l10n`change the binding ${quotedName(binding.name)} in ${this.#clusterName}`;
    const body = await this.#raw(binding);
    if (body === undefined) {
      return;
    }
    const now = existingBindingFrom(body);
    if (now?.uid !== binding.uid || now.resourceVersion !== binding.resourceVersion) {
      throw new AksEntraError(
        'bindingChanged',
        l10n`Could not ${what}: it was changed in the meantime. Look at it again.`,
      );
    }
    const isMeant = (one: unknown): boolean =>
      readString(one, 'kind') === subject.kind && readString(one, 'name') === subject.name;
    const subjects = readItems(body, 'subjects').filter((one) => !isMeant(one));
    await settled(
      // Its metadata hold the version that was read: another one is refused.
      () => this.#write(what, { method: 'PUT', path: pathOf(binding), body: { ...(body as object), subjects } }),
      async () => ((await this.binding(binding))?.subjects.some(isMeant) === true ? undefined : 'gone'),
    );
  }

  async #raw(address: Pick<PlannedBinding, 'name' | 'namespace'>): Promise<unknown> {
    const what = l10n`read the binding ${quotedName(address.name)} of ${this.#clusterName}`;
    const answer = await this.#ask(what, { method: 'GET', path: pathOf(address) });
    return answer.status === 404 ? undefined : parsed(answer, what);
  }

  async #list(what: string, path: string): Promise<unknown[]> {
    const items: unknown[] = [];
    let token: string | undefined;
    do {
      const next: string = token === undefined ? '' : `&continue=${encodeURIComponent(token)}`;
      const page = await this.#send(what, { method: 'GET', path: `${path}?limit=${itemsOnPage}${next}` });
      items.push(...readItems(page, 'items'));
      token = readString(readProperty(page, 'metadata'), 'continue');
    } while (token !== undefined && token !== '');
    return items;
  }

  async #send(what: string, request: ApiRequest): Promise<unknown> {
    return parsed(await this.#ask(what, request), what);
  }

  /** @param also what is an answer beside success */
  async #write(what: string, request: ApiRequest, also: readonly number[] = []): Promise<ApiAnswer> {
    const answer = await this.#ask(what, request);
    if (!isSuccess(answer) && !also.includes(answer.status)) {
      throw refused(answer, what, true);
    }
    return answer;
  }
}

function folderOf({ namespace }: Pick<PlannedBinding, 'namespace'>): string {
  return namespace === undefined
    ? `${rbac}/clusterrolebindings`
    : `${rbac}/namespaces/${encodeURIComponent(namespace)}/rolebindings`;
}

function pathOf(address: Pick<PlannedBinding, 'name' | 'namespace'>): string {
  return `${folderOf(address)}/${encodeURIComponent(address.name)}`;
}

function parsed(answer: ApiAnswer, what: string): unknown {
  if (!isSuccess(answer)) {
    throw refused(answer, what, false);
  }
  const body = jsonIn(answer);
  if (body === undefined) {
    throw new AksEntraError('unexpectedAnswer', l10n`Could not ${what}: the cluster’s answer was not understood.`);
  }
  return body;
}

function isSuccess({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Undefined where it is none: a syntax error would quote what it does not understand. */
function jsonIn({ text }: ApiAnswer): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
