import type { ExternalObject } from '../../../lib/fleet/facts/external-objects';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';

/** What an object of a kind has besides its name, for the kinds without which Pods are not admitted or not placed. */
const kinds: Readonly<Record<string, { readonly apiVersion: string; readonly fields: JsonObject }>> = {
  PriorityClass: { apiVersion: 'scheduling.k8s.io/v1', fields: { value: 1000 } },
  RuntimeClass: { apiVersion: 'node.k8s.io/v1', fields: { handler: 'runc' } },
  ServiceAccount: { apiVersion: 'v1', fields: {} },
  StorageClass: { apiVersion: 'storage.k8s.io/v1', fields: { provisioner: 'kubernetes.io/no-provisioner' } },
};

/** The objects that a cluster has without its tree, of the kinds that decide whether Pods come alive. */
export function admittedBy(external: readonly ExternalObject[]): readonly Manifest[] {
  return external.flatMap(({ kind, namespace, name }): Manifest[] => {
    const known = kinds[kind];
    if (known === undefined) return [];
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
    return [{ apiVersion: known.apiVersion, kind, metadata, ...known.fields }];
  });
}
