export { isManifest, type LocatedManifest, type Manifest, type ObjectMeta } from '../manifest/objects/manifest';
export { formatIdentity, identityKey, identityOf, type ObjectIdentity } from '../manifest/objects/object-identity';
export { ManifestSet } from '../manifest/objects/manifest-set';
export type { JsonArray, JsonObject, JsonValue } from '../manifest/objects/json';
export type { LabelSelector, LabelSelectorRequirement, Labels } from '../manifest/objects/label-selector';
export type { PodTemplate } from '../manifest/pods/pod-template';
export type { ChartManifest } from '../model/capability';
