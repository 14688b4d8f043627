import type { Section } from './section';
import { capacity } from './sections/capacity';
import { cdk8s } from './sections/cdk8s';
import { checks } from './sections/checks';
import { defaultPath } from './sections/default-path';
import { emitter } from './sections/emitter';
import { fleet } from './sections/fleet';
import { growth } from './sections/growth';
import { kubeconform } from './sections/kubeconform';
import { mesh } from './sections/mesh';
import { meshReach } from './sections/mesh-reach';
import { operators } from './sections/operators';
import { placement } from './sections/placement';
import { plain } from './sections/plain';
import { plan } from './sections/plan';
import { reach } from './sections/reach';
import { scaling } from './sections/scaling';
import { startUp } from './sections/start-up';
import { stores } from './sections/stores';
import { unchanged } from './sections/unchanged';

/** All parts of the benchmark, what users run first. A new one is a file in `sections/` and a line here. */
export const sections: readonly Section[] = [
  defaultPath,
  fleet,
  capacity,
  cdk8s,
  checks,
  emitter,
  growth,
  kubeconform,
  mesh,
  meshReach,
  operators,
  placement,
  plain,
  plan,
  reach,
  scaling,
  startUp,
  stores,
  unchanged,
];
