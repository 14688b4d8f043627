import type { KibanaSpec } from '../../../imports/kibana.k8s.elastic.co';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SearchModel } from './search-model';

/** Kibana in front of the nodes; nothing where none is asked for. */
export function emitKibana({ name, namespace, version, kibana }: SearchModel): readonly Manifest[] {
  if (kibana === undefined) return [];
  const { instances = 1, resources, config } = kibana;
  const spec: Plain<KibanaSpec> = {
    version,
    count: instances,
    elasticsearchRef: { name },
    ...(config === undefined ? {} : { config: { ...config } }),
    podTemplate: {
      spec: { containers: [{ name: 'kibana', ...(resources === undefined ? {} : { resources: { ...resources } }) }] },
    },
  };
  return [{ apiVersion: 'kibana.k8s.elastic.co/v1', kind: 'Kibana', metadata: { name, namespace }, spec }];
}
