import type { ObjectMeta } from '../../manifest/objects/manifest';
import type { Exposure } from '../../model/exposure';
import { managedBy } from '../../model/managed-by';

/** Metadata of the Ingress or route of an exposure: it carries the workload's name where it has none of its own. */
export function routeMetadata({ workload, name, annotations }: Exposure): ObjectMeta {
  const { namespace } = workload;
  return {
    name: name ?? workload.name,
    namespace,
    labels: { ...managedBy, 'app.kubernetes.io/name': workload.name },
    ...(annotations === undefined ? {} : { annotations }),
  };
}
