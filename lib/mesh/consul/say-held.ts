import type { ClusterModel } from '../../model/cluster-model';
import type { MeshWorkload } from '../mesh-model';

/** Says what was declared and needs no object, because the mesh does it for every workload. */
export function sayHeld({ workload, traffic, outbound }: MeshWorkload, model: ClusterModel): void {
  const say = (path: string, message: string, fix: string, origin: string) => {
    model.report({
      id: 'held-mesh-intent',
      severity: 'info',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path,
      message,
      fix,
      origin,
    });
  };
  if (traffic?.policy.retries === false)
    say(
      'traffic.retries',
      'false: Consul sends no request again unless it is told to: nothing is emitted',
      'nothing to do; the line can stay for other meshes',
      traffic.origin,
    );
  const dns = outbound.find(({ to }) => to.type === 'dns');
  if (dns !== undefined)
    say(
      'connection.to',
      'dns: Consul leaves the DNS of the cluster alone, and every workload reaches it: nothing is emitted',
      'nothing to do; the line can stay for other clusters',
      dns.origin,
    );
}
