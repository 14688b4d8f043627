import type { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import type { VersionProps } from './custom-resource-props';
import type { SchemaPlace } from './schema-place';
import { readZod } from './read-zod';
import { structuralSchema } from './structural-schema';

/** The schema of one version: the objects that it lets in. */
export function versionSchema(
  { spec, status, rules = [] }: VersionProps,
  description: string | undefined,
  path: string,
  refuse: SchemaPlace['refuse'],
): JsonObject {
  const partOf = (schema: z.ZodType, name: string): JsonObject => {
    const read = readZod(schema);
    const named = isJsonObject(read.definitions) ? read.definitions : {};
    const within = `${path}.${name}`;
    return structuralSchema(read, { path: within, endless: undefined, named, within: [], refuse });
  };
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties: {
      spec: partOf(spec, 'spec'),
      ...(status === undefined ? {} : { status: partOf(status, 'status') }),
    },
    required: ['spec'],
    ...(rules.length === 0 ? {} : { 'x-kubernetes-validations': rules.map((rule) => ({ ...rule })) }),
  };
}
