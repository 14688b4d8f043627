import type { ObjectMeta } from '../../manifest/manifest';
import type { Exposure } from '../../model/exposure';

/** Metadata of the Ingress or route of an exposure: it carries the workload's name. */
export function routeMetadata({ workload: { name, namespace }, annotations }: Exposure): ObjectMeta {
  return {
    name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s-blueprints', 'app.kubernetes.io/name': name },
    ...(annotations === undefined ? {} : { annotations }),
  };
}
