import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** Failover to another locality comes with the detection of pods that fail. */
export const requireIstioOutlierDetection: Check = {
  id: 'require-istio-outlier-detection',
  severity: 'error',
  profile: 'baseline',
  why: 'Without outlier detection, no pod ever counts as failed, so that requests never fail over; by default only a tenth of the pods may.',
  kinds: ['networking.istio.io/DestinationRule'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const owner of [spec, ...spec.at('subsets').items()]) {
      const policy = owner.at('trafficPolicy');
      for (const settings of [policy, ...policy.at('portLevelSettings').items()]) yield* settingsProblems(settings);
    }
  },
};

function* settingsProblems(settings: Field): Iterable<Problem> {
  const locality = settings.at('loadBalancer', 'localityLbSetting');
  if (!locality.at('failover').isSet && !locality.at('failoverPriority').isSet) return;
  const detection = settings.at('outlierDetection');
  if (detection.map === undefined) {
    yield required(detection, 'failover needs it', 'set consecutive5xxErrors and maxEjectionPercent: 100');
    return;
  }
  const percent = detection.at('maxEjectionPercent');
  if ((percent.number ?? 10) < 100) {
    const problem = invalid(
      percent,
      'the rest of the failed pods keeps getting requests',
      'set maxEjectionPercent: 100',
      percent.number ?? 10,
    );
    yield { ...problem, severity: 'warning' };
  }
}
