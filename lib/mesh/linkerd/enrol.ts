import { namespaceIdentity, type ClusterModel } from '../../model/cluster-model';
import { linkerdInject } from '../../products/linkerd';
import type { MeshModel } from '../mesh-model';
import { accessLogFormat } from './access-log-format';
import { backend, linkerdFacts } from './facts';
import { inboundPolicyOf } from './inbound-policy';
import { proxyAnnotations } from './proxy-annotations';
import { refuseInit, refuseJob } from './refuse-enrolment';

/** Makes pods part of the mesh: the injector reads annotations of namespaces, and of pods that differ from theirs. */
export function enrol(mesh: MeshModel, model: ClusterModel): void {
  const facts = linkerdFacts(mesh.cluster);
  for (const meshNamespace of mesh.namespaces) {
    const { namespace } = meshNamespace;
    model.contributions.add(namespaceIdentity(namespace.name), 'object', backend, {
      annotations: {
        [linkerdInject]: 'enabled',
        'config.linkerd.io/default-inbound-policy': inboundPolicyOf(namespace, meshNamespace.mutualTls),
        ...accessLog(mesh),
      },
    });
    refuseInit(model, facts, meshNamespace);
  }
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  for (const workload of model.workloads) {
    if (!enrolled.has(workload))
      model.contributions.add(workload.controller, 'pods', backend, {
        annotations: { [linkerdInject]: 'disabled' },
      });
  }
  for (const workload of mesh.workloads) {
    const annotations = proxyAnnotations(workload, mesh, model.namespaces.get(workload.workload.namespace));
    if (Object.keys(annotations).length > 0)
      model.contributions.add(workload.workload.controller, 'pods', backend, { annotations });
    refuseJob(model, facts, workload);
  }
}

function accessLog({ settings: { accessLogs } }: MeshModel): Readonly<Record<string, string>> {
  const format = accessLogs === undefined ? undefined : accessLogFormat(accessLogs);
  return format === undefined ? {} : { 'config.linkerd.io/access-log': format };
}
