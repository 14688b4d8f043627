import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { anyOf } from '../../sets/certainty';
import { membersWhere, type ClientMatch } from '../client-match';
import type { MeshMember } from '../mesh-client';
import type { MeshTree } from '../mesh-tree';
import { matchesPattern, parseWildcard } from '../text-pattern';

/** What ends every identity of the mesh: `serviceaccount.identity.linkerd.cluster.local`. */
export type IdentityDomain = string;

/** Linkerd's defaults, unless the cluster's facts, or all identities that policies spell out, say otherwise. */
export function identityDomain({ facts, manifests }: MeshTree): IdentityDomain {
  if (facts?.product === 'linkerd') return `serviceaccount.identity.${facts.rootNamespace}.${facts.trustDomain}`;
  const [only, ...others] = spelledOut(manifests);
  return only !== undefined && others.length === 0 ? only : 'serviceaccount.identity.linkerd.cluster.local';
}

export function linkerdMember(domain: IdentityDomain, namespace: string, serviceAccount: string): MeshMember {
  const identity = `${serviceAccount}.${namespace}.${domain}`;
  return { kind: 'member', product: 'linkerd', namespace, serviceAccount, identity, key: identity };
}

/** Members with one of these identities; `*` for all, `*.suffix` for those that end in it. */
export function identities(texts: readonly string[]): ClientMatch {
  const patterns = texts.map(parseWildcard);
  const exact = patterns.every(({ kind }) => kind === 'exact');
  return membersWhere(
    ({ identity }) => anyOf(patterns.map((pattern) => matchesPattern(pattern, identity))) === 'yes',
    texts.join(' or '),
    exact ? texts : undefined,
  );
}

function spelledOut(manifests: ManifestSet): ReadonlySet<string> {
  const domains = new Set<string>();
  for (const { manifest } of manifests.ofKind('policy.linkerd.io', 'MeshTLSAuthentication')) {
    for (const { text = '' } of Field.root(manifest).at('spec', 'identities').items()) {
      const at = text.indexOf('.serviceaccount.identity.');
      if (at >= 0) domains.add(text.slice(at + 1));
    }
  }
  return domains;
}
