import type { ClusterModel } from '../../model/cluster-model';
import type { PortModel } from '../../model/port-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshClient } from '../mesh-model';
import { refuse } from '../refuse';
import { backend } from './facts';
import { seesRequests } from './proxy-protocol';
import type { RequestGrant } from './request-cells';

export interface ProbeGrant extends RequestGrant<MeshClient> {
  /** Whether Linkerd lets the probe in without a policy, as long as no route is attached to the Server. */
  readonly isAuthorizedByItself: boolean;
}

/**
 * What the kubelet asks of a port. It has no identity; its address is a node's, where the cluster says which those are.
 * A TCP probe needs nothing: the proxy accepts the connection before it asks any policy.
 */
export function probeGrants(workload: WorkloadModel, port: PortModel, model: ClusterModel): ProbeGrant[] {
  const { nodeCidrs } = model.cluster.network;
  const cidrs = nodeCidrs.length === 0 ? ['0.0.0.0/0', '::/0'] : nodeCidrs;
  const clients = cidrs.map((cidr): MeshClient => ({ type: 'cidr', cidr, except: [] }));
  return workload.probes.flatMap((probe): ProbeGrant[] => {
    if (probe.port !== port.containerPort || probe.handler === 'tcpSocket') return [];
    if (!seesRequests(port)) {
      refuseProbe(workload, port, model);
      return [];
    }
    if (probe.handler === 'grpc')
      return [{ clients, http: [{ methods: ['POST'], paths: [healthCheck] }], isAuthorizedByItself: false }];
    // Routes compare the path alone, without what follows a question mark.
    const [path = '/'] = (probe.path ?? '/').split('?');
    return [{ clients, http: [{ methods: ['GET'], paths: [path] }], isAuthorizedByItself: true }];
  });
}

/** Path of the one method of the gRPC health service that the kubelet calls. */
const healthCheck = '/grpc.health.v1.Health/Check';

function refuseProbe(workload: WorkloadModel, port: PortModel, model: ClusterModel): void {
  refuse(model, {
    intent: 'probes',
    workload,
    backend,
    reason: `port ${port.containerPort} speaks ${port.application ?? 'something'}, which the proxy does not look into, so that it cannot tell the probe from a client without an identity`,
    alternative: 'probe the port with tcpSocket or exec, or probe a port that speaks HTTP or gRPC',
    origin: workload.origin,
    onUnsupported: 'error',
  });
}
