import { hostname } from 'node:os';
import { join } from 'node:path';
import { TokenBroker } from '../../../src/adapters/credentialPlugin/tokenBroker.ts';
import type { BrokerAnswers } from '../../../src/core/credentialPlugin/brokerAnswers.ts';

/** A window of this process that answers the plugin of a data folder. @param write what it logs */
export async function startRealBroker(
  data: string,
  answers: BrokerAnswers,
  write: (message: string) => void = () => undefined,
): Promise<TokenBroker> {
  const broker = new TokenBroker({
    place: {
      env: {},
      platform: process.platform,
      windowsFolder: join(data, 'windows'),
      temporaryFolder: data,
      hostName: hostname(),
      pid: process.pid,
    },
    dataFolder: data,
    answer: (request) => answers.answer(request),
    logger: { debug: write, info: write, warn: write, error: write },
  });
  await broker.start();
  return broker;
}
