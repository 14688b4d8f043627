/** How a value of a trigger's metadata is read: KEDA gets every value as a string. */
export interface ValueKind<Value> {
  /** As messages say it: `a number`. */
  readonly what: string;
  /** Whether KEDA can read a string as one. */
  readonly reads: (written: string) => boolean;
  /** The type of a value; never set. */
  readonly of?: Value;
}

export interface FieldOptions {
  /** Whether KEDA also reads it from a variable of the workload's container, which `<name>FromEnv` names. @default false */
  readonly env?: boolean;
  /** Whether a TriggerAuthentication may give it as a parameter. @default false */
  readonly authentication?: boolean;
  /** For a secret: whether KEDA would read it from the metadata, too, where it must never stand. @default false */
  readonly readInMetadata?: boolean;
  /** First version of KEDA that reads it. @default all that are known here */
  readonly since?: string;
  /** What to use instead, from which version on: it still works until it is removed. @default it stays */
  readonly deprecated?: { readonly since: string; readonly removedIn?: string; readonly replacement: string };
  /** What of it is an address that KEDA connects to: a URL, or `host:port` once or several times. @default none */
  readonly address?: 'url' | 'hosts';
}

/** A field of a trigger's metadata. */
export interface MetadataField<
  Value = unknown,
  Need extends FieldNeed = FieldNeed,
  Options extends FieldOptions = FieldOptions,
> {
  readonly kind: ValueKind<Value>;
  readonly need: Need;
  readonly options: Options;
}

/**
 * `metadata`: must stand in the metadata. `anywhere`: must be given there, by a variable or by a TriggerAuthentication.
 * `optional`: may be left out. `elsewhere`: a secret, which KEDA reads from a TriggerAuthentication, or from a variable, and
 * never from the metadata. `gone`: no version known here reads it any more.
 */
type FieldNeed = 'metadata' | 'anywhere' | 'optional' | 'elsewhere' | 'gone';

/** A field without which KEDA refuses the trigger. */
export function required<Value>(
  kind: ValueKind<Value>,
  options: Omit<FieldOptions, 'env' | 'authentication'> = {},
): MetadataField<Value, 'metadata'> {
  return { kind, need: 'metadata', options };
}

/** A field without which KEDA refuses the trigger, and which may come from somewhere else than the metadata. */
export function requiredAnywhere<Value, const Options extends FieldOptions>(
  kind: ValueKind<Value>,
  options: Options,
): MetadataField<Value, 'anywhere', Options> {
  return { kind, need: 'anywhere', options };
}

/** A field that may be left out. */
export function optional<Value>(kind: ValueKind<Value>): MetadataField<Value, 'optional', NoOptions>;
export function optional<Value, const Options extends FieldOptions>(
  kind: ValueKind<Value>,
  options: Options,
): MetadataField<Value, 'optional', Options>;
export function optional<Value>(kind: ValueKind<Value>, options: FieldOptions = {}): MetadataField<Value, 'optional'> {
  return { kind, need: 'optional', options };
}

/** A secret: the metadata may at most name the variable that it comes from. */
export function elsewhere(): MetadataField<never, 'elsewhere', NoOptions>;
export function elsewhere<const Options extends FieldOptions>(
  options: Options,
): MetadataField<never, 'elsewhere', Options>;
export function elsewhere(options: FieldOptions = {}): MetadataField<never, 'elsewhere'> {
  const kind: ValueKind<never> = { what: 'a parameter of a TriggerAuthentication', reads: () => false };
  return { kind, need: 'elsewhere', options: { authentication: true, ...options } };
}

/** A field that KEDA has removed: it is not part of the type, and an error where JavaScript or YAML has it. */
export function gone(removedIn: string, replacement: string): MetadataField<never, 'gone', NoOptions> {
  const kind: ValueKind<never> = { what: 'left out', reads: () => false };
  return { kind, need: 'gone', options: { deprecated: { since: removedIn, removedIn, replacement } } };
}

type NoOptions = Pick<FieldOptions, 'deprecated'>;

/** Any text. */
export const text: ValueKind<string> = { what: 'a text', reads: (written) => written !== '' };

/** A number, with or without a fraction. */
export const number: ValueKind<number> = {
  what: 'a number',
  reads: (written) => /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/.test(written),
};

/** A whole number. */
export const integer: ValueKind<number> = { what: 'a whole number', reads: (written) => /^[-+]?\d+$/.test(written) };

/** Yes or no. */
export const flag: ValueKind<boolean> = {
  what: 'true or false',
  // As strconv.ParseBool has it.
  reads: (written) =>
    ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(written),
};

/** Several texts, which are written with commas between them. */
export const list: ValueKind<readonly string[]> = { what: 'a list of texts', reads: (written) => written !== '' };

/** A number or a quantity of Kubernetes. */
export const quantity: ValueKind<number | string> = {
  what: 'a number or a quantity',
  reads: (written) => /^\d+(\.\d+)?([eE]\d+|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.test(written),
};

/** One of some texts. */
export function oneOf<const Values extends readonly string[]>(...values: Values): ValueKind<Values[number]> {
  return { what: `one of ${values.join(', ')}`, reads: (written) => values.includes(written) };
}

/** A time of the Go language, or a number of milliseconds. */
export const timeout: ValueKind<string | number> = {
  what: 'a duration, such as 5s, or a number of milliseconds',
  reads: (written) => /^(\d+|(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/.test(written),
};
