import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import { imageName, type ImagePolicies } from '../../manifest/pods/image-policies';
import { formatString } from './format-string';
import { formatYaml } from './format-yaml';

/**
 * One manifest as YAML, in which every image that a policy of Flux chooses is followed by the comment by which Flux finds it:
 * `image: registry.example/cart:1.4.2 # {"$imagepolicy": "flux-system:cart"}`.
 */
export function formatWithSetters(manifest: Manifest, policies: ImagePolicies): string {
  if (policies.size === 0) return formatYaml(manifest);
  const plain = formatYaml(manifest);
  const marks: string[] = [];
  // A name that stands nowhere in the document holds the place of an image, until its line is complete.
  let place = 'image-place';
  while (plain.includes(place)) place += '-x';
  const marked = markImages(manifest, (image) => {
    const [policy] = policies.get(imageName(image) ?? '') ?? [];
    if (policy === undefined) return image;
    marks.push(`${formatString(image, 1)} # {"$imagepolicy": "${policy}"}`);
    return `${place}-${marks.length - 1}.`;
  });
  if (marks.length === 0) return plain;
  return marks.reduce((text, line, index) => text.replace(`${place}-${index}.`, () => line), formatYaml(marked));
}

/** Images of containers, wherever a kind has a pod template. */
function markImages<T extends JsonObject>(object: T, mark: (image: string) => string): T {
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue | undefined] => [
    key,
    key === 'containers' || key === 'initContainers' ? markContainers(value, mark) : markValue(value, mark),
  ]);
  return { ...object, ...Object.fromEntries(entries) };
}

function markValue(value: JsonValue | undefined, mark: (image: string) => string): JsonValue | undefined {
  if (isJsonArray(value)) return value.map((item) => markValue(item, mark) ?? null);
  return isJsonObject(value) ? markImages(value, mark) : value;
}

function markContainers(value: JsonValue | undefined, mark: (image: string) => string): JsonValue | undefined {
  if (!isJsonArray(value)) return markValue(value, mark);
  return value.map((item) =>
    isJsonObject(item) && typeof item.image === 'string' ? { ...item, image: mark(item.image) } : item,
  );
}
