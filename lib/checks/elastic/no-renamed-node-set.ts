import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { holdsData } from './node-settings';

/** A set of nodes that has data keeps its name. */
export const noRenamedNodeSet: Check = {
  id: 'no-renamed-node-set',
  severity: 'warning',
  profile: 'baseline',
  why:
    'A set of nodes of another name is another StatefulSet with other volumes: the operator moves all data from the old nodes to ' +
    'the new ones before it removes those, for hours and with room for both.',
  assumptions: ['The last committed tree is what the cluster has.'],
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
  run: function* ({ manifest }, { previous }) {
    const before = previous?.get(identityOf(manifest));
    if (before === undefined) return;
    const nodeSets = Field.root(manifest).at('spec', 'nodeSets').items();
    const old = Field.root(before.manifest).at('spec', 'nodeSets').items();
    const oldNames = old.map((nodeSet) => nodeSet.at('name').text);
    const names = nodeSets.map((nodeSet) => nodeSet.at('name').text);
    const gone = old.filter((nodeSet) => holdsData(nodeSet) && !names.includes(nodeSet.at('name').text));
    if (gone.length === 0) return;
    for (const nodeSet of nodeSets) {
      const name = nodeSet.at('name');
      if (oldNames.includes(name.text) || !holdsData(nodeSet)) continue;
      yield {
        path: name.path,
        message: `Invalid value: "${name.text ?? ''}": the data of ${gone.map((each) => each.at('name').text ?? '').join(', ')} moves to new nodes`,
        fix: 'keep the name; other roles, counts and resources need no other one',
      };
    }
  },
};
