import type { Field } from '../../manifest/objects/field';
import { containersOf, type Container } from '../../manifest/pods/containers';
import { maximumOf, nothing, readAmounts, sumOf, type Amounts } from './amounts';
import type { ContainerDefaults } from './limit-range';

/** What one pod asks for, as the scheduler and the quota count it. */
export interface PodResources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** What a pod asks for beside its containers. */
export interface PodAdditions {
  /** Of its RuntimeClass, where the pod does not carry it yet. */
  readonly overhead?: Amounts;
  /** Of containers that something injects: a mesh's proxy. */
  readonly injected?: readonly InjectedContainer[];
  /** What a container comes to at the most, where something resizes it. @default what its manifest says */
  readonly most?: (container: string, resources: PodResources) => PodResources;
}

/** What a container that something injects asks for. */
export interface InjectedContainer extends PodResources {
  readonly name: string;
  /** Whether it starts before the pod's own init containers and goes on; otherwise it runs beside the pod's containers. */
  readonly isSidecar: boolean;
}

/**
 * The requests and limits of a pod: all containers and sidecars together, or the largest step of its start, whichever is
 * more; pod-level resources in place of the containers' where the pod has them; and the overhead of its RuntimeClass.
 */
export function podResources(
  spec: Field,
  defaults: ContainerDefaults,
  { overhead = nothing, injected = [], most = (_, resources) => resources }: PodAdditions = {},
): PodResources {
  const containers = containersOf(spec).filter(({ list }) => list !== 'ephemeralContainers');
  const own = containers.map((container) => {
    const resources = withDefaults(ownResources(container), defaults);
    const name = container.field.at('name').text ?? '';
    return { container, resources: container.list === 'containers' ? most(name, resources) : resources };
  });
  // The LimitRange is applied once more after a webhook changed a pod: an injected container gets its defaults, too.
  const grown = injected.map((each) => ({ ...each, ...most(each.name, withDefaults(each, defaults)) }));
  const requests = withPodLevel(spec, 'requests', totalOf(own, 'requests', grown));
  const limits = withPodLevel(spec, 'limits', totalOf(own, 'limits', grown));
  const carried = readAmounts(spec.at('overhead').value);
  const added = carried.size > 0 ? carried : overhead;
  return { requests: sumOf(requests, added), limits: sumOf(limits, onlyLimited(added, limits)) };
}

/** What a container says itself; a missing request is the limit. */
function ownResources({ field }: Container): PodResources {
  const limits = readAmounts(field.at('resources', 'limits').value);
  return { limits, requests: new Map([...limits, ...readAmounts(field.at('resources', 'requests').value)]) };
}

/** What neither a request nor a limit of a container says is the LimitRange's. */
function withDefaults({ requests, limits }: PodResources, defaults: ContainerDefaults): PodResources {
  return {
    limits: new Map([...defaults.limits, ...limits]),
    requests: new Map([...defaults.requests, ...requests]),
  };
}

interface CountedContainer {
  readonly container: Container;
  readonly resources: PodResources;
}

function totalOf(
  containers: readonly CountedContainer[],
  what: keyof PodResources,
  injected: readonly InjectedContainer[],
): Amounts {
  let sidecars: Amounts = sumOf(...injected.filter(({ isSidecar }) => isSidecar).map((each) => each[what]));
  let start: Amounts = nothing;
  const running = injected.filter(({ isSidecar }) => !isSidecar).map((each) => each[what]);
  for (const { container, resources } of containers) {
    const amounts = resources[what];
    if (container.list === 'containers') running.push(amounts);
    else if (container.isSidecar) {
      sidecars = sumOf(sidecars, amounts);
      start = maximumOf(start, sidecars);
    } else start = maximumOf(start, sumOf(sidecars, amounts));
  }
  return maximumOf(sumOf(...running, sidecars), start);
}

/** Resources that can be given to a whole pod: what it says replaces what its containers add up to. */
function withPodLevel(spec: Field, what: keyof PodResources, fromContainers: Amounts): Amounts {
  const said = readAmounts(spec.at('resources', what).value);
  if (what === 'limits' || !spec.at('resources', 'limits').isSet) return new Map([...fromContainers, ...said]);
  // A pod-level limit is the request, too, where neither the pod nor a container says one.
  return new Map([...readAmounts(spec.at('resources', 'limits').value), ...fromContainers, ...said]);
}

/** Overhead counts towards a limit only where there is one. */
function onlyLimited(overhead: Amounts, limits: Amounts): Amounts {
  return new Map([...overhead].filter(([resource]) => limits.has(resource)));
}
