import type { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { readCiliumPeers } from './cilium-peers';
import { readCiliumRequirements } from './cilium-requirements';
import { ciliumKey, readCiliumSelection } from './cilium-selector';
import { ConnectionSet, isProtocol, protocols } from '../sets/connection-set';
import type { Direction, Policy, PolicyPort, NetworkPolicyRule } from './policy';
import { policyName } from './policy-name';
import type { PolicyReader } from './policy-reader';

/**
 * What a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy means at layers 3 and 4: one policy for each spec it has.
 * Its rules join those of the NetworkPolicies; `ingressDeny` and `egressDeny` win over both.
 */
export function readCiliumNetworkPolicy(reader: PolicyReader, manifests: ManifestSet): readonly Policy[] {
  const spec = reader.root.at('spec');
  const specs = [spec, ...reader.root.at('specs').items()].filter(({ map }) => map !== undefined);
  if (specs.length === 0) reader.problem(spec, 'Required value', 'give a spec, or a list of specs');
  return specs.map((each) => readSpec(reader, each, manifests));
}

const specFields = [
  'description',
  'egress',
  'egressDeny',
  'enableDefaultDeny',
  'endpointSelector',
  'ingress',
  'ingressDeny',
  'labels',
  'log',
  'nodeSelector',
];

function readSpec(reader: PolicyReader, spec: Field, manifests: ManifestSet): Policy {
  const { manifest } = reader.source;
  const namespaced = manifest.kind === 'CiliumNetworkPolicy';
  const namespace = namespaced ? namespaceOf(manifest) : undefined;
  const endpointSelector = reader.map(spec, specFields).at('endpointSelector');
  const defaultDeny = reader.map(spec.at('enableDefaultDeny'), ['ingress', 'egress']);
  if (endpointSelector.isSet === spec.at('nodeSelector').isSet) {
    const message = 'Invalid value: must have exactly one of endpointSelector, nodeSelector';
    reader.problem(spec, message, 'select pods with endpointSelector, or nodes with nodeSelector');
  }
  const subject = reader.selector(endpointSelector, ciliumKey);
  const rules = {
    ingress: readRules(reader, spec, 'ingress', namespace, manifests),
    egress: readRules(reader, spec, 'egress', namespace, manifests),
  };
  return {
    source: reader.source,
    name: policyName(manifest, namespaced),
    tier: 'network',
    priority: 0,
    // A policy with a nodeSelector is about nodes, of which nothing is known here.
    subject: subject === undefined ? { namespaces: '', pods: {} } : readCiliumSelection(subject, namespace, 'subject'),
    subjectPath: endpointSelector.path,
    isolates: {
      ingress: isIsolated(defaultDeny.at('ingress'), rules.ingress),
      egress: isIsolated(defaultDeny.at('egress'), rules.egress),
    },
    rules,
  };
}

/** Without a word about it, a direction is closed where the policy has rules for it. */
function isIsolated(defaultDeny: Field, rules: readonly NetworkPolicyRule[]): boolean {
  return defaultDeny.isSet ? defaultDeny.boolean === true : rules.length > 0;
}

function readRules(
  reader: PolicyReader,
  spec: Field,
  direction: Direction,
  namespace: string | undefined,
  manifests: ManifestSet,
): readonly NetworkPolicyRule[] {
  return (['Allow', 'Deny'] as const).flatMap((action) => {
    const field = action === 'Allow' ? direction : `${direction}Deny`;
    return reader.list(spec.at(field)).flatMap((rule) => {
      const own: NetworkPolicyRule = {
        path: rule.path,
        action,
        peers: readCiliumPeers(reader, rule, direction, namespace, manifests),
        ports: readPorts(reader, rule),
      };
      return [own, ...readCiliumRequirements(reader, rule, direction, namespace)];
    });
  });
}

function readPorts(reader: PolicyReader, rule: Field): readonly PolicyPort[] {
  const toPorts = rule.at('toPorts');
  const entries = reader.list(toPorts);
  // A rule of ICMP types alone is about no port.
  if (entries.length === 0 && reader.list(rule.at('icmps')).length > 0) return [];
  if (entries.length === 0) return [{ kind: 'number', path: toPorts.path, connections: ConnectionSet.all }];
  return entries.flatMap((entry) => {
    const ports = reader.list(entry.at('ports'));
    if (ports.length === 0) return [{ kind: 'number' as const, path: entry.path, connections: ConnectionSet.all }];
    return ports.flatMap((port) => readPort(reader, port));
  });
}

/** Protocols that have no ports. */
const portless = ['ICMP', 'ICMPv6', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'] as const;

function readPort(reader: PolicyReader, field: Field): readonly PolicyPort[] {
  const { path } = reader.map(field, ['port', 'endPort', 'protocol']);
  const protocol = field.at('protocol').isSet
    ? reader.oneOf(field.at('protocol'), [...protocols, ...portless, 'ANY'])
    : 'ANY';
  if (protocol === undefined || (protocol !== 'ANY' && !isProtocol(protocol))) return [];
  const port = field.at('port');
  if (port.number !== undefined) {
    reader.problem(port, `Invalid value: ${port.number}: must be a string`, `put it in quotes: "${port.number}"`);
    return [];
  }
  const text = reader.string(port) ?? '0';
  if (!/^\d+$/.test(text)) {
    return [{ kind: 'name', path, name: text, ...(protocol === 'ANY' ? {} : { protocol }) }];
  }
  const each = protocol === 'ANY' ? protocols : [protocol];
  const from = Number(text);
  // Port 0 stands for every port.
  if (from === 0) return each.map((name) => ({ kind: 'number', path, connections: ConnectionSet.allOf(name) }));
  const first = reader.portNumber(port, from);
  const endPort = field.at('endPort');
  const to = reader.portNumber(endPort, endPort.isSet && endPort.number !== 0 ? endPort.value : from);
  if (first === undefined || to === undefined) return [];
  if (to < first) {
    reader.problem(endPort, `Invalid value: ${to}: must not be less than port`, `set it to at least ${first}`);
    return [];
  }
  return each.map((name) => ({ kind: 'number', path, connections: ConnectionSet.range(name, first, to) }));
}
