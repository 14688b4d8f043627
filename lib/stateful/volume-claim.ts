import type { Size } from 'cdk8s';

/** How many nodes and pods may mount a volume at once. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';

/** A volume that each pod of a store has of its own, and keeps wherever it runs. */
export interface VolumeClaim {
  /**
   * How large each pod's volume is. Emitted as `spec.resources.requests.storage`. A template cannot be changed once it is
   * applied: see `claims`.
   */
  readonly size: Size;
  /** Where the main container sees it. Emitted as the container's `volumeMounts[].mountPath`. */
  readonly mountPath: string;
  /** Folder of the volume that is mounted, such as one beside `lost+found`. Emitted as `subPath`. @default its root */
  readonly subPath?: string;
  /** StorageClass of the volumes. Emitted as `spec.storageClassName`. @default the cluster's default class */
  readonly storageClassName?: string;
  /**
   * Who may mount it. Emitted as `spec.accessModes`.
   *
   * @default 'ReadWriteOncePod': each pod is the single writer of its volume
   */
  readonly accessMode?: AccessMode;
  /** VolumeAttributesClass, from Kubernetes 1.34: throughput of the volumes. Emitted as `spec.volumeAttributesClassName`. @default none */
  readonly volumeAttributesClassName?: string;
}

/** A volume whose claims are objects of the tree, so that it can grow. */
export interface ManagedVolumeClaim extends VolumeClaim {
  /**
   * The size that the StatefulSet was first applied with: its template keeps it while `size` grows. Smaller than `size` or
   * the same. Emitted in `volumeClaimTemplates`.
   *
   * @default size
   */
  readonly templateSize?: Size;
  /**
   * The VolumeSnapshot that the volume of a pod begins with, by the pod's number, such as one of the store that this one
   * takes the place of. Emitted as the claims' `spec.dataSourceRef`, which cannot be changed.
   *
   * @default none: volumes begin empty
   */
  readonly snapshot?: (ordinal: number) => string;
}
