import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { autoscalersOf } from '../../manifest/pods/autoscalers';
import { containersOf } from '../../manifest/pods/containers';
import { readAmounts, type Amounts } from './amounts';
import type { PodResources } from './pod-resources';

/** How far a VerticalPodAutoscaler may raise what the containers of a workload ask for. */
export interface VerticalGrowth {
  /** What a container comes to ask for at the most. */
  readonly most: (container: string, resources: PodResources) => PodResources;
  /** Why there is no most; undefined where everything that it changes is bounded. */
  readonly unbounded?: string;
}

/** The growth of a workload's containers; undefined where nothing resizes them. */
export function verticalGrowth(
  manifests: ManifestSet,
  object: LocatedManifest,
  pod: Field,
): VerticalGrowth | undefined {
  const vertical = autoscalersOf(manifests, object).filter(({ direction }) => direction === 'vertical');
  const boosting = vertical.find(({ object: { manifest } }) => boosts(Field.root(manifest).at('spec')));
  const boost =
    boosting === undefined
      ? {}
      : {
          unbounded: `VerticalPodAutoscaler ${boosting.object.manifest.metadata.name ?? ''} raises its CPU while it starts`,
        };
  const scaler = vertical.find(
    ({ object: { manifest } }) => Field.root(manifest).at('spec', 'updatePolicy', 'updateMode').text !== 'Off',
  );
  if (scaler === undefined) return boosting === undefined ? undefined : { most: (_, resources) => resources, ...boost };
  const policies = Field.root(scaler.object.manifest).at('spec', 'resourcePolicy', 'containerPolicies').items();
  const policyOf = (container: string) =>
    policies.find((policy) => policy.at('containerName').text === container) ??
    policies.find((policy) => policy.at('containerName').text === '*');
  const unbounded = containersOf(pod)
    .filter(({ list, isSidecar }) => list === 'containers' || isSidecar)
    .some(({ isSidecar, field }) => {
      const policy = policyOf(field.at('name').text ?? '');
      if (policy?.at('mode').text === 'Off') return false;
      // Which versions of it resize sidecars is not known here.
      return isSidecar || policy === undefined || controlled(policy).some((each) => !boundsOf(policy).has(each));
    });
  const podLevel = pod.at('resources').isSet;
  const name = scaler.object.manifest.metadata.name ?? '';
  return {
    most: (container, resources) => {
      const policy = policyOf(container);
      return policy === undefined || policy.at('mode').text === 'Off' ? resources : raised(policy, resources);
    },
    ...(unbounded || podLevel
      ? { unbounded: `VerticalPodAutoscaler ${name} changes its requests, without a maxAllowed for each` }
      : boost),
  };
}

/** How much a pod asks for while it starts follows from what it is recommended then. */
function boosts(spec: Field): boolean {
  const policies = spec.at('resourcePolicy', 'containerPolicies').items();
  return [spec, ...policies].some((each) => each.at('startupBoost', 'cpu').isSet);
}

function controlled(policy: Field): readonly string[] {
  const listed = policy.at('controlledResources');
  return listed.isSet ? listed.items().flatMap(({ text }) => text ?? []) : ['cpu', 'memory'];
}

function boundsOf(policy: Field): Amounts {
  return readAmounts(policy.at('maxAllowed').value);
}

/** Requests up to the bound; limits in the same proportion, unless only requests are changed. */
function raised(policy: Field, { requests, limits }: PodResources): PodResources {
  const bounds = boundsOf(policy);
  const withLimits = policy.at('controlledValues').text !== 'RequestsOnly';
  const [most, mostLimits] = [new Map(requests), new Map(limits)];
  for (const resource of controlled(policy)) {
    const bound = bounds.get(resource);
    if (bound === undefined) continue;
    const [request, limit] = [requests.get(resource) ?? 0, limits.get(resource)];
    most.set(resource, Math.max(request, bound));
    if (limit === undefined || !withLimits || request === 0) continue;
    mostLimits.set(resource, Math.max(limit, Math.ceil((bound * limit) / request)));
  }
  return { requests: most, limits: mostLimits };
}
