import type { Field } from '../../manifest/objects/field';
import { secret, service, statefulSet, type Controller, type MadeName, type PodMaker } from './controller';

const group = 'monitoring.coreos.com';

/**
 * The Prometheus Operator: StatefulSets for servers of metrics and alerts. Its own labels stand over those of
 * `podMetadata`; those that a flag of the operator adds are not known.
 *
 * See https://prometheus-operator.dev/docs/api-reference/api
 */
export const prometheusOperator: Controller = {
  makes: [
    {
      group,
      kind: 'Alertmanager',
      names: (owner, name) => [
        ...governingService(owner, 'alertmanager-operated'),
        statefulSet(`alertmanager-${name}`),
        secret(`alertmanager-${name}-generated`),
      ],
    },
    {
      group,
      kind: 'Prometheus',
      names: (owner, name) => [
        ...governingService(owner, 'prometheus-operated'),
        ...shards(owner, `prometheus-${name}`),
        secret(`prometheus-${name}`),
        secret(`prometheus-${name}-web-config`),
      ],
    },
    {
      group,
      kind: 'PrometheusAgent',
      names: (owner, name) => [
        ...(owner.at('spec', 'mode').text === 'DaemonSet'
          ? []
          : [...governingService(owner, 'prometheus-agent-operated'), ...shards(owner, `prom-agent-${name}`)]),
        secret(`prom-agent-${name}`),
        secret(`prom-agent-${name}-web-config`),
      ],
    },
    {
      group,
      kind: 'ThanosRuler',
      names: (owner, name) => [
        ...governingService(owner, 'thanos-ruler-operated'),
        statefulSet(`thanos-ruler-${name}`),
        secret(`thanos-ruler-${name}-web-config`),
      ],
    },
  ],
  pods: [
    server('Alertmanager', 'alertmanager', (name) => ({ alertmanager: name })),
    server('Prometheus', 'prometheus', (name) => ({ prometheus: name, 'operator.prometheus.io/name': name }), [
      'operator.prometheus.io/shard',
    ]),
    server('PrometheusAgent', 'prometheus-agent', (name) => ({ 'operator.prometheus.io/name': name }), [
      'operator.prometheus.io/shard',
    ]),
    server('ThanosRuler', 'thanos-ruler', (name) => ({ 'thanos-ruler': name })),
  ],
};

function server(
  kind: string,
  application: string,
  own: (name: string) => Readonly<Record<string, string>>,
  unknown: readonly string[] = [],
): PodMaker {
  return {
    group,
    kind,
    podsOf: (owner) => {
      const name = owner.at('metadata', 'name').text ?? '';
      return [
        {
          metadata: owner.at('spec', 'podMetadata'),
          labels: {
            'app.kubernetes.io/instance': name,
            'app.kubernetes.io/managed-by': 'prometheus-operator',
            'app.kubernetes.io/name': application,
            ...own(name),
          },
          added: {
            unknown: [
              ...unknown,
              'app.kubernetes.io/version',
              'apps.kubernetes.io/pod-index',
              'controller-revision-hash',
              'statefulset.kubernetes.io/pod-name',
            ],
          },
        },
      ];
    },
  };
}

/** The Service in front of all servers of a kind, unless another one is named. */
function governingService(owner: Field, name: string): readonly MadeName[] {
  return owner.at('spec', 'serviceName').isSet ? [] : [service(name)];
}

function shards(owner: Field, name: string): readonly MadeName[] {
  const count = Math.min(Math.max(owner.at('spec', 'shards').number ?? 1, 1), 1000);
  return Array.from({ length: count }, (_, shard) => statefulSet(shard === 0 ? name : `${name}-shard-${shard}`));
}
