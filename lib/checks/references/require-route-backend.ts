import { backendsOf, routeKinds } from '../../manifest/network/routes';
import type { Check } from '../check';
import { requireDeclared } from './not-found';
import { requireServicePort } from './service-port';

/** Kinds that name a host and stand for no object. */
const hostKinds: ReadonlySet<string> = new Set(['networking.istio.io/Hostname']);

/** Every backend of a route exists, and a Service among them has the port that the route names. */
export const requireRouteBackend: Check = {
  id: 'require-route-backend',
  severity: 'error',
  profile: 'baseline',
  why: 'The gateway answers 500 for the share of requests that goes to a backend which it cannot resolve.',
  kinds: routeKinds,
  run: function* ({ manifest }, context) {
    const protocol = manifest.kind === 'UDPRoute' ? 'UDP' : 'TCP';
    for (const { field, target } of backendsOf(manifest)) {
      const name = field.at('name');
      const port = field.at('port');
      const isService = target.group === '' && target.kind === 'Service';
      if (isService && port.number === undefined) yield* requireServicePort({ service: target, name }, context);
      if (isService && port.number !== undefined) {
        const reference = {
          service: target,
          name,
          port: { field: port, wanted: port.number },
          protocol,
        } as const;
        yield* requireServicePort(reference, context);
      }
      if (isService || hostKinds.has(`${target.group}/${target.kind}`)) continue;
      // A ServiceImport, an InferencePool …: a controller may make it.
      yield* requireDeclared(name, target, context);
    }
  },
};
