import { parseArgs } from 'node:util';
import { sections } from './sections';
import type { Figure, Section } from './section';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
});

for (const section of chosenSections(values.only)) {
  console.log(`\n${section.title} (${section.name})`);
  for (const figure of section.run(values.quick ? 'quick' : 'full')) {
    console.log(formatFigure(figure));
    // The full goals are what is aimed at; those of the quick form are floors, far below what any machine measures.
    if (values.quick && figure.reached === false) process.exitCode = 1;
  }
}

function chosenSections(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => sections.every((section) => section.name !== name));
  if (unknown !== undefined) {
    throw new Error(`no section ${unknown}: there are ${sections.map(({ name }) => name).join(', ')}`);
  }
  return names.length === 0 ? sections : sections.filter(({ name }) => names.includes(name));
}

function formatFigure({ what, value, goal = '', reached }: Figure): string {
  const verdict = reached === undefined ? '' : reached ? 'reached' : 'MISSED';
  return `  ${what.padEnd(58)} ${value.padStart(30)}   ${goal.padEnd(10)} ${verdict}`.trimEnd();
}
