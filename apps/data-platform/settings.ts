import { Size } from 'cdk8s';
import { Settings } from '../../lib';
import { clusters } from './clusters';

/** How many there are of everything, and how large. */
export interface DataSettings {
  readonly brokers: number;
  readonly readReplicas: number;
  readonly caches: number;
  readonly shards: number;
  readonly shardReplicas: number;
  readonly storageClassName: string;
  readonly gibibytes: number;
}

export const settings = new Settings<DataSettings>(
  {
    base: {
      brokers: 3,
      readReplicas: 1,
      caches: 1,
      shards: 1,
      shardReplicas: 1,
      storageClassName: 'gp3',
      gibibytes: 5,
    },
    environments: {
      prod: { readReplicas: 2, caches: 3, shards: 2, shardReplicas: 2, storageClassName: 'gp3-retain', gibibytes: 100 },
    },
  },
  clusters,
);

/** What a volume of the platform is. */
export function volume({ gibibytes, storageClassName }: DataSettings, mountPath: string) {
  return { size: Size.gibibytes(gibibytes), mountPath, storageClassName };
}
