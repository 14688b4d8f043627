import { namespaceOf } from '../../manifest/objects/find-object';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { readCiliumPeers } from './cilium-peers';
import { readCiliumRequirements } from './cilium-requirements';
import { ciliumKey, readCiliumSelection } from './cilium-selector';
import { ConnectionSet, isProtocol, protocols } from '../sets/connection-set';
import type { FieldReader } from './field-reader';
import type { Direction, Policy, PolicyPort, NetworkPolicyRule } from './policy';
import { policyName } from './policy-name';

/**
 * What a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy means at layers 3 and 4: one policy for each spec it has.
 * Its rules join those of the NetworkPolicies; `ingressDeny` and `egressDeny` win over both.
 */
export function readCiliumNetworkPolicy(reader: FieldReader, manifests: ManifestSet): readonly Policy[] {
  const { spec, specs } = reader.source.manifest;
  const all = [...(isJsonObject(spec) ? [{ spec, path: 'spec' }] : []), ...listed(specs)];
  if (all.length === 0) reader.problem('spec', 'Required value', 'give a spec, or a list of specs');
  return all.map((each) => readSpec(reader, each.spec, each.path, manifests));
}

function listed(specs: JsonValue | undefined) {
  if (!isJsonArray(specs)) return [];
  return specs.flatMap((spec, i) => (isJsonObject(spec) ? { spec, path: `specs[${i}]` } : []));
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

function readSpec(reader: FieldReader, value: JsonObject, path: string, manifests: ManifestSet): Policy {
  const { manifest } = reader.source;
  const namespaced = manifest.kind === 'CiliumNetworkPolicy';
  const namespace = namespaced ? namespaceOf(manifest) : undefined;
  const spec = reader.object(value, path, specFields) ?? {};
  const defaultDeny = reader.object(spec.enableDefaultDeny, `${path}.enableDefaultDeny`, ['ingress', 'egress']) ?? {};
  if ((spec.endpointSelector === undefined) === (spec.nodeSelector === undefined)) {
    const message = 'Invalid value: must have exactly one of endpointSelector, nodeSelector';
    reader.problem(path, message, 'select pods with endpointSelector, or nodes with nodeSelector');
  }
  const subject = reader.selector(spec.endpointSelector, `${path}.endpointSelector`, ciliumKey);
  const rules = {
    ingress: readRules(reader, spec, path, 'ingress', namespace, manifests),
    egress: readRules(reader, spec, path, 'egress', namespace, manifests),
  };
  return {
    source: reader.source,
    name: policyName(manifest, namespaced),
    tier: 'network',
    priority: 0,
    // A policy with a nodeSelector is about nodes, of which nothing is known here.
    subject: subject === undefined ? { namespaces: '', pods: {} } : readCiliumSelection(subject, namespace, 'subject'),
    subjectPath: `${path}.endpointSelector`,
    isolates: {
      ingress: defaultDeny.ingress === undefined ? rules.ingress.length > 0 : defaultDeny.ingress === true,
      egress: defaultDeny.egress === undefined ? rules.egress.length > 0 : defaultDeny.egress === true,
    },
    rules,
  };
}

function readRules(
  reader: FieldReader,
  spec: JsonObject,
  specPath: string,
  direction: Direction,
  namespace: string | undefined,
  manifests: ManifestSet,
): readonly NetworkPolicyRule[] {
  return (['Allow', 'Deny'] as const).flatMap((action) => {
    const field = action === 'Allow' ? direction : `${direction}Deny`;
    return reader.list(spec[field], `${specPath}.${field}`).flatMap(({ item, path }) => {
      const rule = isJsonObject(item) ? item : {};
      const own: NetworkPolicyRule = {
        path,
        action,
        peers: readCiliumPeers(reader, rule, path, direction, namespace, manifests),
        ports: readPorts(reader, rule, path),
      };
      return [own, ...readCiliumRequirements(reader, rule, path, direction, namespace)];
    });
  });
}

function readPorts(reader: FieldReader, { toPorts, icmps }: JsonObject, rulePath: string): readonly PolicyPort[] {
  const listPath = `${rulePath}.toPorts`;
  const entries = reader.list(toPorts, listPath);
  // A rule of ICMP types alone is about no port.
  if (entries.length === 0 && reader.list(icmps, `${rulePath}.icmps`).length > 0) return [];
  if (entries.length === 0) return [{ kind: 'number', path: listPath, connections: ConnectionSet.all }];
  return entries.flatMap(({ item, path }) => {
    const ports = isJsonObject(item) ? reader.list(item.ports, `${path}.ports`) : [];
    if (ports.length === 0) return [{ kind: 'number' as const, path, connections: ConnectionSet.all }];
    return ports.flatMap((port) => readPort(reader, port.item, port.path));
  });
}

/** Protocols that have no ports. */
const portless = ['ICMP', 'ICMPv6', 'VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH'] as const;

function readPort(reader: FieldReader, value: JsonValue, path: string): readonly PolicyPort[] {
  const port = reader.object(value, path, ['port', 'endPort', 'protocol']) ?? {};
  const protocol = reader.oneOf(port.protocol ?? 'ANY', `${path}.protocol`, [...protocols, ...portless, 'ANY']);
  if (protocol === undefined || (protocol !== 'ANY' && !isProtocol(protocol))) return [];
  if (typeof port.port === 'number') {
    const message = `Invalid value: ${port.port}: must be a string`;
    reader.problem(`${path}.port`, message, `put it in quotes: "${port.port}"`);
    return [];
  }
  const text = reader.string(port.port, `${path}.port`) ?? '0';
  if (!/^\d+$/.test(text)) {
    return [{ kind: 'name', path, name: text, ...(protocol === 'ANY' ? {} : { protocol }) }];
  }
  const each = protocol === 'ANY' ? protocols : [protocol];
  const from = Number(text);
  // Port 0 stands for every port.
  if (from === 0) return each.map((name) => ({ kind: 'number', path, connections: ConnectionSet.allOf(name) }));
  const first = reader.portNumber(from, `${path}.port`);
  const last = port.endPort === undefined || port.endPort === null || port.endPort === 0 ? from : port.endPort;
  const to = reader.portNumber(last, `${path}.endPort`);
  if (first === undefined || to === undefined) return [];
  if (to < first) {
    reader.problem(
      `${path}.endPort`,
      `Invalid value: ${to}: must not be less than port`,
      `set it to at least ${first}`,
    );
    return [];
  }
  return each.map((name) => ({ kind: 'number', path, connections: ConnectionSet.range(name, first, to) }));
}
