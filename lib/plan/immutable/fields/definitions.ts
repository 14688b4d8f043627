import { immutable, type ImmutableField } from '../immutable-field';

/** What no API server lets change of the definition of a kind. */
export const definitionFields: readonly ImmutableField[] = [
  ...['spec.group', 'spec.names.plural', 'spec.names.kind', 'spec.scope'].map((path): ImmutableField => ({
    kind: 'apiextensions.k8s.io/CustomResourceDefinition',
    path,
    message: immutable,
    source:
      'apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go: validateCustomResourceDefinitionSpecUpdate',
  })),
];
