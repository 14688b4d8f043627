import type { Check } from '../check';
import { metadataOfOtherTypes } from '../gitops/require-string-metadata';
import { schemasOf } from './schemas-of';
import { toleratedObject } from './committed-object';
import { validateChange, validateStructure } from '../../schema/structure/validate-structure';

/** An object has only fields that its kind has, with values of the right type, form and number. */
export const validSchema: Check = {
  id: 'valid-schema',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses the object or, worse, drops the field that it does not know without a word.',
  kinds: ['*'],
  run: (object, context) => {
    const { manifest } = object;
    const known = schemasOf(context).find(manifest.apiVersion, manifest.kind);
    // Of a kind that nothing describes, `require-definition` says so.
    if (known === undefined) return [];
    const before = toleratedObject(manifest, context);
    const { problems } =
      before === undefined ? validateStructure(manifest, known) : validateChange(manifest, before, known);
    if (problems.length === 0) return problems;
    // `require-string-metadata` reports these, with or without a definition.
    const reported = new Set(metadataOfOtherTypes(object).map(({ path }) => path));
    return problems.filter(({ path }) => !reported.has(path));
  },
};
