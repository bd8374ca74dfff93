/** The run of ./test.sh that a container belongs to, so that one which a test could not stop is found afterwards. */
export const runId = process.env.TEST_RUN || `${process.pid}`;
export const ours = { 'signaling.test-run': runId };
