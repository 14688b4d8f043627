import type { ObjectMeta } from '../../manifest/manifest';
import type { Exposure } from '../../model/exposure';

/** Metadata of the Ingress or route of an exposure: it carries the workload's name where it has none of its own. */
export function routeMetadata({ workload, name, annotations }: Exposure): ObjectMeta {
  const { namespace } = workload;
  return {
    name: name ?? workload.name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s-blueprints', 'app.kubernetes.io/name': workload.name },
    ...(annotations === undefined ? {} : { annotations }),
  };
}
