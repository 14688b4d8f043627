import { capacityEffects } from './capacity-effects';
import { clusterEffects } from './cluster-effects';
import { connectionEffects } from './connection-effects';
import type { Effect, EffectScene } from './effect';
import { imageEffects } from './image-effects';
import { permissionEffects } from './permission-effects';
import { podSecurityEffects } from './pod-security-effects';
import { resourceEffects } from './resource-effects';
import { settingEffects } from './setting-effects';

/** Everything that a change brings about beside the objects, by topic. */
export function effectsOf(scene: EffectScene): readonly Effect[] {
  return [
    ...clusterEffects(scene.context),
    ...connectionEffects(scene),
    ...permissionEffects(scene),
    ...podSecurityEffects(scene),
    ...capacityEffects(scene),
    ...resourceEffects(scene),
    ...imageEffects(scene.paired),
    ...settingEffects(scene.context),
  ];
}
