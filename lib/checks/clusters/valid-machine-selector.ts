import { Field } from '../../manifest/objects/field';
import { matchesSelector, parseLabels, parseLabelSelector } from '../../manifest/objects/label-selector';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { clusterApiGroup } from './cluster-class-of';

const clusterLabel = `${clusterApiGroup}/cluster-name`;
const deploymentLabel = `${clusterApiGroup}/deployment-name`;

/** A selector of machines takes those that it is meant for. */
export const validMachineSelector: Check = {
  id: 'valid-machine-selector',
  severity: 'error',
  profile: 'baseline',
  why:
    'A MachineDeployment that does not select its own machines would make more of them for ever, and a health check without a ' +
    'selector would watch none: the webhooks of Cluster API refuse both.',
  kinds: [`${clusterApiGroup}/MachineDeployment`, `${clusterApiGroup}/MachineHealthCheck`],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    if (manifest.kind === 'MachineHealthCheck') yield* ofHealthCheck(spec);
    else yield* ofDeployment(spec, manifest.metadata.name ?? '');
  },
};

/** Its webhook adds the label of the cluster to both sides, and one of the name where there is no selector. */
function* ofDeployment(spec: Field, name: string): Iterable<Problem> {
  const clusterName = spec.at('clusterName');
  const inTemplate = spec.at('template', 'spec', 'clusterName');
  if (clusterName.text !== undefined && inTemplate.text !== undefined && clusterName.text !== inTemplate.text)
    yield invalid(inTemplate, `must be "${clusterName.text}", as spec.clusterName is`, 'name the same cluster twice');
  const selector = parseLabelSelector(spec.at('selector').value);
  const written = spec.at('template', 'metadata', 'labels');
  const labels = written.isSet ? parseLabels(written.value) : {};
  if (selector === undefined || labels === undefined || clusterName.text === undefined) return;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const all = { ...labels, [clusterLabel]: clusterName.text };
  const none = Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
  const wanted = { ...matchLabels, [clusterLabel]: clusterName.text, ...(none ? { [deploymentLabel]: name } : {}) };
  const given = none ? { ...all, [deploymentLabel]: name } : all;
  if (!matchesSelector({ matchLabels: wanted, matchExpressions }, given))
    yield forbidden(
      written,
      'spec.selector does not select these labels',
      'give the template the labels of the selector',
    );
}

function* ofHealthCheck(spec: Field): Iterable<Problem> {
  const selector = parseLabelSelector(spec.at('selector').value);
  if (selector === undefined) return;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0)
    yield required(spec.at('selector'), 'without one, no machine is watched', 'select a label of the machines');
  const named = matchLabels[clusterLabel];
  const clusterName = spec.at('clusterName').text;
  if (named !== undefined && clusterName !== undefined && named !== clusterName)
    yield invalid(
      spec.at('selector', 'matchLabels').entry(clusterLabel),
      `must be "${clusterName}", as spec.clusterName is`,
      'leave the label out',
    );
}
