import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { masterCount } from './node-settings';

/** Enough nodes of an Elasticsearch can be elected, and no even number of them. */
export const requireElasticsearchQuorum: Check = {
  id: 'require-elasticsearch-quorum',
  severity: 'warning',
  profile: 'production',
  why:
    'More than half of the nodes that can be elected must be there. With one or two of them, the loss of a node is the loss of ' +
    'the cluster; an even number survives no more losses than one less.',
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
  run: function* ({ manifest }) {
    const nodeSets = Field.root(manifest).at('spec', 'nodeSets');
    const masters = nodeSets.items().reduce((sum, nodeSet) => sum + masterCount(nodeSet), 0);
    if (masters === 0 || (masters >= 3 && masters % 2 === 1)) return;
    yield {
      path: nodeSets.path,
      message: `Invalid value: ${masters} nodes can be elected: must be an odd number of at least 3`,
      fix: masters < 3 ? 'give three nodes the role master' : 'take the role master from one of them',
    };
  },
};
