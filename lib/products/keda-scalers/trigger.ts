import type { MetadataOf } from './scaler';
import type { otherScalerTypes, scalers } from './scalers';

type Scalers = typeof scalers;

/** The metadata of a trigger of a type: `TriggerMetadata<'kafka'>`. */
export type TriggerMetadata<Type extends keyof Scalers> = MetadataOf<Scalers[Type]['fields']> &
  (Type extends 'external' | 'external-push' ? Readonly<Record<string, string | number | boolean>> : unknown);

/**
 * What KEDA scales by: a type, and the metadata of that type in KEDA's own words. Values keep their types here; KEDA gets
 * strings. Metadata that the type does not have, or that KEDA has removed, does not compile.
 *
 * @see https://keda.sh/docs/latest/scalers/
 */
export type Trigger = TypedTrigger | OtherTrigger;

/** A trigger whose metadata is known. */
type TypedTrigger = {
  readonly [Type in keyof Scalers]: TriggerOptions & {
    /** The scaler: `kafka`. */
    readonly type: Type;
    /** What the scaler asks for, and where. */
    readonly metadata: TriggerMetadata<Type>;
  };
}[keyof Scalers];

/** A trigger of a scaler whose metadata is not known here: nothing of it is checked. */
interface OtherTrigger extends TriggerOptions {
  /** The scaler: `azure-blob`. */
  readonly type: (typeof otherScalerTypes)[number];
  /** What the scaler asks for, and where; it goes to KEDA as it is. */
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** What a trigger may have besides its type and metadata. */
export interface TriggerOptions {
  /** Name of the trigger: unique in its object; formulas use it. @default none */
  readonly name?: string;
  /**
   * What its value is compared with: the value for each replica (`AverageValue`), the whole (`Value`), or a percentage of
   * the request (`Utilization`, for cpu and memory alone). Emitted as `metricType`.
   *
   * @default 'Utilization' for cpu and memory, else 'AverageValue', KEDA's default
   */
  readonly metricType?: 'AverageValue' | 'Value' | 'Utilization';
  /**
   * Whether the HorizontalPodAutoscaler gets the value of the last polling, and does not make KEDA ask anew. Not for cpu,
   * memory and cron.
   *
   * @default false
   */
  readonly useCachedMetrics?: boolean;
}

/** A trigger as the object has it. */
export interface WrittenTrigger {
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly metricType?: string;
  readonly name?: string;
  readonly useCachedMetrics?: boolean;
}

/** Metadata as KEDA reads it: every value is a string, lists have commas. */
export function writeMetadata(metadata: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).join(',') : String(value)]),
  );
}
