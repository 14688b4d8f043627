import { membersWhere, type ClientMatch } from '../client-match';
import type { MeshMember } from '../mesh-client';
import { matchesPattern, parseWildcard } from '../text-pattern';

/** In a principal, it stands for whatever the mesh's trust domain is. */
const anyTrustDomain = 'cluster.local';

/**
 * Members with one of these principals, `<trust domain>/ns/<namespace>/sa/<account>`; `*` means any member. A principal that is
 * written out to its end is one of the mesh's own trust domain where it names that, an alias of it or `cluster.local`.
 *
 * See `ReplaceTrustDomainAliases` in `pilot/pkg/security/trustdomain/bundle.go` of Istio.
 */
export function principals(texts: readonly string[]): ClientMatch {
  return membersWhere(
    (member) => texts.some((text) => matches(inOwnTrustDomain(text, member), member.identity)),
    texts.join(' or '),
    accountsOf(texts),
  );
}

/** The same at ztunnel, for which istiod replaces no trust domain: what rests on that is in doubt. */
export function principalsAtZtunnel(texts: readonly string[]): ClientMatch {
  const replaced = principals(texts);
  const written = membersWhere(
    ({ identity }) => texts.some((text) => matches(text, identity)),
    texts.join(' or '),
    accountsOf(texts),
  );
  return {
    ...replaced,
    matches: (client) => {
      const found = replaced.matches(client);
      if (found === written.matches(client) || client.kind !== 'member') return found;
      return { when: `ztunnel takes ${texts.join(' or ')} for a principal of the mesh's own trust domain` };
    },
  };
}

/** Members of one of these trust domains: each name of the mesh's own stands for all of them. */
export function trustDomains(texts: readonly string[]): ClientMatch {
  return membersWhere(
    ({ identity, trustDomainAliases = [] }) => {
      const own = trustDomainOf(identity);
      return texts.some((text) => trustDomainAliases.includes(text) || matches(text, own));
    },
    `of trust domain ${texts.join(' or ')}`,
  );
}

/** Istiod tells ztunnel nothing of trust domains: whether what is left of a source holds, nobody knows. */
export function trustDomainsAtZtunnel(path: string): ClientMatch {
  return { matches: () => ({ when: `ztunnel heeds ${path}` }), uniform: true };
}

function inOwnTrustDomain(principal: string, { identity, trustDomainAliases = [] }: MeshMember): string {
  const [domain = '', ...rest] = principal.split('/');
  if (rest.length !== 4 || domain === '*') return principal;
  const own = trustDomainOf(identity);
  if (matches(domain, own)) return principal;
  const isOwn = domain === anyTrustDomain || trustDomainAliases.some((alias) => matches(domain, alias));
  return isOwn ? [own, ...rest].join('/') : principal;
}

function trustDomainOf(identity: string): string {
  return identity.split('/')[0] ?? '';
}

function matches(pattern: string, text: string): boolean {
  return matchesPattern(parseWildcard(pattern), text) === 'yes';
}

/** The only accounts that principals without wildcards name; undefined where there may be others. */
function accountsOf(principals: readonly string[]): readonly string[] | undefined {
  if (principals.some((text) => text.startsWith('*') || text.endsWith('*'))) return undefined;
  return principals.map((text) => {
    const [, namespace, account] = /^[^/]*\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(text) ?? [];
    return `${namespace ?? ''}/${account ?? ''}`;
  });
}
