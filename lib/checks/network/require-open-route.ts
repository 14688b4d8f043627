import type { ConnectionSet } from '../../reach/sets/connection-set';
import { denyingRules } from '../../reach/questions/explanation';
import type { IngressBackend } from '../../reach/questions/ingress-backends';
import { ingressPaths, type IngressWay } from '../../reach/questions/ingress-paths';
import { tolerantReachability } from '../../reach/questions/reachability';
import type { ReachabilityModel } from '../../reach/questions/reachability-model';
import { workloadName } from '../../reach/space/workload-name';
import type { Check } from '../check';
import type { Problem } from '../finding';

/** What an Ingress or a route sends traffic to is open to the controller that sends it. */
export const requireOpenRoute: Check = {
  id: 'require-open-route',
  severity: 'error',
  profile: 'baseline',
  why: 'Requests time out: the route leads to pods whose policies do not let the ingress controller in.',
  kinds: [
    'gateway.networking.k8s.io/GRPCRoute',
    'gateway.networking.k8s.io/HTTPRoute',
    'gateway.networking.k8s.io/TCPRoute',
    'gateway.networking.k8s.io/TLSRoute',
    'gateway.networking.k8s.io/UDPRoute',
    'networking.k8s.io/Ingress',
    'route.openshift.io/Route',
  ],
  run: function* (object, { manifests, cluster: { network } }) {
    const { ingressControllers } = network;
    const { model } = tolerantReachability(manifests, { ingressControllers, network });
    const isOwn = ({ source }: IngressBackend): boolean => source.manifest === object.manifest;
    const possible = ingressPaths({ ...model, extreme: 'most' }, isOwn);
    for (const [i, way] of ingressPaths(model, isOwn).entries()) {
      yield* blocked(way, possible[i]?.allowed ?? way.allowed, model);
    }
  },
};

function* blocked(
  { backend, workload, wanted, allowed, sides, controllerKnown }: IngressWay,
  possible: ConnectionSet,
  { workloads, undecided: { routes } }: ReachabilityModel,
): Iterable<Problem> {
  const closed = wanted.subtract(allowed);
  const target = workloads[workload];
  if (closed.isEmpty || target === undefined) return;
  const rules = denyingRules(sides, closed).join(', ');
  const controller = controllerKnown ? 'the ingress controller' : 'an ingress controller of which nothing is known';
  yield {
    path: backend.path,
    message: `Forbidden: ${closed.toString()} of ${workloadName(target)} is closed to ${controller} by ${rules}`,
    fix: controllerKnown
      ? 'allow the pods of the ingress controller in a policy that selects the workload'
      : 'say where the ingress controller runs: network.ingressControllers of the cluster',
    ...(controllerKnown && !wanted.subtract(possible).isEmpty && !routes.some((one) => one.workload === workload)
      ? {}
      : { status: 'unproved' as const }),
  };
}
