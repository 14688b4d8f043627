import type { Field } from '../../../manifest/objects/field';

/** An analysis that a Rollout asks for, and whether it runs beside the steps, for as long as they take. */
export interface AskedAnalysis {
  readonly analysis: Field;
  readonly isBackground: boolean;
}

/** Every analysis that the spec of a Rollout asks for, experiments aside. */
export function analysesOf(spec: Field): readonly AskedAnalysis[] {
  const [blueGreen, canary] = [spec.at('strategy', 'blueGreen'), spec.at('strategy', 'canary')];
  const steps = canary.at('steps').items();
  return [
    { analysis: canary.at('analysis'), isBackground: true },
    ...[
      blueGreen.at('prePromotionAnalysis'),
      blueGreen.at('postPromotionAnalysis'),
      ...steps.map((step) => step.at('analysis')),
    ].map((analysis) => ({ analysis, isBackground: false })),
  ].filter(({ analysis }) => analysis.isSet);
}
