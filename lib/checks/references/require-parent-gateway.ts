import { formatIdentity } from '../../manifest/objects/object-identity';
import { scopeOfKind } from '../../manifest/objects/kind-scope';
import { listenersOf } from '../../manifest/network/gateway-listeners';
import { gatewayGroup, parentsOf, routeKinds, type RouteReference } from '../../manifest/network/routes';
import type { Check, CheckContext } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';
import { requireDeclared, requireObject } from './not-found';
import { referenced } from './referenced';
import { requireServicePort } from './service-port';

/** The parent that a route attaches to exists, and has the listener that the route names. */
export const requireParentGateway: Check = {
  id: 'require-parent-gateway',
  severity: 'error',
  profile: 'baseline',
  why: 'A route whose parent or listener does not exist is never programmed: its hosts answer as if there were no route.',
  kinds: routeKinds,
  run: function* ({ manifest }, context) {
    for (const parent of parentsOf(manifest)) {
      const { field, target } = parent;
      if (isDeclaredGateway(parent, context)) continue;
      const port = field.at('port').number;
      if (target.kind === 'Service' && target.group === '' && port !== undefined) {
        const reference = {
          service: target,
          name: field.at('name'),
          port: { field: field.at('port'), wanted: port },
        };
        yield* requireServicePort(reference, context);
        continue;
      }
      // The mesh that has the kind says so itself.
      if (target.group === 'policy.linkerd.io') continue;
      const isOfCluster = scopeOfKind(target.group, target.kind, context.manifests) === 'Cluster';
      // What is shared by the cluster, and what a controller makes, such as the MeshService of a Service.
      if (isOfCluster || !declaredKinds.has(`${target.group}/${target.kind}`)) {
        yield* requireDeclared(field.at('name'), isOfCluster ? { ...target, namespace: '' } : target, context);
        continue;
      }
      yield* requireObject(field.at('name'), target, context);
      yield* missingListener(parent, context);
    }
  },
};

/** Parents that whoever writes the route or its Service writes, too. */
const declaredKinds: ReadonlySet<string> = new Set([
  '/Service',
  `${gatewayGroup}/Gateway`,
  `${gatewayGroup}/ListenerSet`,
  'gateway.networking.x-k8s.io/XListenerSet',
  'networking.istio.io/ServiceEntry',
]);

function* missingListener({ field, target }: RouteReference, context: CheckContext): Iterable<Problem> {
  const found = referenced(target, context);
  if (found.from !== 'tree' || target.group !== gatewayGroup || target.kind !== 'Gateway') return;
  const listeners = listenersOf(found.object.manifest);
  const section = field.at('sectionName');
  if (section.text !== undefined && !listeners.some(({ name }) => name === section.text)) {
    yield {
      path: section.path,
      message: `Not found: listener "${section.text}" of ${formatIdentity(target)}`,
      fix: `use one of its listeners: ${listNames(listeners.map(({ name }) => name))}`,
    };
  }
  const port = field.at('port');
  if (port.number !== undefined && !listeners.some((listener) => listener.port === port.number)) {
    yield {
      path: port.path,
      message: `Not found: listener on port ${port.number} of ${formatIdentity(target)}`,
      fix: `use the port of one of its listeners: ${listNames(listeners.map((listener) => `${listener.port}`))}`,
    };
  }
}

/** The facts of a cluster name the Gateway that routes attach to, where another team owns it. */
function isDeclaredGateway({ target }: RouteReference, { cluster }: CheckContext): boolean {
  if (target.group !== gatewayGroup || target.kind !== 'Gateway') return false;
  return cluster.network.ingressControllers.some(
    ({ gateway }) => gateway?.namespace === target.namespace && gateway.name === target.name,
  );
}
