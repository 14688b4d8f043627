import { withoutClusterDomain } from '../../../manifest/network/cluster-domain';
import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';

/** How the proxies of a client encrypt what they send to a host. */
export interface ClientTls {
  readonly name: string;
  /** `mixed` where ports or subsets of the host differ. */
  readonly mode: string;
}

/** Finds what holds for a host: the rule of the first of some namespaces that has one. */
export type DestinationRules = (host: string, namespaces: readonly string[]) => ClientTls | undefined;

export function readDestinationRules(manifests: ManifestSet): DestinationRules {
  const rules = manifests.ofKind('networking.istio.io', 'DestinationRule').flatMap(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const namespace = namespaceOf(manifest);
    const mode = modeOf(spec);
    const host = spec.at('host').text;
    if (mode === undefined || host === undefined) return [];
    return [{ name: formatIdentity(identityOf(manifest)), namespace, host: fullHost(host, namespace), mode }];
  });
  return (host, namespaces) => {
    for (const namespace of namespaces) {
      const found = rules.find((rule) => rule.namespace === namespace && matches(rule.host, host));
      if (found !== undefined) return { name: found.name, mode: found.mode };
    }
    return undefined;
  };
}

function modeOf(spec: Field): string | undefined {
  const policies = [spec, ...spec.at('subsets').items()].map((each) => each.at('trafficPolicy'));
  const modes = policies
    .flatMap((policy) => [policy, ...policy.at('portLevelSettings').items()])
    .flatMap((policy) => policy.at('tls', 'mode').text ?? []);
  const [first, ...others] = new Set(modes);
  const whole = spec.at('trafficPolicy', 'tls', 'mode').text !== undefined;
  return first === undefined || (whole && others.length === 0) ? first : 'mixed';
}

/** A host without a dot is a Service of the rule's own namespace. */
function fullHost(host: string, namespace: string): string {
  if (!host.includes('.') && host !== '*') return `${host}.${namespace}.svc`;
  return withoutClusterDomain(host);
}

function matches(pattern: string, host: string): boolean {
  const own = withoutClusterDomain(host);
  if (pattern === '*' || pattern === own || `${pattern}.svc` === own) return true;
  return pattern.startsWith('*.') && own.endsWith(pattern.slice(1));
}
