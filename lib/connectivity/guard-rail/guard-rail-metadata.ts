import type { JsonObject } from '../../manifest/objects/json';
import type { ObjectMeta } from '../../manifest/objects/manifest';
import type { GuardRailModel } from './resolve-guard-rails';

/** Metadata of a policy for the whole cluster: it is in no namespace. */
export function guardRailMetadata(name: string): ObjectMeta {
  return { name };
}

/** The pods that a policy is about: every pod of the namespaces, or some of them. */
export function guardRailSubject({ subject: { namespaces, pods } }: GuardRailModel): JsonObject {
  return pods === undefined ? { namespaces } : { pods: { namespaceSelector: namespaces, podSelector: pods } };
}
