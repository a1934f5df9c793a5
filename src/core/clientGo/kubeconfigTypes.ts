/** What a field of a kubeconfig has to be. `null` is always allowed: Go takes it for absent. */
export type FieldType =
  | { readonly kind: 'text' | 'truthValue' | 'anything' }
  /** Base64, which stands for bytes: a certificate in PEM where `isCertificate` is set. */
  | { readonly kind: 'bytes'; readonly isCertificate: boolean }
  /** @param hasNames its items carry names, of which none may repeat */
  | { readonly kind: 'list'; readonly item: FieldType; readonly hasNames: boolean }
  | { readonly kind: 'mapOf'; readonly item: FieldType }
  /** Keys that are not among the fields may hold anything. */
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, FieldType>> };

const text: FieldType = { kind: 'text' };
const truthValue: FieldType = { kind: 'truthValue' };
const bytes: FieldType = { kind: 'bytes', isCertificate: false };
const certificate: FieldType = { kind: 'bytes', isCertificate: true };
const anything: FieldType = { kind: 'anything' };
const listOf = (item: FieldType): FieldType => ({ kind: 'list', item, hasNames: false });
const namedListOf = (item: FieldType): FieldType => ({ kind: 'list', item, hasNames: true });
const fields = (of: Readonly<Record<string, FieldType>>): FieldType => ({ kind: 'fields', fields: of });

const extensions = namedListOf(fields({ name: text, extension: anything }));

const cluster = fields({
  server: text,
  'tls-server-name': text,
  'insecure-skip-tls-verify': truthValue,
  'certificate-authority': text,
  'certificate-authority-data': certificate,
  'proxy-url': text,
  'disable-compression': truthValue,
  extensions,
});

const context = fields({ cluster: text, user: text, namespace: text, extensions });

const exec = fields({
  command: text,
  args: listOf(text),
  env: listOf(fields({ name: text, value: text })),
  apiVersion: text,
  installHint: text,
  provideClusterInfo: truthValue,
  interactiveMode: text,
});

const user = fields({
  'client-certificate': text,
  'client-certificate-data': certificate,
  'client-key': text,
  'client-key-data': bytes,
  token: text,
  tokenFile: text,
  as: text,
  'as-uid': text,
  'as-groups': listOf(text),
  'as-user-extra': { kind: 'mapOf', item: listOf(text) },
  username: text,
  password: text,
  'auth-provider': fields({ name: text, config: { kind: 'mapOf', item: text } }),
  exec,
  extensions,
});

/**
 * A kubeconfig as client-go declares it (k8s.io/client-go/tools/clientcmd/api/v1/types.go, as of 0.35). Where one field
 * of a file is of another type, kubectl refuses the whole file.
 */
export const kubeconfigType: FieldType = fields({
  apiVersion: text,
  kind: text,
  preferences: fields({ colors: truthValue, extensions }),
  clusters: namedListOf(fields({ name: text, cluster })),
  contexts: namedListOf(fields({ name: text, context })),
  users: namedListOf(fields({ name: text, user })),
  'current-context': text,
  extensions,
});
