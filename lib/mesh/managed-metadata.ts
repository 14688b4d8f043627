import type { ObjectMeta } from '../manifest/objects/manifest';
import { managedBy } from '../model/managed-by';

/** Metadata of an object that a mesh needs for a workload or a namespace. */
export function managedMetadata(namespace: string, name: string, about?: string): ObjectMeta {
  return {
    name,
    namespace,
    labels: {
      ...managedBy,
      ...(about === undefined ? {} : { 'app.kubernetes.io/name': about }),
    },
  };
}
