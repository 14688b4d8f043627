import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { durationProblems } from './duration';

const grpcStatuses = [
  ...[
    'OK',
    'CANCELLED',
    'UNKNOWN',
    'INVALID_ARGUMENT',
    'DEADLINE_EXCEEDED',
    'NOT_FOUND',
    'ALREADY_EXISTS',
    'PERMISSION_DENIED',
  ],
  ...[
    'RESOURCE_EXHAUSTED',
    'FAILED_PRECONDITION',
    'ABORTED',
    'OUT_OF_RANGE',
    'UNIMPLEMENTED',
    'INTERNAL',
    'UNAVAILABLE',
  ],
  ...['DATA_LOSS', 'UNAUTHENTICATED'],
];

/** Errors and delays that a rule makes up for a share of the requests. */
export function* faultProblems(fault: Field): Iterable<Problem> {
  if (!fault.isSet) return;
  const [abort, delay] = [fault.at('abort'), fault.at('delay')];
  if (!abort.isSet && !delay.isSet)
    yield required(fault, 'must have abort or delay', 'say what goes wrong, or remove fault');
  yield* shareProblems(abort.at('percentage', 'value'));
  yield* shareProblems(delay.at('percentage', 'value'));
  if (abort.at('httpStatus').isSet) yield* httpStatusProblems(abort.at('httpStatus'));
  if (abort.at('http2Error').isSet) yield forbidden(abort.at('http2Error'), 'is not supported', 'use httpStatus');
  const status = abort.at('grpcStatus');
  if (status.isSet && !grpcStatuses.includes(status.text ?? ''))
    yield unsupported(status, grpcStatuses, 'use the name of a status of gRPC');
  yield* durationProblems(delay.at('fixedDelay'));
  if (delay.at('exponentialDelay').isSet)
    yield forbidden(delay.at('exponentialDelay'), 'is not supported', 'use fixedDelay');
}

/** The status of an answer that the proxy gives itself. What is missing counts as 0. */
export function* httpStatusProblems(status: Field): Iterable<Problem> {
  const code = status.number ?? 0;
  if (code < 200 || code > 600)
    yield invalid(status, 'must be a status between 200 and 600', 'write a status code', code);
}

function* shareProblems(share: Field): Iterable<Problem> {
  const percent = share.number ?? 0;
  if (percent < 0 || percent > 100 || (percent > 0 && percent < 0.0001)) {
    yield invalid(share, 'must be 0, or between 0.0001 and 100', 'write a percentage');
  }
}
