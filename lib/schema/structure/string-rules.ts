import type { StructuralSchema } from '../facts/schema-facts';
import { goPattern } from '../../manifest/objects/go-pattern';
import { formatRule } from './formats';
import type { ValidationReport } from './validation-report';
import type { CompileContext, Decoding, Validator } from './validator';

type StringRule = (text: string, report: ValidationReport) => void;

/** Rules for text: its length in characters, its pattern and its format. */
export function stringRules(schema: StructuralSchema, { decoding }: CompileContext): readonly Validator[] {
  const rules = [...lengthRules(schema), ...patternRules(schema), ...formatRules(schema, decoding)];
  return rules.map((rule) => (value, report) => {
    if (typeof value === 'string') rule(value, report);
  });
}

function lengthRules({ minLength, maxLength }: StructuralSchema): readonly StringRule[] {
  const rules: StringRule[] = [];
  if (minLength !== undefined) {
    rules.push((text, report) => {
      if (characters(text) < minLength) {
        report.invalid(text, `should be at least ${minLength} chars long`, 'write a longer value');
      }
    });
  }
  if (maxLength !== undefined) {
    rules.push((text, report) => {
      const length = characters(text);
      if (length > maxLength) {
        report.add(`Too long: may not be more than ${maxLength} bytes`, `shorten it by ${length - maxLength}`);
      }
    });
  }
  return rules;
}

/** Unicode characters, as Go counts them. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function patternRules({ pattern }: StructuralSchema): readonly StringRule[] {
  if (pattern === undefined || pattern === '') return [];
  const expression = goPattern(pattern);
  return [
    (text, report) => {
      if (expression === undefined) {
        report.unproved(`the pattern '${pattern}' is no RE2 expression`, 'correct the definition');
      } else if (!expression.test(text)) {
        report.invalid(text, `should match '${pattern}'`, 'write a value that matches the pattern');
      }
    },
  ];
}

function formatRules({ type, format }: StructuralSchema, decoding: Decoding): readonly StringRule[] {
  if (type !== 'string' || format === undefined) return [];
  const rule = formatRule(format, decoding);
  if (rule === undefined) return [];
  return [
    (text, report) => {
      if (rule === 'unproved') {
        report.unproved(`the format "${format}" is not evaluated here`, 'check the value by hand');
      } else if (!rule.accepts(text)) {
        report.invalid(text, `must be of type ${format}`, `write it like ${rule.example}`);
      }
    },
  ];
}
