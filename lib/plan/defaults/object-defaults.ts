import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../manifest/objects/json';

/**
 * What an API server adds to objects of one kind that their types alone do not say, by `group/Kind`: `SetDefaults_Pod`
 * and its like in `defaults.go` of each group.
 */
export const objectDefaults: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  '/Namespace': (namespace) => {
    const { name, labels } = mapOf(namespace.metadata);
    if (typeof name !== 'string') return namespace;
    const own = { ...mapOf(labels), 'kubernetes.io/metadata.name': name };
    return {
      spec: { finalizers: ['kubernetes'] },
      ...namespace,
      metadata: { ...mapOf(namespace.metadata), labels: own },
    };
  },
  '/Pod': (pod) => {
    const spec = mapOf(pod.spec);
    const requested = Object.fromEntries(
      ['containers', 'initContainers'].flatMap((list) => {
        const containers = spec[list];
        return isJsonArray(containers) ? [[list, containers.map(withRequestsOfLimits)] as const] : [];
      }),
    );
    return { ...pod, spec: { ...admitted, ...spec, ...requested } };
  },
  '/ReplicationController': (controller) => {
    const spec = mapOf(controller.spec);
    const { labels } = mapOf(mapOf(spec.template).metadata);
    return { ...controller, spec: { ...(labels === undefined ? {} : { selector: labels }), ...spec } };
  },
  '/Secret': ({ stringData, ...secret }) => ({
    type: 'Opaque',
    ...secret,
    ...(isJsonObject(stringData) && { data: { ...mapOf(secret.data), ...encoded(stringData) } }),
  }),
  'apps/StatefulSet': (set) => {
    const spec = mapOf(set.spec);
    const { volumeClaimTemplates: templates } = spec;
    if (!isJsonArray(templates)) return set;
    return { ...set, spec: { ...spec, volumeClaimTemplates: templates.map(withoutType) } };
  },
  'batch/Job': (job) => {
    const { metadata, spec } = job;
    const { completions, parallelism, backoffLimitPerIndex, podFailurePolicy } = mapOf(spec);
    const template = mapOf(mapOf(spec).template);
    const { labels } = mapOf(template.metadata);
    return {
      ...job,
      metadata: { ...(labels === undefined ? {} : { labels }), ...mapOf(metadata) },
      spec: {
        ...(completions === undefined && parallelism === undefined ? { completions: 1 } : {}),
        parallelism: 1,
        backoffLimit: backoffLimitPerIndex === undefined ? 6 : 2_147_483_647,
        completionMode: 'NonIndexed',
        suspend: false,
        podReplacementPolicy: podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
        manualSelector: false,
        ...mapOf(spec),
      },
    };
  },
  'scheduling.k8s.io/PriorityClass': (priorityClass) => ({
    preemptionPolicy: 'PreemptLowerPriority',
    ...priorityClass,
  }),
  'storage.k8s.io/StorageClass': (storageClass) => ({
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    ...storageClass,
  }),
};

/** What the admission plugins of every API server put into a pod. */
const admitted = { enableServiceLinks: true, preemptionPolicy: 'PreemptLowerPriority', priority: 0 };

/** The API server knows what a claim template is, whatever it calls itself. */
function withoutType(template: JsonValue): JsonValue {
  if (!isJsonObject(template)) return template;
  const { apiVersion: _, kind: _kind, status: _status, ...claim } = template;
  return claim;
}

/** Only of a Pod itself: a template keeps its limits without requests. */
function withRequestsOfLimits(container: JsonValue): JsonValue {
  if (!isJsonObject(container) || !isJsonObject(container.resources)) return container;
  const { limits, requests } = container.resources;
  if (!isJsonObject(limits)) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...mapOf(requests) } } };
}

/** The API server keeps `stringData` as `data`. */
function encoded(stringData: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(stringData).map(([key, text]) => [
      key,
      Buffer.from(typeof text === 'string' ? text : '').toString('base64'),
    ]),
  );
}

function mapOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
