import type { PeerAuthenticationSpec } from '../../../imports/security.istio.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { MutualTlsMode } from '../../model/mesh-policy';
import type { MeshNamespace, MeshWorkload } from '../mesh-model';

/** Whether a namespace's pods refuse unencrypted requests. */
export function emitNamespacePeerAuthentication({ namespace, mutualTls }: MeshNamespace): Manifest {
  return peerAuthentication(namespace.name, 'default', { mtls: { mode: mode(mutualTls) } });
}

/** The same for the whole mesh: in the root namespace, without a selector. */
export function emitMeshPeerAuthentication(rootNamespace: string, mutualTls: MutualTlsMode): Manifest {
  return peerAuthentication(rootNamespace, 'default', { mtls: { mode: mode(mutualTls) } });
}

/** What one workload does differently from its namespace; undefined where it does nothing differently. */
export function emitWorkloadPeerAuthentication(
  { workload, mutualTls, permissivePorts }: MeshWorkload,
  inherited: MutualTlsMode,
): Manifest | undefined {
  if (mutualTls === inherited && permissivePorts.length === 0) return undefined;
  return peerAuthentication(workload.namespace, workload.name, {
    selector: { matchLabels: workload.selectorLabels },
    mtls: { mode: mode(mutualTls) },
    ...(permissivePorts.length === 0
      ? {}
      : { portLevelMtls: Object.fromEntries(permissivePorts.map((port) => [String(port), { mode: 'PERMISSIVE' }])) }),
  });
}

function peerAuthentication(namespace: string, name: string, spec: Plain<PeerAuthenticationSpec>): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace },
    spec,
  };
}

function mode(mutualTls: MutualTlsMode): 'STRICT' | 'PERMISSIVE' {
  return mutualTls === 'strict' ? 'STRICT' : 'PERMISSIVE';
}
