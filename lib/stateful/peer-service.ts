import type { Manifest } from '../manifest/objects/manifest';
import { emitService } from '../workload/service';
import type { StoreModel } from './store-model';

/**
 * The headless Service that gives each pod a name of its own and shows every port. Where members look each other up while
 * they start, it also answers for pods that are not ready: clients have a Service of their own.
 */
export function emitPeerService({ intent, cluster }: StoreModel): Manifest {
  const { context, labels, workload, members, resolvesBeforeReady } = intent;
  return emitService({
    name: members.serviceName,
    context,
    labels,
    selectorLabels: workload.selectorLabels,
    ports: workload.ports.map((port) => ({ ...port, servicePort: port.containerPort })),
    mesh: cluster.mesh,
    options: {
      spec: { clusterIP: 'None', ...(resolvesBeforeReady ? { publishNotReadyAddresses: true } : {}) },
    },
  });
}
