import type { Field } from '../../manifest/objects/field';
import { secret, service, type Controller } from './controller';

const group = 'elasticsearch.k8s.elastic.co';

/**
 * Elastic Cloud on Kubernetes: Elasticsearch, a StatefulSet for each set of nodes, and Kibana, with their Services, credentials and
 * certificates.
 *
 * See pkg/apis/elasticsearch/v1/name.go and pkg/controller/elasticsearch/label/label.go of github.com/elastic/cloud-on-k8s
 */
export const elastic: Controller = {
  makes: [
    {
      group,
      kind: 'Elasticsearch',
      names: (owner, name) => [
        ...['http', 'internal-http', 'transport'].map((suffix) => service(`${name}-es-${suffix}`)),
        ...owner
          .at('spec', 'nodeSets')
          .items()
          .flatMap((nodeSet) => nodeSet.at('name').text ?? [])
          .map((nodeSet) => service(`${name}-es-${nodeSet}`)),
        ...['elastic-user', 'http-certs-public', 'http-certs-internal', 'http-ca-internal'].map((suffix) =>
          secret(`${name}-es-${suffix}`),
        ),
      ],
    },
    {
      group: 'kibana.k8s.elastic.co',
      kind: 'Kibana',
      names: (_, name) => [service(`${name}-kb-http`), secret(`${name}-kb-http-certs-public`)],
    },
  ],
  pods: [
    {
      group,
      kind: 'Elasticsearch',
      podsOf: (owner) =>
        owner
          .at('spec', 'nodeSets')
          .items()
          .map((nodeSet) => ({
            metadata: nodeSet.at('podTemplate', 'metadata'),
            labels: {
              'common.k8s.elastic.co/type': 'elasticsearch',
              [`${group}/cluster-name`]: nameOf(owner),
              [`${group}/statefulset-name`]: `${nameOf(owner)}-es-${nodeSet.at('name').text ?? ''}`,
            },
            added: {
              unknown: [
                ...['version', 'http-scheme'].map((label) => `${group}/${label}`),
                ...nodeRoles.map((role) => `${group}/node-${role}`),
                ...['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'],
              ],
            },
          })),
    },
    {
      group: 'kibana.k8s.elastic.co',
      kind: 'Kibana',
      podsOf: (owner) => [
        {
          metadata: owner.at('spec', 'podTemplate', 'metadata'),
          labels: { 'common.k8s.elastic.co/type': 'kibana', 'kibana.k8s.elastic.co/name': nameOf(owner) },
          added: { unknown: ['kibana.k8s.elastic.co/version', 'pod-template-hash'] },
        },
      ],
    },
  ],
};

const nodeRoles = [
  ...['master', 'data', 'ingest', 'ml', 'transform', 'remote_cluster_client', 'voting_only'],
  ...['data_cold', 'data_content', 'data_hot', 'data_warm', 'data_frozen'],
];

function nameOf(owner: Field): string {
  return owner.at('metadata', 'name').text ?? '';
}
