import { numberFigure, usageFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess, type Usage } from '../run-process';
import type { Figure, Mode, Section } from '../section';
import { growthExponent } from '../statistics';
import { meshClusters, type MeshName } from '../workload/mesh-clusters';

/** Time grows with services and their connections on every mesh alike. */
export const mesh: Section = {
  name: 'mesh',
  title: 'Services with six connections each, compiled for every mesh: time grows with their number',
  run: runMesh,
};

const sizes: Readonly<Record<Mode, { readonly small: number; readonly large: number; readonly runs: number }>> = {
  quick: { small: 125, large: 500, runs: 1 },
  full: { small: 500, large: 2000, runs: 5 },
};

const meshNames = Object.keys(meshClusters) as readonly MeshName[];

function* runMesh(mode: Mode): Iterable<Figure> {
  const { small, large, runs } = sizes[mode];
  const rounds = Array.from({ length: runs }, () =>
    meshNames.map((name) => [0, small, large].map((size) => render(name, size))),
  );
  for (const [lane, name] of meshNames.entries()) {
    const [start, less, more] = [0, 1, 2].map((size) =>
      medianUsage(rounds.flatMap((round) => round[lane]?.[size] ?? [])),
    );
    if (start === undefined || less === undefined || more === undefined) throw new Error('nothing was measured');
    // Loading the library takes the same for every size: without it, growth shows as it is.
    const cost = (usage: Usage) => usage.cpuSeconds - start.cpuSeconds;
    const exponent = growthExponent([small, cost(less)], [large, cost(more)]);
    yield numberFigure(
      `${name}: exponent by CPU, ${small} to ${large} services`,
      exponent,
      '',
      2,
      mode === 'full' ? { atMost: 1.1 } : undefined,
    );
    yield usageFigure(`${large} services, ${large * 6} connections`, more);
  }
}

function render(name: MeshName, services: number): Usage {
  return runProcess('variants/render-mesh', [name, String(services)]);
}
