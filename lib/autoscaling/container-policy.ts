import type { JsonObject } from '../manifest/objects/json';
import type { ResourceName } from '../model/resource-name';
import type { ContainerScaling, StartupBoost } from '../model/vertical-scaling';
import type { Bounds } from './limit-range-bounds';

const resources: readonly ResourceName[] = ['cpu', 'memory'];

/** What a VerticalPodAutoscaler may do with one container; bounds of the namespace hold where it has none of its own. */
export function emitContainerPolicy(
  containerName: string,
  policy: ContainerScaling,
  free: readonly ResourceName[] | undefined,
  bounds: Bounds | undefined,
): JsonObject {
  const { mode, min = {}, max = {}, controlledResources, controlledValues, ...others } = policy;
  const { oomBumpUpRatio, oomMinBumpUp, startupBoost } = others;
  const boost = startupBoost === undefined ? {} : { startupBoost: emitBoost(startupBoost) };
  if (mode === 'Off') return { containerName, mode, ...boost };
  const controlled = controlledResources ?? free;
  const allowed = (own: Readonly<Partial<Record<ResourceName, string>>>, side: 'min' | 'max') =>
    Object.fromEntries(
      resources
        .filter((resource) => controlled === undefined || controlled.includes(resource))
        .flatMap((resource) => {
          const amount = own[resource] ?? bounds?.[side][resource]?.written;
          return amount === undefined ? [] : [[resource, amount]];
        }),
    );
  const [minAllowed, maxAllowed] = [allowed(min, 'min'), allowed(max, 'max')];
  return {
    containerName,
    ...(mode === undefined ? {} : { mode }),
    ...(Object.keys(minAllowed).length === 0 ? {} : { minAllowed }),
    ...(Object.keys(maxAllowed).length === 0 ? {} : { maxAllowed }),
    ...(controlled === undefined ? {} : { controlledResources: controlled }),
    ...(controlledValues === undefined ? {} : { controlledValues }),
    // A quantity: thousandths are what it can hold to the bit.
    ...(oomBumpUpRatio === undefined ? {} : { oomBumpUpRatio: `${Math.round(oomBumpUpRatio * 1000)}m` }),
    ...(oomMinBumpUp === undefined ? {} : { oomMinBumpUp }),
    ...boost,
  };
}

/** More CPU while a pod starts. */
export function emitBoost({ cpu: { factor, quantity, duration } }: StartupBoost): JsonObject {
  return {
    cpu: {
      ...(factor === undefined ? { type: 'Quantity', quantity } : { type: 'Factor', factor }),
      ...(duration === undefined ? {} : { durationSeconds: duration.toSeconds() }),
    },
  };
}
