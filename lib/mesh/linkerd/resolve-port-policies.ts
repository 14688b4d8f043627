import { compareText } from '../../manifest/objects/compare-text';
import type { ClusterModel } from '../../model/cluster-model';
import type { ConnectionPort, HttpRule } from '../../model/connection';
import type { PortModel } from '../../model/port-model';
import type { RateLimit } from '../../model/traffic-policy';
import type { AuthorizationRule, MeshClient, MeshWorkload } from '../mesh-model';
import { inboundPolicyOf, type InboundPolicy } from './inbound-policy';
import type { PortPolicy } from './port-policy';
import { probeGrants } from './probe-grants';
import { seesRequests } from './proxy-protocol';
import { acceptedHttpRules, refuseHttpRules } from './refuse-http-rules';
import { requestCells, type RequestCell } from './request-cells';

/** The ports of a workload that need a Server of their own: what holds there is not what holds in the whole namespace. */
export function resolvePortPolicies(meshWorkload: MeshWorkload, model: ClusterModel): readonly PortPolicy[] {
  const { workload, mutualTls } = meshWorkload;
  const inherited = inboundPolicyOf(model.namespaces.get(workload.namespace), mutualTls);
  return workload.ports
    .filter(({ protocol }) => protocol === 'TCP')
    .map((port) => resolvePort(meshWorkload, port, inherited, model))
    .filter((policy) => differs(policy, inherited));
}

function resolvePort(
  meshWorkload: MeshWorkload,
  port: PortModel,
  inherited: InboundPolicy,
  model: ClusterModel,
): PortPolicy {
  const { workload, permissivePorts } = meshWorkload;
  const isPermissive = permissivePorts.includes(port.containerPort);
  const accessPolicy = isPermissive && inherited === 'all-authenticated' ? 'all-unauthenticated' : inherited;
  const rules = rulesFor(meshWorkload, port);
  const rateLimit = rateLimitOf(meshWorkload, port);
  return {
    workload,
    port,
    accessPolicy,
    clients: unique(rules.filter((rule) => !isLimited(rule)).flatMap(({ clients }) => clients)),
    requests: accessPolicy === 'all-unauthenticated' ? [] : requestsFor(meshWorkload, port, rules, model),
    origin: workload.origin,
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}

function differs({ accessPolicy, clients, requests, rateLimit }: PortPolicy, inherited: InboundPolicy): boolean {
  return accessPolicy !== inherited || clients.length > 0 || requests.length > 0 || rateLimit !== undefined;
}

/** The rules for a port, with the clients that it can tell: those without an identity only where it takes unencrypted requests. */
function rulesFor(
  { authorization, mutualTls, permissivePorts }: MeshWorkload,
  port: PortModel,
): readonly AuthorizationRule[] {
  const takesUnencrypted = mutualTls === 'permissive' || permissivePorts.includes(port.containerPort);
  return (authorization?.rules ?? [])
    .filter(({ ports }) => ports.length === 0 || ports.some((item) => includesPort(item, port)))
    .map((rule) => ({ ...rule, clients: rule.clients.filter((client) => takesUnencrypted || hasIdentity(client)) }));
}

/** Who may make which requests, where some clients may make only some, or a probe needs to be let in. */
function requestsFor(
  { workload }: MeshWorkload,
  port: PortModel,
  rules: readonly AuthorizationRule[],
  model: ClusterModel,
): readonly RequestCell<MeshClient>[] {
  const limited = rules.filter(isLimited);
  const probes = probeGrants(workload, port, model);
  // That a rule about requests is for a port without any was said before: nobody is let in by it.
  if (!seesRequests(port)) return [];
  refuseHttpRules(workload, limited, model);
  if (limited.length === 0 && probes.every(({ isAuthorizedByItself }) => isAuthorizedByItself)) return [];
  const grants = limited.map(({ clients, http }) => ({ clients, http: acceptedHttpRules(http) }));
  return requestCells([...grants, ...probes], clientKey);
}

function rateLimitOf({ traffic }: MeshWorkload, port: PortModel): RateLimit | undefined {
  const isRouted = traffic?.ports.some(({ containerPort }) => containerPort === port.containerPort) === true;
  return isRouted && seesRequests(port) ? traffic.policy.rateLimit : undefined;
}

/** Whether a client proves who it is, which only encrypted connections do. */
function hasIdentity({ type }: MeshClient): boolean {
  return type === 'serviceAccount' || type === 'namespace';
}

function isLimited(rule: AuthorizationRule): rule is AuthorizationRule & { readonly http: readonly HttpRule[] } {
  return rule.http !== undefined;
}

function includesPort({ protocol, port, endPort = port }: ConnectionPort, { containerPort }: PortModel): boolean {
  return protocol === 'TCP' && port <= containerPort && containerPort <= endPort;
}

function unique(clients: readonly MeshClient[]): MeshClient[] {
  const byKey = new Map(clients.map((client) => [clientKey(client), client]));
  return [...byKey.entries()].sort(([a], [b]) => compareText(a, b)).map(([, client]) => client);
}

function clientKey(client: MeshClient): string {
  return JSON.stringify(client);
}
