import type { Signature } from '../types/parse-signature';
import type { CostlyCall, CostlyLoop, CostNode } from './cost-node';
import type { Operand } from './operand';
import type { Size } from './size';

/** What is known of sizes and paths while an expression is walked: it differs from release to release. */
export interface SizeBook {
  /** The path of a name. */
  enterName(node: Extract<CostNode, { readonly kind: 'identifier' }>): void;
  /** The path of a field. */
  enterStep(node: CostNode, from: CostNode, step: string): void;
  /** The path of an element, and its size if that is not known yet. */
  enterElement(node: CostlyCall, signature: Signature, size: Size | undefined): Size | undefined;
  enterList(node: Extract<CostNode, { readonly kind: 'list' }>): void;
  enterMap(node: Extract<CostNode, { readonly kind: 'map' }>): void;
  /** What the entries of either operand are. */
  enterChoice(node: CostlyCall): void;
  enterSum(node: CostlyCall): void;
  /** From here on, a name stands for a value. */
  bind(name: string, value: CostNode): void;
  /** From here on, the variables of a loop stand for what it goes over. */
  enterLoop(node: CostlyLoop): void;
  /** The name has the meaning again that it had before. */
  release(name: string): void;
  leaveLoop(node: CostlyLoop, size: Size): void;
  /** One part is as large as another. */
  copy(node: CostNode, from: CostNode): void;
  setSize(node: CostNode, size: Size | undefined): void;
  operand(node: CostNode): Operand;
  operandSize(operand: Operand): Size;
  sizeOf(node: CostNode): Size;
}
