import { defineMappingTag, defineScalarTag, defineSequenceTag } from 'js-yaml';
import { stringMap } from './string-map-tag';

/** Tags that mean nothing to Go: a scalar under one is text, and a list or a map is what it is, whatever the tag says. */
export const otherTags = [
  defineScalarTag<string>('', { matchByTagPrefix: true, resolve: (text) => text, identify: () => false }),
  defineSequenceTag<unknown[]>('', {
    matchByTagPrefix: true,
    create: () => [],
    addItem: (list, item) => {
      list.push(item);
      return '';
    },
    identify: () => false,
  }),
  defineMappingTag('', { ...stringMap, matchByTagPrefix: true }),
];
