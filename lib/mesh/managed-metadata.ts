import type { ObjectMeta } from '../manifest/manifest';

/** Metadata of an object that a mesh needs for a workload or a namespace. */
export function managedMetadata(namespace: string, name: string, about?: string): ObjectMeta {
  return {
    name,
    namespace,
    labels: {
      'app.kubernetes.io/managed-by': 'cdk8s-blueprints',
      ...(about === undefined ? {} : { 'app.kubernetes.io/name': about }),
    },
  };
}
