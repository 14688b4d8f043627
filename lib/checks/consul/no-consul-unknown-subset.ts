import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check } from '../check';
import { notFound } from '../field-error';
import { findConfigEntry } from './config-entry';
import { saysSomething } from './one-of';
import { serviceReferencesOf } from './service-references';

/** A subset that requests are sent to is defined by the resolver of its service. */
export const noConsulUnknownSubset: Check = {
  id: 'no-consul-unknown-subset',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the object: "does not have a subset named". It also rejects the removal of a subset that is still used.',
  kinds: ['ServiceRouter', 'ServiceSplitter', 'ServiceResolver'].map((kind) => `consul.hashicorp.com/${kind}`),
  run: function* (object, { manifests }) {
    for (const { service, subset } of serviceReferencesOf(object)) {
      if (!saysSomething(subset) || subset.text === undefined || hasSubset(manifests, service, subset.text)) continue;
      yield notFound(subset, `define it under spec.subsets of ServiceResolver ${service}`);
    }
  },
};

function hasSubset(manifests: ManifestSet, service: string, subset: string): boolean {
  const resolver = findConfigEntry(manifests, 'ServiceResolver', service);
  return resolver !== undefined && Field.root(resolver.manifest).at('spec', 'subsets').entry(subset).isSet;
}
