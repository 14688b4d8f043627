import type { CelType } from '../types/cel-type';
import type { Signature } from '../types/parse-signature';
import type { CostlyCall, CostlyLoop, CostNode } from './cost-node';
import { isScalar, writtenSize, type Operand } from './operand';
import { fixedSize, most, unionOf, unknownSize, type Size } from './size';
import type { SizeBook } from './size-book';
import { SharedPath } from './shared-path';
import type { DeclaredSizes } from './declared-sizes';

/** How large the keys and the values of a list or map are that an expression makes. */
interface EntrySizes {
  readonly isList: boolean;
  readonly key: Size;
  readonly value: Size;
}

interface Variable {
  readonly path: SharedPath | undefined;
  readonly size: Size | undefined;
  readonly entries: EntrySizes | undefined;
}

const noElements: Size = { min: most, max: 0n };

/** Since 1.33: what an expression makes has sizes too, down to its items and keys, and names have those of their values. */
export class KeptSizes implements SizeBook {
  private readonly paths = new Map<CostNode, SharedPath>();
  private readonly sizes = new Map<CostNode, Size>();
  private readonly entries = new Map<CostNode, EntrySizes>();
  private readonly variables = new Map<string, Variable[]>();

  constructor(private readonly declared: DeclaredSizes) {}

  enterName(node: Extract<CostNode, { readonly kind: 'identifier' }>): void {
    const variable = this.variable(node);
    this.setPath(node, variable === undefined ? SharedPath.of(node.name) : variable.path);
  }

  enterStep(node: CostNode, from: CostNode, step: string): void {
    this.setPath(node, SharedPath.extended(this.pathOf(from), step));
  }

  enterElement(node: CostlyCall, { name, parameters }: Signature, size: Size | undefined): Size | undefined {
    const [from] = node.args;
    let known = size;
    if (name === '[]' && from !== undefined) {
      const [container] = parameters;
      const isList = isGeneric(container, 'list');
      if (isList || isGeneric(container, 'map')) {
        known = this.entriesOf(from)?.value;
        this.enterStep(node, from, isList ? '@items' : '@values');
      }
    }
    return known ?? this.knownSize(node);
  }

  enterList(node: Extract<CostNode, { readonly kind: 'list' }>): void {
    this.entries.set(node, { isList: true, key: fixedSize(1n), value: this.unionOf(node.items) });
  }

  enterMap(node: Extract<CostNode, { readonly kind: 'map' }>): void {
    this.entries.set(node, {
      isList: false,
      key: this.unionOf(node.entries.map(([key]) => key)),
      value: this.unionOf(node.entries.map(([, value]) => value)),
    });
  }

  enterChoice(node: CostlyCall): void {
    const [, yes, no] = node.args;
    if (yes !== undefined && no !== undefined) this.joinEntries(node, yes, no);
  }

  enterSum(node: CostlyCall): void {
    const [left, right] = node.args;
    if (left !== undefined && right !== undefined) this.joinEntries(node, left, right);
  }

  bind(name: string, value: CostNode): void {
    const entries = this.entriesOf(value);
    this.push(name, { path: this.pathOf(value), size: this.knownSize(value), entries });
  }

  enterLoop({ variables, range }: CostlyLoop): void {
    const [first = '', second] = variables;
    const entries = this.entriesOf(range);
    const isList = entries?.isList ?? isGeneric(range.type, 'list');
    if (second === undefined) {
      this.pushPart(first, range, isList ? '@items' : '@keys', isList ? entries?.value : entries?.key);
      return;
    }
    this.pushPart(first, range, isList ? '@indices' : '@keys', entries?.key);
    this.pushPart(second, range, isList ? '@items' : '@values', entries?.value);
  }

  release(name: string): void {
    this.variables.get(name)?.pop();
  }

  leaveLoop(node: CostlyLoop, size: Size): void {
    if (node.start.kind === 'literal') this.setSize(node, this.knownSize(node.start));
    if (node.start.kind !== 'list' && node.start.kind !== 'map') return;
    this.setSize(node, size);
    this.setEntries(node, this.entriesOf(node.step));
  }

  copy(node: CostNode, from: CostNode): void {
    this.setSize(node, this.knownSize(from));
    this.setEntries(node, this.entriesOf(from));
  }

  setSize(node: CostNode, size: Size | undefined): void {
    if (size !== undefined) this.sizes.set(node, size);
  }

  operand(node: CostNode): Operand {
    return { node, type: node.type, path: this.pathOf(node), computed: this.knownSize(node) };
  }

  operandSize({ computed }: Operand): Size {
    return computed ?? unknownSize;
  }

  sizeOf(node: CostNode): Size {
    return this.knownSize(node) ?? unknownSize;
  }

  private joinEntries(node: CostNode, left: CostNode, right: CostNode): void {
    const [a, b] = [this.entriesOf(left), this.entriesOf(right)];
    if (a === undefined || b === undefined) return;
    this.entries.set(node, { isList: a.isList, key: unionOf(a.key, b.key), value: unionOf(a.value, b.value) });
  }

  private knownSize(node: CostNode): Size | undefined {
    const known = this.sizes.get(node) ?? writtenSize(node);
    if (known !== undefined) return known;
    const allowed = this.declared.at(this.pathOf(node));
    if (allowed !== undefined) {
      this.sizes.set(node, allowed);
      return allowed;
    }
    if (isFixed(node.type)) return fixedSize(1n);
    return node.kind === 'identifier' ? this.variable(node)?.size : undefined;
  }

  private unionOf(nodes: readonly CostNode[]): Size {
    const start = nodes.length === 0 ? { ...noElements, min: 0n } : noElements;
    return nodes.reduce((union, node) => unionOf(union, this.sizeOf(node)), start);
  }

  private entriesOf(node: CostNode): EntrySizes | undefined {
    const own = this.entries.get(node);
    return own ?? (node.kind === 'identifier' ? this.variable(node)?.entries : undefined);
  }

  private setEntries(node: CostNode, entries: EntrySizes | undefined): void {
    if (entries !== undefined) this.entries.set(node, entries);
  }

  private pathOf(node: CostNode): SharedPath | undefined {
    const variable = node.kind === 'identifier' ? this.variable(node) : undefined;
    return variable === undefined ? this.paths.get(node) : variable.path;
  }

  private setPath(node: CostNode, path: SharedPath | undefined): void {
    if (path === undefined) this.paths.delete(node);
    else this.paths.set(node, path);
  }

  private variable({ name }: Extract<CostNode, { readonly kind: 'identifier' }>): Variable | undefined {
    return this.variables.get(name)?.at(-1);
  }

  private push(name: string, variable: Variable): void {
    this.variables.set(name, [...(this.variables.get(name) ?? []), variable]);
  }

  private pushPart(name: string, range: CostNode, step: string, size: Size | undefined): void {
    this.push(name, { path: SharedPath.extended(this.pathOf(range), step), size, entries: undefined });
  }
}

/** Whatever the value is, it is one. */
function isFixed(type: CelType): boolean {
  if (type.kind !== 'generic' || type.name !== 'optional_type') return isScalar(type);
  const [inner] = type.parameters;
  return inner !== undefined && isFixed(inner);
}

function isGeneric(type: CelType | undefined, name: string): boolean {
  return type?.kind === 'generic' && type.name === name;
}
