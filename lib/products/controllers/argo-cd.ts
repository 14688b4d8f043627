import type { Field } from '../../manifest/objects/field';
import type { Controller } from './controller';

/** Argo CD: an Application of a Helm chart puts the chart's objects into a namespace. */
export const argoCd: Controller = {
  makesNothingOf: ['argoproj.io/AppProject'],
  installs: [
    { group: 'argoproj.io', kind: 'Application', into: (owner) => chartNamespace(owner.at('spec')) },
    {
      group: 'argoproj.io',
      kind: 'ApplicationSet',
      into: (owner) => chartNamespace(owner.at('spec', 'template', 'spec')),
    },
  ],
};

function chartNamespace(application: Field): readonly string[] {
  const sources = [application.at('source'), ...application.at('sources').items()];
  const namespace = application.at('destination', 'namespace').text;
  // Manifests of a repository are a tree that can be read; a chart is none before it is rendered.
  const isChart = sources.some((source) => source.at('chart').isSet || source.at('helm').isSet);
  return isChart && namespace !== undefined ? [namespace] : [];
}
