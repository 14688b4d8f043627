import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Port, WebService } from '../../lib';
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

/** A kind that lives in no namespace: what a team gets of a cluster. Its first version had one namespace. */
export const teams = new CustomResource({
  group: 'platform.example.com',
  kind: 'Team',
  scope: 'Cluster',
  conversion: 'None',
  versions: {
    v1: { storage: true, spec: z.object({ namespaces: z.array(z.string().max(63)).max(20) }) },
    v1beta1: { spec: z.object({ namespace: z.string().max(63) }) },
  },
});

export const teamComposition = new Composition({
  resource: teams,
  version: 'v1',
  from: { v1beta1: ({ namespace }) => ({ namespaces: [namespace] }) },
  cluster,
  handler: {
    apply: (scope, id, { namespaces }) => {
      for (const namespace of namespaces) {
        const chart = new ClusterChart(scope, `${id}-${namespace}`, { namespace });
        new ApiObject(chart, 'Team', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'team' },
          data: { team: id },
        });
      }
    },
    status: (_, children) => ({ objects: children.length }),
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
