import { isAtLeast, type KubernetesVersion } from '../../../fleet/kubernetes-version';
import { parseSignature, type Signature } from './parse-signature';

interface Library {
  /** First version whose API servers take it in a new rule: servers look one version back, so that they can be rolled back. */
  readonly since?: KubernetesVersion;
  /** First version whose API servers do not have it any more. @default all have it */
  readonly before?: KubernetesVersion;
  readonly signatures: readonly string[];
}

const numbers = ['int', 'uint', 'double'];
const comparable = [...numbers, 'bool', 'string', 'bytes', 'timestamp', 'duration'];
const orders = ['<', '<=', '>', '>='];
const dateParts = ['FullYear', 'Month', 'Date', 'DayOfMonth', 'DayOfWeek', 'DayOfYear'];
const timeParts = ['Hours', 'Minutes', 'Seconds', 'Milliseconds'];

const standard: Library = {
  signatures: [
    ...orders.flatMap((operator) => comparable.map((type) => `${operator}: (${type}, ${type}) bool`)),
    ...['==', '!='].map((operator) => `${operator}: (A, A) bool`),
    ...['&&', '||'].map((operator) => `${operator}: (bool, bool) bool`),
    '!: (bool) bool',
    '?: (bool, A, A) A',
    ...['int', 'double'].map((type) => `-: (${type}) ${type}`),
    ...[...numbers, 'string', 'bytes', 'list(A)', 'duration'].map((type) => `+: (${type}, ${type}) ${type}`),
    '+: (timestamp, duration) timestamp',
    '+: (duration, timestamp) timestamp',
    ...[...numbers, 'duration'].map((type) => `-: (${type}, ${type}) ${type}`),
    '-: (timestamp, timestamp) duration',
    '-: (timestamp, duration) timestamp',
    ...['*', '/'].flatMap((operator) => numbers.map((type) => `${operator}: (${type}, ${type}) ${type}`)),
    ...['int', 'uint'].map((type) => `%: (${type}, ${type}) ${type}`),
    '[]: (list(A), int) A',
    '[]: (map(A, B), A) B',
    'in: (A, list(A)) bool',
    'in: (A, map(A, B)) bool',
    ...['string', 'bytes', 'list(A)', 'map(A, B)'].flatMap((type) => [`size: (${type}) int`, `size: ${type}.() int`]),
    'type: (A) type(A)',
    'dyn: (A) dyn',
    ...['bool', 'string'].map((type) => `bool: (${type}) bool`),
    ...['bytes', 'string'].map((type) => `bytes: (${type}) bytes`),
    ...[...numbers, 'string'].map((type) => `double: (${type}) double`),
    ...['duration', 'string'].map((type) => `duration: (${type}) duration`),
    ...[...numbers, 'string', 'timestamp', 'duration'].map((type) => `int: (${type}) int`),
    ...[...numbers, 'string', 'bool', 'bytes', 'timestamp', 'duration'].map((type) => `string: (${type}) string`),
    ...['timestamp', 'int', 'string'].map((type) => `timestamp: (${type}) timestamp`),
    ...[...numbers, 'string'].map((type) => `uint: (${type}) uint`),
    ...['contains', 'endsWith', 'startsWith', 'matches'].map((name) => `${name}: string.(string) bool`),
    'matches: (string, string) bool',
    ...[...dateParts, ...timeParts].flatMap((part) => [
      `get${part}: timestamp.() int`,
      `get${part}: timestamp.(string) int`,
    ]),
    ...timeParts.map((part) => `get${part}: duration.() int`),
  ],
};

/** Nanoseconds as a duration, which cel-go 0.28 dropped. */
const nanoseconds: Library = { before: '1.37', signatures: ['duration: (int) duration'] };

/** Numbers of different types in one order. */
const mixedNumbers: Library = {
  since: '1.29',
  signatures: orders.flatMap((operator) =>
    numbers.flatMap((left) =>
      numbers.filter((right) => right !== left).map((right) => `${operator}: (${left}, ${right}) bool`),
    ),
  ),
};

const strings: Library = {
  signatures: [
    'charAt: string.(int) string',
    ...['indexOf', 'lastIndexOf'].flatMap((name) => [
      `${name}: string.(string) int`,
      `${name}: string.(string, int) int`,
    ]),
    ...['lowerAscii', 'upperAscii', 'trim'].map((name) => `${name}: string.() string`),
    'replace: string.(string, string) string',
    'replace: string.(string, string, int) string',
    'split: string.(string) list(string)',
    'split: string.(string, int) list(string)',
    'substring: string.(int) string',
    'substring: string.(int, int) string',
    'join: list(string).() string',
    'join: list(string).(string) string',
    'find: string.(string) string',
    'findAll: string.(string) list(string)',
    'findAll: string.(string, int) list(string)',
  ],
};

const formatting: Library = {
  since: '1.30',
  signatures: ['format: string.(list(dyn)) string', 'strings.quote: (string) string'],
};

const listsOfKubernetes: Library = {
  signatures: [
    ...comparable.flatMap((type) => [
      `isSorted: list(${type}).() bool`,
      `min: list(${type}).() ${type}`,
      `max: list(${type}).() ${type}`,
    ]),
    ...[...numbers, 'duration'].map((type) => `sum: list(${type}).() ${type}`),
    'indexOf: list(A).(A) int',
    'lastIndexOf: list(A).(A) int',
  ],
};

const urls: Library = {
  signatures: [
    'url: (string) kubernetes.URL',
    'isURL: (string) bool',
    ...['getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath'].map(
      (name) => `${name}: kubernetes.URL.() string`,
    ),
    'getQuery: kubernetes.URL.() map(string, list(string))',
  ],
};

const optionals: Library = {
  since: '1.29',
  signatures: [
    'optional.of: (A) optional_type(A)',
    'optional.ofNonZeroValue: (A) optional_type(A)',
    'optional.none: () optional_type(A)',
    'value: optional_type(A).() A',
    'hasValue: optional_type(A).() bool',
    'or: optional_type(A).(optional_type(A)) optional_type(A)',
    'orValue: optional_type(A).(A) A',
    '[?]: (list(A), int) optional_type(A)',
    '[?]: (optional_type(list(A)), int) optional_type(A)',
    '[?]: (map(A, B), A) optional_type(B)',
    '[?]: (optional_type(map(A, B)), A) optional_type(B)',
    '[]: (optional_type(list(A)), int) optional_type(A)',
    '[]: (optional_type(map(A, B)), A) optional_type(B)',
  ],
};

/** What optional types got with cel-go 0.23: servers take it at once, since the library is older. */
const optionalsOfLists: Library = {
  since: '1.33',
  signatures: [
    'optional.unwrap: (list(optional_type(A))) list(A)',
    'unwrapOpt: list(optional_type(A)).() list(A)',
    'first: list(A).() optional_type(A)',
    'last: list(A).() optional_type(A)',
  ],
};

const quantities: Library = {
  since: '1.29',
  signatures: [
    'quantity: (string) kubernetes.Quantity',
    'isQuantity: (string) bool',
    'sign: (kubernetes.Quantity) int',
    ...['isGreaterThan', 'isLessThan'].map((name) => `${name}: kubernetes.Quantity.(kubernetes.Quantity) bool`),
    'compareTo: kubernetes.Quantity.(kubernetes.Quantity) int',
    'asApproximateFloat: kubernetes.Quantity.() double',
    'asInteger: kubernetes.Quantity.() int',
    'isInteger: kubernetes.Quantity.() bool',
    ...['add', 'sub'].flatMap((name) =>
      ['kubernetes.Quantity', 'int'].map((type) => `${name}: kubernetes.Quantity.(${type}) kubernetes.Quantity`),
    ),
  ],
};

const sets: Library = {
  since: '1.30',
  signatures: ['contains', 'equivalent', 'intersects'].map((name) => `sets.${name}: (list(A), list(A)) bool`),
};

const addresses: Library = {
  since: '1.31',
  signatures: [
    'ip: (string) net.IP',
    'isIP: (string) bool',
    'ip.isCanonical: (string) bool',
    'family: net.IP.() int',
    ...['isUnspecified', 'isLoopback', 'isLinkLocalMulticast', 'isLinkLocalUnicast', 'isGlobalUnicast'].map(
      (name) => `${name}: net.IP.() bool`,
    ),
    'string: (net.IP) string',
    'cidr: (string) net.CIDR',
    'isCIDR: (string) bool',
    ...['string', 'net.IP'].map((type) => `containsIP: net.CIDR.(${type}) bool`),
    ...['string', 'net.CIDR'].map((type) => `containsCIDR: net.CIDR.(${type}) bool`),
    'ip: net.CIDR.() net.IP',
    'prefixLength: net.CIDR.() int',
    'masked: net.CIDR.() net.CIDR',
    'string: (net.CIDR) string',
  ],
};

const formats: Library = {
  since: '1.32',
  signatures: [
    ...['dns1123Label', 'dns1123Subdomain', 'dns1035Label', 'qualifiedName', 'dns1123LabelPrefix'],
    ...['dns1123SubdomainPrefix', 'dns1035LabelPrefix', 'labelValue', 'uri', 'uuid', 'byte', 'date', 'datetime'],
  ]
    .map((name) => `format.${name}: () kubernetes.NamedFormat`)
    .concat([
      'validate: kubernetes.NamedFormat.(string) optional_type(list(string))',
      'format.named: (string) optional_type(kubernetes.NamedFormat)',
    ]),
};

const semvers: Library = {
  since: '1.34',
  signatures: [
    'semver: (string) kubernetes.Semver',
    'semver: (string, bool) kubernetes.Semver',
    'isSemver: (string) bool',
    'isSemver: (string, bool) bool',
    ...['isGreaterThan', 'isLessThan'].map((name) => `${name}: kubernetes.Semver.(kubernetes.Semver) bool`),
    'compareTo: kubernetes.Semver.(kubernetes.Semver) int',
    ...['major', 'minor', 'patch'].map((name) => `${name}: kubernetes.Semver.() int`),
  ],
};

const listsExtension: Library = {
  since: '1.35',
  signatures: [
    'slice: list(A).(int, int) list(A)',
    'flatten: list(list(A)).() list(A)',
    'flatten: list(dyn).(int) list(dyn)',
    ...comparable.map((type) => `sort: list(${type}).() list(${type})`),
    'lists.range: (int) list(int)',
    'reverse: list(A).() list(A)',
    'distinct: list(A).() list(A)',
  ],
};

const libraries: readonly Library[] = [
  standard,
  nanoseconds,
  mixedNumbers,
  strings,
  formatting,
  listsOfKubernetes,
  urls,
  optionals,
  optionalsOfLists,
  quantities,
  sets,
  addresses,
  formats,
  semvers,
  listsExtension,
];

/** Macros that are not there from the beginning. */
export const macrosSince: ReadonlyMap<string, KubernetesVersion> = new Map([
  ...(['optMap', 'optFlatMap'] as const).map((name) => [name, '1.29'] as const),
  ...(['transformList', 'transformMap', 'transformMapEntry', 'existsOne'] as const).map(
    (name) => [name, '1.33'] as const,
  ),
  ['sortBy', '1.35'] as const,
]);

/** The signatures of a name, functions and methods apart, with the versions that take each. */
interface KnownSignature extends Signature, Pick<Library, 'since' | 'before'> {}

const byName = new Map<string, KnownSignature[]>();
for (const { signatures, ...versions } of libraries) {
  for (const text of signatures) {
    const signature = { ...parseSignature(text), ...versions };
    byName.set(signature.name, [...(byName.get(signature.name) ?? []), signature]);
  }
}

/** The signatures of a name that API servers of a version have; of all versions when left out. */
export function signaturesOf(name: string, version?: KubernetesVersion): readonly Signature[] {
  const known = byName.get(name) ?? [];
  if (version === undefined) return known;
  return known.filter(
    ({ since, before }) =>
      (since === undefined || isAtLeast(version, since)) && (before === undefined || !isAtLeast(version, before)),
  );
}
