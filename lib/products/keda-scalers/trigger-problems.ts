import { nearestName } from '../../fleet/near-miss';
import { isAtLeastVersion, isOlder } from './keda-version';
import type { MetadataField } from './metadata-field';
import type { GivenMetadata, Scaler } from './scaler';
import { isScalerType, scalerOf, scalerTypes } from './scalers';
import type { WrittenTrigger } from './trigger';

/** What is known beside a trigger. */
export interface TriggerContext {
  /** Version of KEDA; left out where it is not known: then only what holds for every version is said. */
  readonly version?: string;
  /**
   * Parameters that a TriggerAuthentication gives: by name, or `unknown` where one is named that is not at hand.
   *
   * @default none
   */
  readonly authentication?: ReadonlySet<string> | 'unknown';
}

/** What is wrong with a trigger: a field error, with the path below the trigger. */
export interface TriggerProblem {
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** What KEDA would refuse of a trigger, or pass over without a word. */
export function* triggerProblems(trigger: WrittenTrigger, context: TriggerContext): Iterable<TriggerProblem> {
  const { type } = trigger;
  const scaler = scalerOf(type);
  if (scaler === undefined) {
    if (!isScalerType(type)) yield unknownType(type);
    return;
  }
  yield* optionProblems(trigger, scaler);
  if (scaler.since !== undefined && isOlder(context.version, scaler.since))
    yield problem(
      'type',
      `Unsupported value: "${type}": KEDA ${context.version} has no such scaler, ${scaler.since} is the first`,
      `run KEDA ${scaler.since}, or use another scaler`,
    );
  if (scaler.deprecated !== undefined && isAtLeastVersion(context.version, scaler.deprecated.since))
    yield problem(
      'type',
      `"${type}" is deprecated since KEDA ${scaler.deprecated.since}`,
      `use ${scaler.deprecated.replacement}`,
      'warning',
    );
  yield* metadataProblems(trigger, scaler, context);
}

function unknownType(type: string): TriggerProblem {
  const meant = nearestName(type, scalerTypes());
  const hint = meant === undefined ? '' : `: did you mean "${meant}"?`;
  return problem(
    'type',
    `Not found: "${type}": KEDA has no such scaler${hint}`,
    meant === undefined ? `use one of ${scalerTypes().join(', ')}` : `use "${meant}"`,
  );
}

function* optionProblems(
  { type, metricType, useCachedMetrics }: WrittenTrigger,
  { activates = true }: Scaler,
): Iterable<TriggerProblem> {
  if (!activates && metricType !== undefined && !['Utilization', 'AverageValue'].includes(metricType))
    yield problem(
      'metricType',
      `Unsupported value: "${metricType}": supported values of ${type}: "Utilization", "AverageValue"`,
      'use one of these',
    );
  if (activates && metricType !== undefined && !['AverageValue', 'Value'].includes(metricType))
    yield problem(
      'metricType',
      `Unsupported value: "${metricType}": supported values of ${type}: "AverageValue", "Value"`,
      'use one of these',
    );
  if (useCachedMetrics === true && (!activates || type === 'cron'))
    yield problem('useCachedMetrics', `Forbidden: ${type} has nothing to cache`, 'leave it out');
}

function* metadataProblems(
  { metadata, type, metricType }: WrittenTrigger,
  scaler: Scaler,
  context: TriggerContext,
): Iterable<TriggerProblem> {
  const fields = new Map(Object.entries(scaler.fields));
  const given = new Set(Object.keys(metadata));
  for (const [name, value] of Object.entries(metadata)) {
    const field = fields.get(name) ?? envField(fields, name);
    if (field === undefined) {
      if (!isPassedOn(scaler)) yield unknownField(name, fields, scaler);
    } else yield* fieldProblems(name, value, field, fields.get(name) === undefined, context);
  }
  if (type === 'cpu' || type === 'memory') yield* utilizationProblems(metadata.value, metricType);
  const has = (name: string): boolean => isGiven(name, fields.get(name), given, context);
  const mistyped = new Set([...given].filter((name) => !fields.has(name)).map((name) => meantBy(name, fields)));
  for (const [name, { need }] of fields) {
    if ((need === 'metadata' || need === 'anywhere') && !has(name) && !mistyped.has(name))
      yield problem(`metadata.${name}`, 'Required value', `say ${waysToSay(name, fields.get(name))}`);
  }
  const known: GivenMetadata = { value: (name) => metadata[name], has };
  for (const rule of scaler.rules ?? []) {
    const found = rule(known);
    if (found !== undefined) yield problem(`metadata.${found.field}`, found.message, found.fix);
  }
}

/** An external scaler reads whatever its own trigger has. */
function isPassedOn({ type }: Scaler): boolean {
  return type === 'external' || type === 'external-push';
}

function envField(fields: ReadonlyMap<string, MetadataField>, name: string): MetadataField | undefined {
  const field = name.endsWith('FromEnv') ? fields.get(name.slice(0, -'FromEnv'.length)) : undefined;
  return field?.options.env === true ? field : undefined;
}

function unknownField(name: string, fields: ReadonlyMap<string, MetadataField>, { type }: Scaler): TriggerProblem {
  const known = namesOf(fields);
  const meant = meantBy(name, fields);
  const hint = meant === undefined ? '' : ` did you mean "${meant}"?`;
  return problem(
    `metadata.${name}`,
    `unknown field: ${type} does not read it;${hint} known are ${known.join(', ')}`,
    meant === undefined ? 'leave it out' : `write ${meant}`,
    'warning',
  );
}

function meantBy(name: string, fields: ReadonlyMap<string, MetadataField>): string | undefined {
  return nearestName(name, namesOf(fields));
}

function namesOf(fields: ReadonlyMap<string, MetadataField>): readonly string[] {
  return [...fields].filter(([, { need }]) => need !== 'gone').map(([field]) => field);
}

function* fieldProblems(
  name: string,
  value: string,
  { kind, need, options: { since, deprecated, readInMetadata = false, address } }: MetadataField,
  isVariable: boolean,
  { version }: TriggerContext,
): Iterable<TriggerProblem> {
  const path = `metadata.${name}`;
  if (deprecated !== undefined) {
    const { since: from, removedIn, replacement } = deprecated;
    if (
      removedIn !== undefined &&
      (need === 'gone' ? !isOlder(version, removedIn) : isAtLeastVersion(version, removedIn))
    ) {
      yield problem(path, `Forbidden: KEDA has removed it in ${removedIn}`, `use ${replacement}`);
      return;
    }
    if (need !== 'gone' && isAtLeastVersion(version, from))
      yield problem(path, `is deprecated since KEDA ${from}`, `use ${replacement}`, 'warning');
    if (need === 'gone') return;
  }
  if (since !== undefined && isOlder(version, since))
    yield problem(
      path,
      `Forbidden: KEDA ${version} does not read it, ${since} is the first that does`,
      `leave it out, or run KEDA ${since}`,
    );
  if (isVariable) return;
  if (need === 'elsewhere' && !readInMetadata) {
    yield problem(
      path,
      'Forbidden: KEDA reads it from a TriggerAuthentication alone',
      `leave it out, and give it by a TriggerAuthentication`,
    );
  } else if (need === 'elsewhere') {
    yield problem(
      path,
      'Forbidden: it is a secret, and everybody who reads the object gets it',
      'give it by a TriggerAuthentication',
    );
  } else if (!kind.reads(value)) {
    yield problem(path, `Invalid value: "${value}": must be ${kind.what}`, `write ${kind.what}`);
  } else if (address === 'url' && /^[a-z]+:\/\/[^/@\s:]*:[^/@\s]+@/.test(value)) {
    yield problem(
      path,
      'Forbidden: it has a password in it, and everybody who reads the object gets it',
      'give it by a TriggerAuthentication',
    );
  }
}

function* utilizationProblems(value: string | undefined, metricType = 'Utilization'): Iterable<TriggerProblem> {
  if (value === undefined || metricType !== 'Utilization' || /^\d+$/.test(value)) return;
  yield problem(
    'metadata.value',
    `Invalid value: "${value}": must be a whole percentage of the request`,
    "write a number, or use metricType: 'AverageValue' for a quantity",
  );
}

function isGiven(
  name: string,
  field: MetadataField | undefined,
  given: ReadonlySet<string>,
  { authentication }: TriggerContext,
): boolean {
  const { env = false, authentication: byParameter = false, readInMetadata = false } = field?.options ?? {};
  if (given.has(name) && (field?.need !== 'elsewhere' || readInMetadata)) return true;
  if (env && given.has(`${name}FromEnv`)) return true;
  if (!byParameter || authentication === undefined) return false;
  return authentication === 'unknown' || authentication.has(name);
}

function waysToSay(name: string, field: MetadataField | undefined): string {
  const { env = false, authentication = false } = field?.options ?? {};
  return [
    name,
    ...(env ? [`${name}FromEnv`] : []),
    ...(authentication ? ['a TriggerAuthentication with it'] : []),
  ].join(', or ');
}

function problem(
  path: string,
  message: string,
  fix: string,
  severity: TriggerProblem['severity'] = 'error',
): TriggerProblem {
  return { severity, path, message, fix };
}
