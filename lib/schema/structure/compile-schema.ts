import type { StructuralSchema } from '../facts/schema-facts';
import { withObjectFields } from './object-schema';
import { arrayRules } from './array-rules';
import { enumRules } from './enum-rules';
import { junctorRules } from './junctor-rules';
import { numberRules } from './number-rules';
import { objectRules } from './object-rules';
import { isQuantityReference, quantityValidator } from './quantity-validator';
import { stringRules } from './string-rules';
import { typeRule } from './type-rule';
import type { CompileContext, Decoding, Validator } from './validator';

/** Turns a schema into functions once, so that validating an object looks nothing up. */
export function compileSchema(
  schema: StructuralSchema,
  definitions: Readonly<Record<string, StructuralSchema>>,
  decoding: Decoding,
): Validator {
  return compile(schema, {
    decoding,
    definitions,
    structural: true,
    compiled: compiledDefinitions(definitions),
    compile,
  });
}

const compiledByDefinitions = new WeakMap<object, Map<string, Validator>>();

/** Kinds of one source share most of their parts. */
function compiledDefinitions(definitions: object): Map<string, Validator> {
  const compiled = compiledByDefinitions.get(definitions) ?? new Map<string, Validator>();
  compiledByDefinitions.set(definitions, compiled);
  return compiled;
}

/** OpenAPI v2 describes it as `oneOf` two types, v3 by a format. */
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';

function compile(schema: StructuralSchema, context: CompileContext): Validator {
  if (schema.$ref !== undefined) return compileReference(schema.$ref, schema, context);
  const [only, ...others] = schema.allOf ?? [];
  // OpenAPI v3 cannot put anything beside a $ref, so that kube-apiserver wraps it.
  if (only?.$ref !== undefined && others.length === 0 && schema.properties === undefined) {
    return compileReference(only.$ref, schema, context);
  }
  if (schema.format === 'quantity') return quantityValidator;
  if (schema['x-kubernetes-embedded-resource'] === true && context.structural) {
    return compileFields(
      withObjectFields({ ...schema, required: ['apiVersion', 'kind', ...(schema.required ?? [])] }),
      context,
    );
  }
  return compileFields(schema, context);
}

function compileFields(schema: StructuralSchema, context: CompileContext): Validator {
  const { accepts, refuse } = typeRule(schema, context.decoding);
  const nullable = schema.nullable === true || context.decoding === 'go-struct';
  const choices = enumRules(schema);
  const rulesOfNull = context.decoding === 'schema' ? neverNull(schema) : [];
  const rules = [
    ...objectRules(schema, context),
    ...arrayRules(schema, context),
    ...stringRules(schema, context),
    ...numberRules(schema, context),
    ...choices,
    ...junctorRules(schema, context),
  ];
  return (value, report) => {
    const isNull = value === null && nullable;
    if (!isNull && !accepts(value)) refuse(value, report);
    else for (const rule of isNull ? rulesOfNull : rules) rule(value, report);
  };
}

/** What its type lets be null is asked for its value all the same, and no closed set has null: not even one that names it. */
function neverNull(schema: StructuralSchema): readonly Validator[] {
  return schema.enum === undefined ? [] : enumRules({ enum: schema.enum.filter((value) => value !== null) });
}

function compileReference(reference: string, schema: StructuralSchema, context: CompileContext): Validator {
  if (isQuantityReference(reference)) return quantityValidator;
  if (reference.endsWith(intOrString)) return compileFields({ 'x-kubernetes-int-or-string': true }, context);
  const name = reference.replace(/^#\/(definitions|components\/schemas)\//, '');
  const key = `${name} ${context.decoding} ${context.structural}`;
  const known = context.compiled.get(key);
  const target = known ?? compileDefinition(name, key, context);
  const beside = enumRules(schema);
  if (beside.length === 0) return target;
  return (value, report) => {
    target(value, report);
    for (const rule of beside) rule(value, report);
  };
}

function compileDefinition(name: string, key: string, context: CompileContext): Validator {
  const definition = context.definitions[name];
  if (definition === undefined) {
    return (_, report) => {
      report.unproved(`the definition "${name}" is missing in the schema`, 'pull the schemas of the cluster again');
    };
  }
  const later: { validate?: Validator } = {};
  // A definition may contain itself.
  context.compiled.set(key, (value, report) => later.validate?.(value, report));
  later.validate = context.compile(definition, context);
  context.compiled.set(key, later.validate);
  return later.validate;
}
