import { assertShape, reject } from '../fleet/reject';
import { mapWith, text } from '../fleet/shape';
import type { JsonValue } from '../manifest/objects/json';
import { flagShape, type Flag } from './flag';

/**
 * A TypeScript module for the application that asks for the flags: one function a flag, by the type of its variants, with the
 * value of the default variant for when nobody answers. It needs `@openfeature/server-sdk`.
 *
 * @param name of the constant that it exports, such as `checkoutFlags`
 */
export function flagAccessors(name: string, flags: Readonly<Record<string, Flag>>): string {
  const declared = { kind: 'flagAccessors', name, origin: 'flagAccessors' };
  assertShape(declared, mapWith(text, flagShape), flags);
  if (!identifier.test(name))
    reject(declared, {
      path: 'name',
      message: `Invalid value: ${JSON.stringify(name)}: must be the name of a constant`,
      fix: 'write letters and digits, such as checkoutFlags',
    });
  const entries = Object.entries(flags).map(([key, flag]) => ({ key, name: camelCase(key), flag }));
  for (const [index, { key, name: own }] of entries.entries()) {
    const twin = entries.slice(0, index).find((other) => other.name === own);
    if (twin !== undefined)
      reject(declared, {
        path: key,
        message: `Duplicate value: "${own}": the flags ${twin.key} and ${key} would be one function`,
        fix: 'rename one of the flags',
      });
  }
  return [
    `// Made of feature flags by cdk8s-blueprints: change them there.`,
    `import type { Client, EvaluationContext } from '@openfeature/server-sdk';`,
    ``,
    `export const ${name} = {`,
    ...entries.flatMap(accessor),
    `};`,
    ``,
  ].join('\n');
}

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly flag: Flag;
}

function accessor({ key, name, flag }: Entry): readonly string[] {
  const { variants, defaultVariant, description, owner, expires } = flag;
  const values: Readonly<Record<string, JsonValue>> = variants;
  const usual = values[defaultVariant];
  const { method, type } = typed(usual, Object.values(values));
  const words = [
    ...(description === undefined ? [] : [description]),
    `Of ${owner}${expires === undefined ? '' : `, until ${expires}`}.`,
  ];
  return [
    `  /** ${comment(words.join(' '))} */`,
    `  ${JSON.stringify(name)}: (client: Client, context?: EvaluationContext): Promise<${type}> =>`,
    `    client.${method}(${JSON.stringify(key)}, ${JSON.stringify(usual)}, context),`,
  ];
}

function typed(
  usual: JsonValue | undefined,
  all: readonly JsonValue[],
): { readonly method: string; readonly type: string } {
  const type = [...new Set(all.map((value) => JSON.stringify(value)))].join(' | ');
  switch (typeof usual) {
    case 'boolean':
      return { method: 'getBooleanValue', type: 'boolean' };
    case 'number':
      return { method: `getNumberValue<${type}>`, type };
    case 'string':
      return { method: `getStringValue<${type}>`, type };
    default:
      return { method: `getObjectValue<${type}>`, type };
  }
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** `new-checkout` as `newCheckout`. */
function camelCase(key: string): string {
  return key.replace(/[^A-Za-z0-9_$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
}

/** Nothing in it ends the comment that it stands in. */
function comment(words: string): string {
  return words.replaceAll('*/', '*\\/').replace(/\s+/g, ' ');
}
