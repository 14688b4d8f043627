import { Field } from '../../../manifest/objects/field';
import type { Manifest } from '../../../manifest/objects/manifest';

/** Where a Rollout names Services whose selectors the controller changes, set or not. */
export function servicesOf(rollout: Manifest): readonly Field[] {
  const strategy = Field.root(rollout).at('spec', 'strategy');
  const [blueGreen, canary] = [strategy.at('blueGreen'), strategy.at('canary')];
  if (blueGreen.isSet) return [blueGreen.at('activeService'), blueGreen.at('previewService')];
  return [
    canary.at('stableService'),
    canary.at('canaryService'),
    canary.at('pingPong', 'pingService'),
    canary.at('pingPong', 'pongService'),
  ];
}
