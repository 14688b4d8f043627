import { findObject } from '../../manifest/objects/find-object';
import { calledServicesOf, callingKinds } from '../../manifest/network/webhooks';
import { parseAddressRange, type AddressRange } from '../../manifest/network/address-range';
import { piecesWithin } from '../../reach/space/address-space';
import type { Decision } from '../../reach/space/decision';
import { denyingRules } from '../../reach/questions/explanation';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import { serviceTargets, type ServiceTarget } from '../../reach/space/service-targets';
import { workloadName } from '../../reach/space/workload-name';
import type { Check } from '../check';
import { clusterReachability } from '../cluster-reachability';
import type { Problem } from '../finding';

/** What the API server is told to call is open to it. */
export const requireOpenWebhook: Check = {
  id: 'require-open-webhook',
  severity: 'error',
  profile: 'baseline',
  why:
    'A call that a network policy stops times out: every request that a webhook is asked about waits, and fails unless ' +
    'its failures are ignored; a conversion webhook or an aggregated API takes its whole kind down.',
  kinds: callingKinds,
  run: function* ({ manifest }, context) {
    const { manifests, cluster } = context;
    const { network } = cluster;
    const { model } = clusterReachability(context);
    const known = network.apiServer.cidrs.flatMap((cidr) => parseAddressRange(cidr) ?? []);
    for (const { field, service, port } of calledServicesOf(manifest)) {
      const found = findObject(manifests, service);
      if (found === undefined) continue;
      for (const target of serviceTargets(found, model.workloads, model.serviceIndex, port)) {
        const problem = closedTo(known, target, model);
        if (problem !== undefined) yield { path: field.path, ...problem };
      }
    }
  },
};

/** Where nobody says which addresses the API server has, only a workload that is closed to all of them is told. */
function closedTo(
  known: readonly AddressRange[],
  { workload: position, ports }: ServiceTarget,
  model: ReachabilityModel,
): Omit<Problem, 'path'> | undefined {
  const workload = model.workloads[position];
  if (workload === undefined || workload.hostNetwork || letsUnknownIn(model, position)) return undefined;
  const closed = decisionsOf(known, position, model).map((decision) => ({
    decision,
    ports: ports.subtract(decision.allowed),
  }));
  const worst = closed.find((each) => !each.ports.isEmpty);
  const opened = known.length === 0 && closed.some((each) => each.ports.isEmpty);
  if (worst === undefined || opened) return undefined;
  const of = workloadName(workload);
  const rules = denyingRules([{ direction: 'ingress', of, decision: worst.decision }], worst.ports).join(', ');
  return {
    message: `Forbidden: ${worst.ports.toString()} of ${of} is closed to the API server by ${rules}`,
    fix: 'allow the addresses of the API server in a policy that selects the workload',
    ...(known.length > 0 && closed.some(({ decision }) => !ports.subtract(decision.possible).isEmpty)
      ? {}
      : { status: 'unproved' as const }),
  };
}

function decisionsOf(
  known: readonly AddressRange[],
  position: number,
  { space }: ReachabilityModel,
): readonly Decision[] {
  const podClass = space.classes.classOf[position] ?? -1;
  const touched = known.length > 0 ? known.flatMap((range) => piecesWithin(space.pieces, range)) : space.pieces.keys();
  return [...new Set([...touched].map((i) => space.decision(podClass, 'ingress', space.peerOfPiece(i))))];
}

/** A rule may name the API server in words that are not modelled, as Cilium's entities do. */
function letsUnknownIn({ space }: ReachabilityModel, position: number): boolean {
  return space
    .policiesOf(space.classes.classOf[position] ?? -1)
    .some(({ rules }) =>
      rules.ingress.some(({ action, peers }) => action === 'Allow' && peers.some(({ kind }) => kind === 'unknown')),
    );
}
