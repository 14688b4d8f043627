/** How many arguments an operator of targeting rules takes. */
export interface OperatorArguments {
  readonly least: number;
  /** @default as many as there are */
  readonly most?: number;
  /** Whether a single one need not stand in a list. @default false */
  readonly bare?: boolean;
  /** Whether they are written out: text, or a variable. @default false: any rule or value */
  readonly only?: 'text' | 'versions' | 'names' | 'buckets' | 'variable';
}

const two = { least: 2, most: 2 };
const twoOrThree = { least: 2, most: 3 };
const some = { least: 1 };
const one = { least: 1, most: 1, bare: true };

/**
 * The operators of targeting rules: those of JsonLogic, and those that flagd adds.
 *
 * https://flagd.dev/schema/v0/targeting.json
 */
export const targetingOperators: Readonly<Record<string, OperatorArguments>> = {
  var: { ...some, bare: true, only: 'variable' },
  missing: { least: 0, only: 'names' },
  missing_some: two,
  if: some,
  '==': two,
  '===': two,
  '!=': two,
  '!==': two,
  '>': two,
  '>=': two,
  '<': twoOrThree,
  '<=': twoOrThree,
  '!': one,
  '!!': one,
  and: some,
  or: some,
  in: two,
  '+': some,
  '-': some,
  '*': { least: 2 },
  '/': two,
  '%': two,
  max: some,
  min: some,
  cat: some,
  substr: twoOrThree,
  merge: some,
  map: two,
  filter: two,
  all: two,
  none: two,
  some: two,
  reduce: { least: 3, most: 3 },
  starts_with: { ...two, only: 'text' },
  ends_with: { ...two, only: 'text' },
  sem_ver: { least: 3, most: 3, only: 'versions' },
  fractional: { least: 2, only: 'buckets' },
};

/** How `sem_ver` compares two versions. */
export const versionComparisons: readonly string[] = ['=', '!=', '<', '<=', '>', '>=', '~', '^'];

/** The name that takes the place of an operator where a rule is one of the shared `$evaluators`. */
export const evaluatorReference = '$ref';
