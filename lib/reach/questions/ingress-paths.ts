import { ConnectionSet, protocols } from '../sets/connection-set';
import { workloadName } from '../space/workload-name';
import type { NetworkSide, Side } from './explanation';
import type { MeshPart } from '../mesh/mesh-decision';
import { allowedTraffic } from './allowed-traffic';
import type { IngressBackend } from './ingress-backends';
import type { ReachabilityModel } from './reachability-model';
import { serviceTargets } from '../space/service-targets';

/** One way from an ingress controller to a workload: what a route wants, and what policies leave of it. */
export interface IngressWay {
  readonly backend: IngressBackend;
  readonly workload: number;
  /** Target ports of the Service at this workload. */
  readonly wanted: ConnectionSet;
  readonly allowed: ConnectionSet;
  readonly sides: readonly Side[];
  /** Ports of it on which the mesh lets some requests through and not others. */
  readonly restricted: readonly MeshPart[];
  /** Whether it is known which pods the controller is. */
  readonly controllerKnown: boolean;
}

/** Every way in through an Ingress or a route; several for a backend where several controllers may serve it. */
export function ingressPaths(
  model: ReachabilityModel,
  wanted: (backend: IngressBackend) => boolean = () => true,
): readonly IngressWay[] {
  return model.backends.filter(wanted).flatMap((backend) => {
    const targets = serviceTargets(backend.service, model.workloads, model.serviceIndex, backend.port);
    const { pods, known } = controllersOf(model, backend);
    const used = usedPorts(backend);
    return targets.flatMap(({ workload, ports }) =>
      pods.map((pod) => pathOf(model, backend, workload, ports.intersect(used), pod, known)),
    );
  });
}

function usedPorts({ podPort }: IngressBackend): ConnectionSet {
  if (podPort === undefined) return ConnectionSet.all;
  return ConnectionSet.unionOf(protocols.map((protocol) => ConnectionSet.port(protocol, podPort)));
}

function pathOf(
  model: ReachabilityModel,
  backend: IngressBackend,
  workload: number,
  wanted: ConnectionSet,
  controller: number,
  controllerKnown: boolean,
): IngressWay {
  const { space, workloads, mesh } = model;
  const from = space.classes.classOf[controller] ?? -1;
  const to = space.classes.classOf[workload] ?? -1;
  const egress = space.decision(from, 'egress', to);
  const ingress = space.decision(to, 'ingress', from);
  const target = workloads[workload];
  const of = target === undefined ? '' : workloadName(target);
  const network: readonly NetworkSide[] = [
    { direction: 'egress', of: 'the ingress controller', decision: egress },
    { direction: 'ingress', of, decision: ingress },
  ];
  const position = controller - workloads.length;
  const client = mesh?.controller(position);
  const ends = client && ({ client, position: 'elsewhere', networkClass: from, server: workload, of } as const);
  const { ports, sides, restricted } = allowedTraffic(model, network, ends, wanted);
  return { backend, workload, wanted, allowed: ports, sides: sides(), restricted, controllerKnown };
}

/** Controllers of the backend's class; all of its API where no class is named; an unknown pod where none is known. */
function controllersOf({ controllers, workloads }: ReachabilityModel, backend: IngressBackend) {
  const api = ['Ingress', 'Route'].includes(backend.source.manifest.kind) ? 'Ingress' : 'Gateway';
  const found = controllers.flatMap((controller, i) => {
    const serves = backend.className === undefined || controller.className === backend.className;
    return controller.api === api && serves ? [workloads.length + i] : [];
  });
  return found.length > 0
    ? { pods: found, known: true }
    : { pods: [workloads.length + controllers.length], known: false };
}
