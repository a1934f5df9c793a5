import protobuf from 'protobufjs';

/** What a client posts, as far as the simulator reads it. */
export interface ReviewBody {
  readonly spec?: {
    readonly namespace?: string;
    readonly resourceAttributes?: ResourceAttributes;
    readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
  };
}

/** Kubernetes leaves out empty strings; one that is there all the same means absent too. */
export interface ResourceAttributes {
  readonly namespace?: string;
  readonly verb?: string;
  readonly group?: string;
  readonly version?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
}

const messages = protobuf.parse(`
  syntax = "proto2";
  message Unknown { optional bytes raw = 2; }
  message ResourceAttributes {
    optional string namespace = 1;
    optional string verb = 2;
    optional string group = 3;
    optional string version = 4;
    optional string resource = 5;
    optional string subresource = 6;
    optional string name = 7;
  }
  message NonResourceAttributes { optional string path = 1; optional string verb = 2; }
  message AccessSpec {
    optional ResourceAttributes resourceAttributes = 1;
    optional NonResourceAttributes nonResourceAttributes = 2;
  }
  message SelfSubjectAccessReview { optional AccessSpec spec = 2; }
  message RulesSpec { optional string namespace = 1; }
  message SelfSubjectRulesReview { optional RulesSpec spec = 2; }
`).root;

const magic = Buffer.from('k8s\0');

/**
 * Reads a review as JSON or, since kubectl 1.32 the default of its typed clients, as protobuf in Kubernetes' envelope:
 * `k8s\0` and a runtime.Unknown whose `raw` is the message. Field numbers: k8s.io/api/authorization/v1 and
 * apimachinery/pkg/runtime, generated.proto. The answer may stay JSON: those clients accept both.
 * @param kind `SelfSubjectAccessReview` or `SelfSubjectRulesReview`
 * @throws Error on a body that is neither
 */
export function readReviewBody(kind: string, body: Buffer): ReviewBody {
  if (!body.subarray(0, magic.length).equals(magic)) {
    return JSON.parse(body.toString()) as ReviewBody;
  }
  const envelope = messages.lookupType('Unknown').decode(body.subarray(magic.length)) as { raw?: Uint8Array };
  const type = messages.lookupType(kind);
  return type.toObject(type.decode(envelope.raw ?? new Uint8Array()));
}
