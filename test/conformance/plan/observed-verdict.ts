import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import type { Answer } from '../../../lib/schema/pull/kubernetes-client';
import type { Verdict } from '../../../lib/plan/object-plan';
import { rollingKinds } from '../../../lib/manifest/pods/workload-kinds';

/** What a server made of a change: the verdict that a plan should have had. */
export function observedVerdict(kind: string, before: JsonObject, { status, body }: Answer): Verdict {
  if (status >= 300) return 'rejected';
  const [old, fresh] = [withoutTrace(before), withoutTrace(body)];
  if (isDeepStrictEqual(old, fresh)) return 'no-op';
  if (isDeepStrictEqual({ ...old, metadata: null }, { ...fresh, metadata: null })) return 'metadata';
  if (rollingKinds.includes(kind) && !isDeepStrictEqual(templateOf(old), templateOf(fresh))) return 'rolls';
  return 'in-place';
}

function withoutTrace({ status: _, metadata, ...object }: JsonObject): JsonObject {
  const {
    managedFields: _fields,
    resourceVersion: _version,
    generation: _generation,
    ...kept
  } = isJsonObject(metadata) ? metadata : {};
  return { ...object, metadata: kept };
}

function templateOf({ spec }: JsonObject): unknown {
  return isJsonObject(spec) ? spec.template : undefined;
}
