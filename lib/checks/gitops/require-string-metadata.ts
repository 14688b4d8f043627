import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** Labels and annotations hold text, even where it looks like a number or a boolean. */
export const requireStringMetadata: Check = {
  id: 'require-string-metadata',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server cannot read the object: `true` and `1` without quotes are no text.',
  kinds: ['*'],
  run: function* (object) {
    for (const value of metadataOfOtherTypes(object)) {
      yield invalid(value, 'must be a string', `put the value in quotes: ${JSON.stringify(value.written)}`);
    }
  },
};

/** Labels and annotations of an object, and of its Pods, that are numbers or booleans. */
export function metadataOfOtherTypes(object: LocatedManifest): readonly Field[] {
  const template = podTemplateOf(object);
  const metadata = [
    Field.root(object.manifest).at('metadata'),
    ...(template === undefined || template.metadataPath === 'metadata'
      ? []
      : [Field.at(template.metadataPath, template.metadata)]),
  ];
  return metadata.flatMap((meta) => [...otherTypesIn(meta.at('labels')), ...otherTypesIn(meta.at('annotations'))]);
}

function otherTypesIn(texts: Field): readonly Field[] {
  const { map } = texts;
  if (map === undefined) return [];
  return Object.keys(map)
    .filter((key) => typeof map[key] === 'number' || typeof map[key] === 'boolean')
    .map((key) => texts.entry(key));
}
