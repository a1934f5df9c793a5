import protobuf from 'protobufjs';

/**
 * The kinds that can be written here, as far as the simulator reads them. Field numbers: generated.proto of
 * k8s.io/api/core/v1 and rbac/v1, and of apimachinery's meta/v1. Fields that are not here are left out.
 */
const messages = protobuf.parse(`
  syntax = "proto2";
  message TypeMeta { optional string apiVersion = 1; optional string kind = 2; }
  message Unknown { optional TypeMeta typeMeta = 1; optional bytes raw = 2; }
  message ObjectMeta {
    optional string name = 1;
    optional string generateName = 2;
    optional string namespace = 3;
    optional string uid = 5;
    optional string resourceVersion = 6;
    map<string, string> labels = 11;
    map<string, string> annotations = 12;
  }
  message PolicyRule {
    repeated string verbs = 1;
    repeated string apiGroups = 2;
    repeated string resources = 3;
    repeated string resourceNames = 4;
    repeated string nonResourceURLs = 5;
  }
  message LabelSelector { map<string, string> matchLabels = 1; }
  message AggregationRule { repeated LabelSelector clusterRoleSelectors = 1; }
  message Subject {
    optional string kind = 1;
    optional string apiGroup = 2;
    optional string name = 3;
    optional string namespace = 4;
  }
  message RoleRef { optional string apiGroup = 1; optional string kind = 2; optional string name = 3; }
  message Role { optional ObjectMeta metadata = 1; repeated PolicyRule rules = 2; }
  message ClusterRole {
    optional ObjectMeta metadata = 1;
    repeated PolicyRule rules = 2;
    optional AggregationRule aggregationRule = 3;
  }
  message RoleBinding { optional ObjectMeta metadata = 1; repeated Subject subjects = 2; optional RoleRef roleRef = 3; }
  message ClusterRoleBinding {
    optional ObjectMeta metadata = 1;
    repeated Subject subjects = 2;
    optional RoleRef roleRef = 3;
  }
  message Namespace { optional ObjectMeta metadata = 1; }
  message ServiceAccount { optional ObjectMeta metadata = 1; }
  message ConfigMap { optional ObjectMeta metadata = 1; map<string, string> data = 2; }
  message Secret {
    optional ObjectMeta metadata = 1;
    map<string, bytes> data = 2;
    optional string type = 3;
    map<string, string> stringData = 4;
  }
  message Preconditions { optional string uid = 1; optional string resourceVersion = 2; }
  message DeleteOptions { optional Preconditions preconditions = 2; }
`).root;

const magic = Buffer.from('k8s\0');

export function isProtobuf(body: Buffer): boolean {
  return body.subarray(0, magic.length).equals(magic);
}

/**
 * What kubectl's typed clients send since 1.32 (`kubectl create rolebinding`): `k8s\0` and a runtime.Unknown.
 * @throws Error on a body that is none
 */
export function readProtobuf(kind: string, body: Buffer): Record<string, unknown> {
  const envelope = messages.lookupType('Unknown').decode(body.subarray(magic.length)) as {
    typeMeta?: { apiVersion?: string; kind?: string };
    raw?: Uint8Array;
  };
  const type = messages.lookupType(kind);
  const { apiVersion, kind: named } = envelope.typeMeta ?? {};
  const read = withoutEmpty(type.toObject(type.decode(envelope.raw ?? new Uint8Array()), { bytes: String }));
  return {
    ...read,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(named === undefined ? {} : { kind: named }),
  };
}

/** Keys of these are the client's own, and so are their values. */
const maps = new Set(['labels', 'annotations', 'matchLabels', 'data', 'stringData']);

/** Go's protobuf sends every empty text, which its JSON leaves out. */
function withoutEmpty(message: object): Record<string, unknown> {
  const fields: [string, unknown][] = Object.entries(message);
  const kept = fields.filter(([, value]) => value !== '');
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const inner = (one: unknown): unknown => (typeof one === 'object' && one !== null ? withoutEmpty(one) : one);
      return [name, maps.has(name) ? value : Array.isArray(value) ? value.map(inner) : inner(value)];
    }),
  );
}
