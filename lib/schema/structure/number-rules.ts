import type { StructuralSchema } from '../facts/schema-facts';
import type { ValidationReport } from './validation-report';
import type { CompileContext, Validator } from './validator';

type NumberRule = (value: number, report: ValidationReport) => void;

/** Rules for numbers: their range, and the width that they must fit into. */
export function numberRules(schema: StructuralSchema, context: CompileContext): readonly Validator[] {
  const rules = [...rangeRules(schema), ...multipleRules(schema), ...widthRules(schema, context)];
  return rules.map((rule) => (value, report) => {
    if (typeof value === 'number') rule(value, report);
  });
}

function rangeRules(schema: StructuralSchema): readonly NumberRule[] {
  const { minimum, maximum, exclusiveMinimum = false, exclusiveMaximum = false } = schema;
  const rules: NumberRule[] = [];
  if (minimum !== undefined) {
    const rule = `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`;
    rules.push((value, report) => {
      const fits = exclusiveMinimum ? value > minimum : value >= minimum;
      if (!fits) report.invalid(value, rule, 'write a larger number');
    });
  }
  if (maximum !== undefined) {
    const rule = `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`;
    rules.push((value, report) => {
      const fits = exclusiveMaximum ? value < maximum : value <= maximum;
      if (!fits) report.invalid(value, rule, 'write a smaller number');
    });
  }
  return rules;
}

function multipleRules({ multipleOf }: StructuralSchema): readonly NumberRule[] {
  if (multipleOf === undefined || multipleOf <= 0) return [];
  return [
    (value, report) => {
      const rule = `should be a multiple of ${multipleOf}`;
      if (!Number.isInteger(value / multipleOf)) report.invalid(value, rule, 'round the number');
    },
  ];
}

function widthRules({ type, format }: StructuralSchema, { decoding }: CompileContext): readonly NumberRule[] {
  if (type !== 'integer') return [];
  const [bits, limit] = format === 'int32' ? [32, 2 ** 31] : [64, 2 ** 63];
  // A definition's format is not enforced: the number is stored, and the controller cannot decode it.
  const severity = decoding === 'schema' && bits === 32 ? 'warning' : undefined;
  return [
    (value, report) => {
      const exact = Number.isSafeInteger(value) ? value : (exactInteger(report.written) ?? value);
      if (exact >= limit || exact < -limit) {
        report.invalid(value, `must fit into ${bits} bits`, 'write a smaller number', severity);
      }
    },
  ];
}

/** Every digit of an integer that was written in decimal digits; a double has but some of them. */
function exactInteger(written: string | undefined): bigint | undefined {
  return written !== undefined && /^[-+]?[1-9][0-9]{15,99}$/.test(written)
    ? BigInt(written.replace('+', ''))
    : undefined;
}
