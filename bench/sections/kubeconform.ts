import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ratioFigure, usageFigure, type Goal } from '../figures';
import { medianUsage } from '../fleet-runs';
import { findKubeconform, writeSchemas } from '../kubeconform';
import { runProcess, type Usage } from '../run-process';
import { canMeasurePrograms, runProgram } from '../run-program';
import type { Figure, Mode, Section } from '../section';

/** What people run where cdk8s checks nothing. It compares with schemas; ours runs all checks. */
export const kubeconform: Section = {
  name: 'kubeconform',
  title: 'kubeconform -strict, schemas alone: against our check of the same files, and after cdk8s against our synth',
  run: runKubeconform,
};

interface Size {
  readonly units: number;
  readonly runs: number;
  readonly judged: Goal;
  readonly synthesized: Goal;
}

const sizes: Readonly<Record<Mode, readonly Size[]>> = {
  quick: [{ units: 100, runs: 1, judged: undefined, synthesized: undefined }],
  full: [
    { units: 1000, runs: 5, judged: { atMost: 1 }, synthesized: { atLeast: 5 } },
    { units: 5000, runs: 3, judged: { atMost: 1 }, synthesized: { atLeast: 10 } },
  ],
};

const command = resolve(__dirname, '../../lib/cli/main.js');

function* runKubeconform(mode: Mode): Iterable<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-bench-'));
  try {
    const program = canMeasurePrograms ? findKubeconform() : undefined;
    const schemas = writeSchemas('1.33', join(folder, 'schemas'));
    if (program === undefined || schemas === undefined) {
      yield { what: 'left out: needs Go, GNU time and the schemas of Kubernetes 1.33', value: '-' };
      return;
    }
    for (const { units, runs, judged, synthesized } of sizes[mode]) {
      const [theirs, ours] = [join(folder, `theirs-${units}`), join(folder, `ours-${units}`)];
      const rounds = Array.from({ length: runs + 1 }, (_, revision) => ({
        cdk8s: runProcess('variants/cdk8s-app-per-chart', [String(units), theirs, String(revision)]),
        synth: runProcess('variants/ours-checked', [String(units), ours, String(revision)]),
        conform: runProgram(program, ['-strict', '-schema-location', schemas, theirs]),
        check: runProgram(process.execPath, [command, 'check', ours]),
      })).slice(1);
      const median = (lane: keyof (typeof rounds)[number]): Usage => medianUsage(rounds.map((round) => round[lane]));
      const [cdk8s, synth, conform, check] = [median('cdk8s'), median('synth'), median('conform'), median('check')];
      yield ratioFigure(`${units * 8} objects, our check against kubeconform`, check, conform, judged);
      yield usageFigure('our check', check);
      yield usageFigure('kubeconform -strict', conform);
      yield ratioFigure(
        `${units} units, cdk8s and kubeconform against our synth`,
        sum(cdk8s, conform),
        synth,
        synthesized,
      );
      yield usageFigure('cdk8s, an App a chart', cdk8s);
      yield usageFigure('our synth, checked', synth);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sum(one: Usage, other: Usage): Usage {
  return {
    seconds: one.seconds + other.seconds,
    cpuSeconds: one.cpuSeconds + other.cpuSeconds,
    peakMegabytes: Math.max(one.peakMegabytes, other.peakMegabytes),
  };
}
