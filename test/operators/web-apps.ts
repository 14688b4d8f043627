import { z } from 'zod';
import { Cluster, Environment, Port, WebService } from '../../lib';
import { Composition, CustomResource } from '../../lib/operators';

/** A platform's own kind of service. */
export const webApps = new CustomResource({
  group: 'platform.example.com',
  kind: 'WebApp',
  versions: {
    v1: {
      spec: z.object({
        image: z.string().min(1),
        port: z.int().min(1).max(65535).default(8080),
        replicas: z.int().min(1).max(50).default(2),
      }),
      status: z.object({ ready: z.int().optional() }),
    },
  },
});

export const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });

export const webAppComposition = new Composition({
  resource: webApps,
  version: 'v1',
  cluster,
  handler: {
    apply: (scope, id, { image, port, replicas }) => {
      new WebService(scope, id, { image, port: Port.http(port), deployment: { replicas } });
    },
    status: (_, children) => ({ ready: children.length }),
  },
});

export function webApp(name: string, spec: object) {
  return {
    apiVersion: 'platform.example.com/v1',
    kind: 'WebApp',
    metadata: { name, namespace: 'shop' },
    spec: { ...spec },
  };
}
