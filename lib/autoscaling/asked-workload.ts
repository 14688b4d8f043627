import { askedService } from '../manifest/network/asked-service';
import type { ClusterModel } from '../model/cluster-model';
import type { ConnectionPort } from '../model/connection';
import type { WorkloadModel } from '../model/workload-model';
import { perClusterModel } from './per-cluster-model';

/**
 * The workload of the tree behind a host, as pods of a namespace ask for it: a name without a namespace is a Service of
 * their own. Undefined where the host is none of the tree's Services.
 */
export function askedWorkload(model: ClusterModel, host: string, fromNamespace: string): WorkloadModel | undefined {
  const service = askedService(host, fromNamespace, model.cluster.dnsDomain);
  return service === undefined ? undefined : workloadsByService(model).get(`${service.namespace}/${service.name}`);
}

const workloadsByService = perClusterModel(
  ({ workloads }): ReadonlyMap<string, WorkloadModel> =>
    new Map(
      workloads.flatMap((workload) =>
        workload.service === undefined ? [] : [[`${workload.namespace}/${workload.service.name}`, workload] as const],
      ),
    ),
);

/** The container port behind a port of a workload's Service, by its number or name; none where it has no such port. */
export function askedPorts({ ports }: WorkloadModel, asked: number | string | undefined): readonly ConnectionPort[] {
  return ports
    .filter(({ name, servicePort, containerPort }) => asked === name || asked === (servicePort ?? containerPort))
    .map(({ protocol, containerPort }) => ({ protocol, port: containerPort }));
}

/** The ports that a workload can be asked at, for messages. */
export function knownPorts({ ports }: WorkloadModel): string {
  return ports.map(({ servicePort, containerPort }) => servicePort ?? containerPort).join(', ');
}
