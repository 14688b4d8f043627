import '../../lib/testing';
import { scaledFleet } from './scaled-fleet';

test.each(scaledFleet.clusters.map(({ name }) => name))(
  'every way to be scaled %s is what it was, without a finding',
  (name) => {
    const tree = scaledFleet.render(name);
    expect(tree.findings).toEqual([]);
    expect(tree).toMatchTreeSnapshot();
  },
);
