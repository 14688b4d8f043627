import { Port } from '../../workload/port';
import type { OperatedPods } from '../operated-pods';
import { clusterNameLabel, searchPorts, type SearchModel } from './search-model';

/** The nodes of Elasticsearch, which the operator asks how they are, and which find each other. */
export function elasticsearchPods({ name }: SearchModel): OperatedPods {
  return {
    name: `${name}-es`,
    controller: { group: 'elasticsearch.k8s.elastic.co', kind: 'Elasticsearch', name },
    selectorLabels: { [clusterNameLabel]: name },
    serviceAccountName: 'default',
    ports: [Port.https(searchPorts.http)],
    service: `${name}-es-http`,
    fromOperator: [searchPorts.http],
    withinThemselves: [searchPorts.transport],
  };
}

/** Kibana: its clients are people, through whatever exposes it. */
export function kibanaPods({ name }: SearchModel): OperatedPods {
  return {
    name: `${name}-kb`,
    controller: { group: 'kibana.k8s.elastic.co', kind: 'Kibana', name },
    selectorLabels: { 'kibana.k8s.elastic.co/name': name },
    serviceAccountName: 'default',
    ports: [Port.https(searchPorts.kibana)],
    service: `${name}-kb-http`,
    probes: [{ handler: 'httpGet', port: searchPorts.kibana, path: '/login' }],
  };
}
