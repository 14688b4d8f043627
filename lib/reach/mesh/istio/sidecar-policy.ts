import { servicePortsOf } from '../../../manifest/network/service-ports';
import { servicesSelecting } from '../../../manifest/network/selecting-services';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { istioRecord } from '../../../products/istio';
import { metadataOfPod } from '../enrolment';
import { readPortList } from '../port-list';
import { namedPort } from '../../space/named-port';
import {
  allPorts,
  intersectIntervals,
  mergeIntervals,
  noPorts,
  subtractIntervals,
  uniteIntervals,
  type PortIntervals,
} from '../../sets/port-intervals';
import type { WorkloadNode } from '../../space/workload-node';
import { strangerPod, type ProxyClient } from '../mesh-client';
import type { MeshRoute, ServerPolicy } from '../mesh-policy';
import type { IstioAuthorizationPolicy } from './authorization-policy';
import { istioCheckpoint, strictRules } from './istio-checkpoint';
import type { PodModes } from './peer-authentication';
import type { PolicyBudget } from './policy-budget';
import { portProtocol } from './port-protocol';

/** What the sidecar of a pod enforces. */
export function sidecarPolicy(
  budget: PolicyBudget,
  policies: readonly IstioAuthorizationPolicy[],
  modes: PodModes,
  tcpPorts: PortIntervals,
  bypass: PortIntervals,
  elsewhere?: MeshRoute,
): ServerPolicy {
  const understanding = { http: subtractIntervals(allPorts, tcpPorts), emptyDenies: true };
  const checkpoint = istioCheckpoint(budget, policies, understanding, strictRules(modes));
  const unencrypted = disabledPorts(modes);
  const own = subtractIntervals(allPorts, elsewhere?.ports ?? noPorts);
  const routes: readonly MeshRoute[] = [
    { ports: subtractIntervals(own, unencrypted), clients: 'all', checkpoints: [checkpoint] },
    {
      ports: intersectIntervals(own, unencrypted),
      clients: 'all',
      checkpoints: [{ ...checkpoint, sees: withoutIdentity }],
    },
    ...(elsewhere === undefined ? [] : [elsewhere]),
  ];
  return { product: 'istio', bypass, proxyPorts, routes: routes.filter(({ ports }) => ports.length > 0) };
}

/** Where mutual TLS is off, nobody shows a certificate. */
function withoutIdentity(client: ProxyClient): ProxyClient {
  return client.kind === 'stranger' ? client : strangerPod;
}

function disabledPorts({ ports, others }: PodModes): PortIntervals {
  const intervals = (numbers: readonly number[]) => mergeIntervals(numbers.map((port) => [{ from: port, to: port }]));
  const disabled = intervals([...ports].flatMap(([port, { mode }]) => (mode === 'DISABLE' ? [port] : [])));
  const rest = others.mode === 'DISABLE' ? subtractIntervals(allPorts, intervals([...ports.keys()])) : noPorts;
  return mergeIntervals([disabled, rest]);
}

/** Container ports that every Service in front of them declares as no HTTP: rules about requests do not work there. */
export function tcpPortsOf(workload: WorkloadNode, manifests: ManifestSet): PortIntervals {
  const protocols = new Map<number, Set<string>>();
  for (const service of workload.pods.flatMap((pod) => servicesSelecting(manifests, pod.owner))) {
    for (const { field, targetPort, protocol } of servicePortsOf(service.manifest)) {
      if (protocol !== 'TCP') continue;
      for (const port of targetPorts(workload, targetPort)) {
        const known = protocols.get(port) ?? new Set();
        protocols.set(port, known.add(portProtocol(field)));
      }
    }
  }
  const tcp = [...protocols].filter(([, found]) => found.size === 1 && found.has('tcp'));
  return tcp.reduce<PortIntervals>((ports, [port]) => uniteIntervals(ports, [{ from: port, to: port }]), noPorts);
}

/** The container ports that a Service's target port means. */
export function targetPorts(workload: WorkloadNode, targetPort: number | string): readonly number[] {
  if (typeof targetPort === 'number') return [targetPort];
  return namedPort(workload, targetPort, 'TCP')
    .ranges()
    .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

/** Metrics, health and statistics of the proxy. */
const proxyPorts = istioRecord.proxy.ports.reduce<PortIntervals>(
  (ports, port) => uniteIntervals(ports, [{ from: port, to: port }]),
  noPorts,
);

/** Ports that a sidecar does not take: its own, and those that annotations exclude. */
export function bypassOf({ pods }: WorkloadNode): PortIntervals {
  const excluded = pods.map((pod) => {
    const { annotations } = metadataOfPod(pod);
    return readPortList(annotations.entry('traffic.sidecar.istio.io/excludeInboundPorts').text ?? '');
  });
  return excluded.reduce(uniteIntervals, proxyPorts);
}
