import type { MetadataField } from './metadata-field';

/** A scaler of KEDA: what its triggers' metadata may hold. The struct tags of its source are where this comes from. */
export interface Scaler<Fields extends ScalerFields = ScalerFields> {
  /** As `type` of a trigger has it. */
  readonly type: string;
  readonly fields: Fields;
  /** First version of KEDA that has it. @default all that are known here */
  readonly since?: string;
  /** Where KEDA has announced its end, and what to use instead. @default it stays */
  readonly deprecated?: { readonly since: string; readonly replacement: string };
  /** What several fields must be together. @default nothing */
  readonly rules?: readonly ScalerRule[];
  /** Fields of host and port that make one address. @default none */
  readonly hostAndPort?: { readonly host: string; readonly port: string };
  /** Whether it needs nothing of the pods: it can say when to come back from zero. @default true */
  readonly activates?: boolean;
}

export type ScalerFields = Readonly<Record<string, MetadataField>>;

/** What is known of one trigger. */
export interface GivenMetadata {
  /** The value of a field, where the metadata has it. */
  readonly value: (field: string) => string | undefined;
  /** Whether a field is given, in the metadata, by a variable, or perhaps by a TriggerAuthentication. */
  readonly has: (field: string) => boolean;
}

/** What is wrong with several fields of a trigger together. */
export type ScalerRule = (given: GivenMetadata) => RuleProblem | undefined;

export interface RuleProblem {
  /** The field that it stands at. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** The metadata that users write: what must be there, what may be, and the variables that some of it may come from. */
export type MetadataOf<Fields extends ScalerFields> = Values<Pick<Fields, KeysWith<Fields, 'metadata'>>> &
  Partial<Values<Pick<Fields, KeysWith<Fields, 'anywhere' | 'optional'>>>> & {
    readonly [Name in EnvKeys<Fields> as `${Name}FromEnv`]?: string;
  };

type Values<Fields extends ScalerFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends MetadataField<infer Value> ? Value : never;
};

type KeysWith<Fields extends ScalerFields, Need> = {
  [Name in keyof Fields]: Fields[Name] extends { readonly need: infer Actual }
    ? Actual extends Need
      ? Name
      : never
    : never;
}[keyof Fields];

type EnvKeys<Fields extends ScalerFields> = {
  [Name in keyof Fields & string]: Fields[Name] extends { readonly options: { readonly env: true } } ? Name : never;
}[keyof Fields & string];

/** One of some sets of fields must be given whole. */
export function eitherOf(...sets: readonly (readonly string[])[]): ScalerRule {
  return ({ has }) => {
    if (sets.some((set) => set.every(has))) return undefined;
    const begun = sets.find((set) => set.some(has)) ?? sets[0] ?? [];
    const missing = begun.find((field) => !has(field)) ?? '';
    const ways = sets.map((set) => set.join(', ')).join('; or ');
    return {
      field: missing,
      message: `Required value: one of: ${ways}`,
      fix: `say ${missing}, or use another of these sets`,
    };
  };
}

/** Two fields exclude each other. */
export function notBoth(one: string, other: string): ScalerRule {
  return ({ has }) =>
    has(one) && has(other)
      ? {
          field: other,
          message: `Forbidden: ${one} is given as well: KEDA takes one of them`,
          fix: `leave ${one} or ${other} out`,
        }
      : undefined;
}

/** Two flags exclude each other. */
export function notBothTrue(one: string, other: string): ScalerRule {
  return ({ value }) =>
    value(one) === 'true' && value(other) === 'true'
      ? { field: other, message: `Forbidden: ${one} is true as well`, fix: `leave ${one} or ${other} out` }
      : undefined;
}

/** A field needs another one. */
export function needs(field: string, other: string, when: (value: string) => boolean = () => true): ScalerRule {
  return ({ value, has }) => {
    const given = value(field);
    const applies = given === undefined ? has(field) && when('') : when(given);
    if (!applies || has(other)) return undefined;
    return { field: other, message: `Required value: ${field} needs it`, fix: `say ${other}, or leave ${field} out` };
  };
}
