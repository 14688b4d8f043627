import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import type { ServicesOf } from '../services-in-tree';
import { consulServiceName } from './consul-service';

/**
 * A Service without ports for pods that serve nobody: Consul registers a pod by the Service that selects it, and the proxy
 * of a pod that is not registered never starts. Undefined where the workload has a Service.
 */
export function emitRegisteringService({ workload }: MeshWorkload): EmittedManifest | undefined {
  if (workload.service !== undefined) return undefined;
  const { namespace, selectorLabels, chart, objectLabels, origin } = workload;
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: consulServiceName(workload), namespace },
    spec: { type: 'ClusterIP', clusterIP: 'None', selector: selectorLabels },
  };
  return { manifest, chart, objectLabels, origin };
}

/** Adopted workloads that a Service of the tree stands in front of, under the name that they have in Consul. */
export function registeredInTree({ workloads }: MeshModel, servicesOf: ServicesOf): ReadonlySet<WorkloadModel> {
  const adopted = workloads.map(({ workload }) => workload).filter(({ service }) => service === undefined);
  return new Set(
    adopted.filter((workload) => servicesOf(workload).some(({ name }) => name === consulServiceName(workload))),
  );
}
