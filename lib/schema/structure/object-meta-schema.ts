import type { StructuralSchema } from '../facts/schema-facts';

const text: StructuralSchema = { type: 'string', nullable: true };
const flag: StructuralSchema = { type: 'boolean', nullable: true };
const time: StructuralSchema = { type: 'string', format: 'date-time', nullable: true };
const integer: StructuralSchema = { type: 'integer', format: 'int64', nullable: true };
const texts: StructuralSchema = { type: 'object', nullable: true, additionalProperties: text };

const ownerReference: StructuralSchema = {
  type: 'object',
  properties: { apiVersion: text, kind: text, name: text, uid: text, controller: flag, blockOwnerDeletion: flag },
  required: ['apiVersion', 'kind', 'name', 'uid'],
};

const managedFieldsEntry: StructuralSchema = {
  type: 'object',
  properties: {
    apiVersion: text,
    fieldsType: text,
    fieldsV1: { type: 'object', nullable: true, 'x-kubernetes-preserve-unknown-fields': true },
    manager: text,
    operation: text,
    subresource: text,
    time,
  },
};

/**
 * The `metadata` that every object has. A definition says of it only `type: object`: the API server knows the rest,
 * and decodes it into a Go struct, where null means absent.
 */
export const objectMetaSchema: StructuralSchema = {
  type: 'object',
  nullable: true,
  properties: {
    annotations: texts,
    creationTimestamp: time,
    deletionGracePeriodSeconds: integer,
    deletionTimestamp: time,
    finalizers: { type: 'array', nullable: true, items: text, 'x-kubernetes-list-type': 'set' },
    generateName: text,
    generation: integer,
    labels: texts,
    managedFields: { type: 'array', nullable: true, items: managedFieldsEntry },
    name: text,
    namespace: text,
    ownerReferences: {
      type: 'array',
      nullable: true,
      items: ownerReference,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
    },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
};
