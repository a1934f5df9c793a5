import type { KubernetesObject } from './clusterObjects.ts';
import type { RoleRef, Subject } from './rbac/rbacObjects.ts';

/** Whether the client wants rows and columns instead of objects; kubectl does, unless `-o` names a format. */
export function wantsTable(accept: string): boolean {
  return accept.split(',').some((range) => {
    const parameters = range.split(';').map((part) => part.trim());
    return ['as=Table', 'v=v1', 'g=meta.k8s.io'].every((parameter) => parameters.includes(parameter));
  });
}

export interface TableOptions {
  /** kubectl's query parameter: what each row carries beside its cells. */
  readonly includeObject: string | null;
  readonly resourceVersion: string;
  readonly nowMs: number;
}

/**
 * A meta.k8s.io/v1 Table with the columns of kubernetes/pkg/printers/internalversion/printers.go.
 */
export function tableOf(
  resource: string,
  objects: readonly KubernetesObject[],
  { includeObject, resourceVersion, nowMs }: TableOptions,
): object {
  const columns = columnsByResource[resource] ?? otherColumns;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: columns.map(({ name, isWide }) => ({
      name,
      type: 'string',
      format: name === 'Name' ? 'name' : '',
      description: name,
      priority: isWide === true ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object as PrintedObject, nowMs)),
      object: rowObject(object, includeObject),
    })),
  };
}

function rowObject(object: KubernetesObject, includeObject: string | null): object | null {
  if (includeObject === 'None') {
    return null;
  }
  if (includeObject === 'Object') {
    return object;
  }
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

interface Column {
  readonly name: string;
  /** Shown by `-o wide` only. */
  readonly isWide?: boolean;
  cell(object: PrintedObject, nowMs: number): string;
}

/** The fields that the columns read, of whichever kind. */
interface PrintedObject extends KubernetesObject {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly ports?: readonly { readonly port: number; readonly protocol: string }[];
  };
  readonly type?: string;
  readonly data?: object;
  readonly secrets?: readonly unknown[];
  readonly roleRef?: RoleRef;
  readonly subjects?: readonly Subject[];
  readonly status?: {
    readonly phase?: string;
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly nodeInfo?: Readonly<Record<string, string>>;
  };
}

const name: Column = { name: 'Name', cell: ({ metadata }) => metadata.name };
const age: Column = {
  name: 'Age',
  cell: ({ metadata }, nowMs) => durationOf(nowMs - Date.parse(metadata.creationTimestamp)),
};
const otherColumns: readonly Column[] = [name, age];
const created: Column = { name: 'Created At', cell: ({ metadata }) => metadata.creationTimestamp };
const data: Column = { name: 'Data', cell: (object) => String(Object.keys(object.data ?? {}).length) };
const bindingColumns: readonly Column[] = [
  name,
  { name: 'Role', cell: ({ roleRef }) => `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}` },
  age,
  { name: 'Users', isWide: true, cell: ({ subjects }) => namesOf('User', subjects) },
  { name: 'Groups', isWide: true, cell: ({ subjects }) => namesOf('Group', subjects) },
  { name: 'ServiceAccounts', isWide: true, cell: ({ subjects }) => namesOf('ServiceAccount', subjects) },
];

const columnsByResource: Readonly<Record<string, readonly Column[]>> = {
  nodes: [
    name,
    { name: 'Status', cell: ({ status }) => nodeStatus(status) },
    { name: 'Roles', cell: () => '<none>' },
    age,
    { name: 'Version', cell: ({ status }) => status?.nodeInfo?.['kubeletVersion'] ?? '' },
    { name: 'Internal-IP', isWide: true, cell: ({ status }) => addressOf(status, 'InternalIP') },
    { name: 'External-IP', isWide: true, cell: ({ status }) => addressOf(status, 'ExternalIP') },
    { name: 'OS-Image', isWide: true, cell: ({ status }) => status?.nodeInfo?.['osImage'] ?? '' },
    { name: 'Kernel-Version', isWide: true, cell: ({ status }) => status?.nodeInfo?.['kernelVersion'] ?? '' },
    {
      name: 'Container-Runtime',
      isWide: true,
      cell: ({ status }) => status?.nodeInfo?.['containerRuntimeVersion'] ?? '',
    },
  ],
  roles: [name, created],
  clusterroles: [name, created],
  rolebindings: bindingColumns,
  clusterrolebindings: bindingColumns,
  configmaps: [name, data, age],
  secrets: [name, { name: 'Type', cell: ({ type }) => type ?? '' }, data, age],
  serviceaccounts: [name, { name: 'Secrets', cell: ({ secrets }) => String(secrets?.length ?? 0) }, age],
  namespaces: [name, { name: 'Status', cell: ({ status }) => status?.phase ?? '' }, age],
  services: [
    name,
    { name: 'Type', cell: ({ spec }) => spec?.type ?? '' },
    { name: 'Cluster-IP', cell: ({ spec }) => spec?.clusterIP ?? '' },
    { name: 'External-IP', cell: () => '<none>' },
    {
      name: 'Port(s)',
      cell: ({ spec }) => (spec?.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`).join(','),
    },
    age,
    { name: 'Selector', isWide: true, cell: () => '<none>' },
  ],
};

function nodeStatus(status: PrintedObject['status']): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return ready === 'True' ? 'Ready' : 'NotReady';
}

function namesOf(kind: string, subjects: readonly Subject[] = []): string {
  return subjects
    .filter((subject) => subject.kind === kind)
    .map((subject) => (subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`))
    .join(', ');
}

function addressOf(status: PrintedObject['status'], type: string): string {
  return status?.addresses?.find((one) => one.type === type)?.address ?? '<none>';
}

/** The largest unit alone; kubectl's own format adds a second one below ten of the first. */
function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 120) {
    return `${seconds}s`;
  }
  if (seconds < 7_200) {
    return `${Math.floor(seconds / 60)}m`;
  }
  if (seconds < 172_800) {
    return `${Math.floor(seconds / 3_600)}h`;
  }
  return `${Math.floor(seconds / 86_400)}d`;
}
