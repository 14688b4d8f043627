import { namespaceOf } from '../../manifest/objects/find-object';
import { Field } from '../../manifest/objects/field';
import { parseLabelSelector } from '../../manifest/objects/label-selector';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Policy, PodSelection } from '../policies/policy';

/** A selection of pods, and where it stands. */
export interface NamedSelector {
  /** `NetworkPolicy shop/cart`. */
  readonly name: string;
  readonly path: string;
  readonly selection: PodSelection;
  /** Whether Cilium reads it, which sees not all labels of a pod. */
  readonly isOfCilium?: boolean;
}

/** What the policies of a tree select, as subjects and as peers. */
export function policySelectors(policies: readonly Policy[]): readonly NamedSelector[] {
  return policies.flatMap(({ name, source, subject, subjectPath, rules }) => {
    const isOfCilium = source.manifest.apiVersion.startsWith('cilium.io/');
    const peers = [...rules.ingress, ...rules.egress].flatMap((rule) => rule.peers);
    return [
      { name, path: subjectPath, selection: subject, isOfCilium },
      ...peers.flatMap((peer) =>
        peer.kind === 'pods' ? [{ name, path: peer.path, selection: peer.selection, isOfCilium }] : [],
      ),
    ];
  });
}

/** What the Services of a tree select. */
export function serviceSelectors(manifests: ManifestSet): readonly NamedSelector[] {
  return manifests.ofKind('', 'Service').flatMap(({ manifest }) => {
    const matchLabels = serviceSelectorOf(manifest);
    if (matchLabels === undefined) return [];
    const selection = { namespaces: namespaceOf(manifest), pods: { matchLabels } };
    return [{ name: formatIdentity(identityOf(manifest)), path: 'spec.selector', selection }];
  });
}

/** Where the kinds of a mesh select pods. */
const meshSelectorPaths = [
  ['policy.linkerd.io', 'Server', ['spec', 'podSelector']],
  ['networking.istio.io', 'Sidecar', ['spec', 'workloadSelector']],
  ['security.istio.io', 'AuthorizationPolicy', ['spec', 'selector']],
  ['security.istio.io', 'PeerAuthentication', ['spec', 'selector']],
  ['security.istio.io', 'RequestAuthentication', ['spec', 'selector']],
] as const;

/** What the policies of meshes select; in the root namespace of Istio they are about every namespace. */
export function meshSelectors(manifests: ManifestSet, rootNamespace = 'istio-system'): readonly NamedSelector[] {
  return meshSelectorPaths.flatMap(([group, kind, path]) =>
    manifests.ofKind(group, kind).flatMap(({ manifest }) => {
      const field = Field.root(manifest).at(...path);
      const pods = parseLabelSelector(
        kind === 'Sidecar' ? { matchLabels: field.at('labels').value ?? {} } : field.value,
      );
      if (pods === undefined) return [];
      const namespace = namespaceOf(manifest);
      const namespaces = group.endsWith('istio.io') && namespace === rootNamespace ? {} : namespace;
      return [{ name: formatIdentity(identityOf(manifest)), path: path.join('.'), selection: { namespaces, pods } }];
    }),
  );
}
