import type { JsonObject } from '../manifest/objects/json';
import { anything, fields, flag as trueOrFalse, kubernetesFields, mapWith, text, textLike } from '../fleet/shape';
import type { Targeting } from './targeting';

/** What a flag may be worth. */
export type FlagValue = boolean | number | string | JsonObject;

/** The values of a flag, by the name of the variant: all of one type, by which applications ask for the flag. */
export type FlagVariants<Variant extends string> =
  | Readonly<Record<Variant, boolean>>
  | Readonly<Record<Variant, number>>
  | Readonly<Record<Variant, string>>
  | Readonly<Record<Variant, JsonObject>>;

/** What a flag is, who gets which of its values, and who takes it away again. */
export interface FlagProps<Variant extends string> {
  /** Its values, by name. Emitted as `variants`. */
  readonly variants: FlagVariants<Variant>;
  /** The variant for whom targeting finds no other. Emitted as `defaultVariant`. */
  readonly defaultVariant: NoInfer<Variant>;
  /** Who gets which variant. Emitted as `targeting`. @default everybody gets the default variant */
  readonly targeting?: Targeting<NoInfer<Variant>>;
  /**
   * Whether it is there at all: for one that is not, applications fall back to the default in their code. Emitted as `state`.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /** Who decides about it, and takes it away one day. Emitted as `metadata.owner`. */
  readonly owner: string;
  /**
   * The day, as `2027-01-31`, from which it should be gone: checks warn from then on. Left out for a flag that is there to
   * stay, such as a switch for operators. Emitted as `metadata.expires`.
   *
   * @default it stays
   */
  readonly expires?: string;
  /** What it is for. Emitted as `metadata.description`. @default none */
  readonly description?: string;
}

/** A feature flag, whatever its variants. */
export type Flag = FlagProps<string>;

/**
 * A feature flag. Variants that targeting names and the flag does not have do not compile.
 *
 * @see https://flagd.dev/reference/flag-definitions/
 */
export function flag<Variant extends string>(props: FlagProps<Variant>): Flag {
  return props;
}

const name = textLike(/^[^\s]{1,253}$/, 'a name without spaces');

/** What JavaScript may say of a flag; what its variants and targeting may be, the checks say of the FeatureFlag. */
export const flagShape = fields({
  variants: mapWith(name, anything),
  defaultVariant: text,
  'targeting?': kubernetesFields,
  'enabled?': trueOrFalse,
  owner: text,
  'expires?': textLike(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day, such as "2027-01-31"'),
  'description?': text,
});
