/** Closes a run with one plain line that any log reader understands. */
module.exports = class SummaryReporter {
  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, numRuntimeErrorTestSuites },
  ) {
    const failed = numFailedTests + (numFailedTests === 0 ? numFailedTestSuites + numRuntimeErrorTestSuites : 0);
    this.line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`;
    process.on('exit', () => console.log(this.line));
  }
};
