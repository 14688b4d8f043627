import type { AuthorizationPolicySpec } from '../../../imports/security.istio.io';
import { compareText } from '../../manifest/objects/compare-text';
import type { JsonObject } from '../../manifest/objects/json';
import type { Plain } from '../../manifest/objects/plain';
import type { ConnectionPort, HttpRule } from '../../model/connection';
import type { AuthorizationRule, MeshClient } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { isEveryPort, isListable } from './refuse-port-ranges';

type Rule = NonNullable<Plain<AuthorizationPolicySpec>['rules']>[number];
type From = NonNullable<Rule['from']>;
type Operations = NonNullable<Rule['to']>;

/**
 * Who may ask for what: one rule for all clients that may ask for the same. A rule none of whose clients the mesh can tell
 * is left out, for it would be one for everybody.
 */
export function emitRules(rules: readonly AuthorizationRule[], trustDomain: string): readonly Rule[] {
  const clientsByRequests = new Map<string, { readonly to: Operations; readonly clients: MeshClient[] }>();
  for (const { clients, ports, http, origin: _, ...rest } of rules) {
    nothingLeft(rest);
    const listable = ports.filter(isListable);
    // A range that cannot be listed was refused: it must not become every port.
    if (clients.length === 0 || (ports.length > 0 && listable.length === 0)) continue;
    const to = emitOperations(listable.some(isEveryPort) ? [] : listable, http);
    const key = JSON.stringify(to);
    const same = clientsByRequests.get(key);
    if (same === undefined) clientsByRequests.set(key, { to, clients: [...clients] });
    else same.clients.push(...clients);
  }
  return byKey(clientsByRequests).map(({ to, clients }) => ({
    from: emitSources(clients, trustDomain),
    ...(to.length === 0 ? {} : { to }),
  }));
}

/** The values of a map in the order of their keys: not in that of the declarations that they come from. */
function byKey<Value>(values: ReadonlyMap<string, Value>): Value[] {
  return [...values].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

/** Clients of a sort are one source: any of its values will do. */
function emitSources(clients: readonly MeshClient[], trustDomain: string): From {
  const principals = new Set<string>();
  const namespaces = new Set<string>();
  const ipBlocks = new Set<string>();
  const exceptions = new Map<string, From[number]>();
  let unmeshed = false;
  for (const client of clients) {
    switch (client.type) {
      case 'serviceAccount':
        principals.add(`${trustDomain}/ns/${client.namespace}/sa/${client.name}`);
        break;
      case 'namespace':
        namespaces.add(client.namespace);
        break;
      case 'cidr':
        // What is left out of one range may be in another one: such a range is a source of its own.
        if (client.except.length === 0) ipBlocks.add(client.cidr);
        else
          exceptions.set(JSON.stringify(client), { source: { ipBlocks: [client.cidr], notIpBlocks: client.except } });
        break;
      case 'unmeshedPods':
        unmeshed = true;
        break;
    }
  }
  return [
    ...(principals.size === 0 ? [] : [{ source: { principals: [...principals].sort(compareText) } }]),
    ...(namespaces.size === 0 ? [] : [{ source: { namespaces: [...namespaces].sort(compareText) } }]),
    ...(ipBlocks.size === 0 ? [] : [{ source: { ipBlocks: [...ipBlocks].sort(compareText) } }]),
    ...byKey(exceptions),
    // Refused while resolving, unless the port takes unencrypted requests: then nothing can tell who sends them.
    ...(unmeshed ? [{ source: { notPrincipals: ['*'] } }] : []),
  ];
}

function emitOperations(ports: readonly ConnectionPort[], http: readonly HttpRule[] | undefined): Operations {
  const onPorts: JsonObject & { readonly ports?: readonly string[] } =
    ports.length === 0 ? {} : { ports: portNumbers(ports) };
  if (http === undefined) return ports.length === 0 ? [] : [{ operation: onPorts }];
  return http.map(({ methods, paths }) => ({
    operation: { ...onPorts, ...(methods === undefined ? {} : { methods }), ...(paths === undefined ? {} : { paths }) },
  }));
}

/** Each port once, the lowest first. A range has no form in Istio: its ports one by one. */
function portNumbers(ports: readonly ConnectionPort[]): string[] {
  const numbers = ports.flatMap(({ port, endPort = port }) =>
    Array.from({ length: endPort - port + 1 }, (_, index) => port + index),
  );
  return [...new Set(numbers)].sort((a, b) => a - b).map(String);
}
