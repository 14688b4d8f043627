import { choiceSize, coreCharge, type CallShape } from './core-charge';
import { listCost, mapCost, type Charge, type Rates } from './charge';
import type { CostlyCall, CostlyLoop, CostNode } from './cost-node';
import { libraryCharge } from './library-charge';
import type { Operand } from './operand';
import type { ServerRelease } from './server-release';
import { add, multiply, unionOf, type Size } from './size';
import type { SizeBook } from './size-book';
import type { DeclaredSizes } from './declared-sizes';
import type { Signature } from '../types/parse-signature';

/**
 * Estimates what an expression costs at most, node by node.
 *
 * See `checker/cost.go` of cel-go.
 */
export class CostEstimator {
  constructor(
    private readonly declared: DeclaredSizes,
    private readonly release: ServerRelease,
    private readonly rates: Rates,
    private readonly book: SizeBook,
  ) {}

  cost(node: CostNode): bigint {
    switch (node.kind) {
      case 'literal':
        return 0n;
      case 'identifier':
        this.book.enterName(node);
        return 1n;
      case 'presence':
        return add(this.release.presenceCost, this.cost(node.operand));
      case 'select':
        return this.select(node);
      case 'call':
        return this.call(node);
      case 'list': {
        const cost = node.items.reduce((sum, item) => add(sum, this.cost(item)), 0n);
        this.book.enterList(node);
        return add(cost, listCost);
      }
      case 'map': {
        const cost = node.entries.reduce((sum, [key, value]) => add(add(sum, this.cost(key)), this.cost(value)), 0n);
        this.book.enterMap(node);
        return add(cost, mapCost);
      }
      case 'comprehension':
        return node.isBinding && this.release.sizesEntries ? this.binding(node) : this.loop(node);
    }
  }

  private select(node: Extract<CostNode, { readonly kind: 'select' }>): bigint {
    const cost = this.cost(node.operand);
    const { type } = node.operand;
    const isRead = type.kind === 'object' || (type.kind === 'generic' && type.name === 'map');
    this.book.enterStep(node, node.operand, node.field);
    return add(cost, isRead ? 1n : 0n);
  }

  private binding(node: CostlyLoop): bigint {
    const value = add(this.cost(node.range), this.cost(node.start));
    this.book.bind(node.accumulator, node.start);
    const cost = add(value, this.cost(node.result));
    this.book.release(node.accumulator);
    this.book.copy(node, node.result);
    return cost;
  }

  private loop(node: CostlyLoop): bigint {
    const before = add(this.cost(node.range), this.cost(node.start));
    this.book.bind(node.accumulator, node.start);
    this.book.enterLoop(node);
    const each = add(this.cost(node.condition), this.cost(node.step));
    for (const variable of node.variables) this.book.release(variable);
    const after = add(before, this.cost(node.result));
    this.book.release(node.accumulator);
    const size = this.book.sizeOf(node.range);
    this.book.leaveLoop(node, size);
    return add(after, multiply(size.max, each));
  }

  private call(node: CostlyCall): bigint {
    const [first] = node.args;
    if (node.name === 'dyn' && this.release.sizesEntries && first !== undefined) {
      const cost = add(1n, this.cost(first));
      this.book.copy(node, first);
      return cost;
    }
    const costs = node.args.map((arg): readonly [bigint, Operand] => [this.cost(arg), this.book.operand(arg)]);
    const target = node.target;
    const before = target === undefined ? 0n : this.cost(target);
    const shape: CallShape = {
      target: target === undefined ? undefined : this.book.operand(target),
      args: costs.map(([, operand]) => operand),
      rates: this.rates,
      countsMatchesFunction: this.release.countsMatchesFunction,
      sizeOf: (operand) => this.book.operandSize(operand),
    };
    const argCosts = costs.map(([cost]) => cost);
    let cost = 0n;
    let size: Size | undefined;
    for (const signature of node.signatures) {
      const charge = this.charge(node, signature, shape, argCosts);
      if (charge.cost > cost) cost = charge.cost;
      if (charge.size !== undefined) size = size === undefined ? charge.size : unionOf(size, charge.size);
      size = this.book.enterElement(node, signature, size);
    }
    this.book.setSize(node, size);
    return add(before, cost);
  }

  /** With what the operands cost, of which a choice needs one alone. */
  private charge(node: CostlyCall, signature: Signature, shape: CallShape, costs: readonly bigint[]): Charge {
    const all = costs.reduce(add, 0n);
    const own =
      libraryCharge(signature, { ...shape, release: this.release, declared: this.declared }) ??
      coreCharge(signature, shape);
    if (signature.name === '+' && own !== undefined) this.book.enterSum(node);
    if (own !== undefined) return { ...own, cost: add(own.cost, all) };
    const [test = 0n, yes = 0n, no = 0n] = costs;
    switch (signature.name) {
      case '&&':
      case '||':
        return { cost: all };
      case '?':
        this.book.enterChoice(node);
        return { cost: add(test, yes > no ? yes : no), size: choiceSize(shape) };
      default:
        return { cost: add(1n, all) };
    }
  }
}
