import type { CapacityFormat } from './capacity-report';
import { formatCapacityAsJson } from './format-json';
import { formatCapacityAsMarkdown } from './format-markdown';
import { formatCapacityAsSvg } from './format-svg';
import { formatCapacityAsText } from './format-text';

/** Every way to write answers about capacity down, sorted by name. A new one is one line here and one file. */
export const capacityFormats: readonly CapacityFormat[] = [
  { name: 'json', format: formatCapacityAsJson },
  { name: 'markdown', format: formatCapacityAsMarkdown },
  { name: 'svg', format: formatCapacityAsSvg },
  { name: 'text', format: formatCapacityAsText },
];
