import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Check, CheckContext } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';
import { referenced } from '../references/referenced';
import { selectorLabelOf } from './canary/selector-label';

/** No Service is kept in Git that Flagger writes another selector into. */
export const noServiceOfCanary: Check = {
  id: 'no-service-of-canary',
  severity: 'warning',
  profile: 'baseline',
  why:
    'Flagger makes three Services of a Canary, and rewrites one that is there. Each sync writes the old selector back: ' +
    'requests then go to the pods of the next version, of which there are none between two releases.',
  kinds: ['flagger.app/Canary'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const [target, service] = [spec.at('targetRef', 'name'), spec.at('service')];
    const { text: given = '' } = service.at('name');
    const apex = given === '' ? (target.text ?? '') : given;
    const label = labelOfTarget(spec.at('targetRef'), namespaceOf(manifest), context);
    if (label === undefined || apex === '') return;
    const field = service.at('name').isSet ? service.at('name') : target;
    const written = { '': '-primary', '-primary': '-primary', '-canary': '' };
    for (const [suffix, pods] of Object.entries(written))
      yield* serviceFlaw(field, apex + suffix, { [label.key]: label.value + pods }, manifest, context);
  },
};

function labelOfTarget(target: Field, namespace: string, context: CheckContext) {
  const name = target.at('name').text ?? '';
  const workload = referenced({ group: 'apps', kind: target.at('kind').text ?? '', namespace, name }, context);
  return workload.from === 'tree' ? selectorLabelOf(workload.object.manifest) : undefined;
}

function* serviceFlaw(
  field: Field,
  name: string,
  written: Readonly<Record<string, string>>,
  canary: Manifest,
  context: CheckContext,
): Iterable<Problem> {
  const found = referenced({ group: '', kind: 'Service', namespace: namespaceOf(canary), name }, context);
  if (found.from !== 'tree') return;
  const selector = Field.root(found.object.manifest).at('spec', 'selector');
  const own = selector.entries().map(([key, { text }]) => `${key}=${text ?? ''}`);
  const [wanted = ''] = Object.entries(written).map(([key, value]) => `${key}=${value}`);
  if (own.length === 1 && own[0] === wanted) return;
  yield forbidden(
    field,
    `Flagger writes the selector ${wanted} into Service ${name}, and the tree says ${own.join(', ') || 'none'}`,
    'leave the Service out of the tree: Flagger makes it',
  );
}
