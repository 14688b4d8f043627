import type { ClusterModel } from '../../model/cluster-model';
import { formatWorkload } from '../../model/workload-model';
import type { MeshModel } from '../mesh-model';
import { consulServiceName } from './consul-service';
import { externalServicesOf } from './external-services';
import { consulFacts } from './facts';
import { reportEnrolment } from './refuse-enrolment';

/**
 * Reports what Consul would take for one service although it is two: all namespaces of Kubernetes share one namespace of
 * Consul, so that the clients of one could ask the other, and be sent to it.
 */
export function refuseSharedNames({ workloads, externals }: MeshModel, model: ClusterModel): void {
  const owners = new Map<string, string>();
  if (consulFacts(model.cluster).terminatingGateway !== undefined)
    for (const { name, access } of externals.flatMap(externalServicesOf))
      owners.set(name, `ExternalService ${access.service.namespace}/${access.service.name}`);
  for (const { workload } of workloads) {
    const service = consulServiceName(workload);
    const first = owners.get(service);
    if (first === undefined) owners.set(service, formatWorkload(workload));
    else
      reportEnrolment(model, workload, {
        path: 'metadata.name',
        message: `Duplicate value: "${service}": ${first} has that name in Consul, whose one namespace all of Kubernetes shares: their clients would be mixed up`,
        fix: 'give one of them another name: service.name and serviceAccount.name',
      });
  }
}
