// cdk8s-blueprints/operators: kinds of one's own, and their controllers
export { Operator } from './package/operator';
export type {
  OperatorPorts,
  OperatorProps,
  OperatorResource,
  OperatorSample,
  OperatorWebhook,
} from './package/operator-props';
export { CustomResource } from './resource/custom-resource';
export { CustomResourceDefinition, type CustomResourceDefinitionProps } from './resource/custom-resource-definition';
export type {
  ConversionWebhook,
  CustomResourceProps,
  PrinterColumn,
  ScaleFields,
  VersionProps,
  Versions,
} from './resource/custom-resource-props';
export { field, type ApiFieldOptions, type FieldRule } from './resource/field';
export type { InstanceConstruct, InstanceProps } from './resource/instance';
export { Composition, type ComposedObjects } from './runtime/composition';
export type { CompositionHandler, CompositionProps, Conversions } from './runtime/composition-props';
