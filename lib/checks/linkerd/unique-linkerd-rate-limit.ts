import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { referencedKind } from './reference';

/** A Server has at most one rate limit. */
export const uniqueLinkerdRateLimit: Check = {
  id: 'unique-linkerd-rate-limit',
  severity: 'error',
  profile: 'baseline',
  why: 'Linkerd enforces the oldest HTTPLocalRateLimitPolicy of a Server and ignores the others.',
  kinds: ['policy.linkerd.io/HTTPLocalRateLimitPolicy'],
  run: function* (object, { manifests }) {
    const first = firstOfServer(manifests).get(serverKey(object) ?? '');
    if (first === undefined || first === object) return;
    yield invalid(
      Field.root(object.manifest).at('spec', 'targetRef', 'name'),
      `${formatIdentity(identityOf(first.manifest))} limits this Server`,
      'make one policy of the two',
    );
  },
};

const firstOfServer = perManifestSet((manifests) => {
  const first = new Map<string, LocatedManifest>();
  for (const object of manifests.ofKind('policy.linkerd.io', 'HTTPLocalRateLimitPolicy')) {
    const key = serverKey(object);
    if (key !== undefined && !first.has(key)) first.set(key, object);
  }
  return first;
});

function serverKey({ manifest }: LocatedManifest): string | undefined {
  const target = Field.root(manifest).at('spec', 'targetRef');
  const name = target.at('name').text;
  if (name === undefined || referencedKind(target) !== 'policy.linkerd.io/Server') return undefined;
  return `${namespaceOf(manifest)}/${name}`;
}
