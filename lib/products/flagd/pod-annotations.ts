/** Annotations of pods that the webhook of the OpenFeature operator looks at. */
export const flagAnnotations = {
  /** Whether it looks at the others. */
  enabled: 'openfeature.dev/enabled',
  /** Names of FeatureFlagSources: the pod gets flagd beside its containers. */
  source: 'openfeature.dev/featureflagsource',
  /** Names of InProcessConfigurations: the containers get variables, by which they find flagd elsewhere. */
  inProcess: 'openfeature.dev/inprocessconfiguration',
};

/** The objects that an annotation names: `name` or `namespace/name`, several of them with commas between. */
export function namedIn(annotation: string): readonly { readonly namespace?: string; readonly name: string }[] {
  return annotation
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [namespace, name] = part.split('/');
      return name === undefined || namespace === undefined ? { name: part } : { namespace, name };
    });
}
