import { isolatingPolicies } from '../../manifest/network/isolating-policies';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { listNames } from '../list-names';
import { podCheck } from '../pod-check';

/** A pod that may connect to some places only may ask the DNS where they are. */
export const requireDnsEgress: Check = podCheck({
  id: 'require-dns-egress',
  severity: 'warning',
  profile: 'baseline',
  why: 'Every connection by name fails, after seconds of waiting: the names of Services and of hosts outside cannot be resolved.',
  problems: function* ({ spec, template }, { manifests, cluster }) {
    const { cni, dns } = cluster.network;
    if (!cni.networkPolicy || spec.at('hostNetwork').boolean === true) return;
    const policies = isolatingPolicies(manifests, template.owner, 'Egress');
    const rules = policies.flatMap(({ manifest }) => Field.root(manifest).at('spec', 'egress').items());
    // With no rules at all the pod is meant to connect to nothing.
    if (rules.length === 0) return;
    const ports = new Set([53, ...dns.ports.map(({ port }) => port)]);
    if (rules.some((rule) => mayAllow(rule, ports))) return;
    yield {
      path: template.metadataPath,
      message: `Forbidden: ${listNames(policies.map(nameOf))} let these Pods connect to some places, and not to the DNS`,
      fix: `allow egress to namespace ${dns.namespace}, UDP and TCP port ${dns.ports[0]?.port ?? 53}`,
    };
  },
});

/** Whether a rule is for one of the ports: reachability decides whether it is also for the DNS Pods. */
function mayAllow(rule: Field, ports: ReadonlySet<number>): boolean {
  const allowed = rule.at('ports').items();
  if (allowed.length === 0) return true;
  return allowed.some((entry) => {
    const port = entry.at('port');
    const from = port.number;
    // Named ports are those of the Pods that are connected to.
    if (!port.isSet || from === undefined) return true;
    const to = entry.at('endPort').number ?? from;
    return [...ports].some((wanted) => wanted >= from && wanted <= to);
  });
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity(identityOf(manifest));
}
