import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../objects/json';
import type { LocatedManifest, Manifest } from '../objects/manifest';
import { copyWritten } from '../objects/written-scalar';
import { workloadKindOf } from './workload-kinds';

/**
 * An object as selectors and networks see it: of the containers of its pods, the names, the ports, and whether they are
 * sidecars. What is computed from outlines stays the same when an image, a probe or a limit is edited.
 *
 * The object itself where it has no pod template with containers, and for an outline.
 */
export function outlineOf(object: LocatedManifest): LocatedManifest {
  const template = workloadKindOf(object.manifest)?.template;
  if (template === undefined) return object;
  let outline = outlines.get(object);
  if (outline === undefined) {
    const { apiVersion, kind, metadata } = object.manifest;
    const manifest: Manifest = { ...outlineAt(object.manifest, [...template, 'spec']), apiVersion, kind, metadata };
    copyWritten(object.manifest, manifest);
    outline = { ...object, manifest };
    outlines.set(object, outline);
    outlines.set(outline, outline);
  }
  return outline;
}

const outlines = new WeakMap<LocatedManifest, LocatedManifest>();

/** A copy of an object in which the containers of the pod spec at a path are outlines. */
function outlineAt(object: JsonObject, path: readonly string[]): JsonObject {
  const [step, ...rest] = path;
  if (step === undefined) return podSpecOutline(object);
  const next = object[step];
  return isJsonObject(next) ? copyOf(object, { ...object, [step]: outlineAt(next, rest) }) : object;
}

function podSpecOutline(spec: JsonObject): JsonObject {
  const outlined = ['containers', 'initContainers'].flatMap((list): [string, JsonValue][] => {
    const containers = spec[list];
    return isJsonArray(containers) ? [[list, copyOf(containers, containers.map(containerOutline))]] : [];
  });
  return copyOf(spec, { ...spec, ...Object.fromEntries(outlined) });
}

const containerFields: readonly string[] = ['name', 'ports', 'restartPolicy'];

function containerOutline(container: JsonValue): JsonValue {
  if (!isJsonObject(container)) return container;
  const kept = Object.entries(container).filter(([field]) => containerFields.includes(field));
  return copyOf(container, Object.fromEntries(kept));
}

function copyOf<T extends object>(original: object, copy: T): T {
  copyWritten(original, copy);
  return copy;
}
