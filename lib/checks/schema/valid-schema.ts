import type { Check } from '../check';
import { schemasOf } from './schemas-of';
import { validateStructure } from '../../schema/structure/validate-structure';

/** An object has only fields that its kind has, with values of the right type, form and number. */
export const validSchema: Check = {
  id: 'valid-schema',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses the object or, worse, drops the field that it does not know without a word.',
  kinds: ['*'],
  run: ({ manifest }, context) => {
    const known = schemasOf(context).find(manifest.apiVersion, manifest.kind);
    // Of a kind that nothing describes, `require-definition` says so.
    return known === undefined ? [] : validateStructure(manifest, known).problems;
  },
};
