import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, missingText, required } from '../../field-error';
import type { Problem } from '../../finding';
import { isFilled } from './is-filled';

/** What splits requests by Services alone, so that each version needs one. */
const byService = ['smi', 'apisix', 'ambassador', 'nginx', 'appMesh', 'traefik'];

/** The Services of both versions: by fixed roles, or as ping and pong, which take turns. */
export function* canaryServiceFlaws(canary: Field): Iterable<Problem> {
  const [stable, own] = [canary.at('stableService'), canary.at('canaryService')];
  if (isFilled(stable) && stable.text === own.text)
    yield invalid(own, 'must be another Service than stableService', 'name a Service of its own');
  yield* pingPongFlaws(canary.at('pingPong'), canary.at('trafficRouting'));
  if (!needsBoth(canary)) return;
  for (const service of [stable, own])
    if (!isFilled(service))
      yield required(service, 'trafficRouting splits requests between Services', 'name the Service of this version');
}

function needsBoth(canary: Field): boolean {
  const routing = canary.at('trafficRouting');
  const istio = routing.at('istio');
  if (byService.some((name) => routing.at(name).isSet)) return true;
  if (canary.at('pingPong').isSet) return false;
  return routing.at('alb').isSet || (istio.isSet && !istio.at('destinationRule').isSet);
}

function* pingPongFlaws(pingPong: Field, routing: Field): Iterable<Problem> {
  if (!pingPong.isSet) return;
  const alb = routing.at('alb');
  if (routing.isSet && !alb.isSet && !routing.at('istio').isSet)
    yield forbidden(pingPong, 'only for the routes of istio and alb', 'name stableService and canaryService instead');
  const [ping, pong] = [pingPong.at('pingService'), pingPong.at('pongService')];
  for (const service of [ping, pong]) yield* missingText(service, 'name the Service');
  if (isFilled(ping) && ping.text === pong.text)
    yield invalid(pong, 'must be another Service than pingService', 'name a Service of its own');
  if (alb.isSet && !isFilled(alb.at('rootService')))
    yield required(alb.at('rootService'), 'pingPong needs it', 'name the Service that the Ingress has as its backend');
}
