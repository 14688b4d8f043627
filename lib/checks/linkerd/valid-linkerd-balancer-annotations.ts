import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { parseLinkerdDuration } from './linkerd-duration';

const mode = 'balancer.linkerd.io/failure-accrual';
const maxPenalty = `${mode}-consecutive-max-penalty`;
const minPenalty = `${mode}-consecutive-min-penalty`;

/** Circuit breaking of a Service is written as Linkerd reads it. */
export const validLinkerdBalancerAnnotations: Check = {
  id: 'valid-linkerd-balancer-annotations',
  severity: 'error',
  profile: 'baseline',
  why: 'Linkerd drops the circuit breaker of a Service when one of its annotations cannot be read.',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const annotations = Field.root(manifest).at('metadata', 'annotations');
    const accrual = annotations.entry(mode);
    if (accrual.text !== undefined && !['consecutive', 'unified'].includes(accrual.text)) {
      yield unsupported(accrual, ['consecutive', 'unified'], 'use "consecutive"');
    }
    yield* numberProblems(
      annotations.entry(`${mode}-consecutive-max-failures`),
      (n) => Number.isInteger(n) && n >= 0,
      'must be a whole number',
    );
    yield* numberProblems(
      annotations.entry(`${mode}-consecutive-jitter-ratio`),
      (n) => n >= 0 && n <= 100,
      'must be between 0 and 100',
    );
    yield* penaltyProblems(annotations.entry(minPenalty), annotations.entry(maxPenalty));
    const success = 'balancer.alpha.linkerd.io/failure-accrual-success-rate';
    yield* numberProblems(
      annotations.entry(`${success}-threshold`),
      (n) => n >= 0 && n <= 1,
      'must be between 0 and 1',
    );
    yield* numberProblems(
      annotations.entry(`${success}-min-requests`),
      (n) => Number.isInteger(n) && n >= 0 && n <= 1_000_000,
      'must be a whole number of at most 1000000',
    );
    const window = annotations.entry(`${success}-window`);
    const length = readDuration(window);
    if (typeof length === 'string') yield invalid(window, length, 'write a whole number and its unit');
    else if (length !== undefined && length < 10) yield invalid(window, 'must be at least 10ms', 'use 10s or more');
  },
};

function* penaltyProblems(min: Field, max: Field): Iterable<Problem> {
  const [least, most] = [readDuration(min), readDuration(max)];
  if (typeof least === 'string') yield invalid(min, least, 'write a whole number and its unit');
  if (typeof most === 'string') yield invalid(max, most, 'write a whole number and its unit');
  if (typeof least === 'string' || typeof most === 'string') return;
  if (most === 0) yield invalid(max, 'must be greater than 0', 'use 60s, the default');
  else if ((least ?? 1_000) > (most ?? 60_000)) {
    const [field, limit] =
      least === undefined ? [max, 'must be at least the min-penalty'] : [min, 'must be at most the max-penalty'];
    yield invalid(
      field,
      `${limit}, ${least === undefined ? '1s' : (max.text ?? '60s')}`,
      'set min-penalty and max-penalty together',
    );
  }
}

function* numberProblems(field: Field, holds: (value: number) => boolean, rule: string): Iterable<Problem> {
  if (field.text !== undefined && !(/^\d+(\.\d+)?$/.test(field.text.trim()) && holds(Number(field.text)))) {
    yield invalid(field, rule, 'correct it, or leave the annotation out');
  }
}

function readDuration({ text }: Field): number | string | undefined {
  return text === undefined ? undefined : parseLinkerdDuration(text);
}
