import { Field } from '../../manifest/objects/field';
import { identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { invalid } from '../field-error';

/** The version of an Elasticsearch goes up alone. */
export const noElasticsearchDowngrade: Check = {
  id: 'no-elasticsearch-downgrade',
  severity: 'error',
  profile: 'baseline',
  why: 'Nodes of an older version cannot read the data of newer ones: the webhook of the operator refuses the object.',
  assumptions: ['The last committed tree is what the cluster has.'],
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch', 'kibana.k8s.elastic.co/Kibana'],
  run: function* ({ manifest }, { previous }) {
    const before = previous?.get(identityOf(manifest));
    if (before === undefined) return;
    const version = Field.root(manifest).at('spec', 'version');
    const old = Field.root(before.manifest).at('spec', 'version').text;
    if (version.text === undefined || old === undefined) return;
    const [now, then] = [numbersOf(version.text), numbersOf(old)];
    if (now !== undefined && then !== undefined && isLess(now, then))
      yield invalid(version, `must not be below ${old}`, 'restore a snapshot into a cluster of its own instead');
  },
};

function numbersOf(version: string): readonly number[] | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found === null ? undefined : found.slice(1).map(Number);
}

function isLess(some: readonly number[], others: readonly number[]): boolean {
  for (const [index, number] of some.entries()) {
    const other = others[index] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}
