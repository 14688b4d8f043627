import type { JsonValue } from '../../manifest/objects/json';
import { closestWord } from './closest-word';
import { sortedJson } from './sorted-json';
import type { StructuralSchema } from '../facts/schema-facts';
import { formatValue } from './validation-report';
import type { Validator } from './validator';

/** The rule that a value is one of a closed set. */
export function enumRules({ enum: supported }: StructuralSchema): readonly Validator[] {
  if (supported === undefined) return [];
  const scalars = new Set(supported.filter((value) => typeof value !== 'object'));
  const compounds = new Set(supported.filter((value) => typeof value === 'object').map(sortedJson));
  const words = supported.filter((one) => typeof one === 'string' && one !== '').map(String);
  const values = shownValues(supported);
  return [
    (value, report) => {
      if (typeof value !== 'object' ? scalars.has(value) : compounds.size > 0 && compounds.has(sortedJson(value)))
        return;
      report.add(`Unsupported value: ${formatValue(value)}: supported values: ${values}`, fixFor(value, words));
    },
  ];
}

/** As many characters of the values as anybody reads; every finding has them. */
const longest = 2000;

function shownValues(supported: readonly JsonValue[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const value of supported) {
    const text = formatValue(value);
    length += text.length;
    if (length > longest) return [...shown, `and ${supported.length - shown.length} more`].join(', ');
    shown.push(text);
  }
  return shown.join(', ');
}

function fixFor(value: JsonValue, words: readonly string[]): string {
  const suggestion = typeof value === 'string' ? closestWord(value, words) : undefined;
  return suggestion === undefined ? 'write one of the supported values' : `did you mean "${suggestion}"?`;
}
