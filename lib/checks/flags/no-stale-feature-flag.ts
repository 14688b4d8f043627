import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** No flag is kept beyond the day that its owner has set. */
export const noStaleFeatureFlag: Check = {
  id: 'no-stale-feature-flag',
  severity: 'warning',
  profile: 'baseline',
  why: 'A flag that outlives its purpose is a branch of the code that nobody tests any more, and a switch that somebody may flip.',
  kinds: ['core.openfeature.dev/FeatureFlag'],
  run: function* ({ manifest }) {
    for (const [name, flag] of Field.root(manifest).at('spec', 'flagSpec', 'flags').entries()) {
      const expires = flag.at('metadata', 'expires');
      if (expires.text === undefined) continue;
      if (!day.test(expires.text)) {
        yield {
          path: expires.path,
          message: `Invalid value: ${expires.written}: must be a day, such as 2027-01-31`,
          fix: 'write the day from which the flag should be gone',
        };
        continue;
      }
      const owner = flag.at('metadata', 'owner').text;
      yield {
        path: expires.path,
        message: `Invalid value: "${expires.text}": the flag ${name} should be gone by now`,
        fix: `take it out of the code and of here${owner === undefined ? '' : ` (it is ${owner}'s)`}, or set another day`,
        dueFrom: expires.text,
      };
    }
  },
};

const day = /^\d{4}-\d{2}-\d{2}$/;
