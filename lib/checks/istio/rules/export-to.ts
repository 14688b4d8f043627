import type { Field } from '../../../manifest/objects/field';
import { duplicate, forbidden, invalid } from '../../field-error';
import type { Problem } from '../../finding';
import { isDnsLabel } from './host-name';

export interface ExportToOptions {
  readonly namespace: string;
  /** Whether "~" is taken: a ServiceEntry may be for nobody but its own pods. @default false */
  readonly allowsNobody?: boolean;
  /** Whether the rule is for some pods alone, so that other namespaces could not use it. @default false */
  readonly isForPods?: boolean;
}

/** Namespaces that see an object: each once, and nobody beside everybody. */
export function* exportToProblems(exportTo: Field, options: ExportToOptions): Iterable<Problem> {
  const { namespace, allowsNobody = false, isForPods = false } = options;
  const entries = exportTo.items();
  const seen = new Set<string>();
  for (const entry of entries) {
    const text = entry.text ?? '';
    const named = text === '.' ? namespace : text;
    if (seen.has(named)) yield duplicate(entry, 'name each namespace once: "." is its own');
    else if (named === '~' && !allowsNobody) yield forbidden(entry, 'only a ServiceEntry can be for nobody', 'use "."');
    else if (!['*', '~'].includes(named) && text !== '.' && !isDnsLabel(named)) {
      yield invalid(entry, 'must be ".", "*" or the name of a namespace', 'correct the name');
    } else seen.add(named);
  }
  for (const alone of ['*', '~']) {
    if (seen.has(alone) && entries.length > 1) {
      yield forbidden(exportTo, `"${alone}" stands alone`, 'remove it, or the others');
    }
  }
  if (isForPods && seen.size > 0 && (seen.size > 1 || !seen.has(namespace))) {
    yield forbidden(exportTo, 'with a workloadSelector, the rule is for its own namespace', 'use "."');
  }
}
