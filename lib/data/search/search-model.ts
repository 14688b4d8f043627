import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { SearchClusterProps } from './search-props';

/** A search cluster with every default filled in, and where it stands. */
export interface SearchModel extends SearchClusterProps {
  readonly name: string;
  readonly namespace: string;
  readonly zones: boolean;
  readonly cluster: ClusterFacts;
}

/** Ports of Elasticsearch and Kibana: pkg/controller/{elasticsearch,kibana}/network of cloud-on-k8s. */
export const searchPorts = { http: 9200, transport: 9300, kibana: 5601 };

/** The label by which the operator knows the nodes of an Elasticsearch. */
export const clusterNameLabel = 'elasticsearch.k8s.elastic.co/cluster-name';
