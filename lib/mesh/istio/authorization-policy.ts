import type { AuthorizationPolicySpec } from '../../../imports/security.istio.io';
import type { JsonObject } from '../../manifest/json';
import type { Manifest } from '../../manifest/manifest';
import type { Plain } from '../../manifest/plain';
import type { ConnectionPort, HttpRule } from '../../model/connection';
import { managedMetadata } from '../managed-metadata';
import type { AuthorizationRule, MeshClient, MeshWorkload } from '../mesh-model';
import { nothingLeft } from '../nothing-left';
import { isEveryPort, isListable } from './refuse-port-ranges';

type Rules = NonNullable<Plain<AuthorizationPolicySpec>['rules']>;
type Rule = Rules[number];

/** Refuses every request of a namespace that no other policy allows. An empty spec, not an empty rule: that would allow everything. */
export function emitDefaultDeny(namespace: string): Manifest {
  return authorizationPolicy(namespace, 'default-deny', undefined, {});
}

/** Allows what the workload's connections declare; undefined where nothing is declared and the default holds. */
export function emitAuthorizationPolicy(
  { workload, authorization }: MeshWorkload,
  trustDomain: string,
  rules = authorization?.rules ?? [],
): Manifest | undefined {
  const emitted = rules.flatMap((rule) => emitRule(rule, trustDomain));
  if (emitted.length === 0) return undefined;
  return authorizationPolicy(workload.namespace, workload.name, workload.name, {
    action: 'ALLOW',
    selector: { matchLabels: workload.selectorLabels },
    rules: emitted,
  });
}

/** One rule; nothing where none of its clients can be told by the mesh, so that it must not become one for everybody. */
export function emitRule({ clients, ports, http, origin: _, ...rest }: AuthorizationRule, trustDomain: string): Rules {
  nothingLeft(rest);
  const from = clients.flatMap((client) => emitSource(client, trustDomain));
  const listable = ports.filter(isListable);
  // A range that cannot be listed was refused: it must not become every port.
  if (from.length === 0 || (ports.length > 0 && listable.length === 0)) return [];
  const to = operations(listable.some(isEveryPort) ? [] : listable, http);
  const rule: Rule = { from, ...(to.length === 0 ? {} : { to }) };
  return [rule];
}

function emitSource(client: MeshClient, trustDomain: string): NonNullable<Rule['from']> {
  switch (client.type) {
    case 'serviceAccount':
      return [{ source: { principals: [`${trustDomain}/ns/${client.namespace}/sa/${client.name}`] } }];
    case 'namespace':
      return [{ source: { namespaces: [client.namespace] } }];
    case 'cidr':
      return [
        { source: { ipBlocks: [client.cidr], ...(client.except.length === 0 ? {} : { notIpBlocks: client.except }) } },
      ];
    case 'unmeshedPods':
      // Refused while resolving, unless the port takes unencrypted requests: then nothing can tell who sends them.
      return [{ source: { notPrincipals: ['*'] } }];
  }
}

function operations(ports: readonly ConnectionPort[], http: readonly HttpRule[] | undefined): NonNullable<Rule['to']> {
  const onPorts: JsonObject & { readonly ports?: readonly string[] } =
    ports.length === 0 ? {} : { ports: ports.flatMap(portNumbers) };
  if (http === undefined) return ports.length === 0 ? [] : [{ operation: onPorts }];
  return http.map(({ methods, paths }) => ({
    operation: { ...onPorts, ...(methods === undefined ? {} : { methods }), ...(paths === undefined ? {} : { paths }) },
  }));
}

/** A range has no form in Istio: its ports one by one. */
function portNumbers({ port, endPort = port }: ConnectionPort): string[] {
  return Array.from({ length: endPort - port + 1 }, (_, index) => String(port + index));
}

/** An AuthorizationPolicy of a namespace, about one workload or all of them. */
export function authorizationPolicy(
  namespace: string,
  name: string,
  about: string | undefined,
  spec: Plain<AuthorizationPolicySpec>,
): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: managedMetadata(namespace, name, about),
    spec,
  };
}
