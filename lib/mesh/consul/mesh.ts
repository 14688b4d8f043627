import type { MeshSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulFacts } from './facts';
import { refuseSecurity } from './refuse-security';

/** What holds for the whole mesh: whether services may accept unencrypted requests, and whether proxies let out what it does not know. */
export function emitMesh(
  { cluster, settings, workloads }: MeshModel,
  model: ClusterModel,
): EmittedManifest | undefined {
  const { owner, egress } = settings;
  const permissive = workloads.filter(({ mutualTls }) => mutualTls === 'permissive');
  if (owner === undefined) {
    for (const { workload } of permissive)
      refuseSecurity(model, {
        intent: 'mesh.mutualTls',
        workload,
        reason: 'its Mesh must let services be permissive, and no chart of the tree owns the settings of the mesh',
        alternative:
          "let one chart own them: new MeshConfiguration(chart, 'mesh'), or name the ports: workload.mesh({ permissivePorts: […] })",
        origin: workload.origin,
      });
    return undefined;
  }
  const spec: Plain<MeshSpec> = {
    allowEnablingPermissiveMutualTLS: permissive.length > 0,
    // For the whole mesh, other trees' services included: only where it was said of the whole mesh.
    transparentProxy: { meshDestinationsOnly: egress === 'declared' },
  };
  return configEntry('Mesh', { namespace: consulFacts(cluster).rootNamespace, name: 'mesh' }, spec, owner);
}
