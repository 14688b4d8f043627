import { changeText, wholeChangeText } from '../../../lib/report/plan/plan-lines';

const many = Array.from({ length: 40 }, (_, index) => `host-${index}.example.com`);

describe('one line about a change', () => {
  test('has short values as they are', () => {
    expect(changeText({ path: 'spec.replicas', from: 3, to: 5 })).toBe('spec.replicas: 3 -> 5');
    expect(changeText({ path: 'spec.a', to: 'b\nc' })).toBe('spec.a: (none) -> b\\nc');
  });

  test('has of a long list what comes and what goes', () => {
    const change = { path: 'spec.hosts', from: many, to: [...many.slice(1), 'a', 'b', 'c', 'd', 'e'] };
    expect(changeText(change)).toBe('spec.hosts: + a, + b, + c, + 2 more, - host-0.example.com');
    expect(wholeChangeText(change)).toContain('host-39.example.com');
  });

  test('has of a long text the part that differs', () => {
    const text = 'x'.repeat(200);
    expect(changeText({ path: 'data.a', from: `${text}level=debug`, to: `${text}level=info` })).toBe(
      `data.a: …${'x'.repeat(14)}level=debug -> …${'x'.repeat(14)}level=info`,
    );
  });

  test('is cut at its end where all of it is new', () => {
    expect(changeText({ path: 'data.a', to: 'x'.repeat(200) })).toBe(`data.a: (none) -> ${'x'.repeat(120)}…`);
  });
});
