import type { Field } from '../../manifest/objects/field';
import { secret, service, type Controller } from './controller';

const group = 'postgresql.cnpg.io';
const recommended = ['component', 'instance', 'managed-by', 'name', 'version'].map(
  (name) => `app.kubernetes.io/${name}`,
);
const jobLabels = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'];

/**
 * CloudNativePG: clusters of PostgreSQL, with their Services and credentials, the pods of their instances, and those of poolers.
 * What `inheritedMetadata` says is on every pod of a cluster.
 *
 * See https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/specs/pods.go
 */
export const cloudNativePg: Controller = {
  makes: [
    {
      group,
      kind: 'Cluster',
      names: (_, name) => [
        ...['app', 'superuser', 'ca', 'server', 'replication'].map((suffix) => secret(`${name}-${suffix}`)),
        ...['rw', 'ro', 'r'].map((suffix) => service(`${name}-${suffix}`)),
        { kind: 'ServiceAccount', name },
      ],
    },
    { group, kind: 'Pooler', names: (_, name) => [service(name)] },
  ],
  pods: [
    {
      group,
      kind: 'Cluster',
      podsOf: (owner) => [
        {
          metadata: owner.at('spec', 'inheritedMetadata'),
          labels: { 'cnpg.io/cluster': nameOf(owner), 'cnpg.io/podRole': 'instance' },
          added: { unknown: ['cnpg.io/instanceName', 'cnpg.io/instanceRole', 'role', ...recommended] },
        },
        ...['initdb', 'full-recovery', 'join', 'major-upgrade'].map((role) => ({
          metadata: owner.at('spec', 'inheritedMetadata'),
          labels: { 'cnpg.io/cluster': nameOf(owner), 'cnpg.io/jobRole': role },
          added: { unknown: ['cnpg.io/instanceName', ...jobLabels, ...recommended] },
        })),
      ],
    },
    {
      group,
      kind: 'Pooler',
      podsOf: (owner) => [
        {
          metadata: owner.at('spec', 'template', 'metadata'),
          labels: {
            'cnpg.io/cluster': owner.at('spec', 'cluster', 'name').text ?? '',
            'cnpg.io/podRole': 'pooler',
            'cnpg.io/poolerName': nameOf(owner),
          },
          added: { unknown: ['pod-template-hash', ...recommended] },
        },
      ],
    },
  ],
};

function nameOf(owner: Field): string {
  return owner.at('metadata', 'name').text ?? '';
}
