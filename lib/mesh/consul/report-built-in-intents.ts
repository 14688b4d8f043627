import type { ClusterModel } from '../../model/cluster-model';
import type { MeshWorkload } from '../mesh-model';
import { reportBuiltIn } from '../report-built-in';

/** Says what was declared and needs no object, because the mesh does it for every workload. */
export function reportBuiltInIntents({ workload, traffic, outbound }: MeshWorkload, model: ClusterModel): void {
  if (traffic?.policy.retries === false)
    reportBuiltIn(model, {
      intent: 'traffic.retries',
      workload,
      message: 'false: Consul sends no request again unless it is told to: nothing is emitted',
      fix: 'nothing to do; the line can stay for other meshes',
      origin: traffic.origin,
    });
  const dns = outbound.find(({ to }) => to.type === 'dns');
  if (dns !== undefined)
    reportBuiltIn(model, {
      intent: 'connection.to',
      workload,
      message: 'dns: Consul leaves the DNS of the cluster alone, and every workload reaches it: nothing is emitted',
      fix: 'nothing to do; the line can stay for other clusters',
      origin: dns.origin,
    });
}
