import type { JsonObject } from '../../manifest/objects/json';
import type { ApiFieldOptions } from './field';

/** What is said of a field besides its schema and its rules, by the names that definitions have for it. */
export function optionFields(options: ApiFieldOptions): JsonObject {
  return {
    format: options.format,
    minProperties: options.minProperties,
    maxProperties: options.maxProperties,
    'x-kubernetes-list-type': options.listType,
    'x-kubernetes-list-map-keys': options.listMapKeys,
    'x-kubernetes-map-type': options.mapType,
    ...(options.preserveUnknownFields === true ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
    ...(options.embeddedResource === true ? { 'x-kubernetes-embedded-resource': true } : {}),
  };
}
