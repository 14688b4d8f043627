import type { JsonObject, JsonValue } from '../../../../lib/manifest/objects/json';
import type { Manifest } from '../../../../lib/manifest/objects/manifest';
import { isMap, merged, type Writer } from '../writer';

/**
 * Moves weights between the two destinations of a route, and tells the versions apart by a label more in the subsets; of a
 * Rollout itself, its number of pods and its own annotation (`rollout/trafficrouting/istio/istio.go` of v1.9.2).
 */
export const argoRollouts: Writer = {
  name: 'Argo Rollouts',
  write: (live) => {
    if (live.kind === 'Rollout')
      return merged(live, { metadata: { annotations: { 'rollout.argoproj.io/revision': '2' } }, status: {} });
    if (live.kind === 'VirtualService') return withItems(live, 'http', (route) => changed(route, 'route', shifted));
    if (live.kind === 'DestinationRule')
      return withItems(live, 'subsets', (subset) =>
        merged(subset, { labels: { 'rollouts-pod-template-hash': `7d9f${text(subset.name)}` } }),
      );
    return undefined;
  },
};

function shifted(destination: JsonObject): JsonObject {
  if (destination.weight === undefined) return destination;
  return { ...destination, weight: destination.weight === 100 ? 80 : 20 };
}

function withItems(object: Manifest, field: string, change: (item: JsonObject) => JsonObject): Manifest {
  return { ...object, spec: changed(isMap(object.spec) ? object.spec : {}, field, change) };
}

function changed(object: JsonObject, field: string, change: (item: JsonObject) => JsonObject): JsonObject {
  const items: JsonValue = object[field] ?? [];
  if (!Array.isArray(items)) return object;
  return { ...object, [field]: items.map((item: JsonValue) => (isMap(item) ? change(item) : item)) };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
