import { CelSyntaxError } from './cel-syntax-error';
import { binaryOperators, type BinaryOperator, type CelNode, type ListElement, type MapElement } from './node';
import type { Token } from './token';
import { tokenize } from './tokenize';
import { unquoteBytes, unquoteString } from './unquote';

/** cel-go refuses what is nested deeper. */
const deepest = 250;

/**
 * Parses an expression of the Common Expression Language.
 *
 * @throws CelSyntaxError that says where it stops being one
 */
export function parseCel(source: string): CelNode {
  return new Parser(tokenize(source)).parse();
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): CelNode {
    const node = this.expression();
    if (this.next.kind !== 'end') this.unexpected();
    return node;
  }

  private expression(): CelNode {
    this.depth += 1;
    if (this.depth > deepest) throw new CelSyntaxError(`nested deeper than ${deepest}`, this.next.position);
    const test = this.binary(1);
    let node = test;
    if (this.skip('?')) {
      const yes = this.binary(1);
      this.expect(':');
      node = { kind: 'conditional', test, yes, no: this.expression() };
    }
    this.depth -= 1;
    return node;
  }

  private binary(loosest: number): CelNode {
    let left = this.unary();
    for (;;) {
      const operator = binaryOperator(this.next);
      if (operator === undefined || binaryOperators[operator] < loosest) return left;
      this.position += 1;
      left = { kind: 'binary', operator, left, right: this.binary(binaryOperators[operator] + 1) };
    }
  }

  private unary(): CelNode {
    const { text: operator } = this.next;
    if (operator !== '!' && operator !== '-') return this.member(this.primary());
    let count = 0;
    while (this.skip(operator)) count += 1;
    // Two of them cancel each other out before anything is evaluated.
    if (count % 2 === 0) return this.member(this.primary());
    const literal = operator === '-' ? this.negativeNumber() : undefined;
    if (literal !== undefined) return this.member(literal);
    return { kind: 'unary', operator, operand: this.member(this.primary()) };
  }

  /** The smallest integer cannot be written as minus the largest. */
  private negativeNumber(): CelNode | undefined {
    const { kind, text } = this.next;
    if (kind !== 'int' && kind !== 'double') return undefined;
    const value = kind === 'int' ? this.integer(`-${text}`) : -Number(text);
    this.position += 1;
    return { kind: 'literal', value };
  }

  private integer(text: string): bigint {
    const value = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
    if (BigInt.asIntN(64, value) !== value) throw new CelSyntaxError('invalid int literal', this.next.position);
    return value;
  }

  private member(start: CelNode): CelNode {
    let node = start;
    for (;;) {
      if (this.skip('.')) node = this.selection(node);
      else if (this.skip('[')) {
        const optional = this.skip('?');
        const index = this.expression();
        this.expect(']');
        node = { kind: 'index', target: node, index, optional };
      } else return node;
    }
  }

  private selection(target: CelNode): CelNode {
    const optional = this.skip('?');
    const field = this.take('identifier', 'quoted-identifier');
    if (!optional && field.kind === 'identifier' && this.skip('(')) {
      return { kind: 'call', target, name: field.text, args: this.list(')') };
    }
    return { kind: 'select', target, field: field.text.replaceAll('`', ''), optional };
  }

  private primary(): CelNode {
    const token = this.next;
    if (token.kind === 'int') return this.integerLiteral(token);
    this.position += 1;
    switch (token.kind) {
      case 'uint':
        return { kind: 'literal', value: { unsigned: BigInt(token.text.slice(0, -1)) } };
      case 'double':
        return { kind: 'literal', value: Number(token.text) };
      case 'string':
        return { kind: 'literal', value: unquoteString(token) };
      case 'bytes':
        return { kind: 'literal', value: unquoteBytes(token) };
      case 'identifier':
        return this.identifier(token.text);
      case 'symbol':
        return this.bracketed(token);
      case 'quoted-identifier':
      case 'end':
        this.position -= 1;
        return this.unexpected();
    }
  }

  private integerLiteral({ text }: Token): CelNode {
    const value = this.integer(text);
    this.position += 1;
    return { kind: 'literal', value };
  }

  private identifier(name: string): CelNode {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (this.skip('(')) return { kind: 'call', target: undefined, name, args: this.list(')') };
    return { kind: 'identifier', name };
  }

  private bracketed({ text }: Token): CelNode {
    if (text === '(') {
      const node = this.expression();
      this.expect(')');
      return node;
    }
    if (text === '[') return { kind: 'list', items: this.elements() };
    if (text === '{') return { kind: 'map', entries: this.entries() };
    // A leading dot asks for a name of the root scope.
    if (text === '.') return this.identifier(this.take('identifier').text);
    this.position -= 1;
    return this.unexpected();
  }

  private list(end: string): CelNode[] {
    const nodes: CelNode[] = [];
    while (!this.skip(end)) {
      nodes.push(this.expression());
      if (!this.skip(',') && this.next.text !== end) this.unexpected();
    }
    return nodes;
  }

  private elements(): ListElement[] {
    const items: ListElement[] = [];
    while (!this.skip(']')) {
      const optional = this.skip('?');
      items.push({ value: this.expression(), optional });
      if (!this.skip(',') && this.next.text !== ']') this.unexpected();
    }
    return items;
  }

  private entries(): MapElement[] {
    const entries: MapElement[] = [];
    while (!this.skip('}')) {
      const optional = this.skip('?');
      const key = this.expression();
      this.expect(':');
      entries.push({ key, value: this.expression(), optional });
      if (!this.skip(',') && this.next.text !== '}') this.unexpected();
    }
    return entries;
  }

  private get next(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: '', position: 0 };
  }

  private skip(symbol: string): boolean {
    const found = this.next.kind === 'symbol' && this.next.text === symbol;
    if (found) this.position += 1;
    return found;
  }

  private expect(symbol: string): void {
    if (!this.skip(symbol)) this.unexpected(`, expected "${symbol}"`);
  }

  private take(...kinds: readonly Token['kind'][]): Token {
    const token = this.next;
    if (!kinds.includes(token.kind)) this.unexpected(', expected a name');
    this.position += 1;
    return token;
  }

  private unexpected(expected = ''): never {
    const { kind, text, position } = this.next;
    throw new CelSyntaxError(`unexpected ${kind === 'end' ? 'end' : JSON.stringify(text)}${expected}`, position);
  }
}

function binaryOperator({ kind, text }: Token): BinaryOperator | undefined {
  if (kind !== 'symbol' && text !== 'in') return undefined;
  return isBinaryOperator(text) ? text : undefined;
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(binaryOperators, text);
}
