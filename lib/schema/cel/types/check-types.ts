import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { CelNode } from '../syntax/node';
import { parseCel } from '../syntax/parse-cel';
import { tokenize } from '../syntax/tokenize';
import { CelSyntaxError } from '../syntax/cel-syntax-error';
import {
  bool,
  dyn,
  errorType,
  formatType,
  generic,
  int,
  isAnything,
  isSimple,
  simple,
  string,
  type CelType,
} from './cel-type';
import { formatError } from './format-error';
import { literalError } from './literal-error';
import { macrosSince, signaturesOf } from './signatures';
import { applied, hasParameter, isAssignable, mostGeneral, type Substitution } from './unify';

/** What an API server finds when it compiles an expression: its type, or why it has none. */
export type CheckedExpression = { readonly type: CelType; readonly usesOldSelf: boolean } | { readonly error: string };

/**
 * Compiles an expression as the API server of a Kubernetes version does for a new definition.
 *
 * @param variables names that the expression may use, and their types
 */
export function checkExpression(
  source: string,
  variables: ReadonlyMap<string, CelType>,
  version: KubernetesVersion,
): CheckedExpression {
  try {
    const isQuoted = tokenize(source).some(({ kind }) => kind === 'quoted-identifier');
    if (isQuoted && !isAtLeast(version, '1.37')) return { error: "unsupported syntax: '`'" };
    const checker = new Checker(version);
    const type = checker.finalType(parseCel(source), variables);
    const [error] = checker.errors;
    return error === undefined ? { type, usesOldSelf: checker.usesOldSelf } : { error };
  } catch (error) {
    if (error instanceof CelSyntaxError) return { error: `Syntax error: ${error.message}` };
    if (error instanceof RangeError) return { error: 'Syntax error: expression recursion limit exceeded: 250' };
    throw error;
  }
}

type Variables = ReadonlyMap<string, CelType>;
type NodeOf<K extends CelNode['kind']> = Extract<CelNode, { readonly kind: K }>;

const typeNames: Readonly<Record<string, CelType>> = {
  ...Object.fromEntries(
    (['bool', 'bytes', 'double', 'int', 'string', 'uint'] as const).map((name) => [name, simple(name)]),
  ),
  null_type: simple('null'),
  type: generic('type', dyn),
  list: generic('list', dyn),
  map: generic('map', dyn, dyn),
  'google.protobuf.Duration': simple('duration'),
  'google.protobuf.Timestamp': simple('timestamp'),
  'net.IP': generic('net.IP'),
  'net.CIDR': generic('net.CIDR'),
};

class Checker {
  readonly errors: string[] = [];
  usesOldSelf = false;
  private readonly known: Substitution = new Map();
  private fresh = 0;
  private mayMix = false;

  constructor(private readonly version: KubernetesVersion) {}

  finalType(node: CelNode, variables: Variables): CelType {
    return applied(this.known, this.typeOf(node, variables), true);
  }

  private typeOf(node: CelNode, variables: Variables): CelType {
    switch (node.kind) {
      case 'literal':
        return literalType(node);
      case 'identifier':
        return this.identifier(node.name, variables);
      case 'select':
        return this.select(node, variables);
      case 'index':
        return this.resolve(node.optional ? '[?]' : '[]', false, this.typesOf([node.target, node.index], variables));
      case 'call':
        return this.call(node, variables);
      case 'unary':
        return this.resolve(node.operator, false, this.typesOf([node.operand], variables));
      case 'binary':
        return this.resolve(node.operator, false, this.typesOf([node.left, node.right], variables));
      case 'conditional':
        return this.resolve('?', false, this.typesOf([node.test, node.yes, node.no], variables));
      case 'list':
        return generic('list', this.joined(node.items.map((item) => this.element(item, variables))));
      case 'map': {
        const keys = this.joined(node.entries.map(({ key }) => this.typeOf(key, variables)));
        return generic('map', keys, this.joined(node.entries.map((entry) => this.element(entry, variables))));
      }
    }
  }

  private typesOf(nodes: readonly CelNode[], variables: Variables): readonly CelType[] {
    return nodes.map((node) => this.typeOf(node, variables));
  }

  private element(
    { value, optional }: { readonly value: CelNode; readonly optional: boolean },
    variables: Variables,
  ): CelType {
    const type = this.typeOf(value, variables);
    if (!optional) return type;
    const inner = this.parameter();
    this.expect(generic('optional_type', inner), type);
    return applied(this.known, inner);
  }

  private identifier(name: string, variables: Variables): CelType {
    const type = variables.get(name);
    if (type !== undefined) {
      if (name === 'oldSelf') this.usesOldSelf = true;
      return type;
    }
    const named = Object.hasOwn(typeNames, name) ? typeNames[name] : undefined;
    if (named !== undefined) return generic('type', named);
    return this.report(`undeclared reference to '${name}' (in container '')`);
  }

  private select(node: NodeOf<'select'>, variables: Variables): CelType {
    const qualified = qualifiedName(node, variables);
    const named = qualified !== undefined && Object.hasOwn(typeNames, qualified) ? typeNames[qualified] : undefined;
    if (named !== undefined) return generic('type', named);
    return this.fieldType(this.typeOf(node.target, variables), node.field, node.optional);
  }

  private fieldType(given: CelType, field: string, isOptional: boolean): CelType {
    const target = applied(this.known, given);
    const inner = target.kind === 'generic' && target.name === 'optional_type' ? (target.parameters[0] ?? dyn) : target;
    const wraps = isOptional || inner !== target;
    const type = this.plainFieldType(inner, field);
    return wraps && !isSimple(type, 'error') ? generic('optional_type', type) : type;
  }

  private plainFieldType(target: CelType, field: string): CelType {
    if (target.kind === 'object') return target.fields.get(field) ?? this.report(`undefined field '${field}'`);
    if (target.kind === 'generic' && target.name === 'map') return target.parameters[1] ?? dyn;
    if (target.kind === 'parameter') {
      this.known.set(target.name, dyn);
      return dyn;
    }
    if (isAnything(target)) return isSimple(target, 'error') ? errorType : dyn;
    return this.report(`type '${formatType(target)}' does not support field selection`);
  }

  private call(node: NodeOf<'call'>, variables: Variables): CelType {
    const macro = this.macro(node, variables);
    if (macro !== undefined) return macro;
    const qualified = qualifiedName(node, variables);
    if (node.target !== undefined && qualified !== undefined && signaturesOf(qualified).length > 0) {
      return this.resolve(qualified, false, this.typesOf(node.args, variables));
    }
    const invalid = literalError(node) ?? formatError(node, (item) => this.itemType(item, variables));
    if (invalid !== undefined) this.report(invalid);
    if (node.target === undefined) return this.resolve(node.name, false, this.typesOf(node.args, variables));
    const target = this.typeOf(node.target, variables);
    const mayMix = this.mayMix;
    // Of all functions this one alone takes lists of many types.
    this.mayMix ||= node.name === 'format';
    const args = this.typesOf(node.args, variables);
    this.mayMix = mayMix;
    return this.resolve(node.name, true, [target, ...args]);
  }

  /** A second look at a part: what is wrong with it is reported when it is typed with the rest. */
  private itemType(node: CelNode, variables: Variables): CelType {
    const found = this.errors.length;
    const type = applied(this.known, this.typeOf(node, variables), true);
    this.errors.length = found;
    return type;
  }

  /** The type of a macro's call; undefined for what is none. */
  private macro(node: NodeOf<'call'>, variables: Variables): CelType | undefined {
    const { name, target, args } = node;
    if (name === 'has' && target === undefined && args.length === 1) return this.presence(args[0], variables);
    const since = macrosSince.get(name);
    if (target === undefined || (since !== undefined && !isAtLeast(this.version, since))) return undefined;
    if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
      return this.optionalMap(name, target, args, variables);
    }
    const shape = shapeOf(name, args.length);
    if (shape === undefined) return undefined;
    if (shape.variables === 2 && !isAtLeast(this.version, '1.33')) return undefined;
    return this.comprehension(name, target, args, shape.variables, variables);
  }

  private presence(selection: CelNode | undefined, variables: Variables): CelType {
    if (selection?.kind !== 'select') return this.report('invalid argument to has() macro');
    this.fieldType(this.typeOf(selection.target, variables), selection.field, false);
    return bool;
  }

  private optionalMap(name: string, target: CelNode, args: readonly CelNode[], variables: Variables): CelType {
    const [variable, body] = args;
    if (variable?.kind !== 'identifier' || body === undefined)
      return this.report(`${name}() variable name must be a simple identifier`);
    const inner = this.parameter();
    this.expect(generic('optional_type', inner), this.typeOf(target, variables));
    const type = this.typeOf(body, new Map([...variables, [variable.name, applied(this.known, inner)]]));
    if (name === 'optMap') return generic('optional_type', type);
    const flat = generic('optional_type', this.parameter());
    this.expect(flat, type);
    return applied(this.known, flat);
  }

  private comprehension(
    name: string,
    target: CelNode,
    args: readonly CelNode[],
    count: 1 | 2,
    variables: Variables,
  ): CelType {
    const names = args.slice(0, count);
    const [key, item] = this.rangeTypes(this.typeOf(target, variables), count);
    const inner = new Map(variables);
    for (const [index, variable] of names.entries()) {
      if (variable.kind !== 'identifier') return this.report('argument must be a simple name');
      inner.set(variable.name, index === 0 ? key : item);
    }
    const bodies = args.slice(count).map((body) => this.typeOf(body, inner));
    const result = bodies.at(-1) ?? errorType;
    if (['all', 'exists', 'exists_one', 'existsOne', 'filter'].includes(name)) {
      this.expect(bool, result);
      return name === 'filter' ? generic('list', key) : bool;
    }
    if (bodies.length === 2 && bodies[0] !== undefined) this.expect(bool, bodies[0]);
    if (name === 'sortBy') {
      if (isAnything(result) || comparable.some((one) => isSimple(result, one))) return generic('list', key);
      return this.report(`found no matching overload for 'sortBy' applied to '${formatType(result)}'`);
    }
    if (name === 'transformMap') return generic('map', key, result);
    if (name !== 'transformMapEntry') return generic('list', result);
    const entry = generic('map', this.parameter(), this.parameter());
    this.expect(entry, result);
    return applied(this.known, entry);
  }

  /** What the variables of a macro hold: of one, the item of a list or the key of a map. */
  private rangeTypes(given: CelType, count: 1 | 2): readonly [CelType, CelType] {
    const range = applied(this.known, given);
    if (range.kind === 'generic' && range.name === 'list') {
      const item = range.parameters[0] ?? dyn;
      return count === 1 ? [item, item] : [int, item];
    }
    if (range.kind === 'generic' && range.name === 'map')
      return [range.parameters[0] ?? dyn, range.parameters[1] ?? dyn];
    if (!isAnything(range) && range.kind !== 'parameter') {
      this.report(
        `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
      return [errorType, errorType];
    }
    return [dyn, dyn];
  }

  /** The one type of all elements of a literal. */
  private joined(types: readonly CelType[]): CelType {
    let joined: CelType | undefined;
    for (const type of types) {
      if (joined === undefined) joined = type;
      else if (this.isAssignable([joined], [type])) joined = mostGeneral(joined, type);
      else if (this.mayMix) joined = dyn;
      else return this.report(`expected type '${this.shown(joined)}' but found '${this.shown(type)}'`);
    }
    return joined ?? this.parameter();
  }

  private expect(wanted: CelType, given: CelType): void {
    if (this.isAssignable([wanted], [given])) return;
    this.report(`expected type '${this.shown(wanted)}' but found '${this.shown(given)}'`);
  }

  /** The type of a call, by every signature that its operands fit. */
  private resolve(name: string, isMethod: boolean, operands: readonly CelType[]): CelType {
    const signatures = signaturesOf(name).filter(({ since }) => since === undefined || isAtLeast(this.version, since));
    if (signatures.length === 0) return this.report(`undeclared reference to '${name}' (in container '')`);
    let result: CelType | undefined;
    for (const signature of signatures) {
      if (signature.isMethod !== isMethod || signature.parameters.length !== operands.length) continue;
      const names = new Map<string, CelType>();
      const fresh = (type: CelType): CelType => this.instance(type, names);
      if (!this.isAssignable(signature.parameters.map(fresh), operands)) continue;
      const type = applied(this.known, fresh(signature.result));
      if (result === undefined) result = type;
      else if (!isSimple(result, 'dyn') && formatType(result) !== formatType(type)) result = dyn;
    }
    if (result !== undefined) return result;
    if (operands.some((operand) => isSimple(applied(this.known, operand), 'error'))) return errorType;
    const shown = operands.map((operand) => this.shown(operand));
    const [target = '', ...rest] = shown;
    const applied_ = isMethod ? `${target}.(${rest.join(', ')})` : `(${shown.join(', ')})`;
    return this.report(`found no matching overload for '${operatorName(name)}' applied to '${applied_}'`);
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

  private parameter(): CelType {
    this.fresh += 1;
    return { kind: 'parameter', name: `_${this.fresh}` };
  }

  private shown(type: CelType): string {
    return formatType(applied(this.known, type, true));
  }

  private report(message: string): CelType {
    this.errors.push(message);
    return errorType;
  }
}

const comparable = ['int', 'uint', 'double', 'bool', 'string', 'bytes', 'timestamp', 'duration'] as const;

const shapes: Readonly<Record<string, readonly (readonly [arguments: number, variables: 1 | 2])[]>> = {
  all: [
    [2, 1],
    [3, 2],
  ],
  exists: [
    [2, 1],
    [3, 2],
  ],
  exists_one: [[2, 1]],
  existsOne: [[3, 2]],
  filter: [[2, 1]],
  map: [
    [2, 1],
    [3, 1],
  ],
  sortBy: [[2, 1]],
  transformList: [
    [3, 2],
    [4, 2],
  ],
  transformMap: [
    [3, 2],
    [4, 2],
  ],
  transformMapEntry: [
    [3, 2],
    [4, 2],
  ],
};

function shapeOf(name: string, count: number): { readonly variables: 1 | 2 } | undefined {
  const known = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
  const shape = known?.find(([args]) => args === count);
  return shape === undefined ? undefined : { variables: shape[1] };
}

function literalType({ value }: NodeOf<'literal'>): CelType {
  if (value === null) return simple('null');
  if (typeof value === 'boolean') return bool;
  if (typeof value === 'bigint') return int;
  if (typeof value === 'number') return simple('double');
  if (typeof value === 'string') return string;
  return value instanceof Uint8Array ? simple('bytes') : simple('uint');
}

function operatorName(name: string): string {
  if (/^[a-zA-Z]/.test(name) && name !== 'in') return name;
  return name === '[]' || name === '[?]' ? `_${name.replace(']', '_]')}` : name === 'in' ? '@in' : `_${name}_`;
}

/** `sets.contains`: names in a row, the first of which is no variable. */
function qualifiedName(node: CelNode, variables: Variables): string | undefined {
  if (node.kind === 'identifier') return variables.has(node.name) ? undefined : node.name;
  if (node.kind === 'select') return join(qualifiedName(node.target, variables), node.field);
  if (node.kind === 'call' && node.target !== undefined && node.target.kind !== 'call') {
    return join(qualifiedName(node.target, variables), node.name);
  }
  return undefined;
}

function join(before: string | undefined, name: string): string | undefined {
  return before === undefined ? undefined : `${before}.${name}`;
}
