import type { Field } from '../../../manifest/objects/field';
import { invalid } from '../../field-error';
import type { Problem } from '../../finding';
import { domainFault, isDnsLabel } from './host-name';

/** Gateways that a rule is for: `namespace/name`, a name, or `mesh`. Istio reads no further than the first plain name. */
export function* gatewayNameProblems(gateways: Field): Iterable<Problem> {
  let isRead = true;
  for (const gateway of gateways.items()) {
    const text = gateway.text ?? '';
    if (!isGatewayName(text)) {
      const problem = invalid(gateway, 'must be the name of a Gateway, or namespace/name', 'correct the name');
      yield isRead ? problem : { ...problem, severity: 'warning' };
    }
    isRead &&= text.includes('/');
  }
}

function isGatewayName(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return domainFault(text) === undefined;
  return isDnsLabel(text.slice(0, slash)) && isDnsLabel(text.slice(slash + 1));
}
