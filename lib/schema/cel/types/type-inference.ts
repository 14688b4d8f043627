import type { KubernetesVersion } from '../../../fleet/kubernetes-version';
import { dyn, errorType, formatType, isSimple, type CelType } from './cel-type';
import type { Signature } from './parse-signature';
import { signaturesOf } from './signatures';
import { applied, hasParameter, isAssignable, mostGeneral, type Substitution } from './unify';

/** What a call gives, and the signatures by which it may be meant. */
export interface ResolvedCall {
  readonly type: CelType;
  readonly signatures: readonly Signature[];
}

/** What is known of the types in an expression so far, and what is wrong with them. */
export class TypeInference {
  readonly errors: string[] = [];
  private readonly known: Substitution = new Map();
  private fresh = 0;
  private mixes = false;

  constructor(private readonly version: KubernetesVersion) {}

  /** A type with what is known of its parameters. */
  applied(type: CelType): CelType {
    return applied(this.known, type);
  }

  /** The same at the end, where what nothing is known of is anything. */
  final(type: CelType): CelType {
    return applied(this.known, type, true);
  }

  /** From now on, a parameter stands for anything. */
  anything(parameter: Extract<CelType, { readonly kind: 'parameter' }>): CelType {
    this.known.set(parameter.name, dyn);
    return dyn;
  }

  /** What a second look finds wrong is reported when the part is typed with the rest. */
  looking<T>(look: () => T): T {
    const found = this.errors.length;
    const result = look();
    this.errors.length = found;
    return result;
  }

  /** Within, lists may hold items of many types. */
  mixing<T>(look: () => T): T {
    const before = this.mixes;
    this.mixes = true;
    const result = look();
    this.mixes = before;
    return result;
  }

  /** The one type of all elements of a literal. */
  joined(types: readonly CelType[]): CelType {
    let joined: CelType | undefined;
    for (const type of types) {
      if (joined === undefined) joined = type;
      else if (this.isAssignable([joined], [type])) joined = mostGeneral(joined, type);
      else if (this.mixes) joined = dyn;
      else return this.report(`expected type '${this.shown(joined)}' but found '${this.shown(type)}'`);
    }
    return joined ?? this.parameter();
  }

  expect(wanted: CelType, given: CelType): void {
    if (this.isAssignable([wanted], [given])) return;
    this.report(`expected type '${this.shown(wanted)}' but found '${this.shown(given)}'`);
  }

  /** The type of a call, and every signature that its operands fit. */
  resolve(name: string, isMethod: boolean, operands: readonly CelType[]): ResolvedCall {
    const signatures = signaturesOf(name, this.version);
    if (signatures.length === 0) return this.unresolved(`undeclared reference to '${name}' (in container '')`);
    const fitting: Signature[] = [];
    let result: CelType | undefined;
    for (const signature of signatures) {
      if (signature.isMethod !== isMethod || signature.parameters.length !== operands.length) continue;
      const names = new Map<string, CelType>();
      const fresh = (type: CelType): CelType => this.instance(type, names);
      if (!this.isAssignable(signature.parameters.map(fresh), operands)) continue;
      fitting.push(signature);
      const type = applied(this.known, fresh(signature.result));
      if (result === undefined) result = type;
      else if (!isSimple(result, 'dyn') && formatType(result) !== formatType(type)) result = dyn;
    }
    if (result !== undefined) return { type: result, signatures: fitting };
    if (operands.some((operand) => isSimple(applied(this.known, operand), 'error'))) {
      return { type: errorType, signatures: [] };
    }
    const shown = operands.map((operand) => this.shown(operand));
    const [target = '', ...rest] = shown;
    const applied_ = isMethod ? `${target}.(${rest.join(', ')})` : `(${shown.join(', ')})`;
    return this.unresolved(`found no matching overload for '${operatorName(name)}' applied to '${applied_}'`);
  }

  private unresolved(message: string): ResolvedCall {
    return { type: this.report(message), signatures: [] };
  }

  /** All or nothing: what does not fit leaves no trace in what is known. */
  private isAssignable(wanted: readonly CelType[], given: readonly CelType[]): boolean {
    const mayBind = wanted.some(hasParameter) || given.some(hasParameter);
    if (!mayBind) return wanted.every((type, index) => isAssignable(this.known, type, given[index] ?? errorType));
    const trial: Substitution = new Map(this.known);
    const fits = wanted.every((type, index) => isAssignable(trial, type, given[index] ?? errorType));
    if (fits) for (const [name, type] of trial) this.known.set(name, type);
    return fits;
  }

  private instance(type: CelType, names: Map<string, CelType>): CelType {
    if (type.kind === 'parameter') {
      const known = names.get(type.name) ?? this.parameter();
      names.set(type.name, known);
      return known;
    }
    if (type.kind !== 'generic') return type;
    return { ...type, parameters: type.parameters.map((parameter) => this.instance(parameter, names)) };
  }

  parameter(): CelType {
    this.fresh += 1;
    return { kind: 'parameter', name: `_${this.fresh}` };
  }

  private shown(type: CelType): string {
    return formatType(applied(this.known, type, true));
  }

  report(message: string): CelType {
    this.errors.push(message);
    return errorType;
  }
}

function operatorName(name: string): string {
  if (/^[a-zA-Z]/.test(name) && name !== 'in') return name;
  return name === '[]' || name === '[?]' ? `_${name.replace(']', '_]')}` : name === 'in' ? '@in' : `_${name}_`;
}
