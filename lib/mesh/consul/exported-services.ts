import type { ExportedServicesSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';
import { consulFacts } from './facts';
import { refuseSecurity } from './refuse-security';

/** Reports exported services where no other cluster is known that could be told of them. */
export function refuseExports({ cluster, workloads }: MeshModel, model: ClusterModel): void {
  if (consulFacts(cluster).peers.length > 0) return;
  for (const { workload } of workloads.filter(({ exported }) => exported))
    refuseSecurity(model, {
      intent: 'mesh.exported',
      workload,
      reason: 'a service is exported to clusters by name, and none is known that this one is peered with',
      alternative: "name them: consul({ peers: ['…'] })",
      origin: workload.origin,
    });
}

/** The services that the peered clusters may know, in the one object that lists all of them; undefined where none is exported. */
export function emitExportedServices({
  cluster,
  settings,
  workloads,
  namespaces,
}: MeshModel): EmittedManifest | undefined {
  const { peers, rootNamespace } = consulFacts(cluster);
  const exported = workloads.filter((workload) => workload.exported).map(({ workload }) => workload);
  const first = namespaces.find((namespace) => namespace.workloads.some((workload) => workload.exported));
  if (first === undefined || peers.length === 0) return undefined;
  const consumers = peers.map((peer) => ({ peer }));
  const spec: Plain<ExportedServicesSpec> = {
    services: exported.map((workload) => ({ name: consulServiceName(workload), consumers })),
  };
  return configEntry(
    'ExportedServices',
    { namespace: rootNamespace, name: 'default' },
    spec,
    settings.owner ?? first.namespace,
  );
}
