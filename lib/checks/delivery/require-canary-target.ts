import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { ObjectIdentity } from '../../manifest/objects/object-identity';
import type { Check, CheckContext } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { referenced } from '../references/referenced';
import { selectorLabelOf, selectorLabels } from './canary/selector-label';

/** What a Canary names is there: its workload, which no other Canary has, its autoscaler and its metrics. */
export const requireCanaryTarget: Check = {
  id: 'require-canary-target',
  severity: 'error',
  profile: 'baseline',
  why:
    'Flagger copies the workload for the version that serves, and moves the original to the next one. Where it cannot, no ' +
    'version is ever promoted; two Canaries of one workload undo what the other does.',
  assumptions: [`Flagger selects pods by its usual labels: ${selectorLabels.join(', ')}`],
  kinds: ['flagger.app/Canary'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const namespace = namespaceOf(manifest);
    const [target, autoscaler] = [spec.at('targetRef'), spec.at('autoscalerRef')];
    for (const reference of [target, autoscaler])
      if (reference.at('name').isSet)
        yield* requireObject(reference.at('name'), identityOfTarget(reference, namespace), context);
    yield* otherCanary(target, manifest, context);
    yield* workloadFlaws(target, namespace, context);
    for (const reference of spec
      .at('analysis', 'metrics')
      .items()
      .map((metric) => metric.at('templateRef')))
      if (reference.at('name').isSet) yield* metricTemplateFlaws(reference, namespace, context);
  },
};

function* workloadFlaws(target: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  const found = referenced(identityOfTarget(target, namespace), context);
  if (found.from !== 'tree') return;
  const workload = Field.root(found.object.manifest).at('spec');
  if (found.object.manifest.kind === 'Service') return;
  if (selectorLabelOf(found.object.manifest) === undefined)
    yield invalid(
      target.at('name'),
      `its selector has none of the labels ${selectorLabels.join(', ')}`,
      'select the pods by one of them: Flagger tells the versions apart by its value',
    );
  const strategy = workload.at('updateStrategy', 'type').text;
  if (found.object.manifest.kind === 'DaemonSet' && strategy !== undefined && strategy !== 'RollingUpdate')
    yield invalid(target.at('name'), `its updateStrategy is ${strategy}`, 'use RollingUpdate');
}

function* otherCanary(target: Field, canary: Manifest, { manifests }: CheckContext): Iterable<Problem> {
  const isSame = ({ manifest }: LocatedManifest) =>
    manifest.metadata.name !== canary.metadata.name &&
    ['kind', 'name'].every((part) => targetOf(manifest).at(part).text === target.at(part).text);
  const other = objectsIn(manifests, 'flagger.app', 'Canary', namespaceOf(canary)).find(isSame);
  if (other === undefined) return;
  yield invalid(target.at('name'), `Canary ${other.manifest.metadata.name} has it, too`, 'keep one of them');
}

function targetOf(canary: Manifest): Field {
  return Field.root(canary).at('spec', 'targetRef');
}

function* metricTemplateFlaws(reference: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  const given = reference.at('namespace').text ?? '';
  const name = reference.at('name');
  const identity = {
    group: 'flagger.app',
    kind: 'MetricTemplate',
    namespace: given === '' ? namespace : given,
    name: name.text ?? '',
  };
  yield* requireObject(name, identity, context);
}

function identityOfTarget(reference: Field, namespace: string): ObjectIdentity {
  const [group = '', version] = (reference.at('apiVersion').text ?? '').split('/');
  return {
    group: version === undefined ? '' : group,
    kind: reference.at('kind').text ?? '',
    namespace,
    name: reference.at('name').text ?? '',
  };
}
