import type { LocatedManifest } from '../manifest/objects/manifest';
import { calledServicesOf } from '../manifest/network/webhooks';
import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import type { ClusterModel } from '../model/cluster-model';
import type { Connection } from '../model/connection';
import type { WorkloadModel } from '../model/workload-model';

/**
 * Adds the connections that objects of the tree stand for, in which the API server calls a workload's Service: admission
 * and conversion webhooks, and aggregated APIs. Without them an isolated workload would leave every such call to time out.
 */
export const webhookCapability = listCapability({
  name: new CapabilityName<readonly Connection[]>('webhook'),
  feeds: ['mesh', 'network-policy'],
  resolve(model) {
    const connections = webhookConnections(model);
    for (const connection of connections) model.connect(connection);
    return connections;
  },
});

function webhookConnections({ objects, workloads, namespaces }: ClusterModel): readonly Connection[] {
  const isolated = workloads.filter(({ namespace }) => namespaces.get(namespace)?.isolated === true);
  const byService = new Map(isolated.map((workload) => [`${workload.namespace}/${workload.service?.name}`, workload]));
  if (byService.size === 0) return [];
  return objects.flatMap((object) =>
    calledServicesOf(object.manifest).flatMap(({ service, port }) => {
      const workload = byService.get(`${service.namespace}/${service.name}`);
      return workload === undefined ? [] : connectionTo(workload, port, object);
    }),
  );
}

function connectionTo(
  workload: WorkloadModel,
  servicePort: number,
  { origin }: LocatedManifest,
): readonly Connection[] {
  const port = workload.ports.find((each) => each.servicePort === servicePort);
  // `require-webhook-service` reports a port that the Service does not have.
  if (port === undefined) return [];
  return [
    {
      from: { type: 'apiServer' },
      to: { type: 'workload', workload },
      ports: [{ protocol: port.protocol, port: port.containerPort }],
      origin: origin ?? workload.origin,
    },
  ];
}
