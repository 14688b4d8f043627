import { maskValues } from '../checks/mask-problem';
import type { Manifest } from '../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../manifest/objects/object-identity';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf } from './tree';

/** What an object must at least have; every field that is given must be there with this value. */
export interface ExpectedObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata?: object;
  readonly [field: string]: unknown;
}

/** Passes when each tree has an object with at least these fields. */
export function toContainObject(this: MatcherContext, received: unknown, expected: ExpectedObject): MatcherResult {
  const { equals, utils } = this;
  const fits = (manifest: Manifest) => equals(manifest, expected, [utils.iterableEquality, utils.subsetEquality]);
  const without = treesOf(received).filter(({ manifests }) => !manifests.some(({ manifest }) => fits(manifest)));
  const [tree] = without;
  return {
    pass: tree === undefined,
    message: () => {
      if (tree === undefined) return `expected no such object:\n${JSON.stringify(expected, null, 2)}\n`;
      const sameKind = tree.manifests.map(({ manifest }) => manifest).filter(({ kind }) => kind === expected.kind);
      const nearest = sameKind.filter(({ metadata }) =>
        equals({ name: metadata.name }, expected.metadata, [utils.subsetEquality]),
      );
      const [only] = nearest.length > 0 ? nearest : sameKind;
      const names = sameKind.map((manifest) => formatIdentity(identityOf(manifest)));
      const text = [
        `expected an object in ${tree.cluster.name}:\n${JSON.stringify(expected, null, 2)}\n`,
        names.length === 0 ? `There is no ${expected.kind}.` : `There are: ${names.join(', ')}.`,
        only === undefined ? '' : `\n${utils.diff(expected, only) ?? ''}`,
      ].join('\n');
      // A test's own words may be quoted; what the tree has of a Secret may not.
      return only === undefined ? text : maskValues(text, [only]);
    },
  };
}
