import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { settingOf } from './node-settings';

/** Something is done about the memory maps of Elasticsearch: nodes allow enough of them, or they are not used. */
export const requireMemoryMapSetting: Check = {
  id: 'require-memory-map-setting',
  severity: 'warning',
  profile: 'baseline',
  why:
    'Elasticsearch maps its files into memory, and does not start where the kernel of the node allows fewer maps than 262144 ' +
    '(`vm.max_map_count`), as it does by default.',
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
  run: function* ({ manifest }) {
    for (const nodeSet of Field.root(manifest).at('spec', 'nodeSets').items()) {
      const config = nodeSet.at('config');
      const isSaid = settingOf(config, 'node.store.allow_mmap') !== undefined;
      const template = JSON.stringify(nodeSet.at('podTemplate', 'spec').value ?? null);
      if (isSaid || template.includes('vm.max_map_count')) continue;
      yield {
        path: config.path,
        message: 'Required value: whether nodes allow as many memory maps as Elasticsearch needs is not known',
        fix: 'set vm.max_map_count on the nodes and say node.store.allow_mmap: true, or say false for a slower store',
        status: 'unproved',
      };
    }
  },
};
