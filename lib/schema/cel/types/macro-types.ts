import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import type { CelNode } from '../syntax/node';
import { bool, dyn, errorType, formatType, generic, int, isAnything, isSimple, type CelType } from './cel-type';
import { macrosSince } from './signatures';
import type { TypeInference } from './type-inference';
import { hasParameter } from './unify';

/** Names of an expression, and their types. */
export type Variables = ReadonlyMap<string, CelType>;

/** Types the parts of an expression. */
export interface PartChecker {
  typeOf(node: CelNode, variables: Variables): CelType;
  fieldType(target: CelType, field: string, isOptional: boolean): CelType;
  /** Keeps the type of a part that is no expression of its own: the name of a variable. */
  record(node: CelNode, type: CelType): void;
}

/** The types of macros, which bring variables of their own: `all`, `exists`, `map`, `has` ... */
export class MacroTypes {
  constructor(
    private readonly checker: PartChecker,
    private readonly types: TypeInference,
    private readonly version: KubernetesVersion,
  ) {}

  /** The type of a macro's call; undefined for what is none. */
  typeOf(node: NodeOf<'call'>, variables: Variables): CelType | undefined {
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
    if (selection?.kind !== 'select') return this.types.report('invalid argument to has() macro');
    this.checker.fieldType(this.checker.typeOf(selection.target, variables), selection.field, false);
    return bool;
  }

  private optionalMap(name: string, target: CelNode, args: readonly CelNode[], variables: Variables): CelType {
    const [variable, body] = args;
    if (variable?.kind !== 'identifier' || body === undefined)
      return this.types.report(`${name}() variable name must be a simple identifier`);
    const inner = this.types.parameter();
    const given = this.checker.typeOf(target, variables);
    this.types.expect(generic('optional_type', inner), given);
    // Older releases type the target twice, and do not find the same type again where nothing decides it.
    if (!isAtLeast(this.version, '1.32') && hasParameter(given)) {
      return this.types.report('incompatible type already exists for expression');
    }
    this.checker.record(variable, inner);
    const type = this.checker.typeOf(body, new Map([...variables, [variable.name, this.types.applied(inner)]]));
    if (name === 'optMap') return generic('optional_type', type);
    const flat = generic('optional_type', this.types.parameter());
    this.types.expect(flat, type);
    return this.types.applied(flat);
  }

  private comprehension(
    name: string,
    target: CelNode,
    args: readonly CelNode[],
    count: 1 | 2,
    variables: Variables,
  ): CelType {
    const names = args.slice(0, count);
    const [key, item] = this.rangeTypes(this.checker.typeOf(target, variables), count);
    const inner = new Map(variables);
    for (const [index, variable] of names.entries()) {
      if (variable.kind !== 'identifier') return this.types.report('argument must be a simple name');
      inner.set(variable.name, index === 0 ? key : item);
      this.checker.record(variable, index === 0 ? key : item);
    }
    const bodies = args.slice(count).map((body) => this.checker.typeOf(body, inner));
    const result = bodies.at(-1) ?? errorType;
    if (['all', 'exists', 'exists_one', 'existsOne', 'filter'].includes(name)) {
      this.types.expect(bool, result);
      return name === 'filter' ? generic('list', key) : bool;
    }
    if (bodies.length === 2 && bodies[0] !== undefined) this.types.expect(bool, bodies[0]);
    if (name === 'sortBy') {
      if (isAnything(result) || comparable.some((one) => isSimple(result, one))) return generic('list', key);
      return this.types.report(`found no matching overload for 'sortBy' applied to '${formatType(result)}'`);
    }
    if (name === 'transformMap') return generic('map', key, result);
    if (name !== 'transformMapEntry') return generic('list', result);
    const entry = generic('map', this.types.parameter(), this.types.parameter());
    this.types.expect(entry, result);
    return this.types.applied(entry);
  }

  /** What the variables of a macro hold: of one, the item of a list or the key of a map. */
  private rangeTypes(given: CelType, count: 1 | 2): readonly [CelType, CelType] {
    const range = this.types.applied(given);
    if (range.kind === 'generic' && range.name === 'list') {
      const item = range.parameters[0] ?? dyn;
      return count === 1 ? [item, item] : [int, item];
    }
    if (range.kind === 'generic' && range.name === 'map')
      return [range.parameters[0] ?? dyn, range.parameters[1] ?? dyn];
    if (!isAnything(range) && range.kind !== 'parameter') {
      this.types.report(
        `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
      return [errorType, errorType];
    }
    return [dyn, dyn];
  }
}

type NodeOf<K extends CelNode['kind']> = Extract<CelNode, { readonly kind: K }>;

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
