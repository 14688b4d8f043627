import { formatPlanAsHtml } from './format-html';
import { formatPlanAsJson } from './format-json';
import { formatPlanAsMarkdown } from './format-markdown';
import { formatPlanAsText } from './format-text';
import type { PlanFormat } from './plan-report';

/** Every way to write a plan down, sorted by name. A new one is one line here and one file. */
export const planFormats: readonly PlanFormat[] = [
  { name: 'html', format: formatPlanAsHtml },
  { name: 'json', format: formatPlanAsJson },
  { name: 'markdown', format: formatPlanAsMarkdown },
  { name: 'text', format: formatPlanAsText },
];
