import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check, CheckContext } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { referenced } from '../references/referenced';
import { isFilled } from './rollout/is-filled';
import { servicesOf } from './rollout/services';

/** The Services by which a Rollout tells its versions apart are there, select its pods, and are no other Rollout's. */
export const requireRolloutService: Check = {
  id: 'require-rollout-service',
  severity: 'error',
  profile: 'baseline',
  why:
    'The controller adds the hash of a version to the selector of each Service. Where a Service is missing, selects other ' +
    'pods or is managed by another Rollout, it calls the Rollout invalid and does nothing more.',
  kinds: ['argoproj.io/Rollout'],
  run: function* (object, context) {
    for (const name of servicesOf(object.manifest)) if (isFilled(name)) yield* serviceFlaws(name, object, context);
  },
};

function* serviceFlaws(name: Field, rollout: LocatedManifest, context: CheckContext): Iterable<Problem> {
  const namespace = namespaceOf(rollout.manifest);
  const identity = { group: '', kind: 'Service', namespace, name: name.text ?? '' };
  yield* requireObject(name, identity, context);
  yield* sharedFlaw(name, rollout, context);
  const found = referenced(identity, context);
  if (found.from !== 'tree') return;
  const service = found.object.manifest;
  const manager = Field.root(service).at('metadata', 'annotations').entry(managedBy);
  if (manager.isSet && manager.text !== rollout.manifest.metadata.name)
    yield invalid(
      name,
      `its annotation ${managedBy} says ${manager.written}`,
      'remove the annotation from the Service',
    );
  const template = podTemplateOf(rollout);
  if (template === undefined) return;
  const selector = parseLabels(Field.root(service).at('spec', 'selector').value) ?? {};
  const missing = Object.keys(selector).filter((key) => key !== hashLabel && template.labels[key] !== selector[key]);
  if (missing.length === 0) return;
  const wanted = missing.map((key) => `${key}=${selector[key]}`).join(', ');
  yield invalid(
    name,
    `selects ${wanted}, which the template does not have`,
    'give the template these labels, or the Service a selector that it fulfils',
  );
}

const managedBy = 'argo-rollouts.argoproj.io/managed-by-rollouts';
/** The controller puts it into selectors and onto pods. */
const hashLabel = 'rollouts-pod-template-hash';

function* sharedFlaw(name: Field, rollout: LocatedManifest, { manifests }: CheckContext): Iterable<Problem> {
  const other = objectsIn(manifests, 'argoproj.io', 'Rollout', namespaceOf(rollout.manifest)).find(
    ({ manifest }) => manifest.metadata.name !== rollout.manifest.metadata.name && uses(manifest, name.text),
  );
  if (other === undefined) return;
  yield invalid(
    name,
    `Rollout ${other.manifest.metadata.name} manages it, too`,
    'give each Rollout Services of its own',
  );
}

function uses(rollout: Manifest, service: string | undefined): boolean {
  return servicesOf(rollout).some(({ text }) => text === service);
}
