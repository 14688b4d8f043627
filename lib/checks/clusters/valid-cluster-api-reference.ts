import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check, CheckContext } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { clusterApiGroup } from './cluster-class-of';

/** Objects of Cluster API refer to each other by what their version asks for, and to objects that exist. */
export const validClusterApiReference: Check = {
  id: 'valid-cluster-api-reference',
  severity: 'error',
  profile: 'baseline',
  why:
    'In v1beta2 an object is named by its apiGroup and a template of a ClusterClass by its apiVersion. The API server refuses ' +
    'or drops the other one, and a reference to what does not exist keeps the cluster from ever being made.',
  kinds: [
    ...[
      'Cluster',
      'ClusterClass',
      'Machine',
      'MachineDeployment',
      'MachineHealthCheck',
      'MachinePool',
      'MachineSet',
    ].map((kind) => `${clusterApiGroup}/${kind}`),
    `controlplane.${clusterApiGroup}/KubeadmControlPlane`,
  ],
  run: function* ({ manifest }, context) {
    if (!manifest.apiVersion.endsWith('/v1beta2')) return;
    const namespace = namespaceOf(manifest);
    const spec = Field.root(manifest).at('spec');
    for (const path of objectPaths[manifest.kind] ?? [])
      yield* objectProblems(spec.at(...path.split('.')), namespace, context);
    for (const reference of templateReferences(manifest.kind, spec))
      yield* templateProblems(reference, namespace, context);
  },
};

const ofTemplate = ['template.spec.bootstrap.configRef', 'template.spec.infrastructureRef'];

/** References by group, below `spec`. */
const objectPaths: Readonly<Record<string, readonly string[]>> = {
  Cluster: ['controlPlaneRef', 'infrastructureRef'],
  KubeadmControlPlane: ['machineTemplate.spec.infrastructureRef'],
  Machine: ['bootstrap.configRef', 'infrastructureRef'],
  MachineDeployment: ofTemplate,
  MachinePool: ofTemplate,
  MachineSet: ofTemplate,
};

/** References by version, which name templates. */
function* templateReferences(kind: string, spec: Field): Iterable<Field> {
  if (kind === 'MachineHealthCheck') yield spec.at('remediation', 'templateRef');
  if (kind !== 'ClusterClass') return;
  yield spec.at('infrastructure', 'templateRef');
  yield spec.at('controlPlane', 'templateRef');
  yield spec.at('controlPlane', 'machineInfrastructure', 'templateRef');
  for (const list of ['machineDeployments', 'machinePools'])
    for (const worker of spec.at('workers', list).items()) {
      yield worker.at('bootstrap', 'templateRef');
      yield worker.at('infrastructure', 'templateRef');
    }
}

function* objectProblems(reference: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  if (!reference.isSet) return;
  const version = reference.at('apiVersion');
  const group = reference.at('apiGroup');
  const fix = version.text === undefined ? 'name the group' : `write apiGroup: ${apiGroup(version.text)}`;
  for (const name of ['apiVersion', 'namespace', 'uid'])
    if (reference.at(name).isSet)
      yield forbidden(
        reference.at(name),
        'v1beta2 names an object by apiGroup, kind and name, in the same namespace',
        name === 'apiVersion' ? fix : 'leave it out',
      );
  if (!group.isSet && !version.isSet) yield required(group, 'v1beta2 names an object by its group', fix);
  yield* existing(reference, group.text, namespace, context);
}

function* templateProblems(reference: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  if (!reference.isSet) return;
  const version = reference.at('apiVersion');
  const kind = reference.at('kind');
  if (!version.isSet)
    yield required(version, 'a template is named by its version', 'write it in full, such as group.example/v1beta2');
  if (reference.at('apiGroup').isSet)
    yield forbidden(reference.at('apiGroup'), 'a template is named by its version', 'write apiVersion instead');
  if (kind.text !== undefined && !/.Template$/.test(kind.text))
    yield invalid(kind, 'must end with Template', `name a template, such as a ${kind.text}Template`);
  else yield* existing(reference, version.text === undefined ? undefined : apiGroup(version.text), namespace, context);
}

function* existing(
  reference: Field,
  group: string | undefined,
  namespace: string,
  context: CheckContext,
): Iterable<Problem> {
  const name = reference.at('name');
  const kind = reference.at('kind').text;
  if (group === undefined || kind === undefined || name.text === undefined) return;
  yield* requireObject(name, { group, kind, namespace, name: name.text }, context);
}
