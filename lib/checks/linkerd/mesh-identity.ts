const dnsLike = /^(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?)(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Why Linkerd does not take a text for the identity of a client; undefined when it does. */
export function identityProblem(text: string): string | undefined {
  if (!text.startsWith('spiffe://')) {
    return dnsLike.test(text)
      ? undefined
      : 'must be a DNS name, a wildcard such as "*.ns.serviceaccount…", or a SPIFFE id';
  }
  const [trustDomain = '', ...segments] = text.slice('spiffe://'.length).split('/');
  if (trustDomain === '') return 'the SPIFFE trust domain is missing';
  if (!/^[a-z0-9._-]+$/.test(trustDomain))
    return 'a SPIFFE trust domain has lower-case letters, digits, ".", "-" and "_" only';
  if (segments.some((segment) => ['', '.', '..'].includes(segment)))
    return 'a SPIFFE path has no empty and no dot segments';
  if (segments.some((segment) => !/^[A-Za-z0-9._-]+$/.test(segment))) {
    return 'a segment of a SPIFFE path has letters, digits, ".", "-" and "_" only';
  }
  return undefined;
}
