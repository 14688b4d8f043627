import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { masterCount, roleSettings, settingOf } from './node-settings';

/** What the webhook of Elastic Cloud on Kubernetes asks of an Elasticsearch, and its schema does not. */
export const validElasticsearch: Check = {
  id: 'valid-elasticsearch',
  severity: 'error',
  profile: 'baseline',
  why:
    'The webhook of the operator refuses the object. Where it is not installed, the operator leaves the cluster as it is and ' +
    'says so in an event alone.',
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
  run: function* ({ manifest }) {
    const root = Field.root(manifest);
    const spec = root.at('spec');
    const nodeSets = spec.at('nodeSets').items();
    yield* versionFlaw(spec.at('version'));
    yield* nameFlaws(root.at('metadata', 'name'), nodeSets);
    if (nodeSets.length > 0 && !nodeSets.some((nodeSet) => masterCount(nodeSet) > 0))
      yield required(
        spec.at('nodeSets'),
        'Elasticsearch needs at least one node that can be elected',
        'give one set the role master, and a count above 0',
      );
    yield* zoneFlaws(nodeSets);
    for (const nodeSet of nodeSets) {
      yield* roleFlaws(nodeSet.at('config'));
      yield* claimFlaws(nodeSet);
    }
  },
};

function* versionFlaw(version: Field): Iterable<Problem> {
  if (version.text === undefined) return;
  const [, major] = /^(\d+)\.\d+\.\d+(-[\w.]+)?$/.exec(version.text) ?? [];
  if (major === undefined)
    yield invalid(version, 'must be {major}.{minor}.{patch}, and a label behind a dash', 'write such as "9.1.4"');
  else if (!['7', '8', '9'].includes(major))
    yield invalid(version, 'the operator runs versions 7, 8 and 9', 'choose one of them');
}

const longestName = 36;
const longestLabel = 63;
/** What StatefulSets put behind the name of their Pods, for the label of a revision. */
const revisionHash = 10;

function* nameFlaws(name: Field, nodeSets: readonly Field[]): Iterable<Problem> {
  const { text = '' } = name;
  if (text.length > longestName)
    yield invalid(name, `must be no more than ${longestName} characters`, 'choose a shorter name');
  const names = nodeSets.map((nodeSet) => nodeSet.at('name').text);
  for (const [index, nodeSet] of nodeSets.entries()) {
    const own = nodeSet.at('name');
    if (own.text === undefined) continue;
    if (names.indexOf(own.text) < index) yield duplicate(own, 'give each set of nodes a name of its own');
    const room = longestLabel - `${text}-es-${own.text}`.length;
    if (room < String(nodeSet.at('count').number ?? 0).length + 1 + revisionHash)
      yield invalid(own, 'the name of its StatefulSet leaves no room for those of its Pods', 'choose a shorter name');
  }
}

function* roleFlaws(config: Field): Iterable<Problem> {
  const roles = settingOf(config, 'node.roles');
  if (roles === undefined || roles.items().length === 0) return;
  for (const name of roleSettings) {
    const setting = settingOf(config, name);
    if (setting !== undefined)
      yield forbidden(setting, 'node.roles says which roles a node has', 'say all roles in node.roles');
  }
}

function* claimFlaws(nodeSet: Field): Iterable<Problem> {
  const claims = nodeSet.at('volumeClaimTemplates').items();
  const names = claims.map((claim) => claim.at('metadata', 'name'));
  if (names.some(({ text }) => text === 'elasticsearch-data')) return;
  const mounted = nodeSet
    .at('podTemplate', 'spec', 'containers')
    .items()
    .flatMap((container) => container.at('volumeMounts').items())
    .map((mount) => mount.at('name').text);
  for (const name of names)
    if (!mounted.includes(name.text))
      yield invalid(name, 'no container mounts it, and data would be in an emptyDir', 'call it elasticsearch-data');
}

const usualZone = 'topology.kubernetes.io/zone';

function* zoneFlaws(nodeSets: readonly Field[]): Iterable<Problem> {
  const keys = nodeSets
    .map((nodeSet) => nodeSet.at('zoneAwareness'))
    .filter(({ isSet }) => isSet)
    .map((zones) => zones.at('topologyKey'));
  const [first] = keys;
  for (const key of keys)
    if ((key.text ?? usualZone) !== (first?.text ?? usualZone))
      yield invalid(key, 'all sets of nodes that know their zone use one topologyKey', 'use the same label of nodes');
}
