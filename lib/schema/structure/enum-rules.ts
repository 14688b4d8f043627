import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../manifest/objects/json';
import { closestWord } from './closest-word';
import type { StructuralSchema } from '../facts/schema-facts';
import { formatValue } from './validation-report';
import type { Validator } from './validator';

/** The rule that a value is one of a closed set. */
export function enumRules({ enum: supported }: StructuralSchema): readonly Validator[] {
  if (supported === undefined) return [];
  const scalars = new Set(supported.filter((value) => typeof value !== 'object'));
  const compounds = supported.filter((value) => typeof value === 'object');
  const values = supported.map((value) => JSON.stringify(value)).join(', ');
  return [
    (value, report) => {
      if (typeof value !== 'object' ? scalars.has(value) : compounds.some((one) => isDeepStrictEqual(one, value)))
        return;
      report.add(`Unsupported value: ${formatValue(value)}: supported values: ${values}`, fixFor(value, supported));
    },
  ];
}

function fixFor(value: JsonValue, supported: readonly JsonValue[]): string {
  const words = supported.filter((one) => typeof one === 'string' && one !== '').map(String);
  const suggestion = typeof value === 'string' ? closestWord(value, words) : undefined;
  return suggestion === undefined ? 'write one of the supported values' : `did you mean "${suggestion}"?`;
}
