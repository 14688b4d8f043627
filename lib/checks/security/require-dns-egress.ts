import { isolatingPolicies } from '../../manifest/network/isolating-policies';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { NetworkFacts } from '../../fleet/network-facts';
import type { Check } from '../check';
import { listNames } from '../list-names';
import { podCheck } from '../pod-check';
import { dnsAccess, opensDnsPort } from './dns-access';

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
    // Such Pods ask a DNS outside the cluster, or one that they name themselves.
    const asksElsewhere = ['Default', 'None'].includes(spec.at('dnsPolicy').text ?? '');
    const access = asksElsewhere
      ? opensDnsPort(policies, manifests, cluster.network)
        ? 'yes'
        : 'no'
      : dnsAccess(policies, manifests, cluster.network);
    if (access === 'yes') return;
    if (access === 'perhaps') {
      yield {
        path: template.metadataPath,
        message: `Required value: whether these Pods may ask the DNS by ${listNames(policies.map(nameOf))} depends on labels or addresses that are not known`,
        fix: `${allowDns(dns)}; where the DNS is elsewhere, say so: network.dns of the cluster`,
        status: 'unproved',
      };
      return;
    }
    yield {
      path: template.metadataPath,
      message: `Forbidden: by ${listNames(policies.map(nameOf))} these Pods may connect to some places, and not to the DNS`,
      fix: `${allowDns(dns)}; where the DNS is elsewhere, say so: network.dns of the cluster`,
    };
  },
});

function allowDns({ namespace, ports }: NetworkFacts['dns']): string {
  return `allow egress to namespace ${namespace}, UDP and TCP port ${ports[0]?.port ?? 53}`;
}

function nameOf({ manifest }: LocatedManifest): string {
  return formatIdentity(identityOf(manifest));
}
