import type { Field } from '../objects/field';

/** The lists of containers in a pod's spec, in the order in which the API server reads them. */
const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export type ContainerList = (typeof containerLists)[number];

export interface Container {
  readonly list: ContainerList;
  readonly field: Field;
  /** Of the container alone; what it leaves out holds as the pod's own security context has it. */
  readonly securityContext: Field;
  /** `''` where the container has no name. */
  readonly name: string;
  /** An init container that keeps running beside the others (`restartPolicy: Always`). */
  readonly isSidecar: boolean;
}

/** Every container of a pod's spec: init, ordinary and ephemeral ones. */
export function containersOf(podSpec: Field): readonly Container[] {
  return containerLists.flatMap((list) =>
    podSpec
      .at(list)
      .items()
      .map((field) => ({
        list,
        field,
        securityContext: field.at('securityContext'),
        name: field.at('name').text ?? '',
        isSidecar: list === 'initContainers' && field.at('restartPolicy').value === 'Always',
      })),
  );
}
