import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';

/** The LimitRanges of a namespace do not give containers two defaults. */
export const uniqueLimitRange: Check = {
  id: 'unique-limit-range',
  severity: 'warning',
  profile: 'baseline',
  why: 'Which of two defaults a container gets is not defined: Pods of one workload may ask for different amounts.',
  kinds: ['LimitRange'],
  *run(object, { manifests }) {
    const others = objectsIn(manifests, '', 'LimitRange', namespaceOf(object.manifest));
    const before = others.slice(0, others.indexOf(object));
    for (const [path, name] of defaultsOf(object)) {
      const first = before.find((other) => [...defaultsOf(other)].some(([, same]) => same === name));
      if (first === undefined) continue;
      yield {
        path,
        message: `Duplicate value: ${formatIdentity(identityOf(first.manifest))} has a ${name}, too`,
        fix: 'leave the default to one of them',
      };
    }
  },
};

/** Paths of the defaults for containers, and what each is. */
function* defaultsOf({ manifest }: LocatedManifest): Iterable<readonly [path: string, name: string]> {
  for (const limit of Field.root(manifest).at('spec', 'limits').items()) {
    if (limit.at('type').text !== 'Container') continue;
    for (const name of ['default', 'defaultRequest'] as const) {
      for (const [resource, amount] of limit.at(name).entries())
        yield [amount.path, `${name === 'default' ? 'default limit' : 'default request'} of ${resource}`];
    }
  }
}
