import type { Field } from '../../../manifest/objects/field';
import { invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** A route whose weights are set, or why it is not known which one that is. */
export type RouteToSplit = { readonly route: Field } | { readonly problem: Problem };

/** The routes of a VirtualService that a Rollout means: those that it names, or the only one. */
export function* routesToSplit(reference: Field, spec: Field, managed: Field): Iterable<RouteToSplit> {
  if (spec.at('http').isSet) yield* httpRoutes(reference.at('routes'), spec.at('http').items(), managed);
  if (spec.at('tls').isSet) yield* portRoutes(reference.at('tlsRoutes'), spec.at('tls').items(), hasPortAndHosts);
  if (spec.at('tcp').isSet) yield* portRoutes(reference.at('tcpRoutes'), spec.at('tcp').items(), hasPort);
}

function* httpRoutes(named: Field, routes: readonly Field[], managed: Field): Iterable<RouteToSplit> {
  for (const name of named.items()) {
    const route = routes.find((each) => (each.at('name').text ?? '') === name.text);
    if (route !== undefined) yield { route };
    else yield { problem: invalid(name, 'no http route of the VirtualService has this name', namesOf(routes)) };
  }
  if (named.items().length > 0) return;
  const first = routes.length === 1 ? routes[0] : routes.find((each) => (each.at('name').text ?? '') === '');
  if (first !== undefined) yield { route: first };
  const made = managed.items().map((each) => each.at('name').text ?? '');
  if (routes.filter((each) => !made.includes(each.at('name').text ?? '')).length > 1)
    yield { problem: required(named, 'the VirtualService has several http routes', namesOf(routes)) };
}

function namesOf(routes: readonly Field[]): string {
  const names = routes.map((each) => each.at('name').text ?? '').filter((name) => name !== '');
  return names.length === 0 ? 'give the route a name, and list it here' : `use ${names.join(', ')}`;
}

function* portRoutes(
  named: Field,
  routes: readonly Field[],
  matches: (route: Field, wanted: Field) => boolean,
): Iterable<RouteToSplit> {
  for (const wanted of named.items()) {
    const found = routes.filter((route) => matches(route, wanted));
    for (const route of found) yield { route };
    if (found.length === 0)
      yield { problem: invalid(wanted, 'no route of the VirtualService matches this', 'say what the route matches') };
  }
  if (named.items().length > 0) return;
  const [first] = routes;
  if (first !== undefined) yield { route: first };
  if (routes.length !== 1)
    yield { problem: required(named, 'the VirtualService does not have exactly one such route', 'say which one') };
}

function hasPort(route: Field, wanted: Field): boolean {
  const ports = new Set(matchesOf(route).map((match) => match.at('port').number ?? 0));
  const [port = 0, ...others] = ports;
  return others.length === 0 && port === (wanted.at('port').number ?? 0);
}

function hasPortAndHosts(route: Field, wanted: Field): boolean {
  const hosts = new Set(matchesOf(route).flatMap((match) => textsOf(match.at('sniHosts'))));
  const asked = textsOf(wanted.at('sniHosts'));
  return hasPort(route, wanted) && asked.length === hosts.size && [...hosts].every((host) => asked.includes(host));
}

function matchesOf(route: Field): readonly Field[] {
  return route.at('match').items();
}

function textsOf(list: Field): readonly string[] {
  return list.items().flatMap(({ text }) => text ?? []);
}
