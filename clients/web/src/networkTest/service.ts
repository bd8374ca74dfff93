import type { EdgeList } from '../edges.js';
import { SignalingError } from '../errors.js';
import type { HttpApi } from '../http.js';
import type { TokenSource } from '../tokenSource.js';
import type { RelayReply } from '../wire.js';
import type { TestDescription, TestedService, TestVerdict } from './networkTest.js';

/** What a network test asks of the service; once each, for whoever cannot reach it should learn so soon. */
export function testedService(http: HttpApi, edges: EdgeList, token: TokenSource): TestedService {
  return {
    edges: [edges.current],
    token: () => token.get(),
    describe: () => http.get<TestDescription>('/v1/network-test', 0),
    credential: async () => {
      try {
        const { iceServers } = await http.post<RelayReply>('/v1/relay-credentials', {}, 0);
        const { username, credential } = iceServers.find((server) => server.username !== undefined) ?? {};
        return username === undefined || typeof credential !== 'string' ? undefined : { username, credential };
      } catch (error) {
        if (SignalingError.is(error, 'relays_not_configured')) return undefined;
        throw error;
      }
    },
    judge: (measured) => http.post<TestVerdict>('/v1/network-test/verdict', measured, 0),
  };
}
