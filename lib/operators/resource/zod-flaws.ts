import type { z } from 'zod';

/** Why a schema of Zod says something that no API server can check, and what says it instead. */
export interface ZodFlaw {
  readonly message: string;
  readonly fix: string;
}

const asRule = "say it in CEL: field(schema, { rules: [{ rule: '…' }] })";

/** What no API server does with a value; undefined for what it can check. */
export function zodFlaw(schema: z.core.$ZodTypes): ZodFlaw | undefined {
  const { def } = schema._zod;
  if ('coerce' in def && def.coerce === true)
    return { message: 'an API server turns no value into one of another type', fix: 'leave coerce out' };
  switch (def.type) {
    case 'transform':
    case 'pipe':
      return {
        message: 'transforms, codecs and pipes run in TypeScript alone',
        fix: 'use the schema of what is written in a manifest',
      };
    case 'catch':
      return { message: 'an API server refuses a wrong value, and puts no other in its place', fix: 'use default' };
    case 'promise':
    case 'file':
    case 'success':
      return { message: `a manifest holds no ${def.type}`, fix: 'use the schema of what is written in a manifest' };
    case 'tuple':
      return { message: 'the items of a list have one schema', fix: 'use an object with a field for each of them' };
    case 'record':
      return keyFlaw(def.keyType);
    case 'never':
      return { message: 'no value is right', fix: 'leave the field out: unknown fields are refused or dropped' };
    case 'string':
      return textFlaw([def, ...(def.checks ?? []).map(defOf)]);
    default:
      return checkFlaw((def.checks ?? []).map(defOf));
  }
}

function defOf({ _zod }: z.core.$ZodCheck<never>): object {
  return _zod.def;
}

function keyFlaw(key: z.core.$ZodRecordKey): ZodFlaw | undefined {
  const { def } = key._zod;
  const isPlain = 'type' in def && def.type === 'string' && !('checks' in def && hasItems(def.checks));
  return isPlain
    ? undefined
    : { message: 'a schema says nothing of the keys of a map', fix: `use z.record(z.string(), …), and ${asRule}` };
}

function hasItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** A text that only code in TypeScript can judge, or a pattern whose flags a schema has no place for. */
function textFlaw(checks: readonly object[]): ZodFlaw | undefined {
  for (const check of checks) {
    if (!('check' in check) || check.check !== 'string_format' || !('format' in check)) continue;
    const { format } = check;
    const pattern = 'pattern' in check ? check.pattern : undefined;
    const rule = typeof format === 'string' ? rulesOfFormats[format] : undefined;
    if (rule !== undefined || !(pattern instanceof RegExp)) {
      const fix = rule === undefined ? asRule : `say it in CEL: field(z.string(), { rules: [{ rule: '${rule}' }] })`;
      return { message: `only TypeScript can tell whether a text is of the format ${String(format)}`, fix };
    }
    const flags = pattern.flags.replaceAll(/[dguvy]/g, '');
    if (flags !== '')
      return { message: `a pattern has no flags, and this one has "${flags}"`, fix: 'write it without: [Aa] for /a/i' };
  }
  return checkFlaw(checks);
}

/** Formats that Zod judges by more than their pattern, and rules that say them. */
const rulesOfFormats: Readonly<Record<string, string>> = {
  url: 'isURL(self)',
  ipv6: 'isIP(self) && ip(self).family() == 6',
  cidrv6: 'isCIDR(self) && cidr(self).ip().family() == 6',
  jwt: 'self.split(".").size() == 3',
};

function checkFlaw(checks: readonly object[]): ZodFlaw | undefined {
  for (const check of checks) {
    if (!('check' in check)) continue;
    if (check.check === 'custom') return { message: 'refinements run in TypeScript alone', fix: asRule };
    if (check.check === 'overwrite')
      return { message: 'an API server keeps texts as they are written', fix: 'leave trim and the like out' };
  }
  return undefined;
}
