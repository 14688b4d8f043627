import { numberFigure } from '../figures';
import { medianUsage } from '../fleet-runs';
import { runProcess } from '../run-process';
import type { Figure, Mode, Section } from '../section';

/** What a kind of one's own costs: each answer of its hook, and its definition. */
export const operators: Section = {
  name: 'operators',
  title: 'Answers of a hook about 50 objects, and definitions of 300 properties',
  run: runOperatorFigures,
};

const sizes = { quick: { few: 20, many: 120, runs: 1 }, full: { few: 50, many: 450, runs: 5 } } as const;

/** By the difference of a long and a short run: what starting the program takes is in both. */
function* runOperatorFigures(mode: Mode): Iterable<Figure> {
  const { few, many, runs } = sizes[mode];
  const each = (variant: string): number => {
    const cpu = (count: number) =>
      medianUsage(Array.from({ length: runs }, () => runProcess(`variants/${variant}`, [String(count)]))).cpuSeconds;
    return ((cpu(many) - cpu(few)) / (many - few)) * 1000;
  };
  const goal = (atMost: number) => (mode === 'full' ? { atMost } : undefined);
  yield numberFigure('an answer about 50 objects, warm, CPU', each('answer-hook'), ' ms', 1, goal(20));
  yield numberFigure('a definition of 300 properties, CPU', each('read-schemas'), ' ms', 1, goal(50));
}
