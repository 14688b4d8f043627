import { immutable, type ImmutableField } from '../immutable-field';

const core = 'pkg/apis/core/validation/validation.go';

/** What no API server lets change of ConfigMaps and Secrets. */
export const configurationFields: readonly ImmutableField[] = [
  ...['/ConfigMap', '/Secret'].flatMap((kind) =>
    ['data', 'binaryData', 'immutable'].map((path): ImmutableField => ({
      kind,
      path,
      when: ({ before }) => before.immutable === true,
      message: 'field is immutable when `immutable` is set',
      source: `${core}: Validate${kind.slice(1)}Update`,
    })),
  ),
  { kind: '/Secret', path: 'type', message: immutable, source: `${core}: ValidateSecretUpdate` },
];
