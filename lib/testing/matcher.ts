/** What a matcher answers, as Jest takes it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What Jest tells a matcher of the test that it runs in. */
export type MatcherContext = Pick<jest.MatcherContext, 'equals' | 'isNot' | 'testPath' | 'currentTestName' | 'utils'>;
