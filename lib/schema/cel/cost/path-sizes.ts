import type { CelType } from '../types/cel-type';
import type { Signature } from '../types/parse-signature';
import type { CostlyCall, CostlyLoop, CostNode } from './cost-node';
import { accumulatorName } from './expand-macros';
import { isScalar, writtenSize, type Operand } from './operand';
import { fixedSize, unknownSize, type Size } from './size';
import type { SizeBook } from './size-book';
import { SharedPath } from './shared-path';
import type { DeclaredSizes } from './declared-sizes';

/** Before 1.33: sizes come from the schema, and of what an expression makes from its calls alone. */
export class PathSizes implements SizeBook {
  private readonly paths = new Map<CostNode, SharedPath>();
  private readonly sizes = new Map<CostNode, Size>();
  private readonly ranges = new Map<string, CostNode[]>();

  constructor(
    private readonly declared: DeclaredSizes,
    private readonly sizesLoops: boolean,
  ) {}

  enterName(node: Extract<CostNode, { readonly kind: 'identifier' }>): void {
    const range = this.ranges.get(node.name)?.at(-1);
    if (range === undefined) {
      this.paths.set(node, SharedPath.of(node.name));
      return;
    }
    const part = isGeneric(range.type, 'list') ? '@items' : isGeneric(range.type, 'map') ? '@keys' : undefined;
    if (part !== undefined) this.enterStep(node, range, part);
  }

  enterStep(node: CostNode, from: CostNode, step: string): void {
    this.paths.set(node, SharedPath.extended(this.paths.get(from), step));
  }

  enterElement(node: CostlyCall, { name, parameters }: Signature, size: Size | undefined): Size | undefined {
    const [from] = node.args;
    if (name !== '[]' || from === undefined) return size;
    const [container] = parameters;
    if (isGeneric(container, 'list')) this.enterStep(node, from, '@items');
    if (isGeneric(container, 'map')) this.enterStep(node, from, '@values');
    return size;
  }

  enterList(): void {}

  enterMap(): void {}

  enterChoice(): void {}

  enterSum(): void {}

  bind(): void {}

  enterLoop({ variables: [variable = ''], range }: CostlyLoop): void {
    this.ranges.set(variable, [...(this.ranges.get(variable) ?? []), range]);
  }

  release(name: string): void {
    this.ranges.get(name)?.pop();
  }

  leaveLoop(node: CostlyLoop, size: Size): void {
    if (this.sizesLoops) this.sizes.set(node, size);
  }

  copy(): void {}

  setSize(node: CostNode, size: Size | undefined): void {
    if (size !== undefined) this.sizes.set(node, size);
  }

  operand(node: CostNode): Operand {
    const path = this.paths.get(node);
    return {
      node,
      type: node.type,
      path: path?.first === accumulatorName ? undefined : path,
      computed: this.sizes.get(node) ?? writtenSize(node),
    };
  }

  operandSize({ computed, path, type }: Operand): Size {
    return computed ?? this.declared.at(path) ?? (isScalar(type) ? fixedSize(1n) : unknownSize);
  }

  sizeOf(node: CostNode): Size {
    return this.operandSize(this.operand(node));
  }
}

function isGeneric(type: CelType | undefined, name: string): boolean {
  return type?.kind === 'generic' && type.name === name;
}
