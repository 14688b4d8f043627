import type { Field } from '../../manifest/objects/field';
import type { LabelSelectorRequirement } from '../../manifest/objects/label-selector';
import { ciliumKey, readCiliumSelection } from './cilium-selector';
import { ConnectionSet } from '../sets/connection-set';
import { namespaceNameLabel } from '../../manifest/objects/namespace-labels';
import type { Direction, PodPeer, PodSelection, NetworkPolicyRule } from './policy';
import type { PolicyReader } from './policy-reader';

/**
 * What `fromRequires` and `toRequires` take away: they allow nothing, and whatever allows a pod that lacks one of their
 * labels does not count. Cilium before 1.19 has them.
 *
 * @see https://docs.cilium.io/en/v1.18/security/policy/language/#additional-label-requirements
 */
export function readCiliumRequirements(
  reader: PolicyReader,
  rule: Field,
  direction: Direction,
  namespace: string | undefined,
): readonly NetworkPolicyRule[] {
  const required = rule.at(direction === 'ingress' ? 'fromRequires' : 'toRequires');
  const peers = reader.list(required).flatMap((peer) => {
    const selector = reader.selector(peer, ciliumKey) ?? {};
    return podsWithout(readCiliumSelection(selector, namespace, 'peer')).map((selection): PodPeer => {
      return { kind: 'pods', path: peer.path, selection, rest: true };
    });
  });
  if (peers.length === 0) return [];
  return [
    {
      path: required.path,
      action: 'Deny',
      peers,
      ports: [{ kind: 'number', path: rule.path, connections: ConnectionSet.all }],
    },
  ];
}

/** All pods but those of a selection, as selections of which one at least takes each of them. */
function podsWithout({ namespaces, pods }: PodSelection): readonly PodSelection[] {
  const ofNamespace: readonly LabelSelectorRequirement[] =
    typeof namespaces === 'string'
      ? [{ key: namespaceNameLabel, operator: 'In', values: [namespaces] }]
      : (namespaces.matchExpressions ?? []);
  return [
    ...ofNamespace.map((each) => ({ namespaces: { matchExpressions: [opposite(each)] }, pods: {} })),
    ...(pods.matchExpressions ?? []).map((each) => ({ namespaces: {}, pods: { matchExpressions: [opposite(each)] } })),
  ];
}

const opposites = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' } as const;

function opposite({ operator, ...requirement }: LabelSelectorRequirement): LabelSelectorRequirement {
  return { ...requirement, operator: opposites[operator] };
}
