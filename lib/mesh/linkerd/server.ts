import type { ServerSpec } from '../../../imports/policy.linkerd.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { serverName, type PortPolicy } from './port-policy';
import { proxyProtocolOf } from './proxy-protocol';

/** A port of a workload's pods that has policies of its own. */
export function emitServer({ workload, port, accessPolicy }: PortPolicy): Manifest {
  const spec: Plain<ServerSpec> = {
    podSelector: { matchLabels: workload.selectorLabels },
    port: port.containerPort,
    proxyProtocol: proxyProtocolOf(port),
    accessPolicy,
  };
  return {
    apiVersion: 'policy.linkerd.io/v1beta3',
    kind: 'Server',
    metadata: { name: serverName({ workload, port }), namespace: workload.namespace },
    spec,
  };
}
