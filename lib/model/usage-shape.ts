import { parseQuantity } from '../manifest/objects/quantity';
import { exactlyOneOf, fields, mustBe, text, wholeNumberFrom, type Shape } from '../fleet/shape';

const percentage: Shape = (value, path) => {
  const problem = wholeNumberFrom(1)(value, path);
  return problem === undefined ? undefined : { ...problem, fix: usageFix(value) ?? problem.fix };
};
const usageTarget = exactlyOneOf(
  ['averageUtilization', 'averageValue'],
  fields(
    { 'container?': text, 'averageUtilization?': percentage, 'averageValue?': text },
    new Map([
      ['utilization', 'averageUtilization'],
      ['value', 'averageValue'],
    ]),
  ),
);
/** How much of what it asks for a pod may use: a share in per cent, or an amount. */
export const usageShape: Shape = (value, path) => {
  if (typeof value === 'number') return percentage(value, path);
  if (typeof value === 'object') return usageTarget(value, path);
  const what = 'a percentage of the request, such as 70, or an amount: { averageValue: … }';
  return mustBe(path, value, what, usageFix(value) ?? 'write 70 for 70 % of the request');
};

/** What somebody meant who wrote `'70%'`, `0.7` or `'500m'`. */
function usageFix(value: unknown): string | undefined {
  if (typeof value === 'number') return value > 0 && value < 1 ? `write ${Math.round(value * 100)}` : undefined;
  if (typeof value !== 'string') return undefined;
  const share = /^(\d+)\s*%?$/.exec(value)?.[1];
  if (share !== undefined) return `write ${share}`;
  return parseQuantity(value) === undefined ? undefined : `write { averageValue: "${value}" }`;
}
