import type { Fleet } from '../lib';
import { mixed } from './mixed/fleet';
import { quickstart } from './quickstart/fleet';
import { onlineBoutique } from './online-boutique/fleet';

/** The reference apps: each is a platform repository in small, and renders to a folder of its own. */
const apps: readonly Fleet[] = [mixed, onlineBoutique, quickstart];

for (const app of apps) {
  const { findings, clusters, outdir } = app.synth();
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  console.log(`${outdir}: ${clusters.length} clusters, ${warnings} warnings`);
}
