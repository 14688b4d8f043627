import type { Field } from '../../../manifest/objects/field';
import { forbidden, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { selectorProblems } from './label';

const kinds = [
  ['', 'Service'],
  ['core', 'Service'],
  ['networking.istio.io', 'ServiceEntry'],
  ['gateway.networking.k8s.io', 'Gateway'],
  ['gateway.networking.k8s.io', 'GatewayClass'],
] as const;

/** What a policy applies to: pods by labels, or objects by name, in one of these ways. */
export function* targetProblems(spec: Field): Iterable<Problem> {
  const [selector, targetRef, targetRefs] = [spec.at('selector'), spec.at('targetRef'), spec.at('targetRefs')];
  yield* selectorProblems(selector, 'matchLabels');
  if (selector.isSet && targetRefs.items().length > 0) {
    yield forbidden(selector, 'may not be set together with targetRefs', 'keep one of the two');
  }
  if (targetRef.isSet && (selector.isSet || targetRefs.items().length > 0)) {
    const other = selector.isSet ? 'selector' : 'targetRefs';
    yield forbidden(targetRef, `may not be set together with ${other}`, 'keep one of the two');
  }
  for (const target of [...(targetRef.isSet ? [targetRef] : []), ...targetRefs.items()]) {
    if ((target.at('name').text ?? '') === '') yield required(target.at('name'), '', 'name the object');
    if ((target.at('namespace').text ?? '') !== '') {
      yield forbidden(target.at('namespace'), 'a policy applies in its own namespace only', 'move the policy there');
    }
    const [group, kind] = [target.at('group').text ?? '', target.at('kind').text ?? ''];
    if (!kinds.some((known) => known[0] === group && known[1] === kind)) {
      const known = [
        'Service',
        'networking.istio.io/ServiceEntry',
        ...['Gateway', 'GatewayClass'].map((name) => `gateway.networking.k8s.io/${name}`),
      ];
      yield unsupported(target.at('kind'), known, 'name one of these kinds, with its group');
    }
  }
}
