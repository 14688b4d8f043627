import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';
import { meshClusters } from '../workload/mesh-clusters';

/** Who may ask whom in a mesh, by the identities and requests that its policies name. */
export const meshReach: Section = {
  name: 'mesh-reach',
  title: 'Who may ask whom, by the policies of every mesh: what it costs grows with the answer',
  run: runMeshReach,
};

const sizes: Readonly<Record<Mode, { readonly small: number; readonly large: number; readonly runs: number }>> = {
  quick: { small: 250, large: 1000, runs: 1 },
  full: { small: 250, large: 1000, runs: 5 },
};

const meshNames = Object.entries(meshClusters).flatMap(([name, props]) => ('mesh' in props ? [name] : []));

function* runMeshReach(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  for (const name of meshNames) {
    const [less, more] = [small, large].map((size) => measure(name, size, runs));
    if (less === undefined || more === undefined) throw new Error('nothing was measured');
    yield numberFigure(
      `${name}: exponent by CPU, ${small} to ${large} services`,
      growthExponent([small, less.proof], [large, more.proof]),
      '',
      2,
      mode === 'full' ? { atMost: 1.3 } : undefined,
    );
    yield numberFigure(`${name}: ${large} services, ${large * 6} connections, CPU`, more.proof, ' s', 2, undefined);
    yield usageFigure('with rendering them', more.usage);
  }
}

/** What it takes beyond the rendering, which goes before it in the same process. */
function measure(name: string, services: number, runs: number): { readonly proof: number; readonly usage: Usage } {
  const run = (variant: string): Usage =>
    medianUsage(Array.from({ length: runs }, () => runProcess(`variants/${variant}`, [name, String(services)])));
  const [rendered, usage] = [run('render-mesh'), run('compute-mesh-reachability')];
  return { proof: usage.cpuSeconds - rendered.cpuSeconds, usage };
}
