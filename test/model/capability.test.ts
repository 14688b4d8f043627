import { Cluster, Environment } from '../../lib';
import { listCapability } from '../../lib/model/capability';
import { CapabilityName } from '../../lib/model/capability-name';
import { ClusterModel } from '../../lib/model/cluster-model';
import { Declarations } from '../../lib/model/declarations';

const greeting = new CapabilityName<{ readonly text: string }>('greeting');

function clusterModel(): ClusterModel {
  const cluster = new Cluster('c', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
  return new ClusterModel(cluster, new Declarations());
}

describe('listCapability', () => {
  it('hands what a capability resolved to those that need it, with its type', () => {
    const model = clusterModel();
    const read: string[] = [];
    listCapability({ name: greeting, resolve: () => ({ text: 'hello' }) }).resolve(model);
    listCapability({
      name: new CapabilityName<number>('length'),
      needs: [greeting],
      resolve: (_, needed) => read.push(needed(greeting).text),
    }).resolve(model);
    expect(read).toEqual(['hello']);
  });

  it('keeps what was resolved for one cluster apart from what was for another', () => {
    const [one, other] = [clusterModel(), clusterModel()];
    greeting.resolved(one, { text: 'one' });
    greeting.resolved(other, { text: 'other' });
    expect(greeting.in(one)).toEqual({ text: 'one' });
  });

  it('refuses to read what is not among the needs, so that the order never happens to be right', () => {
    const model = clusterModel();
    greeting.resolved(model, { text: 'hello' });
    const reader = listCapability({
      name: new CapabilityName<string>('reader'),
      resolve: (_, needed) => needed(greeting).text,
    });
    expect(() => reader.resolve(model)).toThrow('capability reader: needs: Required value: "greeting"');
  });

  it('says which capability has not resolved yet', () => {
    expect(() => greeting.in(clusterModel())).toThrow('capability greeting: has not resolved c');
  });

  it('gives emit a cluster that takes no report, by its type', () => {
    const emitter = listCapability({
      name: greeting,
      resolve: () => ({ text: 'hello' }),
      // @ts-expect-error emitting cannot report: what is wrong is found while resolving
      emit: (_, { report }) => (report === undefined ? [] : []),
    });
    expect(emitter.name).toBe('greeting');
  });

  it('gives emit what resolve returned', () => {
    const emit = jest.fn(() => []);
    const model = clusterModel();
    listCapability({ name: greeting, resolve: () => ({ text: 'hello' }), emit }).resolve(model)(model);
    expect(emit).toHaveBeenCalledWith({ text: 'hello' }, model);
  });
});
