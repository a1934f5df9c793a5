import type { HttpBindings } from '@hono/node-server';

/** What Hono handlers of the simulator get: Node's own request and response besides Hono's. */
export interface SimulatorEnv {
  Bindings: HttpBindings;
}
