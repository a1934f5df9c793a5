import protobuf from 'protobufjs';
import type { Answer } from './answer.ts';
import { isWritable, resourceKinds } from './resourceKinds.ts';

/** As much of gnostic's openapiv2/OpenAPIv2.proto as kubectl's question needs. */
const messages = protobuf.parse(`
  syntax = "proto3";
  message Any { string yaml = 2; }
  message NamedAny { string name = 1; Any value = 2; }
  message QueryParameterSubSchema { string in = 2; string name = 4; }
  message NonBodyParameter { QueryParameterSubSchema query = 3; }
  message Parameter { NonBodyParameter nonBodyParameter = 2; }
  message ParametersItem { Parameter parameter = 1; }
  message Operation { repeated ParametersItem parameters = 8; repeated NamedAny vendorExtension = 13; }
  message PathItem { Operation patch = 8; }
  message NamedPathItem { string name = 1; PathItem value = 2; }
  message Paths { repeated NamedPathItem path = 2; }
  message Document { string swagger = 1; Paths paths = 8; }
`).root;

/** The same as `answerOpenApi`, for kubectl 1.27, which asks the older document, and reads it as protobuf only. */
export function openApiV2(): Answer {
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
    parameter: { nonBodyParameter: { query: { in: 'query', name } } },
  }));
  const path = resourceKinds.filter(isWritable).map(({ group, version, kind, resource }) => ({
    name: `/${group}/${version}/${resource}/{name}`,
    value: {
      patch: {
        parameters,
        vendorExtension: [
          {
            name: 'x-kubernetes-group-version-kind',
            value: { yaml: `group: ${JSON.stringify(group)}\nkind: ${kind}\nversion: ${version}\n` },
          },
        ],
      },
    },
  }));
  const type = messages.lookupType('Document');
  const body = type.encode(type.fromObject({ swagger: '2.0', paths: { path } })).finish();
  return { status: 200, body, contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' };
}
