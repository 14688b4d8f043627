import type { Field } from '../../../manifest/objects/field';
import { parseGoDuration } from '../../../schema/structure/go-duration';
import { forbidden, invalid, notFound, required } from '../../field-error';
import type { Problem } from '../../finding';
import { hasPlugins } from './traffic-routing';

const kinds = [
  'setWeight',
  'pause',
  'analysis',
  'experiment',
  'setCanaryScale',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
];
/** Of these, a step has one. */
const exclusive = ['setWeight', 'pause', 'experiment', 'analysis'];

/** A step does one thing, and one that its routes can do. */
export function* stepFlaws(step: Field, routing: Field): Iterable<Problem> {
  const said = exclusive.filter((name) => step.at(name).isSet);
  if (said.length > 1)
    yield forbidden(step, `a step is one of ${said.join(' and ')}`, 'make a step of each, in the order that you want');
  if (kinds.every((name) => !step.at(name).isSet))
    yield required(step, `one of ${kinds.join(', ')}`, 'say what the step does, such as setWeight: 20 or pause: {}');
  yield* weightFlaw(step.at('setWeight'), routing);
  yield* pauseFlaw(step.at('pause', 'duration'));
  const scale = step.at('setCanaryScale');
  if (scale.isSet && !routing.isSet)
    yield forbidden(scale, 'only with trafficRouting: pods alone share the requests', 'use setWeight');
  yield* headerRouteFlaws(step.at('setHeaderRoute'), routing);
  yield* mirrorRouteFlaws(step.at('setMirrorRoute'), routing);
  yield* experimentFlaws(step.at('experiment'), routing);
}

function* weightFlaw(weight: Field, routing: Field): Iterable<Problem> {
  const most = routing.at('maxTrafficWeight').number ?? 100;
  if (weight.number !== undefined && (weight.number < 0 || weight.number > most))
    yield invalid(weight, `must be between 0 and ${most}`, 'choose a weight in that range');
}

function* pauseFlaw(duration: Field): Iterable<Problem> {
  if (isDuration(duration)) return;
  yield invalid(
    duration,
    'must be a duration of 0 or more',
    'write such as 30s, 10m or 1h, or leave duration out to wait until somebody promotes the version',
  );
}

/** A number is one of seconds, and so is a text of digits. */
function isDuration({ isSet, number, text }: Field): boolean {
  if (!isSet) return true;
  if (number !== undefined) return number >= 0;
  if (text === undefined) return true;
  if (/^[+-]?\d+$/.test(text) && Math.abs(Number(text)) < 2 ** 31) return Number(text) >= 0;
  const nanos = parseGoDuration(text);
  // Parts of a second are cut off.
  return nanos !== undefined && nanos > -1_000_000_000n;
}

function* headerRouteFlaws(route: Field, routing: Field): Iterable<Problem> {
  if (!route.isSet) return;
  if (!['istio', 'alb', 'apisix'].some((name) => routing.at(name).isSet) && !hasPlugins(routing)) {
    yield forbidden(route, 'only with trafficRouting of istio, alb, apisix or a plugin', 'leave the step out');
    return;
  }
  yield* managedRouteFlaws(route, routing);
  for (const match of route.at('match').items()) {
    const value = match.at('headerValue');
    yield* routing.at('alb').isSet ? exactFlaw(value) : textMatchFlaws(value);
  }
}

function* mirrorRouteFlaws(route: Field, routing: Field): Iterable<Problem> {
  if (!route.isSet) return;
  if (!routing.at('istio').isSet) yield forbidden(route, 'only with trafficRouting of istio', 'leave the step out');
  if (routing.isSet) yield* managedRouteFlaws(route, routing);
  for (const match of route.at('match').items())
    for (const part of ['method', 'path']) if (match.at(part).isSet) yield* textMatchFlaws(match.at(part));
}

/** Routes that the controller makes and removes are listed, in their order. */
function* managedRouteFlaws(route: Field, routing: Field): Iterable<Problem> {
  const managed = routing.at('managedRoutes');
  const name = route.at('name');
  const fix = `list it: trafficRouting: { managedRoutes: [{ name: ${JSON.stringify(name.text ?? '')} }] }`;
  if (!managed.isSet) yield required(managed, 'a step sets a route', fix);
  else if (!managed.items().some((each) => (each.at('name').text ?? '') === (name.text ?? '')))
    yield notFound(name, fix);
}

const ways = ['exact', 'prefix', 'regex'];

function* textMatchFlaws(match: Field): Iterable<Problem> {
  const said = ways.filter((way) => (match.at(way).text ?? '') !== '');
  if (said.length === 0) yield required(match, `one of ${ways.join(', ')}`, 'say which values match');
  if (said.length > 1) yield forbidden(match, `one of ${said.join(' and ')}`, 'leave all but one out');
}

function* exactFlaw(match: Field): Iterable<Problem> {
  const said = ways.filter((way) => (match.at(way).text ?? '') !== '');
  if (said.join() !== 'exact') yield required(match.at('exact'), 'alb matches exact values alone', 'give the value');
}

function* experimentFlaws(experiment: Field, routing: Field): Iterable<Problem> {
  const canShift = ['alb', 'smi', 'istio'].some((name) => routing.at(name).isSet) || hasPlugins(routing);
  for (const template of experiment.at('templates').items())
    if (template.at('weight').isSet && !canShift)
      yield forbidden(
        template.at('weight'),
        'only with trafficRouting of istio, alb, smi or a plugin',
        'leave it out: requests then come by the Service of the experiment alone',
      );
}
