import {
  duration,
  fieldsOf,
  mustBe,
  oneOf,
  positiveDuration,
  text,
  textMap,
  workloadLike,
  type Shape,
} from '../fleet/shape';
import { isPlainMap } from '../fleet/is-plain-map';
import type { Indicator } from './indicators/indicator';
import type { ObjectiveIndicator, ServiceLevelObjectiveProps } from './service-level-objective';

/** A query of one's own: it is asked for a window, and must use it. */
const query: Shape = (value, path) => {
  if (typeof value !== 'function')
    return mustBe(
      path,
      value,
      'a function that is given a window',
      'write (window) => `sum(rate(requests_total[${window}]))`',
    );
  const answer = said(() => Reflect.apply(value, undefined, ['5m']));
  return typeof answer === 'string' && answer.includes('[5m')
    ? undefined
    : mustBe(
        path,
        answer,
        'PromQL over the window',
        'use the window that the function is given: rate(requests_total[${window}])',
      );
};

/** What something comes to, or what it throws. */
function said(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return String(error);
  }
}

const ownQueries = fieldsOf<Indicator>({ errors: query, total: query });
const latency = fieldsOf<Extract<ObjectiveIndicator, { readonly latency: unknown }>>({ latency: positiveDuration });

const indicator: Shape = (value, path) => {
  if (!isPlainMap(value)) return value === 'availability' ? undefined : unknownIndicator(value, path);
  return 'latency' in value ? latency(value, path) : ownQueries(value, path);
};

function unknownIndicator(value: unknown, path: string): ReturnType<Shape> {
  return mustBe(
    path,
    value,
    "'availability', { latency: Duration } or { errors, total }",
    "write 'availability', or { latency: Duration.millis(250) }",
  );
}

/** A promise that is always kept has no error budget, and one that is broken half of the time is none. */
const target: Shape = (value, path) =>
  typeof value === 'number' && value >= 50 && value < 100
    ? undefined
    : mustBe(path, value, 'a percentage from 50 to below 100', 'write such as 99.9');

const wholeDays: Shape = (value, path) => {
  const problem = duration(value, path);
  if (problem !== undefined) return problem;
  const days = daysOf(value);
  return Number.isInteger(days) && days >= 28 && days <= 90
    ? undefined
    : mustBe(path, `${days} days`, 'whole days, from 28 to 90', 'write Duration.days(30)');
};

/** How many days something lasts that has the shape of a Duration. */
function daysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Number.NaN;
  const toMilliseconds: unknown = Reflect.get(value, 'toMilliseconds');
  return typeof toMilliseconds === 'function'
    ? Number(Reflect.apply(toMilliseconds, value, [])) / 86_400_000
    : Number.NaN;
}

/** How the props of an objective are checked. */
export const objectiveShape = fieldsOf<ServiceLevelObjectiveProps>({
  workload: workloadLike,
  'name?': text,
  target,
  indicator,
  'period?': wholeDays,
  'alertLabels?': fieldsOf<NonNullable<ServiceLevelObjectiveProps['alertLabels']>>({
    'page?': textMap,
    'ticket?': textMap,
  }),
  'runbookUrl?': text,
  'onUnsupported?': oneOf('error', 'warn'),
});
