interface CronField {
  readonly min: number;
  readonly max: number;
  /** Words that stand for numbers from `min` on. */
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fields: readonly CronField[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const duration = /^(?:(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:ns|us|µs|ms|s|m|h))+$/;

/** What is wrong with a schedule, in the words of the parser that Kubernetes uses; undefined where nothing is. */
export function cronScheduleError(schedule: string): string | undefined {
  const expression = schedule.replace(/^(TZ|CRON_TZ)=\S*\s*/, '').trim();
  if (expression === '') return 'empty spec string';
  if (expression.startsWith('@')) return descriptorError(expression);
  const parts = expression.split(/\s+/);
  if (parts.length !== 5) return `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`;
  for (const [index, field] of fields.entries()) {
    for (const range of (parts[index] ?? '').split(',').filter((item) => item !== '')) {
      const error = rangeError(range, field);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

function descriptorError(descriptor: string): string | undefined {
  if (descriptors.includes(descriptor)) return undefined;
  const every = /^@every (.*)$/.exec(descriptor)?.[1];
  if (every === undefined) return `unrecognized descriptor: ${descriptor}`;
  if (duration.test(every)) return undefined;
  return `failed to parse duration ${descriptor}: time: invalid duration ${JSON.stringify(every)}`;
}

function rangeError(expression: string, { min, max, names }: CronField): string | undefined {
  const [range = '', stepText, ...tooManySteps] = expression.split('/');
  const [low = '', high, ...tooManyEnds] = range.split('-');
  const isAll = low === '*' || low === '?';
  const start = isAll ? min : readNumber(low, min, names);
  if (typeof start === 'string') return start;
  if (!isAll && tooManyEnds.length > 0) return `too many hyphens: ${expression}`;
  const end = isAll ? max : high === undefined ? start : readNumber(high, min, names);
  if (typeof end === 'string') return end;
  if (tooManySteps.length > 0) return `too many slashes: ${expression}`;
  const step = stepText === undefined ? 1 : readNumber(stepText, 0, []);
  if (typeof step === 'string') return step;
  const last = stepText !== undefined && high === undefined ? max : end;
  if (start < min) return `beginning of range (${start}) below minimum (${min}): ${expression}`;
  if (last > max) return `end of range (${last}) above maximum (${max}): ${expression}`;
  if (start > last) return `beginning of range (${start}) beyond end of range (${last}): ${expression}`;
  return step === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

/** A number, by its digits or its name; what is wrong with it where it is none. */
function readNumber(text: string, min: number, names: readonly string[]): number | string {
  const named = names.indexOf(text.toLowerCase());
  if (named !== -1) return named + min;
  if (!/^[+-]?\d+$/.test(text)) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  }
  const number = Number(text);
  return number < 0 ? `negative number (${number}) not allowed: ${text}` : number;
}
