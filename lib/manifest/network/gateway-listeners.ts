import { Field } from '../objects/field';
import { namespaceOf } from '../objects/find-object';
import { matchesSelector, parseLabelSelector } from '../objects/label-selector';
import type { Manifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { namespaceLabels } from '../objects/namespace-labels';

/** A listener of a Gateway, with the defaults of the API filled in. */
export interface GatewayListener {
  readonly field: Field;
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string;
  /** `''` where the listener takes every host. */
  readonly hostname: string;
}

/** The listeners of a Gateway. */
export function listenersOf(gateway: Manifest): readonly GatewayListener[] {
  const listeners = Field.root(gateway).at('spec', 'listeners').items();
  return listeners.map((field) => ({
    field,
    name: field.at('name').text ?? '',
    port: field.at('port').number,
    protocol: field.at('protocol').text ?? '',
    hostname: field.at('hostname').text ?? '',
  }));
}

/** Why a listener does not take a route; undefined where it does. */
export function refusalOf(
  listener: GatewayListener,
  gateway: Manifest,
  route: Manifest,
  manifests: ManifestSet,
): string | undefined {
  const kinds = listener.field.at('allowedRoutes', 'kinds').items();
  const accepted = kinds.length > 0 ? kinds.map((kind) => kind.at('kind').text) : routesOfProtocol(listener.protocol);
  if (accepted !== undefined && !accepted.includes(route.kind)) return `takes no ${route.kind}`;
  if (!allowsNamespace(listener, gateway, route, manifests))
    return `takes no routes of namespace ${namespaceOf(route)}`;
  const hostnames = Field.root(route).at('spec', 'hostnames').items();
  const hosts = hostnames.map(({ text }) => text).filter((text) => text !== undefined);
  const matching = hosts.length === 0 || hosts.some((host) => hostsIntersect(listener.hostname, host));
  return matching ? undefined : `takes only ${listener.hostname}`;
}

/** Whether two hosts of the Gateway API, each of which may start with `*.`, have a name in common. */
function hostsIntersect(one: string, other: string): boolean {
  if (one === '' || other === '' || one === other) return true;
  return covers(one, other) || covers(other, one);
}

/** `*.example.com` covers every name below example.com, at any depth, and not example.com itself. */
function covers(wildcard: string, host: string): boolean {
  return wildcard.startsWith('*.') && host.length >= wildcard.length && host.endsWith(wildcard.slice(1));
}

/** The kinds that a protocol takes by itself; undefined for protocols that an implementation defines. */
function routesOfProtocol(protocol: string): readonly string[] | undefined {
  switch (protocol) {
    case 'HTTP':
    case 'HTTPS':
      return ['HTTPRoute', 'GRPCRoute'];
    case 'TLS':
      return ['TLSRoute', 'TCPRoute'];
    case 'TCP':
      return ['TCPRoute'];
    case 'UDP':
      return ['UDPRoute'];
    default:
      return undefined;
  }
}

function allowsNamespace(
  listener: GatewayListener,
  gateway: Manifest,
  route: Manifest,
  manifests: ManifestSet,
): boolean {
  const namespaces = listener.field.at('allowedRoutes', 'namespaces');
  switch (namespaces.at('from').text ?? 'Same') {
    case 'All':
      return true;
    case 'Selector': {
      const selector = parseLabelSelector(namespaces.at('selector').value);
      return selector === undefined || matchesSelector(selector, namespaceLabels(manifests, namespaceOf(route)));
    }
    case 'None':
      return false;
    default:
      return namespaceOf(route) === namespaceOf(gateway);
  }
}
