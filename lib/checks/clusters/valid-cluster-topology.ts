import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { listNames } from '../list-names';
import { requireObject } from '../references/not-found';
import { classNamedBy, classOf, clusterApiGroup } from './cluster-class-of';
import { versionIn } from './kubernetes-version';

/** The topology of a Cluster is one that its ClusterClass allows. */
export const validClusterTopology: Check = {
  id: 'valid-cluster-topology',
  severity: 'error',
  profile: 'baseline',
  why: 'The webhook of Cluster API refuses a Cluster that asks for a version or a class of machines that its ClusterClass has not.',
  assumptions: ['The ClusterClass is the one that the tree has, in its namespace.'],
  kinds: [`${clusterApiGroup}/Cluster`],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const topology = spec.at('topology');
    if (!madeOf.some((field) => spec.at(field).isSet))
      yield required(spec, 'nothing says what the cluster is made of', 'say its topology, with the ClusterClass');
    const identity = classNamedBy(manifest);
    if (!topology.isSet || identity === undefined) return;
    yield* requireObject(topology.at('classRef', 'name'), identity, context);
    const ofClass = classOf(manifest, context.manifests)?.at('spec');
    yield* versionProblems(topology.at('version'), ofClass?.at('kubernetesVersions'));
    for (const list of ['machineDeployments', 'machinePools'])
      yield* workerProblems(topology.at('workers', list), ofClass?.at('workers', list));
  },
};

/** A Cluster says at least one of these. */
const madeOf = ['topology', 'controlPlaneRef', 'infrastructureRef'];

function* versionProblems(field: Field, allowed: Field | undefined): Iterable<Problem> {
  if (field.text === undefined) return;
  const version = versionIn(field);
  if (version === undefined) {
    yield invalid(field, 'must be a version of Kubernetes in full', 'write all three numbers, such as v1.34.1');
    return;
  }
  const versions = (allowed?.items() ?? []).flatMap(({ text }) => (text === undefined ? [] : [text]));
  if (versions.length > 0 && !versions.includes(version.text))
    yield invalid(
      field,
      'is not among kubernetesVersions of the ClusterClass',
      `write one of them (${listNames(versions)}), or add it there`,
    );
}

function* workerProblems(list: Field, ofClass: Field | undefined): Iterable<Problem> {
  const classes = ofClass?.items().flatMap((each) => each.at('class').text ?? []);
  const names = new Set<string>();
  for (const worker of list.items()) {
    const [name, named] = [worker.at('name'), worker.at('class')];
    if (name.text !== undefined && names.has(name.text)) yield duplicate(name, 'give each a name of its own');
    if (name.text !== undefined) names.add(name.text);
    if (classes !== undefined && named.text !== undefined && !classes.includes(named.text))
      yield {
        path: named.path,
        message: `Not found: the ClusterClass has no class "${named.text}" of machines`,
        fix: classes.length === 0 ? 'add it there' : `write one that it has (${listNames(classes)})`,
      };
    if (list.name === 'machineDeployments') yield* replicaProblems(worker);
  }
}

function* replicaProblems(worker: Field): Iterable<Problem> {
  const annotations = worker.at('metadata', 'annotations');
  if (!worker.at('replicas').isSet || !sizes.some((size) => annotations.entry(size).isSet)) return;
  yield forbidden(
    worker.at('replicas'),
    'the annotations say that the cluster autoscaler decides',
    'leave replicas out, or both annotations',
  );
}

const sizes = ['min', 'max'].map((end) => `${clusterApiGroup}/cluster-api-autoscaler-node-group-${end}-size`);
