import type { ContainerFields, VolumeFields } from '../../lib';

/** Folders that a process writes to besides its volume: empty at every start, and of a bounded size. */
export function scratch(folders: Readonly<Record<string, string>>) {
  const volumes: VolumeFields[] = Object.keys(folders).map((name) => ({ name, emptyDir: { sizeLimit: '64Mi' } }));
  const volumeMounts: NonNullable<ContainerFields['volumeMounts']> = Object.entries(folders).map(
    ([name, mountPath]) => ({
      name,
      mountPath,
    }),
  );
  return { volumes, container: { volumeMounts } };
}

/** A variable with the name of its own Pod. */
export const podName = { fieldRef: { fieldPath: 'metadata.name' } } as const;

/** A variable with the number of its own Pod. */
export const podNumber = { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } } as const;
