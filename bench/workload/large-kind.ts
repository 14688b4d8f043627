import { z } from 'zod';
import { Cluster, Environment, Port, WebService } from '../../lib';
import { Composition, CustomResource } from '../../lib/operators';

/** A kind whose object stands for thirteen services: a little over fifty objects. */
export const shops = new CustomResource({
  group: 'bench.example.com',
  kind: 'Shop',
  versions: { v1: { spec: z.object({ image: z.string().min(1).max(512), services: z.int().min(1).max(50) }) } },
});

export const shopComposition = new Composition({
  resource: shops,
  version: 'v1',
  cluster: new Cluster('prod-1', { environment: new Environment('prod'), kubernetesVersion: '1.34' }),
  handler: {
    apply: (scope, id, { image, services }) => {
      for (let index = 0; index < services; index += 1)
        new WebService(scope, `${id}-${index}`, {
          image,
          port: Port.http(8080),
          replicas: 2,
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
        });
    },
  },
});

/** A kind with so many properties: texts, numbers, flags, lists and maps in turn. */
export function largeKind(properties: number): CustomResource {
  const sorts = [
    () => z.string().max(63).optional(),
    () => z.int().min(0).max(100).default(5),
    () => z.boolean().optional(),
    () => z.array(z.string().max(63)).max(10).optional(),
    () => z.record(z.string(), z.string().max(63)).optional(),
    () => z.enum(['one', 'two', 'three']).optional(),
  ];
  const shape = Object.fromEntries(
    Array.from({ length: properties }, (_, index) => [
      `property${index}`,
      sorts[index % sorts.length]?.() ?? z.string(),
    ]),
  );
  return new CustomResource({
    group: 'bench.example.com',
    kind: 'Large',
    versions: { v1: { spec: z.object(shape) } },
  });
}
