import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import type { MeshWorkload } from '../mesh-model';
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
