import type { Section } from './section';
import { capacity } from './sections/capacity';
import { cdk8s } from './sections/cdk8s';
import { checks } from './sections/checks';
import { emitter } from './sections/emitter';
import { growth } from './sections/growth';
import { mesh } from './sections/mesh';
import { meshReach } from './sections/mesh-reach';
import { plain } from './sections/plain';
import { reach } from './sections/reach';
import { startUp } from './sections/start-up';
import { unchanged } from './sections/unchanged';

/** All parts of the benchmark, by name. A new one is a file in `sections/` and a line here. */
export const sections: readonly Section[] = [
  capacity,
  cdk8s,
  checks,
  emitter,
  growth,
  mesh,
  meshReach,
  plain,
  reach,
  startUp,
  unchanged,
];
