import type { MeshSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulFacts } from './facts';
import { refuseSecurity } from './refuse-security';

/** Reports services that may accept unencrypted requests where no chart of the tree owns the Mesh that must allow it. */
export function refusePermissive({ settings, workloads }: MeshModel, model: ClusterModel): void {
  if (settings.owner !== undefined) return;
  for (const { workload } of workloads.filter(({ mutualTls }) => mutualTls === 'permissive'))
    refuseSecurity(model, {
      intent: 'mesh.mutualTls',
      workload,
      reason: 'its Mesh must let services be permissive, and no chart of the tree owns the settings of the mesh',
      alternative:
        "let one chart own them: new MeshConfiguration(chart, 'mesh'), or name the ports: workload.mesh({ permissivePorts: […] })",
      origin: workload.origin,
    });
}

/** What holds for the whole mesh: whether services may accept unencrypted requests, and whether proxies let out what it does not know. */
export function emitMesh({ cluster, settings, workloads }: MeshModel): EmittedManifest | undefined {
  const { owner, egress } = settings;
  if (owner === undefined) return undefined;
  const spec: Plain<MeshSpec> = {
    allowEnablingPermissiveMutualTLS: workloads.some(({ mutualTls }) => mutualTls === 'permissive'),
    // For the whole mesh, other trees' services included: only where it was said of the whole mesh.
    transparentProxy: { meshDestinationsOnly: egress === 'declared' },
  };
  return configEntry('Mesh', { namespace: consulFacts(cluster).rootNamespace, name: 'mesh' }, spec, owner);
}
