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
import { constantError } from './constant-error';
import { formatError } from './format-error';
import { literalError } from './literal-error';
import { MacroTypes, type PartChecker, type Variables } from './macro-types';
import type { Signature } from './parse-signature';
import { signaturesOf } from './signatures';
import { TypeInference } from './type-inference';

/** What an API server finds when it compiles an expression: its type, or why it has none. */
export type CheckedExpression = TypedExpression | { readonly error: string };

/** An expression with the type of each of its parts, and with the functions that each call may mean. */
export interface TypedExpression {
  readonly node: CelNode;
  readonly type: CelType;
  readonly usesOldSelf: boolean;
  readonly typeOf: (node: CelNode) => CelType;
  /** Whether a part has a type of its own: the first words of `google.protobuf.Duration` have none. */
  readonly isTyped: (node: CelNode) => boolean;
  /** By whose signatures a call fits; empty for what calls nothing. */
  readonly signaturesOf: (node: CelNode) => readonly Signature[];
}

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
    const node = parseCel(source);
    const type = checker.finalType(node, variables);
    const [error] = checker.errors;
    if (error !== undefined) return { error };
    return {
      node,
      type,
      usesOldSelf: checker.usesOldSelf,
      typeOf: (part) => checker.recordedType(part),
      isTyped: (part) => checker.isRecorded(part),
      signaturesOf: (call) => checker.recordedSignatures(call),
    };
  } catch (error) {
    if (error instanceof CelSyntaxError) return { error: `Syntax error: ${error.message}` };
    if (error instanceof RangeError) return { error: 'Syntax error: expression recursion limit exceeded: 250' };
    throw error;
  }
}

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

class Checker implements PartChecker {
  usesOldSelf = false;
  private readonly types: TypeInference;
  private readonly macros: MacroTypes;
  private readonly typed = new Map<CelNode, CelType>();
  private readonly called = new Map<CelNode, readonly Signature[]>();

  constructor(private readonly version: KubernetesVersion) {
    this.types = new TypeInference(version);
    this.macros = new MacroTypes(this, this.types, version);
  }

  get errors(): readonly string[] {
    return this.types.errors;
  }

  finalType(node: CelNode, variables: Variables): CelType {
    return this.types.final(this.typeOf(node, variables));
  }

  /** The type of a part of the expression, once all of it is checked. */
  recordedType(node: CelNode): CelType {
    return this.types.final(this.typed.get(node) ?? dyn);
  }

  isRecorded(node: CelNode): boolean {
    return this.typed.has(node);
  }

  recordedSignatures(node: CelNode): readonly Signature[] {
    return this.called.get(node) ?? [];
  }

  record(node: CelNode, type: CelType): void {
    this.typed.set(node, type);
  }

  typeOf(node: CelNode, variables: Variables): CelType {
    const type = this.freshType(node, variables);
    this.record(node, type);
    return type;
  }

  private resolve(node: CelNode, name: string, isMethod: boolean, operands: readonly CelType[]): CelType {
    const { type, signatures } = this.types.resolve(name, isMethod, operands);
    this.called.set(node, signatures);
    return type;
  }

  private freshType(node: CelNode, variables: Variables): CelType {
    switch (node.kind) {
      case 'literal':
        return literalType(node);
      case 'identifier':
        return this.identifier(node.name, variables);
      case 'select':
        return this.select(node, variables);
      case 'index':
        return this.resolve(
          node,
          node.optional ? '[?]' : '[]',
          false,
          this.typesOf([node.target, node.index], variables),
        );
      case 'call':
        return this.call(node, variables);
      case 'unary':
        return this.resolve(node, node.operator, false, this.typesOf([node.operand], variables));
      case 'binary':
        return this.resolve(node, node.operator, false, this.typesOf([node.left, node.right], variables));
      case 'conditional':
        return this.resolve(node, '?', false, this.typesOf([node.test, node.yes, node.no], variables));
      case 'list':
        return generic('list', this.types.joined(node.items.map((item) => this.element(item, variables))));
      case 'map': {
        const keys = this.types.joined(node.entries.map(({ key }) => this.typeOf(key, variables)));
        return generic('map', keys, this.types.joined(node.entries.map((entry) => this.element(entry, variables))));
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
    this.assertOptionalSyntax();
    const inner = this.types.parameter();
    this.types.expect(generic('optional_type', inner), type);
    return this.types.applied(inner);
  }

  private identifier(name: string, variables: Variables): CelType {
    const type = variables.get(name);
    if (type !== undefined) {
      if (name === 'oldSelf') this.usesOldSelf = true;
      return type;
    }
    const named = Object.hasOwn(typeNames, name) ? typeNames[name] : undefined;
    if (named !== undefined) return generic('type', named);
    return this.types.report(`undeclared reference to '${name}' (in container '')`);
  }

  private select(node: NodeOf<'select'>, variables: Variables): CelType {
    const qualified = qualifiedName(node, variables);
    const named = qualified !== undefined && Object.hasOwn(typeNames, qualified) ? typeNames[qualified] : undefined;
    if (named !== undefined) return generic('type', named);
    if (node.optional) this.assertOptionalSyntax();
    return this.fieldType(this.typeOf(node.target, variables), node.field, node.optional);
  }

  private assertOptionalSyntax(): void {
    if (!isAtLeast(this.version, '1.29')) this.types.report("unsupported syntax '?'");
  }

  fieldType(given: CelType, field: string, isOptional: boolean): CelType {
    const target = this.types.applied(given);
    const inner = target.kind === 'generic' && target.name === 'optional_type' ? (target.parameters[0] ?? dyn) : target;
    const wraps = isOptional || inner !== target;
    const type = this.plainFieldType(inner, field);
    return wraps && !isSimple(type, 'error') ? generic('optional_type', type) : type;
  }

  private plainFieldType(target: CelType, field: string): CelType {
    if (target.kind === 'object') return target.fields.get(field) ?? this.types.report(`undefined field '${field}'`);
    if (target.kind === 'generic' && target.name === 'map') return target.parameters[1] ?? dyn;
    if (target.kind === 'parameter') return this.types.anything(target);
    if (isAnything(target)) return isSimple(target, 'error') ? errorType : dyn;
    return this.types.report(`type '${formatType(target)}' does not support field selection`);
  }

  private call(node: NodeOf<'call'>, variables: Variables): CelType {
    const macro = this.macros.typeOf(node, variables);
    if (macro !== undefined) return macro;
    const qualified = qualifiedName(node, variables);
    if (node.target !== undefined && qualified !== undefined && signaturesOf(qualified).length > 0) {
      return this.resolve(node, qualified, false, this.typesOf(node.args, variables));
    }
    const invalid = literalError(node) ?? this.formatError(node, variables) ?? constantError(node);
    if (invalid !== undefined) this.types.report(invalid);
    if (node.target === undefined) return this.resolve(node, node.name, false, this.typesOf(node.args, variables));
    const target = this.typeOf(node.target, variables);
    const typed = (): readonly CelType[] => this.typesOf(node.args, variables);
    // Of all functions this one alone takes lists of many types.
    const args = node.name === 'format' ? this.types.mixing(typed) : typed();
    return this.resolve(node, node.name, true, [target, ...args]);
  }

  /** Servers look into it with cel-go 0.20. */
  private formatError(node: NodeOf<'call'>, variables: Variables): string | undefined {
    if (!isAtLeast(this.version, '1.31')) return undefined;
    return formatError(node, (item) => this.itemType(item, variables));
  }

  private itemType(node: CelNode, variables: Variables): CelType {
    return this.types.looking(() => this.finalType(node, variables));
  }
}

function literalType({ value }: NodeOf<'literal'>): CelType {
  if (value === null) return simple('null');
  if (typeof value === 'boolean') return bool;
  if (typeof value === 'bigint') return int;
  if (typeof value === 'number') return simple('double');
  if (typeof value === 'string') return string;
  return value instanceof Uint8Array ? simple('bytes') : simple('uint');
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
