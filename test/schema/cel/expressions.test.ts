import { compileCel } from '../../../lib/schema/cel/compile-cel';
import { Scope } from '../../../lib/schema/cel/scope';
import { parseCel } from '../../../lib/schema/cel/syntax/parse-cel';
import { celValue } from '../../../lib/schema/cel/values/from-json';
import type { StructuralSchema } from '../../../lib/schema/facts/schema-facts';
import { evaluate, isError } from './evaluate';

/** Every line is true. */
const truths: Readonly<Record<string, readonly string[]>> = {
  'literals and operators': [
    '1 + 2 * 3 == 7',
    '(1 + 2) * 3 == 9',
    '7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1',
    '0x1F == 31 && 1u + 2u == 3u',
    'dyn(1) == 1.0 && dyn(1u) == 1 && 2.5 > 2',
    '-9223372036854775808 < 9223372036854775807',
    '1.5e3 == 1500.0',
    `"a" + 'b' == "ab"`,
    `r"\\d" == '\\\\d'`,
    `"\\u00e9\\x41\\101" == "éAA"`,
    `'''a'b''' == "a'b"`,
    `b"\\xff" == b"\\377" && b"é".size() == 2`,
    '!(true && false) || false',
    'true ? 1 == 1 : 1 / 0 == 1',
    '1 in [1, 2] && !(3 in [1, 2]) && "a" in {"a": 1}',
    '[1, 2] + [3] == [1, 2, 3]',
    '{"a": 1}.a == 1 && {"a": 1}["a"] == 1 && {1: 2}[1] == 2',
    '"b" > "a" && "\\U0001f600" > "\\uffff"',
    'null == null && dyn(null) != 1 && dyn("1") != 1',
    '--1 == 1 && !!true && !!3 in [3]',
    '1 < 2 // a comment',
  ],
  errors: [
    'false && 1 / 0 == 1 ? false : true',
    '!(1 / 0 == 1 && false)',
    '1 / 0 == 1 || true',
    '[1, 2, 0].exists(x, 1 / x == 1)',
    '![0, 2].all(x, 1 / x == 1)',
  ],
  macros: [
    'has({"a": 1}.a) && !has({"a": 1}.b)',
    '[1, 2, 3].all(x, x > 0) && [].all(x, x > 0)',
    '[1, 2, 3].exists(x, x == 2) && ![].exists(x, true)',
    '[1, 2, 2].exists_one(x, x == 1) && ![1, 2, 2].exists_one(x, x == 2)',
    '[1, 2, 3].filter(x, x > 1) == [2, 3]',
    '[1, 2, 3].map(x, x * 2) == [2, 4, 6]',
    '[1, 2, 3].map(x, x > 1, x * 2) == [4, 6]',
    '{"a": 1, "b": 2}.all(k, k in ["a", "b"])',
    '[10, 20].all(i, v, v == (i + 1) * 10)',
    '{"a": 1}.exists(k, v, k == "a" && v == 1)',
    '[1, 2].existsOne(i, v, i == 1 && v == 2)',
    '[1, 2].transformList(i, v, i + v) == [1, 3]',
    '[1, 2].transformList(i, v, v > 1, i + v) == [3]',
    '{"a": 1}.transformMap(k, v, v + 1) == {"a": 2}',
    '{"a": "b"}.transformMapEntry(k, v, {v: k}) == {"b": "a"}',
    '["b", "a"].sortBy(x, x) == ["a", "b"]',
    '[[1], [2]].all(x, x.all(y, y > 0))',
  ],
  optionals: [
    'optional.of(1).hasValue() && !optional.none().hasValue()',
    '{"a": 1}.?a.value() == 1 && !{"a": 1}.?b.hasValue()',
    '{"a": {"b": 1}}.?a.b.orValue(2) == 1 && {"a": {"b": 1}}.?c.b.orValue(2) == 2',
    '{"a": {"b": 1}}.?c.?b.orValue(2) == 2',
    '[1][?0].orValue(2) == 1 && [1][?5].orValue(2) == 2',
    '{"a": 1}[?"b"].or(optional.of(3)).value() == 3',
    'optional.of(2).optMap(x, x * 2).value() == 4',
    '!optional.none().optMap(x, x).hasValue()',
    'optional.of(2).optFlatMap(x, optional.of(x + 1)).value() == 3',
    '!optional.ofNonZeroValue("").hasValue() && optional.ofNonZeroValue("a").hasValue()',
    '[?optional.none(), ?optional.of(1)] == [1]',
    '{?"a": optional.none(), ?"b": optional.of(1)} == {"b": 1}',
    'has({"a": {"b": 1}}.?a.b)',
    'optional.of(1) == optional.of(1) && optional.none() != optional.of(1)',
  ],
  'conversions and types': [
    'int("12") == 12 && int(2.9) == 2 && double("1.5") == 1.5 && uint(3) == 3u',
    'string(1) == "1" && string(1.0) == "1" && string(true) == "true" && string(b"a") == "a"',
    'string(1e21) == "1e+21" && string(0.1) == "0.1"',
    'bool("true") && !bool("F")',
    'type(1) == int && type("a") == string && type([]) == list && type({}) == map && type(null) == null_type',
    'type(timestamp("2026-01-01T00:00:00Z")) == google.protobuf.Timestamp',
    'size("é😀") == 2 && [1, 2].size() == 2 && size({"a": 1}) == 1',
  ],
  times: [
    'duration("1h30m") == duration("90m") && duration("1.5s") > duration("1s")',
    'duration("90m").getHours() == 1 && duration("90m").getMinutes() == 90',
    'duration("1500ms").getMilliseconds() == 1500 && string(duration("90m")) == "5400s"',
    'timestamp("2026-02-28T12:30:45.5Z").getFullYear() == 2026',
    'timestamp("2026-02-28T12:30:45Z").getMonth() == 1 && timestamp("2026-02-28T12:30:45Z").getDate() == 28',
    'timestamp("2026-02-28T12:30:45Z").getDayOfMonth() == 27 && timestamp("2026-03-01T00:00:00Z").getDayOfYear() == 59',
    'timestamp("2026-02-28T23:30:00Z").getHours("+01:00") == 0',
    'timestamp("2026-01-01T00:00:00Z") + duration("1h") == timestamp("2026-01-01T01:00:00Z")',
    'timestamp("2026-01-01T01:00:00Z") - timestamp("2026-01-01T00:00:00Z") == duration("1h")',
    'string(timestamp("2026-01-01T01:00:00+01:00")) == "2026-01-01T01:00:00+01:00"',
    'timestamp("2026-07-01T00:00:00Z").getHours("America/New_York") == 20',
    'int(timestamp("1969-12-31T23:59:59.5Z")) == -1',
    'int(timestamp("1970-01-01T00:01:00Z")) == 60',
  ],
  strings: [
    '"abc".startsWith("ab") && "abc".endsWith("bc") && "abc".contains("b")',
    '"abc".matches("^a.c$") && matches("ABC", "(?i)abc")',
    '"a,b,c".split(",") == ["a", "b", "c"] && "a,b,c".split(",", 2) == ["a", "b,c"]',
    '"a,b".split(",", 0) == [] && "abc".split("") == ["a", "b", "c"]',
    '["a", "b"].join("-") == "a-b" && ["a", "b"].join() == "ab"',
    '"hello".substring(1) == "ello" && "hello".substring(1, 3) == "el"',
    '"hello".indexOf("l") == 2 && "hello".lastIndexOf("l") == 3 && "hello".indexOf("x") == -1',
    '"hello".indexOf("l", 3) == 3 && "hello".lastIndexOf("l", 2) == 2 && "".indexOf("") == 0',
    '"hello".replace("l", "L") == "heLLo" && "hello".replace("l", "L", 1) == "heLlo"',
    '"ABC".lowerAscii() == "abc" && "abc".upperAscii() == "ABC" && " a ".trim() == "a"',
    '"abc".charAt(1) == "b" && "abc".charAt(3) == ""',
    '"%s has %d of %.2f, %x".format(["a", 1, 2.5, 255]) == "a has 1 of 2.50, ff"',
    '"%s %s".format([[1, "a"], {"b": true}]) == "[1, \\"a\\"] {\\"b\\":true}"',
    '"%.2f %e %s".format([-1234.567, 1500.0, 1e6]) == "-1,234.57 1.500000×10⁰³ 1e+06"',
    '"abc".findAll("b*") == ["", "b", ""] && "aé😀".replace("", "-") == "-a-é-😀-"',
    'strings.quote("a\\"b") == "\\"a\\\\\\"b\\""',
    '"abc 123".find("[0-9]+") == "123" && "abc".find("x") == ""',
    '"123 abc 456".findAll("[0-9]+") == ["123", "456"] && "123 abc 456".findAll("[0-9]+", 1) == ["123"]',
  ],
  'lists and sets': [
    '[1, 2, 3].isSorted() && ![2, 1].isSorted() && ["a", "b", "b"].isSorted()',
    '[1, 3].sum() == 4 && [1.0, 0.5].sum() == 1.5 && [duration("1m"), duration("1s")].sum() == duration("1m1s")',
    '[1, 3].min() == 1 && [1, 3].max() == 3',
    '[1, 2, 2, 3].indexOf(2) == 1 && [1, 2, 2, 3].lastIndexOf(2) == 2 && [1].indexOf(2) == -1',
    '[1, 2, 3].slice(1, 2) == [2] && [[1], [2]].flatten() == [1, 2] && [3, 1].sort() == [1, 3]',
    '[1, 2, 1].distinct() == [1, 2] && [1, 2].reverse() == [2, 1] && lists.range(3) == [0, 1, 2]',
    'sets.contains([1, 2, 3], [2]) && sets.equivalent([1, 1], [1]) && sets.intersects([1], [1, 2])',
  ],
  urls: [
    'isURL("https://user:pass@example.com:80/path?query=val#fragment") && isURL("/absolute-path")',
    '!isURL("https://a:b:c/") && !isURL("../relative-path")',
    'url("https://example.com:80/").getHost() == "example.com:80" && url("https://[::1]/").getHost() == "[::1]"',
    'url("https://[::1]:80/").getHostname() == "::1" && url("https://example.com:80/").getPort() == "80"',
    'url("https://example.com/path with spaces/").getEscapedPath() == "/path%20with%20spaces/"',
    'url("https://example.com/path?k1=a&k2=b&k2=c#f").getQuery() == {"k1": ["a"], "k2": ["b", "c"]}',
    'url("/path").getScheme() == "" && url("https://example.com/").getScheme() == "https"',
  ],
  addresses: [
    'isIP("127.0.0.1") && isIP("::1") && !isIP("127.0.0.256") && !isIP("::ffff:1.2.3.4") && !isIP("fe80::1%eth0")',
    'ip("127.0.0.1").family() == 4 && ip("::1").family() == 6',
    'ip.isCanonical("2001:db8::abcd") && !ip.isCanonical("2001:DB8::ABCD") && !ip.isCanonical("2001:db8::0:0:0:abcd")',
    'ip("224.0.0.1").isLinkLocalMulticast() && !ip("224.0.1.1").isLinkLocalMulticast() && ip("ff02::1").isLinkLocalMulticast()',
    'ip("192.168.0.1").isGlobalUnicast() && !ip("255.255.255.255").isGlobalUnicast() && ip("::").isUnspecified()',
    'cidr("192.168.0.0/24").containsIP("192.168.0.1") && !cidr("192.168.0.0/24").containsIP(ip("192.168.1.1"))',
    'cidr("192.168.0.0/16").containsCIDR("192.168.10.0/24") && cidr("192.168.0.1/24").ip() == ip("192.168.0.1")',
    'cidr("192.168.0.1/24").masked() == cidr("192.168.0.0/24") && cidr("::1/128").prefixLength() == 128',
    '!isCIDR("192.168.0.0/33") && string(ip("2001:db8:0:0:1:0:0:1")) == "2001:db8::1:0:0:1"',
  ],
  'quantities, versions and formats': [
    'quantity("200M").compareTo(quantity("0.2G")) == 0 && quantity("50Mi").isGreaterThan(quantity("50M"))',
    'quantity("50k").add(20).sub(quantity("100k")).sub(-50000) == quantity("20")',
    'quantity("50k").asInteger() == 50000 && sign(quantity("-1")) == -1 && !quantity("1000m").isInteger()',
    'isQuantity("1.3Gi") && !isQuantity("200K")',
    'semver("1.2.3").isGreaterThan(semver("1.2.3-rc.1")) && semver("v1.0", true).major() == 1 && !isSemver("v1.0.0")',
    '!format.dns1123Label().validate("my-label-name").hasValue() && format.dns1123Label().validate("My").hasValue()',
    'format.named("labelValue").value().validate("-").value().size() == 1 && !format.named("none").hasValue()',
    '!format.dns1123LabelPrefix().validate("my-prefix-").hasValue()',
  ],
};

describe.each(Object.entries(truths))('%s', (_, expressions) => {
  it.each(expressions)('%s', (expression) => {
    expect(evaluate(expression)).toBe(true);
  });
});

it.each([
  '1 / 0',
  '1 % 0',
  '9223372036854775807 + 1',
  '"%d".format([1.5])',
  '-(-9223372036854775808)',
  '0u - 1u',
  '[1][1]',
  '{"a": 1}.b',
  '1 + "a"',
  '1 < "a"',
  'int("x")',
  'duration("soon")',
  'timestamp("2026-02-30T00:00:00Z")',
  'quantity("200K")',
  'ip("127.0.0.256")',
  'url("../relative")',
  'semver("200K")',
  '[].min()',
  'optional.none().value()',
  '"abc".substring(4)',
  '"a".matches("(?=b)")',
  '!1',
  '1 ? 2 : 3',
  '[1, 0].all(x, 1 / x > 0)',
])('%s is an error', (expression) => {
  expect(isError(expression)).toBe(true);
});

it.each([
  ['1 +', 'unexpected end at character 4'],
  ['a..b', 'unexpected ".", expected a name at character 3'],
  ['"abc', 'unexpected "\\"" at character 1'],
  ['(1', 'unexpected end, expected ")" at character 3'],
  ['1 2', 'unexpected "2" at character 3'],
  ['{1}', 'unexpected "}", expected ":" at character 3'],
  ['`a`', 'unexpected "`a`" at character 1'],
  ['9223372036854775808', 'invalid int literal at character 1'],
  ['"\\q"', 'unknown escape \\q at character 1'],
  ['('.repeat(300), 'nested deeper than 250 at character 251'],
])('%s is refused: %s', (source, message) => {
  expect(() => parseCel(source)).toThrow(message);
});

it.each(['authorizer.path("/")', 'unknown(1)', 'x', 'has(1)', '[1].all(1, true)'])(
  '%s calls what is not here',
  (source) => {
    expect(() => compileCel(source, [])).toThrow(/not known|must be/);
  },
);

it('gives up on an endless comprehension', () => {
  const list = 'lists.range(1000)';
  expect(() => evaluate(`${list}.all(a, ${list}.all(b, ${list}.all(c, true)))`)).toThrow('steps');
});

test('a field that is null is absent; in a map, null is a value', () => {
  const holds = (rule: string, schema: StructuralSchema) =>
    compileCel(rule, ['self'])(Scope.of({ self: celValue({ a: null }, schema) }));
  const text: StructuralSchema = { type: 'string', nullable: true };
  expect(holds('!has(self.a)', { type: 'object', properties: { a: text } })).toBe(true);
  expect(holds('has(self.a) && self.a == null', { type: 'object', additionalProperties: text })).toBe(true);
});

test('no time at all is the zero value of a duration', () => {
  expect(evaluate('!optional.ofNonZeroValue(duration("0s")).hasValue()')).toBe(true);
  expect(evaluate('optional.ofNonZeroValue(duration("1s")).hasValue()')).toBe(true);
});

test('what calls look at counts, so that a short rule over long text ends too', () => {
  const schema: StructuralSchema = {
    type: 'object',
    properties: { text: { type: 'string' }, items: { type: 'array', items: { type: 'integer' } } },
  };
  const self = celValue({ text: 'a'.repeat(100_000), items: Array.from({ length: 2000 }, (_, item) => item) }, schema);
  const rule = compileCel('self.items.all(x, !self.text.contains("b"))', ['self']);
  expect(() => rule(Scope.of({ self }))).toThrow('more than 1000000 steps');
});
