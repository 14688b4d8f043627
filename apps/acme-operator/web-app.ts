import { z } from 'zod';
import { Port, WebService } from '../../lib';
import { Composition, CustomResource, field } from '../../lib/operators';
import { production } from './clusters';

const image = z.string().min(1).max(512).describe('Image of the main container, with a tag or digest.');
const port = z.int().min(1).max(65535).default(8080).describe('Port that it serves HTTP on.');

/** The platform's own kind of service: what a team writes. Its first version had the number of pods at the top. */
export const webApps = new CustomResource({
  group: 'platform.acme.example',
  kind: 'WebApp',
  categories: ['all'],
  description: 'A service that answers HTTP requests.',
  conversion: { namespace: 'acme-system', service: 'acme-operator' },
  versions: {
    v1: {
      storage: true,
      spec: field(
        z.object({
          image,
          port,
          team: field(z.string().min(1).max(63), { immutable: true }).describe('Who answers for it.'),
          replicas: z
            .object({ min: z.int().min(1).max(50).default(2), max: z.int().min(1).max(100).default(10) })
            .default({ min: 2, max: 10 }),
        }),
        { rules: [{ rule: 'self.replicas.min <= self.replicas.max', message: 'min is more than max' }] },
      ),
      status: z.object({
        ready: z.int().optional(),
        conditions: field(
          z.array(
            z.object({
              type: z.string(),
              status: z.enum(['True', 'False', 'Unknown']),
              message: z.string().optional(),
            }),
          ),
          { listType: 'map', listMapKeys: ['type'] },
        ).optional(),
      }),
      printerColumns: [
        { name: 'Team', jsonPath: '.spec.team' },
        { name: 'Ready', type: 'integer', jsonPath: '.status.ready' },
      ],
    },
    v1beta1: {
      deprecated: 'platform.acme.example/v1beta1 WebApp is deprecated; use v1',
      spec: z.object({ image, port, team: z.string().min(1).max(63), instances: z.int().min(1).max(50).default(2) }),
    },
  },
});

export const WebApp = webApps.construct('v1');

/** What a WebApp stands for, wherever it is read: by a program, a pipe or metacontroller. */
export const webAppComposition = new Composition({
  resource: webApps,
  version: 'v1',
  from: {
    v1beta1: ({ instances, ...spec }) => ({ ...spec, replicas: { min: instances, max: Math.max(instances, 10) } }),
  },
  cluster: production,
  handler: {
    apply: (scope, id, spec) => {
      new WebService(scope, id, {
        image: spec.image,
        port: Port.http(spec.port),
        replicas: spec.replicas.min,
        labels: { 'platform.acme.example/team': spec.team },
        probes: { readiness: { httpGet: { path: '/healthz' } } },
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
      });
    },
    status: (_, children) => ({ ready: children.filter(({ kind }) => kind === 'Deployment').length }),
  },
});
