import { formatSurvivalAsJson } from './format-json';
import { formatSurvivalAsMarkdown } from './format-markdown';
import { formatSurvivalAsText } from './format-text';
import type { SurvivalFormat } from './survival-report';

/** Every way to write down what survives a loss, sorted by name. A new one is one line here and one file. */
export const survivalFormats: readonly SurvivalFormat[] = [
  { name: 'json', format: formatSurvivalAsJson },
  { name: 'markdown', format: formatSurvivalAsMarkdown },
  { name: 'text', format: formatSurvivalAsText },
];
