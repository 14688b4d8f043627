import type { ElasticsearchSpec } from '../../../imports/elasticsearch.k8s.elastic.co';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import { volumeSize } from '../volume-size';
import { clusterNameLabel, type SearchModel } from './search-model';
import type { SearchTier } from './search-props';

/** The nodes of a search cluster. What is deleted from Git leaves its volumes. */
export function emitElasticsearch(model: SearchModel): Manifest {
  const { name, namespace, version, tiers, image, secureSettings = [], users = [] } = model;
  const spec: Plain<ElasticsearchSpec> = {
    version,
    ...(image === undefined ? {} : { image }),
    ...(users.length === 0 ? {} : { auth: { fileRealm: users.map((secretName) => ({ secretName })) } }),
    nodeSets: Object.entries(tiers).map(([tier, nodes]) => nodeSetOf(model, tier, nodes)),
    ...(secureSettings.length === 0 ? {} : { secureSettings: secureSettings.map((secretName) => ({ secretName })) }),
    volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
  };
  return { apiVersion: 'elasticsearch.k8s.elastic.co/v1', kind: 'Elasticsearch', metadata: { name, namespace }, spec };
}

function nodeSetOf(model: SearchModel, name: string, { instances, roles, storage, resources, config }: SearchTier) {
  const { memoryMaps = false } = model;
  const { size, storageClassName } = storage;
  return {
    name,
    count: instances,
    config: {
      'node.store.allow_mmap': memoryMaps,
      ...(roles === undefined ? {} : { 'node.roles': [...roles] }),
      ...config,
    },
    ...(model.zones ? { zoneAwareness: { topologyKey: 'topology.kubernetes.io/zone' } } : {}),
    podTemplate: {
      spec: {
        ...antiAffinity(model),
        containers: [{ name: 'elasticsearch', ...(resources === undefined ? {} : { resources: { ...resources } }) }],
      },
    },
    volumeClaimTemplates: [
      {
        // The operator mounts the claim of this name, and no other.
        metadata: { name: 'elasticsearch-data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: volumeSize(size) } },
          ...(storageClassName === undefined ? {} : { storageClassName }),
        },
      },
    ],
  };
}

/** Nodes that share a machine are lost with it. The operator would rather that they did not; production insists. */
function antiAffinity({ name, cluster }: SearchModel): JsonObject {
  if (cluster.environment.tier !== 'production') return {};
  const term = { labelSelector: { matchLabels: { [clusterNameLabel]: name } }, topologyKey: 'kubernetes.io/hostname' };
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}
