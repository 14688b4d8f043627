import type { ObjectMeta } from '../../manifest/objects/manifest';
import type { ExposedWorkload } from '../../model/exposure';

/** Metadata of the Ingress or route of an exposure: it has the workload's name where it has none of its own. */
export function routeMetadata({ workload, name, annotations }: ExposedWorkload): ObjectMeta {
  const { namespace } = workload;
  return {
    name: name ?? workload.name,
    namespace,
    ...(annotations === undefined ? {} : { annotations }),
  };
}
