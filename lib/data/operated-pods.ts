import { Construct } from 'constructs';
import type { ChartContext } from '../chart/chart-context';
import { Cluster } from '../fleet/cluster';
import type { OperatorFacts } from '../fleet/facts/operators';
import type { Labels } from '../manifest/objects/label-selector';
import type { ConnectionPort } from '../model/connection';
import { objectLabels as withLabels } from '../model/object-owner';
import type { PortModel } from '../model/port-model';
import type { PeerLike } from '../model/to-peer';
import type { MetricsModel, ProbeModel } from '../model/workload-model';
import { Workload } from '../workload/workload';

/** Some pods that an operator makes of an object, and whom they need. */
export interface OperatedPods {
  /** Name of the pods, as policies have it. */
  readonly name: string;
  /** The object that they are made of. */
  readonly controller: { readonly group: string; readonly kind: string; readonly name: string };
  readonly selectorLabels: Labels;
  readonly serviceAccountName: string;
  /** What they listen on for clients and for monitoring. */
  readonly ports: readonly PortModel[];
  readonly service?: string;
  readonly metrics?: MetricsModel;
  /** Probes that the kubelet makes over the network. @default none */
  readonly probes?: readonly ProbeModel[];
  readonly runsToCompletion?: true;
  /** Ports that the operator calls. */
  readonly fromOperator?: readonly number[];
  /** Ports that all other pods of the same construct call. */
  readonly fromSiblings?: readonly number[];
  /** Ports that these pods call among themselves. */
  readonly withinThemselves?: readonly number[];
  readonly toApiServer?: true;
  /** Whether they write or read backups. */
  readonly toBuckets?: true;
}

/**
 * Declares the pods that an operator makes, and the connections among them, from the operator, and to the buckets of backups.
 * They stand outside of the mesh, and encrypt by themselves.
 */
export function declareOperatedPods(
  construct: Construct,
  [first, ...others]: readonly [OperatedPods, ...OperatedPods[]],
  context: ChartContext,
  { operator, buckets = [] }: { readonly operator: OperatorFacts; readonly buckets?: readonly PeerLike[] },
): readonly [Workload, ...Workload[]] {
  const declared = (group: OperatedPods) => ({ group, workload: declare(construct, group, context) });
  const main = declared(first);
  const all = [main, ...others.map(declared)];
  const { product, namespace, podLabels, mesh } = operator;
  const pods = { namespace, podLabels, ...(mesh && { mesh }) };
  for (const { group, workload } of all) {
    const {
      fromOperator = [],
      fromSiblings = [],
      withinThemselves = [],
      toApiServer = false,
      toBuckets = false,
    } = group;
    if (fromOperator.length > 0)
      workload.connections.allowFrom({ type: 'platform', name: product, pods }, { ports: tcp(fromOperator) });
    if (fromSiblings.length > 0)
      for (const sibling of all) sibling.workload.connections.allowTo(workload, { ports: tcp(fromSiblings) });
    if (withinThemselves.length > 0) workload.connections.allowTo(workload, { ports: tcp(withinThemselves) });
    if (toApiServer) workload.connections.allowTo({ type: 'apiServer' });
    for (const bucket of toBuckets ? buckets : []) workload.connections.allowTo(bucket);
  }
  return [main.workload, ...all.slice(1).map(({ workload }) => workload)];
}

function declare(
  construct: Construct,
  group: OperatedPods,
  { namespace, chart, objectLabels }: ChartContext,
): Workload {
  const { name, controller, selectorLabels, serviceAccountName, ports, service, metrics, probes = [] } = group;
  const workload = new Workload(new Construct(construct, `pods-${name}`), {
    name,
    namespace,
    controller: { ...controller, namespace },
    selectorLabels,
    serviceAccountName,
    ports,
    probes,
    ...(service === undefined ? {} : { service: { name: service, headless: false } }),
    ...(metrics === undefined ? {} : { metrics }),
    runsToCompletion: group.runsToCompletion ?? false,
    chart,
    objectLabels: withLabels(objectLabels, { 'app.kubernetes.io/name': name }),
  });
  return Cluster.of(construct).mesh === undefined ? workload : workload.mesh({ enrolled: false });
}

function tcp(ports: readonly number[]): readonly ConnectionPort[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
