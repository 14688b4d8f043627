import type { EnvVarSourceFields } from '../workload/container-fields';
import type { ConfigUse } from '../workload/config';
import { toDnsLabel } from '../workload/dns-label';
import type { VolumeFields } from '../workload/pod-fields';

/** A Secret that a controller makes in the cluster, for the workloads of its namespace: none of its content is in the tree. */
export interface SecretReference {
  /** Name of the Secret. */
  readonly name: string;
  /** One key as a variable: `env: { PASSWORD: credentials.secret.value('password') }`. */
  readonly value: (key: string) => EnvVarSourceFields;
  /** Every key as a file of a folder: `config: [credentials.secret.mount('/etc/credentials')]`. */
  readonly mount: (mountPath: string) => ConfigUse;
  /** Every key as a variable: `config: [credentials.secret.asEnvironment()]`. */
  readonly asEnvironment: () => ConfigUse;
}

/**
 * What workloads do with a Secret.
 *
 * @param assertKey refuses a key that the Secret will not have
 */
export function secretReference(name: string, assertKey: (key: string) => void): SecretReference {
  // One object for all mounts of it: a workload has the volume once.
  const volume: VolumeFields = { name: toDnsLabel(name), secret: { secretName: name } };
  return {
    name,
    value: (key) => {
      assertKey(key);
      return { secretKeyRef: { name, key } };
    },
    mount: (mountPath) => ({ volume, mount: { name: volume.name, mountPath, readOnly: true } }),
    asEnvironment: () => ({ envFrom: { secretRef: { name } } }),
  };
}
