import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { directAddresses } from './direct-addresses';
import { needNetwork } from './network-needs';
import { consulAnnotation } from '../../products/consul';
import { proxyAnnotations } from './proxy-annotations';
import { refuseEnrolment, refuseInit } from './refuse-enrolment';
import { refuseSharedNames } from './refuse-shared-names';

const by = 'consul';

/** Makes pods part of the mesh, and keeps open what their proxies need. Every pod says for itself whether it is injected. */
export function enrol(mesh: MeshModel, model: ClusterModel): void {
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  for (const { controller } of model.workloads.filter((workload) => !enrolled.has(workload))) {
    const annotations = { [consulAnnotation('connect-inject')]: 'false' };
    model.contributions.add(controller, 'pods', by, { annotations });
  }
  for (const workload of mesh.workloads) {
    const { controller, namespace, service, peerService } = workload.workload;
    const direct = directAddresses(workload, mesh, model, enrolled);
    const annotations = proxyAnnotations(workload, direct, mesh.cluster);
    // Where ACLs are on, the injector rejects a pod whose proxy has no token to log in with.
    model.contributions.add(controller, 'pods', by, { annotations, serviceAccountToken: true });
    // A pod is registered by one Service alone: its proxy does not start where there are two.
    if (service !== undefined && peerService !== undefined)
      model.contributions.add({ group: '', kind: 'Service', namespace, name: peerService.name }, 'object', by, {
        labels: { [consulAnnotation('service-ignore')]: 'true' },
      });
    refuseEnrolment(workload, model);
  }
  for (const namespace of mesh.namespaces) refuseInit(namespace, mesh, model);
  refuseSharedNames(mesh, model);
  needNetwork(mesh, model);
}
