import { goPattern } from '../../manifest/objects/go-pattern';
import { isJsonArray, isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { refuseAt, type SchemaPlace } from './schema-place';

/** The patterns of a text. Several are all of them. */
export function patternFields({ pattern, allOf }: JsonObject, place: SchemaPlace): JsonObject {
  const others = (isJsonArray(allOf) ? allOf : []).flatMap((part) => (isJsonObject(part) ? [part.pattern] : []));
  const patterns = [pattern, ...others].filter((one) => typeof one === 'string');
  for (const one of patterns) {
    if (goPattern(one) !== undefined) continue;
    const fix = 'write a pattern without what lies ahead or behind, or say a rule in CEL';
    refuseAt(place, `"${one}" is no regular expression of Go (RE2)`, fix);
  }
  const [first] = patterns;
  if (patterns.length > 1) return { allOf: patterns.map((one) => ({ pattern: one })) };
  return first === undefined ? {} : { pattern: first };
}
