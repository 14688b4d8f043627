import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { triggerProblems } from '../../products/keda-scalers/trigger-problems';
import type { Check } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { triggeredKinds } from './trigger-field';

/** A trigger of KEDA has the metadata that its scaler reads, in the version that the cluster runs. */
export const validKedaTrigger: Check = {
  id: 'valid-keda-trigger',
  severity: 'error',
  profile: 'baseline',
  why: 'KEDA builds no scaler for the trigger, so that nothing is scaled by it; a field that it does not know is passed over.',
  assumptions: ['scalers are those of KEDA 2.21, and those that it has removed since 2.14'],
  kinds: triggeredKinds,
  run: function* ({ manifest }, { manifests, cluster }) {
    const triggers = Field.root(manifest).at('spec', 'triggers').items();
    const version = cluster.autoscalers.keda?.version;
    for (const trigger of triggers) {
      const type = trigger.at('type').text;
      if (type === undefined) continue;
      yield* unreadableValues(trigger.at('metadata'));
      const authentication = authenticationOf(trigger, manifests, namespaceOf(manifest));
      const context = {
        ...(version === undefined ? {} : { version }),
        ...(authentication === undefined ? {} : { authentication }),
      };
      for (const { path, ...problem } of triggerProblems(writtenTrigger(trigger, type), context))
        yield { path: `${trigger.path}.${path}`, ...problem };
    }
    yield* repeatedNames(triggers);
  },
};

function writtenTrigger(trigger: Field, type: string) {
  const metricType = trigger.at('metricType').text;
  const useCachedMetrics = trigger.at('useCachedMetrics').boolean;
  const metadata = trigger.at('metadata').fields();
  // KEDA takes an empty value for one that is not there.
  const entries = metadata.flatMap((field) => (isWritten(field) ? [[field.name, field.written] as const] : []));
  return {
    type,
    metadata: Object.fromEntries(entries),
    ...(metricType === undefined || metricType === '' ? {} : { metricType }),
    ...(useCachedMetrics === undefined ? {} : { useCachedMetrics }),
  };
}

function isWritten(field: Field): boolean {
  return field.isSet && field.value !== '';
}

function* unreadableValues(metadata: Field): Iterable<Problem> {
  for (const field of metadata.fields()) {
    if (!field.isSet || typeof field.value === 'string') continue;
    const fix = `write it as a string: "${field.written}"`;
    yield typeof field.value === 'object'
      ? { path: field.path, message: 'Invalid value: must be a string', fix: 'write it as one string' }
      : invalid(field, 'must be a string: KEDA reads every value as one', fix);
  }
}

/** The parameters that a trigger gets from the object that it names; `unknown` where the tree does not say them all. */
function authenticationOf(
  trigger: Field,
  manifests: ManifestSet,
  namespace: string,
): ReadonlySet<string> | 'unknown' | undefined {
  const name = trigger.at('authenticationRef', 'name').text;
  if (name === undefined) return undefined;
  const kind = trigger.at('authenticationRef', 'kind').text ?? 'TriggerAuthentication';
  const isNamespaced = kind === 'TriggerAuthentication';
  const found = manifests.get({ group: 'keda.sh', kind, namespace: isNamespaced ? namespace : '', name });
  if (found === undefined) return 'unknown';
  const spec = Field.root(found.manifest).at('spec');
  const lists = ['secretTargetRef', 'configMapTargetRef', 'env', 'boundServiceAccountToken'];
  if (spec.fields().some((field) => !lists.includes(field.name))) return 'unknown';
  return new Set(
    lists.flatMap((list) =>
      spec
        .at(list)
        .items()
        .flatMap((item) => item.at('parameter').text ?? []),
    ),
  );
}

function* repeatedNames(triggers: readonly Field[]): Iterable<Problem> {
  const seen = new Set<string>();
  for (const trigger of triggers) {
    const name = trigger.at('name');
    if (name.text === undefined || name.text === '') continue;
    if (seen.has(name.text))
      yield { path: name.path, message: `Duplicate value: "${name.text}"`, fix: 'give each trigger a name of its own' };
    seen.add(name.text);
  }
}
