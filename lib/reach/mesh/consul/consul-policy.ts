import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { allPorts, subtractIntervals } from '../../sets/port-intervals';
import { everyClient, membersWhere, strangers, type ClientMatch } from '../client-match';
import { oneCheckpoint, type MeshRule, type ServerPolicy } from '../mesh-policy';
import { anyRequest } from '../request-match';
import type { ConsulService } from './consul-service';
import type { Intention } from './intentions';
import type { Redirection } from './redirection';

/**
 * What the proxy of a service enforces: it takes connections of the mesh alone, forwards them to one port, and asks the
 * intention that names client and service best. What no intention, or no permission of it, decides, is left to the
 * default of the installation, which manifests do not show.
 */
export function consulPolicy(
  { name, ports }: ConsulService,
  intentions: ReadonlyMap<string, readonly Intention[]>,
  { bypass, perhaps, proxyPorts }: Redirection,
  isPermissive: boolean,
): ServerPolicy {
  const mine = [...(intentions.get(name) ?? []), ...(intentions.get('*') ?? [])];
  let taken: readonly string[] = [];
  const rules: MeshRule[] = [];
  for (const intention of mine) {
    const clients = clientsOf(intention.source, taken);
    if (!taken.includes('*')) {
      for (const { name: rule, action, request } of intention.permissions) {
        rules.push({ name: rule, verdict: action, clients, ports, request });
      }
    }
    taken = [...taken, intention.source];
  }
  const unencrypted: MeshRule = {
    name: isPermissive ? 'ServiceDefaults (permissive)' : 'mutual TLS of Consul',
    verdict: isPermissive ? 'Allow' : 'Deny',
    clients: strangers,
    ports: allPorts,
    request: anyRequest,
  };
  const elsewhere: MeshRule = {
    name: `Consul sends requests for ${name} to its own port`,
    verdict: 'Deny',
    clients: everyClient,
    ports: subtractIntervals(allPorts, ports),
    request: anyRequest,
  };
  const byDefault: MeshRule = {
    name: 'the default of Consul’s intentions',
    verdict: 'Allow',
    clients: everyClient,
    ports,
    request: { atoms: [], when: ['Consul allows what no intention decides'] },
  };
  const past = perhaps.map(({ ports: some, when }): MeshRule => ({
    name: 'the proxy leaves the port alone',
    verdict: 'Allow',
    clients: everyClient,
    ports: some,
    request: { atoms: [], when: [when] },
  }));
  const checkpoint = {
    rules: [...past, unencrypted, elsewhere, ...rules, byDefault],
    otherwise: { verdict: 'Deny', reason: 'the default of Consul’s intentions' },
  } as const;
  return oneCheckpoint('consul', checkpoint, { bypass, proxyPorts });
}

/** A later intention is not asked about clients that an earlier one decides for. */
function clientsOf(source: string, taken: readonly string[]): ClientMatch {
  if (source !== '*') return membersWhere(({ identity }) => identity === source, source, [source]);
  const others = membersWhere(({ identity }) => !taken.includes(identity), 'a service without an intention of its own');
  return { ...others, exceptions: taken };
}

/** Whether a service takes unencrypted connections, which only a mesh that allows it may say. */
export function isPermissive(service: string, manifests: ManifestSet): boolean {
  const allowed = manifests
    .ofKind(group, 'Mesh')
    .some(({ manifest }) => Field.root(manifest).at('spec', 'allowEnablingPermissiveMutualTLS').boolean === true);
  const modeOf = (kind: string, name: string): string | undefined => {
    const found = manifests.ofKind(group, kind).find(({ manifest }) => manifest.metadata.name === name);
    const mode = found && Field.root(found.manifest).at('spec', 'mutualTLSMode').text;
    return mode === '' ? undefined : mode;
  };
  return allowed && (modeOf('ServiceDefaults', service) ?? modeOf('ProxyDefaults', 'global')) === 'permissive';
}

const group = 'consul.hashicorp.com';
