import type { JsonValue } from '../../manifest/objects/json';
import type { StructuralSchema } from '../facts/schema-facts';
import type { ValidationReport } from './validation-report';

/** A schema made ready to run: says what is wrong with a value. */
export type Validator = (value: JsonValue, report: ValidationReport) => void;

/**
 * How the API server reads an object: built-in kinds are decoded into Go structs, where null means absent and numbers
 * have a size; custom resources are kept as they are, and judged by their schema alone.
 */
export type Decoding = 'go-struct' | 'schema';

/** What compiling a schema needs besides the schema. */
export interface CompileContext {
  readonly decoding: Decoding;
  /** False inside `allOf`, `anyOf`, `oneOf` and `not`, which constrain values and name no fields. */
  readonly structural: boolean;
  readonly compile: (schema: StructuralSchema, context: CompileContext) => Validator;
  readonly definitions: Readonly<Record<string, StructuralSchema>>;
  /** Definitions that are compiled already, or are being compiled further up. */
  readonly compiled: Map<string, Validator>;
}
