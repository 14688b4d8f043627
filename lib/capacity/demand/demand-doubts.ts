import type { Field } from '../../manifest/objects/field';
import type { ContainerDefaults } from '../resources/limit-range';
import type { VerticalGrowth } from '../resources/vertical-growth';
import type { Doubt } from './doubt';

export interface DoubtsQuestion {
  readonly spec: Field;
  readonly defaults: ContainerDefaults;
  readonly runtimeClassIsKnown: boolean;
  readonly volumeDoubts: readonly Doubt[];
  readonly growth: VerticalGrowth | undefined;
}

/** What about where a workload's pods may run the manifests do not say, so that no placement can be promised. */
export function demandDoubts({ spec, volumeDoubts }: DoubtsQuestion): readonly Doubt[] {
  const doubts: Doubt[] = [];
  const scheduler = spec.at('schedulerName').text;
  if (scheduler !== undefined && scheduler !== 'default-scheduler')
    doubts.push({ reason: `${scheduler} places its pods, by rules of its own` });
  if (spec.at('schedulingGates').items().length > 0)
    doubts.push({ reason: 'its pods wait until something removes their schedulingGates' });
  // Kubernetes 1.35 has it as workloadRef.
  if (spec.at('schedulingGroup').isSet || spec.at('workloadRef').isSet)
    doubts.push({ reason: 'its pods are placed together with those of their PodGroup, or not at all' });
  if (spec.at('resourceClaims').items().length > 0)
    doubts.push({ reason: 'it claims devices (resourceClaims): which nodes have them is not known' });
  return [...doubts, ...volumeDoubts];
}

/** Why a workload's pods may ask for more than the manifests say; undefined where they do not. */
export function reasonToGrow({ spec, defaults, runtimeClassIsKnown, growth }: DoubtsQuestion): string | undefined {
  if (!runtimeClassIsKnown) {
    return `RuntimeClass ${spec.at('runtimeClassName').text ?? ''} is not in the tree: its overhead and its nodes are not known`;
  }
  if (defaults.isAmbiguous)
    return 'its namespace has several LimitRanges: which default a container gets is not defined';
  return growth?.unbounded;
}
