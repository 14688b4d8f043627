import type { Suppression } from '../fleet/suppression';
import type { LocatedManifest } from '../manifest/objects/manifest';
import { isJsonObject } from '../manifest/objects/json';

/** What the annotations that suppress a check start with; the check's id follows. */
export const suppressionPrefix = 'cdk8s-blueprints.dev/suppress.';

/** A suppression, and the object whose annotation it is; code has given it where there is none. */
export interface PlacedSuppression {
  readonly suppression: Suppression;
  readonly object?: LocatedManifest;
}

/** What an object's annotations suppress. One that cannot be read has an empty reason or day, which is reported. */
export function suppressionsOn(object: LocatedManifest): readonly PlacedSuppression[] {
  const { annotations } = object.manifest.metadata;
  if (!isJsonObject(annotations)) return [];
  return Object.entries(annotations).flatMap(([key, value]) =>
    key.startsWith(suppressionPrefix)
      ? [{ object, suppression: parseSuppression(key.slice(suppressionPrefix.length), String(value)) }]
      : [],
  );
}

function parseSuppression(check: string, text: string): Suppression {
  const separator = text.lastIndexOf('; expires ');
  if (separator === -1) return { check, reason: text.trim(), expires: '' };
  return {
    check,
    reason: text.slice(0, separator).trim(),
    expires: text.slice(separator + '; expires '.length).trim(),
  };
}
