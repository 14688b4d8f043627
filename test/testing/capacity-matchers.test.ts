import '../../lib/testing';
import { deployment, node } from '../capacity/objects';
import { failureOf, treeOf } from './tree-of';

const nodes = ['a', 'b', 'c'].map((zone) => node({ name: `n-${zone}`, zone }));
const web = (replicas: number) => treeOf([deployment({ name: 'web', replicas })]);

test('toFit passes for what is proved to fit, and fails with what is short', () => {
  expect(web(12)).toFit({ nodes });
  expect(web(13)).not.toFit({ nodes });
  expect(
    failureOf(() => {
      expect(web(13)).toFit({ nodes });
    }),
  ).toContain('12 of 13 pods fit on the 3 nodes that take them');
});

test('toSurviveZoneLoss asks without each zone', () => {
  expect(web(8)).toSurviveZoneLoss({ nodes });
  expect(web(9)).not.toSurviveZoneLoss({ nodes });
});

test('what is unproved passes neither way', () => {
  const unproved = treeOf([deployment({ name: 'web', pod: { schedulerName: 'volcano' } })]);
  expect(
    failureOf(() => {
      expect(unproved).toFit({ nodes });
    }),
  ).toContain('volcano');
  expect(
    failureOf(() => {
      expect(unproved).not.toFit({ nodes });
    }),
  ).toContain('volcano');
});
