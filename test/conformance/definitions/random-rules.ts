import type { KubernetesVersion } from '../../../lib/fleet/kubernetes-version';
import { isAtLeast } from '../../../lib/fleet/kubernetes-version';
import type { JsonObject } from '../../../lib/manifest/objects/json';

/** A schema, and rules with messages that may be written for it in a version. */
export interface RandomRules {
  readonly schema: JsonObject;
  readonly rules: readonly { readonly rule: string; readonly messageExpression?: string }[];
}

/** Random schemas with rules over every operator and every library that API servers of a version have. */
export function randomRules(seed: number, count: number, version: KubernetesVersion): readonly RandomRules[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const fields = new RandomFields(random);
    const rules = new RuleWriter(random, version, fields);
    const written = Array.from({ length: 8 }, () => ({
      rule: rules.bool(4),
      ...(random.chance(15) ? { messageExpression: rules.string(3) } : {}),
    }));
    return { schema: fields.schema, rules: written };
  });
}

/** Numbers that look random, and are the same in every run. */
export class Random {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export type RuleType =
  | 'string'
  | 'bytes'
  | 'int'
  | 'double'
  | 'bool'
  | 'duration'
  | 'timestamp'
  | 'dyn'
  | 'strings'
  | 'ints'
  | 'lists'
  | 'items'
  | 'item'
  | 'map'
  | 'itemMap';

/** An object with a field of each type, under other limits and at another depth each time. */
class RandomFields {
  readonly schema: JsonObject;
  /** Expressions that read a field, by its type. */
  readonly paths = new Map<RuleType, string[]>();
  /** The fields of an item. */
  readonly item = new Map<RuleType, string[]>();

  constructor(private readonly random: Random) {
    const depth = random.below(4);
    const prefix = ['self', ...Array.from({ length: depth }, (_, index) => `p${index}`)].join('.');
    const inner = this.inner(prefix);
    let schema: JsonObject = inner;
    for (let index = depth - 1; index >= 0; index -= 1) {
      schema = { type: 'object', properties: { [`p${index}`]: schema } };
    }
    this.schema = schema;
  }

  private inner(prefix: string): JsonObject {
    const item: JsonObject = {
      type: 'object',
      ...(this.random.chance(40) ? { required: ['name', 'tags'] } : {}),
      properties: {
        name: this.text(),
        other: this.text(),
        count: { type: 'integer' },
        tags: this.list(this.text()),
        nested: { type: 'object', properties: { name: this.text(), other: this.text() } },
      },
    };
    for (const [type, names] of [
      ['string', ['name', 'other', 'nested.name', 'nested.other']],
      ['int', ['count']],
      ['strings', ['tags']],
    ] as const) {
      this.item.set(type, [...names]);
    }
    const properties: Record<string, readonly [RuleType, JsonObject]> = {
      text: ['string', this.text()],
      word: ['string', this.text()],
      color: ['string', { type: 'string', enum: ['red', 'green', 'grün'] }],
      raw: ['bytes', { type: 'string', format: 'byte', ...this.limit('maxLength', 1000) }],
      count: ['int', { type: 'integer' }],
      ratio: ['double', { type: 'number' }],
      flag: ['bool', { type: 'boolean' }],
      wait: ['duration', { type: 'string', format: 'duration' }],
      day: ['timestamp', { type: 'string', format: 'date' }],
      when: ['timestamp', { type: 'string', format: 'date-time' }],
      port: ['dyn', { 'x-kubernetes-int-or-string': true, ...this.limit('maxLength', 20) }],
      words: ['strings', this.list(this.text())],
      days: ['strings', this.list({ type: 'string', enum: ['monday', 'friday'] })],
      numbers: ['ints', this.list({ type: 'integer' })],
      rows: ['lists', this.list(this.list(this.text()))],
      items: ['items', this.list(item)],
      one: ['item', item],
      labels: ['map', { type: 'object', additionalProperties: this.text(), ...this.limit('maxProperties', 30) }],
      byName: ['itemMap', { type: 'object', additionalProperties: item, ...this.limit('maxProperties', 30) }],
    };
    for (const [name, [type]] of Object.entries(properties)) {
      this.paths.set(type, [...(this.paths.get(type) ?? []), `${prefix}.${name}`]);
    }
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(properties).map(([name, [, schema]]) => [name, schema])),
    };
  }

  private text(): JsonObject {
    return { type: 'string', ...this.limit('maxLength', 60) };
  }

  private list(items: JsonObject): JsonObject {
    return { type: 'array', items, ...this.limit('maxItems', 40) };
  }

  private limit(name: string, most: number): JsonObject {
    return this.random.chance(92) ? { [name]: this.random.below(most) } : {};
  }
}

type Writer = (depth: number) => string;

/** Writes expressions of a type, by the names that are in scope. */
class RuleWriter {
  private readonly scope: (readonly [name: string, type: RuleType])[] = [];
  private names = 0;

  constructor(
    private readonly random: Random,
    private readonly version: KubernetesVersion,
    private readonly fields: RandomFields,
  ) {}

  bool(depth: number): string {
    const { random } = this;
    if (depth <= 0) return random.pick([this.field('bool'), 'true', 'false', `${this.field('int')} > 0`]);
    const d = depth - 1;
    return this.choose(d, [
      (n) => `(${this.bool(n)} && ${this.bool(n)})`,
      (n) => `(${this.bool(n)} || ${this.bool(n)})`,
      (n) => `!(${this.bool(n)})`,
      (n) => `(${this.bool(n)} ? ${this.bool(n)} : ${this.bool(n)})`,
      (n) => {
        const type = random.pick(['string', 'bytes', 'int', 'double', 'duration', 'timestamp'] as const);
        return `${this.of(type, n)} ${random.pick(['==', '!=', '<', '<=', '>', '>='])} ${this.of(type, n)}`;
      },
      (n) => {
        const type = random.pick(['strings', 'ints', 'item', 'map', 'bool', 'lists', 'dyn'] as const);
        return `${this.of(type, n)} ${random.pick(['==', '!='])} ${this.of(type, n)}`;
      },
      (n) => `${this.string(n)} in ${this.strings(n)}`,
      (n) => `${this.string(n)} in ${this.of('map', n)}`,
      (n) => `${this.string(n)}.${random.pick(['startsWith', 'endsWith', 'contains', 'matches'])}(${this.pattern(n)})`,
      (n) => `matches(${this.string(n)}, ${this.pattern(n)})`,
      (n) => `${this.of(random.pick(['strings', 'ints'] as const), n)}.isSorted()`,
      (n) => this.loop(n, ['all', 'exists', 'exists_one']),
      (n) => this.loop(n, ['all', 'exists', 'exists_one']),
      () => `has(${this.field(random.pick(['string', 'int', 'strings', 'item'] as const))})`,
      () => `has(${this.field('item')}.name)`,
      (n) => `isURL(${this.string(n)})`,
      (n) => `url(${this.string(n)}) == url(${this.string(n)})`,
      (n) => `type(${this.of('dyn', n)}) == ${random.pick(['string', 'int'])}`,
      (n) => `dyn(${this.of(random.pick(['string', 'strings', 'int'] as const), n)}) == dyn(${this.string(n)})`,
      ...this.since('1.29', [
        (n) => `isQuantity(${this.string(n)})`,
        (n) => `quantity(${this.string(n)}).isLessThan(quantity(${this.string(n)}))`,
        (n) =>
          `quantity(${this.string(n)}).add(quantity('1')) ${random.pick(['==', '!='])} quantity(${this.string(n)})`,
        (n) => `${this.optional(n)}.hasValue()`,
        (n) => `${this.optional(n)}.orValue('a') == ${this.string(n)}`,
        (n) => `${this.optional(n)}.optMap(o, ${this.within('o', 'string', () => this.string(n))}).hasValue()`,
        (n) =>
          `${this.optional(n)}.optFlatMap(o, ${this.within('o', 'string', () => `optional.of(${this.string(n)})`)}).hasValue()`,
        (n) => `[${this.optional(n)}].size() > 1 && [?${this.optional(n)}, ${this.string(n)}].exists(o, o == 'a')`,
      ]),
      ...this.since('1.30', [
        (n) => `sets.${random.pick(['contains', 'equivalent', 'intersects'])}(${this.strings(n)}, ${this.strings(n)})`,
        (n) => `'%s and %d'.format([${this.string(n)}, ${this.int(n)}]) == strings.quote(${this.string(n)})`,
      ]),
      ...this.since('1.31', [
        (n) => `isIP(${this.string(n)}) || isCIDR(${this.string(n)})`,
        (n) => `ip(${this.string(n)}) ${random.pick(['==', '!='])} cidr(${this.string(n)}).ip()`,
        (n) => `ip(${this.string(n)}).isLoopback() || ip.isCanonical(${this.string(n)})`,
        (n) => `cidr(${this.string(n)}).containsIP(${random.pick([this.string(n), `ip(${this.string(n)})`])})`,
        (n) => `cidr(${this.string(n)}).containsCIDR(${random.pick([this.string(n), `cidr(${this.string(n)})`])})`,
        (n) => `cidr(${this.string(n)}) == cidr(${this.string(n)}).masked()`,
        (n) => `string(ip(${this.string(n)})) == ${this.string(n)} && cidr(${this.string(n)}).prefixLength() > 8`,
      ]),
      ...this.since('1.32', [
        (n) => `format.${random.pick(['dns1123Label', 'uuid', 'uri'])}().validate(${this.string(n)}).hasValue()`,
        (n) => `format.named(${this.string(n)}).hasValue()`,
        () => `format.uuid() == format.uri()`,
      ]),
      ...this.since('1.33', [(n) => this.pairLoop(n), (n) => this.pairLoop(n)]),
      ...this.since('1.34', [
        (n) => `isSemver(${this.string(n)})`,
        (n) => `semver(${this.string(n)}).isGreaterThan(semver(${this.string(n)}))`,
        (n) => `semver(${this.string(n)}) == semver(${this.string(n)}, true)`,
        (n) => `semver(${this.string(n)}).major() > 1`,
      ]),
    ]);
  }

  private of(type: RuleType, depth: number): string {
    switch (type) {
      case 'bool':
        return this.bool(depth);
      case 'string':
        return this.string(depth);
      case 'int':
        return this.int(depth);
      case 'strings':
        return this.strings(depth);
      case 'bytes':
        return depth <= 0 || this.random.chance(60) ? this.field('bytes') : `bytes(${this.string(depth - 1)})`;
      case 'double':
        return this.random.pick([this.field('double'), '1.5', `double(${this.int(depth - 1)})`]);
      case 'duration':
        return this.random.pick([
          this.field('duration'),
          "duration('1s')",
          `(${this.field('duration')} + duration('1m'))`,
        ]);
      case 'timestamp':
        return this.random.pick([this.field('timestamp'), "timestamp('2020-01-01T00:00:00Z')"]);
      case 'ints':
        return this.ints(depth);
      case 'lists':
        return this.random.chance(70)
          ? this.field('lists')
          : `[${this.strings(depth - 1)}, ${this.strings(depth - 1)}]`;
      case 'items':
        return depth <= 0 || this.random.chance(60)
          ? this.field('items')
          : `${this.field('items')}.filter(f, ${this.within('f', 'item', () => this.bool(depth - 2))})`;
      case 'map':
        return this.random.chance(70)
          ? this.field('map')
          : `{'a': ${this.string(depth - 1)}, ${this.string(depth - 1)}: 'b'}`;
      default:
        return this.field(type);
    }
  }

  string(depth: number): string {
    const { random } = this;
    if (depth <= 0) return random.pick([this.field('string'), this.field('string'), "'abc'", "''"]);
    return this.choose(depth - 1, [
      () => this.field('string'),
      () => this.field('string'),
      (n) => `(${this.string(n)} + ${this.string(n)})`,
      (n) => `(${this.bool(n)} ? ${this.string(n)} : ${this.string(n)})`,
      (n) => `${this.string(n)}.${random.pick(['lowerAscii', 'upperAscii', 'trim'])}()`,
      (n) => `${this.string(n)}.replace(${this.string(n)}, ${this.string(n)})`,
      (n) => `${this.string(n)}.replace('a', 'bcd', ${this.int(n)})`,
      (n) => `${this.string(n)}.substring(${this.int(n)})`,
      (n) => `${this.string(n)}.substring(0, ${this.int(n)})`,
      (n) => `${this.string(n)}.charAt(${this.int(n)})`,
      (n) => `${this.string(n)}.find(${this.pattern(n)})`,
      (n) => `${this.strings(n)}.join(${random.pick(['', "','", this.string(n)])})`,
      (n) => `${this.strings(n)}[${this.int(n)}]`,
      (n) => `${this.of('map', n)}[${this.string(n)}]`,
      (n) => `${this.strings(n)}.${random.pick(['min', 'max'])}()`,
      (n) => `string(${this.of(random.pick(['int', 'bytes', 'bool', 'duration', 'string'] as const), n)})`,
      (n) => `${this.of('itemMap', n)}[${this.string(n)}].name`,
      (n) => `${this.of('items', n)}[0].nested.other`,
      (n) => `url(${this.string(n)}).${random.pick(['getHost', 'getScheme', 'getPort'])}()`,
    ]);
  }

  private int(depth: number): string {
    const { random } = this;
    if (depth <= 0) return random.pick([this.field('int'), '1', '-2', '7']);
    return this.choose(depth - 1, [
      () => this.field('int'),
      (n) => `(${this.int(n)} ${random.pick(['+', '-', '*', '/', '%'])} ${this.int(n)})`,
      (n) => `-(${this.int(n)})`,
      (n) => `size(${this.of(random.pick(['string', 'strings', 'map', 'bytes'] as const), n)})`,
      (n) => `${this.of(random.pick(['string', 'strings', 'items'] as const), n)}.size()`,
      (n) => `${this.string(n)}.${random.pick(['indexOf', 'lastIndexOf'])}(${this.string(n)})`,
      (n) => `${this.strings(n)}.${random.pick(['indexOf', 'lastIndexOf'])}(${this.string(n)})`,
      (n) => `${this.ints(n)}.${random.pick(['sum', 'min', 'max'])}()`,
      (n) => `int(${this.field('string')} + ${this.string(n)})`,
      () => `${this.field('timestamp')}.getFullYear()`,
      () => `${this.field('duration')}.getSeconds()`,
    ]);
  }

  private strings(depth: number): string {
    const { random } = this;
    if (depth <= 0) return random.pick([this.field('strings'), this.field('strings'), "['a', 'bc']"]);
    return this.choose(depth - 1, [
      () => this.field('strings'),
      () => this.field('strings'),
      (n) => `[${this.string(n)}, ${this.string(n)}]`,
      (n) => `(${this.strings(n)} + ${this.strings(n)})`,
      (n) => `${this.string(n)}.split(${random.pick(["','", this.string(n)])})`,
      (n) => `${this.string(n)}.split(',', ${random.pick(['3', '-1', '0', this.int(n)])})`,
      (n) => `${this.string(n)}.findAll(${this.pattern(n)})`,
      (n) => this.collected(n),
      (n) => this.collected(n),
      (n) => `${this.of('lists', n)}[0]`,
      (n) => `(${this.bool(n)} ? ${this.strings(n)} : ${this.strings(n)})`,
      ...this.since('1.33', [
        (n) => `${this.strings(n)}.transformList(i, v, ${this.pair('i', 'v', () => this.string(n))})`,
        (n) =>
          `${this.strings(n)}.transformList(i, v, ${this.pair('i', 'v', () => this.bool(n))}, ${this.pair('i', 'v', () => this.string(n))})`,
      ]),
      ...this.since('1.35', [
        (n) => `${this.strings(n)}.slice(${random.pick(['0', '1'])}, ${random.pick(['3', this.int(n)])})`,
        (n) => `${this.of('lists', n)}.flatten()`,
        (n) => `${this.strings(n)}.${random.pick(['sort', 'reverse', 'distinct'])}()`,
        (n) =>
          `${this.strings(n)}.sortBy(s, ${this.within('s', 'string', () => random.pick([this.string(n), this.int(n)]))})`,
      ]),
    ]);
  }

  private ints(depth: number): string {
    if (depth <= 0) return this.field('ints');
    return this.choose(depth - 1, [
      () => this.field('ints'),
      (n) => `${this.strings(n)}.map(m, ${this.within('m', 'string', () => this.int(n))})`,
      (n) => `[${this.int(n)}, ${this.int(n)}]`,
      ...this.since('1.35', [() => `lists.range(${this.random.pick(['5', this.field('int')])})`]),
    ]);
  }

  private optional(depth: number): string {
    const { random } = this;
    return random.pick([
      `optional.of(${this.string(depth - 1)})`,
      `${this.field('item')}.?name`,
      `${this.field('map')}[?${this.string(depth - 1)}]`,
      `${this.field('strings')}[?0]`,
      `optional.none()`,
    ]);
  }

  private pattern(depth: number): string {
    return this.random.chance(70) ? `'^[a-z]+$'` : this.string(depth);
  }

  private loop(depth: number, macros: readonly string[]): string {
    const [range, type] = this.range(depth);
    const name = this.name();
    return `${range}.${this.random.pick(macros)}(${name}, ${this.within(name, type, () => this.bool(depth))})`;
  }

  private pairLoop(depth: number): string {
    const macro = this.random.pick(['all', 'exists', 'existsOne']);
    if (this.random.chance(30)) {
      const size = `${this.of('map', depth)}.transformMap(k, v, ${this.pairOf('k', 'v', () => this.string(depth))})`;
      return `${size}.all(k, ${this.within('k', 'string', () => this.bool(depth))})`;
    }
    if (this.random.chance(50)) {
      return `${this.strings(depth)}.${macro}(i, v, ${this.pair('i', 'v', () => this.bool(depth))})`;
    }
    return `${this.of('map', depth)}.${macro}(k, v, ${this.pairOf('k', 'v', () => this.bool(depth))})`;
  }

  private collected(depth: number): string {
    const [range, type] = this.range(depth);
    const name = this.name();
    const body = (write: () => string): string => this.within(name, type, write);
    if (type === 'string' && this.random.chance(50)) {
      return `${range}.filter(${name}, ${body(() => this.bool(depth))})`;
    }
    const filter = this.random.chance(40) ? `${body(() => this.bool(depth))}, ` : '';
    return `${range}.map(${name}, ${filter}${body(() => this.string(depth))})`;
  }

  private range(depth: number): readonly [string, RuleType] {
    const type = this.random.pick(['strings', 'strings', 'items', 'items', 'map', 'itemMap', 'ints'] as const);
    const items = { strings: 'string', items: 'item', map: 'string', itemMap: 'string', ints: 'int' } as const;
    return [this.of(type, depth), items[type]];
  }

  private pair(key: string, value: string, write: () => string): string {
    return this.within(key, 'int', () => this.within(value, 'string', write));
  }

  private pairOf(key: string, value: string, write: () => string): string {
    return this.within(key, 'string', () => this.within(value, 'string', write));
  }

  private within(name: string, type: RuleType, write: () => string): string {
    this.scope.push([name, type]);
    const text = write();
    this.scope.pop();
    return text;
  }

  private name(): string {
    this.names += 1;
    return `x${this.names}`;
  }

  /** A field of the type, of the object or of what a variable stands for. */
  private field(type: RuleType): string {
    const near = this.scope.flatMap(([name, kind]) => {
      if (kind === type) return [name];
      return kind === 'item' ? (this.fields.item.get(type) ?? []).map((field) => `${name}.${field}`) : [];
    });
    if (near.length > 0 && this.random.chance(65)) return this.random.pick(near);
    return this.random.pick(this.fields.paths.get(type) ?? []);
  }

  private since(version: KubernetesVersion, writers: readonly Writer[]): readonly Writer[] {
    return isAtLeast(this.version, version) ? writers : [];
  }

  private choose(depth: number, writers: readonly Writer[]): string {
    return this.random.pick(writers)(depth);
  }
}
