import type { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { zodFlaw } from './zod-flaws';

/** Where a flaw, and the field that tells the variants of a union apart, are kept until the schema is structural. */
export const flawKey = 'flaw';
export const discriminatorKey = 'discriminator';

/** A schema of Zod as JSON Schema: of what is written in a manifest, before defaults are filled in. */
export function readZod(schema: z.ZodType): JsonObject {
  const read: unknown = schema.toJSONSchema({
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: ({ zodSchema }) => ({
      [flawKey]: {
        message: `a manifest holds no ${zodSchema._zod.def.type}`,
        fix: replacements[zodSchema._zod.def.type] ?? 'use the schema of what is written in a manifest',
      },
    }),
    override: ({ zodSchema, jsonSchema }) => {
      const flaw = zodFlaw(zodSchema);
      if (flaw !== undefined) Object.assign(jsonSchema, { [flawKey]: flaw });
      const { def } = zodSchema._zod;
      if (def.type === 'union' && 'discriminator' in def)
        Object.assign(jsonSchema, { [discriminatorKey]: def.discriminator });
    },
  });
  return isJsonObject(read) ? read : {};
}

/** What manifests hold instead of what JavaScript has. */
const replacements: Readonly<Record<string, string>> = {
  date: "use field(z.string(), { format: 'date-time' })",
  bigint: 'use z.int()',
  set: "use field(z.array(…), { listType: 'set' })",
  map: 'use z.record(z.string(), …)',
  undefined: 'use optional',
  void: 'use optional',
};
