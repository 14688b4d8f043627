import { formatGithub } from './format-github';
import { formatJson } from './format-json';
import { formatJunit } from './format-junit';
import { formatMarkdown } from './format-markdown';
import { formatSarif } from './format-sarif';
import { formatText } from './format-text';
import type { ReportFormat } from './report';

/** Every way to write a report down, sorted by name. A new one is one line here and one file. */
export const reportFormats: readonly ReportFormat[] = [
  { name: 'github', format: formatGithub },
  { name: 'json', format: formatJson },
  { name: 'junit', format: formatJunit },
  { name: 'markdown', format: formatMarkdown },
  { name: 'sarif', format: formatSarif },
  { name: 'text', format: formatText },
];
